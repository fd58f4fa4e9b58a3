"""Pages of other origins, in a real browser and knowing the key: they read, frame, change and learn nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attacker import attacker
from browser import Chromium
from conftest import WorkspaceFolder, known_workspace
from previewing import Asked, previewed

pytestmark = pytest.mark.slow

TEXT = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Hemligheten\n    text: Ordet är xylofon.\n"
READS = ("fetch", "fetchOpaque", "fetchWithCookies", "xhr", "frame")
BELOW = ("", "kalla", "schema", "dokument/0", "pdf/0")
OTHERS = ("127.0.0.1", "localhost")
"""The same site on another port, and another site."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder: WorkspaceFolder = known_workspace(tmp_path_factory.mktemp("andra"))
    with previewed(folder.write_meeting(TEXT)) as asked:
        yield asked


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with attacker() as port:
        yield port


@pytest.mark.parametrize("host", OTHERS)
def test_nothing_is_read(browser: Chromium, asked: Asked, port: int, host: str) -> None:
    """No way that a page has of asking gives another origin a word, a picture, a style or a script of the preview."""
    page = browser.open(f"http://{host}:{port}/")
    got = {}
    for below in BELOW:
        for kind in READS:
            answer = page.evaluate("([kind, address]) => attempt(kind, address)", [kind, asked.address + below])
            got[kind, below] = answer if answer not in ("refused", "GOT ") else ""
    for kind, below in (
        ("events", "handelser"),
        ("script", "preview.js"),
        ("style", "preview.css"),
        ("image", "sida/0/0"),
    ):
        answer = page.evaluate("([kind, address]) => attempt(kind, address)", [kind, asked.address + below])
        got[kind, below] = answer if answer != "refused" else ""
    assert {each: answer for each, answer in got.items() if answer} == {}


def test_the_attacks_would_work_elsewhere(browser: Chromium, port: int) -> None:
    """The same page reads its own server by the same ways, so that a refusal tells something."""
    page = browser.open(f"http://localhost:{port}/")
    for kind in ("fetch", "xhr", "frame", "fetchWithCookies"):
        answer = page.evaluate("([kind, address]) => attempt(kind, address)", [kind, f"http://localhost:{port}/x"])
        assert "Attack" in answer or "tries" in answer, kind


@pytest.mark.parametrize("host", OTHERS)
def test_nothing_is_written(browser: Chromium, asked: Asked, port: int, host: str) -> None:
    """No request, form or beacon of another origin changes the file or leaves a copy beside it."""
    page = browser.open(f"http://{host}:{port}/")
    for below in ("kalla", "kopia", "kontrollera"):
        for kind in ("put", "post", "beacon"):
            answer = page.evaluate("([kind, address]) => attempt(kind, address)", [kind, asked.address + below])
            assert answer == "refused"
        with page.context.expect_page() as opened:
            page.evaluate("(address) => submitForm(address)", asked.address + below)
        opened.value.wait_for_load_state()
        assert "xylofon" not in opened.value.content()
        opened.value.close()
    assert asked.path.read_text("utf-8") == TEXT
    assert [each.name for each in asked.path.parent.iterdir()] == [asked.path.name]


def test_a_name_that_leads_here_opens_nothing(browser: Chromium, asked: Asked) -> None:
    """A page under another name that DNS leads to this machine («rebinding») is not answered, even with the key."""
    page = browser.open(asked.address.replace("127.0.0.1", "localhost"))
    assert "Sidan finns inte" in page.content()
    assert "xylofon" not in page.content()


def test_a_window_of_the_preview_tells_nothing(browser: Chromium, asked: Asked, port: int) -> None:
    """A page that opens the preview in a window of its own is parted from it, and sees neither text nor address."""
    page = browser.open(f"http://localhost:{port}/")
    with page.context.expect_page() as opened:
        page.evaluate("(address) => { window.other = window.open(address); }", asked.address)
    opened.value.wait_for_load_state()
    opened.value.wait_for_timeout(300)
    seen = page.evaluate("() => { try { return window.other.document.body.innerText; } catch { return 'apart'; } }")
    assert "xylofon" not in str(seen)
    assert "xylofon" not in opened.value.content()


def test_the_document_runs_nothing(browser: Chromium, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a meeting file says becomes no markup, in the document, in the list of problems or in the editor."""
    evil = "<img src=x onerror=document.title='ond'><script>document.title='ond'</script>"
    folder = known_workspace(tmp_path_factory.mktemp("elak"))
    text = f'organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: "{evil}"\n    text: "{evil}"\n'
    with previewed(folder.write_meeting(text)) as asked:
        page = browser.open(asked.address)
        page.wait_for_selector("#document-view iframe:not(.waiting)")
        frame = page.frames[1]
        assert "onerror" in frame.locator("main").inner_text()
        assert frame.locator("script:not([type='application/ld+json']), main img").count() == 0
        asked.path.write_text(text + f'"{evil}": x\n', encoding="utf-8")
        page.wait_for_selector("#problem-list li.error")
        assert "onerror" in page.locator("#problem-list").inner_text()
        assert page.locator("#problem-list img, #problem-list script").count() == 0
        assert page.title().endswith("förhandsgranskning")


def test_the_page_reaches_nothing_outside(browser: Chromium, asked: Asked) -> None:
    """Opening the page asks for its own files only, sets no cookie and keeps nothing in the browser."""
    before = list(browser.refused)
    page = browser.open(asked.address)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.reload()
    page.wait_for_selector("#document-view iframe:not(.waiting)")
    assert asked_for
    assert [each for each in asked_for if not each.startswith(asked.address)] == []
    assert browser.refused == before
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_no_code_can_be_put_into_the_page(browser: Chromium, asked: Asked) -> None:
    """The page's policy refuses scripts in markup, code made of texts, and frames and requests elsewhere."""
    page = browser.open(asked.address)
    refused = page.evaluate(
        """async () => {
            const found = [];
            const attempt = async (name, action) => { try { await action(); } catch { found.push(name); } };
            await new Promise((done) => setTimeout(done, 10)); // what a debugger runs at once may do more
            await attempt("eval", () => (0, eval)("1"));
            await attempt("function", () => new Function("return 1")());
            await attempt("markup", () => { document.createElement("p").innerHTML = "<b>x</b>"; });
            await attempt("fetch", () => fetch("http://127.0.0.1:1/"));
            const script = document.createElement("script");
            script.append("window.ran = true");
            document.body.append(script);
            return [...found, window.ran === undefined ? "nothing ran" : "ran"];
        }"""
    )
    assert refused == ["eval", "function", "markup", "fetch", "nothing ran"]
