"""Writing on the page, in a real browser: with the editor and without it, saved, checked, suggested, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import Chromium, violations
from conftest import WorkspaceFolder
from made import missing_tool
from previewing import Asked, previewed
from test_page import shown, wait_for_words

from naravard_docs.preview import page_files

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

TEXT = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Ett ärende\n    text: Ordet är xylofon.\n"
FIELD = "#editor [role=textbox], #editor textarea"


def require_editor() -> None:
    if page_files.EDITOR not in page_files.page_files():
        missing_tool("the editor is not built (make editor builds it)")


@pytest.fixture(params=["editor", "field"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page with the editor, and as it is in a program that was made without it."""
    if request.param == "editor":
        require_editor()
    else:
        monkeypatch.setattr("naravard_docs.preview.page_files.EDITOR", "vendor/finns-inte.js")
    return str(request.param)


@pytest.fixture
def writing(browser: Chromium, workspace: WorkspaceFolder, kind: str) -> Iterator[tuple[Asked, Page]]:
    with previewed(workspace.write_meeting(TEXT)) as asked, shown(browser, asked) as page:
        page.wait_for_selector(FIELD)
        assert page.locator("#editor textarea").count() == (1 if kind == "field" else 0)
        yield asked, page


def written(page: Page) -> str:
    """Return the text that stands in the editor or the field."""
    if page.locator("#editor textarea").count():
        return page.locator("#editor textarea").input_value()
    return "\n".join(page.locator(".cm-line").all_text_contents())


def write_last(page: Page, text: str) -> None:
    """Write at the end of the text, key by key."""
    page.locator(FIELD).focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def wait_for_file(path: Path, page: Page, words: str) -> None:
    for _ in range(200):
        if words in path.read_text("utf-8"):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"«{words}» is not in the file: {page.locator('#saved').inner_text()}")


def test_what_is_written_is_saved_and_shown(writing: tuple[Asked, Page]) -> None:
    """Ctrl-S saves what is written, and the document shows it; until then the page says that it is not saved."""
    asked, page = writing
    assert page.locator("#save").is_disabled()
    write_last(page, "  - rubrik: Marimban\n")
    assert page.locator("#saved").inner_text() == "Inte sparad"
    assert "Marimban" not in asked.path.read_text("utf-8")
    page.keyboard.press("Control+s")
    wait_for_file(asked.path, page, "Marimban")
    wait_for_words(page, "Marimban")
    assert asked.path.read_text("utf-8") == TEXT + "  - rubrik: Marimban\n"
    page.wait_for_function("() => document.getElementById('saved').textContent.startsWith('Sparad kl.')")
    assert page.locator("#save").is_disabled()


def test_the_button_saves_too(writing: tuple[Asked, Page]) -> None:
    """The button saves as the keys do, and the text and the cursor stay where they are."""
    asked, page = writing
    write_last(page, "  - rubrik: Marimban\n")
    page.click("#save")
    wait_for_file(asked.path, page, "Marimban")
    assert "Marimban" in written(page)


def test_a_save_elsewhere_comes_into_the_text(writing: tuple[Asked, Page]) -> None:
    """What another editor or another tab saves stands in the text at once, when nothing is being written here."""
    asked, page = writing
    asked.path.write_text(TEXT.replace("xylofon", "klockspel"), encoding="utf-8")
    wait_for_words(page, "klockspel")
    page.wait_for_function("() => !document.getElementById('editor').textContent.includes('xylofon')")
    assert "klockspel" in written(page)


def test_nobody_is_overwritten(writing: tuple[Asked, Page]) -> None:
    """Who has written while somebody else saved is told so, and asked on saving; to go on writing changes nothing."""
    asked, page = writing
    other = TEXT.replace("xylofon", "klockspel")
    write_last(page, "  - rubrik: Marimban\n")
    asked.path.write_text(other, encoding="utf-8")
    page.wait_for_selector("#changed:not([hidden])")
    assert "Marimban" in written(page)
    page.keyboard.press("Control+s")
    page.wait_for_selector("dialog[open]")
    assert violations(page) == []
    page.click("#conflict summary")
    assert "klockspel" in page.locator("#on-disk").inner_text()
    page.click("#go-on")
    assert asked.path.read_text("utf-8") == other
    assert "Marimban" in written(page)


def test_ones_own_text_is_kept_as_a_copy(writing: tuple[Asked, Page]) -> None:
    """Who chooses the file on the disk sees it, and has their own text in a copy whose name is told."""
    asked, page = writing
    other = TEXT.replace("xylofon", "klockspel")
    write_last(page, "  - rubrik: Marimban\n")
    asked.path.write_text(other, encoding="utf-8")
    page.wait_for_selector("#changed:not([hidden])")
    page.keyboard.press("Control+s")
    page.click("#take-disk")
    page.wait_for_function("() => document.getElementById('saved').textContent.includes('kopia-1.txt')")
    assert asked.path.read_text("utf-8") == other
    assert "Marimban" in (asked.path.parent / f"{asked.path.name}.kopia-1.txt").read_text("utf-8")
    assert "klockspel" in written(page)


def test_the_others_text_is_kept_as_a_copy(writing: tuple[Asked, Page]) -> None:
    """Who chooses their own text has it in the file, and the other one in a copy."""
    asked, page = writing
    write_last(page, "  - rubrik: Marimban\n")
    asked.path.write_text(TEXT.replace("xylofon", "klockspel"), encoding="utf-8")
    page.wait_for_selector("#changed:not([hidden])")
    page.keyboard.press("Control+s")
    page.click("#take-mine")
    wait_for_file(asked.path, page, "Marimban")
    assert "klockspel" in (asked.path.parent / f"{asked.path.name}.kopia-1.txt").read_text("utf-8")
    page.wait_for_selector("#changed", state="hidden")


def test_an_end_of_the_program_loses_nothing(browser: Chromium, workspace: WorkspaceFolder, kind: str) -> None:
    """When the program is gone a save is told to have failed, and the text stays on the page."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        page = browser.open(asked.address)
        page.wait_for_selector(FIELD)
        page.wait_for_function(
            "() => document.getElementById('editor').textContent.includes('xylofon') "
            "|| document.querySelector('textarea')?.value.includes('xylofon')"
        )
    write_last(page, "  - rubrik: Marimban\n")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => document.getElementById('saved').textContent.startsWith('Inte sparat')")
    assert "Marimban" in written(page)
    assert asked.path.read_text("utf-8") == TEXT


def test_adopted_minutes_cannot_be_written(browser: Chromium, workspace: WorkspaceFolder, kind: str) -> None:
    """A file of adopted minutes is shown and takes no key; a sentence says why and what to do."""
    text = "status: justerat\n" + TEXT
    with previewed(workspace.write_meeting(text)) as asked, shown(browser, asked) as page:
        page.wait_for_selector("#read-only:not([hidden])")
        assert "naravard justera" in page.locator("#read-only").inner_text()
        write_last(page, "skräp")
        page.keyboard.press("Control+s")
        page.wait_for_timeout(200)
        assert "skräp" not in written(page)
        assert page.locator("#save").is_hidden()
        assert asked.path.read_text("utf-8") == text
        assert violations(page) == []


def test_problems_stand_in_the_text(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """While one writes, what is wrong is marked in the line where it stands, in the program's own words."""
    require_editor()
    with previewed(workspace.write_meeting(TEXT)) as asked, shown(browser, asked) as page:
        page.wait_for_selector(FIELD)
        write_last(page, "okänd_nyckel: x\n")
        page.wait_for_selector(".cm-lintRange-error")
        assert page.locator(".cm-lintRange-error").first.inner_text() == "okänd_nyckel"
        page.locator(".cm-lintRange-error").first.hover()
        page.wait_for_selector(".cm-diagnostic-error")
        assert "Okänd nyckel «okänd_nyckel»" in page.locator(".cm-diagnostic-error").first.inner_text()
        assert "okänd_nyckel" not in asked.path.read_text("utf-8")
        assert violations(page) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("st", "status"),
        ("status: ", "utskickat"),
        ("sekreterare: ", "Annika Wibrell (s)"),
        ("  - rubrik: Nytt\n    be", "beslut"),
        ("bilagor:\n  - fi", "fil"),
    ],
)
def test_the_schema_suggests(browser: Chromium, workspace: WorkspaceFolder, typed: str, wanted: str) -> None:
    """Keys, words and the workspace's own names are suggested where they can stand, and taken with Enter."""
    require_editor()
    body = "systemledning:\n  namn: Systemledningen\n  sekreterare: Annika Wibrell (s), Vilhelmina kommun\n"
    workspace.write_template("organ.yaml", body)
    with previewed(workspace.write_meeting(TEXT + typed)) as asked:
        page = browser.open(asked.address)
        with page.expect_response(lambda reply: reply.url.endswith("/schema")):
            page.reload()
        page.locator(FIELD).focus()
        page.keyboard.press("Control+End")
        page.keyboard.press("Control+Space")
        page.wait_for_selector(".cm-tooltip-autocomplete li")
        suggested = page.locator(".cm-tooltip-autocomplete .cm-completionLabel").all_inner_texts()
        assert wanted in suggested
        assert violations(page) == []


def test_suggestions_come_while_one_types(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """A key that is begun is suggested without being asked for, with what it means; Enter takes it."""
    require_editor()
    with previewed(workspace.write_meeting(TEXT)) as asked:
        page = browser.open(asked.address)
        with page.expect_response(lambda reply: reply.url.endswith("/schema")):
            page.reload()
        page.locator(FIELD).focus()
        page.keyboard.press("Control+End")
        page.keyboard.type("stat", delay=30)
        page.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected]")
        page.wait_for_selector(".cm-completionInfo")
        page.wait_for_timeout(200)
        page.keyboard.press("Enter")
        assert written(page).endswith("\nstatus: ")


def test_tab_indents_and_escape_lets_go(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """Tab indents in the editor, as the page tells; after Escape it goes on, so that nobody is caught in it."""
    require_editor()
    with previewed(workspace.write_meeting(TEXT)) as asked, shown(browser, asked) as page:
        page.wait_for_selector(FIELD)
        write_last(page, "x")
        page.keyboard.press("Home")
        page.keyboard.press("Tab")
        assert written(page).endswith("\n  x")
        described = page.locator(FIELD).get_attribute("aria-describedby")
        assert "Esc" in page.locator(f"#{described}").inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert not page.evaluate("document.getElementById('editor').contains(document.activeElement)")


def test_the_editor_speaks_swedish(browser: Chromium, workspace: WorkspaceFolder) -> None:
    """The editor's own panels, to search and to go to a line, are Swedish and accessible."""
    require_editor()
    with previewed(workspace.write_meeting(TEXT)) as asked, shown(browser, asked) as page:
        page.wait_for_selector(FIELD)
        page.locator(FIELD).focus()
        page.keyboard.press("Control+f")
        page.wait_for_selector(".cm-search")
        assert "hela ord" in page.locator(".cm-search").inner_text()
        assert violations(page) == []
        assert (
            page.locator(FIELD).get_attribute("aria-label")
            == f"Mötesfilen {page.locator('body').get_attribute('data-file')}"
        )


def test_a_page_with_unsaved_text_asks_before_it_closes(writing: tuple[Asked, Page]) -> None:
    """Who closes the page with a text that is not saved is asked first."""
    _, page = writing
    write_last(page, "  - rubrik: Marimban\n")
    asked_for: list[str] = []

    def dismiss(dialog: object) -> None:
        asked_for.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", dismiss)
    page.goto("about:blank")
    assert asked_for == ["beforeunload"]
