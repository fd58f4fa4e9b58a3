"""The guard: nothing written is lost or changed, and it is the guard that says so, not the readers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from naravard_docs.document.blocks import Block, List, ListItem, Paragraph, Quote
from naravard_docs.document.inlines import Emphasis, Link, Strong, Text
from naravard_docs.libraries.records import replace
from naravard_docs.markup.blocks import BlockReader
from naravard_docs.markup.faults import MarkupError
from naravard_docs.markup.guard import difference
from naravard_docs.markup.lines import lines_of
from naravard_docs.markup.read import read_line, read_markup
from naravard_docs.markup.remarks import Remarks
from naravard_docs.markup.rules import RULES
from naravard_docs.markup.setting import Pictures, Setting

SETTING = Setting("x", picture=Pictures({"c.png": b"x", "bilagor/karta.png": b"x"}).of)
OTHERWISE = "texten skulle bli en annan"

PIECES = (
    *("och", "Anta", "2026.", "1.", "2.", "3)", "a)", "b.", "i.", "ii.", "p.", "kr", "mnkr", "5", "%", "ord."),
    *("-", "–", "−", "—", "*", "**", "***", "·", "•", "▪", "\uf0b7", "o\t", "#", "##", ">", "> >", "|", "|---|"),
    *("---", "===", "_", "____", "[", "]", "(", ")", "{", "}", "\\", "\\*", "\\-", "\\[", "\\|", "\\\\", "1\\."),
    *("[ord](https://x.se)", "[a]{lang=sju}", "![b](c.png)", "https://x.se/a_b*c*d", "www.umea.se", "a@b.se"),
    *("5*3*2", "2 017 tkr", "§ 12", "12. mars", "17. 5. 2023", "C:\\temp", "\\\\server\\_x", "/etc/*", "<b>", "&amp;"),
    *("Beslut:", "“citat”", "(x)", "\u00a0", "\t", "  ", "+", "`k`", "~", "[^1]", "Åsele", "öppen"),
)
BLANKS = st.sampled_from([" ", "", " ", "  "])


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Return a line of what people write and of what looks like marks."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=6))
    between = draw(BLANKS)
    return draw(st.sampled_from(["", "", "", " ", "  ", "    ", "\t"])) + between.join(pieces) + draw(BLANKS)


TEXTS = st.one_of(
    st.lists(lines(), max_size=8).map("\n".join),
    st.text("\\*[](){}#>|-–•1.a)b \n:_!lang=https://x.se", max_size=60),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cf"]), max_size=60),
)


@pytest.mark.slow
@settings(max_examples=2000)
@given(TEXTS)
def test_every_text_is_set_whole_or_refused_for_a_reason(text: str) -> None:
    """Any text becomes blocks that the guard lets through, or is refused for what is wrong in it, with its place."""
    try:
        read_markup(text, SETTING)
    except MarkupError as error:
        assert all(OTHERWISE not in fault.message for fault in error.faults)
        assert all(1 <= fault.line <= text.count("\n") + 1 for fault in error.faults)


@pytest.mark.slow
@settings(max_examples=2000)
@given(lines())
def test_every_line_is_set_whole_or_refused_for_a_reason(line: str) -> None:
    """Headings, names, places and satser on one line lose nothing, either."""
    try:
        read_line(line)
    except MarkupError as error:
        assert all(OTHERWISE not in fault.message for fault in error.faults)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return a text as the readers have it, before it is finished."""
    return BlockReader(SETTING, Remarks()).blocks(lines_of(text))


CHANGES = [
    ("a sign lost", "Avtalet 2003 sägs upp.", (Paragraph("p", (Text("Avtalet 200 sägs upp."),)),)),
    ("a number changed", "2003. Avtalet.", (Paragraph("p", (Text("1999. Avtalet."),)),)),
    ("a sign added", "Ett", (Paragraph("p", (Text("Ett."),)),)),
    ("words moved", "ett två", (Paragraph("p", (Text("två ett"),)),)),
    ("stars lost in a number", "5*3*2", (Paragraph("p", (Text("5"), Emphasis((Text("3"),)), Text("2"))),)),
    ("stars lost with nothing bold", "**a**", (Paragraph("p", (Text("a"),)),)),
    ("bold that nobody wrote", "a", (Paragraph("p", (Strong((Text("a"),)),)),)),
    ("a blank inside", "* a*", (Paragraph("p", (Emphasis((Text("a"),)),)),)),
    ("underscores lost", "_a_", (Paragraph("p", (Text("a"),)),)),
    ("a backslash lost", "och\\eller", (Paragraph("p", (Text("ocheller"),)),)),
    ("another target", "[a](https://x.se)", (Paragraph("p", (Link((Text("a"),), "https://y.se"),)),)),
    ("blanks between digits", "5 000 4 000", (Paragraph("p", (Text("50004000"),)),)),
    ("a blank put into a number", "1000", (Paragraph("p", (Text("1 000"),)),)),
    ("a path's backslash", "C:\\temp", (Paragraph("p", (Text("C:temp"),)),)),
    ("a backslash before a bracket", "S:\\(x86)", (Paragraph("p", (Text("S:(x86)"),)),)),
    ("a backslash in a number", "1\\.5", (Paragraph("p", (Text("1.5"),)),)),
    ("stars around nothing", "a **** b", (Paragraph("p", (Text("a "), Strong(()), Text(" b"))),)),
    ("more than", ">5 procent", (Quote("q", (Paragraph("p", (Text("5 procent"),)),)),)),
    ("a target for words", "x.se", (Paragraph("p", (Link((Text("x.se"),), "https://y.se"),)),)),
]


@pytest.mark.parametrize(("text", "blocks"), [change[1:] for change in CHANGES], ids=[change[0] for change in CHANGES])
def test_a_changed_text_is_caught(text: str, blocks: tuple[Block, ...]) -> None:
    """Blocks that do not say what was written are told, each kind of change."""
    assert difference(text, blocks, {}) is not None


def test_changed_labels_are_caught() -> None:
    """A list that counts for itself, drops a label or makes one of what is none does not pass."""
    for text in ("3. a\n7. b", "a) a\nb) b", "– a\n– b", "• a\n• b"):
        (made,) = blocks_of(text)
        assert isinstance(made, List)
        assert difference(text, (made,), {}) is None
        assert difference(text, (replace(made, items=(made.items[0],)),), {}) is not None
        other = tuple(ListItem(item.blocks, "9." if item.label else "–") for item in made.items)
        assert (
            difference(text, (replace(made, kind=made.kind, items=other),), {}) is not None or not made.items[0].label
        )


def test_merged_items_are_caught() -> None:
    """An item whose label has become text of the item above is one that the guard lets stand; a bullet is not."""
    (made,) = blocks_of("• ett\n• två")
    assert isinstance(made, List)
    merged = replace(made, items=(ListItem((Paragraph("p", (Text("ett två"),)),)),))
    assert difference("• ett\n• två", (merged,), {}) is not None


def test_a_minus_is_no_bullet() -> None:
    """The sign before nothing but numbers cannot be taken away as a bullet."""
    for amount in ("500", "5 kr", "3,5 mnkr", "5 %"):
        (made,) = blocks_of(f"• {amount}")
        assert difference(f"- {amount}", (made,), {}) == (1, 1)


EXAMPLES = [each.written for rule in RULES for each in rule.examples if not each.told.startswith("fel")]


@pytest.mark.parametrize("text", EXAMPLES)
def test_any_lost_letter_is_caught(text: str) -> None:
    """Take any one letter or sign out of any text that is made of an example, and the guard says where."""
    made = blocks_of(text)
    assert difference(text, made, {}) is None
    for changed in _without_one_sign(made):
        assert difference(text, changed, {}) is not None


def _without_one_sign(value: Any) -> Iterator[Any]:
    """Yield a value with one sign taken out of one of its texts, for each sign."""
    if isinstance(value, Text):
        for n, sign in enumerate(value.text):
            if not sign.isspace():
                yield Text(value.text[:n] + value.text[n + 1 :])
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from ((*value[:n], changed, *value[n + 1 :]) for changed in _without_one_sign(one))
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            for changed in _without_one_sign(getattr(value, name)):
                yield replace(value, **{name: changed})


def test_the_guard_shares_no_code_with_the_readers() -> None:
    """The guard imports the document's words and nothing else of the program."""
    tree = ast.parse((REPOSITORY / "naravard_docs" / "markup" / "guard.py").read_text("utf-8"))
    sources = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {source for source in sources if source.startswith("naravard_docs")} == {
        "naravard_docs.document.blocks",
        "naravard_docs.document.inlines",
    }
