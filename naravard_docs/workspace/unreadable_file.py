"""A file that a command over many files could not read: it is told, and does not hide the others."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import CommandError, ExitCode, InvalidInputError, Problem


class UnreadableFile(Struct, frozen=True):
    """Which file, as messages show it, and why."""

    path: Path
    problems: tuple[Problem, ...]
    exit_code: ExitCode


def as_unreadable_file(path: Path, error: InvalidInputError | CommandError) -> UnreadableFile:
    """Return what an error tells of a file."""
    if isinstance(error, InvalidInputError):
        return UnreadableFile(path, error.problems, error.exit_code)
    return UnreadableFile(path, (Problem(error.message, error.remedy),), error.exit_code)
