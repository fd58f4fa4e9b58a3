"""What the terminal shows: problems with their source line, success lines, JSON. Talk goes to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from naravard_docs.builder.options import BuildOutcome, Counts
from naravard_docs.errors import Level, Place, Problem
from naravard_docs.swedish import with_noun


class Messenger:
    """Speaks to the user on stderr, unless asked to be quiet; colour only on a terminal and never needed."""

    def __init__(self, is_quiet: bool = False) -> None:
        self.is_quiet = is_quiet
        self.has_colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        self._told: set[Problem] = set()

    def say(self, text: str) -> None:
        if not self.is_quiet:
            click.echo(text, err=True, color=self.has_colour)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Tell each problem once; errors are told even to who asked for quiet."""
        for problem in problems:
            if problem in self._told or (self.is_quiet and not problem.is_error):
                continue
            self._told.add(problem)
            click.echo(self._framed(_harmless(problem)), err=True, color=self.has_colour)

    def trouble(self, message: str, remedy: str) -> None:
        """Tell why a command cannot go on."""
        self.problems([Problem(message, remedy)])

    def done(self, outcome: BuildOutcome) -> None:
        if outcome.counts is not None:
            word = "oförändrat" if outcome.is_unchanged else "klart"
            self.say(f"{self._styled(word, 'green')}: {outcome.path} – {counts_text(outcome.counts)}")

    def _framed(self, problem: Problem) -> str:
        where = f"{problem.place}: " if problem.place else ""
        lines = [f"{where}{self._styled(problem.level.value, _COLOURS[problem.level])}: {problem.message}"]
        if problem.place is not None and problem.place.source_line.strip():
            lines += _excerpt(problem.place)
        if problem.remedy:
            lines.append(f"  {self._styled('tips', 'cyan')}: {problem.remedy}")
        return "\n".join(lines)

    def _styled(self, word: str, colour: str) -> str:
        return click.style(word, fg=colour, bold=True) if self.has_colour else word


_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.HINT: "blue"}


def counts_text(counts: Counts) -> str:
    """Return «9 ärenden, 4 beslut, 28 närvarande»."""
    return ", ".join(
        (
            with_noun(counts.items, "ärende", "ärenden"),
            with_noun(counts.decisions, "beslut", "beslut"),
            with_noun(counts.people, "närvarande", "närvarande"),
        )
    )


_CONTROL = {code: 0x2400 + code for code in range(32)} | {127: 0x2421}
_WIDEST = 100


def _harmless(problem: Problem) -> Problem:
    """Return a problem whose texts show control characters as signs; a terminal would obey them."""
    place = problem.place
    if place is not None:
        line = place.source_line.replace("\t", " ").translate(_CONTROL)
        place = replace(place, path=Path(place.file.translate(_CONTROL)), source_line=line)
    message = problem.message.translate(_CONTROL)
    return replace(problem, message=message, remedy=problem.remedy.translate(_CONTROL), place=place)


def _excerpt(place: Place) -> list[str]:
    """Return the source line with carets under what is meant, cut when it is long."""
    text, column, length = place.source_line.replace("\t", " "), place.column, place.length
    start = max(0, column - 1 - _WIDEST // 2) if len(text) > _WIDEST else 0
    shown = ("…" if start else "") + text[start : start + _WIDEST]
    at = column - 1 - start + (1 if start else 0)
    carets = "^" * max(1, min(length, len(shown) - at))
    number = str(place.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * at}{carets}"]


def outcomes_json(outcomes: Sequence[BuildOutcome]) -> str:
    """Return outcomes as JSON: a list with one object for each meeting file."""
    return json.dumps([_outcome_json(outcome) for outcome in outcomes], ensure_ascii=False, indent=2)


def _outcome_json(outcome: BuildOutcome) -> dict[str, Any]:
    counts = outcome.counts
    return {
        "fil": outcome.path,
        "godkänd": int(outcome.exit_code) == 0,
        "antal": {"ärenden": counts.items, "beslut": counts.decisions, "närvarande": counts.people} if counts else None,
        "problem": [_problem_json(problem) for problem in outcome.problems],
        "filer": list(outcome.files),
        "oförändrat": outcome.is_unchanged,
        "utan_adress": [each.name for each in outcome.unreachable],
    }


def _problem_json(problem: Problem) -> dict[str, Any]:
    place = problem.place
    where = {"fil": place.file, "rad": place.line, "kolumn": place.column} if place else {}
    return {**where, "nivå": problem.level.value, "meddelande": problem.message, "tips": problem.remedy}
