"""Properties of styles and paragraphs in somebody else's markup: read along the chain, set in the schema's order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from naravard_docs.word.package import W

_OFF = ("0", "false", "off")
_UNITS = {"": 1 / 20, "pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pc": 12, "pi": 12}
"""Points to a unit; a bare number is twips (ECMA-376, ST_TwipsMeasure)."""

_LENGTH = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi)?")
_STYLE = (
    *("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden"),
    *("unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid", "pPr", "rPr"),
    *("tblPr", "trPr", "tcPr", "tblStylePr"),
)
_PARAGRAPH = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
    *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
_RUN = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
    *("position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em"),
    *("lang", "eastAsianLayout", "specVanish", "oMath"),
)
_ORDERS = {"style": _STYLE, "pPr": _PARAGRAPH, "rPr": _RUN}
"""The order of elements within another (ECMA-376, CT_Style, CT_PPrBase and EG_RPrBase)."""


def property_value(element: etree._Element | None, *path: str) -> str:
    """Return the value of an element, or of one below it; empty when it is not there."""
    for step in path:
        element = element.find(W + step) if element is not None else None
    return (element.get(f"{W}val") or "") if element is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Return whether a property that is on or off is on (ECMA-376, 17.17.4)."""
    return element is not None and (element.get(f"{W}val") or "1").lower() not in _OFF


def points_of(length: str) -> float | None:
    """Return a length in points: twips, or a number with its unit as strict Open XML has it; None when it is none."""
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _UNITS[found[2] or ""] if found else None


def settle_tabs(root: etree._Element) -> None:
    """Write the places of tab stops as whole twips, which all programs read, and leave out those without a place."""
    for tab in list(root.iter(f"{W}tab")):
        holder = tab.getparent()
        if holder is None or holder.tag != f"{W}tabs":
            continue
        points = points_of(tab.get(f"{W}pos") or "")
        if points is None:
            holder.remove(tab)
        else:
            tab.set(f"{W}pos", str(round(points * 20)))
    for empty in [one for one in root.iter(f"{W}tabs") if not len(one)]:
        empty.getparent().remove(empty)


def put(parent: etree._Element, tag: str, value: str | None = None) -> etree._Element:
    """Return a parent's element of a tag, made when it is not there and put where the schema has it, with a value."""
    found = parent.find(W + tag)
    if found is None:
        found = etree.Element(W + tag)
    else:
        parent.remove(found)  # others than Word do not always keep the order
    parent.insert(_place_in(parent, tag), found)
    if value is not None:
        found.set(f"{W}val", value)
    return found


def _place_in(parent: etree._Element, tag: str) -> int:
    order = _ORDERS[etree.QName(parent).localname]
    later = {W + name for name in order[order.index(tag) + 1 :]}
    return next((n for n, one in enumerate(parent) if one.tag in later), len(parent))


def styles_above(style: etree._Element, by_id: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield a style and those that it is based on, each once."""
    seen: set[str] = set()
    found: etree._Element | None = style
    while found is not None and (name := found.get(f"{W}styleId") or "") not in seen:
        yield found
        seen.add(name)
        found = by_id.get(property_value(found, "basedOn"))
