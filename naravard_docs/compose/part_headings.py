"""The headings over the parts of an item: the body's own words for them, or the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from naravard_docs.compose.printed_item import PrintedItem
from naravard_docs.meeting.wording import ItemPart

_ALWAYS: Mapping[ItemPart, Callable[[PrintedItem], str]] = {
    ItemPart.EARLIER_HANDLING: lambda _: "Tidigare behandling",
    ItemPart.BASIS: lambda _: "Underlag",
    ItemPart.PROPOSALS: lambda _: "Förslag till beslut",
    ItemPart.RECUSED: lambda _: "Jäv",
    ItemPart.NOT_TAKING_PART: lambda _: "Deltar inte i beslutet",
    ItemPart.MOTIONS: lambda printed: _counted(len(printed.item.motions), "Yrkande", "Yrkanden"),
    ItemPart.VOTING_PROCEDURE: lambda _: "Propositionsordning",
    ItemPart.VOTES: lambda printed: _counted(len(printed.item.votes), "Omröstning", "Omröstningar"),
    ItemPart.RESERVATIONS: lambda printed: _counted(len(printed.item.reservations), "Reservation", "Reservationer"),
    ItemPart.IMMEDIATE_ADJUSTMENT: lambda _: "Omedelbar justering",
    ItemPart.ATTACHMENTS: lambda printed: _counted(len(printed.item.attachments), "Bilaga", "Bilagor"),
    ItemPart.SENT_TO: lambda printed: "Beslutet skickas till" if printed.item.decision else "Skickas till",
}
"""Parts that are not their item's text or decision say what they are."""

_BELOW_ANOTHER: Mapping[ItemPart, str] = {
    ItemPart.SECRECY: "Sekretess",
    ItemPart.TEXT: "Ärendebeskrivning",
    ItemPart.FOLLOW_UP: "Uppföljning",
    ItemPart.NOTICES: "Anmälningar",
    ItemPart.DECISION: "Beslut",
    ItemPart.DISPOSAL: "Beslut",
    ItemPart.ELECTIONS: "Val",
    ItemPart.NEXT_MEETING: "Nästa möte",
}
"""Parts that need no heading but where they would else stand below another part's: a decision after the votes."""


def part_heading(part: ItemPart, printed: PrintedItem, above: str = "") -> str:
    """Return the heading over a part of an item, empty where it has none; ``above`` is the last one before it."""
    wording = printed.wording
    if part in wording.headings:
        return wording.headings[part]
    of_decision = wording.headings.get(ItemPart.DECISION) or wording.decision_heading
    if part is ItemPart.DISPOSAL and printed.item.decision is not None and above == (of_decision or "Beslut"):
        return ""  # how the item ended is said below its decision, which has the heading
    if is_decision(part, printed) and of_decision:
        return of_decision if above != of_decision and not _begins_with_heading(part, printed) else ""
    if part in _ALWAYS:
        return _ALWAYS[part](printed)
    other = _BELOW_ANOTHER.get(part, "")
    return other if above and above != other else ""


def _begins_with_heading(part: ItemPart, printed: PrintedItem) -> bool:
    """Return whether a decision's first part has a heading of its own, which stands in place of the body's."""
    decision = printed.item.decision
    return part is ItemPart.DECISION and decision is not None and decision.parts[0].heading is not None


def is_decision(part: ItemPart, printed: PrintedItem) -> bool:
    """Return whether a part is what was decided: the decision, or what stands in its place where there is none."""
    in_its_place = (ItemPart.ELECTIONS, ItemPart.DISPOSAL) if printed.item.decision is None else ()
    return part is ItemPart.DECISION or part in in_its_place


def _counted(number: int, one: str, several: str) -> str:
    return one if number == 1 else several
