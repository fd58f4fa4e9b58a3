"""What the files of a workspace are: their state, their hashes and which there are, each looked at once for a command.

A file is known again by its state (size, times, node and permissions), as git does it: one that was changed so lately
that a further change might leave its state alone is known by its hash only, and so is one whose state has changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from naravard_docs.limits import MEGABYTE
from naravard_docs.workspace.file_names import in_nfc

KnownState = tuple[int, int, int, int, int]
"""Size, time of the last change of what it says and of the file itself, node, and kind with permissions."""

MEETINGS, TEMPLATES, ARCHIVE, OUTPUT = "meetings", "templates", "arkiv", "output"
_RACY_NS = 3_000_000_000
"""How long ago a change must be for the next one to show in the file's times: FAT counts by two seconds."""

_MOST_HASHED = 2 * MEGABYTE
"""What is larger is known by its state only, and not at all when that has changed."""


class UncoveredError(Exception):
    """Something that an answer is made of cannot be known again, so the answer is not kept."""


class KnownFile(Struct, frozen=True, array_like=True):
    """A file as it was; ``state`` is None where it may change unseen, ``digest`` is empty for what is not there.

    ``path`` is as it lies below the workspace's folder, absolute where it lies elsewhere.
    """

    path: str
    state: KnownState | None
    digest: str


class Sources:
    """The files of one workspace as they are when a command begins."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = f"{root}{os.sep}"
        self._since = time.time_ns() - _RACY_NS
        self._folders: dict[str, dict[str, KnownState | None]] = {}
        self._states: dict[str, KnownState | None] = {}
        self._digests: dict[str, str] = {}

    def files_below(self, folder: str) -> dict[str, KnownState | None]:
        """Return each file and folder below one of the workspace's folders, by its name from the workspace.

        Raises:
            UncoveredError: if a folder cannot be listed, or if it is a link.
        """
        if folder not in self._folders:
            found = dict(self._walk(folder))
            self._folders[folder] = found
            self._states |= found
            for name, state in found.items():
                if state is not None and self._is_racy(state):
                    self._digests[name] = self._hash(name, state)
        return self._folders[folder]

    def names_below(self, folder: str) -> list[str]:
        """Return the names below a folder, those of folders with a stroke at their end."""
        return sorted(name if state else f"{name}/" for name, state in self.files_below(folder).items())

    def listed(self, folder: str) -> list[str]:
        """Return the names in a folder, none when there is no folder."""
        try:
            return sorted(entry.name for entry in self._entries(folder))
        except FileNotFoundError:
            return []

    def name_of(self, path: str) -> str:
        """Return a path as it is named here."""
        return path[len(self._prefix) :].replace(os.sep, "/") if path.startswith(self._prefix) else path

    def on_disk(self, name: str) -> str:
        """Return the path of a file that is named here."""
        return name if os.path.isabs(name) else f"{self._prefix}{name}"  # noqa: PTH117 - as above, a text

    def is_as_it_was(self, source: KnownFile) -> bool:
        """Return whether a file says what it said."""
        state = self.state(source.path)
        if state is None or not source.digest:
            return state is None and not source.digest and source.state is None
        if source.state is not None and state == source.state:
            return True
        return source.digest != state_only(source.state) and self._digest(source.path) == source.digest

    def source(self, path: str) -> KnownFile:
        """Return a file as it is now and was when the command began.

        Raises:
            UncoveredError: if it has changed since, or cannot be known again.
        """
        before, now = self.state(path), self._look(path)
        if before != now:
            raise UncoveredError(path)
        if now is None:
            return KnownFile(path, None, "")
        if not stat.S_ISREG(now[4]):
            raise UncoveredError(path)
        if not self._is_racy(now):
            return KnownFile(path, now, self._digest(path) if now[0] <= _MOST_HASHED else state_only(now))
        if path not in self._digests or now[0] > _MOST_HASHED or self._hash(path, now) != self._digests[path]:
            raise UncoveredError(path)
        return KnownFile(path, None, self._digests[path])

    def state(self, name: str) -> KnownState | None:
        """Return the state of a file when it was looked at first; None for what is not there."""
        if name not in self._states:
            self._states[name] = self._look(name)
        return self._states[name]

    def _look(self, name: str) -> KnownState | None:
        try:
            return _state_of(os.stat(self.on_disk(name)))  # noqa: PTH116 - of texts: a thousand meetings have many
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise UncoveredError(name) from error

    def _digest(self, name: str) -> str:
        if name not in self._digests:
            state = self.state(name)
            self._digests[name] = self._hash(name, state) if state is not None else ""
        return self._digests[name]

    def _hash(self, name: str, state: KnownState) -> str:
        if state[0] > _MOST_HASHED or not stat.S_ISREG(state[4]):
            return state_only(state)
        try:
            with Path(self.on_disk(name)).open("rb") as file:
                return hashlib.sha256(file.read()).hexdigest()
        except OSError as error:
            raise UncoveredError(name) from error

    def _is_racy(self, state: KnownState) -> bool:
        return max(state[1], state[2]) >= self._since

    def _walk(self, folder: str) -> Iterator[tuple[str, KnownState | None]]:
        try:
            entries = list(self._entries(folder))
        except FileNotFoundError:
            return
        for entry in entries:
            name = f"{folder}/{entry.name}"
            try:
                if entry.is_symlink() and not entry.is_file():
                    raise UncoveredError(name)
                if entry.is_dir():
                    yield name, None
                    yield from self._walk(name)
                else:
                    # not entry.stat(): on Windows what was listed lacks the node
                    yield name, _state_of(os.stat(entry.path))  # noqa: PTH116
            except OSError as error:
                raise UncoveredError(name) from error

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str]]:
        path = f"{self._prefix}{folder}"
        try:
            if os.path.islink(path):  # noqa: PTH114
                raise UncoveredError(folder)
            with os.scandir(path) as found:
                yield from found
        except FileNotFoundError:
            raise
        except OSError as error:
            raise UncoveredError(folder) from error


def state_only(state: KnownState | None) -> str:
    """Return what stands for the hash of a file that is too large to be hashed."""
    return f"{state[0]} byte" if state else ""


def digest_of_names(names: Iterable[str]) -> str:
    """Return what tells some names from all others."""
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def _state_of(found: os.stat_result) -> KnownState:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode


def lone_archives(listed: Iterable[str], stems: Collection[str]) -> list[str]:
    """Return the names of the archives that have no meeting file."""
    return [name for name in listed if in_nfc(name) not in stems]
