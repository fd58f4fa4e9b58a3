"""Pictures: whether one can be used at all, judged by its header before anything of it is unpacked."""

from __future__ import annotations

import io
import warnings

from naravard_docs.limits import LIMITS

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_NOT_WHOLE = ("är ingen hel PNG- eller JPEG-bild", "spara om bilden som PNG")


def picture_fault(data: bytes, most_megapixels: int = LIMITS.picture_megapixels) -> tuple[str, str] | None:
    """Return why a picture cannot be used and what to do (Swedish, after its name), or None when it can."""
    from PIL import Image

    if not data.startswith(_SIGNATURES):
        return _NOT_WHOLE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are judged here, and in English
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > most_megapixels * 1_000_000:
                    return _too_many_dots(picture.width, picture.height, most_megapixels)
                picture.load()
    except Image.DecompressionBombError:
        return _too_many_dots(0, 0, most_megapixels)
    except Exception:  # whatever Pillow raises over a broken file: OSError, SyntaxError, struct.error, KeyError …
        return _NOT_WHOLE
    return None


def _too_many_dots(width: int, height: int, most_megapixels: int) -> tuple[str, str]:
    size = f"är {width} × {height} punkter" if width else "har fler punkter än något bildprogram gör"
    remedy = "spara om bilden i en mindre storlek, eller höj «gränser: bild_megapixel» i templates/organisation.yaml"
    return f"{size}, och gränsen är {most_megapixels} miljoner", remedy
