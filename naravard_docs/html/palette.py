"""The colours of a page, for light and for dark screens: the theme's, moved as far as they must be to be read."""

from __future__ import annotations

from msgspec import Struct

from naravard_docs.document.blocks import Tone
from naravard_docs.style.contrast import LEAST_FOR_SHAPES, LEAST_FOR_TEXT, PAPER, readable_on
from naravard_docs.style.text_styles import tone_colour
from naravard_docs.style.theme import Theme

_LEAST_IN_DARK = 7.0
"""Coloured letters on a dark screen are thinner to the eye: WCAG 2.1, 1.4.6."""

_DARK = "16191D"
_DARK_FILL = "22272E"
_DARK_TEXT = "E4E7EB"
_DARK_RULE = "4A545F"
_DARK_TONES = {Tone.YES: "1F3A2A", Tone.YES_BUT: "1F3348", Tone.NO: "47231F", Tone.LATER: "40341A"}


class Palette(Struct, frozen=True):
    """Colours as six hexadecimal digits; text has a contrast of 4.5:1 on the page and on fills (WCAG 2.2, 1.4.3)."""

    page: str
    fill: str
    text: str
    accent: str
    link: str
    muted: str
    warning: str
    rule: str
    edge: str
    tones: tuple[tuple[Tone, str], ...]


def light_palette(theme: Theme) -> Palette:
    """Return the colours of paper."""
    tones = {tone: tone_colour(tone) for tone in Tone}
    return _palette(theme, _Grounds(PAPER, theme.fill_colour, theme.text_colour, theme.rule_colour, tones))


def dark_palette(theme: Theme) -> Palette:
    """Return the colours of a dark screen, of the same hues."""
    return _palette(theme, _Grounds(_DARK, _DARK_FILL, _DARK_TEXT, _DARK_RULE, _DARK_TONES), _LEAST_IN_DARK)


class _Grounds(Struct, frozen=True):
    """What text stands on, and the text's own colour."""

    page: str
    fill: str
    text: str
    rule: str
    tones: dict[Tone, str]


def _palette(theme: Theme, on: _Grounds, least: float = LEAST_FOR_TEXT) -> Palette:
    grounds = (on.page, on.fill)
    return Palette(
        page=on.page,
        fill=on.fill,
        text=readable_on(on.text, (*grounds, *on.tones.values()), least),
        accent=readable_on(theme.accent_colour, grounds, least),
        link=readable_on(theme.link_colour, (*grounds, *on.tones.values()), least),
        muted=readable_on(theme.muted_colour, grounds, least),
        warning=readable_on(theme.warning_colour, grounds, least),
        rule=on.rule,
        edge=readable_on(theme.accent_colour, grounds, LEAST_FOR_SHAPES),
        tones=tuple(on.tones.items()),
    )
