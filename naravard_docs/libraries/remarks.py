"""What libraries remark on the files that they read, as warnings or in logs: in English, and not for the terminal."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from naravard_docs.libraries.lazy_modules import import_when_used

import_when_used("logging")  # it takes along what formats tracebacks, and most commands have nobody that logs
logging: Any = sys.modules["logging"]  # to import it would load it


class _Silence:
    """Stands for the handler of last resort, and takes no record; to make one of its own would load the module."""

    level = sys.maxsize


_SILENCE: Any = _Silence()


@contextmanager
def without_remarks() -> Iterator[None]:
    """Keep all libraries from remarks for as long as something is read; afterwards they make them as before."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


@contextmanager
def without_remarks_on_terminal() -> Iterator[None]:
    """Keep remarks from the terminal, unless someone asks for them; a log that someone has set up still has them."""
    was_loaded = type(logging) is ModuleType  # else the process is the command's own, and nobody's log is to have more
    before = logging.lastResort if was_loaded else _SILENCE
    try:
        with warnings.catch_warnings():
            silence_terminal()
            yield
    finally:
        logging.lastResort = before


def silence_terminal() -> None:
    """Keep remarks from the terminal for as long as this process lives, unless someone asks for them."""
    if not (sys.warnoptions or os.environ.get("NARAVARD_DEBUG")):
        warnings.simplefilter("ignore")
        logging.lastResort = _SILENCE
