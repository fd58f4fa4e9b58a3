"""«python -m tests.stress»: play it all, print the figures, and answer 1 if anything was lost, doubled or stuck."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.stress.desk import Desk, MailServer, Script
from tests.stress.plays import PLAYS, Tally, at_once, full_disk, killed, mail_faults

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


def played(points: int, disk_points: int, rounds: int, only: str = "") -> list[Tally]:
    """Play everything, or what is named with commas between, on a server and in folders of its own."""
    from mail_server import serving

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="naravard-stress-") as name, serving(Path(name) / "server", Script()) as at:
        server: MailServer = at
        folder = Path(name)
        desk = Desk(server, folder)
        tallies: list[Tally] = []
        wanted = only.split(",") if only else [*(play.name for play in PLAYS), "samtidigt", "mejl"]
        for play in PLAYS:
            if play.name in wanted:
                tallies.append(_told(killed, desk, play, folder, points))
                tallies.append(_told(full_disk, desk, play, folder, disk_points))
        if "samtidigt" in wanted:
            tallies.append(_told(at_once, desk, folder, rounds))
        if "mejl" in wanted:
            tallies.append(_told(mail_faults, desk, folder))
        return tallies


def _told(play, *given) -> Tally:  # type: ignore[no-untyped-def]
    began = time.monotonic()
    tally: Tally = play(*given)
    tally.notes["seconds"] = round(time.monotonic() - began)
    print(f"{figures([tally])[-1]} {tally.notes['seconds']} s", flush=True)
    for each in tally.amiss:
        print(f"  AMISS {each}", flush=True)
    return tally


def figures(tallies: list[Tally]) -> list[str]:
    """Return the figures as lines of a table."""
    rows = ["| play | points or runs | killed | amiss | of note |", "|---|---:|---:|---:|---|"]
    for tally in tallies:
        notes = ", ".join(f"{word}: {number}" for word, number in tally.notes.items() if number and word != "seconds")
        rows.append(f"| {tally.name} | {tally.points} | {tally.killed or '–'} | {len(tally.amiss)} | {notes} |")
    return rows


def main() -> int:
    """Play it as the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.stress")
    parser.add_argument("--points", type=int, default=200, help="points at which each command is killed")
    parser.add_argument("--disk-points", type=int, default=12, help="degrees to which the disk is full")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of twenty commands at once")
    parser.add_argument("--only", default="", help="some of bygg,svar,utskick,påminn,samtidigt,mejl")
    parser.add_argument("--write-docs", action="store_true", help="put the figures into docs/reliability.md")
    asked = parser.parse_args()
    tallies = played(asked.points, asked.disk_points, asked.rounds, asked.only)
    if asked.write_docs:
        text = DOCS.read_text("utf-8")
        head, tail = text.split(BEGIN)[0], text.split(END)[1]
        table = "\n".join(figures(tallies))
        DOCS.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")
    return 1 if any(tally.amiss for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
