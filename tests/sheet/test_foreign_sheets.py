"""Lists that other programs made are read as they look, or told for what they are; damaged is only what is broken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from foreign_sheets import HEADINGS, ROW, WORKBOOKS, Habits, faults, made, refused, shown_numbers, streamed, texts
from libreoffice import saved
from openpyxl import load_workbook
from test_filled_in_lists import COLUMNS, problems, read, replaced, trouble

from naravard_docs.errors import FileAccessError
from naravard_docs.sheet.kinds import refuse_other_kinds
from naravard_docs.sheet.sheet import Sheet, SheetColumn
from naravard_docs.sheet.xlsx_file import xlsx_bytes

SHOWN = {name: (habits, seen) for name, habits, seen in shown_numbers()}
FAULTS = {name: (habits, words) for name, habits, words in faults()}
TEXTS, REFUSED = texts(), refused()


def only_row(data: bytes, name: str = "svar.xlsx") -> tuple[str, ...]:
    (row,) = read(data, name)
    return tuple(row.text(column.key) for column in COLUMNS)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_of_all_habits_are_read(name: str) -> None:
    """Where parts lie, what they are called, what is left out and how cells are written makes no difference."""
    assert only_row(made(WORKBOOKS[name])) == ROW


def test_a_workbook_that_was_streamed_is_read() -> None:
    """Sizes that come after the parts, as web servers write them, make no difference."""
    assert only_row(streamed()) == ROW


@pytest.mark.parametrize("name", SHOWN)
def test_a_number_is_recorded_as_it_is_shown(name: str) -> None:
    """What Excel shows of a whole number under its number format is what is recorded."""
    habits, seen = SHOWN[name]
    assert only_row(made(habits)) == (*ROW[:2], seen, ROW[3])


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_not_certain_is_told_at_its_cell(name: str) -> None:
    """Percent, currency, days, errors and what cannot be read are told where they stand; nothing else is recorded."""
    habits, words = FAULTS[name]
    (problem,) = problems(made(habits), "svar.xlsx")
    assert words in problem.message


@pytest.mark.parametrize("name", TEXTS)
def test_texts_of_all_encodings_are_read(name: str) -> None:
    """Encodings, line ends and delimiters that prove themselves give the letters that were written."""
    row = only_row(TEXTS[name], "svar.csv")
    assert (*row[:3], row[3][:7]) == ROW


@pytest.mark.parametrize("name", REFUSED)
def test_files_of_other_kinds_are_named(name: str) -> None:
    """A file that is no list is told by what it is, and how to go on; whatever its name is."""
    data, words = REFUSED[name]
    for called in ("svar.xlsx", "svar.csv"):
        assert words in trouble(data, called)


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in ("avklippt", "trasig XML")])
def test_what_is_whole_is_not_called_damaged(name: str) -> None:
    """Damaged is said of nothing that another program opens."""
    assert "skadad" not in trouble(REFUSED[name][0], "svar.xlsx")


def test_what_is_damaged_cannot_be_opened_by_others() -> None:
    """Where a workbook is called damaged, openpyxl does not open it either, nor in the mode that only reads."""
    for name in ("avklippt", "trasig XML"):
        for only in (False, True):
            with pytest.raises(Exception):  # noqa: B017 - of every kind
                book = load_workbook(io.BytesIO(REFUSED[name][0]), read_only=only)
                [list(page.values) for page in book]


def test_a_list_may_speak_of_other_kinds() -> None:
    """A list with words that other kinds begin with, within its text, is a list."""
    for text in ("Mottagare;Anteckning\nUmeå;<html> i mejlet\n", "Mottagare\nPK\n", "Mottagare;Anteckning\na;%PDF\n"):
        refuse_other_kinds(text.encode(), Path("svar.csv"))
    with pytest.raises(FileAccessError):
        refuse_other_kinds(b"%PDF-1.4", Path("svar.csv"))


@pytest.mark.parametrize("root", ["c", "v", "row", "t", "rPh", "f", "si", "mergeCell", "html"])
def test_the_outermost_element_does_not_matter(root: str) -> None:
    """A part whose outermost element is another one than a sheet's is read for what is in it, and breaks nothing."""
    data = replaced(made(Habits()), b"<worksheet ", f"<{root} ".encode())
    assert only_row(replaced(data, b"</worksheet>", f"</{root}>".encode())) == ROW


@pytest.mark.slow
def test_what_libreoffice_saves_is_read_or_named() -> None:
    """The same list in the forms that LibreOffice has: workbooks are read, others are named."""
    columns = tuple(SheetColumn(heading, heading) for heading in HEADINGS)
    workbook = xlsx_bytes(Sheet("Svar", columns, (ROW,)))  # ours, since LibreOffice asks for more than a reader need
    forms = {"xlsx": "", "ods": "(.ods)", "fods": "(.fods)", "xls": "gamla format (.xls)", "html": "webbsida (HTML)"}
    for form, words in forms.items():
        (data,) = saved({"a.xlsx": workbook}, form).values()
        if words:
            assert words in trouble(data, "svar.xlsx")
        else:
            assert only_row(data) == ROW
