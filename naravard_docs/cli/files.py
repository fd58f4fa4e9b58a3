"""Writing what a command was asked to write besides the terminal: whole or not at all, under the name given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_docs.cli.swedish_click import STDOUT
from naravard_docs.workspace.containment import write_named

if TYPE_CHECKING:
    from naravard_docs.sheet.sheet import Sheet


def write_table(sheet: Sheet, csv: Path | None, xlsx: Path | None) -> tuple[Path, ...]:
    """Write a table to the files that are asked for, and return the paths of those that are no stdout.

    Raises:
        FileAccessError: if a file cannot be written.
    """
    written: list[Path] = []
    if csv is not None:
        from naravard_docs.sheet.csv_file import csv_bytes

        written += write_file(csv, csv_bytes(sheet))
    if xlsx is not None:
        from naravard_docs.sheet.xlsx_file import xlsx_bytes

        written += write_file(xlsx, xlsx_bytes(sheet))
    return tuple(written)


def write_file(path: Path, data: bytes) -> list[Path]:
    """Write one file, or stdout, and return its path when it is a file.

    Raises:
        FileAccessError: if it cannot be written.
    """
    if str(path) == STDOUT:
        click.echo(data, nl=False)
        return []
    write_named(path, data)
    return [path]
