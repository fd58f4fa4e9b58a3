"""That a page has the document's marks: links, words in other languages, and what is said of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from naravard_docs.check.findings import Violation
from naravard_docs.check.html_tree import HtmlElement
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
from naravard_docs.document.inlines import Emphasis, Inline, Link, Span, Strong, plain_text

_WCAG = "WCAG 2.1"
_LINK, _LANGUAGE, _PICTURE = "länk", "språk", "bild"

Mark = tuple[str, str, str]
"""A kind of mark, what it says to programs, and the words that have it."""


def mark_faults(parts: Sequence[HtmlElement], expected: Document) -> Iterator[Violation]:
    """Yield the first mark of a page that is not the document's."""
    wanted = list(_of_blocks(expected.blocks))
    found = [mark for part in parts for mark in _of_page(part)]
    for number in range(max(len(wanted), len(found))):
        one, other = (marks[number] if number < len(marks) else None for marks in (wanted, found))
        if one != other:
            yield Violation("märkning", f"{_WCAG}, 1.3.1", f"sidan har {_said(other)} där dokumentet har {_said(one)}")
            return


def _said(mark: Mark | None) -> str:
    if mark is None:
        return "ingen märkning"
    kind, value, words = mark
    return f"{kind} «{value[:60]}» på «{words[:40]}»" if words else f"{kind} «{value[:60]}»"


def _of_page(part: HtmlElement) -> Iterator[Mark]:
    for element in part.all("a", "span", "img"):
        words = " ".join(element.text().split())
        target = element.attributes.get("href", "")
        if element.tag == "a" and not target.startswith("#") and not _is_around(element):
            yield _LINK, target, words
        elif element.tag == "span" and "lang" in element.attributes:
            yield _LANGUAGE, element.attributes["lang"], words
        elif element.tag == "img":
            yield _PICTURE, element.attributes.get("alt", ""), ""


def _is_around(element: HtmlElement) -> bool:
    above = element.parent
    while above is not None and above.tag != "nav":
        above = above.parent
    return above is not None


def _of_blocks(blocks: Sequence[Block]) -> Iterator[Mark]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from _of_inlines(block.content)
            case List():
                for item in block.items:
                    yield from _of_blocks(item.blocks)
            case Table():
                for cell in (
                    *(column.heading for column in block.columns),
                    *(cell for row in block.rows for cell in row),
                ):
                    yield from _of_inlines(cell)
            case Quote() | Section():
                yield from _of_blocks(block.blocks)
            case Figure():
                yield _PICTURE, block.alt_text, ""
            case SignatureBlock() | Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _of_inlines(content: Sequence[Inline]) -> Iterator[Mark]:
    for inline in content:
        if isinstance(inline, Link | Span):
            words = " ".join(plain_text(inline.children).split())
            yield (_LINK, inline.url, words) if isinstance(inline, Link) else (_LANGUAGE, inline.language, words)
        if isinstance(inline, Link | Span | Strong | Emphasis):
            yield from _of_inlines(inline.children)
