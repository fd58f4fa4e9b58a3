"""What is told of a recommendation's answers: tables of recipients by clauses, changes in full, who owes an answer.

The follow-up and the minutes that quote it have the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from msgspec import Struct

from naravard_docs.compose import inlines
from naravard_docs.compose.decision import clause_blocks, decision_blocks, opening
from naravard_docs.compose.status_sentences import MOST_NAMED, STATE_WORDS, clause_summary
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    List,
    ListKind,
    Paragraph,
    Quote,
    Role,
    Table,
    Tone,
    number_items,
)
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.known_facts import facts_of
from naravard_docs.meeting.response import Outcome, ResponseDecision
from naravard_docs.meeting.state import State
from naravard_docs.meeting.status import RecipientStatus, RecommendationStatus
from naravard_docs.swedish import capitalise, enumeration, long_date, with_noun

MOST_CLAUSES = 5
"""Clauses that fit beside one another on a page; the outcomes of more are shared among several tables."""

_BESIDE_DECISION = {1: 38.0, 2: 25.5}
"""How wide a clause is where there are so few that their table has room for a column of where they were decided."""

_FOR_CLAUSES = 112.0
"""What clauses share where there is no such room; widths are of 150 in all, millimetres in the house's own look."""

NO_ANSWER = "inget svar"
_TONES = {
    Outcome.ADOPTED: Tone.YES,
    Outcome.CHANGED: Tone.YES_BUT,
    Outcome.REJECTED: Tone.NO,
    Outcome.TABLED: Tone.LATER,
    Outcome.NOT_HANDLED: Tone.LATER,
}
"""Other outcomes are neither yes nor no."""


def owing_parts(standing: RecommendationStatus, name: str, level: int) -> Iterator[Block]:
    """Yield who owes an answer, under a heading of a level; nothing when nobody does."""
    if owing := [each for each in standing.recipients if each.owes]:
        yield Heading(f"{name}.saknas.rubrik", level, text("Svar som saknas"))
        yield _missing(owing, standing, f"{name}.saknas")


def follow_up_parts(standing: RecommendationStatus, name: str, level: int) -> Iterator[Block]:
    """Yield all that is told of a recommendation below its summary, under headings of a level."""
    yield Heading(f"{name}.beslut.rubrik", level, text("Rekommendationen"))
    yield from _decided(standing, f"{name}.beslut")
    for heading, table in _answers(standing, f"{name}.svar"):
        yield Heading(f"{table.id}.rubrik", level, text(heading))
        yield table
    yield from _by_earlier_letter(standing, f"{name}.svar")
    if changes := tuple(_changes(standing, f"{name}.ändring")):
        yield Heading(f"{name}.ändring.rubrik", level, text(_changes_heading(standing)))
        yield from changes
    yield from owing_parts(standing, name, level)
    yield from _not_sent(standing, f"{name}.inte-skickat", level)


def _not_sent(standing: RecommendationStatus, name: str, level: int) -> Iterator[Block]:
    """Yield who has not got the letter, where the summary only counts them."""
    unsent = [each for each in standing.recipients if each.state is State.NOT_SENT]
    if MOST_NAMED < len(unsent) < len(standing.recipients):
        yield Heading(f"{name}.rubrik", level, text("Brevet är inte skickat till"))
        named = inlines.enumerate_inlines([inlines.recipient_name(each.recipient) for each in unsent])
        yield Paragraph(name, named)


def _by_earlier_letter(standing: RecommendationStatus, name: str) -> Iterator[Block]:
    """Yield who answered a letter that was corrected afterwards: the answer stands."""
    for number, (day, answered) in enumerate(sorted(standing.by_earlier_letter.items()), 1):
        who = enumeration([each.recipient.name for each in answered])
        said = f"{who} svarade på brevet av den {long_date(day)}, före rättelsen."
        yield Paragraph(f"{name}.brev-{number}", text(said))


def _decided(standing: RecommendationStatus, name: str) -> tuple[Block, ...]:
    """Return what is recommended; several clauses have the numbers that tables name them by, and how each was met."""
    asked = standing.recommendation
    decision, body, when = asked.decision, asked.body, asked.decided_when
    if len(decision.clauses) < 2:
        return decision_blocks(decision, body, name, when)
    items = number_items(
        _answered(clause_blocks(clause, body, f"{name}.sats-{n}"), clause_summary(standing, n))
        for n, clause in enumerate(decision.clauses, 1)
    )
    return (opening(decision, body, name, when), List(f"{name}.satser", ListKind.NUMBER, items))


def _answered(clause: tuple[Block, ...], outcome: str) -> tuple[Block, ...]:
    """Return a clause as text of a list, and close to it how it was met."""
    *others, last = (
        replace(block, role=Role.BODY, keeps_with_next=True) if isinstance(block, Paragraph) else block
        for block in clause
    )
    met = Emphasis(text(outcome))
    if isinstance(last, Paragraph):
        return (*others, replace(last, content=(*last.content, LineBreak(), met), keeps_with_next=False))
    return (*others, last, Paragraph(f"{clause[0].id}.utfall", (met,)))


class _AnswerColumn(Struct, frozen=True):
    """A column: its heading, its width among the others, what it says of a recipient, and in which tone."""

    heading: str
    width: float
    cell: Callable[[RecipientStatus], tuple[Inline, ...]]
    tone: Callable[[RecipientStatus], Tone | None] = lambda _: None


def _answers(standing: RecommendationStatus, name: str) -> Iterator[tuple[str, Table]]:
    """Yield tables, with their headings, of what those who have decided answered to each clause, and where."""
    asked = standing.recommendation.distribution_list.name
    if not (decided := [each for each in standing.recipients if each.decision]):
        return
    numbers = range(1, len(standing.recommendation.clauses) + 1)
    if (width := _BESIDE_DECISION.get(len(numbers))) is not None:
        clauses = _clauses(numbers, width, is_only=len(numbers) == 1)
        yield "Svaren", _table(name, (_RECIPIENT, *clauses, *_where_decided(standing)), decided, f"Svar från {asked}")
        return
    for part in _parts(numbers):
        which = "" if part == numbers else f" på punkt {part[0]}–{part[-1]}"
        first = _recipient_with_decision(standing) if part[0] == 1 else _RECIPIENT
        columns = (first, *_clauses(part, _FOR_CLAUSES / len(part)))
        yield f"Svaren{which}", _table(f"{name}-{part[0]}", columns, decided, f"Svar från {asked}{which}")


def _missing(owing: Sequence[RecipientStatus], standing: RecommendationStatus, name: str) -> Table:
    """Return those who owe an answer, the latest first."""
    columns = (
        _recipient_with_number(standing),
        _AnswerColumn("Läge", 31.5, lambda each: text(STATE_WORDS[each.state])),
        _AnswerColumn("Svar väntas", 32.5, lambda each: text(long_date(each.expected))),
        _AnswerColumn("Försening", 20, lambda each: text(_lateness(each))),
        _AnswerColumn("Senast påmind", 29, lambda each: text(_last_reminder(each, standing))),
    )
    return _table(name, columns, sorted(owing, key=lambda each: -each.days_late), "Mottagare som är skyldiga svar")


def _parts(numbers: range) -> Iterator[range]:
    """Share clauses among tables, as evenly as can be."""
    count = -(-len(numbers) // MOST_CLAUSES)
    yield from (
        numbers[first:end] for first, end in pairwise(len(numbers) * part // count for part in range(count + 1))
    )


def _table(name: str, columns: Sequence[_AnswerColumn], recipients: Sequence[RecipientStatus], summary: str) -> Table:
    return Table(
        name,
        tuple(Column(text(column.heading), column.width) for column in columns),
        tuple(tuple(column.cell(each) for column in columns) for each in recipients),
        summary=summary,
        tones=tuple(tuple(column.tone(each) for column in columns) for each in recipients),
    )


_RECIPIENT = _AnswerColumn("Mottagare", 36, lambda each: inlines.recipient_name(each.recipient))


def _clauses(numbers: range, width: float, is_only: bool = False) -> Iterator[_AnswerColumn]:
    for number in numbers:
        yield _AnswerColumn(
            "Svar" if is_only else f"Punkt {number}", width, partial(_outcome, number), partial(_tone, number)
        )


def _outcome(number: int, each: RecipientStatus) -> tuple[Inline, ...]:
    outcome = each.outcomes[number - 1]
    return text(outcome.value if outcome else NO_ANSWER)


def _tone(number: int, each: RecipientStatus) -> Tone | None:
    outcome = each.outcomes[number - 1]
    return _TONES.get(outcome) if outcome else None


def _where_decided(standing: RecommendationStatus) -> Iterator[_AnswerColumn]:
    """Yield the columns of decisions and, as far as there are any among those who decided, reference numbers."""
    yield _AnswerColumn("Beslut", 34.5, lambda each: inlines.join_lines(map(text, _decisions(each))))
    if any(_number(each, standing) for each in standing.recipients if each.decision):
        yield _AnswerColumn("Diarienummer", 28.5, lambda each: _if_any(_number(each, standing)))


def _recipient_with_decision(standing: RecommendationStatus) -> _AnswerColumn:
    """Return the column of recipients where none is left for decisions: each has its own below its name."""
    return _AnswerColumn(
        "Mottagare och beslut", 38, lambda each: _name_and(each, *_decisions(each), _number(each, standing))
    )


def _recipient_with_number(standing: RecommendationStatus) -> _AnswerColumn:
    """Return the column of recipients with the number that each has registered the letter under."""
    return _AnswerColumn("Mottagare", 37, lambda each: _name_and(each, _number(each, standing)))


def _name_and(each: RecipientStatus, *more: str) -> tuple[Inline, ...]:
    return inlines.join_lines((inlines.recipient_name(each.recipient), *(text(line) for line in more if line)))


def _number(each: RecipientStatus, standing: RecommendationStatus) -> str:
    return facts_of(each.response, standing.as_of).reference_number or ""


def _if_any(written: str) -> tuple[Inline, ...]:
    return text(written) if written else ()


def _decisions(each: RecipientStatus) -> tuple[str, ...]:
    """Return who decided, when and where it stands; of several decisions also what each came to, the first first."""
    if len(each.decisions) == 1:
        return (_where(each.decisions[0]),)
    return tuple(f"{_where(one)}: {one.outcome_words(len(each.clauses))}" for one in each.decisions)


def _where(decision: ResponseDecision) -> str:
    """Return who decided, when and where it stands: «KF 21 juni 2021 § 87»; the section is kept on one line."""
    section = (decision.section or "").replace(" ", "\u00a0")
    return " ".join(part for part in (decision.decided_by, long_date(decision.date), section) if part)


def _lateness(each: RecipientStatus) -> str:
    return with_noun(each.days_late, "dag", "dagar") if each.days_late else "ingen"


def _last_reminder(each: RecipientStatus, standing: RecommendationStatus) -> str:
    reminded = facts_of(each.response, standing.as_of).reminded
    return long_date(max(reminded)) if reminded else "inte påmind"


def _changes_heading(standing: RecommendationStatus) -> str:
    outcomes = {outcome for each in standing.recipients for outcome in each.outcomes}
    parts = {Outcome.CHANGED: "ändringar", Outcome.OWN: "egna beslut"}
    return capitalise(enumeration([word for outcome, word in parts.items() if outcome in outcomes]))


def _changes(standing: RecommendationStatus, name: str) -> Iterator[Block]:
    """Yield the text of each change, and of each decision of a recipient's own, in full."""
    for each in standing.recipients:
        for number in range(1, len(each.outcomes) + 1):
            clause = each.clauses[number - 1]
            if clause is None or clause.told.text is None:
                continue
            which = f"punkt {number}" if len(each.outcomes) > 1 else "rekommendationen"
            change = f"{name}-{each.recipient.slug}-{number}"
            what = (
                f"fattat ett eget beslut om {which}"
                if clause.outcome is Outcome.OWN
                else f"antagit {which} med ändringen"
            )
            lead = (*inlines.recipient_name(each.recipient), *text(f" har {what}:"))
            yield Paragraph(change, lead, keeps_with_next=True)
            yield Quote(f"{change}.text", (Paragraph(f"{change}.lydelse", text(clause.told.text)),))
