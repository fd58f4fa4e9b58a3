"""What is told of a recipient's handling on a day: nothing that happened after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from naravard_docs.meeting.response import Response


class KnownFacts(Struct, frozen=True):
    """What is known of a recipient's handling on the day; of what happened several times, ``sent`` is the first."""

    sent: date | None = None
    received: date | None = None
    reference_number: str | None = None
    reminded: tuple[date, ...] = ()
    note: str | None = None


def facts_of(response: Response | None, as_of: date) -> KnownFacts:
    """Return what an answer tells on a day; a note that has no day of its own is always told."""
    if response is None:
        return KnownFacts()
    return KnownFacts(
        sent=min(until(response.sent, as_of), default=None),
        received=min(until(response.received, as_of), default=None),
        reference_number=_reference_number(response, as_of),
        reminded=until(response.reminded, as_of),
        note=NOTES_BETWEEN.join(note.text for note in response.note if note.day is None or note.day <= as_of) or None,
    )


NOTES_BETWEEN = "; "
"""What stands between several notes where they are told as one."""


def until(days: Iterable[date], as_of: date) -> tuple[date, ...]:
    """Return the days that have come."""
    return tuple(day for day in days if day <= as_of)


def _reference_number(response: Response, as_of: date) -> str | None:
    """Return the recipient's number; one that has no day of its own was given when the letter was received."""
    if (number := response.reference_number) is None:
        return None
    given = number.day or response.first_received
    return number.text if given is None or given <= as_of else None
