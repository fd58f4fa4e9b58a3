"""JSON Schema (draft-07) of the files that users write, from the models: what editors complete and check by.

The schemas know the Swedish keys only, since those are what is written; the models take the English ones as well.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from naravard_docs.markup.rules import IN_BLOCKS
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList
from naravard_docs.meeting.keys import PATTERN
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.response import EachOrAll, ResponseFile
from naravard_docs.meeting.values import EntriesByName, OneOrMore, Reading, Record
from naravard_docs.workspace.containment import write_inside
from naravard_docs.yaml.keys import swedish_keys

_LIMITS = {"pattern": "string", "minLength": "string", "maxLength": "string", "minItems": "array", "maxItems": "array"}
"""What limits values of one type only (draft-07, 6.2-6.5), of what the models say of values of several."""

DRAFT = "http://json-schema.org/draft-07/schema#"


def meeting_schema() -> dict[str, Any]:
    """Return the schema of meeting files."""
    return _schema(Meeting, "Mötesfil")


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by the name of its file."""
    return {
        "mote.schema.json": meeting_schema(),
        "organisation.schema.json": _schema(Organisation, "Organisation"),
        "organ.schema.json": _by_key(Body, "Organ"),
        "personer.schema.json": _by_key(Contact, "Personer"),
        "sandlistor.schema.json": _by_key(DistributionList, "Sändlistor"),
        "svar.schema.json": _schema(ResponseFile, "Svarsfil"),
    }


def write_schemas(folder: Path, within: Path | None = None) -> tuple[Path, ...]:
    """Write all schemas to a folder and return their paths; nothing is written outside of ``within``, or of the folder.

    Raises:
        FileAccessError: if the folder cannot be written.
    """
    written = []
    for name, schema in schemas().items():
        target = folder / name
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        write_inside(within or folder, target, text.encode("utf-8"))
        written.append(target)
    return tuple(written)


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True, mode="validation")
    definitions = made.pop("$defs", {})
    _as_written(model, made)
    for name, definition in definitions.items():
        if (record := _records(model).get(name)) is not None:
            definitions[name] = _as_written(record, definition)
        definitions[name].pop("description", None)  # docstrings are for developers
    made.pop("description", None)
    return {"$schema": DRAFT, **_draft_07(made), "title": title, "definitions": _draft_07(definitions)}


def _records(model: type[BaseModel]) -> dict[str, type[Record]]:
    """Return all records below a model, by the name that their definition has."""
    found: dict[str, type[Record]] = {}
    waiting: list[Any] = [field.annotation for field in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, Record) and annotation.__name__ not in found:
            found[annotation.__name__] = annotation
            waiting += [field.annotation for field in annotation.model_fields.values()]
        waiting += get_args(annotation)
    return found


def _as_written(model: type[BaseModel], definition: dict[str, Any]) -> dict[str, Any]:
    """Return a model's definition with its short forms: a record on one line, a list of one without brackets."""
    for name, field in model.model_fields.items():
        written = definition["properties"][field.alias or name]
        if {Reading.BLOCKS, Reading.LINE_OR_BLOCKS} & set(field.metadata):
            written["description"] = f"{field.description} {IN_BLOCKS}"
        if OneOrMore in field.metadata or _by_name(field):
            listed = {key: written.pop(key) for key in ("type", "items", "minItems") if key in written}
            written["anyOf"] = [listed["items"], listed, *_as_names(_by_name(field))]
        if EachOrAll in field.metadata:
            by_number = {"type": written.pop("type"), "patternProperties": written.pop("patternProperties")}
            written["anyOf"] = [*by_number["patternProperties"].values(), {**by_number, "additionalProperties": False}]
    short = model.written_short if issubclass(model, Record) else ()
    definition.pop("description", None)
    forms = [{"type": "string"} if form == "string" else _bare(definition["properties"][form]) for form in short]
    forms += _as_names(model) if issubclass(model, Record) else []
    return {"anyOf": [*forms, definition]} if forms else definition


def _by_name(field: FieldInfo) -> type[Record] | None:
    """Return the record of a list that may be written as a mapping of names."""
    owners = (getattr(getattr(each, "func", None), "__self__", None) for each in field.metadata)
    return next((each.model for each in owners if isinstance(each, EntriesByName)), None)


def _as_names(model: type[Record] | None) -> list[dict[str, Any]]:
    """Return the schema of a mapping of names to what each record says."""
    if model is None or model.written_by_name is None:
        return []
    known = "|".join(map(re.escape, sorted(key for pair in swedish_keys(model).items() for key in pair)))
    return [{"type": "object", "propertyNames": {"not": {"pattern": f"^({known})$"}}}]


def _bare(written: dict[str, Any]) -> dict[str, Any]:
    """Return a property's schema without what describes it."""
    return {key: held for key, held in written.items() if key not in ("description", "default", "title")}


def _by_key(model: type[BaseModel], title: str) -> dict[str, Any]:
    inner = _schema(model, title)
    return {
        "$schema": inner.pop("$schema"),
        "title": inner.pop("title"),
        "definitions": inner.pop("definitions"),
        "type": "object",
        "propertyNames": {"pattern": PATTERN},
        "additionalProperties": inner,
    }


def _draft_07(value: Any, is_properties: bool = False) -> Any:
    """Return a schema of pydantic's (2020-12) as draft-07: definitions, no titles made from field names.

    In draft-07 nothing stands beside a reference, so what describes one is put around it.
    """
    if isinstance(value, list):
        return [_draft_07(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed: dict[str, Any] = {}
    for key, held in value.items():
        if key == "title" and isinstance(held, str) and not is_properties:
            continue
        if key == "prefixItems":
            changed["items"] = _draft_07(held)
        elif key == "$ref":
            changed[key] = held.replace("#/$defs/", "#/definitions/")
        else:
            changed[key] = _draft_07(held, is_properties=key == "properties")
    if "$ref" in changed and len(changed) > 1:
        changed["allOf"] = [{"$ref": changed.pop("$ref")}]
    return changed if is_properties else _of_single_types(changed)


def _of_single_types(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with one type to each choice, each with what limits it: strict validators (ajv) take no lists."""
    if isinstance(schema.get("type"), list):
        limits = {key: schema.pop(key) for key in _LIMITS.keys() & schema.keys()}
        types = schema.pop("type")
        schema["anyOf"] = [
            {"type": one, **{key: held for key, held in sorted(limits.items()) if _LIMITS[key] == one}} for one in types
        ]
    if "anyOf" in schema:
        choices = ([*one["anyOf"]] if one.keys() == {"anyOf"} else [one] for one in schema["anyOf"])
        schema["anyOf"] = [choice for each in choices for choice in each]
    return schema
