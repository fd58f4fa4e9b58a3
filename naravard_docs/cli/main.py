"""The command naravard: its commands, and what each kind of failure answers with."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

import click

from naravard_docs import __version__
from naravard_docs.cli.interrupts import catch_interrupts, take_as_handled
from naravard_docs.cli.streams import use_utf8
from naravard_docs.cli.swedish_click import CommandEntry, SwedishGroup, usage_message
from naravard_docs.cli.terminal import colour_wanted
from naravard_docs.errors import CommandError, ExitCode, InvalidInputError
from naravard_docs.libraries.pydantic_plugins import look_for_no_plugins
from naravard_docs.libraries.remarks import without_remarks_on_terminal
from naravard_docs.libraries.waits import listen_for_waits

PROGRAM = "naravard"
GARBAGE_THRESHOLD = (100_000, 20, 20)
"""How seldom garbage is looked for: most of what is made lives on, and looking through it only takes time."""

ENTRIES = {
    "starta": CommandEntry("naravard_docs.cli.start", "Gör en egen arbetsyta, eller ett exempel.", "init"),
    "ny": CommandEntry("naravard_docs.cli.new_meeting", "Skapa en ny mötesfil.", "new"),
    "kontrollera": CommandEntry("naravard_docs.cli.build", "Visa alla problem i mötesfilerna.", "check"),
    "bygg": CommandEntry("naravard_docs.cli.build", "Bygg dokumenten, som Word och PDF.", "build"),
    "bevaka": CommandEntry("naravard_docs.cli.watch", "Bygg det som ändras, så snart du sparar.", "watch"),
    "förhandsgranska": CommandEntry(
        "naravard_docs.cli.preview", "Visa ett möte i webbläsaren medan du skriver.", "preview"
    ),
    "regler": CommandEntry("naravard_docs.cli.rules", "Visa reglerna som mötesfiler kontrolleras med.", "rules"),
    "kallelse": CommandEntry(
        "naravard_docs.cli.notice", "Gör kallelsen till ett möte, med kalenderfil och mejlutkast.", "notice"
    ),
    "justera": CommandEntry(
        "naravard_docs.cli.adjust", "Anteckna att ett protokoll är justerat, eller rätta det.", "adjust"
    ),
    "utdrag": CommandEntry("naravard_docs.cli.item_extract", "Gör protokollsutdrag av ärenden.", "extract-item"),
    "anslag": CommandEntry("naravard_docs.cli.posting", "Gör anslagsbevis för ett justerat protokoll.", "posting"),
    "kalender": CommandEntry(
        "naravard_docs.cli.calendar", "Visa organens år: möten och vad de för med sig.", "calendar"
    ),
    "brev": CommandEntry("naravard_docs.cli.build", "Gör rekommendationsbrev och mejlutkast.", "letters"),
    "utskick": CommandEntry("naravard_docs.cli.dispatch", "Gör mejlutkast, och skicka dem om du vill.", "dispatch"),
    "svar": CommandEntry("naravard_docs.cli.answers", "Anteckna vad mottagare har svarat.", "answer"),
    "läge": CommandEntry(
        "naravard_docs.cli.status", "Visa vilka som har svarat, vad, och vilka som är sena.", "status"
    ),
    "påminn": CommandEntry("naravard_docs.cli.dispatch", "Påminn dem som är skyldiga ett svar.", "remind"),
    "uppföljning": CommandEntry(
        "naravard_docs.cli.follow_up", "Gör en uppföljning av svaren, som Word och PDF.", "follow-up"
    ),
    "beslut": CommandEntry("naravard_docs.cli.decisions", "Sök bland besluten i alla möten.", "decisions"),
    "webb": CommandEntry("naravard_docs.cli.site", "Gör en webbplats av publicerade protokoll.", "site"),
    "hämta": CommandEntry("naravard_docs.cli.extract", "Ta ut mötesfilen som en PDF är byggd av.", "extract"),
    "verifiera": CommandEntry("naravard_docs.cli.verify", "Jämför byggda filer med mötet de kom av.", "verify"),
    "jämför": CommandEntry(
        "naravard_docs.cli.compare", "Jämför en Word-fil som någon har ändrat i med mötesfilen.", "compare"
    ),
    "granska": CommandEntry("naravard_docs.cli.verify", "Granska PDF-filer med veraPDF.", "audit"),
    "konto": CommandEntry("naravard_docs.cli.account", "Visa mejlkontot, logga in och prova.", "account"),
    "doktor": CommandEntry("naravard_docs.cli.doctor", "Visa vad som finns på datorn, och vad som saknas.", "doctor"),
    "handbok": CommandEntry("naravard_docs.cli.handbook", "Öppna handboken, eller ett kapitel ur den.", "handbook"),
    "hjälp": CommandEntry("naravard_docs.cli.handbook", "Visa hjälpen för ett kommando.", "help"),
    "schema": CommandEntry("naravard_docs.cli.start", "Skriv JSON Schema för redigerare."),
    "komplettering": CommandEntry("naravard_docs.cli.start", "Fyll i kommandon med tabb.", "completion"),
}


@click.group(cls=SwedishGroup, name=PROGRAM, entries=ENTRIES, invoke_without_command=True)
@click.version_option(__version__, "-V", "--version", message="naravard %(version)s", help="Visa versionen.")
@click.pass_context
def naravard(context: click.Context) -> None:
    """Protokoll och rekommendationsbrev ur mötesfiler i YAML, som Word och PDF."""
    context.color = colour_wanted()  # what click writes on stdout follows what terminal.has_colour says
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; no failure of the user's shows a traceback."""
    with without_remarks_on_terminal():
        code = int(_run(arguments))
        take_as_handled()
        sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    from naravard_docs.cli.show import Messenger

    gc.set_threshold(*GARBAGE_THRESHOLD)
    atexit.register(gc.freeze)  # Python looks through all that lives once more when it ends: a twentieth of a command
    look_for_no_plugins()
    catch_interrupts()
    use_utf8()
    if f"_{PROGRAM.upper()}_COMPLETE" in os.environ:  # a shell asks what to fill in
        from naravard_docs.cli.completion import prepare_completion

        prepare_completion()
    listen_for_waits(_tell)
    try:
        return naravard.main(args=arguments, prog_name=PROGRAM, standalone_mode=False) or ExitCode.DONE
    except click.UsageError as error:
        Messenger().trouble(*usage_message(error))
        return ExitCode.USAGE
    except InvalidInputError as error:
        Messenger().problems(error.problems)
        return error.exit_code
    except CommandError as error:
        Messenger().trouble(error.message, error.remedy)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        Messenger().say("avbrutet; påbörjade filer är inte sparade")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.DONE
    except Exception as error:  # the last resort: a fault of the program's own, told without a traceback
        if os.environ.get("NARAVARD_DEBUG"):
            raise
        said = f"internt fel i programmet ({type(error).__name__}: {error})"
        Messenger().trouble(said, "rapportera felet; med NARAVARD_DEBUG=1 visas detaljerna")
        return ExitCode.INTERNAL


def _tell(reason: str) -> None:
    """Say why a command takes its time, to whoever sees it run."""
    if sys.stderr.isatty():
        click.echo(reason, err=True)


if __name__ == "__main__":
    main()
