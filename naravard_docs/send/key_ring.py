"""The machine's own key ring: the password, and log-ins that are too long for one entry of it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from types import ModuleType

from naravard_docs.errors import SendingError

SERVICE = "naravard_docs"
LONGEST = 1_000
"""Letters of one entry: Windows takes 2 560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE), and keyring writes UTF-16 there."""
_MOST_PARTS = 20
_INSTALL = "installera nyckelringen: pip install keyring"


def read_password(entry: str, missing: str, remedy: str) -> str | None:
    """Return the password of an entry, or None when there is none.

    Raises:
        SendingError: if the key ring cannot be asked; it says ``missing``, why, and ``remedy``.
    """
    with _ring(missing, remedy) as ring:
        return _text(ring.get_password(SERVICE, entry))


def read_secret(entry: str, missing: str, remedy: str) -> str | None:
    """Return a secret that ``store_secret`` has put there; None when there is none, or only a part of one.

    Raises:
        SendingError: as ``read_password``.
    """
    with _ring(missing, remedy) as ring:
        half, parts, digest = _head(ring, entry)
        secret = "".join(_text(ring.get_password(_part(half, n), entry)) or "" for n in range(1, parts + 1))
        return secret if secret and _digest(secret) == digest else None


def store_secret(entry: str, secret: str, missing: str, remedy: str) -> None:
    """Put a secret there, in parts; the old one stands until the new one is whole.

    Raises:
        SendingError: as ``read_password``, and if the secret is longer than any log-in is.
    """
    parts = [secret[at : at + LONGEST] for at in range(0, len(secret), LONGEST)]
    if len(parts) > _MOST_PARTS:
        raise SendingError(f"{missing}: den är för lång", "fråga den som sköter inloggningstjänsten")
    with _ring(missing, remedy) as ring:
        old_half, old_parts, _ = _head(ring, entry)
        half = "b" if old_half == "a" else "a"
        for number, part in enumerate(parts, 1):
            ring.set_password(_part(half, number), entry, part)
        ring.set_password(_HEAD, entry, f"{half}:{len(parts)}:{_digest(secret)}")
        _delete(ring, entry, old_half, range(1, old_parts + 1))


def remove_secret(entry: str, missing: str, remedy: str) -> bool:
    """Take a secret away, and what is left of one that was cut off; return whether there was anything.

    Raises:
        SendingError: as ``read_password``.
    """
    with _ring(missing, remedy) as ring:
        had = [_delete(ring, entry, half, range(1, _MOST_PARTS + 1)) for half in "ab"]
        had.append(_delete_one(ring, _HEAD, entry))
        return any(had)


_HEAD = f"{SERVICE} inloggning"


def _head(ring: ModuleType, entry: str) -> tuple[str, int, str]:
    """Return which of two places has the secret, in how many parts, and its digest."""
    half, _, rest = (_text(ring.get_password(_HEAD, entry)) or "").partition(":")
    number, _, digest = rest.partition(":")
    is_sound = number.isdecimal() and int(number) <= _MOST_PARTS
    return half, int(number) if is_sound else 0, digest


def _delete(ring: ModuleType, entry: str, half: str, numbers: range) -> bool:
    had = [_delete_one(ring, _part(half, number), entry) for number in numbers]
    return any(had)


def _delete_one(ring: ModuleType, service: str, entry: str) -> bool:
    from keyring.errors import PasswordDeleteError

    if ring.get_password(service, entry) is None:
        return False
    with contextlib.suppress(PasswordDeleteError):  # another process was quicker
        ring.delete_password(service, entry)
    return True


def _part(half: str, number: int) -> str:
    """Return the service that a part is kept under: on Windows a service has one entry that is easy to find."""
    return f"{_HEAD} {half}{number}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


@contextlib.contextmanager
def _ring(missing: str, remedy: str) -> Iterator[ModuleType]:
    """Provide the library; what it raises is told without what it was given.

    Why all exceptions: the rings are plug-ins, and Windows' and D-Bus' own errors come through.
    """
    try:
        import keyring
        from keyring.errors import KeyringLocked, NoKeyringError
    except ImportError:
        raise SendingError(missing, f"{remedy}, eller {_INSTALL}" if remedy else _INSTALL) from None
    or_remedy = f", eller {remedy}" if remedy else ""
    try:
        yield keyring
    except NoKeyringError:
        raise SendingError(f"{missing}: datorn har ingen nyckelring", remedy or _NO_RING) from None
    except KeyringLocked:
        raise SendingError(f"{missing}: datorns nyckelring är låst", f"lås upp den{or_remedy}") from None
    except Exception as error:
        why = f"datorns nyckelring går inte att öppna ({type(error).__name__})"
        raise SendingError(f"{missing}: {why}", remedy or "fråga den som sköter datorn") from None


_NO_RING = "logga in från en dator som har en (Windows och Mac har det); utkasten går alltid att skicka själv"
