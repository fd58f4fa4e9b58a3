"""Which meetings a changed file is of: its own, those that use it, all when it is shared.

Files are compared by their real paths. What a meeting was built of is told by the manifest of its folder
(``used_files``); of a meeting that could not be built it is not known, so that it is built again whatever changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.manifest import read_manifest
from naravard_docs.builder.options import BuildOptions
from naravard_docs.errors import FileAccessError
from naravard_docs.workspace.file_names import path_on_disk, stem_of
from naravard_docs.workspace.folders import real_path, root_around

_MEETINGS = "meetings/"
_OF_ANSWERS = (".yaml", ".yml", ".tsv")
"""Answers, and the logs of what was sent."""


def watched_paths(meetings: Iterable[Path], used: Callable[[Path], frozenset[Path]]) -> frozenset[Path]:
    """Return the folders and files to watch for meetings: those of their workspaces, and what they use elsewhere."""
    named = tuple(meetings)
    folders = {root_around(path) / name for path in named for name in ("meetings", "templates")}
    folders |= {path for path in named if not _is_below(path, folders)}
    return frozenset({*folders, *(file for path in named for file in used(path) if not _is_below(file, folders))})


class MeetingFiles(Struct, frozen=True):
    """Where a meeting's own file, its workspace's templates and its answers really lie, as changes are told."""

    path: Path
    file: Path
    templates: Path
    answers: Path
    begins: str
    """How the names of its answers begin."""


def files_of_meeting(path: Path) -> MeetingFiles:
    """Return where the files of a meeting lie."""
    root = root_around(path)
    templates, answers = real_path(root / "templates"), real_path(root / "meetings" / "svar")
    return MeetingFiles(path, real_path(path), templates, answers, f"{stem_of(path)}-")


def concerned_meetings(
    changed: frozenset[Path], meetings: Collection[MeetingFiles], used: Mapping[Path, frozenset[Path] | None]
) -> tuple[Path, ...]:
    """Return the meetings that changed files are of: first those whose own file has changed, then the others.

    ``used`` are the real paths of what a meeting was built of; without them it is not known, and anything may be of it.
    """
    own = [meeting.path for meeting in meetings if meeting.file in changed]
    shared = {meeting.templates for meeting in meetings if _has_changed(meeting.templates, changed)}
    answers = {(file.parent, file.name) for file in changed if file.suffix in _OF_ANSWERS}
    others = [
        meeting.path
        for meeting in meetings
        if meeting.file not in changed
        and (meeting.templates in shared or _uses(used.get(meeting.path), changed) or _is_answered(meeting, answers))
    ]
    return (*own, *others)


def used_files(path: Path, order: BuildOptions) -> frozenset[Path] | None:
    """Return the real paths of the files below meetings/ that a meeting was last built of, by its manifest."""
    folder = (order.target or root_around(path) / "output") / stem_of(path)
    try:
        manifest = read_manifest(folder)
    except FileAccessError:
        return None
    if manifest is None:
        return None
    names = (name.removeprefix(_MEETINGS) for name in manifest.sources if name.startswith(_MEETINGS))
    return frozenset(real_path(path_on_disk(real_path(path).parent, name)) for name in names)


@lru_cache(maxsize=8)
def _has_changed(folder: Path, changed: frozenset[Path]) -> bool:
    return any(file.is_relative_to(folder) for file in changed)


def _uses(used: frozenset[Path] | None, changed: frozenset[Path]) -> bool:
    return used is None or not used.isdisjoint(changed)


def _is_answered(meeting: MeetingFiles, changed: Collection[tuple[Path, str]]) -> bool:
    """Return whether files are answers to a meeting, by their folders and names."""
    return any(folder == meeting.answers and name.startswith(meeting.begins) for folder, name in changed)


def _is_below(file: Path, folders: Iterable[Path]) -> bool:
    real = real_path(file)
    return any(real.is_relative_to(real_path(folder)) for folder in folders)
