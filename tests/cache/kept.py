"""A workspace of which much is kept: adopted meetings with archives, letters with answers and a log, a follow-up."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from command import Answer, Run, set_day
from conftest import REPOSITORY

from naravard_docs.builder import diagnosis
from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.cache import program, sources, store

DAY = date(2023, 5, 2)
STEM = "2021-03-19-samrad-vard-och-omsorg"
REFERENCE = f"{STEM}-systemledning-och-framtidsbild"
COMMANDS = (("kontrollera", "--json"), ("beslut", "--json"), ("läge",))
FOLLOWING = f"""\
organ: systemledning
datum: 2022-02-02
ärenden:
  - rubrik: Svaren
    uppföljning_av: {REFERENCE}
"""
NUMBERED = "organ: namnden\ndatum: {day}\nstart_paragraf: {first}\nstatus: utkast\närenden:\n  - rubrik: Ett\n"
BODY = "\nnamnden:\n  namn: Nämnden\n  profil: nämnd\n"


def make_workspace(root: Path) -> None:
    """Make the workspace, and build its two real meetings, which are adopted then."""
    for folder in ("meetings", "templates"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    with (root / "templates" / "organ.yaml").open("a", encoding="utf-8") as bodies:
        bodies.write(BODY)
    for path in sorted((root / "meetings").glob("*.yaml")):
        assert build_meeting(path, BuildOptions()).files
    (root / "meetings" / "2022-02-02-systemledning.yaml").write_text(FOLLOWING, "utf-8")
    for day, first in (("2023-01-10", 1), ("2023-02-10", 2)):
        (root / "meetings" / f"{day}-namnden.yaml").write_text(NUMBERED.format(day=day, first=first), "utf-8")


def keep_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Have answers kept in a folder, and files known by their state at once."""
    patch.setenv("NARAVARD_CACHE", "ja")
    for module in (store, program, diagnosis):
        patch.setattr(module, "cache_folder", lambda: folder / "cache" / "moten")
    program._program_folders.cache_clear()
    program.is_programs.cache_clear()
    patch.setattr(sources, "_RACY_NS", 0)


def answers(run: Run) -> list[Answer]:
    return [run(*command) for command in COMMANDS]


def without_cache(run: Run) -> list[Answer]:
    os.environ["NARAVARD_CACHE"] = "nej"
    try:
        return answers(run)
    finally:
        os.environ["NARAVARD_CACHE"] = "ja"


def set_usual_day(patch: pytest.MonkeyPatch) -> None:
    set_day(patch, DAY)
