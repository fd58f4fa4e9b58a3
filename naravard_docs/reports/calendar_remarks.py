"""What is likely a slip in a calendar: meetings without time or place, on free days, at one time, or never written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, groupby

from pydantic_core import PydanticCustomError

from naravard_docs.errors import Level, Problem
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.deadlines import weekday, why_free, working_day_by, working_day_from
from naravard_docs.meeting.meeting_days import DayKind
from naravard_docs.meeting.numbers import Hours, read_hours
from naravard_docs.meeting.year_calendar import MeetingOfYear, YearCalendar, called_in_calendar
from naravard_docs.swedish import enumeration, fold, long_date, quote

WITHOUT_FILE = timedelta(days=14)
"""How long after a planned meeting its file is missed: by then minutes are to be adjusted."""

_MOST_NAMES = 3


def calendar_remarks(calendar: YearCalendar) -> Iterator[Problem]:
    """Yield hints and warnings of a calendar's meetings, in order of their days."""
    for each in calendar.meetings:
        if not each.is_cancelled:
            yield from _of_meeting(each, calendar)
    yield from _at_one_time([each for each in calendar.meetings if not _is_over(each, calendar)])


def _is_over(meeting: MeetingOfYear, calendar: YearCalendar) -> bool:
    return meeting.is_cancelled or meeting.day < calendar.today


def _of_meeting(meeting: MeetingOfYear, calendar: YearCalendar) -> Iterator[Problem]:
    called = called_in_calendar(meeting)
    if meeting.day >= calendar.today:
        if missing := enumeration([word for word, has in (("tid", meeting.time), ("plats", meeting.place)) if not has]):
            yield _hint(f"{called} har ingen {missing.replace(' och ', ' och ingen ')}", _where(meeting))
        if why := why_free(meeting.day):
            before, after = working_day_by(meeting.day), working_day_from(meeting.day)
            near = f"{weekday(before)} {long_date(before)} och {weekday(after)} {long_date(after)}"
            yield _hint(f"{called} är {why}", f"kontrollera dagen; närmaste arbetsdagar är {near}")
        documents = meeting.day_of(DayKind.DOCUMENTS)
        if documents is not None and documents.day > meeting.day:
            said = f"sista dag för handlingar till {called} är först {long_date(documents.day)}"
            yield Problem(said, "rätta «handlingar_senast» i templates/organ.yaml", level=Level.WARNING)
    elif meeting.is_planned and not meeting.file and calendar.today - meeting.day > WITHOUT_FILE:
        remedy = f"gör den: naravard ny {meeting.key} {meeting.day.isoformat()}, eller ta bort mötet ur «sammanträden»"
        yield Problem(f"{called} har ingen mötesfil", remedy, level=Level.WARNING)


def _where(meeting: MeetingOfYear) -> str:
    file = f"meetings/{meeting.file}" if meeting.file else "«sammanträden» i templates/organ.yaml"
    example = "" if meeting.file else f", till exempel: {meeting.day.isoformat()} 09.00–12.00 Digitalt"
    return f"skriv det i {file}{example}"


def _at_one_time(meetings: Sequence[MeetingOfYear]) -> Iterator[Problem]:
    """Yield two meetings of a day that overlap and have members in common."""
    for _, of_day in groupby(meetings, key=lambda each: each.day):
        for one, other in combinations(of_day, 2):
            names = _shared(one.body, other.body) if one.key != other.key else ()
            if names and _overlap(one, other):
                shown = (*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} till")[: len(names)]
                listed = enumeration(list(names) if len(names) <= _MOST_NAMES else list(shown))
                told = f"{called_in_calendar(one)} och {quote(other.body.name)} möts samtidigt, och båda har {listed}"
                yield _hint(told, "flytta det ena mötet, om båda behöver dem")


def _shared(one: Body, other: Body) -> tuple[str, ...]:
    """Return the names of those who are in two bodies, as the first has them."""
    theirs = {fold(name) for name in _names(other)}
    return tuple(dict.fromkeys(name for name in _names(one) if fold(name) in theirs))


def _names(body: Body) -> Iterator[str]:
    yield from (person.name for person in (*body.chair, *body.secretary))
    yield from (member.name for group in body.groups for member in group.people)


def _overlap(one: MeetingOfYear, other: MeetingOfYear) -> bool:
    hours, others = _hours(one), _hours(other)
    return hours is not None and others is not None and hours.overlaps(others)


def _hours(meeting: MeetingOfYear) -> Hours | None:
    """Return when a meeting is; one of which only the beginning is told is taken to last some hours."""
    text = meeting.time.removeprefix("kl.").removeprefix("kl").strip()
    for written in (text, f"från {text}"):
        try:
            hours = read_hours(written)
        except PydanticCustomError:
            continue
        end = hours.end if hours.end is not None else min((hours.start or 0) + _USUAL_LENGTH, 24 * 60)
        return Hours(hours.start, end)
    return None


_USUAL_LENGTH = 120
"""Minutes that a meeting is taken to last whose end is not told."""


def _hint(message: str, remedy: str) -> Problem:
    return Problem(message, remedy, level=Level.HINT)
