"""A meeting as it is shown while somebody writes: its documents as they are now, or last were, and what is wrong.

A file that cannot be built keeps the documents that were last built of it, marked as old, until it can be built again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder import adoption
from naravard_docs.builder.build import check_loaded, check_meeting, load_cached
from naravard_docs.builder.future_dates import future_dates_of_meeting
from naravard_docs.builder.manifest import manifest_of
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.builder.outcome_rules import with_rules
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.output_check import refuse_faulty
from naravard_docs.builder.plan import BuildPlan, plan_build, render, render_document
from naravard_docs.compose.texts import block_name
from naravard_docs.errors import CommandError, InvalidInputError, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.preview.source_text import SourceText, digest_of_bytes, source_of
from naravard_docs.swedish import capitalise
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_bytes, read_with
from naravard_docs.yaml.tree import MapNode, find_node

_AWAY_S = 0.1
_SHOWN = frozenset({DocumentKind.MINUTES, DocumentKind.RECOMMENDATION})


ItemPlaces = tuple[tuple[int, str], ...]
"""The line on which each item of a meeting begins, with its id in the minutes; what follows the items has none."""


class ShownDocument(Struct, frozen=True):
    """A document as the page shows it: the name of its files without suffix, its title, and it as HTML."""

    name: str
    title: str
    html: bytes


class LiveState(Struct, frozen=True):
    """What is shown of a meeting, counted; ``is_old`` says that the documents are of an earlier text of it."""

    number: int
    problems: tuple[Problem, ...]
    documents: tuple[ShownDocument, ...]
    is_old: bool
    source: SourceText
    plan: BuildPlan | None = None
    item_places: ItemPlaces = ()

    used: frozenset[Path] = frozenset()
    """The files that the meeting is made of."""

    groundwork: str = ""
    """The digest of what they say: Word and PDF may be others by it where the page is the same."""


class DocumentNotReadyError(Exception):
    """There is no such document to be had as a file now, for a reason (Swedish)."""


class LiveMeeting:
    """A meeting file and what is shown of it; all is made by one thread at a time."""

    def __init__(self, path: Path, today: Callable[[], date]) -> None:
        self.path, self._today = path, today
        self._lock = threading.RLock()
        self._files: dict[tuple[int, int, Format], bytes] = {}
        self._data = b""
        self.state = LiveState(0, (), (), True, SourceText("", ""))

    def is_known(self, changed: frozenset[Path]) -> bool:
        """Return whether files that have changed are nothing new: the meeting's own, as it was saved on the page."""
        if changed != {real_path(self.path)}:
            return False
        try:
            return digest_of_bytes(read_bytes(self.path)) == self.state.source.digest
        except CommandError:
            return False

    def refresh(self) -> bool:
        """Look at the meeting anew; return whether anything is to be shown otherwise than before."""
        with self._lock:
            before, now = self.state, self._look()
            if replace(now, number=before.number, plan=None) == replace(before, plan=None):
                return False
            self._files.clear()
            self.state = replace(now, number=before.number + 1)
            return True

    def problems_of_text(self, text: str) -> tuple[Problem, ...]:
        """Return what is wrong with a text of the meeting that is not saved."""
        with self._lock, read_with(self.path, text.encode("utf-8", "replace")):
            return self._told_by_check(self._today())

    def file(self, index: int, format_: Format) -> bytes:
        """Return a document as a file, checked as ``bygg`` checks it; minutes that are adopted as the archive has them.

        Raises:
            DocumentNotReadyError: if the meeting cannot be built now, or has no such document.
            NaravardError: if it cannot be rendered.
        """
        with self._lock, read_with(self.path, self._data):
            key = (self.state.number, index, format_)
            if key not in self._files:
                self._files[key] = self._rendered(index, format_)
            return self._files[key]

    def _look(self) -> LiveState:
        try:
            data = self._read()
        except CommandError as error:
            source = replace(self.state.source, why_read_only="Filen går inte att läsa nu, så den kan inte ändras här.")
            return replace(self.state, problems=_problems_of(error), is_old=True, source=source)
        self._data = data
        with read_with(self.path, data):  # all of this is of one text, whatever is saved meanwhile
            problems, loaded = self._checked()
            source = source_of(self.path, data, loaded.meeting if loaded else None)
            old = replace(self.state, problems=problems, is_old=True, source=source)
            if loaded is None:
                return old
            try:
                plan = plan_build(loaded, BuildOptions(_SHOWN, today=self._today()))
                documents = tuple(_shown(piece, loaded.workspace) for piece in plan.pieces)
                groundwork = manifest_of(loaded).groundwork
            except Exception as error:  # also a fault of the program's own must not end the preview
                return replace(old, problems=(*problems, *_problems_of(error)))
            places, used = _item_places(loaded), _used(loaded)
        return LiveState(0, problems, documents, False, source, plan, places, used, groundwork)

    def _read(self) -> bytes:
        """Return the meeting file's bytes; one that is away for a moment, as some editors save, is waited for."""
        if not self.path.exists():
            time.sleep(_AWAY_S)
        return read_bytes(self.path, LIMITS.text_mb)

    def _checked(self) -> tuple[tuple[Problem, ...], LoadedMeeting | None]:
        """Return all that «kontrollera» tells of the meeting, and the meeting if it can be built."""
        today = self._today()
        try:
            loaded = load_cached(self.path, today)
            outcome = check_loaded(loaded)
        except Exception:  # what is wrong, also with the program itself, is told as the command tells it
            return self._told_by_check(today), None
        return (*with_rules(outcome.problems), *with_rules(future_dates_of_meeting(self.path, today))), loaded

    def _told_by_check(self, today: date) -> tuple[Problem, ...]:
        ahead = with_rules(future_dates_of_meeting(self.path, today))
        return (*check_meeting(self.path, today).problems, *ahead)

    def _rendered(self, index: int, format_: Format) -> bytes:
        plan = self.state.plan
        if plan is None or self.state.is_old or not 0 <= index < len(plan.pieces):
            raise DocumentNotReadyError("Dokumentet kan inte göras medan mötesfilen har fel. Rätta dem först.")
        piece = plan.pieces[index]
        wanted = replace(plan, order=replace(plan.order, formats=(format_,)))
        adopted = adoption.compare_with_archive(wanted)
        ready = adoption.archived_files(wanted, adopted)
        name = f"{piece.name}.{format_}"
        if name in ready:
            return ready[name]
        left = adoption.without_kept(replace(wanted, pieces=(piece,), calendars={}), adopted)
        rendered = render(left, {})
        refuse_faulty(left, rendered, {})
        if name not in rendered.files:
            raise DocumentNotReadyError("Protokollet är justerat och finns inte i det här formatet i arkivet.")
        return rendered.files[name]


def _shown(piece: PlannedDocument, workspace: Workspace) -> ShownDocument:
    return ShownDocument(piece.name, piece.document.meta.title, render_document(piece.document, workspace, Format.HTML))


def _problems_of(error: Exception) -> tuple[Problem, ...]:
    if isinstance(error, InvalidInputError):
        return error.problems
    if isinstance(error, CommandError):
        return (Problem(capitalise(error.message), error.remedy),)
    return (Problem(f"Internt fel i programmet ({type(error).__name__}: {error})", "rapportera felet"),)


def _used(loaded: LoadedMeeting) -> frozenset[Path]:
    return frozenset(loaded.sources.values())


def _item_places(loaded: LoadedMeeting) -> ItemPlaces:
    root = loaded.source.root
    begun = [
        (find_node(root, as_written(Meeting, placed.path, root))[1].line, block_name(placed.path))
        for placed in loaded.meeting.all_items
    ]
    keys = [key.line for key, _ in root.entries.values()] if isinstance(root, MapNode) else []
    after = [(line, "") for line in keys if begun and line > min(begun)[0]]
    return tuple(sorted((*begun, *after)))
