"""The cells of a file before anyone knows what its columns are, and the place of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct, field

from naravard_docs.errors import Place
from naravard_docs.sheet.sheet import CellKind

At = tuple[int, int]
"""Row and column, from 0."""

_BETWEEN = " ; "


class CellFault(Struct, frozen=True):
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


class Grid(Struct, frozen=True):
    """The texts of the rows that have any, by row from 0 and each from the first column on; rows may differ in length.

    ``faults`` are cells whose text is not to be recorded, by the kind of column where it is not; ``merged`` are cells
    that are one to the eye, from the first of them to the last; hidden is what one who looks at the sheet cannot see.
    """

    path: Path
    rows: Mapping[int, tuple[str, ...]]
    faults: Mapping[At, Mapping[CellKind, CellFault]] = field(default_factory=dict)
    merged: tuple[tuple[At, At], ...] = ()
    sheet_name: str = ""
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()

    @property
    def filled(self) -> tuple[int, ...]:
        """The rows that have a text which is not blank, in order."""
        return tuple(row for row, texts in self.rows.items() if any(map(str.strip, texts)))

    def text(self, at: At) -> str:
        """Return the text of a cell; a cell beyond the end is empty."""
        texts = self.rows.get(at[0], ())
        return texts[at[1]] if at[1] < len(texts) else ""

    def place(self, at: At, heading: str = "") -> CellPlace:
        """Return the place of a cell; the row stands for the source line, with the cell's text where it begins."""
        row, column = at
        texts = [" ".join(text.split()) for text in self.rows.get(row, ())]
        before = sum(len(text) + len(_BETWEEN) for text in texts[:column])
        length = len(texts[column]) if column < len(texts) else 1
        line = _BETWEEN.join(texts)
        return CellPlace(self.path, row + 1, before + 1, line, max(1, length), column_letters(column), heading)


def in_every_kind(fault: CellFault) -> dict[CellKind, CellFault]:
    """Return a fault that a cell has in columns of every kind."""
    return dict.fromkeys(CellKind, fault)


def column_letters(column: int) -> str:
    """Return what spreadsheets call a column, counted from 0: the first is «A», the one after «Z» is «AA»."""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
