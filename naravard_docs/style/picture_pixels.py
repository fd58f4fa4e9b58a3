"""The pixels of a picture's file as they are to be seen: upright, in eight bits, in the colours of sRGB.

A picture is gone through in strips, so that a large one takes the memory of its own pixels and little more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION, _UPRIGHT = 0x0112, 1
_STRIP_PIXELS = 1_000_000
_SAME_COLOUR = 4
"""How far colours of a profile may be from those of sRGB, of 255, when it is as sRGB to the eye."""

_CUBE = tuple(level for red in range(0, 256, 51) for green in range(0, 256, 51) for level in (red, green, 255 - red))


class PixelReading(Struct, frozen=True):
    """How a file is read: its depth in bits, how many times smaller it is made, its turning, and its colours."""

    bits: int
    factor: int
    orientation: int
    profile: Any


def reading_of(held: Image, bits: int, factor: int) -> PixelReading:
    """Return how the file of an open picture is to be read."""
    return PixelReading(bits, factor, orientation_of(held), _profile(held))


def orientation_of(held: Image) -> int:
    """Return how its camera held a picture (Exif 2.3, 4.6.4 A); what cannot be read is upright, as viewers have it."""
    try:
        found = held.getexif().get(_ORIENTATION, _UPRIGHT)
    except Exception:  # whatever Pillow raises over broken Exif: SyntaxError, struct.error, ValueError …
        return _UPRIGHT
    return found if found in range(2, 9) else _UPRIGHT


def as_seen(held: Image, reading: PixelReading) -> Image:
    """Return the pixels of an open picture, grey or of sRGB, with their transparency if there is any."""
    from PIL import Image as Images

    factor = reading.factor
    size = -(-held.width // factor), -(-held.height // factor)
    made = None
    for top, strip in _strips(held, factor):
        shown = _in_eight_bits(strip, held, reading)
        shown = shown.reduce(factor) if factor > 1 else shown
        made = made or Images.new(shown.mode, size)
        made.paste(shown, (0, top // factor))
    return _turned(made or held, reading.orientation)


def on_white(seen: Image) -> Image:
    """Return a picture as it is on white paper, in the colours of sRGB."""
    from PIL import Image as Images

    if seen.mode in ("L", "RGB"):
        return seen.convert("RGB")
    made = Images.new("RGB", seen.size)
    for top, strip in _strips(seen):
        layer = strip.convert("RGBA")
        made.paste(Images.alpha_composite(Images.new("RGBA", layer.size, "white"), layer).convert("RGB"), (0, top))
    return made


def darkest(seen: Image) -> int:
    """Return the least light that any pixel has in any colour, on white paper: 255 when nothing is to be seen."""
    levels = (on_white(strip).getextrema() for _, strip in _strips(seen))
    return min(int(least) for bands in levels for least, _ in bands)  # type: ignore[misc]


def _strips(picture: Image, factor: int = 1) -> Iterator[tuple[int, Image]]:
    height = max(1, _STRIP_PIXELS // picture.width // factor) * factor
    for top in range(0, picture.height, height):
        yield top, picture.crop((0, top, picture.width, min(picture.height, top + height)))


def _in_eight_bits(strip: Image, held: Image, reading: PixelReading) -> Image:
    """Return some rows as L, LA, RGB or RGBA; Pillow itself would cut grey levels of sixteen bits off above 255."""
    see_through = held.info.get("transparency")
    if strip.mode.startswith("I"):
        return _with_alpha(_eight_of_sixteen(strip), _unlike_level(strip, see_through))
    if strip.mode == "P":
        strip = strip.convert("RGB" if see_through is None else "RGBA")
    elif strip.mode == "1":
        strip = strip.convert("L")
    if strip.mode in ("L", "RGB") and see_through is not None:
        return _with_alpha(_in_srgb(strip, reading.profile), _unlike(strip, _levels(see_through, strip, reading.bits)))
    if strip.mode in ("LA", "RGBA"):
        return _with_alpha(_in_srgb(strip.convert(strip.mode[:-1]), reading.profile), strip.getchannel("A"))
    return _in_srgb(strip, reading.profile)


def _eight_of_sixteen(strip: Image) -> Image:
    return strip.convert("I").point(lambda level: level * (1 / 257)).convert("L")


def _levels(see_through: Any, strip: Image, bits: int) -> tuple[int, ...]:
    """Return the colour that a PNG's tRNS has for none (ISO/IEC 15948, 11.3.2.1), in eight bits as its pixels are."""
    written = see_through if isinstance(see_through, tuple) else (see_through,) * len(strip.getbands())
    return tuple(level >> 8 if bits == 16 else level * 255 // (2**bits - 1) for level in written)


def _unlike(strip: Image, levels: tuple[int, ...]) -> Image:
    """Return a mask that is 0 where a pixel has a certain colour, else 255."""
    from PIL import ImageChops

    masks = [
        band.point([255 * (n != level) for n in range(256)]) for band, level in zip(strip.split(), levels, strict=True)
    ]
    mask = masks[0]
    for other in masks[1:]:
        mask = ImageChops.lighter(mask, other)
    return mask


def _unlike_level(strip: Image, level: int | None) -> Image | None:
    from PIL import ImageChops

    if level is None:
        return None
    whole = strip.convert("I")
    over = whole.point(lambda each: each * 1 + -level).convert("L")
    under = whole.point(lambda each: each * -1 + level).convert("L")
    return ImageChops.lighter(over, under).point([255 * (n > 0) for n in range(256)])


def _with_alpha(shown: Image, alpha: Image | None) -> Image:
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _profile(held: Image) -> Any:
    """Return a transform from the colours of a file's own profile, None when they are those of all screens."""
    from PIL import ImageCms

    profile = held.info.get("icc_profile")
    mode = {"LA": "L", "1": "L", "P": "RGB", "RGBA": "RGB"}.get(held.mode, held.mode)
    if not profile or mode not in ("L", "RGB", "CMYK"):
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that is broken, or for other colours, is as none
        return None
    return None if mode != "CMYK" and _is_as_srgb(made, mode) else made


def _is_as_srgb(transform: Any, mode: str) -> bool:
    """Return whether a transform leaves colours as they are, as far as an eye can tell."""
    from PIL import Image as Images
    from PIL import ImageChops

    sample = Images.frombytes("RGB", (len(_CUBE) // 3, 1), bytes(_CUBE)).convert(mode)
    changed = ImageChops.difference(_transformed(sample, transform).convert("RGB"), sample.convert("RGB"))
    return max(int(most) for _, most in changed.getextrema()) <= _SAME_COLOUR  # type: ignore[misc]


def _in_srgb(strip: Image, transform: Any) -> Image:
    if transform is not None:
        return _transformed(strip, transform)
    return strip if strip.mode in ("L", "RGB") else strip.convert("RGB")


def _transformed(strip: Image, transform: Any) -> Image:
    from PIL import ImageCms

    made: Image | None = ImageCms.applyTransform(strip, transform)
    assert made is not None  # noqa: S101 - only None when it is changed in place
    made.info.pop("icc_profile", None)
    return made


def _turned(made: Image, orientation: int) -> Image:
    from PIL.Image import Transpose

    turning = {
        **{2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM},
        **{5: Transpose.TRANSPOSE, 6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90},
    }
    return made.transpose(turning[orientation]) if orientation in turning else made
