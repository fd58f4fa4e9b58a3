"""Cells of workbooks: what they say is what was written, or it is told at its row and column."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from test_filled_in_lists import problems, read, replaced, trouble, workbook
from test_sheet import COLUMNS as SHEET_COLUMNS

from naravard_docs.sheet.csv_file import csv_bytes
from naravard_docs.sheet.number_format import changes_texts, format_number
from naravard_docs.sheet.reading import read_sheet
from naravard_docs.sheet.sheet import Sheet
from naravard_docs.sheet.xlsx_file import xlsx_bytes

HEADINGS = ("Mottagare", "Datum", "§", "Anteckning")


def one(value: Any, number_format: str = "General", column: int = 3) -> bytes:
    """Return a workbook with one row, where one cell (the § unless said) has a value and a number format."""

    def put(page: Any) -> None:
        page.cell(2, column).value = value
        page.cell(2, column).number_format = number_format

    return workbook(HEADINGS, ("Umeå",), change=put)


def section(data: bytes) -> str:
    (row,) = read(data, "svar.xlsx")
    return row.cell("paragraf").text


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (date(2021, 5, 12), "yyyy-mm-dd", "Cellen är ett datum (2021-05-12)"),
        (date(2021, 5, 1), "mmm-yy", "Cellen är ett datum (2021-05-01)"),
        (44328, "[$-41D]d mmmm yyyy;@", "Cellen är ett datum (2021-05-12)"),
        (datetime(2021, 5, 12, 13, 30), "yyyy-mm-dd h:mm", "Cellen är ett datum (2021-05-12 13:30)"),
        (time(9, 0), "h:mm", "Cellen är ett klockslag (09:00)"),
        (1.5, "[h]:mm", "Cellen är ett klockslag (36:00)"),
        (True, "General", "Cellen är ett sanningsvärde (SANT)"),
        (False, "General", "Cellen är ett sanningsvärde (FALSKT)"),
        (2021.1, "General", "Cellen är decimaltalet 2021,1"),
        (0.5, "# ?/?", "Cellen är decimaltalet 0,5"),
        (44.99999999, "General", "Cellen är decimaltalet 44,99999999"),
        ("#N/A", "General", "Cellen visar felet #N/A"),
        ("=B9", "General", "Cellen har en formel utan uträknat värde"),
        (2021, "#,##0,", "Cellen är talet 2021 och visas med talformatet «#,##0,»"),
        (2021, "0.##", "talformatet «0.##»"),
        (45, "0.00E+00", "talformatet «0.00E+00»"),
        (45, "[>9]0;00", "talformatet"),
        (45, ";;;", "talformatet"),
        (10**15, "0", "fler än 15 siffror"),
        (202100000000000123456, "General", "fler än 15 siffror"),
    ],
)
def test_what_is_no_text_is_told_in_a_column_of_words(value: Any, number_format: str, said: str) -> None:
    """Days, times, yes and no, fractions and numbers that look otherwise are errors at their cell, with a way out."""
    (problem,) = problems(one(value, number_format), "svar.xlsx")
    assert said in problem.message
    assert str(problem.place) == "svar.xlsx, rad 2, kolumn C («Paragraf»)"
    assert problem.remedy


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (45, "General", "45"),
        (45.0, "General", "45"),
        (-3, "General", "-3"),
        (0, "0", "0"),
        (202105121234, "General", "202105121234"),
        (12, "0000", "0012"),
        (12345, "0000", "12345"),
        (-12, "0000", "-0012"),
        (1234567, "000-0000", "123-4567"),
        (12, "000-0000", "000-0012"),
        (21045, r"0000\-000", "0021-045"),
        (87, '"§ "0', "§ 87"),
        (87, '0" a"', "87 a"),
        (87, '"§ "General', "§ 87"),
        (45, "@", "45"),
        (2021, "#,##0", "2\u00a0021"),
        (2021, "0.00", "2021,00"),
        (0.45, "0%", "45%"),
        (4500, '"kr" #,##0', "kr 4\u00a0500"),
        (45, "[Red]0", "45"),
        (45, '"KS "0;"minus "0;"noll"0', "KS 45"),
        (-45, '"KS "0;"minus "0', "minus 45"),
        ("0012", "General", "0012"),
        ("2021-05-12", "@", "2021-05-12"),
        ("1e5", "@", "1e5"),
        ("TRUE", "@", "TRUE"),
    ],
)
def test_a_number_is_what_it_looks_like(value: Any, number_format: str, shown: str) -> None:
    """A number with a format is recorded as a Swedish spreadsheet shows it, and a text as it is."""
    assert section(one(value, number_format)) == shown


@pytest.mark.parametrize(
    "code",
    ["0.#", "#,##0,", "0%%", "0E+0", "?0", "*x0", "0/0", "0:00", "[<5]0", "$0", "0x", "00#", "", "#-##", "x"],
)
def test_other_formats_are_not_guessed(code: str) -> None:
    """A format that is not known with certainty to show a number in one way gives nothing."""
    assert format_number(code, 4) is None


def test_formats_that_change_texts() -> None:
    """A format that puts words around texts, or hides them, is told; one of numbers leaves texts alone."""
    assert all(changes_texts(code) for code in ('"Dnr "@', ";;;", '0;-0;0;"x"'))
    assert not any(changes_texts(code) for code in ("@", "General", "0000", "yyyy-mm-dd", "0;-0;0"))
    (problem,) = problems(one("KS 1", '"Dnr "@'), "svar.xlsx")
    assert "visar cellens text på ett annat sätt" in problem.message


def test_a_formula_with_a_value_is_its_value() -> None:
    """The value that the spreadsheet worked out follows the same rules as one that was typed."""
    made = one("=A1")
    assert section(replaced(made, b"<f>A1</f><v></v>", b"<f>A1</f><v>87</v>")) == "87"
    assert section(replaced(made, b'"C2"><f>A1</f><v></v>', b'"C2" t="str"><f>A1</f><v>KS 7</v>')) == "KS 7"
    assert section(replaced(made, b'"C2"><f>A1</f><v></v>', b'"C2" t="str"><f>A1</f><v></v>')) == ""
    (problem,) = problems(replaced(made, b"<f>A1</f><v></v>", b"<f>A1</f><v>8.5</v>"), "svar.xlsx")
    assert "decimaltalet 8,5" in problem.message
    (problem,) = problems(replaced(made, b'"C2"><f>A1</f><v></v>', b'"C2" t="e"><f>A1</f><v>#REF!</v>'), "svar.xlsx")
    assert "visar felet #REF!" in problem.message


@pytest.mark.parametrize(
    ("value", "number_format"),
    [(45000, "General"), (45000, "0"), (20210621, "General"), (1.5, "General"), (True, "General")],
)
def test_a_number_is_no_day(value: Any, number_format: str) -> None:
    """In a column of days a number is told, also one that would be a day in another format."""
    (problem,) = problems(one(value, number_format, column=2), "svar.xlsx")
    assert str(problem.place) == "svar.xlsx, rad 2, kolumn B («Datum»)"


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (date(2021, 5, 1), "mmm-yy", "visar bara månad och år (2021-05)"),
        (time(9, 0), "h:mm", "klockslag"),
        (-5, "yyyy-mm-dd", "datum finns inte"),
        (3_000_000, "yyyy-mm-dd", "datum finns inte"),
    ],
)
def test_a_day_that_was_not_written_is_told(value: Any, number_format: str, said: str) -> None:
    """A cell that shows a month, a time or nothing has no day that anyone wrote."""
    (problem,) = problems(one(value, number_format, column=2), "svar.xlsx")
    assert said in problem.message


def test_days_are_read_in_columns_of_days() -> None:
    """Days come out as ISO 8601 whatever they look like, and texts as they are; both ways of counting days work."""
    for number_format in ("yyyy-mm-dd", "d mmmm yyyy", "dd/mm/yy", "[$-F800]dddd, mmmm dd, yyyy", "m/d/yyyy h:mm"):
        (row,) = read(one(date(2021, 6, 21), number_format, column=2), "svar.xlsx")
        assert row.text("datum") == "2021-06-21"
    (row,) = read(one("21 juni 2021", column=2), "svar.xlsx")
    assert row.text("datum") == "21 juni 2021"
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    page: Any = book.active
    page.append(HEADINGS)
    page.append(("Umeå", date(2021, 6, 21)))
    out = io.BytesIO()
    book.save(out)
    (row,) = read(out.getvalue(), "svar.xlsx")
    assert row.text("datum") == "2021-06-21"


def test_a_text_is_kept_whole() -> None:
    """Runs of several styles, line breaks, tabs, apostrophes and blanks within a text are all kept."""
    rich = CellRichText("KS ", TextBlock(InlineFont(b=True), "2021"), "/7 ")
    rows = [("a", "", "", text) for text in ("'12", "rad ett\nrad två", "a\tb", "  a  b ", "'=1", "\u00a0x", rich)]
    found = read(workbook(HEADINGS, *rows), "svar.xlsx")
    texts = ["'12", "rad ett\nrad två", "a\tb", "  a  b ", "'=1", "\u00a0x", "KS 2021/7 "]
    assert [row.cell("anteckning").text for row in found] == texts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\u000bb", "styrtecken som inte syns (U+000B)"),
        ("a\u0085b", "styrtecken som inte syns (U+0085)"),
        ("Ume\ufffd", "tecken som har gått förlorat"),
        ("UmeÃ¥", "har blivit andra tecken («Ã¥»)"),
        ("a" * 32_768, "32\u00a0768 tecken (gränsen är 32\u00a0767)"),
    ],
)
def test_signs_that_would_be_lost_are_told(text: str, said: str) -> None:
    """Control characters, lost letters and texts beyond all measure are told, in .csv and .xlsx."""
    made = replaced(one("XYZ"), b"XYZ", text.replace("\u000b", "_x000B_").encode())
    for data, name in ((made, "svar.xlsx"), (f"Mottagare;§\nUmeå;{text}\n".encode(), "svar.csv")):
        (problem,) = problems(data, name)
        assert said in problem.message


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\n=1", "'=1", "''=1", "'x", "_x0041_", "###", "#N/A"]
)
def test_what_the_program_writes_comes_back(text: str) -> None:
    """A text that looks like a formula, an escape or an error comes back unchanged, and is no fault."""
    sheet = Sheet("a", SHEET_COLUMNS, ((text, None, None, f"{text}x"),))
    for data in (xlsx_bytes(sheet), csv_bytes(sheet)):
        found = read_sheet(data, Path("lista"), SHEET_COLUMNS)
        assert found.faults == ()
        assert [found.rows[0].cell(key).text for key in ("mottagare", "anteckning")] == [text, f"{text}x"]


@pytest.mark.parametrize("written", ["####", "2,02E+11", "#SAKNAS!", "#VÄRDEFEL!", "#N/A"])
def test_what_a_spreadsheet_did_not_show_is_told_in_csv(written: str) -> None:
    """A column too narrow, a number cut short and a formula's error leave in a .csv only what could be seen."""
    (problem,) = problems(f"Mottagare;§\nUmeå;{written}\n")
    assert written[:10] in problem.message


def test_hidden_rows_are_told() -> None:
    """A row that a filter hides is neither recorded nor left out unseen; an empty one does not matter."""

    def hide(page: Any) -> None:
        for row in (3, 4, 9):
            page.row_dimensions[row].hidden = True

    made = workbook(("Mottagare",), ("Umeå",), ("Malå",), ("Åsele",), change=hide)
    (problem,) = problems(made, "svar.xlsx")
    assert problem.message == "Raderna 3 och 4 är dolda"
    assert "filtret" in problem.remedy


def test_hidden_columns_are_told() -> None:
    """A column with texts that nobody sees is told; an empty one does not matter."""

    def hide(page: Any) -> None:
        page.column_dimensions["B"].hidden = page.column_dimensions["C"].hidden = True

    made = workbook(("Mottagare", "Datum", "§"), ("Umeå", "2021-06-21"), change=hide)
    (problem,) = problems(made, "svar.xlsx")
    assert (problem.message, str(problem.place)) == ("Kolumnen är dold", "svar.xlsx, rad 1, kolumn B («Datum»)")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_told(state: str) -> None:
    """A list on a hidden sheet is not read unseen, alone or beside another; a hidden sheet that is no list may be."""

    def hide_first(page: Any) -> None:
        page.sheet_state = state
        page.parent.create_sheet("Annat").append(("x",))
        page.parent.active = 1

    assert "på ett dolt blad, «Sheet»" in trouble(workbook(("Mottagare",), ("Umeå",), change=hide_first), "svar.xlsx")

    def add_hidden(page: Any, heading: str) -> None:
        other = page.parent.create_sheet("Gömt")
        other.append((heading,))
        other.sheet_state = state

    twice = workbook(("Mottagare",), ("Umeå",), change=lambda page: add_hidden(page, "Mottagare"))
    assert "«Sheet» och «Gömt» (dolt)" in trouble(twice, "svar.xlsx")
    assert (
        len(read(workbook(("Mottagare",), ("Umeå",), change=lambda page: add_hidden(page, "Namn")), "svar.xlsx")) == 1
    )
