"""A key ring in memory that takes no longer entries than Windows' does."""

from __future__ import annotations

import keyring
import pytest
from keyring.errors import PasswordDeleteError

LONGEST = 1_280  # 2 560 bytes of UTF-16 (CRED_MAX_CREDENTIAL_BLOB_SIZE)


class MemoryRing:
    """Entries by service and user; ``trouble`` is raised instead of an answer."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None

    def get_password(self, service: str, user: str) -> str | None:
        self._ask()
        return self.entries.get((service, user))

    def set_password(self, service: str, user: str, secret: str) -> None:
        self._ask()
        if len(secret) > LONGEST:
            raise OSError(1783, "The stub received bad data", secret)
        self.entries[service, user] = secret

    def delete_password(self, service: str, user: str) -> None:
        self._ask()
        if self.entries.pop((service, user), None) is None:
            raise PasswordDeleteError("not found")

    def _ask(self) -> None:
        if self.trouble is not None:
            raise self.trouble


def a_ring(monkeypatch: pytest.MonkeyPatch) -> MemoryRing:
    """Return an empty ring that stands in for the machine's."""
    made = MemoryRing()
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(made, name))
    return made
