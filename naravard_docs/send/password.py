"""The user's password, from the environment or from the machine's key ring; never from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from naravard_docs.errors import SendingError
from naravard_docs.send import key_ring


def password_of(user: str, host: str, environment: Mapping[str, str], variables: Sequence[str]) -> str:
    """Return the password of a user at a server.

    Raises:
        SendingError: if it is nowhere to be found.
    """
    if given := next((environment[name] for name in variables if environment.get(name)), None):
        return given
    entry = f"{user}@{host}"
    missing, in_environment = f"lösenordet för {entry} finns inte", f"sätt miljövariabeln {variables[-1]}"
    if found := key_ring.read_password(entry, missing, in_environment):
        return found
    raise SendingError(missing, f"spara det med «keyring set {key_ring.SERVICE} {entry}», eller {in_environment}")
