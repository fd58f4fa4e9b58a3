"""Words as two texts are compared by: without what Word changes by itself, each with where it stands in its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("|".join(_LIGATURES))

OWN_CHANGES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("citattecken", re.compile("[“”„‟«»″]|''|‘‘|’’"), '"'),
    ("apostrof", re.compile("[‘’‚‛´`′‹›]"), "'"),
    ("streck", re.compile("--+>?|[‐‑‒–—−→]"), "-"),
    ("uteslutningstecken", re.compile("…"), "..."),
    ("bråk", re.compile("½"), "1/2"),
    ("bråk", re.compile("¼"), "1/4"),
    ("bråk", re.compile("¾"), "3/4"),
    ("tecken", re.compile("©"), "(c)"),
    ("tecken", re.compile("®"), "(r)"),
    ("tecken", re.compile("™"), "(tm)"),
)
"""What Word makes of what is typed, or back: its name, the signs, and what they are taken for."""

_UNSEEN = (
    ("hårda mellanslag", re.compile("[\u00a0\u2007\u202f]")),
    ("osynliga tecken", _INVISIBLE),
    ("ligaturer", _LIGATURE),
    ("isärtagna bokstäver", re.compile("[\u0300-\u036f]")),
)
"""What else differs without a reader seeing it."""

_LONG = 1_000_000
_TOKEN = re.compile(r"\w+(?:[-'.:/@_]\w+)*|[^\w\s]")


class ComparedWord(Struct, frozen=True):
    """A word or a sign: as it is compared, and where it stands in the text that is shown."""

    word: str
    start: int
    end: int


def shown_text(text: str) -> str:
    """Return a text as a reader sees it: composed, without invisible signs, each ligature as its letters."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(_LIGATURE.sub(lambda found: _LIGATURES[found[0]], composed).split())


@lru_cache(maxsize=65_536)
def tokens_of(text: str) -> tuple[ComparedWord, ...]:
    """Return the words and signs of a text that is shown."""
    folded, origins = _folded(text)
    found = (_TOKEN.finditer(folded)) if folded else ()
    return tuple(ComparedWord(one[0], origins[one.start()], origins[one.end() - 1] + 1) for one in found)


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """Return what a text is compared by."""
    return tuple(token.word for token in tokens_of(shown_text(text)))


def are_same_words(one: str, other: str) -> bool:
    """Return whether two texts that are shown have the same words and signs, but for what Word changes by itself."""
    return words_of(one) == words_of(other)


def own_changes(written: str, ours: str) -> tuple[str, ...]:
    """Return the kinds of what Word has changed by itself in a text whose words are the same."""
    if written == ours:
        return ()
    kinds = [*((one, signs) for one, signs, _ in OWN_CHANGES), *_UNSEEN]
    found = [one for one, signs in kinds if signs.findall(written) != signs.findall(ours)]
    return tuple(dict.fromkeys(found)) or ("mellanslag",)


class Hunk(Struct, frozen=True):
    """Where two texts differ: the tokens of ours, and those of the other, from and to."""

    start: int
    stop: int
    other_start: int
    other_stop: int


def hunks_between(ours: str, other: str) -> tuple[Hunk, ...]:
    """Return where the words of two texts differ, in order."""
    one, two = words_of(ours), words_of(other)
    # words that come again and again make long texts take long: there, only rarer ones tell what is alike
    matcher = SequenceMatcher(None, one, two, autojunk=len(one) * len(two) > _LONG)
    return tuple(Hunk(*where) for kind, *where in matcher.get_opcodes() if kind != "equal")


def gathered(hunks: Sequence[Hunk], within: int) -> Iterator[tuple[Hunk, ...]]:
    """Yield neighbouring differences together: those with fewer than so many equal words between them."""
    group: list[Hunk] = []
    for hunk in hunks:
        if group and hunk.start - group[-1].stop >= within:
            yield tuple(group)
            group = []
        group.append(hunk)
    if group:
        yield tuple(group)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text with what Word changes by itself taken for one thing, and where each of its signs came from."""
    folded, origins = text, list(range(len(text)))
    for _, signs, meant in OWN_CHANGES:
        if signs.search(folded):
            folded, origins = _replaced(folded, origins, signs, meant)
    return folded, origins


def _replaced(text: str, origins: list[int], signs: re.Pattern[str], meant: str) -> tuple[str, list[int]]:
    words: list[str] = []
    places: list[int] = []
    at = 0
    for found in signs.finditer(text):
        words += [text[at : found.start()], meant]
        last = origins[found.end() - 1]
        places += [*origins[at : found.start()], origins[found.start()], *([last] * (len(meant) - 1))]
        at = found.end()
    return "".join((*words, text[at:])), [*places, *origins[at:]]
