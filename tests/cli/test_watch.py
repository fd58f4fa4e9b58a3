"""naravard bevaka: a process that builds what changes, says so in few words, and ends when it is asked to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command import PROGRAM, Run, apart
from conftest import REPOSITORY, WorkspaceFolder
from made import MINUTES_STEM
from watching import save

PATIENCE_S = 40
MEETING = "organ: systemledning\ndatum: 2023-03-{day}\närenden:\n  - rubrik: {title}\n    text: Ord.\n"
NAME = "meetings/2023-03-10-systemledning.yaml"
READY, BUILT, MENDED = "avsluta med Ctrl-C", "klart: ", "nu stämmer allt igen: "


class Process:
    """A watch in a process of its own; ``said`` is all that it has said."""

    def __init__(self, process: subprocess.Popen[bytes], stream: int) -> None:
        self.process, self.said, self._seen = process, "", 0
        self._stream = stream
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while data := self._chunk():
            self.said += data.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def _chunk(self) -> bytes:
        try:
            return os.read(self._stream, 65536)
        except OSError:  # a terminal whose other end is closed
            return b""

    def wait_for(self, words: str) -> str:
        """Return what is said from here until some words, which are waited for."""
        until = time.monotonic() + PATIENCE_S
        while (at := self.said.find(words, self._seen)) < 0:
            assert time.monotonic() < until and self.process.poll() is None, self.said
            time.sleep(0.02)
        start, self._seen = self._seen, at + len(words)
        return self.said[start : self._seen]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Have it stop, and return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE_S)
        time.sleep(0.1)  # what it said last is on its way
        return code


@contextmanager
def watching(root: Path, *arguments: str, terminal: bool = False) -> Iterator[Process]:
    """Provide a watch of a workspace, which has built what there was; on a terminal if asked."""
    import pty  # Windows has none

    ours, theirs = pty.openpty() if terminal else os.pipe()
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
    started = subprocess.Popen(
        [*PROGRAM, "bevaka", *arguments], cwd=root, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    )
    os.close(theirs)
    watch = Process(started, ours)
    try:
        if "-q" not in arguments:
            watch.wait_for(READY)
        yield watch
    finally:
        if started.poll() is None:
            started.kill()
            started.wait()
        os.close(ours)


def text(day: int = 10, title: str = "Ett") -> str:
    return MEETING.format(day=day, title=title)


@pytest.fixture
def office(workspace: WorkspaceFolder) -> WorkspaceFolder:
    """A workspace with one meeting."""
    workspace.write(NAME, text())
    return workspace


def leftovers(root: Path) -> list[Path]:
    return [path for path in (root / "output").rglob("*") if path.name.endswith(".tmp")]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_builds_what_is_saved_and_ends_when_it_is_told_to(office: WorkspaceFolder, number: signal.Signals) -> None:
    """A save is built, a fault is told with its place and cleared, and the end is quiet: 0 and nothing half-written."""
    path = office.root / NAME
    with watching(office.root, "--format", "pdf") as watch:
        save(path, text(title="Två"))
        watch.wait_for(BUILT)
        save(path, text(title="Två") + "felnyckel: 1\n")
        said = watch.wait_for("har 1 fel")
        assert f"{NAME}:6:1: fel: Okänd nyckel «felnyckel»" in said
        save(path, text(title="Tre"))
        watch.wait_for(MENDED)
        assert watch.end(number) == 0
        assert watch.said.endswith("bevakar inte längre\n")
        assert "Traceback" not in watch.said
    assert leftovers(office.root) == []
    again = apart(office.root, "bygg", "--format", "pdf")
    assert (again.code, "oförändrat" in again.err) == (0, True), again.err


@pytest.mark.slow
def test_an_interrupt_within_executed_text_leaves_the_code_as_it_is(tmp_path: Path) -> None:
    """Where records' classes are being made, an interrupt that is handled does not end the process by its signal."""
    (tmp_path / "avbruten.py").write_text(
        "import contextlib\nfrom naravard_docs.cli.interrupts import take_as_handled\n"
        "with contextlib.suppress(KeyboardInterrupt):\n    exec('import signal; signal.raise_signal(signal.SIGINT)')\n"
        "take_as_handled()\nraise SystemExit(3)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(tmp_path)))}
    assert subprocess.run([sys.executable, "-m", "avbruten"], cwd=tmp_path, env=environment).returncode == 3


@pytest.mark.slow
def test_it_ends_in_the_middle_of_a_build(office: WorkspaceFolder) -> None:
    """Whoever stops it while it builds has whole files, the old or the new, and can build on."""
    path = office.root / NAME
    for pause in (0.02, 0.08, 0.15):
        with watching(office.root) as watch:
            save(path, text(title=f"Efter {pause} sekunder"))
            time.sleep(pause)
            assert watch.end() == 0
        assert leftovers(office.root) == []
    again = apart(office.root, "bygg")
    assert again.code == 0
    assert "ändrad" not in again.err


@pytest.mark.slow
def test_hundreds_of_files_at_once_are_built_once(office: WorkspaceFolder) -> None:
    """When Git checks out a branch, meetings come by the dozen among hundreds of files, and each is built."""
    with watching(office.root, "--format", "pdf") as watch:
        for number in range(500):
            office.write(f"meetings/bilagor/{number}.md", f"# Bilaga {number}\n\nText.\n")
        for day in range(11, 31):
            office.write(f"meetings/2023-03-{day}-systemledning.yaml", text(day))
        for _ in range(20):
            watch.wait_for(BUILT)
        assert watch.end() == 0
        assert watch.said.count(BUILT) == 21
    assert len(list((office.root / "output").rglob("*-protokoll.pdf"))) == 21


@pytest.mark.slow
def test_a_terminal_shows_how_all_stands(office: WorkspaceFolder) -> None:
    """The last line says what is watched and that something is wrong; it is wiped before anything else is said."""
    with watching(office.root, "--format", "pdf", terminal=True) as watch:
        save(office.root / NAME, text() + "felnyckel: 1\n")
        said = watch.wait_for("1 med fel – avsluta med Ctrl-C")
        assert "\r" in said
        assert "Okänd nyckel" in said
        assert watch.end() == 0


@pytest.mark.slow
def test_quiet_tells_faults_only(office: WorkspaceFolder) -> None:
    """-q says nothing of what goes well."""
    with watching(office.root, "-q", "--format", "pdf", "--fråga") as watch:
        pdf = office.root / "output" / Path(NAME).stem / f"{Path(NAME).stem}-protokoll.pdf"
        until = time.monotonic() + PATIENCE_S
        while not pdf.exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)
        save(office.root / NAME, text() + "felnyckel: 1\n")
        watch.wait_for("Okänd nyckel")
        assert watch.end() == 0
        assert BUILT not in watch.said
        assert "bevakar" not in watch.said


def test_a_file_that_is_not_there_is_refused(examples: Path, run: Run) -> None:
    """A name that is misspelt is told at once."""
    answer = run("bevaka", f"meetings/{MINUTES_STEM}x.yaml")
    assert answer.code == 3
    assert "finns inte" in answer.err


def test_a_folder_instead_of_a_file_is_refused(examples: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, with what to do: nobody waits for it to become a file."""
    monkeypatch.chdir(examples)
    answer = run("bevaka", "meetings")
    assert answer.code == 3
    assert "meetings är en mapp, inte en fil" in answer.err
    assert "ange mötesfiler, eller inget alls" in answer.err


def test_a_folder_without_meetings_is_refused(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands elsewhere is told where to go."""
    monkeypatch.chdir(tmp_path)
    answer = run("bevaka")
    assert answer.code == 2
    assert "naravard starta" in answer.err
