"""Sections of a Word file: the page set-up that text and lists in columns share (ECMA-376, 17.6)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from naravard_docs.style import text_styles as looks
from naravard_docs.style.theme import Theme
from naravard_docs.word.xml import NAMESPACES, TWIPS_PER_MM, twips

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADERS = (f"{_W}headerReference", f"{_W}footerReference")


def page_section(theme: Theme) -> str:
    """Return the properties of a document's section: headers, footers, paper, margins."""
    margins = theme.margins
    size = f'w:w="{round(theme.page_width_mm * TWIPS_PER_MM)}" w:h="{round(theme.page_height_mm * TWIPS_PER_MM)}"'
    edges = " ".join(
        f'w:{name}="{round(mm * TWIPS_PER_MM)}"'
        for name, mm in (
            ("top", margins.top_mm),
            ("right", margins.right_mm),
            ("bottom", margins.bottom_mm),
            ("left", margins.left_mm),
            ("header", theme.running_edge_mm),
            ("footer", theme.running_edge_mm),
        )
    )
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:headerReference w:type="first" r:id="rIdFirstHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        '<w:footerReference w:type="first" r:id="rIdFirstFooter"/>'
        f'<w:pgSz {size}/><w:pgMar {edges} w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


@dataclass(slots=True)
class SectionMarkup:
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
    (section,) = etree.fromstring(f"<w:body {NAMESPACES}>{whole}</w:body>")
    for one in [*section.iter(*_HEADERS), *section.iter(f"{_W}titlePg", f"{_W}type")]:
        section.remove(one)
    kind = etree.Element(f"{_W}type", {f"{_W}val": "continuous"})
    section.insert(0, kind)
    for found in section.iter(f"{_W}cols") if columns else ():
        found.attrib.update({f"{_W}num": str(columns), f"{_W}space": str(twips(looks.COLUMN_GAP_PT))})
    return "".join(["<w:sectPr>", *map(_written, section), "</w:sectPr>"])


def _written(element: etree._Element) -> str:
    """Return an element without children as it stands within a document that declares its namespace."""
    name = etree.QName(element).localname
    values = "".join(f' w:{etree.QName(key).localname}="{value}"' for key, value in element.attrib.items())
    return f"<w:{name}{values}/>"
