"""What can happen to a message on its way; small, so that commands know the words without the log."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What happened to a message on its way to one recipient; «avstått» takes back a run's «påbörjat»."""

    STARTED = "påbörjat"
    SENT = "skickat"
    REFUSED = "avvisat"
    DEFERRED = "uppskjutet"
    BROKEN = "avbrutet"
    UNCERTAIN = "osäkert"
    YIELDED = "avstått"
