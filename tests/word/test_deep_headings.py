"""Headings below the third level: they are there in Word and PDF, and no other document is another for them."""

from __future__ import annotations

import io
import zipfile

from made import THEME, document_of

from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import Heading, Paragraph
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import text
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.text_styles import heading_look
from naravard_docs.word.writer import word_bytes


def with_headings(deepest: int) -> Document:
    levels = (Heading(f"rubrik-{level}", level, text(f"Rubrik {level}")) for level in range(1, deepest + 1))
    return document_of(*levels, Paragraph("text", text("Text.")))


def styles_of(document: Document) -> str:
    with zipfile.ZipFile(io.BytesIO(word_bytes(document, THEME))) as package:
        return package.read("word/styles.xml").decode()


def test_six_levels_pass_the_own_checks() -> None:
    """A document with headings of all six levels is sound in both formats."""
    document = with_headings(6)
    assert list(pdf_faults(pdf_bytes(document, THEME), document)) == []
    assert list(word_faults(word_bytes(document, THEME), document)) == []


def test_only_documents_that_need_them_have_the_styles() -> None:
    """Word files with three levels are as they were; a deeper heading brings the styles down to its own."""
    assert '"heading 4"' not in styles_of(with_headings(3))
    deep = styles_of(with_headings(5))
    assert all(f'"heading {level}"' in deep for level in range(1, 6))
    assert '"heading 6"' not in deep


def test_no_heading_is_smaller_than_the_text() -> None:
    """Deep headings have the size of the text at most as large as those above, and are bold."""
    looks = [heading_look(THEME, level) for level in range(1, 7)]
    assert [look.size_pt for look in looks] == sorted((look.size_pt for look in looks), reverse=True)
    assert all(look.is_bold and look.keeps_with_next for look in looks)
    assert looks[-1].size_pt >= THEME.body_size_pt
