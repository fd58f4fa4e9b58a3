"""The user's password, from the environment or from the machine's key ring; never from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from naravard_docs.send.server import SendingTrouble

SERVICE = "naravard_docs"


def password_of(user: str, host: str, environment: Mapping[str, str], variables: Sequence[str]) -> str:
    """Give the password of a user at a server.

    Raises:
        SendingTrouble: if it is nowhere to be found.
    """
    given = next((environment[name] for name in variables if environment.get(name)), None)
    return given or _from_key_ring(f"{user}@{host}", variables)


def _from_key_ring(entry: str, variables: Sequence[str]) -> str:
    said = f"lösenordet för {entry} finns inte"
    in_environment = f"sätt miljövariabeln {variables[-1]}"
    try:
        import keyring
        from keyring.errors import KeyringError, KeyringLocked, NoKeyringError
    except ImportError as error:
        raise SendingTrouble(said, f"{in_environment}, eller installera nyckelringen: pip install keyring") from error
    try:
        found = keyring.get_password(SERVICE, entry)
    except NoKeyringError as error:
        raise SendingTrouble(f"{said}: datorn har ingen nyckelring", in_environment) from error
    except KeyringLocked as error:
        raise SendingTrouble(f"{said}: datorns nyckelring är låst", f"lås upp den, eller {in_environment}") from error
    except KeyringError as error:
        raise SendingTrouble(f"{said}: datorns nyckelring går inte att öppna", in_environment) from error
    if found is None:
        raise SendingTrouble(said, f"spara det med «keyring set {SERVICE} {entry}», eller {in_environment}")
    return found
