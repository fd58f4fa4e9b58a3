"""Strips: what cannot be split between pages, with its height, the air above and what it keeps with.

A strip's paints are placed from its upper left corner, downwards, in points; pages give strips their place.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.pdf.fonts import Face
from naravard_docs.pdf.lines import TextLine
from naravard_docs.pdf.structure import ARTIFACT, Element


class TextPaint(Struct, eq=False):
    """A line of text with its baseline ``down`` below the strip's upper edge."""

    line: TextLine
    x: float
    down: float
    size: float
    colour: str
    link_colour: str


class RulePaint(Struct, eq=False):
    """A horizontal rule; always an artifact."""

    x: float
    down: float
    length: float
    colour: str


class FillPaint(Struct, eq=False):
    """A filled rectangle behind text; always an artifact."""

    x: float
    down: float
    width: float
    height: float
    colour: str


class PicturePaint(Struct, eq=False):
    x: float
    width: float
    height: float
    image: bytes
    element: Element


class PageOfPaint(Struct, eq=False):
    """The number of the page that a heading is on, set with its right edge at ``right``."""

    target: str
    right: float
    down: float
    size: float
    colour: str
    face: Face
    element: Element


class FieldPaint(Struct, eq=False):
    """A field to sign in electronically; ``element`` is its Form."""

    x: float
    down: float
    width: float
    height: float
    name: str
    element: Element


Paint = PageOfPaint | FieldPaint | TextPaint | RulePaint | FillPaint | PicturePaint


class Anchor(Struct, frozen=True):
    """A place that bookmarks lead to."""

    id: str
    title: str
    level: int


class Columns(Struct, frozen=True):
    """Strips of text to be set in columns, one below the other and then on in the next column.

    ``pitch`` is the distance from one column's left edge to the next one's.
    """

    strips: tuple[Strip, ...]
    count: int
    pitch: float


class Strip(Struct, eq=False):
    """A strip; layout sets ``keeps_with_next`` when it knows what comes next.

    ``head`` is the strip of table heads to repeat when a page begins with this one. One with ``columns`` is as high as
    what must be on its first page, and pages take it apart.
    """

    height: float
    paints: tuple[Paint, ...] = ()
    space_above: float = 0
    keeps_with_next: bool = False
    begins_page: bool = False
    anchor: Anchor | None = None
    head: Strip | None = None
    columns: Columns | None = None
    keeps_with_previous: bool = False


def as_artifact(paint: Paint) -> Paint:
    """Return a paint whose text belongs to no element: a table head drawn once more."""
    if not isinstance(paint, TextPaint):
        return paint
    pieces = tuple(
        type(piece)(piece.text, piece.x, piece.width, type(piece.run)(piece.run.text, piece.run.face, ARTIFACT))
        for piece in paint.line.pieces
    )
    return TextPaint(
        replace(paint.line, pieces=pieces), paint.x, paint.down, paint.size, paint.colour, paint.link_colour
    )


def moved(strip: Strip, right: float, down: float) -> Iterator[TextPaint]:
    """Yield the text of a strip as it stands in a strip around it."""
    for paint in strip.paints:
        if isinstance(paint, TextPaint):
            yield replace(paint, x=paint.x + right, down=paint.down + down)
