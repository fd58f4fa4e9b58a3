"""Those who hold an office in a body: its members, chairs and secretaries, with the days on which they do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.people import AttendanceGroup, Person
from naravard_docs.meeting.periods import Period
from naravard_docs.meeting.values import EmailAddress
from naravard_docs.swedish import MONTHS, long_date, read_date

_DAY = rf"(?:den\s+)?(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}})"
_SINCE, _UNTIL = r"(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?)", r"(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?)"
_PERIOD = re.compile(rf"(?:{_SINCE}\s+(?P<since>{_DAY}))?\s*(?:{_UNTIL}\s+(?P<until>{_DAY}))?", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(?P<address>[^\s<>@]+@[^\s<>@]+)>?")


class Member(Period, Person):
    """Someone who holds an office; on one line: «Bo Al (S), Umeå kommun, bo.al@example.se, från 2024-01-01»."""

    email: EmailAddress | None = Field(
        None, alias="e-post", description="Adressen som kallelser går till. Skrivs inte ut i protokollet."
    )

    @classmethod
    def read_line(cls, value: str) -> dict[str, Any]:
        """Return what a line says of a member, by Swedish key: the address and the days in office stand anywhere."""
        told: dict[str, Any] = {}
        rest: list[str] = []
        for part in value.split(","):
            found = _told(part.strip())
            if not found or found.keys() & told.keys():
                rest.append(part)
            else:
                told.update(found)
        return {**super().read_line(",".join(rest) if told else value), **told}

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.since and self.until and self.until < self.since:
            told = {"since": long_date(self.since), "until": long_date(self.until), "at": ("till",)}
            raise PydanticCustomError("period_backwards", "ends before it begins", told)
        return self

    def is_in_office(self, day: date) -> bool:
        """Return whether they hold the office on a day; an end that is not told is open."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class MemberGroup(AttendanceGroup):
    """Members of a body of one kind, under the heading that its minutes give them."""

    people: tuple[Member, ...] = Field(
        alias="personer",
        min_length=1,
        description="Ledamöterna, en per rad: Namn (parti), organisation, roll, e-post.",
    )


def groups_on(groups: Iterable[MemberGroup], day: date) -> tuple[MemberGroup, ...]:
    """Return groups with those who are in office on a day; a group without any is left out."""
    present = ((group, tuple(each for each in group.people if each.is_in_office(day))) for group in groups)
    return tuple(group.model_copy(update={"people": people}) for group, people in present if people)


def _told(part: str) -> dict[str, Any]:
    """Return what a part of a line tells beside the person: the address, or the days in office."""
    if found := _ADDRESS.fullmatch(part):
        return {"e-post": found["address"]}
    period = _PERIOD.fullmatch(part)
    days = {"från": period["since"], "till": period["until"]} if period else {}
    return {key: read_date(day.removeprefix("den ")) for key, day in days.items() if day}
