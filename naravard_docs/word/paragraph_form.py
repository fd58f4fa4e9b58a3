"""What a paragraph of a Word file has besides its style."""

from __future__ import annotations

from msgspec import Struct


class ParagraphForm(Struct, frozen=True):
    """What a paragraph has besides its style, as ready markup in the schema's order (ECMA-376, CT_PPr)."""

    keep: str = ""
    number: str = ""
    tabs: str = ""
    spacing: str = ""
    indent: str = ""
    rest: str = ""
    section: str = ""
