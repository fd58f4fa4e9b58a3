"""Which meetings a changed file is of: its own, those that use it, all when it is shared.

Files are compared by their real paths. What a meeting was built of is told by the manifest of its folder
(``used_files``); of a meeting that could not be built it is not known, so that it is built again whatever changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

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


def concerned_meetings(
    changed: Collection[Path], meetings: Iterable[Path], used: Callable[[Path], frozenset[Path] | None]
) -> tuple[Path, ...]:
    """Return the meetings that changed files are of: first those whose own file has changed, then the others.

    ``used`` returns the real paths of what a meeting was built of, and None when that is not known.
    """
    own = [path for path in meetings if real_path(path) in changed]
    others = [path for path in meetings if path not in own and _is_concerned(path, changed, used(path))]
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


def _is_concerned(path: Path, changed: Collection[Path], used: frozenset[Path] | None) -> bool:
    """Return whether files are of a meeting whose own is not among them: templates are of all."""
    if used is None or not used.isdisjoint(changed):
        return True
    root = root_around(path)
    templates, answers = real_path(root / "templates"), real_path(root / "meetings" / "svar")
    return any(
        file.is_relative_to(templates) or (file.parent == answers and file.name.startswith(f"{stem_of(path)}-"))
        for file in changed
    )


def _is_below(file: Path, folders: Iterable[Path]) -> bool:
    real = real_path(file)
    return any(real.is_relative_to(real_path(folder)) for folder in folders)
