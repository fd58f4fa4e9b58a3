"""Standings as a table for spreadsheets, as JSON and as a chart; all tell the same, as of the same day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from naravard_docs.chart.fills import HOUSE_COLOUR, house_fills
from naravard_docs.chart.stacked_bars import Bar, BarPart, StackedBars
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.known_facts import facts_of
from naravard_docs.meeting.response import ClauseOutcome, ResponseDecision
from naravard_docs.meeting.state import STATES, State
from naravard_docs.meeting.status import DecidedClause, RecipientStatus, RecommendationStatus
from naravard_docs.reports.selection import RecipientFilter
from naravard_docs.responses.columns import OF_THE_OVERVIEW
from naravard_docs.sheet.sheet import CellKind, CellValue, Sheet, SheetColumn
from naravard_docs.swedish import long_date, with_noun

RECIPIENTS = ("mottagare", "mottagare")
_IN_CHART = {State.SILENT: "har inte hört av sig"}
_OVERVIEW = {column.key: column for column in OF_THE_OVERVIEW}
_BEFORE_CLAUSES = (
    *(_OVERVIEW[key] for key in ("rekommendation", "ärende", "organ", "namn")),
    SheetColumn("mottagare", "Mottagare"),
    *(_OVERVIEW[key] for key in ("läge", "resultat")),
    SheetColumn("skickat", "Skickat", CellKind.DATE),
    SheetColumn("mottaget", "Mottaget", CellKind.DATE),
    SheetColumn("diarienummer", "Diarienummer"),
    SheetColumn("utlovat", "Utlovat", CellKind.DATE),
    SheetColumn("lovat", "Lovat", CellKind.DATE),
    SheetColumn("instans", "Instans"),
    SheetColumn("nämnd", "Nämnd"),
    SheetColumn("datum", "Datum", CellKind.DATE),
    SheetColumn("paragraf", "Paragraf"),
)
_AFTER_CLAUSES = (
    *(_OVERVIEW[key] for key in ("svar_senast", "väntas_senast", "dagar_sen", "tidigare_beslut")),
    SheetColumn("påmint", "Påmint", CellKind.DATE),
    SheetColumn("anteckning", "Anteckning"),
)


def clause_words(each: RecipientStatus) -> tuple[str, ...]:
    """Return the outcome of each clause in words, with what was changed: «antagen med ändring: …»; empty when open."""
    return tuple(_outcome_words(clause.told) if clause else "" for clause in each.clauses)


def _outcome_words(told: ClauseOutcome) -> str:
    return f"{told.outcome.value}: {told.text}" if told.text else told.outcome.value


def late_words(days: int) -> str:
    """Return how late an answer is: «3 dagar sen», «3 veckor sen», «2 år sen»; an empty text when it is not."""
    if days <= 0:
        return ""
    if days < 14:
        return f"{with_noun(days, 'dag', 'dagar')} sen"
    if days < 365:
        return f"{with_noun(days // 7, 'vecka', 'veckor')} sen"
    return f"{days // 365} år sen"


def overview_sheet(standings: Sequence[RecommendationStatus], choice: RecipientFilter) -> Sheet:
    """Return one row for each recipient of each recommendation, with as many columns for clauses as there must be."""
    most = max((len(standing.recommendation.clauses) for standing in standings), default=0)
    clauses = tuple(SheetColumn(f"punkt_{number}", f"Punkt {number}") for number in range(1, most + 1))
    rows = tuple(_row(standing, each, most) for standing in standings for each in choice.of(standing))
    return Sheet("Läge", (*_BEFORE_CLAUSES, *clauses, *_AFTER_CLAUSES), rows)


def _row(standing: RecommendationStatus, each: RecipientStatus, most: int) -> tuple[CellValue, ...]:
    asked, known, decision = standing.recommendation, facts_of(each.response, standing.as_of), each.decision
    decided = [words or None for words in clause_words(each)]
    return (
        asked.reference,
        asked.heading,
        asked.body.name,
        each.recipient.name,
        each.recipient.slug,
        each.state_words,
        each.result.value if each.result else None,
        known.sent,
        known.received,
        known.reference_number,
        each.promised,
        each.promise.made if each.promise else None,
        decision.deciding_body.value if decision else None,
        decision.committee if decision else None,
        decision.date if decision else None,
        decision.section if decision else None,
        *decided,
        *[None] * (most - len(decided)),
        asked.letter.answer_by,
        each.expected if each.owes else None,
        each.days_late,
        " · ".join(earlier.words(len(each.clauses)) for earlier in each.decisions[:-1]) or None,
        max(known.reminded, default=None),
        known.note,
    )


def overview_json(standings: Sequence[RecommendationStatus], choice: RecipientFilter) -> str:
    """Return a list with one object for each recommendation."""
    told = [_standing_json(standing, choice) for standing in standings]
    return json.dumps(told, ensure_ascii=False, indent=2, default=date.isoformat)


def _standing_json(standing: RecommendationStatus, choice: RecipientFilter) -> dict[str, Any]:
    asked = standing.recommendation
    return {
        "rekommendation": asked.reference,
        "ärende": asked.heading,
        "organ": asked.body.name,
        "brevets_datum": asked.letter.date,
        **({"rättat": [each.date for each in asked.letter.corrections]} if asked.letter.corrections else {}),
        "svar_senast": asked.letter.answer_by,
        "per": standing.as_of,
        "satser": list(map(plain_words, asked.clauses)),
        "antal": _counts(standing.by_state),
        "resultat": _counts(standing.by_result),
        "mottagare": [_recipient_json(each, standing) for each in choice.of(standing)],
    }


def _counts(counts: Mapping[Any, int]) -> dict[str, int]:
    return {key.value: number for key, number in counts.items()}


def _recipient_json(each: RecipientStatus, standing: RecommendationStatus) -> dict[str, Any]:
    known = facts_of(each.response, standing.as_of)
    return {
        "mottagare": each.recipient.slug,
        "namn": each.recipient.name,
        "läge": each.state_words,
        "resultat": each.result.value if each.result else None,
        "skickat": known.sent,
        "mottaget": known.received,
        "diarienummer": known.reference_number,
        "utlovat": each.promised,
        "lovat": each.promise.made if each.promise else None,
        "beslut": _decision_json(each.decision, len(each.clauses)) if each.decision else None,
        "tidigare_beslut": [_decision_json(earlier, len(each.clauses)) for earlier in each.decisions[:-1]],
        "satser": [_clause_json(clause) if clause else None for clause in each.clauses],
        **_letter_json(each, standing),
        "svar_senast": standing.recommendation.letter.answer_by,
        "väntas_senast": each.expected if each.owes else None,
        "dagar_sen": each.days_late,
        "påmint": list(known.reminded),
        "ska_påminnas": each.is_to_be_reminded,
        "anteckning": known.note,
    }


def _letter_json(each: RecipientStatus, standing: RecommendationStatus) -> dict[str, Any]:
    """Return the date of the letter that was answered, where there have been several."""
    letter, key = standing.recommendation.letter, each.recipient.slug
    if each.decision is None or not letter.corrections_to(key):
        return {}
    return {"svar_på_brev": letter.letter_answered(key, each.decision.date)}


def _decision_json(decision: ResponseDecision, clause_count: int) -> dict[str, Any]:
    clauses = [decision.of_clause(number + 1) for number in range(clause_count)]
    return {
        **_where_json(decision),
        "satser": [{"utfall": d.outcome.value, "text": d.text} if d else None for d in clauses],
    }


def _where_json(decision: ResponseDecision) -> dict[str, Any]:
    return {
        "instans": decision.deciding_body.value,
        "nämnd": decision.committee,
        "datum": decision.date,
        "paragraf": decision.section,
    }


def _clause_json(clause: DecidedClause) -> dict[str, Any]:
    """Return what is decided about a clause, and by which decision."""
    return {"utfall": clause.outcome.value, "text": clause.told.text, **_where_json(clause.decision)}


def overview_chart(
    standings: Sequence[RecommendationStatus], colour: str = HOUSE_COLOUR, most_bars: int | None = None
) -> StackedBars:
    """Return a bar for each recommendation, of its recipients by their states, in the house's colour.

    ``standings`` are as of one day, and there is at least one. Where they are more than ``most_bars``, one bar has the
    recipients of all.
    """
    fills = house_fills(colour)
    fill_of = dict(zip(STATES, fills, strict=True))
    first, *others = standings
    day = f"Läget den {long_date(first.as_of)}"
    return StackedBars(
        title=day if others else f"{day}: {first.recommendation.heading}",
        parts=tuple(BarPart(_IN_CHART.get(state, state.value), fill_of[state]) for state in STATES),
        bars=_bars(standings) if most_bars is None or len(standings) <= most_bars else (_bar_of_all(standings),),
        unit=RECIPIENTS,
    )


def _bars(standings: Sequence[RecommendationStatus]) -> tuple[Bar, ...]:
    return tuple(_bar(each, has_title=len(standings) > 1) for each in standings)


def _bar_of_all(standings: Sequence[RecommendationStatus]) -> Bar:
    counts = tuple(sum(standing.by_state[state] for standing in standings) for state in STATES)
    return Bar(f"{len(standings)} rekommendationer", counts)


def _bar(standing: RecommendationStatus, has_title: bool) -> Bar:
    asked = standing.recommendation
    name = asked.heading if has_title else asked.body.name
    label = f"{name}, svar senast {long_date(asked.letter.answer_by)}"
    return Bar(label, tuple(standing.by_state[s] for s in STATES))
