"""From a save to what comes of it: a process that stays, told of the file by the operating system.

Typst's «watch» is in its command line program only, which no package brings: its library stands in for it here, told of
changes in the same way as ours (``builders/typst_watch``), with what it keeps between two runs.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.entrants import OURS, REPOSITORY, TYPST, Entrant, environment
from benchmarks.processes import MeasuringError, Ran
from benchmarks.results import Row

PATIENCE_S, PAUSE_S, LOOK_S = 60.0, 0.3, 0.0005
SAVES, UNCOUNTED = 12, 2
PAGE = "benchmarks.page"
"""A module with ``seconds_to_page(source, texts)``: the seconds from saving each text to the page that shows it."""

Measure = Callable[[], Ran]


def measure_saves(entrant: Entrant, folder: Path) -> Measure:
    """Return the measuring of a watch: the median time from a save until all its files are new."""
    stem = "mote-0001"
    source = folder / "meetings" / f"{stem}.yaml" if entrant is OURS else folder / f"{stem}.json"
    built = folder / "output" / stem
    suffixes = (".docx", ".pdf") if entrant is OURS else (".pdf",)
    targets = [built / f"{stem}-protokoll{suffix}" for suffix in suffixes]
    command = [sys.executable, "-m", "naravard_docs.cli.main", "bevaka", str(source), "--bara", "protokoll", "--tyst"]
    if entrant is TYPST:
        command = [entrant.python, "-m", "benchmarks.builders.typst_watch", str(source), str(targets[0])]

    def measure() -> Ran:
        texts = list(_texts(entrant))
        _prepare(source)
        built.mkdir(parents=True, exist_ok=True)
        _save(source, texts[0])
        with _running(command) as process:
            _wait_for(targets, dict.fromkeys(targets), process)
            time.sleep(3 * PAUSE_S)
            taken = [_seconds(source, texts[number % len(texts)], targets, process) for number in range(1, SAVES + 1)]
            return _stopped(process, statistics.median(taken[UNCOUNTED:]))

    return measure


def measure_page(folder: Path) -> Measure:
    """Return the measuring of the preview: the median time from a save until the page shows it."""

    def measure() -> Ran:
        if importlib.util.find_spec(PAGE) is None:
            raise MeasuringError("there is no preview to measure")
        source = folder / "meetings" / "mote-0001.yaml"
        _prepare(source)
        taken = list(importlib.import_module(PAGE).seconds_to_page(source, list(_texts(OURS))))
        return Ran(statistics.median(taken), 0.0, 0.0, "")

    return measure


def rows_of(entrants: Sequence[Entrant]) -> Iterator[tuple[Row, Callable[[Path], Measure]]]:
    """Yield each row with what returns its measuring in a folder of its own."""
    for entrant in entrants:
        if entrant in (OURS, TYPST):
            yield Row("saved", entrant.name), lambda folder, entrant=entrant: measure_saves(entrant, folder)  # type: ignore[misc]
    if OURS in entrants:
        yield Row("page", OURS.name), measure_page


def _texts(entrant: Entrant) -> Iterator[bytes]:
    """Yield versions of a meeting that differ in every item, so many that none is saved twice."""
    for number in range(1, SAVES + 2):
        yield entrant.source(f"mote-{number:04}").read_bytes()


def _prepare(source: Path) -> None:
    """Make the workspace, or the folder, that a meeting is saved in."""
    source.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(OURS.source("x").parents[1] / "templates", source.parents[1] / "templates", dirs_exist_ok=True)


def _save(path: Path, data: bytes) -> None:
    other = path.with_name(f".{path.name}.new")
    other.write_bytes(data)
    other.replace(path)


def _seconds(source: Path, text: bytes, targets: Sequence[Path], process: subprocess.Popen[bytes]) -> float:
    time.sleep(PAUSE_S)
    before = {target: _number(target) for target in targets}
    started = time.perf_counter()
    _save(source, text)
    _wait_for(targets, before, process)
    return time.perf_counter() - started


def _wait_for(targets: Sequence[Path], before: dict[Path, int | None], process: subprocess.Popen[bytes]) -> None:
    """Wait until each file is another than before; all are written beside themselves and then renamed."""
    until = time.perf_counter() + PATIENCE_S
    while any(_number(target) in (None, before[target]) for target in targets):
        if time.perf_counter() > until or process.poll() is not None:
            raise MeasuringError("nothing is built when a file is saved")
        time.sleep(LOOK_S)


def _number(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


@contextmanager
def _running(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment(), stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()


def _stopped(process: subprocess.Popen[bytes], seconds: float) -> Ran:
    """End a watch as a user does, and take its measures from the kernel."""
    process.send_signal(signal.SIGINT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, "")
