"""What the operating system asks of whoever writes files and starts processes; Windows asks most.

Windows does not let a file be replaced while another program has it open without sharing it, as virus scanners and
OneDrive do for a moment after each change; it has names for devices that no file may have; and it takes paths of 260
letters, unless an administrator has allowed longer ones (learn.microsoft.com, «Naming Files, Paths, and Namespaces»).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import PurePath
from typing import TypeVar

T = TypeVar("T")
LONGEST_PATH = 260
"""How many letters a path may have on Windows, the end of the text counted."""

MOST_PROCESSES = 61
"""How many processes one may wait for on Windows (concurrent.futures.ProcessPoolExecutor)."""

_PAUSES_S = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
_NUMBERED = {f"{name}{n}" for name in ("com", "lpt") for n in (*range(1, 10), "¹", "²", "³")}
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", *_NUMBERED})
_FORBIDDEN = frozenset('<>:"|?*\\')


def is_windows() -> bool:
    """Return whether the program runs on Windows."""
    return sys.platform == "win32"


def patiently(action: Callable[[], T], is_on_windows: bool | None = None) -> T:
    """Return what an action on a file returns; on Windows one that is refused is tried again for about two seconds.

    Raises:
        PermissionError: if the file is still held then, or at once on other systems, where nobody else holds it.
    """
    for pause in _PAUSES_S if (is_windows() if is_on_windows is None else is_on_windows) else ():
        try:
            return action()
        except PermissionError:
            time.sleep(pause)
    return action()


def allowed_processes(wanted: int) -> int:
    """Return how many processes may be started of those that are wanted."""
    return min(wanted, MOST_PROCESSES) if is_windows() else wanted


def name_fault(name: str) -> str:
    """Return why Windows cannot have a file or folder of a name, in Swedish; empty where it can."""
    if name.split(".", 1)[0].rstrip(" ").casefold() in _DEVICES:
        return "är namnet på en enhet i Windows"
    if name[-1:] in (".", " "):
        return "slutar med punkt eller blanksteg, som Windows tar bort"
    if forbidden := sorted(_FORBIDDEN & set(name)):
        return f"har {' '.join(forbidden)}, som Windows inte tar i namn"
    return ""


def is_too_long(path: PurePath) -> bool:
    """Return whether Windows may refuse a path for its length."""
    return len(str(path)) >= LONGEST_PATH
