"""Text laid out on a terminal: its width, words in bold, wrapping, and tables whose columns stand in line."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

BETWEEN = "  "
_UNBOUNDED = 10_000
_WIDE, _WITHOUT_WIDTH = ("W", "F"), ("Mn", "Me", "Cf")


def has_colour() -> bool:
    """Say whether stdout shows colour: a terminal whose user has not asked for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def terminal_width() -> int:
    """Give how many columns stdout has; a file or pipe has as many as are needed, unless COLUMNS says otherwise."""
    is_told = os.environ.get("COLUMNS", "").isdecimal()
    return shutil.get_terminal_size().columns if is_told or sys.stdout.isatty() else _UNBOUNDED


def bold(text: str) -> str:
    """Give a text so that a terminal with colour shows it in bold."""
    return click.style(text, bold=True) if has_colour() else text


def width_of(text: str) -> int:
    """Give how many columns a text takes: accents of their own none, East Asian signs two (Unicode, UAX 11)."""
    return sum(
        0 if unicodedata.category(sign) in _WITHOUT_WIDTH else 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
        for sign in text
    )


def filled(text: str, width: int) -> str:
    """Give a text with blanks after it to a width."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines between words; a word that is wider than a line is broken where it must be."""
    lines = [""]
    for word in text.split():
        left = word
        if lines[-1] and width_of(lines[-1]) + 1 + width_of(left) <= width:
            lines[-1] += f" {left}"
            continue
        if lines[-1]:
            lines.append("")
        while width_of(left) > max(1, width):
            lines[-1], left = left[: max(1, width)], left[max(1, width) :]
            lines.append("")
        lines[-1] = left
    return lines


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading; ``least`` is how narrow it can be made, ``is_number`` puts it to the right."""

    name: str
    least: int = 6
    is_number: bool = False


def table(heads: Sequence[Head], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Give the lines of a table that is no wider than a terminal; cells that are wrapped go on below themselves.

    A terminal too narrow for the columns side by side gets each row as a list of «heading: value».
    """
    widths = _widths(heads, rows, width)
    if widths is None:
        yield from _listed(heads, rows, width)
        return
    yield bold(_joined(heads, [head.name for head in heads], widths))
    yield BETWEEN.join("─" * each for each in widths)
    for row in rows:
        cells = [wrapped(text, each) for text, each in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            yield _joined(heads, [cell[line] if line < len(cell) else "" for cell in cells], widths)


def _widths(heads: Sequence[Head], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Give each column's width: what it needs, the widest ones narrowed until the table fits; None if it cannot."""
    widths = [max(map(width_of, (head.name, *(row[n] for row in rows)))) for n, head in enumerate(heads)]
    least = [min(each, max(head.least, width_of(head.name))) for each, head in zip(widths, heads, strict=True)]
    room = width - len(BETWEEN) * (len(heads) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widest = max((n for n in range(len(heads)) if widths[n] > least[n]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _joined(heads: Sequence[Head], cells: Sequence[str], widths: Sequence[int]) -> str:
    placed = (
        f"{' ' * (width - width_of(cell))}{cell}" if head.is_number else filled(cell, width)
        for head, cell, width in zip(heads, cells, widths, strict=True)
    )
    return BETWEEN.join(placed).rstrip()


def _listed(heads: Sequence[Head], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from map(bold, wrapped(row[0], width))
        for head, cell in zip(heads[1:], row[1:], strict=True):
            if cell:
                yield from (f"  {line}" for line in wrapped(f"{head.name}: {cell}", max(1, width - 2)))
