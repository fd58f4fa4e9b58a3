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


def take_as_handled() -> None:
    """Have Python know that an interrupt was handled, before the program leaves with a code of its own.

    Why: one that is raised within a text that is executed, as classes of records are made, is noted as unhandled by
    CPython 3.11, and «python -m» would end by the signal; the note goes when another text is executed.
    """
    exec("")  # noqa: S102 - it does nothing else


def _stop(_number: int, _frame: FrameType | None) -> None:
    _Asked.is_stopped = True
    raise KeyboardInterrupt
