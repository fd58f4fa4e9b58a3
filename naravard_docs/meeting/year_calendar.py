"""The calendar of bodies for a year: their meetings with what these bring, and answers and tasks that are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.deadlines import weekday, why_free
from naravard_docs.meeting.meeting_days import DayKind, MeetingDay
from naravard_docs.swedish import long_date, quote


class MeetingOfYear(Struct, frozen=True):
    """A meeting that is planned, or that has a meeting file, or both; ``file`` is that file's name.

    ``body`` is as of its day; ``announced`` is the day of the meeting whose minutes alone tell of it.
    """

    key: str
    body: Body
    day: date
    time: str = ""
    place: str = ""
    file: str = ""
    is_planned: bool = False
    is_cancelled: bool = False
    announced: date | None = None
    days: tuple[MeetingDay, ...] = ()

    def day_of(self, kind: DayKind) -> MeetingDay | None:
        """Return the day for something that the meeting brings, if there is one."""
        return next((each for each in self.days if each.kind is kind), None)


class DueMatter(Struct, frozen=True):
    """An answer or a task that is due on a day; ``reference`` names it for good."""

    kind: DayKind
    key: str
    body: str
    day: date
    title: str
    note: str
    reference: str
    file: str


class CalendarRow(Struct, frozen=True):
    """One day of the calendar as tables and calendars have it."""

    day: date
    kind: DayKind
    key: str
    body: str
    title: str
    meeting: date | None = None
    time: str = ""
    place: str = ""
    counted: date | None = None
    why: str = ""
    source: str = ""
    note: str = ""
    file: str = ""
    identifier: str = ""

    @property
    def moved(self) -> str:
        """Why it is another day than the one counted: «flyttad från lördag 2 januari 2027, som är en lördag»."""
        if self.counted is None:
            return ""
        named = f"{weekday(self.counted)} {long_date(self.counted)}"
        return f"flyttad från {named}" + ("" if self.why == f"en {weekday(self.counted)}" else f", som är {self.why}")


class YearCalendar(Struct, frozen=True):
    """The calendar of some bodies for the years given, and the day that it is looked at.

    ``coming`` are meetings of the year after, for which something is to be done in these years already.
    """

    years: tuple[int, ...]
    bodies: tuple[tuple[str, Body], ...]
    meetings: tuple[MeetingOfYear, ...]
    matters: tuple[DueMatter, ...]
    today: date
    coming: tuple[MeetingOfYear, ...] = ()

    @property
    def years_in_words(self) -> str:
        return "–".join(str(year) for year in dict.fromkeys((self.years[0], self.years[-1])))

    def of(self, key: str) -> YearCalendar:
        """Return the calendar of one of its bodies."""
        meetings = tuple(each for each in self.meetings if each.key == key)
        matters = tuple(each for each in self.matters if each.key == key)
        bodies = tuple(each for each in self.bodies if each[0] == key)
        coming = tuple(each for each in self.coming if each.key == key)
        return YearCalendar(self.years, bodies, meetings, matters, self.today, coming)

    def rows(self) -> tuple[CalendarRow, ...]:
        """Return every day of the calendar, in order, each with an identifier of its own."""
        order = list(DayKind)
        coming = (row for row in _meeting_rows(self.coming) if row.day.year in self.years)
        rows = (*_meeting_rows(self.meetings), *coming, *map(_matter_row, self.matters))
        return _each_its_own(sorted(rows, key=lambda row: (row.day, order.index(row.kind), row.body, row.identifier)))


def _each_its_own(rows: Sequence[CalendarRow]) -> tuple[CalendarRow, ...]:
    """Return rows with a number after each identifier that an earlier row has: a body may meet twice on one day."""
    seen: Counter[str] = Counter()
    found: list[CalendarRow] = []
    for row in rows:
        seen[row.identifier] += 1
        number = seen[row.identifier]
        found.append(row if number == 1 else replace(row, identifier=f"{row.identifier}-{number}"))
    return tuple(found)


TITLES = {
    DayKind.DOCUMENTS: "Sista dag för handlingar",
    DayKind.NOTICE: "Kallelsen ska vara ute",
    DayKind.MEETING: "Möte",
    DayKind.ADJUSTMENT: "Protokollet ska vara justerat",
    DayKind.POSTING: "Justeringen ska vara anslagen",
    DayKind.APPEAL: "Sista dag att överklaga",
    DayKind.ANSWER: "Svar senast",
    DayKind.TASK: "Klart senast",
}
"""What each kind of day is called."""

_DONE = {DayKind.ADJUSTMENT: "Protokollet justeras", DayKind.POSTING: "Justeringen anslås"}


def _meeting_rows(meetings: Iterable[MeetingOfYear]) -> Iterator[CalendarRow]:
    for each in meetings:
        note = "inställt" if each.is_cancelled else ""
        if each.announced is not None:
            note = f"enligt protokollet den {long_date(each.announced)}"
        yield CalendarRow(
            each.day,
            DayKind.MEETING,
            each.key,
            each.body.name,
            TITLES[DayKind.MEETING],
            each.day,
            each.time,
            each.place,
            note=", ".join(filter(None, (note, why_free(each.day)))),
            file=each.file,
            identifier=identifier_of(each, DayKind.MEETING),
        )
        yield from (_day_row(each, day) for day in each.days)


def _day_row(meeting: MeetingOfYear, day: MeetingDay) -> CalendarRow:
    return CalendarRow(
        day.day,
        day.kind,
        meeting.key,
        meeting.body.name,
        _DONE[day.kind] if day.is_done else TITLES[day.kind],
        meeting.day,
        counted=day.counted,
        why=day.why,
        source=day.source,
        file=meeting.file,
        identifier=identifier_of(meeting, day.kind),
    )


def identifier_of(meeting: MeetingOfYear, kind: DayKind) -> str:
    """Return what names a day for good: its body, its meeting and what it is, not when it falls."""
    return f"{meeting.key}/{meeting.day.isoformat()}/{kind}"


def _matter_row(matter: DueMatter) -> CalendarRow:
    title = f"{TITLES[matter.kind]}: {matter.title}" if matter.title else TITLES[matter.kind]
    return CalendarRow(
        matter.day,
        matter.kind,
        matter.key,
        matter.body,
        title,
        note=matter.note,
        file=matter.file,
        identifier=f"{matter.key}/{matter.kind}/{matter.reference}",
    )


def called_in_calendar(meeting: MeetingOfYear) -> str:
    """Return how messages name a meeting: «Socialnämnden» den 12 februari 2027."""
    return f"{quote(meeting.body.name)} den {long_date(meeting.day)}"
