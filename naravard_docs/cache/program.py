"""What a program's answers depend on besides the files of a workspace, in one hash: itself, and what runs it."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from naravard_docs import __version__
from naravard_docs.cache.store import VARIABLE, cache_folder
from naravard_docs.style.package_versions import installed_versions

_PACKAGE = Path(__file__).resolve().parent.parent


def program_digest(environment: Mapping[str, str]) -> str:
    """Return the hash of program, libraries, Python, settings, time zone and user."""
    settings = sorted((key, value) for key, value in environment.items() if key.startswith("NARAVARD_"))
    said = (
        __version__,
        sys.version,
        sorted(installed_versions().items()),
        [each for each in settings if each[0] != VARIABLE],
        (environment.get("TZ"), time.tzname, time.timezone),
        os.geteuid() if hasattr(os, "geteuid") else 0,
        sorted(_package_files(str(_PACKAGE))),
    )
    return hashlib.sha256(repr(said).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def is_programs(path: str) -> bool:
    """Return whether a file is of the program, Python or libraries, by whose versions answers are known.

    What the program itself keeps in the user's cache is made of those and of files that are seen when it is made.
    """
    return any(path == folder or path.startswith(f"{folder}{os.sep}") for folder in _program_folders())


def is_searched(folder: str) -> bool:
    """Return whether a folder is one that modules are looked for in, so that to import one lists it."""
    return folder in sys.path or ("" in sys.path and Path(folder) == Path.cwd())


@cache
def _program_folders() -> tuple[str, ...]:
    names = ("site-packages", "dist-packages")
    libraries = (each for each in sys.path if Path(each).name in names or each.endswith(".zip"))
    return str(_PACKAGE), str(Path(os.__file__).parent), str(cache_folder().parent), *libraries


def _package_files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield each file of the program with its size and time, so that a program under work is another program."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _package_files(entry.path)
        else:
            found = entry.stat()
            yield entry.path, found.st_size, found.st_mtime_ns
