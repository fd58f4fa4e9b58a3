"""Facts added to a recipient's entry: the same again is no change, and what differs from what stands is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naravard_docs.errors import Problem
from naravard_docs.meeting.known_facts import NOTES_BETWEEN
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.response import EVERY_CLAUSE, read_section
from naravard_docs.responses.decision_choice import KEYS_OF_A_DECISION, NoOneDecisionError, chosen_decision
from naravard_docs.responses.entry import CLAUSES, DECISION, Change, EntryFacts, member_text, written
from naravard_docs.responses.outcomes import (
    as_written_below,
    is_same,
    outcome_of,
    outcome_words,
    outcomes_held,
    put_outcomes,
)
from naravard_docs.swedish import capitalise, long_date, quote, read_date
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue


class RefusedFactsError(Exception):
    """Facts that differ from what stands, each with the path that it was told under."""

    def __init__(self, refused: list[tuple[KeyPath, Problem]]) -> None:
        super().__init__(refused)
        self.refused = refused


def add_facts(facts: EntryFacts, change: Change, recommendation: MeetingRecommendation) -> None:
    """Add what a change tells to an entry.

    Raises:
        RefusedFactsError: with everything that differs from what stands.
    """
    _Addition(facts, change, recommendation).make()


class _Addition:
    """One change on its way into an entry, with what is refused of it."""

    def __init__(self, facts: EntryFacts, change: Change, recommendation: MeetingRecommendation) -> None:
        self.facts, self.change = facts, change
        self.letter_date, self.clause_count = recommendation.letter.date, len(recommendation.clauses)
        self.refused: list[tuple[KeyPath, Problem]] = []

    def make(self) -> None:
        for path, value in self.change.values.items():
            if path[0] != DECISION and len(path) == 1 and value is not None:
                self._add(path[0], str(value))
        for day in self.change.sent:
            self._add_day("skickat", day.isoformat())
        for day in self.change.reminded:
            self._add_day("påmint", day.isoformat())
        if self.change.decided or self.change.outcomes:
            self._add_decision()
        if self.refused:
            raise RefusedFactsError(self.refused)

    def _add(self, key: str, value: str) -> None:
        match key:
            case "skickat" | "mottaget":
                self._add_event(key, value)
            case "utlovat":
                self._add_promise(value)
            case "diarienummer":
                self._add_number(value)
            case "anteckning":
                self._add_note(value)
            case "fil":
                self._add_member("fil", value)
            case _:
                raise AssertionError(key)

    def _add_event(self, key: str, value: str) -> None:
        """Add a day on which the letter was sent or received; a second one only when it was sent again meanwhile."""
        known = [member_text(node, "dag") for node in self.facts.members(key)]
        if known and not _is_among(value, known) and not (key == "mottaget" and self._was_sent_again(value)):
            self._refuse((key,), f"«{key}» är redan {_shown(known[-1])}, inte {_shown(value)}", key, value)
            return
        if not known and (day := read_date(value)):
            self._keep_days_of_others(key, day)
        self._add_day(key, value)

    def _was_sent_again(self, value: str) -> bool:
        """Return whether the letter was sent after it was last received, and no later than a day."""
        day = read_date(value)
        sent, received = (
            [found for node in self.facts.members(key) if (found := read_date(member_text(node, "dag")))]
            for key in ("skickat", "mottaget")
        )
        return day is not None and any(max(received, default=day) < each <= day for each in sent)

    def _add_day(self, key: str, value: str) -> None:
        known = [member_text(node, "text") for node in self.facts.members(key)]
        if not _is_among(value, known):
            self.facts.put((key,), [*known, value] if known or key == "påmint" else value)

    def _add_member(self, key: str, value: str) -> None:
        members = self.facts.members(key)
        if value not in [member_text(node, "text") for node in members]:
            self.facts.put_members(key, [*map(written, members), value])

    def _keep_days_of_others(self, key: str, day: date) -> None:
        """Say from which day on what has no day of its own has counted, when it would count from a later one.

        Why: a promise and a number without a day count from the day on which the letter came, and what was computed
        for a day before that day is told must not become another.
        """
        sent = [found for node in self.facts.members("skickat") if (found := read_date(member_text(node, "dag")))]
        counted = min(sent, default=self.letter_date)
        if self.facts.members("mottaget") or day <= counted:
            return
        promises = self.facts.members("utlovat")
        if any(not member_text(promise, "lovat") for promise in promises):
            dated = [
                _promise(member_text(each, "dag"), member_text(each, "lovat") or counted.isoformat())
                for each in promises
            ]
            self.facts.put_members("utlovat", dated)
        number = self.facts.members("diarienummer")
        if key == "mottaget" and number and not member_text(number[0], "den"):
            self.facts.put(("diarienummer",), _dated(member_text(number[0], "text"), counted))

    def _add_promise(self, value: str) -> None:
        """Add a promise, made on the day that is told or today; the last one again is none."""
        promises = self.facts.members("utlovat")
        told = self.change.values.get(("utlovat", "lovat"))
        known = [(read_date(member_text(each, "dag")), read_date(member_text(each, "lovat"))) for each in promises]
        day, made = read_date(value), read_date(str(told)) if told else None
        if known and known[-1][0] == day and made is None:
            return
        if made is not None and any(other == day and of in (None, made) for other, of in known):
            return
        made = made or self.change.today
        if made and any(other == made for _, other in known):
            message = f"ett annat svar är redan utlovat samma dag, {long_date(made)}"
            self._refuse(("utlovat",), message, "utlovat", value)
            return
        lovat = str(told) if told else made.isoformat() if made else ""
        new = _promise(value, lovat) if lovat else value
        self.facts.put_members("utlovat", [*map(written, promises), new])

    def _add_number(self, value: str) -> None:
        held = self.facts.members("diarienummer")
        if held and member_text(held[0], "text") != value:
            shown = quote(member_text(held[0], "text"))
            self._refuse(
                ("diarienummer",), f"«diarienummer» är redan {shown}, inte {quote(value)}", "diarienummer", value
            )
        elif not held:
            comes_with_letter = ("mottaget",) in self.change.values
            self.facts.put(("diarienummer",), value if comes_with_letter else _dated(value, self.change.today))

    def _add_note(self, value: str) -> None:
        notes = self.facts.members("anteckning")
        known = [member_text(note, "text") for note in notes]
        if value not in (*known, NOTES_BETWEEN.join(known)):
            self.facts.put_members("anteckning", [*map(written, notes), _dated(value, self.change.today)])

    def _add_decision(self) -> None:
        try:
            path = chosen_decision(self.facts, self.change)
        except NoOneDecisionError as error:
            self.refused.append(((DECISION,), error.problem))
            return
        if path is None:
            self._add_new_decision()
            return
        for key in KEYS_OF_A_DECISION:
            self._complete(path, key, self.change.decided.get(key))
        self._add_outcomes(path)

    def _add_new_decision(self) -> None:
        decided = {key: value for key in KEYS_OF_A_DECISION if (value := self.change.decided.get(key)) is not None}
        if self.change.outcomes:
            decided[CLAUSES] = as_written_below(self._each_outcome() or self.change.outcomes)
        self.facts.append(DECISION, decided)

    def _each_outcome(self) -> Mapping[int, YamlValue]:
        """Return the outcomes as a new decision has them: clause by clause, where one for all has exceptions."""
        outcomes = self.change.outcomes
        if EVERY_CLAUSE not in outcomes or len(outcomes) == 1:
            return outcomes
        common = outcomes[EVERY_CLAUSE]
        numbers = {*range(1, self.clause_count + 1), *outcomes} - {EVERY_CLAUSE}
        each = {number: outcomes.get(number, common) for number in sorted(numbers)}
        is_one = all(is_same(outcome, common) for outcome in each.values()) and max(numbers) <= self.clause_count
        return {EVERY_CLAUSE: common} if is_one else each

    def _complete(self, path: KeyPath, key: str, value: YamlValue | None) -> None:
        """Add to a decision what it did not say yet."""
        held = self.facts.text((*path, key))
        if value is None or held == value or _is_same_value(key, held, str(value)):
            return
        if held:
            message = f"beslutets «{key}» är redan {_shown(held)}, inte {_shown(str(value))}"
            self._refuse((DECISION, key), message, key, str(value))
        else:
            self.facts.put((*path, key), value)

    def _add_outcomes(self, path: KeyPath) -> None:
        held, told, added = outcomes_held(self.facts, path), self.change.outcomes, {}
        numbers = range(1, self.clause_count + 1) if EVERY_CLAUSE in told else ()
        for number in sorted({*numbers, *told} - {EVERY_CLAUSE}):
            new, old = outcome_of(told, number), outcome_of(held, number)
            if new is None or (old is not None and is_same(old, new)):
                continue
            if old is not None:
                self._refuse_outcome(path, number, old, new)
            elif not (self.change.is_of_list and self._stands(number, new)):
                added[number] = new
        if added:
            put_outcomes(self.facts, path, added, self.clause_count)

    def _stands(self, number: int, outcome: YamlValue) -> bool:
        """Return whether a clause has an outcome by the last decision about it, as a list has what all have decided."""
        paths = sorted(self.facts.decision_paths(), key=lambda path: self.facts.text((*path, "datum")), reverse=True)
        found = (outcome_of(outcomes_held(self.facts, path), number) for path in paths)
        last = next((each for each in found if each is not None), None)
        return last is not None and is_same(last, outcome)

    def _refuse_outcome(self, path: KeyPath, number: int, old: YamlValue, new: YamlValue) -> None:
        day = self.facts.text((*path, "datum"))
        message = f"punkt {number} är redan {outcome_words(old)} i beslutet {_shown(day)}, inte {outcome_words(new)}"
        self._refuse((DECISION, CLAUSES, str(number)), message, "punkt", f'"{number}={outcome_words(new)}"')

    def _refuse(self, path: KeyPath, message: str, option: str, value: str) -> None:
        written_value = f'"{value}"' if " " in value and not value.startswith('"') else value
        remedy = (
            "är det som står fel, rätta det och skriv varför: "
            f'naravard svar FIL {self.change.recipient} --{option} {written_value} --rätta "skälet"'
        )
        self.refused.append((path, Problem(capitalise(message), remedy)))


def _promise(day: str, made: str) -> YamlValue:
    return FlowMapping(dag=day, lovat=made)


def _dated(text: str, day: date | None) -> YamlValue:
    return FlowMapping(den=day.isoformat(), text=text) if day else text


def _is_among(value: str, known: list[str]) -> bool:
    return value in known or (read_date(value) is not None and read_date(value) in map(read_date, known))


def _is_same_value(key: str, held: str, value: str) -> bool:
    if key == "datum":
        return read_date(held) == read_date(value)
    if key == "paragraf":
        return bool(held) and read_section(held) == read_section(value)
    return bool(held) and held.casefold() == value.casefold()


def _shown(value: str) -> str:
    day = read_date(value)
    return long_date(day) if day else quote(value)
