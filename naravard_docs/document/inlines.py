"""Inline content: text and what a run of text can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct


class Text(Struct, frozen=True):
    text: str


class Strong(Struct, frozen=True):
    children: tuple[Inline, ...]


class Emphasis(Struct, frozen=True):
    children: tuple[Inline, ...]


class Link(Struct, frozen=True):
    """Text that leads to a web page or opens a letter (``url`` with its scheme)."""

    children: tuple[Inline, ...]
    url: str


class Span(Struct, frozen=True):
    """Text in another language than the document's; ``language`` is a BCP 47 tag, as «sma» or «en»."""

    children: tuple[Inline, ...]
    language: str


class LineBreak(Struct, frozen=True):
    pass


class PageNumber(Struct, frozen=True):
    """The number of the page it stands on; only in headers and footers."""


class PageCount(Struct, frozen=True):
    """How many pages the document has; only in headers and footers."""


Inline = Text | Strong | Emphasis | Link | Span | LineBreak | PageNumber | PageCount


def text(*parts: str) -> tuple[Inline, ...]:
    """Return plain text as inline content."""
    return (Text("".join(parts)),)


def strong(words: str) -> Strong:
    """Return plain text as bold."""
    return Strong((Text(words),))


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the words alone; a line break is a space, page numbers are nothing."""
    return "".join(_pieces(inlines))


def _pieces(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text
            case Strong() | Emphasis() | Link() | Span():
                yield from _pieces(inline.children)
            case LineBreak():
                yield " "
            case PageNumber() | PageCount():
                pass
            case _:
                assert_never(inline)
