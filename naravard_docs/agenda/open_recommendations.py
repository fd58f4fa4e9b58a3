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
    secrecy: str | None = None
    public_heading: str | None = None


def open_recommendations(
    earlier: EarlierMeetings, workspace: Workspace, day: date
) -> tuple[tuple[OpenRecommendation, ...], tuple[Problem, ...]]:
    """Return the recommendations of earlier meetings that are not wholly answered, and what could not be read."""
    found: list[OpenRecommendation] = []
    problems: list[Problem] = []
    for each in earlier.held:
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
    item = asked.recommendation.item
    return OpenRecommendation(
        asked.reference,
        letter.matter,
        waiting,
        len(asked.recommendation.recipients),
        asked.source is not None,
        item.secrecy,
        item.public_heading,
    )


def recommendation_draft(asked: OpenRecommendation, earlier: EarlierMeetings) -> DraftItem:
    """Return the item that follows a recommendation up, under the heading and as secret as it was last."""
    last = next((item for item in _newest_first(earlier) if _is_about(item, asked)), None)
    heading = last.heading if last else f"Uppföljning av rekommendationen gällande {asked.matter}"
    secrecy = last.secrecy if last and last.secrecy else asked.secrecy
    public = last.public_heading if last and last.public_heading else asked.public_heading
    comment = "" if asked.has_answer_file else "Inga svar är antecknade än: det görs med naravard svar."
    secret = {"sekretess": secrecy, "offentlig_rubrik": public}
    told = {key: value for key, value in secret.items() if value is not None}
    return DraftItem({HEADING: heading, **told, "uppföljning_av": asked.reference}, comment)


def _newest_first(earlier: EarlierMeetings) -> list[AgendaItem]:
    return [item for each in reversed(earlier.held) for item in each.items]


def _is_about(item: AgendaItem, asked: OpenRecommendation) -> bool:
    return item.follows_up is not None and item.follows_up.reference == asked.reference
