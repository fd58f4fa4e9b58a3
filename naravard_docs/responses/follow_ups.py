"""What a meeting's items follow up: recommendations of other meetings with their answers, as of the meeting's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from naravard_docs.errors import InvalidInputError, Level, Place, Problem, in_file_order, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.responses.load import LoadedRecommendation, read_answers, recommendations
from naravard_docs.swedish import enumeration, long_date
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.load import LoadedMeeting, load_meeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.tree import SourceFile


def with_follow_ups(loaded: LoadedMeeting) -> LoadedMeeting:
    """Return the meeting with where the recommendations stood on its day that its items follow up.

    Raises:
        FileAccessError: if a file cannot be read.
        InvalidInputError: with every problem of the meetings and the answers that are followed up.
    """
    found, told = followed_up(loaded)
    problems = in_file_order([*loaded.problems, *told])
    if any(problem.is_error for problem in problems):
        raise InvalidInputError(problems)
    follow_ups = {reference: each.status(loaded.meeting.date) for reference, each in found.items()}
    followed: dict[Path, SourceFile | None] = {}
    for each in found.values():
        followed |= {each.meeting.path: each.meeting.source, each.path: each.source}
    return replace(loaded, problems=problems, follow_ups=follow_ups, followed=followed)


def followed_up(loaded: LoadedMeeting) -> tuple[dict[str, LoadedRecommendation], list[Problem]]:
    """Return what the items of a meeting follow up, by reference, as far as both can be read, and what is told of it.

    Raises:
        FileAccessError: if a file cannot be read.
    """
    found: dict[str, LoadedRecommendation] = {}
    problems: list[Problem] = []
    for index, item in enumerate(loaded.meeting.known("agenda_items", ())):
        followed = item.known("follows_up")
        if followed is None or (reference := followed.known("reference")) is None:
            continue
        try:
            asked = found[reference] = read_answers(_referred(reference, loaded))
        except InvalidInputError as error:
            problems += error.problems
            continue
        problems += asked.warnings
        if (day := loaded.meeting.known("date")) is not None:
            problems += _doubts(asked, loaded, index, day)
    return found, problems


def _referred(reference: str, loaded: LoadedMeeting) -> LoadedRecommendation:
    """Return the recommendation with a reference that the meeting file's check has found.

    Raises:
        InvalidInputError: with the problems of the meeting that has it.
    """
    files = (path for path in loaded.workspace.meeting_files() if reference.startswith(f"{stem_of(path)}-"))
    meetings = (load_meeting(path, loaded.workspace) for path in files)
    return next(each for meeting in meetings for each in recommendations(meeting) if each.reference == reference)


def _doubts(asked: LoadedRecommendation, loaded: LoadedMeeting, index: int, day: date) -> Iterator[Problem]:
    """Yield what cannot be followed up on the meeting's day, and warn of decisions that it hides."""
    letter = asked.recommendation.letter
    place: Place = loaded.source.place_of(as_written(Meeting, ("ärenden", index, "uppföljning_av"), loaded.source.root))
    if letter.date > day:
        message = f"Brevet är daterat {long_date(letter.date)}, efter mötet den {long_date(day)}"
        yield Problem(message, "följ upp det på ett senare möte, eller rätta datumet", place)
    elif asked.source is None and loaded.is_held:
        message = f"Inga svar är antecknade: {shown_path(asked.path)} finns inte"
        yield Problem(message, "anteckna dem med: naravard svar, eller ta bort raden", place, Level.WARNING)
    is_draft = loaded.meeting.known("status", Status.DRAFT).is_draft  # adopted minutes are to be as they are
    if is_draft and (later := asked.status(day).with_later_decision):
        names = enumeration([each.recipient.name for each in later])
        message = f"Beslut efter mötet den {long_date(day)} kommer inte med i tabellen: {names}"
        yield Problem(message, "låt det vara så, eller rätta mötets eller beslutens datum", place, Level.WARNING)
