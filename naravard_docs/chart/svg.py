"""A chart as SVG (1.1): an image with a title and a description, its words as text."""

from __future__ import annotations

from html import escape
from typing import assert_never

from naravard_docs.chart.drawing import Box, Drawing, Words, drawing
from naravard_docs.chart.fills import PAPER, Fill, Pattern
from naravard_docs.chart.stacked_bars import StackedBars, alternative_text
from naravard_docs.style.theme import Theme
from naravard_docs.swedish import slug

TILE = 6.0
"""Width and height of what a pattern repeats, in points."""

STROKE, DOT, OUTLINE = 0.6, 1.0, 0.75
_FALLBACKS = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"


def svg_text(chart: StackedBars, theme: Theme) -> str:
    """Return the chart as an SVG file; the same chart gives the same text.

    Raises:
        FileAccessError: if the typeface, by which words are measured, cannot be read or kept.
    """
    drawn = drawing(chart, theme)
    name = slug(chart.title) or "diagram"
    fills = dict.fromkeys(shape.fill for shape in drawn.shapes if isinstance(shape, Box) and shape.fill)
    names = {fill: f"{name}-{number}" for number, fill in enumerate(fills, 1)}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {_size_in_pixels(drawn)}'
        f' viewBox="0 0 {_number(drawn.width)} {_number(drawn.height)}" role="img" lang="sv" xml:lang="sv"'
        f' aria-labelledby="{name}-titel {name}-text" font-family="{escape(_fonts(theme))}">',
        f'<title id="{name}-titel">{escape(chart.title)}</title>',
        f'<desc id="{name}-text">{escape(alternative_text(chart))}</desc>',
        f"<defs>{''.join(_pattern(fill, names[fill]) for fill in fills)}</defs>",
        f'<rect width="100%" height="100%" fill="#{PAPER}"/>',
        *(_shape(shape, drawn, names) for shape in drawn.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _size_in_pixels(drawn: Drawing) -> str:
    """Return width and height without unit, which every program understands: 96 to the inch (CSS Values, 6.2)."""
    return f'width="{_number(drawn.width * 96 / 72)}" height="{_number(drawn.height * 96 / 72)}"'


def _fonts(theme: Theme) -> str:
    if theme.font_files is None:
        return _FALLBACKS
    own = theme.font_name.replace("\\", "\\\\").replace("'", "\\'")  # CSS Syntax, 4.3.5
    return f"'{own}', {_FALLBACKS}"


def _shape(shape: Box | Words, drawn: Drawing, names: dict[Fill, str]) -> str:
    match shape:
        case Box():
            place = " ".join(f'{key}="{_number(getattr(shape, key))}"' for key in ("x", "y", "width", "height"))
            if shape.fill is None:
                return f'<rect {place} rx="2" fill="#{PAPER}" stroke="#{shape.edge}" stroke-width="{OUTLINE}"/>'
            outline = f'stroke="#{shape.fill.colour}" stroke-width="{OUTLINE}"'
            return f'<rect {place} fill="url(#{names[shape.fill]})" {outline}/>'
        case Words():
            weight = ' font-weight="bold"' if shape.is_bold else ""
            place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}"'
            return f'<text {place}{weight} fill="#{drawn.colour}">{escape(shape.text)}</text>'
        case _:
            assert_never(shape)


def _pattern(fill: Fill, name: str) -> str:
    lines = "".join(
        f'<line x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"/>'
        for x1, y1, x2, y2 in strokes(fill.pattern)
    )
    dots = f'<circle cx="{TILE / 2}" cy="{TILE / 2}" r="{_number(DOT)}" fill="#{fill.colour}"/>'
    size = f'width="{_number(TILE)}" height="{_number(TILE)}"'
    return (
        f'<pattern id="{name}" {size} patternUnits="userSpaceOnUse"><rect {size} fill="#{fill.ground}"/>'
        f'<g stroke="#{fill.colour}" stroke-width="{STROKE}">{lines}</g>'
        f"{dots if fill.pattern is Pattern.DOTS else ''}</pattern>"
    )


def strokes(pattern: Pattern) -> tuple[tuple[float, float, float, float], ...]:
    """Return the lines of a pattern's tile, from and to; slanting ones go on over the tile's corners."""
    half, over = TILE / 2, TILE * 1.5
    match pattern:
        case Pattern.SOLID | Pattern.EMPTY | Pattern.DOTS:
            return ()
        case Pattern.RISING:
            return ((-half, half, half, -half), (-half, over, over, -half), (half, over, over, half))
        case Pattern.FALLING:
            return ((-half, half, half, over), (-half, -half, over, over), (half, -half, over, half))
        case Pattern.UPRIGHT:
            return ((half, 0, half, TILE),)
        case Pattern.LEVEL:
            return ((0, half, TILE, half),)
        case Pattern.GRID:
            return ((half, 0, half, TILE), (0, half, TILE, half))
        case _:
            assert_never(pattern)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
