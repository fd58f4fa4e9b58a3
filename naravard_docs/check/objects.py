"""A PDF's objects, read from the file's bytes one by one when they are asked for (ISO 32000-1, 7.3 and 7.5).

A reader of our own, since the judge asks for every structure element of every file before it is written: pypdf takes
six times as long to read the objects of five pages of minutes. It knows what files of ours have, a table of
cross-references and streams that are deflated or plain; what else a file has cannot be read.
"""

from __future__ import annotations

import binascii
import re
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct


class Reference(int):
    """The number of an object that stands elsewhere in the file."""


class StringObject(Struct, frozen=True):
    """A string object as its bytes (ISO 32000-1, 7.3.4)."""

    data: bytes

    def __bool__(self) -> bool:
        return bool(self.data)

    def __str__(self) -> str:
        """Return a text string's characters (7.9.2.2)."""
        if self.data.startswith(b"\xfe\xff"):
            return self.data[2:].decode("utf-16-be")
        return self.data.decode("latin-1")


class Stream(Struct, frozen=True):
    """A stream: its dictionary's entries, and its bytes as they stand in the file."""

    entries: dict[str, Any]
    raw: bytes

    @property
    def data(self) -> bytes:
        """The stream's bytes, without its filter.

        Raises:
            ValueError: for another filter than FlateDecode.
            zlib.error: if the bytes are not what the filter makes.
        """
        filters = self.entries.get("/Filter", [])
        data = self.raw
        for one in filters if isinstance(filters, list) else [filters]:
            if one != "/FlateDecode":
                raise ValueError(f"okänt filter {one}")
            data = inflated(data)
        return data


def inflated(raw: bytes) -> bytes:
    """Return deflated bytes as they were.

    One byte too many is read when an end of line stands before «endstream», as ISO 19005-2, 6.1.7.1 wants.

    Raises:
        zlib.error: if the bytes are not what the filter makes.
    """
    return zlib.decompressobj().decompress(raw)


_SPACE = rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*+)*+"
_REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    _SPACE
    + rb"""(?:
    /(REG++)[ \r\n]*+(\d++)[ \r\n]++\d++[ \r\n]++R(?!REG)
    |/(REG++)[ \r\n]*+/(REG++)
    |(\d++)[ \r\n]++\d++[ \r\n]++R(?!REG)
    |/(REG*+)
    |([+-]?(?:\d++\.?\d*+|\.\d++))
    |(<<|\[)
    |(>>|\])
    |<([0-9A-Fa-f\x00\t\n\f\r ]*+)>
    |(\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S])*+\))*+\))*+\))
    |([a-z]++)
    |([\s\S]|\Z))""".replace(b"REG", _REGULAR),
    re.VERBOSE,
)
"""One value, or two at once where they are a name and a reference or two names: most of a structure element is such."""

_BEFORE_REFERENCE, _NAMED_REFERENCE, _BEFORE_NAME, _NAMED_NAME, _REFERENCE, _NAME, _NUMBER = range(1, 8)
_OPEN, _CLOSE, _HEXADECIMAL, _STRING, _WORD, _JUNK = range(8, 14)
_WORDS = {b"true": True, b"false": False, b"null": None}
_HEAD = re.compile(_SPACE + rb"(\d+)\s+\d+\s+obj\b")
_STREAM = re.compile(rb"\s*stream(\r\n|\n)")
_XREF = re.compile(_SPACE + rb"xref\s")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s")
_ENTRY = re.compile(rb"\s*(\d{10})\s(\d{5})\s([nf])")
_HASH = re.compile(r"#([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


_ENDS = (b"endobj", b"endobj\n", b"endobj\r\n", b"endobj\r")
_KEPT = 512
"""How many objects are known by their bytes: some times as many as a letter has."""


class Objects:
    """A file's objects by number, and its trailer.

    Raises:
        ValueError: if the file has no cross-reference table, or something in it is no PDF object.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at: dict[int, int] = {}
        self._read: dict[int, Any] = {}
        self.trailer: dict[str, Any] = {}
        start = re.findall(rb"startxref\s+(\d+)", data[-1024:])
        if not start:
            raise ValueError("startxref saknas")
        self._start = int(start[-1])
        self._read_tables(self._start)

    def get(self, value: Any) -> Any:
        """Return the object that a reference leads to, None where it leads nowhere; other values as they are."""
        if type(value) is not Reference:
            return value
        if value in self._read:
            return self._read[value]
        self._read[value] = None  # a reference that leads to itself leads nowhere
        found = self._read[value] = self.get(self._object(value)) if value in self._at else None
        return found

    @cached_property
    def root(self) -> dict[str, Any]:
        """The catalog."""
        root = self.get(self.trailer.get("/Root"))
        if not isinstance(root, dict):
            raise ValueError("katalogen saknas")
        return root

    @cached_property
    def info(self) -> dict[str, Any]:
        """The information dictionary, empty when there is none."""
        held = self.get(self.trailer.get("/Info"))
        return {key: self.get(value) for key, value in held.items()} if isinstance(held, dict) else {}

    def pages(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each page's object number and entries, with the resources that it inherits (7.7.3.4)."""
        yield from self._pages(self.root.get("/Pages"), None, frozenset())

    def _pages(self, reference: Any, resources: Any, above: frozenset[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        node = self.get(reference)
        if not isinstance(node, dict) or reference in above:
            return
        resources = node.get("/Resources", resources)
        if "/Kids" in node:
            for kid in self.get(node["/Kids"]):
                yield from self._pages(kid, resources, above | {reference})
        else:
            yield int(reference), {**node, "/Resources": resources}

    def _read_tables(self, start: int) -> None:
        """Read the cross-reference table and those before it; the newest word on an object counts (7.5.6)."""
        seen: set[int] = set()
        while start not in seen:
            seen.add(start)
            table = _XREF.match(self._data, start)
            if table is None:
                raise ValueError("korsreferenstabellen saknas")
            at = table.end()
            while section := _SECTION.match(self._data, at):
                at = section.end()
                for number in range(int(section[1]), int(section[1]) + int(section[2])):
                    entry = _ENTRY.match(self._data, at)
                    if entry is None:
                        raise ValueError(f"korsreferenstabellen är skadad vid objekt {number}")
                    at = entry.end()
                    if entry[3] == b"n":
                        self._at.setdefault(number, int(entry[1]))
            trailer, _ = _value_at(self._data, self._data.index(b"trailer", at) + len(b"trailer"))
            self.trailer = {**trailer, **self.trailer}
            start = int(trailer.get("/Prev", start))

    @cached_property
    def _ends(self) -> dict[int, int]:
        """Where each object ends at the latest, by where it begins: at the next, or at the tables."""
        begins = sorted(self._at.values())
        return dict(zip(begins, [*begins[1:], self._start], strict=True))

    def _object(self, number: int) -> Any:
        at = self._at[number]
        known = _known_object(self._data[at : self._ends[at]])
        return self._read_object(number) if known is None or known[0] != number else known[1]

    def _read_object(self, number: int) -> Any:
        head = _HEAD.match(self._data, self._at[number])
        if head is None or int(head[1]) != number:
            raise ValueError(f"objekt {number} finns inte där tabellen säger")
        value, at = _value_at(self._data, head.end())
        if not isinstance(value, dict):
            return value
        begins = _STREAM.match(self._data, at) if "/Length" in value else None
        if begins is None:
            return value
        length = self.get(value.get("/Length"))
        return Stream(value, self._data[begins.end() : begins.end() + length])


@lru_cache(maxsize=_KEPT)
def _known_object(part: bytes) -> tuple[int, Any] | None:
    """Return an object's number and value, read from its part of a file alone; None where it takes more than that.

    Why kept: letters to each of many have nearly all objects in common, and are all read before they are written.
    """
    head = _HEAD.match(part)
    if head is None or not part.endswith(_ENDS):
        return None
    try:
        value, at = _value_at(part, head.end())
    except ValueError:
        return None
    if not isinstance(value, dict) or (begins := _STREAM.match(part, at) if "/Length" in value else None) is None:
        return int(head[1]), value
    length = value["/Length"]
    if type(length) is not int or begins.end() + length > len(part):
        return None
    return int(head[1]), Stream(value, part[begins.end() : begins.end() + length])


def _value_at(data: bytes, at: int) -> tuple[Any, int]:
    """Return the value that stands at a place, and where it ends."""
    open_: list[list[Any]] = []
    inner: list[Any] = []
    for token in _TOKEN.finditer(data, at):
        kind = token.lastindex
        value: Any
        if kind == _NAMED_REFERENCE:
            inner += (_NAMES[token[_BEFORE_REFERENCE]], Reference(token[_NAMED_REFERENCE]))
            continue
        if kind == _NAMED_NAME:
            inner += (_NAMES[token[_BEFORE_NAME]], _NAMES[token[_NAMED_NAME]])
            continue
        if kind == _OPEN:
            open_.append(inner)
            inner = []
            continue
        if kind == _CLOSE and open_:
            value = inner if token[_CLOSE] == b"]" else dict(zip(inner[::2], inner[1::2], strict=True))
            inner = open_.pop()
        elif kind == _NAME:
            value = _NAMES[token[_NAME]]
        elif kind == _REFERENCE:
            value = Reference(token[_REFERENCE])
        elif kind == _NUMBER:
            value = float(token[_NUMBER]) if b"." in token[_NUMBER] else int(token[_NUMBER])
        elif kind == _HEXADECIMAL:
            value = StringObject(from_hexadecimal(token[_HEXADECIMAL]))
        elif kind == _STRING:
            value = StringObject(unescape_literal(token[_STRING][1:-1]))
        elif kind == _WORD and token[_WORD] in _WORDS:
            value = _WORDS[token[_WORD]]
        else:
            break
        if not open_:
            return value, token.end()
        inner.append(value)
    raise ValueError(f"inget PDF-objekt vid tecken {token.start()}")


def unescape_literal(written: bytes) -> bytes:
    """Return the bytes that a literal string stands for (ISO 32000-1, 7.3.4.2)."""
    if b"\\" not in written and b"\r" not in written:
        return written
    return _ESCAPE.sub(_unescaped, written)


def from_hexadecimal(written: bytes) -> bytes:
    """Return the bytes of a hexadecimal string; an odd last digit is followed by 0 (ISO 32000-1, 7.3.4.3)."""
    try:
        return binascii.unhexlify(written)
    except binascii.Error:  # it has blanks, or an odd number of digits
        digits = b"".join(written.split())
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code is None:
        return b"\n"
    return bytes((int(code, 8) & 0xFF,)) if b"0" <= code[:1] <= b"7" else _ESCAPED.get(code, code)


class _Names(dict[bytes, str]):
    """Names as they are written, with their slash and every #xx as its character (ISO 32000-1, 7.3.5)."""

    def __missing__(self, written: bytes) -> str:
        name = _HASH.sub(lambda found: chr(int(found[1], 16)), written.decode("latin-1"))
        self[written] = f"/{name}"
        return self[written]


_NAMES = _Names()
