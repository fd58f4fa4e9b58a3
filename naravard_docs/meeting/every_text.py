"""Every text of a record and of those below it, found by what they are and not by name, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from msgspec import Struct

from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.values import Record
from naravard_docs.swedish import long_date

R = TypeVar("R", bound=Record)


class PlacedText(Struct, frozen=True):
    """A text with its path by Swedish keys, and the record and the field that have it: «Attachment.path»."""

    path: FieldPath
    text: str
    field: str


def every_text(record: Record, path: FieldPath = ()) -> Iterator[PlacedText]:
    """Yield every text, keys of mappings among them; words of a list (enums) are none."""
    for name, of_field in type(record).model_fields.items():
        key = of_field.alias or name
        yield from _texts(record.__dict__.get(name), (*path, key), f"{_owner(type(record), name)}.{name}")


def all_words(record: Record) -> Iterator[str]:
    """Yield every value as words: texts, and days, numbers and hours as they are printed."""
    for name in type(record).model_fields:
        yield from _words(record.__dict__.get(name))


def with_texts(record: R, changed: Mapping[FieldPath, str], path: FieldPath = ()) -> R:
    """Return a record in which the texts at some paths are others; keys of mappings stay."""
    update: dict[str, Any] = {}
    for name, of_field in type(record).model_fields.items():
        own, held = (*path, of_field.alias or name), record.__dict__.get(name)
        made = _replaced(held, changed, own)
        if made is not held:
            update[name] = made
    return record.model_copy(update=update) if update else record


def _owner(model: type[Record], name: str) -> str:
    """Return the record that a field is declared in."""
    return next(each.__name__ for each in reversed(model.__mro__) if name in getattr(each, "model_fields", {}))


def _texts(value: Any, path: FieldPath, field: str) -> Iterator[PlacedText]:
    match value:
        case Record():
            yield from every_text(value, path)
        case tuple():
            for number, one in enumerate(value):
                yield from _texts(one, (*path, number), field)
        case dict():
            for key, one in value.items():
                yield PlacedText((*path, key), str(key), field)
                yield from _texts(one, (*path, key), field)
        case str() if value and not isinstance(value, Enum):
            yield PlacedText(path, str(value), field)


def _words(value: Any) -> Iterator[str]:
    match value:
        case Record():
            yield from all_words(value)
        case tuple():
            for one in value:
                yield from _words(one)
        case dict():
            for key, one in value.items():
                yield str(key)
                yield from _words(one)
        case date():
            yield long_date(value)
        case bool() | Enum() | None:
            return
        case _:
            yield str(value)


def _replaced(value: Any, changed: Mapping[FieldPath, str], path: FieldPath) -> Any:
    change: Callable[[Any, str | int], Any] = lambda one, step: _replaced(one, changed, (*path, step))  # noqa: E731
    match value:
        case Record():
            return with_texts(value, changed, path)
        case tuple() if type(value) is tuple:
            made = tuple(change(one, number) for number, one in enumerate(value))
            return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
        case dict():
            made_values = {key: change(one, key) for key, one in value.items()}
            return made_values if any(made_values[key] is not value[key] for key in value) else value
        case str() if not isinstance(value, Enum):
            return changed.get(path, value)
        case _:
            return value
