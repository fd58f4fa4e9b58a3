"""Signs that no document should have, and underscores that someone may take for marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS_BULLETS = "\uf0b7\uf0a7\uf0fc\uf0d8\uf02d"
"""Bullets of Word's symbol fonts, in the private use area."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_UNDERLINED = re.compile(r"(?<![\w/\\.@])(_{1,2})(?=[^\W_])([^_\n]*[^\W_]|[^\W_])\1(?![\w/@])")


def odd_signs(text: str) -> Iterator[tuple[int, str]]:
    """Give the signs of the private use area, with their places: they are letters of a font that is not here."""
    for found in _PRIVATE.finditer(text):
        yield found.start(), found[0]


def underlined_words(text: str) -> Iterator[tuple[int, str]]:
    """Give words between underscores, with their places: other dialects take them for italic."""
    for found in _UNDERLINED.finditer(text):
        yield found.start(), found[0]
