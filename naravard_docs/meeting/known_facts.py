"""What is told of a recipient's handling on a day: nothing that happened after it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from naravard_docs.meeting.response import Response


class KnownFacts(Struct, frozen=True):
    """What is known of a recipient's handling on the day."""

    sent: date | None = None
    received: date | None = None
    reference_number: str | None = None
    reminded: tuple[date, ...] = ()
    note: str | None = None


def facts_of(response: Response | None, as_of: date) -> KnownFacts:
    """Return what an answer tells on a day; a note has no day of its own and is always told."""
    if response is None:
        return KnownFacts()
    received = _until(response.received, as_of)
    is_registered = response.received is None or received is not None
    return KnownFacts(
        sent=_until(response.sent, as_of),
        received=received,
        reference_number=response.reference_number if is_registered else None,
        reminded=tuple(day for day in response.reminded if day <= as_of),
        note=response.note,
    )


def _until(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None
