"""Typst as a process that stays: the same compiler, told by the operating system when the data are saved."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.builders.typst_pdf import build


def main(source: Path, target: Path) -> None:
    """Write the PDF, and again each time that the data are saved."""
    from watchfiles import watch

    _write(source, target)
    # only the folder of the data: what it writes itself, below, is not to wake it
    for _ in watch(source.parent, watch_filter=None, debounce=30, step=10, recursive=False, raise_interrupt=False):
        _write(source, target)


def _write(source: Path, target: Path) -> None:
    made = target.with_name(f".{target.name}")
    build(source, made)
    made.with_suffix(".pdf").replace(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
