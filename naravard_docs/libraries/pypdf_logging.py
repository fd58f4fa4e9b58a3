"""Remarks of pypdf and fontTools on the files that they read: in English, and not for the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_remarks(library: str = "pypdf") -> Iterator[None]:
    """Keep a library from remarks for as long as something is read; afterwards it makes them for others as before."""
    logger = logging.getLogger(library)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
