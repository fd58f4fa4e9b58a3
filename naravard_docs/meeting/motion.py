"""What was proposed under an item: proposals that lay before the body, and motions (yrkanden) put at the meeting."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.people import PersonReferences
from naravard_docs.meeting.values import (
    LineOrProse,
    MarkedLine,
    OneOrMore,
    Record,
    YesNo,
    entries_by_name,
    keyed_by_name,
    one_of,
)


class ProposalOutcome(StrEnum):
    CARRIED = "bifall"
    REJECTED = "avslag"
    AMENDED = "ändrat"


class ProposedClause(Record):
    """One clause of a proposal; on one line: the text alone."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    text: LineOrProse = Field(alias="text", description="Det som föreslås, som det står i förslaget.")
    outcome: Annotated[ProposalOutcome, one_of(ProposalOutcome)] | None = Field(
        None, alias="utfall", description="Hur det gick: bifall, avslag eller ändrat."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Proposal(Record):
    """A proposal that lay before the body; as an entry of a mapping: «Förvaltningen: godkänna planen»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)
    written_by_name: ClassVar[tuple[str, str]] = ("av", "satser")

    by: MarkedLine | None = Field(None, alias="av", description="Vems förslaget är: Förvaltningen, arbetsutskottet …")
    clauses: Annotated[tuple[ProposedClause, ...], OneOrMore] = Field(
        alias="satser", min_length=1, description="Förslagets punkter."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        return {"satser": value} if isinstance(value, str) else value


Proposals = Annotated[tuple[Proposal, ...], entries_by_name(Proposal)]


class Motion(Record):
    """Something moved at the meeting; on one line, or as an entry of a mapping: «Bo Al (S): avslag»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)
    written_by_name: ClassVar[tuple[str, str]] = ("av", "yrkar")

    by: PersonReferences = Field((), alias="av", description="Den eller de som yrkar: Bo Al (S).")
    asks: Annotated[tuple[LineOrProse, ...], OneOrMore] = Field(
        alias="yrkar", min_length=1, description="Vad de yrkar: bifall till förvaltningens förslag."
    )
    seconded_by: PersonReferences = Field((), alias="instämmer", description="De som instämmer: Cia Dal (C).")
    withdrawn: YesNo = Field(False, alias="återtaget", description="ja om yrkandet togs tillbaka.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return _with_seconders(keyed_by_name(cls, value))
        if not isinstance(value, str):
            return value
        name, colon, asks = value.partition(": ")
        if not (colon and name.strip() and asks.strip()):
            return {"yrkar": value}
        return _with_seconders({"av": name, "yrkar": asks})


_SECONDED = lazy_pattern(
    r"(?P<by>\S.*?),?\s+(?:med\s+instämmande\s+(?:av|från)|instämm(?:er|ande)\s+(?:av|från|gör))\s+(?P<seconders>\S.*)",
    re.IGNORECASE,
)


def _with_seconders(motion: dict[str, Any]) -> dict[str, Any]:
    """Return a motion with those who second it apart, who may stand after the mover: «, med instämmande av Bo Al»."""
    by = motion.get("av")
    if "instämmer" in motion or not isinstance(by, str) or (found := _SECONDED.fullmatch(by.strip())) is None:
        return motion
    return {**motion, "av": found["by"], "instämmer": found["seconders"]}


Motions = Annotated[tuple[Motion, ...], entries_by_name(Motion)]
