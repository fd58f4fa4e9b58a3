"""What members have written into the minutes: reservations, statements and remarks of other kinds.

Kommunallagen (2017:725) 4 kap. 27 §: one who took part in a decision may have a reservation against it written down.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.people import PersonReferences
from naravard_docs.meeting.values import MarkedLine, Prose, Record, entries_by_name, keyed_by_name, one_of


class Reservation(Record):
    """A reservation; on one line: who; as an entry of a mapping: «Bo Al (S): skälen»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)
    written_by_name: ClassVar[tuple[str, str]] = ("av", "text")

    by: PersonReferences = Field(
        alias="av", min_length=1, description="De som reserverar sig: Bo Al (S); (SD) är partiets tjänstgörande."
    )
    in_favour_of: MarkedLine | None = Field(
        None, alias="till_förmån_för", description="Det som de hellre ville besluta: eget yrkande."
    )
    text: Prose = Field("", alias="text", description="Reservationens text.")
    attachment: Attachment | None = Field(None, alias="bilaga", description="Bilagan med reservationen.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if isinstance(value, str):
            return _from_line(value)
        value = keyed_by_name(cls, value)
        text = value.get("text") if isinstance(value, dict) else None
        if isinstance(text, str) and "till_förmån_för" not in value and (found := _IN_FAVOUR.fullmatch(text.strip())):
            return {**{key: told for key, told in value.items() if key != "text"}, "till_förmån_för": found["of"]}
        return value


_RESERVES = lazy_pattern(
    r"(?:mot\s+beslutet\s+)?reserver(?:ar|ade)\s+sig\b\s*|\s*,?\s*reserver(?:ar|ade)\s+sig(?:\s+mot\s+beslutet)?\b",
    re.IGNORECASE,
)
_IN_FAVOUR = lazy_pattern(r"till\s+förmån\s+för\s+(?P<of>[^\n.]*\S)\s*\.?", re.IGNORECASE)


def _from_line(line: str) -> dict[str, str]:
    """Return what a line says: those who reserve, and in favour of what; «reserverar sig» says no more."""
    who, words, rest = _RESERVES.sub(" ", line, count=1).partition("till förmån för")
    told = {"av": " ".join(who.split()).rstrip(" ,.")}
    return {**told, "till_förmån_för": rest.strip(" .")} if words else told


Reservations = Annotated[tuple[Reservation, ...], entries_by_name(Reservation)]


class StatementKind(StrEnum):
    REMARK = "protokollsanteckning"
    STATEMENT = "särskilt yttrande"
    EXPLANATION = "röstförklaring"


class Statement(Record):
    """Something that somebody had written into the minutes; as an entry of a mapping: «Bo Al (S): texten»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)
    written_by_name: ClassVar[tuple[str, str]] = ("av", "text")

    by: PersonReferences = Field((), alias="av", description="Den eller de som låter anteckna det.")
    text: Prose = Field("", alias="text", description="Det som antecknas.")
    kind: Annotated[StatementKind, one_of(StatementKind)] = Field(
        StatementKind.REMARK,
        alias="typ",
        description="protokollsanteckning (förval), särskilt yttrande eller röstförklaring.",
    )
    attachment: Attachment | None = Field(None, alias="bilaga", description="Bilagan med det som antecknas.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


Statements = Annotated[tuple[Statement, ...], entries_by_name(Statement)]
