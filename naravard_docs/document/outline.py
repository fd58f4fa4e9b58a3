"""A document as readable text, one block a line: for goldens, where a change must show in review."""

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
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import plain_text


def outline(document: Document) -> str:
    """Return the document as indented lines: kind, id, role and text of every block."""
    meta = document.meta
    head = [f"titel: {meta.title}", f"författare: {meta.author}", f"datum: {meta.date}", f"ämne: {meta.subject}"]
    for name, lines in (
        ("första sidhuvud", document.first_header),
        ("sidhuvud", document.header),
        ("sidfot", document.footer),
    ):
        head += [f"{name}: {plain_text(line.left)}{' ____' * line.blanks} | {plain_text(line.right)}" for line in lines]
    return "\n".join([*head, "", *_lines(document.blocks, 0)]) + "\n"


def _lines(blocks: tuple[Block, ...], depth: int) -> Iterator[str]:
    for block in blocks:
        for line in _block(block):
            yield "  " * depth + line
        for inner in _inner(block):
            yield from _lines(inner, depth + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"H{block.level} [{block.id}] {plain_text(block.content)}"
        case Paragraph():
            yield f"P [{block.id}] ({block.role}) {plain_text(block.content)}"
        case List():
            columns = f" i högst {block.columns} spalter" if block.columns > 1 else ""
            yield f"L [{block.id}] ({block.role}) {block.label(0)}{columns}"
        case Table():
            yield f"Table [{block.id}] {' | '.join(plain_text(column.heading) for column in block.columns)}"
            yield from (f"  {' | '.join(map(plain_text, row))}" for row in block.rows)
        case Figure():
            yield f"Figure [{block.id}] {block.alt_text}"
        case Quote():
            yield f"Quote [{block.id}]"
        case SignatureBlock():
            yield f"Signatures [{block.id}] {'; '.join(', '.join(s.texts) for s in block.signatories)}"
        case Contents():
            yield f"Contents [{block.id}]"
            yield from (f"  {entry.text} -> {entry.target}" for entry in block.entries)
        case Section():
            yield f"Section [{block.id}] ({block.role}) {block.title}"
        case PageBreak():
            yield f"PageBreak [{block.id}]"
        case _:
            assert_never(block)


def _inner(block: Block) -> tuple[tuple[Block, ...], ...]:
    match block:
        case List():
            return tuple(item.blocks for item in block.items)
        case Quote() | Section():
            return (block.blocks,)
        case _:
            return ()
