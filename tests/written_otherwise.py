"""The same file written otherwise: with the English names of its keys, and with choice words in other capitals."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from naravard_docs.meeting.values import Record
from naravard_docs.yaml.keys import model_at, swedish_keys


def in_english(model: type[BaseModel] | None, written: Any) -> Any:
    """Return what is written with the English name of every key that is one."""
    if isinstance(written, list):
        return [in_english(_entry(model, each), each) for each in written]
    if not isinstance(written, dict) or model is None:
        return written
    english = {key: name for name, key in swedish_keys(model).items()}
    return {english.get(key, key): in_english(_below(model, key), held) for key, held in written.items()}


def in_odd_capitals(model: type[BaseModel] | None, written: Any) -> Any:
    """Return what is written with the words of choices in capitals and small letters by turns."""
    if isinstance(written, list):
        return [in_odd_capitals(_entry(model, each), each) for each in written]
    if not isinstance(written, dict) or model is None:
        return written
    return {key: _odd(model, key, held) for key, held in written.items()}


def alternating(word: str) -> str:
    """Return «uTkAsT»."""
    return "".join(letter.upper() if n % 2 else letter.lower() for n, letter in enumerate(word))


def choice_of(model: type[BaseModel], key: str) -> type[StrEnum] | None:
    """Return the words that a key's value is one of, or those of its list; None where it is no choice."""
    fields = (field for name, field in model.model_fields.items() if key in (name, field.alias))
    return next((found for field in fields for found in _enums(field.annotation)), None)


def _enums(annotation: Any) -> list[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [annotation]
    return [found for each in get_args(annotation) for found in _enums(each)]


def _odd(model: type[BaseModel], key: str, held: Any) -> Any:
    if (choice := choice_of(model, key)) is None:
        return in_odd_capitals(_below(model, key), held)
    words = held if isinstance(held, list) else [held]
    odd = [alternating(word) if word in list(choice) else word for word in words if isinstance(word, str)]
    return held if len(odd) < len(words) else odd if isinstance(held, list) else odd[0]


def _entry(model: type[BaseModel] | None, entry: Any) -> type[BaseModel] | None:
    """Return the model of a list's entry, where the list may stand for a record, as clauses for a decision."""
    if model is None or not issubclass(model, Record) or not isinstance(entry, dict):
        return model
    listed = (model_at(model, (form, 0)) for form in model.written_short if form != "string")
    fitting = (each for each in listed if each and entry.keys() <= set(swedish_keys(each).values()))
    return next(fitting, model)


def _below(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model below a key; of a name that stands as a key, nothing is known."""
    known = {word for both in swedish_keys(model).items() for word in both}
    if key not in known and issubclass(model, Record) and model.written_by_name:
        return None
    return model_at(model, (key,)) or model_at(model, (key, 0)) or model_at(model, (key, "1"))
