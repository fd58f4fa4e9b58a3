"""Lists that people filled in: what can be read, and what is told of what cannot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from test_sheet import SHEET

from naravard_docs.cli.show import Messenger
from naravard_docs.errors import CommandError, FileAccessError, InvalidInputError, Problem
from naravard_docs.sheet.reading import LARGEST_BYTES, SheetRow, read_sheet
from naravard_docs.sheet.sheet import CellKind, SheetColumn
from naravard_docs.sheet.xlsx_file import xlsx_bytes

COLUMNS = (
    SheetColumn("mottagare", "Mottagare", also=("kommun",)),
    SheetColumn("datum", "Datum", CellKind.DATE),
    SheetColumn("paragraf", "Paragraf", also=("§",)),
    SheetColumn("anteckning", "Anteckning"),
)
HEAD = "Mottagare;Datum;§\r\n"


def workbook(*rows: tuple[Any, ...], change: Callable[[Any], object] = lambda page: None) -> bytes:
    """Return a workbook as a person could have made it."""
    book = Workbook()
    page: Any = book.active
    for row in rows:
        page.append(row)
    change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: str | bytes, name: str = "svar.csv", required: tuple[str, ...] = ()) -> tuple[SheetRow, ...]:
    """Return a file's rows, or raise what is wrong with its cells."""
    found = read_sheet(data if isinstance(data, bytes) else data.encode(), Path(name), COLUMNS, required)
    if found.faults:
        raise InvalidInputError(found.faults)
    return found.rows


def texts(rows: tuple[SheetRow, ...]) -> list[list[str]]:
    return [[row.text(column.key) for column in COLUMNS] for row in rows]


def problems(data: str | bytes, name: str = "svar.csv", required: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInputError) as caught:
        read(data, name, required)
    assert all(problem.remedy and problem.place for problem in caught.value.problems)
    return caught.value.problems


def trouble(data: bytes, name: str) -> str:
    with pytest.raises(FileAccessError) as caught:
        read(data, name)
    return f"{caught.value.message}: {caught.value.remedy}"


PLAIN = "Mottagare;Datum;§\nUmeå;2021-06-21;87\n"
UMEA = [["Umeå", "2021-06-21", "87", ""]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_of_many_programs_is_read(delimiter: str, encoding: str, end: str) -> None:
    """The encodings, delimiters and line ends that spreadsheets write all give the same rows."""
    text = PLAIN.replace(";", delimiter).replace("\n", end)
    assert texts(read(text.encode(encoding))) == UMEA


@pytest.mark.parametrize(
    "text",
    [
        "\n;;\nMottagare;Datum;§\n;;\nUmeå;2021-06-21;87\n;;\n",
        "MOTTAGARE; datum ;paragraf\nUmeå;2021-06-21;87",
        "kommun;Datum;§;;\nUmeå;2021-06-21;87;;\n",
        "§;Datum;Mottagare\n87;2021-06-21;Umeå\n",
        '"Mottagare";"Datum";"§"\n"Umeå";"2021-06-21";"87"\n',
        "Mottagare;Datum;§\nUme\u0061\u030a;2021-06-21;87\n",
    ],
)
def test_headings_are_recognised_as_people_write_them(text: str) -> None:
    """Order, capitals, blanks, empty lines and columns, other names and composed letters make no difference."""
    assert texts(read(text)) == UMEA


def test_a_text_may_hold_what_parts_others() -> None:
    """Semicolons, quotation marks and line breaks within quotation marks belong to the text."""
    rows = read('Mottagare;Anteckning\nUmeå;"ett; ""två""\ntre"\nMalå;fyra\n')
    assert [row.text("anteckning") for row in rows] == ['ett; "två"\ntre', "fyra"]
    assert [row.number for row in rows] == [2, 3], "rows are numbered as spreadsheets do"


@pytest.mark.parametrize("moment", ["2021-06-21 00:00", "2021-06-21 00:00:00", "2021-06-21T00:00:00.000"])
def test_a_moment_at_midnight_is_a_day(moment: str) -> None:
    """That is how some programs export a day; another time of the day is left for its reader to refuse."""
    assert texts(read(PLAIN.replace("2021-06-21", moment))) == UMEA
    (row,) = read(PLAIN.replace("2021-06-21", "2021-06-21 00:01"))
    assert row.text("datum") == "2021-06-21 00:01"


def test_a_comma_in_a_heading_does_not_mislead() -> None:
    """The delimiter is the one that gives known headings, whatever signs the texts have."""
    assert texts(read("Mottagare;Anteckning\nUmeå;a, b, c, d\n")) == [["Umeå", "", "", "a, b, c, d"]]


def test_a_workbook_is_read_as_it_looks() -> None:
    """Days and whole numbers become what one would have typed; rows without anything are passed over."""
    made = workbook(
        ("Mottagare", "Datum", "§", "Anteckning"),
        ("Umeå", date(2021, 6, 21), 87, "a"),
        (None, None, None, None),
        ("Malå", datetime(2021, 6, 21, 13, 30), 87.0, None),
        ("Sorsele", "21 juni 2021", "87 a", ""),
        ("Åsele", datetime(2021, 6, 21), " 88 ", -3),
    )
    assert texts(read(made, "svar.xlsx")) == [
        ["Umeå", "2021-06-21", "87", "a"],
        ["Malå", "2021-06-21 13:30", "87", ""],
        ["Sorsele", "21 juni 2021", "87 a", ""],
        ["Åsele", "2021-06-21", "88", "-3"],
    ]


def test_the_name_of_the_file_does_not_decide() -> None:
    """A workbook named .csv and a list named .xlsx are read for what they are."""
    assert texts(read(workbook(("Mottagare",), ("Umeå",)), "svar.csv")) == [["Umeå", "", "", ""]]
    assert texts(read("Mottagare\nUmeå\n", "svar.xlsx")) == [["Umeå", "", "", ""]]


def test_the_sheet_with_the_headings_is_read() -> None:
    """Other sheets, before or after, are left alone; which of two alike is meant is asked."""

    def more(page: Any) -> None:
        page.parent.create_sheet("Hjälp", 0).append(["Så här gör du"])

    assert texts(read(workbook(("Mottagare",), ("Umeå",), change=more), "svar.xlsx")) == [["Umeå", "", "", ""]]
    twice = workbook(("Mottagare",), change=lambda page: page.parent.create_sheet("Två").append(["Mottagare"]))
    assert "flera blad som kan vara listan: «Sheet» och «Två»" in trouble(twice, "svar.xlsx")


def test_a_cell_knows_its_place() -> None:
    """A cell's place has file, row, column and heading, and the row to look at, with the cell marked."""
    for data in ("\n" + PLAIN, workbook((None,), ("Mottagare", "Datum", "§"), ("Umeå", "2021-06-21", "87"))):
        (row,) = read(data, "svar.xlsx")
        place = row.cell("datum").place
        assert str(place) == "svar.xlsx, rad 3, kolumn B («Datum»)"
        assert place.source_line[place.column - 1 :][: place.length] == "2021-06-21"


def test_a_column_that_the_file_lacks_is_empty() -> None:
    """Asking for a column that is not there gives an empty cell, placed at its row."""
    (row,) = read(PLAIN)
    assert row.cell("anteckning").text == ""
    assert str(row.cell("anteckning").place) == "svar.csv, rad 2, kolumn A"


def test_a_problem_shows_the_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal shows the row with marks under the cell that is meant."""
    (row,) = read(PLAIN)
    Messenger().problems([Problem("Dagen är fel", "rätta den", row.cell("datum").place)])
    assert capsys.readouterr().err.splitlines() == [
        "svar.csv, rad 2, kolumn B («Datum»): fel: Dagen är fel",
        "  2 | Umeå ; 2021-06-21 ; 87",
        "    |        ^^^^^^^^^^",
        "  tips: rätta den",
    ]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;"])
def test_a_line_that_tells_the_delimiter_is_no_row(first: str) -> None:
    """Excel's «sep=;» before the headings is obeyed, and rows keep the numbers that Excel gives them."""
    (row,) = read(f"{first}\r\n{PLAIN}")
    assert (row.number, row.text("datum")) == (3, "2021-06-21")
    (row,) = read(f"sep=|\n{PLAIN}".replace(";", "|"))
    assert row.text("datum") == "2021-06-21"


def test_a_list_without_rows_is_empty() -> None:
    """Headings alone give no rows."""
    assert read(HEAD) == ()


BAD_HEADINGS = [
    ("", "svar.csv:1:1", "Filen är tom", "skriv rubriker på första raden: Mottagare, Datum"),
    (";;\n;;\n", "svar.csv:1:1", "Filen är tom", "skriv rubriker"),
    ("Umeå;2021-06-21;87\n", "svar.csv, rad 1, kolumn A", "inga rubriker", "skriv rubriker på första raden"),
    ("Mottagere;Datum\n", "svar.csv, rad 1, kolumn A", "Okänd kolumn «Mottagere»", "menade du «Mottagare»?"),
    ("Mottagare;Xyzzy\n", "svar.csv, rad 1, kolumn B", "Okänd kolumn «Xyzzy»", "kolumner som finns: Mottagare, Datum"),
    ("Mottagare;Datum;datum\n", "svar.csv, rad 1, kolumn C", "står två gånger; första gången i kolumn B", "behåll"),
    ("Mottagare;§;Paragraf\n", "svar.csv, rad 1, kolumn C", "«Paragraf» står två gånger", "behåll"),
    ("Datum\n2021-01-01\n", "svar.csv, rad 1, kolumn A", "Kolumnen «Mottagare» saknas", "lägg till den"),
]


@pytest.mark.parametrize(("text", "where", "message", "remedy"), BAD_HEADINGS)
def test_bad_headings_are_told(text: str, where: str, message: str, remedy: str) -> None:
    """What is wrong with the headings is told at its cell, in .csv and in .xlsx, with a way out."""
    made = workbook(*(tuple(line.split(";")) for line in text.splitlines()))
    for data, name in ((text.encode(), "svar.csv"), (made, "svar.xlsx")):
        (problem,) = problems(data, name, required=("mottagare",))
        assert message in problem.message
        assert remedy in problem.remedy
        assert str(problem.place) == where.replace("svar.csv", name)


def test_all_bad_headings_come_at_once() -> None:
    """An unknown column, one that stands twice and one that is missing are told together."""
    found = problems("Datum;Datum;Xyzzy\n", required=("mottagare",))
    assert [problem.message.split(" ")[0] for problem in found] == ["Kolumnen", "Kolumnen", "Okänd"]


@pytest.mark.parametrize(("span", "row"), [("A1:B1", 1), ("A1:A2", 1), ("B2:C2", 2), ("A2:A3", 2)])
def test_merged_cells_are_refused(span: str, row: int) -> None:
    """Cells that are merged, in the headings or below, have one text where a list needs several."""
    made = workbook(
        ("Mottagare", "Datum", "§"),
        ("Umeå", "2021-06-21", "87"),
        ("Malå", "2021-06-22", "88"),
        change=lambda page: page.merge_cells(span),
    )
    (problem,) = problems(made, "svar.xlsx")
    assert problem.message == f"Cellerna {span} är sammanslagna"
    assert problem.place is not None
    assert problem.place.line == row


def test_merged_cells_elsewhere_do_not_matter() -> None:
    """What is merged below the list is no part of it."""
    made = workbook(("Mottagare",), ("Umeå",), change=lambda page: page.merge_cells("A9:C9"))
    assert texts(read(made, "svar.xlsx")) == [["Umeå", "", "", ""]]


def test_a_text_without_heading_is_told() -> None:
    """A cell beyond the headings would be lost, so it is told: in .csv often a semicolon in a text."""
    (problem,) = problems("Mottagare;Anteckning\nUmeå;a; b\n")
    assert "«b» står i en kolumn utan rubrik" in problem.message
    assert str(problem.place) == "svar.csv, rad 2, kolumn C"
    assert "citattecken" in problem.remedy


def test_formulas_without_value_are_told() -> None:
    """A formula that no program has worked out is told at its cell, all of them at once; one with a value is read."""
    made = workbook(("Mottagare", "Datum"), ("=A9", date(2021, 6, 21)), ("Umeå", "=TODAY()"))
    found = problems(made, "svar.xlsx")
    assert [str(problem.place) for problem in found] == [
        "svar.xlsx, rad 2, kolumn A («Mottagare»)",
        "svar.xlsx, rad 3, kolumn B («Datum»)",
    ]
    assert all("formel utan uträknat värde" in problem.message for problem in found)
    with_value = replaced(made, b"<f>A9</f><v></v>", b"<f>A9</f><v>7</v>")
    assert [str(p.place) for p in problems(with_value, "svar.xlsx")] == ["svar.xlsx, rad 3, kolumn B («Datum»)"]


def test_errors_of_formulas_are_told() -> None:
    """A cell that shows #REF! has no value to read."""
    made = workbook(("Mottagare",), ("#REF!",))
    (problem,) = problems(made, "svar.xlsx")
    assert "visar felet #REF!" in problem.message


def test_a_quotation_mark_amiss_is_told() -> None:
    """A quotation mark that is never closed would swallow the rest of the file, so it is told with its line."""
    (problem,) = problems('Mottagare;Anteckning\nUmeå;"oj\nMalå;ja\n')
    assert "citattecken" in problem.message
    assert problem.place is not None
    assert problem.place.line == 3


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook with something else in its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        parts = {name: made.read(name) for name in made.namelist()}
        assert any(old in part for part in parts.values())
        for name, part in parts.items():
            package.writestr(name, part.replace(old, new))
    return out.getvalue()


def other_package() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE, "i Excels gamla format (.xls): öppna filen i Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "skyddad med lösenord: ta bort lösenordet"),
        (xlsx_bytes(SHEET)[:2000], "är skadad"),
        (replaced(xlsx_bytes(SHEET), b"</sheetData>", b""), "är skadad"),
        (b"PK\x03\x04" + bytes(100), "är skadad"),
        (other_package(), "är ett OpenDocument-kalkylblad (.ods): öppna filen i Excel eller LibreOffice och spara"),
        (b"%PDF-1.7\n\x00\x01", "är en PDF: kontrollera att rätt fil"),
        (b"lista\n\x00\x01", "är ingen textfil"),
        ("Mottagare\nUmeå".encode("utf-16") + b"\xd8", "är ingen textfil"),
        (b"Mottagare\n\x81", "är ingen textfil"),
        (bytes(LARGEST_BYTES + 1), "för stor för en lista"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, said: str) -> None:
    """A file that is old, encrypted, broken, of another kind or too large is told as such, with what to do."""
    assert said in trouble(data, "svar.xls")


def test_a_workbook_that_unfolds_too_far_is_refused() -> None:
    """A small file that would fill the memory is refused before it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(101_000_000))
    assert "för stor att läsa in" in trouble(out.getvalue(), "svar.xlsx")


def test_one_stray_cell_far_away_is_told_and_not_waited_for() -> None:
    """A cell in the last corner of a sheet does not make the program fill in all that is between."""
    made = workbook(("Mottagare",), ("Umeå",), change=lambda page: page.cell(1_048_576, 16_384, "x"))
    (problem,) = problems(made, "svar.xlsx")
    assert str(problem.place) == "svar.xlsx, rad 1048576, kolumn XFD"


@pytest.mark.slow
@given(st.data())
def test_a_broken_workbook_is_told_or_read(data: st.DataObject) -> None:
    """Any byte of a workbook changed or cut off gives rows or a Swedish error, never another exception."""
    whole = xlsx_bytes(SHEET)
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 50)) :]
    try:
        read_sheet(broken, Path("svar.xlsx"), SHEET.columns)
    except (InvalidInputError, CommandError) as error:
        assert str(error)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"Mottagare;Datum\n{text}".encode()))
def test_any_bytes_are_told_or_read(data: bytes) -> None:
    """Whatever stands in a file, it gives rows or a Swedish error."""
    try:
        read(data)
    except (InvalidInputError, CommandError) as error:
        assert str(error)
