"""Options that commands share: what they say, and how those that make documents make and show them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from naravard_docs.builder.options import Format
from naravard_docs.cli.swedish_click import OneOf
from naravard_docs.cli.verbose import ask_for_more

F = TypeVar("F", bound=Callable[..., Any])

in_formats = click.option(
    "--format",
    "formats",
    type=OneOf(Format),
    default="docx,pdf",
    metavar="pdf,docx,html",
    help="Vilka filformat: pdf, docx (Word) och html (webbsida); förval är docx,pdf.",
)
to_folder = click.option(
    "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Bygg till en annan mapp än output/."
)
unchecked = click.option(
    "--utan-kontroll", "is_unchecked", is_flag=True, help="Skriv filerna utan att läsa dem igen först."
)
opened = click.option(
    "--öppna",
    "--open",
    "is_opened",
    is_flag=True,
    help="Öppna det som är byggt: dokumentet, eller mappen om de är flera.",
)


def quiet(command: F) -> F:
    """Return a command with what every command that talks has: -q to hear less, and -v to hear more."""
    more = click.option(
        "-v",
        "--utförligt",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=ask_for_more,
        help="Säg mer: version, arbetsyta, mallar, tid, och det som är tillåtet med skäl.",
    )
    less = click.option("-q", "--tyst", "--quiet", "is_quiet", is_flag=True, help="Säg bara det som är fel.")
    return less(more(command))
