"""The text of a new meeting file: keys with what is known, and comments that say what to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from naravard_docs.agenda.attendance import with_replacements_apart
from naravard_docs.agenda.draft_item import DraftItem, values_of
from naravard_docs.agenda.earlier_meetings import EarlierMeetings
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.deadlines import weekday
from naravard_docs.meeting.meeting import NextMeeting
from naravard_docs.meeting.member import MemberGroup
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.planned_meeting import PlannedMeeting
from naravard_docs.meeting.wording import Numbering
from naravard_docs.swedish import enumeration, long_date
from naravard_docs.yaml.new_lines import flow_mapping, new_mapping, yaml_scalar

SCHEMA_LINE = "# yaml-language-server: $schema=../templates/schema/mote.schema.json"
_WIDTH = 20
"""The column that comments after keys begin in."""


class MeetingDraft(Struct, frozen=True):
    """What is known of a new meeting; ``body`` is the body as it is on the day."""

    key: str
    body: Body
    day: date
    items: tuple[DraftItem, ...]
    earlier: EarlierMeetings
    first_section: int | None = None
    why_section: str = ""

    @property
    def planned(self) -> PlannedMeeting | None:
        """What is planned for the day."""
        return next((each for each in self.body.planned_meetings if each.date == self.day), None)

    @property
    def next_planned(self) -> PlannedMeeting | None:
        """The next meeting after the day that is planned."""
        later = [each for each in self.body.planned_meetings if each.date > self.day]
        return min(later, key=lambda each: each.date, default=None)


def meeting_text(draft: MeetingDraft) -> str:
    """Return the text of a new meeting file."""
    lines = (
        SCHEMA_LINE,
        f"# {_one_line(draft.body.name)}, {weekday(draft.day)} {long_date(draft.day)}. "
        "Det som står efter # är till för dig och skrivs inte ut.",
        f"organ: {yaml_scalar(draft.key)}",
        f"datum: {draft.day.isoformat()}",
        *_time_and_place(draft),
        _key("status", "utkast", "utkast | utskickat | justerat | publicerat"),
        *_signatories(draft),
        *_attendance(draft.body.groups),
        "",
        "ärenden:",
        *_items(draft.items),
        "",
        _next_meeting(draft),
    )
    return "\n".join(lines) + "\n"


def _key(key: str, value: str = "", comment: str = "") -> str:
    written = f"{key}: {value}".rstrip()
    return f"{written.ljust(_WIDTH)}# {comment}" if comment else written


def _time_and_place(draft: MeetingDraft) -> Iterator[str]:
    """Yield time and place as they are planned; what is not is left open, with what it was last as a comment."""
    for key, name, example in (("tid", "time", "09.00–12.00"), ("plats", "place", "Digitalt")):
        value = getattr(draft.planned, name) if draft.planned else None
        before: str | None = draft.earlier.last_known(name)
        comment = "" if value else f"senast: {_one_line(before)}" if before else f"t.ex. {example}"
        yield _key(key, yaml_scalar(value) if value else "", comment)


def _signatories(draft: MeetingDraft) -> Iterator[str]:
    """Yield the keys of those who sign, for a body that follows kommunallagen or whose minutes have had them."""
    body = draft.body
    if _is_used(draft, "reference_number", not draft.earlier.meetings):
        number: str | None = draft.earlier.last_known("reference_number")
        yield _key("diarienummer", "", f"senast: {number}" if number else "")
    if not body.present_chair and _is_used(draft, "chair"):
        yield _key("ordförande", "", _former(draft, "chair") or "t.ex. Anna Berg (s)")
    if not body.present_secretary and _is_used(draft, "secretary"):
        yield _key("sekreterare", "", _former(draft, "secretary"))
    if _is_used(draft, "approvers"):
        yield _key("justerare", "[]", _former(draft, "approvers") or "t.ex. [Bo Ek (m), Cia Dahl (v)]")
    if body.wording.numbering is Numbering.SECTIONS:
        number = "" if draft.first_section is None else str(draft.first_section)
        yield _key("start_paragraf", number, draft.why_section)


def _is_used(draft: MeetingDraft, field: str, by_law: bool = True) -> bool:
    follows_law = by_law and draft.body.profile.follows_local_government_act
    return follows_law or any(getattr(each.meeting, field) for each in draft.earlier.meetings)


def _former(draft: MeetingDraft, field: str) -> str:
    """Return who did it last, as a comment."""
    people: tuple[Person, ...] = draft.earlier.last_known(field) or ()
    return f"senast: {_one_line(enumeration([each.name_with_party for each in people]))}" if people else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _attendance(groups: Sequence[MemberGroup]) -> Iterator[str]:
    yield ""
    if not groups:
        yield "# närvarande:       # ledamöter under «grupper» i templates/organ.yaml fylls i här av sig själva"
        return
    yield _key("närvarande", "", "ta bort dem som inte var med och lägg till dem som saknas")
    for group in with_replacements_apart(groups):
        yield f"  - grupp: {yaml_scalar(group.heading)}"
        if group.standing:
            yield f"    ställning: {yaml_scalar(group.standing.value)}"
        yield "    personer:"
        yield from (f"      - {_person(person)}" for person in group.people)


def _person(person: Person) -> str:
    """Return a person on one line when that says the same, else as a mapping on one line."""
    line = ", ".join(part for part in (person.name_with_party, person.organisation, person.role) if part)
    try:
        says_the_same = Person.model_validate(line) == person
    except ValueError:  # what only a mapping can say, such as a role with §§
        says_the_same = False
    return yaml_scalar(line) if says_the_same else flow_mapping(values_of(person))


def _items(items: Iterable[DraftItem]) -> Iterator[str]:
    for number, item in enumerate(items):
        if number:
            yield ""
        if item.comment:
            yield f"  # {_one_line(item.comment)}"
        first, *others = new_mapping(dict(item.written()), 4)
        yield f"  - {first.lstrip(' ')}"
        yield from others


def _next_meeting(draft: MeetingDraft) -> str:
    if (planned := draft.next_planned) is None:
        return _key("nästa_möte", "", "dag, tid och plats när de är bestämda")
    at = f"kl. {planned.time}" if planned.time and planned.time[:1].isdigit() else planned.time
    meant = NextMeeting(date=planned.date, text=", ".join(filter(None, (at, planned.place))) or None)
    line = " ".join(filter(None, (planned.date.isoformat(), meant.text)))
    written = yaml_scalar(line) if _says(line, meant) else flow_mapping(values_of(meant))
    return f"nästa_möte: {written}"


def _says(line: str, meant: NextMeeting) -> bool:
    try:
        return NextMeeting.model_validate(line) == meant
    except ValueError:
        return False
