"""Small helpers for writing WordprocessingML as text. Word measures in twips (1/20 pt) and half-points."""

from __future__ import annotations

from html import escape  # the same five signs as XML's own; xml.sax brings ssl and all of the network with it

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PICTURE_NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000


def twips(points: float) -> int:
    """Return points as twentieths of a point, which Word counts distances in."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return points as half-points, which Word counts type sizes in."""
    return round(points * 2)


def attribute(text: str) -> str:
    """Return a text as a quoted attribute value."""
    return f'"{escape(text)}"'


def run_content(text: str) -> str:
    """Return a text as the content of a run."""
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
