"""A Word file opened as what it is: a package of XML parts that refer to each other."""

from __future__ import annotations

import io
import posixpath
import re
import struct
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
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
HIDING = ("vanish", "specVanish")
"""What hides text (ECMA-376, 17.3.2.41 and 17.3.2.36)."""

_OFF = ("0", "false", "off")
_SHARED = ("word/fonts/", STYLES)
_MOST_KEPT = 32
_LOCAL_HEADER, _NAME_LENGTH_AT = 30, 26
"""Length of the header before a part's name, and where the lengths of its name and additions stand in it (ZIP)."""


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
    def styles(self) -> WordStyles:
        return _styles_of(self.parts[STYLES])

    @cached_property
    def tags(self) -> frozenset[str]:
        """The tags of all elements of the body."""
        return frozenset([one.tag for one in self.body.iter()])

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


class WordStyles:
    """The styles of a file, ``by_id``, and what every document asks of them; those of a house share it all."""

    def __init__(self, root: Element) -> None:
        self.by_id = {value(style, "styleId"): style for style in root.iter(f"{W}style")}
        self._chains: dict[str, tuple[Element, ...]] = {}

    def chain(self, style_id: str) -> tuple[Element, ...]:
        """Return a style and those that it is based on."""
        if style_id not in self._chains and style_id in self.by_id:
            self._chains[style_id] = tuple(self._followed(style_id))
        return self._chains.get(style_id, ())

    @cached_property
    def default(self) -> str:
        """The id of the style of paragraphs that name none."""
        ids = (n for n, s in self.by_id.items() if value(s, "type") == "paragraph" and value(s, "default"))
        return next(ids, "")

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The ids of the styles whose text is not seen."""
        return frozenset(name for name in self.by_id if is_applied(self._first(name, "rPr", HIDING)))

    @cached_property
    def heading_levels(self) -> dict[str, int]:
        """The levels of the styles of headings, by their ids."""
        names = (
            (style_id, inner(style, "name")) for style_id in self.by_id for style in reversed(self.chain(style_id))
        )
        found = ((style_id, _HEADING.fullmatch(name)) for style_id, name in names)
        return {style_id: int(heading[1]) for style_id, heading in found if heading}

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The ids of the styles whose paragraphs Word counts."""
        return frozenset(
            style_id
            for style_id in self.by_id
            if next((n for one in self.chain(style_id) if (n := inner(one, "pPr", "numPr", "numId"))), "0") != "0"
        )

    def _followed(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = inner(self.by_id[style_id], "basedOn")

    def _first(self, style_id: str, group: str, tags: tuple[str, ...]) -> Element | None:
        found = (style.find(f"{W}{group}/{W}{tag}") for style in self.chain(style_id) for tag in tags)
        return next((one for one in found if one is not None), None)


@lru_cache(maxsize=8)
def _styles_of(part: bytes) -> WordStyles:
    return WordStyles(_parsed(part))


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {entry.filename: _content(package, entry, data) for entry in package.infolist()}


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> bytes:
    """Return a part's bytes; those of a house's fonts and styles, which all its files share, are unpacked once."""
    if not entry.filename.startswith(_SHARED):
        return package.read(entry)
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + _NAME_LENGTH_AT)
    end = entry.header_offset + _LOCAL_HEADER + name + extra + entry.compress_size
    key = entry.filename, entry.compress_type, entry.CRC, entry.file_size, data[entry.header_offset : end]
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = package.read(entry)
    return _KEPT[key]


_KEPT: dict[tuple[str, int, int, int, bytes], bytes] = {}
"""Parts by all that they were unpacked from: the same bytes are whole, or damaged, in every file."""


@lru_cache(maxsize=32)
def _parsed(data: bytes) -> Element:
    """Return a part's root element; parts that files share are parsed once."""
    return ElementTree.fromstring(data)  # noqa: S314 - expat bounds entities; a package has none


def is_applied(element: Element | None) -> bool:
    """Return whether an element is there that does not say that it is off."""
    return element is not None and value(element, "val") not in _OFF


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
