"""The organisation's standing texts: what goes into them, and why one cannot be filled in (see ``fill``)."""

from __future__ import annotations

from pathlib import Path


class VerbatimText(str):
    """A value that has marks of its own, or is a place for blocks, and is not to be protected."""


class TemplateError(ValueError):
    """A template cannot be filled in: the file, the line (from 1) and, in Swedish, why and what to do."""

    def __init__(self, file: Path, line: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.file, self.line, self.message, self.remedy = file, line, message, remedy
