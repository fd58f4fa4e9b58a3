"""Rules of an answer file that reach over several keys: clauses that the letter has, dates that hang together.

Each rule gives findings with the path of the key they concern below the answer, by Swedish key and clause number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from naravard_docs.errors import Level
from naravard_docs.meeting.contacts import Recipient, RecipientKind
from naravard_docs.meeting.finding import Finding
from naravard_docs.meeting.response import EVERY_CLAUSE, DecidingBody, Response, ResponseDecision
from naravard_docs.swedish import closest, enumeration, long_date, quote, slug, with_noun

_AFTER_RECEIPT = (("utlovat",), ("beslut", "datum"))
"""What nobody does before the letter has come. A reminder may be sent after an answer that is not known of yet."""

_MUNICIPAL = (DecidingBody.MUNICIPAL_COUNCIL, DecidingBody.MUNICIPAL_BOARD)
_REGIONAL = (DecidingBody.REGIONAL_COUNCIL, DecidingBody.REGIONAL_BOARD)
_NOT_OF = {RecipientKind.MUNICIPALITY: _REGIONAL, RecipientKind.REGION: _MUNICIPAL}


def response_findings(
    response: Response, recipient: Recipient | None, clause_count: int, letter_date: date
) -> tuple[Finding, ...]:
    """Return everything the rules find in one answer that has passed its model."""
    return (
        *_dates(response, letter_date),
        *(_decision(response.decision, recipient, clause_count) if response.decision else ()),
    )


def no_longer_listed(said: Iterable[Mapping[str, Any]], listed: Sequence[Recipient]) -> tuple[str, ...]:
    """Return the keys of recipients that have been taken off the list since the letter was sent to them.

    ``said`` is what is told of each, by Swedish keys. A key that looks like that of one on the list, of whom nothing
    is told, is taken for a slip of the pen.
    """
    told = {key: values for values in said if isinstance(key := values.get("mottagare"), str)}
    untold = {word: each for each in listed if each.slug not in told for word in (each.slug, each.name)}
    known = {each.slug for each in listed}
    return tuple(
        key
        for key, values in told.items()
        if key not in known
        and key == slug(key)
        and (values.get("skickat") or values.get("beslut"))
        and not closest(key, untold)
    )


def _dates(response: Response, letter_date: date) -> Iterator[Finding]:
    decided = response.decision.date if response.decision else None
    reminders = [(("påmint", i), day, "påminnelsen är skickad") for i, day in enumerate(response.reminded)]
    events: list[tuple[tuple[str | int, ...], date | None, str]] = [
        (("skickat",), response.sent, "brevet är skickat"),
        (("mottaget",), response.received, "brevet är mottaget"),
        (("utlovat",), response.promised, "svaret är utlovat till"),
        (("beslut", "datum"), decided, "beslutet är fattat"),
        *reminders,
    ]
    for path, day, said in events:
        if day is None:
            continue
        earliest, what = letter_date, f"brevet är daterat {long_date(letter_date)}"
        if response.sent is not None and path != ("skickat",):
            earliest, what = response.sent, f"brevet skickades den {long_date(response.sent)}"
        if response.received is not None and response.received > earliest and path in _AFTER_RECEIPT:
            earliest, what = response.received, f"brevet togs emot den {long_date(response.received)}"
        if day < earliest:
            yield Finding(path, f"{said} {long_date(day)}, men {what}", "rätta det ena datumet", Level.ERROR)
    for i, day in enumerate(response.reminded):
        if day in response.reminded[:i]:
            message = f"{long_date(day)} står två gånger bland påminnelserna"
            yield Finding(("påmint", i), message, "ta bort den ena", Level.ERROR)


def _decision(decision: ResponseDecision, recipient: Recipient | None, clause_count: int) -> Iterator[Finding]:
    path = ("beslut", "satser")
    known = f"brevet har {with_noun(clause_count, 'punkt', 'punkter')}"
    for number in decision.clauses:
        if number > clause_count:
            remedy = f"skriv {'1' if clause_count == 1 else f'ett nummer 1–{clause_count}'}"
            yield Finding(
                (*path, number), f"punkt {number} finns inte: {known}", remedy, Level.ERROR, is_about_key=True
            )
    missing = [str(n) for n in range(1, clause_count + 1) if decision.of_clause(n) is None]
    if missing and EVERY_CLAUSE not in decision.clauses:
        message = f"utfall saknas för punkt {enumeration(missing)}; {known}"
        remedy = f"lägg till «{missing[0]}: …», eller skriv ett ord för alla: satser: antagen"
        lacks = f"punkt {missing[0]}"
        yield Finding(path, message, remedy, Level.ERROR, is_about_key=True, lacks=lacks)
    if recipient is not None and decision.deciding_body in _NOT_OF.get(recipient.kind, ()):
        fitting = _MUNICIPAL if recipient.kind is RecipientKind.MUNICIPALITY else _REGIONAL
        message = f"{quote(recipient.name)} är en {recipient.kind.value} och har ingen {decision.deciding_body.value}"
        remedy = f"skriv {enumeration([*fitting, DecidingBody.COMMITTEE], 'eller')}"
        yield Finding(("beslut", "instans"), message, remedy, Level.ERROR)
