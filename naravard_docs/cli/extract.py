"""hämta: what an archivist does with the files afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import click

from naravard_docs.check.embedded import MissingSourceError, MissingSourceReason, embedded_source
from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import files_ending
from naravard_docs.cli.swedish_click import FilePath, SwedishCommand
from naravard_docs.errors import FileAccessError
from naravard_docs.meeting.keys import is_device
from naravard_docs.workspace.containment import write_inside
from naravard_docs.yaml.text import read_bytes

_STDOUT = "-"
_LONGEST_NAME = 200
"""Bytes that every file system takes in a name, with room for what is put around it while it is written."""

_WITH_SOURCE = "bygg PDF-filen med «naravard bygg --med-källa», eller sätt «pdfa: 3a» i organisation.yaml"
_SAID = {
    MissingSourceReason.NOT_PDF: ("är ingen PDF", "ange en PDF-fil som är byggd med --med-källa"),
    MissingSourceReason.DAMAGED: ("är skadad: den går inte att läsa som PDF", "hämta filen på nytt, helst ur arkivet"),
    MissingSourceReason.ENCRYPTED: ("är krypterad eller lösenordsskyddad", "ange originalet, som är utan lösenord"),
    MissingSourceReason.NO_SOURCE: ("har ingen mötesfil inbäddad", _WITH_SOURCE),
    MissingSourceReason.ALTERED: (
        "har en mötesfil inbäddad, men den är inte den som lades in",
        "filen är ändrad eller skadad; ange originalet ur arkivet",
    ),
}


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard hämta output/2023-03-24-systemledning/2023-03-24-systemledning-protokoll.pdf",
        "naravard hämta protokoll.pdf --till -",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL.pdf", shell_complete=files_ending(".pdf"))
@click.option(
    "--till",
    "target",
    metavar="MÅL",
    help="Fil eller mapp att skriva till; - är standard ut. Förval är filens eget namn, här.",
)
@quiet
def hämta(fil: Path, target: str | None, is_quiet: bool) -> None:
    """Ta ut mötesfilen (YAML) ur en PDF som är byggd med --med-källa, byte för byte.

    En fil som redan finns skrivs aldrig över.
    """
    if fil.is_dir():
        raise FileAccessError(f"{fil} är en mapp, inte en fil", "ange en PDF-fil i mappen")
    try:
        source = embedded_source(read_bytes(fil))
    except MissingSourceError as error:
        fault, remedy = _SAID[error.reason]
        raise FileAccessError(f"{fil} {fault}", remedy) from error
    if target == _STDOUT:
        click.echo(source.data, nl=False)
        return
    path = Path(target or ".")
    if path.is_dir():
        path /= _name(source.name, fil)
    if os.path.lexists(path):
        raise FileAccessError(f"{path} finns redan och lämnas orörd", "ange ett annat namn med --till")
    write_inside(path.parent, path, source.data)
    click.echo(path)
    Messenger(is_quiet).say(f"klart: mötesfilen ur {fil.name}, {len(source.data)} byte")


def _name(own: str | None, pdf: Path) -> str:
    """Return the name to write by: the file's own or the PDF's, but none that is an option, hidden, or a device."""
    names = (own, f"{pdf.stem}.yaml", f"{pdf.stem.strip(' .~-')}.yaml")
    return next((name for name in names if name and _is_safe(name)), "mote.yaml")


def _is_safe(name: str) -> bool:
    return len(name.encode()) <= _LONGEST_NAME and name[:1] not in set(" .~-") and not is_device(name)
