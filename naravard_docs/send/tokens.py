"""The access token that a mail server is shown, renewed when it is about to expire; what lasts is in the key ring."""

from __future__ import annotations

import time
from collections.abc import Callable

from naravard_docs.errors import SendingTrouble
from naravard_docs.send import key_ring
from naravard_docs.send.identity import IdentityProvider, Registration, Tokens

_MARGIN_SECONDS = 120
"""How long before its end a token is renewed; for a log-in with a mail server that answers slowly it is enough."""


class TokenSource:
    """Access tokens of one user.

    Their age is measured, not read off the machine's clock, which may be wrong or be set while the program runs.
    """

    def __init__(self, provider: IdentityProvider, clock: Callable[[], float] = time.monotonic) -> None:
        self._provider, self._clock = provider, clock
        self._access, self._expires = "", 0.0

    @property
    def registration(self) -> Registration:
        return self._provider.registration

    @property
    def is_logged_in(self) -> bool:
        """Whether a log-in is kept; whether the provider still takes it is another matter.

        Raises:
            SendingTrouble: if the key ring cannot be asked.
        """
        return self._kept() is not None

    def token(self, is_anew: bool = False) -> str:
        """Return an access token; ``is_anew`` asks for another than the last, which was refused.

        Raises:
            SendingTrouble: if there is no log-in, if it has expired or been revoked, or if it cannot be renewed now.
        """
        if is_anew or self._clock() >= self._expires:
            kept = self._kept()
            if kept is None:
                user = self.registration.user
                raise SendingTrouble(f"{user} är inte inloggad", "logga in med «naravard konto --logga-in»")
            self._take(self._provider.renewed(kept), kept)
        return self._access

    def log_in_by_browser(self, show: Callable[[str], None]) -> None:
        """Log in in the browser and keep it.

        Raises:
            SendingTrouble: if it did not come about, or cannot be kept; the latter is found before anyone logs in.
        """
        kept = self._kept()
        self._take(self._provider.log_in_by_browser(show), kept)

    def log_in_by_code(self, show: Callable[[str, str, int], None]) -> None:
        """Log in with a code and keep it.

        Raises:
            SendingTrouble: as ``log_in_by_browser``.
        """
        kept = self._kept()
        self._take(self._provider.log_in_by_code(show), kept)

    def log_out(self) -> bool:
        """Forget the log-in; return whether there was one."""
        self._access, self._expires = "", 0.0
        return key_ring.remove(self._entry, "inloggningen går inte att glömma", "")

    def _take(self, tokens: Tokens, kept: str | None) -> None:
        if tokens.refresh != kept:
            key_ring.store(self._entry, tokens.refresh, "inloggningen går inte att spara", "")
        self._access = tokens.access
        self._expires = self._clock() + tokens.seconds - _MARGIN_SECONDS

    def _kept(self) -> str | None:
        return key_ring.stored(self._entry, "den sparade inloggningen går inte att läsa", "")

    @property
    def _entry(self) -> str:
        given = self.registration
        return f"{given.user} {given.client_id} {given.issuer}"
