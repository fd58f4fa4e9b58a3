"""What a font file of the organisation's own is, if pages can be set in it.

What a file says of itself is often wrong (a bold face of weight 300, an italic that is called regular), so that weight
and slope are measured by the outlines of its letters.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.style.font_refusals import (
    EDITABLE,
    NEEDED,
    PRINT,
    FontError,
    damaged,
    refuse_kind,
    refuse_lengths,
    refuse_letters,
    refuse_licence,
    refuse_substitutes,
    refuse_tables,
)
from naravard_docs.swedish import fold

_INK, _UPRIGHT, _HIGH_AND_LOW = "abcdefghijklmnopqrstuvwxyz", "HI", "ÅÄÖgjpqy"
_BLANK = ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn")
_BLANK_LETTERS = "\u2800\u115f\u1160\u3164\uffa0"
_EUROPEAN = frozenset((*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2300)))
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
    x_height: float
    space: float
    room: float
    """How wide its letters are with the room around them, in widths of what is drawn."""

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
    refuse_kind(data)
    with without_remarks():
        try:
            return _facts(data)
        except FontError:
            raise
        except Exception as error:  # whatever fontTools raises over a broken file: KeyError, struct.error …
            raise damaged() from error


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


def _facts(data: bytes) -> FaceFacts:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True)
    refuse_tables(set(font.keys()))
    refuse_licence(font["OS/2"].fsType)
    refuse_lengths(font)
    characters = usable_characters(font)
    refuse_letters(font, characters)
    _draw_all(font, characters)
    return _measured_facts(font, {chr(code): name for code, name in characters.items()})


def _draw_all(font: Any, characters: Mapping[int, str]) -> None:
    """Draw what a European language may need, so that outlines that cannot be drawn are met now.

    Raises:
        Exception: whatever fontTools raises over a broken outline, or one that is made of itself.
    """
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    glyphs = font.getGlyphSet()
    for code in sorted(characters.keys() & _EUROPEAN):
        glyphs[characters[code]].draw(DecomposingRecordingPen(glyphs))


def _measured_facts(font: Any, characters: Mapping[str, str]) -> FaceFacts:
    letters = _Letters(font, characters)
    shapes = {letter: letters.shape(letter) for letter in NEEDED[1:]}
    refuse_substitutes(shapes)
    bounds = {letter: letters.bounds(letter) for letter in (*_INK, *_HIGH_AND_LOW)}
    return FaceFacts(
        families=tuple(dict.fromkeys(_family_names(font))),
        shapes=hashlib.sha256(repr([shapes[letter] for letter in _INK]).encode()).hexdigest()[:16],
        ink=sum(abs(shapes[letter][0]) for letter in _INK),
        slope=sum(letters.slope(letter) for letter in _UPRIGHT) / len(_UPRIGHT),
        highest=max(bounds[letter][3] for letter in _HIGH_AND_LOW),
        lowest=min(bounds[letter][1] for letter in _HIGH_AND_LOW),
        x_height=bounds["x"][3],
        space=letters.advance(" "),
        room=sum(map(letters.advance, _INK)) / sum(bounds[letter][2] - bounds[letter][0] for letter in _INK),
        has_one_width=len({letters.advance(letter) for letter in _INK}) == 1,
        width_class=font["OS/2"].usWidthClass,
        may_be_edited=font["OS/2"].fsType & (PRINT | EDITABLE) != PRINT,
    )


class _Letters:
    """Measures a font's letters, in parts of its size."""

    def __init__(self, font: Any, characters: Mapping[str, str]) -> None:
        self.glyphs, self.widths, self.unit = font.getGlyphSet(), font["hmtx"], font["head"].unitsPerEm
        self.characters = characters

    def advance(self, letter: str) -> float:
        return float(self.widths[self.characters[letter]][0] / self.unit)

    def bounds(self, letter: str) -> tuple[float, float, float, float]:
        from fontTools.pens.boundsPen import BoundsPen

        left, low, right, high = self._drawn(letter, BoundsPen).bounds
        return left / self.unit, low / self.unit, right / self.unit, high / self.unit

    def shape(self, letter: str) -> tuple[float, float, float]:
        """Return how much ink a letter has, and the middle of it: two that agree in all look the same."""
        pen = self._statistics(letter)
        return tuple(
            [round(value, 5) for value in (pen.area / self.unit**2, pen.meanX / self.unit, pen.meanY / self.unit)]
        )

    def slope(self, letter: str) -> float:
        return float(self._statistics(letter).slant)

    def _statistics(self, letter: str) -> Any:
        from fontTools.pens.statisticsPen import StatisticsPen

        return self._drawn(letter, StatisticsPen)

    def _drawn(self, letter: str, pen: Any) -> Any:
        made = pen(self.glyphs)
        self.glyphs[self.characters[letter]].draw(made)
        return made


def _family_names(font: Any) -> Iterator[str]:
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES and (name := record.toUnicode(errors="replace").strip()):
            yield name
