"""What Windows asks for, simulated: files held for a moment, names of devices, long paths, and processes.

The system's own answers are imitated; that they are what Windows answers is by its documentation, not seen here.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from naravard_docs.builder import build
from naravard_docs.errors import FileAccessError
from naravard_docs.libraries import host
from naravard_docs.libraries.line_file import append_whole
from naravard_docs.workspace.files import write_whole
from naravard_docs.workspace.locks import LockError, file_lock


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Say that this is Windows; return the pauses that were made."""
    pauses: list[float] = []
    monkeypatch.setattr(host, "is_windows", lambda: True)
    monkeypatch.setattr("naravard_docs.workspace.files.is_windows", lambda: True)
    monkeypatch.setattr(host.time, "sleep", pauses.append)
    return pauses


def held(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, times: int) -> None:
    """Have an action refused so many times, as while a virus scanner has the file."""
    action: Callable[..., object] = getattr(owner, name)
    left = iter(range(times))

    def refused(*arguments: object, **more: object) -> object:
        if next(left, None) is not None:
            raise PermissionError(13, "Åtkomst nekad")
        return action(*arguments, **more)

    monkeypatch.setattr(owner, name, refused)


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    windows: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OneDrive and virus scanners let go soon; the file is then written as if they had not been there."""
    held(monkeypatch, Path, "replace", 3)
    write_whole(tmp_path / "protokoll.pdf", b"nytt")
    assert (tmp_path / "protokoll.pdf").read_bytes() == b"nytt" and len(windows) == 3


def test_a_file_that_stays_open_is_told(windows: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word keeps what it has open: that is told after some seconds, and what stood there stands."""
    (tmp_path / "protokoll.docx").write_bytes(b"gammalt")
    held(monkeypatch, Path, "replace", 100)
    with pytest.raises(FileAccessError, match="öppen i ett annat program"):
        write_whole(tmp_path / "protokoll.docx", b"nytt")
    assert (tmp_path / "protokoll.docx").read_bytes() == b"gammalt"
    assert 1 < sum(windows) < 5 and [path.name for path in tmp_path.iterdir()] == ["protokoll.docx"]


def test_elsewhere_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch, Path, "replace", 1)
    with pytest.raises(FileAccessError):
        write_whole(tmp_path / "protokoll.docx", b"nytt")


def test_the_log_waits_too(windows: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch, host_os := sys.modules["os"], "open", 2)
    append_whole(tmp_path / "brev.log", b"rad\n", b"huvud\n", lambda end: b"")
    assert (tmp_path / "brev.log").read_bytes() == b"huvud\nrad\n" and host_os is not None


@pytest.mark.parametrize(
    "name",
    ["con.eml", "AUX", "nul.pdf", "Com1.yaml", "lpt9.docx", "prn .pdf", "punkt.", "blank ", "a:b.pdf", "fråga?.pdf"],
)
def test_a_name_that_windows_has_for_itself_is_told(name: str, windows: list[float], tmp_path: Path) -> None:
    """A device, or a name that becomes another: nothing is written, and the message says why."""
    with pytest.raises(FileAccessError, match="Windows") as error:
        write_whole(tmp_path / name, b"x")
    assert "byt namn" in error.value.remedy and not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["conny.eml", "auxilium.pdf", "com10.yaml", "protokoll.con", "a.b.pdf", "åäö §.pdf"])
def test_other_names_are_taken(name: str, windows: list[float], tmp_path: Path) -> None:
    write_whole(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


def test_a_path_that_is_too_long_is_told(windows: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says that the file is not found, which nobody understands."""

    def not_found(*_: object, **__: object) -> int:
        raise FileNotFoundError(2, "Det går inte att hitta sökvägen")

    target = tmp_path / ("m" * 120) / ("n" * 120) / "protokoll.pdf"
    target.parent.mkdir(parents=True)
    monkeypatch.setattr("os.open", not_found)
    with pytest.raises(FileAccessError, match=r"sökvägen har \d+ tecken") as error:
        write_whole(target, b"x")
    assert "flytta arbetsytan" in error.value.remedy


def test_temporary_names_are_no_longer_than_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written first has a name that is not longer than the file's own, where that is long."""
    seen: list[str] = []
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, target: (seen.append(self.name), replace(self, target))[1])
    name = f"{'n' * 80}.pdf"
    write_whole(tmp_path / name, b"x")
    assert len(seen[0]) <= len(name)


def test_no_more_processes_than_windows_takes(windows: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    assert host.allowed_processes(64) == 61 and host.allowed_processes(4) == 4
    started: list[int] = []

    class Pool:
        def __init__(self, processes: int, **_: object) -> None:
            started.append(processes)

        def map(self, *_: object) -> list[object]:
            return []

        def shutdown(self, **_: object) -> None:
            return None

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    monkeypatch.setattr(build, "_prepare_fonts", lambda path: None)
    assert list(build._build_in_parallel([Path("a.yaml")], build.BuildOptions(), 64)) == []
    assert started == [61]


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    """A process that is killed while it has a lock leaves none behind."""
    code = (
        "import sys; from pathlib import Path; from naravard_docs.workspace.locks import file_lock\n"
        "with file_lock(Path(sys.argv[1])):\n    print('har', flush=True); sys.stdin.read()"
    )
    target = tmp_path / "brev.log"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"har"
        with pytest.raises(LockError), file_lock(target):
            pass
        other.kill()
        other.wait()
        with file_lock(target, patience_s=5):
            pass
