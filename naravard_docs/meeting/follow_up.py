"""A recommendation followed up: the decision that its letter carries and where it stands on a day."""

from __future__ import annotations

from msgspec import Struct

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import AgendaItem, Meeting
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.status import RecommendationStatus


class FollowUp(Struct, frozen=True):
    """Where a recommendation stands, with the item whose decision it carries; ``recipients`` is its list's name."""

    meeting: Meeting
    body: Body
    item: AgendaItem
    recommendation: Recommendation
    recipients: str
    status: RecommendationStatus

    @property
    def title(self) -> str:
        """What its letter is called."""
        return f"Rekommendation till beslut om {self.recommendation.matter}"
