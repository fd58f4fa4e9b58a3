"""What stands before and after a heading in a pasted list: numbers, bullets, the kind of item, its reference number."""

from __future__ import annotations

import re

from msgspec import Struct

from naravard_docs.meeting.agenda_item import ItemType
from naravard_docs.swedish import MONTHS

_BULLET = re.compile(
    r"(?:[•·▪●◦■□○◆➢►▶✓✔☐☑\uf000-\uf0ff]\s*|(?:\[[ xX]?\]|[-*+–—]|>+)\s+|o\t\s*)(?=\S)|(?:[•·▪●◦■□○➢►]|[-*+–—])$"
)
_SECTION = re.compile(r"(?:§+\s*(\d{1,4}(?:\s?[a-h](?!\w))?)|(\d{1,4})\s*§+(?!\s*\d))\s*[.:)–-]?(?:\s+|$)")
_WORD_AND_NUMBER = re.compile(r"(?:punkt|ärende|pkt)\.?\s+(\d{1,3}(?:\.\d{1,3})*)\s*[.:)–-]?(?:\s+|$)", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{1,3}(?:\.[1-9]){1,3})[.)]?(?:\s+|$)")
"""A number below another; with two digits after the dot it is rather a time of day: «09.15»."""

_NUMBER = re.compile(
    rf"\(?(\d{{1,3}})(?:[.)]\s+(?!(?:{'|'.join(MONTHS)})\b)|\)?\.(?=[^\W\d])|\t\s*|\s{{2,}}|[.)]$)", re.I
)
_LETTER = re.compile(r"([a-zåäö](?=[.)])|[A-ZÅÄÖ](?=\)))[.)]\s+")
BARE_NUMBER = re.compile(r"(\d{1,3})\.?\s+(?=\S)")
"""A number that may as well begin the heading: «2 nya tjänster», «1. maj»."""

_DECISION = r"beslut(?:särenden?)?|(?-i:B)"
_INFORMATION = r"information(?:särenden?)?|info|(?-i:I)"
_TYPE_IN_BRACKETS = re.compile(rf"\s*[(\[](?:(?P<b>{_DECISION})|(?P<i>{_INFORMATION}))[)\]]$", re.IGNORECASE)
_TYPE_APART = re.compile(
    rf"(?:\s*\t\s*|\s{{2,}})(?:(?P<b>{_DECISION})|(?P<i>{_INFORMATION}))$|"
    r"(?:\s+[–—-]\s*|\s*[/|]\s*)(?-i:(?P<b2>B)|(?P<i2>I))$",
    re.IGNORECASE,
)
_TYPE_FIRST = re.compile(
    r"(?:[(\[](?:(?P<b>B)|(?P<i>I))[)\]]\s*|(?:(?P<b2>B)|(?P<i2>I))(?::\s+|\s+[–—-]\s+|\t\s*|\s{2,}))"
)
LONE_TYPE = re.compile(r"\s+(?P<letter>[BI])$")
"""A letter last on a line that may as well belong to the heading: «Vitamin B»."""

_NO_REGISTER = r"(?!(?:EU|EG|EES|ISO|EN|SS|IEC|SOU|SFS|SOSFS|HSLF|AFS|DS|LSS|OSL|KL|Prop|CEN)\b)"
_YEAR_AND_NUMBER = r"(?:(?:19|20)\d\d[/:.-]\d{1,6}|\d{1,6}[/-](?:19|20)\d\d)(?:[-.]\d{1,3})?"
_OWN_NUMBER = rf"{_NO_REGISTER}[A-ZÅÄÖ]{{1,6}}(?:[-/][A-ZÅÄÖ]{{1,6}})?[-\s./]?{_YEAR_AND_NUMBER}"
_MIXED_NUMBER = rf"{_NO_REGISTER}[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,9}}/{_YEAR_AND_NUMBER}"
"""«Bun/2015:182»: small letters only where a slash binds them to the year, since «Budget 2027/28» is a heading."""

_REFERENCE = re.compile(rf"(?:^|[\s,;:|–—-]+|(?<=[)\]]))[(\[]?(?P<number>{_OWN_NUMBER}|{_MIXED_NUMBER})[)\]]?$")
_NAMED_REFERENCE = re.compile(
    r"(?:^|[\s,;|–—-]+)[(\[]?(?:d(?:iarie)?nr|diarienummer|ärendenummer|ärendenr)\.?:?\s*(?P<number>[^()\[\]]*?\d[^()\[\]]*?)[)\]]?$",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"[\s,;|–—-]+$|[\s]*:$")


class Label(Struct, frozen=True):
    """What stands before a heading: whether anything does, its number, if it has «§», and if it is of a sub-item."""

    is_marked: bool = False
    number: str = ""
    is_below: bool = False
    is_section: bool = False


class Ending(Struct, frozen=True):
    """What stands after a heading."""

    item_type: ItemType | None = None
    reference_number: str = ""


def without_label(text: str) -> tuple[Label, str]:
    """Return what stands before a heading, and the rest of the line."""
    label = Label()
    while (found := _next_label(text)) is not None:
        taken, text = found
        label = Label(
            True,
            taken.number or label.number,
            taken.is_below or label.is_below,
            taken.is_section or label.is_section,
        )
    return label, text


def _next_label(text: str) -> tuple[Label, str] | None:
    if found := _BULLET.match(text):
        return Label(True), text[found.end() :]
    for pattern, is_below in ((_SECTION, False), (_WORD_AND_NUMBER, False), (_DECIMAL, True), (_NUMBER, False)):
        if found := pattern.match(text):
            number = next(each for each in found.groups() if each)
            return Label(True, number, is_below or "." in number, pattern is _SECTION), text[found.end() :]
    if found := _LETTER.match(text):
        return Label(True, found[1], True), text[found.end() :]
    return None


def without_ending(text: str) -> tuple[Ending, str]:
    """Return what stands before and after a heading of kind and number, and the heading; it is never taken whole."""
    ending = Ending()
    if (found := _TYPE_FIRST.match(text)) and text[found.end() :].strip():
        ending, text = Ending(_type(found)), text[found.end() :]
    while (shorter := _next_ending(text, ending)) is not None:
        ending, text = shorter
    return ending, text.strip()


def _next_ending(text: str, known: Ending) -> tuple[Ending, str] | None:
    if known.item_type is None:
        for pattern in (_TYPE_IN_BRACKETS, _TYPE_APART):
            if (found := pattern.search(text)) and (rest := _heading(text[: found.start()])):
                return Ending(_type(found), known.reference_number), rest
    if not known.reference_number:
        for pattern in (_NAMED_REFERENCE, _REFERENCE):
            if (found := pattern.search(text)) and (rest := _heading(text[: found.start()])) and not _several(rest):
                return Ending(known.item_type, " ".join(found["number"].split())), rest
    return None


def only_reference(text: str) -> str:
    """Return the reference number that a line is, and nothing else; an empty text for any other line."""
    for pattern in (_NAMED_REFERENCE, _REFERENCE):
        if found := pattern.match(text.strip()):
            return " ".join(found["number"].split())
    return ""


def _several(rest: str) -> bool:
    """Return whether what is left ends in a reference number, too: which of them is the item's cannot be told."""
    return _REFERENCE.search(rest) is not None


def _heading(text: str) -> str:
    return _LEFT_OVER.sub("", text).strip()


def _type(found: re.Match[str]) -> ItemType:
    named = found.groupdict()
    is_decision = named.get("b") is not None or named.get("b2") is not None
    return ItemType.DECISION if is_decision else ItemType.INFORMATION
