"""The meeting of minutes and of a kallelse, as what programs that gather meetings are told of it."""

from __future__ import annotations

from datetime import time

from naravard_docs.compose.meeting_facts import meeting_days
from naravard_docs.compose.texts import plain_line
from naravard_docs.document.event import MeetingEvent
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_time import read_meeting_time
from naravard_docs.meeting.shared_templates import SharedTemplates

_MINUTES_OF_DAY = 24 * 60


def meeting_event(meeting: Meeting, body: Body, house: SharedTemplates) -> MeetingEvent:
    """Return a meeting as an event: only what its documents say in words too."""
    organisation = house.organisation
    return MeetingEvent(
        name=f"{body.name}, sammanträde den {meeting_days(meeting)}",
        day=meeting.date,
        body=body.name,
        organisation=organisation.name,
        last_day=meeting.end_date,
        **clock_times(meeting),
        place=plain_line(meeting.place or ""),
        is_of_authority=body.profile is not Profile.ASSOCIATION,
        is_cancelled=meeting.cancelled is not None,
    )


def clock_times(meeting: Meeting) -> dict[str, time]:
    """Return the times of day that the meeting begins and ends at, as far as they can be told."""
    hours = read_meeting_time(plain_line(meeting.time)) if meeting.time else None
    is_of_days = meeting.end_date not in (None, meeting.date)
    if hours is None or hours.start is None or (is_of_days and hours.end is None):
        return {}
    told = {"begins": hours.start, "ends": hours.end}
    return {key: time(*divmod(each, 60)) for key, each in told.items() if each is not None and each < _MINUTES_OF_DAY}
