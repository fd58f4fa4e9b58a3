"""Answers as they come in: about one letter, by command for some recipients or as a list that someone filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from naravard_docs.errors import InvalidInputError, Place, Problem, WrongUsageError, in_file_order
from naravard_docs.meeting.contacts import RecipientIndex
from naravard_docs.meeting.response import EVERY_CLAUSE, DecidingBody, read_section
from naravard_docs.responses.columns import (
    CLAUSES,
    DATES,
    EVENTS,
    OF_THE_OVERVIEW,
    PATHS,
    RECIPIENT,
    REFERENCE,
    REMINDED,
    clause_key,
    columns,
)
from naravard_docs.responses.entry import Change
from naravard_docs.responses.find import about, recommendations_of
from naravard_docs.responses.load import LoadedRecommendation, recommendations
from naravard_docs.responses.record import RecordingResult, record_changes, rehearse
from naravard_docs.swedish import enumeration, long_date, quote, read_date
from naravard_docs.workspace.file_names import as_on_disk, in_nfc, path_on_disk
from naravard_docs.workspace.folders import real_path
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue
from naravard_docs.yaml.text import read_bytes

if TYPE_CHECKING:  # most answers are recorded one by one
    from naravard_docs.sheet.reading import Cell, SheetRow

_MOST_ROWS_EACH, _MOST_ROWS_BESIDE = 2, 50
"""Rows that are judged one by one for each recipient, and beside: a list that has more is not a list of these."""


def find_recommendation(named: Path, matter: str | None = None) -> LoadedRecommendation:
    """Return the recommendation that a meeting file has, or that an answer file is about; its answers are not read.

    ``matter`` chooses by short name or reference when the meeting has several.

    Raises:
        FileAccessError: if the meeting file cannot be read.
        InvalidInputError: if the meeting file needs correction.
        WrongUsageError: if it is not clear which recommendation is meant.
    """
    found = about(matter, recommendations_of(named, read=recommendations))
    if len(found) > 1:
        listed = enumeration([each.recommendation.letter.slug for each in found], "eller")
        raise WrongUsageError(f"{named} har flera rekommendationer", f"skriv också --ärende {listed}")
    return found[0]


def outcome_written(text: str) -> YamlValue:
    """Return an outcome as the file has it: «antagen», or «antagen med ändring: …» with its text."""
    outcome, _, change = (part.strip() for part in text.partition(":"))
    return FlowMapping(utfall=outcome.lower(), text=change) if change else outcome.lower()


def as_recorded(path: KeyPath, text: str) -> str:
    """Return a value as the file has it: a day as 2021-06-21, a section as § 87; what cannot be read, as it is."""
    if path in DATES:
        day = read_date(text)
        return day.isoformat() if day else text
    if path == PATHS["paragraf"]:
        return read_section(text) or text
    if path == PATHS["instans"]:
        return next((body.value for body in DecidingBody if body.value.casefold() == text.casefold()), text)
    return text


def file_recorded(asked: LoadedRecommendation, written: str) -> str:
    """Return the path of an answer's file as the answer file has it, also when written from where the user is."""
    folder, here = real_path(asked.path.parent), as_on_disk(Path(written))
    if not path_on_disk(folder, written).is_file() and here.is_file() and real_path(here).is_relative_to(folder):
        return in_nfc(real_path(here).relative_to(folder).as_posix())
    return in_nfc(written)


def refuse_future(changes: Sequence[Change], today: date) -> None:
    """Refuse events dated after a day, since nothing that reads the answers counts them before they have come.

    Raises:
        InvalidInputError: with every such date.
    """
    if problems := tuple(problem for change in changes for problem in _not_yet(change, today)):
        raise InvalidInputError(problems)


def _not_yet(change: Change, today: date) -> Iterator[Problem]:
    days = [(path, read_date(str(value))) for path, value in change.values.items() if path in EVENTS and value]
    for path, day in (*days, *((PATHS[REMINDED], day) for day in change.reminded)):
        if day is not None and day > today:
            place = change.place(path)
            whose = "" if place else f"{change.recipient}: "
            message = f"{whose}«{path[-1]}» är {long_date(day)}, och den dagen har inte kommit"
            yield Problem(message, "rätta datumet; ett svar som väntas antecknas som «utlovat»", place)


def record_list(file: Path, asked: LoadedRecommendation, today: date, is_rehearsal: bool = False) -> RecordingResult:
    """Record a whole list of answers, .csv or .xlsx, or nothing of it; events after ``today`` are refused.

    Raises:
        FileAccessError: if a file cannot be read or written.
        InvalidInputError: with every fault of every row, by row and column.
    """
    from naravard_docs.sheet.reading import read_sheet

    data, known = read_bytes(file), columns(len(asked.recommendation.clauses))
    listed = read_sheet(data, file, known, required=(RECIPIENT,), passed_over=OF_THE_OVERVIEW)
    if not listed.rows:
        problem = Problem("Listan har rubriker men inga rader", "skriv en rad för varje mottagare", Place(file, 1, 1))
        raise InvalidInputError((problem, *listed.faults))
    if (count := len(listed.rows)) > _MOST_ROWS_EACH * len(asked.recommendation.recipients) + _MOST_ROWS_BESIDE:
        message = f"Listan har {count} rader, men brevet går bara till {len(asked.recommendation.recipients)} mottagare"
        raise InvalidInputError(
            (Problem(message, "skriv en rad för varje mottagare, och inga andra", listed.rows[0].place),)
        )
    known_recipients = RecipientIndex(asked.recommendation.recipients)
    answers = [_row_of_answer(row, asked, known_recipients) for row in listed.rows]
    problems = [*listed.faults, *(problem for answer in answers for problem in answer.problems())]
    problems += _twice(answers)
    changes = [answer.change(today) for answer in answers if not answer.is_silent]
    problems += (problem for change in changes for problem in _not_yet(change, today))
    if not problems:
        return rehearse(asked, changes) if is_rehearsal else record_changes(asked, changes)
    for answer in answers:
        problems += _found_on_trial(answer, asked, today)
    raise InvalidInputError(in_file_order(_without_consequences(problems, listed.faults)))


def _without_consequences(problems: Sequence[Problem], faults: Sequence[Problem]) -> list[Problem]:
    """Leave out what else is wrong with a cell whose text is not what was meant."""
    told, faulty = set(faults), {str(fault.place) for fault in faults}
    return [problem for problem in problems if problem in told or str(problem.place) not in faulty]


def _found_on_trial(answer: _RowOfAnswer, asked: LoadedRecommendation, today: date) -> tuple[Problem, ...]:
    """Return what else is wrong with a row, of a list that will not be recorded."""
    try:
        if answer.recipient:
            rehearse(asked, [answer.change(today)])
    except InvalidInputError as error:
        return error.problems
    return ()


def _row_of_answer(row: SheetRow, asked: LoadedRecommendation, known: RecipientIndex) -> _RowOfAnswer:
    written = row.text(RECIPIENT)
    found = known.called(written)
    recipient = found.slug if found else written
    return _RowOfAnswer(row, asked, recipient, known.has_key(recipient))


class _RowOfAnswer(Struct, frozen=True):
    """A row of a list; an empty cell says nothing and changes nothing."""

    row: SheetRow
    loaded: LoadedRecommendation
    recipient: str
    """The recipient's key, or what was written when nobody on the list has that key or name."""

    is_listed: bool

    @property
    def is_silent(self) -> bool:
        """Whether the row has nothing but a recipient of the list, of whom it then makes no entry."""
        return self.is_listed and not self._cells().keys() - {RECIPIENT}

    def problems(self) -> Iterator[Problem]:
        if not self.recipient:
            remedy = "skriv mottagarens nyckel eller namn"
            yield Problem("Mottagare saknas på raden", remedy, self.row.cell(RECIPIENT).place)
        if (written := self.row.text(REFERENCE)) not in ("", self.loaded.reference):
            message = f"Raden gäller en annan rekommendation, {quote(written)}"
            yield Problem(message, "ta bort raden, och läs in den för sig", self.row.cell(REFERENCE).place)
        if self.row.text("lovat") and not self.row.text("utlovat"):
            message = "Löftets dag står på raden, men inte vilken dag som är utlovad"
            yield Problem(message, "fyll i kolumnen «utlovat»", self.row.cell("lovat").place)
        for word in self._reminders():
            if read_date(word) is None:
                message = f"{quote(word)} går inte att läsa som ett datum"
                yield Problem(message, "skriv 2021-09-01, flera med komma", self.row.cell(REMINDED).place)

    def change(self, today: date) -> Change:
        cells = self._cells()
        values = {
            path: as_recorded(path, self.row.text(key))
            for key, path in cells.items()
            if key not in (RECIPIENT, REMINDED) and path[:2] != CLAUSES
        }
        outcomes = {
            int(path[2]) if len(path) > 2 else EVERY_CLAUSE: outcome_written(self.row.text(key))
            for key, path in cells.items()
            if path[:2] == CLAUSES
        }
        days = [day for word in self._reminders() if (day := read_date(word))]
        return Change(
            self.recipient,
            values,
            outcomes,
            days,
            today=today,
            is_of_list=True,
            place=self._place,
            to_add=_to_add,
        )

    def _reminders(self) -> list[str]:
        return [word.strip() for word in self.row.text(REMINDED).replace(";", ",").split(",") if word.strip()]

    def _cells(self) -> dict[str, KeyPath]:
        """Return the columns in which the row says something, with where that stands in an answer file."""
        numbers = range(1, len(self.loaded.recommendation.clauses) + 1)
        paths = {**PATHS, **{clause_key(n): (*CLAUSES, str(n)) for n in numbers}}
        return {key: path for key, path in paths.items() if self.row.text(key)}

    def _place(self, path: KeyPath) -> Place:
        """Return the cell that a path of the answer file was read from, or that comes nearest to it."""
        shared = {key: _shared(path, own) for key, own in self._cells().items()}
        best = max(shared, key=lambda key: shared[key], default=RECIPIENT)
        cell: Cell = self.row.cell(best if shared.get(best) else RECIPIENT)
        return cell.place


def _to_add(key: str) -> str:
    """Return what to do about a key that a row of a list lacks."""
    if key in ("text", "ord"):
        outcome = "eget beslut" if key == "ord" else "antagen med ändring"
        return f"skriv texten efter ett kolon: {outcome}: texten"
    also = ", eller «punkter» med utfallet för alla" if key.startswith("punkt ") else ""
    column = "punkter" if key == "satser" else key
    return f"fyll i kolumnen «{column}»{also}"


def _shared(one: KeyPath, other: KeyPath) -> int:
    """Return how many steps two paths have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _twice(answers: Sequence[_RowOfAnswer]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for answer in answers:
        if answer.recipient in first and answer.recipient:
            message = f"{quote(answer.recipient)} står på två rader; den första är rad {first[answer.recipient]}"
            yield Problem(message, "för samman dem till en rad", answer.row.cell(RECIPIENT).place)
        first.setdefault(answer.recipient, answer.row.number)
