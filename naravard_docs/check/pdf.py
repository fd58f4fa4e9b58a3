"""What a tagged PDF says, read along its structure tree, as a screen reader goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct

from naravard_docs.check.content import CharacterMap, Claim, DrawnContent, FontCharacters, read_content
from naravard_docs.check.findings import Violation
from naravard_docs.check.objects import Objects, Reference, Stream
from naravard_docs.swedish import is_empty

_BFCHAR = re.compile(r"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_BFRANGE = re.compile(r"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(r"beginbfrange.*?endbfrange", re.DOTALL)
_CODESPACE = re.compile(r"begincodespacerange.*?endcodespacerange", re.DOTALL)
_LABELS = ("/Lbl",)


class ContentSequence(Struct):
    """A marked-content sequence that an element claims, with its text."""

    claim: Claim
    text: str


class AnnotationReference(Struct):
    """An annotation that an element holds (ISO 32000-1, 14.7.4.3), by its object number."""

    number: int
    text: str = ""


@dataclass(slots=True)
class ParsedElement:
    """A structure element as read: its type, object number and entries, and what is in it, in order."""

    tag: str
    kids: tuple[ParsedElement | ContentSequence | AnnotationReference, ...]
    entries: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    nodes: tuple[ParsedElement, ...] = field(init=False)
    """The elements among the kids."""

    def __post_init__(self) -> None:
        self.nodes = tuple([kid for kid in self.kids if type(kid) is ParsedElement])

    @property
    def text(self) -> str:
        return "".join([kid.text for kid in self.kids])

    def attribute(self, name: str) -> Any:
        """Return an attribute's value, None where no owner has it (ISO 32000-1, 14.7.5)."""
        listed = self.entries.get("/A")
        for one in listed if isinstance(listed, list) else [listed]:
            if isinstance(one, dict) and name in one:
                return one[name]
        return None

    def walk(self) -> Iterator[ParsedElement]:
        """Yield the element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.nodes:
                waiting.extend(reversed(node.nodes))


class ParsedPage(Struct, frozen=True):
    """A page's object number and entries, its resources with what it inherits."""

    number: int
    entries: dict[str, Any]


class PdfFile:
    """A PDF opened for reading, with the text of each marked-content sequence.

    ``faults`` is what was met while its pages were read.

    Raises:
        ValueError: if the file cannot be read as a PDF.
    """

    def __init__(self, data: bytes) -> None:
        self.objects = Objects(data)
        self.drawn = DrawnContent()
        self.fonts: dict[int, dict[str, Any]] = {}
        self.characters_of: dict[int, FontCharacters] = {}
        self.pages = tuple(ParsedPage(number, entries) for number, entries in self.objects.pages())
        self._page_numbers = {page.number: number for number, page in enumerate(self.pages)}
        self.is_encrypted = "/Encrypt" in self.objects.trailer
        if self.is_encrypted:
            return
        for number, page in enumerate(self.pages):
            self._read_page(number, page)

    @property
    def marked(self) -> dict[Claim, str]:
        return self.drawn.marked

    @property
    def artifacts(self) -> list[str]:
        return self.drawn.artifacts

    @property
    def unmarked(self) -> list[str]:
        return self.drawn.unmarked

    @property
    def faults(self) -> list[Violation]:
        return self.drawn.faults

    @cached_property
    def tree(self) -> ParsedElement:
        """The structure tree from its root element down."""
        root = self.plain(self.objects.root["/StructTreeRoot"])
        kids = self._listed(root)
        if len(kids) != 1:
            raise ValueError(f"strukturträdet har {len(kids)} rötter")
        node = self._node(kids[0], None, set())
        if node is None:
            raise ValueError("strukturträdets rot är inget element")
        return node

    def texts(self) -> tuple[str, ...]:
        """Return the text of each paragraph, heading and cell in reading order, without labels of lists."""
        return tuple(text for text in _leaf_texts(self.tree) if not is_empty(text))

    def labels(self) -> tuple[str, ...]:
        """Return the label of each item of a list in reading order; empty where an item has none."""
        items = (node for node in self.tree.walk() if node.tag == "/LI")
        return tuple("".join(kid.text for kid in item.nodes if kid.tag in _LABELS).strip() for item in items)

    def plain(self, value: Any) -> Any:
        """Return the object that a reference leads to, or the value itself."""
        return self.objects.get(value)

    def _read_page(self, number: int, page: ParsedPage) -> None:
        fonts = self._fonts_of(page)
        mappings = tuple([(name, font.mapping) for name, font in fonts.items()])
        drawn, used = _read_content(number, self._content_of(page), mappings)
        self.drawn.add(drawn)
        for name, codes in used.items():
            fonts[name].used |= codes

    def _content_of(self, page: ParsedPage) -> bytes:
        contents = self.plain(page.entries.get("/Contents"))
        streams = contents if isinstance(contents, list) else [contents]
        return b"\n".join(s.data for s in map(self.plain, streams) if isinstance(s, Stream))

    def _fonts_of(self, page: ParsedPage) -> dict[str, FontCharacters]:
        fonts = self.plain((self.plain(page.entries["/Resources"]) or {}).get("/Font"))
        return {name: self._font(reference) for name, reference in fonts.items()} if fonts else {}

    def _font(self, reference: Any) -> FontCharacters:
        number = _number(reference)
        if number not in self.characters_of:
            self.fonts[number] = self.plain(reference)
            self.characters_of[number] = _font_characters(self._to_unicode(self.fonts[number]))
        return self.characters_of[number]

    def _to_unicode(self, font: dict[str, Any]) -> bytes:
        """Return the map by which a font says what characters its codes are; empty where it says nothing."""
        return self.plain(font["/ToUnicode"]).data if "/ToUnicode" in font else b""

    def _node(self, reference: Any, page: int | None, above: set[int]) -> ParsedElement | None:
        element = self.plain(reference)
        if not isinstance(element, dict) or "/S" not in element:
            return None
        number = _number(reference)
        if number in above:
            self.drawn.fault("träd", "ISO 32000-1, 14.7.2", "ett strukturelement ligger i sig självt")
            return None
        at = self._page_of(element["/Pg"]) if "/Pg" in element else page
        kids = self._listed(element)
        inner: list[ParsedElement | ContentSequence | AnnotationReference | None]
        if len(kids) == 1 and type(kids[0]) is int:  # most elements hold one mark
            inner = [self._marked(at, kids[0])]
        else:
            above.add(number)
            inner = [self._kid(kid, at, above) for kid in kids]
            above.discard(number)
        entries = {**element, "/A": self._attributes(element["/A"])} if "/A" in element else element
        return ParsedElement(element["/S"], tuple([kid for kid in inner if kid is not None]), entries, number)

    def _attributes(self, held: Any) -> Any:
        """Return attributes with every reference followed."""
        value = self.plain(held)
        if isinstance(value, list):
            return [self._attributes(one) for one in value]
        return {key: self.plain(one) for key, one in value.items()} if isinstance(value, dict) else value

    def _kid(
        self, kid: Any, page: int | None, above: set[int]
    ) -> ParsedElement | ContentSequence | AnnotationReference | None:
        held = self.plain(kid)
        if isinstance(held, int):
            return self._marked(page, held)
        if not isinstance(held, dict):
            return None
        kind = held.get("/Type")
        if kind == "/OBJR":
            return AnnotationReference(_number(held.get("/Obj")))
        if kind == "/MCR":
            at = self._page_of(held["/Pg"]) if "/Pg" in held else page
            return self._marked(at, int(self.plain(held.get("/MCID", -1))))
        return self._node(kid, page, above)

    def _marked(self, page: int | None, mcid: int) -> ContentSequence:
        claim = (page if page is not None else -1, mcid)
        if claim not in self.drawn.marked:
            where = f"sida {claim[0] + 1}" if page is not None else "ingen sida"
            self.drawn.fault("märken", "ISO 32000-1, 14.7.4.2", f"{where}: märke {mcid} finns inte på sidan")
        return ContentSequence(claim, self.drawn.marked.get(claim, ""))

    def _page_of(self, reference: Any) -> int | None:
        return self._page_numbers.get(_number(reference))

    def _listed(self, element: dict[str, Any]) -> list[Any]:
        kids = element.get("/K")
        held = self.plain(kids)
        return held if isinstance(held, list) else [] if held is None else [kids]


@lru_cache(maxsize=32)
def _read_content(
    page: int, data: bytes, mappings: tuple[tuple[str, bytes], ...]
) -> tuple[DrawnContent, dict[str, frozenset[int]]]:
    """Return what a page draws, and the codes that it uses of each font, by its name there.

    Why kept: letters to each of many have most pages in common.
    """
    drawn, fonts = DrawnContent(), {name: _font_characters(mapping) for name, mapping in mappings}
    read_content(page, data, fonts, drawn)
    return drawn, {name: frozenset(font.used) for name, font in fonts.items()}


def _font_characters(mapping: bytes) -> FontCharacters:
    return FontCharacters(_characters_of(mapping), mapping)


@lru_cache(maxsize=64)
def _characters_of(mapping: bytes) -> CharacterMap:
    """Return the characters of codes by a ToUnicode map; most files of a house have the same few maps."""
    text = _CODESPACE.sub("", mapping.decode("latin-1"))
    characters: dict[int, str] = {}
    for ranges in _RANGES.findall(text):
        for first, last, u in _BFRANGE.findall(ranges):
            codes = range(int(first, 16), int(last, 16) + 1)
            characters.update({code: chr(int(u, 16) + n) for n, code in enumerate(codes)})
    single = _BFCHAR.findall(_RANGES.sub("", text))
    characters.update({int(code, 16): bytes.fromhex(u).decode("utf-16-be") for code, u in single})
    return CharacterMap.of(characters)


def _number(value: Any) -> int:
    """Return the number of the object that a reference leads to, 0 for other values."""
    return int(value) if isinstance(value, Reference) else 0


def _leaf_texts(node: ParsedElement) -> Iterator[str]:
    if node.tag in _LABELS:
        return
    if node.tag == "/TOCI":
        # the page number beside an entry is the format's own, not text of the document
        yield "".join(kid.text for kid in node.nodes if kid.tag == "/Reference")
        return
    if any(isinstance(kid, ContentSequence) for kid in node.kids) or node.tag in ("/TD", "/TH", "/P"):
        yield node.text
        return
    for kid in node.nodes:
        yield from _leaf_texts(kid)
