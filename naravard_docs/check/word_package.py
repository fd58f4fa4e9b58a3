"""A Word file opened as what it is: a package of XML parts that refer to each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_WORD}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, CORE = "word/settings.xml", "docProps/core.xml"

_TEXT, _SPACES, _FIELD = f"{W}t", (f"{W}tab", f"{W}br"), f"{W}fldSimple"
_VALUE = f"{W}val"


class WordFile:
    """The parts of a Word file by name, parsed when asked for; ``main`` is the name of the document's own."""

    def __init__(self, data: bytes | Mapping[str, bytes], main: str = MAIN) -> None:
        self.parts = _unpacked(data) if isinstance(data, bytes) else dict(data)
        self.main = main
        self._parsed: dict[str, Element] = {}

    def part(self, name: str) -> Element:
        """Return a part's root element.

        Raises:
            KeyError: if there is no such part.
            xml.etree.ElementTree.ParseError: if it is no XML.
        """
        if name not in self._parsed:
            self._parsed[name] = _parsed(self.parts[name])
        return self._parsed[name]

    @cached_property
    def body(self) -> Element:
        body = self.part(self.main).find(f"{W}body")
        if body is None:
            raise ValueError("document.xml har ingen body")
        return body

    @cached_property
    def texts_of(self) -> tuple[Element, ...]:
        """The roots of the parts that hold text: the main part, headers and footers."""
        running = sorted(n for n in self.parts if n.startswith(("word/header", "word/footer")) and n.endswith(".xml"))
        return tuple(self.part(name) for name in (self.main, *running))

    @cached_property
    def running(self) -> dict[tuple[str, str], str]:
        """The names of the headers and footers of the last section, by region and the pages that they stand on.

        A section has those of the one before it where it names none (ECMA-376, 17.10.1).
        """
        known = self.relationships(self.main)
        return {
            (region, value(one, "type")): known[str(one.get(f"{R}id"))][0]
            for region in ("header", "footer")
            for one in self.body.iterfind(f".//{W}sectPr/{W}{region}Reference")
            if str(one.get(f"{R}id")) in known
        }

    @cached_property
    def styles(self) -> dict[str, Element]:
        """The styles by their id."""
        return {value(style, "styleId"): style for style in self.part(STYLES).iter(f"{W}style")}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbering instances, each with the id of its definition."""
        if NUMBERING not in self.parts:
            return {}
        return {value(num, "numId"): inner(num, "abstractNumId") for num in self.part(NUMBERING).iter(f"{W}num")}

    def relationships(self, name: str) -> dict[str, tuple[str, bool]]:
        """Return a part's relationships by id: the target as a part's name or an address, and whether it is outside."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self.parts:
            return {}
        found = {}
        for one in self.part(listed).iter(f"{_PACKAGE}Relationship"):
            target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[one.get("Id", "")] = (target if outside else inside, outside)
        return found

    def style_chain(self, style_id: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = inner(self.styles[style_id], "basedOn")


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@lru_cache(maxsize=32)
def _parsed(data: bytes) -> Element:
    """Return a part's root element; parts that files share are parsed once."""
    return ElementTree.fromstring(data)  # noqa: S314 - expat bounds entities; a package has none


def value(element: Element, name: str) -> str:
    """Return an attribute in Word's namespace; empty when it is not there."""
    return element.get(W + name, "")


def inner(element: Element, *path: str) -> str:
    """Return the value of an element below; empty when it is not there."""
    found: Element | None = element
    for step in path:
        found = found.find(W + step) if found is not None else None
    return found.get(_VALUE, "") if found is not None else ""


def text_of(element: Element) -> str:
    """Return the words of a paragraph, with white space for tabs and breaks, without what fields show."""
    words = []
    shown = {one for field in element.iter(_FIELD) for one in field.iter(_TEXT)}
    for one in element.iter():
        if one.tag == _TEXT:
            if one not in shown:
                words.append(one.text or "")
        elif one.tag in _SPACES:
            words.append(" ")
    return "".join(words)
