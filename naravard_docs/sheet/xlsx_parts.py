"""The parts of a workbook (ECMA-376 part 1, 12.3 and 18), each read as a stream with an end: what the file says.

Why not openpyxl: it makes every cell of a merged range and every row that a reference names before anyone can ask how
many there are, and gives values without what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import FileAccessError
from naravard_docs.sheet import limits
from naravard_docs.sheet.grid import At
from naravard_docs.sheet.xlsx_package import (
    Package,
    PartReader,
    says_yes,
    told_as_unreadable,
    unreadable_workbook_error,
    whole_number,
)

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML does not have, in a text (ECMA-376 part 1, 22.9.2.19)."""


class RawCell(Struct, frozen=True):
    """A cell as the file has it: its type (18.18.11), its value or text, its style, and its formula if there is one."""

    kind: str
    value: str | None
    style: int
    formula: str | None = None


@dataclass(slots=True)
class RawSheet:
    """A sheet as the file has it: cells by row and column from 0."""

    name: str
    is_hidden: bool
    cells: dict[At, RawCell] = field(default_factory=dict)
    merged: list[tuple[At, At]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)


@dataclass(slots=True)
class RawBook:
    """A workbook as the file has it: sheets, the texts that cells share, and the number format of each style."""

    sheets: list[RawSheet]
    shared: Mapping[int, str]
    formats: list[int]
    codes: Mapping[int, str]
    counts_from_1904: bool


def read_book(data: bytes, path: Path) -> RawBook:
    """Return what a workbook holds.

    Raises:
        FileAccessError: if it is no workbook, cannot be read, or goes beyond one of ``limits``.
    """
    with told_as_unreadable(path):
        return _book(Package(data, path))


def _book(package: Package) -> RawBook:
    listed, styles, shared = _Workbook(), _Styles(), _SharedTexts()
    package.parse(package.main, listed)
    if len(listed.sheets) > limits.MOST_SHEETS:
        raise limits.limit_error(package.path, "har för många blad", limits.MOST_SHEETS, "blad")
    related = package.relations(package.main)
    reader = _Cells(package.path)
    for name, is_hidden, relation in listed.sheets:
        reader.begin(RawSheet(name, is_hidden))
        package.parse(related.target(relation), reader)
    for kind, part in (("styles", styles), ("sharedStrings", shared)):
        if (name := related.of_kind(kind)) in package:
            package.parse(name, part)
    return RawBook(reader.sheets, shared.texts, styles.formats, styles.codes, listed.counts_from_1904)


class _Workbook(PartReader):
    on_start: Mapping[str, str] = {"sheet": "_sheet", "workbookPr": "_properties"}

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, bool, str]] = []
        self.counts_from_1904 = False

    def _sheet(self, attributes: dict[str, str]) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible") != "visible", relation))

    def _properties(self, attributes: dict[str, str]) -> None:
        self.counts_from_1904 = says_yes(attributes.get("date1904"))


class _Styles(PartReader):
    on_start: Mapping[str, str] = {"numFmt": "_format", "cellXfs": "_begin", "xf": "_style"}
    on_end: Mapping[str, str] = {"cellXfs": "_finish"}

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self.is_of_cells = False

    def _format(self, attributes: dict[str, str]) -> None:
        self.codes.setdefault(whole_number(attributes["numFmtId"]), attributes.get("formatCode", ""))

    def _begin(self, attributes: dict[str, str]) -> None:
        self.is_of_cells = True

    def _finish(self) -> None:
        self.is_of_cells = False

    def _style(self, attributes: dict[str, str]) -> None:
        if self.is_of_cells:
            self.formats.append(whole_number(attributes.get("numFmtId", "0")))


class _Texts(PartReader):
    """Texts of one or several runs, without their phonetic readings (18.4.6)."""

    on_start: Mapping[str, str] = {"t": "_run", "rPh": "_reading"}
    on_end: Mapping[str, str] = {"t": "_end_run", "rPh": "_end_reading"}

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.is_reading = False

    def _run(self, attributes: dict[str, str]) -> None:
        self.text = None if self.is_reading else []

    def _end_run(self) -> None:
        self.runs.append(self.taken())

    def _reading(self, attributes: dict[str, str]) -> None:
        self.is_reading = True

    def _end_reading(self) -> None:
        self.is_reading = False

    def whole(self) -> str:
        text, self.runs = "".join(self.runs), []
        return unescape_xlsx(text)


class _SharedTexts(_Texts):
    on_end: Mapping[str, str] = {**_Texts.on_end, "si": "_end_item"}

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[int, str] = {}

    def _end_item(self) -> None:
        self.texts[len(self.texts)] = self.whole()


class _Cells(_Texts):
    """Reads one sheet after the other; cells without anything in them are counted but not kept."""

    on_start: Mapping[str, str] = {
        **_Texts.on_start,
        **{"row": "_row", "c": "_cell", "v": "_listen", "f": "_listen", "col": "_column", "mergeCell": "_merge"},
    }
    on_end: Mapping[str, str] = {**_Texts.on_end, "c": "_end_cell", "v": "_end_value", "f": "_end_formula"}

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.count = path, 0
        self.sheets: list[RawSheet] = []

    def begin(self, sheet: RawSheet) -> None:
        self.sheet, self.row, self.next_column, self.filled, self.last_filled = sheet, -1, 0, 0, -1
        self.is_row_told, self.at, self.kind, self.style = False, (0, 0), "n", 0
        self.value, self.formula, self.runs = None, None, []
        self.sheets.append(sheet)

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = self.row + 1 if "r" not in attributes else whole_number(attributes["r"]) - 1
        if not 0 <= self.row < limits.LAST_ROW:
            raise self._nowhere(f"en rad med nummer {self.row + 1}")
        self.next_column, self.is_row_told = 0, "r" in attributes
        if says_yes(attributes.get("hidden")) or _is_zero(attributes.get("ht")):
            self.sheet.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > limits.MOST_CELLS:
            raise limits.limit_error(self.path, "har för många celler", limits.MOST_CELLS, "celler")
        self.at = self._reference(attributes["r"]) if "r" in attributes else (self.row, self.next_column)
        if not self.is_row_told and self.at[0] > self.row:
            self.row, self.is_row_told = self.at[0], True
        if self.at[0] != self.row or self.at in self.sheet.cells:
            raise unreadable_workbook_error(self.path, f"en cell står på fel plats, på rad {self.row + 1}")
        self.next_column = self.at[1] + 1
        self.kind, self.style = attributes.get("t", "n"), whole_number(attributes.get("s") or "0")
        self.value, self.formula, self.runs = None, None, []

    value: str | None
    formula: str | None

    def _end_value(self) -> None:
        self.value = self.taken()

    def _end_formula(self) -> None:
        self.formula = self.taken()

    def _end_cell(self) -> None:
        value = (self.whole() or self.value) if self.kind == "inlineStr" else self.value
        if self.kind == "str" and value is not None:
            value = unescape_xlsx(value)
        if value or self.formula is not None:
            self.sheet.cells[self.at] = RawCell(self.kind, value, self.style, self.formula)
            self._count_row()

    def _count_row(self) -> None:
        self.filled += self.row != self.last_filled
        self.last_filled = self.row
        if self.filled > limits.MOST_ROWS:
            raise limits.limit_error(self.path, "har för många rader", limits.MOST_ROWS, "rader")

    def _column(self, attributes: dict[str, str]) -> None:
        if says_yes(attributes.get("hidden")) or _is_zero(attributes.get("width")):
            self.sheet.hidden_columns.append(
                range(whole_number(attributes["min"]) - 1, whole_number(attributes["max"]))
            )

    def _merge(self, attributes: dict[str, str]) -> None:
        if len(self.sheet.merged) >= limits.MOST_MERGED:
            raise limits.limit_error(self.path, "har för många sammanslagna celler", limits.MOST_MERGED, "områden")
        first, _, last = attributes["ref"].partition(":")
        span = self._reference(first), self._reference(last or first)
        if span[0] != span[1]:
            self.sheet.merged.append(span)

    def _reference(self, written: str) -> At:
        """Return the row and column of «B7», from 0."""
        found = _REFERENCE.fullmatch(written.upper())
        column = 0
        for letter in found[1] if found else "":
            column = column * 26 + ord(letter) - ord("A") + 1
        if found is None or column > limits.MOST_COLUMNS or int(found[2]) > limits.LAST_ROW:
            raise self._nowhere(f"en cell med beteckningen «{written[:30]}»")
        return int(found[2]) - 1, column - 1

    def _nowhere(self, what: str) -> FileAccessError:
        return unreadable_workbook_error(
            self.path, f"den har {what}, som inte finns i något kalkylblad (gränsen är XFD{limits.LAST_ROW})"
        )


def unescape_xlsx(text: str) -> str:
    """Return a text with the characters that were written by number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _is_zero(written: str | None) -> bool:
    return bool(written) and not str(written).strip("0.")
