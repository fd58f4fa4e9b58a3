"""Headings of the minutes that would say the same twice, or stand over what is not theirs."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder
from made import headings

from naravard_docs.builder.build import check_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.plan import plan_build
from naravard_docs.document.inlines import plain_text
from naravard_docs.meeting.notice import Notice

_BODY = """\
organet:
  namn: Styrelsen
  ordval: {numrering: paragraf, beslutsrubrik: Styrelsens beslut, beslut: först}
"""
_HEAD = "organ: organet\ndatum: 2023-03-24\nnärvarande:\n  - grupp: Närvarande\n    personer: [Anna Ek (M)]\n"
_OWN = """\
    beslut:
      - {rubrik: Förslag till fullmäktige, satser: [anta planen]}
    text: Planen har varit på remiss.
"""


def _headings(workspace: WorkspaceFolder, item: str, more: str = "") -> list[str]:
    workspace.write_template("organ.yaml", _BODY)
    loaded = workspace.load(f"{_HEAD}{more}ärenden:\n  - rubrik: Planen\n{item}")
    document = plan_build(loaded, BuildOptions()).pieces[0].document
    return [plain_text(heading.content).replace("\u00a0", " ") for heading in headings(document.blocks)]


def test_a_decisions_own_heading_stands_in_place_of_the_bodys(workspace: WorkspaceFolder) -> None:
    told = _headings(workspace, _OWN)
    assert "Styrelsens beslut" not in told
    assert told[-3:] == ["§ 1 Planen", "Förslag till fullmäktige", "Ärendebeskrivning"]


def test_how_a_decided_item_ended_has_no_second_heading(workspace: WorkspaceFolder) -> None:
    told = _headings(workspace, "    beslut: [bordlägga ärendet]\n    utgång: bordläggs\n")
    assert told[-2:] == ["§ 1 Planen", "Styrelsens beslut"]


@pytest.mark.parametrize(("more", "times"), [("", 1), ("  - grupp: Gäster\n    personer: [Bo Al]\n", 2)])
def test_a_single_group_of_those_present_needs_no_heading(workspace: WorkspaceFolder, more: str, times: int) -> None:
    assert _headings(workspace, "", more).count("Närvarande") == times


def test_messages_name_an_item_as_the_minutes_do(workspace: WorkspaceFolder) -> None:
    workspace.write_template("organ.yaml", _BODY)
    item = "  - {rubrik: Planen, yrkanden: ['Bo Al (S): avslag']}\n"
    path = workspace.write_meeting(f"{_HEAD}start_paragraf: 164\närenden:\n{item}")
    (told,) = [each.message for each in check_meeting(path).problems if each.rule == "NV310"]
    assert told.endswith("men var inte med vid § 164")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("2013-08-30 KS/2013:17 Beslut om anställning", "KS/2013:17"),
        ("LD14/00123 Beslut om upphandling", "LD14/00123"),
        ("Dnr KS 2018/14 Beslut", "KS 2018/14"),
        ("Ordförandebeslut 2013-08-21, representation", None),
        ("Protokoll från KS 2014", None),
    ],
)
def test_reference_numbers_of_notices(line: str, number: str | None) -> None:
    assert Notice.model_validate(line).reference_number == number
