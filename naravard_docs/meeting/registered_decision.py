"""The register of decisions: each thing decided, as the minutes word it, with a reference that stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.meeting.agenda_item import AgendaItem, Disposal, ItemContent
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.clause_type import ClauseType, RegisteredKind
from naravard_docs.meeting.decision import Clause, DecidingLevel, DecisionBlock
from naravard_docs.meeting.disposal import disposal_sentence
from naravard_docs.meeting.election import Election
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import PlacedItem
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.registered_item import ItemReader, Plain, RegisteredItem, people_as_text, sub_point_label
from naravard_docs.meeting.wording import DecisionStyle
from naravard_docs.swedish import capitalise, has_word, long_date, search_form


class RegisteredDecision(Struct, frozen=True):
    """One thing decided: a clause of a decision, a decision that is one sentence, an election, or how an item ended.

    ``opening`` is what comes before it in the minutes; it is its own where it says more than that the body
    decided: «Nämnden föreslår kommunfullmäktige». ``mark`` tells it to people from the others of its item,
    «punkt 2», and is empty where the item decided it alone; ``bookmark`` does so to programs. ``point`` is the
    clause's number, from 1. ``answer_by`` is the clause's own, or else that of the letter that carries the
    recommendation on; what a letter carries is a recommendation without being told so.
    """

    item: RegisteredItem
    text: str
    bookmark: str = "beslut"
    mark: str = ""
    opening: str = ""
    has_own_opening: bool = False
    point: int | None = None
    kind: RegisteredKind = RegisteredKind.DECISION
    to: tuple[str, ...] = ()
    level: DecidingLevel | None = None
    answer_by: date | None = None
    valid_from: date | None = None
    responsible: str | None = None
    due: date | None = None
    done: date | None = None

    @property
    def reference(self) -> str:
        """What names the decision to people: «Systemledning Nära vård 2023-03-24 § 4 punkt 2»."""
        mark = f" {self.mark}" if self.mark else ""
        return f"{self.item.body} {self.item.date.isoformat()} {self.item.number}{mark}"

    @property
    def identifier(self) -> str:
        """What names the decision to programs; after # is its bookmark in the minutes, but for an election."""
        return f"{self.item.identifier}.{self.bookmark}"

    @property
    def is_to_be_done(self) -> bool:
        """Whether something is left to do: it is an uppdrag, or has an owner or a last day, and is not done."""
        is_task = self.kind is RegisteredKind.ASSIGNMENT or self.responsible is not None or self.due is not None
        return is_task and self.done is None

    def has_words(self, words: tuple[str, ...]) -> bool:
        """Return whether all words, in their search form, are somewhere in what is known of the decision."""
        own = (self.reference, self.opening, self.text, self.kind.value, *self.to, self.responsible or "")
        searched = search_form(" ".join((*own, self.level or "", *self.item.searched)))
        return all(has_word(searched, word) for word in words)


def registered_decisions(
    meeting: Meeting, body: Body, file: str, plain: Plain, names: Mapping[str, str] | None = None
) -> Iterator[RegisteredDecision]:
    """Yield everything that a meeting decided, in the order of its minutes, in words without marks.

    A meeting that is cancelled has decided nothing, whatever is drafted in its file.
    ``names`` are those of recipients and of their lists, by the keys that items may name them with.
    """
    if meeting.known("cancelled") is not None:
        return
    reader = ItemReader(meeting, body, file, plain, names or {})
    for order, placed in enumerate(meeting.all_items, 1):
        decided = _DecidedUnder(reader, placed, reader.read(placed, order))
        yield from decided.clauses_and_sentences()
        yield from decided.elections()
        yield from decided.disposal()


class _DecidedUnder:
    """What was decided under one item."""

    def __init__(self, reader: ItemReader, placed: PlacedItem, under: RegisteredItem) -> None:
        self.reader, self.placed, self.body, self.plain = reader, placed, reader.body, reader.plain
        self.item: ItemContent = placed.item
        self.letter = self.item.recommendation if isinstance(self.item, AgendaItem) else None
        self.under = replace(under, decision=self._whole())

    def clauses_and_sentences(self) -> Iterator[RegisteredDecision]:
        """Yield what each block of the decision says; clauses are counted through all of them, as in the minutes."""
        parts = self.item.decision.parts if self.item.decision is not None else ()
        before = 0
        for n, part in enumerate(parts, 1):
            if part.sentence is not None:
                yield self._sentence(self.plain(part.sentence), n, len(parts))
            for point, clause in enumerate(part.clauses, before + 1):
                yield self._clause(clause, point, part)
            before += len(part.clauses)

    def elections(self) -> Iterator[RegisteredDecision]:
        for n, election in enumerate(self.item.elections, 1):
            several = len(self.item.elections) > 1
            yield RegisteredDecision(
                self.under,
                self._elected(election),
                bookmark=f"val-{n}",
                mark=f"val {n}" if several else "val",
                opening=self._election_opening(),
                has_own_opening=self.item.decision is None,
                kind=RegisteredKind.ELECTION,
            )

    def disposal(self) -> Iterator[RegisteredDecision]:
        """Yield how the item ended where no decision says so; one that was withdrawn was not decided on."""
        if self.item.decision is None and self.item.disposal in (Disposal.TABLED, Disposal.REFERRED_BACK):
            words = disposal_sentence(self.item, self.body.wording)
            yield RegisteredDecision(self.under, words, bookmark="utgång")

    def _sentence(self, words: str, n: int, of: int) -> RegisteredDecision:
        return RegisteredDecision(
            self.under,
            words,
            bookmark="beslut" if n == 1 else f"beslut-{n}",
            mark=f"beslut {n}" if of > 1 else "",
            kind=RegisteredKind.RECOMMENDATION if self.letter else RegisteredKind.DECISION,
            answer_by=self.letter.answer_by if self.letter else None,
        )

    def _clause(self, clause: Clause, point: int, part: DecisionBlock) -> RegisteredDecision:
        kind = _kind_of(clause, self.letter)
        letter = self.letter if kind is RegisteredKind.RECOMMENDATION else None
        return RegisteredDecision(
            item=self.under,
            text=_clause(clause, part, self.body, self.plain),
            bookmark=f"beslut.sats-{point}",
            mark=f"punkt {point}",
            opening=_opening(part, self.body, self.plain),
            has_own_opening=bool(part.leads or part.verb),
            point=point,
            kind=kind,
            to=clause.to,
            level=clause.level,
            answer_by=clause.answer_by or (letter.answer_by if letter else None),
            valid_from=clause.valid_from,
            responsible=clause.responsible,
            due=clause.due,
            done=clause.done,
        )

    def _elected(self, election: Election) -> str:
        """Return «Bo Al (S) till ledamot i socialnämnden efter Cia Dal (C), till och med den 31 december 2026»."""
        people = people_as_text(self.reader.people(election.people, self.placed))
        replaced = self.reader.people((election.after,), self.placed) if election.after else ()
        after = f" efter {people_as_text(replaced)}" if replaced else ""
        until = f", till och med den {long_date(election.until)}" if election.until else ""
        return f"{people} till {self.plain(election.assignment)}{after}{until}"

    def _election_opening(self) -> str:
        """Return «Nämnden beslutade att välja», which the minutes have where the item has no decision beside."""
        if self.item.decision is not None:
            return ""
        return f"{self.plain(self.body.name_in_decisions)} {self.body.wording.decision_verb} att välja"

    def _whole(self) -> str:
        """Return all that was decided under the item, as in the minutes."""
        decision = self.item.decision
        told = [_of_part(part, self.body, self.plain) for part in (decision.parts if decision else ())]
        if self.item.elections:
            opening = self._election_opening()
            told += [f"{opening}:"] if opening else []
            told += [f"– {self._elected(election)}" for election in self.item.elections]
        return "\n".join((*told, *filter(None, (disposal_sentence(self.item, self.body.wording),))))


def _opening(part: DecisionBlock, body: Body, plain: Plain) -> str:
    """Return what comes before the clauses: «Systemledningen beslutade att rekommendera kommunerna»."""
    words = (f"{body.name_in_decisions} {part.verb or body.wording.decision_verb}", *part.leads)
    return " ".join(map(plain, words))


def _clause(clause: Clause, part: DecisionBlock, body: Body, plain: Plain) -> str:
    """Return a clause as the body writes them: with «Att», or as a sentence of its own, with its points below."""
    words = plain(clause.text)
    att = "" if part.ends_with_att else "Att "
    begun = f"{att}{words}" if body.wording.decision_style is DecisionStyle.CLAUSES else capitalise(words)
    points = (f"{sub_point_label(n)} {plain(point)}" for n, point in enumerate(clause.sub_points, 1))
    return "\n".join((begun, *points))


def _kind_of(clause: Clause, letter: Recommendation | None) -> RegisteredKind:
    """Return what a clause is: one that a letter carries is a recommendation unless it is said to be something else."""
    is_told = "clause_type" in clause.model_fields_set
    return RegisteredKind(ClauseType.RECOMMENDATION if letter and not is_told else clause.clause_type)


def _of_part(part: DecisionBlock, body: Body, plain: Plain) -> str:
    heading = [plain(part.heading)] if part.heading else []
    if part.sentence is not None:
        return "\n".join((*heading, plain(part.sentence)))
    clauses = (f"– {_clause(clause, part, body, plain)}" for clause in part.clauses)
    return "\n".join((*heading, f"{_opening(part, body, plain)}:", *clauses))
