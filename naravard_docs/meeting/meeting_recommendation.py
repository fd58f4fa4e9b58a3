"""A recommendation in its context: which meeting of which body made it, what was decided, and to whom its letter goes.

It is made once, when the meeting is read; the letter, the answers, where it stands and what is sent all hold it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import DistributionList, Recipient
from naravard_docs.meeting.decision import Decision
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.swedish import capitalise, long_date


class MeetingRecommendation(Struct, frozen=True):
    """A recommendation of a meeting.

    ``stem`` is the meeting file's name without suffix and ``number`` the item's place on the agenda, from 1;
    ``decision`` is what the item decided and ``letter`` what the meeting file says of the letter that carries it.
    """

    stem: str
    meeting: Meeting
    body: Body
    number: int
    decision: Decision
    letter: Recommendation
    distribution_list: DistributionList

    @property
    def reference(self) -> str:
        """What names the recommendation in files and in «uppföljning_av»."""
        return self.letter.reference(self.stem)

    @property
    def item(self) -> AgendaItem:
        """The item that it was decided under."""
        return self.meeting.agenda_items[self.number - 1]

    @property
    def heading(self) -> str:
        """What it is about, as headings and tables say it."""
        return capitalise(self.letter.matter)

    @property
    def title(self) -> str:
        """What its letter is called."""
        return f"Rekommendation till beslut om {self.letter.matter}"

    @property
    def clauses(self) -> tuple[str, ...]:
        """What recipients answer to, as the letter numbers it; a decision in one sentence is one clause."""
        return tuple(clause.text for clause in self.decision.all_clauses) or (self.decision.sentence or "",)

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        return self.distribution_list.recipients

    @property
    def decided_when(self) -> str:
        """When it was decided, as a decision that is quoted says it."""
        return f"vid sitt sammanträde den {long_date(self.meeting.date)}"

    @property
    def path(self) -> FieldPath:
        """Where it stands in the meeting file."""
        return ("ärenden", self.number - 1, "rekommendation")


def meeting_recommendations(
    stem: str, meeting: Meeting, body: Body, lists: Mapping[str, DistributionList]
) -> tuple[MeetingRecommendation, ...]:
    """Return a meeting's recommendations in agenda order."""
    return tuple(
        MeetingRecommendation(stem, meeting, body, number, item.decision, letter, lists[letter.distribution_list])
        for number, item in enumerate(meeting.agenda_items, 1)
        if (letter := item.recommendation) is not None and item.decision is not None
    )
