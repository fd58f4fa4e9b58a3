"""Which versions of other packages are there, without reading more than the names of their records."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def installed_versions() -> Mapping[str, str]:
    """Return the version of each installed package by its name, from the names of their records (PEP 376, PEP 427).

    Why not importlib.metadata: it reads each record as an e-mail, and ten of them take as long as writing a PDF.
    """
    found: dict[str, str] = {}
    for folder in map(Path, sys.path):
        records = folder.glob("*.dist-info") if folder.is_dir() else ()
        for name, _, number in (record.stem.rpartition("-") for record in records):
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), number)
    return found
