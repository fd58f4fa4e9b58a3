"""What a reading copy does not show of an attachment, so that it never shows less than the original without a word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.limits import LIMITS
from naravard_docs.pdf.annotation_values import dereference, is_true
from naravard_docs.pdf.copied_annotations import Loss, Work, annotations_of, copied_annotation
from naravard_docs.pdf.copied_outline import bookmarks_of
from naravard_docs.swedish import with_blanks

_NAMED_FILES = 5


@without_remarks()
def losses(data: bytes) -> tuple[Loss, ...]:
    """Return what the copy does not show of a PDF that it takes in, page by page, and last what is the whole file's."""
    try:
        return tuple(_found(PdfReader(io.BytesIO(data))))
    except Exception:  # whatever pypdf raises over a broken file: its own errors, KeyError …
        return (Loss("kanske något: filen är gjord så att det inte går att avgöra"),)


def form_of(reader: PdfReader) -> DictionaryObject | None:
    """Return a file's form; None when it has none."""
    form = dereference(reader.root_object.get("/AcroForm"))
    return form if isinstance(form, DictionaryObject) else None


def _found(reader: PdfReader) -> Iterator[Loss]:
    form, work, has_fields = form_of(reader), Work(reader.pages), False
    for number, page in enumerate(reader.pages, 1):
        for annotation in annotations_of(page):
            work.count(annotation)
            has_fields = has_fields or annotation.get("/Subtype") == "/Widget"
            if (loss := copied_annotation(annotation, form, number).loss) is not None:
                yield loss
    yield from _of_file(reader, form, has_fields)


def _of_file(reader: PdfReader, form: DictionaryObject | None, has_fields: bool) -> Iterator[Loss]:
    is_dynamic = is_true(reader.root_object.get("/NeedsRendering")) or not has_fields
    if form is not None and "/XFA" in form and is_dynamic:
        yield Loss("blankett av sorten XFA, som bara Adobe Reader visar: på sidan står ofta bara «Please wait»")
    names = _embedded(reader)
    if dereference(reader.root_object.get("/Collection")) is not None:
        yield Loss("filerna i bilagan, som är en portfölj: själv visar den bara en framsida", _first(names))
    elif names:
        yield Loss("filer som ligger inuti bilagan", _first(names))
    if len(bookmarks_of(reader)) > LIMITS.pdf_bookmarks:
        yield Loss(f"bokmärken efter de {with_blanks(LIMITS.pdf_bookmarks)} första")


def _embedded(reader: PdfReader) -> tuple[str, ...]:
    names = dereference(reader.root_object.get("/Names"))
    if not isinstance(names, DictionaryObject) or dereference(names.get("/EmbeddedFiles")) is None:
        return ()
    try:
        return tuple(islice(reader.attachments, _NAMED_FILES + 1))
    except Exception:  # as in losses
        return ("namnen går inte att läsa",)


def _first(names: tuple[str, ...]) -> str:
    more = " …" if len(names) > _NAMED_FILES else ""
    return ", ".join(names[:_NAMED_FILES]) + more
