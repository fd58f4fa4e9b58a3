"""Writing files whole or not at all: a temporary file in the same folder, then a rename; and one writer at a time."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from naravard_docs.errors import FileTrouble
from naravard_docs.swedish import reason

PATIENCE_S = 10.0
"""How long one waits for another who writes the same file, which takes some thousandths of that."""

_PAUSE_S = 0.01


def write_whole(target: Path, data: bytes, shown: str, is_irreplaceable: bool = False) -> None:
    """Write a file so that what stands there before stays until the new one is complete.

    What is irreplaceable, a person's own work, is on the disk before it takes the old one's place, so that a machine
    that loses power has the one or the other; what can be built again is not waited for.

    Raises:
        FileTrouble: if the folder or the file cannot be written; nothing is left half done.
    """
    temporary = target.parent / f".{target.name[:40]}.{os.getpid()}.tmp"
    is_done = False
    try:
        _refuse_unwritable(target, shown)
        try:
            _write(temporary, data, is_irreplaceable)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(temporary, data, is_irreplaceable)
        temporary.replace(target)
        is_done = True
    except PermissionError as error:
        raise FileTrouble(
            f"{shown} går inte att skriva: den är öppen i ett annat program eller skrivskyddad",
            "stäng filen i Word eller PDF-läsaren och kör kommandot igen; ingenting är ändrat",
        ) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise FileTrouble(
            f"mappen {Path(shown).parent} kan inte skapas: en fil med det namnet finns redan",
            "flytta eller byt namn på filen",
        ) from error
    except OSError as error:
        raise FileTrouble(
            f"{shown} går inte att skriva ({reason(error)})", "kontrollera disk och behörighet"
        ) from error
    finally:
        if not is_done:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes, reaches_disk: bool) -> None:
    with path.open("wb") as file:
        file.write(data)
        if reaches_disk:
            file.flush()
            os.fsync(file.fileno())


@contextlib.contextmanager
def alone(target: Path, shown: str) -> Iterator[None]:
    """Keep other processes that ask for it from writing a file meanwhile; wait for one that does.

    Raises:
        FileTrouble: if nobody lets go in time, since a process that was killed left its mark, or if none can be made.
    """
    mark = target.with_name(f".{target.name}.lock")
    asked = time.monotonic()
    while not _is_marked(mark, shown):
        if time.monotonic() - asked > PATIENCE_S:
            message = f"{shown} skrivs av någon annan, eller ett avbrutet kommando har lämnat kvar {mark.name}"
            raise FileTrouble(message, f"vänta, eller ta bort {Path(shown).parent / mark.name} om inget annat pågår")
        time.sleep(_PAUSE_S)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            mark.unlink(missing_ok=True)


def _is_marked(mark: Path, shown: str) -> bool:
    """Make the mark, unless somebody has made it: of two who ask at once, one gets it (POSIX open, O_EXCL)."""
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except (FileExistsError, PermissionError) as error:
        if not mark.parent.is_dir() or not (mark.exists() or os.access(mark.parent, os.W_OK)):
            raise FileTrouble(
                f"mappen {Path(shown).parent} går inte att skriva i", "kontrollera mappens behörighet"
            ) from error
        return False  # PermissionError: on Windows, a mark that is just going away
    except OSError as error:
        message = f"{shown} går inte att skriva ({reason(error)})"
        raise FileTrouble(message, "kontrollera disk och behörighet") from error
    return True


def _refuse_unwritable(target: Path, shown: str) -> None:
    """Refuse to replace a folder, and a file that its owner has write-protected; a rename alone would not ask."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise FileTrouble(f"{shown} är en mapp; där skulle filen skrivas", "flytta eller byt namn på mappen")
    if not os.access(target, os.W_OK):
        raise PermissionError(target)
