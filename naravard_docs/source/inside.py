"""Writing within a folder: the one door through which the program writes, which lets nothing out of that folder.

The folder (meetings/, templates/, output/, or what ``--till`` names) may itself be a link, and is then the folder that
it leads to; a link within it that leads out of it is not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from naravard_docs.errors import FileTrouble
from naravard_docs.source.files import write_whole
from naravard_docs.source.folders import real_path


def write_inside(folder: Path, target: Path, data: bytes, shown: str, is_irreplaceable: bool = False) -> None:
    """Write a file within a folder, whole or not at all.

    Raises:
        FileTrouble: if it would lie somewhere else, or cannot be written.
    """
    refuse_outside(folder, (target,), lambda _: shown)
    write_whole(target, data, shown, is_irreplaceable)


def write_named(path: Path, data: bytes, shown: str) -> None:
    """Write a file that the user has named for this, wherever it is.

    Raises:
        FileTrouble: if it cannot be written.
    """
    write_whole(path, data, shown)


def refuse_outside(folder: Path, targets: Iterable[Path], shown: Callable[[Path], str]) -> None:
    """Refuse to touch files that do not lie within a folder, as they are named or by links that lead out of it.

    Raises:
        FileTrouble: naming the first of them.
    """
    real = real_path(folder)
    for target in targets:
        where = real_path(target)
        if where == real or not where.is_relative_to(real):
            raise FileTrouble(
                f"{shown(target)} leder ut ur mappen {shown(folder)}, och där skriver programmet inget",
                "ta bort länken, eller byt namn på det som filen är döpt efter",
            )
