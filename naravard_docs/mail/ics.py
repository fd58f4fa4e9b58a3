"""Calendars as iCalendar files (RFC 5545): all-day entries that Outlook, Thunderbird and telephones take in."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from naravard_docs.document.calendar import Calendar, CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event

ALARM_HOUR = 9
"""When on its day an entry calls attention to itself: with the working day begun, not at midnight."""


def ics_bytes(calendar: Calendar) -> bytes:
    """Return a calendar as a file; the same calendar gives the same bytes.

    Entries are events, not tasks (VTODO): Outlook leaves tasks out when it reads a file.
    """
    import icalendar

    file = icalendar.Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//naravard_docs//SV")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", calendar.name)
    for entry in calendar.entries:
        file.add_component(_event(calendar, entry))
    return bytes(file.to_ical(sorted=False))


def _event(calendar: Calendar, entry: CalendarEntry) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    # RFC 5545, 3.8.4.7: the identifier is the entry's for good; a file read in again changes the entry that is there
    event.add("uid", str(uuid5(NAMESPACE_URL, f"naravard_docs:{calendar.id}#{entry.id}")))
    event.add("dtstamp", datetime.combine(calendar.date, time(), UTC))
    event.add("dtstart", entry.day)
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")  # 3.8.2.7: the day is not taken
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=ALARM_HOUR))
    alarm.add("description", entry.title)
    event.add_component(alarm)
    return event
