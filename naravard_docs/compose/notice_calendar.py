"""The meeting of a kallelse as an entry in a calendar, which later kallelser of the same meeting change or call off."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.compose.meeting_event import clock_times
from naravard_docs.compose.notice_agenda import agenda_lines
from naravard_docs.compose.notice_of_meeting import if_prevented, meeting_link
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.compose.texts import plain_line
from naravard_docs.document.calendar import Calendar, MeetingEntry, MeetingState
from naravard_docs.document.inlines import plain_text
from naravard_docs.meeting.issued_notice import IS_CANCELLED
from naravard_docs.meeting.meeting import Meeting


def compose_notice_calendar(source: NoticeSource, stem: str) -> Calendar:
    """Return a meeting's entry; ``stem`` is the name of its file, by which it is known until a kallelse is issued.

    RFC 5546, 2.1.4 and 3.2.5: the entry keeps its identifier, and its number rises with each update, the last too that
    calls the meeting off.
    """
    house, meeting = source.house, source.meeting
    mark = f"{source.mark.split(' ')[0]}: " if source.mark and meeting.cancelled is None else ""
    entry = MeetingEntry(
        id=identity_of(meeting, stem),
        day=meeting.date,
        title=f"{'Inställt: ' if meeting.cancelled else mark}{source.body.name}",
        text="\n".join(_text(source)),
        last_day=meeting.end_date,
        **clock_times(meeting),
        place=plain_line(meeting.place or ""),
        url=meeting_link(meeting.link).url if meeting.link else "",
        organizer=source.sender,
        sequence=sequence_of(meeting),
        state=_state(source),
    )
    name = f"{source.title} {source.body.name} {source.days}"
    is_off = meeting.cancelled is not None
    return Calendar(f"{house.organisation.name}/kallelse", name, source.date, (entry,), is_cancellation=is_off)


def identity_of(meeting: Meeting, stem: str) -> str:
    """Return what a meeting is known by in calendars: its file's name when the first kallelse was issued."""
    return next((each.id for each in meeting.notices_issued if each.id), stem)


def sequence_of(meeting: Meeting) -> int:
    """Return how many updates of a meeting there have been, with one to call it off that is not recorded."""
    issued = meeting.notices_issued
    is_recorded = bool(issued) and issued[-1].change == IS_CANCELLED
    return max(0, len(issued) - 1) + (meeting.cancelled is not None and bool(issued) and not is_recorded)


def _state(source: NoticeSource) -> MeetingState:
    if source.meeting.cancelled is not None:
        return MeetingState.CANCELLED
    return MeetingState.TENTATIVE if source.mark else MeetingState.CONFIRMED


def _text(source: NoticeSource) -> Iterator[str]:
    """Yield what the entry says: what has changed, the time in words, the agenda, the link, what to do if prevented."""
    meeting = source.meeting
    if meeting.cancelled is not None:
        yield f"Mötet är inställt. Skäl: {plain_line(meeting.cancelled)}"
        return
    if source.changes:
        yield f"Ändrat: {plain_line(source.changes[-1].change or 'kallelsen är ändrad')}"
    yield f"Tid: {plain_line(meeting.time)}" if meeting.time else source.days_of_week
    if meeting.link:
        yield f"Delta digitalt: {meeting_link(meeting.link).url}"
    if lines := [plain_text(line).replace("\u00a0", " ") for line in agenda_lines(source)]:
        yield "\nFöredragningslista"
        yield from lines
    yield f"\n{plain_text(if_prevented(source))}"
