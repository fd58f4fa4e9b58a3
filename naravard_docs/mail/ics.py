"""Calendars as iCalendar files (RFC 5545): days and meetings that Outlook, Thunderbird and telephones take in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from naravard_docs.document.calendar import Calendar, CalendarEntry, MeetingEntry

if TYPE_CHECKING:
    from icalendar import Event

ALARM_HOUR = 9
"""When on its day an entry calls attention to itself: with the working day begun, not at midnight."""

_ZONE = "Europe/Stockholm"
_STOCKHOLM = """\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
"""Swedish time (RFC 5545, 3.6.5) as it is by förordning (2001:127) om sommartid.

Why not the library's: it lists every change of the clock until 2038, by the tables that the machine has, which differ;
and of icalendar 7.3 those in spring come an hour late.
"""


def ics_bytes(calendar: Calendar) -> bytes:
    """Return a calendar as a file; the same calendar gives the same bytes.

    Entries are events, not tasks (VTODO): Outlook leaves tasks out when it reads a file.
    """
    import icalendar

    file = icalendar.Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//naravard_docs//SV")
    file.add("method", calendar.method)
    file.add("x-wr-calname", calendar.name)
    if any(isinstance(entry, MeetingEntry) and entry.begins for entry in calendar.entries):
        file.add_component(icalendar.Timezone.from_ical(_STOCKHOLM))
    for entry in calendar.entries:
        file.add_component(_meeting(calendar, entry) if isinstance(entry, MeetingEntry) else _day(calendar, entry))
    return bytes(file.to_ical(sorted=False))


def _event(calendar: Calendar, entry: CalendarEntry | MeetingEntry) -> Event:
    from icalendar import Event

    event = Event()
    # RFC 5545, 3.8.4.7: the identifier is the entry's for good; a file read in again changes the entry that is there
    event.add("uid", str(uuid5(NAMESPACE_URL, f"naravard_docs:{calendar.id}#{entry.id}")))
    event.add("dtstamp", datetime.combine(calendar.date, time(), UTC))
    return event


def _day(calendar: Calendar, entry: CalendarEntry) -> Event:
    from icalendar import Alarm

    event = _event(calendar, entry)
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


def _meeting(calendar: Calendar, entry: MeetingEntry) -> Event:
    event = _event(calendar, entry)
    for name, when in _times(entry):
        event.add(name, when)
    event.add("summary", entry.title)
    for name, told in (("description", entry.text), ("location", entry.place), ("url", entry.url)):
        if told:
            event.add(name, told)
    _add_organizer(event, entry)
    event.add("sequence", entry.sequence)  # RFC 5546, 2.1.4: higher each time that when, where or whether changes
    event.add("status", entry.state.value)
    return event


def _add_organizer(event: Event, entry: MeetingEntry) -> None:
    # RFC 5546, 3.2.1 and 3.2.5: whoever publishes or cancels is told, where an address is known
    if entry.organizer is not None:
        from icalendar import vCalAddress

        name, address = entry.organizer
        organizer = vCalAddress(f"mailto:{address}")
        organizer.params["CN"] = name
        event.add("organizer", organizer)


def _times(entry: MeetingEntry) -> Iterator[tuple[str, date]]:
    """Yield when a meeting begins and ends; of one that takes its days, the end is the day after (3.6.1)."""
    from zoneinfo import ZoneInfo

    last = entry.last_day or entry.day
    if entry.begins is None:
        yield "dtstart", entry.day
        if last < date.max:
            yield "dtend", last + timedelta(days=1)
        return
    zone = ZoneInfo(_ZONE)
    yield "dtstart", datetime.combine(entry.day, entry.begins, zone)
    if entry.ends is not None:
        yield "dtend", datetime.combine(last, entry.ends, zone)
