"""The meeting that a document is of, as plain values for programs that gather such."""

from __future__ import annotations

from datetime import date, time

from msgspec import Struct


class MeetingEvent(Struct, frozen=True):
    """A meeting of a body of an organisation; without ``begins`` it takes its days, and with it Swedish time is meant.

    ``is_of_authority`` says that both are public authorities, and not an association of others.
    """

    name: str
    day: date
    body: str
    organisation: str
    last_day: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    is_of_authority: bool = True
    is_cancelled: bool = False

    @property
    def start(self) -> str:
        """When it begins, as ISO 8601 has it: a day, or a day and a time of day."""
        return _moment(self.day, self.begins)

    @property
    def end(self) -> str:
        """When it ends, empty where that is not told."""
        if self.begins is not None:
            return _moment(self.last_day or self.day, self.ends) if self.ends is not None else ""
        return self.last_day.isoformat() if self.last_day is not None else ""

    @property
    def words(self) -> tuple[str, ...]:
        """What it says in words."""
        return (self.name, self.body, self.organisation, self.place)


def _moment(day: date, clock: time | None) -> str:
    return day.isoformat() if clock is None else f"{day.isoformat()}T{clock:%H:%M}"
