"""An outside judge of pages, the Nu Html Checker of the W3C: no error and no warning on any page; and it judges."""

from __future__ import annotations

import pytest
from broken_html import BROKEN, whole_html, whole_page
from forms import every_form
from hard import hard_documents
from made import THEME, documents, example_html
from vnu import hand_in, judged

from naravard_docs.html.page import HeadLink, PageContext, PageLink
from naravard_docs.html.writer import html_bytes

pytestmark = pytest.mark.slow

ON_A_SITE = PageContext(
    (PageLink("Alla protokoll", "../index.html"),),
    (PageLink("Som PDF", "protokoll.pdf"),),
    (
        HeadLink("alternate", "../a.xml", "application/atom+xml", "Nya"),
        HeadLink("canonical", "https://exempel.se/å.html"),
    ),
)
REFUSED = (
    *("utan doctype", "utan titel", "två huvudinnehåll", "ett id två gånger", "ett id med blanktecken"),
    *("en stil i ett attribut", "en tabell med en cell för lite"),
    *("ett stycke i ett stycke", "ett element som inte avslutas", "en rad utanför listan", "text i en tabell"),
    *("en stilmall som policyn inte har", "inte UTF-8"),
)
"""Variants of our page that are wrong by the standard; the others are so by what we ask more of it."""


def sound() -> dict[str, bytes]:
    """Return the pages of the examples, the hard documents, and one with every form."""
    return {
        "hel": whole_html(),
        "på en webbplats": html_bytes(whole_page(), THEME, ON_A_SITE),
        "former": html_bytes(every_form(), THEME),
        **{name: example_html(name) for name in documents()},
        **{f"{each.name} (svår)": html_bytes(each.document, THEME) for each in hard_documents()},
    }


hand_in(sound)
hand_in(lambda: {name: BROKEN[name][1]() for name in REFUSED})


def test_every_page_is_as_html_is() -> None:
    """No page has an error, nor a warning."""
    assert {name: said for name, said in judged(sound()).items() if said} == {}


def test_the_judge_refuses_broken_pages() -> None:
    """The judge is shown pages that are wrong in one way each, and says so of each."""
    said = judged({name: BROKEN[name][1]() for name in REFUSED})
    assert [name for name in REFUSED if not said[name]] == []
