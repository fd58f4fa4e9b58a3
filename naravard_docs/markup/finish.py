"""Blocks as they go into documents: protected signs as they were, addresses as a link needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never
from urllib.parse import quote

from naravard_docs.document.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    List,
    ListItem,
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
from naravard_docs.libraries.records import replace
from naravard_docs.markup.protect import place_in, unprotect

_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"


def finish_blocks(blocks: tuple[Block, ...], inserted: Mapping[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return blocks as they go into a document, with those of ``inserted`` at the places that have their names."""
    made: list[Block] = []
    for block in blocks:
        name = place_in(block.id)
        made += inserted[name] if name is not None else (_block(block),)
    return tuple(made)


def finish_inlines(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inline content as it goes into a document."""
    return tuple(_inline(inline) for inline in content)


def link_address(written: str) -> str:
    """Return an address as a link has it: in ASCII, its host as the name system writes it (RFC 3987, 3.1)."""
    scheme, colon, rest = written.partition(":")
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        return f"{scheme}://{_host(host)}{slash}{quote(path, safe=_IN_ADDRESSES)}"
    return f"{scheme}{colon}{quote(rest, safe=_IN_ADDRESSES)}"


def _host(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii") if not name.isascii() else name
    except UnicodeError:
        return quote(name, safe=_IN_ADDRESSES)


def _block(block: Block) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, content=finish_inlines(block.content))
        case List():
            return replace(block, items=tuple(ListItem(tuple(map(_block, i.blocks)), i.label) for i in block.items))
        case Table():
            columns = tuple(replace(column, heading=finish_inlines(column.heading)) for column in block.columns)
            rows = tuple(tuple(map(finish_inlines, row)) for row in block.rows)
            return replace(block, columns=columns, rows=rows, summary=unprotect(block.summary))
        case Figure():
            return replace(block, alt_text=unprotect(block.alt_text))
        case Quote() | Section():
            return replace(block, blocks=tuple(map(_block, block.blocks)))
        case SignatureBlock() | Contents() | PageBreak():
            return block
        case _:
            assert_never(block)


def _inline(inline: Inline) -> Inline:
    match inline:
        case Text():
            return Text(unprotect(inline.text))
        case Strong():
            return Strong(finish_inlines(inline.children))
        case Emphasis():
            return Emphasis(finish_inlines(inline.children))
        case Link():
            return Link(finish_inlines(inline.children), link_address(unprotect(inline.url)))
        case Span():
            return Span(finish_inlines(inline.children), inline.language)
        case LineBreak() | PageNumber() | PageCount():
            return inline
        case _:
            assert_never(inline)
