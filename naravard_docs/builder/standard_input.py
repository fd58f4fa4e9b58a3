"""A meeting file that comes from another program, as editors and hooks send what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from naravard_docs.builder.options import BuildOutcome
from naravard_docs.errors import STANDARD_INPUT, NaravardError, Problem, shown_path
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_text_file, read_with
from naravard_docs.yaml.tree import MapNode, Scalar, SourceFile, read_tree_with_faults

_BODY, _DAY = ("organ", "body"), ("datum", "date")


def check_from_standard_input(data: bytes, folder: Path, check: Callable[[Path], BuildOutcome]) -> BuildOutcome:
    """Return what ``check`` says of a meeting file with some bytes, in the workspace around a folder.

    It is read as the workspace's file of the same meeting, if there is one, else as a new file beside the others.
    Why: what a meeting says is compared with other meetings, its answers and its archive, and never with itself.
    """
    path = _path_in(Workspace.containing(folder), folder, data)
    with read_with(path, data):
        outcome = check(path)
    return replace(outcome, path=str(STANDARD_INPUT), problems=tuple(_renamed(each, path) for each in outcome.problems))


def _path_in(workspace: Workspace, folder: Path, data: bytes) -> Path:
    home = workspace.meetings if workspace.meetings.is_dir() else folder
    own = home / STANDARD_INPUT
    with read_with(own, data):
        meant = _told(own)
    same = [path for path in workspace.meeting_files() if meant and _has(path, meant) and _told(path) == meant]
    return max(same, key=lambda path: _likeness(path, data), default=own)


def _told(path: Path) -> tuple[str, str] | None:
    """Return the body and the day that a meeting file tells, as they are written; None when it does not."""
    try:
        source = read_tree_with_faults(read_text_file(path), path)
    except NaravardError:
        return None
    body, day = next(_values(source, _BODY), ""), next(_values(source, _DAY), "")
    return (body, day) if body and day else None


def _has(path: Path, words: tuple[str, str]) -> bool:
    """Return whether words stand anywhere in a file: most files have not, and need not be read further."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return all(word.encode() in data for word in words)


def _values(source: SourceFile, names: tuple[str, ...]) -> Iterator[str]:
    entries = source.root.entries if isinstance(source.root, MapNode) else {}
    for name in names:
        if name in entries and isinstance(value := entries[name][1], Scalar):
            yield value.text


def _likeness(path: Path, data: bytes) -> int:
    """Return how many lines of a file are among others, to tell two meetings of one body and day apart."""
    return len(set(path.read_bytes().splitlines()) & set(data.splitlines()))


def _renamed(problem: Problem, path: Path) -> Problem:
    """Return a problem that names standard input where it named the file that this was read as."""
    place, file = problem.place, f"{shown_path(path)}: "
    message = problem.message
    if message.startswith(file):
        message = f"{STANDARD_INPUT}: {message.removeprefix(file)}"
    if place is not None and place.path == path:
        place = replace(place, path=STANDARD_INPUT)
    return replace(problem, message=message, place=place)
