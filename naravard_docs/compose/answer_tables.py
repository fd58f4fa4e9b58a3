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
from naravard_docs.compose.status_sentences import clause_summary
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
from naravard_docs.document.inlines import Inline, text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.known_facts import facts_of
from naravard_docs.meeting.response import Outcome
from naravard_docs.meeting.state import State
from naravard_docs.meeting.status import RecipientStatus, RecommendationStatus
from naravard_docs.swedish import capitalise, enumeration, with_noun

MOST_CLAUSES = 5
"""Clauses that fit beside one another on a page; the outcomes of more are shared among several tables."""

_BESIDE_DECISION = {1: 38.0, 2: 23.5}
"""How wide a clause is where there are so few that their table has room for where they were decided."""

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
    if changes := tuple(_changes(standing, f"{name}.ändring")):
        yield Heading(f"{name}.ändring.rubrik", level, text(_changes_heading(standing)))
        yield from changes
    yield from owing_parts(standing, name, level)


def _decided(standing: RecommendationStatus, name: str) -> tuple[Block, ...]:
    """Return what is recommended; several clauses have the numbers that tables name them by, and how each was met."""
    asked = standing.recommendation
    decision, body, when = asked.decision, asked.body, asked.decided_when
    if len(decision.clauses) < 2:
        return decision_blocks(decision, body, name, when)
    items = number_items(
        (
            *_kept_with_next(clause_blocks(clause, body, f"{name}.sats-{n}")),
            Paragraph(f"{name}.sats-{n}.utfall", text(clause_summary(standing, n))),
        )
        for n, clause in enumerate(decision.clauses, 1)
    )
    return (opening(decision, body, name, when), List(f"{name}.satser", ListKind.NUMBER, items))


def _kept_with_next(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a clause's blocks as text of a list, so that its paragraphs stay with what was answered to it."""
    return tuple(
        replace(block, role=Role.BODY, keeps_with_next=True) if isinstance(block, Paragraph) else block
        for block in blocks
    )


class _AnswerColumn(Struct, frozen=True):
    """A column: its heading, its width among the others, what it says of a recipient, and in which tone."""

    heading: str
    width: float
    cell: Callable[[RecipientStatus], tuple[Inline, ...]]
    tone: Callable[[RecipientStatus], Tone | None] = lambda _: None


def _answers(standing: RecommendationStatus, name: str) -> Iterator[tuple[str, Table]]:
    """Yield tables, with their headings, of what was answered to each clause and where that was decided."""
    asked = standing.recommendation.distribution_list.name
    numbers = range(1, len(standing.recommendation.clauses) + 1)
    decisions = tuple(_where_decided(standing))
    if (width := _BESIDE_DECISION.get(len(numbers))) is not None:
        columns = (_RECIPIENT, *_clauses(numbers, width, is_only=len(numbers) == 1), *decisions)
        yield "Svaren", _table(name, columns, standing.recipients, f"Svar från {asked}")
        return
    for part in _parts(numbers):
        which = "" if part == numbers else f" på sats {part[0]}–{part[-1]}"
        columns = (_RECIPIENT, *_clauses(part, _FOR_CLAUSES / len(part)))
        yield f"Svaren{which}", _table(f"{name}-{part[0]}", columns, standing.recipients, f"Svar från {asked}{which}")
    if have_decided := [each for each in standing.recipients if each.decision]:
        columns = (_RECIPIENT, *decisions)
        yield "Besluten", _table(f"{name}.beslut", columns, have_decided, f"Beslut hos {asked}")


def _missing(owing: Sequence[RecipientStatus], standing: RecommendationStatus, name: str) -> Table:
    """Return those who owe an answer, the latest first."""
    columns = (
        _RECIPIENT,
        _AnswerColumn("Läge", 30, lambda each: text(each.state.value)),
        _AnswerColumn("Svar väntas", 26, lambda each: text(each.expected.isoformat())),
        _AnswerColumn("Försening", 24, lambda each: text(_lateness(each))),
        _AnswerColumn("Senast påmind", 32, lambda each: text(_last_reminder(each, standing))),
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


_RECIPIENT = _AnswerColumn("Mottagare", 38, lambda each: inlines.recipient_name(each.recipient))


def _clauses(numbers: range, width: float, is_only: bool = False) -> Iterator[_AnswerColumn]:
    for number in numbers:
        yield _AnswerColumn(
            "Svar" if is_only else f"Sats {number}", width, partial(_outcome, number), partial(_tone, number)
        )


def _outcome(number: int, each: RecipientStatus) -> tuple[Inline, ...]:
    if (outcome := each.outcomes[number - 1]) is not None:
        return text(outcome.value)
    return text(State.NOT_SENT.value if each.state is State.NOT_SENT else NO_ANSWER)


def _tone(number: int, each: RecipientStatus) -> Tone | None:
    outcome = each.outcomes[number - 1]
    return _TONES.get(outcome) if outcome else None


def _where_decided(standing: RecommendationStatus) -> Iterator[_AnswerColumn]:
    """Yield the columns of decisions and reference numbers, as far as there are any."""

    def number(each: RecipientStatus) -> str:
        return facts_of(each.response, standing.as_of).reference_number or ""

    if any(each.decision for each in standing.recipients):
        yield _AnswerColumn("Beslut", 36, _decisions)
    if any(number(each) for each in standing.recipients):
        yield _AnswerColumn("Diarienummer", 29, lambda each: _if_any(number(each)))


def _if_any(written: str) -> tuple[Inline, ...]:
    return text(written) if written else ()


def _decisions(each: RecipientStatus) -> tuple[Inline, ...]:
    """Return who decided, when and where it stands; of several decisions also what each came to, the first first."""
    if len(each.decisions) == 1:
        return text(each.decisions[0].is_where)
    return inlines.join_lines(text(decision.words(len(each.clauses))) for decision in each.decisions)


def _lateness(each: RecipientStatus) -> str:
    return with_noun(each.days_late, "dag", "dagar") if each.days_late else "ingen"


def _last_reminder(each: RecipientStatus, standing: RecommendationStatus) -> str:
    reminded = facts_of(each.response, standing.as_of).reminded
    return max(reminded).isoformat() if reminded else "inte påmind"


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
            which = f"sats {number}" if len(each.outcomes) > 1 else "rekommendationen"
            change = f"{name}-{each.recipient.slug}-{number}"
            what = (
                f"fattat ett eget beslut om {which}"
                if clause.outcome is Outcome.OWN
                else f"antagit {which} med ändringen"
            )
            lead = (*inlines.recipient_name(each.recipient), *text(f" har {what}:"))
            yield Paragraph(change, lead, keeps_with_next=True)
            yield Quote(f"{change}.text", (Paragraph(f"{change}.lydelse", text(clause.told.text)),))
