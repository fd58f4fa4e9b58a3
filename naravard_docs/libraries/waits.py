"""What makes a command take its time is told, once each, to whoever asked to be told."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []
_told: set[str] = set()


def listen_for_waits(listener: Callable[[str], None] | None) -> None:
    """Have something called with the reason for each wait; None takes the listener away, as in a worker process."""
    _listeners[:] = [listener] if listener else []


def tell_of_wait(reason: str) -> None:
    """Tell why something takes its time, the first time that this process has this reason."""
    if reason not in _told:
        _told.add(reason)
        for listener in _listeners:
            listener(reason)
