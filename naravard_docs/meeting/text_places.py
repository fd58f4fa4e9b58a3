"""A text as a reader sees it, without its marks, each letter with its place in what was written."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

TextSpan = tuple[int, int]
"""Where something begins and ends in a text."""

_LEFT_OUT = frozenset("*_\\\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
"""Signs of emphasis, and those that are not seen."""

_DASHES = frozenset("-‐‑‒–—―−﹣－")
_QUOTED_LINE = re.compile(r"\n[ \t]*>+")


class BareText(Struct, frozen=True):
    """``text`` without marks and unseen signs, every run of blanks one space, every dash «-»; ``places`` are its own.

    ``places`` has one more than the text has letters: where the last of them ends.
    """

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, written: str) -> BareText:
        letters: list[str] = []
        places: list[int] = []
        quoted = {at for found in _QUOTED_LINE.finditer(written) for at in range(found.start(), found.end())}
        for at, sign in enumerate(written):
            for letter in _seen(" " if at in quoted else sign):
                if letter == " " and letters and letters[-1] == " ":
                    continue
                letters.append(letter)
                places.append(at)
        return cls("".join(letters), (*places, len(written)))

    def span(self, start: int, end: int) -> TextSpan:
        """Return where a part of the text, without blanks around it, stands in what was written."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        while start < end and self.text[start] == " ":
            start += 1
        return self.places[start], self.places[end - 1] + 1


def _seen(sign: str) -> str:
    if sign in _LEFT_OUT:
        return ""
    if sign in _DASHES:
        return "-"
    if sign.isspace():
        return " "
    return sign if sign.isascii() else unicodedata.normalize("NFKC", sign)
