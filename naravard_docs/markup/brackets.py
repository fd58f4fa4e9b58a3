"""Square brackets that mean something: links, footnotes, and words in another language."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import LANGUAGE_TAG

LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_LANGUAGE = lazy_pattern(rf"lang=({LANGUAGE_TAG})")
_FOOTNOTE = lazy_pattern(r"\[\^[^\[\]\s]+\]")
_ATTRIBUTE = lazy_pattern(r"\{\s*[A-Za-z]+\s*=[^{}\n]*\}")
_ESCAPED = lazy_pattern(r"\\([\[\](){}])")
_NESTED = 5
_LONGEST = 600
"""Characters within which what a backslash before a bracket keeps from being read is looked for."""

_SIGNS = lazy_pattern(r"\\[\[\]()]|[\[\]()]")


class Bracket(Struct, frozen=True):
    """A bracket with what follows it: its words end at ``words_end``, and the target or attribute lies in its inner."""

    words_end: int
    inner_start: int
    inner_end: int
    end: int


class Brackets:
    """The brackets of a paragraph's text, matched once; those after a backslash match none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closed_at: dict[int, int] = {}
        self.opened_at: dict[int, int] = {}
        self._unclosed: list[tuple[int, str]] = []
        self._match()
        self.read = tuple(sorted(self._read(), key=lambda one: one[0]))
        self.read_starts = [at for at, _ in self.read]
        escaped = text.find("\\[")
        opened = [at for at, kind in self._unclosed if kind == "["] + ([escaped + 1] if escaped >= 0 else [])
        self.first_open = min(opened, default=len(text))

    def footnote_at(self, at: int) -> str:
        """Return the footnote's mark that begins at a place, or nothing."""
        found = _FOOTNOTE.match(self.text, at)
        return found[0] if found else ""

    def link_at(self, at: int) -> Bracket | None:
        """Return the link that begins at a bracket: words, then a target in parentheses."""
        close = self.closed_at.get(at) if self.text[at] == "[" else None
        if close is None or self.text[close + 1 : close + 2] != "(":
            return None
        last = self.closed_at.get(close + 1)
        return Bracket(close, close + 2, last, last + 1) if last is not None else None

    def span_at(self, at: int) -> Bracket | None:
        """Return the words with an attribute that begin at a bracket: «[ord]{lang=sju}»."""
        close = self.closed_at.get(at) if self.text[at] == "[" else None
        found = _ATTRIBUTE.match(self.text, close + 1) if close is not None else None
        return Bracket(found.start() - 1, found.start() + 1, found.end() - 1, found.end()) if found else None

    def is_read_at(self, at: int) -> bool:
        """Return whether a bracket at a place, though escaped, would have a meaning."""
        if self.text[at : at + 1] != "[":
            return False
        return bool(self.footnote_at(at)) or _would_be_read(self.text, at)

    def ends_words(self, at: int) -> bool:
        """Return whether an escaped bracket at a place would end words, or lies within the words of a link."""
        before = bisect(self.read_starts, at - 1)
        near = self.read[max(0, before - _NESTED) : before]
        if any(start < at < found.words_end for start, found in near):
            return True
        following = self.text[at + 1 : at + 2].lstrip("\\") or self.text[at + 2 : at + 3]
        return following in ("(", "{") and self.first_open < at

    def begins_rest(self, at: int) -> bool:
        """Return whether an escaped parenthesis or brace at a place would be a link's target or an attribute."""
        if self.text[at - 2 : at - 1] != "]" or at - 2 not in self.opened_at:
            return False
        return self.text[at] == "(" or _ATTRIBUTE.match(self.text, at) is not None

    def links(self) -> list[tuple[int, int]]:
        """Return where links stand, in whose words no addresses are read."""
        return [(at, found.end) for at, found in self.read if self.text[found.words_end + 1] == "("]

    def hidden(self) -> Iterator[tuple[int, int]]:
        """Yield where the targets and attributes of links and spans lie, in which nothing is read."""
        yield from ((found.words_end, found.end) for _, found in self.read)

    def _read(self) -> Iterator[tuple[int, Bracket]]:
        for at in self.closed_at:
            if found := self.link_at(at) or self.span_at(at):
                yield at, found

    def _match(self) -> None:
        waiting: dict[str, list[int]] = {"[": [], "(": []}
        for found in _SIGNS.finditer(self.text):
            sign = found[0]
            if sign in waiting:
                waiting[sign].append(found.start())
            elif len(sign) == 1 and (opened := waiting["[" if sign == "]" else "("]):
                start = opened.pop()
                self.closed_at[start], self.opened_at[found.start()] = found.start(), start
        self._unclosed = [(at, sign) for sign, places in waiting.items() for at in places]


def language_of(attribute: str) -> str | None:
    """Return the language that an attribute names; None where it names none."""
    found = _LANGUAGE.fullmatch(attribute.strip())
    return found[1] if found else None


def _would_be_read(text: str, at: int) -> bool:
    """Return whether a bracket would begin a link or a span if no backslash stood before it."""
    if text.find("]", at, at + _LONGEST) < 0:
        return False
    rest = Brackets(_ESCAPED.sub(r"\1", text[at : at + _LONGEST]))
    return rest.link_at(0) is not None or rest.span_at(0) is not None
