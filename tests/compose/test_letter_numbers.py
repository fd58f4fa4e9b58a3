"""Numbers of letters to each recipient: the organisation's pattern, what it must hold, and where it is printed."""

from __future__ import annotations

import pytest
from bad_case import Bad, assert_said
from conftest import HEAD, WorkspaceFolder
from test_bad_meeting import LETTER

from naravard_docs.builder.plan import meeting_letters
from naravard_docs.compose.recommendation import compose_recommendation
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import plain_text
from naravard_docs.workspace.load import LoadedMeeting

ITEM = HEAD + "ärenden:\n  - rubrik: A\n    beslut: [anta]\n"
NUMBERED = ITEM + LETTER + "      diarienummer: RV 125-2023\n"


def read(workspace: WorkspaceFolder, pattern: str, meeting: str = NUMBERED) -> LoadedMeeting:
    workspace.write_template("organisation.yaml", f'namn: R\nbrevnummer: "{pattern}"\n' if pattern else "namn: R\n")
    return workspace.load(meeting)


def composed(found: LoadedMeeting) -> tuple[Document, tuple[Document, ...]]:
    """Return the joint letter of a meeting, and those to each."""
    (joint,) = meeting_letters(found)
    return compose_recommendation(joint), tuple(map(compose_recommendation, joint.to_each()))


def facts(document: Document) -> str:
    """Return what stands under the letterhead: the date, and the number if there is one."""
    (only,) = [block for block in document.blocks if isinstance(block, Paragraph) and block.id == "datum"]
    return plain_text(only.content)


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("{diarienummer}-{löpnummer}", "RV 125-2023-1", "RV 125-2023-16"),
        ("{diarienummer}:{nyckel}", "RV 125-2023:umea", "RV 125-2023:region-vasterbotten"),
        ("Dnr {diarienummer} ({löpnummer}/{nyckel})", "Dnr RV 125-2023 (1/umea)", None),
        ("", "RV 125-2023", "RV 125-2023"),
    ],
)
def test_each_letter_has_its_number(workspace: WorkspaceFolder, pattern: str, first: str, last: str | None) -> None:
    """Letters to each are numbered in the list's order, on the page and in the metadata; the joint one is as before."""
    joint, to_each = composed(read(workspace, pattern))
    assert joint.meta.identifier == "RV 125-2023"
    assert facts(joint).endswith("Diarienummer: RV 125-2023")
    assert to_each[0].meta.identifier == first
    assert facts(to_each[0]).endswith(f"Diarienummer: {first}")
    assert last is None or to_each[-1].meta.identifier == last
    assert len({letter.meta.identifier for letter in to_each}) == (16 if pattern else 1)


def test_without_a_number_to_begin_with(workspace: WorkspaceFolder) -> None:
    """A recommendation without diarienummer gives letters without number, and a warning that says so."""
    found = read(workspace, "{diarienummer}-{löpnummer}", ITEM + LETTER)
    (problem,) = [p for p in found.problems if "diarienummer" in p.message]
    assert problem.place is not None and problem.place.line == 6
    assert not problem.is_error
    _, to_each = composed(found)
    assert {(letter.meta.identifier, facts(letter)) for letter in to_each} == {("", "Datum: 1 april 2023")}


@pytest.mark.parametrize(("pattern", "meeting"), [("", ITEM + LETTER), ("{diarienummer}-{nyckel}", NUMBERED)])
def test_no_warning_when_nothing_is_missing(workspace: WorkspaceFolder, pattern: str, meeting: str) -> None:
    """Who asks for no numbers, or has what they are made of, is not warned."""
    assert [p for p in read(workspace, pattern, meeting).problems if "diarienummer" in p.message] == []


@pytest.mark.parametrize(
    ("pattern", "message", "remedy"),
    [
        ("{diarienummer}-{lopnummer}", "«{lopnummer}» fylls inte i", "menade du «{löpnummer}»?"),
        ("{diarienummer}-{}", "«{}» fylls inte i", "{diarienummer}, {löpnummer} eller {nyckel}"),
        ("{diarienummer}-{löpnummer", "klammer utan sin andra hälft", "inom citattecken"),
        ("{löpnummer}", "alla rekommendationer samma", "ta med {diarienummer}"),
        ("{diarienummer}", "alla mottagare samma", "{löpnummer} eller {nyckel}"),
    ],
)
def test_a_pattern_that_numbers_nothing(workspace: WorkspaceFolder, pattern: str, message: str, remedy: str) -> None:
    """A pattern that cannot be filled in, or gives two letters one number, is told at its place."""
    workspace.write_template("organisation.yaml", f'namn: R\nbrevnummer: "{pattern}"\n')
    assert_said(workspace.problems(HEAD), Bad("", "", "2:13", message, remedy))
