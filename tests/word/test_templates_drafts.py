"""Drafts and pages to sign on the organisation's own template: no page lacks its mark or its blanks, whosever it is."""

from __future__ import annotations

from functools import cache

import docx
import page_templates
import pytest
from docx.shared import Pt
from house_templates import TEMPLATES, W, a4, changed, element, field, saved
from made import THEME
from test_templates import ANY_TEMPLATE, sample
from test_word import part

from naravard_docs.check.word_package import WordFile
from naravard_docs.check.word_rules import word_faults
from naravard_docs.compose.letterhead import DRAFT_MARK
from naravard_docs.document.document import Document, RunningLine
from naravard_docs.document.inlines import strong, text
from naravard_docs.errors import Level
from naravard_docs.libraries.records import replace
from naravard_docs.word.template import prepare_template
from naravard_docs.word.writer import word_bytes

assert page_templates.header_and_footer  # its templates are among those of the house
SIGNATURE = "Justerandes signatur"


@cache
def draft() -> Document:
    """Return the sample as a draft with a line to sign each page on."""
    mark = RunningLine((strong(DRAFT_MARK),))
    (header,) = sample().header
    marked = replace(header, left=(strong(DRAFT_MARK), *header.left))
    to_sign = RunningLine(text(SIGNATURE), blanks=2)
    return replace(sample(), first_header=(mark,), header=(marked,), footer=(to_sign, *sample().footer))


def words_of(data: bytes, name: str) -> str:
    return " ".join(one.text or "" for one in part(data, name).iter(f"{W}t"))


@ANY_TEMPLATE
def test_each_page_says_that_it_is_a_draft(name: str) -> None:
    """Every header of the file says it once, every footer has the line to sign on, and our check agrees."""
    data = word_bytes(draft(), THEME, TEMPLATES[name]())
    running = WordFile(data).running
    for (region, _), part_name in running.items():
        said = words_of(data, part_name)
        assert said.count(DRAFT_MARK if region == "header" else SIGNATURE) == 1
    assert {region for region, _ in running} == {"header", "footer"}
    assert word_faults(data, draft()) == ()


@pytest.mark.parametrize("name", ["odd_and_even", "first_page_empty", "table_in_header"])
def test_a_page_without_its_mark_is_refused(name: str) -> None:
    """Our check finds each header without the mark, and each footer without the line to sign on."""
    data = word_bytes(draft(), THEME, TEMPLATES[name]())
    for part_name in WordFile(data).running.values():
        words = (DRAFT_MARK if "header" in part_name else SIGNATURE).encode()
        broken = changed(data, lambda parts, n=part_name, w=words: parts.update({n: parts[n].replace(w, b"Nytt")}))
        assert [(one.rule, part_name in one.message) for one in word_faults(broken, draft())] == [("märke", True)]


def test_what_is_approved_has_no_mark() -> None:
    """Without a mark the template's header is as it was, and no place is left for one."""
    data = word_bytes(sample(), THEME, TEMPLATES["header_and_footer"]())
    assert words_of(data, "word/header1.xml").split() == ["Exempelkommunen", "Mall", "Kommunstyrelsen"]
    assert b"<!--" not in WordFile(data).parts["word/header1.xml"]


ODD_STOPS = {
    "units": ("center", "8cm"),
    "parts": ("center", "4536.5"),
    "plus": ("right", "+9072"),
    "no_number": ("center", "mitten"),
    "nothing": ("center", ""),
    "numbered": ("num", "360"),
    "bar": ("bar", "2000"),
    "before": ("left", "-567"),
    "beyond": ("right", "99999"),
    "decimal": ("decimal", "4535.51"),
    "strict": ("end", "453.6pt"),
}


@pytest.mark.parametrize("name", ODD_STOPS)
def test_our_lines_keep_their_right_part(name: str) -> None:
    """However a template's style writes its tab stops, our line has one, and our check agrees."""
    kind, place = ODD_STOPS[name]
    document = a4()
    for style in ("Header", "Footer"):
        properties = document.styles[style].element.get_or_add_pPr()
        for old in properties.findall(f"{W}tabs"):
            properties.remove(old)
        properties.append(element(f'<w:tabs><w:tab w:val="{kind}" w:pos="{place}"/></w:tabs>'))
    for base in (saved(document), _with_own_header(document)):
        data = word_bytes(draft(), THEME, base)
        assert word_faults(data, draft()) == ()
        places = [tab.get(f"{W}pos") for tab in part(data, "word/styles.xml").iterfind(f".//{W}tabs/{W}tab")]
        assert all(place.lstrip("-").isdigit() for place in places)


def _with_own_header(document: docx.document.Document) -> bytes:
    document.sections[0].header.paragraphs[0].text = "Kommunen\tTopp"
    return saved(document)


EMPTIED = {
    "only_asks": '<w:showingPlcHdr/><w:alias w:val="Handläggare"/>',
    "only_reference": '<w:showingPlcHdr/><w:alias w:val="Diarienummer"/>',
}


@pytest.mark.parametrize("name", EMPTIED)
def test_a_header_that_comes_out_empty_is_none(name: str) -> None:
    """A header that only asks for something, or has only what a document may lack, leaves its place to ours."""
    document = a4()
    run = "<w:r><w:t>Klicka här</w:t></w:r>"
    document.sections[0].header.paragraphs[0]._p.append(page_templates.control(run, EMPTIED[name]))
    without = replace(sample(), meta=replace(sample().meta, identifier=""))
    data = word_bytes(without, THEME, saved(document))
    assert word_faults(data, without) == ()
    assert "Protokoll 2026-01-02" in words_of(data, "word/header1.xml")


def test_a_footer_with_a_field_alone_stays() -> None:
    """A footer with only the page's number is one."""
    document = a4()
    field(document.sections[0].footer.paragraphs[0], "PAGE")
    data = word_bytes(draft(), THEME, saved(document))
    assert words_of(data, "word/footer1.xml").split() == [*SIGNATURE.split(), "1"]


def test_blanks_are_drawn_whatever_stops_a_style_has() -> None:
    """The stops of a style are cleared on the line to sign on, so that its blanks begin after the words."""
    properties = (document := a4()).styles["Footer"].element.get_or_add_pPr()
    for old in properties.findall(f"{W}tabs"):
        properties.remove(old)
    properties.append(element('<w:tabs><w:tab w:val="left" w:pos="144"/><w:tab w:val="center" w:pos="4500"/></w:tabs>'))
    line = part(word_bytes(draft(), THEME, saved(document)), "word/footer1.xml").find(f"{W}p")
    stops = [(tab.get(f"{W}val"), int(tab.get(f"{W}pos"))) for tab in line.iterfind(f"{W}pPr/{W}tabs/{W}tab")]
    assert [place for kind, place in stops if kind == "clear"] == [144, 4500]
    assert [kind for kind, _ in stops if kind != "clear"] == ["left", "right", "left", "right"]


def test_blanks_begin_after_words_of_the_styles_size() -> None:
    """In a large footer the first stop lies as much further to the right, so that no tab goes to the next line."""
    places = []
    for size in (9, 18):
        (document := a4()).styles["Footer"].font.size = Pt(size)
        line = part(word_bytes(draft(), THEME, saved(document)), "word/footer1.xml").find(f"{W}p")
        stops = [tab for tab in line.iterfind(f"{W}pPr/{W}tabs/{W}tab") if tab.get(f"{W}val") == "left"]
        places.append(int(stops[0].get(f"{W}pos")))
    assert 1.5 * places[0] < places[1] < 9071 / 2


def test_a_heading_that_is_not_there_is_not_asked_for() -> None:
    """A field that shows a heading gives the title, or nothing where documents have no such text."""
    document = a4()
    header = document.sections[0].header.paragraphs[0]
    for instruction in ('STYLEREF "Rubrik 1"', "STYLEREF Kapitel", "STYLEREF 1 \\n"):
        field(header, instruction, "Mallens rubrik")
    data = word_bytes(sample(), THEME, saved(document))
    assert words_of(data, "word/header1.xml").strip() == sample().meta.title
    assert part(data, "word/header1.xml").find(f".//{W}instrText") is None


@pytest.mark.parametrize("shown", ["Error! Unknown document property name.", "Fel! Hittar inte referenskälla."])
def test_a_fields_error_is_not_printed(shown: str) -> None:
    """What Word wrote in the template where a field failed does not come along."""
    document = a4()
    header = document.sections[0].header.paragraphs[0]
    header.text = "Kommunen "
    field(header, "DOCPROPERTY Avdelning", shown)
    assert words_of(word_bytes(sample(), THEME, saved(document)), "word/header1.xml").strip() == "Kommunen"


def test_pages_are_counted_in_figures() -> None:
    """Pages that a template counts in Roman numbers have figures, and that is told."""
    document = a4()
    document.sections[0]._sectPr.append(element('<w:pgNumType w:fmt="lowerRoman" w:start="3"/>'))
    kind = part(word_bytes(sample(), THEME, saved(document)), "word/document.xml").find(f".//{W}pgNumType")
    assert kind is None or dict(kind.attrib) == {}
    assert [one for one in prepare_template(THEME, saved(document)).remarks if "romerska" in one.message]


@pytest.mark.parametrize(
    "words", ["{{ namn }}", "#titel#", "${dnr}", "«Handläggare»", "[Skriv organ]", "<Ange datum>", "Klicka här"]
)
def test_words_to_replace_are_told(words: str) -> None:
    """What somebody was to write other words for is a warning, with the words."""
    document = a4()
    document.sections[0].header.paragraphs[0].text = f"Nämnden {words}"
    told = [one for one in prepare_template(THEME, saved(document)).remarks if words in one.message]
    assert [one.level for one in told] == [Level.WARNING]


@pytest.mark.parametrize("words", ["Sida [2]", "A < B", "Plan- och bygg", "Se [1–3]"])
def test_other_words_are_not(words: str) -> None:
    document = a4()
    document.sections[0].header.paragraphs[0].text = words
    assert not [one for one in prepare_template(THEME, saved(document)).remarks if "skrivs som det står" in one.message]


def test_broken_lines_are_not_drawn_out() -> None:
    """Where a template's text is justified, a line that ends before its paragraph does is as long as its words."""
    data = word_bytes(sample(), THEME, saved(a4()))
    assert part(data, "word/settings.xml").find(f"{W}compat/{W}doNotExpandShiftReturn") is not None
