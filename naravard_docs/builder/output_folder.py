"""A folder of built files: written under one lock, with its manifest, and so that nobody's own work is lost.

Nothing is written outside the folder that it lies below. What was changed by hand after it was built is put aside.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path, PurePosixPath

from msgspec import Struct

from naravard_docs.builder.manifest import MANIFEST, Manifest, as_bytes, read_manifest, sha256
from naravard_docs.builder.options import HIDDEN, MAILS, REPORT_SUFFIX
from naravard_docs.errors import FileAccessError, Level, Problem, shown_path
from naravard_docs.libraries.host import patiently
from naravard_docs.workspace.containment import refuse_outside, write_inside
from naravard_docs.workspace.folders import digest_of
from naravard_docs.workspace.locks import exclusive_write_if_possible


class OutputFolder(Struct, frozen=True):
    """A folder below ``root``, which nothing is written outside of; ``source`` is what it is built of, in words."""

    root: Path
    name: str
    source: str = "mötesfilen"

    @property
    def path(self) -> Path:
        return self.root / self.name

    def shown_files(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the folder's files of these names as messages show them."""
        return tuple(shown_path(self.path / name) for name in names)

    def refuse_outside(self, names: Iterable[str] = ()) -> None:
        """Refuse a folder that leads out of its root, or has files or a manifest that do.

        Raises:
            FileAccessError: naming the first of them.
        """
        first = self.root / self.name.split("/")[0]
        refuse_outside(self.root, (first, *(self.path / name for name in (*names, MANIFEST))))

    @contextlib.contextmanager
    def locked(self, names: Iterable[str]) -> Iterator[LockedFolder]:
        """Keep others from writing the folder while files of these names are written and its manifest is renewed.

        Raises:
            FileAccessError: if it leads out of its root, or if its manifest cannot be read.
        """
        self.refuse_outside(names)
        with exclusive_write_if_possible(self.path) as doubts:
            yield LockedFolder(self, read_manifest(self.path), doubts)


class LockedFolder(Struct, frozen=True):
    """An output folder that nobody else writes: ``earlier`` is its manifest, ``doubts`` tell if it has no lock."""

    folder: OutputFolder
    earlier: Manifest | None
    doubts: tuple[Problem, ...]

    def write(
        self, files: Mapping[str, bytes], manifest: Manifest, keeps_unlisted: bool = False
    ) -> tuple[Problem, ...]:
        """Write files, each whole, and the manifest last; return warnings of what was put aside.

        An audit's report of what becomes another file goes. With ``keeps_unlisted``, a file that no manifest lists is
        taken for somebody's own too.

        Raises:
            FileAccessError: if a file cannot be written or put aside.
        """
        put_aside = tuple(self._put_aside(files, keeps_unlisted))
        for name, data in chain(files.items(), ((MANIFEST, as_bytes(manifest)),)):
            target = self.folder.path / name
            drop_old_report(target, data)
            write_inside(self.folder.root, target, data)
        return put_aside

    def drop_unsorted(self, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
        """Take away drafts that lie where those of all ways of sending lay, and return warnings of those that stay.

        One stays when it was changed by hand.
        """
        made = {PurePosixPath(name).name for name in files}
        changed: list[str] = []
        for entry in self.earlier.files if self.earlier else ():
            path, is_of_one_way = self.folder.path / entry.name, entry.is_to_one or entry.name.endswith(HIDDEN)
            if f"{MAILS}{path.name}" != entry.name or not is_of_one_way or path.name not in made or not path.is_file():
                continue
            if sha256(path.read_bytes()) == entry.sha256:
                with contextlib.suppress(OSError):
                    path.unlink()
            else:
                changed.append(shown_path(path))
        message = "är ett äldre utkast som är ändrat för hand, och skickas inte"
        remedy = (
            "utkasten ligger nu i en mapp för varje sätt att skicka; för in ändringen i mötesfilen, eller ta bort den"
        )
        return tuple(Problem(f"{name} {message}", remedy, level=Level.WARNING) for name in changed)

    def _put_aside(self, files: Mapping[str, bytes], keeps_unlisted: bool) -> Iterator[Problem]:
        """Put aside what was changed by hand after it was built, and say so: a rebuild overwrites nobody's work."""
        built = {entry.name: entry.sha256 for entry in self.earlier.files} if self.earlier else {}
        unlisted = {name: "" for name in files if name not in built} if keeps_unlisted else {}
        for name, digest in {**built, **unlisted}.items():
            target, new = self.folder.path / name, files.get(name)
            if new is None or not target.is_file() or digest_of(target) in (digest, sha256(new)):
                continue
            aside = self._moved(target)
            message = f"{shown_path(target)} var ändrad efter att den byggdes; den är sparad som {aside.name}"
            remedy = f"för in ändringarna i {self.folder.source}, eller ta bort kopian"
            yield Problem(message, remedy, level=Level.WARNING)

    def _moved(self, target: Path) -> Path:
        """Move a file to a name that is free, and return that."""
        aside = _free_name(target)
        try:
            if target.is_symlink():  # the link stays, and what it leads to is written
                write_inside(self.folder.path, aside, target.read_bytes())
            else:
                patiently(lambda: target.rename(aside))
        except OSError as error:
            told = f"{shown_path(target)} är ändrad efter att den byggdes, och går inte att flytta undan"
            raise FileAccessError(told, "stäng filen i andra program och kör kommandot igen") from error
        return aside


def drop_old_report(target: Path, data: bytes) -> None:
    """Take away the report of an audit when the file that it judged is about to become another."""
    report = target.with_name(target.name + REPORT_SUFFIX)
    if report.is_file() and not (target.is_file() and digest_of(target) == sha256(data)):
        report.unlink()


def _free_name(target: Path) -> Path:
    numbers = ("", *(f"-{n}" for n in range(2, 1000)))
    names = (target.with_name(f"{target.stem}-andrad{number}{target.suffix}") for number in numbers)
    return next(name for name in names if not name.exists())
