"""Comma-separated values (RFC 4180) as Swedish spreadsheets want them: UTF-8 with a mark, semicolons, CRLF.

A text that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes away again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator

from naravard_docs.errors import FileTrouble, InputInvalid, Place, Problem
from naravard_docs.sheet.grid import Grid
from naravard_docs.sheet.sheet import Sheet, Value, comparable, writable

DELIMITERS = ";\t,"
_TOLD_DELIMITER = re.compile(r"\"?sep=(?P<sign>[^\"\r\n])\"?[;,\t]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""A first line that tells Excel what parts the fields, and is not one of the rows."""

_LONGEST_FIELD = 1_000_000
_FORMULA = re.compile("'*[=+\\-@\t＝＋－＠]")
"""What makes a text a formula when it comes first, full-width forms too; with the apostrophes that guard it."""

_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?", re.ASCII)


def csv_bytes(sheet: Sheet) -> bytes:
    """Give the sheet as a file that Excel opens with its letters and columns right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(column.heading) for column in sheet.columns])
    writer.writerows([_written(value) for value in row] for row in sheet.rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def guarded(text: str) -> str:
    """Give a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that ``guarded`` put there."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _as_day(text: str) -> str:
    """Give a moment at midnight as its day: that is how some programs export a day."""
    found = _MIDNIGHT.fullmatch(text.strip())
    return found[1] if found else text


def _written(value: Value) -> str:
    return guarded(writable(value)) if isinstance(value, str) else "" if value is None else str(value)


def csv_grid(data: bytes, shown: str, names: Collection[str]) -> Grid:
    """Give the cells of a file; ``names`` are headings by which the delimiter is told.

    Raises:
        FileTrouble: if the file holds no text.
        InputInvalid: if a quotation mark is amiss.
    """
    text = _decoded(data, shown)
    told = _TOLD_DELIMITER.match(text)
    text = text[told.end() :] if told else text
    delimiter = told["sign"] if told else _delimiter(text, names)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = tuple(tuple(_as_day(unguarded(writable(field))) for field in fields) for fields in reader)
    except csv.Error as error:
        raise _amiss(text, reader.line_num, shown, is_told=told is not None) from error
    finally:
        csv.field_size_limit(before)
    return Grid(shown, ((), *rows) if told else rows)


def _decoded(data: bytes, shown: str) -> str:
    """Give the text: UTF-8, UTF-16 with a mark (Excel's «Unicode-text»), or else what older Windows programs write."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return unicodedata.normalize("NFC", data.decode("utf-16"))
        if 0 not in data:
            return unicodedata.normalize("NFC", _utf8_or_windows(data))
    except UnicodeDecodeError:
        pass
    raise FileTrouble(f"{shown} är ingen textfil", "spara listan som CSV UTF-8 eller .xlsx och försök igen")


def _utf8_or_windows(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _delimiter(text: str, names: Collection[str]) -> str:
    """Give the sign that parts the first line into most of the known headings, or else into most parts."""

    def fit(sign: str) -> tuple[int, int]:
        headings = _first_fields(text, sign)
        return sum(comparable(heading) in names for heading in headings), len(headings)

    return max(DELIMITERS, key=fit)


def _first_fields(text: str, sign: str) -> list[str]:
    lines: Iterator[str] = (line for line in text.splitlines() if line.strip(f"{DELIMITERS} "))
    return next(csv.reader([next(lines, "")], delimiter=sign), [])


def _amiss(text: str, line: int, shown: str, is_told: bool) -> InputInvalid:
    lines = text.replace("\r\n", "\n").split("\n")
    place = Place(shown, line + is_told, 1, lines[line - 1] if 0 < line <= len(lines) else "")
    message = 'Ett citattecken (") är öppnat men inte stängt, eller står mitt i ett fält'
    return InputInvalid((Problem(message, 'skriv "" för ett citattecken i en text, och " runt hela texten', place),))
