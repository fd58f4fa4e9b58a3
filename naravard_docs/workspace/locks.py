"""One at a time: a lock of the operating system on a file beside what is written, held by whoever writes it.

The system lets go of it when its holder ends, however it ends, so that no lock is ever left behind. Who holds it is
never judged by what a file says, a process number or the name of a machine: another container or another machine has
the same numbers and names. What such a lock does not reach is told in docs/reliability.md.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from naravard_docs.errors import FileAccessError, Level, Problem, shown_path
from naravard_docs.swedish import system_reason
from naravard_docs.workspace.files import drop_leftovers, drop_leftovers_below, link_target
from naravard_docs.workspace.folders import root_containing

FOLDER = ".las"
"""Where lock files lie in the workspace: they are empty, stay there and tell nothing."""

PATIENCE_S = 10.0
"""How long one waits for another who writes the same, which takes some hundredths of a second."""

_PAUSE_S = 0.01
_LONGEST_NAME = 200
_FOR_ALL = -1
"""The lock files' permissions are as the user's own settings have it."""


class LockError(Exception):
    """There is no lock: somebody else holds it (``is_busy``), or none can be made, for a reason (Swedish)."""

    def __init__(self, why: str, is_busy: bool = False) -> None:
        super().__init__(why)
        self.why, self.is_busy = why, is_busy


@contextlib.contextmanager
def file_lock(target: Path, patience_s: float = 0.0) -> Iterator[None]:
    """Hold the lock of a file or folder, which need not be there; wait for it so long.

    Raises:
        LockError: if it cannot be had in time, or not at all.
    """
    from filelock import FileLock, Timeout

    path = lock_file(target)
    lock = FileLock(path, mode=_FOR_ALL, fallback_to_soft=False)
    try:
        _make_folder(path.parent)
        lock.acquire(timeout=patience_s, poll_interval=_PAUSE_S)
    except Timeout as error:
        raise LockError("någon annan har låset", is_busy=True) from error
    except OSError as error:
        raise LockError(f"{system_reason(error)}: {shown_path(path)}") from error
    except NotImplementedError as error:
        raise LockError("disken kan inte låsa filer") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.release()


@contextlib.contextmanager
def exclusive_write(target: Path, needs_lock: bool = True) -> Iterator[None]:
    """Keep other processes that ask for it from writing a file meanwhile; wait for one that does.

    One that needs no lock goes on without it where the disk has none, but not while another has it.

    Raises:
        FileAccessError: if whoever has it does not let go in time, or if it cannot be locked.
    """
    written = link_target(target)
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(file_lock(written, PATIENCE_S))
        except LockError as error:
            if error.is_busy:
                message = f"{shown_path(target)} skrivs av någon annan"
                raise FileAccessError(message, "vänta en stund och kör kommandot igen") from error
            if needs_lock:
                message = f"{shown_path(target)} går inte att låsa ({error.why}), så ingenting är skrivet"
                raise FileAccessError(message, "kontrollera disk och behörighet") from error
        else:
            drop_leftovers(written)
        yield


@contextlib.contextmanager
def exclusive_write_if_possible(folder: Path) -> Iterator[tuple[Problem, ...]]:
    """Keep others from writing what is built into a folder meanwhile; provide a warning where that cannot be.

    What is built can be built again, so nobody is kept from it by a lock that cannot be had.
    """
    doubts: tuple[Problem, ...] = ()
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(file_lock(folder, PATIENCE_S))
        except LockError as error:
            doubts = (_doubt(folder, error),)
        else:
            drop_leftovers_below(folder)
        yield doubts


def _doubt(folder: Path, error: LockError) -> Problem:
    why = "ett annat kommando skriver där" if error.is_busy else error.why
    message = (
        f"{shown_path(folder)} är byggd utan lås ({why}); byggs den på två håll samtidigt kan manifestet sakna filer"
    )
    return Problem(message, "bygg igen när inget annat pågår", level=Level.WARNING)


def lock_file(target: Path) -> Path:
    """Return the file whose lock is that of another file or folder: one for all names that lead to it.

    It lies in the workspace that the other really lies in, else beside it.
    """
    real = Path(os.path.realpath(target))
    root = root_containing(real.parent)
    name = ".".join(real.relative_to(root).parts)
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()
    return root / FOLDER / f"{name}.lock"


def _make_folder(folder: Path) -> None:
    """Make the folder of lock files; it tells Git itself that nothing in it is to be kept."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
