"""Storing one file after another, each on the disk and listed before the next, in time that does not grow with them.

Why: a register of thousands of files takes long to write. What is stored meanwhile is listed by lines beside it, which
go into it when all is done (``Archive.fold``), or when anybody else stores something.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from naravard_docs.archive.archive import Archive, NewFile
from naravard_docs.archive.listing import ArchiveListing
from naravard_docs.archive.register import ARCHIVE_REGISTER, ArchivedFile, additions_bytes
from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.libraries.line_file import append_whole
from naravard_docs.swedish import system_reason
from naravard_docs.workspace.folders import FileState, state_of


class Keeps(Protocol):
    """What stores a file, and returns it as the register has it."""

    def store(self, kind: str, name: str, data: bytes, details: Mapping[str, str] | None = None) -> ArchivedFile: ...


class ArchiveWriter:
    """Stores files in an archive, a few at a time; it knows what is listed until somebody else changes that."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._listing: ArchiveListing | None = None
        self._state: tuple[FileState | None, FileState | None] = (None, None)

    @contextlib.contextmanager
    def together(self) -> Iterator[Keeps]:
        """Provide what stores files; all that it has stored is on the disk and listed when this is left.

        Raises:
            FileAccessError: if one cannot be stored; none of them is listed then.
        """
        with self.archive.locked():
            listing = self._listing
            if listing is None or self._state != self._state_now():
                listing = self.archive.begun()
            self._listing, known = None, len(listing.files)
            yield _Batch(self.archive, listing)
            self._append(listing.files[known:])
            self._listing, self._state = listing, self._state_now()

    def _append(self, files: list[ArchivedFile]) -> None:
        path = self.archive.additions
        try:
            if files:
                append_whole(path, additions_bytes(files), b"", lambda _: b"")
        except OSError as error:
            message = f"arkivets register {shown_path(path)} går inte att skriva ({system_reason(error)})"
            raise FileAccessError(message, "kontrollera disk och behörighet") from error

    def _state_now(self) -> tuple[FileState | None, FileState | None]:
        """Return what tells that register and additions are as they were: those who write them hold the lock."""
        return _state(self.archive.folder / ARCHIVE_REGISTER), _state(self.archive.additions)


class _Batch:
    def __init__(self, archive: Archive, listing: ArchiveListing) -> None:
        self._archive, self._listing = archive, listing

    def store(self, kind: str, name: str, data: bytes, details: Mapping[str, str] | None = None) -> ArchivedFile:
        return self._archive.put(kind, NewFile(name, data, details or {}), self._listing)


def _state(path: Path) -> FileState | None:
    try:
        return state_of(path.stat())
    except FileNotFoundError:
        return None
