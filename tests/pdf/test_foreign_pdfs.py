"""Other people's PDF files as attachments: shown in the reading copy as a viewer shows them, told of, or refused."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from annotated_pdfs import annotated
from command import Run
from conftest import WorkspaceFolder
from foreign_pdfs import (
    FIELD,
    FORM,
    NOTES,
    ForeignPdf,
    many_links,
    not_put_together,
    one_page,
    refused,
    whole,
)
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject
from small_pdfs import plain_pdf, written
from test_attached_pdf import META

from naravard_docs.check.copy_rules import CheckedAttachment, copy_faults
from naravard_docs.pdf import reading_copy as reading_copy_module
from naravard_docs.pdf.copied_annotations import CopiedAnnotation
from naravard_docs.pdf.reading_copy import AttachmentError, EnclosedFile, reading_copy
from naravard_docs.pdf.reading_losses import losses
from naravard_docs.workspace.attached_pdf import pdf_fault

WHOLE, REFUSED, NOT_PUT_TOGETHER = whole(), dict(refused()), dict(not_put_together())
MEETING = "organ: systemledning\ndatum: 2023-05-12\nnärvarande: [{grupp: G, personer: [Bo Ek]}]\närenden: [A]\n"
LONG = {"too many bookmarks", "unpacks to too much", "unpacks to too much, in parts", "too many pages"}


def names(cases: dict[str, ForeignPdf]) -> list[Any]:
    """Return the names of cases for tests; those that take long are slow."""
    return [pytest.param(name, marks=pytest.mark.slow) if name in LONG else name for name in cases]


needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")


def copy_of(*files: bytes) -> bytes:
    """Return a reading copy of one page, and of each file after a page of its own."""
    return reading_copy(plain_pdf(1), [EnclosedFile("Bilaga", plain_pdf(1), data) for data in files], META)


def told_of(data: bytes) -> str:
    """Return what is said that a reading copy does not show."""
    found = losses(data)
    page = {True: "sida {}: ", False: ""}
    return "; ".join(f"{page[bool(f.page)].format(f.page)}{f.what}{f' «{f.words}»' if f.words else ''}" for f in found)


def rasters(file: Path, data: bytes) -> list[bytes]:
    """Return a file's pages as Poppler draws them, in shades of grey; white is 255."""
    file.write_bytes(data)
    made = subprocess.run(["pdftoppm", "-r", "48", "-gray", str(file)], check=True, capture_output=True).stdout
    pages = []
    while made:
        kind, size, depth, rest = made.split(b"\n", 3)
        wide, high = map(int, size.split())
        pages.append(b"\n".join((kind, size, depth, rest[: wide * high])))
        made = rest[wide * high :]
    return pages


def ink(page: bytes) -> int:
    """Return how many dots of a page are not white."""
    return sum(page.count(bytes((shade,))) for shade in range(250))


def test_the_corpus_is_large() -> None:
    """There are files of every kind, well over forty."""
    assert len({**WHOLE, **REFUSED, **NOT_PUT_TOGETHER}) >= 100
    assert len({case.data for case in (*WHOLE.values(), *REFUSED.values())}) == len(WHOLE) + len(REFUSED)


@pytest.mark.parametrize("name", names(WHOLE))
def test_what_is_not_shown_is_told_and_the_check_agrees(tmp_path: Path, name: str) -> None:
    """Each file can be attached; what is told is what is right, and the copy read again lacks nothing else."""
    case, path = WHOLE[name], tmp_path / "bilaga.pdf"
    path.write_bytes(case.data)
    assert pdf_fault(path) is None
    told = told_of(case.data)
    assert all(words in told for words in case.told) and bool(told) is bool(case.told)
    pages = Counter(loss.page for loss in losses(case.data))
    assert copy_faults(copy_of(case.data), [CheckedAttachment("bilagan", case.data, pages)]) == ()


@pytest.mark.slow
@needs_poppler
def test_a_viewer_shows_in_the_copy_what_it_shows_in_the_original(tmp_path: Path) -> None:
    """Poppler draws each page of all files in one copy as in its own file, or with as much ink where we drew it."""
    shown = {name: rasters(tmp_path / "en.pdf", case.data) for name, case in WHOLE.items()}
    copied = rasters(tmp_path / "alla.pdf", copy_of(*(case.data for case in WHOLE.values())))[1:]
    for name, originals in shown.items():
        pages, copied = copied[1 : 1 + len(originals)], copied[1 + len(originals) :]
        if WHOLE[name].is_equal:
            assert pages == originals, name
        assert all(ink(page) >= 0.4 * ink(original) for page, original in zip(pages, originals, strict=True)), name
    assert copied == []


@pytest.mark.slow
@needs_poppler
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_marks_lie_where_they_lay(tmp_path: Path, angle: int) -> None:
    """On a turned page, too, what we draw covers what a viewer draws of marks, lines and fields."""
    field = {**FIELD, "/FT": "/Tx", "/MK": {"/BC": [0, 0, 0]}, "/V": "Bifalles"}
    for note in (NOTES["strike-out of upright text"], NOTES["line"], NOTES["polygon"], NOTES["square, dashed"], field):
        data = annotated(note, form=FORM if note is field else None, rotate=angle)
        (original,) = rasters(tmp_path / "en.pdf", data)
        page = rasters(tmp_path / "copy.pdf", copy_of(data))[-1]
        both = sum(1 for a, b in zip(original, page, strict=True) if a < 200 and b < 250)
        assert both >= 0.8 * sum(1 for a in original if a < 200)


@pytest.mark.parametrize("name", names(REFUSED))
def test_what_cannot_be_attached_is_told(tmp_path: Path, name: str) -> None:
    """The refusal says what is wrong, and what to do."""
    path = tmp_path / "bilaga.pdf"
    path.write_bytes(REFUSED[name].data)
    fault = pdf_fault(path)
    assert fault is not None and REFUSED[name].refusal in fault[0] and fault[1]
    assert ("skriv ut den till en ny PDF" in fault[1]) is ("går inte att läsa här" in fault[0])


@needs_poppler
@pytest.mark.parametrize("name", names(REFUSED))
def test_what_poppler_opens_is_not_called_damaged(tmp_path: Path, name: str) -> None:
    """A file that another reader opens is not called damaged."""
    path = tmp_path / "bilaga.pdf"
    path.write_bytes(REFUSED[name].data)
    opens = subprocess.run(["pdfinfo", str(path)], capture_output=True).returncode == 0
    fault = pdf_fault(path)
    assert fault is not None and not (opens and "skadad" in fault[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", NOT_PUT_TOGETHER)
def test_what_is_more_than_a_copy_takes_in_is_told(name: str) -> None:
    """The limit is told, and nothing is made of a part."""
    with pytest.raises(AttachmentError) as caught:
        copy_of(NOT_PUT_TOGETHER[name].data)
    assert NOT_PUT_TOGETHER[name].refusal in caught.value.reason


@pytest.mark.slow
def test_many_links_are_told_with_the_file(workspace: WorkspaceFolder, run: Run) -> None:
    """32 768 links: the build says which file, how many a copy takes in and what to do; without a copy it builds."""
    workspace.write("meetings/bilagor/karta.pdf", many_links(32_768))
    path = workspace.write_meeting(f"{MEETING}bilagor: [bilagor/karta.pdf]\n", "2023-05-12-x.yaml")
    answer = run("bygg", path, "--sammanfoga")
    assert answer.code == 3 and "karta.pdf har fler än 20\xa0000 länkar, fält och anteckningar och går" in answer.err
    assert "skickas_separat: ja" in answer.err and not list((workspace.root / "output").rglob("*.pdf"))
    assert run("bygg", path).code == 0


@pytest.mark.slow
def test_the_work_grows_with_the_file() -> None:
    """Eight times the links take about eight times as long, not sixty-four."""

    def taken(count: int) -> float:
        data = many_links(count)
        start = time.process_time()
        copy_of(data)
        losses(data)
        return time.process_time() - start

    taken(100)
    assert taken(8_000) < 20 * taken(1_000)


@pytest.mark.slow
@needs_qpdf
@pytest.mark.parametrize("way", ["--object-streams=generate", "--linearize", "--qdf", "--compress-streams=y"])
def test_what_qpdf_writes_is_taken_in(tmp_path: Path, way: str) -> None:
    """Objects in streams, files for the web and files for editors are read as any other."""
    source, made, note = tmp_path / "en.pdf", tmp_path / "bilaga.pdf", NOTES["ink"]
    source.write_bytes(annotated(note))
    subprocess.run(["qpdf", way, str(source), str(made)], check=True)
    assert pdf_fault(made) is None
    data = made.read_bytes()
    assert copy_faults(copy_of(data), [CheckedAttachment("bilagan", data, {})]) == () and losses(data) == ()


@pytest.mark.slow
@needs_qpdf
@pytest.mark.parametrize("password", ["", "hemligt"])
@pytest.mark.parametrize("bits", ["128", "256"])
def test_what_qpdf_encrypts_is_refused(tmp_path: Path, password: str, bits: str) -> None:
    """A password, and a protection that asks for none, are named as such, whatever the cipher."""
    source, made = tmp_path / "en.pdf", tmp_path / "bilaga.pdf"
    source.write_bytes(one_page())
    cipher = ["--use-aes=y"] if bits == "128" else []
    subprocess.run(["qpdf", "--encrypt", password, "ägaren", bits, *cipher, "--", str(source), str(made)], check=True)
    fault = pdf_fault(made)
    assert fault is not None and "är krypterad eller lösenordsskyddad" in fault[0]


@pytest.mark.parametrize("name", ["script", "launch", "file within", "portfolio", "files of pictures"])
def test_nothing_that_runs_or_carries_files_comes_along(name: str) -> None:
    """No object of the copy is a script, a start of a program or a file."""
    data = copy_of(WHOLE[name].data)
    assert not [word for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/AA", b"/AF") if word in data]


@cache
def sample() -> tuple[bytes, bytes]:
    """Return an attachment with words and a note, and its copy."""
    page = b"/Annots[<</Subtype/Square/Rect[50 50 90 90]/C[1 0 0]>><</Subtype/Line/L[9 9 99 99]/Rect[9 9 99 99]>>]"
    data = one_page(page)
    return data, copy_of(data)


def _without_note(page: Any) -> None:
    page[NameObject("/Annots")] = ArrayObject(page["/Annots"][:1])


def _without_picture(page: Any) -> None:
    page["/Annots"][0].get_object().pop("/AP")


def _without_words(page: Any) -> None:
    page[NameObject("/Contents")] = StreamObject()


def _turned(page: Any) -> None:
    page[NameObject("/Rotate")] = NumberObject(90)


def _without_typeface(page: Any) -> None:
    page["/Resources"]["/Font"].pop("/F")


SPOILT = (_without_note, _without_picture, _without_words, _turned, _without_typeface)


@pytest.mark.parametrize("spoil", SPOILT)
def test_the_check_sees_what_was_lost(spoil: Any) -> None:
    """A note that is left out or has lost its picture, words that are gone and a page that is turned are found."""
    data, copy = sample()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(copy)))
    spoil(writer.pages[-1])
    (fault,) = copy_faults(written(writer), [CheckedAttachment("«x.pdf»", data, {})])
    assert "sida 1 i bilagan «x.pdf»" in fault.message


def test_the_check_sees_a_page_that_is_gone() -> None:
    """A copy with too few pages, or no bookmark for the attachment, is found."""
    data, copy = sample()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(copy)))
    writer.remove_page(len(writer.pages) - 1)
    assert copy_faults(written(writer), [CheckedAttachment("«x.pdf»", data, {})])
    assert copy_faults(one_page(), [CheckedAttachment("«x.pdf»", data, {})])
    assert copy_faults(b"%PDF-1.7 trasig", [CheckedAttachment("«x.pdf»", data, {})])


def test_what_is_told_is_no_fault() -> None:
    """What was named in a warning may be missing, and no more than that."""
    data, copy = sample()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(copy)))
    writer.pages[-1].pop("/Annots")
    faulty = written(writer)
    assert copy_faults(faulty, [CheckedAttachment("«x.pdf»", data, {1: 2})]) == ()
    assert copy_faults(faulty, [CheckedAttachment("«x.pdf»", data, {1: 1})])


def test_a_copy_that_lacks_something_is_not_written(
    workspace: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build stops at its own check when a note is lost without a word, and writes nothing."""
    monkeypatch.setattr(reading_copy_module, "copied_annotation", lambda *_: CopiedAnnotation(""))
    workspace.write("meetings/bilagor/not.pdf", annotated(NOTES["highlight"]))
    path = workspace.write_meeting(f"{MEETING}bilagor: [bilagor/not.pdf]\n", "2023-05-12-x.yaml")
    answer = run("bygg", path, "--sammanfoga")
    assert answer.code == 4 and "1 av anteckningarna och fälten på sida 1 i bilagan «bilagor/not.pdf»" in answer.err
    assert not list((workspace.root / "output").rglob("*.pdf"))


def test_foreign_words_are_short_in_messages() -> None:
    """A thousand notes that share a long text are told in little memory."""
    note = b"<</Subtype/Text/Rect[9 9 29 29]/Contents 6 0 R>>"
    data = one_page(b"/Annots[%s]" % (note * 1_000), more={6: b"(%s)" % (b"ord " * 2_000)})
    assert all(len(loss.words) <= 200 for loss in losses(data))


def test_every_case_is_its_own_kind() -> None:
    """A case is a file with one right outcome."""
    assert all(isinstance(case, ForeignPdf) and not case.refusal for case in WHOLE.values())
    assert all(case.refusal and not case.told for case in (*REFUSED.values(), *NOT_PUT_TOGETHER.values()))
