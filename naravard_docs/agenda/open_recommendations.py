"""Recommendations of a body that await answers: each an item that shows where it stands on the meeting's day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from naravard_docs.agenda.draft_item import HEADING, DraftItem
from naravard_docs.agenda.earlier_meetings import EarlierMeetings
from naravard_docs.errors import CommandError, InvalidInputError, Level, Problem, shown_path
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.state import State
from naravard_docs.responses.deliveries import deliveries, log_of
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.workspace.known_recommendations import may_recommend
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.unreadable_file import as_unreadable_file
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes


class OpenRecommendation(Struct, frozen=True):
    """A recommendation that somebody has not answered: how many of how many, and if anything is known of answers."""

    reference: str
    matter: str
    waiting: int
    recipients: int
    has_answer_file: bool


def open_recommendations(
    earlier: EarlierMeetings, workspace: Workspace, day: date
) -> tuple[tuple[OpenRecommendation, ...], tuple[Problem, ...]]:
    """Return the recommendations of earlier meetings that are not wholly answered, and what could not be read."""
    found: list[OpenRecommendation] = []
    problems: list[Problem] = []
    for each in earlier.meetings:
        try:
            if may_recommend(read_bytes(each.path, LIMITS.text_mb)):
                asked = load_recommendations(load_meeting(each.path, workspace))
                found += [open_one for one in asked if (open_one := _open(one, day)) is not None]
        except (InvalidInputError, CommandError) as error:
            first = as_unreadable_file(each.path, error).problems[0]
            message = f"rekommendationer i {shown_path(each.path)} togs inte med: {first.message}"
            remedy = f"se felen med naravard kontrollera {shown_path(each.path)}"
            problems.append(Problem(message, remedy, first.place, Level.WARNING))
    return tuple(found), tuple(problems)


def _open(asked: LoadedRecommendation, day: date) -> OpenRecommendation | None:
    """Return a recommendation as it stands on a day; None when its letter is later, or all have answered."""
    letter = asked.recommendation.letter
    if letter.date > day:
        return None
    status = asked.status(day, deliveries(log_of(asked)))
    waiting = sum(each.is_listed and each.state is not State.ANSWERED for each in status.recipients)
    if not waiting:
        return None
    return OpenRecommendation(
        asked.reference, letter.matter, waiting, len(asked.recommendation.recipients), asked.source is not None
    )


def recommendation_draft(asked: OpenRecommendation, earlier: EarlierMeetings) -> DraftItem:
    """Return the item that follows a recommendation up, under the heading that it had last."""
    heading = _last_heading(asked, earlier) or f"Uppföljning av rekommendationen gällande {asked.matter}"
    comment = "" if asked.has_answer_file else "Inga svar är antecknade än: det görs med naravard svar."
    return DraftItem({HEADING: heading, "uppföljning_av": asked.reference}, comment)


def _last_heading(asked: OpenRecommendation, earlier: EarlierMeetings) -> str | None:
    return next((item.heading for item in _newest_first(earlier) if _is_about(item, asked)), None)


def _newest_first(earlier: EarlierMeetings) -> list[AgendaItem]:
    return [item for each in reversed(earlier.meetings) for item in each.items]


def _is_about(item: AgendaItem, asked: OpenRecommendation) -> bool:
    return item.follows_up is not None and item.follows_up.reference == asked.reference
