"""A list of headings as somebody has written or pasted it: each becomes an item, and nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from naravard_docs.agenda.heading_marks import (
    BARE_NUMBER,
    LONE_TYPE,
    Label,
    only_reference,
    without_ending,
    without_label,
)
from naravard_docs.errors import FileAccessError, InvalidInputError, Level, Place, Problem, WrongUsageError, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.limits import LIMITS
from naravard_docs.markup.faults import MarkupError
from naravard_docs.markup.read import read_line, read_markup
from naravard_docs.markup.setting import Setting
from naravard_docs.meeting.agenda_item import ItemType
from naravard_docs.sheet.encodings import decode_text
from naravard_docs.swedish import capitalise, fold, is_empty, quote, with_noun
from naravard_docs.yaml.text import normalise_text, without_invisible

_TAB = 4
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\uffff]")
_ONLY_NUMBER = re.compile(r"\d{1,3}")
_TITLES = {"foredragningslista", "dagordning", "arendelista", "arenden", "agenda", "forslag till dagordning"}
_OF_COLUMNS = {
    *(
        "nr",
        "§",
        "paragraf",
        "arende",
        "arenden",
        "rubrik",
        "dnr",
        "diarienummer",
        "arendenummer",
        "typ",
        "b/i",
        "bilaga",
    ),
    *("foredragande", "tid", "beslut", "information", "punkt"),
}
"""Words over the columns of a list."""

_ENDS_AS_SENTENCE = re.compile(r"[.!?…][»”\"')]?$")
_SAVE_AS_TEXT = "spara listan som vanlig text (.txt) i UTF-8, eller klistra in den i en ny textfil"


class ListedItem(Struct, frozen=True):
    """A heading of the list with what is told of it: its line, from 1, and its number where that is a section's."""

    heading: str
    line: int
    item_type: ItemType | None = None
    reference_number: str = ""
    section: str = ""
    text: tuple[str, ...] = ()
    sub_items: tuple[ListedItem, ...] = ()


class HeadingList(Struct, frozen=True):
    """The items of a list, what of it could not be used, told at its line, and the places of all that stands in it."""

    items: tuple[ListedItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def has_rare_signs(self) -> bool:
        """Whether a typeface may lack a sign of it."""
        return any(sign > _LAST_COMMON for place in self.places for sign in place.source_line)

    def without_form(self, known: frozenset[str]) -> Iterator[Problem]:
        """Yield a warning of each line with a sign that the typeface lacks."""
        for place in self.places:
            if lacking := [sign for sign in place.source_line if not sign.isspace() and sign not in known]:
                message = f"Typsnittet saknar tecknet {quote(lacking[0])} (U+{ord(lacking[0]):04X})"
                at = place.source_line.index(lacking[0]) + 1
                told = Place(place.path, place.line, at, place.source_line)
                yield Problem(message, "byt tecknet i mötesfilen innan du bygger", told, Level.WARNING)


_LAST_COMMON = "\u024f"
"""The last sign of Latin that every typeface for Swedish has."""


class _Row(Struct, frozen=True):
    """A line that is not empty: how far it is indented, and what stands before its text."""

    line: int
    written: str
    indent: int
    label: Label
    text: str


def read_headings(data: bytes, path: Path) -> HeadingList:
    """Return the items of a list, whose lines are headings; lines indented below one are its sub-items or its text.

    Raises:
        FileAccessError: if it is no text.
        InvalidInputError: with every line that cannot stand in a meeting file.
        WrongUsageError: if there is no heading in it.
    """
    rows = list(_rows(_text(data, path)))
    before = _rows_before(rows)
    listed = _Listed(_without_doubtful_labels(rows[before:]), path)
    for row in rows[:before]:
        listed.tell(row, "står före ärendena och blev inget ärende")
    items = listed.read()
    if not items:
        raise WrongUsageError(f"{shown_path(path)} har ingen rubrik", "skriv en rubrik per rad")
    _refuse_unusable(items, rows, path)
    places = tuple(_place(path, row.line, row.text) for row in rows)
    return HeadingList(tuple(_with_lone_types(items)), tuple(listed.problems), places)


def _text(data: bytes, path: Path) -> str:
    try:
        return decode_text(data, path)
    except FileAccessError as error:
        raise FileAccessError(error.message, _SAVE_AS_TEXT) from error


def _rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(_LINE_ENDS.split(text), 1):
        written = without_invisible(normalise_text(line))
        if is_empty(written):
            continue
        bare = written.lstrip()
        indent = sum(_TAB if sign == "\t" else 1 for sign in written[: len(written) - len(bare)])
        label, rest = without_label(bare.rstrip())
        yield _Row(number, bare.rstrip(), indent, label, rest.strip())


def _rows_before(rows: Sequence[_Row]) -> int:
    """Return how many lines stand before the headings: what the list is called, «Dagordning», and what is above that.

    What is above counts only where nothing of it is marked as a heading, and what follows is. The line over columns,
    «Nr Ärende Dnr», is one of them.
    """
    place = next((n for n, row in enumerate(rows[:-1], 1) if not row.label.is_marked and _is_title(row.text)), 0)
    if place < 2:
        return place
    is_above = rows[place].label.is_marked and not any(row.label.is_marked for row in rows[:place])
    return place if is_above else 0


def _is_title(text: str) -> bool:
    words = fold(text).rstrip(" :").split()
    return " ".join(words) in _TITLES or (len(words) > 1 and _OF_COLUMNS.issuperset(words))


def _with_sections_of_laws(rows: Sequence[_Row]) -> list[_Row]:
    """Return rows with «3 §» as a part of the heading, where most rows have no mark: it is rather one of a law."""
    if not rows or 2 * sum(row.label.is_marked for row in rows) >= len(rows):
        return list(rows)
    return [replace(row, label=Label(), text=row.written) if row.label.is_section else row for row in rows]


def _without_doubtful_labels(rows: Sequence[_Row]) -> list[_Row]:
    """Return rows with numbers taken off that may begin headings, where such numbers go on by one from row to row."""
    rows = [
        replace(row, label=Label(True, row.text), text="") if _ONLY_NUMBER.fullmatch(row.text) else row for row in rows
    ]
    rows = _with_sections_of_laws(rows)
    found = {n: BARE_NUMBER.match(row.text) for n, row in enumerate(rows) if not row.label.number}
    numbers = [int(match[1]) for match in found.values() if match]
    if len(numbers) < 2 or any(after != before + 1 for before, after in pairwise(numbers)):
        return list(rows)
    taken = {n: match for n, match in found.items() if match}
    return [
        replace(row, label=Label(True, taken[n][1]), text=row.text[taken[n].end() :]) if n in taken else row
        for n, row in enumerate(rows)
    ]


class _Listed:
    """Puts rows together to items."""

    def __init__(self, rows: Sequence[_Row], path: Path) -> None:
        self.rows, self.path = rows, path
        self.problems: list[Problem] = []
        self.items: list[ListedItem] = []
        self._is_marked = False  # the heading that the next rows may stand below
        self._sub_indent = -1

    def tell(self, row: _Row, message: str) -> None:
        place = _place(self.path, row.line, row.written)
        self.problems.append(Problem(f"{quote(row.written)} {message}", "", place, Level.HINT))

    def read(self) -> list[ListedItem]:
        base = min((row.indent for row in self.rows), default=0)
        has_levels = bool(self.rows) and not self.rows[0].label.is_below
        for row, following in zip(self.rows, (*self.rows[1:], None), strict=False):
            if not any(map(str.isalnum, row.text)):
                self._take_mark(row, following)
            elif self.items and (row.indent > base or (has_levels and row.label.is_below)):
                self._take_below(row)
            else:
                self.items.append(_item(row))
                self._is_marked, self._sub_indent = row.label.is_marked, -1
        return self.items

    def _take_mark(self, row: _Row, following: _Row | None) -> None:
        """Take a row that is only a mark: the number of the heading on the next line, or of none, which is told."""
        is_of_next = row.label.number and not row.text and following is not None and not following.label.is_marked
        if not is_of_next:
            self.tell(row, "har ingen rubrik och blev inget ärende")

    def _take_below(self, row: _Row) -> None:
        above = self.items[-1]
        if (number := only_reference(row.text)) and not above.reference_number and not above.sub_items:
            self.items[-1] = replace(above, reference_number=number)
        elif above.sub_items and self._sub_indent < row.indent and not row.label.is_below:
            last = above.sub_items[-1]
            self._put((*above.sub_items[:-1], replace(last, text=(*last.text, _as_text(row)))))
        elif self._is_text(row):
            self.items[-1] = replace(above, text=(*above.text, _as_text(row)))
        else:
            self._put((*above.sub_items, _item(row)))
            self._sub_indent = row.indent

    def _put(self, sub_items: tuple[ListedItem, ...]) -> None:
        self.items[-1] = replace(self.items[-1], sub_items=sub_items)

    def _is_text(self, row: _Row) -> bool:
        """Return whether an indented row is text of the item: it has no mark where headings have one, or is prose."""
        if row.label.is_marked:
            return False
        return self._is_marked or _ENDS_AS_SENTENCE.search(row.text) is not None


def _place(path: Path, line: int, text: str) -> Place:
    return Place(path, line, 1, text, len(text))


def _as_text(row: _Row) -> str:
    return f"- {row.text}" if row.label.is_marked and not row.label.number else row.written


def _item(row: _Row) -> ListedItem:
    ending, heading = without_ending(row.text)
    heading = " ".join(re.split(r"[ \t]+", heading))
    section = row.label.number if row.label.is_section else ""
    return ListedItem(heading, row.line, ending.item_type, ending.reference_number, section)


def _with_lone_types(items: Sequence[ListedItem]) -> Iterator[ListedItem]:
    """Yield items without a lone B or I last on their lines, where at least half of them have one."""
    lone = [LONE_TYPE.search(each.heading) if each.item_type is None else None for each in items]
    is_column = sum(found is not None for found in lone) >= max(2, (len(items) + 1) // 2)
    for each, found in zip(items, lone, strict=True):
        if found is None or not is_column:
            yield each
            continue
        kind = ItemType.DECISION if found["letter"] == "B" else ItemType.INFORMATION
        ending, heading = without_ending(each.heading[: found.start()])
        number = each.reference_number or ending.reference_number
        yield replace(each, heading=heading, item_type=kind, reference_number=number)


def _refuse_unusable(items: Sequence[ListedItem], rows: Sequence[_Row], path: Path) -> None:
    """Refuse a list with lines that no document could show.

    Raises:
        InvalidInputError: with all of them.
    """
    written = {row.line: row.written for row in rows}
    told: list[Problem] = []
    if len(items) > LIMITS.agenda_items:
        told.append(Problem(f"Listan har fler än {with_noun(LIMITS.agenda_items, 'ärende', 'ärenden')}", "dela den"))
    for item in (part for each in items for part in (each, *each.sub_items)):
        for fault, remedy in _faults(item):
            told.append(Problem(capitalise(fault), remedy, _place(path, item.line, written[item.line])))
    if told:
        raise InvalidInputError(tuple(told))


def _faults(item: ListedItem) -> Iterator[tuple[str, str]]:
    whole = "\n".join((item.heading, *item.text))
    if odd := _UNPRINTABLE.search(whole):
        yield f"ett styrtecken (U+{ord(odd[0]):04X}) står i raden", "ta bort tecknet"
        return
    if len(item.heading) > LIMITS.line_letters:
        yield (
            f"rubriken är längre än {LIMITS.line_letters} tecken",
            "skriv en kortare rubrik, och resten indraget under",
        )
        return
    try:
        read_line(item.heading)
        read_markup(item_text(item), Setting("text"))
    except MarkupError as error:
        yield from ((fault.message, fault.remedy) for fault in error.faults)


def item_text(item: ListedItem) -> str:
    """Return the text below a heading, each line a paragraph, lists together."""
    text = ""
    for before, line in zip(("", *item.text), item.text, strict=False):
        is_in_list = before.startswith("- ") and line.startswith("- ")
        text += f"{'' if not text else chr(10) if is_in_list else chr(10) * 2}{line}"
    return text
