"""JSON Schema (draft-07) of the files that users write, from the models: what editors complete and check by.

They refuse nothing that the program accepts. What draft-07 cannot say, as how keys hang together, they let through.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList
from naravard_docs.meeting.editor_forms import DATE_SCHEMA, NUMBER, TEXT_SCHEMA, WHOLE_NUMBER, YES_NO_SCHEMA
from naravard_docs.meeting.keys import PATTERN
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.response import ResponseFile
from naravard_docs.meeting.suggestions import KEYWORD
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.record_schema import written_definitions, written_record

_LIMITS = {"pattern": "string", "minLength": "string", "maxLength": "string", "minItems": "array", "maxItems": "array"}
"""What limits values of one type only (draft-07, 6.2-6.5), of what the models say of values of several."""

DRAFT = "http://json-schema.org/draft-07/schema#"
Definitions = Mapping[str, dict[str, Any]]
_SHARED: Definitions = {
    # By conditions, since editors suggest «true», «false» and «null» where a type alone allows them.
    "text": {"if": {"anyOf": [{"type": "number"}, {"type": "boolean"}]}, "else": {"type": "string"}},
    "nothing": {"if": {"type": "null"}, "else": {"type": "null"}},
    "yes_or_no": YES_NO_SCHEMA,
    "date": DATE_SCHEMA,
}
_TEXT = {"$ref": "#/definitions/text"}
_QUOTED = {"integer": WHOLE_NUMBER, "number": NUMBER}


def meeting_schema() -> dict[str, Any]:
    """Return the schema of meeting files."""
    return schemas()["mote.schema.json"]


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by the name of its file."""
    return schemas_with({})


def schemas_with(suggestions: Definitions) -> dict[str, dict[str, Any]]:
    """Return every schema with what a workspace suggests, by the names of ``Suggested``."""
    return {
        "mote.schema.json": _of_file(Meeting, suggestions),
        "organisation.schema.json": _of_file(Organisation, suggestions),
        "organ.schema.json": _by_key(Body, suggestions),
        "personer.schema.json": _by_key(Contact, suggestions),
        "sandlistor.schema.json": _by_key(DistributionList, suggestions),
        "svar.schema.json": _of_file(ResponseFile, suggestions),
    }


def write_schemas(folder: Path, within: Path | None = None, suggestions: Definitions | None = None) -> tuple[Path, ...]:
    """Write all schemas to a folder and return their paths; nothing is written outside of ``within``, or of the folder.

    Raises:
        FileAccessError: if the folder cannot be written.
    """
    written = []
    for name, schema in (schemas_with(suggestions) if suggestions else schemas()).items():
        target = folder / name
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        write_inside(within or folder, target, text.encode("utf-8"))
        written.append(target)
    return tuple(written)


def _of_file(model: type[BaseModel], suggestions: Definitions) -> dict[str, Any]:
    root, definitions = _schema(model, suggestions)
    return {"$schema": DRAFT, **root, "definitions": definitions}


def _by_key(model: type[BaseModel], suggestions: Definitions) -> dict[str, Any]:
    entry, definitions = _schema(model, suggestions)
    return {
        "$schema": DRAFT,
        "type": "object",
        "patternProperties": {PATTERN: entry},
        "additionalProperties": False,
        "definitions": definitions,
    }


def _schema(model: type[BaseModel], suggestions: Definitions) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a model's schema and the definitions that it refers to."""
    made = model.model_json_schema(by_alias=True, mode="validation")
    of_pydantic = made.get("$defs", {})
    written = written_definitions(model, of_pydantic)
    root = of_pydantic[model.__name__] if "$ref" in made else made
    finished = _Draft07(suggestions)
    definitions = {name: finished.of(definition) for name, definition in written.items() if name != model.__name__}
    found = finished.of(written_record(model, root))
    suggested = {name: suggestions[name] for name in sorted(finished.used)}
    return found, {**definitions, **_SHARED, **suggested}


class _Draft07:
    """Makes schemas of pydantic's (2020-12) draft-07, with what a workspace suggests."""

    def __init__(self, suggestions: Definitions) -> None:
        self._suggestions = suggestions
        self.used: set[str] = set()

    def of(self, value: Any, is_properties: bool = False) -> Any:
        """Return a schema, or a part of one, as draft-07; in ``properties`` the keys are names."""
        if isinstance(value, list):
            return [self.of(each) for each in value]
        if not isinstance(value, dict):
            return value
        if (shared := next((name for name, schema in _SHARED.items() if schema == value), None)) is not None:
            return {"$ref": f"#/definitions/{shared}"}
        if is_properties:
            return {name: self.of(held) for name, held in value.items()}
        if (kind := str(value.get("type"))) in _QUOTED and len(value) > 1:
            return {"anyOf": [value, {"type": "string", "pattern": _QUOTED[kind]}]}
        changed = dict(self._changed(key, held) for key, held in value.items() if key != "title")
        return _with_choices_apart(_of_single_types(self._with_suggestions(changed)))

    def _changed(self, key: str, held: Any) -> tuple[str, Any]:
        if key == "prefixItems":
            return "items", self.of(held)
        if key == "$ref":
            return key, held.replace("#/$defs/", "#/definitions/")
        return key, self.of(held, is_properties=key in ("properties", "patternProperties"))

    def _with_suggestions(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return a schema with what the workspace suggests before what else it takes."""
        if (name := schema.pop(KEYWORD, None)) is None or name not in self._suggestions:
            return schema
        self.used.add(name)
        return {"anyOf": [{"$ref": f"#/definitions/{name}"}, _of_single_types(schema)]}


def _of_single_types(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with one type to each choice, each with what limits it: strict validators (ajv) take no lists."""
    if not isinstance(schema.get("type"), list):
        return schema
    types = schema.pop("type")
    limits = {key: schema.pop(key) for key in _LIMITS.keys() & schema.keys()}
    if types == TEXT_SCHEMA["type"] and not limits:
        return {**schema, "anyOf": [_TEXT]} if schema else dict(_TEXT)
    by_type = ((one, {key: held for key, held in sorted(limits.items()) if _LIMITS[key] == one}) for one in types)
    return {**schema, "anyOf": [{"type": one, **limited} for one, limited in by_type]}


def _with_choices_apart(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without choices within choices, each once."""
    if "anyOf" in schema:
        apart = [choice for each in schema["anyOf"] for choice in _choices(each)]
        schema["anyOf"] = [each for n, each in enumerate(apart) if each not in apart[:n]]
    return schema


def _choices(schema: Any) -> list[Any]:
    """Return the choices that a schema is and nothing more, else itself as the only one."""
    is_choices = isinstance(schema, dict) and schema.keys() == {"anyOf"}
    return list(schema["anyOf"]) if is_choices else [schema]
