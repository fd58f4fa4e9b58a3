"""handbok, hjälp: the handbook that came with the program, and a command's help."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import chapters, commands
from naravard_docs.cli.swedish_click import SwedishCommand, SwedishGroup
from naravard_docs.errors import ExitCode


@click.command(
    cls=SwedishCommand,
    examples=["naravard handbok", "naravard handbok nycklar", "naravard handbok --till handbok"],
)
@click.argument("kapitel", nargs=-1, metavar="[KAPITEL]", shell_complete=chapters)
@click.option(
    "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Lägg sidorna i en mapp i stället."
)
@click.option("--lista", "is_list", is_flag=True, help="Visa bara vilka kapitel som finns.")
@quiet
def handbok(kapitel: tuple[str, ...], target: Path | None, is_list: bool, is_quiet: bool) -> int:
    """Öppna handboken i webbläsaren, eller ett kapitel ur den.

    Handboken följer med programmet och läses utan nät. Sidans adress skrivs ut; i en terminal öppnas den också.
    """
    from naravard_docs.handbook.chapters import chapter_named, read_chapters
    from naravard_docs.handbook.page import handbook_files
    from naravard_docs.workspace.containment import write_inside

    chapters = read_chapters()
    if is_list:
        for each in chapters[1:]:
            click.echo(f"{each.name}\t{each.title}")
        return ExitCode.DONE
    chapter = chapter_named(" ".join(kapitel), chapters) if kapitel else chapters[0]
    folder = target or _kept_in()
    for name, data in handbook_files(chapters).items():
        write_inside(folder, folder / name, data)
    page = folder / chapter.page_name
    click.echo(page)
    if target is None and sys.stdout.isatty() and click.launch(str(page)) != 0:
        Messenger(is_quiet).say("webbläsaren gick inte att öppna; öppna filen ovan i den")
    return ExitCode.DONE


def _kept_in() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("naravard_docs", appauthor=False) / "handbok"


@click.command(cls=SwedishCommand, examples=["naravard hjälp bygg", "naravard hjälp"])
@click.argument("kommando", required=False, metavar="[KOMMANDO]", shell_complete=commands)
@click.pass_context
def hjälp(context: click.Context, kommando: str | None) -> None:
    """Visa hjälpen för ett kommando: detsamma som naravard KOMMANDO --hjälp."""
    root = context.find_root()
    if kommando is None:
        click.echo(root.get_help())
        return
    group = root.command
    assert isinstance(group, SwedishGroup)  # noqa: S101 - the program has one group, which has this command
    name, command, _ = group.resolve_command(root, [kommando])
    if command is not None:
        with click.Context(command, info_name=name, parent=root) as its:
            click.echo(command.get_help(its))
