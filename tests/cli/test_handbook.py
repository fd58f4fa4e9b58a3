"""«naravard handbok» and «naravard hjälp»: every chapter as a page, every link of it leads somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from command import Run
from conftest import REPOSITORY

from naravard_docs.cli.main import ENTRIES
from naravard_docs.handbook.chapters import chapter_named, read_chapters
from naravard_docs.handbook.page import anchor_of, handbook_files

VOID = ("meta", "img", "br", "hr")
CHAPTERS = read_chapters()


class Page(HTMLParser):
    """The links, names, pictures and visible words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.sources: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {key: value or "" for key, value in attrs}
        self.links += [known["href"]] if "href" in known else []
        self.ids += [known["id"]] if "id" in known else []
        self.sources += [known["src"]] if "src" in known else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_every_link_leads_to_a_page_and_a_heading() -> None:
    """What the chapters link to among themselves is there, and pictures come along."""
    files = handbook_files(CHAPTERS)
    pages = {name: Page(data.decode()) for name, data in files.items() if name.endswith(".html")}
    assert len(pages) == len(list((REPOSITORY / "docs/handbok").glob("*.md")))
    for name, page in pages.items():
        assert not page.open and len(page.ids) == len(set(page.ids))
        for link in page.links:
            if not re.match(r"https?:|mailto:", link):
                target, _, anchor = unquote(link).partition("#")
                assert (target or name) in pages, (name, link)
                assert not anchor or anchor in pages[target or name].ids, (name, link)
        assert all(source in files for source in page.sources if not source.startswith("bilagor/")), name


def test_a_broken_link_is_caught() -> None:
    """The anchors are those of the headings, so that a link to another is no anchor."""
    assert anchor_of("När protokollet är justerat") == "när-protokollet-är-justerat"
    text = handbook_files(CHAPTERS)["sekreteraren.html"].decode()
    assert "när-protokollet-är-ojusterat" not in Page(text).ids


def test_pages_fetch_nothing_and_run_nothing() -> None:
    for name, data in handbook_files(CHAPTERS).items():
        if name.endswith(".html"):
            assert b"<script" not in data and b'src="http' not in data and b'lang="sv"' in data


@pytest.mark.parametrize(
    ("word", "name"), [("nycklar", "nycklar"), ("Sekreterarens dag", "sekreteraren"), ("TEXT", "text")]
)
def test_a_chapter_is_found_however_it_is_written(word: str, name: str) -> None:
    assert chapter_named(word, CHAPTERS).name == name


def test_the_command_writes_the_pages_and_says_where(tmp_path: Path, run: Run) -> None:
    """In a folder of the user's choice, with the chapter's own page last on stdout; nothing is opened by a test."""
    answer = run("handbok", "arkivarien", "--till", tmp_path / "sidor")
    assert answer.code == 0 and answer.lines == [str(tmp_path / "sidor" / "arkivarien.html")]
    assert (tmp_path / "sidor" / "index.html").exists()
    assert "nycklar\tNycklar" in run("handbok", "--lista").lines


@pytest.mark.parametrize(
    ("word", "told"), [("nyklar", "menade du «Nycklar»?"), ("xyz", "kapitlen är"), ("m", "är flera kapitel")]
)
def test_a_chapter_that_there_is_not(word: str, told: str, tmp_path: Path, run: Run) -> None:
    answer = run("handbok", word, "--till", tmp_path / "sidor")
    assert answer.code == 2 and told in answer.err and not (tmp_path / "sidor").exists()


@pytest.mark.parametrize("name", list(ENTRIES))
def test_help_by_name_is_the_help_of_the_command(name: str, run: Run) -> None:
    assert run("hjälp", name).out == run(name, "--hjälp").out != ""


def test_help_without_a_name_or_with_a_wrong_one(run: Run) -> None:
    assert "Kommandon" in run("hjälp").out
    answer = run("hjälp", "byg")
    assert answer.code == 2 and "menade du «bygg»?" in answer.err
