"""Which keys a model knows at a path: for «menade du …?» and for messages about the key itself."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from naravard_docs.meeting.values import EntriesByName, Record, name_as_key
from naravard_docs.yaml.tree import Loc, MapNode, Node, find_node


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that stands at a path below another; None where there is none."""
    at: Any = model
    for step in loc:
        at = _below(at, step)
    return _as_model(at)


def swedish_keys(model: type[BaseModel]) -> dict[str, str]:
    """Return the Swedish key of each English field name, in the model's order."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


def as_written(model: type[BaseModel] | None, loc: Loc, node: Node) -> Loc:
    """Return a path of Swedish keys as the file below the node has it, where it may use the English names.

    What is no model is written as it is. A mapping where there may be a list is that list's only member, or one of
    names to what each says: «Bo Al (S): avslag».
    """
    written: Loc = ()
    for n, step in enumerate(loc):
        parent = find_node(node, written)[1]
        at = model_at(model, loc[:n]) or model_at(model, (*loc[:n], 0)) if model else None
        if isinstance(parent, MapNode) and at is not None and step not in parent.entries:
            step = _entry_by_name(at, step, parent) or _english_key(at, step, parent)
        written = (*written, step)
    return written


def _english_key(model: type[BaseModel], step: str | int, parent: MapNode) -> str | int:
    names = (name for name, key in swedish_keys(model).items() if key == step and name in parent.entries)
    return next(names, step)


def _entry_by_name(model: type[BaseModel], step: str | int, parent: MapNode) -> str | None:
    """Return the name that stands as a key where a record is written by it; None where it is not."""
    if not issubclass(model, Record) or model.written_by_name is None:
        return None
    if isinstance(step, str):
        return name_as_key(model, dict.fromkeys(parent.entries)) if step in model.written_by_name else None
    is_listed = len(EntriesByName(model).listed(dict.fromkeys(parent.entries))) > step
    is_by_name = name_as_key(model, dict.fromkeys(list(parent.entries)[step : step + 1])) is not None
    return list(parent.entries)[step] if is_listed and is_by_name else None


def record_of(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a field's value is, None when it is none."""
    return _as_model(annotation)


def item_of(annotation: Any) -> Any:
    """Return what the entries of a list of any length are, None when a field is no such list."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0] if Ellipsis in get_args(annotation) else None
    return None


def _below(at: Any, step: str | int) -> Any:
    """Return what stands below a step; a key below a list is one of its only member, written without the list."""
    if (valued := _value_of_mapping(at)) is not None:
        return valued
    if isinstance(step, int):
        return next((a for a in _members(at)), None)
    model = _as_model(at) or next((found for member in _members(at) if (found := _as_model(member))), None)
    if model is None:
        return None
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            return field.annotation
    return None


def _members(annotation: Any) -> list[Any]:
    """Return what a list's items are, looking through Annotated and Optional."""
    if get_origin(annotation) is tuple:
        return [a for a in get_args(annotation) if a is not Ellipsis][:1]
    return [m for a in get_args(annotation) for m in _members(a)]


def _value_of_mapping(annotation: Any) -> Any:
    """Return what a mapping's values are, when the keys are not a model's: outcomes by the clause's number."""
    return get_args(annotation)[1] if get_origin(annotation) is dict else None


def _as_model(annotation: Any) -> type[BaseModel] | None:
    return next((leaf for leaf in _leaves(annotation) if isinstance(leaf, type) and issubclass(leaf, BaseModel)), None)


def _leaves(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _leaves(get_args(annotation)[0])
    if get_origin(annotation) in (tuple, dict):
        return []
    arguments = get_args(annotation)
    return [leaf for a in arguments for leaf in _leaves(a)] if arguments else [annotation]
