"""The cells of a file before anyone knows what its columns are, and the place of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from naravard_docs.errors import Place

At = tuple[int, int]
"""Row and column, from 0."""

_BETWEEN = " ; "


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read, and what to do (Swedish)."""

    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CellPlace(Place):
    """A place in a spreadsheet: ``line`` is the row, ``letters`` the column as spreadsheets call it.

    ``column`` counts within ``source_line``, which is the row's texts put together.
    """

    letters: str = ""
    heading: str = ""

    def __str__(self) -> str:
        named = f" («{self.heading}»)" if self.heading else ""
        return f"{self.file}, rad {self.line}, kolumn {self.letters}{named}"


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of all cells from the first row and column on; rows may differ in length.

    ``faults`` are cells that have no value to read; ``merged`` are cells that are one to the eye, from the first of
    them to the last.
    """

    shown: str
    rows: tuple[tuple[str, ...], ...]
    faults: Mapping[At, Fault] = field(default_factory=dict)
    merged: tuple[tuple[At, At], ...] = ()
    sheet_name: str = ""

    def text(self, at: At) -> str:
        """Give the text of a cell; a cell beyond the end is empty."""
        row, column = at
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def place(self, at: At, heading: str = "") -> CellPlace:
        """Give the place of a cell; the row stands for the source line, with the cell's text where it begins."""
        row, column = at
        texts = [" ".join(text.split()) for text in self.rows[row]] if row < len(self.rows) else []
        before = sum(len(text) + len(_BETWEEN) for text in texts[:column])
        length = len(texts[column]) if column < len(texts) else 1
        line = _BETWEEN.join(texts)
        return CellPlace(self.shown, row + 1, before + 1, line, max(1, length), letters(column), heading)

    def is_empty(self, row: int) -> bool:
        return not any(map(str.strip, self.rows[row])) and not any(at[0] == row for at in self.faults)


def letters(column: int) -> str:
    """Give what spreadsheets call a column, counted from 0: the first is «A», the one after «Z» is «AA»."""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
