"""The mail server that the user's own file tells of, and how they log in there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from naravard_docs.send import key_ring
from naravard_docs.send.identity import IdentityProvider, Registration
from naravard_docs.send.login import PasswordLogin, TokenLogin
from naravard_docs.send.password import password_of
from naravard_docs.send.server import Server
from naravard_docs.send.tokens import TokenSource
from naravard_docs.send.trust import trusted_context
from naravard_docs.workspace.account import (
    PASSWORD_VARIABLES,
    SECRET_VARIABLES,
    VARIABLE,
    Account,
    Encryption,
    LoginKind,
    account_file,
    certificate_file,
    read_account,
)


def server_of(environment: Mapping[str, str], workspace_root: Path) -> Server:
    """Return the user's mail server, as the file about it says.

    Raises:
        FileAccessError, InvalidInputError, WrongUsageError: as the file about it says.
        SendingError: if the password is nowhere to be found.
    """
    path = account_file(environment.get(VARIABLE))
    account = read_account(path, workspace_root)
    tokens = None if account.login is LoginKind.PASSWORD else token_source(account, path, environment)
    return server_with(account, path, login_of(account, environment, tokens))


def server_with(account: Account, path: Path, login: PasswordLogin | TokenLogin | None) -> Server:
    """Return the server of an account, where the user logs in so; ``path`` is the account's file."""
    return Server(
        host=account.server,
        port=account.port,
        is_tls_at_once=account.encryption is Encryption.TLS,
        login=login,
        ca_file=certificate_file(account, path),
        mailbox=account.mailbox,
        copy_to=account.copy_to,
        pause_seconds=account.pause_seconds,
        retries=account.retries,
        retry_after_seconds=account.retry_after_seconds,
    )


def token_source(account: Account, path: Path, environment: Mapping[str, str]) -> TokenSource:
    """Return where an account's access tokens come from.

    Raises:
        FileAccessError: if the organisation's certificate cannot be read.
    """
    is_microsoft = account.login is LoginKind.MICROSOFT
    registration = Registration(
        issuer=account.provider,
        client_id=account.client_id or "",
        scopes=account.permissions,
        user=account.user or "",
        tenant=account.tenant if is_microsoft else None,
        client_secret=lambda: None if is_microsoft else _client_secret(account.client_id or "", environment),
    )
    provider = IdentityProvider(registration, trusted_context(certificate_file(account, path)))
    return TokenSource(provider, path.with_name(f".{path.name}.las"))


def login_of(
    account: Account, environment: Mapping[str, str], tokens: TokenSource | None
) -> PasswordLogin | TokenLogin | None:
    """Return how the user of an account logs in; None if they do not.

    Raises:
        SendingError: if the password is nowhere to be found.
    """
    if account.user is None:
        return None
    if tokens is not None:
        return TokenLogin(account.user, tokens.token)
    password = password_of(account.user, account.server, environment, PASSWORD_VARIABLES)
    return PasswordLogin(account.user, password)


def _client_secret(client_id: str, environment: Mapping[str, str]) -> str | None:
    """Return the secret that some providers (Google) give a program on a user's machine, where it is no secret."""
    given = next((environment[name] for name in SECRET_VARIABLES if environment.get(name)), None)
    missing = "programmets hemlighet går inte att läsa"
    return given or key_ring.read_password(client_id, missing, f"sätt miljövariabeln {SECRET_VARIABLES[0]}")
