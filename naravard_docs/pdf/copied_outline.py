"""Where bookmarks and links of a file lead, told as pages of a reading copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    Destination,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
)

from naravard_docs.limits import LIMITS
from naravard_docs.pdf.annotation_values import dereference, number_of
from naravard_docs.swedish import with_blanks

_WAYS = ("/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV")


class Bookmark(Struct, frozen=True):
    """A bookmark, its depth from 0, and where it leads as the file has it."""

    depth: int
    title: str
    destination: Any


class Outline(Struct, frozen=True):
    """A file's bookmarks in their order; ``left_out`` says in Swedish which are not among them."""

    bookmarks: tuple[Bookmark, ...]
    left_out: str = ""


def outline_of(reader: PdfReader) -> Outline:
    """Return a file's bookmarks; those that cannot be read stop nothing, since no page needs them."""
    try:
        listed = tuple(_flat(reader.outline, 0))
    except Exception:  # whatever pypdf raises over a broken outline: its own errors, KeyError, RecursionError …
        return Outline((), "bokmärken, som inte går att läsa")
    most = LIMITS.pdf_bookmarks
    return Outline(listed[:most], f"bokmärken efter de {with_blanks(most)} första" if len(listed) > most else "")


def _flat(entries: Sequence[Any], depth: int) -> Iterator[Bookmark]:
    """Yield bookmarks; pypdf gives those below one as a list that follows it."""
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry, depth + 1)
        else:
            yield Bookmark(depth, str(entry.title or "")[: LIMITS.line_letters], entry)


class Destinations:
    """Where links and bookmarks of one file lead, told as pages of the copy.

    Why not by name: two files may have the same names, and «beslut» of one would lead to the other.
    """

    def __init__(self, reader: PdfReader) -> None:
        self.named = _named(reader)
        references = (getattr(page, "indirect_reference", None) for page in reader.pages)
        self.numbers = {each.idnum: number for number, each in enumerate(references) if each is not None}
        self.pages: Sequence[PageObject] = ()

    def explicit(self, wanted: Any) -> ArrayObject | None:
        """Return a destination of the file as one of the copy; None when it leads to no page."""
        wanted = dereference(wanted)
        if isinstance(wanted, str):
            wanted = self.named.get(wanted.removeprefix("/"), self.named.get(wanted))
        if isinstance(wanted, Destination):
            wanted = wanted.dest_array
        if isinstance(wanted, DictionaryObject):
            wanted = dereference(wanted.get("/D"))
        if not isinstance(wanted, ArrayObject) or not wanted:
            return None
        number = self._number(wanted[0])
        if number is None or not 0 <= number < len(self.pages):
            return None
        return ArrayObject([self.pages[number].indirect_reference, *_how(wanted[1:6])])

    def _number(self, page: Any) -> int | None:
        if isinstance(page, IndirectObject):
            return self.numbers.get(page.idnum)
        if isinstance(page, DictionaryObject):
            reference = getattr(page, "indirect_reference", None)
            return self.numbers.get(reference.idnum) if reference is not None else None
        return int(page) if isinstance(page, NumberObject) else None


def _how(values: Sequence[Any]) -> Iterator[Any]:
    """Yield how much of a page is shown (12.3.2.2); what is odd becomes the whole page."""
    way, *places = map(dereference, values or [None])
    known = way if way in _WAYS else "/Fit"
    yield NameObject(known)
    for place in places if way == known else ():
        yield FloatObject(number_of(place, 0.0)) if isinstance(place, int | float) else NullObject()


def _named(reader: PdfReader) -> Mapping[str, Any]:
    try:
        return reader.named_destinations
    except Exception:  # as in outline_of
        return {}
