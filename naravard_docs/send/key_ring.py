"""The machine's own key ring: the password, and log-ins that are too long for one entry of it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from types import ModuleType

from naravard_docs.errors import SendingTrouble

SERVICE = "naravard_docs"
LONGEST = 1_000
"""Letters of one entry: Windows takes 2 560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE), and keyring writes UTF-16 there."""
_INSTALL = "installera nyckelringen: pip install keyring"


def password(entry: str, missing: str, remedy: str) -> str | None:
    """Return the password of an entry, or None when there is none.

    Raises:
        SendingTrouble: if the key ring cannot be asked; it says ``missing``, why, and ``remedy``.
    """
    with _ring(missing, remedy) as ring:
        return _text(ring.get_password(SERVICE, entry))


def stored(entry: str, missing: str, remedy: str) -> str | None:
    """Return a secret that ``store`` has put there; None when there is none, or one of which only a part is there.

    Raises:
        SendingTrouble: as ``password``.
    """
    with _ring(missing, remedy) as ring:
        number, _, digest = (_text(ring.get_password(_part(0), entry)) or "").partition(":")
        parts = range(1, int(number) + 1) if number.isdecimal() else ()
        secret = "".join(_text(ring.get_password(_part(n), entry)) or "" for n in parts)
        return secret if secret and _digest(secret) == digest else None


def store(entry: str, secret: str, missing: str, remedy: str) -> None:
    """Put a secret of any length there, in parts; an entry that was cut off counts as none.

    Raises:
        SendingTrouble: as ``password``.
    """
    parts = [secret[at : at + LONGEST] for at in range(0, len(secret), LONGEST)]
    with _ring(missing, remedy) as ring:
        _remove(ring, entry)
        for number, part in enumerate(parts, 1):
            ring.set_password(_part(number), entry, part)
        ring.set_password(_part(0), entry, f"{len(parts)}:{_digest(secret)}")


def remove(entry: str, missing: str, remedy: str) -> bool:
    """Take a secret away; return whether there was one.

    Raises:
        SendingTrouble: as ``password``.
    """
    with _ring(missing, remedy) as ring:
        return _remove(ring, entry)


def _remove(ring: ModuleType, entry: str) -> bool:
    number = 0
    while ring.get_password(_part(number), entry) is not None:
        ring.delete_password(_part(number), entry)
        number += 1
    return number > 0


def _part(number: int) -> str:
    """Return the service that a part is kept under: on Windows a service has one entry that is easy to find."""
    return f"{SERVICE} inloggning {number}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


@contextlib.contextmanager
def _ring(missing: str, remedy: str) -> Iterator[ModuleType]:
    """Give the library; what it raises is told without what it was given.

    Why all exceptions: the rings are plug-ins, and Windows' and D-Bus' own errors come through.
    """
    try:
        import keyring
        from keyring.errors import KeyringLocked, NoKeyringError
    except ImportError:
        raise SendingTrouble(missing, f"{remedy}, eller {_INSTALL}" if remedy else _INSTALL) from None
    or_remedy = f", eller {remedy}" if remedy else ""
    try:
        yield keyring
    except NoKeyringError:
        raise SendingTrouble(f"{missing}: datorn har ingen nyckelring", remedy or _INSTALL) from None
    except KeyringLocked:
        raise SendingTrouble(f"{missing}: datorns nyckelring är låst", f"lås upp den{or_remedy}") from None
    except Exception as error:
        why = f"datorns nyckelring går inte att öppna ({type(error).__name__})"
        raise SendingTrouble(f"{missing}: {why}", remedy or "fråga den som sköter datorn") from None
