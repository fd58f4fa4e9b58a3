"""Text laid out on a terminal: its width, words in bold, wrapping, and tables whose columns stand in line."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

import click

BETWEEN = "  "
_UNBOUNDED = 10_000
_WIDE, _WITHOUT_WIDTH = ("W", "F"), ("Mn", "Me", "Cf")

_OF_ONE_COLUMN_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027]*")


def colour_wanted(environment: Mapping[str, str] = os.environ) -> bool | None:
    """Return whether the user has asked for colour or for none, whatever the words are written to; None for neither.

    ``NO_COLOR`` is none and ``FORCE_COLOR`` is colour when they are not empty, whatever they say (no-color.org,
    force-color.org); who has both set has none.
    """
    if environment.get("NO_COLOR"):
        return False
    return True if environment.get("FORCE_COLOR") else None


def has_colour(stream: TextIO | None = None) -> bool:
    """Return whether a stream (stdout) shows colour: a terminal does, unless the user asks otherwise."""
    wanted = colour_wanted()
    return (stream or sys.stdout).isatty() if wanted is None else wanted


def terminal_width() -> int:
    """Return how many columns stdout has; a file or pipe has as many as are needed, unless COLUMNS says otherwise."""
    is_told = os.environ.get("COLUMNS", "").isdecimal()
    return shutil.get_terminal_size().columns if is_told or sys.stdout.isatty() else _UNBOUNDED


def look_of_stdout() -> tuple[int, bool, str]:
    """Return all of stdout that decides how an answer is laid out: its width, its colour, and which signs it has."""
    return terminal_width(), has_colour(sys.stdout), sys.stdout.encoding or ""


def can_show(signs: str) -> bool:
    """Return whether stdout's encoding has these signs; older terminals' have not."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def bold(text: str) -> str:
    """Return a text so that a terminal with colour shows it in bold."""
    return click.style(text, bold=True) if has_colour() else text


def colour_text(text: str, colour: str) -> str:
    """Return a text in a colour, by click's name for it, where there is colour; an empty name gives none."""
    return click.style(text, fg=colour) if colour and has_colour() else text


def width_of(text: str) -> int:
    """Return how many columns a text takes: accents of their own none, East Asian signs two (Unicode, UAX 11)."""
    if _OF_ONE_COLUMN_EACH.fullmatch(text):  # as nearly all are
        return len(text)
    return sum(
        0 if unicodedata.category(sign) in _WITHOUT_WIDTH else 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
        for sign in text
    )


def wrap_text(text: str, width: int) -> list[str]:
    """Break a text into lines between words; a word that is wider than a line is broken where it must be.

    A no-break space keeps words together, and is shown as a space.
    """
    lines = [""]
    for word in _words(text):
        if lines[-1] and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        pieces = list(_pieces(word, width))
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return [line.replace("\u00a0", " ") for line in lines]


def _words(text: str) -> list[str]:
    return re.split("[ \t\n]+", text.strip())


def _pieces(word: str, width: int) -> Iterator[str]:
    if width_of(word) <= width:
        yield word
        return
    piece = ""
    for sign in word:
        if piece and width_of(piece + sign) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece


@dataclass(frozen=True, slots=True)
class TableHead:
    """A column's heading; ``least`` is how narrow it can be made, ``is_number`` puts it to the right."""

    name: str
    least: int = 6
    is_number: bool = False


Colours = Mapping[tuple[int, int], str]
"""The colour of cells, by row and column from 0; it repeats what the words say."""


def table(
    heads: Sequence[TableHead], rows: Sequence[Sequence[str]], width: int, colours: Colours | None = None
) -> Iterator[str]:
    """Yield the lines of a table that is no wider than a terminal; cells that are wrapped go on below themselves.

    A terminal too narrow for the columns side by side gets each row as a list of «heading: value».
    """
    colours = colours or {}
    widths = _widths(heads, rows, width)
    if widths is None:
        yield from _listed(heads, rows, width, colours)
        return
    yield bold(_joined(heads, [head.name for head in heads], widths, []))
    line = "─" if can_show("─") else "-"
    yield BETWEEN.join(line * each for each in widths)
    for row, texts in enumerate(rows):
        shown = [colours.get((row, column), "") for column in range(len(heads))]
        cells = [wrap_text(text, each) for text, each in zip(texts, widths, strict=True)]
        for number in range(max(map(len, cells))):
            pieces = [cell[number] if number < len(cell) else "" for cell in cells]
            yield _joined(heads, pieces, widths, shown)


def _widths(heads: Sequence[TableHead], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return each column's width: what it needs, the widest ones narrowed until the table fits with its words whole.

    None if it cannot.
    """
    columns = [[head.name, *(row[number] for row in rows)] for number, head in enumerate(heads)]
    widths = [max(map(width_of, texts)) for texts in columns]
    words = [max(width_of(word) for text in texts for word in _words(text)) for texts in columns]
    least = [max(head.least, longest) for head, longest in zip(heads, words, strict=True)]
    room = width - len(BETWEEN) * (len(heads) - 1)
    return _narrowed(widths, least, room) if sum(map(min, widths, least)) <= room else None


def _narrowed(widths: list[int], least: Sequence[int], room: int) -> list[int]:
    while sum(widths) > room:
        widest = max((n for n in range(len(widths)) if widths[n] > least[n]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _joined(heads: Sequence[TableHead], cells: Sequence[str], widths: Sequence[int], colours: Sequence[str]) -> str:
    """Put the pieces of a line side by side; colour takes no room, and blanks at the end are left out."""
    last = max((n for n, cell in enumerate(cells) if cell), default=-1)
    placed: list[str] = []
    for number, (head, cell, width) in enumerate(zip(heads[: last + 1], cells, widths, strict=False)):
        blanks = " " * (width - width_of(cell))
        shown = colour_text(cell, colours[number] if colours else "")
        placed.append(blanks + shown if head.is_number else shown + ("" if number == last else blanks))
    return BETWEEN.join(placed)


def _listed(heads: Sequence[TableHead], rows: Sequence[Sequence[str]], width: int, colours: Colours) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from map(bold, wrap_text(row[0], width))
        for column, (head, cell) in enumerate(zip(heads[1:], row[1:], strict=True), 1):
            if cell:
                lines = wrap_text(f"{head.name}: {cell}", width - 2)
                yield from (f"  {colour_text(line, colours.get((number, column), ''))}" for line in lines)
