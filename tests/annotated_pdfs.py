"""PDF files with notes and form fields that come without pictures of themselves, made for tests of reading copies."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas
from small_pdfs import written


def pdf_object(value: Any) -> Any:
    """Return a plain value as a PDF object: «/x» without a space is a name, other texts are text."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): pdf_object(held) for key, held in value.items()})
    if isinstance(value, list | tuple):
        return ArrayObject([pdf_object(held) for held in value])
    if isinstance(value, bool):
        return BooleanObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, float):
        return FloatObject(value)
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") and " " not in value else TextStringObject(value)
    return NullObject() if value is None else value


def picture(content: bytes = b"0 0 5 5 re f") -> StreamObject:
    """Return a picture of an annotation."""
    stream = StreamObject()
    stream.set_data(content)
    stream.update(pdf_object({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 50, 20]}))
    return stream


def annotated(
    *annotations: dict[str, Any],
    form: dict[str, Any] | None = None,
    root: dict[str, Any] | None = None,
    rotate: int = 0,
) -> bytes:
    """Return a PDF of one page with annotations; the widgets become the fields of a form, if one is given."""
    writer = PdfWriter()
    page = writer.add_blank_page(400, 600)
    if rotate:
        page.rotate(rotate)
    listed = ArrayObject()
    for annotation in annotations:
        usual = {"/Type": "/Annot", "/Rect": [50, 500, 250, 530], "/F": 4}
        pictured = {"/AP": pdf_object({"/N": writer._add_object(picture())})} if annotation.get("picture") else {}
        entry = pdf_object({**usual, **{k: v for k, v in annotation.items() if k != "picture"}, **pictured})
        listed.append(writer._add_object(entry))
    page[NameObject("/Annots")] = listed
    if form is not None:
        writer.root_object[NameObject("/AcroForm")] = pdf_object({"/Fields": list(listed), **form})
    for key, value in (root or {}).items():
        writer.root_object[NameObject(key)] = pdf_object(value)
    return written(writer)


def filled_in_form() -> bytes:
    """Return a form that was filled in without pictures: a text, and a box that is ticked and has one (case 05)."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 760, "Yttrande")
    canvas.acroForm.textfield(name="namn", x=72, y=700, width=300, height=24, value="")
    canvas.acroForm.checkbox(name="ja", x=72, y=650, checked=True)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(out.getvalue())))
    for annotation in writer.pages[0]["/Annots"]:
        field: Any = annotation.get_object()
        if field["/T"] == "namn":
            field[NameObject("/V")] = TextStringObject("Kommunen AVSTYRKER sats 2")
            field.pop("/AP", None)
    writer.root_object["/AcroForm"][NameObject("/NeedAppearances")] = BooleanObject(True)  # type: ignore[index]
    return written(writer)


def struck_through() -> bytes:
    """Return a page with a note on it and a text struck through, neither with a picture (case 05)."""
    note = {"/Subtype": "/FreeText", "/Rect": [100, 400, 400, 440], "/Contents": "STRUKEN enligt beslut"}
    strike = {"/Subtype": "/StrikeOut", "/QuadPoints": [100, 512, 190, 512, 100, 497, 190, 497], "/C": [1, 0.0, 0.0]}
    return annotated({**note, "/DA": "/Helv 14 Tf 1 0 0 rg"}, strike)
