"""Rules for what people did under an item: who moved, voted, reserved and was disqualified, by who was there.

Kommunallagen (2017:725) 4 kap. 24-27 §§, 5 kap. 54-56 and 67 §§, 6 kap. 28-30 §§; what happened is never an error of
minutes that are adopted (``rule_table``).
"""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.errors import Level
from naravard_docs.meeting.agenda_item import ItemContent
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.naming_rules import ambiguous
from naravard_docs.meeting.numbering import PlacedItem, section_label
from naravard_docs.meeting.numbers import read_number
from naravard_docs.meeting.participation import Participation, fits
from naravard_docs.meeting.people import Person, PersonReference
from naravard_docs.meeting.titled_name import is_chair
from naravard_docs.meeting.vote import Vote, VoteSide, VotingRoll
from naravard_docs.swedish import quote, with_noun


def voting_findings(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield what does not hang together in what people did, item by item."""
    participation = Participation(meeting)
    for placed in meeting.all_items:
        at_item = _AtItem(meeting, participation, placed, section_label(placed.number, body.wording, " "))
        yield from as_far_as_known(
            at_item.motions(), at_item.votes(), at_item.reservations(), at_item.recused(), at_item.ballots()
        )


class _AtItem:
    """The people of one item: who was there and who may decide."""

    def __init__(self, meeting: Meeting, participation: Participation, placed: PlacedItem, label: str) -> None:
        self.meeting, self.participation = meeting, participation
        self.item: ItemContent = placed.item
        self.path, self.number, self.label = placed.path, placed.number, label
        self.has_standing = any(group.standing is not None for group in meeting.attendance)

    def motions(self) -> Iterator[Finding]:
        for n, motion in enumerate(self.item.motions):
            yield from self._named("NV310", motion.by, (*self.path, "yrkanden", n, "av"), "yrkar")
            yield from self._named("NV310", motion.seconded_by, (*self.path, "yrkanden", n, "instämmer"), "instämmer")

    def reservations(self) -> Iterator[Finding]:
        if self.item.reservations and not self.item.is_decided:
            told = "en reservation gäller ett beslut, men ärendet har inget"
            remedy = "skriv «beslut», eller gör den till en protokollsanteckning under «anteckningar»"
            yield Finding("NV307", (*self.path, "reservationer"), told, remedy)
        for n, reservation in enumerate(self.item.reservations):
            path = (*self.path, "reservationer", n, "av")
            yield from self._named("NV306", reservation.by, path, "reserverar sig", decides=True)

    def votes(self) -> Iterator[Finding]:
        for n, vote in enumerate(self.item.votes):
            path: FieldPath = (*self.path, "omröstningar", n)
            for key, side in vote.sides:
                if key != "frånvarande":
                    yield from self._named("NV301", side.names, (*path, key, "namn"), "röstar", decides=True)
            yield from self._twice_in(vote, path)
            yield from self._sum(vote, path)

    def _named(
        self, rule: str, named: tuple[PersonReference, ...], path: FieldPath, does: str, *, decides: bool = False
    ) -> Iterator[Finding]:
        """Yield those named who were not there, may not decide, are disqualified, or cannot be told from another."""
        for n, each in enumerate(named if self.meeting.attendance else ()):
            at: FieldPath = (*path, n)
            left_out = (*self.item.recused, *self.item.not_taking_part) if decides else self.item.recused
            if any(_is_same(each, other) for other in left_out):
                who = "har jäv" if any(_is_same(each, other) for other in self.item.recused) else "deltar inte"
                told = f"{quote(str(each))} {does}, men {who} i ärendet"
                yield Finding("NV304", at, told, "ta bort det ena", excerpt=_words(each))
            elif each.name is not None and is_chair(each.name):
                continue
            elif not (found := self._found(each, left_out)):
                told = f"{quote(str(each))} {does}, men var inte med vid {self.label}"
                remedy = "lägg till personen under «närvarande», eller rätta namn och paragrafer"
                yield Finding(rule, at, told, remedy, excerpt=_words(each))
            elif each.name is not None and len(found) > 1:
                yield from ambiguous(each, found, at)
            elif decides and self.has_standing and not self._serves(each):
                told = f"{quote(str(each))} {does}, men tjänstgjorde inte vid {self.label}"
                remedy = "rätta «ställning», «paragrafer» eller namnet"
                yield Finding(rule, at, told, remedy, excerpt=_words(each))

    def _found(self, reference: PersonReference, left_out: tuple[PersonReference, ...]) -> tuple[Person, ...]:
        """Return whom a reference means; of a party alone, those who serve and are not left out."""
        if reference.name is not None:
            return self.participation.find(reference, self.number)
        serving = self.participation.serving_at(self.number, left_out)
        return tuple(person for person in serving if fits(reference, person))

    def _serves(self, reference: PersonReference) -> bool:
        return any(fits(reference, person) for person in self.participation.serving_at(self.number))

    def recused(self) -> Iterator[Finding]:
        """Yield those with a conflict of interest who are written to have been there all the same."""
        for n, each in enumerate(self.item.recused):
            for person in self.participation.find(each, self.number):
                if person.sections is not None or person.except_sections is not None:
                    told = f"{quote(str(each))} har jäv, men står som närvarande vid {self.label}"
                    remedy = f"skriv till «utom: {self.number}» hos personen under «närvarande»"
                    yield Finding("NV305", (*self.path, "jäv", n), told, remedy, excerpt=_words(each))

    def _sum(self, vote: Vote, path: FieldPath) -> Iterator[Finding]:
        if not vote.sides and not vote.candidates:
            return
        counted = sum(self._count(side) for key, side in vote.sides if key != "frånvarande")
        without = (*self.item.recused, *self.item.not_taking_part)
        if (roll := self._roll()) is not None:
            expected, of = roll.count - len(self.participation.each_named(without, self.number)), "i röstlängden"
        elif self.has_standing and not self.meeting.voting_rolls:
            expected, of = len(self.participation.serving_at(self.number, without)), "som tjänstgör"
        else:
            return
        counted += sum(vote.candidates.values())
        absent = self._count(vote.absent) if roll is not None and vote.absent is not None else 0  # on the roll, or not
        has_both_sides = vote.yes is not None and vote.no is not None
        if counted > expected or (has_both_sides and expected not in (counted, counted + absent)):
            told = f"rösterna är {counted}, men de {of} är {with_noun(expected, 'person', 'personer')}"
            key = "röster" if vote.candidates else vote.sides[0][0]
            level = Level.WARNING if vote.candidates else None  # a ballot may name several
            remedy = "rätta antalet, namnen, «avstår» eller «närvarande»"
            yield Finding("NV303", (*path, key), told, remedy, level)

    def _each(self, side: VoteSide) -> tuple[PersonReference, ...]:
        """Return those of a side one by one; a party alone is those of it who serve."""
        left_out = (*self.item.recused, *self.item.not_taking_part)
        return self.participation.each_named(side.names, self.number, left_out)

    def _count(self, side: VoteSide) -> int:
        return len(self._each(side)) if side.number is None else side.number

    def _twice_in(self, vote: Vote, path: FieldPath) -> Iterator[Finding]:
        seen: list[PersonReference] = []
        for key, side in vote.sides:
            for n, written in enumerate(side.names):
                members = self._each(VoteSide(names=(written,)))
                if again := next((one for one in members if any(_is_same(one, other) for other in seen)), None):
                    told = f"{quote(str(again))} står två gånger i omröstningen"
                    yield Finding("NV302", (*path, key, "namn", n), told, "ta bort den ena", excerpt=_words(written))
                seen += members

    def ballots(self) -> Iterator[Finding]:
        """Yield secret votes with names, numbers that are not those of their names, and ties that nothing decided."""
        for n, vote in enumerate(self.item.votes):
            path: FieldPath = (*self.path, "omröstningar", n)
            if vote.is_secret and vote.has_names:
                told = "omröstningen är sluten, så ingen får veta vem som röstade hur"
                remedy = "skriv antal i stället för namn, eller ta bort «sluten»"
                yield Finding("NV308", (*path, "sluten"), told, remedy)
            for key, side in vote.sides:
                is_known = self.meeting.attendance or all(one.name is not None for one in side.names)
                if side.names and is_known and side.number not in (None, len(self._each(side))):
                    told = f"antalet är {side.number}, men de som nämns är {len(self._each(side))}"
                    yield Finding("NV303", (*path, key, "antal"), told, "rätta antalet, eller ta bort det")
            yield from self._tie(vote, path)

    def _tie(self, vote: Vote, path: FieldPath) -> Iterator[Finding]:
        if not vote.yes or not vote.no:
            return
        count, against = self._count(vote.yes), self._count(vote.no)
        if count != against and vote.decided_by is not None:
            told = f"{count} röstade ja och {against} nej, så {vote.decided_by.value} avgjorde inget"
            yield Finding("NV311", (*path, "avgjordes_av"), told, "ta bort «avgjordes_av», eller rätta rösterna")
        elif count == against and vote.decided_by is None and not vote.outcome:
            told = f"{count} röstade ja och lika många nej, men inget säger hur det avgjordes"
            yield Finding("NV311", (*path, "ja"), told, "skriv «avgjordes_av: utslagsröst» eller «lottning»")

    def _roll(self) -> VotingRoll | None:
        """Return the roll that counts at the item: the last that came before it; None where that cannot be told."""
        counting = None
        for roll in self.meeting.voting_rolls:
            after = read_number(roll.after) if roll.after else None
            if roll.after and after is None:
                return None
            if after is None or (self.number > after and not self.number.is_within(after)):
                counting = roll
        return counting


def _is_same(one: PersonReference, other: PersonReference) -> bool:
    """Return whether two references are of one person, as far as both tell of name, party and mark."""
    pairs = ((one.name, other.name), (one.party, other.party), (one.mark, other.mark))
    if one.name is None or other.name is None:
        return False
    return all(a is None or b is None or a.casefold() == b.casefold() for a, b in pairs)


def _words(reference: PersonReference) -> str:
    return reference.name or reference.party or ""
