"""Signs that no document should have, and underscores that someone may take for marks."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.libraries.patterns import lazy_pattern

WORDS_BULLETS = "\uf0b7\uf0a7\uf0fc\uf0d8\uf02d"
"""Bullets of Word's symbol fonts, in the private use area."""

_PRIVATE = lazy_pattern("[\ue000-\uf8ff]")
_STEERING = lazy_pattern(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Signs that steer rather than show (Unicode's Cc and Cf), and what is for private use above U+FFFF."""
_UNDERLINED = lazy_pattern(r"(?<![\w/\\.@])(_{1,2})(?=[^\W_])([^_\n]*[^\W_]|[^\W_])\1(?![\w/@])")


def odd_signs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the signs of the private use area, with their places: they are letters of a font that is not here."""
    for found in _PRIVATE.finditer(text):
        yield found.start(), found[0]


def steering_signs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the signs of a whole file's text that nothing shows, with line and column from 1."""
    for found in _STEERING.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        yield text.count("\n", 0, start) + 1, found.start() - start + 1, found[0]


def underlined_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield words between underscores, with their places: other dialects take them for italic."""
    for found in _UNDERLINED.finditer(text):
        yield found.start(), found[0]
