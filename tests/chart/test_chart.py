"""Charts: everything is said in words, nothing by colour alone, and the same chart gives the same files."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import REPOSITORY, TESTS
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from naravard_docs.chart.drawing import EDGE, NARROWEST_PART, Box, Drawing, Words, drawing
from naravard_docs.chart.fills import FILLS, INK, LEAST_FOR_TEXT, PAPER, Fill, Pattern, contrast, house_fills
from naravard_docs.chart.png import DPI, png_bytes
from naravard_docs.chart.stacked_bars import Bar, BarPart, StackedBars, alternative_text
from naravard_docs.chart.svg import svg_text
from naravard_docs.libraries.records import replace
from naravard_docs.style.font_names import FACES
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import FontFiles, Theme


def parts_named(names: Sequence[str]) -> tuple[BarPart, ...]:
    """Return parts with the fills in their order."""
    return tuple(BarPart(name, fill) for name, fill in zip(names, FILLS, strict=False))


PARTS = parts_named(("besvarat", "utlovat", "inget livstecken"))
RECIPIENTS = ("mottagare", "mottagare")
ONE = StackedBars("Läge <2021>", PARTS, (Bar("systemledning & framtidsbild", (11, 0, 5)),), RECIPIENTS)
SEVERAL = StackedBars(
    "Läge",
    PARTS,
    (Bar("Framtidsbild", (11, 0, 5)), Bar("Färdplan", (0, 3, 0)), Bar("Ny", (0, 0, 0)), Bar("En", (1, 0, 0))),
    RECIPIENTS,
)
THEME = Theme()
SVG = "{http://www.w3.org/2000/svg}"


def words(drawn: Drawing) -> list[str]:
    return [shape.text for shape in drawn.shapes if isinstance(shape, Words)]


def boxes(drawn: Drawing) -> list[Box]:
    return [shape for shape in drawn.shapes if isinstance(shape, Box) and shape.fill is not None]


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("777777", "FFFFFF", 4.48)]
)
def test_contrast_is_as_wcag_counts_it(one: str, other: str, ratio: float) -> None:
    """The ratio is the one that WCAG 2.2 defines, whichever colour comes first."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_fill_that_is_not_seen_is_refused() -> None:
    """A colour too light on paper makes no fill."""
    with pytest.raises(ValueError, match="AAAAAA is too light"):
        Fill("AAAAAA", Pattern.SOLID)


def test_fills_differ_without_colour() -> None:
    """No two fills have the same pattern nor the same tint, and text has its contrast on paper."""
    assert len({fill.ground for fill in FILLS}) == len(FILLS)
    assert len({fill.pattern for fill in FILLS}) == len(FILLS) == len(Pattern)
    assert contrast(INK, PAPER) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("colour", ["7A1F3D", "FFD200", "FFFFFF", "000000"])
def test_bars_have_the_houses_colour(colour: str) -> None:
    """Each outline is seen on paper; a colour that is not is made darker, and only then."""
    fills = house_fills(colour)
    assert all(contrast(fill.colour, PAPER) >= 3 for fill in fills)
    assert (fills[0].colour == colour) is (contrast(colour, PAPER) >= 3)


@pytest.mark.parametrize("counts", [(1,), (1, 2, 3, 4), (1, -1, 0)])
def test_counts_that_do_not_fit_are_refused(counts: tuple[int, ...]) -> None:
    """A bar has one count for each part, and none below zero."""
    with pytest.raises(ValueError, match="for the parts"):
        StackedBars("a", PARTS, (Bar("b", counts),), RECIPIENTS)


def test_the_words_say_all_that_is_shown() -> None:
    """The alternative text has the title, and each bar with its total and parts."""
    assert alternative_text(SEVERAL) == (
        "Stapeldiagram: Läge. Framtidsbild: 16 mottagare, varav 11 besvarat och 5 inget livstecken. "
        "Färdplan: 3 mottagare, varav 3 utlovat. Ny: inga mottagare. En: 1 mottagare, varav 1 besvarat."
    )


def test_one_bar_has_its_numbers_beside_the_meaning_of_its_fills() -> None:
    """The legend of a single bar tells each part's number and name; parts without any are left out."""
    assert words(drawing(ONE, THEME)) == [
        "Läge <2021>",
        "systemledning & framtidsbild",
        "16 mottagare",
        "11 besvarat",
        "5 inget livstecken",
        "11 besvarat",
        "5 inget livstecken",
    ]


def test_several_bars_have_their_numbers_below_each() -> None:
    """Each of several bars has its words on a line below, the narrowest too; the legend has each name once."""
    told = words(drawing(SEVERAL, THEME))
    assert {"11 besvarat · 5 inget livstecken", "3 utlovat", "1 besvarat", "0 mottagare"} <= set(told)
    assert told[-3:] == ["besvarat", "utlovat", "inget livstecken"]


def test_bars_share_one_scale() -> None:
    """A bar of three is about three sixteenths as wide as one of sixteen."""
    first, second, third, *_ = boxes(drawing(SEVERAL, THEME))
    assert third.width / (first.width + second.width) == pytest.approx(3 / 16, rel=0.01)


def test_svg_is_an_image_with_words() -> None:
    """The file is well-formed XML, an image to those who listen, with title, description and its words as text."""
    root = ElementTree.fromstring(svg_text(ONE, THEME).encode())
    title, text = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert text is not None
    assert (root.get("role"), root.get("lang")) == ("img", "sv")
    assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    assert (title.text, text.text) == ("Läge <2021>", alternative_text(ONE))
    assert [found.text for found in root.iter(f"{SVG}text")] == words(drawing(ONE, THEME))


def test_svg_asks_for_a_typeface_of_any_name() -> None:
    """A name with quotes is one name to whoever draws the file, with others after it."""
    paths = [face_file(THEME, key) for key in FACES]
    theme = replace(THEME, font_name='Åsa\'s \\ & "Co"', font_files=FontFiles(*paths))
    root = ElementTree.fromstring(svg_text(ONE, theme).encode())
    assert root.get("font-family", "").startswith("'Åsa\\'s \\\\ & \"Co\"', 'Source Sans 3', ")


def test_svg_has_each_pattern_that_it_uses() -> None:
    """Every fill that a shape refers to is defined, and none besides."""
    root = ElementTree.fromstring(svg_text(SEVERAL, THEME).encode())
    defined = {f"url(#{found.get('id')})" for found in root.iter(f"{SVG}pattern")}
    assert len(defined) == 3
    assert defined == {fill for found in root.iter(f"{SVG}rect") if (fill := found.get("fill", "")).startswith("url")}


def test_png_is_for_print() -> None:
    """The picture is as wide as a page's text at 300 dots to the inch, and shows each part's colour."""
    with Image.open(io.BytesIO(png_bytes(ONE, THEME))) as picture:
        assert picture.size[0] == pytest.approx(THEME.measure_mm / 25.4 * DPI, abs=2)
        assert [round(dots) for dots in picture.info["dpi"]] == [DPI, DPI]
        colours = {colour for _, colour in picture.getcolors(1_000_000) or ()}
    for number in ONE.shown_parts:
        assert tuple(bytes.fromhex(PARTS[number].fill.ground)) in colours
    assert tuple(bytes.fromhex(PARTS[1].fill.ground)) not in colours, "nothing is promised, so nothing shows it"


MAKE = """
import sys
from test_chart import SEVERAL, THEME, png_bytes, svg_text
sys.stdout.buffer.write(svg_text(SEVERAL, THEME).encode() + png_bytes(SEVERAL, THEME))
"""


@pytest.mark.slow
def test_the_same_chart_gives_the_same_files() -> None:
    """Another process with another hash seed writes the same bytes."""
    path = f"{REPOSITORY}:{TESTS}:{Path(__file__).parent}"
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "99")
    ]
    assert made[0] == made[1] == svg_text(SEVERAL, THEME).encode() + png_bytes(SEVERAL, THEME)


def test_numbers_stand_apart_from_patterns() -> None:
    """The paper under a number has an outline in its part's colour, so that white dots do not run into it."""
    parts = parts_named([f"läge{letter}" for letter in "abcdefgh"])
    drawn = drawing(StackedBars("Läget", parts, (Bar("Alla", (9,) * len(parts)),), RECIPIENTS), THEME)
    plates = [shape.edge for shape in drawn.shapes if isinstance(shape, Box) and shape.fill is None]
    assert plates == [PAPER if part.fill.pattern is Pattern.EMPTY else part.fill.colour for part in parts]


COUNTS = st.lists(st.integers(0, 400), min_size=len(FILLS), max_size=len(FILLS)).map(tuple)
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=120)


@pytest.mark.slow
@settings(max_examples=60)
@given(TITLES, st.lists(st.tuples(TITLES, COUNTS), min_size=1, max_size=4))
def test_any_chart_is_whole(title: str, bars: list[tuple[str, tuple[int, ...]]]) -> None:
    """Whatever is counted, parts lie within the picture, do not cover one another, and every count is told."""
    parts = parts_named([f"läge{letter}" for letter in "abcdefgh"])
    chart = StackedBars(title, parts, tuple(Bar(*bar) for bar in bars), RECIPIENTS)
    drawn = drawing(chart, THEME)
    for box in boxes(drawn):
        assert box.x >= EDGE
        assert box.x + box.width <= drawn.width - EDGE + 0.01
        assert box.y + box.height <= drawn.height
        assert box.width >= NARROWEST_PART
    for one, other in itertools.pairwise(sorted(boxes(drawn), key=lambda box: (box.y, box.x))):
        assert one.y < other.y or one.x + one.width < other.x
    told = " · ".join(words(drawn)).split(" · ")
    assert all(written in told for bar in chart.bars for written in chart.words(bar))
    assert all(written in alternative_text(chart) for bar in chart.bars for written in chart.words(bar))
    ElementTree.fromstring(svg_text(chart, THEME).encode())
