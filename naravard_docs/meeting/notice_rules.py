"""Rules for the kallelse: when it is to be out, what it has to tell, and what cannot be of a meeting called off."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.finding import Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.notice_times import LAW_OF_CONTENT, LAW_OF_URGENT, notice_time
from naravard_docs.swedish import enumeration, long_date, quote, with_noun

NOTICE_RULES = _TOO_LATE, _LACKING, _OUT_OF_ORDER, _HELD = ("NV811", "NV812", "NV813", "NV814")
"""The rules for kallelser, which are told wherever one is made."""


def notice_findings(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield a kallelse that was issued too late, out of order or without what it has to tell."""
    yield from as_far_as_known(
        _too_late(meeting, body), _without_time_or_place(meeting, body), _out_of_order(meeting), _held(meeting)
    )


def _too_late(meeting: Meeting, body: Body) -> Iterator[Finding]:
    wanted = notice_time(body)
    if not meeting.notices_issued or wanted is None:
        return
    issued, last = meeting.notices_issued[0].date, wanted.last_day(meeting)
    if last < issued <= meeting.date:
        at_least = with_noun(wanted.days, "dag", "dagar")
        told = f"kallelsen gick ut den {long_date(issued)}, men ska vara ute minst {at_least} före mötet: senast den "
        remedy = "flytta mötet, eller tillåt det med skälet"
        if body.profile is Profile.COUNCIL:
            remedy += f"; bara brådskande ärenden får kungöras senare ({LAW_OF_URGENT})"
        yield Finding(_TOO_LATE, ("kallelse", 0, "datum"), f"{told}{long_date(last)} ({wanted.source})", remedy)


def _without_time_or_place(meeting: Meeting, body: Body) -> Iterator[Finding]:
    if not meeting.notices_issued or meeting.cancelled is not None:
        return
    place = meeting.place or meeting.link
    lacking = [quote(key) for key, value in (("tid", meeting.time), ("plats", place)) if value is None]
    if lacking:
        law = f" ({LAW_OF_CONTENT})" if body.profile is Profile.COUNCIL else ""
        told = f"kallelsen är utfärdad, men mötet saknar {enumeration(lacking)}{law}"
        yield Finding(_LACKING, ("kallelse",), told, "skriv det, och skicka en ändring: naravard kallelse --ändrad")


def _out_of_order(meeting: Meeting) -> Iterator[Finding]:
    days = [each.date for each in meeting.notices_issued]
    for n, day in enumerate(days):
        last = meeting.end_date or meeting.date
        if n and day < days[n - 1]:
            told = f"ändringen den {long_date(day)} är före det som gick ut den {long_date(days[n - 1])}"
            yield Finding(_OUT_OF_ORDER, ("kallelse", n, "datum"), told, "rätta dagen, eller skriv dem i ordning")
        elif day > last:
            told = f"kallelsen den {long_date(day)} är efter mötet den {long_date(last)}"
            yield Finding(
                _OUT_OF_ORDER, ("kallelse", n, "datum"), told, "rätta dagen i «kallelse», eller mötets «datum»"
            )


def _held(meeting: Meeting) -> Iterator[Finding]:
    if meeting.cancelled is not None and not meeting.is_draft:
        told = f"mötet är inställt, men dess protokoll är {quote(meeting.status.value)}"
        yield Finding(_HELD, ("inställt",), told, "ta bort «inställt», eller sätt «status: utkast»")
