"""An item of the agenda: what was brought up, said, proposed, voted and decided, as the minutes tell it.

What each item's minutes must tell of a body under kommunallagen: (2017:725) 5 kap. 66-67 §§.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.attachment import Attachment, BasisDocuments
from naravard_docs.meeting.decision import Decision
from naravard_docs.meeting.election import Elections
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.motion import Motions, Proposals
from naravard_docs.meeting.notice import Notices
from naravard_docs.meeting.numbers import ItemNumberValue
from naravard_docs.meeting.people import Person, PersonReferences, Presenter
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.references import RecommendationReference
from naravard_docs.meeting.statement import Reservations, Statements
from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import (
    Line,
    MarkedLine,
    OneOrMore,
    Prose,
    Record,
    SwedishDate,
    YesNo,
    known_of,
    one_of,
)
from naravard_docs.meeting.vote import Votes
from naravard_docs.meeting.wording import ItemPart
from naravard_docs.swedish import quote


def _provision(written: str) -> str:
    """Return the provision that something is secret by; refuse «ja», which is printed as one."""
    if not any(character.isdigit() for character in written):
        raise PydanticCustomError("secrecy_unreadable", "no provision", {"written": quote(written)})
    return written


class ItemType(StrEnum):
    DECISION = "beslutsärende"
    INFORMATION = "informationsärende"


class Disposal(StrEnum):
    """How an item ended that was not decided in substance."""

    TABLED = "bordläggs"
    REFERRED_BACK = "återremitteras"
    WITHDRAWN = "utgår"


class Shows(StrEnum):
    """What the program fills in under an item."""

    NEXT_MEETING = "nästa_möte"


class FollowUpForm(StrEnum):
    """How much of a recommendation's standing an item has."""

    FULL = "full"
    SHORT = "kort"


class FollowedUp(Record):
    """A recommendation whose standing an item has; on one line: its reference, in full."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    reference: RecommendationReference = Field(
        alias="rekommendation", description="Rekommendationens beteckning: svarsfilens namn utan .yaml."
    )
    form: Annotated[FollowUpForm, one_of(FollowUpForm)] = Field(
        FollowUpForm.FULL,
        alias="form",
        description="full (förval): alla tabeller; kort: sammanfattningen och vilka som är skyldiga svar.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"rekommendation": value} if isinstance(value, str) else value


class ItemBasics(Record):
    """What an item of any body has."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    heading: MarkedLine = Field(alias="rubrik", description="Ärendets rubrik, utan nummer.")
    item_type: Annotated[ItemType, one_of(ItemType)] | None = Field(
        None, alias="typ", description="beslutsärende eller informationsärende."
    )
    reference_number: Line | None = Field(None, alias="diarienummer", description="Ärendets diarienummer.")
    presentation: MarkedLine | None = Field(
        None, alias="presentation", description="Hur ärendet redovisas, t.ex. Muntlig presentation."
    )
    presenters: Annotated[tuple[Presenter, ...], OneOrMore] = Field(
        (), alias="föredragande", description="Föredragande: Namn, titel."
    )
    text: Prose = Field("", alias="text", description="Ärendets text.")
    decision: Decision | None = Field(
        None,
        alias="beslut",
        description="En hel mening, en lista med att-satser, inledning + satser, eller flera sådana beslut.",
    )
    attachments: Annotated[tuple[Attachment, ...], OneOrMore] = Field(
        (), alias="bilagor", description="Bilagor till ärendet."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"rubrik": value} if isinstance(value, str) else value


class LetterParts(Record):
    """What an item has of letters to the principals, and of what the program fills in."""

    recommendation: Recommendation | None = Field(
        None, alias="rekommendation", description="Brevet som för beslutet vidare till huvudmännen."
    )
    follows_up: Annotated[FollowedUp, Suggests(Suggested.RECOMMENDATIONS)] | None = Field(
        None, alias="uppföljning_av", description="Rekommendation vars läge skrivs ut här: svarsfilens namn utan .yaml."
    )
    shows: Annotated[Shows, one_of(Shows)] | None = Field(
        None, alias="visa", description="nästa_möte: här skrivs mötesfilens nästa_möte ut."
    )


class ItemContent(ItemBasics):
    """What items and their sub-items have; the keys that only some bodies use come after those of all."""

    after_decision: Prose = Field("", alias="efter_beslut", description="Text efter beslutet.")
    basis: BasisDocuments = Field(
        (), alias="underlag", description="Handlingarna i ärendet, en per rad; en rad kan vara en fil i bilagor/."
    )
    earlier_handling: Prose = Field("", alias="tidigare_behandling", description="Hur ärendet har behandlats förut.")
    proposals: Proposals = Field(
        (), alias="förslag", description="Förslag till beslut: «Förvaltningen: godkänna planen»."
    )
    motions: Motions = Field((), alias="yrkanden", description="Yrkanden på mötet: «Bo Al (S): avslag».")
    voting_procedure: Prose = Field(
        "", alias="propositionsordning", description="I vilken ordning ordföranden ställde förslagen."
    )
    votes: Votes = Field((), alias="omröstningar", description="Omröstningar i tur och ordning.")
    reservations: Reservations = Field((), alias="reservationer", description="Reservationer: [Bo Al (S)].")
    statements: Statements = Field(
        (), alias="anteckningar", description="Protokollsanteckningar, särskilda yttranden och röstförklaringar."
    )
    recused: PersonReferences = Field(
        (), alias="jäv", description="De som på grund av jäv varken var närvarande eller deltog i beslutet."
    )
    not_taking_part: PersonReferences = Field(
        (), alias="deltar_inte", description="De som avstod från att delta i beslutet."
    )
    elections: Elections = Field((), alias="val", description="Val: «ledamot i socialnämnden: Bo Al (S)».")
    notices: Notices = Field((), alias="anmälningar", description="Delegationsbeslut och meddelanden, som en tabell.")
    disposal: Annotated[Disposal, one_of(Disposal)] | None = Field(
        None, alias="utgång", description="bordläggs, återremitteras eller utgår."
    )
    to_meeting: SwedishDate | None = Field(
        None, alias="till_möte", description="Mötet som ett bordlagt ärende tas upp på igen."
    )
    sent_to: Annotated[tuple[Annotated[Line, Suggests(Suggested.ADDRESSEES)], ...], OneOrMore] = Field(
        (),
        alias="skickas_till",
        description="De som får beslutet: nycklar i sandlistor.yaml eller personer.yaml, eller namn.",
    )
    is_adjusted_at_once: YesNo = Field(
        False, alias="omedelbar_justering", description="ja om ärendet förklarades omedelbart justerat."
    )
    secrecy: Annotated[Line, AfterValidator(_provision)] | None = Field(
        None, alias="sekretess", description="Bestämmelsen om sekretess: OSL 26:1."
    )
    public_heading: MarkedLine | None = Field(
        None, alias="offentlig_rubrik", description="Rubriken i den version som publiceras, i stället för rubriken."
    )
    number: ItemNumberValue | None = Field(None, alias="nummer", description="Eget nummer: 33 a; nästa räknar vidare.")
    continues: ItemNumberValue | None = Field(
        None, alias="fortsätter", description="Numret på ärendet som togs upp igen här."
    )
    place_in_notice: Line | None = Field(
        None, alias="plats_i_kallelsen", description="Ärendets nummer i kallelsen, om det togs upp i annan ordning."
    )
    order: tuple[Annotated[ItemPart, one_of(ItemPart)], ...] = Field(
        (), alias="ordning", description="Ärendets delar i ordning, om den inte är organets."
    )

    @property
    def is_decided(self) -> bool:
        """Whether it ended in something: a decision, an election, or that it was put off."""
        return self.decision is not None or bool(self.elections) or self.disposal is not None

    def own_attachments(self) -> Iterator[tuple[FieldPath, Attachment]]:
        """Yield the attachments of the item itself that are known, with their paths below it, in order."""
        for n, attachment in enumerate(known_of(self.known("attachments", ()))):
            yield ("bilagor", n), attachment
        for key, name in _WITH_ATTACHMENT:
            for n, record in enumerate(known_of(self.known(name, ()))):
                if (attachment := record.known("attachment")) is not None:
                    yield (key, n, "bilaga"), attachment


_WITH_ATTACHMENT = tuple(
    (ItemContent.model_fields[name].alias or name, name) for name in ("basis", "votes", "reservations", "statements")
)


class SubItem(ItemContent):
    """An item one level down: «5.1» or «a)»."""


class AgendaItem(ItemContent, LetterParts, ItemBasics):
    """One matter of the meeting, as the minutes tell it."""

    sub_items: tuple[SubItem, ...] = Field((), alias="delärenden", description="Ärenden en nivå ner: 5.1, 5.2 …")
    chair: Annotated[Person, Suggests(Suggested.PEOPLE)] | None = Field(
        None, alias="ordförande", description="Den som ledde just det här ärendet, och skriver under för det."
    )

    def placed_attachments(self) -> Iterator[tuple[FieldPath, Attachment]]:
        """Yield all known attachments of the item, its letter's and its sub-items' too, with their paths below it."""
        yield from self.own_attachments()
        if (letter := self.known("recommendation")) is not None:
            for n, attachment in enumerate(known_of(letter.known("attachments", ()))):
                yield ("rekommendation", "bilagor", n), attachment
        for n, sub_item in enumerate(known_of(self.known("sub_items", ()))):
            yield from ((("delärenden", n, *path), attachment) for path, attachment in sub_item.own_attachments())
