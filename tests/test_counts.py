"""What was won in speed is held by counts, which are the same on every machine; no test asserts a time."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import REPOSITORY

from benchmarks.counts import CALLS_PER_RECIPIENT, Count, calls_per_recipient

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "kind",
    ["import_counts", "build_counts", "unchanged_counts", "file_counts", "growth_counts", "recipient_counts"],
)
def test_counts_stay_within_their_limits(kind: str) -> None:
    """No count passes its limit, in a process of its own; «python -m benchmarks.counts» shows them all."""
    code = f"from benchmarks.counts import {kind}\nfor count in {kind}():\n    count.is_held or print(count)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(REPOSITORY), os.environ.get("PYTHONPATH", "")))}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""


def test_a_count_beyond_its_limit_would_be_seen() -> None:
    """The comparison is one: a count one above its limit is not held, one at its limit is."""
    assert Count("at its limit", 3, 3).is_held
    assert not Count("beyond it", 4, 3).is_held


_FOR_EACH_PAIR = """
from naravard_docs.builder import build
load = build.load_cached
def load_and_compare(*given):
    loaded = load(*given)
    recipients = loaded.recommendations[0].recipients
    [one.slug.casefold() for one in recipients for other in recipients]
    return loaded
build.load_cached = load_and_compare
"""


def test_work_for_each_pair_of_recipients_would_be_seen() -> None:
    """One call for each pair, put into a command, takes its count beyond the limit."""
    words, limit = CALLS_PER_RECIPIENT["kontrollera"]
    assert calls_per_recipient(words, _FOR_EACH_PAIR) > limit
