"""How the pixels of a PNG or a JPEG are coded, by its first bytes: what Pillow does not say of a file."""

from __future__ import annotations

from msgspec import Struct

_STARTS = range(0xC0, 0xD0)
_NO_STARTS = (0xC4, 0xC8, 0xCC)
_JPEG_LS = 0xF7
_WITHOUT_LENGTH = (0x01, *range(0xD0, 0xDA), 0xFF)
_COMMON = (0xC0, 0xC1, 0xC2)
"""Baseline, extended and progressive by Huffman codes (ITU-T T.81, table B.1): what all programs read, and PDF has."""


class JpegCoding(Struct, frozen=True):
    """The marker with which a JPEG's frame starts, its bits for each level, and the names of its components."""

    marker: int = 0
    bits: int = 8
    components: bytes = b""

    @property
    def is_common(self) -> bool:
        """Whether all programs read it, and in the same colours."""
        return self.marker in _COMMON and self.bits == 8 and self.components != b"RGB"

    @property
    def is_rare(self) -> bool:
        """Whether hardly any program reads it: more than eight bits, or coded without loss."""
        return self.bits > 8 or self.marker in (0xC3, 0xC7, 0xCB, 0xCF, _JPEG_LS)


def png_bits(image: bytes) -> int:
    """Return the bits for each level of a PNG (ISO/IEC 15948, 11.2.2)."""
    return image[24]


def jpeg_coding(image: bytes) -> JpegCoding:
    """Return how a JPEG is coded; without a marker if it has no frame (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 < len(image) and image[at] == 0xFF:
        marker = image[at + 1]
        if marker == _JPEG_LS or (marker in _STARTS and marker not in _NO_STARTS):
            count = image[at + 9]
            return JpegCoding(marker, image[at + 4], image[at + 10 : at + 10 + 3 * count : 3])
        length = int.from_bytes(image[at + 2 : at + 4], "big")
        at += 1 if marker == 0xFF else 2 if marker in _WITHOUT_LENGTH else 2 + length
    return JpegCoding()
