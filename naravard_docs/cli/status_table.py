"""A recommendation's standing on the terminal: what it is about, a bar of how far it has come, and each recipient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from naravard_docs.cli.terminal import (
    TableHead,
    bold,
    can_show,
    colour_text,
    table,
    terminal_width,
    width_of,
    wrap_text,
)
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.response import Outcome
from naravard_docs.meeting.state import STATES, State
from naravard_docs.meeting.status import RecipientStatus, RecommendationStatus
from naravard_docs.reports.status_report import late_words
from naravard_docs.swedish import enumeration, long_date, with_noun

_LONGEST_BAR = 48
_SIGNS, _PLAIN_SIGNS = "█▀▓▒=░·_", "#@%=~+._"
"""A sign for each state, so that the bar can be read without colour; plain ones for terminals that lack the others."""

_COLOURS = dict(zip(STATES, ("green", "green", "yellow", "cyan", "magenta", "blue", "red", ""), strict=True))
_STATE = 1
"""The column of the state, which has its colour."""


def status_lines(standing: RecommendationStatus, shown: Sequence[RecipientStatus]) -> Iterator[str]:
    """Yield the lines that tell of a recommendation; ``shown`` are the recipients that its table has."""
    width = terminal_width()
    yield from (bold(line) for line in wrap_text(standing.recommendation.heading, width))
    yield from wrap_text(" · ".join(_facts(standing)), width)
    yield from _hanging("Beteckning:", standing.recommendation.reference, width)
    yield ""
    yield from _bar(standing, width)
    if shown:
        yield ""
        yield from _table(standing, shown, width)
    notes = [
        *(_clauses(standing) if len(standing.recommendation.clauses) > 1 else ()),
        *_changes(shown, len(standing.recommendation.clauses)),
        *_by_earlier_letter(standing, shown),
    ]
    if notes:
        yield ""
    for label, text in notes:
        yield from _hanging(label, text, width)


def _facts(standing: RecommendationStatus) -> Iterator[str]:
    letter = standing.recommendation.letter
    yield standing.recommendation.body.name
    corrected = [each.date.isoformat() for each in letter.corrections if each.date <= standing.as_of]
    yield f"brev {letter.date.isoformat()}" + (f", rättat {enumeration(corrected)}" if corrected else "")
    yield f"svar senast {letter.answer_by.isoformat()}"
    days = (standing.as_of - letter.answer_by).days
    yield f"läget {standing.as_of.isoformat()}" + (f", {with_noun(days, 'dag', 'dagar')} efter" if days > 0 else "")


def _bar(standing: RecommendationStatus, width: int) -> Iterator[str]:
    """Yield the bar with how many have answered, and below it what its signs mean."""
    counts = standing.by_state
    total = len(standing.recipients)
    answered = f" {counts[State.ANSWERED]} av {total} har besvarat"
    lengths = _lengths([counts[state] for state in STATES], min(_LONGEST_BAR, width - width_of(answered)))
    signs = dict(zip(STATES, _SIGNS if can_show(_SIGNS) else _PLAIN_SIGNS, strict=True))
    bar = "".join(colour_text(signs[s] * n, _COLOURS[s]) for s, n in zip(STATES, lengths, strict=True))
    yield bar + answered if bar else answered.strip()
    told = [(state, _counted(standing, state)) for state in STATES if counts[state]]
    line, used = "", 0
    for state, words in told:
        taken = 2 + width_of(words)
        if line and used + 2 + taken > width:
            yield line
            line, used = "", 0
        line += f"{'  ' if line else ''}{colour_text(signs[state], _COLOURS[state])} {words}"
        used += taken + (2 if used else 0)
    yield line


def _counted(standing: RecommendationStatus, state: State) -> str:
    """Return how many are in a state: «3 inte skickat, varav 1 avvisat och 1 osäkert»."""
    within = Counter(each.delivery for each in standing.recipients if each.state is state and each.delivery)
    told = enumeration([f"{count} {delivery.value}" for delivery, count in sorted(within.items())])
    return f"{standing.by_state[state]} {state.value}" + (f", varav {told}" if told else "")


def _lengths(counts: Sequence[int], room: int) -> list[int]:
    """Share a room among counts by the largest remainder; whatever is counted gets at least one if it can."""
    total = sum(counts)
    if room < sum(count > 0 for count in counts) or not total:
        return [0] * len(counts)
    lengths = [max(1, room * count // total) if count else 0 for count in counts]
    while sum(lengths) != room:
        step = 1 if sum(lengths) < room else -1
        far = [
            step * (room * count / total - length) if count else -room
            for count, length in zip(counts, lengths, strict=True)
        ]
        open_ = [n for n, length in enumerate(lengths) if counts[n] and (step > 0 or length > 1)]
        lengths[max(open_, key=far.__getitem__)] += step
    return lengths


def _table(standing: RecommendationStatus, shown: Sequence[RecipientStatus], width: int) -> Iterator[str]:
    """Yield the table; a column that nobody has anything in is left out."""
    count = len(standing.recommendation.clauses)
    answers = [TableHead(f"Punkt {number}" if count > 1 else "Svar", least=8) for number in range(1, count + 1)]
    heads = [
        TableHead("Mottagare", least=12),
        TableHead("Läge", least=10),
        *answers,
        TableHead("Beslutat", least=10),
        TableHead("Väntas"),
    ]
    rows = [[each.recipient.name, each.state_words, *_outcomes(each), _decided(each), _due(each)] for each in shown]
    used = [number for number in range(len(heads)) if any(row[number] for row in rows)]
    colours = {(row, _STATE): _COLOURS[each.state] for row, each in enumerate(shown)}
    colours |= {(row, len(used) - 1): "red" for row, each in enumerate(shown) if each.days_late}
    yield from table([heads[n] for n in used], [[row[n] for n in used] for row in rows], width, colours)


def _outcomes(each: RecipientStatus) -> Iterator[str]:
    yield from (outcome.value if outcome else "" for outcome in each.outcomes)


def _decided(each: RecipientStatus) -> str:
    """Return who decided, when and where it stands; of several decisions also what each came to, the first first."""
    if len(each.decisions) == 1:
        return each.decisions[0].is_where
    return "; ".join(decision.words(len(each.clauses)) for decision in each.decisions)


def _due(each: RecipientStatus) -> str:
    """Return how late an answer is, or by when it is expected; nothing when none is owed."""
    if not each.owes:
        return ""
    return late_words(each.days_late) or f"senast {each.expected.isoformat()}"


def _clauses(standing: RecommendationStatus) -> Iterator[tuple[str, str]]:
    yield from (
        (f"Punkt {number}:", clause)
        for number, clause in enumerate(map(plain_words, standing.recommendation.clauses), 1)
    )


def _changes(shown: Sequence[RecipientStatus], count: int) -> Iterator[tuple[str, str]]:
    """Yield the words of each change and of each decision of a recipient's own, by clause."""
    for each in shown:
        for number in range(1, count + 1):
            decided = each.clauses[number - 1]
            if decided is not None and decided.told.text is not None:
                clause = f", punkt {number}" if count > 1 else ""
                what = "Eget beslut" if decided.outcome is Outcome.OWN else "Ändring"
                yield f"{what} av {each.recipient.name}{clause}:", decided.told.text


def _by_earlier_letter(standing: RecommendationStatus, shown: Sequence[RecipientStatus]) -> Iterator[tuple[str, str]]:
    """Yield who answered a letter that has been corrected since."""
    for day, answered in sorted(standing.by_earlier_letter.items()):
        if names := [each.recipient.name for each in answered if each in shown]:
            yield f"Svar på brevet av den {long_date(day)}, före rättelsen:", enumeration(names)


def _hanging(label: str, text: str, width: int) -> Iterator[str]:
    """Yield a text after its label, with its later lines indented."""
    first, *later = wrap_text(f"{label} {text}", width - 2)
    yield first
    yield from (f"  {line}" for line in later)
