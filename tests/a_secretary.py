"""A secretary at a workspace: commands on days, the file filled in by hand, and all that the commands have said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from command import Answer, set_day

from naravard_docs.cli.main import main


@dataclass(frozen=True)
class Said:
    """One command: the day, its words, and what it answered."""

    day: date
    words: tuple[str, ...]
    answer: Answer

    def __str__(self) -> str:
        said = f"== {self.day} naravard {' '.join(self.words)} → {self.answer.code}\n"
        return said + self.answer.out + "--\n" + self.answer.err


@dataclass
class Secretary:
    """What one who keeps minutes has: a workspace, a calendar, and the command."""

    root: Path
    patch: pytest.MonkeyPatch
    day: date = date(2000, 1, 1)
    said: list[Said] = field(default_factory=list)

    def is_day(self, day: str) -> None:
        self.day = date.fromisoformat(day)
        set_day(self.patch, self.day)

    def run(self, *words: str, code: int = 0) -> Answer:
        """Run a command that answers with an exit code."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main(list(words))
        assert isinstance(left.value.code, int)
        answer = Answer(left.value.code, out.getvalue(), err.getvalue())
        self.said.append(Said(self.day, words, answer))
        assert answer.code == code, str(self.said[-1])
        return answer

    def new(self, *words: str, agenda: str) -> str:
        """Have the next meeting's file made, with a list of headings, and return its name."""
        self.write("rader.txt", agenda)
        answer = self.run("ny", *words, "--agenda", "rader.txt")
        (name,) = answer.lines
        self.run("kontrollera", name)
        return name

    def change(self, name: str, old: str, new: str) -> None:
        """Edit a file as a secretary does: words that stand there once become others."""
        text = self.text(name)
        assert text.count(old) == 1, (name, old, text)
        self.write(name, text.replace(old, new))

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def text(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Return all files of the workspace by their names from it."""
        found = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}


@contextmanager
def a_secretary(root: Path) -> Iterator[Secretary]:
    """Provide a secretary who stands in an empty folder."""
    root.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        yield Secretary(root, patch)
