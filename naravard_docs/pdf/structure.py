"""The structure tree: planned from the document in reading order, before anything is drawn.

Tags are the standard ones of ISO 32000-1, 14.8.4; no role map is needed. Drawing only adds marks to the elements
(see marking), so a paragraph that goes over a page stays one element, and reading order is the document's whatever
order things are painted in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, assert_never

from naravard_docs.document.blocks import (
    Block,
    Figure,
    Heading,
    List,
    ListKind,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Inline, Link, plain_text

_NUMBERING = {ListKind.BULLET: "Disc", ListKind.DASH: "Disc", ListKind.NUMBER: "Decimal"}


@dataclass(slots=True)
class Mark:
    """Content on a page that belongs to an element: a marked-content id, or an annotation's reference."""

    page: int
    mcid: int | None = None
    annotation: Any = None


@dataclass(slots=True, eq=False)
class Element:
    """One structure element; ``kids`` are elements and marks in reading order.

    ``links`` are the Link elements of a paragraph: each takes its place among the kids when it is first drawn.
    """

    tag: str
    parent: Element | None = None
    id: str = ""
    attributes: str = ""
    alternative: str = ""
    language: str = ""
    title: str = ""
    kids: list[Element | Mark] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)

    def add(self, tag: str, name: str = "", attributes: str = "", alternative: str = "", title: str = "") -> Element:
        element = Element(tag, self, name, attributes, alternative, title=title)
        self.kids.append(element)
        return element

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]


ARTIFACT = Element("Artifact")
"""What is on the page but not part of the document: running lines, rules, fills, repeated table heads."""


def plan(document: Document) -> Element:
    """Give the document's structure tree, without marks."""
    root = Element("Document")
    _plan_blocks(document.blocks, root)
    return root


def tree_text(element: Element, depth: int = 0) -> str:
    """Give the tree as indented lines, marks left out: for goldens."""
    named = f" [{element.id}]" if element.id else ""
    said = "".join(
        f" {name}={value}" for name, value in (("A", element.attributes), ("Alt", element.alternative)) if value
    )
    lines = [f"{'  ' * depth}{element.tag}{named}{said}\n"]
    return "".join([*lines, *(tree_text(kid, depth + 1) for kid in [*element.elements, *_undrawn(element)])])


def _undrawn(element: Element) -> list[Element]:
    return [link for link in element.links if link not in element.elements]


def _plan_blocks(blocks: tuple[Block, ...], parent: Element) -> None:
    for block in blocks:
        _plan(block, parent)


def _plan(block: Block, parent: Element) -> None:
    match block:
        case Heading():
            _plan_links(block.content, parent.add(f"H{block.level}", name=block.id, title=plain_text(block.content)))
        case Paragraph():
            _plan_links(block.content, parent.add("P", name=block.id))
        case List():
            _plan_list(block, parent)
        case Table():
            _plan_table(block, parent)
        case Figure():
            parent.add("Figure", name=block.id, alternative=block.alt_text)
        case Quote():
            _plan_blocks(block.blocks, parent.add("BlockQuote", name=block.id))
        case SignatureBlock():
            signatures = parent.add("Div", name=block.id)
            for number, _ in enumerate(block.signatories, 1):
                signatures.add("P", name=f"{block.id}.{number}")
        case Section():
            _plan_blocks(block.blocks, parent.add("Sect", name=block.id, title=block.title))
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _plan_list(block: List, parent: Element) -> None:
    # ISO 32000-1, 14.8.5.5: ListNumbering tells what kind of labels the items have
    attributes = f"<</O/List/ListNumbering/{_NUMBERING[block.kind]}>>"
    element = parent.add("L", name=block.id, attributes=attributes)
    for item in block.items:
        entry = element.add("LI")
        entry.add("Lbl")
        _plan_blocks(item.blocks, entry.add("LBody"))


def _plan_table(block: Table, parent: Element) -> None:
    summary = f"<</O/Table/Summary {pdf_text(block.summary)}>>" if block.summary else ""
    table = parent.add("Table", name=block.id, attributes=summary)
    head = table.add("THead").add("TR")
    for _ in block.columns:
        # ISO 14289-1, 7.5: header cells need Scope where Headers are not given
        head.add("TH", attributes="<</O/Table/Scope/Column>>")
    body = table.add("TBody")
    for row in block.rows:
        cells = body.add("TR")
        for cell in row:
            _plan_links(cell, cells.add("TD"))


def _plan_links(content: tuple[Inline, ...], element: Element) -> None:
    element.links = [Element("Link", element, alternative=plain_text((link,))) for link in links_in(content)]


def links_in(content: tuple[Inline, ...]) -> Iterator[Link]:
    """Give the links of inline content in order."""
    for inline in content:
        if isinstance(inline, Link):
            yield inline
        elif children := getattr(inline, "children", None):
            yield from links_in(children)


def pdf_text(text: str) -> str:
    """Give a text string object (ISO 32000-1, 7.9.2.2): a literal when ASCII, else UTF-16BE in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
