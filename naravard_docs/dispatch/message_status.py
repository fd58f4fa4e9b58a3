"""Where a message to one recipient stands; small, so that commands know the words without what sends."""

from __future__ import annotations

from enum import StrEnum


class MessageStatus(StrEnum):
    """Where a message to one recipient stands, as the preview says it."""

    WAITING = "ska skickas"
    SENT = "skickat"
    REFUSED = "avvisat"
    DEFERRED = "uppskjutet"
    UNCERTAIN = "osäkert"
    UNREACHABLE = "saknar e-postadress"
