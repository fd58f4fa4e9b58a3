"""Options of every command that makes documents of its own beside those of a meeting."""

from __future__ import annotations

from pathlib import Path

import click

from naravard_docs.builder.options import Format
from naravard_docs.cli.swedish_click import OneOf

in_formats = click.option(
    "--format",
    "formats",
    type=OneOf(Format),
    default="docx,pdf",
    metavar="pdf,docx",
    help="Vilka filformat; förval är båda.",
)
to_folder = click.option(
    "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Bygg till en annan mapp än output/."
)
unchecked = click.option(
    "--utan-kontroll", "is_unchecked", is_flag=True, help="Skriv filerna utan att läsa dem igen först."
)
quiet = click.option("--tyst", "--quiet", "is_quiet", is_flag=True, help="Säg bara det som är fel.")
