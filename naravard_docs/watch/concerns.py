"""Which meetings a changed file is of: its own, those that use it, all when it is shared.

Files are compared by their real paths. What a meeting was built of is told by the manifest of its folder
(``used_files``); of a meeting that could not be built it is not known, so that it is built again whatever changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.manifest import read_manifest
from naravard_docs.builder.options import BuildOptions
from naravard_docs.errors import FileAccessError
from naravard_docs.workspace.file_names import path_on_disk, stem_of
from naravard_docs.workspace.folders import real_path, root_around

_MEETINGS = "meetings/"


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

    def are_changed_by(self, changed: Iterable[Path]) -> bool:
        """Return whether files are of the meeting by where they lie: templates are of all, answers by their names."""
        begins = f"{stem_of(self.path)}-"
        return any(
            file.is_relative_to(self.templates) or (file.parent == self.answers and file.name.startswith(begins))
            for file in changed
        )


def files_of(path: Path) -> MeetingFiles:
    """Return where the files of a meeting lie."""
    root = root_around(path)
    return MeetingFiles(path, real_path(path), real_path(root / "templates"), real_path(root / "meetings" / "svar"))


def concerned_meetings(
    changed: Collection[Path], meetings: Iterable[MeetingFiles], used: Mapping[Path, frozenset[Path] | None]
) -> tuple[Path, ...]:
    """Return the meetings that changed files are of: first those whose own file has changed, then the others.

    ``used`` are the real paths of what a meeting was built of; without them it is not known, and anything may be of it.
    """
    own = [meeting.path for meeting in meetings if meeting.file in changed]
    others = [meeting.path for meeting in meetings if meeting.file not in changed and _is_of(meeting, changed, used)]
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


def _is_of(meeting: MeetingFiles, changed: Collection[Path], used: Mapping[Path, frozenset[Path] | None]) -> bool:
    known = used.get(meeting.path)
    return known is None or not known.isdisjoint(changed) or meeting.are_changed_by(changed)


def _is_below(file: Path, folders: Iterable[Path]) -> bool:
    real = real_path(file)
    return any(real.is_relative_to(real_path(folder)) for folder in folders)
