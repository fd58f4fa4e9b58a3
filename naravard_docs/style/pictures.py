"""Pictures as both renderers draw them: upright, in colours that screens have, without transparency where asked.

What a camera or a printing house made is read here and nowhere else, so that Word and PDF show the same picture.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION, _UPRIGHT = 0x0112, 1
_PLAIN_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
_QUALITY = 92
_KEPT = 16


class PictureFile(Struct, frozen=True):
    """A picture's file, PNG or JPEG, and its width and height in pixels as it is to be seen."""

    data: bytes
    pixels: tuple[int, int]
    is_jpeg: bool


@lru_cache(maxsize=_KEPT)
def upright(image: bytes) -> PictureFile:
    """Return a picture that needs no turning and no knowledge of inks; its own bytes where they are such already.

    Raises:
        OSError: if it is no picture.
    """
    from PIL import Image as Images

    with Images.open(io.BytesIO(image)) as held:
        is_jpeg = held.format in ("JPEG", "MPO")
        turned = held.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
        if not turned and held.mode in _PLAIN_MODES:
            return PictureFile(image, held.size, is_jpeg)
        made = _on_screen(held)
        return PictureFile(_as_jpeg(made) if is_jpeg else _as_png(made), made.size, is_jpeg)


def on_paper(image: bytes) -> Image | io.BytesIO:
    """Return a picture for print: upright, in the colours of sRGB, on white where it is transparent.

    A JPEG stays a JPEG, as a file; any other picture is given with its pixels.

    Raises:
        OSError: if it is no picture.
    """
    from PIL import Image as Images

    seen = upright(image)
    with Images.open(io.BytesIO(seen.data)) as held:
        if seen.is_jpeg:
            return io.BytesIO(_as_jpeg(_on_screen(held)) if "icc_profile" in held.info else seen.data)
        layered = _on_screen(held).convert("RGBA")
        paper = Images.new("RGBA", layered.size, "white")
        return Images.alpha_composite(paper, layered).convert("RGB")


def _as_jpeg(picture: Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _as_png(picture: Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _on_screen(held: Image) -> Image:
    """Return a picture turned as its camera says, in eight bits and the colours of sRGB."""
    from PIL import ImageOps

    turned: Image = ImageOps.exif_transpose(held)
    if turned.mode.startswith("I") or turned.mode == "F":
        return _in_eight_bits(turned)
    converted = _in_srgb(turned)
    return converted if converted.mode in _PLAIN_MODES else converted.convert("RGB")


def _in_eight_bits(picture: Image) -> Image:
    """Return a grey picture of sixteen bits in eight; Pillow 12 would cut off all above 255."""
    return picture.convert("I").point(lambda level: level * (1 / 257)).convert("L")


def _in_srgb(picture: Image) -> Image:
    """Return a picture whose file has a colour profile in the colours that all screens have."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile that is broken, or for other inks, is as none
        return picture
    if made is None:
        return picture
    made.info.pop("icc_profile", None)
    return made
