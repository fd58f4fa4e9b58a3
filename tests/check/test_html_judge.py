"""Our judge of pages judges: each way to break our own page is refused, and nothing makes it fail."""

from __future__ import annotations

import pytest
from broken_html import BROKEN, whole_html, whole_page
from hypothesis import given
from hypothesis import strategies as st
from made import THEME, document_of, documents, example_html
from random_documents import documents as random_documents
from test_judges import EXAMPLES

from naravard_docs.check.html_rules import html_faults
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import text
from naravard_docs.html.page import HeadLink, PageContext, PageLink
from naravard_docs.html.writer import html_bytes
from naravard_docs.libraries.records import replace

ON_A_SITE = PageContext(
    trail=(PageLink("Alla protokoll", "../index.html"),),
    files=(PageLink("Protokollet som PDF", "protokoll.pdf"),),
    links=(HeadLink("alternate", "../flöde.xml", "application/atom+xml", "Nya protokoll"),),
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_sound(name: str) -> None:
    """Our own check has nothing to say of the example pages, and finds the documents' text in them."""
    assert html_faults(example_html(name), documents()[name]) == ()


def test_the_page_that_is_broken_was_sound() -> None:
    """The page that the variants are made of has no fault, nor has it as a page of a site."""
    assert html_faults(whole_html(), whole_page()) == ()
    assert html_faults(html_bytes(whole_page(), THEME, ON_A_SITE), whole_page()) == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_refused(name: str) -> None:
    """Each way to break the page gives a fault of the rule that is there for it, on one line, with its clause."""
    rule, make = BROKEN[name]
    faults = html_faults(make(), whole_page())
    assert rule in {fault.rule for fault in faults}
    assert all(fault.clause and fault.message and "\n" not in fault.message for fault in faults)


@given(random_documents())
def test_whatever_is_written_is_sound(document: Document) -> None:
    """Whatever blocks and inlines a document has, our own check finds nothing wrong with its page."""
    assert html_faults(html_bytes(document, THEME), document) == ()


def test_another_text_is_told_with_the_words() -> None:
    """A page that says something else than its document is told, with the words that differ."""
    other = document_of(whole_page().blocks[0], Paragraph("p", text("Andra ord.")), title="Ett helt dokument")
    (fault, *_) = html_faults(whole_html(), other)
    assert (fault.rule, "«Protokoll»" in fault.message, "«Andra ord.»" in fault.message) == ("text", True, True)


def test_a_meeting_that_is_not_the_documents_is_a_fault() -> None:
    """A page that tells programs of a meeting when its document has none is refused."""
    assert [fault.rule for fault in html_faults(whole_html(), replace(whole_page(), event=None))] == ["möte", "möte"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", whole_html()[:3000], b"\xff\xfe<"])
def test_what_is_no_page_is_a_fault(data: bytes) -> None:
    """Bytes that are no page, or the beginning of one, are faults and no exceptions."""
    assert html_faults(data)
    assert html_faults(data, whole_page())


@given(st.integers(0, len(whole_html()) - 1), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_the_check_fail(at: int, damage: bytes) -> None:
    """Whatever stands at whatever place of the page, the check gives its findings."""
    html_faults(whole_html()[:at] + damage + whole_html()[at + len(damage) :], whole_page())
