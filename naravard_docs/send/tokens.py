"""The access token that a mail server is shown, renewed when it is about to expire; what lasts is in the key ring."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from naravard_docs.errors import SendingError
from naravard_docs.send import key_ring
from naravard_docs.send.identity import IdentityProvider, Registration, Tokens

_LOCK_SECONDS = 60
_NOT_KEPT = "inloggningen går inte att spara"
_MARGIN_SECONDS = 120
"""How long before its end a token is renewed; for a log-in with a mail server that answers slowly it is enough."""


class TokenSource:
    """Access tokens of one user.

    Their age is measured, not read off the machine's clock, which may be wrong or be set while the program runs.
    """

    def __init__(
        self, provider: IdentityProvider, lock_file: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._provider, self._lock_file, self._clock = provider, lock_file, clock
        self._access, self._expires = "", 0.0

    @property
    def registration(self) -> Registration:
        return self._provider.registration

    def token(self, is_anew: bool = False) -> str:
        """Return an access token; ``is_anew`` asks for another than the last, which was refused.

        Raises:
            SendingError: if there is no log-in, if it has expired or been revoked, or if it cannot be renewed now.
        """
        if is_anew or self._clock() >= self._expires:
            with self._alone():
                self._renew()
        return self._access

    def _renew(self) -> None:
        kept = self._kept()
        if kept is None:
            user = self.registration.user
            raise SendingError(f"{user} är inte inloggad", "logga in med «naravard konto --logga-in»")
        tokens = self._provider.renewed(kept)
        self._hold(tokens)
        if tokens.refresh != kept:
            with contextlib.suppress(SendingError):  # what was got lasts this run; the next may have to log in again
                self._keep(tokens)

    def log_in_by_browser(self, show: Callable[[str, bool], None]) -> None:
        """Log in in the browser and keep it.

        Raises:
            SendingError: if it did not come about, or cannot be kept; the latter is found before anyone logs in.
        """
        self._kept(_NOT_KEPT)
        self._take(self._provider.log_in_by_browser(show))

    def log_in_by_code(self, show: Callable[[str, str, int], None]) -> None:
        """Log in with a code and keep it.

        Raises:
            SendingError: as ``log_in_by_browser``.
        """
        self._kept(_NOT_KEPT)
        self._take(self._provider.log_in_by_code(show))

    def log_out(self) -> bool:
        """Forget the log-in; return whether there was one."""
        self._access, self._expires = "", 0.0
        with self._alone():
            return key_ring.remove_secret(self._entry, "inloggningen går inte att glömma", "")

    def _take(self, tokens: Tokens) -> None:
        with self._alone():
            self._keep(tokens)
        self._hold(tokens)

    def _keep(self, tokens: Tokens) -> None:
        key_ring.store_secret(self._entry, tokens.refresh, _NOT_KEPT, "")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from renewing meanwhile: a provider may take a token that is used twice for stolen."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock_file, timeout=_LOCK_SECONDS)
        try:
            lock.acquire()
        except (OSError, NotImplementedError, Timeout):
            yield  # a disk without locks, or one who holds it for ever: the log-in matters more
            return
        try:
            yield
        finally:
            lock.release()

    def _hold(self, tokens: Tokens) -> None:
        self._access = tokens.access
        self._expires = self._clock() + tokens.seconds - _MARGIN_SECONDS

    def _kept(self, missing: str = "den sparade inloggningen går inte att läsa") -> str | None:
        return key_ring.read_secret(self._entry, missing, "")

    @property
    def _entry(self) -> str:
        given = self.registration
        return f"{given.user} {given.client_id} {given.issuer}"
