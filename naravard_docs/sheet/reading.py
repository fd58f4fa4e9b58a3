"""Rows of a list that someone filled in, .csv or .xlsx: each cell by its column, with its place for messages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from naravard_docs.errors import FileTrouble, InputInvalid, Place, Problem, in_file_order
from naravard_docs.sheet.csv_file import csv_grid
from naravard_docs.sheet.grid import At, Grid, letters
from naravard_docs.sheet.sheet import Column, comparable
from naravard_docs.sheet.xlsx_grid import ZIP_SIGNATURE, refuse_old_or_encrypted, xlsx_grids
from naravard_docs.swedish import capitalised, did_you_mean, enumeration, quoted

LARGEST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as it would be typed, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings; ``number`` is what spreadsheets call it."""

    number: int
    place: Place
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def cell(self, key: str) -> Cell:
        """Give the cell of a column; an empty one when the file lacks the column."""
        return self.cells.get(key) or Cell("", self.place)

    def text(self, key: str) -> str:
        """Give the text of a column without the blanks around it; empty when there is none."""
        return self.cell(key).text.strip()


@dataclass(frozen=True, slots=True)
class List:
    """The rows of a file that have anything in them, and what is wrong with its cells.

    With faults the rows are there to be judged only, so that all that is wrong can be told at once.
    """

    rows: tuple[Row, ...]
    faults: tuple[Problem, ...]


def read_list(
    data: bytes,
    shown: str,
    columns: Sequence[Column],
    required: Collection[str] = (),
    passed_over: Sequence[Column] = (),
) -> List:
    """Give what a file holds; ``required`` are keys of columns that it must have.

    ``passed_over`` are columns that may stand there but that nobody is asked to write.

    Raises:
        FileTrouble: if it cannot be read at all: broken, encrypted, of another kind, too large.
        InputInvalid: with every fault of its headings.
    """
    names = {name: column for column in (*passed_over, *columns) for name in column.names}
    grid = _grid(data, shown, names)
    heading_row = next((n for n in range(len(grid.rows)) if not grid.is_empty(n)), None)
    if heading_row is None:
        raise InputInvalid((Problem("Filen är tom", _wanted(columns), Place(shown, 1, 1)),))
    found = _Headings(grid, heading_row, columns, names).columns(required)
    faults = [
        *_merged(grid, range(heading_row + 1, len(grid.rows))),
        *_faults(grid, found),
        *_strays(grid, heading_row, found),
    ]
    rows = (_row(grid, n, found) for n in range(heading_row + 1, len(grid.rows)) if not grid.is_empty(n))
    return List(tuple(rows), in_file_order(faults))


def _grid(data: bytes, shown: str, names: Mapping[str, Column]) -> Grid:
    if len(data) > LARGEST_BYTES:
        raise FileTrouble(f"{shown} är för stor för en lista", "kontrollera att rätt fil är angiven (gränsen är 10 MB)")
    refuse_old_or_encrypted(data, shown)
    if not data.startswith(ZIP_SIGNATURE):
        return csv_grid(data, shown, names)
    grids = xlsx_grids(data, shown)
    fitting = [grid for grid in grids if _known_headings(grid, names)]
    if len(fitting) > 1:
        listed = enumeration([quoted(grid.sheet_name) for grid in fitting])
        raise FileTrouble(f"{shown} har flera blad som kan vara listan: {listed}", "ta bort alla blad utom ett")
    return next(iter(fitting or grids), Grid(shown, ()))


def _known_headings(grid: Grid, names: Mapping[str, Column]) -> int:
    first = next((row for n, row in enumerate(grid.rows) if not grid.is_empty(n)), ())
    return sum(comparable(text) in names for text in first)


def _wanted(columns: Sequence[Column]) -> str:
    return f"skriv rubriker på första raden: {', '.join(column.heading for column in columns)}"


@dataclass(frozen=True, slots=True)
class _Headings:
    """Reads the row of headings and tells all that is wrong with it."""

    grid: Grid
    row: int
    known: Sequence[Column]
    names: Mapping[str, Column]

    def columns(self, required: Collection[str]) -> dict[int, Column]:
        """Give the column that stands under each heading, by its number from 0."""
        if merged := tuple(_merged(self.grid, range(self.row, self.row + 1))):
            raise InputInvalid(merged)
        if not any(self._is_like_heading(text) for text in self.grid.rows[self.row]):
            message = "Raden har inga rubriker som går att känna igen"
            raise InputInvalid((Problem(message, _wanted(self.known), self.grid.place((self.row, 0))),))
        problems: list[Problem] = []
        found: dict[int, Column] = {}
        for number in range(max(map(len, self.grid.rows))):
            if problem := self._take(number, found):
                problems.append(problem)
        problems += self._lacking(required, found, {problem.remedy for problem in problems})
        if problems:
            raise InputInvalid(in_file_order(problems))
        return found

    def _is_like_heading(self, text: str) -> bool:
        return comparable(text) in self.names or bool(did_you_mean(comparable(text), self.names))

    def _take(self, number: int, found: dict[int, Column]) -> Problem | None:
        at = (self.row, number)
        text = self.grid.text(at).strip()
        column = self.names.get(comparable(text))
        if not text:
            return None
        if column is None:
            close = did_you_mean(text, [known.heading for known in self.known])
            listed = f"kolumner som finns: {', '.join(known.heading for known in self.known)}"
            return Problem(f"Okänd kolumn {quoted(text)}", close or listed, self.grid.place(at))
        if (first := next((n for n, taken in found.items() if taken is column), None)) is not None:
            message = f"Kolumnen {quoted(text)} står två gånger; första gången i kolumn {letters(first)}"
            return Problem(message, "behåll den ena", self.grid.place(at))
        found[number] = column
        return None

    def _lacking(
        self, required: Collection[str], found: Mapping[int, Column], remedies: Collection[str]
    ) -> Iterator[Problem]:
        """Find required columns that are not there, but for those that a misspelt heading was taken for."""
        keys = {column.key for column in found.values()}
        for column in self.known:
            is_meant = did_you_mean(column.heading, [column.heading]) in remedies
            if column.key in required and column.key not in keys and not is_meant:
                message = f"Kolumnen {quoted(column.heading)} saknas"
                yield Problem(
                    message, "lägg till den, med rubriken på samma rad som de andra", self.grid.place((self.row, 0))
                )


def _merged(grid: Grid, rows: range) -> Iterator[Problem]:
    for first, last in grid.merged:
        if first[0] in rows:
            span = f"{letters(first[1])}{first[0] + 1}:{letters(last[1])}{last[0] + 1}"
            remedy = "dela cellerna i Excel («Dela celler») och skriv i var och en av dem"
            yield Problem(f"Cellerna {span} är sammanslagna", remedy, grid.place(first))


def _faults(grid: Grid, found: Mapping[int, Column]) -> Iterator[Problem]:
    for at, fault in grid.faults.items():
        heading = found[at[1]].heading if at[1] in found else ""
        yield Problem(fault.message, fault.remedy, grid.place(at, heading))


def _strays(grid: Grid, heading_row: int, found: Mapping[int, Column]) -> Iterator[Problem]:
    """Find cells with a text but no heading above, of which nothing would be kept."""
    for row in range(heading_row + 1, len(grid.rows)):
        for column, text in enumerate(grid.rows[row]):
            if text.strip() and column not in found:
                message = f"{quoted(text)} står i en kolumn utan rubrik"
                remedy = "ge kolumnen en rubrik, eller ta bort texten; har texten ett ; ska den ha citattecken"
                yield Problem(capitalised(message), remedy, grid.place((row, column)))


def _row(grid: Grid, row: int, found: Mapping[int, Column]) -> Row:
    def cell(at: At, heading: str) -> Cell:
        return Cell(grid.text(at), grid.place(at, heading))

    cells = {column.key: cell((row, number), column.heading) for number, column in found.items()}
    return Row(row + 1, grid.place((row, 0)), cells)
