"""Reading answers: the file of each recommendation in meetings/svar/, with everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import InvalidInputError, Level, Place, Problem, WrongUsageError, in_file_order, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient, recipient_called
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.response import Response
from naravard_docs.meeting.response_rules import AnsweredLetter
from naravard_docs.meeting.status import Delivery, RecommendationStatus, last_event_day, recommendation_status
from naravard_docs.responses.answer_file import IF_EMPTY, judged_answers, place_in_entry
from naravard_docs.responses.files import SUFFIX, also_of, answer_files, files_of, meeting_of, stray_answer_files
from naravard_docs.swedish import closest, enumeration, long_date, quote
from naravard_docs.workspace.file_names import in_nfc, path_on_disk, stem_of
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.known_recommendations import readable_references
from naravard_docs.workspace.load import LoadedMeeting, load_meeting, places_in
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import Loc, SourceFile, read_tree_with_faults

LOG_SUFFIX = ".utskick.tsv"
_MOST_DAYS = 3
"""How many days that have not come a warning names."""


class LoadedRecommendation(Struct, frozen=True):
    """A recommendation with what is known of its answers.

    ``path`` is where its answer file lies or would lie, and ``source`` that file as read, None when there is none;
    ``no_longer_listed`` are recipients that are told of in it but have been taken off the list since, named by their
    keys.
    """

    meeting: LoadedMeeting
    recommendation: MeetingRecommendation
    path: Path
    source: SourceFile | None = None
    responses: tuple[Response, ...] = ()
    no_longer_listed: tuple[Recipient, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def reference(self) -> str:
        return self.recommendation.reference

    @property
    def log_path(self) -> Path:
        """Where what was sent is logged."""
        return path_on_disk(self.path.parent, self.reference + LOG_SUFFIX)

    def last_told_day(self, until: date | None = None) -> date:
        """Return the last day that anything is told of, not after ``until``; the letter's own when nothing is."""
        return last_event_day(self.responses, until) or self.recommendation.letter.date

    def response_of(self, recipient: Recipient) -> Response | None:
        return next((each for each in self.responses if each.recipient == recipient.slug), None)

    def recipient_named(self, word: str) -> Recipient:
        """Return the recipient by key or name, whatever its capitals and accents.

        Raises:
            WrongUsageError: if it is not on the list.
        """
        recipients = self.recommendation.recipients
        if found := recipient_called(word, recipients):
            return found
        words = {name: each.slug for each in recipients for name in (each.name, each.slug)}
        key = words.get(closest(word, words))
        listed = f"mottagare på listan: {', '.join(each.slug for each in recipients)}"
        message = f"«{word}» finns inte på sändlistan {quote(self.recommendation.distribution_list.name)}"
        raise WrongUsageError(message, f"menade du «{key}»?" if key else listed)

    @property
    def sources(self) -> dict[str, Path]:
        """Every file that tells of the recommendation and its answers, by its name in the workspace."""
        answers = {f"meetings/svar/{in_nfc(self.path.name)}": self.path} if self.source is not None else {}
        return {**self.meeting.sources, **answers}

    def places_of_character(self, character: str) -> tuple[Place, ...]:
        """Return every place in the meeting's and the answers' files where a character stands in a value."""
        in_answers = places_in(self.source, character) if self.source else ()
        return (*self.meeting.places_of_character(character), *in_answers)

    def status(self, as_of: date, deliveries: Mapping[str, Delivery] | None = None) -> RecommendationStatus:
        """Return where the recommendation stands on a day, by the answers and what the log tells of the letters."""
        return recommendation_status(self.recommendation, self.responses, as_of, self.no_longer_listed, deliveries)


def future_date_warnings(asked: LoadedRecommendation, day: date, today: date | None = None) -> tuple[Problem, ...]:
    """Return warnings of what is told to have happened after a day, at its place: it is told and does not count.

    Who asks about a day before ``today`` hears of later decisions, and of nothing else that has happened since.
    """
    last = max(day, today or day)
    decided = _later_decisions(asked, day, last)
    other = [(f"{key} {then.isoformat()}", place) for key, then, place in _days_after(asked, last) if key != "beslut"]
    if not other:
        return decided
    told = list(dict.fromkeys(words for words, _ in other))
    named = enumeration(told if len(told) <= _MOST_DAYS else [*told[:_MOST_DAYS], f"{len(told) - _MOST_DAYS} till"])
    message = f"Det som är daterat efter den {long_date(last)} räknas inte: {named}"
    remedy = "rätta dagen om den är fel; annars räknas det när den har kommit"
    return (*decided, Problem(message, remedy, other[0][1], Level.WARNING))


def _later_decisions(asked: LoadedRecommendation, day: date, last: date) -> tuple[Problem, ...]:
    """Return that decisions after a day are left out: a warning at the first that has a day after ``last``, if any."""
    doubts = asked.status(day).doubts
    if place := next((place for key, _, place in _days_after(asked, last) if key == "beslut"), None):
        return tuple(replace(doubt, place=place) for doubt in doubts)
    remedy = "ska de räknas, fråga om en senare dag med --per"
    return tuple(Problem(doubt.message, remedy, level=Level.HINT) for doubt in doubts)


def _days_after(asked: LoadedRecommendation, day: date) -> Iterator[tuple[str, date, Place]]:
    """Yield each event that an answer file tells of and that comes after a day: its key, its day, its place."""
    for index, response in enumerate(asked.responses if asked.source else ()):
        told: list[tuple[str, Loc, date]] = [
            *(("skickat", ("skickat", n), day) for n, day in enumerate(response.sent)),
            *(("mottaget", ("mottaget", n), day) for n, day in enumerate(response.received)),
            *(("beslut", ("beslut", n, "datum"), decision.date) for n, decision in enumerate(response.decision)),
            *(("påmint", ("påmint",), reminded) for reminded in response.reminded),
        ]
        for key, path, then in told:
            if then > day and asked.source is not None:
                yield key, then, place_in_entry(asked.source, index, path)


def load_recommendations(loaded: LoadedMeeting) -> tuple[LoadedRecommendation, ...]:
    """Return a meeting's recommendations with their answers, in agenda order.

    Raises:
        FileAccessError: if an answer file cannot be read.
        InvalidInputError: with every problem of the meeting's answer files, those of no recommendation among them.
    """
    found: list[LoadedRecommendation] = []
    problems: list[Problem] = []
    asked = recommendations(loaded)
    for each in asked:
        try:
            found.append(read_answers(each))
        except InvalidInputError as error:
            problems += error.problems
    problems += stray_answer_files(
        loaded.workspace, files_of(loaded.workspace, loaded.stem), [each.path for each in asked]
    )
    if problems:
        raise InvalidInputError(in_file_order(problems))
    return tuple(found)


def all_recommendations(workspace: Workspace) -> tuple[LoadedRecommendation, ...]:
    """Return the recommendations of all meetings of a workspace, by meeting file and agenda.

    Raises:
        FileAccessError: if a file cannot be read.
        InvalidInputError: with every problem of every meeting and its answer files, and files of no meeting.
    """
    found: list[LoadedRecommendation] = []
    problems: list[Problem] = []
    for path in workspace.meeting_files():
        try:
            found += load_recommendations(load_meeting(path, workspace))
        except InvalidInputError as error:
            problems += error.problems
    problems += orphaned_answers(workspace)
    if any(problem.is_error for problem in problems):
        raise InvalidInputError(in_file_order(problems))
    return tuple(found)


def orphaned_answers(workspace: Workspace) -> tuple[Problem, ...]:
    """Return the answer files whose name begins with no meeting's as problems, with the names that may be meant."""
    meetings = workspace.meeting_files()
    stems = [stem_of(path) for path in meetings]
    if not (files := [path for path in answer_files(workspace) if not meeting_of(path, stems)]):
        return ()
    asked = [workspace.answers / f"{reference}{SUFFIX}" for reference in readable_references(meetings)]
    return tuple(stray_answer_files(workspace, files, asked))


def read_answers(asked: LoadedRecommendation, text: str | None = None) -> LoadedRecommendation:
    """Return a recommendation with the answers of its file, or of a text that is to become that file.

    Raises:
        FileAccessError: if the file cannot be read.
        InvalidInputError: with every problem of the file.
    """
    if text is None:
        if not is_there(asked.path):
            return replace(asked, source=None, responses=())
        text = read_text_file(asked.path)
    source = read_tree_with_faults(text, asked.path, IF_EMPTY)
    of_letter = asked.recommendation
    answered = AnsweredLetter(
        of_letter.letter.date, len(of_letter.clauses), of_letter.recipients, of_letter.distribution_list.name
    )
    judged = judged_answers(source, answered, asked.meeting.workspace)
    if any(problem.is_error for problem in judged.problems):
        raise InvalidInputError(judged.problems)
    return replace(
        asked,
        source=source,
        no_longer_listed=tuple(Recipient(name=key, key=key) for key in judged.no_longer_listed),
        responses=judged.responses,
        warnings=judged.problems,
    )


def recommendations(loaded: LoadedMeeting) -> tuple[LoadedRecommendation, ...]:
    """Return a meeting's recommendations in agenda order, their answers not yet read.

    Raises:
        InvalidInputError: if one has the reference of another meeting's, so that they would share answers and log.
    """
    found = tuple(
        LoadedRecommendation(loaded, each, path_on_disk(loaded.workspace.answers, f"{each.reference}{SUFFIX}"))
        for each in loaded.recommendations
    )
    if problems := tuple(problem for each in found for problem in _shared_references(each)):
        raise InvalidInputError(problems)
    return found


def _shared_references(asked: LoadedRecommendation) -> Iterator[Problem]:
    source = asked.meeting.source
    for other in also_of(asked.meeting.workspace, asked.meeting.path, asked.reference):
        key = "kortnamn" if asked.recommendation.letter.short_name else "ärende"
        path = as_written(Meeting, (*asked.recommendation.path, key), source.root)
        message = f"{shown_path(other)} har en rekommendation med samma beteckning, {asked.reference}"
        remedy = "ge den ena ett annat «kortnamn»; annars får de samma svarsfil och samma logg"
        yield Problem(message, remedy, source.place_of(path))
