"""The site in a real browser, from a folder and from a server: by keys alone, in the dark, at 400 % zoom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import vnu
from browser import Chromium, tab_stops, too_wide, violations
from conftest import known_workspace
from published_site import files_below, made, write_workspace

from naravard_docs.swedish import search_form

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

SCRIPT = b'<script src="sok.js" defer></script>'
FORMS: dict[str, dict[str, Any]] = {
    "on a light screen": {},
    "on a dark screen": {"color_scheme": "dark"},
    "at 400 % zoom": {"width": 320, "height": 256},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site."""
    workspace = write_workspace(known_workspace(tmp_path_factory.mktemp("webb") / "yta"))
    made(workspace)
    return workspace.root / "output/webb"


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[str]:
    """The address of a server on loopback that has the folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def pages(root: Path) -> list[Path]:
    """Return one page of each kind, and all that lead to others."""
    names = ("index.html", "sok.html", "organ/ks.html", "protokoll/2024-01-19-ks/index.html")
    return [root / name for name in (*names, "beslut/2024-01-19-ks/val-av-kassor.html")]


@pytest.mark.parametrize("form", FORMS)
def test_every_page_is_accessible(browser: Chromium, root: Path, form: str) -> None:
    """Axe has nothing against any kind of page, and none has to be moved sideways."""
    found: list[str] = []
    for path in pages(root):
        page = browser.open(path, **FORMS[form])
        found += [f"{path.name}: {line}" for line in violations(page)]
        found += [f"{path.name} är {width} bildpunkter för bred" for width in (too_wide(page),) if width]
        page.context.close()
    assert found == []
    assert browser.refused == []


def test_every_page_is_valid(root: Path) -> None:
    """The Nu Html Checker has nothing to say of any page.

    It takes a script that is a file for one of another origin (version 26), so it gets the page to search on without;
    that a browser does not is shown below.
    """
    found = {name: data for name, data in files_below(root).items() if name.endswith(".html")}
    found["sok.html"] = found["sok.html"].replace(SCRIPT, b"")
    assert {name: said for name, said in vnu.judged(found).items() if said} == {}


def hits(page: Page, words: str) -> list[str]:
    """Return the headings of what the list shows when some words are typed."""
    page.get_by_role("searchbox").fill(words)
    return [each.inner_text() for each in page.locator(".traffar > li:visible > a").all()]


SEARCHES = {
    "färdplan": ["1. Färdplan för cykelvägar", "§ 7 Färdplan för cykelvägar"],
    "FÄRDPLAN örnsk": ["1. Färdplan för cykelvägar", "§ 7 Färdplan för cykelvägar"],
    "fardplan": [],  # ä is a letter of its own
    "ide andre": ["1. Färdplan för cykelvägar", "§ 7 Färdplan för cykelvägar"],  # é is an e with an accent
    "plan": [],  # from the beginning of words
    "kassör": ["3.1 Val av kassör"],
    "årsmöte snö": ["2. Rapport om snöröjning"],
    "kommunstyrelsen 2024 plac": ["§ 2 Placering av ett barn"],
    "zebrafink": [],
}


@pytest.mark.parametrize("where", ["i en mapp", "på en server"])
def test_search_finds_words(browser: Chromium, root: Path, server: str, where: str) -> None:
    """By their beginnings, whatever capitals and accents, in headings, texts, decisions and names; without a server."""
    page = browser.open(root / "sok.html" if where == "i en mapp" else f"{server}/sok.html")
    found = {words: hits(page, words) for words in SEARCHES}
    shown = {words: [line.replace("\u00a0", " ") for line in lines] for words, lines in found.items()}
    assert shown == SEARCHES
    assert page.get_by_role("status").inner_text() == "Inga träffar. Pröva färre eller kortare ord."
    assert len(hits(page, "")) == 8
    assert page.get_by_role("status").inner_text() == ""


def test_a_search_has_an_address(browser: Chromium, root: Path) -> None:
    """What is searched for stands in the address, so that it can be sent to others and is there after «back»."""
    page = browser.open(root / "sok.html")
    hits(page, "snö röj")
    hits(page, "snö")
    again = browser.open(page.url)
    assert again.get_by_role("searchbox").input_value() == "snö"
    assert again.get_by_role("status").inner_text() == "2 träffar"
    again.locator(".traffar > li:visible > a").first.click()
    again.go_back()
    assert again.get_by_role("searchbox").input_value() == "snö"
    assert again.locator(".traffar > li:visible").count() == 2


def test_words_are_folded_as_the_program_does(browser: Chromium, root: Path) -> None:
    """The script's search form of a text is that of the register of decisions."""
    page = browser.open(root / "sok.html")
    texts = [
        "Idé ÅÄÖ åäö",
        "Šibenik, Øre, Æble, Łódź",
        "Àáâãèéêëìíîïòóôõùúûüýÿçñ",
        "Sámi: đŋŧ čšž",
        "ﬁn ½ ②",
        "A\u030aland",
    ]
    assert page.evaluate("texts => texts.map(searchForm)", texts) == [search_form(each) for each in texts]


def test_the_list_is_there_without_scripts(browser: Chromium, root: Path) -> None:
    """All items with their links, no field that does nothing, and a word of why."""
    page = browser.open(root / "sok.html", java_script_enabled=False)
    assert page.locator(".traffar > li:visible").count() == 8
    assert page.locator("#ord:visible").count() == 0
    assert "behöver JavaScript" in page.locator("noscript").inner_text()


def test_the_keyboard_is_enough(browser: Chromium, root: Path) -> None:
    """From the first page by Tab and Enter to the search, to a decision, and to the minutes that it stands in."""
    page = browser.open(root / "index.html")
    stops = tab_stops(page)
    assert stops[:2] == ["a Hoppa till innehållet", "a Sök"]
    page = browser.open(root / "sok.html")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("kassör")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/val-av-kassor.html")
    page.get_by_text("Protokoll 19 januari 2024").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/protokoll/2024-01-19-ks/index.html*")
    assert page.evaluate("document.querySelector(':target') !== null")


def test_only_the_search_page_runs_anything(browser: Chromium, root: Path) -> None:
    """Its own script and no other: what somebody might have put into a text is not run there, and nothing elsewhere."""
    inserted = '<script>document.title = "körd"</script><img src="x" onerror="document.title = \'körd\'">'
    for name in ("sok.html", "index.html", "protokoll/2024-01-19-ks/index.html"):
        path = root / name.replace(".html", "-ändrad.html")
        path.write_text((root / name).read_text("utf-8").replace("</main>", f"{inserted}</main>"), "utf-8")
        page = browser.open(path)
        assert "körd" not in page.title(), name
        path.unlink()
    scripts = {name: data.count(SCRIPT) for name, data in files_below(root).items() if name.endswith(".html")}
    assert {name for name, count in scripts.items() if count} == {"sok.html"}


def test_printed_pages_have_no_search(browser: Chromium, root: Path) -> None:
    """On paper the list stands alone."""
    page = browser.open(root / "sok.html")
    page.emulate_media(media="print")
    assert page.locator(".sok:visible").count() == 0
    assert page.locator(".traffar > li:visible").count() == 8
