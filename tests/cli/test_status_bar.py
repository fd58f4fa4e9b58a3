"""The bar of a recommendation on the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.cli.status_table import _lengths


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.integers(0, 60))
def test_a_bar_fills_its_room(counts: list[int], room: int) -> None:
    """A bar is as long as its room, whatever is counted is seen in it, and none that is not."""
    lengths = _lengths(counts, room)
    kinds = sum(count > 0 for count in counts)
    if not kinds or room < kinds:
        assert lengths == [0] * len(counts)
        return
    assert sum(lengths) == room
    assert [length > 0 for length in lengths] == [count > 0 for count in counts]
    assert all(a >= b for a, b, m, n in zip(lengths, lengths[1:], counts, counts[1:], strict=False) if m > n)
