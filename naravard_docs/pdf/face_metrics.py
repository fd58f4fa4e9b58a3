"""What pages need to know of a face, kept in the user's cache: widths, descriptor, and the font of the common letters.

Why: reportlab reads a font in 10 ms, of which most documents use nothing else.
"""

from __future__ import annotations

import hashlib
import zlib
from codecs import charmap_build
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from naravard_docs.pdf.ready import stream_object
from naravard_docs.style.font_cache import kept_data
from naravard_docs.style.package_versions import installed_versions

RECIPE = 1
"""Raised when what is kept of a face changes, or how it is made."""

ALPHABET = " abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789.,:;!?-–—()«»”’/%§&@+•…"
"""Letters that every font in a file has, used or not, so that documents give letters the same codes.

They cost a file some kilobytes, and spare it the making of the font.
"""

_SYMBOLIC, _NONSYMBOLIC = 1 << 2, 1 << 5
"""Flags of a font's descriptor (ISO 32000-1, table 123): its codes are its own."""


class FontProgram(Struct, frozen=True):
    """What a file has of a font, as ready objects: TrueType program, ToUnicode map, widths by code."""

    file: bytes
    to_unicode: bytes
    widths: str


class FaceMetrics(Struct, frozen=True):
    """What is kept of a face."""

    widths: dict[int, int | float]
    """By code point, in thousandths of the size: of all letters that it has."""

    described: str
    """The entries of the font's descriptor (ISO 32000-1, 9.8), file and name apart."""

    program: FontProgram
    """Of its alphabet."""

    @property
    def alphabet(self) -> tuple[int, ...]:
        """The code points of its common letters, in the order of their codes."""
        return alphabet_of(self.widths)

    @property
    def alphabet_bytes(self) -> Any:
        """What gives texts of them their codes."""
        return charmap_build("".join(map(chr, self.alphabet)))


def face_metrics(file: Path, read: Callable[[], Any]) -> FaceMetrics:
    """Return what is known of a font file by its bytes; it is read as a font of reportlab's only the first time.

    Raises:
        OSError: if the file cannot be read.
        Exception: whatever reportlab raises over a broken file.
    """
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    made_by = f"{installed_versions().get('reportlab')}-{zlib.ZLIB_RUNTIME_VERSION}-{RECIPE}"
    kept = kept_data(f"{digest[:32]}-{made_by}.metrics", lambda: msgspec.msgpack.encode(_measured(read())))
    return msgspec.msgpack.decode(kept, type=FaceMetrics)


def alphabet_of(known: Any) -> tuple[int, ...]:
    """Return the code points of the common letters that are among others, after the one that stands for none."""
    return (0, *(ord(c) for c in ALPHABET if ord(c) in known))


def font_program(face: Any, subset: tuple[int, ...]) -> FontProgram:
    """Return the font of some letters of one of reportlab's faces, by their codes, for a file."""
    file = face.makeSubset(subset)
    widths = " ".join(f"{face.getCharWidth(code_point):g}" for code_point in subset)
    to_unicode = stream_object(_to_unicode(subset).encode("ascii"))
    return FontProgram(stream_object(file, f"/Length1 {len(file)}"), to_unicode, widths)


def _measured(face: Any) -> FaceMetrics:
    return FaceMetrics(face.charWidths, _described(face), font_program(face, alphabet_of(face.charWidths)))


def _described(face: Any) -> str:
    box = " ".join(f"{number:g}" for number in face.bbox)
    return (
        f"/Flags {face.flags & ~_NONSYMBOLIC | _SYMBOLIC}/FontBBox[{box}]/ItalicAngle {face.italicAngle:g}"
        f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}"
        f"/MissingWidth {face.defaultWidth:g}"
    )


def _to_unicode(subset: tuple[int, ...]) -> str:
    """Return a ToUnicode map: no entry for unused codes, at most 100 lines a block (Adobe TN 5014), UTF-16 values."""
    rows = [f"<{code:02X}> <{chr(u).encode('utf-16-be').hex().upper()}>" for code, u in enumerate(subset) if code]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for first in range(0, len(rows), 100):
        block = rows[first : first + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
