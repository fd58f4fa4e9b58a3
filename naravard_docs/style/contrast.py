"""How well a colour is seen on another (WCAG 2.2, «contrast ratio»), and a darker one that is seen well enough."""

from __future__ import annotations

from collections.abc import Sequence

PAPER = "FFFFFF"
LEAST_FOR_TEXT, LEAST_FOR_SHAPES = 4.5, 3.0
"""WCAG 2.2, 1.4.3 for text, 1.4.11 for what must be seen to understand a graphic."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, «contrast ratio»)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return so great a share of a colour, from 0 to 1, mixed with another."""
    parts = (share * _part(colour, at) + (1 - share) * _part(other, at) for at in (0, 2, 4))
    return "".join(f"{round(part):02X}" for part in parts)


def dark_enough(colour: str, least: float = LEAST_FOR_TEXT) -> str:
    """Return the colour, or the lightest darker one of its hue that has a contrast on paper."""
    shades = (mixed(colour, "000000", share / 100) for share in range(100, -1, -1))
    return next(shade for shade in shades if contrast(shade, PAPER) >= least)


def readable_on(colour: str, grounds: Sequence[str], least: float = LEAST_FOR_TEXT) -> str:
    """Return the colour, or the nearest of its hue, darker or lighter, that has a contrast on each of some grounds."""

    def lowest(shade: str) -> float:
        return min(contrast(shade, ground) for ground in grounds)

    end = max(("000000", "FFFFFF"), key=lowest)
    shades = (mixed(colour, end, share / 100) for share in range(100, -1, -1))
    return next((shade for shade in shades if lowest(shade) >= least), end)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour, from 0 to 1 (WCAG 2.2, «relative luminance»)."""
    shares = (_part(colour, at) / 255 for at in (0, 2, 4))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _part(colour: str, at: int) -> int:
    return int(colour[at : at + 2], 16)
