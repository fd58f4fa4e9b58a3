"""Every file that the program reads, spoiled in many ways: a fault of the user's file is told, never one of ours.

The seeds are fixed, so that the same files come every time. More are tried by hand with ``FUZZ_SEEDS=0:5000``.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzed import COMMANDS, FILES, Fuzzing, run, spoiled, write_workspace

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.workspace.account import read_account

pytestmark = pytest.mark.slow

FIRST, LAST = map(int, os.environ.get("FUZZ_SEEDS", "0:14").split(":"))
SEEDS = range(FIRST, LAST)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small workspace, built, with the tests standing in it."""
    root = write_workspace(tmp_path_factory.mktemp("litet"))
    before = Path.cwd()
    os.chdir(root)
    assert run("bygg").code == 0
    yield root
    os.chdir(before)


@pytest.mark.parametrize("name", COMMANDS)
def test_whole_files_are_read(small: Path, name: str) -> None:
    """Before anything is spoiled every command succeeds, so that it is the files that are tried."""
    for command in COMMANDS[name]:
        answer = run(*command)
        assert answer.code == 0, answer.said


@pytest.mark.parametrize("name", COMMANDS)
def test_a_spoiled_file_is_told_of(small: Path, name: str) -> None:
    """Whatever has become of a file, the command answers with a code for the user, and shows nobody a traceback."""
    fuzzing = Fuzzing(small)
    fuzzing.file(name, SEEDS, COMMANDS[name])
    assert fuzzing.found == []


def test_a_spoiled_account_is_told_of(tmp_path: Path) -> None:
    """The user's own file about the mail server is read or refused."""
    path = tmp_path / "post.yaml"
    for seed in range(FIRST, LAST * 10):
        path.write_bytes(spoiled(FILES["post.yaml"].encode(), random.Random(f"post {seed}")))
        try:
            read_account(path, tmp_path / "annan")
        except (InvalidInputError, FileAccessError):
            continue


def test_the_fuzzer_finds_what_it_looks_for(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program's own is found, so that finding none means something."""
    monkeypatch.setattr("naravard_docs.workspace.load.read_tree_with_faults", lambda *_: 1 / 0)
    fuzzing = Fuzzing(small)
    fuzzing.file("meetings/bilagor/b.md", range(1), COMMANDS["meetings/bilagor/b.md"])
    assert "70" in fuzzing.found[0]
