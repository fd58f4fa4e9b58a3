"""Being told to stop, by Ctrl-C or by the system: noted, and not only raised.

Why: libraries catch everything in places (reportlab does when it is imported and when it writes), and what is raised
just there would be lost.
"""

from __future__ import annotations

import signal
from types import FrameType


class _Asked:
    is_stopped = False


class StopRequest:
    """Whether the program has been told to stop, as what waits for an event asks."""

    def is_set(self) -> bool:
        return _Asked.is_stopped


def catch_interrupts() -> None:
    """Take interrupts, unless whoever started the program has asked that they be ignored."""
    _Asked.is_stopped = False
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)


def raise_if_interrupted() -> None:
    """Stop here if the program has been told to.

    Raises:
        KeyboardInterrupt: if it has.
    """
    if _Asked.is_stopped:
        raise KeyboardInterrupt


def _stop(_number: int, _frame: FrameType | None) -> None:
    _Asked.is_stopped = True
    raise KeyboardInterrupt
