"""The command that shows a meeting in the browser: what it says, what it opens, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from command import PROGRAM, Run
from conftest import REPOSITORY, WorkspaceFolder

from naravard_docs.preview.serve import RunningPreview

TEXT = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Ett ärende\n"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/[\w-]{43}/")


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[RunningPreview]:
    """Have the preview end as soon as it can be opened."""
    seen: list[RunningPreview] = []
    real = RunningPreview.run

    def run(self: RunningPreview, when_open: Callable[[], None] = lambda: None) -> None:
        seen.append(self)

        def open_and_end() -> None:
            when_open()
            threading.Timer(0.05, self.stop).start()

        real(self, open_and_end)

    monkeypatch.setattr(RunningPreview, "run", run)
    return seen


def test_the_address_is_printed(workspace: WorkspaceFolder, run: Run, ended: list[RunningPreview]) -> None:
    """The address is all that stdout has; how to end is told on stderr; where no terminal is, nothing is opened."""
    answer = run("förhandsgranska", workspace.write_meeting(TEXT))
    assert answer.code == 0
    assert ADDRESS.fullmatch(answer.out.strip())
    assert answer.err.splitlines() == ["Ctrl-C avslutar", "förhandsgranskningen är avslutad"]


@pytest.mark.parametrize(("option", "opened"), [([], 1), (["--utan-webbläsare"], 0)])
def test_the_browser_is_opened_on_a_terminal(
    workspace: WorkspaceFolder,
    run: Run,
    ended: list[RunningPreview],
    monkeypatch: pytest.MonkeyPatch,
    option: list[str],
    opened: int,
) -> None:
    """On a terminal the browser is opened, by an address that works once and has not the key in it."""
    started: list[str] = []
    monkeypatch.setattr("click.launch", lambda address: started.append(address) or 0)
    monkeypatch.setattr("naravard_docs.cli.preview.is_on_terminal", lambda: True)
    answer = run("förhandsgranska", workspace.write_meeting(TEXT), *option)
    key = answer.out.strip().rstrip("/").rpartition("/")[2]
    assert len(started) == opened
    assert all(key not in address and "/start/" in address for address in started)


def test_a_browser_that_does_not_open_is_told(
    workspace: WorkspaceFolder, run: Run, ended: list[RunningPreview], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no browser can be opened the address is there to be opened by hand."""
    monkeypatch.setattr("click.launch", lambda _address: 1)
    monkeypatch.setattr("naravard_docs.cli.preview.is_on_terminal", lambda: True)
    answer = run("förhandsgranska", workspace.write_meeting(TEXT))
    assert answer.code == 0
    assert "webbläsaren gick inte att öppna" in answer.err


def test_what_cannot_be_read_is_told(workspace: WorkspaceFolder, run: Run) -> None:
    """A file that is missing, or is a folder or a file of answers, is told at once, and nothing listens."""
    answer = run("förhandsgranska", workspace.root / "meetings/saknas.yaml")
    assert (answer.code, answer.out) == (3, "")
    assert "finns inte" in answer.err
    assert run("förhandsgranska", workspace.root / "meetings").code == 3


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told(workspace: WorkspaceFolder, way: signal.Signals) -> None:
    """Ctrl-C ends it with exit code 0, also while a page is open, and the terminal shows no traceback and no key."""
    path: Path = workspace.write_meeting(TEXT)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [*PROGRAM, "förhandsgranska", str(path)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address + "handelser", timeout=20) as events:
            assert b"event: state" in events.readline() + events.readline() + events.readline()
            process.send_signal(way)
            assert process.wait(20) == 0
        told = process.stderr.read()
    assert told.splitlines() == ["Ctrl-C avslutar", "förhandsgranskningen är avslutad"]


@pytest.mark.slow
def test_other_commands_do_not_read_the_server() -> None:
    """What the server is made of is read by this command only, so that the others start as quickly as before."""
    script = (
        "import sys\nfrom naravard_docs.cli.main import main\n"
        "try:\n    main(['kontrollera', '--hjälp'])\nexcept SystemExit:\n    pass\n"
        "import naravard_docs.cli.preview\n"
        "print(sorted({'starlette', 'uvicorn', 'watchfiles', 'pypdfium2', 'anyio'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    said = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_what_is_no_meeting_file_is_refused(workspace: WorkspaceFolder, run: Run) -> None:
    """A Word file is not opened as if it could be written in."""
    path = workspace.root / "protokoll.docx"
    path.write_bytes(b"PK")
    answer = run("förhandsgranska", path)
    assert answer.code == 2
    assert "är ingen mötesfil" in answer.err
