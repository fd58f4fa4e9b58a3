"""The order of a new meeting's items: what opens it, what is carried over, the list, and what ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from naravard_docs.agenda.draft_item import HEADING, DraftItem
from naravard_docs.agenda.heading_list import ListedItem, item_text
from naravard_docs.agenda.previous_minutes import is_about_previous
from naravard_docs.agenda.tasks import FOLLOW_UP_OF_TASKS, is_about_tasks
from naravard_docs.swedish import fold
from naravard_docs.yaml.new_lines import NewValue

_OPENS = re.compile(
    r"\b(oppn\w*|upprop|narvaro\w*|franvaro\w*|roststlangd|rostlangd|kallelse\w*|dagordning\w*|foredragningslista\w*|jav)\b|"
    r"\bval av (justera|justerings|motes|ordforande|sekreterare|protokoll|rostrakna)|\bvalkomn|\bbehorig|\butlysning"
)
_ENDS = re.compile(
    r"\b(ovrig\w*|avslut\w*|nasta (mote|sammantrade)\w*|motet avslutas|anmal(an|ningar)\b.*|anmalningsarende\w*|"
    r"delegation\w*|meddelande\w*|delgivning\w*)\b"
)


def listed_drafts(listed: Sequence[ListedItem]) -> tuple[DraftItem, ...]:
    """Return the items of a list as a meeting's."""
    return tuple(DraftItem(_values(each), line=each.line) for each in listed)


def _values(listed: ListedItem) -> dict[str, NewValue]:
    values: dict[str, NewValue] = {HEADING: listed.heading}
    values |= {"typ": listed.item_type.value} if listed.item_type else {}
    values |= {"diarienummer": listed.reference_number} if listed.reference_number else {}
    values |= {"text": item_text(listed)} if listed.text else {}
    below = [_values(each) for each in listed.sub_items]
    values |= {"delärenden": [each[HEADING] if len(each) == 1 else each for each in below]} if below else {}
    return values


def in_order(
    standing: Sequence[DraftItem], carried: Sequence[DraftItem], listed: Sequence[DraftItem]
) -> tuple[DraftItem, ...]:
    """Return the items of a meeting: a list that has standing items of the body keeps its order, as does the body's.

    What is the same matter in two of them is one item, with the heading of the list.
    """
    matters = [each for each in listed if not any(one.key == each.key for one in standing)]
    if len(matters) < len(listed):
        agenda = _with_missing(_merged(listed, standing), standing)
    else:
        place = opening_length(standing)
        agenda = [*standing[:place], *listed, *standing[place:]]
    rest = list(carried)
    for n, item in enumerate(agenda):
        if (same := next((each for each in rest if _is_same(item, each)), None)) is not None:
            rest.remove(same)
            agenda[n] = item.with_values(same.values, same.comment)
    place = opening_length(agenda)
    return (*agenda[:place], *rest, *agenda[place:])


def opening_length(items: Sequence[DraftItem]) -> int:
    """Return how many items open a meeting: those up to the last that does so, before any that ends it."""
    before_end = list(takewhile(lambda item: not _ends(item), items))
    return max((n for n, item in enumerate(before_end, 1) if _opens(item)), default=len(before_end))


def _opens(item: DraftItem) -> bool:
    return _OPENS.search(fold(item.heading)) is not None or is_about_previous(item.heading)


def _ends(item: DraftItem) -> bool:
    return "visa" in item.values or _ENDS.search(fold(item.heading)) is not None


def _merged(listed: Sequence[DraftItem], standing: Sequence[DraftItem]) -> list[DraftItem]:
    known = {each.key: each for each in reversed(standing)}
    return [each.with_values(known[each.key].values) if each.key in known else each for each in listed]


def _with_missing(agenda: list[DraftItem], standing: Sequence[DraftItem]) -> list[DraftItem]:
    """Return an agenda with the standing items that it lacks: what opens a meeting after what the body has before it.

    Others come before what the body has after them, or else before what ends the meeting.
    """
    opening = opening_length(standing)
    for n, item in enumerate(standing):
        if any(each.key == item.key for each in agenda):
            continue
        place = _place_after(agenda, standing[:n]) if n < opening else _place_before(agenda, standing[n + 1 :])
        agenda = [*agenda[:place], item, *agenda[place:]]
    return agenda


def _place_after(agenda: Sequence[DraftItem], before: Sequence[DraftItem]) -> int:
    keys = {each.key for each in before}
    return max((n for n, each in enumerate(agenda, 1) if each.key in keys), default=0)


def _place_before(agenda: Sequence[DraftItem], after: Sequence[DraftItem]) -> int:
    keys = {each.key for each in after}
    if (place := next((n for n, each in enumerate(agenda) if each.key in keys), None)) is not None:
        return place
    start = opening_length(agenda)
    return next((n for n, each in enumerate(agenda) if n >= start and _ends(each)), len(agenda))


def _is_same(item: DraftItem, carried: DraftItem) -> bool:
    """Return whether two items are one matter: by heading or number, and they follow up no two recommendations."""
    if {"uppföljning_av"} & item.values.keys() & carried.values.keys():
        return False
    if carried.heading == FOLLOW_UP_OF_TASKS and is_about_tasks(item.heading):
        return True
    number = carried.values.get("diarienummer")
    return item.key == carried.key or (number is not None and item.values.get("diarienummer") == number)
