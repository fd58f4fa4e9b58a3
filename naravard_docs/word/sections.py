"""Sections of a Word file: the page set-up that text and lists in columns share (ECMA-376, 17.6)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from msgspec import Struct

from naravard_docs.style import text_styles as looks
from naravard_docs.word.xml import NAMESPACES, twips

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OF_FIRST = tuple(f"{_W}{name}" for name in ("headerReference", "footerReference", "titlePg", "type"))


class SectionMarkup(Struct):
    """The sections of a document as its text comes, ``whole`` being what one without columns has.

    A section's properties stand where it ends. Those after the first begin on the same page, with the headers and
    footers of the one before; only the first has a title page, since each would have one of its own.
    """

    whole: str
    ended: int = 0

    def end_text(self) -> str:
        """Return the properties of the text up to a list in columns, or of the text that is left."""
        self.ended += 1
        return self.whole if self.ended == 1 else _on_same_page(self.whole)

    def end_columns(self, count: int) -> str:
        """Return the properties of a list that stands in some columns."""
        self.ended += 1
        return _on_same_page(self.whole, count)


def _on_same_page(whole: str, columns: int = 0) -> str:
    """Return a section as one that begins on the page of the one before it, which may have columns of its own."""
    (section,) = fromstring(f"<w:body {NAMESPACES}>{whole}</w:body>")  # noqa: S314 - our own markup
    for one in [one for one in section if one.tag in _OF_FIRST]:
        section.remove(one)
    kind = Element(f"{_W}type", {f"{_W}val": "continuous"})
    section.insert(0, kind)
    if columns:
        _set_columns(section, columns)
    return "".join(["<w:sectPr>", *map(_written, section), "</w:sectPr>"])


_BEFORE_COLUMNS = ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType")
"""What stands before the columns of a section (ECMA-376, 17.6.17)."""


def _set_columns(section: Element, count: int) -> None:
    """Give a section some columns of equal width in place of those that it has."""
    for found in [*section.iter(f"{_W}cols")]:
        section.remove(found)
    values = {f"{_W}num": str(count), f"{_W}space": str(twips(looks.COLUMN_GAP_PT))}
    before = [one for one in section if _local(one.tag) in _BEFORE_COLUMNS]
    section.insert(len(before), Element(f"{_W}cols", values))


def _written(element: Element) -> str:
    """Return an element as it stands within a document that declares its namespace."""
    name = _local(element.tag)
    values = "".join(f' w:{_local(key)}="{value}"' for key, value in element.attrib.items())
    return f"<w:{name}{values}>{''.join(map(_written, element))}</w:{name}>" if len(element) else f"<w:{name}{values}/>"


def _local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]
