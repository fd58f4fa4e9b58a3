"""The few requests that a log-in makes of an identity provider: HTTPS only, bounded, and never redirected.

Why not requests, which msal uses when it is given nothing else: it trusts a list of its own, while organisations have
their certificates in the machine's, and it reads whatever it is sent.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from naravard_docs.limits import LIMITS

TIMEOUT_SECONDS = 30.0


class RequestError(Exception):
    """The provider cannot be reached, is not to be trusted, or does not answer as it should; ``cause`` says how."""

    def __init__(self, cause: BaseException | None = None, status: int | None = None) -> None:
        super().__init__()
        self.cause, self.status = cause, status


class HttpReply(Struct, frozen=True):
    """What came back, in the form that msal asks of a response."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    def raise_for_status(self) -> None:
        if self.status_code >= http.client.BAD_REQUEST:
            raise RequestError(status=self.status_code)


class _NoRedirectHandler(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer like others: a token must not be carried to wherever it points."""

    def redirect_request(self, *_: Any) -> None:
        return None


class HttpsClient:
    """An HTTP client as msal wants it (``get``, ``post``, ``close``)."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        handlers = (urllib.request.HTTPSHandler(context=trust), _NoRedirectHandler())
        self._opener = urllib.request.build_opener(*handlers)

    def get(self, url: str, params: Any = None, headers: Mapping[str, str] | None = None, **_: Any) -> HttpReply:
        """Return the answer to a GET.

        Raises:
            RequestError: if there is none, or one that is too long.
        """
        return self._asked(urllib.request.Request(_with(url, params), headers=dict(headers or {})))  # noqa: S310

    def post(
        self, url: str, params: Any = None, data: Any = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> HttpReply:
        """Return the answer to a POST of a form.

        Raises:
            RequestError: as ``get``.
        """
        form = urllib.parse.urlencode({key: value for key, value in dict(data or {}).items() if value is not None})
        return self._asked(urllib.request.Request(_with(url, params), form.encode("ascii"), dict(headers or {})))  # noqa: S310

    def close(self) -> None:
        self._opener.close()

    def _asked(self, request: urllib.request.Request) -> HttpReply:
        if request.type != "https":
            raise RequestError(ValueError("not https"))
        try:
            return self._read(request)
        except urllib.error.HTTPError as error:
            with error:
                return _reply(error.code, error)
        except urllib.error.URLError as error:
            raise RequestError(error.reason if isinstance(error.reason, BaseException) else error) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise RequestError(error) from None

    def _read(self, request: urllib.request.Request) -> HttpReply:
        with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            return _reply(response.status, response)


def _reply(status: int, response: Any) -> HttpReply:
    try:
        data = response.read(LIMITS.answer_bytes + 1)
    except (OSError, http.client.HTTPException) as error:
        raise RequestError(error) from None
    if len(data) > LIMITS.answer_bytes:
        raise RequestError(ValueError("answer too long"))
    return HttpReply(status, data.decode("utf-8", "replace"), dict(response.headers.items()))


def _with(url: str, params: Any) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urllib.parse.urlencode(params)}" if params else url
