"""Where a workspace is, and how messages show its files; small, so that what need not be read is quickly left."""

from __future__ import annotations

import errno
import hashlib
import os
from functools import cache
from pathlib import Path

from naravard_docs.limits import HIGHEST, MEGABYTE

_PACKAGED = Path(__file__).resolve().parent.parent / "arbetsyta"
_CHECKOUT = Path(__file__).resolve().parent.parent.parent


def example_workspace() -> Path:
    """Give the folder with the example meetings and default templates that come with the program."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def root_around(file: Path) -> Path:
    """Give the workspace that a file lies in.

    It is the nearest folder above that holds ``meetings/``, else the nearest that holds ``templates/``, else the
    file's own.
    """
    folder = real_path(file).parent
    for held in ("meetings", "templates"):
        for candidate in (folder, *folder.parents):
            if (candidate / held).is_dir():
                return candidate
    return folder


def real_path(path: Path) -> Path:
    """Give where a path leads, links followed; one whose links go round in a ring is given as far as it goes.

    Why not Path.resolve: Python 3.11's raises RuntimeError for a ring.
    """
    return Path(os.path.realpath(path))


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """Return a folder's YAML files, by name; those that are hidden or left by an editor are not among them."""
    listed = (path for suffix in ("yaml", "yml") for path in folder.glob(f"*.{suffix}"))
    return tuple(sorted(path for path in listed if path.is_file() and not path.name.startswith((".", "~"))))


def is_there(path: Path) -> bool:
    """Tell whether there is something by a name: a file, a folder or a link, even one that leads nowhere.

    What cannot be known, since a folder on the way is none or is a link that leads nowhere, counts as there: to read it
    then tells what is wrong, where to take it for missing would forget what the file says.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return path.parent.is_symlink() and not path.parent.exists()
    except (OSError, ValueError) as error:
        return getattr(error, "errno", None) not in (errno.ENAMETOOLONG, None)
    return True


def shown_path(path: Path) -> str:
    """Give a path as messages show it: from where the user stands, when that is shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # Windows: another drive
        return str(path)
    return str(path) if relative.startswith(f"..{os.sep}..{os.sep}..{os.sep}") else relative


def state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Give name, time and size of each file in a folder, by which a change shows."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(_state(entry) for entry in os.scandir(folder)))


def _state(entry: os.DirEntry[str]) -> tuple[str, int, int]:
    try:
        state = entry.stat()
    except OSError:  # a link that leads nowhere
        return entry.name, 0, -1
    return entry.name, state.st_mtime_ns, state.st_size


def templates_digest(root: Path) -> str:
    """Give the hash of all templates that a workspace's documents may be made of, the program's own among them."""
    folders = {root / "templates", example_workspace() / "templates"}
    return hashlib.sha256("".join(_digest(f, state_of(f)) for f in sorted(folders)).encode()).hexdigest()


@cache
def _digest(folder: Path, _state: tuple[tuple[str, int, int], ...]) -> str:
    """Give the hash of a folder's files with those below it, read once as long as none of them has changed."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(digest_of(path).encode())
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """Give a file's SHA-256; of one that is larger than the program reads, its size and time, at once."""
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        if state.st_size > HIGHEST.attachment_mb * MEGABYTE:
            return f"{state.st_size} byte, {state.st_mtime_ns}"
        return hashlib.file_digest(file, "sha256").hexdigest()
