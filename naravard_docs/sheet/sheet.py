"""A sheet: a title, columns of one kind of value each, and rows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import fold

CellValue = str | int | date | None
"""What a cell holds; None is a cell without anything."""

_NOT_IN_FILES = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) has no place for, and no text needs."""

_BETWEEN_WORDS = lazy_pattern(r"[\W_]+")


class CellKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "heltal"
    DATE = "datum"


_TYPES: dict[CellKind, type] = {CellKind.TEXT: str, CellKind.NUMBER: int, CellKind.DATE: date}


class SheetColumn(Struct, frozen=True):
    """One column: ``key`` names it to programs, ``heading`` to people, and ``also`` are headings that mean the same."""

    key: str
    heading: str
    kind: CellKind = CellKind.TEXT
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the heading of this column may be in a file that someone else made, as ``comparable`` gives it."""
        return tuple(dict.fromkeys(map(comparable, (self.key, self.heading, *self.also))))


class Sheet(Struct, frozen=True):
    """A table as people know it from spreadsheets; each row has one value for each column.

    Raises:
        TypeError: if a row has another number of values than there are columns, or a value of another kind.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise TypeError(f"{len(row)} values for {len(self.columns)} columns: {row}")
            for column, value in zip(self.columns, row, strict=True):
                if value is not None and type(value) is not _TYPES[column.kind]:
                    raise TypeError(f"{value!r} in the column {column.key}, which holds {column.kind}")


def writable(text: str) -> str:
    """Return a text as every kind of file can hold it: line feeds only, and no control characters."""
    return _NOT_IN_FILES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def comparable(heading: str) -> str:
    """Return a heading as those who retype it would recognise it: «Svar senast» and «svar_senast» are the same."""
    return _BETWEEN_WORDS.sub("_", fold(heading)).strip("_") or heading.strip()
