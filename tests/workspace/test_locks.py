"""One at a time, by the system's own lock: it ends with its holder, and what a file says of anyone counts nothing."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import filelock
import pytest
from command import PROGRAM
from conftest import REPOSITORY
from made import LETTER_STEM
from office import ANSWERS, LOG, MEETING, REFERENCE, UMEA, Office, an_office

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.errors import ExitCode, FileAccessError
from naravard_docs.workspace import locks
from naravard_docs.workspace.locks import LockError, exclusive_write, file_lock, lock_file

pytestmark = pytest.mark.slow

HOLD = """
import sys, time
from pathlib import Path
from naravard_docs.workspace.locks import file_lock
with file_lock(Path(sys.argv[1])):
    print("har", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def holding(target: Path) -> subprocess.Popen[str]:
    """Start a process that has the lock of a file when this returns."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(target)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "har\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_somebody_else_is_sending(office: Office) -> None:
    """While another process sends the letter nothing is sent; when it is killed nothing is left of its lock."""
    other = holding(office.root / LOG)
    try:
        answer = office.dispatch("--skicka")
    finally:
        kill(other)
    assert answer.code == ExitCode.FILES
    assert "ett annat utskick av samma brev pågår" in answer.err
    assert office.server.connections == 0
    assert office.dispatch("--skicka").code == ExitCode.DONE
    assert office.server.addresses == [UMEA]


@pytest.mark.parametrize("said", ["", "process 1 på annan.dator, sedan 2021-04-26T09:15:00+02:00\n", "x" * 5000])
def test_what_lies_there_says_nothing(office: Office, said: str) -> None:
    """An empty file that a full disk left, or one of another version or machine, holds nobody up."""
    for path in (lock_file(office.root / LOG), office.root / f"meetings/svar/{REFERENCE}.utskick.lock"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert office.dispatch("--skicka").code == ExitCode.DONE
    assert office.run("svar", MEETING, "umea", "--mottaget", "2021-04-27").code == ExitCode.DONE


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSPC, errno.EROFS, errno.ENOSYS])
def test_no_lock_can_be_had(office: Office, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Nothing is sent and the reason is told; building goes on, with a warning."""

    def refused(lock: filelock.BaseFileLock, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(filelock.BaseFileLock, "acquire", refused)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.FILES
    assert "så inget skickas: ett annat utskick kan pågå" in answer.err
    assert office.server.connections == 0
    built = office.run("bygg", MEETING)
    assert built.code == ExitCode.DONE
    assert "är byggd utan lås" in built.err
    recorded = office.run("svar", MEETING, "umea", "--mottaget", "2021-04-27")
    assert recorded.code == ExitCode.FILES
    assert "går inte att låsa" in recorded.err
    assert not (office.root / ANSWERS).exists()


def test_no_soft_lock_takes_its_place() -> None:
    """Where the system has no lock, no file with a process number is made to stand for one."""
    assert "fallback_to_soft=False" in (REPOSITORY / "naravard_docs/workspace/locks.py").read_text("utf-8")


def test_a_build_waits_and_then_goes_on(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that another holds up for long is made all the same, and it says that files may be missing."""
    monkeypatch.setattr(locks, "PATIENCE_S", 0.05)
    other = holding(examples / "output" / LETTER_STEM)
    try:
        told = build_meeting(Path(MEETING), BuildOptions())
    finally:
        kill(other)
    assert told.exit_code == ExitCode.DONE
    assert [p.message for p in told.problems if "utan lås (ett annat kommando skriver där)" in p.message]
    again = build_meeting(Path(MEETING), BuildOptions(is_forced=True))
    assert not [p for p in again.problems if "utan lås" in p.message]


def test_answers_wait_and_are_then_refused(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes an answer file waits for another, and then says so and writes nothing."""
    monkeypatch.setattr(locks, "PATIENCE_S", 0.05)
    other = holding(examples / ANSWERS)
    try:
        with (
            pytest.raises(FileAccessError, match="skrivs av någon annan"),
            exclusive_write(examples / ANSWERS),
        ):
            pass
    finally:
        kill(other)
    with exclusive_write(examples / ANSWERS):
        pass


def test_two_builds_at_once_lose_nothing(examples: Path) -> None:
    """Builds of different kinds of one meeting, each in its process, all stand in the manifest afterwards."""
    wanted = ("protokoll", "rekommendation", "mejl")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}

    def build(kind: str) -> int:
        command = [*PROGRAM, "bygg", MEETING, "--bara", kind, "--tyst"]
        return subprocess.run(command, cwd=examples, env=environment, capture_output=True).returncode

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(build, wanted * 2)) == [0] * 6
    folder = examples / "output" / LETTER_STEM
    listed = {entry["fil"] for entry in json.loads((folder / "manifest.json").read_text("utf-8"))["filer"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == there - {"manifest.json"}
    assert {name.rpartition(".")[2] for name in listed} == {"docx", "pdf", "eml", "ics"}


def test_what_a_killed_writer_left_is_cleared(examples: Path) -> None:
    """A half-written temporary file goes when the next one writes there, and nobody's own file with it."""
    folder = examples / "output" / LETTER_STEM
    folder.mkdir(parents=True)
    left = [folder / ".x.pdf.0123456789ab.tmp", (examples / ANSWERS).with_name(f".{Path(ANSWERS).name[:40]}.77.tmp")]
    own = [folder / "egen.tmp", (examples / ANSWERS).with_name(".egen.tmp")]
    for path in (*left, *own):
        path.write_bytes(b"halv")
    build_meeting(Path(MEETING), BuildOptions())
    with exclusive_write(examples / ANSWERS):
        pass
    assert [path.exists() for path in (*left, *own)] == [False, False, True, True]


def test_all_names_of_a_file_have_one_lock(examples: Path, tmp_path: Path) -> None:
    """Whether it is reached by a linked folder, a link or by its own name."""
    (tmp_path / "lank").symlink_to(examples)
    (examples / "svaren.yaml").symlink_to(ANSWERS)
    names = [examples / ANSWERS, tmp_path / "lank" / ANSWERS, examples / "svaren.yaml", Path(ANSWERS)]
    assert len({lock_file(name) for name in names}) == 1
    assert len({lock_file(examples / "meetings" / name) for name in ("a.b", "a/b", "a" * 250, "a" * 251)}) >= 3


def test_git_leaves_lock_files_alone(examples: Path) -> None:
    """Their folder says itself that nothing in it is to be kept."""
    with file_lock(examples / ANSWERS):
        pass
    assert (examples / locks.FOLDER / ".gitignore").read_text("utf-8") == "*\n"


def test_held_once_in_one_process_too(examples: Path) -> None:
    """The same process cannot take a lock that it has; afterwards it is free."""
    with file_lock(examples / ANSWERS), pytest.raises(LockError), file_lock(examples / ANSWERS):
        pass
    with file_lock(examples / ANSWERS):
        pass
