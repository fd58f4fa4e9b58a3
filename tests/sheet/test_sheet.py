"""Sheets: what is written reads back the same, no text becomes a formula, and nothing of the moment enters a file."""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, TESTS
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openxml_audit import OpenXmlValidator

from naravard_docs.sheet.csv_file import csv_bytes
from naravard_docs.sheet.reading import read_sheet
from naravard_docs.sheet.sheet import CellKind, CellValue, Sheet, SheetColumn, writable
from naravard_docs.sheet.xlsx_file import xlsx_bytes

COLUMNS = (
    SheetColumn("mottagare", "Mottagare"),
    SheetColumn("svar_senast", "Svar senast", CellKind.DATE),
    SheetColumn("antal", "Antal", CellKind.NUMBER),
    SheetColumn("anteckning", "Anteckning"),
)
SHEET = Sheet(
    "Läge: 2021/1",
    COLUMNS,
    (
        ("Umeå kommun", date(2021, 9, 30), 3, 'Två\nrader; med «tecken» och "citat"'),
        ("Åsele kommun", None, None, None),
        ("Malå kommun", date(1850, 1, 1), -4, "0123"),
    ),
)
FORMULAS = ("=1+1", "+46 90", "-1", "@SUM(A1)", "\t=1", "'=1", "''=1", "＝1", "=cmd|' /C calc'!A0")
WRITERS = (csv_bytes, xlsx_bytes)


def page(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data)).active


def as_read(value: CellValue) -> str:
    """Return a value as it is typed, which is what reading gives."""
    return "" if value is None else unicodedata.normalize("NFC", writable(str(value)))


def test_csv_is_what_swedish_spreadsheets_open() -> None:
    """The file begins with a byte order mark, has semicolons and CRLF, and quotes what needs it."""
    data = csv_bytes(SHEET)
    assert data.startswith(codecs.BOM_UTF8)
    assert data.decode("utf-8-sig").split("\r\n") == [
        "Mottagare;Svar senast;Antal;Anteckning",
        'Umeå kommun;2021-09-30;3;"Två\nrader; med «tecken» och ""citat"""',
        "Åsele kommun;;;",
        "Malå kommun;1850-01-01;-4;0123",
        "",
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    """A text that begins like a formula is written after an apostrophe; one that does not is left alone."""
    (_, line, *_) = csv_bytes(Sheet("a", (SheetColumn("a", "A"),), ((text,),))).decode("utf-8-sig").split("\r\n")
    assert line.strip('"') == f"'{text}".strip('"')


@pytest.mark.parametrize("text", ["Umeå", "'citat'", "1=1", " =1", "§ 4", "–"])
def test_other_texts_are_left_alone_in_csv(text: str) -> None:
    """A text that no spreadsheet runs is written as it is."""
    (_, line, *_) = csv_bytes(Sheet("a", (SheetColumn("a", "A"),), ((text,),))).decode("utf-8-sig").split("\r\n")
    assert line == text


def test_a_heading_is_no_formula_in_csv() -> None:
    """Headings are guarded as other texts are, since they too can come from a file."""
    assert b"'=1\r\n" in csv_bytes(Sheet("a", (SheetColumn("a", "=1"),), ()))


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "#REF!"])
def test_no_text_is_a_formula_or_error_in_a_workbook(text: str) -> None:
    """Texts are texts in a workbook, and stay so when a person edits the cell."""
    cell = page(xlsx_bytes(Sheet("a", (SheetColumn("a", "A"),), ((text,),))))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_workbook_can_be_worked_with() -> None:
    """Headings are bold, stay in view, filter and are printed on each page; days are days; the file has a title."""
    book = load_workbook(io.BytesIO(xlsx_bytes(SHEET)))
    only = book.active
    assert [cell.value for cell in only[1]] == ["Mottagare", "Svar senast", "Antal", "Anteckning"]
    assert all(cell.font.bold for cell in only[1])
    assert not any(cell.font.bold for cell in only[2])
    assert (only.freeze_panes, only.auto_filter.ref, only.print_title_rows) == ("A2", "A1:D4", "$1:$1")
    assert (only["B2"].value, only["B2"].number_format, only["C2"].value) == (datetime(2021, 9, 30), "yyyy-mm-dd", 3)
    assert only["B4"].value == "1850-01-01", "spreadsheets count no days before 1900"
    assert (only["D4"].value, only["D4"].data_type) == ("0123", "s")
    assert (book.properties.title, book.properties.language) == ("Läge: 2021/1", "sv-SE")
    assert only.title == "Läge 2021 1", "a sheet's name has no : or /"


def test_columns_fit_what_they_hold() -> None:
    """Short columns are narrow, long texts are broken instead of making a column too wide to see."""
    wide = Sheet("a", (SheetColumn("a", "A"), SheetColumn("b", "B")), (("x" * 20, "y" * 500),))
    widths = page(xlsx_bytes(wide)).column_dimensions
    assert (widths["A"].width, widths["B"].width) == (21, 60)


@pytest.mark.parametrize("title", ["", "'", "[]:*?/\\", "x" * 100, "\x00"])
def test_any_title_gives_a_sheet_name(title: str) -> None:
    """A title that no sheet can be named by still gives a workbook that opens."""
    assert 1 <= len(page(xlsx_bytes(Sheet(title, COLUMNS, ()))).title) <= 31


def faults(file: Path) -> list[str]:
    """Return what a validator of Office files finds, but for what openpyxl does to all its files.

    openpyxl 3.1 writes a font's parts in another order than the Open XML SDK wants, though ECMA-376 part 1 (18.8.22)
    lets them come in any, and texts in their cells (18.3.1.53), which is a warning.
    """
    found = (
        f"{error.part_uri} {error.path}: {error.description}" for error in OpenXmlValidator().validate(file).errors
    )
    return [fault for fault in found if "/fonts[1]/font[" not in fault and "inline-string" not in fault]


@pytest.mark.slow
def test_workbooks_are_valid(tmp_path: Path) -> None:
    """A validator of Office files finds no error, with rows and without."""
    for number, sheet in enumerate((SHEET, Sheet("Tom", COLUMNS, ()))):
        (tmp_path / f"{number}.xlsx").write_bytes(xlsx_bytes(sheet))
        assert faults(tmp_path / f"{number}.xlsx") == []


@pytest.mark.slow
def test_the_validator_finds_errors(tmp_path: Path) -> None:
    """The validator validates: an unknown element in the sheet is an error."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(SHEET))) as made, zipfile.ZipFile(out, "w") as broken:
        for name in made.namelist():
            broken.writestr(name, made.read(name).replace(b"<sheetData>", b"<nonsens/><sheetData>"))
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    assert faults(tmp_path / "a.xlsx") != []


MAKE = """
import sys
from test_sheet import SHEET, csv_bytes, xlsx_bytes
sys.stdout.buffer.write(csv_bytes(SHEET) + xlsx_bytes(SHEET))
"""


@pytest.mark.slow
def test_files_do_not_depend_on_the_moment() -> None:
    """The bytes are the same in another process, under another hash seed, time zone and date of the environment."""

    def made(seed: str, zone: str) -> bytes:
        path = f"{REPOSITORY}:{TESTS}:{Path(__file__).parent}"
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path}
        return subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True, capture_output=True).stdout

    assert made("1", "UTC") == made("99", "Pacific/Kiritimati") == csv_bytes(SHEET) + xlsx_bytes(SHEET)


def test_no_time_stands_in_a_workbook() -> None:
    """Neither the package nor its properties tell when they were written; openpyxl's own file would."""
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(SHEET))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in package.read("docProps/core.xml")
    out = io.BytesIO()
    Workbook().save(out)
    assert b"dcterms:created" in zipfile.ZipFile(out).read("docProps/core.xml")


@pytest.mark.parametrize(
    "row", [("x",), ("x", 1, 1, "x"), (None, date(2021, 1, 1), 1.5, None), (None, datetime(2021, 1, 1), 1, None)]
)
def test_a_row_of_other_values_is_refused(row: tuple[Any, ...]) -> None:
    """A fault in the program's own tables shows at once, not as a wrong cell."""
    with pytest.raises(TypeError):
        Sheet("a", COLUMNS, (row,))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
ROWS = st.lists(st.tuples(TEXTS, st.none() | st.dates(), st.none() | st.integers(), st.none() | TEXTS), max_size=5)


@pytest.mark.slow
@given(ROWS)
def test_what_is_written_reads_back(rows: list[tuple[CellValue, ...]]) -> None:
    """Any texts, days and numbers come back from .csv and .xlsx as they would be typed; empty rows are passed over."""
    sheet = Sheet("Vad som helst", COLUMNS, tuple(rows))
    expected = [written for row in rows if "".join(written := [as_read(value) for value in row]).strip()]
    for write in WRITERS:
        read = read_sheet(write(sheet), Path("lista"), COLUMNS).rows
        assert [[row.cell(column.key).text for column in COLUMNS] for row in read] == expected
