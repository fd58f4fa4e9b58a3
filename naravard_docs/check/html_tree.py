"""An HTML page as a tree of elements, read by the parser that comes with Python, and what is wrong with its nesting.

That parser is kinder than browsers are: what they would move or close for themselves is told here as a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from naravard_docs.check.findings import UNREADABLE, Violation

HTML = "HTML (WHATWG)"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ENDS_PARAGRAPH = frozenset(
    {"address", "article", "aside", "blockquote", "div", "dl", "figure", "footer", "form", "header", "hr", "main"}
    | {"nav", "ol", "p", "pre", "section", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Elements whose beginning closes a paragraph (HTML, 13.1.2.4), so that what follows would stand outside it."""

_IN_PARAGRAPHS = frozenset({"p", "a", "b", "em", "i", "span", "strong"})
"""Elements that a paragraph or what stands in it may be: within others no paragraph is open."""

_WITHIN = {
    "li": ("ol", "ul"),
    "tr": ("thead", "tbody"),
    "th": ("tr",),
    "td": ("tr",),
    "thead": ("table",),
    "tbody": ("table",),
    "caption": ("table",),
}
"""What an element must stand in, or else browsers move it."""

_HOLDS_ONLY = {
    "ol": ("li",),
    "ul": ("li",),
    "table": ("caption", "thead", "tbody"),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tr": ("th", "td"),
}


@dataclass(slots=True, eq=False)
class HtmlElement:
    """An element; ``held`` are texts and elements in order, ``elements`` the latter alone."""

    tag: str
    attributes: dict[str, str]
    parent: HtmlElement | None = None
    held: list[HtmlElement | str] = field(default_factory=list)
    elements: list[HtmlElement] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements below, in order, of some tags, or all."""
        waiting = self.elements[::-1]
        while waiting:
            element = waiting.pop()
            if not tags or element.tag in tags:
                yield element
            waiting += element.elements[::-1]

    def text(self) -> str:
        """Return the words within, with a space for a line break."""
        pieces: list[str] = []
        waiting: list[HtmlElement | str] = self.held[::-1]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                pieces.append(one)
            elif one.tag == "br":
                pieces.append(" ")
            else:
                waiting += one.held[::-1]
        return "".join(pieces)


class HtmlFile:
    """A page that was read; ``root`` holds all of it, ``faults`` are those of its nesting.

    Raises:
        UnicodeDecodeError: if it is not written in UTF-8.
    """

    def __init__(self, data: bytes) -> None:
        reader = _Reader()
        reader.feed(data.decode("utf-8"))
        reader.close()
        reader.end()
        self.root, self.faults, self.comments = reader.root, reader.faults, reader.comments
        self.declaration, self.elements = reader.declaration, reader.elements
        self._by_tag: dict[str, list[HtmlElement]] = {}
        for element in self.elements:
            self._by_tag.setdefault(element.tag, []).append(element)

    def all(self, tag: str) -> list[HtmlElement]:
        """Return the elements of a tag, in order."""
        return self._by_tag.get(tag, [])

    def only(self, tag: str) -> HtmlElement | None:
        """Return the one element of a tag, None where there is none or several."""
        found = self.all(tag)
        return found[0] if len(found) == 1 else None


class _Reader(HTMLParser):
    """Builds the tree, and tells what a browser would read otherwise."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = HtmlElement("", {})
        self.open = [self.root]
        self.elements: list[HtmlElement] = []
        self.faults: list[Violation] = []
        self.comments: list[str] = []
        self.declaration = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._judge_place(tag)
        if len({name for name, _ in attrs}) != len(attrs):
            self._fault("13.1.2.3", f"elementet <{tag}> har ett attribut två gånger")
        element = HtmlElement(tag, {name: value or "" for name, value in reversed(attrs)}, self.open[-1])
        self.open[-1].held.append(element)
        self.open[-1].elements.append(element)
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            self._fault("13.1.2", f"</{tag}> avslutar något annat än <{self.open[-1].tag}>")
        if tag in (element.tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-1].tag in _HOLDS_ONLY and data.strip():
            self._fault("13.2.6.4.9", f"text står direkt i <{self.open[-1].tag}>: «{data.strip()[:40]}»")
        self.open[-1].held.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_decl(self, decl: str) -> None:
        self.declaration = decl

    def handle_pi(self, data: str) -> None:
        self.comments.append(data)

    def unknown_decl(self, data: str) -> None:
        self.comments.append(data)

    def end(self) -> None:
        if len(self.open) > 1:
            self._fault("13.1.2", f"<{self.open[-1].tag}> avslutas inte")

    def _judge_place(self, tag: str) -> None:
        above = self.open[-1].tag
        if tag in _ENDS_PARAGRAPH and above in _IN_PARAGRAPHS and any(element.tag == "p" for element in self.open):
            self._fault("13.1.2.4", f"<{tag}> står inne i ett stycke, som webbläsare avslutar där")
        allowed = _WITHIN.get(tag)
        if (allowed and above not in allowed) or tag not in _HOLDS_ONLY.get(above, (tag,)):
            self._fault("4", f"<{tag}> får inte stå direkt i <{above}>")

    def _fault(self, clause: str, message: str) -> None:
        self.faults.append(Violation(UNREADABLE, f"{HTML}, {clause}", message))
