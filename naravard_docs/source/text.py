"""Reading a text file that a person wrote: size, encoding and characters, each trouble with its place."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from naravard_docs.errors import FileTrouble, InputInvalid, Place, Problem
from naravard_docs.swedish import counted

LARGEST_TEXT_BYTES = 10 * 1024 * 1024
_SAVE_AS_UTF8 = "spara om filen som UTF-8: i Anteckningar «Arkiv – Spara som – Kodning: UTF-8»"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def read_bytes(path: Path, shown: str) -> bytes:
    """Give the file's bytes.

    Raises:
        FileTrouble: if it is missing, a folder or not allowed to be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileTrouble(f"filen {shown} finns inte", "kontrollera namnet och mappen") from error
    except IsADirectoryError as error:
        raise FileTrouble(f"{shown} är en mapp, inte en fil", "ange en eller flera .yaml-filer") from error
    except OSError as error:
        raise FileTrouble(f"{shown} går inte att läsa ({error.strerror})", "kontrollera filens behörighet") from error


def read_text(path: Path, shown: str) -> str:
    """Give the file's text, composed (NFC), with line feeds only and a byte order mark left out.

    Raises:
        FileTrouble: if the file cannot be read.
        InputInvalid: if it is too large or not UTF-8, with the place of the first wrong byte.
    """
    if path.is_file() and (size := path.stat().st_size) > LARGEST_TEXT_BYTES:
        raise _invalid(
            f"filen är {counted(size // 1_000_000, 'megabyte', 'megabyte')} stor; den kan inte vara en mötesfil",
            "kontrollera att rätt fil är angiven (gränsen är 10 MB)",
            Place(shown, 1, 1),
        )
    data = read_bytes(path, shown)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _invalid("filen är sparad som UTF-16", _SAVE_AS_UTF8, Place(shown, 1, 1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, shown) from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_invisible(text: str) -> str:
    """Take away soft hyphens, zero-width spaces and marks that come along when text is pasted."""
    return text.translate(_INVISIBLE)


def _not_utf8(data: bytes, at: int, shown: str) -> InputInvalid:
    before = data[:at]
    if at and data[:1] == b"\xef":
        before = data[3:at]
    start = before.rfind(b"\n") + 1
    end = data.find(b"\n", at)
    line = data[at - len(before) + start : end if end >= 0 else len(data)].decode("cp1252", "replace").rstrip("\r")
    place = Place(shown, before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1, line)
    meant = data[at : at + 1].decode("cp1252", "replace")
    return _invalid(
        f"filen är inte UTF-8; den verkar vara sparad i Windows-kodning (cp1252), där tecknet är «{meant}»",
        _SAVE_AS_UTF8,
        place,
    )


def _invalid(message: str, remedy: str, place: Place) -> InputInvalid:
    return InputInvalid((Problem(message, remedy, place),))
