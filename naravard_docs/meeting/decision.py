"""Decisions: a whole sentence as it stands, or an opening with one clause («Att …») for each thing decided."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.limits import LIMITS
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.values import Line, LineOrProse, MarkedLine, OneOrMore, Record, SwedishDate, one_of
from naravard_docs.swedish import MONTHS, did_you_mean

_IN_PARTS = re.compile(rf"^[-*•–]\s|\n\s*\n|\n\s*(?:[-*•–]\s+(?!\d)|\d{{1,2}}[.)]\s+(?!\d|(?:{'|'.join(MONTHS)})\b))")
"""What makes of a decision's text several: marks of a list, but no amounts and days, and lines without anything."""

_LEADING_ATT = re.compile(r"^att\s+(?=\S)", re.IGNORECASE)


class DecidingLevel(StrEnum):
    COUNCIL = "fullmäktige"
    BOARD = "styrelse"
    COMMITTEE = "nämnd"


class Clause(Record):
    """One thing decided, without its «att»; on one line: the text alone."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    text: LineOrProse = Field(alias="text", description="Vad som beslutats, utan inledande «att».")
    sub_points: Annotated[tuple[MarkedLine, ...], OneOrMore] = Field(
        (), alias="underpunkter", description="Underpunkter, som får a), b) …"
    )
    clause_type: Annotated[ClauseType, one_of(ClauseType)] = Field(
        ClauseType.DECISION, alias="typ", description="beslut (förval), rekommendation eller uppdrag."
    )
    to: Annotated[tuple[Line, ...], OneOrMore] = Field((), alias="till", description="Vilka punkten riktas till.")
    level: Annotated[DecidingLevel, one_of(DecidingLevel)] | None = Field(
        None, alias="nivå", description="Nivå som bör besluta: fullmäktige, styrelse eller nämnd."
    )
    answer_by: SwedishDate | None = Field(None, alias="svar_senast", description="Sista dag för återkoppling.")
    valid_from: SwedishDate | None = Field(None, alias="gäller_från", description="Dag då beslutet börjar gälla.")
    responsible: Line | None = Field(None, alias="ansvarig", description="Den som ska utföra ett uppdrag.")
    due: SwedishDate | None = Field(None, alias="klart_senast", description="Dag då ett uppdrag ska vara klart.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if isinstance(value, str):
            value = {"text": value}
        if isinstance(value, dict) and len(value) == 1 and _is_no_key(key := next(iter(value)), cls):
            raise PydanticCustomError(
                "colon_in_text", "a colon in the text", {"written": f"{key}: {next(iter(value.values()))}"}
            )
        if isinstance(value, dict) and isinstance(text := value.get("text"), str):
            value = {**value, "text": _LEADING_ATT.sub("", text.lstrip(), count=1)}
        return value


def _is_no_key(written: str, model: type[Record]) -> bool:
    """Return whether what stands before a colon is no key, nor one misspelt, but the beginning of a text."""
    known = {key for name, field in model.model_fields.items() for key in (name, field.alias or name)}
    return " " in written.strip() or not did_you_mean(written, known)


class Decision(Record):
    """What was decided under an item: ``sentence`` as it stands, or ``clauses`` with an optional opening."""

    written_short: ClassVar[tuple[str, ...]] = ("string", "satser")

    sentence: MarkedLine | None = Field(
        None, alias="text", description="Beslutet som en hel mening, skrivs som den står."
    )
    opening: MarkedLine | None = Field(
        None,
        alias="inledning",
        description="Led mellan «beslutade» och punkterna, t.ex. «att rekommendera kommunerna att besluta».",
    )
    clauses: tuple[Clause, ...] = Field(
        (), alias="satser", max_length=LIMITS.clauses, description="Beslutets punkter, utan inledande «att»."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            if _IN_PARTS.search(value.strip()):
                raise PydanticCustomError("decision_in_parts", "several paragraphs or a list")
            return {"text": value}
        if isinstance(value, list):
            return {"satser": value}
        return value

    @model_validator(mode="after")
    def _either_sentence_or_clauses(self) -> Self:
        if self.sentence is not None and self.clauses:
            raise PydanticCustomError("decision_two_forms", "both a sentence and clauses")
        if self.opening is not None and not self.clauses:
            raise PydanticCustomError("decision_opening_alone", "an opening needs clauses")
        if self.sentence is None and not self.clauses:
            raise PydanticCustomError("decision_empty", "neither a sentence nor clauses")
        return self
