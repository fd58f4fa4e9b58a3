"""The wall clock: the one place where the program asks what day and time it is."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """Return the time with its zone."""
    return _asked()


def current_day() -> date:
    """Return the day, where the user is."""
    return _asked().date()


def _asked() -> datetime:
    return datetime.now().astimezone()
