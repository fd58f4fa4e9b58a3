"""Beginning: a workspace with working examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.swedish import system_reason
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.folders import REAL_EXAMPLE, example_named
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.workspace import Workspace

_COPIED = ("meetings", "templates")


def start_workspace(folder: Path, example: str = REAL_EXAMPLE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make a workspace of an example; return the files made and those that were there already and are kept.

    Raises:
        FileAccessError: if the folder cannot be written.
    """
    workspace = Workspace(folder)
    made: list[str] = []
    kept: list[str] = []
    origin = example_named(example)
    for source in _files_of(origin):
        name = source.relative_to(origin)
        target = folder / name
        if target.exists():
            kept.append(shown_path(target))
            continue
        write_inside(folder / name.parts[0], target, source.read_bytes())
        made.append(shown_path(target))
    if not (schemas := folder / "templates" / "schema").exists():
        made += [shown_path(path) for path in write_schemas(schemas, folder / "templates")]
    try:
        workspace.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(
            f"mappen {shown_path(workspace.output)} kan inte skapas ({system_reason(error)})",
            "flytta det som är i vägen",
        ) from error
    return tuple(made), tuple(kept)


def _files_of(origin: Path) -> Iterator[Path]:
    for folder in _COPIED:
        for path in sorted((origin / folder).rglob("*")):
            if path.is_file() and "schema" not in path.relative_to(origin).parts:
                yield path
