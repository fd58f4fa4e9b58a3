"""Running one process and taking its measures from the kernel: wall time, processor time, peak memory.

Only the standard library, and little of it, is imported: a child begins as a copy of its parent, so a large parent
would count as the child's memory.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LONGEST_SECONDS = 900.0


class MeasuringError(RuntimeError):
    """A process that was to be measured did not do its work; the message is the last that it said."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took, those that it started and waited for counted; the peak is that of the largest of them."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    out: str


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], is_pinned: bool = False) -> Ran:
    """Run a command to its end.

    Raises:
        MeasuringError: if it answers with another code than 0, or is not done in fifteen minutes.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, _on_one_core(is_pinned):
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        watch = threading.Timer(LONGEST_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            said = err.read().decode("utf-8", "replace").strip().splitlines() or ["nothing said"]
            raise MeasuringError(f"exit code {process.returncode}: {said[-1]}")
        return Ran(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read().decode("utf-8"))


@contextmanager
def _on_one_core(is_pinned: bool) -> Iterator[None]:
    """Let children have one core, where the system can say so: they inherit what the parent may use."""
    if not is_pinned or not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
