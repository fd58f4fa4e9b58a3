"""The headers and footers of an organisation's own Word document, carried on as they are with what they refer to."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from lxml import etree
from msgspec import Struct

from naravard_docs.word.base_fields import FieldSummary, settle_fields, without_optional
from naravard_docs.word.base_section import R
from naravard_docs.word.package import Relationship, W, WordPackage, parsed
from naravard_docs.word.properties import settle_tabs
from naravard_docs.word.running import OURS_HERE
from naravard_docs.word.xml import DECLARATION

_HYPERLINKS = "hyperlink"
_LEFT_BEHIND = {
    *("oleObject", "control", "vbaProject", "aFChunk", "subDocument", "frame", "printerSettings", "customXml"),
    *("attachedTemplate", "glossaryDocument", "comments"),
}
"""What a header may refer to that does not go with it: programs, other files, what is of the template's own text."""

_ACCEPTED = ("ins", "moveTo", "customXml", "smartTag")
_REJECTED = (
    *("del", "moveFrom", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
    *("tblGridChange", "tblPrExChange", "numberingChange", "moveFromRangeStart", "moveFromRangeEnd"),
    *("moveToRangeStart", "moveToRangeEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
    *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr", "footnoteReference", "endnoteReference"),
)
_SHOWING = tuple(W + tag for tag in ("drawing", "pict", "object", "fldSimple", "instrText", "sym", "pgNum"))
_STYLE_TAGS = ("pStyle", "rStyle", "tblStyle")
_FIRST_PICTURE, _PICTURES_APART = 900_001, 1_000
"""Pictures of headers count from here, each header's apart, those of documents from 1: no two have the same number."""

_LINE_MM, _MM_PER_EMU = 5.0, 1 / 36000
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class RunningPart(Struct, frozen=True):
    """A header or footer of the base: its text with places to fill, its relationships, and what is known of it."""

    text: str
    relationships: bytes | None
    fields: FieldSummary
    height_mm: float = 0
    lacks_description: bool = False
    shows: bool = False
    """Whether there is anything in it."""
    words: str = ""


class CarriedParts:
    """Gathers what headers, footers and the theme refer to, under names of its own, with the parts' kinds."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._names: dict[str, str] = {}
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def relationships_of(self, name: str, new_name: str) -> bytes | None:
        """Return the relationships of a part under its new name, all that they lead to carried along."""
        kept = [one for one in self._package.related(name) if is_carried(one)]
        if not kept:
            return None
        inner = "".join(self._relationship(one, new_name) for one in kept)
        uri = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'{DECLARATION}<Relationships xmlns="{uri}">{inner}</Relationships>'.encode()

    def _relationship(self, one: Relationship, new_name: str) -> str:
        target = (
            one.target if one.is_outside else posixpath.relpath(self._carried(one.target), posixpath.dirname(new_name))
        )
        element = etree.Element("Relationship", Id=one.id, Type=one.type, Target=target)
        if one.is_outside:
            element.set("TargetMode", "External")
        return str(etree.tostring(element, encoding="unicode"))

    def _carried(self, name: str) -> str:
        if name not in self._names:
            suffix = posixpath.splitext(name)[1].lower()
            folder = "word/media" if self._package.type_of(name).startswith("image/") else "word"
            new_name = self._names[name] = f"{folder}/mall{len(self._names) + 1}{suffix}"
            self.parts[new_name] = self._package.parts[name]
            self.types[new_name] = self._package.type_of(name)
            if (listed := self.relationships_of(name, new_name)) is not None:
                folder, file = posixpath.split(new_name)
                self.parts[f"{folder}/_rels/{file}.rels"] = listed
        return self._names[name]


def is_carried(one: Relationship) -> bool:
    """Return whether what a header refers to goes with it: pictures, charts and links, no programs or other files."""
    return one.kind == _HYPERLINKS if one.is_outside else one.kind not in _LEFT_BEHIND


def running_root(package: WordPackage, name: str) -> etree._Element:
    """Return a header or footer as it is printed: changes accepted, comments and bookmarks left out."""
    root = parsed(package.parts[name])
    for tag in _ACCEPTED:
        for one in list(root.iter(W + tag)):
            _unwrap(one)
    for tag in _REJECTED:
        for one in list(root.iter(W + tag)):
            if one.getparent() is not None:
                one.getparent().remove(one)
    settle_tabs(root)
    return root


def has_content(root: etree._Element) -> bool:
    """Return whether a header or footer shows anything, in documents without a number of the case too."""
    has_text = any(without_optional(one.text or "").strip() for one in root.iter(f"{W}t"))
    return has_text or next(root.iter(*_SHOWING), None) is not None


def drop_unknown(
    root: etree._Element, package: WordPackage, name: str, style_ids: Collection[str], numbers: Collection[str]
) -> None:
    """Leave out of a header what refers to what does not go with it, or is not there."""
    _drop_references(root, {one.id for one in package.related(name) if is_carried(one)})
    _drop_styles(root, style_ids, numbers)


def running_part(root: etree._Element, relationships: bytes | None, ordinal: int) -> RunningPart:
    """Return a header or footer of the base as it goes into documents; ``ordinal`` sets its pictures' numbers apart."""
    fields = settle_fields(root)
    pictures = list(root.iter(f"{_WP}docPr"))
    for number, one in enumerate(pictures, _FIRST_PICTURE + ordinal * _PICTURES_APART):
        one.set("id", str(number))
    text = DECLARATION + etree.tostring(_with_place_for_ours(root), encoding="unicode")
    words = " ".join("".join(one.text or "" for one in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    lacks = any(not (one.get("descr") or "").strip() for one in pictures)
    return RunningPart(text, relationships, fields, _height_mm(root), lacks, has_content(root), words)


def _with_place_for_ours(root: etree._Element) -> etree._Element:
    """Return a header or footer with the place where the document's own lines go, nearest to the page's text."""
    root.insert(
        len(root) if root.tag == f"{W}hdr" else 0, etree.Comment(OURS_HERE.removeprefix("<!--").removesuffix("-->"))
    )
    return root


def _unwrap(element: etree._Element) -> None:
    for one in list(element):
        if one.tag not in (f"{W}customXmlPr", f"{W}smartTagPr"):
            element.addprevious(one)
    element.getparent().remove(element)


def _drop_references(root: etree._Element, known: Collection[str]) -> None:
    """Leave out what refers to what is not there: linked pictures, embedded programs; their picture stays."""
    for element in list(root.iter(etree.Element)):
        for key in [key for key in element.attrib if key.startswith(R) and element.get(key) not in known]:
            del element.attrib[key]
            if not any(name.startswith(R) for name in element.attrib):
                _drop_empty(element)
    for one in list(root.iter(f"{W}object")):
        one.tag = f"{W}pict"
    for one in [link for link in root.iter(f"{W}hyperlink") if not any(key.startswith(R) for key in link.attrib)]:
        _unwrap(one)


def _drop_empty(element: etree._Element) -> None:
    """Leave out an element that showed what is not there, with the drawing that held nothing else."""
    if element.tag == f"{W}hyperlink":
        return
    shown = (f"{_A}blip", f"{_V}imagedata")
    holders = (f"{_MC}AlternateContent", f"{W}drawing", f"{W}pict", f"{W}object")
    above = [one for one in element.iterancestors() if one.tag in holders] if element.tag in shown else []
    gone = above[-1] if above else element
    if gone.getparent() is not None:
        gone.getparent().remove(gone)


def _drop_styles(root: etree._Element, style_ids: Collection[str], numbers: Collection[str]) -> None:
    """Leave out the names of styles and numberings that the template does not have."""
    named = ((one, one.get(f"{W}val") in style_ids) for tag in _STYLE_TAGS for one in root.iter(W + tag))
    for one in [one for one, is_known in named if not is_known]:
        one.getparent().remove(one)
    for one in [one for one in root.iter(f"{W}numId") if one.get(f"{W}val") not in (*numbers, "0")]:
        one.getparent().getparent().remove(one.getparent())


def _height_mm(element: etree._Element) -> float:
    """Return about how high a header is: a line for each paragraph, or its picture where that stands in the text."""
    return sum(_block_height(one) for one in element)


def _block_height(block: etree._Element) -> float:
    if block.tag == f"{W}p":
        inline = (int(one.get("cy") or 0) * _MM_PER_EMU for one in block.iterfind(f".//{_WP}inline/{_WP}extent"))
        return max(_LINE_MM, *inline, 0)
    if block.tag == f"{W}tbl":
        return sum(max((_height_mm(cell) for cell in row.iterfind(f"{W}tc")), default=0) for row in _rows(block))
    if block.tag == f"{W}sdt":
        return sum(_height_mm(one) for one in block.iterfind(f"{W}sdtContent"))
    return 0


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from table.iterfind(f"{W}tr")
