"""What kinds of clauses a decision has; small, so that commands know the words without the models."""

from __future__ import annotations

from enum import StrEnum


class ClauseType(StrEnum):
    DECISION = "beslut"
    RECOMMENDATION = "rekommendation"
    ASSIGNMENT = "uppdrag"


class RegisteredKind(StrEnum):
    """What kinds of decisions the register knows: those of clauses, and elections."""

    DECISION = "beslut"
    RECOMMENDATION = "rekommendation"
    ASSIGNMENT = "uppdrag"
    ELECTION = "val"
