"""The schema of records as they are written: short forms, names as keys, keys of both languages and without value.

The Swedish keys are ``properties``, which editors suggest; the English ones ``patternProperties``, which they take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel, PlainValidator
from pydantic.fields import FieldInfo

from naravard_docs.markup.rules import IN_BLOCKS
from naravard_docs.meeting.choice_words import DESCRIPTIONS
from naravard_docs.meeting.editor_forms import TEXT_SCHEMA, any_case_of, choice_schema
from naravard_docs.meeting.response import EachOrAll
from naravard_docs.meeting.values import EntriesByName, OneOrMore, Reading, Record
from naravard_docs.yaml.keys import swedish_keys

NOTHING = {"$ref": "#/$defs/nothing"}
"""A key without value."""


def written_definitions(model: type[BaseModel], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definitions below a model as what they describe is written; docstrings are for developers."""
    found = {each.__name__: each for each in classes_below(model)}
    return {name: _written(found.get(name), dict(definition)) for name, definition in definitions.items()}


def _written(found: type[Record] | type[StrEnum] | None, definition: dict[str, Any]) -> dict[str, Any]:
    if found is None:
        return definition
    if issubclass(found, StrEnum):
        words = {str(word): told for word, told in DESCRIPTIONS[found].items()}
        return choice_schema(words, rf"^\s*{any_case_of(words)}\s*$")
    return written_record(found, definition)


def written_record(model: type[BaseModel], definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's definition with all forms that it may be written in."""
    properties = {
        field.alias or name: _property(field, definition["properties"][field.alias or name])
        for name, field in model.model_fields.items()
    }
    record = _with_required(model, _object(model, properties))
    if not issubclass(model, Record):
        return record
    short = (TEXT_SCHEMA if form == "string" else _without_nothing(properties[form]) for form in model.written_short)
    forms = [*short, *_by_name(model, properties)]
    return {"anyOf": [*forms, record]} if forms else record


def _object(model: type[BaseModel], properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        **_english(model, properties),
        "additionalProperties": False,
    }


def _english(model: type[BaseModel], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same for the English names of the keys that have one."""
    names = {f"^{name}$": properties[key] for name, key in swedish_keys(model).items() if name != key in properties}
    return {"patternProperties": names} if names else {}


def _with_required(model: type[BaseModel], record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the keys that must be there, each unless it is there by its English name."""
    keys = swedish_keys(model)
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    conditions = [_unless({name} - {keys[name]}, _asked(keys[name])) for name in required]
    if issubclass(model, Record) and model.one_asked:
        names = {name for name, key in keys.items() if key in model.one_asked}
        conditions.append(_unless(names, {"anyOf": [_asked(key) for key in model.one_asked]}))
    return {**record, "allOf": conditions} if conditions else record


def _asked(key: str) -> dict[str, Any]:
    """Return the schema that asks for a key: not the record's own, or editors suggest all that is asked for as one."""
    return {"type": "object", "properties": {key: True}, "required": [key]}


def _unless(names: Iterable[str], asked: dict[str, Any]) -> dict[str, Any]:
    if not (listed := sorted(names)):
        return asked
    return {"if": {"type": "object", "propertyNames": {"not": {"enum": listed}}}, "then": asked}


def _property(field: FieldInfo, written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a key's schema: what it is, and its forms; a key without value is absent, unless it has to be there."""
    is_in_blocks = {Reading.BLOCKS, Reading.LINE_OR_BLOCKS} & set(field.metadata)
    forms = _forms(
        field, {key: held for key, held in written.items() if key not in ("description", "default", "title")}
    )
    return {
        "description": f"{field.description} {IN_BLOCKS}" if is_in_blocks else field.description,
        "anyOf": forms if field.is_required() else [*forms, NOTHING],
    }


def _forms(field: FieldInfo, written: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the forms of a field: a list of one may be written without brackets, and one outcome for all clauses."""
    if (named := _record_by_name(field)) is not None or OneOrMore in field.metadata:
        by_name = _by_name(named, _all_forms(named)) if named else []
        return [written["items"], {**written, "description": field.description}, *by_name]
    if EachOrAll in field.metadata:
        return [*written["patternProperties"].values(), {**written, "additionalProperties": False}]
    alternatives = written["anyOf"] if written.keys() == {"anyOf"} else [written]
    return [_with_named_keys(field, form) for form in alternatives if form != {"type": "null"}]


def _with_named_keys(field: FieldInfo, form: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping whose keys are words of a choice with those words as its keys, told of as such."""
    choice = next((each for each in _inner(field.annotation) if each in DESCRIPTIONS), None)
    if choice is None or "propertyNames" not in form:
        return form
    held = [form["additionalProperties"]]
    return {**form, "properties": {str(w): {"description": t, "anyOf": held} for w, t in DESCRIPTIONS[choice].items()}}


def _inner(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation is made of."""
    yield annotation
    for each in get_args(annotation):
        yield from _inner(each)


def _record_by_name(field: FieldInfo) -> type[Record] | None:
    """Return the record of a list that may be written as a mapping of names."""
    owners = (getattr(getattr(each, "func", None), "__self__", None) for each in field.metadata)
    found = next((each.model for each in owners if isinstance(each, EntriesByName)), None)
    return found if found is not None and found.written_by_name else None


def _all_forms(model: type[Record]) -> dict[str, Any]:
    return {key: {} for key in swedish_keys(model).values()}


def _by_name(model: type[Record], properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the schema of a record with a name as a key, «Bo Al (S): avslag», beside which other keys may stand."""
    if model.written_by_name is None:
        return []
    others = {key: held for key, held in properties.items() if key not in model.written_by_name and held}
    no_pair = dict.fromkeys(model.written_by_name, False)  # «propertyNames» would be taken for a key to suggest
    by_name = {**others, **no_pair}
    return [{"type": "object", "properties": by_name, **_english(model, by_name)}]


def _without_nothing(written: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [form for form in written["anyOf"] if form != NOTHING]}


def classes_below(model: type[BaseModel]) -> Iterator[Any]:
    """Yield all records and enums below a model, itself too."""
    waiting: list[Any] = [model]
    found: set[Any] = set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, PlainValidator):
            waiting.append(each.json_schema_input_type)
        if isinstance(each, type) and issubclass(each, Record | StrEnum) and each not in found:
            found.add(each)
            yield each
            if issubclass(each, Record):
                for field in each.model_fields.values():
                    waiting += [field.annotation, *field.metadata]
        waiting += get_args(each)
