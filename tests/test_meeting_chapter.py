"""The handbook's chapter «Mötets gång» is done line by line, each command on the day that its heading says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from a_secretary import Secretary, a_secretary
from conftest import REPOSITORY
from edited_words import edited, replace
from signing import signed

from naravard_docs.errors import ExitCode

sys.path.append(str(REPOSITORY / "docs"))

import meeting_chapter

pytestmark = pytest.mark.slow

MINUTES = f"output/{meeting_chapter.STEM}/{meeting_chapter.STEM}-protokoll"
OF_COMPARISON = "Avtalet ska undertecknas samma vecka.", "Avtalet ska undertecknas samma dag."


def test_the_chapter(tmp_path: Path) -> None:
    """Every step of the chapter does what it says, and leaves the adopted and corrected minutes in the archive."""
    with a_secretary(tmp_path / "exempel") as secretary:
        for step in meeting_chapter.read_steps():
            secretary.is_day(step.day.isoformat())
            if not step.commands:
                meeting_chapter.write_step(step, secretary.root)
            for words in step.commands:
                _run(secretary, words)
    assert {words[0] for said in secretary.said for words in [said.words]} >= {
        *("starta", "ny", "kontrollera", "kallelse", "bygg", "justera", "utdrag", "jämför", "verifiera", "anslag"),
        *("kalender", "beslut"),
    }
    assert "start_paragraf: 37" in secretary.text("meetings/2024-06-19-bun.yaml")


def _run(secretary: Secretary, words: tuple[str, ...]) -> None:
    """Run a command; what others send back is made before it is looked at."""
    if words[0] == "jämför":
        secretary.root.joinpath(words[1]).write_bytes(
            edited((secretary.root / f"{MINUTES}.docx").read_bytes(), replace(*OF_COMPARISON))
        )
        assert "1 skillnad i ord" in secretary.run(*words, code=ExitCode.CORRECTION).out
        return
    if "--signerad" in words:
        name = words[words.index("--signerad") + 1]
        secretary.root.joinpath(name).write_bytes(
            signed((secretary.root / f"{MINUTES}.pdf").read_bytes(), "Ingela Norrby", "Rolf Hed")
        )
    secretary.run(*words)
    if words[0] == "starta":
        secretary.change("templates/organ.yaml", "  ordval:\n", "  ordval:\n    signaturfält: ja\n")


def test_the_pictures_are_there() -> None:
    """Each picture of the chapter is in the folder that the command for pictures writes."""
    text = meeting_chapter.CHAPTER.read_text("utf-8")
    names = [line.split("../pictures/")[1].rstrip(")") for line in text.splitlines() if line.startswith("![")]
    assert len(names) == 6
    assert all((REPOSITORY / "docs" / "pictures" / name).is_file() for name in names)
