"""What the readers tell of a text as they go through it."""

from __future__ import annotations

from msgspec import Struct, field

from naravard_docs.markup.faults import Remark
from naravard_docs.markup.lines import SourceLine


class Remarks(Struct):
    """What is told of a text, in the order it was met."""

    faults: list[Remark] = field(default_factory=list)
    hints: list[Remark] = field(default_factory=list)
    has_told_of_breaks: bool = False

    def fault(self, line: SourceLine, message: str, remedy: str) -> None:
        """Tell what is wrong with a line."""
        here = line.unindented
        self.faults.append(Remark(line.number, here.column, message, remedy, max(1, len(here.bare))))

    def hint(self, line: SourceLine, message: str, remedy: str) -> None:
        """Tell what may be meant otherwise in a line."""
        self.hints.append(Remark(line.number, line.unindented.column, message, remedy))
