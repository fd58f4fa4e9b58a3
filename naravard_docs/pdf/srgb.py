"""The ICC profile of sRGB, which tells what the colours of a PDF/A file are; made from its definition.

It has the form and the bytes that Little CMS gives it, so that files stay as they were when Pillow made it: a display
profile of version 4.4 (ICC.1:2022), with the primaries, white point and curve of IEC 61966-2-1, adapted to D50.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache

_UNIT = 1 << 16
"""Numbers are s15Fixed16 (ICC.1:2022, 4.6); those below are in such units."""

_WHITE = (0xF6D6, 0x10000, 0xD32D)
"""D50, to which all colours of profiles are relative."""

_ADAPTATION = (0x10C42, 0x5DE, -0xCDB, 0x793, 0xFD90, -0x45F, -0x25E, 0x3DC, 0xC06E)
"""From D65, the white of sRGB, to D50 (Bradford)."""

_RED, _GREEN, _BLUE = (0x6FA0, 0x38F5, 0x390), (0x6297, 0xB787, 0x18D9), (0x249F, 0xF84, 0xB6C3)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""Exponent and constants of the curve of IEC 61966-2-1, as a parametric curve of type 3 has them."""

_CHROMATICITIES = (0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
_HEADER, _ENTRY = 128, 12


@cache
def srgb_profile() -> bytes:
    """Return the profile, with the first moment of 2000 as its day and no identity."""
    curve = _element("para", struct.pack(">HH", 3, 0) + _fixed(round(number * _UNIT) for number in _CURVE))
    colours = struct.pack(">HH", 3, 0) + _fixed(round(number * _UNIT) for number in _CHROMATICITIES)
    tags = {
        "desc": _text("sRGB built-in"),
        "cprt": _text("No copyright, use freely"),
        "wtpt": _element("XYZ ", _fixed(_WHITE)),
        "chad": _element("sf32", _fixed(_ADAPTATION)),
        "rXYZ": _element("XYZ ", _fixed(_RED)),
        "bXYZ": _element("XYZ ", _fixed(_BLUE)),
        "gXYZ": _element("XYZ ", _fixed(_GREEN)),
        "rTRC": curve,
        "gTRC": curve,
        "bTRC": curve,
        "chrm": _element("chrm", colours),
    }
    table, data = _table(tags)
    return _header(_HEADER + len(table) + len(data)) + table + data


def _header(size: int) -> bytes:
    """Return the profile's header (ICC.1:2022, 7.2)."""
    day = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    kind = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x04400000, b"mntr", b"RGB ", b"XYZ ")
    return (kind + day + b"acspAPPL").ljust(68, b"\0") + (_fixed(_WHITE) + b"lcms").ljust(60, b"\0")


def _table(tags: dict[str, bytes]) -> tuple[bytes, bytes]:
    """Return the table of tags (7.3) and what it points to, elements that are equal once."""
    places: dict[bytes, int] = {}
    rows, data = [], b""
    for name, element in tags.items():
        if element not in places:
            places[element] = _HEADER + 4 + _ENTRY * len(tags) + len(data)
            data += element + bytes(-len(element) % 4)
        rows.append(struct.pack(">4sII", name.encode(), places[element], len(element)))
    return struct.pack(">I", len(tags)) + b"".join(rows), data


def _element(kind: str, data: bytes) -> bytes:
    return kind.encode() + bytes(4) + data


def _text(words: str) -> bytes:
    """Return a text in English (10.15)."""
    written = words.encode("utf-16-be")
    return _element("mluc", struct.pack(">II4sII", 1, _ENTRY, b"enUS", len(written), 28) + written)


def _fixed(numbers: Iterable[int]) -> bytes:
    return b"".join(struct.pack(">i", number) for number in numbers)
