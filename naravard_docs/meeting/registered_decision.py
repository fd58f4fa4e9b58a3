"""The register of decisions: each thing decided, as the minutes word it, with a reference that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath

from msgspec import Struct

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.decision import Clause, DecidingLevel, Decision, DecisionBlock
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.wording import DecisionStyle
from naravard_docs.swedish import capitalise, has_word, search_form


class RegisteredItem(Struct, frozen=True):
    """The agenda item that a decision was made under.

    It holds plain values and no models, since registers of many meetings are read in several processes that hand them
    over. ``file`` is the meeting file's name; ``number`` is how the minutes number the item, «§ 4» or «ärende 4», and
    ``place`` its place on the agenda, from 1; ``opening`` is what comes before the clauses of its decision, and
    ``decision`` is all that was decided, as in the minutes.
    """

    file: str
    body_key: str
    body: str
    date: date
    status: Status
    place: int
    number: str
    heading: str
    opening: str
    decision: str

    @property
    def meeting(self) -> str:
        """The name that everything built of the meeting begins with."""
        return PurePath(self.file).stem


class RegisteredDecision(Struct, frozen=True):
    """One thing decided: a clause of a decision, or a decision that is one sentence.

    ``point`` is the clause's number, from 1; None for a sentence. ``answer_by`` is the clause's own, or else that of
    the letter that carries the recommendation on; what a letter carries is a recommendation without being told so.
    """

    item: RegisteredItem
    point: int | None
    text: str
    clause_type: ClauseType = ClauseType.DECISION
    to: tuple[str, ...] = ()
    level: DecidingLevel | None = None
    answer_by: date | None = None
    valid_from: date | None = None
    responsible: str | None = None
    due: date | None = None

    @property
    def reference(self) -> str:
        """What names the decision to people: «Systemledning Nära vård 2023-03-24 § 4 punkt 2»."""
        point = f" punkt {self.point}" if self.point is not None else ""
        return f"{self.item.body} {self.item.date.isoformat()} {self.item.number}{point}"

    @property
    def identifier(self) -> str:
        """What names the decision to programs; after # is its bookmark in the minutes."""
        clause = f".sats-{self.point}" if self.point is not None else ""
        return f"{self.item.meeting}#ärende-{self.item.place}.beslut{clause}"

    def has_words(self, words: tuple[str, ...]) -> bool:
        """Return whether all words, in their search form, are somewhere in what is known of the decision."""
        under, by = self.item, self.responsible or ""
        known = (self.reference, under.heading, under.opening, self.text, self.clause_type.value, *self.to, by)
        searched = search_form(" ".join((*known, self.level or "")))
        return all(has_word(searched, word) for word in words)


Plain = Callable[[str], str]
"""What gives a text without its marks."""


def registered_decisions(meeting: Meeting, body: Body, file: str, plain: Plain) -> Iterator[RegisteredDecision]:
    """Yield everything that a meeting decided, in the order of its minutes, in words without marks."""
    for place, item in enumerate(meeting.agenda_items, 1):
        if item.decision is None:
            continue
        under = RegisteredItem(
            file=file,
            body_key=meeting.body,
            body=body.name,
            date=meeting.date,
            status=meeting.status,
            place=place,
            number=_number(place, meeting, body),
            heading=plain(item.heading),
            opening=_opening(item.decision.parts[0], body, plain) if item.decision.parts[0].clauses else "",
            decision=_whole(item.decision, body, plain),
        )
        for sentence in filter(None, (part.sentence for part in item.decision.parts)):
            yield _of_sentence(under, plain(sentence), item.recommendation)
        for point, clause in enumerate(item.decision.all_clauses, 1):
            yield _of_clause(under, point, clause, item, _clause(clause, body, plain))


def sub_point_label(number: int) -> str:
    """Return the label of a clause's point by its number from 1: «a)», «b)» …, numbers after the alphabet."""
    return f"{chr(ord('a') + number - 1)})" if number <= _LETTERS else f"{number})"


_LETTERS = 26


def _opening(part: DecisionBlock, body: Body, plain: Plain) -> str:
    """Return what comes before the clauses: «Systemledningen beslutade att rekommendera kommunerna»."""
    words = (f"{body.name_in_decisions} {part.verb or body.wording.decision_verb}", *part.leads)
    return " ".join(map(plain, words))


def _clause(clause: Clause, body: Body, plain: Plain) -> str:
    """Return a clause as the body writes them: with «Att», or as a sentence of its own, with its points below."""
    words = plain(clause.text)
    begun = f"Att {words}" if body.wording.decision_style is DecisionStyle.CLAUSES else capitalise(words)
    points = (f"{sub_point_label(n)} {plain(point)}" for n, point in enumerate(clause.sub_points, 1))
    return "\n".join((begun, *points))


def _of_sentence(under: RegisteredItem, words: str, letter: Recommendation | None) -> RegisteredDecision:
    if letter is None:
        return RegisteredDecision(under, None, words)
    return RegisteredDecision(under, None, words, ClauseType.RECOMMENDATION, answer_by=letter.answer_by)


def _type_of(clause: Clause, item: AgendaItem) -> ClauseType:
    """Return what a clause is: one that a letter carries is a recommendation unless it is said to be something else."""
    is_told = "clause_type" in clause.model_fields_set
    return ClauseType.RECOMMENDATION if item.recommendation and not is_told else clause.clause_type


def _of_clause(under: RegisteredItem, point: int, clause: Clause, item: AgendaItem, words: str) -> RegisteredDecision:
    clause_type = _type_of(clause, item)
    letter = item.recommendation if clause_type is ClauseType.RECOMMENDATION else None
    return RegisteredDecision(
        item=under,
        point=point,
        text=words,
        clause_type=clause_type,
        to=clause.to,
        level=clause.level,
        answer_by=clause.answer_by or (letter.answer_by if letter else None),
        valid_from=clause.valid_from,
        responsible=clause.responsible,
        due=clause.due,
    )


def _number(place: int, meeting: Meeting, body: Body) -> str:
    return section_label(meeting.number_of(place - 1), body.wording, " ")


def _whole(decision: Decision, body: Body, plain: Plain) -> str:
    return "\n".join(_of_part(part, body, plain) for part in decision.parts)


def _of_part(part: DecisionBlock, body: Body, plain: Plain) -> str:
    heading = [plain(part.heading)] if part.heading else []
    if part.sentence is not None:
        return "\n".join((*heading, plain(part.sentence)))
    clauses = (f"– {_clause(clause, body, plain)}" for clause in part.clauses)
    return "\n".join((*heading, f"{_opening(part, body, plain)}:", *clauses))
