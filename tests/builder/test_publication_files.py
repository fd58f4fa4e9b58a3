"""What is published beside the meeting's own texts: attachments, follow-ups, and what the files are made with."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from answering import LETTER, MEETING, REFERENCE, STEM
from command import Run
from conftest import WorkspaceFolder
from docx import Document as WordDocument
from pypdf import PdfWriter
from small_pdfs import encrypted_pdf, plain_pdf, written

from naravard_docs.builder.build import BuildOptions, build_meeting
from naravard_docs.builder.options import BuildOutcome, DocumentKind, Format
from naravard_docs.check.word import word_texts
from naravard_docs.errors import ExitCode, Level
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.theme import Theme

MINUTES = frozenset({DocumentKind.MINUTES})
WORD = BuildOptions(MINUTES, (Format.WORD,), is_publication=True)
NEXT = "2023-10-20-systemledning"
HEAD = "organ: systemledning\ndatum: 2023-10-20\nnärvarande: [{grupp: Alla, personer: [Eva Ek]}]\nstatus: justerat\n"
ATTACHED = f"{HEAD}ärenden: [{{rubrik: Ett, bilagor: bilagor/plan.pdf}}]\n"
NUMBER = "850101-1236"


def publish(workspace: WorkspaceFolder, text: str) -> BuildOutcome:
    return build_meeting(workspace.write_meeting(text, f"{NEXT}.yaml"), WORD)


def published_words(workspace: WorkspaceFolder) -> str:
    path = workspace.root / "output" / NEXT / f"{NEXT}-protokoll-publicerat.docx"
    return " ".join(word_texts(path.read_bytes()))


def pdf_saying(words: str) -> bytes:
    from made import document_of

    from naravard_docs.document.blocks import Paragraph
    from naravard_docs.document.inlines import text

    return pdf_bytes(document_of(Paragraph("p", text(words))), Theme())


def _changed(change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_saying("Planen.")))
    change(writer)
    return written(writer)


PDFS = {
    "sidan": lambda: pdf_saying(f"Bo Ek, {NUMBER}"),
    "egenskaperna": lambda: _changed(lambda writer: writer.add_metadata({"/Subject": NUMBER})),
    "ett bokmärke": lambda: plain_pdf(bookmark=f"Bo Ek {NUMBER}"),
    "en inbäddad fil": lambda: _changed(lambda writer: _attach(writer)),
}


def _attach(writer: PdfWriter) -> None:
    writer.add_attachment("x.txt", f"Bo Ek {NUMBER}".encode())


@pytest.mark.parametrize("layer", PDFS)
def test_a_personnummer_in_any_layer_of_a_pdf_stops_it(workspace: WorkspaceFolder, layer: str) -> None:
    """It is told where the meeting file names the attachment, with the layer that has it."""
    workspace.write("meetings/bilagor/plan.pdf", PDFS[layer]())
    outcome = publish(workspace, ATTACHED)
    assert outcome.exit_code is ExitCode.CORRECTION
    (problem, *_) = (each for each in outcome.problems if each.rule == "NV801")
    assert problem.place and problem.place.line == 5 and "bilagor/plan.pdf" in problem.message
    assert not (workspace.root / "output").exists()


def test_what_cannot_be_read_is_told(workspace: WorkspaceFolder) -> None:
    """A PDF with a password is refused; pages without words are told of, and so are numbers that stay."""
    workspace.write("meetings/bilagor/plan.pdf", encrypted_pdf())
    assert publish(workspace, ATTACHED).exit_code is ExitCode.CORRECTION
    workspace.write("meetings/bilagor/plan.pdf", plain_pdf(bookmark=""))
    assert any("sidor utan text" in each.message for each in publish(workspace, ATTACHED).problems)
    workspace.write("meetings/bilagor/plan.pdf", pdf_saying("Ring Bo Ek på 070-123 45 67."))
    told = [each for each in publish(workspace, ATTACHED).problems if each.rule == "NV802"]
    assert [each.level for each in told] == [Level.WARNING] and "publiceras som den är" in told[0].message


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_secret_recommendation_is_not_followed_up(workspace: WorkspaceFolder, is_secret: bool) -> None:
    """The standing of a recommendation of a secret item is left out, of another meeting too, and that is told."""
    secrecy = "    sekretess: OSL 26:1\n" if is_secret else ""
    workspace.write_meeting(MEETING.replace(LETTER, f"{secrecy}{LETTER}"), f"{STEM}.yaml")
    outcome = publish(workspace, f"{HEAD}ärenden:\n  - rubrik: Svar\n    uppföljning_av: {REFERENCE}\n")
    assert outcome.exit_code == 0, outcome.problems
    assert ("beslut om planen" in published_words(workspace)) is not is_secret
    assert any("uppföljningen är inte med" in each.message for each in outcome.problems) is is_secret


def test_a_secret_item_gives_no_letter(workspace: WorkspaceFolder) -> None:
    """With ``--publicering`` there are no letters, drafts or calendars at all."""
    text = MEETING.replace(LETTER, f"    sekretess: OSL 26:1\n{LETTER}").replace(
        "ärenden:", "status: justerat\närenden:"
    )
    outcome = build_meeting(workspace.write_meeting(text, f"{STEM}.yaml"), WORD)
    assert outcome.exit_code == 0, outcome.problems
    made = [path.name for path in (workspace.root / "output").rglob("*") if path.is_file()]
    assert sorted(made) == [f"{STEM}-protokoll-publicerat.docx", "manifest.json"]


def test_a_word_template_may_have_no_personnummer(workspace: WorkspaceFolder) -> None:
    """What the organisation's own template brings into the file is read in the file."""
    template = WordDocument()
    template.sections[0].header.paragraphs[0].text = f"Handläggare Bo Ek {NUMBER}"
    held = io.BytesIO()
    template.save(held)
    workspace.write_template("bas.docx", held.getvalue())
    outcome = publish(workspace, f"{HEAD}ärenden: [Ett]\n")
    assert outcome.exit_code is ExitCode.CHECK
    assert any("personnummer" in each.message for each in outcome.problems)


def test_what_is_replaced_is_told_to_the_quiet(workspace: WorkspaceFolder, run: Run) -> None:
    """Nothing is taken out unseen: ``--tyst`` keeps no such line from the terminal."""
    path = workspace.write_meeting(f"{HEAD}ärenden: [{{rubrik: Ett, text: Ring 070-123 45 67.}}]\n", f"{NEXT}.yaml")
    answer = run("bygg", "--publicering", "--tyst", str(path))
    assert answer.code == 0
    assert "ersätts med [borttaget]" in answer.err and "klart" not in answer.err


def test_links_lose_only_where_they_lead(workspace: WorkspaceFolder) -> None:
    """A link to a private address keeps its words, and marks of emphasis are left whole."""
    words = (
        "**Ring [Bo](tel:+46701234567)**, eller [skriv till bo@gmail.com](mailto:bo@gmail.com) *070-123* 45 67 (hem)."
    )
    publish(workspace, f'{HEAD}ärenden:\n  - rubrik: Ett\n    text: "{words}"\n')
    assert "Ring Bo, eller skriv till [borttaget] [borttaget] (hem)." in published_words(workspace)
