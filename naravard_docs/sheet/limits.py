"""How much a list may hold: far above anything real, so that no file can keep the program at work without end."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.swedish import with_blanks

LARGEST_BYTES = 10 * 1024 * 1024
"""Of the file itself."""

LARGEST_PACKAGE_BYTES = 100_000_000
"""Of all parts of a workbook, as the package says; nothing is unpacked before this is asked."""

LARGEST_PART_BYTES = 30_000_000
"""Of a part of a workbook that is read; pictures and the like are not."""

MOST_PARTS = 5_000
MOST_SHEETS = 100
MOST_ROWS = 5_000
"""With anything in them. Sweden has 290 municipalities and 21 regions, and a list has one row for each recipient."""

MOST_CELLS = 60_000
MOST_ELEMENTS = 250_000
"""Of the XML of a workbook; a cell has two or three."""

MOST_MERGED = 1_000
MOST_COLUMNS, LAST_ROW = 16_384, 1_048_576
"""What a spreadsheet has room for at all (Excel, LibreOffice)."""

LONGEST_CELL = 32_767
"""Characters of a cell, as in Excel."""

LARGEST_NUMBER = 10**15
"""From here on a spreadsheet does not keep all digits."""

_REMEDY = "kontrollera att rätt fil är angiven, eller spara bara listan i en egen fil"


def limit_error(path: Path, what: str, limit: int, unit: str) -> FileAccessError:
    """Return the error that a file goes beyond a limit: «svar.xlsx har för många rader (gränsen är 5 000)»."""
    return FileAccessError(f"{shown_path(path)} {what} (gränsen är {with_blanks(limit)} {unit})", _REMEDY)
