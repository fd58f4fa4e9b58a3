"""A year of three bodies as a calendar: one under kommunallagen, one with days of its own, and one with neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from conftest import REPOSITORY

from naravard_docs.compose.meeting_calendar import compose_meeting_calendar
from naravard_docs.document.document import Document
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting_days import KnownDays, days_of_meeting
from naravard_docs.meeting.year_calendar import MeetingOfYear, YearCalendar
from naravard_docs.workspace.workspace import Workspace

BODIES: Mapping[str, Mapping[str, Any]] = {
    "kommunfullmaktige": {
        "namn": "Kommunfullmäktige",
        "profil": "fullmäktige",
        "tider": {"handlingar": "21"},
        "sammanträden": [
            "2027-01-13 18.00–21.00 Sessionssalen",
            "2027-06-11 09.00–16.00 Sessionssalen",
            "2027-12-20 18.00 Sessionssalen",
        ],
    },
    "foreningen": {
        "namn": "Föreningen Lyktan",
        "profil": "förening",
        "tider": {"kallelse": "14", "justering": "21", "enligt": "stadgarna § 12"},
        "sammanträden": [
            {"datum": "2027-02-12", "tid": "09.00–12.00", "plats": "Digitalt", "handlingar_senast": "2027-01-24"},
            "2027-12-04",
        ],
    },
    "radet": {"namn": "Rådet för samverkan om vård och omsorg i länet", "sammanträden": ["2027-05-19 13.00"]},
}


def calendar_of_bodies(today: date = date(2027, 3, 1), **more: Mapping[str, Any]) -> YearCalendar:
    """Return the calendar of the bodies, and of others, for 2027."""
    bodies = {key: Body.model_validate(value) for key, value in {**BODIES, **more}.items()}
    meetings = [meeting for key, body in bodies.items() for meeting in planned_of(key, body)]
    return YearCalendar((2027,), tuple(bodies.items()), tuple(meetings), (), today)


def planned_of(key: str, body: Body) -> tuple[MeetingOfYear, ...]:
    """Return the meetings that a body plans, with the days that each brings."""
    return tuple(
        MeetingOfYear(
            key,
            body,
            each.date,
            each.time or "",
            each.place or "",
            is_planned=True,
            days=tuple(days_of_meeting(body, each.date, KnownDays(documents_due=each.documents_due))),
        )
        for each in body.planned_meetings
    )


def year_document(only: str = "") -> Document:
    """Return the document of the calendar, with a meeting that is cancelled, or that of one body."""
    calendar = calendar_of_bodies()
    first, *others = calendar.meetings
    calendar = replace(calendar, meetings=(replace(first, is_cancelled=True, days=()), *others))
    house = Workspace.containing(REPOSITORY).house
    return compose_meeting_calendar(calendar.of(only) if only else calendar, house)
