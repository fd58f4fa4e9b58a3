"""Which files are opened while something works, so that its answer can be known to be of those files.

Python tells of each file that it opens and each folder that it lists (PEP 578); what is kept in memory of a file that
was read before is noted by whoever keeps it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class OpenedFiles:
    """What was opened, by absolute paths: files to read or to write, folders to be listed.

    ``had_trouble`` is whether the system could not read a file that is there: it may be able to the next time.
    """

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.listed: set[str] = set()
        self.written: set[str] = set()
        self.had_trouble = False


_WATCHING: list[OpenedFiles] = []


@contextmanager
def watch_opened_files() -> Iterator[OpenedFiles]:
    """Note each file that is opened, and each folder that is listed, for as long as something works with it."""
    _listen()
    opened = OpenedFiles()
    _WATCHING.append(opened)
    try:
        yield opened
    finally:
        _WATCHING.remove(opened)


def note_read(path: str | os.PathLike[str]) -> None:
    """Note that what a file says is used, by whoever has it in memory."""
    if _WATCHING:
        name = _absolute(path)
        for opened in _WATCHING:
            opened.read.add(name)


def note_trouble() -> None:
    """Note that the system could not read a file, by whoever goes on without it."""
    for opened in _WATCHING:
        opened.had_trouble = True


@cache
def _listen() -> None:
    sys.addaudithook(_heard)  # it is told once, since it never stops


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _WATCHING:
        return
    if event == "open":
        _opened(arguments[0], arguments[2])
    elif event in ("os.listdir", "os.scandir") and not isinstance(arguments[0], int):
        listed = _absolute(arguments[0] or ".")
        for opened in _WATCHING:
            opened.listed.add(listed)


def _opened(path: Any, flags: int) -> None:
    if isinstance(path, int):
        return
    name = _absolute(path)
    for opened in _WATCHING:
        (opened.written if flags & _WRITING else opened.read).add(name)


def _absolute(path: str | bytes | os.PathLike[str]) -> str:
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - as it is named: links are not followed
