"""What a register lists, so that a file is found in it at once however many there are."""

from __future__ import annotations

from collections.abc import Iterable

from naravard_docs.archive.register import ARCHIVE_ADDITIONS, ARCHIVE_REGISTER, ArchivedFile


class ArchiveListing:
    """The files of a register, in order, to which others are added."""

    def __init__(self, files: Iterable[ArchivedFile] = ()) -> None:
        self.files: list[ArchivedFile] = []
        self._identities: set[tuple[object, ...]] = set()
        self._by_digest: dict[str, ArchivedFile] = {}
        self._paths = {ARCHIVE_REGISTER, ARCHIVE_ADDITIONS}
        for file in files:
            self.add(file)

    def add(self, file: ArchivedFile) -> None:
        """List a file, unless the very same is listed."""
        if file.identity not in self._identities:
            self.files.append(file)
            self._identities.add(file.identity)
            self._by_digest.setdefault(file.sha256, file)
            self._paths.add(file.path.casefold())

    def of_digest(self, digest: str) -> ArchivedFile | None:
        """Return the first file with some bytes, by their hash."""
        return self._by_digest.get(digest)

    def has_path(self, path: str) -> bool:
        """Return whether a file lies there, on disks that take capitals and small letters for the same, too."""
        return path.casefold() in self._paths
