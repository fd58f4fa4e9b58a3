"""Choosing among the recipients of recommendations, and putting them in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.contacts import recipient_called
from naravard_docs.meeting.state import STATES, State
from naravard_docs.meeting.status import RecipientStatus, RecommendationStatus
from naravard_docs.reports.sort_key import SortKey
from naravard_docs.swedish import alphabetic, did_you_mean


class RecipientFilter(Struct, frozen=True):
    """Which recipients are shown; what is empty does not matter."""

    states: frozenset[State] = frozenset()
    recipients: frozenset[str] = frozenset()
    only_late: bool = False
    order: SortKey = SortKey.LIST

    @property
    def takes_all(self) -> bool:
        return not (self.states or self.recipients or self.only_late)

    def of(self, standing: RecommendationStatus) -> tuple[RecipientStatus, ...]:
        """Return the recipients of a recommendation that are shown, in order."""
        chosen = [each for each in standing.recipients if self._takes(each)]
        match self.order:
            case SortKey.LIST:
                return tuple(chosen)
            case SortKey.NAME:
                return tuple(sorted(chosen, key=lambda each: alphabetic(each.recipient.name)))
            case SortKey.STATE:
                return tuple(sorted(chosen, key=lambda each: STATES.index(each.state)))
            case SortKey.LATENESS:
                return tuple(sorted(chosen, key=lambda each: -each.days_late))

    def _takes(self, each: RecipientStatus) -> bool:
        return (
            (not self.states or each.state in self.states)
            and (not self.recipients or each.recipient.slug in self.recipients)
            and (not self.only_late or each.days_late > 0)
        )


def recipients_named(words: Collection[str], standings: Iterable[RecommendationStatus]) -> frozenset[str]:
    """Return the keys of recipients named by key or name, whatever capitals and accents.

    Raises:
        WrongUsageError: for one that is on none of the lists.
    """
    listed = [each.recipient for standing in standings for each in standing.recipients]
    found: set[str] = set()
    for word in words:
        if (recipient := recipient_called(word, listed)) is None:
            names = [*(each.name for each in listed), *(each.slug for each in listed)]
            tip = (
                did_you_mean(word, names) or f"mottagare som finns: {', '.join(dict.fromkeys(e.slug for e in listed))}"
            )
            raise WrongUsageError(f"mottagaren «{word}» finns inte på sändlistan", tip)
        found.add(recipient.slug)
    return frozenset(found)
