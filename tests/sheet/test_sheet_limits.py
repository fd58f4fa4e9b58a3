"""The bounds of lists: a file that would keep the program at work is refused at once, with the limit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from test_filled_in_lists import problems, read, replaced, trouble, workbook

from naravard_docs.errors import InvalidInputError
from naravard_docs.sheet import limits
from naravard_docs.sheet.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS

BASE = workbook(("Mottagare", "Anteckning"), ("Umeå", "hej"))
END = b"</sheetData>"


def with_rows(count: int, cell: str) -> bytes:
    rows = "".join(f'<row r="{n}">{cell.format(n)}</row>' for n in range(3, count + 3))
    return replaced(BASE, END, rows.encode() + END)


TEXT_CELL = '<c r="A{0}" t="inlineStr"><is><t>x</t></is></c>'


def many_sheets(page: Any) -> None:
    for _ in range(MOST_SHEETS):
        page.parent.create_sheet()


def many_merged(page: Any) -> None:
    for row in range(10, 10 + 2 * limits.MOST_MERGED + 2, 2):
        page.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: with_rows(600_000, TEXT_CELL), "har för många rader (gränsen är 5\u00a0000 rader)"),
        (lambda: with_rows(300_000, '<c r="A{0}" s="0"/>'), "har för många celler"),
        (lambda: with_rows(800_000, ""), "är för stor att läsa in"),
        (lambda: replaced(BASE, END, b" " * 90_000_000 + END), "är för stor att läsa in (gränsen är 30 MB uppackad)"),
        (lambda: workbook(("Mottagare",), change=many_sheets), "har för många blad (gränsen är 100 blad)"),
        (lambda: workbook(("Mottagare",), ("a",), change=many_merged), "har för många sammanslagna celler"),
        (lambda: replaced(BASE, b'r="B2"', b'r="A99999999999"'), "en cell med beteckningen «A99999999999»"),
        (lambda: replaced(BASE, b'r="B2"', b'r="XFE2"'), "som inte finns i något kalkylblad (gränsen är XFD1048576)"),
        (lambda: replaced(BASE, b'r="B2"', b'r="B0"'), "«B0»"),
        (lambda: replaced(BASE, b'<row r="2"', b'<row r="99999999"'), "en rad med nummer 99999999"),
        (lambda: replaced(BASE, b'r="B2"', b'r="A2"'), "en cell står på fel plats"),
        (lambda: replaced(BASE, b"<worksheet", b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet'), "(DTD)"),
        (lambda: replaced(BASE, b"<workbook ", b'<!DOCTYPE workbook SYSTEM "file:///etc/passwd"><workbook '), "(DTD)"),
        (lambda: "Mottagare;§\n".encode() + b"x;1\n" * 300_000, "har för många rader (gränsen är 5\u00a0000 rader)"),
        (lambda: b"Mottagare\n" + b"\n" * 2_000_000, "har för många rader"),
        (lambda: b"Mottagare\n" + b";" * 5_000_000, "har för många kolumner på rad 2"),
        (lambda: b"Mottagare\n" + (b"x;" * 15_000 + b"x\n") * 20, "har för många celler"),
    ],
)
def test_what_goes_beyond_a_limit_is_refused(made: Callable[[], bytes], said: str) -> None:
    """Rows, cells, sheets, merged cells, references and sizes beyond anything real are told with the limit."""
    assert said in trouble(made(), "svar.xlsx")


def test_one_merged_range_over_the_whole_sheet() -> None:
    """A range that a few bytes name is not unfolded into its cells; it is told as merged."""
    made = workbook(("Mottagare",), ("Umeå",), change=lambda page: page.merge_cells("A1:B2"))
    (problem,) = problems(
        replaced(made, b'ref="A1:B2"/></mergeCells>', b'ref="A1:XFD1048576"/></mergeCells>'), "a.xlsx"
    )
    assert problem.message == "Cellerna A1:XFD1048576 är sammanslagna"


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    """A dimension over the whole sheet, or nonsense, makes no difference."""
    for said in (b"A1:XFD1048576", b"A1:A1", b"QQQQQQ9"):
        assert len(read(replaced(BASE, b'<dimension ref="A1:B2"', b'<dimension ref="' + said + b'"'), "a.xlsx")) == 1


def test_a_size_that_is_a_lie_is_not_believed() -> None:
    """A part that unfolds to more than the package says is broken, and is not unfolded further."""
    data = bytearray(replaced(BASE, END, b" " * 5_000_000 + END))
    name = b"xl/worksheets/sheet1.xml"
    central = data.rindex(name) - 46
    data[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    assert "är skadad" in trouble(bytes(data), "svar.xlsx")


def test_a_package_of_countless_parts_is_refused() -> None:
    """A workbook has some tens of parts; one with thousands is not opened."""
    out = io.BytesIO(BASE)
    with zipfile.ZipFile(out, "a") as package:
        for number in range(limits.MOST_PARTS):
            package.writestr(f"x{number}", b"")
    assert "har för många delar" in trouble(out.getvalue(), "svar.xlsx")


def test_limits_lie_above_what_is_real() -> None:
    """A list of all municipalities and regions, many times over, with every column that there is, is read."""
    rows = "".join(f"kommun {n};2021-06-21;§ {n};{'ord ' * 20}\n" for n in range(MOST_ROWS - 1))
    assert len(read(f"Mottagare;Datum;§;Anteckning\n{rows}{';;;' * 9}\n")) == MOST_ROWS - 1
    assert MOST_COLUMNS == 16_384


def test_a_text_beyond_measure_is_told_at_its_cell() -> None:
    """A cell of millions of letters is told, and so is a quotation mark that swallows the rest of a large file."""
    (problem,) = problems(b"Mottagare;Anteckning\nmala;" + b"a" * 3_000_000)
    assert "3\u00a0000\u00a0000 tecken (gränsen är 32\u00a0767)" in problem.message
    with pytest.raises(InvalidInputError, match="citattecken"):
        read(b'Mottagare;Anteckning\nmala;"' + b"a\n" * 1_500_000)
