"""The PDF file: its faces, links, bookmarks, metadata, and what is on every page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import HEAD, WorkspaceFolder
from fontTools.ttLib import TTFont
from made import THEME, document_of, documents, example_pdf, headings, letter
from pdf_marks import elements, parent_tree
from pypdf import PdfReader
from random_documents import picture

from naravard_docs.builder.build import build_meeting, check_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.check.pdf import PdfFile
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.blocks import Column, Figure, Heading, Paragraph, Table
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, Link, Strong, plain_text, text
from naravard_docs.errors import ExitCode
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import face_file

EXAMPLES = ("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea", "uppföljning-2021")
FOUR_FACES = Paragraph(
    "p",
    (*text("rak "), Strong(text("fet ")), Emphasis(text("kursiv ")), Strong((Emphasis(text("fet kursiv")),))),
)

OWN_FACES = {
    "normal": FaceKey(),
    "fet": FaceKey(True),
    "kursiv": FaceKey(False, True),
    "fet_kursiv": FaceKey(True, True),
}
OWN_TYPEFACE = "namn: R\nutseende:\n  typsnitt:\n    namn: Husets\n" + "".join(
    f"    {name}: {name}.ttf\n" for name in OWN_FACES
)


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_bytes(document, THEME)))


def read_again(name: str) -> PdfReader:
    return PdfReader(io.BytesIO(example_pdf(name)))


def fonts(reader: PdfReader) -> dict[str, Any]:
    """Return the fonts of all pages by their names without the subset's prefix."""
    found = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).split("+")[1]: font for font in found}


def bookmarks(outline: Any, level: int = 1) -> Iterator[tuple[int, str, Any]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry, level + 1)
        else:
            yield level, entry.title, entry


def test_four_faces_are_four_fonts() -> None:
    """Regular, bold, italic and bold italic are embedded as four fonts under names of their own."""
    found = fonts(read(document_of(FOUR_FACES)))
    assert sorted(found) == [f"SourceSans3-{style}" for style in ("Bold", "BoldItalic", "Italic", "Regular")]
    programs = {name: font["/FontDescriptor"]["/FontFile2"].get_object().get_data() for name, font in found.items()}
    assert len(set(programs.values())) == 4
    assert all(TTFont(io.BytesIO(program))["glyf"] for program in programs.values())


def test_only_letters_of_some_use_are_embedded() -> None:
    """A font program has the glyphs of the common letters and of its document, not those of the whole typeface."""
    (font,) = fonts(read(document_of(Paragraph("p", text("aba"))))).values()
    program = TTFont(io.BytesIO(font["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
    assert len(program.getGlyphOrder()) < 150


def test_a_letter_that_the_font_lacks_is_refused(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that would print as an empty box stops the build, named at each place, and nothing is written."""
    monkeypatch.chdir(workspace.root)
    meeting = HEAD + "plats: Umeå 🙂\närenden:\n  - rubrik: Ett\n    text: |\n      Rad ett.\n      Rad 🙂 två 漢.\n"
    file = workspace.write_meeting(meeting).relative_to(workspace.root)
    outcome = build_meeting(file, BuildOptions())
    assert outcome.exit_code is ExitCode.CORRECTION
    faults = [problem for problem in outcome.problems if problem.is_error]
    assert [str(problem.place) for problem in faults] == [f"{file}:3:13", f"{file}:8:11", f"{file}:8:17"]
    assert faults[0].message == "Typsnittet Source Sans 3 saknar tecknet «🙂» (U+1F642)"
    assert "U+6F22" in faults[2].message
    assert outcome.files == ()
    assert not (workspace.root / "output").exists()
    assert check_meeting(file).problems == outcome.problems


def test_a_letter_missing_in_a_template_is_told_without_place(workspace: WorkspaceFolder) -> None:
    """A character that the font lacks in the shared templates is told with the block that has it."""
    workspace.write_template("organisation.yaml", "namn: Region 🙂\n")
    outcome = build_meeting(workspace.write_meeting(HEAD), BuildOptions())
    assert outcome.exit_code is ExitCode.CORRECTION
    faults = [problem.message for problem in outcome.problems if problem.is_error]
    assert faults and all("templates/" in message and "U+1F642" in message for message in faults)


def test_an_own_typeface_is_embedded(workspace: WorkspaceFolder) -> None:
    """Four TrueType files that the organisation names are those that the PDF has."""
    for name, key in OWN_FACES.items():
        workspace.write_template(f"{name}.ttf", face_file(THEME, key).read_bytes())
    workspace.write_template("organisation.yaml", OWN_TYPEFACE)
    outcome = build_meeting(workspace.write_meeting(HEAD), BuildOptions(target=workspace.root / "ut"))
    assert outcome.exit_code is ExitCode.DONE
    (pdf,) = (workspace.root / "ut").rglob("*.pdf")
    assert "Husets-Bold" in fonts(PdfReader(pdf))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_page_says_which_it_is(name: str) -> None:
    """Each page has «Sida X (Y)» once, with its own number and the number of pages."""
    reader = read_again(name)
    shown = [re.findall(r"Sida (\d+) \((\d+)\)", page.extract_text()) for page in reader.pages]
    assert shown == [[(str(number), str(len(reader.pages)))] for number in range(1, len(reader.pages) + 1)]


MARKS = ("UTKAST – ej justerat", "Utskickat – ej justerat")


@pytest.mark.parametrize(("status", "mark"), [("utkast", MARKS[0]), ("utskickat", MARKS[1]), ("justerat", None)])
def test_a_draft_says_so_on_every_page(workspace: WorkspaceFolder, status: str, mark: str | None) -> None:
    """Every page of minutes that are not approved says what they are, and no page of those that are says anything."""
    body = "".join(f"      Stycke {n} med text.\n\n" for n in range(120))
    loaded = workspace.load(HEAD + f"status: {status}\närenden:\n  - rubrik: Ett\n    text: |\n{body}")
    reader = read(compose_minutes(loaded.meeting, loaded.workspace.house))
    assert len(reader.pages) > 2
    said = [page.extract_text() for page in reader.pages]
    assert [each for each in MARKS if any(each in words for words in said)] == ([mark] if mark else [])
    assert mark is None or all(mark in words for words in said)


@pytest.mark.parametrize("name", EXAMPLES)
def test_bookmarks_are_the_headings(name: str) -> None:
    """The outline has every heading with its level, in order, and leads to the page where it stands."""
    reader = read_again(name)
    found = list(bookmarks(reader.outline))
    expected = [(h.level, plain_text(h.content)) for h in headings(documents()[name].blocks)]
    assert [(level, title) for level, title, _ in found] == expected
    for _, title, entry in found:
        page = reader.pages[reader.get_destination_page_number(entry)]
        assert "".join(title.split()) in "".join(page.extract_text().split())


def test_links_are_tagged_and_described() -> None:
    """Each link leads where it says, has a description, and its element in the tree points back to it."""
    reader = read_again("rekommendation-2021")
    annotations = [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]
    assert {a["/A"]["/URI"] for a in annotations} == {
        "https://regionvasterbotten.se",
        "https://1177.se/vasterbotten",
        "https://regionvasterbotten.se/gdpr",
        *(f"mailto:{letter().house.contacts[key].email}" for key in ("katarina-lindahl", "britta-edstrom")),
    }
    assert all(a["/Contents"].strip() for a in annotations)
    owned = [kid.get_object() for e in elements(reader) if e["/S"] == "/Link" for kid in e["/K"]]
    assert [kid["/Obj"].get_object() for kid in owned if not isinstance(kid, int)] == annotations
    parents = parent_tree(reader)
    for annotation in annotations:
        element = parents[annotation["/StructParent"]].get_object()
        kids = [kid.get_object() for kid in element["/K"]]
        assert annotation in [kid["/Obj"].get_object() for kid in kids if not isinstance(kid, int) and "/Obj" in kid]


def test_a_link_over_two_lines_is_one_element() -> None:
    """A link that goes on to the next line has two areas to press and is still one link in the tree."""
    words = "ett mycket långt namn på en länk " * 6
    reader = read(document_of(Paragraph("p", (Link(text(words), "https://exempel.se"),))))
    assert len(reader.pages[0]["/Annots"]) > 1
    assert [element["/S"] for element in elements(reader)].count("/Link") == 1


def test_pictures_have_their_words() -> None:
    """A picture's element has its alternative text and its place on the page."""
    reader = read(document_of(Paragraph("p", text("a")), Figure("bild", picture(), "Kommunens vapen – en älg", 30)))
    (figure,) = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert figure["/Alt"] == "Kommunens vapen – en älg"
    assert len(figure["/A"]["/BBox"]) == 4


@pytest.mark.parametrize("name", EXAMPLES)
def test_metadata_says_what_the_document_is(name: str) -> None:
    """Title, author, subject, language and day are the document's, in the dictionary and in XMP alike."""
    reader, meta = read_again(name), documents()[name].meta
    info, xmp = reader.metadata, reader.xmp_metadata
    assert info is not None
    assert xmp is not None
    assert (info.title, info.author, info.subject) == (meta.title, meta.author, meta.subject)
    assert str(info.creation_date) == str(info.modification_date) == f"{meta.date} 12:00:00+00:00"
    assert (xmp.dc_title["sv-SE"], xmp.dc_creator, xmp.dc_language) == (meta.title, [meta.author], ["sv-SE"])
    assert (xmp.xmp_create_date, xmp.dc_description["sv-SE"]) == (xmp.xmp_modify_date, meta.subject)
    assert str(xmp.xmp_create_date).startswith(f"{meta.date} 12:00:00")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_catalog_speaks_to_screen_readers(name: str) -> None:
    """The file says that it is tagged and Swedish, shows its title, and tabs in reading order."""
    reader = read_again(name)
    root = reader.root_object
    assert root["/Lang"] == "sv-SE"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert {page["/Tabs"] for page in reader.pages} == {"/S"}
    assert example_pdf(name).startswith(b"%PDF-1.7")


def test_a_title_of_any_signs_is_kept() -> None:
    """Parentheses, backslashes and letters outside ASCII in titles are read back as they were written."""
    title = "Vård (nära) \\ och «omsorg» – Åre/Sábme"
    reader = read(document_of(Heading("titel", 1, text(title)), title=title))
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert [entry for _, entry, _ in bookmarks(reader.outline)] == [title]


def test_cells_without_text_keep_their_place() -> None:
    """An empty cell is an element of its own, so that rows stay as wide as the head."""
    rows = ((text("a"), ()), ((), text("b")))
    document = document_of(Table("t", (Column(text("Ett"), 1), Column(text("Två"), 1)), rows))
    tags = [element["/S"] for element in elements(read(document))]
    assert (tags.count("/TH"), tags.count("/TD"), tags.count("/TR")) == (2, 4, 3)
    assert [words.strip() for words in PdfFile(pdf_bytes(document, THEME)).texts()] == ["Ett", "Två", "a", "b"]


def test_built_files_are_the_rendered_ones(built: Path) -> None:
    """What stands in output/ is what the writer gives for the composed document, byte for byte."""
    stem = "2023-03-24-systemledning"
    assert (built / "output" / stem / f"{stem}-protokoll.pdf").read_bytes() == example_pdf("protokoll-2023")
