"""Tables: a head, a line of dashes and rows, each with its cells between upright strokes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from naravard_docs.document.blocks import Column, Table
from naravard_docs.document.inlines import Inline, plain_text
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.markup import marks
from naravard_docs.markup.lines import SourceLine
from naravard_docs.markup.remarks import Remarks
from naravard_docs.swedish import with_noun

_NUMERIC = lazy_pattern(r"[-–−+±]?\s*\d[\d\s.,]*(?:\s*(?:%|‰|kr|tkr|mkr|mnkr|mdkr|st|€))?|[-–−]")
"""What stands to the right: amounts, and dashes in place of them."""

_YEAR = lazy_pattern(r"(?:19|20)\d\d")
"""What names rows rather than counts."""

CellReader = Callable[[SourceLine], tuple[Inline, ...]]


def read_table(
    name: str, lines: Sequence[SourceLine], at: int, remarks: Remarks, read_cell: CellReader
) -> tuple[Table | None, int]:
    """Return the table that begins with a line, and the number of the line after it; None for one refused."""
    end = at + 2
    while end < len(lines) and marks.has_cells(lines[end]):
        end += 1
    head, below, rows = _cells(lines[at]), _cells(lines[at + 1]), [_cells(line) for line in lines[at + 2 : end]]
    faults = list(_faults(lines, at, head, below, rows))
    for line, message, remedy in faults:
        remarks.fault(line, message, remedy)
    if faults:
        return None, end
    headings = [read_cell(cell) for cell in head]
    contents = tuple(tuple(read_cell(cell) for cell in row) for row in rows)
    numeric = (_is_numeric([row[n] for row in contents]) or _is_right(below[n]) for n in range(len(head)))
    columns = tuple(Column(heading, 0, is_numeric) for heading, is_numeric in zip(headings, numeric, strict=True))
    return Table(name, columns, contents, summary=_summary(headings)), end


def _faults(
    lines: Sequence[SourceLine], at: int, head: list[SourceLine], below: list[SourceLine], rows: list[list[SourceLine]]
) -> Iterator[tuple[SourceLine, str, str]]:
    wanted = with_noun(len(head), "kolumn", "kolumner")
    for line, cells in zip(lines[at + 1 :], [below, *rows], strict=False):
        if len(cells) != len(head):
            remedy = "skriv lika många fält på varje rad; ett | i ett fält skrivs \\|"
            yield line, f"raden har {with_noun(len(cells), 'fält', 'fält')} men tabellen {wanted}", remedy
    if not rows:
        yield lines[at], "tabellen har inga rader", "skriv minst en rad under |---|"
    if all(cell.is_blank for cell in head):
        yield lines[at], "tabellens huvud är tomt", "skriv vad kolumnerna innehåller"


def _cells(line: SourceLine) -> list[SourceLine]:
    """Return a row's cells; a stroke after a backslash is a sign of the cell."""
    row = line.unindented.after(1)
    text = row.text.rstrip()
    cells: list[SourceLine] = []
    start = at = 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] == "|":
            at += 1
        elif text[at] == "|":
            cells.append(_cell(row, start, at))
            start = at + 1
        at += 1
    if text[start:].strip() or not text.endswith("|"):
        cells.append(_cell(row, start, len(text)))
    return cells


def _cell(row: SourceLine, start: int, end: int) -> SourceLine:
    return SourceLine(row.number, row.column + start, row.text[start:end]).unindented


def _is_numeric(cells: Sequence[tuple[Inline, ...]]) -> bool:
    words = [plain_text(cell).strip() for cell in cells]
    written = [word for word in words if word]
    if all(_YEAR.fullmatch(word) for word in written):
        return False
    return any(any(map(str.isdigit, word)) for word in written) and all(_NUMERIC.fullmatch(word) for word in written)


def _is_right(dashes: SourceLine) -> bool:
    return dashes.bare.endswith(":") and not dashes.bare.startswith(":")


def _summary(headings: Sequence[tuple[Inline, ...]]) -> str:
    """Return what a table is for those who do not see it: what its columns hold."""
    return f"Tabell: {', '.join(filter(None, (plain_text(heading).strip() for heading in headings)))}"
