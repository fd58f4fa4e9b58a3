"""Pictures as both renderers draw them: upright, in the colours that screens have, no larger than print can show.

What a camera or a printing house made is read here and nowhere else, so that Word and PDF show the same picture.
"""

from __future__ import annotations

import io
from functools import lru_cache
from math import ceil, sqrt
from typing import TYPE_CHECKING

from msgspec import Struct

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.style.picture_coding import jpeg_coding, png_bits
from naravard_docs.style.picture_pixels import PixelReading, as_seen, darkest, on_white, reading_of

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG")
_PLAIN_MODES = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB")}
_UPRIGHT = 1
_MOST_PIXELS = 8_000_000
"""More than a printer shows: 2 800 by 2 800 across a page are 440 dots an inch."""

_FAINTEST = 250
"""From here on nothing is seen on paper: a JPEG's white is not white in every dot."""

_SCREEN_GAMMA, _SAME_GAMMA = 1 / 2.2, 0.01
_QUALITY = 92
_KEPT = 16


class PictureFile(Struct, frozen=True):
    """A picture's file, PNG or JPEG, its width and height as it is to be seen, and whether it shows on white paper."""

    data: bytes
    pixels: tuple[int, int]
    is_jpeg: bool
    is_visible: bool


@lru_cache(maxsize=_KEPT)
@without_remarks()
def upright(image: bytes) -> PictureFile:
    """Return a picture that needs no turning and no knowledge of inks; its own bytes where they are such already.

    Raises:
        OSError: if it is no whole picture; Pillow raises of every kind over one that is broken.
    """
    from PIL import Image as Images

    with Images.open(io.BytesIO(image), formats=FORMATS) as held:
        is_jpeg = held.format != "PNG"
        size, factor = held.size, _factor(held)
        held.load()
        reading = reading_of(held, 8 if is_jpeg else png_bits(image), factor)
        made = as_seen(held, reading)
        is_visible = darkest(made) < _FAINTEST
        if size == held.size and factor == 1 and _is_plain(held, image, reading):
            return PictureFile(image, size, is_jpeg, is_visible)
    return PictureFile(_encoded(made, is_jpeg), made.size, is_jpeg, is_visible)


@without_remarks()
def on_paper(image: bytes) -> Image | io.BytesIO:
    """Return a picture for print: upright, in the colours of sRGB, on white where it is transparent.

    A JPEG stays a JPEG, as a file; any other picture is given with its pixels.

    Raises:
        OSError: if it is no picture.
    """
    from PIL import Image as Images

    seen = upright(image)
    if seen.is_jpeg:
        return io.BytesIO(seen.data)
    with Images.open(io.BytesIO(seen.data), formats=FORMATS) as held:
        held.load()
        return on_white(as_seen(held, reading_of(held, png_bits(seen.data), 1)))


def _factor(held: Image) -> int:
    """Return how many times a picture is to be made smaller; a JPEG is unpacked smaller as far as it can be."""
    factor = ceil(sqrt(held.width * held.height / _MOST_PIXELS))
    if factor > 1 and held.format != "PNG":
        held.draft(None, (held.width // factor, held.height // factor))
        return ceil(sqrt(held.width * held.height / _MOST_PIXELS))
    return max(1, factor)


def _is_plain(held: Image, image: bytes, reading: PixelReading) -> bool:
    """Return whether every program shows a file as it is to be seen: all then have its own bytes."""
    if held.mode not in _PLAIN_MODES.get(held.format or "", ()) or getattr(held, "is_animated", False):
        return False
    if reading.orientation != _UPRIGHT or reading.profile is not None:
        return False
    if held.format == "JPEG":
        return jpeg_coding(image).is_common
    gamma = held.info.get("gamma", _SCREEN_GAMMA)
    return png_bits(image) <= 8 and ("srgb" in held.info or abs(gamma - _SCREEN_GAMMA) < _SAME_GAMMA)


def _encoded(picture: Image, is_jpeg: bool) -> bytes:
    out = io.BytesIO()
    if is_jpeg:
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        picture.save(out, "PNG")
    return out.getvalue()
