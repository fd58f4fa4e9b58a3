"""The numbers of a meeting's items, and how texts name them: «§ 33», «33 §», «ärende 33», «5.1»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from naravard_docs.meeting.agenda_item import AgendaItem, ItemContent
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.numbers import ItemNumber, NumberSet
from naravard_docs.meeting.wording import Numbering, SectionForm, Wording


class PlacedItem(Struct, frozen=True):
    """An item or sub-item with its path in the meeting file and its number."""

    path: FieldPath
    number: ItemNumber
    item: ItemContent


def numbers_of(items: Sequence[AgendaItem], first: int) -> tuple[ItemNumber, ...]:
    """Return each item's number: one after the other, on from a number of its own.

    An item that goes on with an earlier one has that one's number and takes none itself; after «33 a» comes 34.
    """
    found: list[ItemNumber] = []
    following = first
    for item in items:
        if item.continues is not None:
            found.append(item.continues)
            continue
        number = item.number or ItemNumber((following,))
        found.append(number)
        following = number.parts[0] + 1
    return tuple(found)


def placed_items(items: Sequence[AgendaItem], numbers: Sequence[ItemNumber]) -> Iterator[PlacedItem]:
    """Yield every item with its sub-items, which are numbered «5.1», «5.2» … below it."""
    for n, (item, number) in enumerate(zip(items, numbers, strict=True)):
        path: FieldPath = ("ärenden", n)
        yield PlacedItem(path, number, item)
        for k, sub_item in enumerate(item.sub_items):
            own = sub_item.number or ItemNumber((*number.parts, k + 1))
            yield PlacedItem((*path, "delärenden", k), own, sub_item)


def section_label(number: ItemNumber, wording: Wording, space: str = "\u00a0") -> str:
    """Return how running text names an item: «§ 4», «4 §», or «ärende 4» where the body does not count by §."""
    if wording.numbering is not Numbering.SECTIONS:
        return f"ärende{space}{number}"
    if wording.section_form is SectionForm.AFTER:
        return f"{number}{space}§"
    return f"§{space}{number}"


def sections_label(numbers: NumberSet, wording: Wording, space: str = "\u00a0") -> str:
    """Return how running text names several items: «§§ 143–151, 153», «fr.o.m. § 12», «33–37 §§», «ärendena 3–5»."""
    written = str(numbers)
    since, until = written.endswith("–"), written.startswith("–")
    if len(numbers.ranges) > 1 or since == until:
        return _words(written, wording, space, is_one=numbers.is_single)
    limit = "fr.o.m." if since else "t.o.m."
    return f"{limit} {_words(written.strip('–'), wording, space, is_one=True)}"


def _words(written: str, wording: Wording, space: str, *, is_one: bool) -> str:
    if wording.numbering is not Numbering.SECTIONS:
        return f"{'ärende' if is_one else 'ärendena'}{space}{written}"
    sign = "§" if is_one else "§§"
    return f"{written}{space}{sign}" if wording.section_form is SectionForm.AFTER else f"{sign}{space}{written}"
