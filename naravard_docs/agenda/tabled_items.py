"""Items that were tabled (bordlagda) or referred back (återremitterade) and not taken up since: again on the agenda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from naravard_docs.agenda.draft_item import HEADING, DraftItem, is_sound, short_form, values_of
from naravard_docs.agenda.earlier_meetings import EarlierMeeting, EarlierMeetings
from naravard_docs.meeting.agenda_item import AgendaItem, Disposal, ItemContent
from naravard_docs.meeting.attachment import BasisDocument
from naravard_docs.meeting.motion import Proposal
from naravard_docs.meeting.numbering import PlacedItem
from naravard_docs.swedish import fold, long_date
from naravard_docs.yaml.new_lines import NewValue

AttachmentFault = Callable[[str], tuple[str, str] | None]
_PUT_OFF = {
    Disposal.TABLED: "bordlades",
    Disposal.REFERRED_BACK: "återremitterades",
    Disposal.WITHDRAWN: "utgick",
    None: "sköts upp",
}
_OF_THEMSELVES = (Disposal.TABLED, Disposal.REFERRED_BACK)
"""What comes back without being told so; what was withdrawn does when a meeting is named."""


class TabledItem(Struct, frozen=True):
    """An item that a meeting put off."""

    meeting: EarlierMeeting
    placed: PlacedItem

    @property
    def item(self) -> ItemContent:
        return self.placed.item

    @property
    def above(self) -> AgendaItem | None:
        """The item that a sub-item stood below; None for an item."""
        index = self.placed.path[1]
        return self.meeting.items[index] if len(self.placed.path) > 2 and isinstance(index, int) else None

    @property
    def heading(self) -> str:
        return f"{self.above.heading}: {self.item.heading}" if self.above else self.item.heading

    @property
    def told(self) -> str:
        """Where it was put off: «Ärendet bordlades den 20 mars 2024, § 27.»"""
        words = _PUT_OFF[self.item.disposal]
        number = self.meeting.place_of(self.placed.number).partition(" den ")[0]
        return f"Ärendet {words} den {self.meeting.days}, {number}."


def tabled_items(earlier: EarlierMeetings, day: date) -> tuple[TabledItem, ...]:
    """Return what is to be taken up again on a day: put off to it, to no day or to one that has passed."""
    meetings, found = earlier.held, []
    for n, meeting in enumerate(meetings):
        own = Counter(each.item.reference_number for each in meeting.meeting.all_items)
        for each in _put_off(meeting):
            is_due = each.item.to_meeting is None or each.item.to_meeting <= day
            is_own_matter = own[each.item.reference_number] == 1
            if is_due and not any(_takes_up(later, each.item, is_own_matter) for later in meetings[n + 1 :]):
                found.append(each)
    return tuple(found)


def _put_off(meeting: EarlierMeeting) -> Iterator[TabledItem]:
    for placed in meeting.meeting.all_items:
        is_put_off = placed.item.disposal in _OF_THEMSELVES or placed.item.to_meeting is not None
        if is_put_off and not _goes_on_later(placed, meeting):
            yield TabledItem(meeting, placed)


def _goes_on_later(placed: PlacedItem, meeting: EarlierMeeting) -> bool:
    """Return whether the same meeting took the item up again."""
    return any(item.continues == placed.number for item in meeting.items)


def _takes_up(meeting: EarlierMeeting, item: ItemContent, knows_number: bool) -> bool:
    """Return whether a meeting has the matter: by its reference number, if that is its own, or by its heading."""
    return any(
        fold(each.item.heading) == fold(item.heading)
        or (knows_number and item.reference_number is not None and each.item.reference_number == item.reference_number)
        for each in meeting.meeting.all_items
    )


def tabled_draft(tabled: TabledItem, day: date, fault: AttachmentFault) -> tuple[DraftItem, tuple[str, ...]]:
    """Return the item as it comes back, and the keys that could not be taken along."""
    item, values = tabled.item, dict[str, NewValue]({HEADING: tabled.heading})
    if isinstance(item, AgendaItem) and item.item_type:
        values["typ"] = item.item_type.value
    secrecy = item.secrecy or (tabled.above.secrecy if tabled.above else None)
    values |= {"diarienummer": item.reference_number} if item.reference_number else {}
    values |= {"sekretess": secrecy} if secrecy else {}
    public: str | None = item.known("public_heading")
    values |= {"offentlig_rubrik": public} if public else {}
    earlier = item.earlier_handling.strip("\n")
    values["tidigare_behandling"] = f"{earlier}\n\n{tabled.told}" if earlier and _is_sound(earlier) else tabled.told
    basis = [each for each in (_basis(document, fault) for document in item.basis) if each is not None]
    proposals = [_proposal(each) for each in item.proposals if is_sound(each)]
    values |= {"underlag": basis} if basis else {}
    values |= {"förslag": proposals} if proposals else {}
    return DraftItem(values, _comment(tabled, day)), tuple(_left_out(item, earlier, basis, proposals))


def _left_out(
    item: ItemContent, earlier: str, basis: Sequence[NewValue], proposals: Sequence[NewValue]
) -> Iterator[str]:
    if earlier and not _is_sound(earlier):
        yield "tidigare_behandling"
    if len(basis) < len(item.basis):
        yield "underlag"
    if len(proposals) < len(item.proposals):
        yield "förslag"


def _is_sound(text: str) -> bool:
    return is_sound(AgendaItem(heading="a", earlier_handling=text))


def _basis(document: BasisDocument, fault: AttachmentFault) -> NewValue:
    """Return a document of the item; without its file where that is no longer there, None when nothing is left."""
    if not is_sound(document):
        return None
    if document.attachment is not None and fault(document.attachment.path) is not None:
        title = document.text or document.attachment.title
        return short_form(BasisDocument(text=title)) if title else None
    return short_form(document)


def _proposal(proposal: Proposal) -> NewValue:
    """Return a proposal without what became of it."""
    clauses = tuple(clause.model_copy(update={"outcome": None}) for clause in proposal.clauses)
    values: dict[str, Any] = {"av": proposal.by} if proposal.by else {}
    return {**values, "satser": [_clause_text(values_of(clause)) for clause in clauses]}


def _clause_text(values: dict[str, Any]) -> NewValue:
    text: NewValue = values["text"]
    return text


def _comment(tabled: TabledItem, day: date) -> str:
    to_meeting = tabled.item.to_meeting
    if to_meeting is not None and to_meeting < day:
        return f"Skulle ha tagits upp den {long_date(to_meeting)}."
    return ""
