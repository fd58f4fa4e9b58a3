"""Regular expressions that are compiled when they are first used: a command uses few of those that the program has."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what does as ``re.compile(pattern, flags)`` does.

    Why: compiling all that lies on the way of a command took a third of it. A wrong pattern is told of late, so
    ``tests/libraries/test_patterns.py`` compiles them all.
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    """Holds the methods of its compiled pattern from the first use on, so that each later one costs nothing more."""

    __slots__ = (*_METHODS, "_flags", "pattern")

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # asked for what is not held, so once
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy_pattern({self.pattern!r}, {self._flags})"
