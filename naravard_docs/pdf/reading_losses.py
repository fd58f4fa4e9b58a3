"""What a reading copy does not show of an attachment, so that it never shows less than the original without a word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.pdf.appearance import appearance, dereference, has_picture, inherited, is_shown, value_of

_NAMES = {
    "/Text": "anteckning",
    "/FreeText": "text på sidan",
    "/Stamp": "stämpel",
    "/Caret": "infogningstecken",
    "/Redact": "markering för maskering",
    "/FileAttachment": "bifogad fil",
    "/Sound": "ljud",
    "/Movie": "film",
    "/Screen": "film eller ljud",
    "/RichMedia": "film eller ljud",
    "/3D": "tredimensionell bild",
    "/Widget": "fält",
    "/Line": "linje",
    "/Polygon": "ritad yta",
    "/PolyLine": "ritad linje",
    "/Ink": "ritad linje",
}
_LEFT_OUT = ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")
_SAID_BY_ITSELF = ("/Link", "/Popup", "/PrinterMark", "/TrapNet")


class Loss(Struct, frozen=True):
    """Something that is not shown: what, its words when it has any, and its page from 1; 0 for the whole file."""

    what: str
    words: str = ""
    page: int = 0


@without_remarks()
def losses(data: bytes) -> tuple[Loss, ...]:
    """Return what the copy does not show of a PDF that it takes in, page by page, and last what is the whole file's."""
    try:
        return tuple(_found(PdfReader(io.BytesIO(data))))
    except Exception:  # whatever pypdf raises over a broken file: its own errors, KeyError …
        return (Loss("kanske något: filen är skadad på ett sätt som gör att det inte går att avgöra"),)


def _found(reader: PdfReader) -> Iterator[Loss]:
    form = dereference(reader.root_object.get("/AcroForm"))
    form = form if isinstance(form, DictionaryObject) else None
    for number, page in enumerate(reader.pages, 1):
        listed = dereference(page.get("/Annots"))
        for annotation in map(dereference, listed if isinstance(listed, ArrayObject) else ()):
            if isinstance(annotation, DictionaryObject):
                yield from _of_annotation(annotation, form, number)
    yield from _of_file(reader, form)


def needs_drawing(annotation: DictionaryObject, form: DictionaryObject | None) -> bool:
    """Return whether a viewer draws an annotation itself: it has no picture, or the form says that pictures are old."""
    if not has_picture(annotation):
        return True
    is_text = annotation.get("/Subtype") == "/Widget" and inherited(annotation, "/FT") in ("/Tx", "/Ch")
    return is_text and form is not None and _is_true(form.get("/NeedAppearances")) and bool(value_of(annotation))


def _is_true(value: Any) -> bool:
    found = dereference(value)
    return found is not None and bool(getattr(found, "value", found))


def _of_annotation(annotation: DictionaryObject, form: DictionaryObject | None, page: int) -> Iterator[Loss]:
    kind = str(annotation.get("/Subtype"))
    if kind in _SAID_BY_ITSELF or not is_shown(annotation):
        return
    words = value_of(annotation)
    if kind == "/Widget" and inherited(annotation, "/FT") == "/Sig":
        if inherited(annotation, "/V") is not None:
            yield Loss("elektronisk underskrift (i läsexemplaret går den inte att kontrollera)", page=page)
    elif kind in _LEFT_OUT:
        yield Loss(_NAMES[kind], words or _file_of(annotation), page)
    elif needs_drawing(annotation, form) and appearance(annotation, form) is None:
        if kind != "/Widget":
            yield Loss(_NAMES.get(kind, "anmärkning"), words, page)
        elif words:
            named = _name_of(annotation)
            yield Loss(f"fältet {named}" if named else "fält", words, page)


def _name_of(field: DictionaryObject) -> str:
    name = inherited(field, "/TU") or inherited(field, "/T")
    return f"«{name}»" if isinstance(name, str) and name else ""


def _file_of(annotation: DictionaryObject) -> str:
    specification = dereference(annotation.get("/FS"))
    named = specification if isinstance(specification, DictionaryObject) else {}
    return str(dereference(named.get("/UF")) or dereference(named.get("/F")) or "")


def _of_file(reader: PdfReader, form: DictionaryObject | None) -> Iterator[Loss]:
    fields = dereference(form.get("/Fields")) if form is not None else None
    is_dynamic = _is_true(reader.root_object.get("/NeedsRendering")) or not fields
    if form is not None and "/XFA" in form and is_dynamic:
        yield Loss("blankett av sorten XFA, som bara Adobe Reader visar: på sidan står ofta bara «Please wait»")
    if names := tuple(reader.attachments):
        yield Loss("filer som ligger inuti bilagan", ", ".join(names))
