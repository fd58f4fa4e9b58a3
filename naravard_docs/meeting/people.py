"""The people of a meeting: those present, in their groups, and those who present an item."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.numbers import HoursValues, Sections
from naravard_docs.meeting.person_data import (
    EXCEPT,
    HOURS,
    NAME,
    ORGANISATION,
    PARTY,
    REPLACES,
    ROLE,
    SECTIONS,
    TAKES_PART,
    as_texts,
    meant_by,
    read_parts,
    tells_of_conflict,
)
from naravard_docs.meeting.person_line import (
    LinePart,
    PersonPart,
    is_name,
    is_role,
    is_role_of_member,
    read_person_line,
    tells_of_absence,
)
from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.titled_name import is_vacancy, without_title
from naravard_docs.meeting.values import Line, MarkedLine, OneOrMore, Reader, Record, one_of
from naravard_docs.swedish import enumeration, quote

_NAME_AND_PARTY = lazy_pattern(r"(?P<name>[^()]*?)\s*\((?P<party>[^()]+)\)\s*(?P<role>[^()]*)")
_ROLE_AND_PARTY = lazy_pattern(r"(?P<role>[^()]*?)\s*\((?P<party>[^\W\d_]{1,4}|-)\)")
_PLAIN_IN_YAML = lazy_pattern(r"[^\W\d_][\w .-]*")


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


class PersonReference(Record):
    """Somebody who is named; on one line: «Namn (parti)», «Namn, kännetecken», or «(parti)» for all of a party."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    name: Name | None = Field(None, alias="namn", description="För- och efternamn; utan namn menas alla i partiet.")
    party: Line | None = Field(None, alias="parti", description="Partibeteckning.")
    mark: Line | None = Field(None, alias="kännetecken", description="Skiljer två med samma namn åt, t.ex. en ort.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return _reference(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_of_somebody(self) -> Self:
        if self.name is None and self.party is None:
            raise PydanticCustomError("reference_to_nobody", "neither name nor party")
        return self

    def __str__(self) -> str:
        party = f" ({self.party})" if self.party else ""
        named = f"{self.name}{party}" if self.name else self.party or ""
        return f"{named}, {self.mark}" if self.mark else named


_REFERENCE = lazy_pattern(r"(?P<name>[^()]*?)\s*(?:\((?P<party>[^()]+)\))?\s*(?:,\s*(?P<mark>[^()]+))?")
_AND = lazy_pattern(r"\s+(?:och|samt|&)\s+", re.IGNORECASE)
_NEXT_PERSON = lazy_pattern(r",\s*(?:och\s+|samt\s+)?|\s+(?:och|samt|&)\s+", re.IGNORECASE)


def _reference(line: str) -> dict[str, str]:
    """Return who is named on a line, by Swedish key; refuse brackets that are no party, and several people."""
    line = " ".join(line.split())
    if _AND.search(line):
        raise PydanticCustomError("reference_to_several", "several people")
    if not line or (found := _REFERENCE.fullmatch(line)) is None:
        raise PydanticCustomError("reference_unreadable", "no name and party")
    name, _, rest = found["name"].partition(",")
    told = {"namn": name, "parti": found["party"], "kännetecken": found["mark"] or rest}
    return {key: text.strip() for key, text in told.items() if text and text.strip()}


def _each_named(value: Any) -> Any:
    """Split a line that names several; a single word after a comma, without a party, marks the one before it."""
    if not isinstance(value, str):
        return value
    named: list[str] = []
    for part in re.split(f"({_NEXT_PERSON.pattern})", " ".join(value.split()), flags=re.IGNORECASE)[::2]:
        if named and " " not in part and "(" not in part and "," not in named[-1] and part:
            named[-1] = f"{named[-1]}, {part}"
        else:
            named.append(part)
    return named


PersonReferences = Annotated[
    tuple[Annotated[PersonReference, Suggests(Suggested.PEOPLE)], ...], OneOrMore, Reader(_each_named)
]
"""People who are named, one or several, which may stand on one line: «Anna Ek (M) och Bo Al (S)»."""


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

    replaces: Annotated[PersonReference, Suggests(Suggested.PEOPLE)] | None = Field(
        None, alias="tjänstgör_för", description="Den som personen tjänstgör för: Namn (parti)."
    )
    sections: Sections | None = Field(
        None, alias="paragrafer", description="Vilka ärenden personen deltog i, om inte alla: 143–151, 153."
    )
    except_sections: Sections | None = Field(
        None, alias="utom", description="Vilka ärenden personen inte deltog i: 5, 8–10."
    )
    hours: HoursValues = Field(
        (),
        alias="tid",
        description="När personen deltog, om inte hela mötet: 10.00–14.50, «från 10.15»; en eller flera.",
    )
    mark: Line | None = Field(
        None, alias="kännetecken", description="Skiljer två med samma namn åt, t.ex. en ort: Ersmark."
    )

    tells_why_absent: ClassVar[bool] = False
    """Whether a line may tell why somebody was absent."""

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return cls.read_line(value) if isinstance(value, str) else value

    @classmethod
    def read_line(cls, value: str) -> dict[str, Any]:
        """Return what a line says of a person, by Swedish key.

        Raises:
            PydanticCustomError: if it says of no one person who was there.
        """
        line = read_person_line(value, cls.tells_why_absent)
        if not cls.tells_why_absent:
            _refuse_absent(line.parts)
        data, unread = read_parts(line.parts)
        _refuse_nobody(value, line.rest)
        if unread or not line.are_apart:
            person = {**(_person(line.rest) or {NAME: line.rest}), **as_texts(data)}
            raise _unread(unread or line.parts, person, ROLE, line.are_apart and HOURS not in data)
        if (known := _person(line.rest)) is None:
            raise _no_person(value)
        if is_vacancy(known[NAME]) and not cls.tells_why_absent:
            raise PydanticCustomError("person_vacant", "nobody")
        return {**known, **data}

    @model_validator(mode="after")
    def _is_excepted_from_something(self) -> Self:
        if self.sections and self.except_sections and not self.sections.overlaps(self.except_sections):
            context = {"sections": str(self.sections), "excepted": str(self.except_sections), "at": ("utom",)}
            raise PydanticCustomError("person_excepted_from_nothing", "not among the sections", context)
        return self

    @classmethod
    def as_far_as_read(cls, value: Any) -> dict[str, Any]:
        if not isinstance(value, str):
            return {}
        rest = read_person_line(value, cls.tells_why_absent).rest
        name = (_person(rest) or {NAME: rest.partition("(")[0].partition(",")[0].strip()})[NAME]
        return {"name": name} if is_name(name) else {}

    @property
    def name_with_party(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name


def _person(line: str) -> dict[str, str] | None:
    """Return what a line says of a person by Swedish key; None for brackets that are no party."""
    first, *rest = (part.strip() for part in _PARTY_AFTER_COMMA.sub(r" \1", line, count=1).split(",", 2))
    title, first = _title_and_rest(first)
    rest = _before_role(title, _organisation_first(rest)) if title else _organisation_first(rest)
    if found := _NAME_AND_PARTY.fullmatch(first):
        if found["role"] and not is_role(found["role"]):
            return None
        with_role = _before_role(found["role"], rest) if found["role"] else rest
        return _filled({NAME: found["name"], PARTY: found["party"]}, parts=(ORGANISATION, ROLE), rest=with_role)
    if "(" in first or ")" in first:
        return None
    known, rest = _party_after_role(rest)
    return _filled({NAME: first, **known}, parts=(ORGANISATION, ROLE), rest=rest)


_PARTY_AFTER_COMMA = lazy_pattern(r"(?<=\w)\s*,\s*(\((?:[^\W\d_]{1,4}|-)\))(?=\s*(?:,|$))")
"""«Bo Al, (S)»: a comma before the party, which would else be an organisation."""


def _title_and_rest(first: str) -> tuple[str, str]:
    """Return the title that stands before a name, and the name with its party."""
    name, bracket, rest = first.partition("(")
    title, name = without_title(name)
    return title, f"{name} {bracket}{rest}".strip() if bracket else name


def _no_person(line: str) -> PydanticCustomError:
    """Return the error for a line that cannot be read, which may name several people."""
    several = len(re.findall(r"\([^\W\d_]{1,4}\)", line)) > 1 and _AND.search(line)
    return PydanticCustomError("reference_to_several" if several else "person_unreadable", "no person")


def _before_role(role: str, rest: list[str]) -> list[str]:
    """Return organisation and role with a role that stands right after the party: «Bo Al (S) tjänstgörande»."""
    organisation, *others = rest or [""]
    return [organisation, ", ".join((role, *filter(None, others)))]


def _party_after_role(rest: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the party that stands after a role, «ordförande (S)», and organisation and role without it."""
    found = _ROLE_AND_PARTY.fullmatch(rest[1]) if len(rest) > 1 else None
    if found is None or not is_role_of_member(found["role"]):
        return {}, rest
    return {PARTY: found["party"]}, [rest[0], found["role"]]


def _refuse_nobody(line: str, without_told: str) -> None:
    """Refuse a line that says when or how somebody takes part, but not who."""
    if line and not without_told:
        raise PydanticCustomError("name_unreadable", "nobody", {"name": quote(line)})


def _refuse_absent(parts: Sequence[PersonPart]) -> None:
    """Refuse a line of somebody who was not there, among those who were."""
    for each in parts:
        if each.part is LinePart.ABSENT:
            context = {"words": quote(each.words), "at_words": each.words}
            raise PydanticCustomError("person_absent", "was not there", context)


def _unread(told: Sequence[PersonPart], known: dict[str, str], key: str, is_sure: bool = True) -> PydanticCustomError:
    """Return the error for parts of a line that are not data, with the mapping that says the same, if sure.

    What no key is meant by goes into the role, or into a title.
    """
    replaced = known.get(REPLACES, "")
    meant = [_meant(each, replaced) if key == ROLE else None for each in told]
    texts = [
        each.words
        for each, of_key in zip(told, meant, strict=True)
        if of_key is None and (each.part is not LinePart.CONFLICT or key != ROLE)
    ]
    mapping = dict(known)
    for name, text in [(key, text) for text in texts] + [each for each in meant if each]:
        mapping[name] = f"{mapping[name]}, {text}" if name in mapping and name != TAKES_PART else text
    context = {
        "words": enumeration([quote(each.words) for each in told]),
        "at_words": told[0].words,
        "mapping": _mapping(mapping) if is_sure else "",
        "is_text": bool(texts),
        "conflict": (replaced or _named(known)) if any(map(tells_of_conflict, told)) else "",
        "leads": _leads(told),
        "not_deciding": _named(known) if any(each.part is LinePart.NOT_DECIDING for each in told) else "",
    }
    return PydanticCustomError("person_part", "not told by a key", context)


def _meant(part: PersonPart, replaced: str) -> tuple[str, str] | None:
    """Return what a part is meant as; the items of a conflict of the one replaced are those served at."""
    meant = meant_by(part)
    if meant and replaced and meant[0] == EXCEPT and tells_of_conflict(part):
        return SECTIONS, meant[1]
    return meant


def _leads(told: Sequence[PersonPart]) -> str:
    """Return the key for who led a part of the meeting, or wrote of it, when that may be what is told."""
    words = next((each.words.lower() for each in told if each.part is LinePart.LED), "")
    return ("ordförande" if words.startswith("mötesordf") else "sekreterare") if words else ""


def _named(known: dict[str, str]) -> str:
    return f"{known[NAME]} ({known[PARTY]})" if PARTY in known else known[NAME]


def _mapping(known: dict[str, str]) -> str:
    """Return values by key as a mapping on one line of YAML."""
    written = (
        f"{key}: {value if _PLAIN_IN_YAML.fullmatch(value) else json.dumps(value, ensure_ascii=False)}"
        for key, value in known.items()
    )
    return "{" + ", ".join(written) + "}"


def _filled(known: dict[str, str], parts: tuple[str, ...], rest: list[str]) -> dict[str, str]:
    return {**known, **{key: text for key, text in zip(parts, rest, strict=False) if text}}


def _organisation_first(parts: list[str]) -> list[str]:
    """Put what follows a name in order: organisations begin with a capital, roles («ordförande») do not."""
    if parts and is_role(parts[0]):
        if len(parts) == 1:
            return ["", parts[0]]
        if not is_role(parts[1]):
            return [parts[1], parts[0]]
    return parts


class AbsentPerson(Person):
    """Someone who was not there, with the reason when it is to be shown. On one line it may stand after the name."""

    tells_why_absent: ClassVar[bool] = True

    reason: MarkedLine | None = Field(
        None, alias="anledning", description="Varför, om det ska stå i protokollet: anmält förhinder."
    )


class Standing(StrEnum):
    """In what capacity a group is present."""

    SERVING = "tjänstgörande"
    REPLACEMENT = "ersättare"
    INSIGHT = "insyn"
    OTHER = "övriga"


class AttendanceGroup(Record):
    """Those present of one kind, under the heading that the minutes give them."""

    heading: Annotated[MarkedLine, AfterValidator(_present)] = Field(
        alias="grupp", description="Gruppens rubrik, t.ex. Övriga tjänstepersoner."
    )
    people: tuple[Annotated[Person, Suggests(Suggested.MEMBERS)], ...] = Field(
        alias="personer", min_length=1, description="De närvarande, en per rad: Namn (parti), organisation, roll."
    )
    standing: Annotated[Standing, one_of(Standing)] | None = Field(
        None,
        alias="ställning",
        description="tjänstgörande (ledamöter och tjänstgörande ersättare), ersättare, insyn eller övriga.",
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
        line = read_person_line(value)
        if line.parts and line.rest:
            _refuse_absent(line.parts)
            raise _unread(line.parts, _presenter(line.rest), "titel", line.are_apart)
        _refuse_nobody(value, line.rest)
        return _presenter(value)

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name


def _presenter(line: str) -> dict[str, str]:
    name, *rest = (part.strip() for part in line.split(",", 1))
    title, name = without_title(name)
    titles = [", ".join(filter(None, (title, *rest)))]
    return _filled({NAME: name}, parts=("titel",), rest=titles)
