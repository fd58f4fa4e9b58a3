"""The structure tree: planned from the document in reading order, before anything is drawn.

Tags are the standard ones of ISO 32000-1, 14.8.4; no role map is needed. Drawing only adds marks to the elements
(see marking), so a paragraph that goes over a page stays one element, and reading order is the document's whatever
order things are painted in.
"""

from __future__ import annotations

from typing import Any, assert_never

from msgspec import Struct, field

from naravard_docs.document.blocks import (
    Block,
    Contents,
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
    plain_text,
)
from naravard_docs.document.labels import NumberFormat, label_numbers
from naravard_docs.style.text_styles import table_summary

_NUMBERING = {
    NumberFormat.DECIMAL: "Decimal",
    NumberFormat.LOWER_LETTER: "LowerAlpha",
    NumberFormat.UPPER_LETTER: "UpperAlpha",
    NumberFormat.LOWER_ROMAN: "LowerRoman",
    NumberFormat.UPPER_ROMAN: "UpperRoman",
}


class MarkedContent(Struct):
    """Content on a page that belongs to an element: a marked-content id, or an annotation's reference."""

    page: int
    mcid: int | None = None
    annotation: Any = None


class Element(Struct, eq=False):
    """One structure element; ``kids`` are elements and marks in reading order.

    ``inline`` are the Link and Span elements of its text: each takes its place among the kids when it is first drawn.
    ``number`` is that of its object in the file, given when the file is written.
    """

    tag: str
    parent: Element | None = None
    id: str = ""
    attributes: str = ""
    alternative: str = ""
    language: str = ""
    title: str = ""
    kids: list[Element | MarkedContent] = field(default_factory=list)
    inline: list[Element] = field(default_factory=list)
    is_placed: bool = True
    number: int = 0

    def add(self, tag: str, name: str = "", attributes: str = "", alternative: str = "", title: str = "") -> Element:
        element = Element(tag, self, name, attributes, alternative, title=title)
        self.kids.append(element)
        return element

    def add_inline(self, tag: str, alternative: str = "", language: str = "") -> Element:
        element = Element(tag, self, alternative=alternative, language=language, is_placed=False)
        self.inline.append(element)
        return element

    def place(self) -> None:
        """Take its place among the parent's kids, now that it is drawn."""
        if not self.is_placed and self.parent is not None:
            self.is_placed = True
            self.parent.place()
            self.parent.kids.append(self)

    def unlink(self) -> None:
        """Let go of all below, once the file is written: elements that hold each other would stay for long."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            waiting += (*element.elements, *element.inline)
            element.parent, element.kids, element.inline = None, [], []

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]


ARTIFACT = Element("Artifact")
"""What is on the page but not part of the document: running lines, rules, fills, repeated table heads."""


def plan_structure(document: Document) -> Element:
    """Return the document's structure tree, without marks."""
    root = Element("Document")
    _plan_blocks(document.blocks, root)
    return root


def tree_text(element: Element, depth: int = 0) -> str:
    """Return the tree as indented lines, marks left out: for goldens."""
    named = f" [{element.id}]" if element.id else ""
    said = "".join(
        f" {name}={value}"
        for name, value in (("A", element.attributes), ("Alt", element.alternative), ("Lang", element.language))
        if value
    )
    lines = [f"{'  ' * depth}{element.tag}{named}{said}\n"]
    return "".join([*lines, *(tree_text(kid, depth + 1) for kid in [*element.elements, *_undrawn(element)])])


def _undrawn(element: Element) -> list[Element]:
    return [kid for kid in element.inline if not kid.is_placed]


def _plan_blocks(blocks: tuple[Block, ...], parent: Element) -> None:
    for block in blocks:
        _plan(block, parent)


def _plan(block: Block, parent: Element) -> None:
    match block:
        case Heading():
            _plan_inline(block.content, parent.add(f"H{block.level}", name=block.id, title=plain_text(block.content)))
        case Paragraph():
            _plan_inline(block.content, parent.add("P", name=block.id))
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
            for number, signatory in enumerate(block.signatories, 1):
                named = signatures.add("P", name=f"{block.id}.{number}")
                if block.has_fields:
                    # ISO 14289-1, 7.18.4: a field's widget belongs to a Form element
                    named.add("Form", alternative=f"Underskrift av {', '.join(signatory.texts)}")
                if signatory.name:
                    signatures.add("P", name=f"{block.id}.{number}.uppdrag")
        case Section():
            _plan_blocks(block.blocks, parent.add("Sect", name=block.id, title=block.title))
        case Contents():
            _plan_contents(block, parent)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _plan_list(block: List, parent: Element) -> None:
    # ISO 32000-1, 14.8.5.5: ListNumbering tells what kind of labels the items have
    attributes = f"<</O/List/ListNumbering/{_list_numbering(block)}>>"
    element = parent.add("L", name=block.id, attributes=attributes)
    for item in block.items:
        entry = element.add("LI")
        entry.add("Lbl")
        _plan_blocks(item.blocks, entry.add("LBody"))


def _list_numbering(block: List) -> str:
    """Return the kind of labels; where they are of several, that of the first that is of any."""
    if block.kind is not ListKind.NUMBER:
        return "Disc"
    labels = [block.label(n) for n in range(len(block.items))]
    first = next((one for one in label_numbers(labels) if one is not None), None)
    if first is not None:
        return _NUMBERING[first.format]
    # what is no plain number, as «12 a.» or «aa.», goes by what it begins with
    sign = next((c for c in labels[0] if c.isalnum()), "1") if labels else "1"
    return "Decimal" if not sign.isalpha() else "UpperAlpha" if sign.isupper() else "LowerAlpha"


def _plan_table(block: Table, parent: Element) -> None:
    summary = f"<</O/Table/Summary {pdf_text(table_summary(block))}>>"
    table = parent.add("Table", name=block.id, attributes=summary)
    head = table.add("THead").add("TR")
    for column in block.columns:
        # ISO 14289-1, 7.5: header cells need Scope where Headers are not given
        _plan_inline(column.heading, head.add("TH", attributes="<</O/Table/Scope/Column>>"))
    body = table.add("TBody")
    for row in block.rows:
        cells = body.add("TR")
        for cell in row:
            _plan_inline(cell, cells.add("TD"))


def _plan_inline(content: tuple[Inline, ...], element: Element) -> None:
    """Plan the elements within a text: links, and words in another language (ISO 32000-1, 14.9.2)."""
    for inline in content:
        match inline:
            case Link():
                _plan_inline(inline.children, element.add_inline("Link", alternative=plain_text((inline,))))
            case Span():
                _plan_inline(inline.children, element.add_inline("Span", language=inline.language))
            case Strong() | Emphasis():
                _plan_inline(inline.children, element)
            case Text() | LineBreak() | PageNumber() | PageCount():
                pass
            case _:
                assert_never(inline)


def _plan_contents(block: Contents, parent: Element) -> None:
    contents = parent.add("TOC", name=block.id)
    for entry in block.entries:
        item = contents.add("TOCI")
        item.add("Reference").add_inline("Link", alternative=entry.text)
        item.add("P")


def pdf_text(text: str) -> str:
    """Return a text string object (ISO 32000-1, 7.9.2.2): a literal when ASCII, else UTF-16BE in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
