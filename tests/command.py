"""Running the command as the user does, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from conftest import REPOSITORY

from naravard_docs.cli.main import main

PROGRAM = [sys.executable, "-m", "naravard_docs.cli.main"]


@dataclass(frozen=True)
class Answer:
    """What a command answered with: exit code, data and talk."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Answer]


def set_clock(patch: pytest.MonkeyPatch, asked: Callable[[], datetime]) -> None:
    """Have the command be told the time by a function, wherever it asks for the time or the day."""
    patch.setattr("naravard_docs.cli.today._asked", asked)


def set_day(patch: pytest.MonkeyPatch, day: date) -> None:
    """Have the command be told that it is nine in the morning of a day."""
    set_clock(patch, lambda: datetime.combine(day, time(9), UTC))


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command in this process."""

    def run(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Answer(left.value.code, shown.out, shown.err)

    return run


def apart(folder: Path, *arguments: str | Path) -> Answer:
    """Run the command in a process of its own, standing in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run(
        [*PROGRAM, *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return Answer(result.returncode, result.stdout, result.stderr)
