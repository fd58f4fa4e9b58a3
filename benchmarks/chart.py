"""The measures as a picture: an SVG of small diagrams, written as text; both axes are logarithmic."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.entrants import ENTRANTS, OURS
from benchmarks.parts import WORKERS
from benchmarks.results import Results, Row

WIDTH, HEIGHT = 900, 640
PANEL_WIDTH, PANEL_HEIGHT = 230, 190
COLOURS = dict(zip([e.name for e in ENTRANTS], ("#1f4e79", "#c2410c", "#6b7280", "#0f766e", "#7c3aed"), strict=True))
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram: a curve per entrant, over marks on the horizontal axis, which are numbers or have names."""

    title: str
    across: str
    curves: dict[str, list[Point]]
    unit: Callable[[float], str]
    names: tuple[str, ...] = ()


def chart(results: Results) -> str:
    """Return the whole picture."""
    panels = [panel for panel in _panels(results) if any(panel.curves.values())]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d"'
        ' font-family="Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif" font-size="12">',
        '<title id="t">What minutes cost, by number of items, meetings and workers</title>',
        f'<desc id="d">{escape(_described(panels))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for number, panel in enumerate(panels):
        left, top = 60 + number % 3 * 290, 50 + number // 3 * 300
        parts += [f'<g transform="translate({left} {top})">', *_panel(panel), "</g>"]
    parts += _legend([name for name in COLOURS if any(panel.curves.get(name) for panel in panels)])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panels(results: Results) -> Iterator[Panel]:
    yield Panel("Time by items", "items in one meeting", _curves(results, "items", _by_size), _seconds)
    yield Panel("Peak memory by items", "items in one meeting", _curves(results, "items", _peak_by_size), _mib)
    yield Panel("Time by meetings", "meetings, two workers", _curves(results, "batch", _by_size, WORKERS), _seconds)
    yield Panel("Time by workers", "workers, most meetings", _by_workers(results), _seconds)
    yield Panel("One meeting", "in a process of its own, or a warm one", _alone(results), _seconds, ("cold", "warm"))


def _by_size(row: Row) -> Point:
    return row.size, row.median or 0.0


def _peak_by_size(row: Row) -> Point:
    return row.size, row.peak or 0.0


def _curves(
    results: Results, part: str, point: Callable[[Row], Point], workers: int | None = None
) -> dict[str, list[Point]]:
    return {name: [point(row) for row in results.curve(part, name, workers)] for name in COLOURS}


def _by_workers(results: Results) -> dict[str, list[Point]]:
    most = max((row.size for row in results.rows if row.part == "batch"), default=0)
    rows = {name: [row for row in results.curve("batch", name) if row.size == most] for name in COLOURS}
    return {name: [(row.workers, row.median or 0.0) for row in found] for name, found in rows.items() if len(found) > 1}


def _alone(results: Results) -> dict[str, list[Point]]:
    """Return one meeting's time in a process of its own and in one that is warm, as two points."""
    curves: dict[str, list[Point]] = {}
    for name in COLOURS:
        rows = (results.row("cold", name), results.row("warm", name))
        curves[name] = [(place, row.median) for place, row in enumerate(rows, 1) if row is not None and row.median]
    return curves


def _seconds(value: float) -> str:
    return f"{value:.3g} s"


def _mib(value: float) -> str:
    return f"{value:.0f} MiB"


def _panel(panel: Panel) -> Iterator[str]:
    points = [point for curve in panel.curves.values() for point in curve]
    marks = sorted({x for x, _ in points})
    low, high = _decades([y for _, y in points])

    def place(point: Point) -> Point:
        x, y = point
        across = _share(x, marks[0], marks[-1]) * (PANEL_WIDTH - 20) + 10
        return across, PANEL_HEIGHT - _share(y, low, high) * PANEL_HEIGHT

    yield f'<text x="0" y="-14" font-size="14" font-weight="bold" fill="#1a1a1a">{escape(panel.title)}</text>'
    for exponent in range(round(math.log10(low)), round(math.log10(high)) + 1):
        value = 10.0**exponent
        y = place((marks[0], value))[1]
        yield f'<line x1="0" y1="{y:.1f}" x2="{PANEL_WIDTH}" y2="{y:.1f}" stroke="#d7dce2"/>'
        yield f'<text x="-6" y="{y + 4:.1f}" text-anchor="end" fill="#4b5563">{escape(panel.unit(value))}</text>'
    for mark, name in zip(marks, panel.names or [f"{mark:g}" for mark in marks], strict=False):
        x = place((mark, low))[0]
        yield f'<text x="{x:.1f}" y="{PANEL_HEIGHT + 18}" text-anchor="middle" fill="#4b5563">{name}</text>'
    middle, below = PANEL_WIDTH / 2, PANEL_HEIGHT + 36
    yield f'<text x="{middle}" y="{below}" text-anchor="middle" fill="#4b5563">{escape(panel.across)}</text>'
    for name, curve in panel.curves.items():
        yield from _curve(name, [place(point) for point in curve])


def _curve(name: str, places: Sequence[Point]) -> Iterator[str]:
    colour, width = COLOURS[name], 3 if name == OURS.name else 1.5
    if len(places) > 1:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{width + 1}" fill="{colour}"/>'


def _legend(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        x, y = 640, 370 + number * 24
        weight = "bold" if name == OURS.name else "normal"
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="{COLOURS[name]}"/>'
        yield f'<text x="{x + 14}" y="{y + 5}" font-size="14" font-weight="{weight}">{escape(name)}</text>'


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """Return powers of ten around some values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def _share(value: float, low: float, high: float) -> float:
    """Return where a value stands between two others, from 0 to 1, by its logarithm."""
    return 0.5 if low == high else (math.log(value) - math.log(low)) / (math.log(high) - math.log(low))


def _described(panels: Sequence[Panel]) -> str:
    """Return the last point of every curve in words."""
    told = []
    for panel in panels:
        ends = [
            f"{name} {panel.unit(curve[-1][1])} at {curve[-1][0]:g}" for name, curve in panel.curves.items() if curve
        ]
        told.append(f"{panel.title} ({panel.across}): {', '.join(ends)}.")
    return " ".join(told)
