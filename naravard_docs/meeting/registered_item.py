"""The agenda item that something was decided under, as the register of decisions knows it: votes and reservations too.

It has plain values and no models, since registers of many meetings are read in several processes that hand them over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import PurePath

from msgspec import Struct

from naravard_docs.meeting.agenda_item import AgendaItem, Disposal
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import PlacedItem, section_label
from naravard_docs.meeting.participation import Participation
from naravard_docs.meeting.people import PersonReference
from naravard_docs.meeting.vote import DecidedBy, Vote
from naravard_docs.meeting.wording import SubItemLabels
from naravard_docs.swedish import enumeration

Plain = Callable[[str], str]
"""What gives a text without its marks."""


class RegisteredPerson(Struct, frozen=True):
    """Somebody who moved, voted, reserved or was elected; a party alone has no name."""

    name: str | None
    party: str | None = None
    mark: str | None = None

    def __str__(self) -> str:
        if self.name is None:
            return self.party or ""
        return f"{self.name}{f' ({self.party})' if self.party else ''}{f', {self.mark}' if self.mark else ''}"


class RegisteredMotion(Struct, frozen=True):
    """What somebody moved (yrkade)."""

    by: tuple[RegisteredPerson, ...]
    text: str
    is_withdrawn: bool


class RegisteredSide(Struct, frozen=True):
    """Those who voted alike; ``option`` is the meeting file's key: ja, nej, avstår or frånvarande."""

    option: str
    count: int
    people: tuple[RegisteredPerson, ...]


class RegisteredVote(Struct, frozen=True):
    """A vote; ``candidates`` have how many voted for each. A secret one has no names, whatever the file has."""

    heading: str
    yes_for: str
    no_for: str
    sides: tuple[RegisteredSide, ...]
    candidates: tuple[tuple[str, int], ...]
    decided_by: DecidedBy | None
    outcome: str
    is_secret: bool

    @property
    def summary(self) -> str:
        """The numbers on one line: «4 ja, 3 nej, utslagsröst», «Anna Ek (M): 12, blanka: 2»."""
        sides = (f"{side.count} {side.option}" for side in self.sides)
        candidates = (f"{who}: {number}" for who, number in self.candidates)
        return ", ".join((*sides, *candidates, *((self.decided_by.value,) if self.decided_by else ())))


class RegisteredReservation(Struct, frozen=True):
    by: tuple[RegisteredPerson, ...]
    text: str


class RegisteredItem(Struct, frozen=True):
    """The agenda item that a decision was made under.

    ``file`` is the meeting file's name; ``number`` is how the minutes number the item, «§ 4» or «ärende 4», and
    ``bookmark`` its block in them; ``order`` is its place among items and sub-items, from 1. ``above`` is the heading
    of the item that a sub-item is below. ``decision`` is all that was decided, as in the minutes.
    """

    file: str
    body_key: str
    body: str
    date: date
    status: Status
    bookmark: str
    order: int
    number: str
    heading: str
    above: str = ""
    reference_number: str | None = None
    is_secret: bool = False
    disposal: Disposal | None = None
    motions: tuple[RegisteredMotion, ...] = ()
    votes: tuple[RegisteredVote, ...] = ()
    reservations: tuple[RegisteredReservation, ...] = ()
    sent_to: tuple[str, ...] = ()
    decision: str = ""

    @property
    def meeting(self) -> str:
        """The name that everything built of the meeting begins with."""
        return PurePath(self.file).stem

    @property
    def identifier(self) -> str:
        """What names the item to programs; after # is its bookmark in the minutes."""
        return f"{self.meeting}#{self.bookmark}"

    @property
    def title(self) -> str:
        """Its heading, with that of the item it is below: «Val: Revisor»."""
        return f"{self.above}: {self.heading}" if self.above else self.heading

    @property
    def reserved(self) -> tuple[str, ...]:
        """Those who reserved themselves."""
        return tuple(dict.fromkeys(str(one) for each in self.reservations for one in each.by))

    @property
    def searched(self) -> tuple[str, ...]:
        """What is known of the item in words, but for its number."""
        motions = (word for each in self.motions for word in (each.text, *map(str, each.by)))
        return (self.title, self.reference_number or "", *self.sent_to, *self.reserved, *motions)


class ItemReader:
    """Reads items of one meeting for the register; ``names`` are recipients' and their lists', by their keys."""

    def __init__(self, meeting: Meeting, body: Body, file: str, plain: Plain, names: Mapping[str, str]) -> None:
        self.meeting, self.body, self.file, self.plain, self.names = meeting, body, file, plain, names
        self.participation = Participation(meeting)

    def read(self, placed: PlacedItem, order: int) -> RegisteredItem:
        """Return an item with everything but its decision."""
        item, above = placed.item, self._above(placed)
        return RegisteredItem(
            file=self.file,
            body_key=self.meeting.body,
            body=self.body.name,
            date=self.meeting.date,
            status=self.meeting.status,
            bookmark=_bookmark(placed),
            order=order,
            number=self._number(placed),
            heading=self.plain(item.heading),
            above=self.plain(above.heading) if above else "",
            reference_number=item.reference_number,
            is_secret=item.secrecy is not None or (above is not None and above.secrecy is not None),
            disposal=item.disposal,
            motions=self._motions(placed),
            votes=tuple(self._vote(vote, placed) for vote in item.votes),
            reservations=self._reservations(placed),
            sent_to=tuple(self.names.get(word, word) for word in item.sent_to),
        )

    def people(self, named: Iterable[PersonReference], placed: PlacedItem) -> tuple[RegisteredPerson, ...]:
        """Return those who are named one by one, a party's members too."""
        without = (*placed.item.recused, *placed.item.not_taking_part)
        return tuple(
            RegisteredPerson(self.plain(one.name) if one.name else None, one.party, one.mark)
            for one in map(self.participation.with_party, self.participation.each_named(named, placed.number, without))
        )

    def _above(self, placed: PlacedItem) -> AgendaItem | None:
        """Return the item that a sub-item is below; None for an item."""
        index = placed.path[1]
        return self.meeting.agenda_items[index] if len(placed.path) > _ITEM and isinstance(index, int) else None

    def _number(self, placed: PlacedItem) -> str:
        wording, (index, *below) = self.body.wording, [step for step in placed.path if isinstance(step, int)]
        has_letter = wording.sub_item_labels is SubItemLabels.LETTERS and placed.item.number is None
        if below and has_letter:
            return f"{section_label(self.meeting.numbers[index], wording, ' ')} {sub_point_label(below[0] + 1)}"
        more = " (fortsättning)" if placed.item.continues is not None else ""
        return f"{section_label(placed.number, wording, ' ')}{more}"

    def _motions(self, placed: PlacedItem) -> tuple[RegisteredMotion, ...]:
        return tuple(
            RegisteredMotion(self.people(motion.by, placed), self.plain(text), motion.withdrawn)
            for motion in placed.item.motions
            for text in motion.asks
        )

    def _vote(self, vote: Vote, placed: PlacedItem) -> RegisteredVote:
        sides = []
        for option, side in vote.sides:
            people = self.people(side.names, placed)
            count = len(people) if side.number is None else side.number
            sides.append(RegisteredSide(option, count, () if vote.is_secret else people))
        heading, yes_for, no_for, outcome = (
            self.plain(text or "") for text in (vote.heading, vote.yes_for, vote.no_for, vote.outcome)
        )
        candidates = tuple(vote.candidates.items())
        return RegisteredVote(
            heading, yes_for, no_for, tuple(sides), candidates, vote.decided_by, outcome, vote.is_secret
        )

    def _reservations(self, placed: PlacedItem) -> tuple[RegisteredReservation, ...]:
        return tuple(
            RegisteredReservation(self.people(each.by, placed), self.plain(each.text))
            for each in placed.item.reservations
        )


_ITEM = 2
"""The length of an item's path; a sub-item's is longer."""


def _bookmark(placed: PlacedItem) -> str:
    """Return the block that an item is in the minutes: «ärende-4», «ärende-5-1»."""
    return "-".join(("ärende", *(str(step + 1) for step in placed.path if isinstance(step, int))))


def sub_point_label(number: int) -> str:
    """Return the label of a point from its number from 1: «a)», «b)» …, numbers after the alphabet."""
    return f"{chr(ord('a') + number - 1)})" if number <= _LETTERS else f"{number})"


_LETTERS = 26


def people_as_text(people: Iterable[RegisteredPerson]) -> str:
    """Return people as running text has them: «Anna Ek (M) och Bo Al (S)»."""
    return enumeration([str(one) for one in people])
