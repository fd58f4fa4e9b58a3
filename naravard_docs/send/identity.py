"""Log-in with an identity provider, so that no password is needed: OAuth 2 with OpenID Connect, by msal's client.

The refresh token is what lasts; it is given to the caller, who keeps it. Access tokens are never kept.

Why msal's inner client and not its application class: that one takes no issuer without a path and no client with a
secret (Google has both), and keeps access tokens and the machine's clock in a cache that others would read.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from naravard_docs.errors import SendingError
from naravard_docs.send.https import HttpsClient, RequestError
from naravard_docs.send.identity_errors import identity_error
from naravard_docs.send.loopback import LoopbackPage
from naravard_docs.swedish import enumeration, system_reason

BROWSER_SECONDS = 300
"""How long a person has for the log-in in the browser."""
_DISCOVERY = "/.well-known/openid-configuration"  # OpenID Connect Discovery 1.0, 4
_ALWAYS = ("openid", "profile", "offline_access")
"""Asked for beside the program's own; the last, which is for what lasts, not where it is unknown (Google)."""
_NAMES = ("preferred_username", "upn", "email")
"""What an ID token may call its user (OpenID Connect Core 1.0, 5.1; «upn» is Microsoft's)."""

_PAGE = (
    '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>{0}</title>'
    '<body style="font-family: Calibri, Arial, sans-serif; max-width: 36em; margin: 4em auto"><h1>{0}</h1><p>{1}</p>'
)
_DONE = _PAGE.format("Klart", "Du är inloggad. Stäng fliken och gå tillbaka till naravard.")
_FAILED = _PAGE.format("Det gick inte", "Gå tillbaka till naravard, där det står varför. Stäng fliken.")


@dataclass(frozen=True, slots=True)
class Registration:
    """How the program is known to a provider, and for whom it asks; ``tenant`` is Microsoft's id of an organisation."""

    issuer: str
    client_id: str
    scopes: tuple[str, ...]
    user: str
    tenant: str | None = None
    client_secret: Callable[[], str | None] = field(default=lambda: None, repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.issuer).hostname or self.issuer


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a log-in gives; ``seconds`` is how long the access token lasts from when it came."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int


class IdentityProvider:
    """A provider that vouches for a user."""

    def __init__(self, registration: Registration, trust: ssl.SSLContext) -> None:
        self.registration = registration
        self._http = HttpsClient(trust)

    def log_in_by_browser(self, show: Callable[[str], None]) -> Tokens:
        """Log in with authorization code and PKCE on loopback (RFC 8252, 7.3; RFC 7636).

        ``show`` is called with the address when no browser opens by itself.

        Raises:
            SendingError: if it did not come about.
        """
        with self._told():
            with LoopbackPage(BROWSER_SECONDS, (_DONE, _FAILED)) as page:
                answer = self._client.obtain_token_by_browser(
                    scope=self._scopes,
                    redirect_uri=page.address,
                    auth_code_receiver=page,
                    auth_params={"login_hint": self.registration.user},
                    auth_uri_callback=show,
                )
            return self._tokens(answer)

    def log_in_by_code(self, show: Callable[[str, str, int], None]) -> Tokens:
        """Log in with a code that the user types on another page (RFC 8628).

        ``show`` is called with the page's address, the code, and how many minutes it lasts.

        Raises:
            SendingError: if it did not come about.
        """
        with self._told():
            if not self._client.configuration.get("device_authorization_endpoint"):
                raise SendingError(f"{self.registration.host} har ingen inloggning med kod", "logga in utan --med-kod")
            flow = self._client.initiate_device_flow(scope=self._scopes)
            if "device_code" not in flow:
                raise identity_error(flow, self.registration.user)
            show(*_device_page(flow))
            flow["interval"] = min(max(1, flow["interval"]), 60)  # 0 would have msal ask without a pause
            flow["expires_at"] = min(flow["expires_at"], time.time() + _CODE_SECONDS)
            return self._tokens(self._client.obtain_token_by_device_flow(flow))

    def renewed(self, refresh_token: str) -> Tokens:
        """Return new tokens for a refresh token (RFC 6749, 6).

        Raises:
            SendingError: if the provider cannot be asked, or does not take it any more.
        """
        with self._told():
            answer = self._client.obtain_token_by_refresh_token(refresh_token, scope=self._scopes)
            return self._tokens(answer, refresh_token)

    @property
    def _scopes(self) -> list[str]:
        known = self._client.configuration.get("scopes_supported")
        always = [scope for scope in _ALWAYS if not isinstance(known, list) or scope in known]
        return [*self.registration.scopes, *always]

    @cached_property
    def _client(self) -> Any:
        """msal's client, with the addresses that the provider tells."""
        from msal.oauth2cli.oidc import Client

        given = self.registration
        return Client(self._discovered(), given.client_id, http_client=self._http, client_secret=given.client_secret())

    def _discovered(self) -> dict[str, Any]:
        issuer = self.registration.issuer.rstrip("/")
        reply = self._http.get(issuer + _DISCOVERY)
        if 400 <= reply.status_code < 500:
            raise self._no_provider(reply.text)
        reply.raise_for_status()
        found = json.loads(reply.text)
        addresses = [found["authorization_endpoint"], found["token_endpoint"]]
        addresses += filter(None, [found.get("device_authorization_endpoint")])
        is_own = self.registration.tenant or found["issuer"].rstrip("/") == issuer  # RFC 8414, 3.3; Microsoft tells ids
        if not is_own or not all(urlsplit(address).scheme == "https" for address in addresses):
            raise SendingError(f"{issuer} uppger sig för en annan inloggningstjänst än den är", "rätta «utfärdare»")
        return dict(found)

    def _no_provider(self, text: str) -> SendingError:
        try:
            answer = json.loads(text)
        except ValueError:
            answer = None
        if self.registration.tenant and isinstance(answer, dict) and "error" in answer:
            return identity_error(answer, self.registration.user)
        return SendingError(
            f"{self.registration.issuer} är ingen inloggningstjänst (OpenID Connect)",
            "rätta «katalog_id»" if self.registration.tenant else "rätta «utfärdare»",
        )

    def _tokens(self, answer: Any, earlier: str | None = None) -> Tokens:
        access = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(access, str) or not _TOKEN.fullmatch(access):
            raise identity_error(answer if isinstance(answer, dict) else {}, self.registration.user)
        self._refuse_another(answer.get("id_token_claims") or {})
        refresh = answer.get("refresh_token") or earlier
        if not isinstance(refresh, str) or not _TOKEN.fullmatch(refresh):
            raise SendingError(
                f"{self.registration.host} gav ingen inloggning som varar",
                "be IT-avdelningen tillåta behörigheten offline_access för programmet",
            )
        return Tokens(access, refresh, _seconds(answer.get("expires_in")))

    def _refuse_another(self, claims: Mapping[str, Any]) -> None:
        """Refuse tokens of someone else: the browser may have been logged in as them, or in another organisation."""
        wanted = self.registration
        names = [name for name in map(claims.get, _NAMES) if isinstance(name, str) and _is_showable(name)]
        if names and wanted.user.casefold() not in (name.casefold() for name in names):
            other = enumeration(list(dict.fromkeys(names)), "eller")
            raise SendingError(
                f"inloggningen gäller {other}, men «användare» är {wanted.user}",
                f"logga in som {wanted.user}, eller rätta «användare»; «brevlåda» är för delade brevlådor",
            )
        tenant = claims.get("tid")
        is_told = isinstance(tenant, str) and _is_showable(tenant)
        if (
            is_told
            and wanted.tenant
            and "." not in wanted.tenant
            and str(tenant).casefold() != wanted.tenant.casefold()
        ):
            raise SendingError(
                f"inloggningen gäller en annan organisation ({tenant}) än «katalog_id»",
                "logga in med kontot i den organisation som «katalog_id» anger, eller rätta nyckeln",
            )

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Say in Swedish why a log-in did not come about, without what was sent or came back."""
        host = self.registration.host
        with _silent():
            try:
                yield
            except SendingError:
                raise
            except ImportError:
                what = "inloggning utan lösenord behöver biblioteket msal, som inte är installerat"
                raise SendingError(what, "installera det: pip install 'naravard-docs[microsoft]'") from None
            except RequestError as error:
                raise _unreachable(host, error) from None
            except Exception as error:
                raise _unintelligible(host, error) from None


_TOKEN = re.compile(r"[!-~]{1,19000}")
"""A token as RFC 6749 writes it (A.12, A.17), no longer than a key ring holds."""
_CODE_SECONDS = 3_600


def _seconds(told: object) -> int:
    """Return how long a token lasts, a day at most; 0 when that is not told in any way that can be understood."""
    words = str(told)[:10]
    return min(int(words), 86_400) if words.isdecimal() and len(words) < 10 else 0


def _is_showable(text: str) -> bool:
    return 0 < len(text) <= 300 and text.isprintable()


def _device_page(flow: Mapping[str, Any]) -> tuple[str, str, int]:
    """Return the page and code of a log-in with a code, and its minutes, if a terminal can show them.

    Raises:
        ValueError: if they are nothing for a person to read.
    """
    page, code = flow.get("verification_uri"), flow.get("user_code")
    if not (isinstance(page, str) and isinstance(code, str) and _is_showable(page) and _is_showable(code)):
        raise ValueError("no page or code")
    return page, code, min(max(1, flow["expires_in"] // 60), _CODE_SECONDS // 60)


def _unreachable(host: str, error: RequestError) -> SendingError:
    if error.status is not None:
        return SendingError(
            f"inloggningstjänsten {host} har ett fel just nu ({error.status})", "försök igen om en stund"
        )
    if isinstance(error.cause, ssl.SSLCertVerificationError):
        return SendingError(
            f"inloggningstjänsten {host} har ett certifikat som inte är betrott, så ingen inloggning görs",
            "har organisationen ett eget certifikat, ange dess fil som «certifikat»",
        )
    if isinstance(error.cause, ssl.SSLError):
        why = " (krypteringen kom inte igång)"
    else:
        why = f" ({system_reason(error.cause)})" if isinstance(error.cause, OSError) else ""
    remedy = "kontrollera att du har nät och att brandväggen släpper igenom, och försök igen"
    return SendingError(f"inloggningstjänsten {host} svarar inte{why}", remedy)


def _unintelligible(host: str, error: Exception) -> SendingError:
    if type(error).__name__ == "BrowserInteractionTimeoutError":
        return SendingError(
            f"ingen inloggning kom från webbläsaren inom {BROWSER_SECONDS // 60} minuter",
            "stod det en felkod (AADSTS…) i webbläsaren, visa den för IT-avdelningen; öppnades ingen webbläsare, eller "
            "sitter du vid en annan dator, försök igen med --med-kod",
        )
    return SendingError(
        f"inloggningstjänsten {host} svarade med något som inte går att förstå ({type(error).__name__})",
        "försök igen; händer det igen, visa felet för IT-avdelningen",
    )


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep msal from logging: it would tell a terminal, in English, of what was sent and came back."""
    log = logging.getLogger("msal")
    handler = logging.NullHandler()
    propagates, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = propagates
