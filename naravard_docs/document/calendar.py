"""Days and meetings as a calendar shows them: what is composed beside a letter, or beside a kallelse."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from msgspec import Struct


class CalendarEntry(Struct, frozen=True):
    """Something that takes no time on one day. ``id`` says what it is, and stays when its day or words change."""

    id: str
    day: date
    title: str
    text: str


class MeetingState(StrEnum):
    """How sure it is that a meeting is held, as RFC 5545, 3.8.1.11, has it."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class MeetingEntry(Struct, frozen=True):
    """A meeting in a calendar; without ``begins`` it takes its days, and with it Swedish time is meant.

    ``id`` stays when day or words change, and ``sequence`` rises each time that they do. ``organizer`` is a name and an
    address.
    """

    id: str
    day: date
    title: str
    text: str
    last_day: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    url: str = ""
    organizer: tuple[str, str] | None = None
    sequence: int = 0
    state: MeetingState = MeetingState.CONFIRMED


class Calendar(Struct, frozen=True):
    """Entries that belong together; ``id`` tells them from all others' and ``date`` is the letter's, or the kallelse's.

    ``is_cancellation`` says that what the entries are of is called off.
    """

    id: str
    name: str
    date: date
    entries: tuple[CalendarEntry | MeetingEntry, ...]
    is_cancellation: bool = False

    @property
    def method(self) -> str:
        """What whoever reads the file is to do with the entries (RFC 5546, 3.2.1 and 3.2.5)."""
        return "CANCEL" if self.is_cancellation else "PUBLISH"
