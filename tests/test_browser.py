"""The browser that judges pages: it shows them as they are, reaches nothing outside, and axe refuses what it must."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Chromium, axe, is_here, tab_stops, too_wide, violations

pytestmark = pytest.mark.slow

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
GOOD = f"""<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Protokoll</title>
<meta http-equiv="Content-Security-Policy" content="{CSP}">
<meta name="viewport" content="width=device-width">
<script>document.title = "skript"</script></head>
<body><main><h1>Protokoll</h1><p>Text med <a href="#ett">en länk</a> och <a href="#tva">en till</a>.</p>
<h2 id="ett">Ett</h2><h2 id="tva">Två</h2></main></body></html>
"""
BAD = """<!doctype html>
<html><head><meta charset="utf-8"><title></title></head>
<body><h1></h1><h3>Först</h3><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<p style="color: #bbb; background: #fff">Svag text</p><input><div style="width: 900px">Brett</div></body></html>
"""
REFUSED = {"html-has-lang", "document-title", "image-alt", "color-contrast", "label", "heading-order"}


def page_of(folder: Path, text: str) -> Path:
    path = folder / "sida.html"
    path.write_text(text, "utf-8")
    return path


def test_a_good_page_passes_as_it_is(browser: Chromium, tmp_path: Path) -> None:
    """Axe judges a page whose own policy forbids scripts, and that policy holds meanwhile."""
    page = browser.open(page_of(tmp_path, GOOD))
    assert violations(page) == []
    assert page.title() == "Protokoll"


def test_axe_refuses_what_it_must(browser: Chromium, tmp_path: Path) -> None:
    """The judge is a judge: it names each fault of a page that has many, with its element."""
    found = violations(browser.open(page_of(tmp_path, BAD)))
    assert {line.split(" ")[0] for line in found} >= REFUSED
    assert any("Svag text" in line for line in found)


def test_a_wide_page_is_told(browser: Chromium, tmp_path: Path) -> None:
    """A page that has to be moved sideways in a narrow window says by how much; one that folds says nothing."""
    assert too_wide(browser.open(page_of(tmp_path, BAD), width=320)) > 500
    assert too_wide(browser.open(page_of(tmp_path, GOOD), width=320)) == 0


def test_tab_stops_are_told_in_order(browser: Chromium, tmp_path: Path) -> None:
    """The keyboard's way through a page is each link once, in order."""
    assert tab_stops(browser.open(page_of(tmp_path, GOOD))) == ["a en länk", "a en till"]


def test_nothing_outside_is_reached(browser: Chromium, tmp_path: Path) -> None:
    """A page that asks for something of the network does not get it, and it is told."""
    outside = GOOD.replace("<main>", '<img alt="" src="https://exempel.se/a.png"><main>').replace("data:", "https:")
    browser.open(page_of(tmp_path, outside)).wait_for_load_state("networkidle")
    assert browser.refused == ["https://exempel.se/a.png"]


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:8000/a", True),
        ("http://localhost/a", True),
        ("http://[::1]:8000/a", True),
        ("file:///tmp/a.html", True),
        ("file://exempel.se/a.html", False),
        ("http://127.0.0.1.exempel.se/", False),
        ("http://localhost@exempel.se/", False),
        ("wss://exempel.se/", False),
    ],
)
def test_what_is_of_this_machine(address: str, here: bool) -> None:
    """Only loopback, the machine's own files and what a page holds itself are let through."""
    assert is_here(address) is here


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where axe is missing a test says «not checked» and how to get it, and fails where the environment demands it."""
    axe.cache_clear()
    monkeypatch.setenv("NARAVARD_AXE", str(tmp_path))
    monkeypatch.delenv("NARAVARD_REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="make axe"):
        axe()
    monkeypatch.setenv("NARAVARD_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match="not checked"):
        axe()
