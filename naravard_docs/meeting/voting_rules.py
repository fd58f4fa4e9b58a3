"""Rules for what people did under an item: who moved, voted, reserved and was disqualified, by who was there.

Kommunallagen (2017:725) 4 kap. 24-27 §§, 5 kap. 54-56 and 67 §§, 6 kap. 28-30 §§; what happened is never an error of
minutes that are adopted (``rule_table``).
"""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.meeting.agenda_item import ItemContent
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import PlacedItem, section_label
from naravard_docs.meeting.numbers import read_number
from naravard_docs.meeting.participation import Participation, fits
from naravard_docs.meeting.people import PersonReference
from naravard_docs.meeting.titled_name import is_chair
from naravard_docs.meeting.vote import Vote, VotingRoll
from naravard_docs.swedish import enumeration, quote, with_noun

_AMBIGUOUS = "skriv parti, eller lägg till «kännetecken» hos dem och här: Bo Al (S), Ersmark"


def voting_findings(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield what does not hang together in what people did, item by item."""
    participation = Participation(meeting)
    for placed in meeting.all_items:
        at_item = _AtItem(meeting, participation, placed, body)
        yield from as_far_as_known(
            at_item.motions(), at_item.votes(), at_item.reservations(), at_item.recused(), _ballots(placed)
        )


class _AtItem:
    """The people of one item: who was there and who may decide."""

    def __init__(self, meeting: Meeting, participation: Participation, placed: PlacedItem, body: Body) -> None:
        self.meeting, self.participation = meeting, participation
        self.item: ItemContent = placed.item
        self.path, self.number = placed.path, placed.number
        self.called = section_label(placed.number, body.wording, " ")
        self.has_standing = any(group.standing is not None for group in meeting.attendance)

    def motions(self) -> Iterator[Finding]:
        for n, motion in enumerate(self.item.motions):
            yield from self._named("NV310", motion.by, (*self.path, "yrkanden", n, "av"), "yrkar")
            yield from self._named("NV310", motion.seconded_by, (*self.path, "yrkanden", n, "instämmer"), "instämmer")

    def reservations(self) -> Iterator[Finding]:
        if self.item.reservations and self.item.decision is None and self.item.disposal is None:
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
            yield from _twice_in(vote, path)
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
            elif not (found := self.participation.find(each, self.number)):
                told = f"{quote(str(each))} {does}, men var inte med vid {self.called}"
                remedy = "lägg till personen under «närvarande», eller rätta namn och paragrafer"
                yield Finding(rule, at, told, remedy, excerpt=_words(each))
            elif each.name is not None and len(found) > 1:
                told = f"{quote(str(each))} kan vara {enumeration([p.name_with_party for p in found], 'eller')}"
                yield Finding("NV309", at, told, _AMBIGUOUS, excerpt=_words(each))
            elif decides and self.has_standing and not self._serves(each):
                told = f"{quote(str(each))} {does}, men tjänstgjorde inte vid {self.called}"
                remedy = "rätta «ställning», «paragrafer» eller namnet"
                yield Finding(rule, at, told, remedy, excerpt=_words(each))

    def _serves(self, reference: PersonReference) -> bool:
        return any(fits(reference, person) for person in self.participation.serving_at(self.number))

    def recused(self) -> Iterator[Finding]:
        """Yield those with a conflict of interest who are written to have been there all the same."""
        for n, each in enumerate(self.item.recused):
            for person in self.participation.find(each, self.number):
                if person.sections is not None or person.except_sections is not None:
                    told = f"{quote(str(each))} har jäv, men står som närvarande vid {self.called}"
                    remedy = f"skriv till «utom: {self.number}» hos personen under «närvarande»"
                    yield Finding("NV305", (*self.path, "jäv", n), told, remedy, excerpt=_words(each))

    def _sum(self, vote: Vote, path: FieldPath) -> Iterator[Finding]:
        if vote.yes is None or vote.no is None:
            return
        counted = sum(side.count for key, side in vote.sides if key != "frånvarande")
        without = (*self.item.recused, *self.item.not_taking_part)
        if (roll := self._roll()) is not None:
            expected, of = roll.count - len(without), "i röstlängden"
            counted += vote.absent.count if vote.absent is not None else 0
        elif self.has_standing and not self.meeting.voting_rolls:
            expected, of = len(self.participation.serving_at(self.number, without)), "som tjänstgör"
        else:
            return
        if counted != expected:
            told = f"rösterna är {counted}, men de {of} är {with_noun(expected, 'person', 'personer')}"
            yield Finding("NV303", (*path, "ja"), told, "rätta antalet, namnen, «avstår» eller «närvarande»")

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


def _twice_in(vote: Vote, path: FieldPath) -> Iterator[Finding]:
    seen: list[PersonReference] = []
    for key, side in vote.sides:
        for n, each in enumerate(side.names):
            if each.name is not None and any(_is_same(each, other) for other in seen):
                told = f"{quote(str(each))} står två gånger i omröstningen"
                yield Finding("NV302", (*path, key, "namn", n), told, "ta bort den ena", excerpt=_words(each))
            seen.append(each)


def _ballots(placed: PlacedItem) -> Iterator[Finding]:
    for n, vote in enumerate(placed.item.votes):
        path: FieldPath = (*placed.path, "omröstningar", n)
        if vote.is_secret and vote.has_names:
            told = "omröstningen är sluten, så ingen får veta vem som röstade hur"
            yield Finding("NV308", (*path, "sluten"), told, "skriv antal i stället för namn, eller ta bort «sluten»")
        if vote.yes and vote.no and vote.yes.count == vote.no.count and vote.decided_by is None and not vote.outcome:
            told = f"{vote.yes.count} röstade ja och lika många nej, men inget säger hur det avgjordes"
            yield Finding("NV311", (*path, "ja"), told, "skriv «avgjordes_av: utslagsröst» eller «lottning»")


def _is_same(one: PersonReference, other: PersonReference) -> bool:
    """Return whether two references are of one person, as far as both tell of name, party and mark."""
    pairs = ((one.name, other.name), (one.party, other.party), (one.mark, other.mark))
    if one.name is None or other.name is None:
        return False
    return all(a is None or b is None or a.casefold() == b.casefold() for a, b in pairs)


def _words(reference: PersonReference) -> str:
    return reference.name or reference.party or ""
