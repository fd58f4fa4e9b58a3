"""From a tree to models: every problem of a file at once, each with its place."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from naravard_docs.errors import InvalidInputError, Problem, in_file_order
from naravard_docs.meeting.keys import key_fault
from naravard_docs.swedish import capitalise, is_empty
from naravard_docs.yaml import error_messages
from naravard_docs.yaml.tree import MapNode, SourceFile, plain_values

M = TypeVar("M", bound=BaseModel)


def validate_file(model: type[M], source: SourceFile, context: object = None) -> M:
    """Return the file's tree as a model.

    Raises:
        InvalidInputError: with every error that pydantic found.
    """
    _needs_mapping(source)
    try:
        return model.model_validate(plain_values(source.root), context=context)
    except ValidationError as error:
        raise InvalidInputError(in_file_order(error_messages.problems(error, model, source))) from error


def validate_by_key(model: type[M], source: SourceFile) -> dict[str, M]:
    """Return a file that maps keys to entries of one kind (organ, personer, sandlistor).

    Raises:
        InvalidInputError: with every error of every entry.
    """
    root = _needs_mapping(source)
    entries: dict[str, M] = {}
    found: list[Problem] = []
    for key, (written, node) in root.entries.items():
        if is_empty(key):
            place = source.place(written.line, written.column)
            found.append(Problem("Före kolon saknas en nyckel", "skriv nyckeln först på raden: plats: Umeå", place))
            continue
        if fault := key_fault(key):
            place = source.place(written.line, written.column, len(key))
            found.append(Problem(capitalise(fault[0]), fault[1], place))
        try:
            entries[key] = model.model_validate(plain_values(node))
        except ValidationError as error:
            found += error_messages.problems(error, model, source, below=(key,))
    if found:
        raise InvalidInputError(in_file_order(found))
    return entries


def _needs_mapping(source: SourceFile) -> MapNode:
    if isinstance(source.root, MapNode):
        return source.root
    place = source.place(source.root.line, source.root.column)
    message = "Filen ska bestå av nycklar och värden («organ: …»)"
    raise InvalidInputError((Problem(message, "börja varje rad med en nyckel och kolon", place),))
