"""Days that answers are due: Swedish working days, weeks that councils meet, and known meetings before a deadline.

Which days are holidays is told by ``free_days``, read when a day is first asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from msgspec import Struct

from naravard_docs.meeting.contacts import CouncilDates
from naravard_docs.meeting.decision import DecidingLevel
from naravard_docs.meeting.free_days import holidays_of

SUMMER_BEGINS, SUMMER_ENDS = (6, 20), (8, 15)
"""Month and day between which councils rest, both included."""

REMINDED_LATELY = timedelta(days=7)
"""How long one who was reminded is left alone: no round of reminders begins sooner of itself."""

_DAY = timedelta(days=1)
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_SATURDAY = 5


def weekday(day: date) -> str:
    """Return «måndag» … «söndag»."""
    return _WEEKDAYS[day.weekday()]


def why_free(day: date) -> str:
    """Return what makes a day no working day: «midsommarafton», «en söndag»; empty for a working day."""
    if holiday := holidays_of(day.year).get(day):
        return holiday if holiday.startswith("Kristi") else f"{holiday[0].lower()}{holiday[1:]}"
    return f"en {weekday(day)}" if day.weekday() >= _SATURDAY else ""


def working_day_by(day: date) -> date:
    """Return the day itself when it is a working day, else the last one before it."""
    while why_free(day) and day > date.min:
        day -= _DAY
    return day


def working_day_from(day: date) -> date:
    """Return the day itself when it is a working day, else the first one after it.

    Lag (1930:173) om beräkning av lagstadgad tid, 2 §: what is to be done at the latest on a Saturday, Sunday, other
    public holiday, midsommarafton, julafton or nyårsafton may be done on the next working day.
    """
    while why_free(day) and day < date.max:
        day += _DAY
    return day


def weeks_outside_summer(start: date, end: date) -> int:
    """Return how many whole weeks there are from one day to another, summers left out."""
    days = (end - start).days
    for year in range(start.year, end.year + 1):
        first, last = max(date(year, *SUMMER_BEGINS), start + _DAY), min(date(year, *SUMMER_ENDS), end)
        days -= max(0, (last - first).days + 1)
    return days // 7


def day_after_weeks(start: date, weeks: int) -> date | None:
    """Return the first working day by which so many weeks have passed, summers left out; None past the calendar."""
    try:
        day = start + timedelta(weeks=weeks)
        while weeks_outside_summer(start, day) < weeks or why_free(day):
            day += _DAY
    except OverflowError:
        return None
    return day


def reminder_days(letter: date, answer_by: date, weeks_before: Collection[int]) -> tuple[tuple[int, date], ...]:
    """Return the working days on which to remind, with how many weeks before the deadline each is, earliest first.

    Only days after the letter's are given, and none twice.
    """
    weeks_left = (answer_by - letter).days / 7
    found: dict[date, int] = {}
    for weeks in sorted(weeks_before, reverse=True):
        if weeks < weeks_left and (day := working_day_by(answer_by - timedelta(weeks=weeks))) > letter:
            found.setdefault(day, weeks)
    return tuple((weeks, day) for day, weeks in found.items())


def is_time_to_remind(
    day: date, letter: date, answer_by: date, weeks_before: Collection[int], reminded: Collection[date]
) -> bool:
    """Return whether one who has not answered is to be reminded on a day: one of the weeks for it has come.

    Who was reminded since it came is not; after the deadline all are who have not been lately.
    """
    if day > answer_by:
        return not any(day - REMINDED_LATELY < each <= day for each in reminded)
    come = [mark for weeks in weeks_before if letter < (mark := answer_by - timedelta(weeks=weeks)) <= day]
    return bool(come) and not any(max(come) <= each <= day for each in reminded)


class MissedCouncil(Struct, frozen=True):
    """A council that is not known to meet in time: ``first`` is its first known day after, None when there is none.

    ``level`` is None when none was asked for and none is known to meet.
    """

    level: DecidingLevel | None
    first: date | None


def missed_councils(
    councils: CouncilDates, asked: Collection[DecidingLevel], letter: date, answer_by: date
) -> Iterator[MissedCouncil]:
    """Yield the councils asked for whose known days leave none after the letter and no later than the deadline.

    A council of which no day is known is not among them. When no level is asked for, any council's meeting will do.
    """
    known = [(day, level) for level in DecidingLevel for day in councils.of(level)]
    groups = [[pair for pair in known if pair[1] is level] for level in DecidingLevel if level in asked] or [known]
    for group in filter(None, groups):
        ahead = sorted(pair for pair in group if pair[0] > letter)
        if not ahead:
            yield MissedCouncil(group[0][1] if asked else None, None)
        elif ahead[0][0] > answer_by:
            yield MissedCouncil(ahead[0][1], ahead[0][0])
