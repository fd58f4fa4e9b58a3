"""A day as people write it when they plan: «12 maj», «fredag 12 maj», «i morgon», «12/5», counted from today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.deadlines import weekday
from naravard_docs.swedish import MONTHS, fold, long_date, read_date

_DAYS_FROM_TODAY = {
    **{"idag": 0, "i dag": 0, "today": 0},
    **{"imorgon": 1, "i morgon": 1, "tomorrow": 1},
    **{"i overmorgon": 2, "overmorgon": 2},
}
_WEEKDAYS = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
_SHORT_WEEKDAYS = ("man", "tis", "ons", "tors", "fre", "lor", "son")
_WEEKDAY = re.compile(rf"(?:pa )?({'|'.join((*_WEEKDAYS, *_SHORT_WEEKDAYS))})(?:en)?(?: (?:den )?(\d.*))?")
_MONTHS = tuple(map(fold, MONTHS))
_IN_WORDS = re.compile(rf"(?:den )?(\d{{1,2}}):?e? ({'|'.join(_MONTHS)}|[a-z]{{3,4}}\.?)(?: (\d{{4}}))?")
_IN_NUMBERS = re.compile(r"(?:den )?(\d{1,2})/(\d{1,2})(?:[ -]+(\d{4}))?")
_YEARS_WITH_THE_DAY = 9
"""How far one must look for the next 29 February at the most: from 2096 it is eight years to the next."""


def read_day(written: str, today: date) -> date | None:
    """Return the day that a text is; one without a year is the next such day from today on. None for anything else.

    Raises:
        WrongUsageError: if the text names another day of the week than the day has.
    """
    text = " ".join(fold(written).replace(",", " ").split())
    if text in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[text])
    if (found := _WEEKDAY.fullmatch(text)) is None:
        return _dated(text, today)
    number = next(n for n, name in enumerate(_SHORT_WEEKDAYS) if found[1].startswith(name))
    if found[2] is None:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return _on_weekday(_dated(found[2], today), number, written)


def has_day_first(word: str) -> bool:
    """Return whether a word may begin a day: a number, a day of the week, «idag»."""
    text = fold(word).strip(",")
    return text[:1].isdigit() or text in _DAYS_FROM_TODAY or _WEEKDAY.fullmatch(text) is not None


def _on_weekday(day: date | None, number: int, written: str) -> date | None:
    if day is not None and day.weekday() != number:
        raise WrongUsageError(
            f"«{written}» stämmer inte: {long_date(day)} är en {weekday(day)}",
            f"rätta veckodagen eller datumet, eller skriv bara datumet: {day.isoformat()}",
        )
    return day


def _dated(text: str, today: date) -> date | None:
    if (day := read_date(text)) is not None:
        return day
    if found := _IN_WORDS.fullmatch(text):
        number, month, year = int(found[1]), _month(found[2]), found[3]
    elif found := _IN_NUMBERS.fullmatch(text):
        number, month, year = int(found[1]), int(found[2]), found[3]
    else:
        return None
    years = [int(year)] if year else range(today.year, today.year + _YEARS_WITH_THE_DAY)
    return next((day for day in _existing(years, month, number) if year or day >= today), None)


def _month(word: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for any other word."""
    begins = word.rstrip(".")
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(begins)), 0)


def _existing(years: list[int] | range, month: int, number: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, number)
        except ValueError:
            continue
