"""A recommendation in its context: made once with its meeting, and called the same wherever it is met."""

from __future__ import annotations

from answering import LETTER
from conftest import HEAD, WorkspaceFolder

from naravard_docs.builder.plan import meeting_letters
from naravard_docs.responses.load import load_recommendations

MEETING = f"{HEAD}ärenden:\n  - rubrik: Inget\n  - rubrik: Planen\n    beslut: DECISION\n{LETTER}"


def test_what_a_recommendation_is_called(workspace: WorkspaceFolder) -> None:
    """Its reference is of the file's name and the matter; it knows its place among items that have none."""
    (asked,) = workspace.load(MEETING.replace("DECISION", "[anta planen, följa upp den]")).recommendations
    assert asked.reference == f"{asked.stem}-planen"
    assert (asked.heading, asked.title) == ("Planen", "Rekommendation till beslut om planen")
    assert (asked.path, asked.clauses) == (("ärenden", 1, "rekommendation"), ("anta planen", "följa upp den"))


def test_a_sentence_is_one_clause(workspace: WorkspaceFolder) -> None:
    """A decision in one sentence is answered as one clause."""
    (asked,) = workspace.load(MEETING.replace("DECISION", "Planen rekommenderas.")).recommendations
    assert asked.clauses == ("Planen rekommenderas.",)


def test_all_that_is_made_of_a_recommendation_holds_it(workspace: WorkspaceFolder) -> None:
    """Letter, answers and where they stand have the very record that was made when the meeting was read."""
    loaded = workspace.load(MEETING.replace("DECISION", "[anta planen]"))
    (asked,), (answers,), (letter,) = loaded.recommendations, load_recommendations(loaded), meeting_letters(loaded)
    standing = answers.status(asked.letter.date)
    assert all(each.recommendation is asked for each in (answers, letter, letter.to_each()[0], standing))
