"""Somebody else's Word package, opened as it is: parts by name, what they refer to, and what it is if it is no such.

Read by hand, and not by python-docx, since that stops at what Word passes over: references to nothing, templates
(.dotx), files with macros (.docm), strict Open XML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from naravard_docs.errors import FileAccessError
from naravard_docs.limits import LIMITS, MEGABYTE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTENT_TYPES = "[Content_Types].xml"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
"""The namespaces of strict Open XML (ISO/IEC 29500-1), each of which has one of the transitional kind."""

_HALF_POINTS = re.compile(rb'(<w:(?:sz|szCs|kern|position) w:val=")(-?[0-9.]+)pt"')
_POINTS = re.compile(rb'(\bw:[A-Za-z]+=")(-?[0-9.]+)pt"')
"""Lengths as strict Open XML writes them, where others have half-points and twips."""

_PERCENT = re.compile(rb'="(-?[0-9.]+)%"')
"""A share of a drawing as strict Open XML writes it, where others have thousandths of a per cent."""

_BEGINNINGS = (
    (b"{\\rtf", "filen är RTF"),
    (b"%pdf", "filen är en PDF"),
    (b"<?xml", "filen är XML i en enda del"),
    (b"<html", "filen är en webbsida"),
    (b"<!doc", "filen är en webbsida"),
)
_FOLDERS = (("xl/", "filen är en Excel-fil"), ("ppt/", "filen är en PowerPoint-fil"))
_ENCRYPTED_ENTRY = 0x1


class PackageWords(Struct, frozen=True):
    """What is told of a package that cannot be read: its name, and what to do about each trouble."""

    name: str
    save_as: str
    unlock: str
    unrestrict: str
    shrink: str


BASE_WORDS = PackageWords(
    "templates/bas.docx",
    "öppna mallen i Word och spara om den som «Word-dokument (.docx)»",
    "öppna mallen i Word, ta bort lösenordet under «Arkiv – Info – Skydda dokument» och spara om den",
    "spara mallen utan begränsad åtkomst",
    "ta bort bilder och annat stort ur mallens brödtext: den används inte",
)
"""For an organisation's own template."""


class Relationship(Struct, frozen=True):
    """What a part refers to: its kind by the last word of its type, and a part's name, or an address outside."""

    id: str
    kind: str
    target: str
    is_outside: bool
    type: str


class WordPackage:
    """The parts of a package by name; ``main`` is the name of the document's own.

    Raises:
        FileAccessError: if the bytes are no Word document, with what they are.
    """

    def __init__(self, data: bytes, words: PackageWords = BASE_WORDS) -> None:
        self.parts = _parts(data, words)
        if any(_STRICT.search(self.parts.get(name, b"")) for name in ("_rels/.rels", "word/document.xml")):
            self.parts = {name: _transitional(name, part) for name, part in self.parts.items()}
        self._names = {name.lower(): name for name in self.parts}
        self._types = self._content_types()
        mains = [one.target for one in self.related("") if one.kind == "officeDocument"]
        self.main = next((name for name in mains if name in self.parts), "")
        if not self.main or parsed(self.parts[self.main]).tag != f"{W}document":
            raise _no_document(_kind_of_package(self.parts), words)

    def related(self, name: str) -> tuple[Relationship, ...]:
        """Return what a part refers to, without what is not there."""
        folder, file = posixpath.split(name)
        listed = self._names.get(posixpath.join(folder, "_rels", f"{file}.rels").lower())
        return tuple(self._relationships(listed, folder)) if listed else ()

    def part_of(self, kind: str, name: str = "") -> tuple[str, bytes] | None:
        """Return the part that the document, or another part, refers to as its one of a kind, with its name."""
        found = (one.target for one in self.related(name or self.main) if one.kind == kind and not one.is_outside)
        return next(((target, self.parts[target]) for target in found), None)

    def type_of(self, name: str) -> str:
        """Return a part's content type."""
        return self._types.get(f"/{name}".lower()) or self._types.get(name.rsplit(".", 1)[-1].lower(), "")

    def _content_types(self) -> dict[str, str]:
        if _CONTENT_TYPES not in self.parts:
            return {}
        listed = parsed(self.parts[_CONTENT_TYPES])
        keys = ((one.get("PartName") or one.get("Extension") or "", one.get("ContentType") or "") for one in listed)
        return {key.lower(): kind for key, kind in keys}

    def _relationships(self, listed: str, folder: str) -> Iterator[Relationship]:
        for one in parsed(self.parts[listed]):
            target, kind = one.get("Target") or "", one.get("Type") or ""
            is_outside = one.get("TargetMode") == "External"
            inside = self._names.get(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower())
            if is_outside or inside:
                yield Relationship(one.get("Id") or "", kind.rsplit("/", 1)[-1], inside or target, is_outside, kind)


def parsed(part: bytes) -> etree._Element:
    """Return a part's root; a package has no document types (ECMA-376 part 2, 9.1.4), so entities are not followed."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def unreadable(words: PackageWords = BASE_WORDS) -> FileAccessError:
    """Return what is told of a package whose parts are broken."""
    return _no_document("en del av den är skadad", words)


def _no_document(what: str, words: PackageWords) -> FileAccessError:
    return FileAccessError(f"{words.name} är inget Word-dokument som går att läsa: {what}", words.save_as)


def _parts(data: bytes, words: PackageWords) -> dict[str, bytes]:
    if not data.startswith(_ZIP):
        raise _other_file(data, words)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _refuse_bomb(entries, words)
            if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
                raise FileAccessError(f"{words.name} är skyddad med lösenord", words.unlock)
            return {entry.filename.replace("\\", "/").lstrip("/"): package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _no_document("filen är avhuggen eller skadad", words) from error


def _refuse_bomb(entries: list[zipfile.ZipInfo], words: PackageWords) -> None:
    """Refuse a package that unpacks to more than any document, by what it says of itself before it is unpacked."""
    size = sum(entry.file_size for entry in entries)
    if size > LIMITS.unpacked_mb * MEGABYTE:
        number = -(-size // MEGABYTE)
        message = f"{words.name} packas upp till {number} MB, och gränsen är {LIMITS.unpacked_mb} MB"
        raise FileAccessError(message, words.shrink)


def _other_file(data: bytes, words: PackageWords) -> FileAccessError:
    """Return what is told of a file that is no package."""
    if data.startswith(_OLE):
        return _ole_file(data, words)
    if not data.strip(b"\0 \r\n"):
        return _no_document("filen är tom", words)
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    kind = next((what for sign, what in _BEGINNINGS if start.startswith(sign)), "filen är något annat")
    return _no_document(kind, words)


def _ole_file(data: bytes, words: PackageWords) -> FileAccessError:
    """Return what is told of a compound file: one that holds a package is encrypted ([MS-OFFCRYPTO], 2.3)."""

    def has(entry: str) -> bool:
        return entry.encode("utf-16-le") in data

    if has("DRMEncrypted"):
        return FileAccessError(f"{words.name} är skyddad med rättighetshantering (IRM)", words.unrestrict)
    if has("EncryptedPackage") or has("EncryptionInfo"):
        return FileAccessError(f"{words.name} är skyddad med lösenord", words.unlock)
    kind = "filen är av den äldre sorten (.doc)" if has("WordDocument") else "filen är av en äldre sort"
    return _no_document(kind, words)


def _kind_of_package(parts: dict[str, bytes]) -> str:
    kind = parts.get("mimetype", b"")
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        return "filen är OpenDocument (.odt)" if b"text" in kind else "filen är OpenDocument"
    for folder, what in _FOLDERS:
        if any(name.startswith(folder) for name in parts):
            return what
    return "den är ett ZIP-arkiv utan Word-dokument"


def _transitional(name: str, part: bytes) -> bytes:
    """Return a part of strict Open XML with the namespaces and the units that all programs read."""
    if not name.endswith((".xml", ".rels")):
        return part
    part = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
    if name.startswith("word/theme/"):
        part = _PERCENT.sub(lambda found: b'="%d"' % round(float(found[1]) * 1000), part)
    part = _HALF_POINTS.sub(lambda found: b'%s%d"' % (found[1], round(float(found[2]) * 2)), part)
    return _POINTS.sub(lambda found: b'%s%d"' % (found[1], round(float(found[2]) * 20)), part)
