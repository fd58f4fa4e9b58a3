"""The measures as tables in Markdown, with the goals and whether they are reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.entrants import ENTRANTS, OURS, TYPST, Entrant
from benchmarks.parts import WORKERS
from benchmarks.results import Results, Row, ratio

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: some work, and the goals for this program's part in it at a size.

    ``judged`` is what the goals are about: the ratio to Typst, seconds, MiB, or growth from a tenth of the size.
    ``limit`` is this step's goal, which is judged; ``end`` the one in the end, where it is another.
    """

    label: str
    part: str
    judged: str
    limit: float | None
    size: int = 1
    workers: int | None = None
    end: float | None = None


LINES = (
    Line("one meeting, cold: from process start to files", "cold", "ratio", 6.0, end=4.0),
    Line("{size} varied meetings, warm: one document", "warm", "ratio", 1.3, 50, end=1.0),
    Line("{size} meetings, two workers", "batch", "ratio", 1.4, 200, WORKERS, end=1.0),
    Line("one meeting of {size} items", "items", "ratio", 1.0, 1000, end=0.8),
    Line("… its peak memory", "items", "MiB", 150.0, 1000),
    Line("… against a tenth of the items", "items", "growth", 12.0, 1000),
    Line("`naravard --help`", "help", "seconds", 0.10),
    Line("completion in the shell", "completion", "seconds", 0.10),
    Line("from save to files, while it stays (`bevaka`)", "saved", "seconds", 0.15),
    Line("from save to the page in the browser", "page", "seconds", 0.30),
    Line("one page for the web (HTML), cold", "html cold", "seconds", None),
    Line("{size} pages for the web, warm: one page", "html warm", "seconds", None, 50),
    Line("`kontrollera`, {size} meetings, one core", "check", "seconds", 6.0, 1000),
    Line("`bygg`, {size} unchanged meetings, one core", "unchanged", "seconds", 1.5, 1000, end=1.0),
    Line("`kontrollera`, {size} meetings, nothing kept of them", "check first", "seconds", 6.0, 1000),
    Line("… again, nothing changed", "check again", "seconds", 2.0, 1000),
    Line("`beslut`, {size} meetings, nothing kept of them", "decisions first", "seconds", None, 1000),
    Line("… again, nothing changed", "decisions again", "seconds", 1.5, 1000, end=1.0),
    Line("`läge`, {size} meetings, nothing kept of them", "status first", "seconds", None, 1000),
    Line("… again, nothing changed", "status again", "seconds", 1.5, 1000, end=1.0),
    Line("`kontrollera`, a letter to {size} recipients", "recipients check", "seconds", 1.5, 2000),
    Line("`läge` of it", "recipients status", "seconds", None, 2000),
    Line("`brev`, one for all of them", "recipients letter", "seconds", None, 2000),
    Line("`utskick`, one to each of {size}", "dispatch", "seconds", 30.0, 2000),
    Line("… its peak memory", "dispatch", "MiB", 200.0, 2000),
    Line("`kontrollera` of one meeting, from the start of the process", "start check", "seconds", None),
    Line("`läge` of one", "start status", "seconds", None),
    Line("`svar` to one", "start answer", "seconds", None),
    Line("`beslut`", "start decisions", "seconds", None),
)


def whole_report(results: Results) -> str:
    """Return all tables, with where they were measured."""
    tables = [main_table(results), where(results), _growing_items(results), _growing_meetings(results)]
    return "\n\n".join(table for table in tables if table) + "\n"


def main_table(results: Results) -> str:
    """Return one line per kind of work: this program, Typst, their ratio, the goal, and the others."""
    others = [entrant for entrant in ENTRANTS if entrant not in (OURS, TYPST)]
    head = ["", OURS.name, TYPST.name, "ratio", "this step", "", "in the end", *(entrant.name for entrant in others)]
    lines = []
    for line in LINES:
        if (ours := _row(results, line, OURS)) is None:
            continue
        typst = _row(results, line, TYPST)
        against = ratio(ours, typst)
        lines.append(
            [
                line.label.format(size=_thousands(ours.size)),
                _shown(results, line, OURS),
                _shown(results, line, TYPST),
                f"{against:.2f}" if against and line.judged == "ratio" else "",
                *_goal(results, line, ours),
                *(_shown(results, line, entrant) for entrant in others),
            ]
        )
    return _markdown(head, lines)


def where(results: Results) -> str:
    """Say where and with what was measured, and who could not take part."""
    told = [f"{name} {said}" for name, said in {**results.machine, **results.versions}.items()]
    notes = [f"{row.entrant}, {row.part} {_thousands(row.size)}: {row.note}" for row in results.rows if row.note]
    lines = [f"Measured with {', '.join(told)}.", *(["A quick run, with smaller numbers."] if results.is_quick else [])]
    return "\n".join([*lines, *(f"- {note}" for note in notes)])


def is_reached(results: Results, line: Line) -> bool | None:
    """Return whether a goal is reached; None when it was not measured at the goal's size."""
    ours = _row(results, line, OURS)
    value = _judged(results, line, ours) if ours is not None and ours.size == line.size else None
    return None if value is None or line.limit is None else value <= line.limit


def _goal(results: Results, line: Line, ours: Row) -> tuple[str, str, str]:
    """Return this step's goal, whether it is reached, and the goal in the end."""
    unit = {"seconds": " s", "MiB": " MiB"}.get(line.judged, "×" if line.judged == "growth" else "")
    goals = (line.limit, line.limit if line.end is None else line.end)
    now, end = (f"≤ {goal:g}{unit}" if goal is not None and ours.size == line.size else "" for goal in goals)
    return now, {True: "✓", False: "✗", None: ""}[is_reached(results, line)], end


def _judged(results: Results, line: Line, ours: Row) -> float | None:
    match line.judged:
        case "ratio":
            return ratio(ours, _row(results, line, TYPST))
        case "MiB":
            return ours.peak
        case "growth":
            return _growth(results, ours)
        case _:
            return ours.median


def _growth(results: Results, row: Row) -> float | None:
    """Return how much dearer a row is than the one of a tenth of its size."""
    return ratio(row, results.row(row.part, row.entrant, row.size // 10))


def _row(results: Results, line: Line, entrant: Entrant) -> Row | None:
    return results.row(line.part, entrant.name, workers=line.workers)


def _shown(results: Results, line: Line, entrant: Entrant) -> str:
    ours, row = _row(results, line, OURS), _row(results, line, entrant)
    if row is None or ours is None or row.size != ours.size or row.median is None:
        return NOTHING if line.part in ("cold", "warm", "batch", "items") else ""
    if line.judged == "MiB":
        return f"{row.peak:.0f} MiB"
    if line.judged == "growth":
        return f"{growth:.1f}×" if (growth := _growth(results, row)) else NOTHING
    return seconds(row.median)


def _growing_items(results: Results) -> str:
    sizes = sorted({row.size for row in results.rows if row.part == "items"})
    lines = []
    for entrant in ENTRANTS:
        rows = {row.size: row for row in results.curve("items", entrant.name)}
        cells = [_time_and_peak(rows[size]) if size in rows else NOTHING for size in sizes]
        if rows:
            lines.append([entrant.name, *cells])
    return _markdown(["items", *map(_thousands, sizes)], lines) if lines else ""


def _growing_meetings(results: Results) -> str:
    """Return seconds by meetings and workers, for those that were measured so."""
    keys = sorted({(row.workers, row.size) for row in results.rows if row.part == "batch"}, key=_by_workers)
    lines = []
    for entrant in ENTRANTS:
        rows = {(row.workers, row.size): row for row in results.curve("batch", entrant.name)}
        if rows:
            lines.append([entrant.name, *(seconds(rows[key].median) if key in rows else NOTHING for key in keys)])
    heads = [f"{_thousands(size)} on {workers}" for workers, size in keys]
    return _markdown(["meetings on workers", *heads], lines) if lines else ""


def _by_workers(key: tuple[int, int]) -> tuple[int, int]:
    """Put the growing numbers on two workers first, then the same number on other workers."""
    workers, size = key
    return (0 if workers == WORKERS else workers, size)


def _time_and_peak(row: Row) -> str:
    return f"{seconds(row.median)}, {row.peak:.0f} MiB"


def seconds(value: float | None) -> str:
    """Return a time with three figures, in milliseconds when it is short."""
    if value is None:
        return NOTHING
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.{max(0, 2 - len(str(int(value))) + 1)}f} s"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def _markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table whose columns line up in plain text as well."""
    widths = [max(len(line[n]) for line in (head, *lines)) for n in range(len(head))]
    return "\n".join(_aligned(head, lines, widths))


def _aligned(head: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    rule = [("-" * width) if n == 0 else "-" * max(1, width - 1) + ":" for n, width in enumerate(widths)]
    for line in (head, rule, *lines):
        cells = [
            cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(line, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |"
