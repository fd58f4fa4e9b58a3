"""A text without its marks, line by line, for tables and searches, where nothing but text can stand."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.document.blocks import Block, Figure, Heading, List, Paragraph, Quote, Table
from naravard_docs.document.inlines import plain_text
from naravard_docs.markup.faults import MarkupError
from naravard_docs.markup.read import read_line, read_markup
from naravard_docs.markup.setting import Setting


def plain_words(written: str) -> str:
    """Return a text's words: those of a line as a line, those of several with each item and paragraph on a line.

    A text that cannot be set stands as it is written.
    """
    try:
        if "\n" not in written:
            return plain_text(read_line(written).content)
        return "\n".join(_lines(read_markup(written, Setting("text")).blocks))
    except MarkupError:
        return written


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield plain_text(block.content)
            case List():
                for number, item in enumerate(block.items):
                    first, *others = _lines(item.blocks)
                    yield f"{block.label(number)} {first}"
                    yield from others
            case Quote():
                yield from _lines(block.blocks)
            case Table():
                yield from (" ".join(map(plain_text, row)) for row in block.rows)
            case Figure():
                yield block.alt_text
            case _:
                pass
