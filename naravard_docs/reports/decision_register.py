"""The register of decisions over all meetings of a workspace: read, chosen from, and given as a table or as JSON.

Only what a decision needs is judged: an attachment that is missing hides no decision. Nothing is rendered.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct

from naravard_docs.cache.answers import Answers
from naravard_docs.errors import CommandError, InvalidInputError, Problem, WrongUsageError, shown_path
from naravard_docs.libraries.remarks import silence_terminal
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.clause_type import RegisteredKind
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.registered_decision import RegisteredDecision, registered_decisions
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.sheet.sheet import CellKind, Sheet, SheetColumn
from naravard_docs.swedish import did_you_mean, has_word, quote, search_form
from naravard_docs.workspace.file_names import in_nfc
from naravard_docs.workspace.unreadable_file import UnreadableFile, as_unreadable_file
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import SourceFile, read_tree
from naravard_docs.yaml.validate import validate_file

_MANY = 100
"""Meetings from which on it pays to read them in several processes."""

_MOST_PROCESSES = 8
_WORD = re.compile(r"\w{3,}")


class Register(Struct, frozen=True):
    """Everything that the meetings decided, by day, body and agenda."""

    decisions: tuple[RegisteredDecision, ...]
    unread: tuple[UnreadableFile, ...] = ()

    def meant_by(self, words: Iterable[str]) -> str:
        """Return «menade du «färdplan»?» for the first word that no decision has, else an empty text."""
        for word in words:
            if not any(one.has_words((word,)) for one in self.decisions):
                texts = (f"{one.item.title} {one.text} {one.responsible or ''}" for one in self.decisions)
                return did_you_mean(word, sorted({known.lower() for text in texts for known in _WORD.findall(text)}))
        return ""


class DecisionFilter(Struct, frozen=True):
    """What is looked for; what is empty or None does not matter.

    ``first`` and ``last`` are days of meetings; ``is_to_be_done`` leaves only what somebody has left to do.
    """

    words: tuple[str, ...] = ()
    kinds: frozenset[RegisteredKind] = frozenset()
    bodies: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    responsible: str = ""
    is_to_be_done: bool = False

    def fits(self, decision: RegisteredDecision) -> bool:
        item = decision.item
        by = search_form(decision.responsible or "")
        return (
            (not self.kinds or decision.kind in self.kinds)
            and (not self.bodies or item.body_key in self.bodies)
            and (self.first is None or item.date >= self.first)
            and (self.last is None or item.date <= self.last)
            and all(has_word(by, word) for word in search_form(self.responsible).split())
            and (not self.is_to_be_done or decision.is_to_be_done)
            and decision.has_words(self.words)
        )


def search_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what was written to search for as words in their search form."""
    return tuple(word for text in texts for word in search_form(text).split())


def read_register(folder: Path) -> Register:
    """Return the register of the workspace around a folder; meetings that cannot be read are told, not missed.

    Raises:
        WrongUsageError: if there are no meeting files.
        InvalidInputError: if what the meetings share needs correction.
    """
    workspace = Workspace.containing(folder)
    if not (paths := workspace.meeting_files()):
        shown = shown_path(workspace.meetings)
        raise WrongUsageError(
            f"inga mötesfiler finns i {shown}", "gå till mappen med meetings/, eller kör naravard starta"
        )
    found: list[RegisteredDecision] = []
    missed: list[UnreadableFile] = []
    for each in _cached_readings(paths, workspace):
        if isinstance(each, UnreadableFile):
            missed.append(each)
        else:
            found += each
    found.sort(key=lambda one: (one.item.date, one.item.body, one.item.meeting))
    return Register(tuple(found), tuple(missed))


def refuse_unknown_bodies(folder: Path, keys: Collection[str]) -> None:
    """Refuse to look for bodies that the workspace does not have.

    Raises:
        WrongUsageError: with the likeliest body.
    """
    known = Workspace.containing(folder).house.bodies if keys else {}
    for key in keys:
        if key not in known:
            listed = f"organ som finns: {', '.join(known)}" if known else "lägg till organet där"
            raise WrongUsageError(
                f"organet «{key}» finns inte i templates/organ.yaml", did_you_mean(key, known) or listed
            )


Decisions = tuple[RegisteredDecision, ...]
_Reading = Decisions | UnreadableFile


def _cached_readings(files: Sequence[Path], workspace: Workspace) -> list[_Reading]:
    """Return what each meeting decided, those that are as they were read before not read again."""
    answers: Answers[Decisions] = Answers("beslut", workspace.root, Decisions, ())
    known: dict[Path, _Reading | None] = {path: answers.found(str(path)) for path in files}
    missing = [path for path, found in known.items() if found is None]
    if missing:
        for path, read in zip(missing, _readings(missing, workspace.house), strict=True):
            known[path] = read
            if not isinstance(read, UnreadableFile):
                answers.keep_of(str(path), read, path)
        answers.save()
    return [each for each in known.values() if each is not None]


def _readings(files: Sequence[Path], house: SharedTemplates) -> Iterator[_Reading]:
    read = partial(_read, bodies=dict(house.bodies), names=_recipient_names(house))
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if len(files) < _MANY or processes == 1:
        yield from map(read, files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=silence_terminal) as pool:
        yield from pool.map(read, files, chunksize=-(-len(files) // (processes * 4)))


def _read(path: Path, bodies: Mapping[str, Body], names: Mapping[str, str]) -> _Reading:
    try:
        source = read_tree(read_text_file(path), path)
        meeting = validate_file(Meeting, source)
        body, file = _body(meeting, bodies, source), in_nfc(path.name)
        return tuple(registered_decisions(meeting, body, file, plain_words, names))
    except (InvalidInputError, CommandError) as error:
        return as_unreadable_file(path, error)


def _recipient_names(house: SharedTemplates) -> dict[str, str]:
    """Return the names of distribution lists and their recipients by the keys that items name them with."""
    lists = house.distribution_lists
    recipients = {each.slug: each.name for one in lists.values() for each in one.recipients}
    return {**recipients, **{key: one.name for key, one in lists.items()}}


def _body(meeting: Meeting, bodies: Mapping[str, Body], source: SourceFile) -> Body:
    if (body := bodies.get(meeting.body)) is not None:
        return body.on(meeting.date)
    message = f"{quote(meeting.body)} finns inte i templates/organ.yaml"
    remedy = did_you_mean(meeting.body, bodies) or (
        f"nycklar som finns där: {', '.join(bodies)}" if bodies else "lägg till organet där"
    )
    raise InvalidInputError((Problem(message, remedy, source.place_of(("organ",))),))


COLUMNS = (
    SheetColumn("referens", "Referens"),
    SheetColumn("organ", "Organ"),
    SheetColumn("datum", "Datum", CellKind.DATE),
    SheetColumn("status", "Protokoll"),
    SheetColumn("ärende", "Ärende"),
    SheetColumn("rubrik", "Rubrik"),
    SheetColumn("inledning", "Inledning"),
    SheetColumn("punkt", "Punkt", CellKind.NUMBER),
    SheetColumn("beslut", "Beslut"),
    SheetColumn("typ", "Typ"),
    SheetColumn("till", "Till"),
    SheetColumn("nivå", "Nivå"),
    SheetColumn("svar_senast", "Svar senast", CellKind.DATE),
    SheetColumn("gäller_från", "Gäller från", CellKind.DATE),
    SheetColumn("ansvarig", "Ansvarig"),
    SheetColumn("klart_senast", "Klart senast", CellKind.DATE),
    SheetColumn("klart", "Klart", CellKind.DATE),
    SheetColumn("diarienummer", "Diarienummer"),
    SheetColumn("omröstning", "Omröstning"),
    SheetColumn("reservation", "Reservation"),
    SheetColumn("skickas_till", "Skickas till"),
    SheetColumn("mötesfil", "Mötesfil"),
)


def register_sheet(decisions: Iterable[RegisteredDecision]) -> Sheet:
    """Return decisions as a table, one row for each thing decided."""
    return Sheet(
        "Beslutsregister",
        COLUMNS,
        tuple(
            (
                one.reference,
                one.item.body,
                one.item.date,
                one.item.status.value,
                one.item.number,
                one.item.title,
                one.opening or None,
                one.point,
                one.text,
                one.kind.value,
                ", ".join(one.to) or None,
                one.level.value if one.level else None,
                one.answer_by,
                one.valid_from,
                one.responsible,
                one.due,
                one.done,
                one.item.reference_number,
                "; ".join(vote.summary for vote in one.item.votes) or None,
                ", ".join(one.item.reserved) or None,
                ", ".join(one.item.sent_to) or None,
                one.item.file,
            )
            for one in decisions
        ),
    )
