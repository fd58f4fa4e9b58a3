"""Whether the letter that reminders carry is the one that was sent, as far as the log can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.outgoing import Draft
from naravard_docs.builder.plan import BuildPlan, RenderedFiles, outgoing
from naravard_docs.compose.mail import compose_mail
from naravard_docs.compose.recommendation import Letter
from naravard_docs.dispatch.letter_dispatch import LetterOccasion
from naravard_docs.errors import Level, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.responses.deliveries import log_of
from naravard_docs.responses.load import LoadedRecommendation
from naravard_docs.send.log import LogEntry
from naravard_docs.send.message import Message
from naravard_docs.swedish import enumeration


def other_than_sent(
    letter: Letter, reminders: Sequence[Draft], asked: LoadedRecommendation, rendered: RenderedFiles
) -> Iterator[Problem]:
    """Warn when some of those who are reminded would get another letter than they got.

    The log has the id of the message with the letter, made from its content: the same message is made anew. Where an
    address has become another nothing can be told.
    """
    sent = log_of(asked).sent(str(LetterOccasion()))
    by_key = {each.recipient.slug: each for each in letter.to_each() if each.recipient is not None}
    changed: list[Recipient] = []
    for reminder in reminders:
        (recipient,) = reminder.mail.recipients
        entry = sent.get(recipient.slug)
        if entry is None:
            continue
        together = [other for other in sent.values() if other.message_id == entry.message_id]
        carried = letter if len(together) > 1 else by_key[recipient.slug]
        if _keeps_address(together, by_key) and entry.message_id not in _ids(asked, carried, reminder, rendered):
            changed.append(recipient)
    if changed:
        names = enumeration([recipient.name for recipient in changed])
        yield Problem(
            f"{asked.reference}: brevet som bifogas, eller dess mejl, är ett annat än det som skickades till {names}",
            "återställ det som ändrats i mötesfilen eller templates/, eller skicka det nya brevet med "
            "«naravard utskick … --rättelse» först",
            level=Level.WARNING,
        )


def _keeps_address(together: Sequence[LogEntry], by_key: dict[str, Letter]) -> bool:
    addresses = {key: letter.recipient.email for key, letter in by_key.items() if letter.recipient is not None}
    return all(addresses.get(entry.key) == entry.address for entry in together)


def _ids(asked: LoadedRecommendation, letter: Letter, reminder: Draft, rendered: RenderedFiles) -> set[str]:
    """Return the ids of the message with a letter: a joint one has its addresses in sight or hidden."""
    draft = replace(reminder, mail=compose_mail(letter))
    orders = (BuildOptions(frozenset({DocumentKind.MAIL}), hides_addresses=hides) for hides in (False, True))
    made = (outgoing(BuildPlan(asked.meeting, order, (), (draft,), {}), rendered)[0] for order in orders)
    return {Message(each.draft.mail.sender[1], (), each.data).id for each in made}
