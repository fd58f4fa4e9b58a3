"""Where bookmarks and links of a file lead, told as pages of a reading copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from naravard_docs.limits import LIMITS
from naravard_docs.pdf.annotation_values import dereference, held_text, listed_in, number_of
from naravard_docs.pdf.copied_annotations import TooMuchError
from naravard_docs.swedish import with_blanks

_DEEPEST = 100
_WAYS = ("/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV")


class Bookmark(Struct, frozen=True):
    """A bookmark, its depth from 0, and where it leads as the file has it."""

    depth: int
    title: str
    destination: Any


def bookmarks_of(reader: PdfReader) -> tuple[Bookmark, ...]:
    """Return a file's bookmarks in their order, one more than the limit at most (ISO 32000-1, 12.3.3).

    Why not by pypdf: it makes an object with all properties of each before there is any limit.
    """
    found: list[Bookmark] = []
    waiting = [(_first_of(dereference(reader.root_object.get("/Outlines"))), 0)]
    seen: set[int] = set()
    while waiting and len(found) <= LIMITS.pdf_bookmarks:
        item, depth = waiting.pop()
        number = item.idnum if isinstance(item, IndirectObject) else 0
        held = dereference(item)
        if not isinstance(held, DictionaryObject) or number in seen or depth > _DEEPEST:
            continue
        seen.update({number} if number else ())
        title = held_text(dereference(held.get("/Title")))[: LIMITS.line_letters]
        found.append(Bookmark(depth, title, _destination(held)))
        waiting += [(_raw(held, "/Next"), depth), (_first_of(held), depth + 1)]
    return tuple(found)


class CopiedBookmark(Struct, frozen=True):
    """A bookmark of the copy; ``place`` is None when it leads nowhere."""

    depth: int
    title: str
    place: ArrayObject | None


def add_outline(writer: PdfWriter, bookmarks: Sequence[CopiedBookmark]) -> IndirectObject:
    """Add bookmarks to a file, in their order and each below the last one before it that is less deep."""
    root = DictionaryObject({NameObject("/Type"): NameObject("/Outlines")})
    reference = writer._add_object(root)
    above: list[tuple[int, DictionaryObject]] = [(-1, root)]
    for bookmark in bookmarks:
        item = DictionaryObject({NameObject("/Title"): TextStringObject(bookmark.title)})
        if bookmark.place is not None:
            item[NameObject("/Dest")] = bookmark.place
        while above[-1][0] >= bookmark.depth:
            above.pop()
        _put_last(writer._add_object(item), item, above[-1][1])
        for _, each in above:
            each[NameObject("/Count")] = NumberObject(each.get("/Count", 0) + 1)
        above.append((bookmark.depth, item))
    return reference


def _put_last(reference: IndirectObject, item: DictionaryObject, parent: DictionaryObject) -> None:
    item[NameObject("/Parent")] = parent.indirect_reference
    if "/Last" in parent:
        before: Any = parent["/Last"]
        item[NameObject("/Prev")] = before.indirect_reference
        before[NameObject("/Next")] = reference
    else:
        parent[NameObject("/First")] = reference
    parent[NameObject("/Last")] = reference


def _first_of(above: Any) -> Any:
    return _raw(above, "/First") if isinstance(above, DictionaryObject) else None


def _raw(holder: DictionaryObject, key: str) -> Any:
    return holder.raw_get(key) if key in holder else None


def _destination(item: DictionaryObject) -> Any:
    action = dereference(item.get("/A"))
    is_jump = isinstance(action, DictionaryObject) and dereference(action.get("/S")) == "/GoTo"
    return action.get("/D") if is_jump else item.get("/Dest")


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
            wanted = dereference(self.named.get(wanted.removeprefix("/"), self.named.get(wanted)))
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
    """Return what a file's names for places lead to (12.3.2.3).

    Raises:
        TooMuchError: when there are more than a limit.
    """
    found: dict[str, Any] = {}
    old = dereference(reader.root_object.get("/Dests"))
    if isinstance(old, DictionaryObject):
        found.update({key.removeprefix("/"): value for key, value in old.items()})
    names = dereference(reader.root_object.get("/Names"))
    tree = names.get("/Dests") if isinstance(names, DictionaryObject) else None
    for number, (name, value) in enumerate(_leaves(tree)):
        if number >= LIMITS.pdf_names:
            raise TooMuchError(f"har fler än {with_blanks(LIMITS.pdf_names)} namn på ställen i texten")
        found[name] = value
    return found


def _leaves(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of a name tree (7.9.6); no node of it twice."""
    waiting, seen = [tree], set[int]()
    while waiting:
        node = waiting.pop()
        number = node.idnum if isinstance(node, IndirectObject) else 0
        held = dereference(node)
        if not isinstance(held, DictionaryObject) or number in seen:
            continue
        seen.update({number} if number else ())
        waiting += reversed(listed_in(held, "/Kids"))
        pairs = listed_in(held, "/Names")
        for name, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield held_text(dereference(name)), value
