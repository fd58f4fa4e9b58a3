"""Line breaks that may have been meant: lines that end early, and words that are divided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from naravard_docs.markup.faults import Remark
from naravard_docs.markup.lines import SourceLine
from naravard_docs.markup.remarks import Remarks

NARROWEST = 40
"""Letters that a line has room for at least; who writes shorter lines breaks them on purpose."""

_DIVIDED = re.compile(r"[^\W\d_]-$")
_BREAK = re.compile(r"\s\\$|  $")
_LATEST = 10
_GOES_ON = re.compile(r"(?!(?:och|eller|samt|respektive|resp)\b)[a-zåäöéü]")


def remark_on_breaks(lines: Sequence[SourceLine], remarks: Remarks) -> None:
    """Tell of a paragraph's line breaks that may have been meant, and of words divided at a line's end."""
    _tell_of_short_lines(lines, remarks)
    for line, following in pairwise(lines):
        if _DIVIDED.search(line.bare) and _GOES_ON.match(following.bare):
            word = f"{line.bare.split()[-1]} {following.bare.split()[0]}"
            told = f"ordet är delat vid radens slut och skrivs ut «{word}»"
            at = line.column + len(line.text.rstrip()) - 1
            remarks.hints.append(Remark(line.number, at, told, "ta bort bindestrecket och radbrytningen"))


def _tell_of_short_lines(lines: Sequence[SourceLine], remarks: Remarks) -> None:
    if remarks.has_told_of_breaks or any(_is_about(hint, lines) for hint in remarks.hints[-_LATEST:]):
        return
    room = max(NARROWEST, *(len(line.bare) for line in lines))
    for line, following in pairwise(lines):
        has_break = _BREAK.search(line.text) is not None or "___" in line.text + following.text
        if not has_break and len(line.bare) + 1 + len(following.bare.split()[0]) <= room:
            break
    else:
        return
    told, remedy = "raderna {rader} blir ett stycke", "avsluta raderna med två mellanslag om de ska stå var för sig"
    first, last = lines[0], lines[-1]
    remarks.has_told_of_breaks = True
    remarks.hints.append(Remark(first.number, first.unindented.column, told, remedy, last_line=last.number))


def _is_about(hint: Remark, lines: Sequence[SourceLine]) -> bool:
    """Return whether lines have been told of already: once a text is enough, and so is another hint at their place."""
    return lines[0].number <= hint.line <= lines[-1].number
