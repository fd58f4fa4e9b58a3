"""What may begin a block: which signs at a line's beginning are read, and what they are taken for.

If they are read depends on what stands before them, which the readers of blocks and lists know.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from naravard_docs.document.blocks import ListKind
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.markup.labels import WrittenLabel, escaped_label_at, label_at
from naravard_docs.markup.lines import REMOVED, SourceLine

_ALWAYS = lazy_pattern(r"([•▪●◦\uf0b7\uf0a7\uf0fc\uf0d8\uf02d])\s*|(o)\t\s*")
"""Bullets that nobody writes but for a list: real ones, those of Word's symbol fonts, and its «o» with a tab."""

_BULLET = lazy_pattern(r"([-*·])(?:\s+|$)")
_DASH = lazy_pattern(r"([–−—])(?:\s+|$)")
_QUOTE = lazy_pattern(r">(?:\s|$)")
_QUOTED = lazy_pattern(r">(?:\s|$|>)")
_HEADING = lazy_pattern(r"(#{1,6})(?:\s+|$)")
_NUMBER_FOLLOWS = lazy_pattern(r">\s+\d")
_AMOUNT = lazy_pattern(
    r"""[-–−]\s+(?:(?:SEK|EUR|USD|kr|€|\$)\s*)?
    \d[\d\s.,]*(?:\s*[-–]\s*\d[\d\s.,]*)?
    (?:\s*(?:%|‰|€|kr|kronor|öre|[tmk]kr|[mM]nkr|mkr|mdkr|mdr|Mkr|Tkr|MSEK|KSEK|TSEK|SEK|EUR|USD|euro|procent|procentenheter|promille
    |tusen|tusental|miljon(?:er)?|miljard(?:er)?|st|grader|°C?)(?!\w)\.?)*
    \s*[.,;:!]?\s*$""",
    re.VERBOSE,
)
"""A sign that may be a minus before nothing but an amount."""

_AMOUNT_FIRST = lazy_pattern(
    r"[-–−]\s+\d[\d\s.,]*\s*(?:%|‰|€|kr|kronor|[tmk]kr|mnkr|mdkr|procent\w*|miljon\w*|miljard\w*)(?!\w)"
)
_NO_AMOUNT = lazy_pattern(r"[-–−]\s+(?:0\d[\d\s-]{5,}|(?:[01]?\d|2[0-4])[.:][0-5]\d(?:\s*[-–]\s*\d{1,2}[.:]\d\d)?)")
"""Numbers that count nothing: of telephones, and times."""


_SIGNS_ONLY = lazy_pattern(r"[-=*](?:\s*[-=*]){2,}")
_TO_FILL_IN = lazy_pattern(r"_{3,}(?:\s+_+)*")
_ESCAPED = lazy_pattern(
    r"\\(?=(?:[-*·–−—](?:\s|$)|[•▪●◦\uf0b7\uf0a7\uf0fc\uf0d8\uf02d]|o\t|#{1,6}(?:\s|$)|>(?:\s|$)|\||!\[))"
)
_BELOW_HEAD = lazy_pattern(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
_FIGURE = lazy_pattern(r"!\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_SIGN_IN_TEXT = lazy_pattern(r"[-*·>+]\s|[–−—]\s|#{1,6}\s")
"""What reads like a mark to a person, where it stands as it is."""


_MAY_BEGIN = lazy_pattern(r"\s*(?:[-–−—*·•▪●◦>#|_=!\\+\uf0b7\uf0a7\uf0fc\uf0d8\uf02d]|o\t|\w{1,7}\\?[.)](?:\s|$))")
"""What a line that is anything but words begins with."""


def is_words(line: SourceLine) -> bool:
    """Return whether a line begins with nothing that could be a mark or be told of: most lines do."""
    return _MAY_BEGIN.match(line.text) is None


class MarkKind(Enum):
    """The kinds of mark that a list has."""

    BULLET = "bullet"
    DASH = "dash"
    LABEL = "label"


class ItemMark(Struct, frozen=True):
    """What an item begins with: ``glyph`` tells bullets and dashes apart, ``length`` is that of all before the text."""

    sign: MarkKind
    glyph: str
    length: int
    label: WrittenLabel | None = None
    is_certain: bool = False

    @property
    def list_kind(self) -> ListKind:
        return {MarkKind.BULLET: ListKind.BULLET, MarkKind.DASH: ListKind.DASH, MarkKind.LABEL: ListKind.NUMBER}[
            self.sign
        ]

    @property
    def printed(self) -> str:
        """The label that the document has: bullets have the document's own sign."""
        return "" if self.sign is MarkKind.BULLET else self.glyph

    def is_of_a_kind_with(self, other: ItemMark) -> bool:
        """Return whether the two can begin items of one list."""
        if self.label is not None and other.label is not None:
            return self.label.is_of_a_kind_with(other.label)
        return self.sign is other.sign and self.glyph == other.glyph


@lru_cache(maxsize=4096)
def mark_of(line: SourceLine) -> ItemMark | None:
    """Return the mark of a list that a line begins with; None where its signs can be none."""
    text = line.bare
    if certain := _ALWAYS.match(text):
        return ItemMark(MarkKind.BULLET, certain[1] or certain[2], certain.end(), is_certain=True)
    if is_amount(line) or is_rule(line):
        return None
    for pattern, sign in ((_BULLET, MarkKind.BULLET), (_DASH, MarkKind.DASH)):
        if found := pattern.match(text):
            return ItemMark(sign, found[1], found.end())
    if labelled := label_at(text):
        label, length = labelled
        blanks = len(text) - length - len(text[length:].lstrip())
        return ItemMark(MarkKind.LABEL, label.written, length + blanks, label)
    return None


def is_amount(line: SourceLine) -> bool:
    """Return whether a line is a minus, or a dash, before nothing but an amount."""
    return _AMOUNT.fullmatch(line.bare) is not None and _NO_AMOUNT.fullmatch(line.bare) is None


def begins_with_amount(line: SourceLine) -> bool:
    """Return whether a line is a minus, or a dash, before an amount with its unit and more words."""
    return _AMOUNT_FIRST.match(line.bare) is not None


def is_rule(line: SourceLine) -> bool:
    """Return whether a line is nothing but three or more of ``-``, ``=`` and ``*``."""
    return _SIGNS_ONLY.fullmatch(line.bare) is not None


def is_to_fill_in(line: SourceLine) -> bool:
    """Return whether a line is one to write on."""
    return _TO_FILL_IN.fullmatch(line.bare) is not None


def is_quoted(line: SourceLine) -> bool:
    """Return whether a line goes on with a quotation; those of quotations within have no blank between their marks."""
    return _QUOTED.match(line.bare) is not None


def begins_quote(line: SourceLine) -> bool:
    """Return whether a line can be a quotation's first: before a digit the sign means «more than»."""
    return _QUOTE.match(line.bare) is not None and _NUMBER_FOLLOWS.match(line.bare) is None


def heading_depth(line: SourceLine) -> int:
    """Return how many signs a heading's mark has, 0 for other lines."""
    found = _HEADING.match(line.bare)
    return len(found[1]) if found else 0


def has_cells(line: SourceLine) -> bool:
    """Return whether a line begins as a table's row."""
    return line.bare.startswith("|")


def is_below_head(line: SourceLine) -> bool:
    """Return whether a line is the one between a table's head and its rows."""
    return _BELOW_HEAD.fullmatch(line.bare) is not None


def is_figure(line: SourceLine) -> bool:
    """Return whether a line is a figure and nothing else."""
    return figure_in(line) is not None


def figure_in(line: SourceLine) -> tuple[str, str] | None:
    """Return the alternative text and the path of the figure that a line is; None for other lines."""
    found = _FIGURE.fullmatch(line.bare)
    return (found[1].strip(), found[2].strip()) if found else None


def is_sign_in_text(line: SourceLine) -> bool:
    """Return whether a line of a paragraph begins with what reads like a mark."""
    return _SIGN_IN_TEXT.match(line.bare) is not None


def without_escape(line: SourceLine, may_be_label: bool) -> SourceLine:
    """Return a line whose first mark is escaped with the backslash gone, other lines as they are."""
    start = len(line.text) - len(line.text.lstrip())
    bare = line.text[start:]
    if _ESCAPED.match(bare) or (may_be_label and bare.startswith("\\") and label_at(bare[1:])):
        return _removed(line, start)
    if may_be_label and (at := escaped_label_at(bare)) is not None:
        return _removed(line, start + at)
    return line


def _removed(line: SourceLine, at: int) -> SourceLine:
    return SourceLine(line.number, line.column, f"{line.text[:at]}{REMOVED}{line.text[at + 1 :]}")
