"""Reading a workbook that a person made: its sheets as grids of text, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from naravard_docs.sheet.grid import At, CellFault, Grid
from naravard_docs.sheet.limits import MOST_CELLS, limit_error
from naravard_docs.sheet.sheet import CellKind
from naravard_docs.sheet.xlsx_cells import read_cell
from naravard_docs.sheet.xlsx_package import told_as_unreadable
from naravard_docs.sheet.xlsx_parts import RawBook, RawSheet, read_book


def xlsx_grids(data: bytes, path: Path) -> tuple[Grid, ...]:
    """Return every sheet of a workbook that has anything in it.

    Raises:
        FileAccessError: if it is no workbook, is broken or goes beyond one of ``limits``.
    """
    book = read_book(data, path)
    with told_as_unreadable(path):
        grids = [_grid(sheet, book, path) for sheet in book.sheets]
    return tuple(grid for grid in grids if grid.rows)


def _grid(sheet: RawSheet, book: RawBook, path: Path) -> Grid:
    texts: dict[At, str] = {}
    faults: dict[At, Mapping[CellKind, CellFault]] = {}
    for at in sorted(sheet.cells):
        read = read_cell(sheet.cells[at], book)
        if read.faults:
            faults[at] = read.faults
        if read.text:
            texts[at] = read.text
    return Grid(
        path,
        dict(_rows(texts, path)),
        faults,
        tuple(sorted(sheet.merged)),
        sheet.name,
        sheet.is_hidden,
        frozenset(sheet.hidden_rows),
        tuple(sheet.hidden_columns),
    )


def _rows(texts: Mapping[At, str], path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows that have a text, each as long as it must be; cells far to the right make a row long."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in texts.items():
        by_row.setdefault(row, {})[column] = text
    if sum(max(cells) + 1 for cells in by_row.values()) > MOST_CELLS:
        raise limit_error(path, "har för många celler", MOST_CELLS, "celler")
    for row, cells in by_row.items():
        yield row, tuple(cells.get(column, "") for column in range(max(cells) + 1))
