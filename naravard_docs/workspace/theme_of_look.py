"""The theme that organisation.yaml asks for: its look over the program's own, with its typeface's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from naravard_docs.meeting.organisation import Look, Typeface
from naravard_docs.style.contrast import dark_enough
from naravard_docs.style.theme import FontFiles, Margins, Theme
from naravard_docs.workspace.folders import digest_of

V = TypeVar("V")


def theme_of(look: Look, locate: Callable[[str], Path]) -> Theme:
    """Return the theme of a look; ``locate`` returns where a template of some name is.

    Raises:
        UnknownValueError: if the look could not be read.
    """
    house = Theme()
    margins = look.margins
    fonts = look.typeface
    return Theme(
        font_name=fonts.name if fonts else house.font_name,
        font_files=_font_files(fonts, locate) if fonts else None,
        margins=Margins(
            _or(margins.left, house.margins.left_mm),
            _or(margins.right, house.margins.right_mm),
            _or(margins.top, house.margins.top_mm),
            _or(margins.bottom, house.margins.bottom_mm),
        ),
        body_size_pt=_or(look.body_size, house.body_size_pt),
        body_leading_pt=_or(look.body_leading, house.body_leading_pt),
        heading_sizes_pt=_or(look.heading_sizes, house.heading_sizes_pt),
        small_size_pt=_or(look.small_size, house.small_size_pt),
        text_colour=_or(look.text_colour, house.text_colour),
        accent_colour=_or(look.accent_colour, house.accent_colour),
        link_colour=dark_enough(_or(look.accent_colour, house.accent_colour)),
        muted_colour=_or(look.muted_colour, house.muted_colour),
    )


def _font_files(fonts: Typeface, locate: Callable[[str], Path]) -> FontFiles:
    files = [locate(name) for name in (fonts.regular, fonts.bold, fonts.italic, fonts.bold_italic)]
    regular, bold, italic, both = files
    return FontFiles(regular, bold, italic, both, " ".join(map(_digest_of, files)))


def _digest_of(path: Path) -> str:
    """Return the hash of a font file; nothing for one that cannot be read, which is told when it is used."""
    try:
        return digest_of(path)
    except OSError:
        return ""


def _or(chosen: V | None, default: V) -> V:
    return default if chosen is None else chosen
