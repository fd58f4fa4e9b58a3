"""How wide things must be, by the real font: labels of lists and columns of tables. Word and PDF both ask here.

Widths are points. What a word needs is its width in its own face; a table's cell has its padding besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import assert_never

from msgspec import Struct

from naravard_docs.document.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, Span, Strong, Text
from naravard_docs.style import text_styles as looks
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import advances
from naravard_docs.style.text_styles import TextLook
from naravard_docs.style.theme import POINTS_PER_MM, Theme

LABEL_AIR_PT = 6.0
"""Room around a list's label: from the edge to it, and from it to the text."""

_SLACK_PT = 0.6
"""Added to what a cell needs: Word and PDF round widths each in their own way."""

_LETTER_EM = 0.55
"""How wide a letter is in the mean, in running text of the house's font, with some room to spare."""

OTHER_FONT = 1.2
"""How much wider than the house's an organisation's own typeface may be, as Verdana is."""

_WORD = re.compile(r"\S+?(?<=[^\W\d]-)(?=[^\W\d])|\S+")
"""What a line is never broken within; compounds may be, after their hyphens. A no-break space is no blank here."""

_NO_BREAK = "\u00a0\u202f"
_HALVINGS = 50

_SHARE_ON_ONE_LINE = 0.9
"""How many of a list's lines are to find room in its columns; the others may take two lines."""


def list_indent(block: List, theme: Theme, widening: float = 1) -> float:
    """Return how far in a list's text stands: the house's indent, or more where a label needs it.

    ``widening`` is how much wider than the house's font that may be which it is set in.
    """
    widths = advances(theme, FaceKey())
    size = looks.paragraph_look(theme, block.role).size_pt
    widest = max((_width(block.label(n), widths, size) for n in range(len(block.items))), default=0.0)
    return max(looks.LIST_INDENT_PT, round(widest * widening + LABEL_AIR_PT, 1))


def list_columns(block: List, theme: Theme, room: float, widening: float = 1) -> int:
    """Return how many columns a list stands in: as many as it asks for, has two lines for and that nearly all fit."""
    if block.columns < 2 or not block.has_only_lines:
        return 1
    look, indent = looks.paragraph_look(theme, block.role), list_indent(block, theme, widening)
    widths = sorted(
        max((line.width for line in _lines(item.blocks[0].content, look, theme)), default=0.0) * widening
        for item in block.items
        if isinstance(item.blocks[0], Paragraph)
    )
    wide = widths[int((len(widths) - 1) * _SHARE_ON_ONE_LINE)] if widths else 0.0
    most = min(block.columns, len(block.items) // 2)
    fitting = (n for n in range(most, 1, -1) if wide + indent <= column_room(room, n))
    return next(fitting, 1)


def column_room(room: float, columns: int) -> float:
    """Return the width of each of some columns of text."""
    return (room - (columns - 1) * looks.COLUMN_GAP_PT) / columns


def column_widths(table: Table, theme: Theme, room: float, widening: float = 1) -> tuple[float, ...]:
    """Return the widths of a table's columns, which fill the room.

    By the columns' shares where they have any, else by what stands in them: all on one line where that fits, else no
    word broken and the rest shared so that the longest texts give way most. Where not even words fit, they are broken.
    """
    shares = sum(column.share for column in table.columns)
    if shares:
        return tuple(room * column.share / shares for column in table.columns)
    needs = _needs(table, theme)
    natural, least = [need.natural * widening for need in needs], [need.least * widening for need in needs]
    if sum(natural) <= room:
        return tuple(width * room / sum(natural) for width in natural)
    if sum(least) > room:
        least = [need.broken for need in needs]
    if sum(least) > room:
        return tuple(width * room / sum(least) for width in least)
    return _shared(natural, least, room)


def row_height(
    cells: Sequence[tuple[Inline, ...]], widths: Sequence[float], look: TextLook, widening: float = 1
) -> float:
    """Return about how high a table's row is, in points, by the number of its letters."""
    letter = _LETTER_EM * look.size_pt * widening
    lines = (
        sum(1 + int(len(line) * letter / max(width - 2 * looks.CELL_PADDING_PT, letter)) for line in _plain_lines(cell))
        for cell, width in zip(cells, widths, strict=True)
    )
    return max(lines, default=1) * look.leading_pt


def _plain_lines(content: tuple[Inline, ...]) -> list[str]:
    return "".join("\n" if words is None else words for words, _ in _runs(content, FaceKey())).split("\n")


def too_wide(document: Document, theme: Theme) -> tuple[str, ...]:
    """Return the ids of the tables whose words cannot stand unbroken within the page."""
    return tuple(_too_wide(document.blocks, theme, theme.measure_mm * POINTS_PER_MM))


def _too_wide(blocks: Sequence[Block], theme: Theme, room: float) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                has_shares = any(column.share for column in block.columns)
                if not has_shares and sum(need.broken for need in _needs(block, theme)) > room:
                    yield block.id
            case List():
                inner = room - list_indent(block, theme) if any(_holds_table(i.blocks) for i in block.items) else room
                for item in block.items:
                    yield from _too_wide(item.blocks, theme, inner)
            case Quote():
                yield from _too_wide(block.blocks, theme, room - looks.QUOTE_INDENT_PT)
            case Section():
                yield from _too_wide(block.blocks, theme, room)
            case Heading() | Paragraph() | Figure() | SignatureBlock() | Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _holds_table(blocks: Sequence[Block]) -> bool:
    """Return whether a table stands among blocks, however deep: most lists need no measuring."""
    for block in blocks:
        match block:
            case Table():
                return True
            case List() if any(_holds_table(item.blocks) for item in block.items):
                return True
            case Quote() | Section() if _holds_table(block.blocks):
                return True
            case _:
                pass
    return False


class _Need(Struct, frozen=True):
    """What a column needs: with each cell on one line, with amounts unbroken, and with no word broken."""

    natural: float
    least: float
    broken: float


def _needs(table: Table, theme: Theme) -> list[_Need]:
    padding = 2 * looks.CELL_PADDING_PT + _SLACK_PT
    head, body = looks.cell_look(theme, is_header=True), looks.cell_look(theme)
    needs = []
    for n, column in enumerate(table.columns):
        title, cells = _lines(column.heading, head, theme), [_lines(row[n], body, theme) for row in table.rows]
        lines = [line for cell in (title, *cells) for line in cell]
        natural = max((line.width for line in lines), default=0.0) + padding
        broken = max((line.widest_word for line in lines), default=0.0) + padding
        amounts = max((line.width for cell in cells for line in cell), default=0.0) + padding
        needs.append(_Need(natural, max(broken, amounts) if column.is_numeric else broken, broken))
    return needs


class _CellLine(Struct, frozen=True):
    """A line of a cell as its writer broke it: its width, and that of its widest word."""

    width: float
    widest_word: float


def _lines(content: tuple[Inline, ...], look: TextLook, theme: Theme) -> tuple[_CellLine, ...]:
    lines: list[list[tuple[str, FaceKey]]] = [[]]
    for words, key in _runs(content, FaceKey(look.is_bold, look.is_italic)):
        if words is None:
            lines.append([])
        else:
            lines[-1].append((words, key))
    return tuple(_measured(line, look.size_pt, theme) for line in lines)


def _measured(line: list[tuple[str, FaceKey]], size: float, theme: Theme) -> _CellLine:
    """Measure a line; a word may be put together of parts in several faces."""
    whole = "".join(words for words, _ in line)
    widths = [advances(theme, key).get(c, 0) * size / 1000 for words, key in line for c in words]
    # what is no blank to a line is none here, so that places in the line stay the same
    marked = "".join("x" if c in _NO_BREAK else c for c in whole)
    found = [sum(widths[word.start() : word.end()]) for word in _WORD.finditer(marked)]
    return _CellLine(sum(widths), max(found, default=0.0))


def _runs(content: tuple[Inline, ...], key: FaceKey) -> Iterator[tuple[str | None, FaceKey]]:
    """Yield a cell's words with their faces, None for a line break."""
    for inline in content:
        match inline:
            case Text():
                yield inline.text, key
            case LineBreak():
                yield None, key
            case Strong():
                yield from _runs(inline.children, FaceKey(True, key.is_italic))
            case Emphasis():
                yield from _runs(inline.children, FaceKey(key.is_bold, True))
            case Link() | Span():
                yield from _runs(inline.children, key)
            case _:
                pass


def _shared(natural: Sequence[float], least: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths between the least and the natural that fill the room, long texts by the root of their length.

    Why the root: by length alone, one long column would press the short ones to a word a line.
    """

    def widths(measure: float) -> list[float]:
        return [min(max(low, measure * sqrt(high)), high) for high, low in zip(natural, least, strict=True)]

    low, high = 0.0, room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) < room else (low, middle)
    found = widths(low)
    return tuple(width * room / sum(found) for width in found)


def text_width(words: str, theme: Theme, size_pt: float) -> float:
    """Return the width of words in the house's regular face."""
    return _width(words, advances(theme, FaceKey()), size_pt)


def _width(words: str, widths: Mapping[str, float], size: float) -> float:
    return sum(widths.get(c, 0) for c in words) * size / 1000
