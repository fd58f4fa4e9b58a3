"""Writing files whole or not at all: a temporary file in the same folder, then a rename."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from naravard_docs.errors import FileTrouble


def write_whole(target: Path, data: bytes, shown: str) -> None:
    """Write a file so that what stands there before stays until the new one is complete.

    Raises:
        FileTrouble: if the folder or the file cannot be written; nothing is left half done.
    """
    temporary = target.parent / f".{target.name[:40]}.{os.getpid()}.tmp"
    is_done = False
    try:
        _refuse_unwritable(target, shown)
        try:
            temporary.write_bytes(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
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
            f"{shown} går inte att skriva ({error.strerror})", "kontrollera disk och behörighet"
        ) from error
    finally:
        if not is_done:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


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
