"""Rows of a list that someone filled in, .csv or .xlsx: each cell by its column, with its place for messages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import FileAccessError, InvalidInputError, Place, Problem, in_file_order, shown_path
from naravard_docs.sheet.csv_file import csv_grid
from naravard_docs.sheet.grid import At, Grid, column_letters
from naravard_docs.sheet.kinds import ZIP_SIGNATURE, refuse_other_kinds
from naravard_docs.sheet.limits import LARGEST_BYTES
from naravard_docs.sheet.sheet import CellKind, SheetColumn, comparable
from naravard_docs.sheet.xlsx_grid import xlsx_grids
from naravard_docs.swedish import capitalise, did_you_mean, enumeration, is_empty, quote

_MIDNIGHT = re.compile(r"\s*(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?\s*", re.ASCII)
_MOST_ROWS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as it would be typed, and where."""

    text: str
    at: At
    heading: str
    grid: Grid = field(repr=False)

    @property
    def place(self) -> Place:
        return self.grid.place(self.at, self.heading)


def _told(text: str) -> str:
    """Return what a cell tells: its text without the blanks, and the signs that nobody sees, around it."""
    kept = [n for n, sign in enumerate(text) if not is_empty(sign)]
    return text[kept[0] : kept[-1] + 1] if kept else ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the headings; ``number`` is what spreadsheets call it."""

    number: int
    grid: Grid = field(repr=False)
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        return self.grid.place((self.number - 1, 0))

    def cell(self, key: str) -> Cell:
        """Return the cell of a column; an empty one when the file lacks the column."""
        return self.cells.get(key) or Cell("", (self.number - 1, 0), "", self.grid)

    def text(self, key: str) -> str:
        """Return the text of a column without the blanks around it; empty when there is none."""
        return _told(self.cell(key).text)


class SheetContent(Struct, frozen=True):
    """The rows of a file that have anything in them, and what is wrong with its cells.

    With faults the rows are there to be judged only, so that all that is wrong can be told at once.
    """

    rows: tuple[SheetRow, ...]
    faults: tuple[Problem, ...]


def read_sheet(
    data: bytes,
    path: Path,
    columns: Sequence[SheetColumn],
    required: Collection[str] = (),
    passed_over: Sequence[SheetColumn] = (),
) -> SheetContent:
    """Return what a file holds; ``required`` are keys of columns that it must have.

    ``passed_over`` are columns that may stand there but that nobody is asked to write.

    Raises:
        FileAccessError: if it cannot be read at all: broken, encrypted, of another kind, too large.
        InvalidInputError: with every fault of its headings.
    """
    names = {name: column for column in (*passed_over, *columns) for name in column.names}
    grid = _grid(data, path, names)
    if not grid.filled:
        raise InvalidInputError((Problem("Filen är tom", _wanted(columns), Place(path, 1, 1)),))
    heading_row, *below = grid.filled
    found = _Headings(grid, heading_row, columns, names).columns(required)
    recorded = {number: column for number, column in found.items() if _is_recorded(column, passed_over)}
    faults = [
        *_merged(grid, heading_row + 1, grid.filled[-1]),
        *_faults(grid, heading_row, found, recorded),
        *_strays(grid, below, found),
        *_hidden_rows(grid, below),
        *_hidden_columns(grid, heading_row, recorded),
    ]
    return SheetContent(tuple(_row(grid, row, found) for row in below), in_file_order(faults))


def _is_recorded(column: SheetColumn, passed_over: Sequence[SheetColumn]) -> bool:
    """Return whether anything comes of what a column holds; of columns that are passed over, words are read at most."""
    return column not in passed_over or column.kind is CellKind.TEXT


def _grid(data: bytes, path: Path, names: Mapping[str, SheetColumn]) -> Grid:
    if len(data) > LARGEST_BYTES:
        raise FileAccessError(
            f"{shown_path(path)} är för stor för en lista", "kontrollera att rätt fil är angiven (gränsen är 10 MB)"
        )
    refuse_other_kinds(data, path)
    if not data.startswith(ZIP_SIGNATURE):
        return csv_grid(data, path, names)
    grids = xlsx_grids(data, path)
    fitting = [grid for grid in grids if _known_headings(grid, names)]
    grids = tuple(grid for grid in grids if not grid.is_hidden) or grids
    if len(fitting) > 1:
        listed = enumeration([f"{quote(grid.sheet_name)}{' (dolt)' * grid.is_hidden}" for grid in fitting])
        message = f"{shown_path(path)} har flera blad som kan vara listan: {listed}"
        raise FileAccessError(message, "ta bort alla blad utom ett")
    chosen = next(iter(fitting or grids), Grid(path, {}))
    if chosen.is_hidden:
        remedy = "ta fram bladet (högerklicka på en flik och välj Ta fram) och se efter att det är rätt"
        raise FileAccessError(f"{shown_path(path)} har listan på ett dolt blad, {quote(chosen.sheet_name)}", remedy)
    return chosen


def _known_headings(grid: Grid, names: Mapping[str, SheetColumn]) -> int:
    first = grid.rows[grid.filled[0]] if grid.filled else ()
    return sum(comparable(text) in names for text in first)


def _wanted(columns: Sequence[SheetColumn]) -> str:
    return f"skriv rubriker på första raden: {', '.join(column.heading for column in columns)}"


class _Headings(Struct, frozen=True):
    """Reads the row of headings and tells all that is wrong with it."""

    grid: Grid
    row: int
    known: Sequence[SheetColumn]
    names: Mapping[str, SheetColumn]

    def columns(self, required: Collection[str]) -> dict[int, SheetColumn]:
        """Return the column that stands under each heading, by its number from 0."""
        if merged := tuple(_merged(self.grid, self.row, self.row)):
            raise InvalidInputError(merged)
        if not any(self._is_like_heading(text) for text in self.grid.rows[self.row]):
            message = "Raden har inga rubriker som går att känna igen"
            raise InvalidInputError((Problem(message, _wanted(self.known), self.grid.place((self.row, 0))),))
        problems: list[Problem] = []
        found: dict[int, SheetColumn] = {}
        for number in range(len(self.grid.rows[self.row])):
            if problem := self._take(number, found):
                problems.append(problem)
        problems += self._lacking(required, found, {problem.remedy for problem in problems})
        if problems:
            raise InvalidInputError(in_file_order(problems))
        return found

    def _is_like_heading(self, text: str) -> bool:
        return comparable(text) in self.names or bool(did_you_mean(comparable(text), self.names))

    def _take(self, number: int, found: dict[int, SheetColumn]) -> Problem | None:
        at = (self.row, number)
        text = _told(self.grid.text(at))
        column = self.names.get(comparable(text))
        if not text:
            return None
        if column is None:
            close = did_you_mean(text, [known.heading for known in self.known])
            listed = f"kolumner som finns: {', '.join(known.heading for known in self.known)}"
            return Problem(f"Okänd kolumn {quote(text)}", close or listed, self.grid.place(at))
        if (first := next((n for n, taken in found.items() if taken is column), None)) is not None:
            message = f"Kolumnen {quote(text)} står två gånger; första gången i kolumn {column_letters(first)}"
            return Problem(message, "behåll den ena", self.grid.place(at))
        found[number] = column
        return None

    def _lacking(
        self, required: Collection[str], found: Mapping[int, SheetColumn], remedies: Collection[str]
    ) -> Iterator[Problem]:
        """Yield required columns that are not there, but for those that a misspelt heading was taken for."""
        keys = {column.key for column in found.values()}
        for column in self.known:
            is_meant = did_you_mean(column.heading, [column.heading]) in remedies
            if column.key in required and column.key not in keys and not is_meant:
                message = f"Kolumnen {quote(column.heading)} saknas"
                yield Problem(
                    message, "lägg till den, med rubriken på samma rad som de andra", self.grid.place((self.row, 0))
                )


def _merged(grid: Grid, first_row: int, last_row: int) -> Iterator[Problem]:
    for first, last in grid.merged:
        if first[0] <= last_row and last[0] >= first_row:
            span = f"{column_letters(first[1])}{first[0] + 1}:{column_letters(last[1])}{last[0] + 1}"
            remedy = "dela cellerna i Excel («Dela celler») och skriv i var och en av dem"
            yield Problem(f"Cellerna {span} är sammanslagna", remedy, grid.place(first))


def _faults(
    grid: Grid, heading_row: int, found: Mapping[int, SheetColumn], recorded: Mapping[int, SheetColumn]
) -> Iterator[Problem]:
    """Yield cells whose text is not what was meant, in the column where they stand."""
    for at, by_kind in grid.faults.items():
        column = recorded.get(at[1])
        fault = by_kind.get(column.kind if column and at[0] > heading_row else CellKind.TEXT)
        if fault and at[0] >= heading_row and (column or at[1] not in found):
            yield Problem(fault.message, fault.remedy, grid.place(at, column.heading if column else ""))


def _strays(grid: Grid, below: Sequence[int], found: Mapping[int, SheetColumn]) -> Iterator[Problem]:
    """Yield cells with a text but no heading above, of which nothing would be kept."""
    for row in below:
        for column, text in enumerate(grid.rows[row]):
            if text.strip() and column not in found and (row, column) not in grid.faults:
                message = f"{quote(text)} står i en kolumn utan rubrik"
                remedy = "ge kolumnen en rubrik, eller ta bort texten; har texten ett ; ska den ha citattecken"
                yield Problem(capitalise(message), remedy, grid.place((row, column)))


def _hidden_rows(grid: Grid, below: Sequence[int]) -> Iterator[Problem]:
    """Yield rows with a text that nobody sees: they would be recorded, or left out, without anyone's knowing."""
    if hidden := [row for row in below if row in grid.hidden_rows]:
        named = enumeration([str(row + 1) for row in hidden[:_MOST_ROWS_NAMED]])
        more = f" och {len(hidden) - _MOST_ROWS_NAMED} till" if len(hidden) > _MOST_ROWS_NAMED else ""
        said = f"Rad {named} är dold" if len(hidden) == 1 else f"Raderna {named}{more} är dolda"
        remedy = "ta bort filtret eller visa raderna, och se efter att de är rätt; ta bort dem som inte ska antecknas"
        yield Problem(said, remedy, grid.place((hidden[0], 0)))


def _hidden_columns(grid: Grid, heading_row: int, recorded: Mapping[int, SheetColumn]) -> Iterator[Problem]:
    for number, column in recorded.items():
        has_texts = any(grid.text((row, number)).strip() for row in grid.filled if row > heading_row)
        if has_texts and any(number in span for span in grid.hidden_columns):
            remedy = "visa kolumnen och se efter att den är rätt, eller ta bort den"
            yield Problem("Kolumnen är dold", remedy, grid.place((heading_row, number), column.heading))


def _row(grid: Grid, row: int, found: Mapping[int, SheetColumn]) -> SheetRow:
    cells = {
        column.key: Cell(_typed(grid.text((row, number)), column), (row, number), column.heading, grid)
        for number, column in found.items()
    }
    return SheetRow(row + 1, grid, cells)


def _typed(text: str, column: SheetColumn) -> str:
    """Return a text as it would be typed in a column: a moment at midnight is how some programs export a day.

    Blanks that do not break lines, as when a day is copied from the web, are as others in a day.
    """
    if column.kind is not CellKind.DATE:
        return text
    plain = " ".join(text.split())
    found = _MIDNIGHT.fullmatch(plain)
    return found[1] if found else plain
