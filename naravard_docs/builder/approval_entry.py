"""The entry of an adjustment in a meeting file: found among those that stand there, agreed with, and filled in."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from naravard_docs.builder.meeting_edit import with_entry_in_meeting, with_value_in_meeting
from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.approval import Approval
from naravard_docs.meeting.item_choice import ItemChoice, choose_items
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import NumberSet
from naravard_docs.meeting.people import PersonReference
from naravard_docs.swedish import enumeration, long_date, quote
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.round_trip import YamlValue
from naravard_docs.yaml.tree import ListNode, Node, Scalar, find_node

_KEY = "justering"


class ApprovalEntry(Struct, frozen=True):
    """An adjustment as it is to stand in a meeting file; ``index`` is where it stands already, None where it does not.

    ``sections`` are its items, None for an adjustment that names none.
    """

    day: date
    by: tuple[PersonReference, ...]
    place: str | None = None
    method: str | None = None
    sections: NumberSet | None = None
    index: int | None = None
    fingerprint: str | None = None

    @property
    def values(self) -> dict[str, YamlValue]:
        """What it says, by Swedish keys in the model's order."""
        names: list[str] = list(map(str, self.by))
        said: dict[str, YamlValue | None] = {
            "datum": self.day.isoformat(),
            "plats": self.place,
            "metod": self.method,
            "paragrafer": str(self.sections) if self.sections else None,
            "av": names[0] if len(names) == 1 else names or None,
            "fingeravtryck": self.fingerprint,
        }
        return {key: value for key, value in said.items() if value is not None}


def index_of_all(meeting: Meeting, day: date) -> int | None:
    """Return where an adjustment of all the minutes stands: one of no items, or the last of some that have all."""
    listed = list(enumerate(meeting.approvals))
    if whole := [n for n, each in listed if each.sections is None]:
        return whole[0]
    if not listed or remaining_items(meeting).chosen:
        return None
    on_day = [n for n, each in listed if each.date == day]
    return (on_day or [n for n, _ in listed])[-1]


def remaining_items(meeting: Meeting) -> ItemChoice:
    """Return the items that no adjustment names."""
    named = [each.sections for each in meeting.approvals if each.sections]
    rest = [each for each in choose_items(meeting).chosen if not any(each.number in one for one in named)]
    return ItemChoice(meeting, tuple(rest))


def index_of_items(loaded: LoadedMeeting, sections: NumberSet) -> int | None:
    """Return where an adjustment of some items stands.

    Raises:
        WrongUsageError: if another one has some of them, or all of the minutes.
    """
    listed = loaded.meeting.approvals
    for n, each in enumerate(listed):
        if each.sections is not None and str(each.sections) == str(sections):
            return n
    for each in listed:
        if each.sections is None:
            message = f"{loaded.source.file} har redan en justering utan «paragrafer», som gäller hela protokollet"
            raise WrongUsageError(message, "skriv «paragrafer» på den, eller ta bort den tills hela justeras")
        if each.sections.overlaps(sections):
            label = sections_label(each.sections, loaded.body.wording, " ")
            message = f"en del av det står redan i mötesfilens justering av {label}"
            raise WrongUsageError(message, f"ange samma paragrafer: --paragrafer {quote_numbers(each.sections)}")
    return None


def quote_numbers(sections: NumberSet) -> str:
    """Return numbers as an argument of a command line."""
    return f'"{sections}"' if " " in str(sections) else str(sections)


def refuse_disagreement(loaded: LoadedMeeting, entry: ApprovalEntry) -> None:
    """Refuse what the meeting file says otherwise already.

    Raises:
        WrongUsageError: naming what stands there and what is given.
    """
    if entry.index is None:
        return
    held = loaded.meeting.approvals[entry.index]
    given = (
        ("datum", _day(held.date), _day(entry.day)),
        ("plats", held.place, entry.place),
        ("metod", held.method, entry.method),
        ("av", _names(held.by), _names(entry.by)),
    )
    for key, stands, new in given:
        if stands and new and stands != new:
            message = (
                f"{loaded.source.file} säger redan att protokollet justeras: {key} {quote(stands)}, inte {quote(new)}"
            )
            raise WrongUsageError(message, "ange detsamma, eller rätta «justering» i mötesfilen först")


def _day(day: date | None) -> str | None:
    return long_date(day) if day else None


def _names(people: tuple[PersonReference, ...]) -> str:
    return enumeration(list(map(str, people)))


def with_approval(loaded: LoadedMeeting, before: bytes, entry: ApprovalEntry) -> bytes:
    """Return a meeting file that has an adjustment, where what it says already stays as it is written.

    Raises:
        FileAccessError, InvalidInputError: as ``meeting_edit`` has it.
    """
    node = _written(loaded)
    if entry.index is None and loaded.meeting.approvals:
        return with_entry_in_meeting(loaded, before, _KEY, entry.values)
    if entry.index is not None and _is_short(node, entry.index):
        return with_value_in_meeting(loaded, before, (_KEY,), _written_out(loaded.meeting, entry, node))
    held = loaded.meeting.approvals[entry.index] if entry.index is not None else Approval()
    above = (_KEY, str(entry.index)) if isinstance(node, ListNode) and entry.index is not None else (_KEY,)
    for key, value in entry.values.items():
        if key not in _values_of(held):
            before = with_value_in_meeting(loaded, before, (*above, key), value)
    return before


def _written(loaded: LoadedMeeting) -> Node:
    return find_node(loaded.source.root, as_written(Meeting, (_KEY,), loaded.source.root))[1]


def _is_short(node: Node, index: int) -> bool:
    """Return whether an adjustment is written on one line, which has no keys to add to."""
    at = node.items[index] if isinstance(node, ListNode) else node
    return isinstance(at, Scalar)


def _written_out(meeting: Meeting, entry: ApprovalEntry, node: Node) -> YamlValue:
    """Return adjustments with all their keys, one of them with what an entry adds."""
    listed: list[YamlValue] = []
    for n, each in enumerate(meeting.approvals):
        listed.append({**_values_of(each), **(_lacking(entry, each) if n == entry.index else {})})
    return listed if isinstance(node, ListNode) else listed[0]


def _lacking(entry: ApprovalEntry, held: Approval) -> dict[str, YamlValue]:
    known = _values_of(held)
    return {key: value for key, value in entry.values.items() if key not in known}


def _values_of(approval: Approval) -> dict[str, YamlValue]:
    """Return what an adjustment says, by Swedish keys in the model's order."""
    names: list[str] = list(map(str, approval.by))
    said: dict[str, YamlValue | None] = {
        "datum": approval.date.isoformat() if approval.date else None,
        "tid": approval.time,
        "plats": approval.place,
        "metod": approval.method,
        "paragrafer": str(approval.sections) if approval.sections else None,
        "av": names or None,
        "fingeravtryck": approval.fingerprint,
    }
    return {key: value for key, value in said.items() if value is not None}
