"""Pages as a browser shows them: nothing that axe is against, readable at 400 %, by keys, in the dark and on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from broken_html import whole_html
from browser import Chromium, tab_stops, too_wide, violations
from made import example_html
from pypdf import PdfReader

pytestmark = pytest.mark.slow

PAGES = ("protokoll-2023", "protokoll-fullmäktige", "brev-umea", "uppföljning-2021", "kallelse-nämnd", "anslag-nämnd")


@pytest.fixture(params=[*PAGES, "alla former"])
def shown(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    data = whole_html() if request.param == "alla former" else example_html(request.param)
    path = tmp_path / "sida.html"
    path.write_bytes(data)
    return path


def test_axe_has_nothing_against_it(browser: Chromium, shown: Path) -> None:
    """In a narrow window as at 400 %, light and dark, axe finds no fault, and nothing reaches past the edge."""
    for scheme in ("light", "dark"):
        page = browser.open(shown, width=320, color_scheme=scheme)
        assert violations(page) == []
        assert too_wide(page) == 0
        page.context.close()


def test_text_may_be_spaced_out(browser: Chromium, shown: Path) -> None:
    """With the distances that readers may choose (WCAG 2.1, 1.4.12) no text reaches past the edge."""
    page = browser.open(shown, width=320, bypass_csp=True)
    page.add_style_tag(
        content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        "p{margin-bottom:2em!important}"
    )
    assert too_wide(page) == 0


def test_the_keyboard_goes_the_documents_way(browser: Chromium, tmp_path: Path) -> None:
    """Tab comes first to the link past the letterhead, then to all that has to be reached, in reading order."""
    path = tmp_path / "sida.html"
    path.write_bytes(whole_html())
    page = browser.open(path)
    stops = tab_stops(page)
    assert stops[0] == "a Hoppa till innehållet"
    assert [stop for stop in stops if stop.startswith("a ")][1:] == [
        "a Ärende",
        "a mer om vården",
        "a Länk till § 1 Budget",
        "a Länk till beslutet i § 1 Budget",
    ]


def test_it_is_printed_as_pages(browser: Chromium, tmp_path: Path) -> None:
    """On paper the page is A4 with its number at the foot, without what is only for screens."""
    path = tmp_path / "sida.html"
    path.write_bytes(example_html("protokoll-nämnd"))
    made = PdfReader(io.BytesIO(browser.open(path).pdf(prefer_css_page_size=True, print_background=True)))
    texts = [page.extract_text() for page in made.pages]
    assert [round(float(side) / 72 * 25.4) for side in made.pages[0].mediabox[2:]] == [210, 297]
    assert [f"Sida {n} ({len(texts)})" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)
    assert "Hoppa till innehållet" not in texts[0]
    assert any("§ 33 Val av justerare" in text.replace("\xa0", " ") for text in texts)


def test_a_page_that_is_against_its_policy_is_seen(browser: Chromium, tmp_path: Path) -> None:
    """The policy holds: a script that somebody puts into the page is not run, and the page's own style is shown."""
    path = tmp_path / "sida.html"
    path.write_bytes(whole_html().replace(b"</main>", b"<script>document.title='kapad'</script></main>"))
    page = browser.open(path)
    assert page.title() == "Ett helt dokument"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(0, 0, 0)"
