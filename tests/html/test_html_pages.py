"""The page of a document: what it has, what it leaves to paper, and that nothing a text says becomes markup."""

from __future__ import annotations

import json
import re
from datetime import date, time
from itertools import product

import pytest
from broken_html import whole_html, whole_page
from forms import every_form
from made import THEME, document_of, documents, example_html

from naravard_docs.check.html import page_labels
from naravard_docs.check.html_tree import HtmlElement, HtmlFile
from naravard_docs.document.blocks import Figure, Heading, List, ListItem, ListKind, Paragraph, Role, Section
from naravard_docs.document.document import Document, Meta, RunningLine
from naravard_docs.document.event import MeetingEvent
from naravard_docs.document.inlines import PageNumber, Span, Text, text
from naravard_docs.document.labels import document_labels
from naravard_docs.html.page import HeadLink, PageContext, PageLink
from naravard_docs.html.palette import dark_palette, light_palette
from naravard_docs.html.writer import html_bytes
from naravard_docs.libraries.records import replace
from naravard_docs.style.contrast import contrast
from naravard_docs.style.theme import Theme

ODD = "</style></script><script>alert(1)</script> \"'&amp; <b> \u2028 ]]> -->"


def page(document: Document, context: PageContext | None = None) -> HtmlFile:
    return HtmlFile(html_bytes(document, THEME, context) if context else html_bytes(document, THEME))


def one(file: HtmlFile, tag: str) -> HtmlElement:
    return next(file.root.all(tag))


def by_id(file: HtmlFile, name: str) -> HtmlElement:
    return next(element for element in file.root.all() if element.attributes.get("id") == name)


def links(file: HtmlFile, name: str) -> list[str]:
    return [each.attributes["href"] for each in file.root.all("a") if name in each.classes]


def data_of(document: Document) -> dict[str, object]:
    told: dict[str, object] = json.loads(one(page(document), "script").text())
    return told


@pytest.mark.parametrize("name", ["protokoll-2023", "kallelse-nämnd", "uppföljning-2021"])
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    """A page has no clock and no chance in it, and is UTF-8 that ends with a line end."""
    assert html_bytes(documents()[name], THEME) == example_html(name)
    assert example_html(name).decode("utf-8").endswith("</html>\n")


def test_items_and_decisions_have_addresses() -> None:
    """Each item and each decision has an address made of its meaning, and a link to itself with words for it."""
    file = page(documents()["protokoll-nämnd"])
    own = links(file, "hit")
    assert own[:4] == ["#ärende-1", "#ärende-1.beslut", "#ärende-2", "#ärende-2.beslut"]
    assert by_id(file, "ärende-1").tag == "section"
    assert by_id(file, "ärende-1.beslut").text() == "Nämnden beslutade:"
    labels = [each.attributes["aria-label"] for each in file.root.all("a") if "hit" in each.classes]
    assert labels[:2] == ["Länk till §\xa033 Val av justerare", "Länk till beslutet i §\xa033 Val av justerare"]


@pytest.mark.parametrize("opened", [(), (Heading("ärende-1.beslut.rubrik", 3, text("Beslut"), Role.DECISION),)])
def test_a_decision_of_clauses_only_has_an_address(opened: tuple[Heading, ...]) -> None:
    """It is the frame's, the same that opening words would have, whether a heading stands over the clauses or not."""
    clause = ListItem((Paragraph("ärende-1.beslut.sats-1", text("att sänka taxan")),))
    clauses = List("ärende-1.beslut.satser", ListKind.DASH, (clause,), Role.DECISION)
    heading = Heading("ärende-1.rubrik", 2, text("Budget"))
    section = Section("ärende-1", (heading, *opened, clauses), Role.AGENDA_ITEM, "Budget")
    file = page(replace(documents()["protokoll-nämnd"], blocks=(section,)))
    assert links(file, "hit") == ["#ärende-1", "#ärende-1.beslut"]
    assert "beslut" in by_id(file, "ärende-1.beslut").classes


def test_the_table_of_contents_leads_to_headings() -> None:
    """Its links lead to headings that are there; pages have no numbers."""
    file = page(documents()["protokoll-nämnd"])
    contents = next(each for each in file.root.all("nav") if "innehåll" in each.classes)
    targets = [each.attributes["href"].removeprefix("#") for each in contents.all("a")]
    assert [by_id(file, target).tag for target in targets] == ["h2"] * 5


def test_what_is_for_paper_is_left_to_paper() -> None:
    """Numbers of pages and lines to sign each page on are not on the page, but in its rules for print."""
    words = one(page(documents()["protokoll-nämnd"]), "body").text()
    assert "Sida" not in words and "Justerandes signatur" not in words
    style = one(page(documents()["protokoll-nämnd"]), "style").text()
    assert 'content:"Sida " counter(page)' in style and "Protokoll 12–13 maj 2023" in style


def test_a_mark_is_said_once() -> None:
    """How the first page is marked stands in the page's head, unless the document says it anyway."""
    line = (RunningLine(text("UTKAST")),)
    blocks = (Heading("t", 1, text("Brev")),)
    document = replace(document_of(*blocks), first_header=line)
    marked = [each.text() for each in page(document).root.all("p") if "märke" in each.classes]
    assert marked == ["UTKAST"]
    said = replace(document, blocks=(*blocks, Paragraph("s", text("UTKAST"), Role.STATUS)))
    assert one(page(said), "body").text().count("UTKAST") == 1


def test_labels_are_those_that_are_written() -> None:
    """Whatever a list's labels are, they stand as text before its items."""
    wanted = [label for _, label, _ in document_labels(every_form().blocks)]
    assert list(page_labels(page(every_form()))) == wanted


def test_no_text_becomes_markup() -> None:
    """Signs of HTML, CSS and JSON in any text are words and nothing else."""
    event = MeetingEvent(ODD, date(2026, 1, 2), ODD, ODD, place=ODD)
    blocks = (
        Heading("t", 1, text(ODD)),
        Section("ä", (Heading("h", 2, text(ODD)), Paragraph("p", (Span(text(ODD), "sma"),))), Role.AGENDA_ITEM, ODD),
    )
    meta = Meta(ODD, ODD, date(2026, 1, 2), ODD, ODD)
    header = (RunningLine(text(ODD), text(ODD)),)
    document = Document(meta, blocks, header, header, header, event)
    file = page(document)
    assert file.faults == []
    assert [each.attributes.get("type") for each in file.root.all("script")] == ["application/ld+json"]
    assert by_id(file, "p").text() == one(file, "h1").text() == one(file, "title").text() == ODD
    assert data_of(document)["name"] == ODD
    assert "<" not in one(file, "style").text()


def test_ids_are_given_once_and_have_no_blanks() -> None:
    """Of two blocks with one id the first has it, and no id has white space or is that of the main part."""
    blocks = (*(Paragraph("a b", text(f"{n}")) for n in range(2)), Paragraph("huvudinnehåll", text("x")))
    names = [each.attributes["id"] for each in page(document_of(*blocks)).root.all() if "id" in each.attributes]
    assert names == ["huvudinnehåll", "a-b"]


def test_appendices_stand_below_the_pages_heading() -> None:
    """A page has one heading of the first level: those of appendices are one lower, with all below them."""
    levels = [each.tag for each in page(documents()["brev-umea"]).root.all("h1", "h2", "h3")]
    assert levels.count("h1") == 1
    assert by_id(page(documents()["brev-umea"]), "bilaga-1.bakgrund").tag == "h3"


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (MeetingEvent("M", date(2026, 1, 2), "O", "K"), ("2026-01-02", None)),
        (MeetingEvent("M", date(2026, 1, 2), "O", "K", date(2026, 1, 3)), ("2026-01-02", "2026-01-03")),
        (MeetingEvent("M", date(2026, 1, 2), "O", "K", None, time(9)), ("2026-01-02T09:00", None)),
        (
            MeetingEvent("M", date(2026, 1, 2), "O", "K", date(2026, 1, 3), time(9), time(15, 30)),
            ("2026-01-02T09:00", "2026-01-03T15:30"),
        ),
    ],
)
def test_when_a_meeting_is_is_told_as_far_as_it_is_known(event: MeetingEvent, told: tuple[str, str | None]) -> None:
    """Programs are told days, and times of day where they are known."""
    data = data_of(replace(document_of(), event=event))
    assert (data["startDate"], data.get("endDate")) == told


def test_whose_meeting_it_is() -> None:
    """An authority is told as one, an association as another organisation, and a meeting that is off as that."""
    told = data_of(documents()["protokoll-nämnd"])
    assert told["organizer"] == {
        "@type": "GovernmentOrganization",
        "name": "Socialnämnden",
        "parentOrganization": {"@type": "GovernmentOrganization", "name": "Storsjö kommun"},
    }
    assert told["location"] == {"@type": "Place", "name": "Kommunhuset, sal Oviken"}
    assert str(data_of(documents()["protokoll-förening"])["organizer"]).count("'Organization'") == 2
    assert data_of(documents()["kallelse-inställd"])["eventStatus"] == "https://schema.org/EventCancelled"
    assert list(page(documents()["brev-umea"]).root.all("script")) == []


def test_a_page_of_a_site_says_where_it_stands() -> None:
    """What is around the document is navigation with names of its own, and the page's address is told."""
    context = PageContext(
        (PageLink("Alla protokoll", "../index.html"),),
        (PageLink("Som PDF", "a.pdf"),),
        (
            HeadLink("canonical", "https://exempel.se/a.html"),
            HeadLink("alternate", "f.xml", "application/atom+xml", "N"),
        ),
    )
    file = page(whole_page(), context)
    named = {each.attributes["aria-label"]: [a.text() for a in each.all("a")] for each in file.root.all("nav")}
    assert named == {"Webbplatsen": ["Alla protokoll"], "Innehåll": ["Ärende"], "Filer": ["Som PDF"]}
    assert [each.attributes["rel"] for each in file.root.all("link")] == ["canonical", "alternate"]
    assert json.loads(one(file, "script").text())["url"] == "https://exempel.se/a.html"


@pytest.mark.parametrize("accent", ["1F4E79", "FFE600", "00FF00", "808080", "000000", "FFFFFF"])
def test_colours_can_be_read_on_light_and_dark(accent: str) -> None:
    """Whatever the house's colours are, text has a contrast of 4.5:1 on all that it stands on, shapes of 3:1."""
    theme = Theme(accent_colour=accent, link_colour=accent, muted_colour=accent, warning_colour=accent)
    for palette in (light_palette(theme), dark_palette(theme)):
        for colour, ground in product(
            (palette.text, palette.accent, palette.link, palette.muted, palette.warning), (palette.page, palette.fill)
        ):
            assert contrast(colour, ground) >= 4.5
        assert contrast(palette.edge, palette.page) >= 3
        assert all(contrast(palette.text, tone) >= 4.5 for _, tone in palette.tones)


def test_a_page_needs_nothing_but_itself() -> None:
    """No address is fetched: pictures are within it, and the one style is that which its policy has."""
    words = whole_html().decode()
    assert re.findall(r' src="(?!data:image/)', words) == re.findall(r"url\(|@import", words) == []
    assert one(page(whole_page()), "img").attributes["alt"] == "Kommunens vapen"


def test_a_picture_keeps_its_proportions_and_says_its_size() -> None:
    """A picture has its size in pixels of the screen, so that nothing moves when it is shown."""
    (figure,) = (block for block in whole_page().blocks if isinstance(block, Figure))
    picture = one(page(document_of(figure)), "img").attributes
    assert int(picture["width"]) == round(figure.width_mm * 96 / 25.4)
    assert int(picture["width"]) / int(picture["height"]) == pytest.approx(8 / 5, rel=0.03)


def test_a_running_line_of_page_numbers_alone_gives_no_foot() -> None:
    """A footer that only tells the page is no footer of a page without pages."""
    document = replace(document_of(), footer=(RunningLine((Text("Sida "), PageNumber())),))
    assert list(page(document).root.all("footer")) == []
