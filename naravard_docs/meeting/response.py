"""Answers to a recommendation: what one recipient has done with it, and what it decided clause by clause.

The reader puts what the letter asked, and of whom, in pydantic's validation context (``AnswerContext``), so that an
unknown recipient or a missing file is reported with all other problems, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.values import Line, OneOrMore, Record, SwedishDate, one_of

EVERY_CLAUSE = 0
"""The number under which one outcome stands for all clauses."""

_SECTION = re.compile(r"(?:§\s*)?([1-9]\d{0,3})\s*([a-zåäö])?", re.IGNORECASE)
_CLAUSE_NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


class AnswerContext(Struct, frozen=True):
    """Whom a letter asked, names by key; ``file_fault`` gives why a file cannot be used and what to do, or None.

    ``recipients`` are None when they are not known, and then not judged.
    """

    recipients: Mapping[str, str] | None
    distribution_list: str
    file_fault: Callable[[str], tuple[str, str] | None]


class DecidingBody(StrEnum):
    """Who of a recipient's decided: the council or the board of a municipality or a region, or a committee."""

    MUNICIPAL_COUNCIL = "KF"
    MUNICIPAL_BOARD = "KS"
    REGIONAL_COUNCIL = "RF"
    REGIONAL_BOARD = "RS"
    COMMITTEE = "nämnd"


class Outcome(StrEnum):
    """What was decided about one clause."""

    ADOPTED = "antagen"
    CHANGED = "antagen med ändring"
    REJECTED = "avslagen"
    TABLED = "bordlagd"


def read_section(text: str) -> str | None:
    """Read a section of minutes, «§ 87 a» or «87»; None when it is none."""
    if (found := _SECTION.fullmatch(text.strip())) is None:
        return None
    return f"§ {found[1]} {found[2].lower()}" if found[2] else f"§ {found[1]}"


def _section(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if (section := read_section(value)) is None:
        raise PydanticCustomError("section_malformed", "no section")
    return section


def _clause_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _CLAUSE_NUMBER.fullmatch(value):
        raise PydanticCustomError("clause_number", "no number of a clause")
    return int(value)


def _on_the_list(key: str, info: ValidationInfo) -> str:
    asked = info.context
    if isinstance(asked, AnswerContext) and asked.recipients is not None and key not in asked.recipients:
        context = {"list": asked.distribution_list, "known": dict(asked.recipients)}
        raise PydanticCustomError("recipient_unknown", "not on the list", context)
    return key


def _usable(path: str, info: ValidationInfo) -> str:
    fault = info.context.file_fault(path) if isinstance(info.context, AnswerContext) else None
    if fault is not None:
        raise PydanticCustomError("answer_fault", "cannot be used", {"fault": fault[0], "remedy": fault[1]})
    return path


def _each_clause(value: Any) -> Any:
    """Take one outcome, or its word, as that of all clauses."""
    is_outcome = isinstance(value, str) or (isinstance(value, dict) and value.keys() & {"utfall", "outcome"})
    return {EVERY_CLAUSE: value} if is_outcome else value


RecipientKey = Annotated[Line, AfterValidator(_on_the_list)]
AnswerPath = Annotated[Line, AfterValidator(_usable)]
"""Path of a file, relative to the folder of answers."""

SectionNumber = Annotated[
    str,
    BeforeValidator(_section),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(§ ?)?[1-9][0-9]{0,3}( ?[a-zåäöA-ZÅÄÖ])?$"}),
]
"""A section of minutes, as «§ 87» or «§ 87 a» however it was written."""

ClauseNumber = Annotated[
    int, BeforeValidator(_clause_number), WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]{0,2}$"})
]
EachOrAll = BeforeValidator(_each_clause)
"""Outcomes by the clause's number, or one that stands for all."""


class ClauseOutcome(Record):
    """What was decided about a clause, with the text of a change; on one line: the outcome alone."""

    written_short: ClassVar[tuple[str, ...]] = ("utfall",)

    outcome: Annotated[Outcome, one_of(Outcome)] = Field(
        alias="utfall", description="antagen, antagen med ändring, avslagen eller bordlagd."
    )
    text: Line | None = Field(None, alias="text", description="Punktens lydelse eller ändringen; bara med ändring.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"utfall": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _text_tells_a_change(self) -> Self:
        if self.outcome is Outcome.CHANGED and self.text is None:
            raise PydanticCustomError("change_without_text", "what was changed?", {"at": ("utfall",)})
        if self.outcome is not Outcome.CHANGED and self.text is not None:
            context = {"outcome": self.outcome.value, "at": ("text",)}
            raise PydanticCustomError("text_without_change", "nothing was changed", context)
        return self


class ResponseDecision(Record):
    """A recipient's decision about the recommendation."""

    deciding_body: Annotated[DecidingBody, one_of(DecidingBody)] = Field(
        alias="instans", description="Vem som beslutade: KF, KS, RF, RS eller nämnd."
    )
    committee: Line | None = Field(None, alias="nämnd", description="Nämndens namn, när instansen är nämnd.")
    date: SwedishDate = Field(alias="datum", description="Dag då beslutet fattades.")
    section: SectionNumber | None = Field(
        None, alias="paragraf", description="Paragraf i protokollet: § 87 eller § 87 a."
    )
    clauses: Annotated[dict[ClauseNumber, ClauseOutcome], EachOrAll] = Field(
        alias="satser",
        description="Utfall efter punktens nummer i brevet; eller ett ord för alla: satser: antagen.",
    )

    @model_validator(mode="after")
    def _committee_has_its_name(self) -> Self:
        is_committee = self.deciding_body is DecidingBody.COMMITTEE
        if is_committee and self.committee is None:
            raise PydanticCustomError("committee_unnamed", "which committee?", {"at": ("instans",)})
        if self.committee is not None and not is_committee:
            context = {"body": self.deciding_body.value, "at": ("nämnd",)}
            raise PydanticCustomError("committee_beside_body", "no committee decided", context)
        return self

    def of_clause(self, number: int) -> ClauseOutcome | None:
        """Return what was decided about a clause, by its number in the letter, from 1."""
        return self.clauses.get(number) or self.clauses.get(EVERY_CLAUSE)

    @property
    def is_tabled(self) -> bool:
        """Whether something of it was put off, so that an answer is still owed."""
        return any(decided.outcome is Outcome.TABLED for decided in self.clauses.values())

    @property
    def decided_by(self) -> str:
        """Return who decided in words: «KF» or the committee's name."""
        return self.committee or self.deciding_body.value


class Response(Record):
    """What is known of one recipient's handling of a recommendation."""

    recipient: RecipientKey = Field(alias="mottagare", description="Mottagarens nyckel på brevets sändlista.")
    sent: SwedishDate | None = Field(None, alias="skickat", description="Dag då brevet verkligen skickades.")
    received: SwedishDate | None = Field(
        None, alias="mottaget", description="Dag då mottagaren registrerade brevet; det är inget svar."
    )
    reference_number: Line | None = Field(None, alias="diarienummer", description="Mottagarens eget diarienummer.")
    promised: SwedishDate | None = Field(None, alias="utlovat", description="Dag då ett svar senast är utlovat.")
    decision: ResponseDecision | None = Field(None, alias="beslut", description="Mottagarens beslut.")
    file: AnswerPath | None = Field(None, alias="fil", description="Svarets fil, sökväg från meetings/svar/.")
    reminded: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="påmint", description="Dagar då påminnelser verkligen skickades."
    )
    note: Line | None = Field(None, alias="anteckning", description="Egen anteckning.")


class ResponseFile(Record):
    """Everything known about the answers to one recommendation."""

    responses: tuple[Response, ...] = Field((), alias="svar", description="En post för varje mottagare.")
