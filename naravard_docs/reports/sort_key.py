"""What recipients can be ordered by; small, so that commands know the words without the models."""

from __future__ import annotations

from enum import StrEnum


class SortKey(StrEnum):
    """What recipients are ordered by; the list is the distribution list's own order."""

    LIST = "listan"
    NAME = "mottagare"
    STATE = "läge"
    LATENESS = "försening"
