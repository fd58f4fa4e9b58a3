"""A reading copy: a document and its PDF attachments as one file, for reading on screen and never for archives.

Pages are put into an empty file and only what a reader needs comes along: what they draw, links, and bookmarks. The
copy claims neither PDF/A nor PDF/UA and is not tagged. Why not keep the document's own tags: a structure tree is the
whole file's (ISO 32000-1, 14.7.1), and one that knows some pages only would say that the attachments hold nothing to
read; without one a program that reads aloud works out the order of all pages.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from naravard_docs.document.document import Meta
from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.limits import LIMITS
from naravard_docs.pdf.annotation_values import appearance_state, dereference, entry_of, held_text, listed_in
from naravard_docs.pdf.copied_annotations import (
    CopiedAnnotation,
    TooMuchError,
    Work,
    annotations_of,
    copied_annotation,
    has_visible_frame,
)
from naravard_docs.pdf.copied_outline import CopiedBookmark, Destinations, add_outline, bookmarks_of
from naravard_docs.pdf.finish import PRODUCER
from naravard_docs.pdf.reading_losses import form_of

TITLE_ENDING = "(läsexemplar)"
_OF_THE_PAGE = (
    *("/Type", "/Contents", "/Resources", "/Group", "/Rotate", "/UserUnit"),
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Parent"),
)
"""What a page draws and how large it is (ISO 32000-1, 7.7.3.3); all else stays out: scripts, files, tags, metadata."""

_OF_A_STAMP = ("/Rect", "/F", "/Contents", "/M", "/NM", "/C", "/CA", "/ca", "/BM", "/Border", "/Lang")
_OF_THE_ANNOTATION = (
    *_OF_A_STAMP,
    *("/BS", "/BE", "/H", "/QuadPoints", "/L", "/LE", "/LL", "/LLE", "/LLO", "/Cap", "/CP", "/CO", "/IC", "/Vertices"),
    *("/InkList", "/DA", "/DS", "/RC", "/Q", "/RD", "/CL", "/IT", "/Sy", "/Name", "/T", "/Subj", "/CreationDate"),
)
"""What an annotation says of its place, its look and its words (12.5.2 and 12.5.6)."""

_FILES_OF_PARTS = ("/AF",)
"""Files that belong to a part of a page, as to one of its pictures (ISO 32000-2, 14.13): they are not shown."""

_NESTED = ("/BS", "/BE")
"""Borders, the only dictionaries of an annotation that come along; others are actions, files and windows."""


class AttachmentError(ValueError):
    """An attachment cannot be put into the copy; ``index`` is its place among the enclosed, from 0.

    ``reason`` says why in Swedish, after the file's name, when it has more than a copy takes in.
    """

    def __init__(self, index: int, reason: str = "") -> None:
        super().__init__(f"attachment {index} cannot be read")
        self.index = index
        self.reason = reason


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
        except TooMuchError as error:
            raise AttachmentError(index, str(error)) from error
        except Exception as error:  # whatever pypdf raises over a broken file: its own errors, KeyError …
            raise AttachmentError(index) from error
    return copy.written(meta)


class _Copy:
    """The file that is being put together."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self.readers: list[PdfReader] = []
        self.digest = hashlib.sha256(PRODUCER.encode())
        self.bookmarks: list[CopiedBookmark] = []
        self.layers: list[DictionaryObject] = []

    def add(self, data: bytes, title: str = "", below_latest: bool = False) -> None:
        """Add a file's pages; its bookmarks come along, unless a title is given, which then is its only bookmark."""
        reader = PdfReader(io.BytesIO(data))
        self.readers.append(reader)  # pypdf 7.1 knows readers by id(): one that is gone could be taken for the next
        self.digest.update(hashlib.sha256(data).digest())
        work = Work(reader.pages)
        bookmarks = () if title else bookmarks_of(reader)[: LIMITS.pdf_bookmarks]
        destinations, form = Destinations(reader), form_of(reader)
        drawn_over = [annotations_of(page) for page in reader.pages]
        destinations.pages = [self._add_page(page) for page in reader.pages]
        for number, (page, listed) in enumerate(zip(destinations.pages, drawn_over, strict=True), 1):
            page_annotations = self._annotations(listed, form, number, destinations, work)
            self._put_on(page, page_annotations)
        if title:
            place = ArrayObject([_reference(destinations.pages[0]), NameObject("/Fit")])
            self.bookmarks.append(CopiedBookmark(0, title, place))
        self.bookmarks += [
            CopiedBookmark(each.depth + below_latest, each.title, destinations.explicit(each.destination))
            for each in bookmarks
        ]
        if isinstance(layers := dereference(reader.root_object.get("/OCProperties")), DictionaryObject):
            self.layers.append(layers.clone(self.writer))

    def _add_page(self, page: PageObject) -> PageObject:
        for key in [key for key in page if key not in _OF_THE_PAGE]:
            page.pop(key)
        page[NameObject("/Type")] = NameObject("/Page")  # pypdf 7.1 takes only pages that say that they are
        return self.writer.add_page(page, _FILES_OF_PARTS)

    def written(self, meta: Meta) -> bytes:
        """Return the file, with what it says of itself."""
        root, moment = self.writer.root_object, meta.date.strftime("D:%Y%m%d120000Z")
        root[NameObject("/Lang")] = TextStringObject(meta.language)
        shows_title = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
        root[NameObject("/ViewerPreferences")] = DictionaryObject(shows_title)
        if self.bookmarks:
            root[NameObject("/Outlines")] = add_outline(self.writer, self.bookmarks)
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

    def _put_on(self, page: PageObject, annotations: Iterator[DictionaryObject]) -> None:
        kept = ArrayObject()
        for entry in annotations:
            entry[NameObject("/P")] = _reference(page)
            kept.append(self.writer._add_object(entry))
        if kept:
            page[NameObject("/Annots")] = kept

    def _annotations(
        self,
        listed: Sequence[DictionaryObject],
        form: DictionaryObject | None,
        page: int,
        destinations: Destinations,
        work: Work,
    ) -> Iterator[DictionaryObject]:
        """Yield a page's annotations as the copy has them."""
        for annotation in listed:
            work.count(annotation)
            copied = copied_annotation(annotation, form, page)
            if copied.kind == "/Link":
                if (link := self._link(annotation, destinations)) is not None:
                    yield link
            elif copied.kind:
                yield self._entry(annotation, copied)

    def _entry(self, annotation: DictionaryObject, copied: CopiedAnnotation) -> DictionaryObject:
        """Return an annotation of the copy: plain values, its layer and its picture, and nothing that it could do.

        One that can be drawn neither here nor by a picture of its own is kept as it is, for the viewer to draw.
        """
        entry = DictionaryObject({NameObject("/Type"): NameObject("/Annot")})
        entry[NameObject("/Subtype")] = NameObject(copied.kind)
        is_itself = annotation.get("/Subtype") == copied.kind
        entry.update(_plain_values(annotation, _OF_THE_ANNOTATION if is_itself else _OF_A_STAMP))
        if isinstance(dereference(annotation.get("/OC")), DictionaryObject):
            entry[NameObject("/OC")] = annotation.raw_get("/OC").clone(self.writer)
        if copied.drawn is not None:
            entry[NameObject("/Rect")] = ArrayObject(map(FloatObject, copied.drawn.rect))
            self._give_picture(entry, self.writer._add_object(copied.drawn.stream))
        else:
            self._keep_picture(entry, annotation)
        return entry

    def _keep_picture(self, entry: DictionaryObject, annotation: DictionaryObject) -> None:
        """Give an annotation of the copy the picture that the original shows, one of several with its state."""
        normal = entry_of(annotation, "/AP", "/N")
        if isinstance(normal, StreamObject):
            self._give_picture(entry, normal.clone(self.writer).indirect_reference)
        elif isinstance(normal, DictionaryObject) and (state := appearance_state(annotation, normal)):
            shown: Any = dereference(normal[state])
            states = DictionaryObject({NameObject(state): shown.clone(self.writer).indirect_reference})
            self._give_picture(entry, states)
            entry[NameObject("/AS")] = NameObject(state)

    def _give_picture(self, entry: DictionaryObject, picture: Any) -> None:
        entry[NameObject("/AP")] = DictionaryObject({NameObject("/N"): picture})

    def _link(self, annotation: DictionaryObject, destinations: Destinations) -> DictionaryObject | None:
        """Return a link that leads to a page or an address, and of another what is seen of it."""
        action = dereference(annotation.get("/A"))
        kind = dereference(action.get("/S")) if isinstance(action, DictionaryObject) else None
        wanted = action.get("/D") if kind == "/GoTo" else annotation.get("/Dest")
        target = destinations.explicit(wanted)
        address = held_text(dereference(action.get("/URI"))) if kind == "/URI" else ""
        if target is None and not address and not has_visible_frame(annotation):
            return None
        entry = self._entry(annotation, CopiedAnnotation("/Link"))
        if target is not None:
            entry[NameObject("/Dest")] = target
        elif address:
            only_address = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)}
            entry[NameObject("/A")] = DictionaryObject(only_address)
        return entry


def _plain_values(annotation: DictionaryObject, keys: Collection[str]) -> dict[NameObject, Any]:
    """Return what an annotation says in numbers, names and texts, as where it is and what its colour is."""
    found = {key: dereference(annotation.get(key)) for key in keys if key in annotation}
    plain = {key: _plain(value, is_nested=key in _NESTED) for key, value in found.items()}
    return {NameObject(key): value for key, value in plain.items() if value is not None}


def _plain(value: Any, is_nested: bool = False, depth: int = 3) -> Any:
    """Return a value that stands for itself; None for what could lead elsewhere."""
    if isinstance(value, DictionaryObject):
        if not is_nested or isinstance(value, StreamObject):
            return None
        inner = {key: _plain(dereference(held)) for key, held in value.items()}
        return DictionaryObject({NameObject(key): held for key, held in inner.items() if held is not None})
    if isinstance(value, ArrayObject):
        parts = [_plain(dereference(each), depth=depth - 1) for each in value] if depth else [None]
        return None if any(part is None for part in parts) else ArrayObject(parts)
    return value


def _joined_layers(layers: Sequence[DictionaryObject]) -> DictionaryObject:
    """Return the files' layers as one set, so that what one hides stays hidden (ISO 32000-1, 8.11.4)."""
    groups, hidden, order, automatic = ArrayObject(), ArrayObject(), ArrayObject(), ArrayObject()
    for properties in layers:
        usual = dereference(properties.get("/D"))
        own = listed_in(properties, "/OCGs")
        groups.extend(own)
        if not isinstance(usual, DictionaryObject):
            continue
        order.extend(listed_in(usual, "/Order"))
        automatic.extend(listed_in(usual, "/AS"))
        shown = {_number(group) for group in listed_in(usual, "/ON")}
        is_off = usual.get("/BaseState") == "/OFF"
        hidden.extend([group for group in own if _number(group) not in shown] if is_off else listed_in(usual, "/OFF"))
    usual_of_all = {NameObject("/Order"): order, NameObject("/OFF"): hidden}
    if automatic:
        usual_of_all[NameObject("/AS")] = automatic
    return DictionaryObject({NameObject("/OCGs"): groups, NameObject("/D"): DictionaryObject(usual_of_all)})


def _number(group: Any) -> int:
    return group.idnum if isinstance(group, IndirectObject) else 0


def _reference(held: Any) -> IndirectObject:
    reference: IndirectObject | None = getattr(held, "indirect_reference", None)
    if reference is None:
        raise ValueError("an object without a number")
    return reference
