"""What is kept is its owner's alone, and nothing that happens to it changes an answer."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Run
from kept import answers, keep_in, set_usual_day, without_cache

from naravard_docs.cache import store

MEETING = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Ett\n    beslut: att göra så\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """Give the folder in which answers are kept about a workspace with one meeting."""
    keep_in(tmp_path, monkeypatch)
    set_usual_day(monkeypatch)
    (tmp_path / "arbetsyta" / "meetings").mkdir(parents=True)
    (tmp_path / "arbetsyta" / "templates").mkdir()
    organ = "systemledning:\n  namn: Systemledningen\n"
    (tmp_path / "arbetsyta" / "templates" / "organ.yaml").write_text(organ, "utf-8")
    (tmp_path / "arbetsyta" / "meetings" / "2023-03-24-mote.yaml").write_text(MEETING, "utf-8")
    monkeypatch.chdir(tmp_path / "arbetsyta")
    answers(run)
    assert list((tmp_path / "cache" / "moten").iterdir())
    return tmp_path / "cache" / "moten"


def test_only_its_owner_reads_it(folder: Path) -> None:
    """The folder and every file in it are closed to others."""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def each_file(change: Callable[[Path], object]) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        for file in folder.iterdir():
            change(file)

    return changed


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def forged(file: Path) -> None:
    """Write what has a right sum and another form."""
    store.write_kept(file.name.removesuffix(".moten"), b"\x94\xa1a\xa1b\x90\x81\xa1c\xc0")


def folder_there(file: Path) -> None:
    file.unlink()
    file.mkdir()


def link_there(file: Path) -> None:
    file.symlink_to(file.rename(f"{file}.x"))


def replaced_by_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("ingen mapp")


def led_elsewhere(folder: Path) -> None:
    folder.rename(folder.with_name("annan"))
    folder.symlink_to(folder.with_name("annan"))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": each_file(lambda file: file.write_bytes(b"")),
    "cut off": each_file(lambda file: file.write_bytes(file.read_bytes()[:-5])),
    "a bit flipped": each_file(flipped),
    "another form": each_file(forged),
    "open to others": each_file(lambda file: file.chmod(0o644)),
    "a folder in its place": each_file(folder_there),
    "a link in its place": each_file(link_there),
    "the folder is gone": shutil.rmtree,
    "the folder is a file": replaced_by_file,
    "the folder is a link": led_elsewhere,
    "the folder is open to others": lambda folder: folder.chmod(0o777),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_as_nothing_kept(folder: Path, run: Run, damage: str) -> None:
    """Whatever lies where answers are kept, the command says what it says without it."""
    expected = without_cache(run)
    DAMAGES[damage](folder)
    assert answers(run) == expected
    assert answers(run) == expected


@pytest.mark.parametrize("call", ["os.open", "os.fdopen", "pathlib.Path.replace", "pathlib.Path.mkdir", "os.scandir"])
def test_what_cannot_be_written_is_not_kept(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A full or write-protected disk stops nothing, and leaves nothing half written."""
    shutil.rmtree(folder)
    expected = without_cache(run)
    owner, name = (os, call.removeprefix("os.")) if call.startswith("os.") else (Path, call.rpartition(".")[2])
    real = getattr(owner, name)

    def full(path: object, *arguments: object, **named: object) -> object:
        if isinstance(path, int) or str(folder) in str(path):
            raise OSError(28, "No space left on device")
        return real(path, *arguments, **named)

    monkeypatch.setattr(owner, name, full)
    assert answers(run) == expected
    monkeypatch.undo()
    assert not folder.exists() or not list(folder.glob("*.tmp"))


def test_there_is_not_too_much(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is taken away when there is too much, and what a killed process left behind."""
    old, left = folder / "gammal.moten", folder / "x.moten.ab.tmp"
    old.write_bytes(bytes(1000))
    left.write_bytes(b"")
    for path in (old, left):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    newer = folder / "nyare.moten"
    newer.write_bytes(bytes(1000))
    monkeypatch.setattr(store, "_LARGEST_FOLDER", 500)
    assert store.write_kept("ny", b"x")
    assert [path.name for path in folder.iterdir()] == ["ny.moten"]
    monkeypatch.setattr(store, "_LARGEST_FILE", 10)
    assert not store.write_kept("ny", bytes(11))
    assert store.read_kept("ny") is None


@pytest.mark.parametrize("word", ["nej", "NEJ", "0", "av"])
def test_one_may_do_without(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """NARAVARD_CACHE=nej keeps nothing and reads nothing that is kept."""
    shutil.rmtree(folder)
    monkeypatch.setenv("NARAVARD_CACHE", word)
    answers(run)
    assert not folder.exists()


def test_doctor_tells_of_it_and_takes_it_away(folder: Path, run: Run) -> None:
    """doktor tells where it lies and how much there is, and with --rensa it is gone."""
    assert str(folder) in run("doktor").out
    told = run("doktor", "--rensa")
    assert told.code == 0
    assert str(folder) in told.err
    assert not folder.exists()
    assert run("doktor", "--rensa").code == 0


def test_two_at_once(folder: Path, tmp_path: Path) -> None:
    """Commands that keep answers at the same time all answer the same."""
    shutil.rmtree(folder)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "NARAVARD_CACHE": "ja"}
    command = [sys.executable, "-m", "naravard_docs.cli.main", "beslut", "--json"]
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    told = [process.communicate(timeout=120) for process in started]
    assert len(set(told)) == 1, told
    assert b"att g" in told[0][0]
