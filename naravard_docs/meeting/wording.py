"""A body's own wording and order of its minutes (ordval): the house style, without code."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field, WithJsonSchema, model_validator

from naravard_docs.meeting.editor_forms import TEXT_SCHEMA
from naravard_docs.meeting.values import Count, Line, Reader, Record, YesNo, one_of


class DecisionStyle(StrEnum):
    CLAUSES = "att_satser"
    SENTENCES = "meningar"
    DASHES = "strecksatser"


class DecisionPosition(StrEnum):
    FIRST = "först"
    LAST = "sist"


class Numbering(StrEnum):
    PLAIN = "nummer"
    SECTIONS = "paragraf"


class SectionForm(StrEnum):
    """Where the sign stands: «§ 33» or «33 §»."""

    BEFORE = "före"
    AFTER = "efter"


class SubItemLabels(StrEnum):
    NUMBERS = "nummer"
    LETTERS = "bokstav"


class ReferencePosition(StrEnum):
    IN_HEADING = "rubrik"
    ON_LINE = "rad"


class SignaturePosition(StrEnum):
    FIRST = "först"
    LAST = "sist"


class AttendanceForm(StrEnum):
    TABLE = "tabell"
    LIST = "lista"
    RUNNING = "löpande"


class VoteForm(StrEnum):
    """Where the names of those who voted stand."""

    TABLE = "tabell"
    RUNNING = "löpande"
    APPENDIX = "bilaga"


class ItemPart(StrEnum):
    """The parts that an item is printed in, by the keys that hold them."""

    TYPE = "typ"
    REFERENCE_NUMBER = "diarienummer"
    PRESENTATION = "presentation"
    PRESENTERS = "föredragande"
    SECRECY = "sekretess"
    TEXT = "text"
    FOLLOW_UP = "uppföljning_av"
    EARLIER_HANDLING = "tidigare_behandling"
    BASIS = "underlag"
    PROPOSALS = "förslag"
    RECUSED = "jäv"
    NOT_TAKING_PART = "deltar_inte"
    MOTIONS = "yrkanden"
    VOTING_PROCEDURE = "propositionsordning"
    VOTES = "omröstningar"
    NOTICES = "anmälningar"
    SUB_ITEMS = "delärenden"
    DECISION = "beslut"
    DISPOSAL = "utgång"
    ELECTIONS = "val"
    AFTER_DECISION = "efter_beslut"
    RESERVATIONS = "reservationer"
    STATEMENTS = "anteckningar"
    IMMEDIATE_ADJUSTMENT = "omedelbar_justering"
    ATTACHMENTS = "bilagor"
    SENT_TO = "skickas_till"
    NEXT_MEETING = "visa"


ABOUT = (
    ItemPart.TYPE,
    ItemPart.REFERENCE_NUMBER,
    ItemPart.PRESENTATION,
    ItemPart.PRESENTERS,
    ItemPart.SECRECY,
)
"""What stands right below the heading, wherever the decision is."""


WITH_DECISION = (ItemPart.DISPOSAL, ItemPart.ELECTIONS, ItemPart.AFTER_DECISION)
"""What belongs to a decision, and stands right after it."""


class ReferenceNumberStyle(Record):
    """How items' reference numbers are printed; on one line the word before them."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    word: Line = Field("Diarienummer", alias="ord", description="Ordet före numret: Ärendenummer.")
    position: Annotated[ReferencePosition, one_of(ReferencePosition)] = Field(
        ReferencePosition.ON_LINE, alias="plats", description="rad (förval), eller rubrik: efter ärendets rubrik."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"ord": value} if isinstance(value, str) else value


def _heading(value: Any) -> Any:
    return "" if isinstance(value, str) and value.strip().casefold() in ("nej", "ingen", "no", "none") else value


PartHeading = Annotated[
    str,
    Field(max_length=200),
    Reader(_heading),
    WithJsonSchema({**TEXT_SCHEMA, "examples": ["Handlingar", "nej"]}),
]
"""A heading over a part of an item; empty where there is none."""

Part = Annotated[ItemPart, one_of(ItemPart)]


class Wording(Record):
    """A body's choices of words and order."""

    decision_style: Annotated[DecisionStyle, one_of(DecisionStyle)] = Field(
        DecisionStyle.CLAUSES,
        alias="beslutsstil",
        description="att_satser (förval), meningar (numrerade) eller strecksatser (utan «Att»).",
    )
    decision_heading: Line | None = Field(
        None, alias="beslutsrubrik", description="Rubrik över varje beslut i protokollet, i stället för «X beslutade»."
    )
    decision_position: Annotated[DecisionPosition, one_of(DecisionPosition)] = Field(
        DecisionPosition.LAST, alias="beslut", description="först eller sist (förval) i ärendet."
    )
    numbering: Annotated[Numbering, one_of(Numbering)] = Field(
        Numbering.PLAIN, alias="numrering", description="nummer (1, 2 …) eller paragraf (§ 1, § 2 …)."
    )
    contents_from: Count = Field(
        15, alias="innehåll_från", description="Innehållsförteckning när protokollet har minst så många ärenden."
    )
    signature_fields: YesNo = Field(
        False, alias="signaturfält", description="ja ger fält för elektronisk underskrift i PDF-filen."
    )
    decision_verb: Line = Field(
        "beslutade", alias="beslutsverb", description="beslutade (förval), beslutar eller beslöt."
    )
    section_form: Annotated[SectionForm, one_of(SectionForm)] = Field(
        SectionForm.BEFORE, alias="paragrafform", description="före (förval): § 33; efter: 33 §."
    )
    reference_number_style: ReferenceNumberStyle = Field(
        default_factory=lambda: ReferenceNumberStyle(),
        alias="diarienummer",
        description="Ordet före ärendenas nummer, och om det står på egen rad eller i rubriken.",
    )
    order: tuple[Part, ...] = Field(
        (), alias="ordning", description="Ärendenas delar i ordning; de som inte nämns kommer efter, i vanlig ordning."
    )
    headings: dict[Part, PartHeading] = Field(
        {}, alias="rubriker", description="Rubrik över en del av ärendet: «underlag: Handlingar», eller nej."
    )
    has_front_page: YesNo = Field(
        False, alias="framsida", description="ja ger en förstasida med närvaro, justering, underskrifter och anslag."
    )
    signature_position: Annotated[SignaturePosition, one_of(SignaturePosition)] = Field(
        SignaturePosition.LAST, alias="underskrifter", description="först (på förstasidan) eller sist (förval)."
    )
    footer: Line | None = Field(
        None, alias="sidfot", description="Text att fylla i längst ner på varje sida: Justerandes signatur."
    )
    attendance_form: Annotated[AttendanceForm, one_of(AttendanceForm)] | None = Field(
        None,
        alias="närvaro",
        description="tabell, lista eller löpande (i spalter); utan värde tabell där det finns mer än namn.",
    )
    vote_form: Annotated[VoteForm, one_of(VoteForm)] = Field(
        VoteForm.TABLE, alias="omröstning", description="Rösternas namn: tabell (förval), löpande eller bilaga."
    )
    sub_item_labels: Annotated[SubItemLabels, one_of(SubItemLabels)] = Field(
        SubItemLabels.NUMBERS, alias="delärenden", description="nummer (förval): 5.1, 5.2; bokstav: a), b)."
    )

    @property
    def is_in_present_tense(self) -> bool:
        """Whether the body's minutes are, as its verb for decisions tells: «beslutar»."""
        return self.decision_verb.split()[0].endswith("r")

    def parts(self, own: tuple[ItemPart, ...] = ()) -> tuple[ItemPart, ...]:
        """Return all parts of an item in the order of printing; ``own`` is the order that the item itself asks for.

        What no order names comes where it is usual: below the heading, right after the decision, or after the rest.
        """
        wanted = own or self.order
        usual = [part for part in ItemPart if part not in wanted]
        if not wanted and self.decision_position is DecisionPosition.FIRST:
            usual.remove(ItemPart.DECISION)
            wanted = (ItemPart.DECISION,)
        following = [part for part in usual if part in WITH_DECISION] if ItemPart.DECISION in wanted else []
        begun = (part for each in wanted for part in ((each, *following) if each is ItemPart.DECISION else (each,)))
        rest = (part for part in usual if part not in ABOUT and part not in following)
        return (*(part for part in usual if part in ABOUT), *begun, *rest)
