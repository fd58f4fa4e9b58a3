"""The pictures of a produced file, unpacked as readers do: whether there is anything to see in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from naravard_docs.check.findings import Violation, run_rule
from naravard_docs.check.objects import Stream
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word_package import MAIN, R, WordFile
from naravard_docs.document.document import Document, figures_in
from naravard_docs.libraries.remarks import without_remarks

if TYPE_CHECKING:
    from PIL.Image import Image

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_MODES = {"/DeviceRGB": "RGB", "/DeviceGray": "L"}
_SAME_LIGHT, _FAINTEST = 2, 250
"""How far dots of one colour may be from each other, and what is as white paper: the dots of a JPEG are never quite."""

_KEPT = 32

Range = tuple[int, int]
"""The least and the most light of a picture's dots in one colour."""


def pdf_picture_faults(file: PdfFile, expected: Document | None) -> Iterator[Violation]:
    """Yield pictures on the pages of a PDF in which nothing is to be seen."""
    for page in file.pages:
        named = file.plain(page.entries.get("/Resources", {})).get("/XObject")
        for held in (file.plain(named) or {}).values():
            found = file.objects.get(held)
            if isinstance(found, Stream) and found.entries.get("/Subtype") == "/Image":
                yield from run_rule("en bild", lambda found=found: _faults(_ranges_in_pdf(found), expected))  # type: ignore[misc]


def word_picture_faults(file: WordFile, expected: Document | None) -> Iterator[Violation]:
    """Yield pictures in a Word file's text in which nothing is to be seen."""
    known = file.relationships(MAIN)
    for one in file.body.iter(_BLIP):
        data = file.parts[known[str(one.get(f"{R}embed"))][0]]
        yield from run_rule("en bild", lambda data=data: _faults(_ranges_in(data), expected))  # type: ignore[misc]


def page_picture_faults(data: bytes, expected: Document | None) -> Iterator[Violation]:
    """Yield whether nothing is to be seen in a picture of a page."""
    yield from run_rule("en bild", lambda: _faults(_ranges_in(data), expected))


def _faults(ranges: tuple[Range, ...], expected: Document | None) -> Iterator[Violation]:
    """Yield whether a picture is as white paper, or of one colour though none of the document's own is so."""
    if min(least for least, _ in ranges) >= _FAINTEST:
        yield Violation("bild", "WCAG 2.1, 1.1.1", "en bild är tom: alla dess punkter är vita eller genomskinliga")
    elif _is_of_one_colour(ranges) and not (expected and _has_one_of_one_colour(expected)):
        yield Violation("bild", "WCAG 2.1, 1.1.1", "en bild är tom: alla dess punkter har samma färg")


def _has_one_of_one_colour(expected: Document) -> bool:
    return any(_is_of_one_colour(_ranges_in(figure.image)) for figure in figures_in(expected.blocks))


def _is_of_one_colour(ranges: tuple[Range, ...]) -> bool:
    return all(most - least <= _SAME_LIGHT for least, most in ranges)


def _ranges_in_pdf(held: Stream) -> tuple[Range, ...]:
    """Return the light in a picture as it stands in a PDF (ISO 32000-1, 8.9.5).

    Raises:
        ValueError: if its dots are fewer than it says, or in another form than this program writes.
    """
    from PIL import Image as Images

    entries = held.entries
    if "/DCTDecode" in (entries.get("/Filter"), *_listed(entries.get("/Filter"))):
        return _ranges_in(held.raw)
    if entries.get("/ColorSpace") not in _MODES or entries.get("/BitsPerComponent") != 8:
        raise ValueError("okänd form")
    mode, size = _MODES[entries["/ColorSpace"]], (entries["/Width"], entries["/Height"])
    return _ranges(Images.frombytes(mode, size, held.data))


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else ()


@lru_cache(maxsize=_KEPT)
@without_remarks()
def _ranges_in(data: bytes) -> tuple[Range, ...]:
    """Return the light in a picture's file, on white paper."""
    from PIL import Image as Images

    with Images.open(io.BytesIO(data)) as held:
        if held.mode in ("L", "RGB") and "transparency" not in held.info:
            return _ranges(held)
        layer = held.convert("RGBA")
    return _ranges(Images.alpha_composite(Images.new("RGBA", layer.size, "white"), layer).convert("RGB"))


def _ranges(picture: Image) -> tuple[Range, ...]:
    found = picture.getextrema()
    return (found,) if isinstance(found[0], int) else found  # type: ignore[return-value]
