"""starta, schema, komplettering: what is needed before there is a meeting."""

from __future__ import annotations

import json
from pathlib import Path

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import examples, profiles, shells
from naravard_docs.cli.swedish_click import SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day
from naravard_docs.errors import shown_path
from naravard_docs.swedish import with_noun
from naravard_docs.workspace.folders import EXAMPLES, REAL_EXAMPLE


class _StartCommand(SwedishCommand):
    """A command whose option for an example takes a value after «=» only, so that it never swallows the folder."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f"{each}={REAL_EXAMPLE}" if each in _EXAMPLE else each for each in args])


_EXAMPLE = ("--exempel", "--example")


@click.command(
    cls=_StartCommand,
    examples=[
        "naravard starta protokoll",
        'naravard starta protokoll --organisation "Norrviks byförening" --organ Styrelsen --profil förening',
        "naravard starta --exempel=nämnd prov",
    ],
)
@click.argument("mapp", type=click.Path(path_type=Path), default=".", metavar="[MAPP]")
@click.option("--organisation", metavar="NAMN", help="Organisationens namn, som det står i protokollet.")
@click.option("--organ", "body", metavar="NAMN", help="Organet som har möten: Styrelsen, Systemledningen …")
@click.option(
    "--profil",
    "profile",
    metavar="SLAG",
    shell_complete=profiles,
    help="Organets slag, som avgör vilka regler som gäller.",
)
@click.option(
    *_EXAMPLE,
    "example",
    metavar="[=NAMN]",
    shell_complete=examples,
    help=f"Gör i stället ett exempel som går att bygga: {', '.join(EXAMPLES)}.",
)
@quiet
def starta(
    mapp: Path,
    organisation: str | None,
    body: str | None,
    profile: str | None,
    example: str | None,
    is_quiet: bool,
) -> None:
    """Gör en arbetsyta: meetings/ och templates/ med det ni behöver, och ett möte att fylla i.

    Frågar efter namnen som inte är angivna, om det finns någon att fråga. Filer som redan finns lämnas orörda.
    """
    talk = Messenger(is_quiet)
    if example is not None:
        if organisation or body or profile:
            raise SwedishUsageError(
                "ett exempel har egna namn", "gör exemplet i en egen mapp: naravard starta --exempel prov"
            )
        _start_example(mapp, example, talk)
        return
    from naravard_docs.agenda.new_meeting import new_meeting
    from naravard_docs.cli.start_questions import asked_names
    from naravard_docs.errors import shown_path
    from naravard_docs.workspace.own_workspace import start_own_workspace

    names = asked_names(mapp, organisation, body, profile)
    started = start_own_workspace(mapp, names)
    for path in started.kept:
        talk.say(f"fanns redan, lämnas orörd: {path}")
    for name, file in names.unnamed:
        talk.say(f"byt ut «{name}» i {mapp / file}")
    there = "" if mapp == Path() else f"cd {_in_quotes(mapp)}, och "
    if not started.awaits_meeting:
        talk.say(f"klart: arbetsytan {mapp.resolve().name} – gå vidare så här: {there}naravard ny ORGAN DATUM")
        return
    meeting = shown_path(new_meeting(mapp, names.body_key, day := current_day(), day).path)
    click.echo(meeting)
    talk.say(f"klart: fyll i mötet i {meeting} och bygg sedan protokollet: {there}naravard bygg")


def _in_quotes(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _start_example(mapp: Path, example: str, talk: Messenger) -> None:
    from naravard_docs.workspace.start import start_workspace

    made, kept = start_workspace(mapp, _known_example(example))
    for path in kept:
        talk.say(f"fanns redan, lämnas orörd: {path}")
    then = "naravard bygg" if mapp == Path() else f"cd {_in_quotes(mapp)}, och naravard bygg"
    talk.say(f"klart: {with_noun(len(made), 'fil', 'filer')} i arbetsytan {mapp.resolve().name} – prova nu: {then}")


def _known_example(written: str) -> str:
    """Return the name of an example, however its capitals and accents are written."""
    from naravard_docs.swedish import did_you_mean, fold

    for name in EXAMPLES:
        if fold(name) == fold(written.strip()):
            return name
    listed = "; ".join(f"{name}: {shows}" for name, shows in EXAMPLES.items())
    raise SwedishUsageError(
        f"exemplet «{written}» finns inte", did_you_mean(written, EXAMPLES) or f"välj ett: {listed}"
    )


@click.command(
    cls=SwedishCommand,
    examples=["naravard schema", "naravard schema --till templates/schema", "naravard schema --arbetsyta"],
)
@click.option(
    "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Skriv alla scheman till en mapp."
)
@click.option(
    "--arbetsyta", "--workspace", "is_own", is_flag=True, help="Skriv scheman som föreslår arbetsytans egna namn."
)
def schema(target: Path | None, is_own: bool) -> None:
    """Skriv JSON Schema för mötesfiler, för redigerare som hjälper till medan man skriver.

    Utan --till skrivs mötesfilens schema på standard ut. Med --arbetsyta skrivs alla scheman till templates/schema i
    arbetsytan, med dess organ, personer, mottagare och rekommendationer som förslag. Kör det igen när mallarna ändrats.
    """
    from naravard_docs.workspace.schema import meeting_schema, write_schemas

    if is_own:
        from naravard_docs.workspace.schema_suggestions import write_own_schemas

        written = write_own_schemas(Path.cwd(), target)
    elif target is not None:
        written = write_schemas(target)
    else:
        click.echo(json.dumps(meeting_schema(), ensure_ascii=False, indent=2))
        return
    for path in written:
        click.echo(shown_path(path))


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard komplettering bash >> ~/.bashrc",
        "naravard komplettering fish > ~/.config/fish/completions/naravard.fish",
    ],
)
@click.argument("skal", metavar="SKAL", shell_complete=shells)
@click.pass_context
def komplettering(context: click.Context, skal: str) -> None:
    """Skriv det som får skalet att fylla i kommandon och flaggor med tabb.

    SKAL är bash, zsh, fish eller powershell.
    """
    from naravard_docs.cli.completion import completion_script

    if (script := completion_script(context.find_root(), skal)) is None:
        raise SwedishUsageError(f"skalet «{skal}» stöds inte", "välj bash, zsh, fish eller powershell")
    click.echo(script)
