"""Which of the four faces a font is, and what it says of itself: family, style and weight."""

from __future__ import annotations

import unicodedata
from typing import Any

from msgspec import Struct

_FAMILY, _STYLE, _FULL, _POSTSCRIPT = 1, 2, 4, 6
_KEPT = (0, 5, 7, 8, 9, 10, 11, 12, 13, 14)
"""Names that are not of the face: copyright, version, trademark, makers, licence (OpenType, «name»)."""

_REGULAR, _BOLD, _ITALIC = 0x40, 0x20, 0x01
_NORMAL_WEIGHT, _LIGHTEST_BOLD, _BOLD_WEIGHT = 400, 600, 700
_LONGEST = 40


class FaceKey(Struct, frozen=True):
    """Which of the four faces."""

    is_bold: bool = False
    is_italic: bool = False

    @property
    def style(self) -> str:
        return {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}[
            (self.is_bold, self.is_italic)
        ]


FACES = (FaceKey(), FaceKey(True), FaceKey(False, True), FaceKey(True, True))


def ascii_name(family: str) -> str:
    """Return the name of a family as PostScript names have it: ASCII letters and digits (OpenType, «name», 6)."""
    plain = unicodedata.normalize("NFKD", family)
    return "".join(c for c in plain if c.isascii() and c.isalnum())[:_LONGEST] or "Typsnitt"


def name_face(font: Any, family: str, postscript: str, key: FaceKey) -> None:
    """Have a font say which of the four faces it is, in its names and its marks."""
    spaced = {"BoldItalic": "Bold Italic"}.get(key.style, key.style)
    for identifier, text in (
        (_FAMILY, family),
        (_STYLE, spaced),
        (_FULL, f"{family} {spaced}"),
        (_POSTSCRIPT, f"{postscript}-{key.style}"),
    ):
        font["name"].setName(text, identifier, 3, 1, 0x409)
    marks = (_BOLD if key.is_bold else 0) | (_ITALIC if key.is_italic else 0)
    font["OS/2"].fsSelection = (_REGULAR if key == FaceKey() else 0) | marks
    font["head"].macStyle = (1 if key.is_bold else 0) | (2 if key.is_italic else 0)


def rename_face(font: Any, family: str, key: FaceKey) -> None:
    """Have a font say which face it is wherever a reader looks, whatever it said."""
    names, metrics = font["name"], font["OS/2"]
    names.names = [record for record in names.names if record.nameID in _KEPT]
    name_face(font, family, ascii_name(family), key)
    if key.is_bold:
        metrics.usWeightClass = max(metrics.usWeightClass, _BOLD_WEIGHT)
    elif not 1 <= metrics.usWeightClass < _LIGHTEST_BOLD:
        metrics.usWeightClass = _NORMAL_WEIGHT
