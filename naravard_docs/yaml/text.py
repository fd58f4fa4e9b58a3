"""Reading a text file that a person wrote: size, encoding and characters, each trouble with its place."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from naravard_docs.errors import FileAccessError, InvalidInputError, Place, Problem, shown_path
from naravard_docs.libraries.opened_files import note_trouble
from naravard_docs.limits import LIMITS, MEGABYTE
from naravard_docs.swedish import capitalise, system_reason, with_noun
from naravard_docs.yaml.conflict_markers import conflicts

_RIGHT_FILE = "kontrollera att rätt fil är angiven"
_LEAST_ROOM = 65_536
_SAVE_AS_UTF8 = "spara om filen som UTF-8: i Anteckningar «Arkiv – Spara som – Kodning: UTF-8»"
_NOT_TEXT = {b"PK\x03\x04": "en Word-fil, en Excel-fil eller en ZIP-fil", b"%PDF-": "en PDF-fil"}
"""What files are that begin so, and are taken for a meeting's."""

LINE_SEPARATORS = re.compile("[\u0085\u2028\u2029]")
"""Counted as line ends by YAML 1.1 but not by editors: as blanks they keep every line its number."""

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")


_READ_WITH: ContextVar[tuple[Path, bytes] | None] = ContextVar("_READ_WITH", default=None)


@contextmanager
def read_with(path: Path, data: bytes) -> Iterator[None]:
    """Have a file read as bytes that are not in it, for as long as something works with it."""
    token = _READ_WITH.set((path, data))
    try:
        yield
    finally:
        _READ_WITH.reset(token)


def _given_for(path: Path) -> bytes | None:
    given = _READ_WITH.get()
    return given[1] if given is not None and given[0] == path else None


class NotedFile(NamedTuple):
    """A file as it was read: its SHA-256, and what the system knew of it just before."""

    digest: str
    known: os.stat_result


_NOTED: ContextVar[dict[Path, NotedFile] | None] = ContextVar("_NOTED", default=None)
READ_AS_SEVERAL = "olika"
"""The hash of a file that changed between two readings: no file has it."""


@contextmanager
def noting_reads() -> Iterator[None]:
    """Note the hash of each file that is read, for as long as something works with it (``noted_file``).

    Why: a file that is saved while documents are made of it is not the one that they are made of.
    """
    token = _NOTED.set({})
    try:
        yield
    finally:
        _NOTED.reset(token)


def noted_file(path: Path) -> NotedFile | None:
    """Return a file as it was read while reads are noted; None if it was not."""
    noted = _NOTED.get()
    return noted.get(path) if noted is not None else None


def _note(path: Path, data: bytes, known: os.stat_result) -> bytes:
    if (noted := _NOTED.get()) is not None:
        digest = hashlib.sha256(data).hexdigest()
        before = noted.get(path)
        noted[path] = NotedFile(digest if before is None or before.digest == digest else READ_AS_SEVERAL, known)
    return data


def read_bytes(path: Path, at_most_mb: int = LIMITS.attachment_mb, remedy: str = _RIGHT_FILE) -> bytes:
    """Return the file's bytes; ``remedy`` says what to do about one that is too large.

    Raises:
        FileAccessError: if it is missing, a folder, too large or not allowed to be read.
    """
    if (given := _given_for(path)) is not None:
        return given
    try:
        if not _is_file_or_folder(path.stat().st_mode):
            message = f"{shown_path(path)} är ingen vanlig fil"
            raise FileAccessError(message, "lägg en vanlig fil med det namnet där i stället")
        with path.open("rb") as file:
            known = os.fstat(file.fileno())
            if known.st_size > at_most_mb * MEGABYTE:
                raise FileAccessError(f"{shown_path(path)} {too_large(known.st_size, at_most_mb)}", remedy)
            # a file that grows meanwhile is read no further; room is made for what it has, not for what is allowed
            return _note(path, file.read(min(at_most_mb * MEGABYTE, max(known.st_size, _LEAST_ROOM))), known)
    except FileNotFoundError as error:
        if path.is_symlink() or path.parent.is_symlink():
            message = f"{shown_path(path)} är en länk som inte leder till någon fil, eller ligger i en sådan mapp"
            raise FileAccessError(message, "lägg filen där i stället för länken, eller ta bort länken") from error
        raise FileAccessError(f"filen {shown_path(path)} finns inte", "kontrollera namnet och mappen") from error
    except IsADirectoryError as error:
        message = f"{shown_path(path)} är en mapp, inte en fil"
        raise FileAccessError(message, "ange en fil, eller byt namn på mappen") from error
    except PermissionError as error:
        note_trouble()
        raise FileAccessError(f"du får inte läsa {shown_path(path)}", "kontrollera filens behörighet") from error
    except OSError as error:
        note_trouble()
        message = f"{shown_path(path)} går inte att läsa ({system_reason(error)})"
        raise FileAccessError(message, "kontrollera filens namn och disken") from error


def _is_file_or_folder(mode: int) -> bool:
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def too_large(size: int, at_most_mb: int) -> str:
    """Return «är 6 000 MB stor, och gränsen är 100 MB», to be said of a file."""
    number = f"{-(-size // MEGABYTE):,}".replace(",", "\u00a0")
    return f"är {number} MB stor, och gränsen är {at_most_mb} MB"


def _size(path: Path) -> int:
    if (given := _given_for(path)) is not None:
        return len(given)
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_text_file(path: Path, at_most_mb: int = LIMITS.text_mb, leaves_out_torn: bool = False) -> str:
    """Return the file's text, composed (NFC), with line feeds only and a byte order mark left out.

    ``leaves_out_torn`` leaves out a last line without its end, which can be cut within a character.

    Raises:
        FileAccessError: if the file cannot be read.
        InvalidInputError: if it is too large or not UTF-8, with the place of the first wrong byte, or if git has left
            marks of a conflict in it.
    """
    if (size := _size(path)) > at_most_mb * MEGABYTE:
        raise _invalid(
            f"filen är {with_noun(size // MEGABYTE, 'megabyte', 'megabyte')} stor; så stor är ingen textfil här",
            f"kontrollera att rätt fil är angiven (gränsen är {at_most_mb} MB)",
            Place(path, 1, 1),
        )
    data = read_bytes(path).removeprefix(codecs.BOM_UTF8)
    if leaves_out_torn:
        data = data[: data.rfind(b"\n") + 1]
    if kind := next((kind for start, kind in _NOT_TEXT.items() if data.startswith(start)), ""):
        raise _invalid(
            f"filen är {kind}, ingen textfil", f"{_RIGHT_FILE}; en mötesfil slutar på .yaml", Place(path, 1, 1)
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:2].count(0) == 1:
        raise _invalid("filen är sparad som UTF-16", _SAVE_AS_UTF8, Place(path, 1, 1))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, path) from error
    text = normalise_text(text)
    if left := conflicts(text, path):
        raise InvalidInputError(left)
    return text


def normalise_text(text: str) -> str:
    """Return a text composed (NFC), with line feeds only."""
    text = LINE_SEPARATORS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text)


def without_invisible(text: str) -> str:
    """Take away soft hyphens, zero-width spaces and marks that come along when text is pasted."""
    return _INVISIBLE.sub("", text)


def _not_utf8(data: bytes, at: int, path: Path) -> InvalidInputError:
    before = data[:at]
    start = before.rfind(b"\n") + 1
    end = data.find(b"\n", at)
    line = data[start : end if end >= 0 else len(data)].decode("cp1252", "replace").rstrip("\r")
    place = Place(path, before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1, line)
    meant = data[at : at + 1].decode("cp1252", "replace")
    return _invalid(
        f"filen är inte UTF-8; den verkar vara sparad i Windows-kodning (cp1252), där tecknet är «{meant}»",
        _SAVE_AS_UTF8,
        place,
    )


def _invalid(message: str, remedy: str, place: Place) -> InvalidInputError:
    return InvalidInputError((Problem(capitalise(message), remedy, place),))
