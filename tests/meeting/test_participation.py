"""Who took part in which items: by §§, by standing, once each, and found by name, party and mark."""

from __future__ import annotations

import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.meeting.participation import Participation
from naravard_docs.meeting.people import PersonReference

MIXED = """närvarande:
  - grupp: Beslutande
    ställning: tjänstgörande
    personer:
      - Anna Ek (M), ordförande
      - Bo Al (S), ej § 3
      - Cia Dal (C), tjänstgör för Di Fors (C), §§ 3–5
  - grupp: Ersättare
    ställning: ersättare
    personer:
      - Cia Dal (C), §§ 1–2
      - Eva Fält (SD)
  - grupp: Övriga
    ställning: övriga
    personer: ["Gun Hed, kommunchef"]
"""
TWO_OF_A_NAME = """närvarande:
  - grupp: Ledamöter
    personer:
      - {namn: Bo Al, parti: S, kännetecken: Ersmark}
      - {namn: Bo Al, parti: S, kännetecken: Sävar}
      - Bo Al (M), Umeå kommun
      - Åsa Öman (S)
"""


def _participation(workspace: WorkspaceFolder, below: str) -> Participation:
    return Participation(workspace.load(HEAD + below).meeting)


def _names(people: object) -> list[str]:
    return [person.name_with_party for person in people]  # type: ignore[attr-defined]


def test_present_at_an_item(workspace: WorkspaceFolder) -> None:
    """Those are present whose §§ have the item, and who are not excepted from it, each once."""
    found = _participation(workspace, MIXED)
    assert _names(found.present_at(ItemNumber((1,)))) == [
        "Anna Ek (M)",
        "Bo Al (S)",
        "Cia Dal (C)",
        "Eva Fält (SD)",
        "Gun Hed",
    ]
    assert "Bo Al (S)" not in _names(found.present_at(ItemNumber((3,))))
    assert "Bo Al (S)" not in _names(found.present_at(ItemNumber((3, 1))))
    assert "Cia Dal (C)" not in _names(found.present_at(ItemNumber((6,))))
    assert _names(found.people) == ["Anna Ek (M)", "Bo Al (S)", "Cia Dal (C)", "Eva Fält (SD)", "Gun Hed"]


def test_serving_at_an_item(workspace: WorkspaceFolder) -> None:
    """A replacement serves from the § where they do, and nobody else decides; those with jäv are left out."""
    found = _participation(workspace, MIXED)
    assert _names(found.serving_at(ItemNumber((1,)))) == ["Anna Ek (M)", "Bo Al (S)"]
    assert _names(found.serving_at(ItemNumber((3,)))) == ["Anna Ek (M)", "Cia Dal (C)"]
    recused = [PersonReference.model_validate("anna ek")]
    assert _names(found.serving_at(ItemNumber((3,)), without=recused)) == ["Cia Dal (C)"]


def test_all_serve_where_no_group_has_a_standing(workspace: WorkspaceFolder) -> None:
    """Small bodies say nothing of standing, and all of theirs take part."""
    found = _participation(
        workspace, "närvarande:\n  - {grupp: A, personer: [Bo Al]}\n  - {grupp: B, personer: [Cia]}\n"
    )
    assert _names(found.serving_at(ItemNumber((1,)))) == ["Bo Al", "Cia"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Bo Al", 3),
        ("Bo Al (S)", 2),
        ("bo al (s), ersmark", 1),
        ("Bo Al (M)", 1),
        ("Bo Al, Umeå kommun", 1),
        ("Bo Al (C)", 0),
        ("A\u030asa O\u0308man", 1),
        ("Åsa  Öman (S)", 1),
        ("(S)", 3),
        ("(SD)", 0),
    ],
)
def test_people_are_found_as_they_are_named(line: str, found: int, workspace: WorkspaceFolder) -> None:
    """A reference finds those whom it fits, whatever the capitals and the form of the letters."""
    participation = _participation(workspace, TWO_OF_A_NAME)
    assert len(participation.find(PersonReference.model_validate(line))) == found


def test_found_among_those_at_an_item(workspace: WorkspaceFolder) -> None:
    """At an item those are found who were there, and of a party those who serve."""
    found = _participation(workspace, MIXED)
    bo, of_sd, of_c = (PersonReference.model_validate(line) for line in ("Bo Al", "(SD)", "(C)"))
    assert found.find(bo) and not found.find(bo, ItemNumber((3,)))
    assert not found.find(of_sd)
    assert not found.find(of_c, ItemNumber((1,))) and _names(found.find(of_c, ItemNumber((4,)))) == ["Cia Dal (C)"]


def test_nobody_is_told_twice_for_other_items(workspace: WorkspaceFolder) -> None:
    """One who first is a replacement and then serves, and two who a mark tells apart, stand there rightly."""
    for below in (MIXED, TWO_OF_A_NAME):
        assert not any("mer än en gång" in problem.message for problem in workspace.load(HEAD + below).problems)
    once = "närvarande:\n  - {grupp: A, personer: ['Bo Al (S), ej § 2']}\n  - {grupp: B, personer: ['Bo Al, § 2']}\n"
    twice = "närvarande:\n  - {grupp: A, personer: [Bo Al (S)]}\n  - {grupp: B, personer: ['Bo Al, § 2']}\n"
    for below, expected in ((once, False), (twice, True)):
        told = workspace.load(f"{HEAD}{below}ärenden: [A, B]\n").problems
        assert any("mer än en gång" in problem.message for problem in told) is expected
