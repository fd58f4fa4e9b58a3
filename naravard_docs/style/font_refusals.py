"""Font files that pages cannot be set in, or may not: refused with what they are or lack, and what to use instead."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from naravard_docs.swedish import enumeration

NEEDED = " abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789.,:;-()"
"""The characters that no minutes can do without."""

_LOOK_DIFFERENT = ("aåä", "oö", "AÅÄ", "OÖ", "0123456789")
"""Characters that no reader can tell apart if they look the same."""

_USE_TRUETYPE = "använd fyra statiska TrueType-filer (.ttf)"
_FETCH_ANEW = "hämta typsnittet på nytt från leverantören, som TrueType (.ttf)"
_ASK = "be leverantören om en fil som får bäddas in (PDF/A kräver det), eller välj ett annat typsnitt"
_SFNT = (b"\x00\x01\x00\x00", b"true")
_OPENTYPE_CFF = b"OTTO"
_KINDS: Mapping[bytes, tuple[str, str]] = {
    b"ttcf": ("är en samling av flera typsnitt (.ttc)", "ta ut de fyra snitten ur samlingen som egna .ttf-filer"),
    b"wOFF": ("är ett webbtypsnitt (.woff)", _USE_TRUETYPE),
    b"wOF2": ("är ett webbtypsnitt (.woff2)", _USE_TRUETYPE),
    b"typ1": ("är ett Type 1-typsnitt", _USE_TRUETYPE),
    b"%!": ("är ett Type 1-typsnitt", _USE_TRUETYPE),
    b"\x80\x01": ("är ett Type 1-typsnitt (.pfb)", _USE_TRUETYPE),
    b"STARTFONT": ("är ett punkttypsnitt (.bdf)", _USE_TRUETYPE),
    b"\x01fcp": ("är ett punkttypsnitt (.pcf)", _USE_TRUETYPE),
    b"PK\x03\x04": ("är en zip-fil", "packa upp den, och ange .ttf-filerna som ligger i den"),
    b"\x1f\x8b": ("är en gzip-fil", "packa upp den, och ange .ttf-filerna som ligger i den"),
    b"version https://git-lfs": ("är en hänvisning till en fil (Git LFS)", "hämta själva filen: git lfs pull"),
}
"""Files that are no TrueType font, by how they begin, with what to do instead."""

_NEEDED_TABLES = ("head", "hhea", "maxp", "hmtx", "cmap", "name", "OS/2", "post", "loca", "glyf")
_PICTURES = ("CBDT", "EBDT", "sbix", "SVG ", "bdat")
_CFF = ("är OpenType med PostScript-kurvor (.otf)", "skaffa samma typsnitt med TrueType-kurvor (.ttf)")
_LEAST_UNITS, _MOST_UNITS = 16, 16384
"""What a font may divide its size into (OpenType, «head»)."""

_RESTRICTED, PRINT, EDITABLE, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0004, 0x0008, 0x0100, 0x0200
"""The bits of OS/2 fsType: licence forbids embedding, allows it for print, for editing; whole only; bitmaps only."""


class FontError(Exception):
    """A font file cannot be used; the message goes on after the file's name (Swedish)."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def damaged() -> FontError:
    """Return that a file cannot be read as the font that it begins as."""
    return FontError("är skadad eller avkortad", _FETCH_ANEW)


def refuse_kind(data: bytes) -> None:
    """Refuse a file that is no TrueType font, by how it begins."""
    if not data:
        raise FontError("är tom (0 byte)", _FETCH_ANEW)
    if data.startswith(_OPENTYPE_CFF):
        raise FontError(*_CFF)
    for start, said in _KINDS.items():
        if data.startswith(start):
            raise FontError(*said)
    if not data.startswith(_SFNT):
        kind = "är ett webbtypsnitt (.eot)" if data[34:36] == b"LP" else "är inget typsnitt"
        raise FontError(kind, _USE_TRUETYPE)


def refuse_tables(tables: set[str]) -> None:
    """Refuse a font of a kind that is not drawn as it stands, and one that lacks a table."""
    if "fvar" in tables:
        raise FontError(
            "är ett variabelt typsnitt, som har alla vikter i en fil",
            "använd de fyra statiska filerna, som ofta följer med i en mapp «static»",
        )
    if tables & {"CFF ", "CFF2"} and "glyf" not in tables:
        raise FontError(*_CFF)
    if tables & set(_PICTURES) and "glyf" not in tables:
        raise FontError("har bara bilder av bokstäverna, inga konturer", _USE_TRUETYPE)
    lacking = [table for table in _NEEDED_TABLES if table not in tables]
    if lacking:
        said = "tabellen" if len(lacking) == 1 else "tabellerna"
        raise FontError(f"är inte hel: {said} {enumeration(lacking)} saknas", _FETCH_ANEW)


def refuse_licence(fs_type: int) -> None:
    """Refuse what may not be embedded; of several rights the widest holds (OpenType, OS/2 before version 3)."""
    if fs_type & (_RESTRICTED | PRINT | EDITABLE) == _RESTRICTED:
        raise FontError("får inte bäddas in enligt sin licens (fsType 2)", _ASK)
    if fs_type & _NO_SUBSET:
        raise FontError("får bara bäddas in med alla sina tecken (fsType 256)", _ASK)
    if fs_type & _BITMAP_ONLY:
        raise FontError("får bara bäddas in som punktbilder (fsType 512)", _ASK)


def refuse_lengths(font: Any) -> None:
    """Refuse a file whose tables do not agree on how many glyphs there are, or how far they reach."""
    offsets, count = font["loca"].locations, font["maxp"].numGlyphs
    in_order = all(offset <= after for offset, after in itertools.pairwise(offsets))
    widths = font.reader["hmtx"]
    records = font["hhea"].numberOfHMetrics
    if (
        not _LEAST_UNITS <= font["head"].unitsPerEm <= _MOST_UNITS
        or not 1 <= records <= count
        or len(widths) < 2 * (records + count)
        or len(offsets) <= count
        or not in_order
        or offsets[-1] > len(font.reader["glyf"])
    ):
        raise damaged()


def refuse_letters(font: Any, characters: Mapping[int, str]) -> None:
    """Refuse a font without the letters of minutes: not there, drawn as nothing, or without any width."""
    widths = font["hmtx"]
    lacking = [c for c in NEEDED if ord(c) not in characters or not widths[characters[ord(c)]][0]]
    if not lacking:
        return
    if not font.getBestCmap():
        raise FontError("är ett symboltypsnitt, eller saknar tabell över Unicode-tecken", _USE_TRUETYPE)
    if len(lacking) > len(NEEDED) // 2:
        raise FontError("saknar vanliga bokstäver, eller visar dem tomma", "välj ett typsnitt för löpande text")
    shown = enumeration(["mellanslag" if c == " " else c for c in lacking])
    raise FontError(f"saknar, eller visar tomt: {shown}", "välj ett typsnitt som har alla svenska bokstäver")


def refuse_substitutes(shapes: Mapping[str, object]) -> None:
    """Refuse a font that shows one letter for another, as some do that have only been made to look Swedish."""
    for group in _LOOK_DIFFERENT:
        for one, other in itertools.combinations(group, 2):
            if shapes[one] == shapes[other]:
                message = f"visar «{other}» och «{one}» som samma tecken"
                raise FontError(message, "välj ett typsnitt som har alla svenska bokstäver")
