"""What a part of a bar is filled with: a tint and a pattern, so that no one needs to see colours to tell parts apart.

All fills of a chart are of one colour, the house's. WCAG 2.2: colour is not the only means (1.4.1), text has a contrast
of 4.5:1 (1.4.3), and what must be seen to understand a graphic has 3:1 against what is beside it (1.4.11): each part
has an outline in the full colour, and paper around it.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from naravard_docs.style.contrast import LEAST_FOR_SHAPES, LEAST_FOR_TEXT, PAPER, contrast, dark_enough, mixed

__all__ = ("FILLS", "INK", "LEAST_FOR_TEXT", "PAPER", "Fill", "Pattern", "contrast", "house_fills")

INK = "1A1A1A"
HOUSE_COLOUR = "1F4E79"


class Pattern(StrEnum):
    """What is drawn over the tint, in thin lines of the full colour."""

    SOLID = "hel"
    RISING = "stigande"
    FALLING = "fallande"
    DOTS = "prickar"
    UPRIGHT = "stående"
    LEVEL = "liggande"
    GRID = "rutor"
    EMPTY = "tom"


_TINTS = {
    Pattern.SOLID: 1.0,
    Pattern.LEVEL: 0.64,
    Pattern.RISING: 0.46,
    Pattern.DOTS: 0.3,
    Pattern.FALLING: 0.18,
    Pattern.GRID: 0.26,
    Pattern.UPRIGHT: 0.08,
    Pattern.EMPTY: 0.0,
}
"""How much of the colour the ground of a pattern has, the rest being paper."""


class Fill(Struct, frozen=True):
    """A colour (six hexadecimal digits) with a pattern; the ground is a tint of the colour.

    Raises:
        ValueError: if the colour is too light to be seen on paper.
    """

    colour: str
    pattern: Pattern

    def __post_init__(self) -> None:
        if contrast(self.colour, PAPER) < LEAST_FOR_SHAPES:
            raise ValueError(f"{self.colour} is too light on {PAPER}: {contrast(self.colour, PAPER):.1f}:1")

    @property
    def ground(self) -> str:
        """What lies under the pattern."""
        return mixed(self.colour, PAPER, _TINTS[self.pattern])


def house_fills(colour: str) -> tuple[Fill, ...]:
    """Return the fills of a house's colour, made darker where it would not be seen on paper."""
    seen = dark_enough(colour, LEAST_FOR_SHAPES)
    return tuple(Fill(seen, pattern) for pattern in _ORDER)


_ORDER = (
    *(Pattern.SOLID, Pattern.LEVEL, Pattern.RISING, Pattern.DOTS),
    *(Pattern.FALLING, Pattern.GRID, Pattern.UPRIGHT, Pattern.EMPTY),
)
FILLS = house_fills(HOUSE_COLOUR)
"""Fills that can stand side by side: no two have the same pattern, and next ones differ in lightness."""
