"""A meeting as those who are called to it are told of it: what was known before it, and nothing that is secret.

What a kallelse, its mail and its entry in a calendar say is made of this and of nothing else, so that what is under
secrecy cannot be in them.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from naravard_docs.meeting.agenda_item import AgendaItem, ItemContent
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.public_meeting import NEUTRAL_HEADING

_BEFORE = (
    *("item_type", "reference_number", "presentation", "presenters", "text", "attachments", "follows_up"),
    *("basis", "earlier_handling", "proposals", "notices", "secrecy", "number", "continues"),
)
"""The fields of an item that are known before the meeting."""

_OF_SECRET = ("item_type", "secrecy", "number", "continues")
"""What is told of an item under secrecy beside a heading."""

I = TypeVar("I", bound=ItemContent)  # noqa: E741 - an item


def meeting_as_called(meeting: Meeting, *, reveals_secrets: bool = False) -> Meeting:
    """Return a meeting with what its items had before it; those under secrecy have what may be told, if not revealed.

    Its status is none that withholds text, since what is to be withheld is not in it.
    """
    items = tuple(_item(item, reveals_secrets) for item in meeting.agenda_items)
    return meeting.model_copy(update={"agenda_items": items, "status": Status.DRAFT})


def meeting_as_announced(meeting: Meeting) -> Meeting:
    """Return a meeting as anybody is told of it before it: nothing secret, each item by the heading for the public."""
    public = tuple(_with_public_headings(item) for item in meeting.agenda_items)
    return meeting_as_called(meeting.model_copy(update={"agenda_items": public}))


def _with_public_headings(item: AgendaItem) -> AgendaItem:
    below = tuple(_with_public_heading(each) for each in item.sub_items)
    return _with_public_heading(item).model_copy(update={"sub_items": below})


def _with_public_heading(item: I) -> I:
    return item if item.public_heading is None else item.model_copy(update={"heading": item.public_heading})


def _item(item: AgendaItem, reveals_secrets: bool) -> AgendaItem:
    told = _told(item, reveals_secrets)
    if item.secrecy is not None and not reveals_secrets:
        return told
    below = tuple(_told(each, reveals_secrets) for each in item.sub_items)
    return told.model_copy(update={"sub_items": below})


def _told(item: I, reveals_secrets: bool) -> I:
    """Return an item with nothing but what is told of it, none of its points among that."""
    is_withheld = item.secrecy is not None and not reveals_secrets
    names = _OF_SECRET if is_withheld else _BEFORE
    told: dict[str, Any] = {name: value for name in names if (value := vars(item).get(name)) is not None}
    heading = (item.public_heading or NEUTRAL_HEADING) if is_withheld else item.heading
    return cast("I", type(item).model_construct(heading=heading, **told))
