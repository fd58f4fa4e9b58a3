"""uppföljning_av: where a recommendation stood on a meeting's day, in that meeting's minutes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from answering import MEETING, REFERENCE, STEM
from conftest import WorkspaceFolder

from naravard_docs.builder.build import build_meeting, check_meeting, load_cached
from naravard_docs.builder.follow_up import document_of_one
from naravard_docs.builder.options import BuildOptions, BuildOutcome, DocumentKind, Format
from naravard_docs.check.word import word_texts
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.blocks import Section, Table
from naravard_docs.document.inlines import plain_text
from naravard_docs.document.outline import outline
from naravard_docs.errors import ExitCode, InvalidInputError, Problem
from naravard_docs.responses.load import load_recommendations
from naravard_docs.workspace.load import load_meeting

NEXT = "2023-10-20-systemledning"
HEAD = "organ: systemledning\ndatum: 2023-10-20\nnärvarande: [{grupp: Alla, personer: [Eva Ek]}]\n"
ITEM = f"ärenden:\n  - rubrik: Uppföljning\n    text: Svaren gicks igenom.\n    uppföljning_av: {REFERENCE}\n"
ANSWERS = """\
svar:
  - mottagare: umea
    skickat: 2023-04-03
    beslut: {instans: KF, datum: 2023-06-19, paragraf: 87, satser: antagen}
  - mottagare: mala
    skickat: 2023-04-03
"""
LATER = "    beslut: {instans: KF, datum: 2023-11-20, paragraf: 9, satser: avslagen}\n"
MINUTES = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.WORD,))


def following(workspace: WorkspaceFolder, answers: str | None = ANSWERS, text: str = HEAD + ITEM) -> Path:
    """Write the meeting that recommended, its answers, and one that follows it up; return the latter's file."""
    workspace.write_meeting(MEETING, f"{STEM}.yaml")
    if answers is not None:
        workspace.write(f"meetings/svar/{REFERENCE}.yaml", answers)
    return workspace.write_meeting(text, f"{NEXT}.yaml")


def faults(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInputError) as caught:
        load_cached(path)
    return tuple(problem for problem in caught.value.problems if problem.is_error)


def where(problem: Problem) -> tuple[str, int]:
    assert problem.place is not None
    return Path(problem.place.file).name, problem.place.line


def tables_of(path: Path) -> list[Table]:
    loaded = load_cached(path)
    blocks = compose_minutes(loaded.meeting, loaded.workspace.house, {}, loaded.follow_ups).blocks
    (item,) = (block for block in blocks if isinstance(block, Section) and block.id == "ärende-1")
    return [block for block in item.blocks if isinstance(block, Table)]


def test_the_minutes_have_the_tables_of_the_follow_up(workspace: WorkspaceFolder) -> None:
    """What the follow-up of that day tells in its tables, the minutes tell in the same words."""
    path = following(workspace)
    loaded = load_cached(path)
    (asked,) = load_recommendations(load_meeting(path.with_name(f"{STEM}.yaml")))
    document = document_of_one(asked, loaded.meeting.date)
    expected = [block for block in document.blocks if isinstance(block, Table)]
    assert len(expected) == 2
    assert [(table.columns, table.rows) for table in tables_of(path)] == [(t.columns, t.rows) for t in expected]


def test_it_stands_after_the_text_and_before_the_decision(workspace: WorkspaceFolder) -> None:
    """The item's text comes first, then where the recommendation stands, with the day, then what was decided."""
    path = following(workspace, text=HEAD + ITEM + "    beslut: Svaren lades till handlingarna.\n")
    assert build_meeting(path, MINUTES).exit_code is ExitCode.DONE
    word = workspace.root / "output" / NEXT / f"{NEXT}-protokoll.docx"
    said = " ".join(word_texts(word.read_bytes()))
    places = [
        said.index(words) for words in ("gicks igenom", "läget den 20 oktober 2023:", "Umeå kommun", "lades till")
    ]
    assert places == sorted(places)


def test_what_happened_after_the_meeting_is_left_out_and_told(workspace: WorkspaceFolder) -> None:
    """A later decision is not in the table; a warning at the key names whose it is. A later receipt needs none."""
    path = following(workspace, ANSWERS + LATER + "  - {mottagare: norsjo, mottaget: 2023-11-01}\n")
    warnings = [problem for problem in load_cached(path).problems if "efter mötet" in problem.message]
    assert [problem.message for problem in warnings] == [
        "Beslut efter mötet den 20 oktober 2023 kommer inte med i tabellen: Malå kommun"
    ]
    assert where(warnings[0]) == (f"{NEXT}.yaml", 7)
    decided, owing = ([plain_text(row[0]) for row in table.rows] for table in tables_of(path))
    assert "Malå kommun" not in decided
    assert "Malå kommun" in owing


@pytest.mark.parametrize("key", ["uppföljning_av", "follows_up"])
def test_an_unknown_recommendation_is_told_with_the_likeliest(workspace: WorkspaceFolder, key: str) -> None:
    """A reference that is none is told at its place, by either name of the key."""
    path = following(workspace, text=HEAD + ITEM.replace("uppföljning_av", key).replace("planen", "planer"))
    (problem,) = faults(path)
    assert problem.message == f"«{STEM}-planer» är ingen rekommendation"
    assert problem.remedy == f"menade du «{REFERENCE}»?"
    assert where(problem) == (f"{NEXT}.yaml", 7)


def test_without_any_recommendation_that_is_said(workspace: WorkspaceFolder) -> None:
    """Where no meeting recommends anything, nothing is guessed."""
    (problem,) = faults(workspace.write_meeting(HEAD + ITEM, f"{NEXT}.yaml"))
    assert problem.remedy == "inget möte har någon rekommendation"


def test_a_letter_that_was_not_written_yet_is_an_error(workspace: WorkspaceFolder) -> None:
    """A recommendation cannot be followed up on a day before its letter's."""
    path = following(workspace, text=(HEAD + ITEM).replace("2023-10-20", "2023-03-30"))
    (problem,) = faults(path)
    assert problem.message == "Brevet är daterat 1 april 2023, efter mötet den 30 mars 2023"


def test_nothing_recorded_is_warned_of(workspace: WorkspaceFolder) -> None:
    """Without an answer file nobody has been sent anything, and that is remarked on."""
    path = following(workspace, answers=None)
    (problem,) = load_cached(path).problems
    assert problem.message.startswith("Inga svar är antecknade: ")
    assert where(problem) == (f"{NEXT}.yaml", 7)


def test_checking_tells_everything_that_is_wrong_with_the_answers(workspace: WorkspaceFolder) -> None:
    """All faults of the answer file are told at their places when the meeting that quotes it is checked."""
    path = following(
        workspace, ANSWERS.replace("umea", "ume").replace("paragraf: 87", "paragraf: sida") + "    sänt: ja\n"
    )
    outcome: BuildOutcome = check_meeting(path)
    assert outcome.exit_code is ExitCode.CORRECTION
    found = [where(problem) for problem in outcome.problems if problem.is_error]
    assert found == [(f"{REFERENCE}.yaml", line) for line in (2, 4, 7)]


def test_faults_of_the_meeting_that_recommended_are_told(workspace: WorkspaceFolder) -> None:
    """What cannot be read there is told at its place there, and not as an unknown recommendation."""
    path = following(workspace)
    workspace.write_meeting(MEETING.replace("sändlista: lanets", "sändlista: länets"), f"{STEM}.yaml")
    (problem,) = faults(path)
    assert where(problem)[0] == f"{STEM}.yaml"
    workspace.write_meeting(MEETING + "  - rubrik: [", f"{STEM}.yaml")
    assert {where(problem)[0] for problem in faults(path)} == {f"{STEM}.yaml"}


def test_meetings_may_follow_each_other_up(workspace: WorkspaceFolder) -> None:
    """Two meetings that refer to each other, or one to itself, are read once each and no more."""
    path = following(workspace)
    letter = MEETING.partition("ärenden:\n")[2].replace("Planen", "Nästa plan").replace("planen\n", "nästa plan\n", 1)
    text = HEAD + ITEM + letter.replace("2023-04-01", "2023-10-20").replace("2023-09-30", "2024-05-31")
    workspace.write_meeting(text, path.name)
    workspace.write(f"meetings/svar/{NEXT}-nasta-plan.yaml", "svar: [{mottagare: umea, skickat: 2023-10-20}]\n")
    other = path.with_name(f"{STEM}.yaml")
    other.write_text(MEETING + f"  - rubrik: Igen\n    uppföljning_av: {REFERENCE}\n", encoding="utf-8")
    assert list(load_cached(path).follow_ups) == [REFERENCE]
    assert "daterat 1 april 2023, efter mötet den 24 mars 2023" in faults(other)[0].message


def test_the_answers_are_sources_of_the_minutes(workspace: WorkspaceFolder) -> None:
    """The manifest names the answers and the meeting that recommended, and a change of either rebuilds them."""
    path = following(workspace)
    assert not build_meeting(path, MINUTES).is_unchanged
    assert build_meeting(path, MINUTES).is_unchanged
    manifest = json.loads((workspace.root / "output" / NEXT / "manifest.json").read_text("utf-8"))
    names = {source["fil"] for source in manifest["källor"]}
    assert {f"meetings/svar/{REFERENCE}.yaml", f"meetings/{STEM}.yaml", f"meetings/{NEXT}.yaml"} <= names
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", ANSWERS + "    mottaget: 2023-04-11\n")
    assert not build_meeting(path, MINUTES).is_unchanged
    assert build_meeting(path, MINUTES).is_unchanged
    workspace.write_meeting(MEETING.replace("anta planen", "anta hela planen"), f"{STEM}.yaml")
    assert not build_meeting(path, MINUTES).is_unchanged


def test_a_character_without_a_glyph_is_told_in_the_answers(workspace: WorkspaceFolder) -> None:
    """A change that the typeface cannot print is told at its line in the answer file."""
    change = (
        "beslut: {instans: KF, datum: 2023-06-19, satser: {1: antagen, 2: {utfall: antagen med ändring, text: 漢}}}"
    )
    outcome = build_meeting(following(workspace, f"{ANSWERS}    {change}\n"), MINUTES)
    assert [where(problem) for problem in outcome.problems if "saknar tecknet" in problem.message] == [
        (f"{REFERENCE}.yaml", 7)
    ]


HISTORY = """\
svar:
  - mottagare: umea
    skickat: 2023-04-03
    beslut: {instans: KS, datum: 2023-06-19, paragraf: 87, satser: bordlagd}
  - mottagare: mala
    skickat: 2023-04-03
    utlovat: {dag: 2023-10-01, lovat: 2023-05-02}
"""
SINCE = HISTORY.replace(
    "    beslut: {instans: KS, datum: 2023-06-19, paragraf: 87, satser: bordlagd}\n",
    "    beslut:\n      - {instans: KS, datum: 2023-06-19, paragraf: 87, satser: bordlagd}\n"
    "      - {instans: KF, datum: 2023-12-01, paragraf: 9, satser: antagen}\n",
).replace(
    "{dag: 2023-10-01, lovat: 2023-05-02}",
    "[{dag: 2023-10-01, lovat: 2023-05-02}, {dag: 2024-01-15, lovat: 2023-12-01}]",
)


def test_what_happens_after_the_meeting_leaves_its_minutes_alone(workspace: WorkspaceFolder) -> None:
    """A later decision and a later promise change nothing in the minutes of October, § and all."""
    path = following(workspace, HISTORY)
    before = load_cached(path)
    document = compose_minutes(before.meeting, before.workspace.house, {}, before.follow_ups)
    assert "KS 19 juni 2023 §\u00a087" in outline(document)
    after = load_cached(following(workspace, SINCE))
    assert compose_minutes(after.meeting, after.workspace.house, {}, after.follow_ups) == document


def test_the_short_form_has_the_summary_and_who_owes(workspace: WorkspaceFolder) -> None:
    """In short there is one table, of those who owe an answer; what is no form is told at its place."""
    short = ITEM.replace(REFERENCE, f"{{rekommendation: {REFERENCE}, form: kort}}")
    (table,) = tables_of(following(workspace, text=HEAD + short))
    assert [plain_text(row[0]) for row in table.rows] == ["Malå kommun"]
    full = ITEM.replace(REFERENCE, f"{{rekommendation: {REFERENCE}, form: full}}")
    assert len(tables_of(following(workspace, text=HEAD + full))) == 2
    (problem,) = faults(following(workspace, text=HEAD + short.replace("kort", "kortt")))
    assert (problem.remedy, where(problem)) == ("menade du «kort»?", (f"{NEXT}.yaml", 7))
    (problem,) = faults(following(workspace, text=HEAD + short.replace(REFERENCE, "annat")))
    assert where(problem) == (f"{NEXT}.yaml", 7)
