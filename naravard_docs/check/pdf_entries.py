"""Entries of PDF dictionaries with references followed, in a file that may have anything in their place."""

from __future__ import annotations

from typing import Any


def resolved(value: Any) -> Any:
    """Return the object that a reference leads to, or the value itself; None for nothing and for null."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return None if type(found).__name__ == "NullObject" else found


def entry(held: Any, key: str) -> Any:
    """Return an entry of a dictionary; None where there is none, or no dictionary."""
    return resolved(held.raw_get(key)) if hasattr(held, "raw_get") and key in held else None


def dictionary_in(held: Any, key: str) -> Any:
    """Return a dictionary or stream in a dictionary, an empty one where there is none."""
    found = entry(held, key)
    return found if isinstance(found, dict) else {}


def list_in(held: Any, key: str) -> list[Any]:
    """Return an array in a dictionary, with its references; an empty one where there is none."""
    found = entry(held, key)
    return list(found) if isinstance(found, list) else []


def text_in(held: Any, key: str) -> str:
    """Return a string or name in a dictionary; an empty one where there is none."""
    found = entry(held, key)
    return str(found) if isinstance(found, str) else ""
