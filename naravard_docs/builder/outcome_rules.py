"""Which rule a problem of an outcome is of, and how grave it is to those who want no warnings."""

from __future__ import annotations

from naravard_docs.builder.options import BuildOutcome
from naravard_docs.errors import ExitCode, Level, Place, Problem, of_rule
from naravard_docs.libraries.records import replace


def with_rules(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems with the rule of each; those that no rule found have one by the file that they are in."""
    return tuple(problem for each in problems for problem in of_rule(_rule_of_file(each.place), (each,)))


def _rule_of_file(place: Place | None) -> str:
    folder = place.path.parent.name if place else None
    if folder is None:
        return ""
    return {"svar": "NV701", "templates": "NV002"}.get(folder, "NV001")


def strictly(outcome: BuildOutcome) -> BuildOutcome:
    """Return an outcome of which every warning is an error."""
    problems = tuple(map(_strict, outcome.problems))
    is_refused = outcome.exit_code is ExitCode.DONE and any(each.is_error for each in problems)
    return replace(outcome, problems=problems, exit_code=ExitCode.CORRECTION if is_refused else outcome.exit_code)


def _strict(problem: Problem) -> Problem:
    return replace(problem, level=Level.ERROR) if problem.level is Level.WARNING else problem
