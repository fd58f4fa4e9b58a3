"""How long before a meeting its kallelse is to be out: by law for fullmäktige, for others by what they have decided.

Kommunallagen (2017:725) 5 kap. 13-15 §§: the chair has a kungörelse of every meeting of fullmäktige put up on the
notice board, and handed to members and replacements, at least a week before the day of the meeting; it tells when and
where the meeting is, and its items. What is so urgent that there is no time for that may be told of later. The law says
nothing of a nämnd, which follows its reglemente, nor of an association, which follows its bylaws.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.meeting import Meeting

NOTICE_OF_COUNCIL = 7
LAW_OF_NOTICE = "5 kap. 14 § kommunallagen"
LAW_OF_CONTENT = "5 kap. 13 § kommunallagen"
LAW_OF_URGENT = "5 kap. 15 § kommunallagen"


class NoticeTime(Struct, frozen=True):
    """How many days before a meeting its kallelse is to be out, and what says so."""

    days: int
    source: str

    def last_day(self, meeting: Meeting) -> date:
        """Return the last day on which it may be issued."""
        return meeting.date - min(timedelta(self.days), meeting.date - date.min)


def notice_time(body: Body) -> NoticeTime | None:
    """Return how long before its meetings a body's kallelse is to be out, None where nothing says it.

    Fullmäktige may have longer than the law, never shorter.
    """
    own = body.schedule.notice
    if body.profile is Profile.COUNCIL and (own is None or own <= NOTICE_OF_COUNCIL):
        return NoticeTime(NOTICE_OF_COUNCIL, LAW_OF_NOTICE)
    return NoticeTime(own, body.schedule.source or "«tider» i organ.yaml") if own is not None else None
