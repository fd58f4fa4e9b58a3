"""Office Open XML workbooks (ECMA-376) with one sheet, by openpyxl: the same sheet gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

from naravard_docs.libraries.zip_package import pack_zip
from naravard_docs.sheet.limits import LARGEST_NUMBER, LONGEST_CELL
from naravard_docs.sheet.sheet import CellKind, CellValue, Sheet, SheetColumn, writable

LANGUAGE = "sv-SE"
_PROPERTIES = "docProps/core.xml"
_STAMPS = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a reader would take for a character by its number (ECMA-376 part 1, 22.9.2.19)."""

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_FIRST_DAY = date(1900, 3, 1)
"""What a spreadsheet can count with: days after a leap day that 1900 did not have."""

_NARROWEST, _WIDEST = 9, 60
_DATE_WIDTH, _ROOM_FOR_ARROW = 11, 4


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Return the sheet as a workbook: its header row is bold, stays in view, is printed on each page and filters."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = writable(sheet.title)
    book.properties.language = LANGUAGE
    book.properties.creator = None
    page: Any = book.active
    page.title = _sheet_name(sheet.title)
    _fill(page, sheet)
    _set_up(page, sheet)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, number)
        _put(cell, column.heading)
        cell.font = Font(name=cell.font.name, size=cell.font.size, bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for row, values in enumerate(sheet.rows, 2):
        for number, value in enumerate(values, 1):
            if value is not None:
                _put(page.cell(row, number), value)
                page.cell(row, number).alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))


def _put(cell: Any, value: str | int | date) -> None:
    """Give a cell its value: a text always as a text, whatever it begins with."""
    if isinstance(value, date) and value >= _FIRST_DAY:
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, int) and abs(value) < LARGEST_NUMBER:
        cell.value = value
    else:
        cell.value = _ESCAPED.sub("_x005F_", writable(str(value))[:LONGEST_CELL])
        cell.data_type = "s"  # openpyxl takes «=…» for a formula and «#N/A» for an error
        cell.quotePrefix = 1  # ECMA-376 part 1, 18.8.45: stays a text when a person edits it


def _set_up(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    last = get_column_letter(max(1, len(sheet.columns)))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(sheet.columns):
        values = [row[number] for row in sheet.rows]
        page.column_dimensions[get_column_letter(number + 1)].width = _width(column, values)


def _width(column: SheetColumn, values: list[CellValue]) -> int:
    """Return a column's width in letters; longer texts are broken within their cells."""
    longest = max((len(line) for value in values for line in str(value or "").split("\n")), default=0)
    held = _DATE_WIDTH if column.kind is CellKind.DATE else longest + 1
    return min(_WIDEST, max(_NARROWEST, held, len(column.heading) + _ROOM_FOR_ARROW))


def _sheet_name(title: str) -> str:
    """Return the title as a sheet's name, which is shorter and has no signs that formulas use."""
    name = _NOT_IN_SHEET_NAMES.sub(" ", writable(title))
    return " ".join(name.split())[:_LONGEST_SHEET_NAME].strip(" '") or "Blad1"


def _without_clock(data: bytes) -> bytes:
    """Pack the workbook again without the time of writing, which openpyxl puts in the package and its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return pack_zip({**parts, _PROPERTIES: _STAMPS.sub(b"", parts[_PROPERTIES])})
