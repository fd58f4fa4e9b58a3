"""What a tagged PDF says, read by pypdf along its structure tree, as a screen reader goes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

_BFCHAR = re.compile(r"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_CODESPACE = re.compile(r"begincodespacerange.*?endcodespacerange", re.DOTALL)
_LABELS = ("/Lbl",)


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element as read: its type, the text of its own marked content and its children in order."""

    tag: str
    kids: tuple[Node | str, ...]
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)


class PdfFile:
    """A PDF opened for reading, with the text of each marked-content sequence."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        self._page_numbers: dict[int, int] = {}
        self.marked: dict[tuple[int, int], str] = {}
        self.artifacts: list[str] = []
        self.unmarked: list[str] = []
        for number, page in enumerate(self.reader.pages):
            if page.indirect_reference is not None:
                self._page_numbers[page.indirect_reference.idnum] = number
            self._read_page(number, page)

    @property
    def tree(self) -> Node:
        """The structure tree from its root element down."""
        root: Any = self.reader.root_object["/StructTreeRoot"].get_object()
        kids = root["/K"].get_object()
        return self._node(kids[0].get_object() if isinstance(kids, ArrayObject) else kids, None)

    def texts(self) -> tuple[str, ...]:
        """Give the text of each paragraph, heading and cell in reading order, without labels of lists."""
        return tuple(text for text in _leaf_texts(self.tree) if text.strip())

    def _read_page(self, number: int, page: PageObject) -> None:
        fonts = _to_unicode_maps(page)
        contents = page.get_contents()
        if contents is None:
            return
        open_: list[tuple[str, int | None]] = []
        font: dict[int, str] = {}
        for operands, operator in ContentStream(contents, self.reader).operations:
            match operator:
                case b"BDC":
                    properties = operands[1]
                    mcid = _mcid(properties)
                    open_.append((str(operands[0]), mcid))
                    if mcid is not None:
                        self.marked.setdefault((number, mcid), "")
                case b"BMC":
                    open_.append((str(operands[0]), None))
                case b"EMC":
                    open_.pop()
                case b"Tf":
                    font = fonts[str(operands[0])]
                case b"Tj":
                    self._take(number, "".join(font[byte] for byte in _codes(operands[0])), open_)
        if open_:
            raise ValueError(f"page {number + 1} ends within marked content {open_}")

    def _take(self, page: int, text: str, open_: list[tuple[str, int | None]]) -> None:
        claims = [mcid for _, mcid in open_ if mcid is not None]
        if any(tag == "/Artifact" for tag, _ in open_):
            self.artifacts.append(text)
        elif claims:
            self.marked[(page, claims[-1])] += text
        else:
            self.unmarked.append(text)

    def _node(self, element: Any, page: int | None) -> Node:
        own = element.get("/Pg")
        at = self._page_of(element.raw_get("/Pg")) if own is not None else page
        kids = element.get("/K", ArrayObject())
        listed = kids if isinstance(kids, ArrayObject) else ArrayObject([element.raw_get("/K")])
        inner = tuple(kid for k in listed if (kid := self._kid(k, at)) is not None)
        return Node(str(element["/S"]), inner, dict(element))

    def _kid(self, kid: Any, page: int | None) -> Node | str | None:
        held: Any = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(held, int):
            return self.marked[(page if page is not None else -1, held)]
        if held.get("/Type") == "/OBJR":
            return None
        if held.get("/Type") == "/MCR":
            return self.marked[(self._page_of(held.raw_get("/Pg")), int(held["/MCID"]))]
        return self._node(held, page)

    def _page_of(self, reference: Any) -> int:
        return self._page_numbers[reference.idnum]


def _leaf_texts(node: Node) -> Iterator[str]:
    if node.tag in _LABELS:
        return
    if node.tag == "/TOCI":
        # the page number beside an entry is the format's own, not text of the document
        yield "".join(kid.text for kid in node.kids if isinstance(kid, Node) and kid.tag == "/Reference")
        return
    if any(isinstance(kid, str) for kid in node.kids) or node.tag in ("/TD", "/TH", "/P"):
        yield node.text
        return
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _leaf_texts(kid)


def _mcid(properties: Any) -> int | None:
    number: Any = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
    return int(number) if number is not None else None


def _codes(operand: Any) -> bytes:
    """Give the bytes of a string operand, whatever pypdf took it for."""
    raw = getattr(operand, "original_bytes", None)
    return bytes(raw) if raw is not None else bytes(operand)


def _to_unicode_maps(page: PageObject) -> dict[str, dict[int, str]]:
    resources: Any = page["/Resources"].get_object()
    fonts = resources["/Font"].get_object()
    return {name: _to_unicode(font.get_object()) for name, font in fonts.items()}


def _to_unicode(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        raise ValueError(f"font {font.get('/BaseFont')} has no ToUnicode map")
    text = _CODESPACE.sub("", font["/ToUnicode"].get_object().get_data().decode("latin-1"))
    return {int(code, 16): bytes.fromhex(u).decode("utf-16-be") for code, u in _BFCHAR.findall(text)}
