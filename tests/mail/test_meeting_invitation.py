"""Meetings in calendar files, read again by the library as calendars do: Swedish time, updates, cancellations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from kallelser import sources

from naravard_docs.compose.notice_calendar import compose_notice_calendar
from naravard_docs.document.calendar import Calendar, MeetingEntry
from naravard_docs.libraries.records import replace
from naravard_docs.mail.ics import ics_bytes


def read(data: bytes) -> tuple[Any, Any]:
    """Return a calendar and its only event."""
    calendar: Any = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def event_of(name: str) -> tuple[Any, Any]:
    return read(ics_bytes(compose_notice_calendar(sources()[name], "2027-02-12-namnd")))


def entry(**more: Any) -> bytes:
    meeting = MeetingEntry("m", date(2027, 2, 12), "Nämnden", "Text", **more)
    return ics_bytes(Calendar("o", "Namn", date(2027, 2, 1), (meeting,)))


def test_a_meeting_has_its_hours_in_swedish_time() -> None:
    """Hours are those of Stockholm, in winter and in summer, by a zone that the file holds."""
    calendar, event = event_of("kallelse-nämnd")
    zone = ZoneInfo("Europe/Stockholm")
    assert event.decoded("dtstart") == datetime(2027, 2, 12, 9, 0, tzinfo=zone)
    assert event.decoded("dtend").astimezone(UTC) == datetime(2027, 2, 12, 11, 0, tzinfo=UTC)
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == ["Europe/Stockholm"]
    assert b"DTSTART;TZID=Europe/Stockholm:20270212T090000\r\n" in calendar.to_ical()


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 27), 1), (date(2027, 3, 28), 2), (date(2027, 10, 31), 1)])
def test_the_zone_changes_its_clock_when_sweden_does(day: date, hours: int) -> None:
    """The file's own zone is an hour ahead of UTC in winter, two from the last Sunday of March."""
    data = entry(begins=time(9), ends=time(10))
    (zone,) = read(data)[0].walk("VTIMEZONE")
    assert zone.to_tz().utcoffset(datetime.combine(day, time(12))) == timedelta(hours=hours)


def test_an_entry_tells_what_it_needs() -> None:
    """Place, link, who calls, agenda and what to do if prevented; nothing that is secret."""
    _, event = event_of("kallelse-nämnd")
    assert str(event["location"]) == "Kommunhuset, sal Oviken"
    assert str(event["url"]).startswith("https://teams.example/l/meetup-join/")
    assert str(event["summary"]) == "Socialnämnden"
    assert "§ 34 Budget för 2028" in event["description"] and "§ 36 Ärende med sekretess" in event["description"]
    assert "Den som inte kan komma meddelar sekreteraren Siv Åkerlund." in event["description"]
    _, of_others = event_of("kallelse-samråd")
    assert str(of_others["organizer"]) == "mailto:eva.ek@region.example"
    assert of_others["organizer"].params["CN"] == "Eva Ek"
    assert str(of_others["url"]) == "https://mote.example/1"


def test_updates_change_the_same_entry() -> None:
    """RFC 5546: one UID, a SEQUENCE that rises with every entry, and CANCEL with STATUS when it is off."""
    first, changed, off = (event_of(f"kallelse-{name}") for name in ("nämnd", "ändrad", "inställd"))
    assert len({str(event["uid"]) for _, event in (first, changed, off)}) == 1
    assert [event["sequence"] for _, event in (first, changed, off)] == [0, 2, 3]
    assert [str(calendar["method"]) for calendar, _ in (first, changed, off)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(event["status"]) for _, event in (first, changed, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert str(off[1]["summary"]) == "Inställt: Socialnämnden"
    assert "för få kan komma" in off[1]["description"]


def test_the_identity_stays_when_the_file_is_renamed() -> None:
    """What the first entry records is the identity, whatever the file is called by now."""
    source = sources()["kallelse-nämnd"]
    recorded = source.as_written.notices_issued[0].model_copy(update={"id": "2027-02-12-namnd"})
    meeting = source.as_written.model_copy(update={"notices_issued": (recorded,), "date": date(2027, 2, 19)})
    moved = replace(source, as_written=meeting)
    _, event = read(ics_bytes(compose_notice_calendar(moved, "2027-02-19-namnd")))
    assert event["uid"] == event_of("kallelse-nämnd")[1]["uid"]


def test_what_is_not_issued_is_tentative() -> None:
    """A preview says that it is one, and is no confirmed meeting."""
    _, event = event_of("kallelse-öppen")
    assert (str(event["status"]), event["sequence"]) == ("TENTATIVE", 0)
    assert str(event["summary"]) == "UTKAST: Socialnämnden"


def test_without_hours_it_takes_its_days() -> None:
    """Without hours, or over days with no end, the days are taken, the last one too."""
    calendar, event = event_of("kallelse-samråd")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 3, 1), date(2027, 3, 2))
    assert calendar.walk("VTIMEZONE") == []
    _, of_days = event_of("kallelse-fullmäktige")
    assert (of_days.decoded("dtstart"), of_days.decoded("dtend")) == (date(2027, 2, 25), date(2027, 2, 27))


def test_over_several_days_it_ends_on_the_last() -> None:
    """With hours it lasts from the first day's beginning to the last day's end; without an end it has none."""
    zone = ZoneInfo("Europe/Stockholm")
    _, event = read(entry(last_day=date(2027, 2, 13), begins=time(13), ends=time(12)))
    assert event.decoded("dtend") == datetime(2027, 2, 13, 12, 0, tzinfo=zone)
    assert "dtend" not in read(entry(begins=time(13)))[1]


def test_the_last_day_of_the_calendar_is_no_fault() -> None:
    """A meeting on the last day that there is has no day after it."""
    assert b"DTEND" not in ics_bytes(Calendar("o", "n", date(2027, 1, 1), (MeetingEntry("m", date.max, "N", "T"),)))


def test_signs_of_the_format_are_text() -> None:
    """Commas, semicolons, line breaks and quotes come back as they were, and long lines are folded."""
    words = 'Sal "A"; plan 2, hus B\\C\nBEGIN:VALARM'
    data = entry(place=words, organizer=('Eva "Ek", X', "eva@a.example"))
    calendar, event = read(data)
    assert str(event["location"]) == words
    assert calendar.walk("VALARM") == []
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_the_same_meeting_gives_the_same_bytes() -> None:
    """Nothing in the file is of the clock or the machine."""
    assert entry(begins=time(9)) == entry(begins=time(9))
