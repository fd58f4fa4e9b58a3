"""Our own judges judge: each way to break our own file is refused; tests/test_verapdf.py has veraPDF judge the same."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from broken import PDF, WORD, rewritten, whole, whole_pdf, whole_word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kallelser import KALLELSER
from made import THEME, document_of, documents, example_pdf, example_word
from parts_of_minutes import PARTS
from random_documents import documents as random_documents

from naravard_docs.check.findings import UNREADABLE, Violation, run_rule
from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import text
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes

EXAMPLES = (
    *("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea", "uppföljning-2021", "sammanträdestider"),
    *("protokoll-nämnd", "protokoll-fullmäktige", "protokoll-förening"),
    *PARTS,
    *KALLELSER,
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_sound(name: str) -> None:
    """Our own checks have nothing to say of the example documents, and find their text in both files."""
    assert pdf_faults(example_pdf(name), documents()[name]) == ()
    assert word_faults(example_word(name), documents()[name]) == ()


def test_the_file_that_is_broken_was_sound() -> None:
    """The file that the variants are made of has no fault, nor has it when pypdf writes it again."""
    assert pdf_faults(whole_pdf(), whole()) == pdf_faults(rewritten(), whole()) == ()
    assert word_faults(whole_word(), whole()) == ()


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(random_documents())
def test_whatever_is_written_is_sound(document: Document) -> None:
    """Whatever blocks and inlines a document has, our own checks find nothing wrong with its files."""
    assert pdf_faults(pdf_bytes(document, THEME), document) == ()
    assert word_faults(word_bytes(document, THEME), document) == ()


@pytest.mark.parametrize("name", PDF)
def test_our_own_check_refuses_a_broken_pdf(name: str) -> None:
    """Each way to break the PDF gives a fault, with the clause that it breaks and a message of one line."""
    faults = pdf_faults(PDF[name].make())
    assert faults
    assert all(fault.clause and fault.message and "\n" not in fault.message for fault in faults)
    assert UNREADABLE not in {fault.rule for fault in faults}


@pytest.mark.parametrize(
    ("name", "clause", "words"),
    [
        ("bredder som inte stämmer", "6.2.11.5", "i det inbäddade typsnittet"),
        ("bredder som saknas", "6.2.11.5", "bredden är ingen i filen"),
        ("andra bredder i typsnittet", "6.2.11.5", "men 488"),
        ("koder utan glyfer", "6.2.11.8", "finns inte i det inbäddade typsnittet"),
        ("glyfer utan form", "6.2.11.4", "har ingen form"),
        ("avkortat typsnitt", "6.2.11.4", "är skadat"),
    ],
)
def test_a_font_that_is_otherwise_than_the_file_says(name: str, clause: str, words: str) -> None:
    """A font whose program differs from what the file says of its codes is told with what differs, and nothing else."""
    faults = pdf_faults(PDF[name].make(), whole())
    assert {(fault.rule, fault.clause) for fault in faults} == {("typsnitt", f"ISO 19005-2, {clause}")}
    assert all(words in fault.message for fault in faults)


@pytest.mark.parametrize("name", WORD)
def test_our_own_check_refuses_a_broken_word_file(name: str) -> None:
    """Each way to break the Word file gives a fault of the rule that is there for it."""
    rule, make = WORD[name]
    faults = word_faults(make(), whole())
    assert rule in {fault.rule for fault in faults}
    assert all(fault.clause and fault.message and "\n" not in fault.message for fault in faults)


def test_another_text_is_a_fault() -> None:
    """A file that says something else than its document is told, with the words that differ."""
    other = document_of(whole().blocks[0], Paragraph("p", text("Andra ord.")), title="Ett helt dokument")
    for faults in (pdf_faults(whole_pdf(), other), word_faults(whole_word(), other)):
        assert [fault.rule for fault in faults] == ["text"]
        assert "«Protokoll»" in faults[0].message
        assert "«Andra ord.»" in faults[0].message


def test_another_title_is_a_fault() -> None:
    """A file whose title is not the document's is told."""
    other = document_of(*whole().blocks, title="En annan titel")
    assert [fault.rule for fault in pdf_faults(whole_pdf(), other)] == ["titel"]
    assert [fault.rule for fault in word_faults(whole_word(), other)] == ["titel"]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", whole_pdf()[:3000], whole_word()[:3000]]
)
def test_what_is_no_file_is_a_fault(data: bytes) -> None:
    """Bytes that are no PDF and no Word file, or the beginning of one, are faults and no exceptions."""
    assert pdf_faults(data)
    assert word_faults(data)


@given(st.integers(0, len(whole_pdf()) - 1), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_the_pdf_check_fail(at: int, damage: bytes) -> None:
    """Whatever stands at whatever place of the file, the check gives its findings."""
    pdf_faults(whole_pdf()[:at] + damage + whole_pdf()[at + len(damage) :], whole())


@given(st.integers(0, len(whole_word()) - 1), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_the_word_check_fail(at: int, damage: bytes) -> None:
    """Whatever stands at whatever place of the package, the check gives its findings."""
    word_faults(whole_word()[:at] + damage + whole_word()[at + len(damage) :], whole())


def test_what_cannot_be_read_is_told_in_swedish() -> None:
    """Where broken XML breaks is told; what the library says of it is English."""

    def judge() -> Iterator[Violation]:
        yield from ()
        fromstring("<a>\n<b></a>")

    (fault,) = run_rule("styles.xml", judge)
    assert fault.message == "styles.xml kan inte läsas (ingen riktig XML på rad 2, tecken 6)"
