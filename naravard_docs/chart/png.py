"""A chart as PNG, at 300 dots to the inch: drawn by Pillow at twice that and brought down, so that edges are smooth."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any, assert_never

from naravard_docs.chart.drawing import Box, Words, drawing
from naravard_docs.chart.fills import PAPER, Fill, Pattern
from naravard_docs.chart.stacked_bars import StackedBars
from naravard_docs.chart.svg import DOT, OUTLINE, STROKE, TILE, strokes
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import Theme

DPI, FINER = 300, 2
_SCALE = DPI * FINER / 72


def png_bytes(chart: StackedBars, theme: Theme) -> bytes:
    """Return the chart as a PNG file for print; the same chart gives the same bytes.

    Raises:
        FileAccessError: if the typeface cannot be read or kept.
    """
    from PIL import Image, ImageDraw

    drawn = drawing(chart, theme)
    size = (_even(drawn.width), _even(drawn.height))
    image = Image.new("RGB", size, f"#{PAPER}")
    pen = ImageDraw.Draw(image)
    for shape in drawn.shapes:
        match shape:
            case Box():
                _box(image, pen, shape)
            case Words():
                face = _face(face_file(theme, FaceKey(is_bold=shape.is_bold)), round(shape.size * _SCALE))
                pen.text((shape.x * _SCALE, shape.y * _SCALE), shape.text, f"#{drawn.colour}", face, anchor="ls")
            case _:
                assert_never(shape)
    out = io.BytesIO()
    image.reduce(FINER).save(out, "PNG", dpi=(DPI, DPI), optimize=True)
    return out.getvalue()


def _even(points: float) -> int:
    """Return a length in fine dots that can be brought down without a rest."""
    return -(-round(points * _SCALE) // FINER) * FINER


def _box(image: Any, pen: Any, box: Box) -> None:
    left, top = round(box.x * _SCALE), round(box.y * _SCALE)
    right, bottom = round((box.x + box.width) * _SCALE), round((box.y + box.height) * _SCALE)
    if box.fill is None:
        edge, width = f"#{box.edge}", round(OUTLINE * _SCALE)
        pen.rounded_rectangle((left, top, right, bottom), 2 * _SCALE, f"#{PAPER}", edge, width)
        return
    image.paste(_surface(box.fill, left, top, right - left, bottom - top), (left, top))
    pen.rectangle((left, top, right, bottom), outline=f"#{box.fill.colour}", width=round(OUTLINE * _SCALE))


def _surface(fill: Fill, left: int, top: int, width: int, height: int) -> Any:
    """Return what a box is filled with; the tiles lie where they would if they covered the whole chart, as in SVG."""
    from PIL import Image

    tile = _tile(fill)
    surface = Image.new("RGB", (width, height))
    for x in range(-(left % tile.width), width, tile.width):
        for y in range(-(top % tile.height), height, tile.height):
            surface.paste(tile, (x, y))
    return surface


@cache
def _tile(fill: Fill) -> Any:
    from PIL import Image, ImageDraw

    dots = round(TILE * _SCALE)
    tile = Image.new("RGB", (dots, dots), f"#{fill.ground}")
    pen = ImageDraw.Draw(tile)
    for x1, y1, x2, y2 in strokes(fill.pattern):
        pen.line((x1 * _SCALE, y1 * _SCALE, x2 * _SCALE, y2 * _SCALE), f"#{fill.colour}", round(STROKE * _SCALE))
    if fill.pattern is Pattern.DOTS:
        middle, radius = dots / 2, DOT * _SCALE
        pen.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), f"#{fill.colour}")
    return tile


@cache
def _face(file: Path, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
