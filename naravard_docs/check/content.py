"""A page's content stream, read operator by operator: what is drawn, and which marked sequence it is drawn in.

A tokenizer of our own, since nothing here needs the numbers, which are most of a page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from msgspec import Struct, field

from naravard_docs.check.findings import Violation
from naravard_docs.check.objects import from_hexadecimal, unescape_literal

_TOKEN = re.compile(
    rb"""(?:[\s\d.+-]++|(?:Tm|rg|RG|re|cm|w|m|l|c|g|G|Td)(?=\s)|%[^\r\n]*+)*+(?:
    <([0-9A-Fa-f\s]*+)>\s*+Tj\b
    |/([^\s()<>\[\]{}/%]++)\s++[\d.]++\s++Tf\b
    |/([^\s()<>\[\]{}/%]++)\s*+<<([^<>()]*+)>>\s*+BDC\b
    |([A-Za-z'"][A-Za-z0-9*]*+)
    |(/[^\s()<>\[\]{}/%]*+)
    |(\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S])*+\))*+\))*+\))
    |(<<(?:[^<>()]++|<[^<>]*+>|<<[^<>]*+>>|\((?:[^\\()]|\\[\s\S])*+\))*+>>)
    |(<[0-9A-Fa-f\s]*+>)
    |([\[\]])
    |(\Z)
    |([\s\S]))""",
    re.VERBOSE,
)
"""What matters of a page: first the three forms that most of it consists of, whole, then operators and operands.

Numbers, and the operators that take nothing else, are passed over with what stands between.
"""

_SHOWN, _FONT, _TAG, _BEGUN, _OPERATOR, _NAME, _STRING, _DICTIONARY, _HEXADECIMAL, _ARRAY, _END, _JUNK = range(1, 13)
_STRINGS = (_STRING, _HEXADECIMAL)
_MCID = re.compile(rb"/MCID\s*(\d+)")

_SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTS = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"BI"))
_MARKED, _NESTING = "ISO 14289-1, 7.1", "ISO 32000-1, 14.6.1"

ARTIFACT = "/Artifact"
Claim = tuple[int, int]
"""A page number from 0 and a marked-content id on it."""


_NOTDEF, _UNKNOWN = "\0", "\ufffd"
_UNDEFINED = "\ufffe"
"""What a string to decode by has for a code that is none (``codecs.charmap_decode``)."""


class CharacterMap(Struct, frozen=True):
    """Characters by code, and what the codes 0 to 255 are decoded by (``codecs.charmap_decode``)."""

    characters: Mapping[int, str]
    table: Mapping[int, str] | str

    @classmethod
    def of(cls, characters: Mapping[int, str]) -> CharacterMap:
        return cls(characters, _table_of(characters))


class FontCharacters:
    """The characters that a font's codes, of one byte each, stand for, and the codes that pages use of it.

    ``mapping`` is the ToUnicode map that says it.
    """

    def __init__(self, known: CharacterMap, mapping: bytes = b"") -> None:
        self._known, self.mapping = known, mapping
        self.used: set[int] = set()

    @property
    def characters(self) -> Mapping[int, str]:
        return self._known.characters

    def text(self, codes: bytes) -> str:
        return codecs.charmap_decode(codes, "strict", self._known.table)[0]


class DrawnContent(Struct):
    """What the pages draw: text by sequence, what no sequence holds, and what is wrong with the marks."""

    marked: dict[Claim, str] = field(default_factory=dict)
    tags: dict[Claim, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    faults: list[Violation] = field(default_factory=list)

    def add(self, other: DrawnContent) -> None:
        """Take in what another page draws."""
        self.marked.update(other.marked)
        self.tags.update(other.tags)
        self.artifacts += other.artifacts
        self.unmarked += other.unmarked
        self.faults += other.faults

    def fault(self, rule: str, clause: str, message: str) -> None:
        self.faults.append(Violation(rule, clause, message))


def read_content(page: int, data: bytes, fonts: Mapping[str, FontCharacters], drawn: DrawnContent) -> None:
    """Read the page's content into what is drawn; ``fonts`` are the page's fonts by their names there."""
    reader = _ContentReader(page, fonts, drawn)
    operands = reader.operands
    for token in _TOKEN.finditer(data):
        kind = token.lastindex
        if kind == _SHOWN:
            reader.show(from_hexadecimal(token[_SHOWN]))
        elif kind == _BEGUN:
            reader.begin(token[_TAG], token[_BEGUN])
        elif kind == _FONT:
            reader.set_font(token[_FONT])
        elif kind == _OPERATOR:
            reader.operator(token[_OPERATOR])
        elif kind == _JUNK:
            said = f"sida {page + 1}: innehållet kan inte läsas från tecken {token.start(_JUNK)}"
            drawn.fault("innehåll", "ISO 32000-1, 7.8.2", said)
            break
        elif kind is not None:
            operands.append((kind, token[kind]))
            continue
        operands.clear()
    reader.end()


class _ContentReader:
    """Follows a page's operators.

    ``where`` tells where the next thing is drawn: if in a text object, if in an artifact, in which claimed sequence;
    ``open`` has, for each sequence and text object not yet ended, if it is a text object and where it stands itself.
    """

    def __init__(self, page: int, fonts: Mapping[str, FontCharacters], drawn: DrawnContent) -> None:
        self.page, self.fonts, self.drawn = page, fonts, drawn
        self.operands: list[tuple[int, bytes]] = []
        self.open: list[tuple[bool, tuple[bool, bool, Claim | None]]] = []
        self.where: tuple[bool, bool, Claim | None] = (False, False, None)
        self.font = _NO_LETTERS
        self.saved = 0
        self.told: set[str] = set()

    def operator(self, name: bytes) -> None:
        if name == b"BT":
            self._begin_text()
        elif name in (b"EMC", b"ET"):
            self._end(is_text=name == b"ET")
        elif name in (b"BDC", b"BMC"):
            self.begin(self._first_name(), b"".join(text for kind, text in self.operands if kind == _DICTIONARY))
        elif name in _SHOWS_TEXT:
            self.show(b"".join(_codes(kind, string) for kind, string in self.operands if kind in _STRINGS))
        elif name == b"Tf":
            self.set_font(self._first_name())
        elif name in _PAINTS:
            _, in_artifact, claim = self.where
            if not in_artifact and claim is None:
                said = f"något ritas ({name.decode()}) som varken är märkt eller artefakt"
                self._tell("omärkt", _MARKED, said)
        elif name == b"q":
            self.saved += 1
        elif name == b"Q":
            self.saved -= 1

    def set_font(self, name: bytes) -> None:
        self.font = self.fonts.get(f"/{name.decode('latin-1')}", _NO_LETTERS)

    def end(self) -> None:
        if self.open:
            self._tell("nästling", _NESTING, "sidan slutar inne i märkt innehåll eller ett textobjekt")
        if self.saved:
            self._tell("nästling", "ISO 32000-1, 8.4.2", "q och Q är inte lika många")

    def begin(self, name: bytes, properties: bytes) -> None:
        """Begin a marked-content sequence."""
        tag = f"/{name.decode('latin-1')}"
        in_text, in_artifact, claim = self.where
        self.open.append((False, self.where))
        if tag == ARTIFACT and claim is not None:
            self._tell("artefakt", _MARKED, "en artefakt ligger inne i märkt innehåll")
        if found := _MCID.search(properties):
            if in_artifact:
                self._tell("artefakt", _MARKED, "märkt innehåll ligger inne i en artefakt")
            claim = (self.page, int(found[1]))
            if claim in self.drawn.tags:
                self._tell("märken", "ISO 32000-1, 14.7.4.2", f"märke {claim[1]} finns två gånger")
            self.drawn.marked.setdefault(claim, "")
            self.drawn.tags[claim] = tag
        self.where = (in_text, in_artifact or tag == ARTIFACT, claim)

    def _begin_text(self) -> None:
        in_text, in_artifact, claim = self.where
        if in_text:
            self._tell("nästling", _NESTING, "ett textobjekt börjar i ett annat")
        self.open.append((True, self.where))
        self.where = (True, in_artifact, claim)

    def _end(self, is_text: bool) -> None:
        if not self.open:
            self._tell("nästling", _NESTING, f"{'ET' if is_text else 'EMC'} avslutar något som inte har börjat")
            return
        was_text, self.where = self.open.pop()
        if was_text != is_text:
            self._tell("nästling", _NESTING, "märkt innehåll och textobjekt går om varandra")

    def show(self, codes: bytes) -> None:
        """Show text in the font that is set."""
        in_text, in_artifact, claim = self.where
        if not in_text:
            self._tell("nästling", "ISO 32000-1, 9.4.1", "text visas utanför ett textobjekt")
        text = self.font.text(codes)
        self.font.used.update(codes)
        if _NOTDEF in text:
            self._tell("notdef", "ISO 19005-2, 6.2.11.8", "ett tecken som typsnittet saknar visas (.notdef)")
            text = text.replace(_NOTDEF, "")
        if _UNKNOWN in text:
            self._tell("tounicode", "ISO 19005-2, 6.2.11.7", "text visas som inte går att läsa ut som tecken")
        if in_artifact:
            self.drawn.artifacts.append(text)
        elif claim is not None:
            self.drawn.marked[claim] += text
        else:
            self.drawn.unmarked.append(text)
            self._tell("omärkt", _MARKED, "text är varken märkt eller artefakt")

    def _first_name(self) -> bytes:
        return next((text[1:] for kind, text in self.operands if kind == _NAME), b"")

    def _tell(self, rule: str, clause: str, message: str) -> None:
        """Tell a fault once a page: a fault of the writer's is seldom alone."""
        if message not in self.told:
            self.told.add(message)
            self.drawn.fault(rule, clause, f"sida {self.page + 1}: {message}")


def _table_of(characters: Mapping[int, str]) -> Mapping[int, str] | str:
    """Return what the codes 0 to 255 are decoded by: where each is one character a string, which is far quicker."""
    # a simple TrueType font without Encoding has .notdef at code 0
    table = {0: _NOTDEF} | {code: characters.get(code) or _UNKNOWN for code in range(1, 256)}
    joined = "".join(table.values())
    return joined if all(len(c) == 1 for c in table.values()) and _UNDEFINED not in joined else table


def _codes(kind: int, string: bytes) -> bytes:
    """Return the bytes of a string operand (ISO 32000-1, 7.3.4)."""
    return from_hexadecimal(string[1:-1]) if kind == _HEXADECIMAL else unescape_literal(string[1:-1])


_NO_LETTERS = FontCharacters(CharacterMap.of({}))
