"""What a command answers about a whole workspace, told again while nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from naravard_docs.cache.answers import Answers, Dated
from naravard_docs.errors import Problem
from naravard_docs.workspace.folders import root_containing

_MOST = 12
"""How many questions are remembered: each has the state of every file of the workspace."""


class CommandAnswer(Struct, frozen=True):
    """What a command shows, line by line, what it tells beside that, in its order, and its exit code."""

    lines: tuple[str, ...]
    told: tuple[Problem | str, ...]
    code: int


def cached_answer(folder: Path, question: str, make: Callable[[], CommandAnswer]) -> CommandAnswer:
    """Return the answer to a question about the workspace around a folder, which has all that it depends on but files.

    What ``make`` raises is not kept.
    """
    answers: Answers[CommandAnswer] = Answers("läge", root_containing(folder), CommandAnswer, most=_MOST)
    answer = answers.made(question, lambda: Dated(make()))
    answers.save()
    return answer
