"""What was measured, as it is kept in JSON, and the questions that are asked of it."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Row:
    """One entrant's measures of one kind of work, a number per round; ``note`` says why there are none or few.

    ``size`` counts what the part varies: meetings, or items. ``each`` are the single documents' seconds of warm runs.
    """

    part: str
    entrant: str
    size: int = 1
    workers: int = 1
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak_mib: list[float] = field(default_factory=list)
    each: list[list[float]] = field(default_factory=list)
    note: str = ""

    @property
    def median(self) -> float | None:
        return statistics.median(self.seconds) if self.seconds else None

    @property
    def peak(self) -> float | None:
        return max(self.peak_mib) if self.peak_mib else None


@dataclass(frozen=True, slots=True)
class Results:
    """All rows of one run, and where they were measured."""

    machine: Mapping[str, str | int]
    versions: Mapping[str, str]
    is_quick: bool
    rows: Sequence[Row]

    def row(self, part: str, entrant: str, size: int | None = None, workers: int | None = None) -> Row | None:
        """Return the row of some work; the largest, where several fit."""
        fitting = [
            row
            for row in self.rows
            if (row.part, row.entrant) == (part, entrant)
            and size in (None, row.size)
            and workers in (None, row.workers)
        ]
        return max(fitting, key=lambda row: (row.size, row.workers), default=None)

    def curve(self, part: str, entrant: str, workers: int | None = None) -> list[Row]:
        """Return the rows of one entrant that differ in size, or in workers when none are named, and hold a time."""
        found = [row for row in self.rows if (row.part, row.entrant) == (part, entrant) and row.seconds]
        return sorted((row for row in found if workers in (None, row.workers)), key=lambda row: (row.size, row.workers))

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_results(path: Path) -> Results:
    """Read what ``Results.save`` wrote."""
    data = json.loads(path.read_text("utf-8"))
    return Results(**{**data, "rows": [Row(**row) for row in data["rows"]]})


def ratio(ours: Row | None, other: Row | None) -> float | None:
    """Return the median of the ratios, round by round; None where one of them has no measures."""
    if ours is None or other is None or not (pairs := list(zip(ours.seconds, other.seconds, strict=False))):
        return None
    return statistics.median(a / b for a, b in pairs)
