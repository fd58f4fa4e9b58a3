"""Writing files whole or not at all: a temporary file in the same folder, then a rename.

What takes a file's place has its permissions, and a link stays a link: what it leads to is written. All goes through
``os``, a call for each step, so that tests can have any of them fail.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.libraries.host import is_too_long, is_windows, name_fault, patiently
from naravard_docs.swedish import system_reason
from naravard_docs.workspace.folders import is_there, root_containing

_LONGEST_NAME = 40
_LEFTOVER = re.compile(r"(\..*\.)[0-9a-f]{12}\.tmp", re.DOTALL)
_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(target: Path, data: bytes, is_irreplaceable: bool = False, like: Path | None = None) -> None:
    """Write a file so that what stands there before stays until the new one is complete.

    What is irreplaceable, a person's own work, is on the disk before it takes the old one's place, so that a machine
    that loses power has the one or the other; what can be built again is not waited for.

    Raises:
        FileAccessError: if the folder or the file cannot be written, or if it is a link that leads out of the
            workspace; nothing is left half done.
    """
    named, target = target, link_target(target)
    temporary = target.parent / f"{_leftover_prefix(target)}{os.urandom(6).hex()}.tmp"
    is_done = False
    _refuse_unusable(named)
    try:
        earlier = _writable(target) or (like.stat() if like and is_there(like) else None)
        try:
            _write(temporary, data, is_irreplaceable, earlier)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(temporary, data, is_irreplaceable, earlier)
        patiently(lambda: temporary.replace(target))
        is_done = True
    except PermissionError as error:
        raise FileAccessError(
            f"{shown_path(named)} går inte att skriva: den är öppen i ett annat program eller skrivskyddad",
            "stäng filen i Word eller PDF-läsaren och kör kommandot igen; ingenting är ändrat",
        ) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise FileAccessError(
            f"mappen {shown_path(named.parent)} kan inte skapas: en fil med det namnet finns redan",
            "flytta eller byt namn på filen",
        ) from error
    except OSError as error:
        _refuse_too_long(named, error)
        raise FileAccessError(
            f"{shown_path(named)} går inte att skriva ({system_reason(error)})", "kontrollera disk och behörighet"
        ) from error
    finally:
        if not is_done:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _refuse_unusable(target: Path) -> None:
    """Refuse a name that Windows has for itself, where this is Windows."""
    if is_windows() and (why := name_fault(target.name) or name_fault(target.parent.name)):
        raise FileAccessError(
            f"{shown_path(target)} kan inte skrivas: namnet {why}", "byt namn på det filen är döpt efter"
        )


def _refuse_too_long(target: Path, error: OSError) -> None:
    """Say that a path is too long, where that is why Windows did not find it."""
    whole = target.absolute()
    if is_windows() and is_too_long(whole):
        message = (
            f"{shown_path(target)} går inte att skriva: sökvägen har {len(str(whole))} tecken, och Windows tar 259"
        )
        remedy = (
            "flytta arbetsytan närmare enhetens rot, till exempel C:\\protokoll, eller ge mötesfilen ett kortare namn"
        )
        raise FileAccessError(message, remedy) from error


def link_target(target: Path) -> Path:
    """Return the file that is written when one asks for ``target``: the one that it leads to when it is a link.

    Why only within the workspace: a link can come with files from others, and what it leads to is not theirs to choose.

    Raises:
        FileAccessError: if it leads out of the workspace that its folder lies in.
    """
    if not target.is_symlink():
        return target
    real = Path(os.path.realpath(target))
    if not real.is_relative_to(root_containing(target.parent).resolve()):
        raise FileAccessError(
            f"{shown_path(target)} är en länk som leder ut ur arbetsytan, till {real}, och dit skrivs inget",
            "ersätt länken med en fil, eller lägg filen som den leder till i arbetsytan",
        )
    return real


def drop_leftovers(target: Path) -> None:
    """Take away what writers of a file that were killed have left beside it; its lock must be held."""
    with contextlib.suppress(OSError):
        for path in target.parent.iterdir():
            if path.name.startswith(_leftover_prefix(target)) and path.name.endswith(".tmp"):
                path.unlink(missing_ok=True)


def drop_leftovers_below(folder: Path) -> None:
    """Take away what writers that were killed have left in a folder of built files; its lock must be held."""
    with contextlib.suppress(OSError):
        for path in folder.rglob(".*.tmp"):
            path.unlink(missing_ok=True)


def drop_leftovers_of(targets: Iterable[Path]) -> None:
    """Take away what writers of some files that were killed have left beside them, and no other file."""
    beside: dict[Path, set[str]] = {}
    for target in targets:
        beside.setdefault(target.parent, set()).add(_leftover_prefix(target))
    for folder, prefixes in beside.items():
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if (left := _LEFTOVER.fullmatch(path.name)) and left[1] in prefixes:
                    path.unlink(missing_ok=True)


def write_all(descriptor: int, data: bytes) -> None:
    """Write bytes to an open file; the system may take them in parts."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _leftover_prefix(target: Path) -> str:
    return f".{target.name[:_LONGEST_NAME]}."


def _write(path: Path, data: bytes, reaches_disk: bool, earlier: os.stat_result | None) -> None:
    """Write a new file, with owner and permissions of one that is there, else as the user's settings have it."""
    mode = 0o600 if earlier else 0o666  # nobody who may not read the old file reads the new one meanwhile
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        if earlier is not None:
            _give(descriptor, earlier)
        write_all(descriptor, data)
        if reaches_disk:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _give(descriptor: int, earlier: os.stat_result) -> None:
    """Give a file the owner, as far as one may, and the permissions of another."""
    if hasattr(os, "fchown"):  # not on Windows, where what is in a folder has the folder's permissions
        now = os.fstat(descriptor)
        if (now.st_uid, now.st_gid) != (earlier.st_uid, earlier.st_gid):
            with contextlib.suppress(OSError):
                os.fchown(descriptor, earlier.st_uid, earlier.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(earlier.st_mode))


def _writable(target: Path) -> os.stat_result | None:
    """Return what is known of the file that is there, None when there is none.

    A folder, or a file that its owner has write-protected, is refused; a rename alone would not ask.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        message = f"{shown_path(target)} är en mapp; där skulle filen skrivas"
        raise FileAccessError(message, "flytta eller byt namn på mappen")
    if not stat.S_ISREG(found.st_mode):
        message = f"{shown_path(target)} är ingen vanlig fil, så den skrivs inte över"
        raise FileAccessError(message, "ange ett annat namn")
    if not os.access(target, os.W_OK):
        raise PermissionError(target)
    return found
