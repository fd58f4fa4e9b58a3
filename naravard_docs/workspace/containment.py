"""Writing within a folder: the one door through which the program writes, which lets nothing out of that folder.

The folder (meetings/, templates/, output/, or what ``--till`` names) may itself be a link, and is then the folder that
it leads to; a link within it is followed within it and within the workspace, and no further.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.workspace.files import write_whole
from naravard_docs.workspace.folders import real_path, root_containing


def write_inside(
    folder: Path, target: Path, data: bytes, is_irreplaceable: bool = False, like: Path | None = None
) -> None:
    """Write a file within a folder, whole or not at all; a new one with the permissions of the one that it is ``like``.

    Raises:
        FileAccessError: if it would lie somewhere else, or cannot be written.
    """
    refuse_outside(folder, (target,))
    write_whole(target, data, is_irreplaceable, like)


def write_named(path: Path, data: bytes) -> None:
    """Write a file that the user has named for this, wherever it is.

    Raises:
        FileAccessError: if it cannot be written.
    """
    write_whole(path, data)


def refuse_outside(folder: Path, targets: Iterable[Path]) -> None:
    """Refuse to touch files that do not lie within a folder, as they are named or by links that lead out of it.

    Raises:
        FileAccessError: naming the first of them.
    """
    real = real_path(folder)
    for target in targets:
        where = real_path(target)
        is_within = where != real and where.is_relative_to(real)
        if not is_within and not (target.is_symlink() and where.is_relative_to(_workspace(folder, real))):
            raise FileAccessError(
                f"{shown_path(target)} leder ut ur mappen {shown_path(folder)}, och där skriver programmet inget",
                "ta bort länken, eller byt namn på det som filen är döpt efter",
            )


def _workspace(folder: Path, real: Path) -> Path:
    """Return the workspace that a folder lies in; the folder itself where it lies in none."""
    root = root_containing(folder)
    return root if (root / "meetings").is_dir() and real.is_relative_to(root) else real
