"""Members of a body: their addresses and days in office, on one line or as a mapping."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.member import Member
from naravard_docs.meeting.planned_meeting import PlannedMeeting


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Bo Al (S), Umeå kommun, bo.al@example.se, från 2024-01-01",
            {
                "name": "Bo Al",
                "party": "S",
                "organisation": "Umeå kommun",
                "email": "bo.al@example.se",
                "since": date(2024, 1, 1),
            },
        ),
        (
            "Bo Al (S), <bo@example.se>, ersättare",
            {"name": "Bo Al", "party": "S", "role": "ersättare", "email": "bo@example.se"},
        ),
        (
            "Bo Al, fr.o.m. den 1 maj 2024 t.o.m. 2025-01-01",
            {"name": "Bo Al", "since": date(2024, 5, 1), "until": date(2025, 1, 1)},
        ),
        ("Bo Al (S), till 12 maj 2024", {"name": "Bo Al", "party": "S", "until": date(2024, 5, 12)}),
        ("Bo Al (S), från Umeå kommun", {"name": "Bo Al", "party": "S", "role": "från Umeå kommun"}),
    ],
)
def test_a_line_is_read(line: str, told: dict[str, object]) -> None:
    """Address and days stand anywhere after the name; the rest is a person's line."""
    assert Member.model_validate(line).model_dump(exclude_defaults=True) == told


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(ValidationError, match="ends before"):
        Member.model_validate("Bo Al, från 2025-01-01 till 2024-01-01")


def test_a_body_has_the_members_of_the_day() -> None:
    """Who is not in office on a day is not among them, and a group of nobody is left out."""
    groups = [
        {"grupp": "Ledamöter", "personer": ["Bo Al (S), till 2024-06-30", "Cia Dal (C)", "Di Ek (S), från 2024-07-01"]},
        {"grupp": "Adjungerade", "personer": ["Eva Ek, från 2025-01-01"]},
    ]
    body = Body.model_validate({"namn": "Nämnden", "grupper": groups})
    assert body.is_dated
    spring, autumn = body.on(date(2024, 5, 1)), body.on(date(2024, 9, 1))
    assert [[each.name for each in group.people] for group in spring.groups] == [["Bo Al", "Cia Dal"]]
    assert [[each.name for each in group.people] for group in autumn.groups] == [["Cia Dal", "Di Ek"]]
    assert [group.heading for group in body.on(date(2025, 1, 1)).groups] == ["Ledamöter", "Adjungerade"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2027-02-12", {"date": date(2027, 2, 12)}),
        (
            "12 februari 2027 kl. 09.00–12.00, Digitalt",
            {"date": date(2027, 2, 12), "time": "09.00–12.00", "place": "Digitalt"},
        ),
        ("2027-02-12, Kommunhuset, Umeå", {"date": date(2027, 2, 12), "place": "Kommunhuset, Umeå"}),
    ],
)
def test_a_planned_meeting_is_read(line: str, told: dict[str, object]) -> None:
    """The day first, then the time and the place, each of which may be left out."""
    assert PlannedMeeting.model_validate(line).model_dump(exclude_defaults=True) == told
