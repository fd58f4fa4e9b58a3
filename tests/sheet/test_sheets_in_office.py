"""What LibreOffice makes of the program's tables: texts stay texts, and come back when it has saved them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from libreoffice import saved

from naravard_docs.sheet.csv_file import csv_bytes
from naravard_docs.sheet.reading import read_sheet
from naravard_docs.sheet.sheet import Sheet, SheetColumn
from naravard_docs.sheet.xlsx_file import xlsx_bytes

pytestmark = pytest.mark.slow

TEXTS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    "'x",
    "_x0041_",
    '=HYPERLINK("http://a.se";"x")',
    "0045",
)
COLUMNS = (SheetColumn("mottagare", "Mottagare"), SheetColumn("anteckning", "Anteckning"))
SHEET = Sheet("Lista", COLUMNS, tuple((f"m{n}", text) for n, text in enumerate(TEXTS)))
UTF8_SEMICOLON = "59,34,76,1,,0,false,true,false"
"""LibreOffice's way to say: semicolons, quotation marks, UTF-8, cells as they are shown."""


def converted(data: bytes, name: str, form: str) -> bytes:
    """Return a file as LibreOffice saves it in another form."""
    source = [f"--infilter=CSV:{UTF8_SEMICOLON}"] if name.endswith(".csv") else []
    (made,) = saved({name: data}, form, *source).values()
    return made


@pytest.mark.parametrize(("write", "name"), [(csv_bytes, "a.csv"), (xlsx_bytes, "a.xlsx")])
def test_no_text_is_worked_out(write: type, name: str) -> None:
    """LibreOffice shows each text itself, in .csv after an apostrophe, and never the value of a formula."""
    shown = converted(write(SHEET), name, f"csv:Text - txt - csv (StarCalc):{UTF8_SEMICOLON}")
    rows = list(csv.reader(io.StringIO(shown.decode("utf-8-sig")), delimiter=";"))[1:]
    assert len(rows) == len(TEXTS)
    for (_, found), text in zip(rows, TEXTS, strict=True):
        assert found.lstrip("'\t") == text.lstrip("'\t") or (name == "a.csv" and text == "0045")


def test_what_libreoffice_saves_reads_back() -> None:
    """A workbook that was opened and saved in LibreOffice says the same as before."""
    found = read_sheet(converted(xlsx_bytes(SHEET), "a.xlsx", "xlsx"), Path("a.xlsx"), COLUMNS)
    assert found.faults == ()
    assert tuple(row.cell("anteckning").text for row in found.rows) == TEXTS
