"""Appending to a file of lines so that they are on the disk, all or none, whatever was cut off before."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from naravard_docs.libraries.host import patiently

_BINARY = getattr(os, "O_BINARY", 0)
_STEP = 4096


def append_whole(path: Path, lines: bytes, heading: bytes, mended: Callable[[bytes], bytes]) -> None:
    """Put lines at the end of a file and return when they are on the disk; a file that is empty gets the heading first.

    A last line without its end is replaced by what ``mended`` makes of it.

    Raises:
        OSError: if they cannot be written; the file is then as it was, as far as the disk allows.
    """
    is_new = not path.exists()
    descriptor = patiently(lambda: os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o666))
    try:
        end = _torn_end_of(descriptor)
        whole = os.fstat(descriptor).st_size - len(end)
        data = (b"" if whole else heading) + (mended(end) if end else b"") + lines
        if end:
            os.ftruncate(descriptor, whole)
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        except OSError:
            _take_back(descriptor, whole, len(data))
            raise
    finally:
        os.close(descriptor)
    if is_new:
        _sync_folder(path.parent)


def torn_end(data: bytes) -> bytes:
    """Return the last line when it has no end, else nothing."""
    return data[data.rfind(b"\n") + 1 :]


def _torn_end_of(descriptor: int) -> bytes:
    """Return the last line of an open file when it has no end, else nothing; no more of the file is read than that."""
    at, end = os.fstat(descriptor).st_size, b""
    while at > 0 and b"\n" not in end:
        start = max(0, at - _STEP)
        os.lseek(descriptor, start, os.SEEK_SET)
        end = os.read(descriptor, at - start) + end
        at = start
    return torn_end(end)


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _take_back(descriptor: int, length: int, added: int) -> None:
    """Cut off what was written of lines that did not get in whole, unless somebody has written after them."""
    with contextlib.suppress(OSError):
        if os.fstat(descriptor).st_size <= length + added:
            os.ftruncate(descriptor, length)


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk too; Windows does it by itself and refuses to be asked."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
