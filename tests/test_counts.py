"""What was won in speed is held by counts, which are the same on every machine; no test asserts a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from benchmarks.counts import Count, build_counts, file_counts, growth_counts, import_counts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("counts", [import_counts, build_counts, file_counts, growth_counts])
def test_counts_stay_within_their_limits(counts: Callable[[], Iterator[Count]]) -> None:
    """No count passes its limit; «python -m benchmarks.counts» shows them all."""
    assert [count for count in counts() if not count.is_held] == []


def test_a_count_beyond_its_limit_would_be_seen() -> None:
    """The comparison is one: a count one above its limit is not held, one at its limit is."""
    assert Count("at its limit", 3, 3).is_held
    assert not Count("beyond it", 4, 3).is_held
