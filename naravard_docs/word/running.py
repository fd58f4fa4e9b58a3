"""Headers and footers: the names of their parts, and on which pages they stand."""

from __future__ import annotations

REGIONS, OCCASIONS = ("header", "footer"), ("default", "first", "even")
"""Where on a page, and on which pages (ECMA-376, 17.10): most, the first, and even ones where those are apart."""

OURS_HERE = "<!--lines of the document-->"
"""The comment in a base's header or footer where the document's own lines go: in a header last, in a footer first."""

_IDS = {"default": "", "first": "First", "even": "Even"}


def running_name(region: str, occasion: str) -> str:
    """Return the name of a header's or footer's file: «header1.xml» stands on most pages."""
    return f"{region}{OCCASIONS.index(occasion) + 1}.xml"


def running_id(region: str, occasion: str) -> str:
    """Return the id by which the document refers to a header or footer."""
    return f"rId{_IDS[occasion]}{region.capitalize()}"
