"""What a cell of a workbook says: the text that would be typed, and in which kinds of columns it cannot be trusted.

Excel makes a number or a day of much that people type: «2021-05-12» and «maj 21» become days, «2021.10» becomes 2021,1
and «1/2» a half. Which it was cannot be seen afterwards, so in a column of words such a cell is a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from naravard_docs.sheet.grid import CellFault, in_every_kind
from naravard_docs.sheet.limits import LARGEST_NUMBER
from naravard_docs.sheet.number_format import BUILT_IN, GENERAL, changes_texts, format_number, shown_moment
from naravard_docs.sheet.sheet import CellKind
from naravard_docs.sheet.unreadable import check_cell_text
from naravard_docs.sheet.xlsx_parts import RawBook, RawCell

_NUMBER = re.compile(r"[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][+-]?\d{1,3})?", re.ASCII)
_AS_TEXT = (
    "skriv numret som text: formatera cellen som Text (Start, Talformat, Text) och skriv på nytt det som ska stå där"
)
_AS_DAY = "skriv dagen som 2021-06-21, och låt cellen vara formaterad som datum eller text"
_WITHOUT_VALUE = CellFault(
    "Cellen har en formel utan uträknat värde",
    "öppna filen i Excel eller LibreOffice, spara den och försök igen, eller skriv värdet i cellen",
)
_UNKNOWN = CellFault("Cellen går inte att läsa", _AS_TEXT)
_LAST_SERIAL = 2_958_465
"""The last day of the year 9999, which is the last that Excel knows."""

Faults = Mapping[CellKind, CellFault]


class ReadCell(Struct, frozen=True):
    """The text of a cell, and for each kind of column where that text is not what was meant, why."""

    text: str
    faults: Faults


def read_cell(raw: RawCell, book: RawBook) -> ReadCell:
    """Return what a cell says, or at least that it cannot be read."""
    try:
        return _read(raw, book)
    except (LookupError, ValueError, OverflowError):  # a text or a moment that there is not
        return ReadCell(raw.value or "", in_every_kind(_UNKNOWN))


def _read(raw: RawCell, book: RawBook) -> ReadCell:
    if raw.formula is not None and raw.value in (None, "") and (raw.kind != "str" or raw.value is None):
        return ReadCell(f"={raw.formula or '…'}", in_every_kind(_WITHOUT_VALUE))
    value = raw.value or ""
    match raw.kind:
        case "s":
            return _text(book.shared[int(value)], _code(raw, book))
        case "str" | "inlineStr":
            return _text(value, _code(raw, book))
        case "b":
            shown = "SANT" if value.strip() in ("1", "true") else "FALSKT"
            return ReadCell(shown, in_every_kind(CellFault(f"Cellen är ett sanningsvärde ({shown})", _AS_TEXT)))
        case "e":
            return ReadCell(
                value,
                in_every_kind(CellFault(f"Cellen visar felet {value}", "rätta formeln, eller skriv värdet i cellen")),
            )
        case "d":
            return _moment(datetime.fromisoformat(value), _code(raw, book))
        case "n":
            return _number(value.strip(), raw, book)
    raise ValueError(raw.kind)


def _code(raw: RawCell, book: RawBook) -> str:
    """Return the number format of a cell; «nr 5» when it has only a number that is not the same everywhere.

    A style that the workbook does not have is none, as in other programs.
    """
    number = book.formats[raw.style] if raw.style < len(book.formats) else 0
    return book.codes.get(number) or BUILT_IN.get(number, f"nr {number}")


def _text(text: str, code: str) -> ReadCell:
    read = check_cell_text(unicodedata.normalize("NFC", text))
    if not read.faults and read.text and changes_texts(code):
        fault = CellFault(f"Talformatet «{code}» visar cellens text på ett annat sätt än den står", _AS_TEXT)
        return ReadCell(read.text, {CellKind.TEXT: fault})
    return ReadCell(read.text, read.faults)


def _number(value: str, raw: RawCell, book: RawBook) -> ReadCell:
    if not _NUMBER.fullmatch(value):
        return ReadCell(value, in_every_kind(_UNKNOWN))
    number, code = float(value), _code(raw, book)
    if abs(number) >= LARGEST_NUMBER:
        message = "Cellen är ett tal med fler än 15 siffror, och kalkylbladet har inte kvar alla"
        return ReadCell(value, in_every_kind(CellFault(message, _AS_TEXT)))
    if (moment := shown_moment(code)) is None:
        return _plain_number(number, code)
    if not 0 <= number < _LAST_SERIAL + 1:
        return ReadCell(
            value, in_every_kind(CellFault(f"Cellens datum finns inte (talet {_decimal(number)})", _AS_DAY))
        )
    if moment.has_time_only:
        return _time(number)
    return _moment(_day(number, book.counts_from_1904), code)


def _plain_number(number: float, code: str) -> ReadCell:
    typed = _decimal(number)
    no_day = {CellKind.DATE: CellFault(f"Cellen är talet {typed} och inget datum", _AS_DAY)}
    shown = format_number(code, number)
    if shown is None and not number.is_integer():
        return ReadCell(typed, {**no_day, CellKind.TEXT: CellFault(f"Cellen är decimaltalet {typed}", _AS_TEXT)})
    if shown is None:
        named = f"talformatet «{code}»" if code != GENERAL else "ett talformat"
        message = f"Cellen är talet {typed} och visas med {named}, som inte säkert kan återges"
        return ReadCell(typed, {**no_day, CellKind.TEXT: CellFault(message, _AS_TEXT)})
    return ReadCell(unicodedata.normalize("NFC", shown), no_day)


def _moment(moment: datetime, code: str) -> ReadCell:
    """Return a day as ISO 8601, with the time when it has one."""
    is_day = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    text = moment.date().isoformat() if is_day else moment.isoformat(" ", "minutes")
    faults = {CellKind.TEXT: CellFault(f"Cellen är ett datum ({text})", _AS_TEXT)}
    shown = shown_moment(code)
    if shown is not None and not shown.has_day:
        faults[CellKind.DATE] = CellFault(f"Cellen visar bara månad och år ({text[:7]}), inte vilken dag", _AS_DAY)
    return ReadCell(text, faults)


def _time(number: float) -> ReadCell:
    minutes = round(number * 24 * 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    fault = CellFault(f"Cellen är ett klockslag ({text})", _AS_TEXT)
    return ReadCell(text, {CellKind.TEXT: fault, CellKind.DATE: CellFault(fault.message, _AS_DAY)})


def _day(serial: float, counts_from_1904: bool) -> datetime:
    """Return the moment that a spreadsheet counts as a number; before March 1900 it counts a day that was not."""
    first = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 30 if serial >= 61 else 31)
    return first + timedelta(seconds=round(serial * 86_400))


def _decimal(number: float) -> str:
    """Return a number as Swedish has it, as few digits as tell it."""
    return str(int(number)) if number.is_integer() else repr(number).replace(".", ",")
