"""The people of a meeting: those present, in their groups, and those who present an item."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.person_line import (
    LinePart,
    UnsortedPart,
    all_without_column,
    is_name,
    is_role,
    tells_of_absence,
)
from naravard_docs.meeting.values import Line, MarkedLine, Record, one_of
from naravard_docs.swedish import enumeration, quote

_NAME_AND_PARTY = re.compile(r"(?P<name>[^()]*?)\s*\((?P<party>[^()]+)\)\s*")
_PLAIN_IN_YAML = re.compile(r"[^\W\d_][\w .-]*")


def _name(name: str) -> str:
    if not is_name(name):
        raise PydanticCustomError("name_unreadable", "no name", {"name": quote(name)})
    return name


def _present(heading: str) -> str:
    if tells_of_absence(heading):
        raise PydanticCustomError("group_of_absent", "those who were not there")
    return heading


Name = Annotated[MarkedLine, AfterValidator(_name)]
"""Somebody's name, in which there is a letter."""


class TakesPart(StrEnum):
    ON_SITE = "plats"
    REMOTELY = "distans"


class Person(Record):
    """Someone present. On one line: «Namn (parti), organisation, roll»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    name: Name = Field(alias="namn", description="För- och efternamn.")
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
        told, rest = all_without_column(value)
        if told and rest:
            raise _without_column(told, _person(rest) or {"namn": rest}, "roll")
        _refuse_nobody(value, rest)
        if (known := _person(value)) is None:
            raise PydanticCustomError("person_unreadable", "parentheses that are no party")
        return known

    @classmethod
    def as_far_as_read(cls, value: Any) -> dict[str, Any]:
        if not isinstance(value, str):
            return {}
        rest = all_without_column(value)[1]
        name = (_person(rest) or {"namn": rest.partition("(")[0].partition(",")[0].strip()})["namn"]
        return {"name": name} if is_name(name) else {}

    @property
    def name_with_party(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name


def _person(line: str) -> dict[str, str] | None:
    """Return what a line says of a person by Swedish key; None for brackets that are no party."""
    first, *rest = (part.strip() for part in line.split(",", 2))
    rest = _organisation_first(rest)
    if found := _NAME_AND_PARTY.fullmatch(first):
        return _filled(namn=found["name"], parti=found["party"], parts=("organisation", "roll"), rest=rest)
    if "(" in first or ")" in first:
        return None
    return _filled(namn=first, parts=("organisation", "roll"), rest=rest)


def _refuse_nobody(line: str, without_told: str) -> None:
    """Refuse a line that says when or how somebody takes part, but not who."""
    if line and not without_told:
        raise PydanticCustomError("name_unreadable", "nobody", {"name": quote(line)})


def _without_column(told: Sequence[UnsortedPart], known: dict[str, str], key: str) -> PydanticCustomError:
    """Return the error for parts of a line that no key holds yet, with the mapping that says the same."""
    first = next((each for each in told if each.part is LinePart.ABSENT), told[0])
    words = [quote(each.words) for each in told]
    if first.part is LinePart.ABSENT:
        return PydanticCustomError(
            "person_absent", "was not there", {"words": quote(first.words), "at_words": first.words}
        )
    texts = [each.words for each in told if each.part is not LinePart.REMOTELY or key != "roll"]
    if texts:
        known = {**known, key: ", ".join([known[key], *texts] if key in known else texts)}
    if len(texts) < len(told):
        known = {**known, "deltar": TakesPart.REMOTELY.value}
    mapping = _mapping(known) if all(each.is_apart for each in told) else ""
    context = {"words": enumeration(words), "at_words": first.words, "mapping": mapping, "is_text": bool(texts)}
    return PydanticCustomError("person_part", "no column holds it", context)


def _mapping(known: dict[str, str]) -> str:
    """Return values by key as a mapping on one line of YAML."""
    written = (
        f"{key}: {value if _PLAIN_IN_YAML.fullmatch(value) else json.dumps(value, ensure_ascii=False)}"
        for key, value in known.items()
    )
    return "{" + ", ".join(written) + "}"


def _filled(parts: tuple[str, ...], rest: list[str], **known: str) -> dict[str, str]:
    return {**known, **{key: text for key, text in zip(parts, rest, strict=False) if text}}


def _organisation_first(parts: list[str]) -> list[str]:
    """Put what follows a name in order: organisations begin with a capital, roles («ordförande») do not."""
    if parts and is_role(parts[0]):
        if len(parts) == 1:
            return ["", parts[0]]
        if not is_role(parts[1]):
            return [parts[1], parts[0]]
    return parts


class AttendanceGroup(Record):
    """Those present of one kind, under the heading that the minutes give them."""

    heading: Annotated[MarkedLine, AfterValidator(_present)] = Field(
        alias="grupp", description="Gruppens rubrik, t.ex. Övriga tjänstepersoner."
    )
    people: tuple[Person, ...] = Field(
        alias="personer", min_length=1, description="De närvarande, en per rad: Namn (parti), organisation, roll."
    )


class Presenter(Record):
    """Who presents an item. On one line: «Namn, titel»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    name: Name = Field(alias="namn", description="Namn på den som föredrar.")
    title: MarkedLine | None = Field(None, alias="titel", description="Titel och verksamhet.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        told, left = all_without_column(value)
        if told and left:
            raise _without_column(told, _presenter(left), "titel")
        _refuse_nobody(value, left)
        return _presenter(value)

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name


def _presenter(line: str) -> dict[str, str]:
    name, *rest = (part.strip() for part in line.split(",", 1))
    return _filled(namn=name, parts=("titel",), rest=rest)
