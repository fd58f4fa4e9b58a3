"""Writing files whole or not at all: a temporary file in the same folder, then a rename."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from naravard_docs.errors import FileTrouble


def write_whole(target: Path, data: bytes, shown: str) -> None:
    """Write a file so that what stands there before stays until the new one is complete.

    Raises:
        FileTrouble: if the folder or the file cannot be written; nothing is left half done.
    """
    temporary: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise FileTrouble(f"{shown} är en mapp; där skulle filen skrivas", "flytta eller byt namn på mappen")
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        _writable(target)
        Path(temporary).replace(target)
        temporary = None
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
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _writable(target: Path) -> None:
    """Refuse to replace a file that its owner has write-protected; a rename alone would not ask."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(target)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
