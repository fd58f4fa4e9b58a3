"""What is told when a meeting is built that has not been held yet: its minutes are a draft, and it wants a kallelse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.errors import Level, Problem
from naravard_docs.swedish import long_date
from naravard_docs.workspace.load import LoadedMeeting


def not_held_yet(loaded: LoadedMeeting, order: BuildOptions) -> Iterator[Problem]:
    """Yield a hint if minutes are built of a meeting that has not been held by the day of the order."""
    is_ahead = not loaded.is_held and loaded.meeting.cancelled is None
    if DocumentKind.MINUTES in order.kinds and is_ahead:
        name, day = loaded.path.name, _day(loaded.meeting.date, order.today)
        message = f"{name}: mötet är {day} och har inte hållits än, så protokollet är bara ett utkast"
        yield Problem(message, f"kallelsen görs med: naravard kallelse meetings/{name}", level=Level.HINT)


def _day(day: date, today: date | None) -> str:
    return "idag" if day == today else f"den {long_date(day)}"
