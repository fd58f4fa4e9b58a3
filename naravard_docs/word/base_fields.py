"""Fields and content controls in a template's headers and footers: filled with what the document is, or left as text.

What is filled is known only when a document is written: its place is marked, and ``filled`` puts the words there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from lxml import etree
from msgspec import Struct

from naravard_docs.document.document import Meta
from naravard_docs.word.package import W
from naravard_docs.word.properties import property_value

_MARK = "\ue000"
_MARKED = re.compile(f"{_MARK}([a-z]+){_MARK}")
_SIMPLE, _CHAR, _CODE, _TEXT, _RUN = (W + tag for tag in ("fldSimple", "fldChar", "instrText", "t", "r"))
_FILLED = {
    "title": ("title", "titel", "rubrik", "dokumenttitel", "dokumentnamn"),
    "subject": ("subject", "ämne"),
    "author": ("author", "creator", "författare", "organ", "nämnd"),
    "identifier": ("identifier", "diarienummer", "diarienr", "dnr", "ärendenummer", "beteckning"),
    "date": ("date", "datum", "publishdate", "publiceringsdatum", "dokumentdatum"),
    "publisher": ("publisher", "company", "företag", "organisation", "organisationsnamn"),
}
"""What a document says of itself, with the words that templates call it by."""

_OPTIONAL = ("subject", "identifier")
_KEYS = {name: key for key, names in _FILLED.items() for name in names}
_FIELDS = {
    **{"TITLE": "title", "SUBJECT": "subject", "AUTHOR": "author"},
    **dict.fromkeys(("DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE"), "date"),
}
_LIVE = ("TITLE", "SUBJECT", "AUTHOR")
"""Fields that Word works out again from the file's properties, which say the same."""

_STILLED = {
    *("REF", "PAGEREF", "NOTEREF", "HYPERLINK", "LINK", "INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "DATABASE"),
    *("ASK", "FILLIN", "DOCPROPERTY", "DOCVARIABLE", "ADDIN", "MERGEFIELD", "STYLEREF"),
    *(name for name in _FIELDS if name not in _LIVE),
}
"""Fields that would ask for what is not in the file, or show another day: what they show is left as text."""

_ERROR = re.compile(r"\s*(?:Fel|Error)!")
_NUMBERING_SWITCHES = ("\\n", "\\r", "\\s", "\\w", "\\p")
_TITLE_STYLES = ("1", "title", "rubrik", "heading 1", "rubrik 1")
_CORE = re.compile(r"(?:coreProperties|Properties|CoverPageProperties).*?([A-Za-z]+)\[1\]$")


class FieldSummary(Struct, frozen=True):
    """What a header's or footer's fields show: the page's number, and which of the document's facts.

    ``asks`` says that something in it was to be filled in by hand, and is left empty.
    """

    has_page: bool = False
    facts: frozenset[str] = frozenset()
    asks: bool = False


def settle_fields(root: etree._Element) -> FieldSummary:
    """Mark where a header's fields and content controls show what a document is, and make text of what cannot last."""
    keys = [_settle_control(control) for control in list(root.iter(f"{W}sdt"))]
    facts = {key for key in keys if key}
    fields = [*_simple_fields(root), *_complex_fields(root)]
    for field in fields:
        if field.key:
            facts.add(field.key)
        if field.key or field.name == "STYLEREF" or field.shows_error:
            _fill(field.shown, field.key)
        if field.name in _STILLED:
            field.still()
    return FieldSummary(any(field.name == "PAGE" for field in fields), frozenset(facts), "" in keys)


def filled(text: str, meta: Meta) -> str:
    """Return a header's text with what the document is in the places that are marked."""
    facts: Mapping[str, str] = {
        "title": meta.title,
        "subject": meta.subject,
        "author": meta.author,
        "identifier": meta.identifier,
        "date": meta.date.isoformat(),
        "publisher": meta.publisher or meta.author,
    }
    return _MARKED.sub(lambda found: escape(facts.get(found[1], ""), quote=False), text)


def without_optional(text: str) -> str:
    """Return a header's text without the places of what not every document has."""
    return _MARKED.sub(lambda found: "" if found[1] in _OPTIONAL else found[0], text)


class _Field:
    """A field: its instruction, the texts that show its result, and the elements that make it one."""

    def __init__(self, instruction: str, shown: list[etree._Element], codes: list[etree._Element]) -> None:
        words = instruction.split()
        self.name = words[0].upper() if words else ""
        self.words = [word.strip('"').lower() for word in words[1:]]
        self.shown = shown
        self._codes = codes

    @property
    def key(self) -> str:
        """The fact that it shows, or nothing."""
        if self.name == "DOCPROPERTY":
            return _KEYS.get(self.words[0], "") if self.words else ""
        if self.name == "STYLEREF":
            said = " ".join(word for word in self.words if not word.startswith("\\"))
            is_number = any(word in _NUMBERING_SWITCHES for word in self.words)
            return "title" if said in _TITLE_STYLES and not is_number else ""
        return _FIELDS.get(self.name, "")

    @property
    def shows_error(self) -> bool:
        """Whether what it shows is that Word could not work it out."""
        return _ERROR.match("".join(one.text or "" for one in self.shown)) is not None

    def still(self) -> None:
        """Leave what it shows as text."""
        for code in self._codes:
            parent = code.getparent()
            if code.tag == _SIMPLE:
                for run in list(code):
                    code.addprevious(run)
            parent.remove(code)


def _simple_fields(root: etree._Element) -> list[_Field]:
    found = list(root.iter(_SIMPLE))
    return [_Field(one.get(f"{W}instr") or "", list(one.iter(_TEXT)), [one]) for one in found]


class _Open(Struct):
    """A field whose end has not come."""

    instruction: str
    shown: list[etree._Element]
    codes: list[etree._Element]
    shows: bool = False


def _complex_fields(root: etree._Element) -> Iterator[_Field]:
    """Yield the fields that runs begin, part and end (ECMA-376, 17.16.18), inner ones first."""
    opened: list[_Open] = []
    found: list[_Field] = []
    for one in root.iter(_CHAR, _CODE, _TEXT):
        kind = one.get(f"{W}fldCharType") if one.tag == _CHAR else ""
        if kind == "begin":
            opened.append(_Open("", [], [one]))
        elif opened and one.tag == _CODE:
            opened[-1].instruction += one.text or ""
            opened[-1].codes.append(one)
        elif opened and kind == "separate":
            opened[-1].shows = True
            opened[-1].codes.append(one)
        elif opened and kind == "end":
            last = opened.pop()
            found.append(_Field(last.instruction, last.shown, [*last.codes, one]))
        elif opened and one.tag == _TEXT and opened[-1].shows:
            opened[-1].shown.append(one)
    return iter(found)


def _settle_control(control: etree._Element) -> str | None:
    """Fill a content control that is known by its binding or name, and return what by; empty one that only asks.

    None says that it was neither: it has a text of the template's own.
    """
    properties = control.find(f"{W}sdtPr")
    if properties is None:
        return None
    key, is_empty = _control_key(properties), properties.find(f"{W}showingPlcHdr") is not None
    if key or is_empty:
        _fill(list(control.iterfind(f"{W}sdtContent//{_TEXT}")), key)
        for style in list(control.iterfind(f"{W}sdtContent//{W}rStyle")):
            style.getparent().remove(style)
    _unbind(properties)
    return key if key or is_empty else None


def _unbind(properties: etree._Element) -> None:
    """Leave out what a control takes its words from: none of that goes with the header."""
    for tag in ("showingPlcHdr", "placeholder", "dataBinding", "temporary"):
        for one in properties.findall(W + tag):
            properties.remove(one)
    for day in properties.findall(f"{W}date"):
        day.attrib.pop(f"{W}fullDate", None)


def _control_key(properties: etree._Element) -> str:
    binding = properties.find(f"{W}dataBinding")
    bound = _CORE.search(binding.get(f"{W}xpath") or "") if binding is not None else None
    names = (bound[1] if bound else "", property_value(properties, "tag"), property_value(properties, "alias"))
    return next((key for name in names if (key := _KEYS.get(name.strip().lower(), ""))), "")


def _fill(texts: list[etree._Element], key: str) -> None:
    """Let the first of some texts show a fact, or nothing, and the others nothing."""
    for number, one in enumerate(texts):
        one.text = f"{_MARK}{key}{_MARK}" if key and number == 0 else ""
