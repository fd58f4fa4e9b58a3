"""Votes (omröstningar): what yes and no meant, who voted how, and how it was decided.

Kommunallagen (2017:725) 5 kap. 54-56 §§: votes are open but in elections, the most votes decide, and where
they are equal the chair's vote does, in elections the lot.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.people import PersonReferences
from naravard_docs.meeting.values import CountOrNone, Line, MarkedLine, OneOrMore, Reader, Record, YesNo, one_of


class DecidedBy(StrEnum):
    CASTING_VOTE = "utslagsröst"
    LOT = "lottning"


class VoteSide(Record):
    """Those who voted alike: their number, or their names; on one line either of them."""

    written_short: ClassVar[tuple[str, ...]] = ("string", "namn", "antal")

    names: PersonReferences = Field((), alias="namn", description="De som röstade så: [Anna Ek (M), Bo Al (S)].")
    number: CountOrNone | None = Field(None, alias="antal", description="Hur många de var, om namnen inte står här.")

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"antal": value} if value.strip().isdecimal() else {"namn": value}
        return {"namn": value} if isinstance(value, list) else value

    @property
    def count(self) -> int:
        """How many voted so."""
        return len(self.names) if self.number is None else self.number


class Vote(Record):
    """One vote under an item; an item may have several."""

    heading: MarkedLine | None = Field(None, alias="rubrik", description="Vad omröstningen gällde, om de är flera.")
    yes_for: MarkedLine | None = Field(None, alias="ja_för", description="Vad ja betydde: Anna Eks yrkande.")
    no_for: MarkedLine | None = Field(None, alias="nej_för", description="Vad nej betydde: Bo Als yrkande.")
    yes: VoteSide | None = Field(None, alias="ja", description="De som röstade ja: ett antal, eller namn.")
    no: VoteSide | None = Field(None, alias="nej", description="De som röstade nej: ett antal, eller namn.")
    abstaining: VoteSide | None = Field(None, alias="avstår", description="De som avstod: ett antal, eller namn.")
    absent: VoteSide | None = Field(
        None, alias="frånvarande", description="De som inte var där vid omröstningen: ett antal, eller namn."
    )
    candidates: dict[Line, CountOrNone] = Field(
        {}, alias="röster", description="Röster på var och en av flera kandidater: {Anna Ek (M): 12, blanka: 2}."
    )
    decided_by: Annotated[DecidedBy, one_of(DecidedBy)] | None = Field(
        None, alias="avgjordes_av", description="utslagsröst eller lottning, när rösterna var lika många."
    )
    outcome: MarkedLine | None = Field(None, alias="utfall", description="Vad omröstningen gav, som en mening.")
    is_secret: YesNo = Field(False, alias="sluten", description="ja för sluten omröstning, som inte har några namn.")
    attachment: Attachment | None = Field(None, alias="bilaga", description="Bilagan med namnen.")

    @model_validator(mode="after")
    def _tells_who_or_what(self) -> Self:
        told = (*(side for _, side in self.sides), self.candidates, self.outcome, self.yes_for, self.attachment)
        if not any(told) and self.decided_by is None:
            raise PydanticCustomError("vote_empty", "neither votes nor outcome")
        return self

    @property
    def sides(self) -> tuple[tuple[str, VoteSide], ...]:
        """The sides of the vote that are told, by their Swedish keys."""
        all_sides = (("ja", self.yes), ("nej", self.no), ("avstår", self.abstaining), ("frånvarande", self.absent))
        return tuple((key, side) for key, side in all_sides if side is not None)

    @property
    def has_names(self) -> bool:
        return any(side.names for _, side in self.sides)


Votes = Annotated[tuple[Vote, ...], OneOrMore]


class VotingRoll(Record):
    """Those who may vote: how many, or their names, from some item on; on one line the number."""

    written_short: ClassVar[tuple[str, ...]] = ("string", "antal")

    number: CountOrNone | None = Field(None, alias="antal", description="Antalet röstberättigade.")
    names: PersonReferences = Field((), alias="namn", description="De röstberättigade, om de inte är för många.")
    after: Line | None = Field(None, alias="efter", description="Efter vilken punkt det blev så: punkt 4.")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return {"antal": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _tells_something(self) -> Self:
        if self.number is None and not self.names:
            raise PydanticCustomError("roll_empty", "neither number nor names")
        return self

    @property
    def count(self) -> int:
        return len(self.names) if self.number is None else self.number


def _names_as_one_roll(value: Any) -> Any:
    """Return a list of names as the one roll that they are."""
    is_names = isinstance(value, list) and all(isinstance(each, str) and not each.strip().isdecimal() for each in value)
    return [{"namn": value}] if is_names and value else value


VotingRolls = Annotated[tuple[VotingRoll, ...], OneOrMore, Reader(_names_as_one_roll)]
