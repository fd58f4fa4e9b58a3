"""The pages of a PDF as pictures, drawn by PDFium (pypdfium2), which shares no code with ours."""

from __future__ import annotations

import io
from contextlib import closing

import pypdfium2

PIXELS_PER_POINT = 2.0
"""Twice as fine as the page is shown, so that it is sharp at 200 %."""


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of each page in points."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [document.get_page_size(index) for index in range(len(document))]


def page_picture(pdf: bytes, index: int) -> bytes | None:
    """Return a page as PNG; None if there is no such page."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        if not 0 <= index < len(document):
            return None
        out = io.BytesIO()
        document[index].render(scale=PIXELS_PER_POINT).to_pil().save(out, "PNG", compress_level=1)
        return out.getvalue()
