"""pypdf's remarks on the files that it reads: in English, and not for the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_remarks() -> Iterator[None]:
    """Keep pypdf from remarks for as long as something is read; afterwards it makes them for others as before."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
