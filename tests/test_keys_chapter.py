"""The handbook's chapter of keys: a table for every record that users write, in step with the models."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.values import Record

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))

import make_keys_chapter  # noqa: E402

TEXT = (DOCS / "handbok" / "nycklar.md").read_text("utf-8")


def test_the_chapter_is_in_step() -> None:
    """Making it again changes nothing: keys, order, English names and what is needed are the models'."""
    assert make_keys_chapter.chapter(TEXT) == TEXT


def test_a_key_too_much_is_caught() -> None:
    """A key that no model has is taken out, and one that is missing put in."""
    changed = TEXT.replace("| `organ` | `body` |", "| `organet` | `body` |")
    assert changed != TEXT and make_keys_chapter.chapter(changed) == TEXT.replace(
        "Nyckel i `templates/organ.yaml`.", "Nyckel i organ.yaml."
    )


def test_every_record_has_a_table() -> None:
    """No record of a meeting or a body is left out of the chapter."""
    told = {*make_keys_chapter.TABLES.values(), *make_keys_chapter.OTHERS}
    names = {model.__name__ for model in told}
    assert {record.__name__ for model in (Meeting, Body) for record in _below(model)} <= names
    assert all(f"### {heading}\n" in TEXT for heading in make_keys_chapter.TABLES)


def _below(model: type[Record]) -> set[type[Record]]:
    found: set[type[Record]] = set()
    waiting: list[Any] = [model]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and hasattr(one, "model_fields") and one not in found:
            found.add(one)
            waiting += [field.annotation for field in one.model_fields.values()]
        waiting += get_args(one)
    return found
