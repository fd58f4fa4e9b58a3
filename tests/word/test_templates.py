"""The organisation's own Word template: what is used of it, what it must not change, and what is told of it."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

import docx
import page_templates
import pytest
from conftest import HEAD, WorkspaceFolder
from docx.shared import Mm, RGBColor
from house_templates import SWEDISH, TEMPLATES, W
from made import THEME
from test_word import part

from naravard_docs.builder.build import build_meeting, check_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.check.word import word_texts
from naravard_docs.check.word_numbers import word_labels
from naravard_docs.check.word_package import WordFile
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import (
    Column,
    Contents,
    ContentsEntry,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Table,
)
from naravard_docs.document.document import Document, Meta, RunningLine
from naravard_docs.document.inlines import Link, PageCount, PageNumber, Strong, Text, text
from naravard_docs.errors import ExitCode, Level
from naravard_docs.word.template import prepare_template
from naravard_docs.word.writer import word_bytes

assert page_templates.header_and_footer  # its templates are among those of the house
ANY_TEMPLATE = pytest.mark.parametrize("name", TEMPLATES)
OUR_HEADER = "Nämnden Protokoll 2026-01-02"
OUR_FOOTER = "Kommunen Sida ()"


def item(words: str, *inner: List, label: str = "") -> ListItem:
    return ListItem((Paragraph(words, text(words)), *inner), label)


@cache
def sample() -> Document:
    """Return a document with what templates change: headings, lists of each kind, a table, contents, running lines."""
    deeper = List("l2", ListKind.BULLET, (item("inre punkt"), item("inre punkt till")))
    blocks = (
        Heading("titel", 1, text("Protokoll")),
        Heading("innehåll.rubrik", 2, text("Innehåll")),
        Contents("innehåll", (ContentsEntry("1. Första ärendet", "a"),)),
        Heading("a", 2, text("1. Första ärendet")),
        Paragraph("p", (Text("Läs "), Link(text("mer"), "https://exempel.se"), Text(" om "), Strong(text("vård")))),
        Heading("b", 3, text("Detalj")),
        List("l", ListKind.BULLET, (item("punkt", deeper), item("punkt till"))),
        List("n", ListKind.NUMBER, (item("nummer", label="1."), item("nummer till", label="2."))),
        List("d", ListKind.DASH, (item("Att anta budgeten"),)),
        Table("t", (Column(text("Namn")), Column(text("Roll"))), ((text("Eva Berg"), text("ordförande")),)),
        *(Paragraph(f"p{n}", text("En lång rad om vården i länet och kommunerna. " * 5)) for n in range(12)),
    )
    header = RunningLine(text("Nämnden"), text("Protokoll 2026-01-02"))
    pages = (Text("Sida "), PageNumber(), Text(" ("), PageCount(), Text(")"))
    meta = Meta("Protokoll nämnden", "Nämnden", date(2026, 1, 2), identifier="KS 2026-7")
    return Document(meta, blocks, (header,), (), (RunningLine(text("Kommunen"), pages),))


@cache
def made_with(name: str) -> bytes:
    return word_bytes(sample(), THEME, TEMPLATES[name]())


def opened(name: str) -> Any:
    return docx.Document(io.BytesIO(made_with(name)))


def running_text(block: Any) -> str:
    """Return the words of a header or footer, those of tables too, without what fields show."""
    words = [one.text or "" if one.tag == f"{W}t" else " " for one in block._element.iter(f"{W}t", f"{W}tab", f"{W}p")]
    return " ".join("".join(words).split())


def test_there_are_many_templates() -> None:
    """There are at least as many templates as were promised."""
    assert len(TEMPLATES) >= 40


@ANY_TEMPLATE
def test_the_text_is_the_documents(name: str) -> None:
    """Whatever the template, the body has the document's words in their order and no others, and our check agrees."""
    assert word_texts(made_with(name)) == word_texts(word_bytes(sample(), THEME))
    assert word_faults(made_with(name), sample()) == ()


@ANY_TEMPLATE
def test_headings_are_headings_and_lists_have_signs(name: str) -> None:
    """Headings have the heading style of their level and no number of the template's; each item has its label."""
    styles = [p.style.name for p in opened(name).paragraphs if p.style and p.style.name.lower().startswith("heading")]
    assert styles == ["Heading 1", "Heading 2", "Heading 2", "Heading 3"]
    labels = [(one.text if not one.is_bullet else "•") for one in word_labels(WordFile(made_with(name)))]
    assert labels == [*"••••", "1.", "2.", "•"]


@ANY_TEMPLATE
def test_styles_have_names_of_their_own(name: str) -> None:
    """No two styles have one name, however it is spelt, nor one id."""
    styles = list(part(made_with(name), "word/styles.xml").iter(f"{W}style"))
    names = [one.find(f"{W}name").get(f"{W}val").casefold() for one in styles]
    assert len(set(names)) == len(names)
    assert len({one.get(f"{W}styleId") for one in styles}) == len(styles)


@ANY_TEMPLATE
def test_same_template_same_bytes(name: str) -> None:
    """A file made anew of the same template is the same."""
    first = made_with(name)
    prepare_template.cache_clear()
    assert word_bytes(sample(), THEME, TEMPLATES[name]()) == first


NAMED = ("swedish_ids", "swedish_names", "capital_names", "aliases")


@pytest.mark.parametrize("name", NAMED)
def test_a_style_is_found_however_it_is_called(name: str) -> None:
    """The template's heading is used when its name is Swedish, in capitals, an alias, or only its id is known."""
    paragraph = opened(name).paragraphs[0]
    assert paragraph.style.font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert part(made_with(name), "word/document.xml").find(f".//{W}pStyle").get(f"{W}val") == paragraph.style.style_id


@pytest.mark.parametrize(("name", "style_id"), [("ids_only", "Heading2"), ("upper_case_names", "Heading1")])
def test_a_style_is_found_by_its_id_or_in_capitals(name: str, style_id: str) -> None:
    """A house's own name on a built-in style does not make it another, nor do capitals."""
    ids = [p.style.style_id for p in opened(name).paragraphs]
    assert style_id in ids
    assert not [one for one in ids if one.endswith("Naravard")]


def test_swedish_names_are_those_that_word_shows() -> None:
    """Every Swedish name in the template is found."""
    told = prepare_template(THEME, TEMPLATES["swedish_names"]()).remarks[0].message
    assert not [name for name in SWEDISH.values() if name in told]


OURS, NOTHING = "vårt", ""
RUNNING = {
    "word_defaults": (OURS, OURS),
    "header_and_footer": ("Exempelkommunen Mall Kommunstyrelsen", "Box 1, 901 00 Umeå Sida 1"),
    "footer_without_number": (OURS, "Exempelkommunen · exempelkommunen.se"),
    "header_only": (NOTHING, OURS),
    "first_page_with_logo": (OURS, OURS),
    "first_page_empty": ("Exempelkommunens topp", "1"),
    "odd_and_even": ("Udda topp", "1"),
    "odd_and_even_without_text": (OURS, OURS),
    "table_in_header": ("Protokoll nämnden KS 2026-7 2026-01-02 Sida 1 (9)", OURS),
    "content_controls": ("Protokoll nämnden · KS 2026-7 · ·", OURS),
    "cover_and_pages": ("Huvud efter försättsblad", OURS),
    "own_text": (OURS, OURS),
    "protected_and_tracked": ("Ny topp", OURS),
    "outside_files": ("Länkad topp exempel.se Hänvisad text", OURS),
    "dotx": ("Exempelkommunen Mall Kommunstyrelsen", "Box 1, 901 00 Umeå Sida 1"),
    "docm": ("Exempelkommunen Mall Kommunstyrelsen", "Box 1, 901 00 Umeå Sida 1"),
    "strict": ("Exempelkommunen Mall Kommunstyrelsen", "Box 1, 901 00 Umeå Sida 1"),
    "no_styles": ("Exempelkommunen Mall Kommunstyrelsen", "Box 1, 901 00 Umeå Sida 1"),
    "page_number_in_frame": ("I en ruta", "1"),
}


@pytest.mark.parametrize("name", RUNNING)
def test_headers_and_footers_are_the_templates_where_it_has_them(name: str) -> None:
    """A header or footer with something in it is used as it is, filled with what the document is; else ours stands."""
    header, footer = RUNNING[name]
    section = opened(name).sections[0]
    assert running_text(section.header) == (OUR_HEADER if header == OURS else header)
    assert running_text(section.footer) == ("Kommunen Sida 1 (1)" if footer == OURS else footer)


def test_a_first_page_has_its_own() -> None:
    """The first page has the template's logo and address, or what the template leaves empty."""
    with_logo, empty = opened("first_page_with_logo").sections[0], opened("first_page_empty").sections[0]
    assert with_logo.different_first_page_header_footer
    assert empty.different_first_page_header_footer
    assert len(with_logo.first_page_header._element.findall(f".//{W}drawing")) == 1
    assert running_text(with_logo.first_page_footer) == "Postadress: Box 1, 901 00 Umeå"
    assert running_text(empty.first_page_header) == running_text(empty.first_page_footer) == ""
    assert not opened("header_and_footer").sections[0].different_first_page_header_footer


def test_even_pages_have_their_own() -> None:
    """Even pages have the template's header, or ours where it only keeps them apart."""
    theirs, ours = opened("odd_and_even"), opened("odd_and_even_without_text")
    assert theirs.settings.odd_and_even_pages_header_footer
    assert running_text(theirs.sections[0].even_page_header) == "Jämn topp"
    assert ours.settings.odd_and_even_pages_header_footer
    assert running_text(ours.sections[0].even_page_header) == OUR_HEADER
    assert running_text(ours.sections[0].even_page_footer) == "Kommunen Sida 1 (1)"


PAGES = {
    "word_defaults": (216, 279, 32),
    "header_and_footer": (210, 297, 25),
    "landscape": (297, 210, 25),
    "a5_with_gutter": (148, 210, 18),
    "page_too_small": (210, 297, 30),
    "cover_and_pages": (210, 297, 25),
    "strict": (210, 297, 25),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_templates(name: str) -> None:
    """Paper and margins are the template's, unless nothing could be set on it."""
    width, height, left = PAGES[name]
    section = opened(name).sections[0]
    assert [round(length / Mm(1)) for length in (section.page_width, section.page_height, section.left_margin)] == [
        width,
        height,
        left,
    ]


def test_columns_hold_the_tables() -> None:
    """Two columns are kept, and tables are as wide as one; the page's number stands at the edge of both."""
    section = part(made_with("two_columns"), "word/document.xml").find(f".//{W}sectPr")
    assert section.find(f"{W}cols").get(f"{W}num") == "2"
    widths = [int(one.get(f"{W}w")) for one in part(made_with("two_columns"), "word/document.xml").iter(f"{W}gridCol")]
    assert sum(widths) <= (9071 - 567) / 2 + 1
    (stop,) = [
        s for s in part(made_with("two_columns"), "word/footer1.xml").iter(f"{W}tab") if s.get(f"{W}val") == "right"
    ]
    assert abs(int(stop.get(f"{W}pos")) - 9071) <= 1


def test_pages_begin_with_one() -> None:
    """A page number that the template begins elsewhere, for its cover, is not taken over."""
    section = part(made_with("cover_and_pages"), "word/document.xml").find(f".//{W}sectPr")
    assert section.find(f"{W}pgNumType") is None or section.find(f"{W}pgNumType").get(f"{W}start") is None


def test_nothing_of_the_template_itself_goes_along() -> None:
    """Protection, followed changes, macros, comments and links to files outside stay in the template."""
    for name in ("protected_and_tracked", "docm", "outside_files", "own_text"):
        data = made_with(name)
        settings = part(data, "word/settings.xml")
        assert all(
            settings.find(W + tag) is None for tag in ("documentProtection", "trackRevisions", "attachedTemplate")
        )
        names = set(WordFile(data).parts)
        assert not [one for one in names if "vba" in one or "comments" in one]
        outside = [r for n in names for r in WordFile(data).relationships(n).values() if r[1]]
        assert {target for target, _ in outside} <= {"https://exempel.se", "https://exempel.se/"}


def test_a_normal_that_hides_and_numbers() -> None:
    """What Normal does to every paragraph is taken from it, and its look stays."""
    normal = opened("troublesome_normal").styles["Normal"]
    assert normal.paragraph_format.page_break_before is False
    assert normal.paragraph_format.keep_with_next is False
    assert normal.font.hidden is False
    assert normal.font.all_caps is True
    assert normal.element.find(f"{W}pPr/{W}framePr") is None


def test_the_contents_keep_their_dots() -> None:
    """A line of the contents has one tab stop, at the edge, led by the template's dots."""
    (line,) = [p for p in opened("contents_with_left_tab").paragraphs if p.style.name == "toc 1"]
    stops = [(s.get(f"{W}val"), s.get(f"{W}leader")) for s in line._p.pPr.iter(f"{W}tab")]
    assert [stop for stop in stops if stop[0] != "clear"] == [("right", "dot")]


TOLD = {
    "word_defaults": (Level.WARNING, "och PDF-filerna är A4"),
    "numbered_headings": (Level.HINT, "numrering i Rubrik 1, Rubrik 2 och Rubrik 3"),
    "lists_without_numbers": (Level.HINT, "listor utan punkter (Punktlista och Punktlista 2 får programmets)"),
    "troublesome_normal": (Level.HINT, "dold text i Normal och de som bygger på den"),
    "heading_on_new_page": (Level.HINT, "sidbrytning i Rubrik 1 och Rubrik 2"),
    "header_and_footer": (Level.HINT, "organ, dokument och datum i sidhuvudet"),
    "footer_without_number": (Level.WARNING, "sidnummer saknas"),
    "first_page_empty": (Level.HINT, "sidnummer på första sidan saknas"),
    "header_only": (Level.WARNING, "saknar alternativtext"),
    "content_controls": (Level.HINT, "fyllas i för hand"),
    "landscape": (Level.HINT, "sida (A4 liggande)"),
    "two_columns": (Level.WARNING, "75 mm bred"),
    "page_too_small": (Level.HINT, "sidans mått"),
    "cover_and_pages": (Level.HINT, "2 avsnitt, där avsnitt 2 ger sidorna"),
    "own_text": (Level.HINT, "mallens egen text (3 stycken, 1 tabell och 1 bild)"),
    "protected_and_tracked": (Level.HINT, "skrivskyddet; att ändringar spåras; kommentarer; spårade ändringar"),
    "docm": (Level.HINT, "makron"),
    "outside_files": (Level.HINT, "den kopplade mallen; bilder och program utanför mallen"),
    "no_styles": (Level.HINT, "programmets egna är alla formatmallar"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_used_and_what_is_lacking_is_told(name: str) -> None:
    """Each thing about a template is told on one line, as a warning where it is likely wrong."""
    level, words = TOLD[name]
    remarks = prepare_template(THEME, TEMPLATES[name]()).remarks
    assert [one.level for one in remarks if words in one.message] == [level]
    assert all("\n" not in one.message and one.message.startswith("templates/bas.docx: ") for one in remarks)
    assert "Word-filerna får mallens" in remarks[0].message


def test_kontrollera_tells_it_and_bygg_warns(workspace: WorkspaceFolder) -> None:
    """kontrollera tells what is used of the template; bygg repeats only what is likely wrong."""
    workspace.write_template("bas.docx", TEMPLATES["footer_without_number"]())
    meeting = workspace.write_meeting(HEAD)
    checked = [one.message for one in check_meeting(meeting).problems if "bas.docx" in one.message]
    built = [one for one in build_meeting(meeting, BuildOptions()).problems if "bas.docx" in one.message]
    assert ["får mallens" in message for message in checked].count(True) == 1
    assert ["sidnummer saknas" in message for message in checked].count(True) == 1
    assert [one.level for one in built] == [Level.WARNING]


def compound(*entries: str) -> bytes:
    """Return the beginning of a compound file, with the names of its entries."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(e.encode("utf-16-le").ljust(128, b"\0") for e in entries)
    )


def some_package(**parts: str) -> bytes:
    return page_templates.changed(
        page_templates.EMPTY_ZIP, lambda all_: all_.update({k.replace("__", "/"): v.encode() for k, v in parts.items()})
    )


REFUSED = {
    "password": (compound("EncryptionInfo", "EncryptedPackage"), "är skyddad med lösenord", "ta bort lösenordet"),
    "rights": (compound("DRMEncryptedDataSpace", "EncryptedPackage"), "rättighetshantering", "utan begränsad"),
    "doc": (compound("WordDocument"), "den äldre sorten (.doc)", "spara om"),
    "old-sheet": (compound("Workbook"), "av en äldre sort", "spara om"),
    "empty": (b"", "filen är tom", "spara om"),
    "zeros": (bytes(5000), "filen är tom", "spara om"),
    "rtf": (b"{\\rtf1\\ansi Hej}", "filen är RTF", "spara om"),
    "pdf": (b"%PDF-1.7\n", "filen är en PDF", "spara om"),
    "html": (b"<!DOCTYPE html><html></html>", "filen är en webbsida", "spara om"),
    "one-xml": (b'<?xml version="1.0"?><pkg:package/>', "XML i en enda del", "spara om"),
    "text": (b"Hej", "filen är något annat", "spara om"),
    "odt": (some_package(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument (.odt)", "spara om"),
    "sheet": (some_package(**{"xl__workbook.xml": "<x/>"}), "Excel-fil", "spara om"),
    "slides": (some_package(**{"ppt__presentation.xml": "<x/>"}), "PowerPoint-fil", "spara om"),
    "zip": (some_package(a="a"), "ZIP-arkiv utan Word-dokument", "spara om"),
    "cut": (TEMPLATES["header_and_footer"]()[:9000], "avhuggen eller skadad", "spara om"),
    "broken-part": (
        page_templates.with_part("word/document.xml", b"<w:document"),
        "en del av den är skadad",
        "spara om",
    ),
    "foreign-styles": (page_templates.with_part("word/styles.xml", b"<x/>"), "formatmallarna", "spara om"),
    "broken-styles": (page_templates.with_part("word/styles.xml", b"\xff\xfe"), "en del av den är skadad", "spara om"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_template_is_named(workspace: WorkspaceFolder, name: str) -> None:
    """What cannot be used is told with what it is and what to do, in both commands, and nothing is written."""
    data, words, remedy = REFUSED[name]
    workspace.write_template("bas.docx", data)
    meeting = workspace.write_meeting(HEAD)
    for outcome in (check_meeting(meeting), build_meeting(meeting, BuildOptions(target=workspace.root / "ut"))):
        assert outcome.exit_code is ExitCode.FILES
        (problem,) = outcome.problems
        assert words in problem.message
        assert "bas.docx" in problem.message
        assert remedy in problem.remedy
    assert not list((workspace.root / "ut").rglob("*.*"))
