"""Keeping two dispatches of one letter apart: a file that only one of them can make."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from naravard_docs.errors import FileTrouble
from naravard_docs.swedish import reason

_HOLDER = re.compile(r"process (?P<pid>[0-9]+) på (?P<host>.+), sedan (?P<since>\S+)\s*")


@contextlib.contextmanager
def locked(path: Path, shown: str, when: datetime) -> Iterator[None]:
    """Hold the lock while sending; the file says who holds it.

    What a dispatch that was killed on this machine has left behind is taken over.

    Raises:
        FileTrouble: if somebody else holds it, or a dispatch that was killed on another machine has left it behind.
    """
    holder = f"process {os.getpid()} på {socket.gethostname()}, sedan {when.isoformat(timespec='seconds')}\n".encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # O_EXCL: of two who ask at once, one gets the file (POSIX open; it holds on network disks too, NFS from 3)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError as error:
        if not _taken_over(path, holder):
            raise FileTrouble(
                f"ett annat utskick av samma brev pågår ({_told(path)})",
                f"vänta tills det är klart; har det avbrutits och inget pågår, ta bort {shown} och kör igen",
            ) from error
    except OSError as error:
        raise FileTrouble(
            f"{shown} går inte att skriva ({reason(error)})", "kontrollera disk och behörighet"
        ) from error
    else:
        with os.fdopen(descriptor, "wb") as file:
            file.write(holder)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _taken_over(path: Path, holder: bytes) -> bool:
    """Make the file this process's own if the one that it names is dead on this machine, and say whether it did.

    Of two who ask at once one gets it: the file is written anew in place while the system's own lock on it is held,
    and who gets that lock later finds a living process named, or a file that is no longer there by its name.
    """
    if sys.platform == "win32":  # a process cannot be asked there whether it lives without being told something
        return False
    import fcntl

    try:
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(file.fileno()), path.stat()) or not _is_dead(file.read().decode()):
                return False
            file.seek(0)
            file.write(holder)
            file.truncate()
            return True
    except (OSError, UnicodeDecodeError):
        return False


def _is_dead(holder: str) -> bool:
    """Whether the process that a lock names has been on this machine and is no more."""
    named = _HOLDER.fullmatch(holder)
    if named is None or named["host"] != socket.gethostname():
        return False
    try:
        os.kill(int(named["pid"]), 0)  # signal 0 only asks (POSIX kill)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _told(path: Path) -> str:
    """Give who holds the lock, and since when by this machine's clock: «sedan 2021-04-26 kl. 09.15, process 7 på a»."""
    try:
        text = path.read_text("utf-8", errors="replace")
        named = _HOLDER.fullmatch(text)
        if named is None:
            return "okänt av vem"
        since = datetime.fromisoformat(named["since"]).astimezone()
    except (OSError, ValueError):
        return "okänt av vem"
    return f"sedan {since:%Y-%m-%d kl. %H.%M}, process {named['pid']} på {named['host']}"
