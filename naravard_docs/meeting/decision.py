"""Decisions: a whole sentence as it stands, or an opening with one clause («Att …») for each thing decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.values import (
    Line,
    LineOrProse,
    MarkedLine,
    OneOrMore,
    Record,
    SwedishDate,
    is_no_key,
    known_of,
    one_of,
)
from naravard_docs.swedish import MONTHS

_IN_PARTS = lazy_pattern(rf"^[-*•–]\s|\n\s*\n|\n\s*(?:[-*•–]\s+(?!\d)|\d{{1,2}}[.)]\s+(?!\d|(?:{'|'.join(MONTHS)})\b))")
"""What makes of a decision's text several: marks of a list, but no amounts and days, and lines without anything."""

_LEADING_ATT = lazy_pattern(r"^att\s+(?=\S)", re.IGNORECASE)


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
    done: SwedishDate | None = Field(None, alias="klart", description="Dag då uppdraget blev klart.")

    @property
    def is_to_be_done(self) -> bool:
        """Whether something is left to do: it is an uppdrag, or has an owner or a last day, and is not done."""
        is_task = self.clause_type is ClauseType.ASSIGNMENT or self.responsible is not None or self.due is not None
        return is_task and self.done is None

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if isinstance(value, str):
            value = {"text": value}
        if isinstance(value, dict) and len(value) == 1 and is_no_key(key := next(iter(value)), cls):
            raise PydanticCustomError(
                "colon_in_text", "a colon in the text", {"written": f"{key}: {next(iter(value.values()))}"}
            )
        if isinstance(value, dict) and isinstance(text := value.get("text"), str):
            value = {**value, "text": _LEADING_ATT.sub("", text.lstrip(), count=1)}
        return value


class DecisionBlock(Record):
    """Something decided: ``sentence`` as it stands, or ``clauses`` with an optional opening, under its own heading."""

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
    heading: MarkedLine | None = Field(None, alias="rubrik", description="Rubrik över det här beslutet.")
    by: MarkedLine | None = Field(
        None, alias="enligt", description="Vems förslag det följer: «arbetsutskottets förslag»."
    )
    verb: Line | None = Field(None, alias="verb", description="Vad organet gör, om inte «beslutade»: föreslår.")

    @model_validator(mode="after")
    def _either_sentence_or_clauses(self) -> Self:
        if self.sentence is not None and self.clauses:
            raise PydanticCustomError("decision_two_forms", "both a sentence and clauses")
        leading = (("inledning", self.opening), ("enligt", self.by), ("verb", self.verb))
        if not self.clauses and (alone := next((key for key, value in leading if value is not None), None)):
            raise PydanticCustomError("decision_opening_alone", "an opening needs clauses", {"alone": alone})
        if not self._is_something:
            raise PydanticCustomError("decision_empty", "neither a sentence nor clauses")
        return self

    @property
    def _is_something(self) -> bool:
        return self.sentence is not None or bool(self.clauses)

    @property
    def leads(self) -> tuple[str, ...]:
        """What stands between verb and clauses; whose proposal it follows is told before an «att», else last."""
        by = f"enligt {self.by}" if self.by else ""
        opening = self.opening or ""
        ordered = (by, opening) if opening.startswith("att ") else (opening, by)
        return tuple(each for each in ordered if each)

    @property
    def ends_with_att(self) -> bool:
        """Whether what stands before the clauses has their «att» already: «rekommendera kommunerna att»."""
        return bool(self.leads) and f" {self.leads[-1]}".endswith(" att")


class Decision(DecisionBlock):
    """What was decided under an item: one block, or several one after the other («för egen del», «föreslår …»)."""

    written_short: ClassVar[tuple[str, ...]] = ("string", "satser", "block")

    blocks: tuple[DecisionBlock, ...] = Field(
        (), alias="block", description="Flera beslut efter varandra, vart och ett med egen inledning eller rubrik."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            if _IN_PARTS.search(value.strip()):
                raise PydanticCustomError("decision_in_parts", "several paragraphs or a list")
            return {"text": value}
        if not isinstance(value, list):
            return value
        blocks = [_is_block(each) for each in value]
        if any(blocks) and not all(blocks):
            raise PydanticCustomError("decision_mixed", "clauses among blocks", {"number": blocks.index(False) + 1})
        return {"block" if any(blocks) else "satser": value}

    @model_validator(mode="after")
    def _one_block_or_several(self) -> Self:
        own = (self.sentence, self.opening, self.heading, self.by, self.verb)
        if self.blocks and (self.clauses or any(each is not None for each in own)):
            raise PydanticCustomError("decision_blocks_beside", "blocks beside other keys")
        return self

    @property
    def _is_something(self) -> bool:
        return super()._is_something or bool(self.blocks)

    @property
    def parts(self) -> tuple[DecisionBlock, ...]:
        """What was decided, block by block."""
        return self.blocks or (self,)

    def placed_parts(self, path: FieldPath) -> Iterator[tuple[FieldPath, DecisionBlock]]:
        """Yield the blocks with their paths; ``path`` is the decision's own in the meeting file."""
        if not self.known("blocks", ()):
            yield path, self
            return
        yield from (((*path, "block", n), block) for n, block in enumerate(known_of(self.blocks)))

    @property
    def all_clauses(self) -> tuple[Clause, ...]:
        """The clauses of all blocks, as they are counted."""
        return tuple(clause for part in self.parts for clause in part.clauses)


_OF_BLOCKS = frozenset(
    word
    for name in ("opening", "clauses", "heading", "by", "verb")
    for word in (name, DecisionBlock.model_fields[name].alias)
)


def _is_block(value: Any) -> bool:
    """Return whether an entry of a decision's list is a block rather than a clause."""
    return isinstance(value, dict) and not _OF_BLOCKS.isdisjoint(value)
