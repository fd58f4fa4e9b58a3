"""Comma-separated values (RFC 4180) as Swedish spreadsheets want them: UTF-8 with a mark, semicolons, CRLF.

A text that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes away again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from naravard_docs.errors import InvalidInputError, Place, Problem
from naravard_docs.sheet.encodings import decode_text
from naravard_docs.sheet.grid import At, CellFault, Grid, in_every_kind
from naravard_docs.sheet.limits import LARGEST_BYTES, LAST_ROW, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, limit_error
from naravard_docs.sheet.sheet import CellKind, CellValue, Sheet, comparable, writable
from naravard_docs.sheet.unreadable import check_cell_text

DELIMITERS = ";\t,"
_TOLD_DELIMITER = re.compile(r"\"?sep=(?P<sign>[^\"\r\n])\"?[;,\t]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""A first line that tells Excel what parts the fields, and is not one of the rows."""

_LONGEST_HEADINGS = 10_000
_FORMULA = re.compile("'*[=+\\-@\t\n＝＋－＠]")
"""What makes a text a formula when it comes first, full-width forms too; with the apostrophes that guard it."""

_TOO_NARROW, _SHORTENED = re.compile("#{3,}"), re.compile(r"-?\d([.,]\d+)?E\+\d\d", re.ASCII)
_ERRORS = frozenset(
    {
        *("#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!", "#SPILL!", "#CALC!"),
        *("#SAKNAS!", "#NAMN?", "#SKÄRNING!", "#OGILTIGT!", "#REFERENS!", "#VÄRDEFEL!", "#DIVISION/0!", "#BERÄKNA!"),
    }
)
"""What English and Swedish spreadsheets show for a formula that has no value."""


def csv_bytes(sheet: Sheet) -> bytes:
    """Return the sheet as a file that Excel opens with its letters and columns right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([escape_formula(column.heading) for column in sheet.columns])
    writer.writerows([_written(value) for value in row] for row in sheet.rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def escape_formula(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula, and reading does not take it for a lost value."""
    return f"'{text}" if _is_to_be_guarded(text) else text


def unescape_formula(text: str) -> str:
    """Take away the apostrophe that ``escape_formula`` put there."""
    return text[1:] if text.startswith("'") and _is_to_be_guarded(text) else text


def _is_to_be_guarded(text: str) -> bool:
    return bool(_FORMULA.match(text) or _lost_in_csv(text.lstrip("'").strip()))


def _written(value: CellValue) -> str:
    return escape_formula(writable(value)) if isinstance(value, str) else "" if value is None else str(value)


def csv_grid(data: bytes, path: Path, names: Collection[str]) -> Grid:
    """Return the cells of a file; ``names`` are headings by which the delimiter is told.

    Raises:
        FileAccessError: if the file holds no text, its encoding is not certain, or it goes beyond one of ``limits``.
        InvalidInputError: if a quotation mark is amiss.
    """
    text = decode_text(data, path)
    told = _TOLD_DELIMITER.match(text)
    text = text[told.end() :] if told else text
    delimiter = told["sign"] if told else _delimiter(text, names)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = csv.field_size_limit(LARGEST_BYTES)
    try:
        records = _records(reader, path, first=1 if told else 0)
    except csv.Error as error:
        raise _amiss(text, reader.line_num, path, is_told=told is not None) from error
    finally:
        csv.field_size_limit(before)
    return _grid(records, path)


def _records(reader: Iterator[list[str]], path: Path, first: int) -> dict[int, list[str]]:
    """Return the rows that have anything in them, by number, without the empty fields at their ends."""
    records: dict[int, list[str]] = {}
    count = 0
    for row, fields in enumerate(reader, first):
        if len(fields) > MOST_COLUMNS:
            raise limit_error(path, f"har för många kolumner på rad {row + 1}", MOST_COLUMNS, "kolumner")
        while fields and not fields[-1]:
            fields.pop()
        if not fields:
            if row >= LAST_ROW:
                raise limit_error(path, "har för många rader", LAST_ROW, "rader")
            continue
        records[row] = fields
        count += len(fields)
        if len(records) > MOST_ROWS:
            raise limit_error(path, "har för många rader", MOST_ROWS, "rader")
        if count > MOST_CELLS:
            raise limit_error(path, "har för många celler", MOST_CELLS, "celler")
    return records


def _grid(records: Mapping[int, Sequence[str]], path: Path) -> Grid:
    rows: dict[int, tuple[str, ...]] = {}
    faults: dict[At, Mapping[CellKind, CellFault]] = {}
    for row, fields in records.items():
        read = [check_cell_text(unescape_formula(field)) for field in fields]
        rows[row] = tuple(each.text for each in read)
        for column, each in enumerate(read):
            if found := each.faults or _lost_in_csv(fields[column].strip()):
                faults[row, column] = found
    return Grid(path, rows, faults)


def _lost_in_csv(written: str) -> dict[CellKind, CellFault]:
    """Return what spreadsheets write for a cell whose value they do not show: too narrow, too long a number, an error.

    Why not in workbooks: there such a text is a text, and a value that is not shown is there all the same.
    """
    if _TOO_NARROW.fullmatch(written):
        message = f"Cellen har bara {written[:10]}, för kolumnen var för smal när listan sparades"
        return in_every_kind(CellFault(message, "gör kolumnen bredare och spara på nytt"))
    if _SHORTENED.fullmatch(written):
        remedy = "formatera kolumnen som Text, skriv numret på nytt och spara"
        return in_every_kind(CellFault(f"Kalkylbladet har kortat ett tal till {written}", remedy))
    if written.upper() in _ERRORS:
        return in_every_kind(CellFault(f"Cellen visar felet {written}", "rätta formeln, eller skriv värdet i cellen"))
    return {}


def _delimiter(text: str, names: Collection[str]) -> str:
    """Return the sign that parts the first line into most of the known headings, or else into most parts."""

    def fit(sign: str) -> tuple[int, int]:
        headings = _first_fields(text, sign)
        return sum(comparable(heading) in names for heading in headings), len(headings)

    return max(DELIMITERS, key=fit)


def _first_fields(text: str, sign: str) -> list[str]:
    lines = (line for line in io.StringIO(text, newline=None) if line.strip(f"{DELIMITERS} \n"))
    return next(csv.reader([next(lines, "")[:_LONGEST_HEADINGS].rstrip("\n")], delimiter=sign), [])


def _amiss(text: str, line: int, path: Path, is_told: bool) -> InvalidInputError:
    source = next(islice(io.StringIO(text, newline=None), max(0, line - 1), None), "")[:_LONGEST_HEADINGS]
    place = Place(path, line + is_told, 1, source.rstrip("\n"))
    message = 'Ett citattecken (") är öppnat men inte stängt, eller står mitt i ett fält'
    return InvalidInputError(
        (Problem(message, 'skriv "" för ett citattecken i en text, och " runt hela texten', place),)
    )
