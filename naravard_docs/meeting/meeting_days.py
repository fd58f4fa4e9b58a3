"""The days that a meeting brings with it: documents, kallelse, adjustment, notice on the board and last day of appeal.

Kommunallagen (2017:725) 5 kap. 14 §: fullmäktige is called at least a week before; 5 kap. 69 § (6 kap. 35 § for
nämnder): minutes are adjusted within 14 days; 8 kap. 12 §: that is posted at the latest the second day after; 13 kap.
5 §: an appeal comes in within three weeks of that. A body's own days (``tider``) take the place of the first two.

What is to be done before a meeting goes back to the working day before, so that the time is not cut short. What the law
has as the last day of something after it goes on to the next working day: lag (1930:173) om beräkning av lagstadgad
tid, 2 §. That law is not about days that a body has given itself, so those go back too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from naravard_docs.meeting.approval import (
    LONGEST_UNTIL_ADJUSTED,
    LONGEST_UNTIL_POSTED,
    day_of_appeal,
    later_day,
)
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.deadlines import why_free, working_day_by, working_day_from

NOTICE_OF_COUNCIL = timedelta(weeks=1)
PLANNED = "sammanträden"
"""The source of a day that organ.yaml gives for one meeting (``handlingar_senast``)."""


class DayKind(StrEnum):
    """What is to be done on a day of the year's calendar, in the order of a meeting's life."""

    DOCUMENTS = "handlingar"
    NOTICE = "kallelse"
    MEETING = "möte"
    ADJUSTMENT = "justering"
    POSTING = "anslag"
    APPEAL = "överklagande"
    ANSWER = "svar"
    TASK = "uppdrag"


class MeetingDay(Struct, frozen=True):
    """The last day for something that a meeting brings with it, and where it is said.

    ``counted`` is the day as it was counted, before it was moved for what ``why`` tells; ``is_done`` says that the
    meeting file tells when it was done, and that it is that day.
    """

    kind: DayKind
    day: date
    source: str
    counted: date | None = None
    why: str = ""
    is_done: bool = False


class KnownDays(Struct, frozen=True):
    """What is known of a meeting besides its day: its last day, when documents are due, adjustment and posting."""

    end: date | None = None
    documents_due: date | None = None
    adjusted: date | None = None
    posted: date | None = None


def days_of_meeting(body: Body, day: date, known: KnownDays | None = None) -> Iterator[MeetingDay]:
    """Yield the days that a body's meeting on a day brings with it, those of the law and of the body's own."""
    known = known or KnownDays()
    yield from _before(body, day, known)
    adjusted = _adjustment(body, max(day, known.end or day), known.adjusted)
    if adjusted is not None:
        yield adjusted
        if body.profile.follows_local_government_act:
            yield from _on_board(adjusted.day, known.posted)


def _before(body: Body, day: date, known: KnownDays) -> Iterator[MeetingDay]:
    own, source = body.schedule, body.schedule.source or "organets tider"
    if known.documents_due is not None:
        yield _moved_back(DayKind.DOCUMENTS, known.documents_due, PLANNED)
    elif own.documents_due is not None:
        yield _moved_back(DayKind.DOCUMENTS, earlier_day(day, timedelta(days=own.documents_due)), source)
    if own.notice is not None:
        yield _moved_back(DayKind.NOTICE, earlier_day(day, _notice_time(body)), source)
    elif body.profile is Profile.COUNCIL:
        yield _moved_back(DayKind.NOTICE, earlier_day(day, NOTICE_OF_COUNCIL), "KL 5:14")


def _notice_time(body: Body) -> timedelta:
    """Return how long before a meeting its kallelse is to be out: a council's is never shorter than the law's."""
    own = timedelta(days=body.schedule.notice or 0)
    return max(own, NOTICE_OF_COUNCIL) if body.profile is Profile.COUNCIL else own


def _adjustment(body: Body, held: date, adjusted: date | None) -> MeetingDay | None:
    is_under_law, own = body.profile.follows_local_government_act, body.schedule.adjustment
    if body.profile is Profile.NOTES:
        return None
    if adjusted is not None:
        return MeetingDay(DayKind.ADJUSTMENT, adjusted, "mötesfilen", is_done=True)
    if own is not None and not (is_under_law and timedelta(days=own) > LONGEST_UNTIL_ADJUSTED):
        source = body.schedule.source or "organets tider"
        return _moved_back(DayKind.ADJUSTMENT, later_day(held, timedelta(days=own)), source, held)
    if is_under_law:
        return _moved_on(DayKind.ADJUSTMENT, later_day(held, LONGEST_UNTIL_ADJUSTED), "KL 5:69")
    return None


def _on_board(adjusted: date, posted: date | None) -> Iterator[MeetingDay]:
    if posted is not None:
        posting = MeetingDay(DayKind.POSTING, posted, "mötesfilen", is_done=True)
    else:
        posting = _moved_on(DayKind.POSTING, later_day(adjusted, LONGEST_UNTIL_POSTED), "KL 8:12")
    yield posting
    yield _moved_on(DayKind.APPEAL, day_of_appeal(posting.day), "KL 13:5")


def earlier_day(day: date, by: timedelta) -> date:
    """Return a day so much earlier, or the first that there is."""
    return day - min(by, day - date.min)


def _moved_back(kind: DayKind, counted: date, source: str, first: date = date.min) -> MeetingDay:
    """Return a day moved back to a working day, but not before the first that it can be."""
    day = max(working_day_by(counted), first)
    return _moved(kind, counted, day, source)


def _moved_on(kind: DayKind, counted: date, source: str) -> MeetingDay:
    return _moved(kind, counted, working_day_from(counted), source)


def _moved(kind: DayKind, counted: date, day: date, source: str) -> MeetingDay:
    return (
        MeetingDay(kind, day, source) if day == counted else MeetingDay(kind, day, source, counted, why_free(counted))
    )
