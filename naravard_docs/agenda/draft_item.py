"""An item of a new meeting, as its file is to have it: values by Swedish key, in the order that they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.markup.faults import MarkupError
from naravard_docs.markup.read import read_line, read_markup
from naravard_docs.markup.setting import Setting
from naravard_docs.meeting.agenda_item import AgendaItem, ItemType
from naravard_docs.meeting.marked_texts import MarkedText, written_texts
from naravard_docs.meeting.values import Reading, Record
from naravard_docs.swedish import fold
from naravard_docs.yaml.new_lines import NewValue

HEADING = "rubrik"


class DraftItem(Struct, frozen=True):
    """What an item is to have, and what its comment tells the secretary; ``line`` is its line in a list, from 1."""

    values: Mapping[str, NewValue]
    comment: str = ""
    line: int = 0

    @property
    def heading(self) -> str:
        return str(self.values[HEADING])

    @property
    def key(self) -> str:
        """What the same matter has in common, however its heading is written."""
        return " ".join(fold(self.heading).split())

    def with_values(self, values: Mapping[str, NewValue], comment: str = "") -> DraftItem:
        """Return the item with more values; those that it has stay, and another text comes after its own."""
        told = " ".join(filter(None, (self.comment, comment)))
        more = replace(self, values={**values, **self.values}, comment=told)
        own, other = self.values.get("text"), values.get("text")
        return more.with_paragraph(str(other)) if own and other and own != other else more

    def with_paragraph(self, text: str) -> DraftItem:
        """Return the item with a paragraph after its text."""
        own = self.values.get("text")
        whole = f"{str(own).rstrip()}\n\n{text}" if own else text
        return replace(self, values={**self.values, "text": whole})

    def written(self) -> Iterator[tuple[str, NewValue]]:
        """Yield keys and values in the order of the models; a decision that is to come has its key, and no value."""
        values = dict(self.values)
        if values.get("typ") == ItemType.DECISION.value and not values.keys() & _OUTCOMES:
            values["beslut"] = None
        yield from sorted(values.items(), key=lambda pair: _PLACES.get(pair[0], len(_PLACES)))


_OUTCOMES = {"beslut", "val", "utgång"}
_ORDER = (
    *("rubrik", "offentlig_rubrik", "typ", "diarienummer", "sekretess", "presentation", "föredragande", "text"),
    *("tidigare_behandling", "underlag", "förslag", "uppföljning_av", "visa", "delärenden", "beslut"),
)
_PLACES = {key: place for place, key in enumerate(_ORDER)}


def standing_draft(record: AgendaItem) -> DraftItem:
    """Return a standing item as it stands in organ.yaml."""
    return DraftItem(values_of(record))


def values_of(record: Record) -> dict[str, Any]:
    """Return what a record says, by Swedish key, as plain values; what says nothing is left out."""
    return record.model_dump(by_alias=True, exclude_defaults=True, mode="json")


def short_form(record: Record) -> NewValue:
    """Return a record as the text that says the same, where there is one, else as a mapping."""
    values = values_of(record)
    if len(values) == 1 and isinstance(text := next(iter(values.values())), str | list):
        return text if _says(record, text) else values
    return values


def _says(record: Record, text: Any) -> bool:
    try:
        return type(record).model_validate(text) == record
    except ValueError:
        return False


def is_sound(record: Record) -> bool:
    """Return whether every text of a record can be set in documents, pictures aside."""
    return all(map(_can_be_read, written_texts(record)))


def _can_be_read(written: MarkedText) -> bool:
    try:
        if written.reading is Reading.LINE:
            read_line(written.text)
        else:
            read_markup(written.text, Setting("text"))
    except MarkupError:
        return False
    return True
