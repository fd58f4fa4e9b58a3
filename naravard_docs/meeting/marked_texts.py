"""The texts of a record that have marks, with where each stands: found by their types, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from msgspec import Struct

from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.values import GappedTuple, Reading, Record


class MarkedText(Struct, frozen=True):
    """A text as it was written: its path in the file by Swedish keys, and how it is read."""

    path: FieldPath
    text: str
    reading: Reading


def written_texts(record: Record, path: FieldPath = ()) -> Iterator[MarkedText]:
    """Yield every text of a record and those below it that has marks, in the order of the model's fields."""
    values = record.__dict__  # what could not be read is not there
    for name, key, reading in _fields_with_texts(type(record)):
        if value := values.get(name):
            yield from _texts(value, (*path, key), reading)


def printed_lines(meeting: Meeting) -> Iterator[str]:
    """Return the lines without marks that documents print, as far as they can be read."""
    items: tuple[Record, ...] = meeting.known("agenda_items", ())
    letters = [letter for _, _, letter in meeting.known_letters]
    groups: tuple[Record, ...] = meeting.known("attendance", ())
    present = (person for group in groups for person in group.known("people", ()))
    people = (*present, *meeting.known("absent", ()))
    yield from (meeting.known("title") or "", *(letter.known("matter") or "" for letter in letters))
    yield from (each.known("reference_number") or "" for each in (meeting, *items, *letters))
    yield from (line for person in people for line in _of_person(person))


def _of_person(person: Record) -> Iterator[str]:
    """Yield a person's party and mark, and those of the one whom they serve for."""
    for each in (person, person.known("replaces")):
        if each is not None:
            yield from (each.known("party") or "", each.known("mark") or "")


@cache
def marked_fields(model: type[Record]) -> dict[str, tuple[str, Reading]]:
    """Return the fields of a record by name: each with its Swedish key and how its texts are read."""
    found: dict[str, tuple[str, Reading]] = {}
    for name, field in model.model_fields.items():
        marked = [one for one in (*field.metadata, *_within(field.annotation)) if isinstance(one, Reading)]
        found[name] = (field.alias or name, marked[0] if marked else Reading.AS_WRITTEN)
    return found


@cache
def _fields_with_texts(model: type[Record]) -> tuple[tuple[str, str, Reading], ...]:
    """Return the fields that are texts with marks, or have records that may have such: name, key and how it is read."""
    return tuple(
        (name, key, reading)
        for name, (key, reading) in marked_fields(model).items()
        if reading is not Reading.AS_WRITTEN or _has_texts(model.model_fields[name].annotation)
    )


def _has_texts(annotation: Any) -> bool:
    records = (one for one in (annotation, *_within(annotation)) if isinstance(one, type) and issubclass(one, Record))
    return any(_fields_with_texts(record) for record in records)


def _within(annotation: Any) -> Iterator[Any]:
    """Yield everything that an annotation is made of."""
    for one in get_args(annotation):  # those of «Annotated» are its type and what is said of it
        yield one
        yield from _within(one)


def _texts(value: Any, path: FieldPath, reading: Reading) -> Iterator[MarkedText]:
    if isinstance(value, Record):
        yield from written_texts(value, path)
    elif isinstance(value, tuple):
        for number, one in enumerate(value.known() if type(value) is GappedTuple else value):
            yield from _texts(one, (*path, number), reading)
    elif isinstance(value, str) and value and reading is not Reading.AS_WRITTEN:
        is_line = reading is Reading.LINE_OR_BLOCKS and "\n" not in value
        yield MarkedText(path, value, Reading.LINE if is_line else reading)
