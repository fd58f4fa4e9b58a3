"""PDF attachments: which are refused, what is said of those that are not for archives, and where they end up."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import Run
from conftest import HEAD, WorkspaceFolder
from hypothesis import example, given
from hypothesis import strategies as st
from made import LETTER_STEM, MINUTES_STEM, copy_examples, document_of, example_pdf, letter_name
from pypdf import PdfReader
from small_pdfs import (
    archive_pdf,
    encrypted_pdf,
    pdf_with_form,
    pdf_with_hidden_layer,
    plain_pdf,
    strongly_encrypted_pdf,
)

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.document.blocks import Heading, Paragraph
from naravard_docs.document.inlines import text
from naravard_docs.errors import Level
from naravard_docs.pdf.reading_copy import AttachmentError, EnclosedFile, reading_copy
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.theme import Theme
from naravard_docs.workspace.attached_pdf import claims_pdfa, pdf_fault

META = document_of(title="Ett protokoll").meta


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    """The example workspace, its letter with Markdown and four PDF attachments, with the test standing in it."""
    folder = WorkspaceFolder(copy_examples(tmp_path / "yta"))
    folder.write("meetings/bilagor/budget.pdf", plain_pdf())
    folder.write("meetings/bilagor/2023/Budget.pdf", archive_pdf())
    folder.write("meetings/bilagor/stor.pdf", plain_pdf(1))
    meeting = folder.root / f"meetings/{LETTER_STEM}.yaml"
    last = "        - bilagor/framtidsbild-nara-vard-2030.md\n"
    added = (
        "        - bilagor/budget.pdf\n        - {fil: bilagor/2023/Budget.pdf, titel: Nästa års budget}\n"
        "        - {fil: bilagor/stor.pdf, skickas_separat: ja}\n"
    )
    words = meeting.read_text("utf-8")
    assert last in words
    meeting.write_text(words.replace(last, last + added), "utf-8")
    monkeypatch.chdir(folder.root)
    monkeypatch.setenv("NO_COLOR", "1")
    return folder


DAMAGED = {
    "cut-in-half": lambda: archive_pdf()[: len(archive_pdf()) // 2],
    "end-missing": lambda: archive_pdf()[:-200],
    "header-only": lambda: b"%PDF-1.7\n",
    "rubbish-within": lambda: b"%PDF-1.4 budget\n%%EOF\n",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_pdf_is_told(tmp_path: Path, name: str) -> None:
    """A PDF that cannot be read whole is refused as damaged, whatever pypdf makes of it."""
    path = tmp_path / "bilaga.pdf"
    path.write_bytes(DAMAGED[name]())
    fault = pdf_fault(path)
    assert fault is not None
    assert "är skadad" in fault[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "är tom (0 byte)"),
        (b"Ett brev\n", "är ingen PDF"),
        (b"PK\x03\x04 word/document.xml", "är ingen PDF"),
        (encrypted_pdf(), "är krypterad eller lösenordsskyddad"),
        (encrypted_pdf(""), "är krypterad eller lösenordsskyddad"),
        (strongly_encrypted_pdf(), "är krypterad eller lösenordsskyddad"),
        (
            plain_pdf().replace(b"/Count 2", b"/Count 3"),
            "går inte att läsa här: den säger sig ha 3 sidor, och här syns 2",
        ),
    ],
)
def test_what_is_no_usable_pdf_is_told(workspace: WorkspaceFolder, data: bytes, said: str) -> None:
    """The fault stands at the attachment's own place in the meeting file, with what to do."""
    workspace.write("meetings/bilagor/plan.pdf", data)
    (problem,) = workspace.problems(f"{HEAD}bilagor:\n  - bilagor/bilaga.md\n  - {{fil: bilagor/plan.pdf}}\n")
    assert str(problem.place).endswith("2023-03-24-systemledning.yaml:5:11")
    assert problem.message.startswith(f"Bilagan «bilagor/plan.pdf» {said}")
    assert problem.remedy


def test_an_empty_markdown_file_is_told(workspace: WorkspaceFolder) -> None:
    """An attachment of no bytes is a mistake, also as Markdown."""
    workspace.write("meetings/bilagor/tom.md", b"")
    (problem,) = workspace.problems(f"{HEAD}bilagor: bilagor/tom.md\n")
    assert "«bilagor/tom.md» är tom (0 byte)" in problem.message


@example(b"%PDF-")
@given(st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n" + tail))
def test_no_bytes_make_reading_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever follows the header, there is an answer."""
    path = tmp_path_factory.getbasetemp() / "bilaga.pdf"
    path.write_bytes(data)
    assert pdf_fault(path) is not None
    assert claims_pdfa(data) is None


@pytest.mark.parametrize(
    ("packet", "claim"),
    [
        ("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", "2a"),
        ("<rdf:Description pdfaid:part='1' pdfaid:conformance=\"B\"/>", "1b"),
        ("<pdfaid:part>4</pdfaid:part>", "4"),
        ("<dc:title>2</dc:title>", None),
    ],
)
def test_the_claim_is_read_from_the_metadata(packet: str, claim: str | None) -> None:
    """Both ways of writing XMP are understood; without a part there is no claim."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject
    from small_pdfs import written

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf())))
    stream = StreamObject()
    stream.set_data(packet.encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    assert claims_pdfa(written(writer)) == claim


@pytest.mark.slow
def test_pypdf_is_not_read_in_without_need(tmp_path: Path) -> None:
    """A meeting without PDF attachments is loaded without the library for them."""
    root = copy_examples(tmp_path / "yta")
    code = (
        "import sys; from pathlib import Path; from naravard_docs.workspace.load import load_meeting;"
        f"load_meeting(Path('meetings/{LETTER_STEM}.yaml')); assert 'pypdf' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_our_own_files_claim_pdfa_2a() -> None:
    """What the program builds is an attachment without a warning."""
    assert claims_pdfa(archive_pdf()) == "2a"


def test_a_pdf_that_is_not_for_archives_is_warned_of(workspace: WorkspaceFolder) -> None:
    """Each place where such a file is attached has its warning; a file that claims PDF/A has none."""
    workspace.write("meetings/bilagor/plan.pdf", plain_pdf())
    workspace.write("meetings/bilagor/arkiv.pdf", archive_pdf())
    loaded = workspace.load(
        f"{HEAD}bilagor: [bilagor/plan.pdf, bilagor/arkiv.pdf]\n"
        "ärenden:\n  - rubrik: A\n    attachments: bilagor/plan.pdf\n"
    )
    warned = [problem for problem in loaded.problems if "PDF/A" in problem.message]
    assert {problem.level for problem in warned} == {Level.WARNING}
    assert [(problem.place.line, problem.place.column) for problem in warned if problem.place] == [(3, 11), (6, 18)]


def test_attachments_lie_beside_the_documents(own: WorkspaceFolder, run: Run) -> None:
    """The build copies every listed PDF unchanged; names that are equal but for their case are told apart."""
    answer = run("bygg", f"meetings/{LETTER_STEM}.yaml", "--utan-kontroll")
    folder = Path("output") / LETTER_STEM / "bilagor"
    assert answer.code == 0
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        "budget.pdf": plain_pdf(),
        "Budget-2.pdf": archive_pdf(),
        "stor.pdf": plain_pdf(1),
    }
    assert str(folder / "Budget-2.pdf") in answer.lines
    assert not list(Path("output").rglob("*lasexemplar*"))


def test_only_what_the_built_documents_list_is_copied(own: WorkspaceFolder) -> None:
    """An e-mail carries its attachments itself; a letter alone brings its own and keeps their names."""
    own.write("meetings/bilagor/a/budget.pdf", plain_pdf(1))
    path = own.root / f"meetings/{LETTER_STEM}.yaml"
    path.write_text(path.read_text("utf-8") + "\nbilagor: bilagor/a/budget.pdf\n", "utf-8")

    def copied(kind: DocumentKind) -> list[str]:
        order = BuildOptions(frozenset({kind}), (Format.PDF,), Path(kind), is_checked=False)
        return [Path(file).name for file in build_meeting(path, order).files if "bilagor" in file]

    assert copied(DocumentKind.MAIL) == []
    assert copied(DocumentKind.RECOMMENDATION) == ["budget.pdf", "Budget-2.pdf", "stor.pdf"]
    assert copied(DocumentKind.MINUTES) == ["budget.pdf", "Budget-2.pdf", "stor.pdf", "budget-3.pdf"]


def bookmarks(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Return each bookmark's depth, title and page (from 1)."""

    def walk(entries: Any, depth: int) -> list[tuple[int, str, int]]:
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry, depth + 1)
            else:
                found.append((depth, entry.title, reader.get_destination_page_number(entry) + 1))
        return found

    return walk(reader.outline, 0)


def test_reading_copy_has_all_in_order(own: WorkspaceFolder, run: Run) -> None:
    """The letter, then each PDF after a page with its number in the letter's list; those sent separately stay out."""
    answer = run("brev", f"meetings/{LETTER_STEM}.yaml", "--sammanfoga", "--format", "pdf", "--tillåt-utan-adress")
    name = f"output/{LETTER_STEM}/{letter_name()}-lasexemplar.pdf"
    assert answer.code == 0
    assert name in answer.lines
    assert f"läsexemplaret {name} är ingen arkivfil (inte PDF/A); arkivera originalen" in answer.err
    reader = PdfReader(name)
    own_pages = len(PdfReader(f"output/{LETTER_STEM}/{letter_name()}.pdf").pages)
    archive_pages = len(PdfReader(io.BytesIO(archive_pdf())).pages)
    assert len(reader.pages) == own_pages + 1 + 2 + 1 + archive_pages
    assert reader.pages[own_pages].extract_text().split() == ["Bilaga", "3", "Budget"]
    assert reader.pages[own_pages + 3].extract_text().split() == ["Bilaga", "4", "Nästa", "års", "budget"]
    assert [float(page.mediabox.width) for page in reader.pages[own_pages + 1 : own_pages + 3]] == [300, 300]
    found = bookmarks(reader)
    at = next(n for n, entry in enumerate(found) if entry[1].startswith("Bilaga 3"))
    assert found[at : at + 5] == [
        (0, "Bilaga 3: Budget", own_pages + 1),
        (1, "Inledning", own_pages + 2),
        (2, "Inledning, slutet", own_pages + 3),
        (0, "Bilaga 4: Nästa års budget", own_pages + 4),
        (1, "Protokoll", own_pages + 5),
    ]
    letter_alone = PdfReader(f"output/{LETTER_STEM}/{letter_name()}.pdf")
    assert found[:at] == bookmarks(letter_alone)


def test_reading_copy_is_made_without_the_pdf_itself(own: WorkspaceFolder, run: Run) -> None:
    """Who wants Word only and a reading copy gets just those."""
    answer = run("bygg", f"meetings/{LETTER_STEM}.yaml", "--bara", "protokoll", "--format", "docx", "--sammanfoga")
    made = [Path(line).name for line in answer.lines if "bilagor" not in line]
    assert made == [f"{LETTER_STEM}-protokoll.docx", f"{LETTER_STEM}-protokoll-lasexemplar.pdf"]


def test_nothing_to_put_together_is_told(own: WorkspaceFolder, run: Run) -> None:
    """A meeting without PDF attachments has no reading copy, and the command says so."""
    answer = run("bygg", f"meetings/{MINUTES_STEM}.yaml", "--sammanfoga", "--utan-kontroll")
    assert answer.code == 0
    assert "har inga PDF-bilagor att sammanfoga" in answer.err
    assert not [line for line in answer.lines if "lasexemplar" in line]


def enclosed(data: bytes, number: int = 1) -> EnclosedFile:
    page = document_of(Heading("rubrik", 1, text("Bilagan")), title=f"Bilaga {number}: Bilagan")
    return EnclosedFile(page.meta.title, pdf_bytes(page, Theme()), data)


@pytest.fixture(scope="module")
def merged() -> PdfReader:
    parts = [enclosed(plain_pdf(), 1), enclosed(example_pdf("protokoll-2021"), 2), enclosed(pdf_with_hidden_layer(), 3)]
    return PdfReader(io.BytesIO(reading_copy(example_pdf("protokoll-2023"), parts, META)))


def test_reading_copy_claims_nothing(merged: PdfReader) -> None:
    """No PDF/A, no PDF/UA, no tags, no output intent, no source; its title says what it is."""
    kept = {"/Type", "/Pages", "/Outlines", "/Lang", "/ViewerPreferences", "/OCProperties"}
    assert set(merged.root_object) == kept
    assert not any({"/StructParents", "/Tabs", "/Metadata"} & set(page) for page in merged.pages)
    assert merged.metadata is not None
    assert merged.metadata.title == "Ett protokoll (läsexemplar)"
    assert merged.metadata.creation_date_raw == "D:20260102120000Z"


def test_reading_copy_keeps_the_words(merged: PdfReader) -> None:
    """Every page of the parts reads as it does in its own file."""
    alone = PdfReader(io.BytesIO(example_pdf("protokoll-2023")))
    words = [page.extract_text() for page in alone.pages]
    assert [page.extract_text() for page in merged.pages[: len(words)]] == words


def test_links_within_an_attachment_still_lead_there(merged: PdfReader) -> None:
    """A link of an attachment leads to the attachment's page in the copy, not to the one with the same number."""
    first = len(PdfReader(io.BytesIO(example_pdf("protokoll-2023"))).pages) + 1
    annotations: Any = merged.pages[first]["/Annots"]
    (link,) = (entry.get_object() for entry in annotations)
    assert link["/Dest"][0].idnum == merged.pages[first + 1].indirect_reference.idnum
    assert link["/P"].indirect_reference.idnum == merged.pages[first].indirect_reference.idnum


def test_hidden_layers_stay_hidden(merged: PdfReader) -> None:
    """What an attachment does not show is not shown in the copy."""
    properties: Any = merged.root_object["/OCProperties"]
    (hidden,) = properties["/D"]["/OFF"]
    layers: Any = merged.pages[-1]["/Resources"]
    assert layers["/Properties"].raw_get("/Lager").idnum == hidden.indirect_reference.idnum


def test_what_is_filled_in_is_only_drawn() -> None:
    """A field of a form stays as it looks and can no longer be filled in; what runs a script does not come along."""
    parts = [enclosed(pdf_with_form())]
    reader = PdfReader(io.BytesIO(reading_copy(example_pdf("protokoll-2021"), parts, META)))
    annotations: Any = reader.pages[-1]["/Annots"]
    (field,) = (entry.get_object() for entry in annotations)
    assert field["/Subtype"] == "/Stamp"
    assert field["/AP"]["/N"].get_object().get_data() == b"0 0 5 5 re f"
    assert "/AcroForm" not in reader.root_object
    assert not {"/A", "/AA", "/Parent"} & set(field)


def test_an_attachment_that_breaks_is_named() -> None:
    """The refusal says which of the attachments cannot be put in."""
    whole = document_of(Paragraph("a", text("Text.")))
    with pytest.raises(AttachmentError) as caught:
        reading_copy(pdf_bytes(whole, Theme()), [enclosed(plain_pdf()), enclosed(b"%PDF-1.7 trasig")], META)
    assert caught.value.index == 1


@pytest.mark.slow
def test_reading_copy_is_the_same_every_time(own: WorkspaceFolder) -> None:
    """Two processes with other hash seeds and time zones write the same bytes."""
    code = (
        "import sys; from pathlib import Path; from naravard_docs.builder.build import build_meeting;"
        "from naravard_docs.builder.options import Format, BuildOptions;"
        "order = BuildOptions(formats=(Format.PDF,), target=Path(sys.argv[1]), merges=True, is_checked=False);"
        f"assert build_meeting(Path('meetings/{LETTER_STEM}.yaml'), order).exit_code == 0"
    )
    copies = []
    for folder, seed, zone in (("en", "1", "UTC"), ("två", "99", "Pacific/Kiritimati")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([sys.executable, "-c", code, folder], cwd=own.root, env=environment, check=True)
        copies.append({p.name: p.read_bytes() for p in (own.root / folder).rglob("*lasexemplar.pdf")})
    assert len(copies[0]) == 2
    assert copies[0] == copies[1]
