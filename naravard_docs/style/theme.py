"""The look that Word and PDF share: one set of fonts, sizes, colours and measures.

Lengths say their unit in their name: ``_mm`` on the page, ``_pt`` in type. Both renderers read this and
nothing else about looks, so that the two files come from one house.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from naravard_docs.style.font_names import FaceKey

POINTS_PER_MM = 72 / 25.4


class Margins(Struct, frozen=True):
    """Distance from the paper's edge to the text, in millimetres."""

    left_mm: float = 30
    right_mm: float = 30
    top_mm: float = 24
    bottom_mm: float = 22


class FontFiles(Struct, frozen=True):
    """The organisation's own TrueType files, when it does not use the packaged family."""

    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    digest: str = ""
    """Of the files' bytes, so that a look whose files have become others is another look to whoever keeps things."""

    def of(self, key: FaceKey) -> Path:
        """Return the file of a face."""
        upright, italic = (self.bold, self.bold_italic) if key.is_bold else (self.regular, self.italic)
        return italic if key.is_italic else upright


class Theme(Struct, frozen=True):
    """What a document looks like; every default is the house style that ships with the program."""

    font_name: str = "Source Sans 3"
    font_files: FontFiles | None = None
    margins: Margins = field(default_factory=Margins)
    body_size_pt: float = 11
    body_leading_pt: float = 15
    heading_sizes_pt: tuple[float, float, float] = (18, 14, 11.5)
    small_size_pt: float = 9
    text_colour: str = "1A1A1A"
    accent_colour: str = "1F4E79"
    link_colour: str = "1F4E79"
    muted_colour: str = "595959"
    warning_colour: str = "9B1C1C"
    rule_colour: str = "B7C3D0"
    fill_colour: str = "E9EEF4"
    running_edge_mm: float = 13
    """From the paper's edge to the header's top, and to the footer's foot."""

    page_width_mm: float = 210
    page_height_mm: float = 297

    @property
    def measure_mm(self) -> float:
        """Width of the text column."""
        return self.page_width_mm - self.margins.left_mm - self.margins.right_mm

    @property
    def text_height_mm(self) -> float:
        """Height of the text area."""
        return self.page_height_mm - self.margins.top_mm - self.margins.bottom_mm
