"""konto: what is set up for sending mail, the log-in without a password, and a try that sends nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import SwedishCommand, SwedishUsageError
from naravard_docs.errors import ExitCode, Level, Problem, StoppedByUserError

if TYPE_CHECKING:
    from naravard_docs.send.tokens import TokenSource
    from naravard_docs.workspace.account import Account

_MICROSOFT_HOSTS = ("office365.com", "outlook.com", "office.com")


@click.command(
    cls=SwedishCommand, examples=["naravard konto", "naravard konto --logga-in", "naravard konto --logga-in --med-kod"]
)
@click.option("--logga-in", "logs_in", is_flag=True, help="Logga in i webbläsaren, utan lösenord i programmet.")
@click.option("--med-kod", "by_code", is_flag=True, help="Logga in med en kod, när webbläsaren är på en annan dator.")
@click.option("--logga-ut", "logs_out", is_flag=True, help="Glöm inloggningen på den här datorn.")
@quiet
def konto(logs_in: bool, by_code: bool, logs_out: bool, is_quiet: bool) -> int:
    """Visa vilket mejlkonto som är inställt, och prova att logga in. Inget skickas.

    Kontot står i en egen fil utanför arbetsytan, se handbokens sida Mejlkonto. Med --logga-in loggar du in
    utan lösenord hos Microsoft eller en annan inloggningstjänst. Det varar tills tjänsten vill att du gör det igen.
    """
    from naravard_docs.workspace.account import VARIABLE, account_file, read_account

    if logs_in and logs_out:
        raise SwedishUsageError("--logga-in och --logga-ut går inte ihop", "välj en av dem")
    if by_code and not logs_in:
        raise SwedishUsageError("--med-kod gäller --logga-in", "skriv också --logga-in")
    path = account_file(os.environ.get(VARIABLE))
    account = read_account(path, _shared_folder())
    tokens = _tokens(account, path)
    talk = Messenger(is_quiet)
    for label, words in _facts(account, path):
        talk.say(f"{label + ':':<16}{words}")
    if logs_out:
        talk.say("inloggningen är glömd" if _only(tokens).log_out() else "ingen inloggning var sparad")
        return ExitCode.DONE
    if logs_in:
        try:
            _log_in(account, _only(tokens), by_code)
        except KeyboardInterrupt:
            raise StoppedByUserError("inloggningen är avbruten, och ingen ny är sparad", "") from None
        talk.say("inloggningen är sparad i datorns nyckelring")
    _try(account, path, tokens, talk)
    return ExitCode.DONE


def _shared_folder() -> Path | None:
    """Return the workspace that the user stands in, which is shared with others; None if they stand in none."""
    from naravard_docs.workspace.folders import root_containing

    root = root_containing(Path.cwd())
    return root if any((root / name).is_dir() for name in ("meetings", "templates")) else None


def _facts(account: Account, path: Path) -> Iterator[tuple[str, str]]:
    from naravard_docs.workspace.account import LoginKind

    yield "inställningar", str(path)
    yield "server", f"{account.server}:{account.port} ({account.encryption})"
    yield "användare", account.user or "ingen; servern tar emot utan inloggning"
    match account.login:
        case LoginKind.MICROSOFT:
            yield "inloggning", f"Microsoft, utan lösenord (katalog {account.tenant}, program {account.client_id})"
        case LoginKind.OPENID:
            yield "inloggning", f"utan lösenord hos {account.provider} (program {account.client_id})"
        case LoginKind.PASSWORD if account.user:
            yield "inloggning", "lösenord"
    if account.mailbox:
        yield "skickar som", f"{account.mailbox}; svar går till brevets «svar_till»"
    if account.copy_to:
        yield "dold kopia till", account.copy_to


def _tokens(account: Account, path: Path) -> TokenSource | None:
    from naravard_docs.dispatch.server import token_source
    from naravard_docs.workspace.account import LoginKind

    return None if account.login is LoginKind.PASSWORD else token_source(account, path, os.environ)


def _only(tokens: TokenSource | None) -> TokenSource:
    """Return the source of tokens, which an account with a password does not have."""
    if tokens is None:
        raise SwedishUsageError(
            "kontot loggar in med lösenord", "skriv «inloggning: microsoft» i filen; se handbokens sida Mejlkonto"
        )
    return tokens


def _log_in(account: Account, tokens: TokenSource, by_code: bool) -> None:
    """Log in; what the user has to do is told to those who asked for quiet too."""
    talk = Messenger()
    if by_code:
        tokens.log_in_by_code(
            lambda page, code, minutes: talk.say(
                f"öppna {page} i valfri webbläsare inom {minutes} minuter, skriv koden {code} "
                f"och logga in som {account.user}"
            )
        )
    else:
        tokens.log_in_by_browser(lambda address, is_open: talk.say(_in_browser(account, address, is_open)))


def _in_browser(account: Account, address: str, is_open: bool) -> str:
    """Return what to do in the browser."""
    if not is_open:
        return (
            f"ingen webbläsare öppnades; öppna själv den här adressen, på den här datorn:\n{address}\n"
            f"logga in där som {account.user}; sitter du vid en annan dator, avbryt med Ctrl+C och kör med --med-kod"
        )
    return (
        f"logga in som {account.user} i webbläsaren som har öppnats\n"
        "står det en felkod (AADSTS…) där, visa den för IT-avdelningen och avbryt här med Ctrl+C"
    )


def _try(account: Account, path: Path, tokens: TokenSource | None, talk: Messenger) -> None:
    """Log in with the server and leave it at once."""
    from naravard_docs.dispatch.server import login_of, server_with
    from naravard_docs.send.server import connect

    server = server_with(account, path, login_of(account, os.environ, tokens))
    with connect(server):
        pass
    who = f"släpper in {account.user}" if account.user else "svarar"
    talk.say(f"klart: {server} {who}; inget skickades")
    if tokens is None and account.user and account.server.endswith(_MICROSOFT_HOSTS):
        talk.problems([Problem(*_PASSWORDS_END, level=Level.WARNING)])


_PASSWORDS_END = (
    "Microsoft slutar ta emot lösenord för att skicka mejl, för de flesta vid årsskiftet 2026–2027",
    "byt till «inloggning: microsoft»; se handbokens sidor Mejlkonto och Mejlkonto för IT-avdelningen",
)
