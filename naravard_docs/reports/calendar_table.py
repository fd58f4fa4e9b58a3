"""A calendar as a table for spreadsheets and as JSON, one row for each day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from naravard_docs.meeting.deadlines import weekday
from naravard_docs.meeting.year_calendar import CalendarRow, YearCalendar
from naravard_docs.sheet.sheet import CellKind, CellValue, Sheet, SheetColumn

_COLUMNS = (
    SheetColumn("datum", "Datum", CellKind.DATE),
    SheetColumn("veckodag", "Veckodag"),
    SheetColumn("organ", "Organ"),
    SheetColumn("sort", "Sort"),
    SheetColumn("vad", "Vad"),
    SheetColumn("möte", "Möte", CellKind.DATE),
    SheetColumn("tid", "Tid"),
    SheetColumn("plats", "Plats"),
    SheetColumn("flyttad", "Flyttad"),
    SheetColumn("enligt", "Enligt"),
    SheetColumn("anmärkning", "Anmärkning"),
    SheetColumn("passerat", "Passerat"),
    SheetColumn("mötesfil", "Mötesfil"),
)


def calendar_csv(calendar: YearCalendar) -> bytes:
    """Return the table as a CSV file."""
    from naravard_docs.sheet.csv_file import csv_bytes

    return csv_bytes(calendar_sheet(calendar))


def calendar_xlsx(calendar: YearCalendar) -> bytes:
    """Return the table as a workbook."""
    from naravard_docs.sheet.xlsx_file import xlsx_bytes

    return xlsx_bytes(calendar_sheet(calendar))


def calendar_sheet(calendar: YearCalendar) -> Sheet:
    """Return the days of a calendar as a table, in order."""
    return Sheet("Kalender", _COLUMNS, tuple(_row(each, calendar.today) for each in calendar.rows()))


def _row(each: CalendarRow, today: date) -> tuple[CellValue, ...]:
    return (
        each.day,
        weekday(each.day),
        each.body,
        each.kind.value,
        each.title,
        each.meeting,
        each.time or None,
        each.place or None,
        each.moved or None,
        each.source or None,
        each.note or None,
        "ja" if each.day < today else None,
        each.file or None,
    )


def calendar_json(calendar: YearCalendar) -> str:
    """Return the days of a calendar as a list of objects, in order."""
    told = [_row_json(each, calendar.today) for each in calendar.rows()]
    return json.dumps(told, ensure_ascii=False, indent=2, default=date.isoformat)


def _row_json(each: CalendarRow, today: date) -> dict[str, Any]:
    return {
        "datum": each.day,
        "organ": each.key,
        "organets_namn": each.body,
        "sort": each.kind.value,
        "vad": each.title,
        "möte": each.meeting,
        "tid": each.time or None,
        "plats": each.place or None,
        "räknad_dag": each.counted or each.day,
        "flyttad": each.moved or None,
        "enligt": each.source or None,
        "anmärkning": each.note or None,
        "passerat": each.day < today,
        "mötesfil": each.file or None,
        "beteckning": each.identifier,
    }
