"""A meeting's archive: files are stored once, on the disk before anything says so, and never overwritten."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from naravard_docs.archive.listing import ArchiveListing
from naravard_docs.archive.register import (
    ARCHIVE_ADDITIONS,
    ARCHIVE_REGISTER,
    ArchivedFile,
    archive_register_bytes,
    inner_path,
    read_archive_register,
)
from naravard_docs.errors import FileAccessError, Level, Problem, shown_path
from naravard_docs.limits import HIGHEST
from naravard_docs.workspace.containment import refuse_outside, write_inside
from naravard_docs.workspace.file_names import in_nfc, path_on_disk
from naravard_docs.workspace.files import drop_leftovers_below
from naravard_docs.workspace.folders import digest_of, is_there
from naravard_docs.workspace.locks import exclusive_write
from naravard_docs.yaml.text import read_bytes

if TYPE_CHECKING:  # no model is made to look into an archive
    from naravard_docs.workspace.load import LoadedMeeting

FOLDER = "arkiv"
_REMEDY = "lägg tillbaka filen ur säkerhetskopian eller Git; den går inte att bygga igen"


class NewFile(Struct, frozen=True):
    """A file to be stored: its name, which may have folders, its bytes, and what is known of it beside its kind."""

    name: str
    data: bytes
    details: Mapping[str, str] = field(default_factory=dict)


def archive_of(loaded: LoadedMeeting) -> Archive:
    """Return a meeting's archive."""
    return Archive(loaded.workspace.root, loaded.stem)


def archives_without_meeting(workspace_root: Path, meetings: Callable[[], Collection[str]]) -> tuple[Archive, ...]:
    """Return the archives whose meeting file is missing, by name.

    ``meetings`` gives the stems of the files that there are; it is asked only where there is an archive.
    """
    try:
        names = sorted(each.name for each in (workspace_root / FOLDER).iterdir() if not each.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    stems = meetings() if names else ()
    lone = (Archive(workspace_root, in_nfc(name)) for name in names if in_nfc(name) not in stems)
    return tuple(archive for archive in lone if archive.folder.is_dir())


class Archive(Struct, frozen=True):
    """The archive of the meeting whose file has the name ``stem``, in the workspace ``workspace_root``."""

    workspace_root: Path
    stem: str

    @property
    def folder(self) -> Path:
        return path_on_disk(self.workspace_root / FOLDER, in_nfc(self.stem))

    def files(self, kind: str | None = None) -> tuple[ArchivedFile, ...]:
        """Return the files of a kind, or of all, as the register has them.

        Raises:
            FileAccessError: if the register is damaged.
        """
        return tuple(file for file in read_archive_register(self.folder) if kind in (None, file.kind))

    def read(self, file: ArchivedFile) -> bytes:
        """Return a file's bytes.

        Raises:
            FileAccessError: if they are not those that were stored, or are not there.
        """
        path = self.path_of(file)
        if not path.is_file():
            raise FileAccessError(f"arkivets fil {shown_path(path)} saknas", _REMEDY)
        data = read_bytes(path, HIGHEST.attachment_mb)
        if _sha256(data) != file.sha256:
            raise FileAccessError(f"arkivets fil {shown_path(path)} är ändrad efter att den sparades", _REMEDY)
        return data

    def path_of(self, file: ArchivedFile) -> Path:
        """Return where a file lies."""
        return path_on_disk(self.folder, file.path)

    def store(self, kind: str, name: str, data: bytes, details: Mapping[str, str] | None = None) -> ArchivedFile:
        """Store a file and return it as the register has it; it is on the disk then.

        One that is stored already, with the same name, bytes and details, is returned as it is. A name that other
        bytes have gets a number: ``path`` tells which.

        Raises:
            FileAccessError: if it cannot be stored; the register is as it was then.
        """
        return self.store_all(kind, (NewFile(name, data, details or {}),))[0]

    def store_all(self, kind: str, new: Iterable[NewFile]) -> tuple[ArchivedFile, ...]:
        """Store files of one kind, all or none of them, as ``store`` does with one.

        Raises:
            FileAccessError: if one cannot be stored; the register is as it was then.
        """
        return self.store_lacking(kind, lambda _: new)

    def store_lacking(
        self, kind: str, lacking: Callable[[tuple[ArchivedFile, ...]], Iterable[NewFile]], needs_lock: bool = True
    ) -> tuple[ArchivedFile, ...]:
        """Store what ``lacking`` asks for when it is told what is stored, while nobody else stores anything.

        Without ``needs_lock``, what can be stored once more if it is lost is stored on disks that have no locks, too.

        Raises:
            FileAccessError: as ``store_all``.
        """
        with self.locked(needs_lock):
            listing = self.begun()
            earlier = tuple(listing.files)
            stored = tuple(self.put(kind, each, listing) for each in lacking(earlier))
            if len(listing.files) > len(earlier):
                self._write_register(listing)
        return stored

    def fold(self) -> None:
        """Move the register's additions into it.

        Raises:
            FileAccessError: if it cannot be written; the additions stay.
        """
        if is_there(self.additions):
            with self.locked():
                self._write_register(self.begun())

    @property
    def additions(self) -> Path:
        """The file that lists what was stored since the register was written."""
        return self.folder / ARCHIVE_ADDITIONS

    @contextlib.contextmanager
    def locked(self, needs_lock: bool = True) -> Iterator[None]:
        """Keep others from storing anything meanwhile."""
        refuse_outside(self.workspace_root / FOLDER, (self.folder, self.additions))
        with exclusive_write(self.folder / ARCHIVE_REGISTER, needs_lock):
            yield

    def faults(self) -> Iterator[Problem]:
        """Yield what differs from the register: files that are missing, changed, or not in it (a warning).

        Raises:
            FileAccessError: if the register is damaged.
        """
        listed = {file.path: file for file in self.files()}
        for _, file in sorted(listed.items()):
            path = self.path_of(file)
            if not path.is_file():
                yield Problem(f"arkivets fil {shown_path(path)} saknas", _REMEDY)
            elif digest_of(path) != file.sha256:
                yield Problem(f"arkivets fil {shown_path(path)} är ändrad efter att den sparades", _REMEDY)
        yield from self._unlisted({*listed, ARCHIVE_REGISTER, ARCHIVE_ADDITIONS})

    def _unlisted(self, listed: set[str]) -> Iterator[Problem]:
        for path in sorted(self.folder.rglob("*")):
            name = in_nfc(path.relative_to(self.folder).as_posix())
            if path.is_file() and name not in listed and not path.name.startswith("."):
                message = f"filen {shown_path(path)} står inte i arkivets register"
                yield Problem(message, "flytta den, om den inte hör hit", level=Level.WARNING)

    def begun(self) -> ArchiveListing:
        """Return what the register lists; a new archive has an empty one before its first file is written."""
        drop_leftovers_below(self.folder)
        files = self.files()
        if not is_there(self.folder / ARCHIVE_REGISTER):
            self._write(ARCHIVE_REGISTER, archive_register_bytes(()))
        return ArchiveListing(files)

    def put(self, kind: str, new: NewFile, listing: ArchiveListing) -> ArchivedFile:
        """Write a file unless its bytes are stored already, and list it unless it is; the lock must be held."""
        digest, name = _sha256(new.data), in_nfc(inner_path(new.name))
        same = listing.of_digest(digest)
        path = same.path if same else self._path_for(name, digest, listing)
        file = ArchivedFile(name, kind, digest, len(new.data), path, new.details)
        if same is not None:
            self.read(same)  # a file that was changed is no copy of this one
        elif not is_there(self.folder / path):
            self._write(path, new.data)
        listing.add(file)
        return file

    def _path_for(self, name: str, digest: str, listing: ArchiveListing) -> str:
        """Return where a file can lie: by its name, with a number when other bytes have that."""
        pure = PurePosixPath(name)
        others = (str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}")) for number in count(2))
        return next(
            each for each in chain((name,), others) if not listing.has_path(each) and self._is_free(each, digest)
        )

    def _is_free(self, name: str, digest: str) -> bool:
        """Return whether nothing lies there, or just these bytes, which a crash left without listing them."""
        path = self.folder / name
        return not is_there(path) or (path.is_file() and digest_of(path) == digest)

    def _write_register(self, listing: ArchiveListing) -> None:
        self._write(ARCHIVE_REGISTER, archive_register_bytes(listing.files))
        self.additions.unlink(missing_ok=True)

    def _write(self, name: str, data: bytes) -> None:
        write_inside(self.workspace_root / FOLDER, self.folder / name, data, is_irreplaceable=True)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
