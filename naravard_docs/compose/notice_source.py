"""What a kallelse is made of: the meeting as those who are called are told of it, and what stage the kallelse is at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from msgspec import Struct, field

from naravard_docs.compose import attachments
from naravard_docs.compose.attachments import ListedAttachment
from naravard_docs.compose.printed_item import MinutesSetting
from naravard_docs.compose.texts import plain_line
from naravard_docs.libraries.records import replace
from naravard_docs.markup.setting import NO_PICTURES, Pictures
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.called_meeting import meeting_as_announced, meeting_as_called
from naravard_docs.meeting.contacts import Contact
from naravard_docs.meeting.deadlines import weekday
from naravard_docs.meeting.issued_notice import IssuedNotice
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.people_called import CalledPerson, address_of, card_of, people_called
from naravard_docs.meeting.shared_templates import AttachedText, SharedTemplates
from naravard_docs.swedish import days_in_words, long_date

DRAFT_MARK = "UTKAST – ej utskickad"


class NoticeKind(StrEnum):
    """What a kallelse is, as its title says."""

    FIRST = "Kallelse"
    CHANGED = "Ändrad kallelse"
    CANCELLED = "Inställt möte"


class NoticeSource(Struct, frozen=True, dict=True):
    """A kallelse with what it is made of.

    ``as_written`` is the meeting as its file has it, of which only what may be told is shown. ``is_draft`` says that it
    has not been issued as it is now; ``is_for_anybody`` that it is read by others than those who are called.
    """

    as_written: Meeting
    house: SharedTemplates
    attached_texts: Mapping[str, AttachedText] = field(default_factory=dict)
    pictures: Pictures = NO_PICTURES
    reveals_secrets: bool = False
    has_documents: bool = False
    is_draft: bool = False
    is_for_anybody: bool = False

    @cached_property
    def meeting(self) -> Meeting:
        if self.is_for_anybody:
            return meeting_as_announced(self.as_written)
        return meeting_as_called(self.as_written, reveals_secrets=self.reveals_secrets)

    @property
    def body(self) -> Body:
        return self.house.bodies[self.meeting.body]

    @property
    def kind(self) -> NoticeKind:
        if self.meeting.cancelled is not None:
            return NoticeKind.CANCELLED
        return NoticeKind.CHANGED if len(self.meeting.notices_issued) > 1 else NoticeKind.FIRST

    @property
    def title(self) -> str:
        return self.kind.value

    @property
    def mark(self) -> str:
        """How it is marked while it is not issued."""
        return DRAFT_MARK if self.is_draft or not self.meeting.notices_issued else ""

    @property
    def date(self) -> date:
        """The day of what was issued last; the meeting's where nothing is."""
        issued = self.meeting.notices_issued
        return issued[-1].date if issued else self.meeting.date

    @property
    def changes(self) -> tuple[IssuedNotice, ...]:
        """The updates since the kallelse, in order."""
        return self.meeting.notices_issued[1:]

    @property
    def days(self) -> str:
        """The meeting's days: «12 februari 2027», «12–13 februari 2027»."""
        return days_in_words(self.meeting.date, self.meeting.end_date)

    @property
    def days_of_week(self) -> str:
        """The meeting's days, each with its name: «fredag 12 februari 2027»."""
        first, last = self.meeting.date, self.meeting.end_date
        begins = f"{weekday(first)} {long_date(first)}"
        return begins if last is None or last == first else f"{begins} till {weekday(last)} {long_date(last)}"

    @property
    def days_in_text(self) -> str:
        """The same in running text: «fredagen den 12 februari 2027»."""
        first, last = self.meeting.date, self.meeting.end_date
        begins = f"{weekday(first)}en den {long_date(first)}"
        return begins if last is None or last == first else f"{begins} till {weekday(last)}en den {long_date(last)}"

    @property
    def chair(self) -> Person | None:
        return next(iter(self.meeting.chair), None) or self.body.present_chair

    @property
    def secretary(self) -> Person | None:
        return next(iter(self.meeting.secretary), None) or self.body.present_secretary

    @property
    def secretary_card(self) -> Contact | None:
        return card_of(self.secretary, self.house.contacts)

    @property
    def secretary_address(self) -> str | None:
        """The secretary's own address, by their card or among the members; None where it is not known."""
        if self.secretary_card is not None:
            return self.secretary_card.email
        return address_of(self.secretary, self.body) if self.secretary else None

    @property
    def sender(self) -> tuple[str, str] | None:
        """The secretary's name and address, else the chair's; None where no address is known."""
        for officer in (self.secretary, self.chair):
            card = card_of(officer, self.house.contacts)
            if card is not None:
                return card.display_name or str(card.name), card.email
            if officer is not None and (own := address_of(officer, self.body)) is not None:
                return plain_line(officer.name), own
        return None

    @cached_property
    def called(self) -> tuple[CalledPerson, ...]:
        return people_called(self.as_written, self.body, self.house.contacts)

    @cached_property
    def listed(self) -> tuple[ListedAttachment, ...]:
        """The attachments of what is told, by the numbers that the minutes give them."""
        numbered = attachments.listed_in_meeting(self.as_written, self.attached_texts)
        numbers = {PurePosixPath(each.attachment.path): each for each in numbered}
        own = attachments.listed_in_meeting(self.meeting, self.attached_texts)
        return tuple(_numbered_as(each, numbers[PurePosixPath(each.attachment.path)]) for each in own)

    @cached_property
    def setting(self) -> MinutesSetting:
        """Return what its items share; what is to come is told in the present tense."""
        body = self.body
        wording = body.wording.model_copy(update={"decision_verb": "beslutar"})
        told = body.model_copy(update={"wording": wording})
        by_path = {PurePosixPath(each.attachment.path): each for each in self.listed}
        meeting, parts = self.meeting, body.wording.parts()
        return MinutesSetting(meeting, told, self.house, meeting.numbers, parts, by_path, {}, self.pictures)


def _numbered_as(own: ListedAttachment, of_minutes: ListedAttachment) -> ListedAttachment:
    return replace(own, place=of_minutes.place, number=of_minutes.number)
