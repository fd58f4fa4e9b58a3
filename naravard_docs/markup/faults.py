"""What is wrong with a text, or may be meant otherwise, with the place in the text."""

from __future__ import annotations

from msgspec import Struct


class Remark(Struct, frozen=True):
    """A message with its remedy (Swedish); ``line`` and ``column`` count from 1 within the text.

    ``last_line`` is set where several lines are meant; ``{rader}`` in the message stands for their numbers in the file.
    """

    line: int
    column: int
    message: str
    remedy: str
    length: int = 1
    last_line: int = 0


class MarkupError(ValueError):
    """A text cannot be set as it is written; ``faults`` are all that were found, in the text's order."""

    def __init__(self, faults: tuple[Remark, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults
