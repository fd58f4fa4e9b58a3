"""One measured process: a builder's module and what it is to build. The times that it takes itself are printed as JSON.

Run: python -m benchmarks.worker MODULE once|warm|batch …, with the Python that has the builder's libraries.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WARM_UP = 3
"""Documents that are built before the clock of a warm run starts."""


def once(builder: Any, source: str, folder: str) -> list[float]:
    """Build one document and measure nothing: the whole process is measured from outside."""
    builder.build(Path(source), _target(source, folder))
    return []


def warm(builder: Any, folder: str, *sources: str) -> list[float]:
    """Build one document after the other, and return the seconds of each but the first few."""
    for source in sources[:WARM_UP]:
        builder.build(Path(source), _target(source, folder))
    seconds = []
    for source in sources[WARM_UP:]:
        start = time.perf_counter()
        builder.build(Path(source), _target(source, folder))
        seconds.append(time.perf_counter() - start)
    return seconds


def batch(builder: Any, folder: str, workers: str, *sources: str) -> list[float]:
    """Build all documents in some processes; measured from outside."""
    jobs = [(Path(source), _target(source, folder)) for source in sources]
    count = min(int(workers), len(jobs))
    shares = [jobs[n::count] for n in range(count)]
    if count == 1:
        _share(builder.__name__, jobs)
        return []
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(count) as pool:
        pool.starmap(_share, [(builder.__name__, share) for share in shares], chunksize=1)
    return []


def _share(module: str, jobs: Sequence[tuple[Path, Path]]) -> None:
    builder = importlib.import_module(module)
    if hasattr(builder, "build_many"):
        builder.build_many(jobs)
        return
    for source, target in jobs:
        builder.build(source, target)


def _target(source: str, folder: str) -> Path:
    return Path(folder) / Path(source).stem


_MODES: dict[str, Callable[..., list[float]]] = {"once": once, "warm": warm, "batch": batch}


if __name__ == "__main__":
    module, mode, *arguments = sys.argv[1:]
    print(json.dumps(_MODES[mode](importlib.import_module(module), *arguments)))
