"""Keeping two dispatches of one letter apart: a file that only one of them can make."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from naravard_docs.errors import FileTrouble
from naravard_docs.swedish import reason


@contextlib.contextmanager
def locked(path: Path, shown: str, when: datetime) -> Iterator[None]:
    """Hold the lock while sending; the file says who holds it.

    Raises:
        FileTrouble: if somebody else holds it, or a dispatch that was killed has left it behind.
    """
    holder = f"process {os.getpid()} på {socket.gethostname()}, sedan {when.isoformat(timespec='seconds')}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # O_EXCL: of two who ask at once, one gets the file (POSIX open; it holds on network disks too, NFS from 3)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError as error:
        raise FileTrouble(
            f"ett annat utskick av samma brev pågår ({_holder(path)})",
            f"vänta tills det är klart; har det avbrutits och inget pågår, ta bort {shown} och kör igen",
        ) from error
    except OSError as error:
        raise FileTrouble(
            f"{shown} går inte att skriva ({reason(error)})", "kontrollera disk och behörighet"
        ) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(holder.encode())
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _holder(path: Path) -> str:
    try:
        return " ".join(path.read_text("utf-8", errors="replace").split()) or "okänt av vem"
    except OSError:
        return "okänt av vem"
