"""A font file of the organisation's own: refused with a reason where pages cannot be set in it, else what it is.

What a file says of itself is often wrong (a bold face of weight 300, an italic that is called regular), so that weight
and slope are measured by the outlines of its letters.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from naravard_docs.libraries.pypdf_logging import without_remarks
from naravard_docs.swedish import enumeration, fold

NEEDED = " abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789.,:;-()"
"""The characters that no minutes can do without."""

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
    b"%!": ("är ett Type 1-typsnitt (.pfa)", _USE_TRUETYPE),
    b"\x80\x01": ("är ett Type 1-typsnitt (.pfb)", _USE_TRUETYPE),
    b"STARTFONT": ("är ett punkttypsnitt (.bdf)", _USE_TRUETYPE),
    b"\x01fcp": ("är ett punkttypsnitt (.pcf)", _USE_TRUETYPE),
    b"PK\x03\x04": ("är en zip-fil", "packa upp den, och ange .ttf-filerna som ligger i den"),
    b"version https://git-lfs": ("är en hänvisning till en fil (Git LFS)", "hämta själva filen: git lfs pull"),
}
"""Files that are no TrueType font, by how they begin, with what to do instead."""

_NEEDED_TABLES = ("head", "hhea", "maxp", "hmtx", "cmap", "name", "OS/2", "post", "loca", "glyf")
_PICTURES = ("CBDT", "EBDT", "sbix", "SVG ", "bdat")
_CFF = ("är OpenType med PostScript-kurvor (.otf)", "skaffa samma typsnitt med TrueType-kurvor (.ttf)")
_LEAST_UNITS, _MOST_UNITS = 16, 16384
"""What a font may divide its size into (OpenType, «head»)."""

_RESTRICTED, _PRINT, _EDITABLE, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0004, 0x0008, 0x0100, 0x0200
"""The bits of OS/2 fsType: licence forbids embedding, allows it for print, for editing; whole only; bitmaps only."""

_INK, _UPRIGHT, _HIGH_AND_LOW = "abcdefghijklmnopqrstuvwxyz", "HI", "ÅÄÖgjpqy"
_BLANK = ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn")
_BLANK_LETTERS = "\u2800\u115f\u1160\u3164\uffa0"
_FAMILY_NAMES = (1, 16)
_STYLES = frozenset(
    (
        *("thin", "hairline", "extralight", "ultralight", "light", "mager", "lt", "book", "roman", "regular", "rg"),
        *("normal", "text", "medium", "md", "semibold", "demibold", "demi", "smbld", "sb", "halvfet", "bold", "bd"),
        *("fet", "extrabold", "ultrabold", "black", "blk", "heavy", "extra", "semi", "ultra", "italic", "ital", "it"),
        *("kursiv", "oblique", "obl", "slanted", "bolditalic", "boldoblique"),
    )
)
_NO_NAME = re.compile(r"[\W_]+|\b\d\d\b")
"""What parts the words of a name, with the two digits that some families have for weight and slope («55 Roman»)."""


class FontError(Exception):
    """A font file cannot be used; the message goes on after the file's name (Swedish)."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class FaceFacts(Struct, frozen=True):
    """What a face is; measures are parts of its size."""

    families: tuple[str, ...]
    """The names of its family, as it says them."""

    shapes: str
    """A digest of its letters: two faces that have the same one look alike."""

    ink: float
    slope: float
    highest: float
    lowest: float
    has_one_width: bool
    """Whether all letters are equally wide, as on a typewriter."""

    width_class: int
    """From 1, the narrowest, to 9 (OpenType, OS/2)."""

    may_be_edited: bool
    """Whether a file that can be edited, as Word's can, may carry it."""

    @property
    def plain_families(self) -> frozenset[str]:
        """The names without words for weight and slope, which many fonts have in them."""
        words = (_NO_NAME.sub(" ", fold(name)).split() for name in self.families)
        return frozenset(" ".join(word for word in each if word not in _STYLES) for each in words)


def read_face(data: bytes) -> FaceFacts:
    """Return what a font file is.

    Raises:
        FontError: if pages cannot be set in it, or may not.
    """
    _refuse_kind(data)
    with without_remarks("fontTools"):
        try:
            return _facts(data)
        except FontError:
            raise
        except Exception as error:  # whatever fontTools raises over a broken file: KeyError, struct.error …
            raise _damaged() from error


def usable_characters(font: Any) -> dict[int, str]:
    """Return the glyphs of a font by code point, without characters that it names but does not draw."""
    offsets, numbers = font["loca"], font.getReverseGlyphMap()
    found = {}
    for code, name in (font.getBestCmap() or {}).items():
        number = numbers[name]
        if number and (offsets[number] < offsets[number + 1] or _is_blank(chr(code))):
            found[code] = name
    return found


def _is_blank(character: str) -> bool:
    return unicodedata.category(character) in _BLANK or character in _BLANK_LETTERS


def _damaged() -> FontError:
    return FontError("är skadad eller avkortad", _FETCH_ANEW)


def _refuse_kind(data: bytes) -> None:
    if not data:
        raise FontError("är tom (0 byte)", _FETCH_ANEW)
    if data.startswith(_OPENTYPE_CFF):
        raise FontError(*_CFF)
    for start, said in _KINDS.items():
        if data.startswith(start):
            raise FontError(*said)
    if data[34:36] == b"LP":
        raise FontError("är ett webbtypsnitt (.eot)", _USE_TRUETYPE)
    if not data.startswith(_SFNT):
        raise FontError("är inget typsnitt", _USE_TRUETYPE)


def _facts(data: bytes) -> FaceFacts:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True)
    _refuse_tables(set(font.keys()))
    _refuse_licence(font["OS/2"].fsType)
    _refuse_lengths(font)
    characters = usable_characters(font)
    _refuse_letters(font, characters)
    return _measured_facts(font, {chr(code): name for code, name in characters.items()})


def _refuse_tables(tables: set[str]) -> None:
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


def _refuse_licence(fs_type: int) -> None:
    """Refuse what may not be embedded; of several rights the widest holds (OpenType, OS/2 before version 3)."""
    if fs_type & (_RESTRICTED | _PRINT | _EDITABLE) == _RESTRICTED:
        raise FontError("får inte bäddas in enligt sin licens (fsType 2)", _ASK)
    if fs_type & _NO_SUBSET:
        raise FontError("får bara bäddas in med alla sina tecken (fsType 256)", _ASK)
    if fs_type & _BITMAP_ONLY:
        raise FontError("får bara bäddas in som punktbilder (fsType 512)", _ASK)


def _refuse_lengths(font: Any) -> None:
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
        raise _damaged()


def _refuse_letters(font: Any, characters: Mapping[int, str]) -> None:
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


def _measured_facts(font: Any, characters: Mapping[str, str]) -> FaceFacts:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.statisticsPen import StatisticsPen

    glyphs, unit = font.getGlyphSet(), font["head"].unitsPerEm

    def drawn(pen: Any, letter: str) -> Any:
        glyphs[characters[letter]].draw(pen)
        return pen

    inked = [drawn(StatisticsPen(glyphs), letter) for letter in _INK]
    bounds = [drawn(BoundsPen(glyphs), letter).bounds for letter in _HIGH_AND_LOW]
    return FaceFacts(
        families=tuple(dict.fromkeys(_family_names(font))),
        shapes=_digest([(pen.area / unit**2, pen.meanX / unit, pen.meanY / unit) for pen in inked]),
        ink=sum(abs(pen.area) for pen in inked) / unit**2,
        slope=sum(drawn(StatisticsPen(glyphs), letter).slant for letter in _UPRIGHT) / len(_UPRIGHT),
        highest=max(bound[3] for bound in bounds) / unit,
        lowest=min(bound[1] for bound in bounds) / unit,
        has_one_width=len({font["hmtx"][characters[letter]][0] for letter in _INK}) == 1,
        width_class=font["OS/2"].usWidthClass,
        may_be_edited=font["OS/2"].fsType & (_PRINT | _EDITABLE) != _PRINT,
    )


def _digest(measures: list[tuple[float, float, float]]) -> str:
    said = ";".join(f"{area:.5f},{x:.5f},{y:.5f}" for area, x, y in measures)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _family_names(font: Any) -> Iterator[str]:
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES and (name := record.toUnicode(errors="replace").strip()):
            yield name
