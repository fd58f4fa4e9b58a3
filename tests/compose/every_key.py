"""Items with every key that the models know, each with a value of its own, and what the minutes must say for each."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Any, Union, get_args, get_origin

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.meeting.values import Record
from naravard_docs.meeting.vote import DecidedBy
from naravard_docs.swedish import long_date

NOT_FILLED: Mapping[str, str] = {
    "AgendaItem.recommendation": "a letter of its own",
    "AgendaItem.follows_up": "filled in from answers, and tested in test_follows_up",
    "AgendaItem.continues": "takes the place of the number; tested in test_items",
    "SubItem.continues": "an item of a meeting goes on, not a point below it",
    "AgendaItem.order": "steers, and prints nothing",
    "SubItem.order": "steers, and prints nothing",
    "Decision.sentence": "a decision is a sentence or clauses; blocks here have both",
    "Decision.opening": "blocks beside it are refused; its blocks have one",
    "Decision.clauses": "blocks beside it are refused; its blocks have them",
    "Decision.heading": "blocks beside it are refused; its blocks have one",
    "Decision.by": "blocks beside it are refused; its blocks have one",
    "Decision.verb": "blocks beside it are refused; its blocks have one",
    "Clause.done": "comes after the minutes; the register has it",
    "DecisionBlock.sentence": "a block is a sentence or clauses; tested in test_items",
    "VoteSide.number": "must be that of the names; tested in test_items",
    "Person.organisation": "stands where those present are listed",
    "Person.role": "stands where those present are listed",
    "Person.takes_part": "stands where those present are listed",
    "Person.replaces": "stands where those present are listed",
    "Person.sections": "stands where those present are listed",
    "Person.except_sections": "stands where those present are listed",
    "Person.hours": "stands where those present are listed",
    "Person.mark": "stands where those present are listed",
    "AgendaItem.public_heading": "stands in what is published, tested in test_publication",
    "SubItem.public_heading": "stands in what is published, tested in test_publication",
    "AgendaItem.secrecy": "filled; the rest is withheld in what is published, tested in test_published",
}
"""Keys that have no value in these items, with the reason."""

SAID: Mapping[str, str] = {
    "Motion.withdrawn": "Yrkandet togs tillbaka.",
    "Vote.is_secret": "Omröstningen var sluten.",
    "Attachment.sent_separately": "(skickas separat)",
    "AgendaItem.is_adjusted_at_once": "Ärendet förklarades omedelbart justerat.",
    "SubItem.is_adjusted_at_once": "Punkten förklarades omedelbart justerad.",
    "Vote.decided_by": "Ordförandens utslagsröst avgjorde.",
    "AgendaItem.disposal": "Ärendet bordlades till mötet den",
    "SubItem.disposal": "Ärendet bordlades till mötet den",
    "Clause.clause_type": "Riktas till: ",
    "Attachment.path": "",
    "AgendaItem.shows": "31 december 2031",
}
"""What is said for values that are not printed as they are written; a file is listed by its title."""

FIRST_DAY = date(2031, 1, 1)


@dataclass
class EveryKey:
    """Fills records by their types; ``expected`` is what the minutes must say, by «Record.field» and the value."""

    each: int = 1
    expected: list[tuple[str, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1001))

    def item(self) -> AgendaItem:
        return AgendaItem.model_validate(self.record(AgendaItem))

    def record(self, model: type[Record]) -> dict[str, Any]:
        """Return the values of all of a record's fields that are to be filled."""
        filled: dict[str, Any] = {}
        for name, of_field in model.model_fields.items():
            key = f"{model.__name__}.{name}"
            if key in NOT_FILLED and key != "AgendaItem.secrecy":
                continue
            if model.__name__ == "VoteSide" and name == "number":
                continue
            filled[name] = self.value(of_field.annotation, key)
        return filled

    def value(self, annotation: Any, key: str) -> Any:
        """Return a value of a type that no other field has."""
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            return self.value(next(one for one in get_args(annotation) if one is not type(None)), key)
        if origin is tuple:
            return [self.value(get_args(annotation)[0], key) for _ in range(self.each)]
        if origin is dict:
            return {self.word(key): self.number(key) for _ in range(self.each)}
        if hasattr(annotation, "__metadata__"):
            return self.value(get_args(annotation)[0], key)
        if issubclass(annotation, Record):
            return self.record(annotation)
        if issubclass(annotation, StrEnum):
            return self.choice(annotation, key)
        if annotation is bool:
            self.expected.append((key, SAID[key]))
            return True
        if annotation is date:
            return self.day(key)
        if annotation is ItemNumber:
            return self.own_number(key)
        if annotation is int:
            return self.number(key)
        assert annotation is str, (key, annotation)
        return self.path() if key == "Attachment.path" else self.word(key)

    def word(self, key: str) -> str:
        word = f"Zq{next(self.numbers)}"
        self.expected.append((key, word))
        return word

    def path(self) -> str:
        return f"bilagor/fil-{next(self.numbers)}.md"

    def number(self, key: str) -> int:
        number = 50_000 + next(self.numbers)
        self.expected.append((key, str(number)))
        return number

    def own_number(self, key: str) -> ItemNumber:
        number = ItemNumber((60_000 + next(self.numbers),), "b")
        self.expected.append((key, str(number)))
        return number

    def day(self, key: str) -> date:
        day = FIRST_DAY + timedelta(days=next(self.numbers))
        self.expected.append((key, long_date(day)))
        return day

    def choice(self, choices: type[StrEnum], key: str) -> str:
        """Return a word of a list: an uppdrag, of which most is printed, and of others the first."""
        chosen: StrEnum = ClauseType.ASSIGNMENT if choices is ClauseType else next(iter(choices))
        said = SAID[key] if key in SAID else str(chosen.value)
        self.expected.append((key, said))
        assert choices is not DecidedBy or chosen is DecidedBy.CASTING_VOTE
        return str(chosen.value)
