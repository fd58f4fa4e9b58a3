"""A Word file opened as what it is: a package of XML parts that refer to each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, CORE = "word/settings.xml", "docProps/core.xml"


class WordFile:
    """The parts of a Word file by name, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self._parsed: dict[str, Any] = {}

    def part(self, name: str) -> Any:
        """Give a part's root element.

        Raises:
            KeyError: if there is no such part.
            lxml.etree.XMLSyntaxError: if it is no XML.
        """
        if name not in self._parsed:
            self._parsed[name] = etree.fromstring(self.parts[name], etree.XMLParser(resolve_entities=False))
        return self._parsed[name]

    @property
    def body(self) -> Any:
        return self.part(MAIN).find(f"{W}body")

    @cached_property
    def texts_of(self) -> tuple[Any, ...]:
        """The roots of the parts that hold text: the main part, headers and footers."""
        running = sorted(n for n in self.parts if n.startswith(("word/header", "word/footer")) and n.endswith(".xml"))
        return tuple(self.part(name) for name in (MAIN, *running))

    @cached_property
    def styles(self) -> dict[str, Any]:
        """The styles by their id."""
        return {value(style, "styleId"): style for style in self.part(STYLES).iter(f"{W}style")}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbering instances, each with the id of its definition."""
        if NUMBERING not in self.parts:
            return {}
        return {value(num, "numId"): inner(num, "abstractNumId") for num in self.part(NUMBERING).iter(f"{W}num")}

    def relationships(self, name: str) -> dict[str, tuple[str, bool]]:
        """Give a part's relationships by id: the target as a part's name or an address, and whether it is outside."""
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

    def style_chain(self, style_id: str) -> Iterator[Any]:
        """Give a style and those that it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = inner(self.styles[style_id], "basedOn")


def value(element: Any, name: str) -> str:
    """Give an attribute in Word's namespace; empty when it is not there."""
    return str(element.get(f"{W}{name}") or "")


def inner(element: Any, *path: str) -> str:
    """Give the value of an element below; empty when it is not there."""
    found = element.find("/".join(f"{W}{step}" for step in path))
    return value(found, "val") if found is not None else ""


def text_of(element: Any) -> str:
    """Give the words of a paragraph, with white space for tabs and breaks, without what fields show."""
    words = []
    for one in element.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if one.tag != f"{W}t":
            words.append(" ")
        elif one.getparent().getparent().tag != f"{W}fldSimple":
            words.append(one.text or "")
    return "".join(words)
