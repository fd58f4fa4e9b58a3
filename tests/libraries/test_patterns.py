"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import naravard_docs
from naravard_docs.libraries.patterns import lazy_pattern


def test_a_lazy_pattern_does_as_the_compiled_one() -> None:
    """Every method, and what the pattern tells of itself, is that of ``re``."""
    compiled, lazy = (make(r"(?P<n>\d+)å", re.IGNORECASE) for make in (re.compile, lazy_pattern))
    text = "12Å 3å x"
    assert lazy.pattern == compiled.pattern
    assert lazy.groups == compiled.groups and lazy.groupindex == compiled.groupindex and lazy.flags == compiled.flags
    assert lazy.findall(text) == compiled.findall(text) == ["12", "3"]
    assert lazy.sub("-", text) == compiled.sub("-", text) and lazy.split(text) == compiled.split(text)
    assert [match["n"] for match in lazy.finditer(text)] == ["12", "3"]
    assert (lazy.match(text), lazy.search(text)) != (None, None) and lazy.fullmatch(text) is None


def test_every_pattern_can_be_compiled() -> None:
    """A pattern that is wrong is found here, and not by the first who uses it."""
    found = [pattern for name in _modules() for pattern in _patterns(vars(importlib.import_module(name)))]
    assert len(found) > 100
    assert all(pattern.flags for pattern in found)  # which asks the compiled one


def _modules() -> Iterator[str]:
    return (each.name for each in pkgutil.walk_packages(naravard_docs.__path__, "naravard_docs."))


def _patterns(held: dict[str, object]) -> Iterator[re.Pattern[str]]:
    kind = type(lazy_pattern(""))
    flat = [each for value in held.values() for each in (value if isinstance(value, tuple) else (value,))]
    yield from (each for each in flat if isinstance(each, kind))  # type: ignore[misc]
