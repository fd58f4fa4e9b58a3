"""Answers that were given before: found while all that they were made of is as it was, else made and kept.

What an answer is made of is not told by whoever makes it but seen: every file that is opened meanwhile, which files
there are in the workspace, all of templates/ and all attachments. What cannot be seen is not kept.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct, field

from naravard_docs.cache.program import is_programs, is_searched, program_digest
from naravard_docs.cache.sources import (
    ARCHIVE,
    MEETINGS,
    OUTPUT,
    TEMPLATES,
    KnownFile,
    Sources,
    UncoveredError,
    digest_of_names,
    lone_archives,
)
from naravard_docs.cache.store import is_wanted, read_kept, write_kept
from naravard_docs.libraries.opened_files import OpenedFiles, note_read, watch_opened_files
from naravard_docs.workspace.file_names import in_nfc, stem_of

T = TypeVar("T")
_YAML = (".yaml", ".yml")
_ANSWERS = f"{MEETINGS}/svar"
_SCHEMA_LINE = re.compile(rb"^# yaml-language-server: \$schema=[\w./:%-]+\r?$", re.MULTILINE)
_LEADS_ELSEWHERE = re.compile(rb"\.\.[/\\]|\\[xuU]0*2[eEfF]|(?:^|[\s\"'\[{(,:])(?:/\S|[A-Za-z]:[/\\])", re.MULTILINE)
"""What may be a path to a file that is not in meetings/; whether such a file is there is not seen."""


class Dated(Struct, Generic[T], frozen=True):
    """An answer that is made now, with the first and the last day on which it is the answer; None is no bound.

    One that is not to be kept (``is_kept``) is the answer this time only.
    """

    answer: T
    first: date | None = None
    last: date | None = None
    is_kept: bool = True


class _Entry(Struct, array_like=True):
    sources: list[KnownFile]
    stems: list[str]
    own_names: str
    first: date | None
    last: date | None
    answer: msgspec.Raw


class _Kept(Struct, array_like=True):
    program: str
    names: str
    shared: list[KnownFile]
    entries: dict[str, _Entry] = field(default_factory=dict)


class Answers(Generic[T]):
    """Answers of one kind about one workspace, as the user stands; to be saved when all that is asked for is made.

    ``own_folders`` are where each meeting has a folder that answers are made of. At ``most`` so many are kept.
    """

    def __init__(
        self, kind: str, root: Path, form: Any, own_folders: tuple[str, ...] = (ARCHIVE, OUTPUT), most: int = 20_000
    ) -> None:
        self.sources = Sources(root)
        self._own_folders, self._most = own_folders, most
        self._decoder = msgspec.msgpack.Decoder(form, dec_hook=_read_path)
        self._name = hashlib.sha256(f"{root}\0{Path.cwd()}\0{kind}".encode("utf-8", "surrogateescape")).hexdigest()
        self._kept: _Kept | None = None
        self._has_new = False
        self._own_digests: dict[str, str] = {}
        self._own_entries: dict[str, dict[str, list[str]]] = {}
        if is_wanted(os.environ) and not is_programs(str(root)):
            with suppress(UncoveredError, OSError):
                self._kept = self._read()

    def found(self, name: str, today: date | None = None) -> T | None:
        """Return the answer that was kept by a name, None when anything is not as it was."""
        entry = self._kept.entries.get(name) if self._kept else None
        if entry is None or not _is_told_on(entry, today):
            return None
        try:
            if not all(map(self.sources.is_as_it_was, entry.sources)) or entry.own_names != self._names(entry.stems):
                return None
            answer: T = self._decoder.decode(entry.answer)
        except (UncoveredError, ValueError, OSError):
            return None
        for source in entry.sources:  # whoever has asked for this answer is of the same files
            note_read(self.sources.on_disk(source.path))
        return answer

    def made(self, name: str, make: Callable[[], Dated[T]], stem: str | None = None, today: date | None = None) -> T:
        """Return the answer that was kept by a name, or else make it and keep it; what is raised is not kept.

        ``stem`` is of the meeting that is asked about, ``today`` the day of the answer.
        """
        if self._kept is None:
            return make().answer
        if (known := self.found(name, today)) is not None:
            return known
        with watch_opened_files() as opened:
            made = make()
        self._keep(name, made, opened, {stem} if stem else set())
        return made.answer

    def keep_of(self, name: str, answer: T, path: Path) -> None:
        """Keep an answer that was made of one file and templates/ alone."""
        opened = OpenedFiles()
        opened.read.add(str(path.absolute()))
        self._keep(name, Dated(answer), opened, set())

    def save(self) -> None:
        """Write what is new where it is kept; nothing is written when nothing is."""
        if self._kept is None or not self._has_new:
            return
        entries = self._kept.entries
        there = [name for name, each in entries.items() if not each.sources or self._is_there(each.sources[0])]
        self._kept.entries = {name: entries[name] for name in there[-self._most :]}
        with suppress(ValueError, TypeError):
            self._has_new = not write_kept(self._name, msgspec.msgpack.encode(self._kept))

    def _is_there(self, source: KnownFile) -> bool:
        with suppress(UncoveredError):
            return self.sources.state(source.path) is not None
        return False

    def _read(self) -> _Kept:
        now = _Kept(program_digest(os.environ), self._common_names(), [])
        kept = None
        if (data := read_kept(self._name)) is not None:
            with suppress(ValueError):
                kept = msgspec.msgpack.decode(data, type=_Kept)
        if kept is not None and self._is_current(kept, now):
            return kept
        now.shared = [self.sources.source(name) for name in self._shared_files()]
        return now

    def _is_current(self, kept: _Kept, now: _Kept) -> bool:
        return (
            (kept.program, kept.names) == (now.program, now.names)
            and {each.path for each in kept.shared} == set(self._shared_files())
            and all(map(self.sources.is_as_it_was, kept.shared))
        )

    def _shared_files(self) -> list[str]:
        """Return what all answers may be made of: templates, and what meetings attach, show or name."""
        found = self.sources.files_below(TEMPLATES)
        shared = [name for name, state in found.items() if state is not None]
        if not self._own_folders:
            return shared
        of_meetings = self.sources.files_below(MEETINGS).items()
        return shared + [name for name, state in of_meetings if state is not None and not _is_read_whole(name)]

    def _common_names(self) -> str:
        """Return what tells which files there are, but for those of a meeting's own folders."""
        if not self._own_folders:
            return ""
        names = [each for folder in (MEETINGS, TEMPLATES) for each in self.sources.names_below(folder)]
        stems = {stem_of(PurePath(each)) for each in names if _is_meeting(each)}
        for archive in lone_archives(self.sources.listed(ARCHIVE), stems):
            names += self._below_entry(ARCHIVE, archive)
        return digest_of_names(names)

    def _below_entry(self, parent: str, name: str) -> list[str]:
        """Return the names of something in a folder and of all below it."""
        path = f"{parent}/{name}"
        mode = os.lstat(self.sources.on_disk(path)).st_mode
        if stat.S_ISLNK(mode):
            raise UncoveredError(path)
        return [path, *(self.sources.names_below(path) if stat.S_ISDIR(mode) else ())]

    def _names(self, stems: Iterable[str]) -> str:
        """Return what tells which files there are in some meetings' own folders."""
        return digest_of_names(map(self._own_digest, stems))

    def _own_digest(self, stem: str) -> str:
        if stem not in self._own_digests:
            found: list[str] = []
            for parent in self._own_folders:
                for name in self._entries_of(parent).get(stem, ()):
                    found += self._below_entry(parent, name)
            self._own_digests[stem] = digest_of_names(found)
        return self._own_digests[stem]

    def _entries_of(self, parent: str) -> dict[str, list[str]]:
        """Return the names in a folder by how they are composed."""
        if parent not in self._own_entries:
            found = self._own_entries[parent] = {}
            for name in self.sources.listed(parent):
                found.setdefault(in_nfc(name), []).append(name)
        return self._own_entries[parent]

    def _keep(self, name: str, made: Dated[T], opened: OpenedFiles, stems: set[str]) -> None:
        if self._kept is None or not made.is_kept or opened.had_trouble or not all(map(is_programs, opened.written)):
            return
        try:
            raw = self._encoded(made.answer)
            read = sorted(self.sources.name_of(path) for path in opened.read if not is_programs(path))
            self._refuse_uncovered(read, opened.listed)
            stems = stems | {stem_of(PurePath(path)) for path in read if _is_meeting(path)}
            stems |= {in_nfc(path.split("/")[1]) for path in read if path.startswith((f"{ARCHIVE}/", f"{OUTPUT}/"))}
            sources = [self.sources.source(path) for path in read]
            own = sorted(stems) if self._own_folders else []
            entry = _Entry(sources, own, self._names(own), made.first, made.last, msgspec.Raw(raw))
        except (UncoveredError, ValueError, TypeError, OSError):
            return
        self._kept.entries.pop(name, None)
        self._kept.entries[name] = entry
        self._has_new = True

    def _encoded(self, answer: T) -> bytes:
        """Return an answer as bytes.

        Raises:
            UncoveredError: if it does not come back as it was.
        """
        data = msgspec.msgpack.encode(answer, enc_hook=_path_as_text)
        again = self._decoder.decode(data)
        if again != answer or msgspec.msgpack.encode(again, enc_hook=_path_as_text) != data:
            raise UncoveredError("svaret")
        return data

    def _refuse_uncovered(self, read: Iterable[str], listed: Iterable[str]) -> None:
        """Refuse an answer for which a folder was listed, or a file looked for, that is not looked at here.

        Raises:
            UncoveredError: if there is one.
        """
        folders = (MEETINGS, TEMPLATES, ARCHIVE, *self._own_folders) if self._own_folders else (TEMPLATES,)
        for path in listed:
            name = self.sources.name_of(path)
            if name.split("/")[0] not in folders and not is_programs(path) and not is_searched(path):
                raise UncoveredError(name)
        for name in read if self._own_folders else ():
            if name.startswith(f"{MEETINGS}/") and name.endswith((*_YAML, ".md")):
                data = (self.sources.root / name).read_bytes()
                if _LEADS_ELSEWHERE.search(_SCHEMA_LINE.sub(b"", data)):
                    raise UncoveredError(name)


def _is_told_on(entry: _Entry, today: date | None) -> bool:
    if today is None:
        return entry.first is None and entry.last is None
    return (entry.first is None or entry.first <= today) and (entry.last is None or today <= entry.last)


def _is_meeting(name: str) -> bool:
    """Return whether a file lies where meeting files do."""
    return name.startswith(f"{MEETINGS}/") and name.count("/") == 1 and name.endswith(_YAML)


def _is_read_whole(name: str) -> bool:
    """Return whether a file below meetings/ is one that is opened by whoever asks what it says: a meeting, answers."""
    return _is_meeting(name) or (name.startswith(f"{_ANSWERS}/") and name.endswith((*_YAML, ".tsv")))


def _path_as_text(value: object) -> str:
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(type(value))


def _read_path(form: type, value: object) -> object:
    if issubclass(form, PurePath) and isinstance(value, str):
        return form(value)
    raise TypeError(form)
