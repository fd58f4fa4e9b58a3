"""Text laid out on a terminal: tables and lines keep within its width and lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.cli.terminal import TableHead, table, width_of, wrap_text

WORDS = st.text(st.sampled_from("aåä\u0301漢 §-"), max_size=25)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4), st.integers(8, 60))
def test_a_table_keeps_within_its_width(rows: list[tuple[str, str, str]], width: int) -> None:
    """Whatever stands in cells, no line is wider than the terminal, and every word is there."""
    heads = [TableHead("Namn", 4), TableHead("Läge", 4), TableHead("Tal", 3, is_number=True)]
    lines = list(table(heads, rows, width))
    assert all(width_of(line) <= width for line in lines)
    shown = "".join("".join(lines).split())
    assert all(word[:1] in shown for row in rows for cell in row for word in cell.split())


@given(st.text(st.sampled_from("abå漢\u0301 \u00a0"), max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """Lines put together again are the text, and each is within the width."""
    lines = wrap_text(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)


def test_a_word_is_not_broken_in_a_table() -> None:
    """Columns too narrow for their longest words give a list, at the very width where they no longer fit."""
    heads, rows = [TableHead("Namn", 4), TableHead("Beslutat", 4)], [("Umeå kommun", "Omsorgsnämnden 2021-09-28")]
    wide, narrow = (list(table(heads, rows, width)) for width in (len("kommun  Omsorgsnämnden"), 21))
    assert [line.split() for line in wide[2:]] == [["Umeå", "Omsorgsnämnden"], ["kommun", "2021-09-28"]]
    assert narrow == ["Umeå kommun", "  Beslutat:", "  Omsorgsnämnden", "  2021-09-28"]
