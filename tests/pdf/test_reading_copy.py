"""A reading copy never shows less than the original without saying so: what viewers draw is drawn, or named."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from annotated_pdfs import annotated, filled_in_form, picture, struck_through
from command import Run
from conftest import WorkspaceFolder
from made import example_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, FloatObject, IndirectObject, NameObject, StreamObject
from small_pdfs import plain_pdf, written
from test_attached_pdf import META

from naravard_docs.pdf.reading_copy import EnclosedFile, reading_copy
from naravard_docs.pdf.reading_losses import losses

MEETING = "organ: systemledning\ndatum: 2023-05-12\nnärvarande: [{grupp: G, personer: [Bo Ek]}]\närenden: [A]\n"
TEXT = {"/Subtype": "/Widget", "/FT": "/Tx", "/T": "svar", "/V": "Bifalles", "/DA": "/Helv 12 Tf 0 g"}
FORM: dict[str, Any] = {"/DA": "/Helv 0 Tf 0 g"}


def copied(data: bytes) -> list[DictionaryObject]:
    """Return the annotations that a reading copy has of a PDF with one page."""
    parts = [EnclosedFile("Bilaga", plain_pdf(pages=1), data)]
    reader = PdfReader(io.BytesIO(reading_copy(example_pdf("protokoll-2021"), parts, META)))
    listed = reader.pages[-1].get("/Annots")
    return [each.get_object() for each in listed.get_object()] if listed is not None else []


def content(annotation: DictionaryObject) -> bytes:
    """Return what the picture of an annotation draws."""
    stream: Any = annotation["/AP"]["/N"]  # type: ignore[index]
    return bytes(stream.get_object().get_data())


def has_words(annotation: DictionaryObject) -> bool:
    """Return whether an annotation has one picture, with a text in it."""
    drawn: Any = annotation.get("/AP", {}).get("/N")
    return (
        isinstance(drawn, IndirectObject | StreamObject)
        and isinstance(drawn.get_object(), StreamObject)
        and (b"/Helv" in content(annotation))
    )


def words(annotation: DictionaryObject) -> list[str]:
    """Return the lines of text that the picture of an annotation shows."""
    parts = content(annotation).decode("ascii").split("<")[1:]
    return [bytes.fromhex(part.split(">")[0]).decode("cp1252") for part in parts]


def test_case_05(workspace: WorkspaceFolder, run: Run) -> None:
    """The filled in field and the note are in the reading copy, and nothing needs to be said."""
    workspace.write("meetings/bilagor/yttrande.pdf", filled_in_form())
    workspace.write("meetings/bilagor/note.pdf", struck_through())
    path = workspace.write_meeting(f"{MEETING}bilagor: [bilagor/yttrande.pdf, bilagor/note.pdf]\n", "2023-05-12-x.yaml")
    answer = run("bygg", path, "--sammanfoga", "--tyst")
    assert answer.code == 0 and "Läsexemplaret visar inte" not in answer.err
    (copy,) = (workspace.root / "output").rglob("*-lasexemplar.pdf")
    drawn = [each.get_object() for page in PdfReader(copy).pages for each in page.get("/Annots", ())]
    shown = [line for each in drawn if has_words(each) for line in words(each)]
    assert {"Kommunen AVSTYRKER sats 2", "STRUKEN enligt beslut"} <= set(shown)
    assert any(each["/Subtype"] == "/StrikeOut" and b" l " in content(each) for each in drawn)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_viewer_shows_what_is_drawn(tmp_path: Path) -> None:
    """Poppler, which draws for many viewers, draws the value of the field on the page."""
    parts = [EnclosedFile("Bilaga", plain_pdf(pages=1), annotated(TEXT, form=FORM))]
    without = [EnclosedFile("Bilaga", plain_pdf(pages=1), annotated())]
    pages = []
    for name, enclosed in (("med", parts), ("utan", without)):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(reading_copy(example_pdf("protokoll-2021"), enclosed, META))
        last = str(len(PdfReader(file).pages))
        command = ["pdftoppm", "-gray", "-f", last, "-l", last, str(file), str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True)
        (page,) = tmp_path.glob(f"{name}-*.pgm")
        pages.append(page.read_bytes())
    assert pages[0].count(b"\xff") < pages[1].count(b"\xff")


FIELDS: tuple[tuple[dict[str, Any], list[str]], ...] = (
    (TEXT, ["Bifalles"]),
    ({**TEXT, "/DA": None}, ["Bifalles"]),  # the form's own is used
    ({**TEXT, "/V": "Åäö – «x» €"}, ["Åäö – «x» €"]),
    ({**TEXT, "/V": "En mening som är alldeles för lång för en rad i fältet"}, None),
    ({**TEXT, "/V": "ett\ntvå"}, ["ett", "två"]),
    ({**TEXT, "/Ff": 1 << 12, "/V": "Ord " * 20, "/Rect": [50, 400, 150, 530]}, None),
    ({**TEXT, "/FT": "/Ch", "/V": "b", "/Opt": [["a", "Avslag"], ["b", "Bifall"]]}, ["Avslag", "Bifall"]),
    ({**TEXT, "/FT": "/Ch", "/V": ["a", "b"], "/Opt": ["a", "b"]}, ["a", "b"]),
    ({**TEXT, "/Ff": 1 << 13, "/V": "abc"}, ["***"]),
    ({"/Subtype": "/Widget", "/FT": "/Btn", "/Ff": 1 << 16, "/MK": {"/CA": "Skicka"}}, ["Skicka"]),
)


@pytest.mark.parametrize(("field", "lines"), FIELDS)
def test_fields_without_a_picture_are_drawn(field: dict[str, Any], lines: list[str] | None) -> None:
    """What is filled in is drawn as words; a text that would not find room is set smaller or on several lines."""
    (entry,) = copied(annotated({k: v for k, v in field.items() if v is not None}, form=FORM))
    assert entry["/Subtype"] == "/Stamp"
    wanted = field.get("/V")
    assert words(entry) == lines if lines else " ".join(words(entry)).split() == str(wanted).split()
    assert losses(annotated(field, form=FORM)) == ()


def test_what_a_field_inherits() -> None:
    """Value, kind and look of the field above count for its widget."""
    parent = DictionaryObject(PdfReader(io.BytesIO(annotated(TEXT))).pages[0]["/Annots"][0].get_object())  # type: ignore[index]
    writer = PdfWriter()
    parent.pop("/Subtype")
    above = writer._add_object(parent.clone(writer))
    data = annotated({"/Subtype": "/Widget"}, form=FORM)
    writer.append(io.BytesIO(data))
    widget = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    widget[NameObject("/Parent")] = above
    (entry,) = copied(written(writer))
    assert words(entry) == ["Bifalles"]


def test_an_old_picture_is_drawn_anew() -> None:
    """A form that says its pictures are old has its texts drawn from their values, another its pictures."""
    old = {**TEXT, "picture": True}
    (entry,) = copied(annotated(old, form={**FORM, "/NeedAppearances": True}))
    assert words(entry) == ["Bifalles"]
    (entry,) = copied(annotated(old, form=FORM))
    assert content(entry) == picture().get_data()


@pytest.mark.parametrize("empty", [{**TEXT, "/V": ""}, {"/Subtype": "/Widget", "/FT": "/Tx"}, {"/Subtype": "/Widget"}])
def test_an_empty_field_needs_no_word(empty: dict[str, Any]) -> None:
    """What nothing is written in is neither drawn nor told of."""
    data = annotated(empty, form=FORM)
    assert copied(data) == [] and losses(data) == ()


SHAPES: tuple[dict[str, Any], ...] = (
    {"/Subtype": "/StrikeOut", "/QuadPoints": [60, 520, 90, 520, 60, 505, 90, 505]},
    {"/Subtype": "/StrikeOut"},
    {"/Subtype": "/Underline", "/QuadPoints": [60, 520, 90, 520, 60, 505, 90, 505]},
    {"/Subtype": "/Squiggly", "/QuadPoints": [60, 520, 90, 520, 60, 505, 90, 505]},
    {"/Subtype": "/Highlight", "/C": [1, 1, 0], "/QuadPoints": [60, 520, 90, 520, 60, 505, 90, 505]},
    {"/Subtype": "/Line", "/L": [60, 505, 90, 520], "/CA": 0.5},
    {"/Subtype": "/Square", "/C": [1, 0, 0], "/IC": [0.5]},
    {"/Subtype": "/Circle", "/BS": {"/W": 3}},
    {"/Subtype": "/Ink", "/InkList": [[60, 505, 90, 520, 70, 510], [60, 500, 61, 501]]},
    {"/Subtype": "/Polygon", "/Vertices": [60, 505, 90, 520, 70, 510]},
    {"/Subtype": "/PolyLine", "/Vertices": [60, 505, 90, 520, 70, 510], "/C": [0, 1, 1, 0]},
)


@pytest.mark.parametrize("shape", SHAPES)
def test_lines_and_areas_are_drawn(shape: dict[str, Any]) -> None:
    """Marks on text and drawn lines and areas are drawn, in a box of the same size as on the page."""
    data = annotated(shape)
    (entry,) = copied(data)
    assert entry["/Subtype"] == shape["/Subtype"] and losses(data) == ()
    drawn: Any = entry["/AP"]["/N"]  # type: ignore[index]
    assert [float(n) for n in drawn.get_object()["/BBox"]] == [float(n) for n in entry["/Rect"]]  # type: ignore[attr-defined]
    assert any(sign in content(entry).split() for sign in (b"S", b"f", b"B"))


NAMED: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"/Subtype": "/Text", "/Contents": "Fel årtal"}, "anteckning", "Fel årtal"),
    ({"/Subtype": "/Stamp", "/Contents": "Godkänd"}, "stämpel", "Godkänd"),
    ({"/Subtype": "/Caret", "/Contents": "och"}, "infogningstecken", "och"),
    ({"/Subtype": "/FileAttachment", "/FS": {"/F": "kalkyl.xlsx"}, "picture": True}, "bifogad fil", "kalkyl.xlsx"),
    ({"/Subtype": "/RichMedia", "picture": True}, "film eller ljud", ""),
    ({"/Subtype": "/FreeText", "/Contents": "日本"}, "text på sidan", "日本"),
    ({**TEXT, "/V": "日本"}, "fältet «svar»", "日本"),
    ({**TEXT, "/V": "ord " * 500}, "fältet «svar»", "ord"),
    ({"/Subtype": "/Widget", "/FT": "/Btn", "/T": "ja", "/V": "/Ja"}, "fältet «ja»", "Ja"),
    ({"/Subtype": "/Widget", "/FT": "/Sig", "/V": {"/Type": "/Sig"}, "picture": True}, "elektronisk underskrift", ""),
    ({"/Subtype": "/Line"}, "linje", ""),
)


@pytest.mark.parametrize(("annotation", "what", "said"), NAMED)
def test_what_is_not_drawn_is_named(annotation: dict[str, Any], what: str, said: str) -> None:
    """What cannot be drawn plainly is told with its page and its words."""
    (lost,) = losses(annotated(annotation, form=FORM))
    assert what in lost.what and said in lost.words and lost.page == 1


@pytest.mark.parametrize("flags", [2, 32, 34, 6])
@pytest.mark.parametrize("annotation", [{**TEXT, "/V": "日本"}, {"/Subtype": "/Text", "/Contents": "x"}])
def test_what_no_viewer_shows_needs_no_word(annotation: dict[str, Any], flags: int) -> None:
    """Hidden notes and fields are not shown in the original either."""
    assert losses(annotated({**annotation, "/F": flags}, form=FORM)) == ()


def test_popups_and_links_need_no_word() -> None:
    """A note's window, and a link, are nothing that is drawn."""
    assert losses(annotated({"/Subtype": "/Popup"}, {"/Subtype": "/Link"})) == ()


def test_the_warning_names_attachment_page_and_words(workspace: WorkspaceFolder, run: Run) -> None:
    """The build warns, at the attachment's place in the meeting file, and again when nothing has changed."""
    workspace.write("meetings/bilagor/not.pdf", annotated({"/Subtype": "/Text", "/Contents": "Fel årtal"}))
    path = workspace.write_meeting(f"{MEETING}bilagor: [bilagor/not.pdf]\n", "2023-05-12-x.yaml")
    for _ in range(2):
        answer = run("bygg", path, "--sammanfoga")
        assert answer.code == 0
        assert "2023-05-12-x.yaml:5:11: varning: Läsexemplaret visar inte allt i bilagan" in answer.err
        assert "«bilagor/not.pdf»: sida 1: anteckning «Fel årtal»" in answer.err
    assert "Läsexemplaret visar inte" not in run("bygg", path).err


def test_many_losses_are_told_shortly(workspace: WorkspaceFolder, run: Run) -> None:
    """A long list is cut, and how much more there is is said."""
    notes = [{"/Subtype": "/Text", "/Contents": f"Nummer {n}"} for n in range(20)]
    workspace.write("meetings/bilagor/not.pdf", annotated(*notes))
    path = workspace.write_meeting(f"{MEETING}bilagor: [bilagor/not.pdf]\n", "2023-05-12-x.yaml")
    assert "och 14 till" in run("bygg", path, "--sammanfoga").err


def test_a_form_that_only_one_program_shows_is_named() -> None:
    """A dynamic XFA form, whose page says «Please wait», is named; one with ordinary fields beside is drawn."""
    (lost,) = losses(annotated(form={"/Fields": [], "/XFA": "x"}, root={"/NeedsRendering": True}))
    assert "XFA" in lost.what and "Please wait" in lost.what
    assert losses(annotated(TEXT, form={**FORM, "/XFA": "x"})) == ()


def test_files_within_an_attachment_are_named() -> None:
    """Files that lie within a PDF do not come along, and are named."""
    writer = PdfWriter()
    writer.add_blank_page(300, 400)
    writer.add_attachment("kalkyl.xlsx", b"x")
    (lost,) = losses(written(writer))
    assert lost.what == "filer som ligger inuti bilagan" and lost.words == "kalkyl.xlsx"


def test_the_state_that_is_shown_is_kept() -> None:
    """A box without a state of its own is shown in that of its value."""
    writer = PdfWriter()
    writer.append(io.BytesIO(annotated({"/Subtype": "/Widget", "/FT": "/Btn", "/V": "/Ja"}, form=FORM)))
    box = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    on, off = (writer._add_object(picture(drawn)) for drawn in (b"0 0 5 5 re f", b"n"))
    states = DictionaryObject({NameObject("/Ja"): on, NameObject("/Off"): off})
    box[NameObject("/AP")] = DictionaryObject({NameObject("/N"): states})
    data = written(writer)
    (entry,) = copied(data)
    assert entry["/AS"] == "/Ja" and losses(data) == ()


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_stay_turned(angle: int) -> None:
    """A page's turn and unit come along, so that notes lie where they lay."""
    writer = PdfWriter()
    writer.append(io.BytesIO(annotated(TEXT, form=FORM, rotate=angle)))
    writer.pages[0][NameObject("/UserUnit")] = FloatObject(2)
    parts = [EnclosedFile("Bilaga", plain_pdf(pages=1), written(writer))]
    page = PdfReader(io.BytesIO(reading_copy(example_pdf("protokoll-2021"), parts, META))).pages[-1]
    assert page.rotation == angle and page["/UserUnit"] == 2


def test_same_bytes_every_time() -> None:
    """What is drawn is drawn the same."""
    parts = [EnclosedFile("Bilaga", plain_pdf(pages=1), annotated(TEXT, *SHAPES, form=FORM))]
    first, second = (reading_copy(example_pdf("protokoll-2021"), parts, META) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "broken",
    [
        {"/Subtype": "/Widget", "/FT": "/Tx", "/V": "x", "/Rect": [0, 0]},
        {"/Subtype": "/Ink", "/InkList": 5},
        {"/Subtype": "/FreeText", "/Contents": "x", "/Rect": [50, 500, 50, 500]},
        {"/Subtype": "/Highlight", "/C": ["x"], "/QuadPoints": [1, 2]},
        {"/Subtype": "/Square", "/BS": 4, "/Border": "x"},
        {},
        {"/Subtype": "/Widget", "/FT": "/Tx", "/V": "x", "/DA": 12},
    ],
)
def test_odd_values_are_no_failure(broken: dict[str, Any]) -> None:
    """A value of a wrong kind makes nothing fail: the annotation is drawn as it can be, or named."""
    data = annotated(broken, form=FORM)
    assert len(copied(data)) + len(losses(data)) <= 2


@pytest.mark.parametrize("root", [{"/Names": 5}, {"/AcroForm": 5}, {"/Names": {"/EmbeddedFiles": {"/Names": ["a"]}}}])
def test_a_damaged_file_is_no_failure(root: dict[str, Any]) -> None:
    """What cannot be judged is told rather than passed over, and stops nothing."""
    assert len(losses(annotated(root=root))) <= 1
    assert losses(b"%PDF-1.7 trasig")
