"""Files made on organisations' own templates as LibreOffice prints them, in one start: where things land on pages."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

import libreoffice
import pytest
from made import require_tool
from test_templates import OURS, RUNNING, made_with

pytestmark = pytest.mark.slow
PRINTED = (
    *("word_defaults", "swedish_names", "numbered_headings", "lists_without_numbers", "troublesome_normal"),
    *("centred_header_style", "contents_with_left_tab", "first_page_with_logo", "odd_and_even_without_text"),
    *("landscape", "two_columns", "a5_with_gutter", "page_too_small", "own_text", "table_in_header"),
    *("header_and_footer", "strict", "no_styles", "cover_and_pages"),
)
libreoffice.hand_in(lambda: [made_with(name) for name in PRINTED])
_PAGE = re.compile(r'<page width="([0-9.]+)" height="([0-9.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>')
_MM = 72 / 25.4
RIGHT_MM = {"word_defaults": 31.75, "page_too_small": 30}
"""Where the text ends, from the paper's right edge, in templates that have another margin than 25 mm."""


class Word(NamedTuple):
    left: float
    top: float
    right: float
    foot: float
    text: str


class Page(NamedTuple):
    width: float
    height: float
    words: list[Word]


@cache
def pages(name: str) -> list[Page]:
    """Return the printed pages of the sample on a template, with their words."""
    folder = Path(libreoffice._profile().name)
    file = folder / f"{name}.pdf"
    file.write_bytes(libreoffice.printed(made_with(name)))
    told = subprocess.run([require_tool("pdftotext"), "-bbox", str(file), "-"], check=True, capture_output=True)
    return [
        Page(
            float(width),
            float(height),
            [Word(*map(float, found[:4]), unescape(found[4])) for found in _WORD.findall(inner)],
        )
        for width, height, inner in _PAGE.findall(told.stdout.decode())
    ]


def last_line(page: Page) -> list[Word]:
    """Return the words that stand lowest, from the left."""
    lowest = max(word.foot for word in page.words)
    return sorted(word for word in page.words if word.foot > lowest - 4)


WITH_OUR_FOOTER = [name for name in PRINTED if RUNNING.get(name, ("", OURS))[1] == OURS]


@pytest.mark.parametrize("name", WITH_OUR_FOOTER)
def test_the_page_number_stands_at_the_right_edge(name: str) -> None:
    """On the second page our footer's name stands to the left and «Sida 2 (n)» ends where the text does."""
    page = pages(name)[1]
    line = last_line(page)
    words = " ".join(word.text for word in line)
    assert re.fullmatch(r"Kommunen Sida 2 \([0-9]+\)", words, re.IGNORECASE), words
    edge = page.width - RIGHT_MM.get(name, 25) * _MM
    assert line[-1].right == pytest.approx(edge, abs=3)


@pytest.mark.parametrize("name", ["header_and_footer", "strict", "no_styles"])
def test_the_templates_own_page_number_is_printed(name: str) -> None:
    """A number to the right in the template's own footer is on the page, also where its tab lies outside the text."""
    line = last_line(pages(name)[1])
    assert [word.text for word in line][-2:] == ["Sida", "2"]
    assert line[-1].right <= pages(name)[1].width - 24 * _MM


@pytest.mark.parametrize("name", PRINTED)
def test_every_word_is_printed_once(name: str) -> None:
    """All of the text is on the pages, within them, and bullets stand before their items."""
    words = [word for page in pages(name) for word in page.words]
    printed = " ".join(word.text for word in words).casefold()
    assert printed.count("att anta budgeten") == 1
    assert printed.count("länet") == 60
    for page in pages(name):
        for one in (word for word in page.words if word.text.casefold() == "inre"):
            beside = [w for w in page.words if w.right <= one.left < w.right + 30 and abs(w.foot - one.foot) < 5]
            assert beside, "no bullet"
    (page, heading) = next((p, w) for p in pages(name) for w in p.words if w.text.casefold() == "detalj")
    assert not [w for w in page.words if w.right < heading.left and abs(w.foot - heading.foot) < 3], "a number"
    assert all(word.left >= 0 and word.right <= page.width for page in pages(name) for word in page.words)
