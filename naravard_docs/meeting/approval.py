"""How minutes become valid and known: their adjustment (justering) and the notice of it on the board (anslag).

Kommunallagen (2017:725) 5 kap. 69 §: within 14 days; 8 kap. 12 §: posted at the latest the second day after, and not
taken down before the time for appeal has ended, three weeks from the posting (13 kap. 5 §), or on the next working day
by lag (1930:173) om beräkning av lagstadgad tid, 2 §.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as date_type
from datetime import timedelta
from typing import Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.deadlines import working_day_from
from naravard_docs.meeting.numbers import NumberSet, Sections
from naravard_docs.meeting.people import PersonReferences
from naravard_docs.meeting.values import Fingerprint, Line, MarkedLine, Record, SwedishDate
from naravard_docs.swedish import MONTHS, quote, read_date

LONGEST_UNTIL_ADJUSTED = timedelta(days=14)
LONGEST_UNTIL_POSTED = timedelta(days=2)
TIME_FOR_APPEAL = timedelta(weeks=3)


class Approval(Record):
    """When, where and how minutes were adjusted; on one line: «2023-05-20 Kommunhuset»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    date: SwedishDate | None = Field(None, alias="datum", description="Dagen då protokollet justeras.")
    time: MarkedLine | None = Field(None, alias="tid", description="Klockslaget: 15.00.")
    place: MarkedLine | None = Field(None, alias="plats", description="Var det justeras: Kommunhuset.")
    method: MarkedLine | None = Field(None, alias="metod", description="Hur det justeras: digitalt, på plats.")
    sections: Sections | None = Field(None, alias="paragrafer", description="Paragraferna, om inte alla: 12, 15–17.")
    by: PersonReferences = Field((), alias="av", description="De som har justerat: ordföranden och justerarna.")
    fingerprint: Fingerprint | None = Field(
        None, alias="fingeravtryck", description="Visar vilka ord som är justerade; skrivs av naravard justera."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return _from_line(value) if isinstance(value, str) else value


_DAY = lazy_pattern(
    r"(?:\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?,?\s+)?(?:\bden\s+)?"
    rf"(?<![\w-])(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})(?P<year>\s+\d{{4}})?)(?![\w-])",
    re.IGNORECASE,
)
_CLOCK = lazy_pattern(r"(?:\bkl(?:ockan)?\b\.?\s*)?(?<![\d.:])(?P<time>\d{1,2}[.:]\d\d)(?![\d.:])", re.IGNORECASE)


def _from_line(line: str) -> dict[str, Any]:
    """Return the day, the hour and the place that a line tells in any order; a line of several days is left alone.

    Raises:
        PydanticCustomError: if the day has no year.
    """
    days = list(_DAY.finditer(line))
    day = read_date(days[0]["day"]) if len(days) == 1 else None
    if len(days) == 1 and days[0]["year"] is None and "-" not in days[0]["day"]:
        raise PydanticCustomError("approval_without_year", "no year", {"day": quote(days[0]["day"])})
    if day is None:
        return {"plats": line}
    rest = _DAY.sub(",", line)
    times = list(_CLOCK.finditer(rest))
    told = {"tid": times[0]["time"]} if len(times) == 1 else {}
    place = ", ".join(filter(None, (part.strip() for part in (_CLOCK.sub(",", rest) if told else rest).split(","))))
    return {"datum": day, **told, **({"plats": place} if place else {})}


class Posting(Record):
    """The notice that minutes are adjusted; on one line: the day that it was put up."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    posted: SwedishDate | None = Field(None, alias="uppsatt", description="Dagen då anslaget sätts upp.")
    removed: SwedishDate | None = Field(None, alias="nedtas", description="Dagen då anslaget tas ned.")
    kept_at: MarkedLine | None = Field(None, alias="förvaras", description="Var protokollet förvaras.")
    board: Line | None = Field(None, alias="anslagstavla", description="Var anslaget finns, om flera tavlor har ett.")
    sections: Sections | None = Field(None, alias="paragrafer", description="Paragraferna, om inte alla: 12, 15–17.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"uppsatt": value} if isinstance(value, str) else value


def later_day(day: date_type, by: timedelta) -> date_type:
    """Return a day so much later, or the last that there is."""
    return day + min(by, date_type.max - day)


def latest_day_of_posting(adjusted: date_type) -> date_type:
    """Return the last day on which the notice of an adjustment may be put up."""
    return later_day(adjusted, LONGEST_UNTIL_POSTED)


def day_of_appeal(posted: date_type) -> date_type:
    """Return the day three weeks from the posting, whether it is a working day or not."""
    return later_day(posted, TIME_FOR_APPEAL)


def last_day_of_appeal(posted: date_type) -> date_type:
    """Return the last day on which an appeal may come in: three weeks from the posting, or the next working day.

    Kommunallagen (2017:725) 13 kap. 5 §; lag (1930:173) om beräkning av lagstadgad tid, 1 and 2 §§: the day of the week
    that it was posted on, moved past Saturdays, Sundays, holidays, midsommarafton, julafton and nyårsafton.
    """
    return working_day_from(day_of_appeal(posted))


def first_day_of_removal(posted: date_type) -> date_type:
    """Return the first day on which a notice may be taken down: the day after the time for appeal."""
    return later_day(last_day_of_appeal(posted), timedelta(days=1))


def approvals_of(approvals: Iterable[Approval], sections: NumberSet | None) -> tuple[Approval, ...]:
    """Return the adjustments of some items: those that name them, else those that name none; of all items, all."""
    listed = tuple(approvals)
    of_these = tuple(a for a in listed if a.sections and sections and a.sections.overlaps(sections))
    return of_these or tuple(a for a in listed if not a.sections) or (() if sections else listed)


def day_of_adjustment(approvals: Iterable[Approval], sections: NumberSet | None) -> date_type | None:
    """Return the day on which some items, or all, were adjusted: the last where there are several."""
    return max((each.date for each in approvals_of(approvals, sections) if each.date), default=None)


def posted_on_all_boards(posting: Posting, postings: Iterable[Posting]) -> date_type | None:
    """Return the day that the time for appeal is counted from: when the notice is up on the last of its boards.

    Kommunallagen (2017:725) 13 kap. 5 §: of a gemensam nämnd, when it is up on the boards of all who have formed it.
    """
    if posting.board is None or posting.posted is None:
        return posting.posted
    others = (each for each in postings if each.board is not None and _is_of_same(each, posting))
    return max(each.posted for each in (posting, *others) if each.posted)


def _is_of_same(one: Posting, other: Posting) -> bool:
    return not one.sections or not other.sections or one.sections.overlaps(other.sections)
