"""doktor: what is on this machine for the program to work with, and what to do about what is missing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from naravard_docs.cli.swedish_click import SwedishCommand
from naravard_docs.cli.terminal import colour_text
from naravard_docs.errors import ExitCode, FileAccessError
from naravard_docs.swedish import system_reason, with_noun


@click.command(cls=SwedishCommand, examples=["naravard doktor", "naravard doktor --json", "naravard doktor --rensa"])
@click.option("--json", "wants_json", is_flag=True, help="Skriv allt som JSON.")
@click.option("--rensa", "clears", is_flag=True, help="Ta bort det som är sparat om mötena för att svara fortare.")
def doktor(wants_json: bool, clears: bool) -> int:
    """Visa versioner, mallar, typsnitt, verktyg och mejlkonto, och vad du gör åt det som saknas.

    Kommandot ändrar inget och skickar inget, utom med --rensa. Svaret är 0 när inget är fel, annars 1.
    """
    if clears:
        return _cleared()
    from naravard_docs.builder.diagnosis import Condition, observations

    found = tuple(observations(Path.cwd(), os.environ))
    if wants_json:
        rows = [
            {"om": each.about, "läge": each.state, "svar": each.told, **({"råd": each.remedy} if each.remedy else {})}
            for each in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        colours = {Condition.FINE: "green", Condition.ABSENT: "yellow", Condition.FAULTY: "red"}
        wide = max(len(each.about) for each in found)
        for each in found:
            click.echo(f"{each.about:<{wide}}  {colour_text(f'{each.state:<6}', colours[each.state])}  {each.told}")
            if each.remedy:
                click.echo(f"{'':<{wide + 10}}råd: {each.remedy}")
    return ExitCode.CORRECTION if any(each.state is Condition.FAULTY for each in found) else ExitCode.DONE


def _cleared() -> int:
    """Take away what is kept of answers about meetings.

    Raises:
        FileAccessError: if it cannot be taken away.
    """
    from naravard_docs.cache.store import cache_folder, remove_kept

    folder = cache_folder()
    try:
        number = remove_kept()
    except OSError as error:
        message = f"det som är sparat i {folder} kan inte tas bort ({system_reason(error)})"
        raise FileAccessError(message, "ta bort mappen själv") from error
    click.echo(
        f"{with_noun(number, 'fil', 'filer')} är borttagna ur {folder}; mötena läses på nytt nästa gång", err=True
    )
    return ExitCode.DONE
