"""What a part of a bar is filled with: a colour and a pattern, so that no one needs to see colours to tell parts apart.

WCAG 2.2: colour is not the only means (1.4.1), text has a contrast of 4.5:1 (1.4.3), and what must be seen to
understand a graphic has 3:1 against what is beside it (1.4.11).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

PAPER, INK = "FFFFFF", "1A1A1A"
LEAST_FOR_TEXT, LEAST_FOR_SHAPES = 4.5, 3.0


class Pattern(StrEnum):
    """What is drawn over the colour, in the colour of the paper."""

    SOLID = "hel"
    RISING = "stigande"
    FALLING = "fallande"
    DOTS = "prickar"
    UPRIGHT = "stående"
    LEVEL = "liggande"
    GRID = "rutor"
    EMPTY = "tom"


class Fill(Struct, frozen=True):
    """A colour (six hexadecimal digits) with a pattern; an empty one is paper within an outline of the colour.

    Raises:
        ValueError: if the colour is too light to be seen on paper.
    """

    colour: str
    pattern: Pattern

    def __post_init__(self) -> None:
        if contrast(self.colour, PAPER) < LEAST_FOR_SHAPES:
            raise ValueError(f"{self.colour} is too light on {PAPER}: {contrast(self.colour, PAPER):.1f}:1")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, «contrast ratio»)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour, from 0 to 1 (WCAG 2.2, «relative luminance»)."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


FILLS = (
    Fill("14375E", Pattern.SOLID),
    Fill("2E7D6B", Pattern.RISING),
    Fill("5C4B8A", Pattern.DOTS),
    Fill("8A6D1F", Pattern.FALLING),
    Fill("767676", Pattern.GRID),
    Fill("9B1C1C", Pattern.UPRIGHT),
    Fill(INK, Pattern.EMPTY),
    Fill("3F7FB5", Pattern.LEVEL),
)
"""Fills that can stand side by side: no two have the same pattern, and next ones differ in lightness."""
