"""What has been one thing and then another: names, titles and holders of a role, each from a day or to a day.

What never changed is written as it is; what did is a list of what it was, in order of time. Which of them counts is a
question of a day, and documents ask for that of the meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, Protocol, TypeVar

from msgspec import Struct
from pydantic import ConfigDict, Field, PlainValidator, TypeAdapter, create_model
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.values import Line, Record, SwedishDate
from naravard_docs.swedish import long_date, slug

_ONE_DAY = timedelta(days=1)


class Period(Record):
    """The days that something counts on; where one end is left out, the one beside it in the list tells."""

    since: SwedishDate | None = Field(None, alias="från", description="Första dagen det gäller.")
    until: SwedishDate | None = Field(None, alias="till", description="Sista dagen det gäller.")


class HasPeriod(Protocol):
    """What counts from a day and to a day."""

    @property
    def since(self) -> date | None: ...

    @property
    def until(self) -> date | None: ...


P = TypeVar("P", bound=HasPeriod)


class TextOfDays(Struct, frozen=True):
    """A text with the days that it counts on."""

    text: str
    since: date | None = None
    until: date | None = None


class DatedText(str):
    """A text that has been another: by itself it is the last, and ``on`` tells what it was on a day."""

    texts: tuple[TextOfDays, ...]

    def __new__(cls, text: str, texts: tuple[TextOfDays, ...] = ()) -> DatedText:
        """Return the text; ``texts`` are all that it has been, itself among them."""
        made = super().__new__(cls, text)
        made.texts = texts
        return made

    def on(self, day: date) -> str | None:
        """Return the text of a day, None where there is none."""
        return next((each.text for each in of_day(self.texts, day)), None)


def is_dated(text: str | None) -> bool:
    """Return whether a text has been another on other days."""
    return isinstance(text, DatedText)


def text_on(text: str | None, day: date) -> str | None:
    """Return what a text is on a day; one that has no days is the same on all."""
    return text.on(day) if isinstance(text, DatedText) else text


def of_day(listed: Sequence[P], day: date) -> tuple[P, ...]:
    """Return the one of a list that counts on a day, or none."""
    return tuple(
        each
        for each, (since, until) in zip(listed, _days(listed), strict=True)
        if (since is None or since <= day) and (until is None or day <= until)
    )


def in_order_of_time(listed: tuple[P, ...]) -> tuple[P, ...]:
    """Return the list as it is; refuse one with days that belong to two of its entries, or to none.

    Raises:
        PydanticCustomError: with the place of the first such day.
    """
    for index, (before, after) in enumerate(pairwise(listed), 1):
        if before.until is None and after.since is None:
            raise PydanticCustomError("period_unknown", "no day between them", {"at": (index,)})
        if before.until and after.since and after.since != before.until + _ONE_DAY:
            kind = "periods_overlap" if after.since <= before.until else "periods_gap"
            raise PydanticCustomError(kind, "days of both or none", {"at": (index, "från"), **_told(after, before)})
    for index, (each, (since, until)) in enumerate(zip(listed, _days(listed), strict=True)):
        if since and until and until < since:
            at = (index, "till") if each.until else (index, "från")
            told = {"since": long_date(since), "until": long_date(until)}
            raise PydanticCustomError("period_backwards", "ends before it begins", {"at": at, **told})
    return listed


_WHEN_ASKED = ConfigDict(defer_build=True)


def _dated(key: str) -> PlainValidator:
    """Return what reads a text, or a list of what it has been, each under a key of that name."""
    of_text = Field(alias=key, description="Som det ska stå då.")
    entry = create_model(f"Dated{slug(key).capitalize()}", __base__=Period, text=(Line, of_text))
    written: TypeAdapter[str] = TypeAdapter(Line, config=_WHEN_ASKED)
    listed: TypeAdapter[tuple[Any, ...]] = TypeAdapter(tuple[entry, ...], config=_WHEN_ASKED)

    def read(value: Any) -> str:
        if not isinstance(value, list | dict):
            return written.validate_python(value)
        found = in_order_of_time(listed.validate_python(value if isinstance(value, list) else [value]))
        if not found:
            raise PydanticCustomError("empty_text", "empty text")
        return DatedText(found[-1].text, tuple(TextOfDays(each.text, each.since, each.until) for each in found))

    return PlainValidator(read, json_schema_input_type=Line | entry | tuple[entry, ...])


DatedName = Annotated[str, _dated("namn")]
DatedShortName = Annotated[str, _dated("benämning")]
DatedTitle = Annotated[str, _dated("titel")]
"""Texts on one line that may be lists of what they have been."""


def _told(after: HasPeriod, before: HasPeriod) -> dict[str, str]:
    return {"since": long_date(after.since or date.min), "until": long_date(before.until or date.max)}


def _days(listed: Sequence[P]) -> list[tuple[date | None, date | None]]:
    """Return the first and the last day of each, as the entries beside it tell where it does not."""
    found = []
    for index, each in enumerate(listed):
        before = listed[index - 1].until if index else None
        after = listed[index + 1].since if index + 1 < len(listed) else None
        since = each.since or (before + _ONE_DAY if before else None)
        found.append((since, each.until or (after - _ONE_DAY if after else None)))
    return found
