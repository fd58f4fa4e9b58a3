"""What the terminal shows: problems with their source line, and success lines. Talk goes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from naravard_docs.builder.options import BuildOutcome, Counts
from naravard_docs.cli.terminal import has_colour
from naravard_docs.cli.verbose import asks_for_more
from naravard_docs.errors import CONTROL_SIGNS, Level, Problem, excerpt, harmless_problem
from naravard_docs.swedish import with_noun

_ALWAYS_TOLD = frozenset({"NV802", "NV803"})
"""Rules whose warnings are told also to who asked for quiet: nothing is taken out of what is published unseen."""


class Messenger:
    """Speaks to the user on stderr, unless asked to be quiet; colour only where it is wanted and never needed.

    Notes are told to who asked for more by ``--utförligt``.
    """

    def __init__(self, is_quiet: bool = False) -> None:
        self.is_quiet = is_quiet
        self.tells_notes = asks_for_more()
        self.has_colour = has_colour(sys.stderr)
        self._told: set[Problem] = set()

    def say(self, text: str) -> None:
        if not self.is_quiet:
            click.echo(text, err=True, color=self.has_colour)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Tell each problem once; errors are told even to who asked for quiet, notes only to who asked for them."""
        for problem in problems:
            is_note_unasked = problem.level is Level.NOTE and not self.tells_notes
            is_kept_quiet = self.is_quiet and not problem.is_error and problem.rule not in _ALWAYS_TOLD
            if problem in self._told or is_note_unasked or is_kept_quiet:
                continue
            self._told.add(problem)
            click.echo(self._framed(harmless_problem(problem)), err=True, color=self.has_colour)

    def trouble(self, message: str, remedy: str) -> None:
        """Tell why a command cannot go on."""
        self.problems([Problem(message, remedy)])

    def done(self, outcome: BuildOutcome) -> None:
        if outcome.counts is not None:
            word = "oförändrat" if outcome.is_unchanged else "klart"
            self.say(f"{self._styled(word, 'green')}: {outcome.path} – {counts_text(outcome.counts)}")

    def _framed(self, problem: Problem) -> str:
        where = f"{problem.place}: " if problem.place else ""
        rule = f" [{problem.rule}]" if problem.rule else ""
        lines = [f"{where}{self._styled(problem.level.value, _COLOURS[problem.level])}: {problem.message}{rule}"]
        if problem.place is not None and problem.place.source_line.strip():
            lines += excerpt(problem.place)
        if problem.reason:
            lines.append(f"  {self._styled('skäl', 'cyan')}: {problem.reason}")
        elif problem.remedy:
            lines.append(f"  {self._styled('tips', 'cyan')}: {problem.remedy}")
        return "\n".join(lines)

    def _styled(self, word: str, colour: str) -> str:
        return click.style(word, fg=colour, bold=True) if self.has_colour else word


_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.HINT: "blue", Level.NOTE: "white"}


def counts_text(counts: Counts) -> str:
    """Return «9 ärenden, 4 beslut, 28 närvarande»."""
    return ", ".join(
        (
            with_noun(counts.items, "ärende", "ärenden"),
            with_noun(counts.decisions, "beslut", "beslut"),
            with_noun(counts.people, "närvarande", "närvarande"),
        )
    )


_HIGH_CONTROL = dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
"""Control characters past ASCII (Unicode's C1), and those that turn the direction of what follows."""


def harmless_text(line: str) -> str:
    """Return a text of a file with its control characters as signs; a terminal would obey them."""
    return line.translate(CONTROL_SIGNS | _HIGH_CONTROL)
