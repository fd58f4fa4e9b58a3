"""What can go wrong, as facts: problems with a place in a file, and the errors that stop a command.

The words a user reads are Swedish; they are carried here and shown by ``cli``. Two kinds of exception are told apart:

A ``NaravardError`` stops the command; ``cli`` shows its words and leaves with its ``exit_code``::

    InvalidInputError       1    the files that the user writes need correction
    CommandError                 one message and one remedy:
      WrongUsageError       2    the command does not hang together (click's own: SwedishUsageError, cli/swedish_click)
      FileAccessError       3    a file cannot be read or written (NameClashError, workspace/file_names, is one)
      OutputCheckError      4    what was produced did not pass its check (builder/output_check)
      MissingToolError      5    a program from outside is not there (builder/audit)
      SendingError          6    the mail server or the identity provider cannot be used
      StoppedByUserError  130    the user stopped it half done

All others are caught within the program and become one of those, or a problem: of texts TextError and TemplateError
(compose), MarkupError (markup) and BudgetError (compose/sandbox); of documents MissingGlyphError and AttachmentError
(pdf), and FontError (style); of files LockError (workspace/locks), TooDeepError (yaml/events), NotEntriesError
(yaml/edit) and MissingSourceError (check/embedded); of the network RequestError and AnswerTooLongError (send).
UnprintableTextError (pdf) is of what ``builder`` refuses before it draws, and UnknownValueError (meeting/values) ends a
rule that asks for what could not be read. One with an underscore stays in its module. What is no exception of these is
a fault of the program itself: exit code 70.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the process answers with; the table in the handbook is the same."""

    DONE = 0
    CORRECTION = 1
    USAGE = 2
    FILES = 3
    CHECK = 4
    TOOL = 5
    SERVER = 6
    INTERNAL = 70
    INTERRUPTED = 130


class Level(StrEnum):
    """How grave a problem is: an error stops the documents, a warning does not, and a hint may be meant as it is.

    A note is what the file itself says is meant so, with the reason: it is told only to those who ask for all.
    """

    ERROR = "fel"
    WARNING = "varning"
    HINT = "råd"
    NOTE = "notering"


STANDARD_INPUT = Path("standard in")
"""The name, in messages, of what is in no file but came on standard input."""


def shown_path(path: Path) -> str:
    """Return a path as messages show it: from where the user stands, when that is shorter."""
    named = str(path)
    if ".." not in named:  # most paths are that by themselves, or lie below: known without taking them apart
        if not path.anchor:
            return named
        if named.startswith(here := f"{os.getcwd()}{os.sep}"):  # noqa: PTH109 - a text
            return named[len(here) :]
    try:
        relative = os.path.relpath(path)
    except ValueError:  # Windows: another drive
        return str(path)
    return min(relative, str(path.absolute()), key=len)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file; ``line`` and ``column`` count from 1, ``column`` in characters."""

    path: Path
    line: int
    column: int
    source_line: str = ""
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def file(self) -> str:
        """The file as messages show it."""
        return shown_path(self.path)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: what is wrong, where, and what to do about it (Swedish)."""

    message: str
    remedy: str = ""
    place: Place | None = None
    level: Level = Level.ERROR
    lacks: str = ""
    """The Swedish key that is missing, when that is what is wrong, so that one who writes no file is told otherwise."""

    rule: str = field(default="", compare=False)
    """The id of the rule that found it, as ``naravard regler`` has it: «NV203»; empty for what no rule is about."""

    reason: str = ""
    """Why it is meant as it is, as the file says; of a note."""

    @property
    def is_error(self) -> bool:
        return self.level is Level.ERROR


CONTROL_SIGNS = {code: 0x2400 + code for code in range(32)} | {127: 0x2421}
"""Control characters, as the signs that Unicode has for them."""

_WIDEST_EXCERPT = 100


def harmless_problem(problem: Problem) -> Problem:
    """Return a problem whose texts show control characters as signs; a terminal would obey them."""
    place = problem.place
    if place is not None:
        line = place.source_line.replace("\t", " ").translate(CONTROL_SIGNS)
        place = replace(place, path=Path(place.file.translate(CONTROL_SIGNS)), source_line=line)
    message = problem.message.translate(CONTROL_SIGNS)
    remedy, reason = problem.remedy.translate(CONTROL_SIGNS), problem.reason.translate(CONTROL_SIGNS)
    return replace(problem, message=message, remedy=remedy, reason=reason, place=place)


def excerpt(place: Place) -> list[str]:
    """Return the source line with carets under what is meant, cut when it is long."""
    text, column, length = place.source_line.replace("\t", " "), place.column, place.length
    start = max(0, column - 1 - _WIDEST_EXCERPT // 2) if len(text) > _WIDEST_EXCERPT else 0
    shown = ("…" if start else "") + text[start : start + _WIDEST_EXCERPT]
    at = column - 1 - start + (1 if start else 0)
    carets = "^" * max(1, min(length, len(shown) - at))
    number = str(place.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * at}{carets}"]


def of_rule(rule: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with the id of a rule, where they have none of their own."""
    return tuple(problem if problem.rule else replace(problem, rule=rule) for problem in problems)


def in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems once each, by file, line and column; those without a place come last."""

    def key(problem: Problem) -> tuple[bool, str, int, int]:
        place = problem.place
        return (True, "", 0, 0) if place is None else (False, place.file, place.line, place.column)

    return tuple(sorted(dict.fromkeys(problems), key=key))


class NaravardError(Exception):
    """A command cannot go on for a reason that the user can understand."""

    exit_code = ExitCode.INTERNAL


class InvalidInputError(NaravardError):
    """Files that the user writes need correction; ``problems`` are all that were found."""

    exit_code = ExitCode.CORRECTION

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = problems


class CommandError(NaravardError):
    """One message and one remedy; the subclasses differ in exit code."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class WrongUsageError(CommandError):
    """The command was asked for something that does not hang together."""

    exit_code = ExitCode.USAGE


class StoppedByUserError(CommandError):
    """The user stopped something of which a part is done."""

    exit_code = ExitCode.INTERRUPTED


class FileAccessError(CommandError):
    """A file or folder cannot be read or written."""

    exit_code = ExitCode.FILES


class SendingError(CommandError):
    """The mail server, or the provider that vouches for its user, cannot be used, or not in a way that is safe."""

    exit_code = ExitCode.SERVER
