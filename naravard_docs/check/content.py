"""A page's content stream, read operator by operator: what is drawn, and which marked sequence it is drawn in.

A tokenizer of our own, since nothing here needs the numbers, which are most of a page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from naravard_docs.check.findings import Fault
from naravard_docs.check.objects import from_hexadecimal, unescaped

_TOKEN = re.compile(
    rb"""(?:[\s\d.+-]++|(?:Tm|rg|RG|re|cm|w|m|l|c|g|G|Td)(?=\s)|%[^\r\n]*+)*+(?:
    (\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S])*+\))*+\))*+\))
    |([A-Za-z'"][A-Za-z0-9*]*+)
    |(/[^\s()<>\[\]{}/%]*+)
    |(<<(?:[^<>()]++|<[^<>]*+>|<<[^<>]*+>>|\((?:[^\\()]|\\[\s\S])*+\))*+>>)
    |(<[0-9A-Fa-f\s]*+>)
    |([\[\]])
    |(\Z))""",
    re.VERBOSE,
)
"""A token that matters: numbers, and the operators that take nothing else, are passed over with what stands between."""

_STRING, _OPERATOR, _NAME, _DICTIONARY, _HEXADECIMAL, _ARRAY, _END = range(1, 8)
_STRINGS = (_STRING, _HEXADECIMAL)
_MCID = re.compile(rb"/MCID\s*(\d+)")

_SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTS = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"BI"))
_MARKED, _NESTING = "ISO 14289-1, 7.1", "ISO 32000-1, 14.6.1"

ARTIFACT = "/Artifact"
Claim = tuple[int, int]
"""A page number from 0 and a marked-content id on it."""


_NOTDEF, _UNKNOWN = "\0", "\ufffd"


class Letters:
    """The characters that a font's codes, of one byte each, stand for."""

    def __init__(self, characters: Mapping[int, str]) -> None:
        # a simple TrueType font without Encoding has .notdef at code 0
        self._table = {code: characters.get(code) or _UNKNOWN for code in range(1, 256)} | {0: _NOTDEF}

    def text(self, kind: int, string: bytes) -> str:
        """Give the characters of a string operand (ISO 32000-1, 7.3.4)."""
        inner = string[1:-1]
        codes = from_hexadecimal(inner) if kind == _HEXADECIMAL else unescaped(inner)
        return codecs.charmap_decode(codes, "strict", self._table)[0]


@dataclass(frozen=True, slots=True)
class Sequence:
    """A marked-content sequence: its tag, and its id when it belongs to a structure element."""

    tag: str
    mcid: int | None = None


@dataclass(slots=True)
class Drawn:
    """What the pages draw: text by sequence, what no sequence holds, and what is wrong with the marks."""

    marked: dict[Claim, str] = field(default_factory=dict)
    tags: dict[Claim, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, rule: str, clause: str, message: str) -> None:
        self.faults.append(Fault(rule, clause, message))


def read_content(page: int, data: bytes, fonts: Mapping[str, Letters], drawn: Drawn) -> None:
    """Read the page's content into what is drawn; ``fonts`` are the page's fonts by their names there."""
    reader = _Reader(page, fonts, drawn)
    at = 0
    for token in _TOKEN.finditer(data):
        if token.start() != at:
            break
        at = token.end()
        kind = token.lastindex or _END
        if kind == _OPERATOR:
            reader.operator(token[_OPERATOR])
            reader.operands.clear()
        elif kind != _END:
            reader.operands.append((kind, token[kind]))
    if at != len(data):
        drawn.fault("innehåll", "ISO 32000-1, 7.8.2", f"sida {page + 1}: innehållet kan inte läsas från tecken {at}")
    reader.end()


class _Reader:
    """Follows a page's operators; ``open`` has its sequences, and None for a text object."""

    def __init__(self, page: int, fonts: Mapping[str, Letters], drawn: Drawn) -> None:
        self.page, self.fonts, self.drawn = page, fonts, drawn
        self.operands: list[tuple[int, bytes]] = []
        self.open: list[Sequence | None] = []
        self.font = _NO_LETTERS
        self.saved = 0
        self.told: set[str] = set()
        self._note_where()

    def operator(self, name: bytes) -> None:
        if name in _SHOWS_TEXT:
            self._show()
        elif name == b"Tf":
            self.font = self.fonts.get(self._first_name(), _NO_LETTERS)
        elif name in (b"BDC", b"BMC"):
            self._begin()
        elif name == b"BT":
            if self.in_text:
                self._tell("nästling", _NESTING, "ett textobjekt börjar i ett annat")
            self.open.append(None)
            self._note_where()
        elif name in (b"EMC", b"ET"):
            self._end(is_text=name == b"ET")
        elif name in _PAINTS:
            if not self.in_artifact and self.claim is None:
                said = f"något ritas ({name.decode()}) som varken är märkt eller artefakt"
                self._tell("omärkt", _MARKED, said)
        elif name == b"q":
            self.saved += 1
        elif name == b"Q":
            self.saved -= 1

    def _note_where(self) -> None:
        """Note what is drawn next: in a text object, in an artifact, in which claimed sequence."""
        sequences = [sequence for sequence in self.open if sequence is not None]
        claims = [sequence.mcid for sequence in sequences if sequence.mcid is not None]
        self.in_text = len(sequences) != len(self.open)
        self.in_artifact = any(sequence.tag == ARTIFACT for sequence in sequences)
        self.claim = (self.page, claims[-1]) if claims else None

    def end(self) -> None:
        if self.open:
            self._tell("nästling", _NESTING, "sidan slutar inne i märkt innehåll eller ett textobjekt")
        if self.saved:
            self._tell("nästling", "ISO 32000-1, 8.4.2", "q och Q är inte lika många")

    def _begin(self) -> None:
        properties = b"".join([text for kind, text in self.operands if kind == _DICTIONARY])
        found = _MCID.search(properties)
        sequence = Sequence(self._first_name(), int(found[1]) if found else None)
        if sequence.tag == ARTIFACT and self.claim is not None:
            self._tell("artefakt", _MARKED, "en artefakt ligger inne i märkt innehåll")
        if sequence.mcid is not None:
            if self.in_artifact:
                self._tell("artefakt", _MARKED, "märkt innehåll ligger inne i en artefakt")
            claim = (self.page, sequence.mcid)
            if claim in self.drawn.tags:
                self._tell("märken", "ISO 32000-1, 14.7.4.2", f"märke {sequence.mcid} finns två gånger")
            self.drawn.marked.setdefault(claim, "")
            self.drawn.tags[claim] = sequence.tag
        self.open.append(sequence)
        self._note_where()

    def _end(self, is_text: bool) -> None:
        if not self.open:
            self._tell("nästling", _NESTING, f"{'ET' if is_text else 'EMC'} avslutar något som inte har börjat")
        elif (self.open.pop() is None) != is_text:
            self._tell("nästling", _NESTING, "märkt innehåll och textobjekt går om varandra")
        self._note_where()

    def _show(self) -> None:
        if not self.in_text:
            self._tell("nästling", "ISO 32000-1, 9.4.1", "text visas utanför ett textobjekt")
        text = "".join([self.font.text(kind, codes) for kind, codes in self.operands if kind in _STRINGS])
        if _NOTDEF in text:
            self._tell("notdef", "ISO 19005-2, 6.2.11.8", "ett tecken som typsnittet saknar visas (.notdef)")
            text = text.replace(_NOTDEF, "")
        if _UNKNOWN in text:
            self._tell("tounicode", "ISO 19005-2, 6.2.11.7", "text visas som inte går att läsa ut som tecken")
        if self.in_artifact:
            self.drawn.artifacts.append(text)
        elif self.claim is not None:
            self.drawn.marked[self.claim] += text
        else:
            self.drawn.unmarked.append(text)
            self._tell("omärkt", _MARKED, "text är varken märkt eller artefakt")

    def _first_name(self) -> str:
        return next((text.decode("latin-1") for kind, text in self.operands if kind == _NAME), "")

    def _tell(self, rule: str, clause: str, message: str) -> None:
        """Tell a fault once a page: a fault of the writer's is seldom alone."""
        if message not in self.told:
            self.told.add(message)
            self.drawn.fault(rule, clause, f"sida {self.page + 1}: {message}")


_NO_LETTERS = Letters({})
