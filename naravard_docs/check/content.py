"""A page's content stream, read operator by operator: what is drawn, and which marked sequence it is drawn in.

A tokenizer of our own, since pypdf's makes an object of every number: ten times as slow, and nothing here needs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from naravard_docs.check.findings import Fault

_TOKEN = re.compile(
    rb"""(?:[\s\d.+-]++|%[^\r\n]*+)*+(?:
    (?P<string>\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S])*+\))*+\))*+\))
    |(?P<operator>[A-Za-z'"][A-Za-z0-9*]*+)
    |(?P<name>/[^\s()<>\[\]{}/%]*+)
    |(?P<dictionary><<(?:[^<>()]++|<[^<>]*+>|<<[^<>]*+>>|\((?:[^\\()]|\\[\s\S])*+\))*+>>)
    |(?P<hexadecimal><[0-9A-Fa-f\s]*+>)
    |(?P<array>[\[\]])
    |(?P<end>\Z))""",
    re.VERBOSE,
)
_PIECE = re.compile(rb"[^\\]|\\(?:[0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MCID = re.compile(rb"/MCID\s*(\d+)")

_STRINGS = ("string", "hexadecimal")
_SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTS = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"BI"))
_MARKED, _NESTING = "ISO 14289-1, 7.1", "ISO 32000-1, 14.6.1"

ARTIFACT = "/Artifact"
Claim = tuple[int, int]
"""A page number from 0 and a marked-content id on it."""


_NOTDEF, _UNKNOWN = "\0", "\ufffd"


class Letters(dict[bytes, str]):
    """The characters of a font's codes, by the code as it is written in a string, escapes and all.

    Kept as written since a page has thousands of letters and few kinds of them.
    """

    def __init__(self, characters: Mapping[int, str]) -> None:
        super().__init__()
        self.characters = characters

    def __missing__(self, written: bytes) -> str:
        codes = _unescaped(written)
        # a simple TrueType font without Encoding has .notdef at code 0
        shown = "".join(_NOTDEF if code == 0 else self.characters.get(code) or _UNKNOWN for code in codes)
        self[written] = shown
        return shown

    def text(self, kind: str, string: bytes) -> str:
        """Give the characters of a string operand (ISO 32000-1, 7.3.4)."""
        if kind == "hexadecimal":
            digits = b"".join(string[1:-1].split())
            codes = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            return "".join(_NOTDEF if code == 0 else self.characters.get(code) or _UNKNOWN for code in codes)
        return "".join(map(self.__getitem__, _PIECE.findall(string, 1, len(string) - 1)))


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
        kind = token.lastgroup or "end"
        if kind == "operator":
            reader.operator(token[kind])
            reader.operands.clear()
        elif kind != "end":
            reader.operands.append((kind, token[kind]))
    if at != len(data):
        drawn.fault("innehåll", "ISO 32000-1, 7.8.2", f"sida {page + 1}: innehållet kan inte läsas från tecken {at}")
    reader.end()


class _Reader:
    def __init__(self, page: int, fonts: Mapping[str, Letters], drawn: Drawn) -> None:
        self.page, self.fonts, self.drawn = page, fonts, drawn
        self.operands: list[tuple[str, bytes]] = []
        self.open: list[Sequence | None] = []
        self.font = _NO_LETTERS
        self.saved = 0
        self.told: set[str] = set()

    def operator(self, name: bytes) -> None:
        if name in _SHOWS_TEXT:
            self._show()
        elif name in _PAINTS:
            self._paint(name.decode())
        elif name == b"Tf":
            self.font = self.fonts.get(self._first_name(), _NO_LETTERS)
        elif name in (b"BDC", b"BMC"):
            self._begin()
        elif name == b"BT":
            if None in self.open:
                self._tell("nästling", _NESTING, "ett textobjekt börjar i ett annat")
            self.open.append(None)
        elif name in (b"EMC", b"ET"):
            self._end(is_text=name == b"ET")
        elif name == b"q":
            self.saved += 1
        elif name == b"Q":
            self.saved -= 1

    def end(self) -> None:
        if self.open:
            self._tell("nästling", _NESTING, "sidan slutar inne i märkt innehåll eller ett textobjekt")
        if self.saved:
            self._tell("nästling", "ISO 32000-1, 8.4.2", "q och Q är inte lika många")

    @property
    def _sequences(self) -> list[Sequence]:
        return [sequence for sequence in self.open if sequence is not None]

    def _begin(self) -> None:
        properties = b"".join(text for kind, text in self.operands if kind == "dictionary")
        found = _MCID.search(properties)
        sequence = Sequence(self._first_name(), int(found[1]) if found else None)
        around = self._sequences
        if sequence.tag == ARTIFACT and any(one.mcid is not None for one in around):
            self._tell("artefakt", _MARKED, "en artefakt ligger inne i märkt innehåll")
        if sequence.mcid is not None:
            if any(one.tag == ARTIFACT for one in around):
                self._tell("artefakt", _MARKED, "märkt innehåll ligger inne i en artefakt")
            claim = (self.page, sequence.mcid)
            if claim in self.drawn.tags:
                self._tell("märken", "ISO 32000-1, 14.7.4.2", f"märke {sequence.mcid} finns två gånger")
            self.drawn.marked.setdefault(claim, "")
            self.drawn.tags[claim] = sequence.tag
        self.open.append(sequence)

    def _end(self, is_text: bool) -> None:
        if not self.open:
            self._tell("nästling", _NESTING, f"{'ET' if is_text else 'EMC'} avslutar något som inte har börjat")
        elif (self.open.pop() is None) != is_text:
            self._tell("nästling", _NESTING, "märkt innehåll och textobjekt går om varandra")

    def _show(self) -> None:
        if None not in self.open:
            self._tell("nästling", "ISO 32000-1, 9.4.1", "text visas utanför ett textobjekt")
        text = "".join([self.font.text(kind, string) for kind, string in self.operands if kind in _STRINGS])
        if _NOTDEF in text:
            self._tell("notdef", "ISO 19005-2, 6.2.11.8", "ett tecken som typsnittet saknar visas (.notdef)")
        if _UNKNOWN in text:
            self._tell("tounicode", "ISO 19005-2, 6.2.11.7", "text visas som inte går att läsa ut som tecken")
        self._take(text.replace(_NOTDEF, ""))

    def _take(self, text: str) -> None:
        sequences = self._sequences
        claims = [sequence.mcid for sequence in sequences if sequence.mcid is not None]
        if any(sequence.tag == ARTIFACT for sequence in sequences):
            self.drawn.artifacts.append(text)
        elif claims:
            self.drawn.marked[(self.page, claims[-1])] += text
        else:
            self.drawn.unmarked.append(text)
            self._tell("omärkt", _MARKED, "text är varken märkt eller artefakt")

    def _paint(self, name: str) -> None:
        if not any(sequence.tag == ARTIFACT or sequence.mcid is not None for sequence in self._sequences):
            self._tell("omärkt", _MARKED, f"något ritas ({name}) som varken är märkt eller artefakt")

    def _first_name(self) -> str:
        return next((text.decode("latin-1") for kind, text in self.operands if kind == "name"), "")

    def _tell(self, rule: str, clause: str, message: str) -> None:
        """Tell a fault once a page: a fault of the writer's is seldom alone."""
        if message not in self.told:
            self.told.add(message)
            self.drawn.fault(rule, clause, f"sida {self.page + 1}: {message}")


def _unescaped(written: bytes) -> bytes:
    if written[:1] != b"\\":
        return written
    code = written[1:]
    return bytes((int(code, 8) & 0xFF,)) if b"0" <= code[:1] <= b"7" else _ESCAPED.get(code, code)


_NO_LETTERS = Letters({})
