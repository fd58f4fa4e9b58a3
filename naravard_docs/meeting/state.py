"""How far a recipient has come with an answer; small, so that commands know the words without the models."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far one recipient has come; a receipt is not an answer."""

    NOT_SENT = "inte skickat"
    SILENT = "inget livstecken"
    RECEIVED = "mottaget"
    PROMISED = "utlovat"
    TABLED = "bordlagt"
    ANSWERED = "besvarat"


STATES = (State.ANSWERED, State.TABLED, State.PROMISED, State.RECEIVED, State.SILENT, State.NOT_SENT)
"""From the one that has come farthest: the order of tables, bars and charts."""
