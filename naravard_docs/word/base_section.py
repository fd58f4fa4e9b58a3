"""The page set-up of an organisation's own Word document: paper, margins, columns, and whose headers are where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.style.theme import Margins, Theme
from naravard_docs.word.package import W
from naravard_docs.word.properties import is_on, points_of
from naravard_docs.word.running import REGIONS

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LEAST_MEASURE_MM, _LEAST_HEIGHT_MM, _LARGEST_MM = 60, 60, 1200
_PLAIN_NUMBERS = (None, "decimal", "decimalZero", "numberInDash")
_KEPT_BEFORE_TITLE = ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols")
_KEPT_AFTER_TITLE = ("rtlGutter", "docGrid")
_LENGTHS = tuple(
    W + name for name in ("w", "h", "top", "right", "bottom", "left", "header", "footer", "gutter", "space")
)
_PAPERS = {"A4": (210, 297), "A3": (297, 420), "A5": (148, 210), "US Letter": (216, 279), "US Legal": (216, 356)}
_NEAR_MM = 2


class PageSetup(Struct, frozen=True):
    """A page as a template has it, in millimetres; ``column_mm`` is the narrowest column, ``text_mm`` all of them."""

    width_mm: float
    height_mm: float
    margins: Margins
    header_mm: float
    text_mm: float
    column_mm: float
    columns: int

    @property
    def is_usable(self) -> bool:
        """Whether minutes can be set on it at all."""
        high = self.height_mm - self.margins.top_mm - self.margins.bottom_mm
        fits = self.column_mm >= _LEAST_MEASURE_MM and high >= _LEAST_HEIGHT_MM
        return fits and max(self.width_mm, self.height_mm) <= _LARGEST_MM

    def on_page(self, theme: Theme, header_height_mm: float = 0) -> Theme:
        """Return a theme for one column of the page, below a header of some height."""
        top = max(self.margins.top_mm, self.header_mm + header_height_mm)
        margins = replace(self.margins, right_mm=self.width_mm - self.margins.left_mm - self.column_mm, top_mm=top)
        return replace(theme, page_width_mm=self.width_mm, page_height_mm=self.height_mm, margins=margins)

    @property
    def is_letter(self) -> bool:
        """Whether it is paper that nobody has in Sweden."""
        return self.words.startswith("US")

    @property
    def words(self) -> str:
        """The page in words: «A4 liggande, 2 spalter»."""
        size = sorted((self.width_mm, self.height_mm))
        near = (
            name
            for name, sides in _PAPERS.items()
            if all(abs(a - b) <= _NEAR_MM for a, b in zip(size, sides, strict=True))
        )
        paper = next(near, f"{self.width_mm:.0f} × {self.height_mm:.0f} mm")
        lying = " liggande" if self.width_mm > self.height_mm else ""
        return f"{paper}{lying}{f', {self.columns} spalter' if self.columns > 1 else ''}"


class BaseSection:
    """The section whose page and headers are used, of those that a base's body has.

    It is the first that has a header or footer with something in it, else the first: one before it is a cover.
    ``references`` are the ids of its headers and footers, those that it has from sections before it too.
    """

    def __init__(self, section: etree._Element | None, references: dict[tuple[str, str], str]) -> None:
        self._section = section
        self.references = references
        self.is_title_page = section is not None and is_on(section.find(f"{W}titlePg"))

    @property
    def has_other_numbers(self) -> bool:
        """Whether its pages have letters or Roman numbers, as those before a book's own text."""
        kind = self._section.find(f"{W}pgNumType") if self._section is not None else None
        return kind is not None and kind.get(f"{W}fmt") not in _PLAIN_NUMBERS

    def page(self, theme: Theme) -> PageSetup | None:
        """Return the page, what it does not say as the theme has it; None when it says nothing."""
        if self._section is None or self._section.find(f"{W}pgSz") is None is self._section.find(f"{W}pgMar"):
            return None
        size, edges = self._section.find(f"{W}pgSz"), self._section.find(f"{W}pgMar")
        width = _length_mm(size, "w", theme.page_width_mm)
        house = theme.margins
        gutter = _length_mm(edges, "gutter", 0)
        margins = Margins(
            _length_mm(edges, "left", house.left_mm) + gutter,
            _length_mm(edges, "right", house.right_mm),
            abs(_length_mm(edges, "top", house.top_mm)),
            abs(_length_mm(edges, "bottom", house.bottom_mm)),
        )
        text = width - margins.left_mm - margins.right_mm
        column, number = self._columns(text)
        height, header = _length_mm(size, "h", theme.page_height_mm), _length_mm(edges, "header", theme.running_edge_mm)
        return PageSetup(width, height, margins, header, text, column, number)

    def markup(self, house: etree._Element, has_title_page: bool, references: str, is_usable: bool) -> str:
        """Return the section's properties, what it lacks or cannot be used as the house has it."""
        own = {_tag(one): one for one in house}
        for one in self._section.iter() if self._section is not None else ():
            _in_twips(one)
        theirs = (
            {_tag(one): one for one in self._section if is_usable or _tag(one) not in own}
            if self._section is not None
            else {}
        )
        for name in ("pgSz", "pgMar"):
            for key, value in own[name].attrib.items():
                if name in theirs and key not in theirs[name].attrib:
                    theirs[name].set(key, value)
        before = _written(_kept(theirs.get(tag, own.get(tag))) for tag in _KEPT_BEFORE_TITLE)
        after = _written(_kept(theirs.get(tag)) for tag in _KEPT_AFTER_TITLE)
        return f"<w:sectPr>{references}{before}{'<w:titlePg/>' if has_title_page else ''}{after}</w:sectPr>"

    def _columns(self, text_mm: float) -> tuple[float, int]:
        """Return the width of the narrowest column and how many they are."""
        columns = self._section.find(f"{W}cols") if self._section is not None else None
        if columns is None:
            return text_mm, 1
        widths = [_length_mm(one, "w", text_mm) for one in columns.findall(f"{W}col")]
        if len(widths) > 1:
            return min(widths), len(widths)
        said = columns.get(f"{W}num") or "1"
        number = max(1, int(said)) if said.isdecimal() else 1
        columns.set(f"{W}num", str(number))
        return (text_mm - (number - 1) * _length_mm(columns, "space", 12.5)) / number, number


def sections(body: etree._Element | None) -> Iterator[BaseSection]:
    """Yield a body's sections in order, each with the headers and footers that it shows (ECMA-376, 17.10)."""
    references: dict[tuple[str, str], str] = {}
    found = [*body.iterfind(f".//{W}p/{W}pPr/{W}sectPr"), *body.iterfind(f"{W}sectPr")] if body is not None else []
    for section in found:
        for region in REGIONS:
            for one in section.iterfind(f"{W}{region}Reference"):
                references[region, one.get(f"{W}type") or "default"] = one.get(f"{R}id") or ""
        yield BaseSection(section, dict(references))


def _length_mm(element: etree._Element | None, name: str, otherwise: float) -> float:
    """Return a length in millimetres: twips, or a number with its unit as strict Open XML has it."""
    points = points_of(element.get(W + name) or "") if element is not None else None
    return otherwise if points is None else points * 25.4 / 72


def _in_twips(element: etree._Element) -> None:
    """Write an element's lengths as whole twips, which all programs read, and leave out what is no length."""
    for name in [key for key in element.attrib if key in _LENGTHS]:
        points = points_of(element.get(name))
        if points is None:
            del element.attrib[name]
        else:
            element.set(name, str(round(points * 20)))


def _tag(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _kept(element: etree._Element | None) -> etree._Element | None:
    """Return an element of the section without what belongs to the template's own text: how its pages are counted."""
    if element is not None and _tag(element) == "pgNumType":
        other = () if element.get(f"{W}fmt") in _PLAIN_NUMBERS else ("fmt",)
        for name in ("start", "chapStyle", "chapSep", *other):
            element.attrib.pop(W + name, None)
    return element


def _written(elements: Iterator[etree._Element | None]) -> str:
    return "".join(_without_namespaces(one) for one in elements if one is not None)


_DECLARED = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def _without_namespaces(element: etree._Element) -> str:
    """Return an element of Word's namespace as it stands within a document that declares it."""
    plain = etree.Element(element.tag, nsmap={"w": W[1:-1], "r": R[1:-1]})
    plain.attrib.update({name: value for name, value in element.attrib.items() if name.startswith(W)})
    plain.extend([one for one in element if one.tag.startswith(W)] if _tag(element) in ("cols", "pgBorders") else [])
    for one in plain.iter():
        for name in [key for key in one.attrib if not key.startswith(W)]:
            del one.attrib[name]
    return _DECLARED.sub("", etree.tostring(plain, encoding="unicode", with_tail=False))
