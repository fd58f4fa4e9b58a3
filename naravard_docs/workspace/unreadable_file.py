"""A file that a command over many files could not read: it is told, and does not hide the others."""

from __future__ import annotations

from dataclasses import dataclass

from naravard_docs.errors import CommandError, ExitCode, InvalidInputError, Problem


@dataclass(frozen=True, slots=True)
class Unread:
    """Which file, as messages show it, and why."""

    shown: str
    problems: tuple[Problem, ...]
    exit_code: ExitCode


def unread(shown: str, error: InvalidInputError | CommandError) -> Unread:
    """Give what an error tells of a file."""
    if isinstance(error, InvalidInputError):
        return Unread(shown, error.problems, error.exit_code)
    return Unread(shown, (Problem(error.message, error.remedy),), error.exit_code)
