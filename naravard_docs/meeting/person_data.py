"""What the parts of a person's line say, by Swedish key: «§§ 33–37» is ``paragrafer``, «på distans» is ``deltar``.

A part is data only where nothing of it would be lost or guessed; others are told with the mapping that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.numbers import (
    FROM,
    HOUR,
    ITEM_WORDS,
    Hours,
    hours_in_order,
    read_hours,
    read_number_set,
)
from naravard_docs.meeting.person_line import LinePart, PersonPart
from naravard_docs.swedish import quote

NAME, PARTY, ORGANISATION, ROLE = "namn", "parti", "organisation", "roll"
TAKES_PART, REPLACES, SECTIONS, EXCEPT, HOURS = "deltar", "tjänstgör_för", "paragrafer", "utom", "tid"
REASON = "anledning"
REMOTELY = "distans"

_WAS = r"(?:närvarande|närvara(?:de|r)|delt(?:ar|og)|deltagande)"
_NOT = (
    r"(?:(?:dock\s+)?(?:ej|inte|icke)|utom|förutom|exkl(?:usive|\.)?|undantaget|med\s+undantag(?=\s+(?:för|av)\b)|"
    r"undantag(?=\s+för\b))"
)
_MEETING = r"(?:\s+(?:till\s+|från\s+)?(?:mötet|sammanträdet))?"
_CAME = rf"(?:(?:åter|tillbaka)|anlän(?:de|der)|kom(?:mer)?|ansl(?:öt|uter)){_MEETING}"
_LEFT = rf"(?:lämna(?:de|r)|avv(?:ek|iker)|gick|går){_MEETING}"
_ONLY = r"(?:endast|bara|under|vid|för|i)"
_NUMBERS = lazy_pattern(
    rf"(?:(?P<but>(?:{_NOT}\s+{_WAS}|{_WAS}\s+{_NOT}|frånvarande|{_NOT})\s+(?:(?:vid|under|för|i|av)\s+)?)"
    rf"|(?:(?:{_WAS}\s+)?(?:{_ONLY}\s+)*))"
    rf"(?P<list>(?:(?:{FROM}|t\.?\s?o\.?\s?m\.?)\s*)?{ITEM_WORDS}.+|.+§)",
    re.IGNORECASE,
)
_CAME_OR_LEFT_AT_ITEM = lazy_pattern(
    rf"(?:(?P<came>{_CAME}\s+(?:till|före|inför|fr\.?\s?o\.?\s?m\.?))|{_LEFT}\s+efter)\s+{ITEM_WORDS}\s*(?P<number>\d[^,()]*)",
    re.IGNORECASE,
)
_CAME_OR_LEFT = lazy_pattern(
    rf"(?:(?P<came>{_CAME})|{_LEFT})\s+(?:kl(?:ockan)?\b\.?\s*(?P<hour>{HOUR})|(?P<clock>\d\d?[.:]\d\d))", re.IGNORECASE
)
_WAS_THEN = lazy_pattern(rf"(?:{_WAS}\s+)?(?:(?:endast|bara|under|i|vid)\s+)?(?P<hours>.*\D.*)", re.IGNORECASE)
_OF_DAY = lazy_pattern(r"kl(?:ockan)?\b|\d[.:]\d\d(?!\d)", re.IGNORECASE)
_BY_DISTANCE = lazy_pattern(rf"(?:{_WAS}\s+)?(?:på\s+)?distans", re.IGNORECASE)
_FOR_WITHOUT_PARTY = lazy_pattern(r"för\s+(?P<who>[^()]*)", re.IGNORECASE)
"""«Bo Ek för Eva Al» is read where a party tells that the one named last is a person."""

_PLACE_OF = lazy_pattern(r".*?\b(?:för\b|f\.|ersätter\b|ersatte\b)\s*(?P<who>(?-i:[A-ZÅÄÖ\[(]).*)", re.IGNORECASE)
_BARE = lazy_pattern(
    r"(?P<but>(?:ej|inte|icke|utom|förutom)\s+)?(?:(?:nr|nummer|pp?)\b\.?\s*)?(?P<list>\d.*)", re.IGNORECASE
)
_CONFLICT = lazy_pattern(
    rf"(?P<but>{_NOT}\s+)?(?:(?P<list>{ITEM_WORDS}.*?)\s+(?:p\.?\s?g\.?\s?a\.?|på\s+grund\s+av)\s+jäv"
    rf"|jäv(?:ig)?\s+(?:(?:i|vid|under|för)\s+)?(?P<also>{ITEM_WORDS}.*))",
    re.IGNORECASE,
)


class PartData(Struct, frozen=True):
    """What a part says: a key with its value."""

    key: str
    value: Any


def read_parts(parts: Iterable[PersonPart]) -> tuple[dict[str, Any], tuple[PersonPart, ...]]:
    """Return what parts say by key, in whatever order they stand, and those that are not data.

    Raises:
        PydanticCustomError: if a part ends before it begins, or two name the same number or hour.
    """
    read: dict[str, list[Any]] = {}
    unread: list[PersonPart] = []
    for part in parts:
        if (data := _at_its_words(part)) is None:
            unread.append(part)
        else:
            read.setdefault(data.key, []).append(data.value)
            if len(read.get(REPLACES, ())) > 1:
                raise _serves_for_several(part.words)
    return {key: _together(key, values) for key, values in read.items()}, tuple(unread)


def as_texts(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what parts say as a mapping has it."""
    return {key: ", ".join(map(str, value)) if key == HOURS else str(value) for key, value in data.items()}


def meant_by(part: PersonPart) -> tuple[str, str] | None:
    """Return the key and the text that a part is meant as, most likely, where a key can hold it."""
    if part.part is LinePart.REMOTELY:
        return TAKES_PART, REMOTELY
    if part.part is LinePart.REPLACES:
        found = _FOR_WITHOUT_PARTY.fullmatch(part.words)
        return (REPLACES, found["who"]) if found else None
    if part.part is LinePart.LED:
        return _as_numbers(SECTIONS, part.words.partition("§")[2].strip("§ "))
    if part.part is not LinePart.ITEMS:
        return None
    if found := _CONFLICT.fullmatch(part.words):
        return _as_numbers(EXCEPT, found["list"] or found["also"])
    found = _BARE.fullmatch(part.words)
    return _as_numbers(EXCEPT if found["but"] else SECTIONS, found["list"]) if found else None


def _as_numbers(key: str, text: str) -> tuple[str, str] | None:
    try:
        return key, str(read_number_set(text))
    except PydanticCustomError:
        return None


def tells_of_conflict(part: PersonPart) -> bool:
    """Return whether a part says that somebody left for a conflict of interest (jäv), which the item tells."""
    return part.part is LinePart.CONFLICT or (
        part.part is LinePart.ITEMS and _CONFLICT.fullmatch(part.words) is not None
    )


def _at_its_words(part: PersonPart) -> PartData | None:
    """Return what a part says, and tell what is wrong with it where it stands."""
    try:
        return _READERS[part.part](part.words)
    except PydanticCustomError as error:
        if error.type.endswith("_unreadable"):
            return None
        raise PydanticCustomError(error.type, "of a part", {**(error.context or {}), "at_words": part.words}) from error


def _together(key: str, values: list[Any]) -> Any:
    if key in (SECTIONS, EXCEPT):
        return read_number_set(", ".join(map(str, values)))
    if key == HOURS:
        return hours_in_order(tuple(hours for each in values for hours in each))
    return ", ".join(values) if key == REASON else values[0]


def _numbers(words: str) -> PartData | None:
    found = _NUMBERS.fullmatch(words)
    return PartData(EXCEPT if found["but"] else SECTIONS, read_number_set(found["list"])) if found else None


def _hours(words: str) -> PartData | None:
    if found := _CAME_OR_LEFT_AT_ITEM.fullmatch(words):
        text = f"{found['number']}–" if found["came"] else f"–{found['number']}"
        return PartData(SECTIONS, read_number_set(text))
    if found := _CAME_OR_LEFT.fullmatch(words):
        when = found["hour"] or found["clock"]
        return PartData(HOURS, (read_hours(f"från {when}" if found["came"] else f"till {when}"),))
    found = _WAS_THEN.fullmatch(words)
    if found is None or not _OF_DAY.search(words):
        return None
    return PartData(HOURS, _each_stay(found["hours"]))


def _each_stay(text: str) -> tuple[Hours, ...]:
    parts = re.split(r"\s*,\s*|\s+(?:och|samt)\s+", text, flags=re.IGNORECASE)
    return tuple(read_hours(part) for part in parts)


def _replaces(words: str) -> PartData | None:
    if _FOR_WITHOUT_PARTY.fullmatch(words):
        return None
    found = _PLACE_OF.fullmatch(words)
    if found and re.search(r"\s(?:och|samt|&)\s", found["who"]):
        raise _serves_for_several(words)
    return PartData(REPLACES, found["who"]) if found else None


def _serves_for_several(words: str) -> PydanticCustomError:
    return PydanticCustomError("person_serves_for_several", "one at a time", {"words": quote(words), "at_words": words})


def _remotely(words: str) -> PartData | None:
    return PartData(TAKES_PART, REMOTELY) if _BY_DISTANCE.fullmatch(words) else None


def _reason(words: str) -> PartData:
    return PartData(REASON, words)


_READERS: Mapping[LinePart, Callable[[str], PartData | None]] = {
    LinePart.ITEMS: _numbers,
    LinePart.HOURS: _hours,
    LinePart.REPLACES: _replaces,
    LinePart.REMOTELY: _remotely,
    LinePart.ABSENT: _reason,
    LinePart.CONFLICT: lambda _: None,
    LinePart.LED: lambda _: None,
    LinePart.NOT_DECIDING: lambda _: None,
}
