"""A document's words, one line for each block: what two documents are compared by, whatever made their files."""

from __future__ import annotations

import hashlib
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
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, PageCount, PageNumber, Span, Strong, Text


def word_lines(document: Document) -> tuple[str, ...]:
    """Return the words that a reader of the document meets, a block on each line.

    How they look is no part of them, nor block ids, bullets, or a table of contents, which repeats headings. Where
    links lead is, and which picture a text shows. All white space is one space.
    """
    lines = [f"Titel: {document.meta.title}", *(f"På varje sida: {words}" for words in _running(document))]
    lines += _lines(document.blocks)
    return tuple(line for line in map(_on_one_line, lines) if line)


def _running(document: Document) -> dict[str, None]:
    """Return what headers and footers say, page numbers left out, once each."""
    lines = (*document.first_header, *document.header, *document.footer)
    parts = [part for line in lines for part in (line.left, line.right)]
    numbers = (PageNumber, PageCount)
    return dict.fromkeys(_words(part) for part in parts if part and not any(isinstance(each, numbers) for each in part))


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _words(block.content)
            case List():
                for item in block.items:
                    first, *others = [*_lines(item.blocks)] or [""]
                    yield f"{item.label} {first}"
                    yield from others
            case Table():
                yield _row(tuple(column.heading for column in block.columns))
                yield from map(_row, block.rows)
            case Figure():
                yield f"Bild: {block.alt_text}{_print_of(block)}"
            case Quote() | Section():
                yield from _lines(block.blocks)
            case SignatureBlock():
                yield from (", ".join(signatory.texts) for signatory in block.signatories)
            case Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _print_of(figure: Figure) -> str:
    """Return what tells the picture of a file from others; one that the program draws is all in its words."""
    return f" ({figure.path}, {hashlib.sha256(figure.image).hexdigest()[:16]})" if figure.path else ""


def _row(cells: tuple[tuple[Inline, ...], ...]) -> str:
    return " | ".join(map(_words, cells))


def _words(inlines: tuple[Inline, ...]) -> str:
    return "".join(_pieces(inlines))


def _pieces(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text
            case Strong() | Emphasis() | Span():
                yield from _pieces(inline.children)
            case Link():
                yield (words := _words(inline.children))
                if inline.url.partition(":")[2].strip("/") not in words:
                    yield f" <{inline.url}>"
            case LineBreak():
                yield " "
            case PageNumber() | PageCount():
                pass
            case _:
                assert_never(inline)
