"""The meetings of a year: as a document that is published (sammanträdestider), and as days for calendars.

The document has meetings and what members must know by when; nothing in it depends on the day that it is made, and
answers and tasks, which are the office's own, are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from naravard_docs.compose import letterhead
from naravard_docs.compose.inlines import join_lines
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Role,
    Section,
    Table,
)
from naravard_docs.document.calendar import Calendar, CalendarEntry
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, text
from naravard_docs.meeting.deadlines import weekday
from naravard_docs.meeting.meeting_days import PLANNED, DayKind, MeetingDay
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.meeting.year_calendar import CalendarRow, MeetingOfYear, YearCalendar
from naravard_docs.swedish import MONTHS, enumeration, long_date

_HEADINGS = {
    DayKind.DOCUMENTS: "Handlingar",
    DayKind.NOTICE: "Kallelse",
    DayKind.ADJUSTMENT: "Justering",
    DayKind.POSTING: "Anslag",
}
"""The kinds of days that are published, and the columns that they have."""

_ABOUT = {
    DayKind.DOCUMENTS: "handlingar",
    DayKind.NOTICE: "kallelse",
    DayKind.ADJUSTMENT: "justering",
    DayKind.POSTING: "anslag",
}


def compose_meeting_calendar(calendar: YearCalendar, house: SharedTemplates) -> Document:
    """Return the meetings of a year as a document, body by body; of one body its name stands below the title."""
    title = f"Sammanträdestider {calendar.years_in_words}"
    shown = [part for key, _ in calendar.bodies if (part := calendar.of(key)).meetings]
    names = [part.bodies[0][1].name for part in shown]
    is_alone = len(calendar.bodies) == 1
    called = f"{title} {names[0]}" if is_alone and names else title
    blocks = (
        Heading("titel", 1, text(title), Role.TITLE),
        *([Paragraph("organ", text(names[0]), Role.SUBTITLE)] if is_alone and names else ()),
        *(block for part in shown for block in _of_body(part, is_alone)),
    )
    return Document(
        meta=Meta(
            title=called,
            author=enumeration(names) if is_alone else house.organisation.name,
            date=date(calendar.years[0], 1, 1),
            subject=title,
            publisher=house.organisation.name,
        ),
        header=letterhead.page_header("", called, ""),
        footer=letterhead.footer(house.organisation.name),
        blocks=normalise_blocks((*letterhead.letterhead(house), *blocks)),
    )


def _of_body(part: YearCalendar, is_alone: bool) -> Iterator[Block]:
    key, body = part.bodies[0]
    blocks = (_table(key, part), *_notes(key, part))
    if is_alone:
        yield from blocks
    else:
        heading = Heading(f"{key}.rubrik", 2, text(body.name))
        yield Section(key, (heading, *blocks), title=body.name)


_WHEN, _WHERE, _BY = 36.5, 27.5, 21.5
"""Shares of the table's width, so that «måndag 20 december» and «29 november» stand on one line."""


def _table(key: str, part: YearCalendar) -> Table:
    """Return a row for each meeting; a column that nothing stands in is left out."""
    year = part.years[0] if len(part.years) == 1 else None
    rows = [_row(each, year) for each in part.meetings]
    heads = (("Möte", _WHEN), ("Plats", _WHERE), *((heading, _BY) for heading in _HEADINGS.values()))
    used = [n for n in range(len(heads)) if n == 0 or any(row[n] for row in rows)]
    columns = tuple(Column(text(heads[n][0]), heads[n][1]) for n in used)
    cells = tuple(tuple(row[n] for n in used) for row in rows)
    name = part.bodies[0][1].name
    return Table(f"{key}.möten", columns, cells, summary=f"Möten {part.years_in_words}: {name}")


def _row(meeting: MeetingOfYear, year: int | None) -> tuple[tuple[Inline, ...], ...]:
    when = (f"{weekday(meeting.day)} {_short(meeting.day, year)}", meeting.time)
    days = (meeting.day_of(kind) for kind in _HEADINGS)
    return (
        join_lines(text(line) for line in when if line),
        text("inställt") if meeting.is_cancelled else text(meeting.place) if meeting.place else (),
        *(text(_short(each.day, year)) if each else () for each in days),
    )


def _short(day: date, year: int | None) -> str:
    """Return «12 februari» for a day of the year that the document is of, else the whole date."""
    return f"{day.day} {MONTHS[day.month - 1]}" if day.year == year else long_date(day)


def _notes(key: str, part: YearCalendar) -> Iterator[Block]:
    """Yield where the days are said, and those that are moved for a weekend or a holiday, with why."""
    if said := enumeration(list(_sources(part))):
        yield Paragraph(f"{key}.enligt", text(f"Dagarna är de sista för varje sak: {said}."))
    moved = [(meeting, day) for meeting in part.meetings for day in _published([meeting]) if day.counted]
    if moved:
        told = "Flyttade för helg:" if len(moved) > 1 else "Flyttad för helg:"
        yield Paragraph(f"{key}.flyttade", text(told), keeps_with_next=True)
        items = (Paragraph(f"{key}.flyttad-{n}", text(_moved(*each))) for n, each in enumerate(moved, 1))
        yield List(f"{key}.flyttade-dagar", ListKind.BULLET, tuple(ListItem((item,)) for item in items))


def _sources(part: YearCalendar) -> Iterator[str]:
    """Yield what is counted by each source: «handlingar och kallelse enligt arbetsordningen § 4»."""
    counted: dict[str, dict[DayKind, None]] = {}
    for each in _published(part.meetings):
        if not each.is_done and each.source != PLANNED:
            counted.setdefault(each.source, {})[each.kind] = None
    for source, kinds in counted.items():
        what = enumeration([_ABOUT[kind] for kind in _HEADINGS if kind in kinds])
        yield f"{what} enligt {_provision(source)}"


def _published(meetings: Sequence[MeetingOfYear]) -> Iterator[MeetingDay]:
    for meeting in meetings:
        yield from (each for each in meeting.days if each.kind in _HEADINGS)


def _moved(meeting: MeetingOfYear, day: MeetingDay) -> str:
    counted = day.counted or day.day
    about = f"{_ABOUT[day.kind]} för mötet den {long_date(meeting.day)}"
    return f"{about}: {weekday(day.day)} {long_date(day.day)}, eftersom den {long_date(counted)} är {day.why}"


_CHAPTERS = {
    "KL 5:14": "5 kap. 14 § kommunallagen",
    "KL 5:69": "5 kap. 69 § kommunallagen",
    "KL 8:12": "8 kap. 12 § kommunallagen",
    "KL 13:5": "13 kap. 5 § kommunallagen",
}


def _provision(source: str) -> str:
    """Return a source in words, its sign and number on one line."""
    return _CHAPTERS.get(source, source).replace("§ ", "§\u00a0").replace(" §", "\u00a0§")


def compose_year_entries(calendar: YearCalendar, house: SharedTemplates) -> Calendar:
    """Return every day of a calendar as an entry of its own; who reads the file again gets each once."""
    names = [body.name for _, body in calendar.bodies]
    called = names[0] if len(names) == 1 else house.organisation.name
    return Calendar(
        f"{house.organisation.name}/kalender",
        f"{called} {calendar.years_in_words}",
        date(calendar.years[0], 1, 1),
        tuple(CalendarEntry(row.identifier, row.day, _title(row), _text(row)) for row in calendar.rows()),
    )


def _title(row: CalendarRow) -> str:
    return f"{row.title} · {row.body}"


def _text(row: CalendarRow) -> str:
    """Return what an entry says: time and place of a meeting, or which meeting it is about; nothing of today."""
    is_meeting = row.kind is DayKind.MEETING
    about = f"{row.body}, möte den {long_date(row.meeting)}" if row.meeting and not is_meeting else row.body
    lines = (about, f"Tid: {row.time}" if row.time else "", f"Plats: {row.place}" if row.place else "")
    source = f"Enligt {'beslut' if row.source == PLANNED else _provision(row.source)}" if row.source else ""
    note = row.note if row.kind is not DayKind.ANSWER else ""
    return "\n".join(line for line in (*lines, source, row.moved[:1].upper() + row.moved[1:], note) if line)
