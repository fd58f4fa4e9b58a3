"""Beginning: a workspace with working examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_docs.errors import FileAccessError, WrongUsageError, shown_path
from naravard_docs.swedish import system_reason
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.folders import REAL_EXAMPLE, example_named, is_there
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.workspace import Workspace

_COPIED = ("meetings", "templates")
_FOR_EDITORS = ("settings.json", "extensions.json")
STARTER = Path(__file__).resolve().parent / "starter"
"""What a workspace of the user's own begins with."""


def start_workspace(folder: Path, example: str = REAL_EXAMPLE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make a workspace of an example; return the files made and those that were there already and are kept.

    Raises:
        WrongUsageError: if the folder is a workspace of other bodies, which the example's meetings are not of.
        FileAccessError: if the folder cannot be written.
    """
    workspace = Workspace(folder)
    made: list[str] = []
    kept: list[str] = []
    origin = example_named(example)
    _refuse_other_bodies(workspace, Workspace(origin))
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
    for_editors, kept_for_editors = write_editor_settings(folder)
    make_folder(workspace.output)
    return (*made, *for_editors), (*kept, *kept_for_editors)


def write_editor_settings(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write what VS Code needs for the workspace's YAML; return the files made and those that are kept.

    Raises:
        FileAccessError: if the folder cannot be written.
    """
    made: list[str] = []
    kept: list[str] = []
    for name in _FOR_EDITORS:
        target = folder / ".vscode" / name
        if is_there(target):
            kept.append(shown_path(target))
            continue
        write_inside(target.parent, target, (STARTER / name).read_bytes())
        made.append(shown_path(target))
    return tuple(made), tuple(kept)


def _refuse_other_bodies(workspace: Workspace, example: Workspace) -> None:
    """Refuse to put an example beside templates that do not know its bodies: none of its meetings could be built."""
    if not is_there(workspace.root / "templates" / "organ.yaml"):
        return
    if not example.known_house.bodies.keys() <= workspace.known_house.bodies.keys():
        raise WrongUsageError(
            f"{shown_path(workspace.root)} har redan egna mallar, och exemplet har andra",
            "gör exemplet i en egen mapp: naravard starta --exempel prov",
        )


def make_folder(folder: Path) -> None:
    """Make a folder of a workspace, unless it is there.

    Raises:
        FileAccessError: if it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(
            f"mappen {shown_path(folder)} kan inte skapas ({system_reason(error)})", "flytta det som är i vägen"
        ) from error


def _files_of(origin: Path) -> Iterator[Path]:
    for folder in _COPIED:
        for path in sorted((origin / folder).rglob("*")):
            if path.is_file() and "schema" not in path.relative_to(origin).parts:
                yield path
