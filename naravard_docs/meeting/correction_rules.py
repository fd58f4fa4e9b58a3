"""Rules for corrected letters: each comes after those that it takes the place of, and goes to those on the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from naravard_docs.meeting.contacts import DistributionList
from naravard_docs.meeting.finding import FieldPath, Finding
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.swedish import did_you_mean, enumeration, long_date, quote, with_noun

_SHORT = timedelta(weeks=4)
"""What a recipient needs to take up a matter again: most bodies meet once a month."""


def correction_findings(letter: Recommendation, path: FieldPath, house: SharedTemplates) -> Iterator[Finding]:
    """Yield what is wrong with a letter's corrections; ``path`` is the letter's."""
    days = (letter.date, *(each.date for each in letter.corrections))
    for index, (before, day) in enumerate(pairwise(days)):
        if day < before:
            yield Finding(
                "NV409",
                (*path, "rättelser", index, "datum"),
                f"rättelsen är daterad {long_date(day)}, före brevet som den ersätter, {long_date(before)}",
                "skriv samma dag eller en senare",
            )
        elif day > letter.answer_by:
            yield Finding(
                "NV410",
                (*path, "rättelser", index, "datum"),
                f"rättelsen är daterad {long_date(day)}, efter sista dag för svar, {long_date(letter.answer_by)}",
                "skriv en senare «svar_senast», så att mottagarna hinner svara",
            )
        elif letter.answer_by - day < _SHORT and index == len(letter.corrections) - 1:
            yield Finding(
                "NV411",
                (*path, "rättelser", index, "datum"),
                f"svarstiden från rättelsen är {with_noun((letter.answer_by - day).days, 'dag', 'dagar')}",
                "skriv en senare «svar_senast», om mottagarna ska hinna ta upp ärendet igen",
            )
    if letter.corrections:
        yield from _unknown(letter, path, house.distribution_lists[letter.distribution_list])


def _unknown(letter: Recommendation, path: FieldPath, listed: DistributionList) -> Iterator[Finding]:
    known = [recipient.slug for recipient in listed.recipients]
    for index, correction in enumerate(letter.corrections):
        for n, key in enumerate(correction.recipients):
            if key not in known:
                remedy = did_you_mean(key, known) or f"nycklar på listan: {enumeration(known)}"
                message = f"{quote(key)} finns inte på sändlistan {quote(listed.name)}"
                yield Finding("NV412", (*path, "rättelser", index, "mottagare", n), message, remedy)
