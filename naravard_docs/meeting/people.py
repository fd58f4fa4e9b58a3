"""The people of a meeting: those present, in their groups, and those who present an item."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.values import Line, MarkedLine, Record, one_of

_NAME_AND_PARTY = re.compile(r"(?P<name>[^()]*?)\s*\((?P<party>[^()]+)\)\s*")


class TakesPart(StrEnum):
    ON_SITE = "plats"
    REMOTELY = "distans"


class Person(Record):
    """Someone present. On one line: «Namn (parti), organisation, roll»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    name: MarkedLine = Field(alias="namn", description="För- och efternamn.")
    party: Line | None = Field(None, alias="parti", description="Partibeteckning, som den ska stå: s, c, kd …")
    organisation: MarkedLine | None = Field(None, alias="organisation", description="Kommun, region eller annan.")
    role: MarkedLine | None = Field(None, alias="roll", description="Uppdrag eller titel, t.ex. vice ordförande.")
    takes_part: Annotated[TakesPart, one_of(TakesPart)] = Field(
        TakesPart.ON_SITE, alias="deltar", description="På plats (förval) eller på distans."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        first, *rest = (part.strip() for part in value.split(",", 2))
        rest = _organisation_first(rest)
        if found := _NAME_AND_PARTY.fullmatch(first):
            return _filled(namn=found["name"], parti=found["party"], parts=("organisation", "roll"), rest=rest)
        if "(" in first or ")" in first:
            raise PydanticCustomError("person_unreadable", "parentheses that are no party")
        return _filled(namn=first, parts=("organisation", "roll"), rest=rest)

    @property
    def name_with_party(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name


def _filled(parts: tuple[str, ...], rest: list[str], **known: str) -> dict[str, str]:
    return {**known, **{key: text for key, text in zip(parts, rest, strict=False) if text}}


def _organisation_first(parts: list[str]) -> list[str]:
    """Put what follows a name in order: organisations begin with a capital, roles («ordförande») do not."""
    if parts and parts[0][:1].islower():
        if len(parts) == 1:
            return ["", parts[0]]
        if not parts[1][:1].islower():
            return [parts[1], parts[0]]
    return parts


class AttendanceGroup(Record):
    """Those present of one kind, under the heading that the minutes give them."""

    heading: MarkedLine = Field(alias="grupp", description="Gruppens rubrik, t.ex. Övriga tjänstepersoner.")
    people: tuple[Person, ...] = Field(
        alias="personer", min_length=1, description="De närvarande, en per rad: Namn (parti), organisation, roll."
    )


class Presenter(Record):
    """Who presents an item. On one line: «Namn, titel»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    name: MarkedLine = Field(alias="namn", description="Namn på den som föredrar.")
    title: MarkedLine | None = Field(None, alias="titel", description="Titel och verksamhet.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        name, *rest = (part.strip() for part in value.split(",", 1))
        return _filled(namn=name, parts=("titel",), rest=rest)

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name
