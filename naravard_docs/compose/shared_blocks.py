"""Documents that are alike, as letters to each of many, with their blocks held once."""

from __future__ import annotations

from itertools import zip_longest

from naravard_docs.document.document import Document
from naravard_docs.libraries.records import replace


def with_shared_blocks(document: Document, other: Document | None) -> Document:
    """Return a document that has its blocks from another where those are equal: many letters take little room then."""
    if other is None:
        return document
    pairs = zip_longest(document.blocks, other.blocks)
    return replace(
        document, blocks=tuple([held if held == own else own for own, held in pairs][: len(document.blocks)])
    )
