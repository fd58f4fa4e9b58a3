"""Meetings built again when what they are made of changes, in one process, until it is told to stop.

All is as ``bygg`` has it: the same checks, the same words, and what has not changed is left alone. What cannot be
written, since another program has it open, is tried again until it can. A fault is told when nothing more has come
for a moment: a file that is being written is not yet wrong.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.build import build_meeting, load_cached, refuse_same_stem
from naravard_docs.builder.options import BuildOptions, BuildOutcome
from naravard_docs.errors import ExitCode, Problem, WrongUsageError, shown_path
from naravard_docs.watch.changes import TICK_S, FileWatch, StopEvent
from naravard_docs.watch.concerns import MeetingFiles, concerned_meetings, files_of_meeting, used_files, watched_paths
from naravard_docs.workspace.folders import is_there, real_path, yaml_files

SETTLE_S = 0.08
"""How long nothing may happen before a fault is told."""

SETTLED_S = 2.0
"""How long after a change somebody may still be writing."""

GONE_S = 0.4
"""How long a meeting file may be away before it is told: some programs take it away before they save."""

AGAIN_S = 1.0
"""How often it is tried to write what another program has open."""


class NewsKind(Enum):
    """What has come of a meeting."""

    BUILT = "its files are as its sources are now"
    FAULTY = "something is wrong with it, as its outcome tells"
    WAITING = "its files cannot be written, or its sources not be read, just now"
    GONE = "its file is not there any more"
    READY = "all that was there at first has been built; it is of no meeting"
    DOUBT = "something stands in the way of watching, of no meeting"


class News(Struct, frozen=True):
    """What has come of a meeting that is watched, with what it was before and how long it took to know."""

    kind: NewsKind
    path: Path = Path()
    outcome: BuildOutcome | None = None
    seconds: float = 0
    before: NewsKind | None = None
    doubt: Problem | None = None

    @property
    def is_mended(self) -> bool:
        """Whether what was wrong with a meeting is no longer."""
        return self.kind is NewsKind.BUILT and self.before is NewsKind.FAULTY


class Rebuild:
    """Watched meetings: those that are chosen, or all of a workspace, whichever it has."""

    def __init__(
        self,
        chosen: Sequence[Path],
        meetings: Path,
        order: Callable[[], BuildOptions],
        stop: StopEvent | None = None,
        polls: bool = False,
    ) -> None:
        self._chosen, self._folder, self._order = tuple(chosen), meetings, order
        self._stop = stop
        self._told: dict[Path, NewsKind] = {}
        self._due: dict[Path, None] = {}
        self._waiting: dict[Path, float] = {}
        self._missing: dict[Path, float] = {}
        self._used: dict[Path, frozenset[Path] | None] = {}
        self._files: dict[Path, MeetingFiles] = {}
        self._changed_at = -SETTLED_S
        self._doubts: tuple[Problem, ...] = ()
        self.meetings = self._listed()
        refuse_same_stem(self.meetings, order())
        self._real_folder = real_path(meetings)
        self._folders = watched_paths(self._chosen or [meetings / "-"], lambda _: frozenset())
        self._watch = FileWatch(self._folders, stop, polls)

    def news(self) -> Iterator[News]:
        """Yield what comes of each meeting that is built: first of all of them, then of those that change."""
        self._due = dict.fromkeys(self.meetings)
        is_ready = False
        while not self._is_stopped():
            yield from self._work()
            yield from self._gone()
            yield from self._doubts_found()
            if not is_ready and not self._is_stopped():
                is_ready = True
                yield News(NewsKind.READY)
                _make_ready(self.meetings[:1], self._order())
                self._files |= {path: files_of_meeting(path) for path in self.meetings if path not in self._files}
            self._note(self._watch.changed(self._patience_s()))

    def _doubts_found(self) -> Iterator[News]:
        """Yield, once each, what stands in the way of watching."""
        found, self._doubts = [*self._doubts, self._watch.take_doubt()], ()
        yield from (News(NewsKind.DOUBT, doubt=doubt) for doubt in found if doubt)

    def close(self) -> None:
        self._watch.close()

    def _is_stopped(self) -> bool:
        return self._stop is not None and self._stop.is_set()

    def _patience_s(self) -> float:
        """Return how long it may be waited for changes before something else is to be done."""
        at = [*self._waiting.values(), *self._missing.values()]
        return min(TICK_S, max(0.0, min(at) - time.monotonic())) if at else TICK_S

    def _work(self) -> Iterator[News]:
        """Build what is due, the meetings that were changed last first, until nothing is."""
        now = time.monotonic()
        for path in [path for path, at in self._waiting.items() if at <= now]:
            del self._waiting[path]
            self._due.setdefault(path)
        while self._due and not self._is_stopped():
            path = next(iter(self._due))
            del self._due[path]
            if (news := self._built(path)) is not None:
                yield news
            self._note(self._watch.changed_now())
            if not self._due:
                self._watch_more()

    def _watch_more(self) -> None:
        """Watch also what meetings are made of elsewhere; what has changed before it was watched is not missed."""
        wanted = self._folders | self._used_elsewhere()
        new = self._watch.watch_instead(wanted)
        self._due |= {path: None for path, used in self._used.items() if used and not used.isdisjoint(new)}

    def _built(self, path: Path) -> News | None:
        """Return what comes of a meeting; nothing when it is to be built again, or is as it was told before."""
        if not is_there(path):
            self._missing.setdefault(path, time.monotonic() + GONE_S)
            return None
        self._missing.pop(path, None)
        started = time.perf_counter()
        order = self._order()
        outcome = build_meeting(path, order)
        took = time.perf_counter() - started
        kind = _kind_of(outcome)
        if kind is not NewsKind.BUILT and self._changes_soon(path):
            return None
        self._used[path] = used_files(path, order) if kind is NewsKind.BUILT else None
        before, self._told[path] = self._told.get(path), kind
        if kind is NewsKind.WAITING:
            self._waiting[path] = time.monotonic() + AGAIN_S
            return None if before is kind else News(kind, path, outcome, took, before)
        if outcome.is_unchanged and before is NewsKind.BUILT:
            return None
        return News(kind, path, outcome, took, before)

    def _changes_soon(self, path: Path) -> bool:
        """Return whether a meeting is to be built again, where somebody writes, for what changes in a moment."""
        if time.monotonic() - self._changed_at > SETTLED_S:
            return False
        self._note(self._watch.changed(SETTLE_S))
        return path in self._due

    def _gone(self) -> Iterator[News]:
        """Yield the meetings whose files have been away for long enough."""
        now = time.monotonic()
        for path in [path for path, at in self._missing.items() if at <= now]:
            del self._missing[path]
            if is_there(path):
                self._due.setdefault(path)
            elif self._told.get(path) is not NewsKind.GONE:
                self._told[path] = NewsKind.GONE
                yield News(NewsKind.GONE, path)

    def _note(self, changed: frozenset[Path]) -> None:
        """Have what changed files are of built: first the meetings that were written in, then the others."""
        if not changed:
            return
        self._changed_at = time.monotonic()
        known = {self._files_of(path).file for path in self.meetings}
        if any(file not in known or not is_there(file) for file in changed if file.parent == self._real_folder):
            self._choose_again()
        files = [self._files_of(path) for path in dict.fromkeys((*self.meetings, *self._told))]
        concerned = concerned_meetings(changed, files, self._used)
        own = [meeting.path for meeting in files if meeting.file in changed]
        self._due = dict.fromkeys((*own, *self._due, *concerned))

    def _files_of(self, path: Path) -> MeetingFiles:
        if path not in self._files:
            self._files[path] = files_of_meeting(path)
        return self._files[path]

    def _choose_again(self) -> None:
        """Take up meetings that have come; two that would be built into one folder are not taken up."""
        listed = self._listed()
        if listed == self.meetings:
            return
        try:
            refuse_same_stem(listed, self._order())
        except WrongUsageError as error:
            self._doubts = (Problem(error.message, error.remedy),)
            return
        self.meetings = listed

    def _listed(self) -> tuple[Path, ...]:
        return self._chosen or tuple(Path(shown_path(path)) for path in yaml_files(self._folder))

    def _used_elsewhere(self) -> frozenset[Path]:
        """Return the files that meetings are made of and that lie in no folder that is watched."""
        folders = [real_path(folder) for folder in self._folders]
        files = {file for used in self._used.values() for file in used or ()}
        return frozenset(file for file in files if not any(file.is_relative_to(folder) for folder in folders))


def _make_ready(paths: Sequence[Path], order: BuildOptions) -> None:
    """Have all that builds in memory before anybody saves, by making a meeting's documents for nothing."""
    from naravard_docs.builder import all_problems  # noqa: F401
    from naravard_docs.builder.output_check import refuse_faulty
    from naravard_docs.builder.plan import plan_build, render

    for path in paths:
        with contextlib.suppress(Exception):  # whatever is wrong is told when it is built
            production = plan_build(load_cached(path, order.today), order)
            refuse_faulty(production, render(production))


def _kind_of(outcome: BuildOutcome) -> NewsKind:
    if outcome.exit_code is ExitCode.FILES:
        return NewsKind.WAITING
    return NewsKind.BUILT if outcome.exit_code is ExitCode.DONE else NewsKind.FAULTY
