"""Titles before names, «för» between two names, and what a line of those present cannot say."""

from __future__ import annotations

import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.meeting.people import AbsentPerson, Person, Presenter
from naravard_docs.meeting.titled_name import without_title


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Kommundirektör Jan Ek", "Jan Ek", "kommundirektör"),
        ("ekonom Ann-Siv Al § 164", "Ann-Siv Al", "ekonom"),
        ("mark- och exploateringsingenjör Bo Ask", "Bo Ask", "mark- och exploateringsingenjör"),
        ("Vice ordföranden Teres Lind (s)", "Teres Lind", "vice ordföranden"),
        (
            "Bitr regiondirektör/personaldirektör Lars-Olof Berg",
            "Lars-Olof Berg",
            "bitr regiondirektör/personaldirektör",
        ),
        ("Politisk sekreterare Anna Ek (M) inte §§ 25 och 29", "Anna Ek", "politisk sekreterare"),
        ("Ekonom Siv Al, vikarie", "Siv Al", "ekonom, vikarie"),
    ],
)
def test_a_title_before_a_name_is_the_role(line: str, name: str, role: str) -> None:
    person = Person.model_validate(line)
    assert (person.name, person.role) == (name, role)


def test_a_title_before_a_presenters_name() -> None:
    assert str(Presenter.model_validate("Ekonomidirektör Bo Ek, Regionen")) == "Bo Ek, ekonomidirektör, Regionen"


@pytest.mark.parametrize(
    "name",
    [
        *("Anna von Essen", "von Essen Anna", "af Klint Bo", "de la Cruz Ana", "nsg", "bell hooks", "Ordförande", "Ek"),
        *("Maria Sekreterare Berg", "Anna Rektor", "Ordförande Anna"),
    ],
)
def test_a_name_without_title_is_left_as_it_is(name: str) -> None:
    assert without_title(name) == ("", name)


@pytest.mark.parametrize(
    ("line", "replaced", "rest"),
    [
        ("Lennart Pål (V) för Sören Berg (S), Regionen", "Sören Berg (S)", "Regionen"),
        ("Anna Ek (M) för Bo Al (M) §§ 3-5", "Bo Al (M)", None),
        ("Maria Ek (S), tj.g. för Eva Al (S), Umeå kommun", "Eva Al (S)", "Umeå kommun"),
        ("Maria Ek (S), tgj ers för Eva Al (S)", "Eva Al (S)", None),
    ],
)
def test_for_between_two_names_says_whom_somebody_serves_for(line: str, replaced: str, rest: str | None) -> None:
    person = Person.model_validate(line)
    assert (str(person.replaces), person.organisation) == (replaced, rest)


def test_a_comma_before_the_party_changes_nothing() -> None:
    assert Person.model_validate("Ida Staf, (C), ordförande") == Person.model_validate("Ida Staf (C), ordförande")


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ("Rolf Ek för Siv Fält, Gruppen", "«för Siv Fält»", "tjänstgör_för: Siv Fält"),
        ("Anna Ek, mötesordf. §§ 1-2", "ledde de ärendena, eller bara var med då", "skriv det vid «ordförande:»"),
        ("Anna Ek (M), deltar inte i beslut § 1", "sägs i ärendet", "«deltar_inte: Anna Ek (M)» i ärendet"),
        ("Anna Ek (M), ej beslut §§ 1-2", "sägs i ärendet", "«deltar_inte: Anna Ek (M)» i ärendet"),
        (
            "Anna Ek (M) ersätter Bo Al (M) §§ 1–2 p.g.a. jäv",
            "p.g.a. jäv",
            'paragrafer: "1–2"}, och skriv jävet i ärendet: «jäv: Bo Al (M)»',
        ),
        ("Vakant (M)", "ingen som är närvarande", "flytta raden till «frånvarande:»"),
        ("Anna Ek (M) och Bo Al (S)", "flera personer", "en person per rad"),
    ],
)
def test_what_a_line_cannot_say_is_told_with_the_way_out(
    line: str, message: str, remedy: str, workspace: WorkspaceFolder
) -> None:
    (problem,) = workspace.problems(f'{HEAD}närvarande:\n  - grupp: Beslutande\n    personer:\n      - "{line}"\n')
    assert message in problem.message and remedy in problem.remedy


def test_a_vacant_seat_may_stand_among_the_absent() -> None:
    assert AbsentPerson.model_validate("Vakant (M)").name_with_party == "Vakant (M)"
