"""Measure this program beside others; print one table, and write it as JSON and as a chart to output/bench/.

Nothing is asserted: a time is a fact about one machine on one day.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.chart import chart
from benchmarks.entrants import ENTRANTS, REPOSITORY, Entrant, missing, versions
from benchmarks.parts import FULL, PARTS, QUICK, Plan, prepare_content
from benchmarks.processes import MeasuringError
from benchmarks.report import whole_report
from benchmarks.results import Results, Row, read_results

OUTPUT = REPOSITORY / "output" / "bench"
PAGE, PICTURE = REPOSITORY / "docs" / "performance.md", REPOSITORY / "docs" / "performance.svg"
BEGIN, END = "<!-- measured: begin (make bench-docs) -->", "<!-- measured: end -->"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is chosen, or put the last measures into the documentation."""
    chosen = _options().parse_args(arguments)
    if chosen.write_docs:
        _write_docs(read_results(OUTPUT / "bench.json"))
        return 0
    plan, machine = QUICK if chosen.quick else FULL, _machine()
    try:
        prepare_content(plan)
    except MeasuringError as error:
        sys.stderr.write(f"the meetings to be built cannot be made: {error}\n")
        return 1
    entrants = [entrant for entrant in ENTRANTS if entrant.name in chosen.only]
    found = versions()
    rows = list(_rows(plan, chosen.parts, entrants, found))
    results = Results(machine, found, bool(chosen.quick), rows)
    results.save(OUTPUT / "bench.json")
    (OUTPUT / "bench.svg").write_text(chart(results), "utf-8")
    sys.stdout.write(f"\n{whole_report(results)}\n{_shown(OUTPUT / 'bench.json')}\n{_shown(OUTPUT / 'bench.svg')}\n")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller numbers, about a minute; no goals are judged")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="what to measure")
    names = [entrant.name for entrant in ENTRANTS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="who takes part")
    parser.add_argument("--write-docs", action="store_true", help="measure nothing; put the last run into docs/")
    return parser


def _rows(plan: Plan, parts: Sequence[str], entrants: Sequence[Entrant], found: dict[str, str]) -> Iterator[Row]:
    """Yield a row for each that cannot take part, then what the parts measure of the others."""
    lacking = {entrant.name: missing(entrant, found) for entrant in entrants}
    yield from (Row("cold", name, note=said) for name, said in lacking.items() if said)
    present = [entrant for entrant in entrants if not lacking[entrant.name]]
    for part in parts:
        yield from PARTS[part](plan, present)


def _machine() -> dict[str, str | int]:
    """Say where it is measured, and how busy the machine is before anything has begun."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "Python": platform.python_version(),
        "cores": os.cpu_count() or 1,
        "load before": load,
        "system": platform.system(),
    }


def _write_docs(results: Results) -> None:
    """Put the tables between the marks of docs/performance.md, and the chart beside it."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{whole_report(results)}\n{END}{after}", "utf-8")
    PICTURE.write_text(chart(results), "utf-8")


def _shown(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


if __name__ == "__main__":
    sys.exit(main())
