"""The look of a page: rules for screens of all widths, for dark ones and for paper, from the theme.

Sizes are relative to what the reader has chosen as the size of text, so that a page can be read at 400 % (WCAG 2.1,
1.4.4 and 1.4.10) and with other distances between letters and lines (1.4.12).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from naravard_docs.html.body import LONGEST_LABEL, TONE_CLASSES
from naravard_docs.html.palette import Palette, dark_palette, light_palette
from naravard_docs.style.theme import Theme

_FALLBACKS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_MOST_COLUMNS = 4
_LETTER_EM = 0.62
_LABEL_AIR_EM = 0.7


@lru_cache(maxsize=8)
def stylesheet(theme: Theme) -> str:
    """Return the rules that all pages of a theme share."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(dark_palette(theme))} }} }}\n"
    return "".join(
        (
            f":root {{ color-scheme: light dark; {_variables(light_palette(theme))}; {_measures(theme)} }}\n",
            _rules("screen.css"),
            _labels(),
            dark,
            f"@page {{ size: A4; margin: {_page_margins(theme)} }}\n",
            _rules("paper.css"),
        )
    )


def _rules(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8").strip() + "\n"


def font_family(theme: Theme) -> str:
    """Return the typeface of the house where it is installed, then those that screens have of their own."""
    return f"{css_string(theme.font_name)}, {_FALLBACKS}"


def css_string(text: str) -> str:
    """Return a text as a string of CSS, which no sign of it ends."""
    return '"' + "".join(c if c.isalnum() or c in " .,:;-–()§/" else f"\\{ord(c):x} " for c in text) + '"'


def _variables(palette: Palette) -> str:
    named = {
        "sida": palette.page,
        "fyllning": palette.fill,
        "text": palette.text,
        "accent": palette.accent,
        "länk": palette.link,
        "dämpad": palette.muted,
        "varning": palette.warning,
        "linje": palette.rule,
        "kant": palette.edge,
        **{f"ton-{TONE_CLASSES[tone]}": colour for tone, colour in palette.tones},
    }
    return ";".join(f"--{name}:#{colour}" for name, colour in named.items())


def _measures(theme: Theme) -> str:
    """Return sizes: headings by the text's, as on paper but for the highest, and a line of about 70 letters."""
    first, second, third = (round(size / theme.body_size_pt, 3) for size in theme.heading_sizes_pt)
    leading = round(theme.body_leading_pt / theme.body_size_pt, 3)
    return (
        f"--typsnitt:{font_family(theme)};--mått:39rem;--h1:{round(first * 1.15, 3)};--h2:{second};--h3:{third};"
        f"--storlek:{theme.body_size_pt:g}pt;--rad:{leading};--indrag:1.5em"
    )


def _page_margins(theme: Theme) -> str:
    margins = theme.margins
    return " ".join(f"{mm:g}mm" for mm in (margins.top_mm, margins.right_mm, margins.bottom_mm, margins.left_mm))


def _labels() -> str:
    """Return how far in the text of lists stands, by the longest of their labels, and columns."""
    indents = (
        f".etikett-{n} {{ --indrag: {max(1.5, n * _LETTER_EM + _LABEL_AIR_EM):.2f}em }}"
        for n in range(1, LONGEST_LABEL + 1)
    )
    columns = (f".spalter-{n} {{ columns: {n} 13em; column-gap: 1.5em }}" for n in range(2, _MOST_COLUMNS + 1))
    return "\n".join((*indents, *columns)) + "\n"
