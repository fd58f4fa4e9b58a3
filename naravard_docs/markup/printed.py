"""Blocks as plain lines: what a reader sees, for the handbook's examples and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
from naravard_docs.document.inlines import (
    Emphasis,
    Inline,
    LineBreak,
    Link,
    PageCount,
    PageNumber,
    Span,
    Strong,
    Text,
)


def print_blocks(blocks: tuple[Block, ...]) -> str:
    """Return blocks as lines: labels as they are printed, what is set apart in a line within ‹ ›."""
    return "\n".join(_lines(blocks))


def print_line(content: tuple[Inline, ...]) -> str:
    """Return inline content as a line: «fet‹ord›», «kursiv‹ord›», «länk‹ord https://…›», «språk‹ord sju›»."""
    return "".join(map(_inline, content))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if number and not isinstance(block, List):
            yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from print_line(block.content).split("\n")
        case Heading():
            yield f"rubrik‹{print_line(block.content)}›"
        case List():
            for number, item in enumerate(block.items):
                yield from _hung(f"{block.label(number)} ", _lines(item.blocks))
        case Quote():
            yield from (f"    {line}".rstrip() for line in _lines(block.blocks))
        case Table():
            rows = [tuple(column.heading for column in block.columns), *block.rows]
            yield from (" │ ".join(map(print_line, row)) for row in rows)
        case Figure():
            yield f"bild‹{block.path}: {block.alt_text}›"
        case Section() | SignatureBlock() | Contents() | PageBreak():
            raise ValueError(f"no text gives {type(block).__name__}")
        case _:
            assert_never(block)


def _hung(label: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield an item's lines with its label before the first and as much room before the others."""
    for number, line in enumerate(lines):
        yield f"{label if number == 0 else ' ' * len(label)}{line}".rstrip()


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Strong():
            return f"fet‹{print_line(inline.children)}›"
        case Emphasis():
            return f"kursiv‹{print_line(inline.children)}›"
        case Link():
            return f"länk‹{print_line(inline.children)} {inline.url}›"
        case Span():
            return f"språk‹{print_line(inline.children)} {inline.language}›"
        case LineBreak():
            return "\n"
        case PageNumber() | PageCount():
            raise ValueError("no text gives a page's number")
        case _:
            assert_never(inline)
