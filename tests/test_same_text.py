"""Word, PDF and a page are files of one text: whatever the document model can hold is read back equal from each."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from kallelser import KALLELSER
from lxml import etree
from made import THEME, document_of, documents, example_html, example_pdf, example_pdf_file, example_word, squeezed
from parts_of_minutes import PARTS
from pdf_marks import claimed, drawn, parents_disagree
from random_documents import documents as random_documents

from naravard_docs.check.html import html_texts
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document, document_texts
from naravard_docs.document.inlines import LineBreak, Text, text
from naravard_docs.html.writer import html_bytes
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes

EXAMPLES = (
    *("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea", "uppföljning-2021", "sammanträdestider"),
    *("protokoll-nämnd", "protokoll-fullmäktige", "protokoll-förening"),
    *PARTS,
    *KALLELSER,
)
few = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def said(document: Document) -> str:
    return squeezed([words for _, words in document_texts(document)])


@pytest.mark.slow
@few
@given(random_documents())
def test_each_format_says_what_the_document_says(document: Document) -> None:
    """Whatever blocks and inlines a document has, Word, PDF and the page read back as its text, word by word."""
    assert squeezed(PdfFile(pdf_bytes(document, THEME)).texts()) == said(document)
    assert squeezed(word_texts(word_bytes(document, THEME))) == said(document)
    assert squeezed(html_texts(html_bytes(document, THEME))) == said(document)


@pytest.mark.slow
@few
@given(random_documents())
def test_everything_painted_is_marked_once(document: Document) -> None:
    """Every marked-content id is drawn once and claimed once, by the element that the parent tree names."""
    data = pdf_bytes(document, THEME)
    assert PdfFile(data).unmarked == []
    assert drawn(data) == claimed(data)
    assert set(drawn(data).values()) == {1}
    assert parents_disagree(data) == []


@pytest.mark.slow
@few
@given(random_documents())
def test_word_files_are_whole(document: Document) -> None:
    """Every part of every Word file is XML that parses, and python-docx opens it."""
    data = word_bytes(document, THEME)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    assert docx.Document(io.BytesIO(data)).core_properties.created is not None


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_say_the_same_in_all(name: str) -> None:
    """The example documents read back equal from Word, PDF and their pages, paragraph by paragraph and cell by cell."""
    expected = [" ".join(words.split()) for _, words in document_texts(documents()[name])]
    assert [" ".join(words.split()) for words in example_pdf_file(name).texts()] == expected
    assert [" ".join(words.split()) for words in word_texts(example_word(name))] == expected
    assert [" ".join(words.split()) for words in html_texts(example_html(name))] == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_marked_throughout(name: str) -> None:
    """Nothing in the example PDFs is outside the structure tree and the artifacts."""
    data = example_pdf(name)
    assert example_pdf_file(name).unmarked == []
    assert drawn(data) == claimed(data)
    assert parents_disagree(data) == []


def test_a_broken_word_stays_one_word() -> None:
    """A word wider than the line is broken for the eye only: read back, there is no space in it."""
    word = "Nordvästerbottniska" * 12
    read = PdfFile(
        pdf_bytes(
            document_of(
                Paragraph(
                    "p",
                    text(
                        f"Det {word} ordet.",
                    ),
                )
            ),
            THEME,
        )
    ).texts()
    assert squeezed(read) == f"Det {word} ordet."


def test_a_compound_broken_at_its_hyphen_stays_one_word() -> None:
    """A compound that is broken after its hyphen has no space there when read back."""
    words = "sjukvårds-och-omsorgs-samverkan " * 30
    assert squeezed(PdfFile(pdf_bytes(document_of(Paragraph("p", text(words))), THEME)).texts()) == words.strip()


def test_a_line_that_ends_with_a_hyphen_ends_a_word() -> None:
    """Where the writer breaks the line, words are apart, whatever sign the line ends with."""
    content = (Text("hälso-"), LineBreak(), Text("och sjukvård –"), LineBreak(), Text("slut"))
    read = PdfFile(pdf_bytes(document_of(Paragraph("p", content)), THEME)).texts()
    assert squeezed(read) == "hälso- och sjukvård – slut"


def test_the_reader_sees_text_that_is_outside_the_marks() -> None:
    """The program's own reader reports text that no sequence holds: it does not only look where it was told."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ContentStream, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes(document_of(Paragraph("p", text("Ord."))), THEME))))
    page = writer.pages[0]
    stream = ContentStream(page.get_contents(), writer)
    stream.operations = [pair for pair in stream.operations if pair[1] not in (b"BDC", b"BMC", b"EMC")]
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    assert squeezed(PdfFile(out.getvalue()).unmarked) == "Ord."
    assert drawn(out.getvalue()) != claimed(out.getvalue())


def test_the_documents_own_day_is_its_only_date() -> None:
    """Neither file carries today's date."""
    document = document_of(Paragraph("p", text("Ord.")))
    assert document.meta.date == date(2026, 1, 2)
    with zipfile.ZipFile(io.BytesIO(word_bytes(document, THEME))) as package:
        assert package.read("docProps/core.xml").count(b"2026-01-02T12:00:00Z") == 2
    info = PdfFile(pdf_bytes(document, THEME)).objects.info
    assert {str(info[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20260102120000+00'00'"}
