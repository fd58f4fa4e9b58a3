"""The command naravard: its commands, and what each kind of failure answers with."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from naravard_docs import __version__
from naravard_docs.cli.swedish_click import SwedishGroup, phrased
from naravard_docs.errors import CommandTrouble, ExitCode, InputInvalid

PROGRAM = "naravard"


@click.group(cls=SwedishGroup, name=PROGRAM, invoke_without_command=True)
@click.version_option(__version__, "--version", message="naravard %(version)s", help="Visa versionen.")
@click.pass_context
def naravard(context: click.Context) -> None:
    """Protokoll och rekommendationsbrev ur mötesfiler i YAML, som Word och PDF."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; no failure of the user's shows a traceback."""
    from naravard_docs.cli.show import Talk

    _add_commands()
    try:
        code = naravard.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except click.UsageError as error:
        Talk().trouble(*phrased(error))
        code = ExitCode.USAGE
    except InputInvalid as error:
        Talk().problems(error.problems)
        code = error.exit_code
    except CommandTrouble as error:
        Talk().trouble(error.message, error.remedy)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        Talk().say("avbrutet; påbörjade filer är inte sparade")
        code = 130
    except BrokenPipeError:
        code = ExitCode.DONE
    sys.exit(int(code or 0))


def _add_commands() -> None:
    from naravard_docs.cli.building import brev, bygg, kontrollera
    from naravard_docs.cli.starting import komplettering, ny, schema, starta

    for command in (starta, ny, kontrollera, bygg, brev, schema, komplettering):
        naravard.add_command(command)


if __name__ == "__main__":
    main()
