"""People in the minutes: nothing that is read of them is left out, in the words of the body."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder

from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.signatures import signature_blocks
from naravard_docs.document.blocks import SignatureBlock
from naravard_docs.document.words import word_lines
from naravard_docs.workspace.load import read_meeting

PEOPLE = """organ: systemledning
datum: 2023-03-24
justerare: [{namn: Bo Al, parti: S, kännetecken: Ersmark}, "Cia Dal (C), §§ 150–151"]
närvarande:
  - grupp: Beslutande
    personer:
      - Pirjo Jonsson (S), vice ordförande, t.o.m. § 151
      - Bo Al (S), ej §§ 151, 153, Umeå kommun
      - Anna Ek (L) §§ 151–152 kl. 14.50–17.15 tjänstgör för Stig Tengmer (L)
      - Cia Dal (C), på distans, anlände 10.15
      - {namn: Bo Al, parti: S, kännetecken: Ersmark, tid: [10–12, 13–15]}
frånvarande:
  - Gun Hed (C), anmält förhinder
"""


def _lines(workspace: WorkspaceFolder, wording: str) -> str:
    workspace.write_template("organ.yaml", f"systemledning:\n  namn: Rådet\n  ordval: {wording}\n")
    loaded = workspace.load(PEOPLE)
    return "\n".join(word_lines(compose_minutes(loaded.meeting, loaded.workspace.house)))


def test_all_that_is_said_of_people_is_shown(workspace: WorkspaceFolder) -> None:
    """After the role stands whom somebody serves for, when, for which §§ and how; after the name, what marks them."""
    shown = _lines(workspace, "{numrering: paragraf}")
    for said in (
        "vice ordförande | t.o.m. § 151",
        "ej §§ 151, 153",
        "tjänstgör för Stig Tengmer (L), kl. 14.50–17.15, §§ 151–152",
        "från kl. 10.15, på distans",
        "Bo Al (S), Ersmark",
        "kl. 10.00–12.00 och kl. 13.00–15.00",
        "Gun Hed (C)",
        "anmält förhinder",
        "Justerare, §§ 150–151",
    ):
        assert said in shown


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("{numrering: paragraf, paragrafform: efter}", ("t.o.m. 151 §", "ej 151, 153 §§", "151–152 §§")),
        ("{numrering: nummer}", ("t.o.m. ärende 151", "ej ärendena 151, 153", "ärendena 151–152")),
    ],
)
def test_items_are_named_as_the_body_does(wording: str, said: tuple[str, ...], workspace: WorkspaceFolder) -> None:
    """«33 §» where the body writes so, and «ärende 33» where it does not count by §."""
    shown = _lines(workspace, wording)
    assert all(each in shown for each in said)


def test_a_vote_has_the_parties_that_those_present_have(workspace: WorkspaceFolder) -> None:
    """Where a vote names somebody without a party, the table has the one that the attendance tells."""
    vote = "ärenden: [{rubrik: A, beslut: Gruppen antog planen., omröstningar: [{ja: [Anna Ek], nej: [Gun Hed]}]}]\n"
    workspace.write_template("organ.yaml", "systemledning: {namn: Systemledningen}\n")
    people = "närvarande: [{grupp: A, personer: [Anna Ek (L), Gun Hed (C), Gun Hed (S)]}]\n"
    read = read_meeting(workspace.write_meeting(f"organ: systemledning\ndatum: 2023-03-24\n{people}{vote}"))
    shown = "\n".join(word_lines(compose_minutes(read.meeting, read.workspace.house)))
    assert "Anna Ek | L | X" in shown
    assert "Gun Hed | – | " in shown


def test_one_who_leads_an_item_signs_once(workspace: WorkspaceFolder) -> None:
    """Who leads the meeting for an item, and is told at the item too, has one line; others have one for theirs."""
    workspace.write_template("organ.yaml", "systemledning: {namn: Systemledningen}\n")
    chairs = 'ordförande: [{namn: Anna Ek, utom: 2}, "Bo Al, punkt 2"]\n'
    items = "ärenden: [A, {rubrik: B, ordförande: Bo Al}, {rubrik: C, ordförande: Bo Al}]\n"
    people = "närvarande: [{grupp: A, personer: [Anna Ek, Bo Al]}]\n"
    read = read_meeting(workspace.write_meeting(f"organ: systemledning\ndatum: 2023-03-24\n{chairs}{people}{items}"))
    block = next(each for each in signature_blocks(read.meeting, read.body) if isinstance(each, SignatureBlock))
    assert [(one.name, one.capacity) for one in block.signatories] == [
        ("Anna Ek", "Ordförande, ej ärende\u00a02"),
        ("Bo Al", "Ordförande, ärende\u00a02"),
        ("Bo Al", "Ordförande, ärende\u00a03"),
    ]
