"""Rules for meetings that are ahead: what cannot have happened yet, and days that are hardly meant.

They are asked on a day, which the command gives; how long a meeting is ahead is said by ``held``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from naravard_docs.errors import Level
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.deadlines import weekday, why_free, working_day_by, working_day_from
from naravard_docs.meeting.finding import Finding, as_far_as_known
from naravard_docs.meeting.held import happened, is_ahead, usual_items
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import section_label
from naravard_docs.swedish import long_date, quote

_IS_ABOUT_MINUTES = "statusen gäller protokollet"


def before_findings(meeting: Meeting, body: Body, today: date | None) -> Iterator[Finding]:
    """Yield what is wrong with a meeting because its day, or another of its days, has not come."""
    if today is None:
        return
    if is_ahead(meeting, today):
        yield from as_far_as_known(_happened_already(meeting, body), _on_a_free_day(meeting), _status(meeting))
    else:
        yield from as_far_as_known(_adjusted_later(meeting, today))


def _happened_already(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield each item that tells of what happened at the meeting."""
    usual = usual_items(body)
    for placed in meeting.all_items:
        if key := happened(placed.item, usual):
            label = section_label(placed.number, body.wording, " ")
            told = f"mötet är den {long_date(meeting.date)}, men {label} har redan {_WORDS.get(key, quote(key))}"
            remedy = "rätta «datum», eller skriv det som föreslås under «förslag»"
            yield Finding("NV130", (*placed.path, key), told, remedy)


_WORDS = {
    "beslut": "ett beslut",
    "yrkanden": "yrkanden",
    "omröstningar": "en omröstning",
    "val": "ett val",
    "reservationer": "en reservation",
    "förslag": "ett förslag med utfall",
}


def _on_a_free_day(meeting: Meeting) -> Iterator[Finding]:
    if why := why_free(meeting.date):
        before, after = working_day_by(meeting.date), working_day_from(meeting.date)
        told = f"mötet är satt till den {long_date(meeting.date)}, som är {why}"
        near = f"{weekday(before)} {long_date(before)} och {weekday(after)} {long_date(after)}"
        yield Finding("NV131", ("datum",), told, f"kontrollera dagen; närmaste arbetsdagar är {near}")


def _status(meeting: Meeting) -> Iterator[Finding]:
    """Yield a status that only the minutes of a meeting that has been held can have."""
    if meeting.status is Status.DRAFT:
        return
    told = f"mötet är den {long_date(meeting.date)}, men statusen är redan {quote(meeting.status)}"
    level = None if meeting.status in (Status.APPROVED, Status.PUBLISHED) else Level.WARNING
    remedy = f"rätta «datum», eller ta bort «status»: {_IS_ABOUT_MINUTES}"
    yield Finding("NV132", ("status",), told, remedy, level)


def _adjusted_later(meeting: Meeting, today: date) -> Iterator[Finding]:
    """Yield an adjustment that is to come, of minutes that are said to be adjusted."""
    if meeting.status.is_draft:
        return
    for n, approval in enumerate(meeting.approvals):
        if approval.date is not None and approval.date > today:
            told = f"statusen är {quote(meeting.status)}, men justeringen är först {long_date(approval.date)}"
            remedy = "rätta dagen, eller skriv «status: utskickat» tills protokollet är justerat"
            yield Finding("NV132", ("justering", n), told, remedy, Level.WARNING)
