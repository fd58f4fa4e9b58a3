"""The mail server that the user's own file tells of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from naravard_docs.send.server import Server
from naravard_docs.workspace.account import Encryption, account_file, certificate_file, read_account


def server_of(named: str | None, workspace_root: Path, password: Callable[[str, str], str]) -> Server:
    """Give the user's mail server; ``password`` gives the password of a user at a host.

    Raises:
        FileTrouble, InputInvalid, WrongUsage: as the file about it says.
    """
    path = account_file(named)
    account = read_account(path, workspace_root)
    return Server(
        host=account.server,
        port=account.port,
        is_tls_at_once=account.encryption is Encryption.TLS,
        user=account.user,
        password=password(account.user, account.server) if account.user else None,
        ca_file=certificate_file(account, path),
        copy_to=account.copy_to,
        pause_seconds=account.pause_seconds,
        retries=account.retries,
        retry_after_seconds=account.retry_after_seconds,
    )
