"""A meeting and its agenda: the root of what a secretary writes."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.limits import LIMITS
from naravard_docs.meeting.decision import Decision
from naravard_docs.meeting.people import AttendanceGroup, Person, Presenter
from naravard_docs.meeting.recommendation import Attachment, Recommendation
from naravard_docs.meeting.references import BodyKey, RecommendationReference
from naravard_docs.meeting.values import Count, Line, MarkedLine, OneOrMore, Prose, Record, SwedishDate, one_of
from naravard_docs.swedish import date_at_start, long_date


class ItemType(StrEnum):
    DECISION = "beslutsärende"
    INFORMATION = "informationsärende"


class Status(StrEnum):
    DRAFT = "utkast"
    CIRCULATED = "utskickat"
    APPROVED = "justerat"
    PUBLISHED = "publicerat"

    @property
    def is_draft(self) -> bool:
        """Whether the minutes are not approved yet."""
        return self in (Status.DRAFT, Status.CIRCULATED)


class Shows(StrEnum):
    """What the program fills in under an item."""

    NEXT_MEETING = "nästa_möte"


class AgendaItem(Record):
    """One matter of the meeting, as the minutes tell it."""

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
        None, alias="beslut", description="En hel mening, en lista med att-satser, eller inledning + satser."
    )
    recommendation: Recommendation | None = Field(
        None, alias="rekommendation", description="Brevet som för beslutet vidare till huvudmännen."
    )
    attachments: Annotated[tuple[Attachment, ...], OneOrMore] = Field(
        (), alias="bilagor", description="Bilagor till ärendet."
    )
    follows_up: RecommendationReference | None = Field(
        None, alias="uppföljning_av", description="Rekommendation vars läge skrivs ut här: svarsfilens namn utan .yaml."
    )
    shows: Annotated[Shows, one_of(Shows)] | None = Field(
        None, alias="visa", description="nästa_möte: här skrivs mötesfilens nästa_möte ut."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"rubrik": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _recommendation_has_a_decision(self) -> Self:
        if self.recommendation is not None and self.decision is None:
            raise PydanticCustomError(
                "recommendation_without_decision", "nothing to recommend", {"at": ("rekommendation",)}
            )
        return self


_SAYS_ANOTHER_DAY = re.compile(r"[-‐‑–—−/]{1,2} ?\d")


class NextMeeting(Record):
    """When and with whom the body meets next; on one line: «2023-05-12 Systemledningen»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    date: SwedishDate = Field(alias="datum", description="Dag för nästa möte.")
    text: MarkedLine | None = Field(None, alias="text", description="Organ, tid och plats, som det ska stå.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if (found := date_at_start(value.strip())) is None:
            raise PydanticCustomError("next_meeting_unreadable", "begins with no date")
        day, text = found
        if _SAYS_ANOTHER_DAY.match(text):
            raise PydanticCustomError("next_meeting_unreadable", "several days")
        return {"datum": day, "text": text or None}

    def __str__(self) -> str:
        return f"{long_date(self.date)} {self.text}" if self.text else long_date(self.date)


class Meeting(Record):
    """One meeting of one body: everything its documents say."""

    body: BodyKey = Field(alias="organ", description="Nyckel i organ.yaml.")
    date: SwedishDate = Field(alias="datum", description="Mötets dag: 2023-03-24 eller 24 mars 2023.")
    time: MarkedLine | None = Field(None, alias="tid", description="T.ex. 09.00–12.00.")
    place: MarkedLine | None = Field(None, alias="plats", description="T.ex. Digitalt.")
    status: Annotated[Status, one_of(Status)] = Field(
        Status.DRAFT, alias="status", description="utkast (förval), utskickat, justerat eller publicerat."
    )
    title: Line | None = Field(None, alias="titel", description="Dokumentets rubrik, om den inte ska vara Protokoll.")
    reference_number: Line | None = Field(None, alias="diarienummer", description="Protokollets diarienummer.")
    first_section: Count | None = Field(
        None, alias="start_paragraf", description="Första paragrafens nummer när organet numrerar med §."
    )
    chair: Person | None = Field(None, alias="ordförande", description="Mötets ordförande, som skriver under.")
    secretary: Person | None = Field(None, alias="sekreterare", description="Mötets sekreterare, som skriver under.")
    approvers: Annotated[tuple[Person, ...], OneOrMore] = Field(
        (), alias="justerare", description="De som justerar protokollet, i ordning."
    )
    attendance: tuple[AttendanceGroup, ...] = Field((), alias="närvarande", description="Närvarande i grupper.")
    agenda_items: tuple[AgendaItem, ...] = Field(
        (), alias="ärenden", max_length=LIMITS.agenda_items, description="Ärenden i ordning."
    )
    attachments: Annotated[tuple[Attachment, ...], OneOrMore] = Field(
        (), alias="bilagor", description="Bilagor till protokollet i dess helhet."
    )
    next_meeting: NextMeeting | None = Field(
        None, alias="nästa_möte", description="Datum och organ: 2023-05-12 Systemledningen."
    )

    @property
    def is_draft(self) -> bool:
        return self.status.is_draft

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone present, group after group."""
        return tuple(person for group in self.attendance for person in group.people)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(item.decision for item in self.agenda_items if item.decision is not None)

    @property
    def known_letters(self) -> tuple[tuple[int, AgendaItem, Recommendation], ...]:
        """Every recommendation of which something is known, with its item and the item's index."""
        items = enumerate(self.known("agenda_items", ()))
        return tuple((n, item, letter) for n, item in items if (letter := item.__dict__.get("recommendation")))

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        return tuple(item.recommendation for item in self.agenda_items if item.recommendation is not None)

    def section_number(self, place: int) -> int:
        """Return the number of the item at a place on the agenda, from 1, for a body that numbers by §."""
        return (self.first_section or 1) + place - 1

    @property
    def all_attachments(self) -> tuple[Attachment, ...]:
        """Every attachment in the order the documents list them: each item's, its letter's, then the meeting's own."""
        letters = (
            (*i.attachments, *(i.recommendation.attachments if i.recommendation else ())) for i in self.agenda_items
        )
        return (*(attachment for attachments in letters for attachment in attachments), *self.attachments)
