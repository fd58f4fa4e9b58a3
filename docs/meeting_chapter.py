"""The chapter «Mötets gång» as what is to be done: on which day, by which commands, and what is written where."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from naravard_docs.swedish import read_date

CHAPTER = Path(__file__).resolve().parent / "handbok" / "motets-gang.md"
STEM = "2024-04-24-bun"
MEETING = Path("meetings") / f"{STEM}.yaml"
HELD_ON = date(2024, 4, 24)
_FIRST_DAY = date(2024, 4, 8)


@dataclass(frozen=True)
class Step:
    """One block of the chapter: commands (``sh``), lines of the meeting file (``yaml``), or those of another file."""

    day: date
    kind: str
    text: str

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """The words of each command, without the program's name; none in other blocks."""
        lines = self.text.splitlines() if self.kind == "sh" else ()
        return tuple(tuple(shlex.split(line)[1:]) for line in lines)


def read_steps() -> Iterator[Step]:
    """Yield the chapter's blocks in order, each with the day that stands in the heading above it."""
    day = _FIRST_DAY
    for found in re.finditer(r"^## (.*?):|^```(\S+)\n(.*?)^```", CHAPTER.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        if found[1] is not None:
            day = read_date(found[1]) or day
        else:
            yield Step(day, found[2], found[3])


def write_step(step: Step, root: Path) -> None:
    """Write what a block that is not of commands shows into the file that it is of."""
    if step.kind == "yaml":
        _rewrite(root / MEETING, step, _with_items)
    elif step.kind == "organ.yaml":
        _rewrite(root / "templates" / step.kind, step, _with_addresses)
    else:
        (root / step.kind).write_text(step.text, encoding="utf-8")


def _rewrite(path: Path, step: Step, changed: Callable[[str, str], str]) -> None:
    path.write_text(changed(path.read_text("utf-8"), step.text), encoding="utf-8")


def _with_items(text: str, block: str) -> str:
    """Return a meeting file where keys and items stand as in a block, each in the place of one that begins alike."""
    for part in block.strip("\n").split("\n\n"):
        first = part.split("\n", 1)[0]
        if first.startswith("  - "):
            pattern = rf"^{re.escape(first)}\n(?:    .*\n)*"
            text, count = re.subn(pattern, lambda _, part=part: f"{part}\n", text, flags=re.MULTILINE)
            _require_once(count, first)
            continue
        for line in part.splitlines():
            key = line.split(":", 1)[0]
            text, count = re.subn(rf"^{key}:.*$", lambda _, line=line: line, text, flags=re.MULTILINE)
            _require_once(count, line)
    return text


def _with_addresses(text: str, block: str) -> str:
    """Return the file of bodies with an address last on the lines of members that a block shows."""
    for line in block.splitlines():
        own = line.rpartition(", ")[0]
        _require_once(text.count(f"{own}\n"), own)
        text = text.replace(f"{own}\n", f"{line}\n")
    return text


def _require_once(count: int, line: str) -> None:
    if count != 1:
        raise ValueError(f"{count} times in the file instead of once: {line}")
