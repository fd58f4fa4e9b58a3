"""A calendar on the terminal: a table of meetings for each body, what is moved, and the answers and tasks due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from naravard_docs.cli.terminal import TableHead, bold, table, terminal_width, wrap_text
from naravard_docs.meeting.deadlines import weekday
from naravard_docs.meeting.meeting_days import DayKind
from naravard_docs.meeting.year_calendar import TITLES, CalendarRow, MeetingOfYear, YearCalendar
from naravard_docs.swedish import MONTHS

WIDEST = 120
"""Columns that the tables have at most, however wide the terminal is."""

_PAST = "*"
_HEADINGS = {
    DayKind.DOCUMENTS: "Handlingar",
    DayKind.NOTICE: "Kallelse",
    DayKind.ADJUSTMENT: "Justeras",
    DayKind.POSTING: "Anslås",
    DayKind.APPEAL: "Överklagas",
}
_DUE = (DayKind.ANSWER, DayKind.TASK)


def calendar_lines(calendar: YearCalendar) -> Iterator[str]:
    """Yield the lines of a calendar, body by body; one that has nothing is left out, unless it is asked for alone."""
    width, is_first = min(terminal_width(), WIDEST), True
    for key, body in calendar.bodies:
        part = calendar.of(key)
        if not (part.meetings or part.coming or part.matters) and len(calendar.bodies) > 1:
            continue
        if not is_first:
            yield ""
        is_first = False
        yield from (bold(line) for line in wrap_text(f"{body.name} {calendar.years_in_words}", width))
        yield from _of_body(part, width)
    if any(row.day < calendar.today for row in calendar.rows()):
        yield from ("", f"{_PAST} har passerat; dagarna är de sista för var sak")


def _of_body(part: YearCalendar, width: int) -> Iterator[str]:
    if part.meetings or part.coming:
        yield from _meetings(part, width)
    else:
        yield "inga möten"
    rows = part.rows()
    for row in rows:
        if row.moved:
            yield from _hanging(f"{TITLES[row.kind]} {_short(row.day, part)}: {row.moved}", width)
    if due := [row for row in rows if row.kind in _DUE]:
        yield ""
        yield from _due(due, part, width)


def _meetings(part: YearCalendar, width: int) -> Iterator[str]:
    heads = [TableHead("Möte"), TableHead("Tid"), TableHead("Plats", least=8)]
    heads += [TableHead(heading) for heading in _HEADINGS.values()]
    rows = [_row(each, part) for each in (*part.meetings, *part.coming)]
    used = [n for n in range(len(heads)) if n == 0 or any(row[n] for row in rows)]
    yield from table([heads[n] for n in used], [[row[n] for n in used] for row in rows], width)


def _row(meeting: MeetingOfYear, part: YearCalendar) -> list[str]:
    place = "inställt" if meeting.is_cancelled else meeting.place
    days = (meeting.day_of(kind) for kind in _HEADINGS)
    return [_short(meeting.day, part), meeting.time, place, *(_short(each.day, part) if each else "" for each in days)]


def _due(rows: list[CalendarRow], part: YearCalendar, width: int) -> Iterator[str]:
    heads = [TableHead("Senast"), TableHead("Svar och uppdrag", least=20), TableHead("Anmärkning", least=12)]
    used = heads if any(row.note for row in rows) else heads[:2]
    cells = [[_short(row.day, part), row.title, row.note][: len(used)] for row in rows]
    yield from table(used, cells, width)


def _short(day: date, part: YearCalendar) -> str:
    """Return «fre 12 feb», with the year where it is another, and a sign when the day has passed.

    In a narrow column the year goes down to a line of its own.
    """
    year = "" if part.years == (day.year,) else f" {day.year}"
    past = _PAST if day < part.today else ""
    day_and_month = f"{weekday(day)[:3]} {day.day} {MONTHS[day.month - 1][:3]}".replace(" ", "\u00a0")
    return f"{day_and_month}{year}{past}"


def _hanging(line: str, width: int) -> Iterator[str]:
    first, *later = wrap_text(line, width - 2)
    yield first
    yield from (f"  {each}" for each in later)
