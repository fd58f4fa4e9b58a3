"""From a tree to models: every problem of a file at once, each with its place."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from naravard_docs.errors import InvalidInputError, Problem, in_file_order
from naravard_docs.meeting.keys import key_fault
from naravard_docs.meeting.shared_templates import KnownEntries
from naravard_docs.meeting.values import Record
from naravard_docs.swedish import capitalise, is_empty
from naravard_docs.yaml import error_messages
from naravard_docs.yaml.partial import partial
from naravard_docs.yaml.tree import Loc, MapNode, SourceFile, find_node, plain_values

R = TypeVar("R", bound=Record)


def validate_file(model: type[R], source: SourceFile, context: object = None) -> R:
    """Return the file's tree as a model.

    Raises:
        InvalidInputError: with everything that is wrong in it.
    """
    value, problems = read_as(model, source, context)
    if problems:
        raise InvalidInputError(problems)
    return value


def read_as(model: type[R], source: SourceFile, context: object = None) -> tuple[R, tuple[Problem, ...]]:
    """Return what can be read of a file's tree as a model, and what is wrong with the rest; if nothing, it is whole."""
    if not _has_keys(source):
        return model.of_known({}), _of_whole(source)
    read, problems = _read(model, source, (), context)
    return read, in_file_order([*source.faults, *problems])


def read_by_key(model: type[R], source: SourceFile) -> tuple[KnownEntries[R], tuple[Problem, ...]]:
    """Return a file that maps keys to entries of one kind (organ, personer, sandlistor), as ``read_as`` does each."""
    if not isinstance(source.root, MapNode) or not _has_keys(source):
        return KnownEntries(), _of_whole(source)
    entries: dict[str, R] = {}
    found = list(source.faults)
    for key, (written, _) in source.root.entries.items():
        if is_empty(key):
            place = source.place(written.line, written.column)
            found.append(Problem("Före kolon saknas en nyckel", "skriv nyckeln först på raden: plats: Umeå", place))
            continue
        if fault := key_fault(key):
            place = source.place(written.line, written.column, len(key))
            found.append(Problem(capitalise(fault[0]), fault[1], place))
        entries[key], problems = _read(model, source, (key,))
        found += problems
    return KnownEntries(entries), in_file_order(found)


def _read(model: type[R], source: SourceFile, below: Loc, context: object = None) -> tuple[R, tuple[Problem, ...]]:
    value = plain_values(find_node(source.root, below)[1])
    try:
        return model.model_validate(value, context=context), ()
    except ValidationError as error:
        read, errors = partial(model, value, context)
        listed = [*error.errors(include_url=False), *errors]
        return read, in_file_order(error_messages.problems(listed, model, source, below))


def _has_keys(source: SourceFile) -> bool:
    return isinstance(source.root, MapNode) and not source.root.is_doubtful


def _of_whole(source: SourceFile) -> tuple[Problem, ...]:
    """Return why a file has no keys: its faults of form, or that it is a list or a text."""
    if source.root.is_doubtful:
        return source.faults
    place = source.place(source.root.line, source.root.column)
    message = "Filen ska bestå av nycklar och värden («organ: …»)"
    problem = Problem(message, "börja varje rad med en nyckel och kolon", place)
    return in_file_order([*source.faults, problem])
