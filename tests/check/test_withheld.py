"""The proof that nothing withheld is in a published file: in each layer it finds what is put there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from made import example_pdf, example_word
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
    create_string_object,
)

from naravard_docs.check.layers import file_layers
from naravard_docs.check.withheld import WithheldWords, withheld_faults

pytestmark = pytest.mark.slow

SECRET = "Zebrafinken flyttar hem"
NAME = "anslag-nämnd"


@cache
def public() -> tuple[str, ...]:
    files = (example_pdf(NAME), example_word(NAME))
    return tuple(layer.text for data in files for layer in file_layers(data) if layer.is_certain)


def hidden(*texts: str) -> WithheldWords:
    return WithheldWords.of(texts or (SECRET,), public())


def faults(data: bytes, *texts: str) -> list[str]:
    return [fault.message for fault in withheld_faults(data, hidden(*texts))]


def test_whole_files_have_nothing() -> None:
    """Files that say nothing of it pass, in both formats."""
    assert faults(example_pdf(NAME)) == []
    assert faults(example_word(NAME)) == []


def _pdf(change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(example_pdf(NAME))))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _first(writer: PdfWriter, has: Callable[[DictionaryObject], bool]) -> DictionaryObject:
    objects = (each for each in writer._objects if isinstance(each, DictionaryObject))
    return next(each for each in objects if has(each))


def _in_entry(key: str, kind: str = "/StructElem") -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        held = _first(writer, lambda each: each.get("/Type") == kind or kind in each)
        held[NameObject(key)] = TextStringObject(SECRET)

    return change


def _in_metadata(writer: PdfWriter) -> None:
    stream = writer.root_object["/Metadata"].get_object()
    made = DecodedStreamObject()
    data = stream.get_data().replace(
        b"</rdf:RDF>", f"<rdf:Description x='1'>{SECRET}</rdf:Description></rdf:RDF>".encode()
    )
    made.set_data(data)
    made.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(made)


def _in_page(added: bytes) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        made = DecodedStreamObject()
        made.set_data(page["/Contents"].get_object().get_data() + added)
        page[NameObject("/Contents")] = writer._add_object(made)

    return change


def _in_annotation(writer: PdfWriter) -> None:
    note = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Contents"): create_string_object(SECRET)}
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _in_form(key: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        field = DictionaryObject({NameObject("/FT"): NameObject("/Tx"), NameObject(key): create_string_object(SECRET)})
        fields = ArrayObject([writer._add_object(field)])
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})

    return change


def _drawn(writer: PdfWriter) -> None:
    """Draw words in a font of the reader's own."""
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    writer.pages[0]["/Resources"].get_object()["/Font"].get_object()[NameObject("/Fz")] = font
    _in_page(f"\nBT /Fz 12 Tf 72 72 Td ({SECRET}) Tj ET".encode("latin-1"))(writer)


PDFS: dict[str, Callable[[PdfWriter], None]] = {
    "sidans text": _drawn,
    "ActualText på sidan": _in_page(
        f"\n/Span <</ActualText <FEFF{SECRET.encode('utf-16-be').hex()}>>> BDC EMC".encode()
    ),
    "elementets titel": _in_entry("/T"),
    "alternativtext": _in_entry("/Alt"),
    "ersättningstext": _in_entry("/ActualText"),
    "utskriven förkortning": _in_entry("/E"),
    "elementets id": _in_entry("/ID"),
    "bokmärke": _in_entry("/Title", "/Dest"),
    "anteckning": _in_annotation,
    "formulärfältets namn": _in_form("/T"),
    "formulärfältets förklaring": _in_form("/TU"),
    "formulärfältets värde": _in_form("/V"),
    "egenskaper": lambda writer: writer.add_metadata({"/Subject": SECRET}),
    "egen egenskap": lambda writer: writer.add_metadata({"/Egen": SECRET}),
    "XMP": _in_metadata,
    "inbäddad fil": lambda writer: _attach(writer, "kalla.txt", SECRET.encode()),
    "inbäddad fil i UTF-16": lambda writer: _attach(writer, "kalla.txt", SECRET.encode("utf-16-le")),
    "inbäddad Wordfil": lambda writer: _attach(writer, "kalla.docx", _word(W, "</w:t>", f"{SECRET}</w:t>")),
    "inbäddad fils namn": lambda writer: _attach(writer, f"{SECRET}.txt", b"x"),
    "ett namn": lambda writer: writer.root_object.update({NameObject(f"/{SECRET.split()[0]}"): NameObject("/X")}),
    "okänd ström": lambda writer: _stream(writer, b"\0\1" + SECRET.encode("utf-16-be")),
}  # fmt: skip


def _attach(writer: PdfWriter, name: str, data: bytes) -> None:
    writer.add_attachment(name, data)


def _stream(writer: PdfWriter, data: bytes) -> None:
    made = DecodedStreamObject()
    made.set_data(data)
    writer.root_object[NameObject("/Piece")] = writer._add_object(made.flate_encode())


@pytest.mark.parametrize("layer", PDFS)
def test_each_layer_of_a_pdf_is_read(layer: str) -> None:
    """Wherever a PDF has it, it is found, and what it is is not repeated."""
    found = faults(_pdf(PDFS[layer]))
    assert found, layer
    assert all("ebrafink" not in message for message in found)


def test_the_changed_pdf_without_it_passes() -> None:
    """A PDF that the same tool has written again has nothing: it is the words that are found."""
    assert faults(_pdf(lambda writer: _attach(writer, "kalla.txt", b"x"))) == []


@pytest.mark.parametrize("coding", ["utf-8", "latin-1", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("odd", [b"", b"\0"])
def test_bytes_after_the_end_are_read(coding: str, odd: bytes) -> None:
    """Raw bytes, in any coding and from any byte, are read in both formats."""
    assert faults(example_pdf(NAME) + odd + SECRET.encode(coding))
    assert faults(example_word(NAME) + odd + SECRET.encode(coding))


def _word(part: str, before: str, after: str, added: dict[str, bytes] | None = None, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(example_word(NAME))) as package,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == part:
                changed = data.replace(before.encode(), after.encode(), 1)
                assert changed != data
                data = changed
            made.writestr(entry.filename, data)
        for name, data in (added or {}).items():
            made.writestr(name, data)
        made.comment = comment
    return held.getvalue()


def _with_part(name: str, data: bytes) -> bytes:
    return _word(W, "<w:body>", "<w:body >", {name: data})


W = "word/document.xml"
WORDS: dict[str, bytes] = {
    "text": _word(W, "</w:t>", f" {SECRET}</w:t>"),
    "text delad mellan körningar": _word(W, "</w:t>", "</w:t></w:r><w:r><w:t> Zebra</w:t></w:r><w:r><w:t>finken</w:t>"),
    "text efter radbrytning": _word(W, "</w:t>", "</w:t><w:br/><w:t>Zebrafinken</w:t>"),
    "struken text": _word(W, "<w:r>", f"<w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del><w:r>"),
    "bokmärkets namn": _word(W, "<w:r>", f'<w:bookmarkStart w:name="{SECRET}"/><w:r>'),
    "alternativtext": _word(W, "<w:r>", f'<w:r><w:docPr descr="{SECRET}"/></w:r><w:r>'),
    "fältets kod": _word(W, "<w:r>", f"<w:r><w:instrText>{SECRET}</w:instrText></w:r><w:r>"),
    "anmärkning i XML": _word(W, "<w:body>", f"<!-- {SECRET} --><w:body>"),
    "annat attribut": _word(W, "<w:body>", '<w:body w:rsid="Zebrafinken">'),
    "egenskaper": _word("docProps/core.xml", "</dc:title>", f" {SECRET}</dc:title>"),
    "sidhuvud": _with_part("word/header9.xml", f"<w:p xmlns:w='x'>{SECRET}</w:p>".encode()),
    "egen del": _with_part("customXml/item1.xml", f"<a>{SECRET}</a>".encode("utf-16")),
    "länkens mål": _with_part("word/_rels/x.rels", f"<R xmlns='y'><T Target='mailto:{SECRET}'/></R>".encode()),
    "inbäddad fil": _with_part("word/embeddings/x.bin", SECRET.encode("utf-16-le")),
    "delens namn": _with_part("word/media/Zebrafinken.txt", b"x"),
    "paketets anmärkning": _word(W, "<w:body>", "<w:body >", comment=SECRET.encode()),
}  # fmt: skip


@pytest.mark.parametrize("layer", WORDS)
def test_each_layer_of_a_word_file_is_read(layer: str) -> None:
    """Wherever a Word file has it, it is found."""
    assert faults(WORDS[layer]), layer


def test_words_in_a_row_are_found_though_each_is_public() -> None:
    """Three words that stand apart in what is public are found where they stand together."""
    row = "Anslaget protokollet justeringen"
    assert faults(_word(W, "</w:t>", f" {row}</w:t>"), row)
    assert faults(_word(W, "</w:t>", " protokollet</w:t>"), row) == []


def test_a_file_that_cannot_be_read_is_refused() -> None:
    """What cannot be read proves nothing."""
    assert faults(example_pdf(NAME)[:3000])
    assert faults(example_word(NAME)[:3000])
