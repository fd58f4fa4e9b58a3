"""The font that a PDF carries (TrueType), read as its readers do: how wide each code's glyph is, and if it is drawn.

A reader of our own: the judge shares no code with what made the font, and needs five small tables of it.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from naravard_docs.check.objects import inflated

_MAC, _ROMAN = 1, 0
_BY_BYTE, _TRIMMED = 0, 6
_RECORD = 16
"""Length of an entry of the table of tables (OpenType, «Table Directory»)."""


class EmbeddedFont(Struct, frozen=True):
    """What a font draws for codes of one byte; glyph 0 is what it draws for those that it does not have."""

    glyphs: Mapping[int, int]
    advances: tuple[float, ...]
    """By glyph, in thousandths of the size."""

    is_drawn: tuple[bool, ...]
    """By glyph: whether it has an outline."""


@lru_cache(maxsize=64)
def read_deflated_font(raw: bytes) -> EmbeddedFont:
    """Return a font program by its bytes as they stand in a file, deflated: files of a house carry the same ones.

    Raises:
        zlib.error: if they are not deflated.
        struct.error, ValueError, LookupError: as ``read_embedded_font``.
    """
    return read_embedded_font(inflated(raw))


def read_embedded_font(data: bytes) -> EmbeddedFont:
    """Return a font program by its bytes.

    Raises:
        struct.error, ValueError, LookupError: if it is no TrueType font, or is cut short.
    """
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", tables["head"], 18)
    (has_long_offsets,) = struct.unpack_from(">h", tables["head"], 50)
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
    # OpenType, «hmtx»: glyphs beyond the last record are as wide as that one
    records = struct.unpack_from(f">{'Hh' * metrics}", tables["hmtx"])[::2]
    widths = (*records, *records[-1:] * (count - metrics))[:count]
    offsets = struct.unpack_from(f">{count + 1}{'L' if has_long_offsets else 'H'}", tables["loca"])
    if offsets[-1] * (1 if has_long_offsets else 2) > len(tables["glyf"]):
        raise ValueError("outlines are cut short")
    is_drawn = tuple([first < after for first, after in itertools.pairwise(offsets)])
    return EmbeddedFont(_glyphs(tables["cmap"]), tuple([width * 1000 / units for width in widths]), is_drawn)


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + _RECORD * number)
        found[tag.decode("latin-1")] = data[offset : offset + length]
    return found


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Return the glyph of each code, by the table for symbolic fonts (ISO 32000-1, 9.6.6.4) in the forms we write."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        if (platform, encoding) != (_MAC, _ROMAN):
            continue
        form, _, _ = struct.unpack_from(">HHH", cmap, offset)
        if form == _BY_BYTE:
            return dict(enumerate(struct.unpack_from(">256B", cmap, offset + 6)))
        if form == _TRIMMED:
            first, length = struct.unpack_from(">HH", cmap, offset + 6)
            return dict(enumerate(struct.unpack_from(f">{length}H", cmap, offset + 10), first))
    raise ValueError("no table of codes that we know")
