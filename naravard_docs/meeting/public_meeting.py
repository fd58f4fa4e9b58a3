"""A meeting as it is published: of what is under secrecy only what may be told, and nothing else of it is there.

What is made of it can show no more, whatever it is: documents ask the meeting for words, and these are gone.
Offentlighets- och sekretesslagen (2009:400) 5 kap. 2 §: day and number of a matter are told; what it is about need not
be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, TypeVar, cast

from naravard_docs.meeting.agenda_item import AgendaItem, ItemContent, SubItem
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import PlacedItem
from naravard_docs.meeting.values import Record

NEUTRAL_HEADING = "Ärende med sekretess"
"""The heading of an item under secrecy that is given none to be published."""

_TOLD = ("item_type", "reference_number", "is_adjusted_at_once", "secrecy", "number", "continues")
"""The fields of an item under secrecy that are published, besides its heading; all others are left out."""

R = TypeVar("R", bound=Record)
Item = TypeVar("Item", bound=ItemContent)


class PublicMeeting(Meeting):
    """A meeting without what is not published; what is made of it is marked as the version for the web."""

    @property
    def is_public(self) -> bool:
        return True


class PlacedAttachment(Attachment):
    """An attachment with its place and number among all of the meeting's, which those that are left out have too."""

    place: int
    own_number: int


def public_meeting(meeting: Meeting) -> PublicMeeting:
    """Return a meeting as it is published, but for how people are reached."""
    if isinstance(meeting, PublicMeeting):
        return meeting
    placed = _placed_attachments(meeting)
    items = tuple(_with_sub_items(_public(item)) for item in meeting.agenda_items)
    values: dict[str, Any] = {**_fields(meeting), "agenda_items": items}
    if meeting.withholds_text:
        values["corrections"] = tuple(each.model_copy(update={"lines": ()}) for each in meeting.corrections)
    made: PublicMeeting = _with_attachments(PublicMeeting.model_construct(**values), placed)
    return made


def withheld_items(meeting: Meeting) -> Iterator[PlacedItem]:
    """Yield the items and sub-items that are published without their content, or under another heading."""
    secret = {each.path for each in meeting.all_items if each.item.secrecy is not None}
    for each in meeting.all_items:
        is_below_secret = len(each.path) > 2 and each.path[:2] in secret
        if not is_below_secret and (each.path in secret or each.item.public_heading is not None):
            yield each


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def _public(item: Item) -> Item:
    """Return an item as it is published: under its public heading, and without its content if that is secret."""
    if item.secrecy is None:
        if item.public_heading is None:
            return item
        return item.model_copy(update={"heading": item.public_heading, "public_heading": None})
    told = {name: getattr(item, name) for name in _TOLD}
    made = type(item).model_construct(heading=item.public_heading or NEUTRAL_HEADING, **told)
    return cast("Item", made)


def _with_sub_items(item: AgendaItem) -> AgendaItem:
    if not item.sub_items:
        return item
    sub_items: tuple[SubItem, ...] = tuple(map(_public, item.sub_items))
    return item.model_copy(update={"sub_items": sub_items})


def _placed_attachments(meeting: Meeting) -> Mapping[PurePosixPath, tuple[int, int]]:
    """Return the place and the number of each file that the whole meeting attaches, as its documents count them."""
    first: dict[PurePosixPath, list[Attachment]] = {}
    for _, attachment in meeting.placed_attachments():
        first.setdefault(PurePosixPath(attachment.path), []).append(attachment)
    placed: dict[PurePosixPath, tuple[int, int]] = {}
    without_name = 0
    for place, (path, uses) in enumerate(first.items(), 1):
        placed[path] = (place, without_name + 1)
        without_name += all(each.designation is None for each in uses)
    return placed


def _with_attachments(record: R, placed: Mapping[PurePosixPath, tuple[int, int]]) -> R:
    """Return a record in which each attachment has its place, wherever it stands."""
    changed = {
        name: made
        for name, held in _fields(record).items()
        if (made := _value_with_attachments(held, placed)) is not held
    }
    return record.model_copy(update=changed) if changed else record


def _value_with_attachments(value: Any, placed: Mapping[PurePosixPath, tuple[int, int]]) -> Any:
    if isinstance(value, Attachment):
        place, number = placed[PurePosixPath(value.path)]
        return PlacedAttachment.model_construct(**_fields(value), place=place, own_number=number)
    if isinstance(value, Record):
        return _with_attachments(value, placed)
    if isinstance(value, tuple) and value and type(value) is tuple:
        made = tuple(_value_with_attachments(each, placed) for each in value)
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    return value
