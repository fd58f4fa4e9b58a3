"""What a file is that should be a list but is none that is read here: named, with the way out of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.sheet.xlsx_package import SAVE_AS, part_name

ZIP_SIGNATURE = b"PK\x03\x04"
_ZIP_SIGNATURES = (ZIP_SIGNATURE, b"PK\x05\x06")
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Mapping[str, tuple[str, str]] = {
    "EncryptedPackage": ("är skyddad med lösenord", "ta bort lösenordet i Excel och spara en kopia"),
    "DRMEncryptedDataSpace": ("är skyddad med behörigheter", "ta bort skyddet i Excel och spara en kopia"),
    "WordDocument": ("är ett äldre Word-dokument (.doc)", "kontrollera att rätt fil är angiven"),
    "PowerPoint Document": ("är en äldre PowerPoint-fil (.ppt)", "kontrollera att rätt fil är angiven"),
    "__substg1.0_": ("är ett mejl från Outlook (.msg)", "spara listan som är bifogad i det, och ange den"),
}
"""Streams of the Office programs' files before 2007, which also hold what is encrypted ([MS-OFFCRYPTO], 2.3.4.4)."""

_OLD_EXCEL = ("är i Excels gamla format (.xls)", SAVE_AS)
_BIFF = tuple(bytes((9, version, size, 0)) for version, size in ((0, 4), (2, 6), (4, 6), (8, 8), (8, 16)))
"""How sheets begin that Excel wrote before it put them into such a file ([MS-XLS], 2.4.21)."""

_BY_MIMETYPE = {
    b"spreadsheet": ("är ett OpenDocument-kalkylblad (.ods)", SAVE_AS),
    b"text": ("är ett OpenDocument-dokument (.odt)", "kontrollera att rätt fil är angiven"),
}
_BY_PART = {
    "xl/workbook.bin": ("är en binär Excel-arbetsbok (.xlsb)", SAVE_AS),
    "index/document.iwa": ("är ett kalkylblad från Numbers", "exportera det från Numbers som Excel (.xlsx)"),
    "index.zip": ("är ett kalkylblad från Numbers", "exportera det från Numbers som Excel (.xlsx)"),
    "word/document.xml": ("är ett Word-dokument (.docx)", "kontrollera att rätt fil är angiven"),
    "ppt/presentation.xml": ("är en PowerPoint-fil (.pptx)", "kontrollera att rätt fil är angiven"),
}
_OTHER_FILE = "kontrollera att rätt fil är angiven"
_UNPACK = "packa upp den, och ange listan som ligger i den"
_BY_START = (
    (b"%PDF", "är en PDF", _OTHER_FILE),
    (b"{\\rtf", "är ett RTF-dokument", _OTHER_FILE),
    (b"\x1f\x8b", "är packad (gzip)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "är packad (7-Zip)", _UNPACK),
    (b"Rar!", "är packad (RAR)", _UNPACK),
    (b"\x89PNG", "är en bild (PNG)", _OTHER_FILE),
    (b"\xff\xd8\xff", "är en bild (JPEG)", _OTHER_FILE),
    (b"SQLite format 3", "är en databas (SQLite)", _OTHER_FILE),
    (b"version https://git-lfs", "är bara en hänvisning (Git LFS)", "hämta filen med «git lfs pull»"),
)
_MARKUP = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "är ett Excel-kalkylblad i XML från 2003", SAVE_AS),
    (b"opendocument:xmlns:office", "är ett OpenDocument-kalkylblad i XML (.fods)", SAVE_AS),
    (b"mime-version:", "är en webbsida i en fil (MHTML), som en del program kallar .xls", SAVE_AS),
    (b"<html", "är en webbsida (HTML), som en del program kallar .xls", SAVE_AS),
    (b"<!doctype html", "är en webbsida (HTML), som en del program kallar .xls", SAVE_AS),
    (b"<table", "är en webbsida (HTML), som en del program kallar .xls", SAVE_AS),
    (b"docs.google.com/", "är en genväg till Google Kalkylark", "hämta kalkylarket därifrån som Excel (.xlsx)"),
    (b"<?xml", "är XML", SAVE_AS),
)
_LOOKED_AT = 4096


def refuse_other_kinds(data: bytes, path: Path) -> None:
    """Refuse a file that is no list of a kind that is read here, by what it is.

    Raises:
        FileAccessError: what it is, and what to do.
    """
    if (found := _kind(data)) is not None:
        raise FileAccessError(f"{shown_path(path)} {found[0]}", found[1])


def _kind(data: bytes) -> tuple[str, str] | None:
    if data.startswith(_OLE_SIGNATURE):
        streams = (told for name, told in _STREAMS.items() if name.encode("utf-16-le") in data)
        return next(streams, _OLD_EXCEL)
    if data.startswith(_BIFF):
        return _OLD_EXCEL
    if data.startswith(_ZIP_SIGNATURES):
        return _kind_of_package(data)
    if (found := next((told for start, *told in _BY_START if data.startswith(start)), None)) is not None:
        return found[0], found[1]
    return _kind_of_markup(data)


def _kind_of_package(data: bytes) -> tuple[str, str] | None:
    """Return what a zip file is, None where it may be a workbook or is too broken to tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {part_name(name): name for name in package.namelist()}
            mimetype = package.open(names["mimetype"]).read(200) if "mimetype" in names else b""
    except Exception:  # whatever zipfile raises over a broken file; it is told when it is read
        return None
    for word, told in _BY_MIMETYPE.items():
        if b"opendocument." + word in mimetype:
            return told
    within = {name.split("/", 1)[1] for name in names if ".numbers/" in name}  # a package that a Mac has zipped
    if (found := next((told for name, told in _BY_PART.items() if name in names or name in within), None)) is not None:
        return found
    return None if "[content_types].xml" in names or "xl/workbook.xml" in names else ("är en zip-fil", _UNPACK)


def _kind_of_markup(data: bytes) -> tuple[str, str] | None:
    """Return what a file of markup is; it begins as such, so that a list may have such words in it."""
    start = data[:_LOOKED_AT].replace(b"\0", b"").lower()
    begins = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not begins.startswith((b"<", b"mime-version:", b'{"')):
        return None
    return next(((told, remedy) for mark, told, remedy in _MARKUP if mark in start), None)
