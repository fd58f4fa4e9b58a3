"""A small part of the stress program: commands killed where they write, and that it finds what it looks for."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mail_server import Script, serving

from tests.stress import plays
from tests.stress.desk import ANSWERS, LOG, Desk, mails_amiss, recipients

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "forkserver" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin",
        reason="commands are forked",
    ),
]
BY_NAME = {play.name: play for play in plays.PLAYS}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving(tmp_path / "server", Script()) as server:
        yield Desk(server, tmp_path)


@pytest.mark.parametrize(("name", "points"), [("svar", 6), ("utskick", 4)])
def test_killed_where_it_writes(desk: Desk, tmp_path: Path, name: str, points: int) -> None:
    """Whatever it was doing, nothing is lost, doubled or half-written, and the next run goes on."""
    tally = plays.killed(desk, BY_NAME[name], tmp_path, points)
    assert (tally.points, tally.killed, tally.amiss) == (points, points, [])


def test_it_finds_what_is_amiss(desk: Desk, tmp_path: Path) -> None:
    """A letter that two got, one that nobody got, and answers that are neither old nor new, are found."""
    play = BY_NAME["svar"]
    before, after = plays._stage(desk, play, tmp_path)
    work = plays._copied(before, tmp_path / "nu")
    (work / ANSWERS).write_text((work / ANSWERS).read_text("utf-8")[:-5], encoding="utf-8")
    assert "the answers are neither the old nor the new" in play.judge(desk, work, before, after)
    assert [line.partition(":")[0] for line in mails_amiss(work, desk.server, "brev", {"ort9": "a@b.se"})] == [
        "ort9 is lost"
    ]
    line = "2021-04-26T09:00:00+00:00\tskickat\tbrev\tort1\ta@b.se\t<1@b.se>\t250\n"
    (work / LOG).write_text(line, encoding="utf-8")
    assert mails_amiss(work, desk.server, "brev", {"ort1": recipients(1)["ort1"]}) == ["ort1 is «skickat» and got none"]
