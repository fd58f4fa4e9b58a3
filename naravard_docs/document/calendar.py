"""Days to remember, as a calendar shows them: what is composed beside a letter, for whoever waits for its answers."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class CalendarEntry(Struct, frozen=True):
    """Something that takes no time on one day. ``id`` says what it is, and stays when its day or words change."""

    id: str
    day: date
    title: str
    text: str


class Calendar(Struct, frozen=True):
    """Entries that belong together; ``id`` tells them from all others' and ``date`` is the letter's."""

    id: str
    name: str
    date: date
    entries: tuple[CalendarEntry, ...]
