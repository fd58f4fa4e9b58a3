"""Reading a workbook that a person made: its sheets as grids of text, or why it cannot be read."""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from naravard_docs.errors import FileTrouble
from naravard_docs.sheet.grid import At, Fault, Grid
from naravard_docs.sheet.sheet import writable

OLE_SIGNATURE, ZIP_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""A stream's name in the OLE file that holds an encrypted workbook ([MS-OFFCRYPTO], 2.3.4.4)."""

_LARGEST_BYTES = 100_000_000
_WITHOUT_VALUE = Fault(
    "Cellen har en formel utan uträknat värde",
    "öppna filen i Excel eller LibreOffice, spara den och försök igen, eller skriv värdet i cellen",
)
_SAVE_AS = "öppna filen i Excel eller LibreOffice och spara den som Excel-arbetsbok (.xlsx)"


def refuse_old_or_encrypted(data: bytes, shown: str) -> None:
    """Refuse files in the container of the Office programs before 2007, which also holds encrypted workbooks.

    Raises:
        FileTrouble: which of the two it is, and what to do.
    """
    if not data.startswith(OLE_SIGNATURE):
        return
    if _ENCRYPTED in data:
        raise FileTrouble(f"{shown} är skyddad med lösenord", "ta bort lösenordet i Excel och spara en kopia")
    raise FileTrouble(f"{shown} är i Excels gamla format (.xls)", _SAVE_AS)


def xlsx_grids(data: bytes, shown: str) -> tuple[Grid, ...]:
    """Give every sheet of a workbook that has anything in it.

    Raises:
        FileTrouble: if it is no workbook, is broken or unfolds to more than 100 MB.
    """
    _refuse_other_packages(data, shown)
    book = _opened(data, shown, data_only=False)
    values = None
    if any(cell.data_type == "f" for page in book.worksheets for cell in _cells(page).values()):
        values = _opened(data, shown, data_only=True)
    grids = (_grid(page, values[page.title] if values else page, shown) for page in book.worksheets)
    return tuple(grid for grid in grids if grid.rows)


def _refuse_other_packages(data: bytes, shown: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            size = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken(shown) from error
    if size > _LARGEST_BYTES:
        raise FileTrouble(f"{shown} är för stor att läsa in", "spara bara bladet med listan i en egen arbetsbok")
    if "xl/workbook.xml" not in names:
        raise FileTrouble(f"{shown} är ingen Excel-arbetsbok (.xlsx)", _SAVE_AS)


def _opened(data: bytes, shown: str, data_only: bool) -> Any:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of pictures and rules that it does not keep
            return load_workbook(io.BytesIO(data), data_only=data_only)
    except Exception as error:  # openpyxl fails with whatever a broken part makes its models raise
        raise _broken(shown) from error


def _broken(shown: str) -> FileTrouble:
    return FileTrouble(
        f"{shown} är skadad: den går inte att läsa som Excel-arbetsbok", f"hämta filen på nytt, eller {_SAVE_AS}"
    )


def _cells(page: Any) -> dict[At, Any]:
    """Give the cells that the file has, by row and column from 1.

    Why not ``iter_rows``: it makes every cell up to the last one, and one stray cell can be the millionth.
    """
    cells: dict[At, Any] = page._cells
    return cells


def _grid(page: Any, values: Any, shown: str) -> Grid:
    texts: dict[At, str] = {}
    faults: dict[At, Fault] = {}
    with_value = _cells(values)
    for (row, column), cell in _cells(page).items():
        at, held = (row - 1, column - 1), with_value[row, column]
        if cell.data_type == "f" and held.value is None:
            faults[at] = _WITHOUT_VALUE
        elif held.data_type == "e":
            faults[at] = Fault(f"Cellen visar felet {held.value}", "rätta formeln, eller skriv värdet i cellen")
        elif held.value is not None and (text := _text(held.value)):
            texts[at] = text
    merged = tuple(
        sorted(((r.min_row - 1, r.min_col - 1), (r.max_row - 1, r.max_col - 1)) for r in page.merged_cells.ranges)
    )
    return Grid(shown, tuple(_rows({**dict.fromkeys(faults, ""), **texts})), faults, merged, page.title)


def _rows(texts: dict[At, str]) -> Iterator[tuple[str, ...]]:
    """Give the rows from the first to the last that has a text, each as long as it must be."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in texts.items():
        by_row.setdefault(row, {})[column] = text
    for row in range(max(by_row, default=-1) + 1):
        cells = by_row.get(row, {})
        yield tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))


def _text(value: object) -> str:
    """Give a value as it would be typed: days as ISO 8601, whole numbers without decimals, ja and nej."""
    for kind, written in _WRITTEN:
        if isinstance(value, kind):
            return written(value)
    return unicodedata.normalize("NFC", writable(str(value)))


def _moment(value: Any) -> str:
    return str(value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes"))


_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "ja" if value else "nej"),
    (datetime, _moment),
    (date, date.isoformat),
    (time, lambda value: str(value.isoformat("minutes"))),
    (float, lambda value: str(int(value)) if value.is_integer() else str(value).replace(".", ",")),
)
