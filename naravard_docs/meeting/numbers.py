"""Numbers of items and hours of a day, as attendance, approval and notices name them: «§§ 143–151, 153», «10.00–14.50».

A set of numbers is ranges that may be open at one end; «5» has all of its sub-items in it, «5.1» and «5.2».
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Annotated, Any

from msgspec import Struct
from pydantic import AfterValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.values import OneOrMore, Reader
from naravard_docs.swedish import quote

DASH = r"\s*[-‐‑–—−]\s*"
FROM = r"(?:fr\.?\s?o\.?\s?m\.?|från\s+och\s+med|från)"
UNTIL = r"(?:t\.?\s?o\.?\s?m\.?|till\s+och\s+med)"
ITEM_WORDS = r"(?:§+|paragraf(?:en|er|erna)?\b|punkt(?:en|er|erna)?\b|pkt\b\.?|ärende(?:t|n|na)?\b)"
"""What may stand before a number of an item."""

NUMBER = r"\d{1,6}(?:\.\d{1,6}){0,3}(?:(?:[a-zåäö]|\s[a-hj-zåäö])(?!\w|\.\s?\w))?"
"""A number of an item: «33», «33 a», «5.3»; «i» is a letter of one only where it stands close, since it is a word."""

_ONE = rf"(?:{ITEM_WORDS}\s*)?({NUMBER})(?:\s*§+)?"
_RANGE = lazy_pattern(
    rf"(?:(?P<since>{FROM})\s*)?(?:{ITEM_WORDS}\s*)?(?P<first>{NUMBER})(?:\s*§+)?"
    rf"(?P<open>(?:\s+till\s+|\s*{UNTIL}\s*|{DASH})(?:(?:{ITEM_WORDS}\s*)?(?P<last>{NUMBER})(?:\s*§+)?)?)?",
    re.IGNORECASE,
)
_UP_TO = lazy_pattern(rf"(?:{ITEM_WORDS}\s*)?(?:{UNTIL}|{DASH})\s*{_ONE}", re.IGNORECASE)
_BETWEEN = lazy_pattern(r"\s*[,;]\s*(?:och\s+|samt\s+)?|(?<!från)\s+(?:och(?!\s+med\b)|samt)\s+|\s*&\s*", re.IGNORECASE)
_LONGEST = 1_000
"""Characters of a set of numbers; more are refused."""


class ItemNumber(Struct, frozen=True, order=True):
    """The number of an item: «33», «33 a», or «5.3» below «5»."""

    parts: tuple[int, ...]
    letter: str = ""

    def __str__(self) -> str:
        number = ".".join(map(str, self.parts))
        return f"{number} {self.letter}" if self.letter else number

    def is_within(self, other: ItemNumber) -> bool:
        """Return whether the number is another, or stands below it: «5.3» is within «5», but «33 a» not within «33»."""
        if len(self.parts) == len(other.parts) or other.letter:
            return self == other
        return self.parts[: len(other.parts)] == other.parts


NumberRange = tuple[ItemNumber | None, ItemNumber | None]
"""The first and the last number of a range, which are in it; None where it is open."""


class NumberSet(Struct, frozen=True):
    """Numbers of items as ranges in order."""

    ranges: tuple[NumberRange, ...]

    def __contains__(self, number: ItemNumber) -> bool:
        return any(_is_in(number, each) for each in self.ranges)

    def __str__(self) -> str:
        return ", ".join(map(_written, self.ranges))

    def overlaps(self, other: NumberSet) -> bool:
        """Return whether a number can be in both."""
        return any(_meet(one, another) for one in self.ranges for another in other.ranges)

    @property
    def is_single(self) -> bool:
        """Whether it is one number and no range: «§ 5», not «§§ 5–7»."""
        return len(self.ranges) == 1 and self.ranges[0][0] == self.ranges[0][1]


def _is_in(number: ItemNumber, of_range: NumberRange) -> bool:
    first, last = of_range
    from_first = first is None or first <= number
    return from_first and (last is None or number <= last or number.is_within(last))


def _meet(one: NumberRange, other: NumberRange) -> bool:
    if one[0] is None or other[0] is None:
        start = one[0] or other[0]
        return start is None or _is_in(start, other if one[0] else one)
    return _is_in(one[0], other) or _is_in(other[0], one)


def _written(of_range: NumberRange) -> str:
    first, last = of_range
    if first == last:
        return str(first)
    return f"{'' if first is None else first}–{'' if last is None else last}"


def _order(of_range: NumberRange) -> tuple[ItemNumber, bool, ItemNumber]:
    first, last = of_range
    return first or ItemNumber(()), last is None, last or ItemNumber(())


def read_number(text: str) -> ItemNumber | None:
    """Return the number that a text is, with «§» or a word for it or without; None when it is something else."""
    found = re.fullmatch(_ONE, text.strip(), re.IGNORECASE)
    return _number(found[1]) if found else None


def read_number_set(text: str) -> NumberSet:
    """Return the set that a text names: «§§ 143–151, 153», «5–», «–12», «fr.o.m. § 12», «3 och 5».

    What is open at its start and what is open at its end have in common what is between: «fr.o.m. § 12, t.o.m. § 37»
    is «12–37».

    Raises:
        PydanticCustomError: if it cannot be read, a range ends before it begins, or a number is named twice.
    """
    if len(text) > _LONGEST:
        raise _unreadable(text)
    members = _BETWEEN.split(" ".join(text.split()).rstrip("."))
    ranges = [_range(member, text) for member in members]
    return NumberSet(_named_once(_joined(sorted(ranges, key=_order)), text))


def _range(member: str, text: str) -> NumberRange:
    if found := _UP_TO.fullmatch(member):
        return None, _number(found[1])
    if (found := _RANGE.fullmatch(member)) is None:
        raise _unreadable(text)
    first, last = _number(found["first"]), found["last"] and _number(found["last"])
    if last and last < first:
        context = {"first": str(first), "last": str(last), "written": quote(text)}
        raise PydanticCustomError("numbers_backwards", "ends first", context)
    return first, last or (None if found["open"] or found["since"] else first)


def _joined(ranges: list[NumberRange]) -> tuple[NumberRange, ...]:
    """Make one range of two of which one is open at its start and the other at its end, where they meet."""
    since = [first for first, last in ranges if last is None]
    until = [last for first, last in ranges if first is None]
    if len(since) == len(until) == 1 and since[0] and until[0] and since[0] <= until[0]:
        between: NumberRange = (since[0], until[0])
        return (between, *(each for each in ranges if None not in each))
    return tuple(ranges)


def _named_once(ranges: tuple[NumberRange, ...], text: str) -> tuple[NumberRange, ...]:
    for one, other in combinations(ranges, 2):
        if _meet(one, other):
            context = {"one": _written(one), "other": _written(other), "written": quote(text)}
            raise PydanticCustomError("numbers_overlap", "a number twice", context)
    return ranges


def _unreadable(text: str) -> PydanticCustomError:
    return PydanticCustomError("numbers_unreadable", "no numbers of items", {"written": quote(text)})


def _number(text: str) -> ItemNumber:
    letter = text[-1] if text[-1].isalpha() else ""
    parts = text.removesuffix(letter).split(".")
    return ItemNumber(tuple(map(int, parts)), letter.lower())


def _item_number(value: Any) -> ItemNumber:
    if isinstance(value, ItemNumber):
        return value
    if (number := read_number(str(value))) is None:
        raise PydanticCustomError("number_unreadable", "no number of an item")
    return number


def _number_set(value: Any) -> NumberSet:
    if isinstance(value, NumberSet):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(each, str) for each in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise _unreadable("" if value is None else str(value))
    return read_number_set(value)


ItemNumberValue = Annotated[
    ItemNumber,
    PlainValidator(_item_number),
    PlainSerializer(str, when_used="json"),
    WithJsonSchema({"type": ["number", "string"]}),
]
"""The number of an item as a value: «33 a»."""

Sections = Annotated[
    NumberSet,
    PlainValidator(_number_set),
    PlainSerializer(str, when_used="json"),
    WithJsonSchema({"type": ["string", "number", "array"], "examples": ["143–151, 153", "5–", "–12"]}),
]
"""Numbers of items as a value: «143–151, 153», «5–», «5.3»."""


CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
HOUR = rf"(?:{CLOCK}|(?:[01]?\d|2[0-4])(?![.:]?\d))"
_AT = r"(?:kl(?:ockan)?\b\.?\s*)?"
_FROM_HOUR = rf"(?:{FROM})\s+{_AT}(?P<start>{HOUR})"
_HOURS = tuple(
    lazy_pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_AT}|(?:från|mellan)\s+{_AT})(?P<start>{HOUR})(?:{DASH}|\s+(?:till|och|{UNTIL})\s+){_AT}(?P<end>{HOUR})",
        rf"{_FROM_HOUR}",
        rf"{_AT}(?P<start>{HOUR}){DASH}",
        rf"(?:{UNTIL}|(?:fram\s+)?till)\s+{_AT}(?P<end>{HOUR})",
        rf"{_AT}{DASH}(?P<end>{HOUR})",
    )
)
_BETWEEN_HOURS = lazy_pattern(r"\s*[,;]\s*|\s+(?:och|samt)\s+(?=[^,;]*[-‐‑–—−])", re.IGNORECASE)
_WHOLE_DAY = 24 * 60


class Hours(Struct, frozen=True, order=True):
    """When somebody was there on the day, in minutes from midnight; None where it is from the start or to the end."""

    start: int | None
    end: int | None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return f"från {_clock(self.start)}" if self.start is not None else f"till {_clock(self.end or 0)}"
        return f"{_clock(self.start)}–{_clock(self.end)}"

    def overlaps(self, other: Hours) -> bool:
        """Return whether they have time in common, which a minute that one ends on and the other begins on is not."""
        starts, ends = (self.start or 0, other.start or 0), (_end(self), _end(other))
        return max(starts) < min(ends)


def _end(hours: Hours) -> int:
    return _WHOLE_DAY if hours.end is None else hours.end


def _clock(minutes: int) -> str:
    """Return «09.05», as Swedish writes the time of day."""
    return f"{minutes // 60:02}.{minutes % 60:02}"


def read_hours(text: str) -> Hours:
    """Return the hours that a text says: «10.00–14.50», «10–12», «från 10.15», «–14.50».

    Raises:
        PydanticCustomError: if it cannot be read, or ends before it begins.
    """
    text = " ".join(text.split())
    for pattern in _HOURS:
        if found := pattern.fullmatch(text):
            named = found.groupdict()
            return _checked(Hours(_minutes(named.get("start")), _minutes(named.get("end"))), text)
    raise _no_hours(text)


def _checked(hours: Hours, text: str) -> Hours:
    if (hours.start or 0) >= _WHOLE_DAY or (hours.end or 0) > _WHOLE_DAY:
        raise _no_hours(text)
    if hours.start is not None and hours.end is not None and hours.end <= hours.start:
        context = {"start": _clock(hours.start), "end": _clock(hours.end), "written": quote(text)}
        raise PydanticCustomError("hours_backwards", "ends first", context)
    return hours


def _no_hours(text: str) -> PydanticCustomError:
    return PydanticCustomError("hours_unreadable", "no hours", {"written": quote(text)})


def _minutes(text: str | None) -> int | None:
    if text is None:
        return None
    hours, _, minutes = text.replace(":", ".").partition(".")
    return int(hours) * 60 + int(minutes or 0)


def _hours(value: Any) -> Hours:
    if isinstance(value, Hours):
        return value
    if not isinstance(value, str):
        raise _no_hours("" if value is None else str(value))
    return read_hours(value)


def _several_hours(value: Any) -> Any:
    """Split hours that stand on one line; «10–12 och 13–15» are two."""
    return _BETWEEN_HOURS.split(value.strip()) if isinstance(value, str) else value


HoursValue = Annotated[
    Hours,
    PlainValidator(_hours),
    PlainSerializer(str, when_used="json"),
    WithJsonSchema({"type": ["string", "number"], "examples": ["10.00–14.50", "från 10.15", "till 14.50"]}),
]
"""Hours as a value: «10.00–14.50», «från 10.15», «till 14.50»."""


def hours_in_order(listed: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """Return hours in the order of the day; coming and going are one stay: «från 10.15», «till 14.50».

    Raises:
        PydanticCustomError: if two of them have time in common.
    """
    stays = sorted(listed, key=lambda each: (each.start or 0, _end(each)))
    came, went = ([each for each in stays if each.end is None], [each for each in stays if each.start is None])
    if len(came) == len(went) == 1 and len(stays) == 2 and came[0].overlaps(went[0]):
        return (Hours(came[0].start, went[0].end),)
    for one, other in pairwise(stays):
        if one.overlaps(other):
            context = {"one": str(one), "other": str(other)}
            raise PydanticCustomError("hours_overlap", "time in common", context)
    return tuple(stays)


HoursValues = Annotated[tuple[HoursValue, ...], AfterValidator(hours_in_order), OneOrMore, Reader(_several_hours)]
"""Hours, one or several, which may stand on one line."""
