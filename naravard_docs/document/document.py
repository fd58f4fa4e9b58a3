"""A whole document: its metadata, what is on every page, and its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
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
from naravard_docs.document.event import MeetingEvent
from naravard_docs.document.inlines import Inline, plain_text


class Meta(Struct, frozen=True):
    """What catalogues and readers are told; ``date`` is the document's own day, never today's.

    ``author`` is the body, since the minutes are the body's and not their writer's.
    """

    title: str
    author: str
    date: date
    subject: str = ""
    identifier: str = ""
    publisher: str = ""
    language: str = "sv-SE"


class RunningLine(Struct, frozen=True):
    """One line of a page header or footer, with a left and a right part.

    Between the two, or to the end of the line, are as many ``blanks`` to write on by hand, with room above them.
    """

    left: tuple[Inline, ...] = ()
    right: tuple[Inline, ...] = ()
    blanks: int = 0


class Document(Struct, frozen=True):
    """``first_header`` is on page one and ``header`` on the others; the footer is the same on all.

    ``event`` is the meeting that the document is of, for those formats that can tell programs of it.
    """

    meta: Meta
    blocks: tuple[Block, ...]
    header: tuple[RunningLine, ...] = ()
    first_header: tuple[RunningLine, ...] = ()
    footer: tuple[RunningLine, ...] = ()
    event: MeetingEvent | None = None


def document_texts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the document's words in reading order, as pairs of block id and text.

    List labels, figures and what is on every page are left out: this is the text that Word and PDF must both carry.
    """
    return tuple(_texts(document.blocks))


def deepest_heading(blocks: tuple[Block, ...]) -> int:
    """Return the level of the lowest heading among blocks and in them, 0 when there is none."""
    return max(map(_deepest, blocks), default=0)


def _deepest(block: Block) -> int:
    match block:
        case Heading():
            return block.level
        case Quote() | Section():
            return deepest_heading(block.blocks)
        case List():
            return max((deepest_heading(item.blocks) for item in block.items), default=0)
        case _:
            return 0


def running_texts(document: Document) -> tuple[str, ...]:
    """Return the words of headers and footers."""
    lines = (*document.first_header, *document.header, *document.footer)
    return tuple(plain_text(part) for line in lines for part in (line.left, line.right))


def figures_in(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """Yield the pictures among some blocks, and within them, in reading order."""
    for block in blocks:
        match block:
            case Figure():
                yield block
            case List():
                for item in block.items:
                    yield from figures_in(item.blocks)
            case Quote() | Section():
                yield from figures_in(block.blocks)
            case Heading() | Paragraph() | Table() | SignatureBlock() | Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _texts(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.id, plain_text(block.content)
            case List():
                for item in block.items:
                    yield from _texts(item.blocks)
            case Table():
                yield from ((block.id, plain_text(column.heading)) for column in block.columns)
                yield from ((block.id, plain_text(cell)) for row in block.rows for cell in row if cell)
            case Quote() | Section():
                yield from _texts(block.blocks)
            case SignatureBlock():
                yield from ((block.id, words) for signatory in block.signatories for words in signatory.texts)
            case Contents():
                yield from ((block.id, entry.text) for entry in block.entries)
            case Figure() | PageBreak():
                pass
            case _:
                assert_never(block)
