"""Small PDF files for tests: whole ones and such as are encrypted or damaged."""

from __future__ import annotations

import io
from functools import cache

from made import document_of, example_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, Fit, NameObject, NumberObject, StreamObject, TextStringObject

from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.inlines import text
from naravard_docs.pdf.finish import EmbeddedSource
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.theme import Theme


@cache
def plain_pdf(pages: int = 2, width: int = 300, bookmark: str = "Inledning") -> bytes:
    """Return a PDF that claims nothing: blank pages, a bookmark to the last, a link from the first to the last."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 400)
    if bookmark:
        parent = writer.add_outline_item(title=bookmark, page_number=0)
        writer.add_outline_item(title=f"{bookmark}, slutet", page_number=pages - 1, parent=parent)
    writer.add_annotation(0, Link(rect=(10, 10, 50, 20), target_page_index=pages - 1, fit=Fit.fit()))
    return written(writer)


@cache
def encrypted_pdf(password: str = "hemligt") -> bytes:
    """Return a PDF with a password; an empty one means that anyone may open it but not change it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf())))
    writer.encrypt(password, "ägarens", algorithm="RC4-128")
    return written(writer)


def strongly_encrypted_pdf() -> bytes:
    """Return a PDF that says it is encrypted with AES-256, which pypdf reads only with a library of its own."""
    writer = PdfWriter()
    writer.add_blank_page(300, 400)
    values = {"/Filter": "/Standard", "/V": 5, "/R": 6, "/Length": 256, "/P": -4, "/StmF": "/StdCF", "/StrF": "/StdCF"}
    written_out = " ".join(f"{key} {value}" for key, value in values.items())
    crypt = "/CF <</StdCF <</AuthEvent /DocOpen /CFM /AESV3 /Length 32>>>>"
    secrets = " ".join(f"/{key} <{'00' * size}>" for key, size in (("O", 48), ("U", 48), ("OE", 32), ("UE", 32)))
    entry = f"/Encrypt <<{written_out} {crypt} {secrets} /Perms <{'00' * 16}>>>"
    return written(writer).replace(b"trailer\n<<", f"trailer\n<<\n{entry}".encode())


def pdf_with_hidden_layer() -> bytes:
    """Return a PDF with one layer, which is not shown."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 400)
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Dold")})
    )
    layers = DictionaryObject({NameObject("/Lager"): layer})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Properties"): layers})
    usual = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    properties = DictionaryObject({NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): usual})
    writer.root_object[NameObject("/OCProperties")] = properties
    return written(writer)


def pdf_with_form() -> bytes:
    """Return a PDF with a field that is filled in, and a button without a look that runs a script."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 400)
    look = StreamObject()
    look.set_data(b"0 0 5 5 re f")
    look[NameObject("/Type")], look[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    look[NameObject("/BBox")] = box = ArrayObject([NumberObject(n) for n in (0, 0, 50, 20)])
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    common = {NameObject("/Subtype"): NameObject("/Widget"), NameObject("/Rect"): box}
    common[NameObject("/A")] = DictionaryObject(script)
    drawn = DictionaryObject({NameObject("/N"): writer._add_object(look)})
    fields = [DictionaryObject({**common, NameObject("/AP"): drawn}), DictionaryObject(common)]
    page[NameObject("/Annots")] = listed = ArrayObject([writer._add_object(field) for field in fields])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): listed})
    return written(writer)


def archive_pdf() -> bytes:
    """Return a PDF that claims PDF/A-2a."""
    return example_pdf("protokoll-2023")


def carrying(data: bytes, name: str = "2023-03-24-möte.yaml") -> bytes:
    """Return one of the program's own PDFs with a meeting file within it."""
    return pdf_bytes(document_of(Paragraph("a", text("Text."))), Theme(), EmbeddedSource(name, data))


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
