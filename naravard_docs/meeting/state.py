"""How far a recipient has come with an answer; small, so that commands know the words without the models."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far one recipient has come; a receipt is not an answer, and a promise no receipt."""

    NOT_SENT = "inte skickat"
    SILENT = "inget livstecken"
    RECEIVED = "mottaget"
    LAPSED = "löfte passerat"
    PROMISED = "utlovat"
    TABLED = "bordlagt"
    PARTLY = "delvis besvarat"
    ANSWERED = "besvarat"


STATES = (
    State.ANSWERED,
    State.PARTLY,
    State.TABLED,
    State.PROMISED,
    State.LAPSED,
    State.RECEIVED,
    State.SILENT,
    State.NOT_SENT,
)
"""From the one that has come farthest: the order of tables, bars and charts."""
