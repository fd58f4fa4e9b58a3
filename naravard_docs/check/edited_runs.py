"""The runs of a Word file that people have worked in: words with their form, fields, tracked changes, hidden text.

What is shown is told from what is not: results of fields that Word works out itself, hidden words, and what the
accepted, or rejected, changes take away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from naravard_docs.check.passages import Revision, RevisionKind
from naravard_docs.check.word_package import W, WordFile, inner, value

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFF = ("0", "false", "off", "none")
_WORKED_OUT = {
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "TOC", "INDEX", "TOA", "DATE", "TIME", "SAVEDATE"),
    *("PRINTDATE", "CREATEDATE", "EDITTIME", "REVNUM", "NUMWORDS", "FILENAME", "FILESIZE", "LASTSAVEDBY"),
}
"""Fields whose results Word works out anew: nobody has written them."""

_CODE = re.compile(r"\s*([A-Za-z]+)")
_REVISIONS = {
    f"{W}ins": RevisionKind.INSERTED,
    f"{W}del": RevisionKind.DELETED,
    f"{W}moveTo": RevisionKind.MOVED_HERE,
    f"{W}moveFrom": RevisionKind.MOVED_AWAY,
}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_NOT_WORDS = {
    *(f"{W}{name}" for name in ("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt")),
    *(f"{W}{name}" for name in ("pPrChange", "rPrChange", "softHyphen", "annotationRef", "fldData")),
}
_TEXT_BOXES = (f"{W}txbxContent",)


class RunState(Struct):
    """Where the reader is: the fields that are open, each with its code and whether its result has begun."""

    fields: list[tuple[str, bool]] = []
    comments: dict[str, list[str]] = {}
    open_comments: set[str] = set()


class Piece(Struct, frozen=True):
    """Words of one form; those that are not shown are tracked changes that were taken away, or hidden."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False
    revision: RevisionKind | None = None
    author: str = ""
    is_shown: bool = True


class _Context(Struct, frozen=True):
    """What a run stands in: a tracked change, and the form of its paragraph's style."""

    style: str = ""
    revision: RevisionKind | None = None
    author: str = ""


class RunReader:
    """Reads the runs of a file's paragraphs; ``accepts`` reads tracked changes as if they were accepted."""

    def __init__(self, file: WordFile, accepts: bool) -> None:
        self.file, self.accepts = file, accepts
        self.state = RunState()
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self.pictures: list[Element] = []
        self.bookmarks: list[str] = []
        self.has_page_reference = False
        self._forms: dict[tuple[str, str], bool | None] = {}

    def pieces(self, paragraph: Element, style: str) -> list[Piece]:
        """Return the words of a paragraph; what else stands in it is put aside."""
        return [piece for child in paragraph for piece in self._within(child, _Context(style))]

    def is_taken_away(self, kind: RevisionKind) -> bool:
        """Return whether a tracked change leaves its words out: a removal that is accepted, an addition that is not."""
        return kind.is_removal is self.accepts

    def _within(self, element: Element, context: _Context) -> Iterator[Piece]:
        """Yield the words of an element in a paragraph; the kinds that are not known are looked through."""
        tag = element.tag
        if tag in _NOT_WORDS:
            return
        if tag in _REVISIONS:
            context = _Context(context.style, _REVISIONS[tag], value(element, "author").strip())
        if tag == f"{W}r":
            yield from self._run(element, context)
        elif tag == f"{W}fldSimple":
            yield from self._simple_field(element, context)
        elif tag == f"{_ALTERNATIVE}AlternateContent":
            yield from self._alternative(element, context)
        elif tag == _MATH_TEXT:
            yield Piece(element.text or "", revision=context.revision, author=context.author)
        elif not self._marks(element):
            for child in element:
                yield from self._within(child, context)

    def _marks(self, element: Element) -> bool:
        """Take a mark without words: a bookmark, or where the words of a comment begin and end."""
        match element.tag.removeprefix(W):
            case "bookmarkStart":
                self.bookmarks.append(value(element, "name"))
            case "commentRangeStart":
                self.state.comments.setdefault(value(element, "id"), [])
                self.state.open_comments.add(value(element, "id"))
            case "commentRangeEnd":
                self.state.open_comments.discard(value(element, "id"))
            case _:
                return False
        return True

    def take_mark(self, element: Element) -> bool:
        """Take a mark that stands between paragraphs; return whether it was one."""
        return self._marks(element)

    def _simple_field(self, element: Element, context: _Context) -> Iterator[Piece]:
        code = _code_of(value(element, "instr"))
        self.has_page_reference |= code == "PAGEREF"
        if code not in _WORKED_OUT:
            for child in element:
                yield from self._within(child, context)

    def _alternative(self, element: Element, context: _Context) -> Iterator[Piece]:
        """Yield the first of several forms of the same content."""
        chosen = next(iter(element), None)
        for child in chosen if chosen is not None else ():
            yield from self._within(child, context)

    def _run(self, run: Element, context: _Context) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        hidden = self._is_hidden(properties)
        bold, italic = (self._is_marked(properties, context.style, name) for name in ("b", "i"))
        words: list[str] = []
        for child in run:
            words += self._content(child, context)
        text = "".join(words)
        if not text:
            return
        is_shown = not hidden and not (context.revision is not None and self.is_taken_away(context.revision))
        if is_shown:
            for comment in self.state.open_comments:
                self.state.comments[comment].append(text)
        yield Piece(text, bold, italic, hidden, context.revision, context.author, is_shown)

    def _content(self, child: Element, context: _Context) -> Iterator[str]:
        tag = child.tag
        if tag == f"{W}fldChar":
            self._field_mark(value(child, "fldCharType"))
        elif tag == f"{W}instrText":
            self._add_code(child.text or "")
        elif self._is_in_worked_out_field():
            return
        elif tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif tag == f"{W}br":
            yield " " if value(child, "type") in ("page", "column") else "\n"
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == f"{W}sym":
            yield _symbol(value(child, "char"))
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self.notes.append((tag.removeprefix(W).removesuffix("Reference"), value(child, "id")))
        elif tag not in _NOT_WORDS:
            yield from self._drawn(child, context)

    def _drawn(self, element: Element, context: _Context) -> Iterator[str]:
        """Put aside the pictures and text boxes below an element; of several forms of the same only the first."""
        if element.tag == f"{_ALTERNATIVE}AlternateContent":
            element = next(iter(element), element)
        if element.tag in _TEXT_BOXES:
            self.boxes.append(element)
            return
        if element.tag.endswith(("}blip", "}imagedata")):
            self.pictures.append(element)
        if element.tag in (f"{W}ruby", f"{W}rubyBase"):
            yield from ("".join(piece.text for child in element for piece in self._within(child, context)),)
            return
        for child in element:
            yield from self._drawn(child, context)

    def _field_mark(self, kind: str) -> None:
        fields = self.state.fields
        if kind == "begin":
            fields.append(("", False))
        elif kind == "separate" and fields:
            fields[-1] = (fields[-1][0], True)
        elif kind == "end" and fields:
            fields.pop()

    def _add_code(self, code: str) -> None:
        fields = self.state.fields
        if fields and not fields[-1][1]:
            fields[-1] = (fields[-1][0] + code, False)
            self.has_page_reference |= _code_of(fields[-1][0]) == "PAGEREF"

    def _is_in_worked_out_field(self) -> bool:
        """Return whether the reader is in a field's code, or in a result that Word works out."""
        return any(not begun or _code_of(code) in _WORKED_OUT for code, begun in self.state.fields)

    def _is_hidden(self, properties: Element | None) -> bool:
        if properties is None:
            return False
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return value(vanish, "val").lower() not in _OFF
        return bool(self._of_style(inner(properties, "rStyle"), "vanish"))

    def _is_marked(self, properties: Element | None, style: str, name: str) -> bool:
        """Return whether words are set off from their paragraph: bold in what is not, or the other way round."""
        base = bool(self._of_style(style, name))
        if properties is None:
            return False
        own = properties.find(W + name)
        if own is not None:
            return (value(own, "val").lower() not in _OFF) is not base
        return bool(self._of_style(inner(properties, "rStyle"), name)) and not base

    def _of_style(self, style: str, name: str) -> bool | None:
        """Return whether a style has a property on, along its chain; None where none of it says."""
        if (style, name) not in self._forms:
            found = (one.find(f"{W}rPr/{W}{name}") for one in self.file.styles.chain(style))
            first = next((one for one in found if one is not None), None)
            self._forms[style, name] = None if first is None else value(first, "val").lower() not in _OFF
        return self._forms[style, name]


def revisions_of(pieces: list[Piece]) -> Iterator[Revision]:
    """Yield the tracked changes among words, neighbours of one kind and author as one."""
    last: Piece | None = None
    words = ""
    for piece in [*pieces, Piece("")]:
        is_same = last is not None and (piece.revision, piece.author) == (last.revision, last.author)
        if not is_same and last is not None and last.revision is not None and words.strip():
            yield Revision(last.revision, last.author, " ".join(words.split()))
        words, last = (words if is_same else "") + piece.text, piece


def _code_of(instruction: str) -> str:
    found = _CODE.match(instruction)
    return found[1].upper() if found else ""


def _symbol(code: str) -> str:
    """Return a sign of a symbol font as the sign it has there; what is no sign gives nothing."""
    try:
        return chr(int(code, 16)).encode("utf-8", "ignore").decode()
    except (ValueError, OverflowError):
        return ""
