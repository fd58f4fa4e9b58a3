"""Where a recommendation stands, in sentences: how many have answered what, who owes an answer and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from naravard_docs.meeting.response import Outcome
from naravard_docs.meeting.state import State
from naravard_docs.meeting.status import OverallOutcome, RecipientStatus, RecommendationStatus
from naravard_docs.swedish import capitalise, enumeration, in_words, long_date, with_noun

K = TypeVar("K", OverallOutcome, State)
_MET = {
    Outcome.ADOPTED: "antagen av",
    Outcome.CHANGED: "antagen med ändring av",
    Outcome.REJECTED: "avslagen av",
    Outcome.OWN: "eget beslut av",
    Outcome.NOTED: "noterad av",
    Outcome.NO_POSITION: "utan ställningstagande av",
    Outcome.TABLED: "bordlagd av",
    Outcome.NOT_HANDLED: "ej behandlad av",
}
MOST_NAMED = 3
"""Recipients that a sentence names; more are counted, and named in the tables."""

_ANSWERS = {
    OverallOutcome.ADOPTED: "har antagit den",
    OverallOutcome.CHANGED: "har antagit den med ändring",
    OverallOutcome.PARTLY: "har antagit en del av den",
    OverallOutcome.REJECTED: "har avslagit den",
    OverallOutcome.OWN: "har fattat ett eget beslut",
    OverallOutcome.NOTED: "har noterat den",
    OverallOutcome.NO_POSITION: "har inte tagit ställning till den",
    OverallOutcome.MIXED: "har svarat olika på olika punkter",
}
_WITHOUT_ANSWER = {
    State.PARTLY: "har besvarat en del av punkterna",
    State.TABLED: "har bordlagt frågan",
    State.PROMISED: "har lovat ett svar",
    State.LAPSED: "har lovat ett svar till en dag som har gått",
    State.RECEIVED: "har tagit emot brevet",
    State.SILENT: "har inte hört av sig",
}

STATE_WORDS = {state: state.value for state in State} | {State.SILENT: "har inte hört av sig"}
"""What documents say of a recipient's state; lists and programs have the state's own word."""


def status_summary(standing: RecommendationStatus) -> str:
    """Return where a recommendation stands in a few sentences, the most important first."""
    not_sent = [each for each in standing.recipients if each.state is State.NOT_SENT]
    if len(not_sent) == len(standing.recipients) > 1:
        return f"Brevet är inte skickat till någon av de {in_words(len(not_sent))} mottagarna."
    sentences = [*_answered(standing), *_owing(standing)]
    if not_sent:
        sentences.append(f"Brevet är inte skickat till {_named(not_sent)}.")
    return " ".join(sentences)


def summary_of_all(standings: Sequence[RecommendationStatus]) -> str:
    """Return where some recommendations stand together."""
    recipients = [each for standing in standings for each in standing.recipients]
    answered, owing = (len([each for each in recipients if holds(each)]) for holds in (_has_answered, _owes))
    letters = with_noun(len(standings), "rekommendation", "rekommendationer")
    told = [f"{with_noun(answered, 'svar', 'svar')} har kommit", f"{owing} saknas"]
    if unsent := len(recipients) - answered - owing:
        told.append(f"{with_noun(unsent, 'brev är inte skickat', 'brev är inte skickade')}")
    return f"{letters} till sammanlagt {with_noun(len(recipients), 'mottagare', 'mottagare')}: {enumeration(told)}."


def clause_summary(standing: RecommendationStatus, number: int) -> str:
    """Return how a clause, by its number from 1, was met: «Antagen av 9, avslagen av 2; 5 har inte svarat.»."""
    outcomes = Counter(each.outcomes[number - 1] for each in standing.recipients)
    decided = ", ".join(f"{met} {outcomes[outcome]}" for outcome, met in _MET.items() if outcomes[outcome])
    if not decided:
        return "Ingen har svarat."
    silent = f"; {outcomes[None]} har inte svarat" if outcomes[None] else ""
    return f"{capitalise(decided)}{silent}."


def _has_answered(each: RecipientStatus) -> bool:
    return each.state is State.ANSWERED


def _owes(each: RecipientStatus) -> bool:
    return each.owes


def _answered(standing: RecommendationStatus) -> Iterator[str]:
    total, answered = len(standing.recipients), standing.by_state[State.ANSWERED]
    what = _counts(standing.by_result, _ANSWERS)
    if total == 1:
        (only,) = standing.recipients
        told = "har inte svarat"
        if only.result:
            told = f"har besvarat rekommendationen och {_ANSWERS[only.result]}"
        elif only.state is State.PARTLY:
            told = _WITHOUT_ANSWER[State.PARTLY]
        yield f"{only.recipient.name} {told}."
    elif standing.by_state[State.SILENT] == total:
        yield f"Ingen av de {in_words(total)} har hört av sig."
    elif not answered:
        yield f"Ingen av de {in_words(total)} mottagarna har besvarat rekommendationen."
    else:
        who = f"Alla {in_words(total)}" if answered == total else f"{answered} av {total}"
        yield f"{who} mottagare har besvarat rekommendationen: {what}."


def _owing(standing: RecommendationStatus) -> Iterator[str]:
    owing = [each for each in standing.recipients if each.owes]
    if not owing:
        return
    if 1 < len(standing.recipients) != standing.by_state[State.SILENT]:
        yield f"Svar saknas från {_named(owing)}{_states(standing, owing)}."
    days = (standing.as_of - standing.recommendation.letter.answer_by).days
    was = f"var den {long_date(standing.recommendation.letter.answer_by)}, för {with_noun(days, 'dag', 'dagar')} sedan"
    yield f"Sista dag för svar {was if days > 0 else f'är den {long_date(standing.recommendation.letter.answer_by)}'}."


def _states(standing: RecommendationStatus, owing: Sequence[RecipientStatus]) -> str:
    """Return where those who owe an answer stand, when they are too many to be named."""
    if len(owing) <= MOST_NAMED:
        return ""
    if len({each.state for each in owing}) == 1:
        return f", som {_WITHOUT_ANSWER[owing[0].state].replace('har inte', 'inte har')}"
    return f": {_counts(standing.by_state, _WITHOUT_ANSWER)}"


def _counts(numbers: Mapping[K, int], phrases: Mapping[K, str]) -> str:
    return enumeration([f"{numbers[key]} {phrase}" for key, phrase in phrases.items() if numbers[key]])


def _named(recipients: Sequence[RecipientStatus]) -> str:
    if len(recipients) > MOST_NAMED:
        return with_noun(len(recipients), "mottagare", "mottagare")
    return enumeration([each.recipient.name for each in recipients])
