"""Every layer of a Word file, a PDF or a page that can hold words: what its pages show, and all that only programs see.

It reads with the readers of others and knows nothing of what made the file. A layer is certain where what it holds is
meant as words; of others (fonts, pictures, what is between) the bytes are read as text in each of the usual codings.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from naravard_docs.check.html_layers import files_within, html_pieces, is_html
from naravard_docs.libraries.remarks import without_remarks

_CODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
_LARGEST = 200_000_000
_DEEPEST = 4
_STRING = re.compile(rb"\((?:[^\\()]|\\[\s\S])*\)|<[0-9A-Fa-f\s]{2,}>")
_MEANT_AS_WORDS = frozenset(
    {"descr", "title", "name", "alt", "Target", "instr", "author", "initials", "tooltip", "anchor", "text"}
    | {"placeholder", "alias", "tag", "subject", "keywords"}
)
"""Attributes of Open XML that hold words of the document; others are settings."""


class UnreadableLayersError(ValueError):
    """A file cannot be read, so nothing can be said of what it holds."""


class Layer(Struct, frozen=True):
    """A layer by its name in Swedish, with what it says."""

    name: str
    text: str
    is_certain: bool = True
    is_page: bool = False


@without_remarks()
def file_layers(data: bytes, depth: int = 0) -> tuple[Layer, ...]:
    """Return all layers of a file, and of the files within it.

    Raises:
        UnreadableLayersError: if it is a PDF, a package or a page that cannot be read.
    """
    try:
        return tuple(_layers(data, depth))
    except UnreadableLayersError:
        raise
    except Exception as error:  # readers raise nearly every kind of exception over broken files
        raise UnreadableLayersError(type(error).__name__) from error


def _layers(data: bytes, depth: int) -> Iterator[Layer]:
    if depth > _DEEPEST:
        raise UnreadableLayersError("too deep")
    yield from _raw("filens byte", data)
    if data[:1024].find(b"%PDF-") >= 0:
        yield from _of_pdf(data, depth)
    elif data.startswith(b"PK\x03\x04"):
        yield from _of_package(data, depth)
    elif is_html(data):
        yield from (Layer(name, text, is_certain) for name, text, is_certain in html_pieces(data))
        for embedded in files_within(data):
            yield from file_layers(embedded, depth + 1)
    elif data.startswith(b"<?xml"):
        with suppress(ElementTree.ParseError):  # of what is no XML, its bytes are read
            yield from _of_xml("XML", data)


def _raw(name: str, data: bytes) -> Iterator[Layer]:
    """Yield bytes read as text in each coding, of two bytes a letter from both the first and the second byte."""
    for coding in _CODINGS:
        for start in (0, 1) if coding.startswith("utf-16") else (0,):
            yield Layer(f"{name} ({coding})", data[start:].decode(coding, errors="replace"), is_certain=False)


def _of_package(data: bytes, depth: int) -> Iterator[Layer]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(each.file_size for each in package.infolist()) > _LARGEST:
            raise UnreadableLayersError("too large")
        yield Layer("paketets anmärkning", _decoded(package.comment))
        for entry in package.infolist():
            part = package.read(entry)
            yield Layer("delarnas namn", entry.filename)
            yield Layer(f"{entry.filename}, anmärkning", _decoded(entry.comment + entry.extra))
            if entry.filename.endswith((".xml", ".rels")):
                yield from _of_xml(entry.filename, part)
            else:
                yield from file_layers(part, depth + 1)


def _of_xml(name: str, part: bytes) -> Iterator[Layer]:
    yield from _raw(name, part)
    root = ElementTree.fromstring(part)  # noqa: S314 - a part of a file of the user's own, below a limit of size
    paragraphs: list[str] = []
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "p":
            paragraphs.append("".join(_pieces(element)))
        for key, value in element.attrib.items():
            own = key.rpartition("}")[2]
            yield Layer(f"{name}, attributet {own}", value, is_certain=own in _MEANT_AS_WORDS)
    rest = (text for text in root.itertext() if text.strip())
    yield Layer(f"{name}, text", "\n".join((*paragraphs, *([] if paragraphs else rest))))
    yield Layer(f"{name}, varje text", "\n".join(text for text in root.itertext() if text.strip()), is_certain=False)


def _pieces(paragraph: ElementTree.Element) -> Iterator[str]:
    """Yield a paragraph's text, with a space for what parts words without being text: line breaks and tabs."""
    for element in paragraph.iter():
        if element.tag.rpartition("}")[2] in _PARTING:
            yield " "
        yield element.text or ""
        yield element.tail or "" if element is not paragraph else ""


_PARTING = ("br", "tab", "cr", "ptab", "p")


def _of_pdf(data: bytes, depth: int) -> Iterator[Layer]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableLayersError("encrypted")
    for number, page in enumerate(reader.pages, 1):
        yield Layer(f"sida {number}", page.extract_text(), is_page=True)
    yield from _of_value("slutordboken", reader.trailer, {"/ID"})
    for number in sorted({*_numbers(reader)}):
        held: Any = reader.get_object(IndirectObject(number, 0, reader))
        yield from _of_value(f"objekt {number}", held, set())
        if isinstance(held, StreamObject):
            yield from _of_stream(number, held, depth)


def _numbers(reader: PdfReader) -> Iterator[int]:
    yield from (number for table in reader.xref.values() for number in table)
    yield from reader.xref_objStm


def _of_stream(number: int, held: StreamObject, depth: int) -> Iterator[Layer]:
    kind = str(held.get("/Type", held.get("/Subtype", "")))
    try:
        stream = held.get_data()
    except Exception:  # a picture in a coding that no reader here knows
        stream = held._data
    name = f"ström {number}"
    if kind == "/Metadata":
        yield Layer("XMP", re.sub(r"<[^<>]*>", "\n", stream.decode("utf-8", errors="replace")))
        yield Layer("XMP, märken", stream.decode("utf-8", errors="replace"), is_certain=False)
    elif kind == "/EmbeddedFile":
        yield Layer("en inbäddad fil", _decoded(stream))
        yield from file_layers(stream, depth + 1)
    else:
        yield from (Layer(f"{name}, sträng", text, is_certain=False) for text in _strings(stream))
    yield from _raw(name, stream)


def _strings(stream: bytes) -> Iterator[str]:
    """Yield the strings of a content stream, such as its replacement texts (ActualText)."""
    if b"BDC" not in stream and b"BT" not in stream:
        return
    for found in _STRING.finditer(stream):
        written = found[0]
        if written.startswith(b"<"):
            digits = re.sub(rb"\s", b"", written[1:-1])
            yield _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        else:
            yield _decoded(re.sub(rb"\\([\s\S])", rb"\1", written[1:-1]))


def _of_value(name: str, value: Any, passed: set[str]) -> Iterator[Layer]:
    """Yield the strings and names of an object, with the keys that they stand below; references are not followed."""
    if isinstance(value, DictionaryObject):
        for key, one in value.raw_items() if hasattr(value, "raw_items") else dict.items(value):
            if key not in passed:
                yield Layer(f"{name}, nyckel", str(key), is_certain=False)
                yield from _of_value(f"{name} {key}", one, passed)
    elif isinstance(value, ArrayObject):
        for one in list.__iter__(value):
            yield from _of_value(name, one, passed)
    elif isinstance(value, TextStringObject):
        yield Layer(name, _written(value))
    elif isinstance(value, ByteStringObject):
        yield Layer(name, _decoded(bytes(value)), is_certain=False)
    elif isinstance(value, NameObject):
        yield Layer(f"{name}, namn", str(value), is_certain=False)


def _written(value: TextStringObject) -> str:
    """Return a string, in UTF-8 where it is that, as ids of structure elements are (ISO 32000-1, 14.7.2)."""
    data = value.original_bytes
    if data.isascii() or data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return str(value)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return str(value)


def _decoded(data: bytes) -> str:
    for mark, coding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le")):
        if data.startswith(mark):
            return data[2:].decode(coding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
