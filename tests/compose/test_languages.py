"""Words in other languages: marked wherever a meeting can name a place, and nowhere shown as marks."""

from __future__ import annotations

import io

import docx
import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.check.pdf import PdfFile
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.texts import inline_content
from naravard_docs.document.inlines import Span, Text, plain_text
from naravard_docs.pdf.structure import plan_structure, tree_text
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes

MEETING = (
    f"{HEAD}plats: '[Ubmeje]{{lang=sju}}'\närenden:\n"
    "  - rubrik: 'Besök i [Ubmeje]{lang=sju}'\n"
    "    text: 'Vi reste till [Ubmeje]{lang=sju}.'\n"
    "    beslut: ['resa till [Ubmeje]{lang=sju}']\n"
)


def test_marks_of_language_become_spans() -> None:
    """A one-line text gives its words, those in another language as a span of their own."""
    assert inline_content("I [Ubmeje]{lang=sju} nu") == (Text("I "), Span((Text("Ubmeje"),), "sju"), Text(" nu"))


@pytest.mark.parametrize("written", ["[a] b", "{lang=sju}", "[a]{lang=}", "a*b*", "[a]{lang=SVENSKA}"])
def test_other_brackets_stay_as_they_stand(written: str) -> None:
    """Only a whole mark of language is taken for one; a one-line text is else printed as it is."""
    assert plain_text(inline_content(written)) == written


def test_both_files_know_the_language_everywhere(workspace: WorkspaceFolder) -> None:
    """Place, heading, text and decision carry the language in PDF and Word, and show no marks."""
    loaded = workspace.load(MEETING)
    document = compose_minutes(loaded.meeting, loaded.workspace.house)
    theme = loaded.workspace.theme
    assert tree_text(plan_structure(document)).count("Lang=sju") == 4
    word = docx.Document(io.BytesIO(word_bytes(document, theme)))
    assert word.element.xml.count('<w:lang w:val="sju"/>') == 4
    shown = " ".join(PdfFile(pdf_bytes(document, theme)).texts())
    assert "lang=" not in shown
    assert "Besök i Ubmeje" in shown
