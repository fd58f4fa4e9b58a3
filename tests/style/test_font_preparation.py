"""That fonts are prepared is told while it is done, once, and never where they are there already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from naravard_docs.libraries import waits
from naravard_docs.style import fonts
from naravard_docs.style.font_cache import kept_data, kept_file


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is told while the cache is an empty folder."""
    heard: list[str] = []
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path)
    waits._told.clear()
    waits.listen_for_waits(heard.append)
    yield heard
    waits.listen_for_waits(None)


def test_the_first_file_is_told_once(told: list[str]) -> None:
    assert not fonts.are_prepared()
    kept_file("a.ttf", lambda: b"1")
    kept_file("b.ttf", lambda: b"2")
    assert len(told) == 1 and "typsnitten förbereds" in told[0]


def test_what_is_there_is_not_told(told: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"1")
    kept_file("a.ttf", lambda: b"2")
    assert not told


def test_a_worker_tells_nothing(told: list[str]) -> None:
    waits.listen_for_waits(None)
    kept_file("a.ttf", lambda: b"1")
    assert not told


def test_what_is_kept_with_its_sum_is_made_anew_when_it_is_damaged(told: list[str], tmp_path: Path) -> None:
    """What is kept is given as it is; a byte that is another, or a file that is cut, is as if nothing were there."""
    assert kept_data("m", lambda: b"made") == b"made"
    whole = (tmp_path / "m").read_bytes()
    assert kept_data("m", lambda: b"again") == b"made"
    for damaged in (whole[:-1] + b"x", whole[:20], b""):
        (tmp_path / "m").write_bytes(damaged)
        assert kept_data("m", lambda: b"made") == b"made"
        assert (tmp_path / "m").read_bytes() == whole
    assert not told
