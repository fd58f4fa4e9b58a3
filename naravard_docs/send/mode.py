"""In which way messages are sent; small, so that commands know the words without the log."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """One message to each, or one to all with its addresses in sight or hidden, as the log says it."""

    ONE_EACH = "en-och-en"
    JOINT = "gemensamt"
    HIDDEN = "hemlig-kopia"
