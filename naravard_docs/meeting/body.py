"""Bodies (organ): who they are, how their minutes are worded and what they always take up."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.member import Member, MemberGroup, groups_on
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.periods import DatedName, DatedShortName, in_order_of_time, is_dated, of_day, text_on
from naravard_docs.meeting.planned_meeting import PlannedMeeting, Schedule
from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import Line, MarkedLine, OneOrMore, Record, one_of
from naravard_docs.meeting.wording import Wording
from naravard_docs.swedish import enumeration


class Profile(StrEnum):
    """Which rules a body's minutes follow."""

    COLLABORATION_BODY = "samverkansorgan"
    COMMITTEE = "nämnd"
    BOARD = "styrelse"
    COUNCIL = "fullmäktige"
    JOINT_COMMITTEE = "gemensam nämnd"
    ASSOCIATION = "förening"
    NOTES = "minnesanteckningar"

    @property
    def follows_local_government_act(self) -> bool:
        """Whether kommunallagen (2017:725) tells what the minutes must have: 5 kap. 65-69 §§, 6 kap. 35 §, 9 kap."""
        return self in (Profile.COMMITTEE, Profile.BOARD, Profile.COUNCIL, Profile.JOINT_COMMITTEE)


class Body(Record):
    """One body of templates/organ.yaml."""

    name: DatedName = Field(alias="namn", description="Organets hela namn, eller vad det har hetat i tur och ordning.")
    short_name: DatedShortName | None = Field(
        None, alias="benämning", description="Så kallas organet i beslut: «Systemledningen beslutade»."
    )
    description: Line | None = Field(None, alias="beskrivning", description="Vad organet är, efter namnet i brev.")
    profile: Annotated[Profile, one_of(Profile)] = Field(
        Profile.COLLABORATION_BODY,
        alias="profil",
        description=f"Avgör vilka regler som gäller: {enumeration(list(Profile), 'eller')}.",
    )
    chair: Annotated[tuple[Member, ...], OneOrMore, AfterValidator(in_order_of_time)] = Field(
        (), alias="ordförande", description="Skriver under om mötet inte anger annan; flera har var sin tid."
    )
    secretary: Annotated[tuple[Member, ...], OneOrMore, AfterValidator(in_order_of_time)] = Field(
        (), alias="sekreterare", description="Skriver under om mötet inte anger annan; flera har var sin tid."
    )
    groups: tuple[MemberGroup, ...] = Field((), alias="grupper", description="Grupper och ledamöter.")
    standing_items: tuple[AgendaItem, ...] = Field(
        (), alias="stående_ärenden", description="Ärenden som finns på varje möte."
    )
    planned_meetings: Annotated[tuple[PlannedMeeting, ...], OneOrMore] = Field(
        (), alias="sammanträden", description="De möten som är bestämda: 2027-02-12 09.00–12.00 Digitalt."
    )
    schedule: Schedule = Field(
        default_factory=Schedule,
        alias="tider",
        description="Organets egna tider före och efter ett möte, där de inte är lagens.",
    )
    if_prevented: MarkedLine | None = Field(
        None, alias="förhinder", description="Vad den som inte kan komma ska göra; skrivs ut i kallelsen."
    )
    wording: Wording = Field(default_factory=Wording, alias="ordval", description="Organets skrivsätt.")
    principals: Annotated[tuple[Annotated[Line, Suggests(Suggested.LISTS_AND_RECIPIENTS)], ...], OneOrMore] = Field(
        (), alias="huvudmän", description="Organets huvudmän: en sändlista, eller nycklar till mottagare."
    )
    letter_template: Line | None = Field(
        None, alias="brevmall", description="Egen mall i templates/ i stället för rekommendation.md."
    )
    mail_template: Line | None = Field(
        None, alias="mejlmall", description="Egen mall i templates/ i stället för mejl.txt."
    )
    notice_template: Line | None = Field(
        None, alias="kallelsemall", description="Egen mall i templates/ i stället för kallelse.txt."
    )
    reminder_template: Line | None = Field(
        None, alias="påminnelsemall", description="Egen mall i templates/ i stället för paminnelse.txt."
    )

    @property
    def present_chair(self) -> Person | None:
        """The last of those who have presided; on a day's body, the one of that day."""
        return self.chair[-1] if self.chair else None

    @property
    def present_secretary(self) -> Person | None:
        """The last of the secretaries; on a day's body, the one of that day."""
        return self.secretary[-1] if self.secretary else None

    @property
    def is_dated(self) -> bool:
        """Whether the body is not the same on all days."""
        members = (each for group in self.groups for each in group.people)
        has_days = any(each.since or each.until for each in (*self.chair, *self.secretary, *members))
        return has_days or is_dated(self.name) or is_dated(self.short_name)

    def on(self, day: date) -> Body:
        """Return the body as it was on a day; before and after all that is known, its name is the last."""
        of_that_day = {
            "name": text_on(self.name, day) or str(self.name),
            "short_name": text_on(self.short_name, day),
            "chair": of_day(self.chair, day),
            "secretary": of_day(self.secretary, day),
            "groups": groups_on(self.groups, day),
        }
        return self.model_copy(update=of_that_day)

    @property
    def name_in_decisions(self) -> str:
        return self.short_name or self.name
