"""Texts of cells that cannot be recorded as they are: with signs that nobody sees, or letters that are lost already."""

from __future__ import annotations

import re

from msgspec import Struct, field

from naravard_docs.sheet.grid import CellFault, in_every_kind
from naravard_docs.sheet.limits import LONGEST_CELL
from naravard_docs.sheet.sheet import CellKind
from naravard_docs.swedish import with_blanks

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text needs: control characters but for tab and line breaks, and what is no character."""

_MANGLED = re.compile("Ã[¤¥¶…„–\x84\x85\x96]")
"""«åäöÅÄÖ» of UTF-8 that some program has read as Windows (cp1252) and saved again."""


class CheckedText(Struct, frozen=True):
    """A text with line feeds only, and what is wrong with it in any column."""

    text: str
    faults: dict[CellKind, CellFault] = field(default_factory=dict)


def check_cell_text(text: str) -> CheckedText:
    """Return a cell's text as it can be recorded, or what is wrong with it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if (fault := _fault(plain)) is None:
        return CheckedText(plain)
    return CheckedText(plain[:LONGEST_CELL], in_every_kind(fault))


def _fault(text: str) -> CellFault | None:
    if len(text) > LONGEST_CELL:
        message = f"Cellen har {with_blanks(len(text))} tecken (gränsen är {with_blanks(LONGEST_CELL)})"
        return CellFault(message, "korta texten; är det flera rader fattas kanske ett citattecken")
    if found := _CONTROL.search(text):
        return CellFault(
            f"Cellen har ett styrtecken som inte syns (U+{ord(found[0]):04X})", "ta bort det, och skriv om texten"
        )
    if "\ufffd" in text:
        return CellFault(
            "Cellen har ett tecken som har gått förlorat (\ufffd)", "skriv det som ska stå där, och spara på nytt"
        )
    if found := _MANGLED.search(text):
        remedy = "rätta bokstäverna, eller spara listan på nytt som «CSV UTF-8 (kommaavgränsad)»"
        return CellFault(f"Cellens å, ä och ö har blivit andra tecken («{found[0]}»)", remedy)
    return None
