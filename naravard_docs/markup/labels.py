"""Labels of numbered lists: numbers, letters and Roman numerals, and which may follow which."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import MONTHS

_LABEL = lazy_pattern(
    r"(?P<word>\d{1,3}|[A-Za-zÅÄÖåäö]|[ivxlcdm]{2,7}|[IVXLCDM]{2,7})(?P<escape>\\?)(?P<end>[.)])(?=\s|$)"
)
_DATE = lazy_pattern(
    rf"\s+(?:\d{{1,2}}\.(?:\s*\d{{4}}|\s+\d{{2}})\b|\d{{1,2}}\s+(?:19|20)\d\d\b"
    rf"|(?:{'|'.join(MONTHS)})\b|(?i:{'|'.join(MONTHS)})\s+\d)"
)
"""What makes of a number before it a day: «17. 5. 2023», «12. mars», «12. Mars 2024»."""

_ABBREVIATION = lazy_pattern(r"\s+[a-zåäö]{1,2}\.")
"""What makes of a letter before it an abbreviation: «t. ex.», «f. d.», «m. fl.»."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_ROMAN = lazy_pattern(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Series(StrEnum):
    """What a label counts with."""

    NUMBER = "1"
    LETTER = "a"
    CAPITAL = "A"
    ROMAN = "i"
    ROMAN_CAPITAL = "I"


class WrittenLabel(Struct, frozen=True):
    """A label as written, «7)»; ``values`` are its places, from 1, in the series that it may be of: «i.» is of two."""

    written: str
    values: tuple[tuple[Series, int], ...]

    @property
    def end(self) -> str:
        return self.written[-1]

    @property
    def is_number(self) -> bool:
        return self.values[0][0] is Series.NUMBER

    @property
    def is_first(self) -> bool:
        """Whether a series begins with it."""
        return any(value == 1 for _, value in self.values)

    @property
    def is_capital(self) -> bool:
        return self.values[0][0] in (Series.CAPITAL, Series.ROMAN_CAPITAL)

    def is_of_a_kind_with(self, other: WrittenLabel) -> bool:
        """Return whether the two can label items of one list."""
        series = {series for series, _ in self.values}
        return self.end == other.end and any(one in series for one, _ in other.values)

    def after(self, other: WrittenLabel) -> tuple[tuple[Series, int], ...]:
        """Return its values in the series in which it comes next after another."""
        before = dict(other.values)
        return tuple((series, value) for series, value in self.values if before.get(series) == value - 1)

    def is_higher_than(self, other: WrittenLabel) -> bool:
        """Return whether it is a number above another."""
        return self.is_number and other.is_number and self.values[0][1] > other.values[0][1]


def label_at(text: str) -> tuple[WrittenLabel, int] | None:
    """Read the label that a text begins with, and return it with its length; None where it has another meaning.

    Numbers have three digits at most; days and abbreviations are none, nor is anything without a blank behind it.
    """
    found = _LABEL.match(text)
    if found is None or found["escape"]:
        return None
    label = WrittenLabel(found["word"] + found["end"], _values(found["word"]))
    means_otherwise = _DATE if label.is_number else _ABBREVIATION
    if not label.values or (found["end"] == "." and means_otherwise.match(text, found.end())):
        return None
    return label, found.end()


def escaped_label_at(text: str) -> int | None:
    """Return where the backslash stands in «1\\. …», which is a label but for it; None where there is none."""
    found = _LABEL.match(text)
    if found is None or not found["escape"]:
        return None
    at = found.start("escape")
    return at if label_at(text[:at] + text[at + 1 :]) else None


def _values(word: str) -> tuple[tuple[Series, int], ...]:
    if word.isdigit():
        return ((Series.NUMBER, int(word)),)
    small, is_capital = word.lower(), word.isupper()
    values: list[tuple[Series, int]] = []
    if len(word) == 1:
        values.append((Series.CAPITAL if is_capital else Series.LETTER, _ALPHABET.index(small) + 1))
    if set(small) <= _ROMAN_VALUES.keys() and _ROMAN.fullmatch(small):
        values.append((Series.ROMAN_CAPITAL if is_capital else Series.ROMAN, _roman(small)))
    return tuple(values)


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in numeral]
    following = (*values[1:], 0)
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
