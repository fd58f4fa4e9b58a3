"""The page in a real browser: renewed on each save with the reader's place kept, and for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import Chromium, tab_stops, too_wide, violations
from conftest import WorkspaceFolder
from previewing import Asked, previewed
from pypdf import PdfReader

from naravard_docs.workspace.folders import example_named

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

pytestmark = pytest.mark.slow

SHOWN = "#document-view iframe:not(.waiting)"
LATER = date(2030, 1, 1)


def long_text(items: int = 12, first: str = "Kort.") -> str:
    """Return a meeting that is many screens long."""
    rows = [
        f"  - rubrik: Fråga {n}\n    text: |\n      {first if n == 1 else f'Om sak {n}. ' * 40}\n"
        for n in range(1, items + 1)
    ]
    return "organ: systemledning\ndatum: 2023-03-24\närenden:\n" + "".join(rows)


@contextmanager
def shown(browser: Chromium, asked: Asked, **settings: object) -> Iterator[Page]:
    """Open the page and wait until the document is there; no script may fail meanwhile."""
    failed: list[str] = []
    page = browser.profile(viewport={"width": 1280, "height": 900}, **{**settings}).new_page()
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda said: failed.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(asked.address)
    page.wait_for_selector(SHOWN)
    page.wait_for_function("() => document.getElementById('editor').childElementCount > 0")
    try:
        yield page
    finally:
        page.context.close()
    assert failed == []


def document(page: Page) -> Frame:
    """Return the frame of the document that is shown."""
    frame = page.query_selector(SHOWN).content_frame()  # type: ignore[union-attr]
    assert frame is not None
    return frame


def wait_for_words(page: Page, words: str) -> None:
    """Wait until the document that is shown has some words."""
    page.wait_for_function(
        "([shown, words]) => document.querySelector(shown)?.contentDocument?.body?.innerText.includes(words)",
        arg=[SHOWN, words],
    )


def top_of(page: Page, words: str) -> float:
    """Return how far below the frame's upper edge a heading with some words is."""
    return float(
        document(page).evaluate(
            "words => [...document.querySelectorAll('h2, h3')].find(h => h.textContent.includes(words))"
            ".getBoundingClientRect().top",
            words,
        )
    )


def test_a_save_renews_the_page(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """What is saved in another editor is shown without anybody touching the page."""
    with previewed(workspace.write_meeting(long_text())) as asked, shown(browser, asked) as page:
        wait_for_words(page, "Fråga 3")
        asked.path.write_text(long_text().replace("Fråga 3", "Nya ordet"), encoding="utf-8")
        wait_for_words(page, "Nya ordet")
        assert "Uppdaterad" in page.locator("#state").inner_text()
        assert page.locator("#document-view iframe").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Kort.", "Mycket längre. " * 400),
        lambda text: text.replace("  - rubrik: Fråga 1\n", "  - rubrik: Ett nytt ärende\n  - rubrik: Fråga 1\n"),
        lambda text: text.replace("  - rubrik: Fråga 2\n    text: |\n      " + "Om sak 2. " * 40 + "\n", ""),
        lambda text: text.replace("Fråga 12", "Den sista frågan"),
    ],
    ids=["an item above grows", "an item comes above", "an item above goes", "something below changes"],
)
def test_the_place_is_kept(browser: Chromium, workspace: WorkspaceFolder, change: object) -> None:
    """What the reader looks at stays where it is on the screen, whatever grows, comes or goes above it."""
    assert callable(change)
    text = long_text()
    with previewed(workspace.write_meeting(text)) as asked, shown(browser, asked) as page:
        document(page).evaluate(
            "() => { const h = [...document.querySelectorAll('h2')].find(h => h.textContent.includes('Fråga 7'));"
            "h.scrollIntoView({behavior: 'instant'}); scrollBy({top: -40, behavior: 'instant'}); }"
        )
        before = top_of(page, "Fråga 7")
        number = asked.running.preview.meeting.state.number
        asked.path.write_text(change(text), encoding="utf-8")
        asked.wait_for(number + 1)
        page.wait_for_selector(f"{SHOWN}[src$='?{number + 1}']")
        page.wait_for_timeout(200)
        assert abs(top_of(page, "Fråga 7") - before) < 2


def test_broken_yaml_keeps_the_last_document(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """A file that cannot be read keeps the last document, greyed, with the problem above it; mended it is as before."""
    text = long_text()
    with previewed(workspace.write_meeting(text)) as asked, shown(browser, asked) as page:
        asked.path.write_text(text.replace("ärenden:\n", "ärenden: [\n"), encoding="utf-8")
        page.wait_for_selector("#problem-list li.error")
        assert page.locator("#old").is_visible()
        assert "Fråga 3" in document(page).locator("body").inner_text()
        assert page.locator("body.is-old").count() == 1
        told = page.locator("#problem-list li.error").first.inner_text()
        assert re.search(r"2023-03-24-systemledning\.yaml:\d+:\d+", told)
        assert "^" in told
        assert "tips:" in told
        assert page.locator("#pdf[href]").count() == 0
        problem, frame = page.locator("#problems").bounding_box(), page.locator(SHOWN).bounding_box()
        assert problem and frame
        assert problem["y"] < frame["y"]
        assert violations(page) == []
        asked.path.write_text(text, encoding="utf-8")
        page.wait_for_selector("#problem-list li.error", state="detached")
        assert page.locator("#old").is_hidden()
        assert page.locator("body.is-old").count() == 0
        assert page.locator("#pdf[href]").count() == 1


def test_a_meeting_that_is_broken_from_the_start(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """A file with faults opens with them, and the document comes when they are mended."""
    with previewed(workspace.write_meeting("organ: finns-inte\n")) as asked:
        page = browser.open(asked.address)
        page.wait_for_selector("#problem-list li.error")
        assert page.locator("#document-view iframe").count() == 0
        asked.path.write_text(long_text(), encoding="utf-8")
        page.wait_for_selector(SHOWN)
        wait_for_words(page, "Fråga 3")


def test_two_tabs_are_both_renewed(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """Two open pages of one preview both follow the file, also when one of them saves it."""
    path = workspace.write_meeting(long_text())
    with previewed(path) as asked, shown(browser, asked) as one, shown(browser, asked) as other:
        path.write_text(long_text().replace("Fråga 3", "Nya ordet"), encoding="utf-8")
        wait_for_words(one, "Nya ordet")
        wait_for_words(other, "Nya ordet")


def test_the_document_is_chosen(browser: Chromium, tmp_path: Path) -> None:
    """A meeting with letters shows those too, chosen by name, and the links lead to the one that is shown."""
    from made import copy_examples

    root = copy_examples(tmp_path / "yta")
    with (
        previewed(root / "meetings/2021-03-19-samrad-vard-och-omsorg.yaml", LATER) as asked,
        shown(browser, asked) as page,
    ):
        names = page.locator("#document option").all_inner_texts()
        assert len(names) > 1
        page.select_option("#document", "1")
        wait_for_words(page, "Rekommendation")
        assert page.locator("#pdf").get_attribute("href") == "pdf/1"
        assert page.locator("#word").get_attribute("href") == "word/1"


def test_pages_as_pictures(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """The PDF's pages are shown as pictures on demand, each with words for it, and renewed in their place."""
    with previewed(workspace.write_meeting(long_text())) as asked, shown(browser, asked) as page:
        page.click("#as-pages")
        page.wait_for_function("() => document.querySelector('#pages-view img')?.naturalWidth > 500")
        assert page.locator("#as-pages").get_attribute("aria-pressed") == "true"
        first = page.locator("#pages-view img").first
        assert (first.get_attribute("alt") or "").startswith("Sida 1 av ")
        assert page.locator("#document-view").is_hidden()
        source = first.get_attribute("src")
        page.locator("#pages-view").evaluate("view => view.scrollTo(0, 500)")
        asked.path.write_text(long_text().replace("Fråga 3", "Nya ordet"), encoding="utf-8")
        page.wait_for_function(
            "old => document.querySelector('#pages-view img').getAttribute('src') !== old", arg=source
        )
        assert page.locator("#pages-view").evaluate("view => view.scrollTop") == 500
        assert violations(page) == []
        page.click("#as-pages")
        wait_for_words(page, "Nya ordet")


def test_files_are_fetched(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """The links give the document as PDF and as Word, under the names that they are built with."""
    with previewed(workspace.write_meeting(long_text())) as asked, shown(browser, asked, accept_downloads=True) as page:
        with page.expect_download() as got:
            page.click("#word")
        assert got.value.suggested_filename == "2023-03-24-systemledning-protokoll.docx"
        reply = page.evaluate("fetch('pdf/0').then(async r => [r.status, (await r.text()).slice(0, 5)])")
        assert reply == [200, "%PDF-"]
        assert not (workspace.root / "output").exists()


@pytest.mark.parametrize("name", ["nämnd", "direktion", "region"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Chromium, tmp_path: Path, name: str, scheme: str) -> None:
    """Page, document, editor and problems of example bodies are accessible by axe, light and dark."""
    import shutil

    root = tmp_path / "yta"
    shutil.copytree(example_named(name), root)
    path = sorted((root / "meetings").glob("*.yaml"))[0]
    with previewed(path, LATER) as asked, shown(browser, asked, color_scheme=scheme) as page:
        assert violations(page) == []
        page.evaluate("document.getElementById('problems').open = true")
        assert violations(page) == []


_LONG_CHOICE = """() => {
  document.getElementById("choice").hidden = false;
  document.getElementById("document").add(new Option("Rekommendation till beslut om ".repeat(6)));
}"""
"""Shows the choice among a meeting's documents, one of which has a long name."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_folds_at_400_percent(browser: Chromium, workspace: WorkspaceFolder, scheme: str) -> None:
    """At 320 pixels, which is 1280 at 400 %, all is there and nothing has to be moved sideways."""
    with previewed(workspace.write_meeting(long_text() + "okänt: x\n")) as asked:
        page = browser.open(asked.address, width=320, height=256, color_scheme=scheme)
        page.wait_for_selector("#problem-list li.error")
        page.evaluate(_LONG_CHOICE)
        assert too_wide(page) == 0
        assert violations(page) == []
        asked.path.write_text(long_text(), encoding="utf-8")
        page.wait_for_selector(SHOWN)
        for each in ("#document-view", "#editor", "#save"):
            box = page.locator(each).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320
        assert (
            document(page).evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        )


def test_the_keyboard_alone_reaches_all(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """With Tab one comes to each tool, the text, the problems and the document, and out of the text again."""
    with previewed(workspace.write_meeting(long_text() + "okänt: x\n")) as asked:
        page = browser.open(asked.address)
        page.wait_for_selector("#problem-list li.error")
        stops = tab_stops(page, 12)
        for named in ("Visa som PDF-sidor", "Skriv ut", "Visa texten", "Mötesfilen"):
            assert any(named in stop for stop in stops), named
        page.locator("#problem-list button").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.getElementById('editor').contains(document.activeElement)")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert not page.evaluate("document.getElementById('editor').contains(document.activeElement)")


def test_the_document_is_printed_whole(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """Printing the page prints the whole document and nothing of what is around it."""
    with previewed(workspace.write_meeting(long_text())) as asked, shown(browser, asked) as page:
        pdf = workspace.root / "utskrift.pdf"
        pdf.write_bytes(page.pdf())
        words = "".join(each.extract_text() for each in PdfReader(pdf).pages)
        assert all(f"Fråga {n}" in words for n in range(1, 13))
        assert "Förhandsgranskning" not in words
        assert "Mötesfilen" not in words


def test_nothing_moves_for_those_who_want_it_still(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """Nothing on the page is animated or slides, least of all for who has asked for that."""
    with (
        previewed(workspace.write_meeting(long_text())) as asked,
        shown(browser, asked, reduced_motion="reduce") as page,
    ):
        moving = (
            "() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e))"
            ".filter(s => s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0).length"
        )
        assert page.evaluate(moving) == 0
        assert document(page).evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_an_end_is_told(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """When the program ends, the page says so and keeps what is on it."""
    with previewed(workspace.write_meeting(long_text())) as asked:
        page = browser.open(asked.address)
        page.wait_for_selector(SHOWN)
    page.wait_for_function("() => document.getElementById('state').textContent.includes('svarar inte')")
    assert "Fråga 3" in document(page).locator("body").inner_text()


def test_a_problem_leads_to_its_place(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """A warning leads to its line in the text, and to the item in the document."""
    text = long_text().replace("rubrik: Fråga 7", "rubrik: Fråga 7 #sju")
    with previewed(workspace.write_meeting(text)) as asked, shown(browser, asked) as page:
        page.click("#problems summary")
        item = page.locator("#problem-list li", has_text="NV903")
        item.get_by_role("button", name="Visa i dokumentet").click()
        assert abs(top_of(page, "Fråga 7")) < 60
        item.locator("button").first.click()
        assert page.evaluate("getSelection().toString()").startswith("#sju") or page.evaluate(
            "document.activeElement.value?.slice(document.activeElement.selectionStart).startsWith('#sju')"
        )
