"""What a tagged PDF says, read by pypdf along its structure tree, as a screen reader goes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from naravard_docs.check.content import Claim, Drawn, Letters, read_content
from naravard_docs.check.findings import Fault

_BFCHAR = re.compile(r"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_BFRANGE = re.compile(r"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(r"beginbfrange.*?endbfrange", re.DOTALL)
_CODESPACE = re.compile(r"begincodespacerange.*?endcodespacerange", re.DOTALL)
_LABELS = ("/Lbl",)


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked-content sequence that an element claims, with its text."""

    claim: Claim
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """An annotation that an element holds (ISO 32000-1, 14.7.4.3), by its object number."""

    number: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element as read: its type, object number and entries, and what is in it, in order."""

    tag: str
    kids: tuple[Node | Marked | Held, ...]
    entries: DictionaryObject = field(default_factory=DictionaryObject)
    number: int = 0

    @property
    def text(self) -> str:
        return "".join(kid.text for kid in self.kids)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(kid for kid in self.kids if isinstance(kid, Node))

    def attribute(self, name: str) -> Any:
        """Give an attribute's value, None where no owner has it (ISO 32000-1, 14.7.5)."""
        listed = plain(self.entries.get("/A"))
        for one in listed if isinstance(listed, ArrayObject) else (listed,):
            held = plain(one)
            if isinstance(held, DictionaryObject) and name in held:
                return plain(held[name])
        return None

    def walk(self) -> Iterator[Node]:
        """Give the element and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()


class PdfFile:
    """A PDF opened for reading, with the text of each marked-content sequence.

    ``faults`` is what was met while its pages were read.
    """

    def __init__(self, data: bytes | PdfReader) -> None:
        self.reader = data if isinstance(data, PdfReader) else PdfReader(io.BytesIO(data))
        self.drawn = Drawn()
        self._page_numbers: dict[int, int] = {}
        self._letters: dict[int, Letters] = {}
        self.fonts: dict[str, Any] = {}
        self.pages: list[PageObject] = list(self.reader.pages)
        for number, page in enumerate(self.pages):
            if page.indirect_reference is not None:
                self._page_numbers[page.indirect_reference.idnum] = number
            contents = page.get_contents()
            if contents is not None:
                read_content(number, contents.get_data(), self._fonts_of(page), self.drawn)

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
    def faults(self) -> list[Fault]:
        return self.drawn.faults

    @cached_property
    def tree(self) -> Node:
        """The structure tree from its root element down."""
        root: Any = self.reader.root_object["/StructTreeRoot"].get_object()
        kids = _listed(root)
        if len(kids) != 1:
            raise ValueError(f"strukturträdet har {len(kids)} rötter")
        node = self._node(kids[0], None, set())
        if node is None:
            raise ValueError("strukturträdets rot är inget element")
        return node

    def texts(self) -> tuple[str, ...]:
        """Give the text of each paragraph, heading and cell in reading order, without labels of lists."""
        return tuple(text for text in _leaf_texts(self.tree) if text.strip())

    def _fonts_of(self, page: PageObject) -> dict[str, Letters]:
        resources = plain(page.get("/Resources"))
        fonts = plain(resources.get("/Font")) if isinstance(resources, DictionaryObject) else None
        return {str(name): self._font(fonts.raw_get(name)) for name in fonts} if fonts else {}

    def _font(self, reference: Any) -> Letters:
        number = getattr(reference, "idnum", 0)
        if number in self._letters:
            return self._letters[number]
        font = plain(reference)
        self.fonts[f"{font.get('/BaseFont')} {number}"] = font
        self._letters[number] = Letters(_to_unicode(font))
        return self._letters[number]

    def _node(self, reference: Any, page: int | None, above: set[int]) -> Node | None:
        element = plain(reference)
        if not isinstance(element, DictionaryObject) or "/S" not in element:
            return None
        number = getattr(reference, "idnum", 0)
        if number in above:
            self.drawn.fault("träd", "ISO 32000-1, 14.7.2", "ett strukturelement ligger i sig självt")
            return None
        at = self._page_of(element.raw_get("/Pg")) if "/Pg" in element else page
        above.add(number)
        inner = tuple(kid for k in _listed(element) if (kid := self._kid(k, at, above)) is not None)
        above.discard(number)
        return Node(str(element["/S"]), inner, element, number)

    def _kid(self, kid: Any, page: int | None, above: set[int]) -> Node | Marked | Held | None:
        held = plain(kid)
        if isinstance(held, int):
            return self._marked(page, held)
        if not isinstance(held, DictionaryObject):
            return None
        kind = held.get("/Type")
        if kind == "/OBJR":
            return Held(getattr(held.raw_get("/Obj"), "idnum", 0))
        if kind == "/MCR":
            at = self._page_of(held.raw_get("/Pg")) if "/Pg" in held else page
            return self._marked(at, int(plain(held.get("/MCID", -1))))
        return self._node(kid, page, above)

    def _marked(self, page: int | None, mcid: int) -> Marked:
        claim = (page if page is not None else -1, mcid)
        if claim not in self.drawn.marked:
            where = f"sida {claim[0] + 1}" if page is not None else "ingen sida"
            self.drawn.fault("märken", "ISO 32000-1, 14.7.4.2", f"{where}: märke {mcid} finns inte på sidan")
        return Marked(claim, self.drawn.marked.get(claim, ""))

    def _page_of(self, reference: Any) -> int | None:
        return self._page_numbers.get(getattr(reference, "idnum", 0))


def plain(value: Any) -> Any:
    """Give the object that a reference leads to, or the value itself."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def _listed(element: DictionaryObject) -> list[Any]:
    if "/K" not in element:
        return []
    kids = element.raw_get("/K")
    held = plain(kids)
    return list(held) if isinstance(held, ArrayObject) else [kids]


def _leaf_texts(node: Node) -> Iterator[str]:
    if node.tag in _LABELS:
        return
    if node.tag == "/TOCI":
        # the page number beside an entry is the format's own, not text of the document
        yield "".join(kid.text for kid in node.nodes if kid.tag == "/Reference")
        return
    if any(isinstance(kid, Marked) for kid in node.kids) or node.tag in ("/TD", "/TH", "/P"):
        yield node.text
        return
    for kid in node.nodes:
        yield from _leaf_texts(kid)


def _to_unicode(font: Any) -> dict[int, str]:
    """Give the characters that a font says its codes are; none where it says nothing."""
    if "/ToUnicode" not in font:
        return {}
    text = _CODESPACE.sub("", plain(font["/ToUnicode"]).get_data().decode("latin-1"))
    characters: dict[int, str] = {}
    for ranges in _RANGES.findall(text):
        for first, last, u in _BFRANGE.findall(ranges):
            codes = range(int(first, 16), int(last, 16) + 1)
            characters.update({code: chr(int(u, 16) + n) for n, code in enumerate(codes)})
    single = _BFCHAR.findall(_RANGES.sub("", text))
    characters.update({int(code, 16): bytes.fromhex(u).decode("utf-16-be") for code, u in single})
    return characters
