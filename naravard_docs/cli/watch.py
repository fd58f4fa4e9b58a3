"""bevaka: meetings built while somebody writes in them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import click

from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.cli.document_options import in_formats, quiet, to_folder
from naravard_docs.cli.interrupts import StopRequest, raise_if_interrupted
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import FilePath, OneOf, SwedishCommand
from naravard_docs.cli.today import current_day
from naravard_docs.cli.watch_screen import WatchScreen
from naravard_docs.errors import ExitCode, FileAccessError, WrongUsageError, shown_path
from naravard_docs.workspace.folders import is_there, root_around, root_containing


@click.command(
    cls=SwedishCommand,
    examples=["naravard bevaka", "naravard bevaka meetings/2023-03-24-systemledning.yaml --format pdf"],
)
@click.argument("filer", nargs=-1, type=FilePath(), metavar="[FILER]…", shell_complete=meetings)
@click.option(
    "--bara", "kinds", type=OneOf(DocumentKind), metavar="SORTER", help="Bara protokoll, rekommendation eller mejl."
)
@in_formats
@to_folder
@click.option(
    "--fråga",
    "--poll",
    "polls",
    is_flag=True,
    help="Läs av filerna tre gånger i sekunden, för en nätverksdisk som inte säger till när de ändras.",
)
@quiet
def bevaka(
    filer: tuple[Path, ...],
    kinds: tuple[str, ...] | None,
    formats: tuple[str, ...],
    target: Path | None,
    polls: bool,
    is_quiet: bool,
) -> int:
    """Bygg det som ändras, så snart du sparar. Avsluta med Ctrl-C.

    Utan FILER bevakas alla möten i meetings/, också de som kommer till. Mallar, bilagor, bilder och svar
    bevakas också. Fel visas som av «naravard kontrollera», och när de är rättade sägs det.
    """
    chosen = frozenset(map(DocumentKind, kinds or DocumentKind))

    def order() -> BuildOptions:
        return BuildOptions(chosen, tuple(map(Format, formats)), target, today=current_day())

    screen = WatchScreen(is_quiet)
    with contextlib.suppress(KeyboardInterrupt):  # it is how this ends
        _tell_news(tuple(dict.fromkeys(filer)), order, polls, screen)
    screen.end()
    return ExitCode.DONE


def _tell_news(named: tuple[Path, ...], order: Callable[[], BuildOptions], polls: bool, screen: WatchScreen) -> None:
    """Tell what comes of meetings until the program is told to stop."""
    from naravard_docs.watch.rebuild import Rebuild

    rebuild = Rebuild(named, _meetings_folder(named), order, StopRequest(), polls)
    with contextlib.closing(rebuild):
        for news in rebuild.news():
            screen.tell(news, len(rebuild.meetings))
            raise_if_interrupted()


def _meetings_folder(named: tuple[Path, ...]) -> Path:
    """Return the folder of meetings that the user stands in, or has named files of.

    Raises:
        WrongUsageError: if there is none.
        FileAccessError: if a file that is named is not there, or is a folder.
    """
    for path in named:
        if not is_there(path):
            raise FileAccessError(f"filen {shown_path(path)} finns inte", "kontrollera namnet och mappen")
        if path.is_dir():
            remedy = "ange mötesfiler, eller inget alls för att bevaka alla möten i meetings/"
            raise FileAccessError(f"{shown_path(path)} är en mapp, inte en fil", remedy)
    folder = (root_around(named[0]) if named else root_containing(Path.cwd())) / "meetings"
    if not named and not folder.is_dir():
        raise WrongUsageError(
            f"mappen {shown_path(folder)} finns inte, så det finns inga möten att bevaka",
            "gå till mappen med meetings/, ange filer, eller skapa en arbetsyta med: naravard starta",
        )
    return folder
