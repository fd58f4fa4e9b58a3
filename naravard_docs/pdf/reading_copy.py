"""A reading copy: a document and its PDF attachments as one file, for reading on screen and never for archives.

Pages are put into an empty file and only what a reader needs comes along: what they draw, links, and bookmarks. The
copy claims neither PDF/A nor PDF/UA and is not tagged. Why not keep the document's own tags: a structure tree is the
whole file's (ISO 32000-1, 14.7.1), and one that knows some pages only would say that the attachments hold nothing to
read; without one a program that reads aloud works out the order of all pages.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    Destination,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from naravard_docs.document.document import Meta
from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.pdf.appearance import Appearance, appearance, appearance_state, has_picture
from naravard_docs.pdf.appearance import dereference as _held
from naravard_docs.pdf.finish import PRODUCER
from naravard_docs.pdf.reading_losses import needs_drawing

TITLE_ENDING = "(läsexemplar)"
_NOT_OF_THE_PAGE = ("/Annots", "/B", "/AA", "/Metadata", "/PieceInfo", "/StructParents", "/Tabs")
_NOT_OF_THE_ANNOTATION = ("/A", "/AA", "/Dest", "/P", "/Parent", "/Popup", "/IRT", "/Kids", "/StructParent")
_DRAWN = (
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Ink", "/Stamp"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Widget", "/Watermark", "/Redact"),
)
"""Annotations that are drawn on the page (ISO 32000-1, 12.5.6.1); those that play, run or carry files stay out."""


class AttachmentError(ValueError):
    """An attachment cannot be put into the copy; ``index`` is its place among the enclosed, from 0."""

    def __init__(self, index: int) -> None:
        super().__init__(f"attachment {index} cannot be read")
        self.index = index


class EnclosedFile(Struct, frozen=True):
    """An attachment: its bookmark, the page that stands before it and the file itself, both PDF."""

    title: str
    heading_page: bytes
    data: bytes


@without_remarks()
def reading_copy(document: bytes, enclosed: Sequence[EnclosedFile], meta: Meta) -> bytes:
    """Return the document's pages, then each attachment's after its heading page; the same parts give the same bytes.

    Raises:
        AttachmentError: for an attachment that pypdf cannot read.
    """
    copy = _Copy()
    copy.add(document)
    for index, part in enumerate(enclosed):
        copy.add(part.heading_page, title=part.title)
        try:
            copy.add(part.data, below_latest=True)
        except Exception as error:  # whatever pypdf raises over a broken file: its own errors, KeyError …
            raise AttachmentError(index) from error
    return copy.written(meta)


class _Copy:
    """The file that is being put together."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self.readers: list[PdfReader] = []
        self.digest = hashlib.sha256(PRODUCER.encode())
        self.latest: IndirectObject | None = None
        self.layers: list[DictionaryObject] = []
        self.form: DictionaryObject | None = None

    def add(self, data: bytes, title: str = "", below_latest: bool = False) -> None:
        """Add a file's pages; its bookmarks come along, unless a title is given, which then is its only bookmark."""
        reader = PdfReader(io.BytesIO(data))
        self.readers.append(reader)  # pypdf 7.1 knows readers by id(): one that is gone could be taken for the next
        self.digest.update(hashlib.sha256(data).digest())
        first = len(self.writer.pages)
        bookmarks = [] if title else reader.outline
        destinations = _Destinations(reader)
        form = _held(reader.root_object.get("/AcroForm"))
        self.form = form if isinstance(form, DictionaryObject) else None
        drawn_over = [_annotations_of(page) for page in reader.pages]
        for page in reader.pages:
            for key in _NOT_OF_THE_PAGE:
                page.pop(key, None)
            self.writer.add_page(page)
        destinations.pages = self.writer.pages[first:]
        for page, listed in zip(destinations.pages, drawn_over, strict=True):
            self._add_annotations(page, listed, destinations)
        if title:
            self.latest = self.writer.add_outline_item(title=title, page_number=first)
        self._add_bookmarks(bookmarks, self.latest if below_latest else None, destinations)
        if isinstance(layers := _held(reader.root_object.get("/OCProperties")), DictionaryObject):
            self.layers.append(layers.clone(self.writer))

    def written(self, meta: Meta) -> bytes:
        """Return the file, with what it says of itself."""
        root, moment = self.writer.root_object, meta.date.strftime("D:%Y%m%d120000Z")
        root[NameObject("/Lang")] = TextStringObject(meta.language)
        shows_title = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
        root[NameObject("/ViewerPreferences")] = DictionaryObject(shows_title)
        if self.layers:
            root[NameObject("/OCProperties")] = _joined_layers(self.layers)
        facts = {
            "/Title": f"{meta.title} {TITLE_ENDING}",
            "/Author": meta.author,
            "/Subject": meta.subject,
            "/Creator": PRODUCER,
            "/Producer": PRODUCER,
            "/CreationDate": moment,
            "/ModDate": moment,
        }
        self.writer.add_metadata({key: value for key, value in facts.items() if value})
        self.writer.pdf_header = max("%PDF-1.7", *(reader.pdf_header for reader in self.readers))
        identifier = ByteStringObject(self.digest.digest()[:16])
        self.writer._ID = ArrayObject([identifier, identifier])
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()

    def _add_annotations(
        self, page: PageObject, listed: Sequence[DictionaryObject], destinations: _Destinations
    ) -> None:
        kept = ArrayObject()
        for annotation in listed:
            if (entry := self._annotation(annotation, destinations)) is not None:
                entry[NameObject("/P")] = _reference(page)
                kept.append(_reference(entry))
        if kept:
            page[NameObject("/Annots")] = kept

    def _annotation(self, annotation: DictionaryObject, destinations: _Destinations) -> DictionaryObject | None:
        """Return the annotation as the copy has it: a link that still leads somewhere, or what is drawn on the page."""
        kind = annotation.get("/Subtype")
        if kind == "/Link":
            return self._link(annotation, destinations)
        if kind not in _DRAWN:
            return None
        drawn = appearance(annotation, self.form) if needs_drawing(annotation, self.form) else None
        if kind == "/Widget" and drawn is None and not has_picture(annotation):
            return None
        entry = annotation.clone(self.writer, force_duplicate=True, ignore_fields=_NOT_OF_THE_ANNOTATION)
        self._show(entry, annotation, drawn)
        if kind == "/Widget":
            entry[NameObject("/Subtype")] = NameObject("/Stamp")  # what was filled in stays; nothing is left to fill in
        return entry

    def _show(self, entry: DictionaryObject, annotation: DictionaryObject, drawn: Appearance | None) -> None:
        """Give an annotation the picture that a viewer would draw, or the state of those it has.

        One that can be drawn neither here nor by a picture of its own is kept as it is, for the viewer to draw.
        """
        if drawn is not None:
            picture = self.writer._add_object(drawn.stream)
            entry[NameObject("/AP")] = DictionaryObject({NameObject("/N"): picture})
            entry[NameObject("/Rect")] = ArrayObject([FloatObject(number) for number in drawn.rect])
            entry.pop("/AS", None)
            return
        pictures = _held(annotation.get("/AP"))
        normal = _held(pictures.get("/N")) if isinstance(pictures, DictionaryObject) else None
        if (
            isinstance(normal, DictionaryObject)
            and "/AS" not in entry
            and (state := appearance_state(annotation, normal))
        ):
            entry[NameObject("/AS")] = NameObject(state)

    def _link(self, annotation: DictionaryObject, destinations: _Destinations) -> DictionaryObject | None:
        action = _held(annotation.get("/A"))
        kind = action.get("/S") if isinstance(action, DictionaryObject) else None
        wanted = action.get("/D") if kind == "/GoTo" else annotation.get("/Dest")
        target = destinations.explicit(wanted)
        if target is None and kind != "/URI":
            return None
        entry = annotation.clone(self.writer, force_duplicate=True, ignore_fields=_NOT_OF_THE_ANNOTATION)
        if target is not None:
            entry[NameObject("/Dest")] = target
        else:
            only_address = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): _held(action["/URI"])}
            entry[NameObject("/A")] = DictionaryObject(only_address)
        return entry

    def _add_bookmarks(self, entries: Sequence[Any], parent: IndirectObject | None, to: _Destinations) -> None:
        """Add bookmarks; pypdf gives those below one as a list that follows it."""
        latest = parent
        for entry in entries:
            if isinstance(entry, list):
                self._add_bookmarks(entry, latest, to)
                continue
            latest = self.writer.add_outline_item(title=str(entry.title or ""), page_number=None, parent=parent)
            if (target := to.explicit(entry)) is not None:
                item: Any = latest.get_object()
                item[NameObject("/Dest")] = target


class _Destinations:
    """Where links and bookmarks of one file lead, told as pages of the copy.

    Why not by name: two files may have the same names, and «beslut» of one would lead to the other.
    """

    def __init__(self, reader: PdfReader) -> None:
        self.named = reader.named_destinations
        self.numbers = {_reference(page).idnum: number for number, page in enumerate(reader.pages)}
        self.pages: Sequence[PageObject] = ()

    def explicit(self, wanted: Any) -> ArrayObject | None:
        """Return a destination of the file as one of the copy; None when it leads to no page."""
        wanted = _held(wanted)
        if isinstance(wanted, str):
            wanted = self.named.get(wanted.removeprefix("/"), self.named.get(wanted))
        if isinstance(wanted, Destination):
            wanted = wanted.dest_array
        if isinstance(wanted, DictionaryObject):
            wanted = _held(wanted.get("/D"))
        if not isinstance(wanted, ArrayObject) or not wanted:
            return None
        number = self._number(wanted[0])
        if number is None or not 0 <= number < len(self.pages):
            return None
        how = [NullObject() if value is None else value for value in map(_held, wanted[1:])]
        return ArrayObject([_reference(self.pages[number]), *how])

    def _number(self, page: Any) -> int | None:
        if isinstance(page, IndirectObject):
            return self.numbers.get(page.idnum)
        if isinstance(page, PageObject | DictionaryObject) and page.indirect_reference is not None:
            return self.numbers.get(page.indirect_reference.idnum)
        return int(page) if isinstance(page, NumberObject) else None


def _annotations_of(page: PageObject) -> list[DictionaryObject]:
    listed = _held(page.get("/Annots"))
    found = (_held(entry) for entry in listed) if isinstance(listed, ArrayObject) else ()
    return [entry for entry in found if isinstance(entry, DictionaryObject)]


def _joined_layers(layers: Sequence[DictionaryObject]) -> DictionaryObject:
    """Return the files' layers as one set, so that what one hides stays hidden (ISO 32000-1, 8.11.4)."""
    groups, hidden, order, automatic = ArrayObject(), ArrayObject(), ArrayObject(), ArrayObject()
    for properties in layers:
        usual = _held(properties.get("/D")) or DictionaryObject()
        own = _held(properties.get("/OCGs")) or ArrayObject()
        groups.extend(own)
        order.extend(_held(usual.get("/Order")) or ())
        automatic.extend(_held(usual.get("/AS")) or ())
        shown = _held(usual.get("/ON")) or ()
        is_off = usual.get("/BaseState") == "/OFF"
        hidden.extend([group for group in own if group not in shown] if is_off else _held(usual.get("/OFF")) or ())
    usual_of_all = {NameObject("/Order"): order, NameObject("/OFF"): hidden}
    if automatic:
        usual_of_all[NameObject("/AS")] = automatic
    return DictionaryObject({NameObject("/OCGs"): groups, NameObject("/D"): DictionaryObject(usual_of_all)})


def _reference(held: Any) -> IndirectObject:
    reference: IndirectObject | None = held.indirect_reference
    if reference is None:
        raise ValueError("an object without a number")
    return reference
