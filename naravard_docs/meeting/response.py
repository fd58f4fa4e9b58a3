"""Answers to a recommendation: what one recipient has done with it, and what it decided clause by clause.

The reader puts what the letter asked, and of whom, in pydantic's validation context (``AnswerContext``), so that an
unknown recipient or a missing file is reported with all other problems, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from msgspec import Struct
from pydantic import AfterValidator, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import Line, OneOrMore, Reader, Record, SwedishDate, one_of

EVERY_CLAUSE = 0
"""The number under which one outcome stands for all clauses."""

_SECTION = re.compile(r"(?:§\s*)?([1-9][0-9]{0,3})\s*([a-zåäöA-ZÅÄÖ])?")
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
    OWN = "eget beslut"
    NOTED = "noteras"
    NO_POSITION = "tar inte ställning"
    TABLED = "bordlagd"
    NOT_HANDLED = "ej behandlad"

    @property
    def is_final(self) -> bool:
        """Whether it is an answer, after which none is owed."""
        return self not in (Outcome.TABLED, Outcome.NOT_HANDLED)

    @property
    def has_text(self) -> bool:
        """Whether it says nothing without words of its own."""
        return self in (Outcome.CHANGED, Outcome.OWN)


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


RecipientKey = Annotated[Line, AfterValidator(_on_the_list), Suggests(Suggested.RECIPIENTS)]
AnswerPath = Annotated[Line, AfterValidator(_usable)]
"""Path of a file, relative to the folder of answers."""

SectionNumber = Annotated[
    str,
    Reader(_section),
    WithJsonSchema({"type": ["string", "integer"], "pattern": rf"^\s*{_SECTION.pattern}\s*$"}),
]
"""A section of minutes, as «§ 87» or «§ 87 a» however it was written."""

ClauseNumber = Annotated[
    int, Reader(_clause_number), WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]{0,2}$"})
]
EachOrAll = Reader(_each_clause)
"""Outcomes by the clause's number, or one that stands for all."""


class ClauseOutcome(Record):
    """What was decided about a clause, with the words of a change or of a decision of the recipient's own.

    On one line: the outcome alone.
    """

    written_short: ClassVar[tuple[str, ...]] = ("utfall",)

    outcome: Annotated[Outcome, one_of(Outcome)] = Field(alias="utfall", description=f"{', '.join(Outcome)}.")
    text: Line | None = Field(
        None, alias="text", description="Satsens lydelse eller ändringen, eller det egna beslutets ord; bara då."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"utfall": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _text_tells_a_change(self) -> Self:
        if self.outcome.has_text and self.text is None:
            fault = "change_without_text" if self.outcome is Outcome.CHANGED else "own_decision_without_text"
            raise PydanticCustomError(fault, "in which words?", {"at": ("utfall",)})
        if not self.outcome.has_text and self.text is not None:
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
        description="Utfall efter punktens nummer i brevet, för dem som beslutet gäller; eller ett ord för alla.",
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
    def decided_by(self) -> str:
        """Return who decided in words: «KF» or the committee's name."""
        return self.committee or self.deciding_body.value

    @property
    def is_where(self) -> str:
        """Who decided, when and where it stands: «KF 2021-06-21 § 87»; the section is kept on one line."""
        section = (self.section or "").replace(" ", "\u00a0")
        return " ".join(part for part in (self.decided_by, self.date.isoformat(), section) if part)

    def outcome_words(self, clause_count: int) -> str:
        """Return what it came to: in a word when that is the same of all clauses, else clause by clause."""
        told = [self.of_clause(number) for number in range(1, clause_count + 1)]
        words = [each.outcome.value if each else "" for each in told]
        if len(set(words)) == 1:
            return words[0]
        return ", ".join(f"punkt {number} {word}" for number, word in enumerate(words, 1) if word)

    def words(self, clause_count: int) -> str:
        """Return the whole of it: «KS 2021-06-01 § 87: bordlagd»."""
        return f"{self.is_where}: {self.outcome_words(clause_count)}"


class Promise(Record):
    """A day by which an answer is promised; on one line: that day alone."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    day: SwedishDate = Field(alias="dag", description="Dag då ett svar senast är utlovat.")
    made: SwedishDate | None = Field(
        None, alias="lovat", description="Dag då löftet gavs; utan den räknas det från att brevet kom."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"dag": value} if isinstance(value, str | date) else value


class RecordedText(Record):
    """A text and the day from which it is known; on one line: the text alone, known from the beginning."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    day: SwedishDate | None = Field(None, alias="den", description="Dag då det antecknades; före den är det inte känt.")
    text: Line = Field(alias="text", description="Det som antecknades.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class AnswerCorrection(Record):
    """What stood in an entry before it was corrected, and why it was."""

    day: SwedishDate = Field(alias="den", description="Dag då det rättades.")
    reason: Line = Field(alias="skäl", description="Varför det rättades.")
    stood: Annotated[tuple[Line, ...], OneOrMore] = Field(
        alias="stod", min_length=1, description="Vad som stod förut, en rad för varje uppgift."
    )


class Response(Record):
    """What is known of one recipient's handling of a recommendation: a history, to which each fact is added.

    What can happen several times is a list, in the order of the file; a list of one may be written as its only member.
    """

    recipient: RecipientKey = Field(alias="mottagare", description="Mottagarens nyckel på brevets sändlista.")
    sent: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="skickat", description="Dag då brevet verkligen skickades; flera om det skickades rättat."
    )
    received: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="mottaget", description="Dag då mottagaren registrerade brevet; det är inget svar."
    )
    reference_number: RecordedText | None = Field(
        None, alias="diarienummer", description="Mottagarens eget diarienummer."
    )
    promised: Annotated[tuple[Promise, ...], OneOrMore] = Field(
        (), alias="utlovat", description="Dag då ett svar senast är utlovat, eller flera löften i ordning."
    )
    decision: Annotated[tuple[ResponseDecision, ...], OneOrMore] = Field(
        (), alias="beslut", description="Mottagarens beslut, eller flera i ordning."
    )
    file: Annotated[tuple[AnswerPath, ...], OneOrMore] = Field(
        (), alias="fil", description="Svarets fil, sökväg från meetings/svar/."
    )
    reminded: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="påmint", description="Dagar då påminnelser verkligen skickades."
    )
    note: Annotated[tuple[RecordedText, ...], OneOrMore] = Field((), alias="anteckning", description="Egen anteckning.")
    corrected: Annotated[tuple[AnswerCorrection, ...], OneOrMore] = Field(
        (), alias="rättat", description="Vad som har rättats: när, varför och vad som stod."
    )

    @property
    def first_sent(self) -> date | None:
        """The day on which the letter was first sent."""
        return min(self.sent, default=None)

    @property
    def first_received(self) -> date | None:
        """The day on which the letter was first received."""
        return min(self.received, default=None)

    @property
    def decisions(self) -> tuple[ResponseDecision, ...]:
        """The decisions by their days."""
        return tuple(sorted(self.decision, key=lambda each: each.date))


class ResponseFile(Record):
    """Everything known about the answers to one recommendation."""

    responses: tuple[Response, ...] = Field((), alias="svar", description="En post för varje mottagare.")
