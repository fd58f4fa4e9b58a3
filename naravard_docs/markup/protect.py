"""Text that the reader takes for nothing but letters: values in templates, and the places where blocks go.

Each sign is moved to a plane of Unicode that no text uses, is read there as any letter, and moved back in the blocks.
Escaping by backslash could not do it, since a backslash before what is no mark stands as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

_KEPT = 1024
"""How many texts are known as they were moved: letters to each of many have nearly all in common."""

_PLANE = 0x100000
"""Supplementary private use area B; what a person writes there is refused. Above U+FFFF there are no marks."""

_OPEN, _CLOSE = "\U000ffff0", "\U000ffff1"
_PROTECTED = re.compile("[\U00100000-\U0010ffff]")
_PLACE = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MOVED = re.compile("[^\\s\U00010000-\U0010ffff]")


@lru_cache(maxsize=_KEPT)
def protect(value: str) -> str:
    """Return a value so that none of its signs is a mark; blanks and line breaks are left."""
    return _MOVED.sub(lambda found: chr(_PLANE + ord(found[0])), value)


@lru_cache(maxsize=_KEPT)
def unprotect(text: str) -> str:
    """Return a text with what was protected as it was."""
    return _PROTECTED.sub(lambda found: chr(ord(found[0]) - _PLANE), text)


def placeholder(name: str) -> str:
    """Return the text that stands for blocks which the program puts in; it must be a paragraph of its own."""
    return f"{_OPEN}{name}{_CLOSE}"


def place_in(text: str) -> str | None:
    """Return the name of the first place in a text; None where it has none."""
    found = _PLACE.search(text)
    return found[1] if found else None
