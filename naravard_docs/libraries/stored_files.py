"""Files that are made and not yet written: many of them lie in a temporary file of the system's, not in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO

MOST_IN_MEMORY = 16 * 1024 * 1024


class StoredFiles(Mapping[str, bytes]):
    """Files by their names, in the order in which they came.

    The temporary file has no name and is its user's alone; the system takes it away when the program ends, however it
    ends. What is quickly made of other files is made when it is asked for.
    """

    def __init__(self) -> None:
        self._made: dict[str, Callable[[], bytes]] = {}
        self._in_memory = 0
        self._file: IO[bytes] | None = None

    def put(self, name: str, data: bytes) -> None:
        """Hold a file."""
        if self._in_memory + len(data) <= MOST_IN_MEMORY:
            self._in_memory += len(data)
            self._made[name] = lambda: data
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the files are
        at, size = self._file.seek(0, 2), len(data)
        self._file.write(data)
        self._made[name] = lambda: self._read(at, size)

    def put_made(self, name: str, make: Callable[[], bytes]) -> None:
        """Hold what makes a file whenever it is asked for, the same each time."""
        self._made[name] = make

    def put_all(self, files: Mapping[str, bytes]) -> None:
        """Hold files of another collection."""
        for name, data in files.items():
            self.put(name, data)

    def renamed(self, name_of: Callable[[str], str]) -> StoredFiles:
        """Return the same files by other names."""
        others = StoredFiles()
        others._made = {name_of(name): make for name, make in self._made.items()}
        return others

    def __getitem__(self, name: str) -> bytes:
        return self._made[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def _read(self, at: int, size: int) -> bytes:
        if self._file is None:
            raise RuntimeError
        self._file.seek(at)
        return self._file.read(size)
