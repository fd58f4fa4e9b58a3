"""A meeting and its agenda: the root of what a secretary writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.approval import Approval, Posting
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.correction import MinutesCorrection
from naravard_docs.meeting.decision import Decision
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.issued_notice import IssuedNotice
from naravard_docs.meeting.numbering import PlacedItem, numbers_of, placed_items
from naravard_docs.meeting.numbers import HoursValue, ItemNumber
from naravard_docs.meeting.people import AbsentPerson, AttendanceGroup, Person
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.references import BodyKey
from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import (
    Count,
    Line,
    MarkedLine,
    OneOrMore,
    Prose,
    Record,
    SwedishDate,
    WebAddress,
    known_of,
    one_of,
)
from naravard_docs.meeting.vote import VotingRolls
from naravard_docs.swedish import date_at_start, long_date


class Status(StrEnum):
    DRAFT = "utkast"
    CIRCULATED = "utskickat"
    APPROVED = "justerat"
    PUBLISHED = "publicerat"

    @property
    def is_draft(self) -> bool:
        """Whether the minutes are not approved yet."""
        return self in (Status.DRAFT, Status.CIRCULATED)


_SAYS_ANOTHER_DAY = lazy_pattern(r"[-‐‑–—−/]{1,2} ?\d")


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


_PERIOD = r"(?:kl(?:ockan)?\.?\s*)?\d{1,2}(?:[.:]\d\d)?\s*[-–]\s*\d{1,2}(?:[.:]\d\d)?"
_HOURS_AND_REASON = lazy_pattern(
    rf"(?P<hours>{_PERIOD})[\s,(]+(?:för\s+)?(?P<reason>[^\d()]+?)\)?|(?:för\s+)?(?P<before>[^\d,]+?),?\s+(?P<other>{_PERIOD})",
    re.IGNORECASE,
)


class Adjournment(Record):
    """A pause: hours of the day, or after which item and until which day; on one line the hours."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    hours: HoursValue | None = Field(None, alias="tid", description="12.00–13.00.")
    after: Line | None = Field(None, alias="efter", description="Efter vilken paragraf eller punkt: § 12.")
    until: SwedishDate | None = Field(None, alias="till", description="Dagen då mötet fortsatte.")
    reason: MarkedLine | None = Field(None, alias="för", description="Varför: lunch, gruppmöten.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if found := _HOURS_AND_REASON.fullmatch(value.strip()):
            return {"tid": found["hours"] or found["other"], "för": found["reason"] or found["before"]}
        return {"tid": value}

    @model_validator(mode="after")
    def _tells_when(self) -> Self:
        if self.hours is None and self.after is None:
            raise PydanticCustomError("adjournment_empty", "neither hours nor item")
        return self


class Meeting(Record):
    """One meeting of one body: everything its documents say."""

    body: BodyKey = Field(alias="organ", description="Nyckel i organ.yaml.")
    date: SwedishDate = Field(alias="datum", description="Mötets dag: 2023-03-24 eller 24 mars 2023.")
    time: MarkedLine | None = Field(None, alias="tid", description="T.ex. 09.00–12.00.")
    place: MarkedLine | None = Field(None, alias="plats", description="T.ex. Digitalt.")
    link: WebAddress | None = Field(
        None, alias="länk", description="Adress till det digitala mötet; står i kallelsen, inte i protokollet."
    )
    notices_issued: Annotated[tuple[IssuedNotice, ...], OneOrMore] = Field(
        (), alias="kallelse", description="När kallelsen skickades ut, och varje ändring av den; skrivs av kallelse."
    )
    cancelled: MarkedLine | None = Field(
        None, alias="inställt", description="Varför mötet är inställt; då byggs inget protokoll."
    )
    status: Annotated[Status, one_of(Status)] = Field(
        Status.DRAFT, alias="status", description="utkast (förval), utskickat, justerat eller publicerat."
    )
    title: Line | None = Field(None, alias="titel", description="Dokumentets rubrik, om den inte ska vara Protokoll.")
    reference_number: Line | None = Field(None, alias="diarienummer", description="Protokollets diarienummer.")
    first_section: Count | None = Field(
        None, alias="start_paragraf", description="Första paragrafens nummer när organet numrerar med §."
    )
    chair: Annotated[tuple[Annotated[Person, Suggests(Suggested.PEOPLE)], ...], OneOrMore] = Field(
        (), alias="ordförande", description="Mötets ordförande, som skriver under; flera har var sina paragrafer."
    )
    secretary: Annotated[tuple[Annotated[Person, Suggests(Suggested.PEOPLE)], ...], OneOrMore] = Field(
        (), alias="sekreterare", description="Mötets sekreterare, som skriver under; flera har var sina paragrafer."
    )
    approvers: Annotated[tuple[Annotated[Person, Suggests(Suggested.PEOPLE)], ...], OneOrMore] = Field(
        (), alias="justerare", description="De som justerar protokollet, i ordning."
    )
    attendance: tuple[AttendanceGroup, ...] = Field((), alias="närvarande", description="Närvarande i grupper.")
    absent: Annotated[tuple[Annotated[AbsentPerson, Suggests(Suggested.PEOPLE)], ...], OneOrMore] = Field(
        (), alias="frånvarande", description="De som inte var där; de räknas inte och kan inte justera eller rösta."
    )
    agenda_items: tuple[AgendaItem, ...] = Field(
        (), alias="ärenden", max_length=LIMITS.agenda_items, description="Ärenden i ordning."
    )
    attachments: Annotated[tuple[Attachment, ...], OneOrMore] = Field(
        (), alias="bilagor", description="Bilagor till protokollet i dess helhet."
    )
    next_meeting: NextMeeting | None = Field(
        None, alias="nästa_möte", description="Datum och organ: 2023-05-12 Systemledningen."
    )
    end_date: SwedishDate | None = Field(
        None, alias="slutdatum", description="Mötets sista dag, om det varade flera dagar."
    )
    adjournments: Annotated[tuple[Adjournment, ...], OneOrMore] = Field(
        (), alias="ajournering", description="Avbrott: 12.00–13.00, eller efter vilken paragraf och till vilken dag."
    )
    approvals: Annotated[tuple[Approval, ...], OneOrMore] = Field(
        (), alias="justering", description="När, var och hur protokollet justerades; flera har var sina paragrafer."
    )
    postings: Annotated[tuple[Posting, ...], OneOrMore] = Field(
        (),
        alias="anslag",
        description="Anslaget om justeringen: när det sätts upp och tas ned.",
    )
    voting_rolls: VotingRolls = Field((), alias="röstlängd", description="De röstberättigade: antal eller namn.")
    appeal: Prose = Field("", alias="så_överklagar_man", description="Hur man överklagar; skrivs ut sist.")
    corrections: Annotated[tuple[MinutesCorrection, ...], OneOrMore] = Field(
        (), alias="rättelser", description="Rättelser av det justerade protokollet; skrivs av naravard justera --rätta."
    )

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.end_date is not None and self.end_date < self.date:
            context = {"first": long_date(self.date), "last": long_date(self.end_date), "at": ("slutdatum",)}
            raise PydanticCustomError("meeting_ends_before", "ends before it begins", context)
        return self

    @property
    def is_draft(self) -> bool:
        return self.status.is_draft

    @property
    def withholds_text(self) -> bool:
        """Whether something of it is left out when it is published: what is under secrecy, or headings."""
        items = (part for item in self.agenda_items for part in (item, *item.sub_items))
        return any(item.secrecy is not None or item.public_heading is not None for item in items)

    @property
    def is_published(self) -> bool:
        """Whether its minutes are those to be published, and others than those that were adopted."""
        return self.is_public or (self.status is Status.PUBLISHED and self.withholds_text)

    @property
    def is_public(self) -> bool:
        """Whether what is not published has been taken out of it (``public_meeting``)."""
        return False

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone present, group after group."""
        return tuple(person for group in self.attendance for person in group.people)

    @cached_property
    def numbers(self) -> tuple[ItemNumber, ...]:
        """The number of each item, in the order of the agenda."""
        return numbers_of(self.agenda_items, self.first_section or 1)

    def number_of(self, index: int) -> ItemNumber:
        """Return the number of the item at an index, from 0."""
        return self.numbers[index]

    @property
    def all_items(self) -> tuple[PlacedItem, ...]:
        """Every item and sub-item, in the order of the minutes."""
        return tuple(placed_items(self.agenda_items, self.numbers))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(each.item.decision for each in self.all_items if each.item.decision is not None)

    @property
    def known_letters(self) -> tuple[tuple[int, AgendaItem, Recommendation], ...]:
        """Every recommendation of which something is known, with its item and the item's index."""
        items = enumerate(self.known("agenda_items", ()))
        return tuple((n, item, letter) for n, item in items if (letter := item.__dict__.get("recommendation")))

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Those that were decided: before the meeting a letter may be written that is none yet."""
        decided = (item for item in self.agenda_items if item.decision is not None)
        return tuple(item.recommendation for item in decided if item.recommendation is not None)

    def placed_attachments(self) -> Iterator[tuple[FieldPath, Attachment]]:
        """Yield every known attachment with its path, in the order documents list them: the meeting's own last."""
        for n, item in enumerate(known_of(self.known("agenda_items", ()))):
            yield from ((("ärenden", n, *path), attachment) for path, attachment in item.placed_attachments())
        for n, attachment in enumerate(known_of(self.known("attachments", ()))):
            yield ("bilagor", n), attachment

    @property
    def all_attachments(self) -> tuple[Attachment, ...]:
        """Every attachment in the order the documents list them: each item's, its letter's, then the meeting's own."""
        return tuple(attachment for _, attachment in self.placed_attachments())
