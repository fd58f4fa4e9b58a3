"""Files that change while the program runs, as sets that belong together.

The operating system tells (by ``watchfiles``) that something happened; what it is, is seen by comparing the files with
what they were, since programs save in many ways: over the file, beside it and then renamed, first away and then anew.
What programs keep beside files for themselves (hidden files, locks, half-written copies) is nobody's change.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from naravard_docs.errors import Level, Problem
from naravard_docs.swedish import system_reason
from naravard_docs.workspace.folders import FileState, forget_changed, real_path, state_of

if TYPE_CHECKING:
    from watchfiles.main import FileChange

    Events = Iterator[set[FileChange]]

QUIET_MS, LONGEST_MS = 10, 30
"""How long nothing more may happen before changes are told, and how long they are gathered at most."""

TICK_S = 0.5
"""How often it is seen whether a watched folder is still the same folder, and whether waiting is to end."""

POLL_MS = 300
"""How often files are looked at where the operating system does not tell of changes."""

_SAME_MOMENT_NS = 2_500_000_000
"""How near in time two changes may be to have the same time: FAT counts two seconds, Linux four milliseconds."""

_LEFT_BY_PROGRAMS = (".tmp", ".swp", ".swx", ".lock", ".part", ".crdownload", ".bak", "~")
_VIM_TRIAL = "4913"
"""What Vim makes to try whether it may write in a folder."""

_LIMIT_REACHED = ("limit reached", "os error 24", "os error 28")
"""What watchfiles 1.3 says of inotify's limits: of folders, and of programs that watch."""


class StopEvent(Protocol):
    """What tells that there is no more to wait for, such as ``threading.Event``."""

    def is_set(self) -> bool: ...


class FileWatch:
    """Watches folders and files: ``changed`` waits for what changes, ``changed_now`` looks at once."""

    def __init__(self, paths: Iterable[Path], stop: StopEvent | None = None, polls: bool = False) -> None:
        named = tuple(paths)
        self._named = named
        self._paths = _real(named)
        self._stop, self._polls = stop, polls
        self._seen_at = time.time_ns()
        self._seen = files_below(self._paths)
        self._events: Events | None = None
        self._identities: Mapping[Path, object] = {}
        self._is_new = True
        self._doubt: Problem | None = None

    @property
    def is_stopped(self) -> bool:
        return self._stop is not None and self._stop.is_set()

    def take_doubt(self) -> Problem | None:
        """Return, once, why the operating system does not tell of changes, if it does not."""
        doubt, self._doubt = self._doubt, None
        return doubt

    def watch_instead(self, paths: Iterable[Path]) -> frozenset[Path]:
        """Watch these from now on; return the real paths of what is new among them, which counts as it is."""
        self._named = tuple(paths)
        wanted = _real(self._named)
        if wanted == self._paths:
            return frozenset()
        kept, more = wanted & self._paths, wanted - self._paths
        new = files_below(more)
        states = {path: state for path, state in self._seen.states.items() if kept & {path, *path.parents}}
        self._seen = SeenFiles({**new.states, **states}, new.has_links or self._seen.has_links)
        self._paths = wanted
        self._forget_events()
        return more

    def changed(self, patience_s: float) -> frozenset[Path]:
        """Return what has changed since last; wait for it at most so long, and return nothing if nothing has."""
        until = time.monotonic() + patience_s
        while not self.is_stopped:
            if changed := self._in_one_tick():
                return changed
            if time.monotonic() >= until:
                break
        return frozenset()

    def changed_now(self) -> frozenset[Path]:
        """Return what has changed since last, without waiting."""
        return self._differing(frozenset())

    def close(self) -> None:
        self._forget_events()

    def _in_one_tick(self) -> frozenset[Path]:
        """Return what has changed, when something has or a tick has passed."""
        if self._identities != (found := _identities(self._paths)):
            self._forget_events()
            self._identities = found
            if changed := self.changed_now():
                return changed
        told, is_unsure = self._told(), self._is_new or self._polls or self._seen.has_links
        self._is_new = False  # what happened before the system was asked to tell is seen once
        return self._differing(told) if told or is_unsure else told

    def _told(self) -> frozenset[Path]:
        """Return what the operating system tells of; where it cannot tell, files are looked at instead."""
        there = [path for path, identity in self._identities.items() if identity is not None]
        if not there:
            time.sleep(TICK_S / 5)
            return frozenset()
        try:
            if self._events is None:
                self._events = _events(there, self._stop, self._polls)
            return frozenset(Path(path) for _, path in next(self._events, ()))
        except FileNotFoundError:  # gone since it was looked at
            self._forget_events()
        except (OSError, RuntimeError) as error:  # watchfiles' own errors are RuntimeErrors
            self._forget_events()
            if self._polls:
                raise
            self._polls, self._doubt = True, _no_events(error)
        return frozenset()

    def _forget_events(self) -> None:
        if self._events is not None:
            self._events.close()  # type: ignore[attr-defined]  # it is a generator, whatever its type says
        self._events, self._identities, self._is_new = None, {}, True

    def _differing(self, told: frozenset[Path]) -> frozenset[Path]:
        """Return the files that are not as they were, with those told of that may have changed twice in a moment."""
        looked_at, now = time.time_ns(), files_below(self._paths)
        before, after = self._seen.states, now.states
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        changed |= {path for path in told & after.keys() if after[path][0] > self._seen_at - _SAME_MOMENT_NS}
        self._seen, self._seen_at = now, looked_at
        forget_changed(self._by_all_names(changed))
        return frozenset(changed)

    def _by_all_names(self, changed: Collection[Path]) -> Iterator[Path]:
        """Yield changed files, and the folders that they lie in as these are named, which may be links."""
        yield from changed
        for name in self._named:
            real = real_path(name)
            if any(path.is_relative_to(real) for path in changed):
                yield name


def is_passed_over(name: str) -> bool:
    """Return whether a file or folder is one that programs keep for themselves, by its name."""
    return (
        name.startswith((".", "~"))
        or name.endswith(_LEFT_BY_PROGRAMS)
        or name == _VIM_TRIAL
        or (name.startswith("#") and name.endswith("#"))  # Emacs
    )


class SeenFiles(Struct, frozen=True):
    """Files by their real folders, each with what changes when it does.

    What links lead to changes where nobody watches.
    """

    states: Mapping[Path, FileState]
    has_links: bool


def files_below(paths: Iterable[Path]) -> SeenFiles:
    """Return the files that are named, and those below the folders that are."""
    found = _Walk()
    for path in sorted(paths):
        with contextlib.suppress(OSError):  # gone, or nobody may see it
            if path.is_dir():
                found.walk(path)
            elif path.is_file():
                found.states[path] = state_of(path.stat())
    return SeenFiles(found.states, found.has_links)


class _Walk:
    """Gathers the files below folders; a folder that several links lead to is gone through once."""

    def __init__(self) -> None:
        self.states: dict[Path, FileState] = {}
        self.has_links = False
        self._folders: set[tuple[int, int]] = set()

    def walk(self, folder: Path) -> None:
        own = folder.stat()
        if (own.st_dev, own.st_ino) in self._folders:
            return
        self._folders.add((own.st_dev, own.st_ino))
        with os.scandir(folder) as entries:
            for entry in entries:
                if not is_passed_over(entry.name):
                    with contextlib.suppress(OSError):  # gone since it was listed, or a link that leads nowhere
                        self._note(entry, folder / entry.name)

    def _note(self, entry: os.DirEntry[str], path: Path) -> None:
        self.has_links |= entry.is_symlink()
        if entry.is_dir():
            self.walk(path)
        else:
            self.states[path] = state_of(entry.stat())


def _identities(paths: Iterable[Path]) -> dict[Path, object]:
    """Return what tells each path from another of the same name; None for one that is not there."""
    found: dict[Path, object] = {}
    for path in paths:
        try:
            known = path.stat()
            found[path] = known.st_dev, known.st_ino
        except OSError:
            found[path] = None
    return found


def _events(paths: list[Path], stop: StopEvent | None, polls: bool) -> Events:
    from watchfiles import watch

    return watch(
        *paths,
        watch_filter=None,
        debounce=LONGEST_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=round(TICK_S * 1000),
        yield_on_timeout=True,
        force_polling=polls or None,  # None: as the environment says (WATCHFILES_FORCE_POLLING)
        poll_delay_ms=POLL_MS,
        ignore_permission_denied=polls,  # it ignores limits, too: what cannot be watched is looked at
    )


def _no_events(error: Exception) -> Problem:
    is_limit = any(words in str(error) for words in _LIMIT_REACHED)
    why = "systemets gräns är nådd" if is_limit else _reason(error)
    message = f"datorn säger inte till när filer ändras ({why}), så de läses av i stället, och det går långsammare"
    remedy = "höj fs.inotify.max_user_watches och max_user_instances, eller stäng andra program som bevakar filer"
    return Problem(message, remedy if is_limit else "", level=Level.WARNING)


def _reason(error: Exception) -> str:
    return system_reason(error) if isinstance(error, OSError) and error.errno else str(error)


def _real(paths: Iterable[Path]) -> frozenset[Path]:
    return frozenset(real_path(path) for path in paths)
