"""Number formats of workbooks (ECMA-376 part 1, 18.8.30-31): what a number looks like, or that it is a day.

What is not rendered with certainty is not rendered: fractions, exponents, conditions, and decimals that no format
asks for, which may have been something else when they were typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from naravard_docs.sheet.decimal_format import format_decimal

GENERAL, TEXT = "General", "@"
BUILT_IN = {
    **{0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?"},
    **{13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM"},
    **{19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0 ;(#,##0)"},
    **{38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss"},
    **{46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: TEXT},
}
"""Formats that have a number only; a Swedish Excel shows number 14 as 2021-06-21."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<bracket>\[[^\]]*\])|(?P<general>general)|(?P<clock>am/pm|a/p)'
    r"|(?P<section>;)|(?P<pad>[_*].)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_WITHOUT_EFFECT = re.compile(
    r"\[(black|blue|cyan|green|magenta|red|white|yellow|color\d+|\$-0*(41d|409|809))\]", re.IGNORECASE
)
"""Colours, and that the format was written in Swedish or English."""

_PLAIN = frozenset(" -+()§\u00a0")
"""Signs that stand for themselves without quotation marks (18.8.31)."""

_CURRENCY = re.compile(r"\[\$([^\-\]]+)(?:-[0-9A-Fa-f]+)?\]")
_FILLED = re.compile("#*0*")
_OF_DECIMALS = frozenset(".,%")
_PLACES = frozenset("0#") | _OF_DECIMALS
_LONGEST = 255

Token = tuple[str, str]


class Moment(Struct, frozen=True):
    """What a format shows of a day or a time."""

    has_day: bool
    has_time_only: bool


@lru_cache(maxsize=1000)
def shown_moment(code: str) -> Moment | None:
    """Return what a format shows of a moment; None when it is a format of numbers or texts."""
    tokens = _tokens(code)
    letters = {text.lower() for kind, text in tokens if kind == "sign"} & set("dmyhs")
    is_elapsed = any(kind == "bracket" and _ELAPSED.fullmatch(text) for kind, text in tokens)
    if not letters and not is_elapsed:
        return None
    has_date = bool(letters & set("dy")) or (letters == {"m"} and not is_elapsed)
    return Moment("d" in letters, not has_date)


def format_number(code: str, number: float) -> str | None:
    """Return a number as a format shows it in a Swedish Excel; None when that is not certain.

    Excel puts the sign of a negative number first when the format has no section of its own for such.
    """
    if code.lower() == GENERAL.lower() or code == TEXT:
        return str(int(number)) if float(number).is_integer() else None
    sections = _sections(code)
    if len(sections) > 1 and any(text == "@" for _, text in sections[-1]):
        sections.pop()  # the last one is for texts, however few there are
    if len(code) > _LONGEST or len(sections) > 4 or any(text == "@" for each in sections[:3] for _, text in each):
        return None
    if number < 0 and len(sections) > 1:
        return _section(sections[1], -number)
    if number == 0 and len(sections) > 2:
        return _section(sections[2], 0)
    shown = _section(sections[0], abs(number))
    return f"-{shown}" if shown and number < 0 else shown


def changes_texts(code: str) -> bool:
    """Return whether a format shows a text otherwise than as it is: with words around it, or not at all."""
    sections = _sections(code)
    return code != TEXT and (len(sections) > 3 or any(text == "@" for each in sections for _, text in each))


def _tokens(code: str) -> list[Token]:
    return [(found.lastgroup or "quoted", found[found.lastgroup or 0]) for found in _TOKEN.finditer(code[:_LONGEST])]


def _sections(code: str) -> list[list[Token]]:
    sections: list[list[Token]] = [[]]
    for token in _tokens(code):
        if token[0] == "section":
            sections.append([])
        elif token[0] != "bracket" or not _WITHOUT_EFFECT.fullmatch(token[1]):
            sections[-1].append(token)
    return sections


def _section(tokens: list[Token], number: float) -> str | None:
    """Return a number as one section shows it, its signs and words at their places among the digits."""
    pieces = [_piece(*token) for token in tokens]
    known = [piece for piece in pieces if piece is not None]
    signs = [text for kind, text in known if kind == "sign"]
    generals = sum(kind == "general" for kind, _ in known)
    if len(known) < len(pieces) or generals > 1 or (generals and signs):
        return None
    if generals or (float(number).is_integer() and not _OF_DECIMALS.intersection(signs)):
        shown = _filled(known, number) if not generals else _general(known, number)
    else:
        shown = format_decimal(known, number)
    return shown and shown.strip(" ")


def _piece(kind: str, text: str) -> Token | None:
    """Return what a token is within a section: words, a place, or nothing that is known."""
    currency = _CURRENCY.fullmatch(text) if kind == "bracket" else None
    if currency is not None:
        return "words", currency[1]
    if kind in ("quoted", "escaped") or (kind == "sign" and text in _PLAIN):
        return "words", text
    if kind == "pad" and text.startswith("_"):
        return "words", " "
    return (kind, text) if kind == "general" or (kind == "sign" and text in _PLACES) else None


def _general(pieces: list[Token], number: float) -> str | None:
    shown = str(int(number)) if float(number).is_integer() else ""
    return "".join(shown if kind == "general" else text for kind, text in pieces) if shown else None


def _filled(pieces: list[Token], number: float) -> str | None:
    """Put digits into the places for them, from the right; the first place takes those that are over."""
    digits = str(int(number))
    places = "".join(text for kind, text in pieces if kind == "sign")
    lacking = len(places) - len(digits)
    if not places or not _FILLED.fullmatch(places) or (digits == "0" and "0" not in places):
        return None
    left = [*["0" if place == "0" else "" for place in places[: max(0, lacking)]]]
    over = max(0, -lacking)
    left += [digits[: over + 1], *digits[over + 1 :]]
    if _splits_what_is_not_there(pieces, left):
        return None
    given = iter(left)
    return "".join(next(given) if kind == "sign" else text for kind, text in pieces)


def _splits_what_is_not_there(pieces: list[Token], left: list[str]) -> bool:
    """Return whether words stand after a place without a digit, as in «###-####» with few digits."""
    given, is_empty = iter(left), False
    for kind, _ in pieces:
        if kind == "sign":
            is_empty = not next(given)
        elif is_empty:
            return True
    return False
