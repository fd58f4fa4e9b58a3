"""förhandsgranska: a meeting in the browser while it is written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import FilePath, SwedishCommand
from naravard_docs.cli.today import current_day
from naravard_docs.errors import ExitCode, WrongUsageError, shown_path


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard förhandsgranska meetings/2023-03-24-systemledning.yaml",
        "naravard förhandsgranska meetings/2023-03-24-systemledning.yaml --utan-webbläsare",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.option("--utan-webbläsare", "is_only_told", is_flag=True, help="Skriv bara ut adressen, öppna inget.")
@quiet
def förhandsgranska(fil: Path, is_only_told: bool, is_quiet: bool) -> int:
    """Visa ett möte i webbläsaren medan du skriver det.

    Sidan visar dokumentet som det blir, förnyas när du sparar mötesfilen, och säger vad som är fel och på vilken rad.
    Du kan också skriva i filen på sidan. Den öppnas i webbläsaren i en terminal; adressen skrivs alltid ut. Bara den
    här datorn når sidan, och bara med den adressen. Ctrl-C avslutar.
    """
    from naravard_docs.preview.serve import RunningPreview
    from naravard_docs.yaml.text import read_bytes

    read_bytes(fil)  # what cannot be read is told before anything is opened
    if fil.suffix.lower() not in (".yaml", ".yml"):
        raise WrongUsageError(f"{shown_path(fil)} är ingen mötesfil", "ange en fil i meetings/ som slutar på .yaml")
    talk = Messenger(is_quiet)
    running = RunningPreview(fil, current_day)

    def when_open() -> None:
        click.echo(running.address)
        if not is_only_told and is_on_terminal() and not _opens(running.preview.opening_address):
            talk.say("webbläsaren gick inte att öppna; öppna adressen ovan i den")
        talk.say("Ctrl-C avslutar")

    running.run(when_open)
    talk.say("förhandsgranskningen är avslutad")
    return ExitCode.DONE


def is_on_terminal() -> bool:
    """Return whether somebody sees the address printed."""
    return sys.stdout.isatty()


def _opens(address: str) -> bool:
    try:
        return click.launch(address) == 0
    except OSError:
        return False
