"""Pictures: whether one can be used at all, judged by its header before anything of it is unpacked."""

from __future__ import annotations

import io

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.limits import LIMITS
from naravard_docs.style.picture_coding import jpeg_coding
from naravard_docs.style.pictures import FORMATS, upright
from naravard_docs.workspace.picture_formats import kind_of_picture

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SAVE_AS = "öppna den i ett bildprogram och spara om bilden som PNG"
_NOT_WHOLE = ("är ingen hel PNG- eller JPEG-bild", "hämta den på nytt, eller spara om bilden som PNG")
_EMPTY = ("är tom (0 byte)", "hämta den på nytt, eller spara om bilden som PNG")
_RARE = ("är en JPEG av ett slag som få program läser (fler än 8 bitar, eller utan förlust)", _SAVE_AS)
_NOTHING_TO_SEE = (
    "syns inte: den är helt vit eller genomskinlig",
    "välj en bild för ljus botten (en vit logotyp är gjord för mörk), och spara om bilden som PNG",
)


@without_remarks()
def picture_fault(data: bytes, most_megapixels: int = LIMITS.picture_megapixels) -> tuple[str, str] | None:
    """Return why a picture cannot be used and what to do (Swedish, after its name), or None when it can."""
    from PIL import Image

    if not data.startswith((_PNG, _JPEG)):
        return _of_another_kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > most_megapixels * 1_000_000:
                return _too_many_dots(picture.width, picture.height, most_megapixels)
        return None if upright(data).is_visible else _NOTHING_TO_SEE
    except Image.DecompressionBombError:
        return _too_many_dots(0, 0, most_megapixels)
    except Exception:  # whatever Pillow raises over a broken file: OSError, SyntaxError, struct.error, KeyError …
        return _RARE if data.startswith(_JPEG) and jpeg_coding(data).is_rare else _NOT_WHOLE


def _of_another_kind(data: bytes) -> tuple[str, str]:
    if not data:
        return _EMPTY
    if (kind := kind_of_picture(data)) is None:
        return "är varken PNG eller JPEG", _SAVE_AS
    remedy = "hämta den med «git lfs pull»" if "Git LFS" in kind else _SAVE_AS
    return f"är {kind}, och varken PNG eller JPEG", remedy


def _too_many_dots(width: int, height: int, most_megapixels: int) -> tuple[str, str]:
    size = f"är {width} × {height} punkter" if width else "har fler punkter än något bildprogram gör"
    remedy = "spara om bilden i en mindre storlek, eller höj «gränser: bild_megapixel» i templates/organisation.yaml"
    return f"{size}, och gränsen är {most_megapixels} miljoner", remedy
