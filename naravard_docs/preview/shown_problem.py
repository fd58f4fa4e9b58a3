"""A problem as the page shows it: as ``kontrollera`` words it, with the line that it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from naravard_docs.errors import Level, Place, Problem, excerpt, harmless_problem
from naravard_docs.preview.live_meeting import ItemPlaces

_NAMES = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "info", Level.NOTE: "hint"}


def shown_problems(problems: tuple[Problem, ...], path: Path, items: ItemPlaces = ()) -> list[dict[str, Any]]:
    """Return problems as plain values, once each; notes are left out, as the terminal leaves them out.

    ``items`` are where the items of the document that is shown begin in the file.
    """
    told = (problem for problem in dict.fromkeys(problems) if problem.level is not Level.NOTE)
    return [_shown(problem, path, items) for problem in told]


def _shown(problem: Problem, path: Path, items: ItemPlaces) -> dict[str, Any]:
    safe, place = harmless_problem(problem), problem.place
    values: dict[str, Any] = {
        "level": _NAMES[safe.level],
        "word": safe.level.value,
        "rule": safe.rule,
        "message": safe.message,
        "remedy": safe.reason or safe.remedy,
    }
    if place is not None and safe.place is not None:
        values["place"] = _place(place, path, items) | {"shown": str(safe.place), "excerpt": _excerpt(safe.place)}
    return values


def _place(place: Place, path: Path, items: ItemPlaces) -> dict[str, Any]:
    """Return where a problem is; lines and columns from 1, columns and lengths in UTF-16's units, as browsers count."""
    before = place.source_line[: place.column - 1]
    meant = place.source_line[place.column - 1 : place.column - 1 + place.length]
    is_here = place.path == path
    begun = [name for line, name in items if is_here and line <= place.line]
    return {
        "isHere": is_here,
        "anchor": begun[-1] if begun else "",
        "line": place.line,
        "column": _units(before) + 1,
        "length": max(1, _units(meant)),
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _excerpt(place: Place) -> list[str]:
    return excerpt(place) if place.source_line.strip() else []
