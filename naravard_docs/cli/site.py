"""webb: a site of published minutes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import bodies
from naravard_docs.cli.swedish_click import SwedishCommand, SwedishUsageError
from naravard_docs.site.options import SiteOptions
from naravard_docs.swedish import with_noun

if TYPE_CHECKING:
    from naravard_docs.site.options import SiteOutcome


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard webb",
        "naravard webb systemledning --justerat --adress https://protokoll.exempel.se --till ut",
    ],
)
@click.argument("organ", nargs=-1, metavar="[ORGAN]…", shell_complete=bodies)
@click.option(
    "--justerat", "with_adjusted", is_flag=True, help="Ta med protokoll som är justerade men inte publicerade."
)
@click.option(
    "--adress",
    "address",
    default="",
    metavar="ADRESS",
    help="Där webbplatsen ska ligga, https://…; flödet får hela adresser, och en sitemap görs.",
)
@click.option(
    "--till",
    "target",
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Skriv webbplatsen i en annan mapp än output/webb/.",
)
@quiet
def webb(organ: tuple[str, ...], with_adjusted: bool, address: str, target: Path | None, is_quiet: bool) -> None:
    """Gör en webbplats av alla protokoll som har «status: publicerat», eller bara några ORGANs.

    Den är vanliga filer, som kan läggas på vilken webbserver som helst eller läsas i mappen. Med är bara det som
    «bygg --publicering» skulle ge. Sidor för protokoll som inte längre ska vara med tas bort.
    """
    from naravard_docs.reports.decision_register import refuse_unknown_bodies
    from naravard_docs.site.build import build_site

    refuse_unknown_bodies(Path.cwd(), organ)
    outcome = build_site(Path.cwd(), SiteOptions(target, with_adjusted, _checked(address), frozenset(organ)))
    talk = Messenger(is_quiet)
    talk.problems(outcome.problems)
    click.echo(outcome.first_page)
    talk.say(_said(outcome))


def _checked(address: str) -> str:
    """Return the address of a site without a slash at its end.

    Raises:
        SwedishUsageError: if it is none that a site can lie at.
    """
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        is_usable = False
    if address and (not is_usable or any(sign.isspace() for sign in address)):
        raise SwedishUsageError(f"--adress: «{address}» är ingen adress till en webbplats", "skriv https://exempel.se")
    return address.rstrip("/")


def _said(outcome: SiteOutcome) -> str:
    """Return what the site has, and what has become of its files."""
    what = (
        with_noun(outcome.minutes, "protokoll", "protokoll"),
        with_noun(outcome.bodies, "organ", "organ"),
        with_noun(outcome.decisions, "beslut", "beslut"),
    )
    done = (
        [with_noun(outcome.written, "fil är ny eller ändrad", "filer är nya eller ändrade")] if outcome.written else []
    )
    done += [with_noun(outcome.removed, "fil är borttagen", "filer är borttagna")] if outcome.removed else []
    said = f"klart: {', '.join(what)}; {', '.join(done) or 'inget är ändrat'}"
    if outcome.waiting == 1:
        said += "\n1 protokoll är justerat och inte publicerat, så det är inte med (--justerat tar med det)"
    elif outcome.waiting:
        waiting = f"{outcome.waiting} protokoll är justerade och inte publicerade"
        said += f"\n{waiting}, så de är inte med (--justerat tar med dem)"
    return said
