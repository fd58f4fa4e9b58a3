"""The wall around the preview: who is let in, and what every answer says to the browser.

A server on loopback can be reached by every page that the browser shows and by every program on the machine. So an
answer is given only to a request that

- names this very host and port: a name that someone's DNS leads to 127.0.0.1 does not («DNS rebinding»);
- has the key in its path, which only the one who started the program was told: no cookie is used, since cookies are
  sent to every port of a host, and by pages of others;
- does not come from a page of another origin, as far as the browser tells (Fetch Metadata, W3C; Origin, RFC 6454), and
  for one that writes: tells that it comes from the preview's own page.

No header lets other origins read anything (CORS). Whatever is refused is told the same: not what was wrong.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "127.0.0.1"
_KEY_BYTES = 32
_READS, _WRITES = ("GET", "HEAD"), ("POST", "PUT")
_LONGEST_PATH = 1_000
_BODY_SECONDS = 10

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""What every answer says, also one that refuses."""

NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""The policy (CSP 3) of what has none of its own: pictures, scripts, plain values."""

REFUSED = "Sidan finns inte, eller så saknar adressen sin nyckel. Öppna adressen som skrevs ut i terminalen."
TOO_LARGE = "Texten är för stor för att sparas här."
_TOO_SLOW = "Texten kom inte fram i tid. Försök igen."
_NOT_ALLOWED = "Det går inte att göra så här."


def new_key() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_urlsafe(_KEY_BYTES)


class Guard:
    """Lets requests through to an application that are meant for it, with the key taken off their paths.

    ``openings`` are the first parts of paths that are let through without the key, as the browser is opened by one
    that can be used once.
    """

    def __init__(self, app: ASGIApp, port: int, key: str, longest_body: int, openings: Sequence[str] = ()) -> None:
        self._app, self._key, self._longest_body, self._openings = app, key.encode(), longest_body, openings
        self._host = f"{ADDRESS}:{port}"
        self.origin = f"http://{self._host}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no WebSocket is spoken here, and closing before it opens answers 403
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._refusal(scope) or await self._read_body(scope, receive)
        if isinstance(answer, Response):
            await answer(scope, receive, _with_headers(send))
        else:
            await self._app(self._without_key(scope), answer, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._host] or not self._has_key(scope["raw_path"]):
            return PlainTextResponse(REFUSED, 403)
        if scope["method"] not in (*_READS, *_WRITES):
            return PlainTextResponse(_NOT_ALLOWED, 405, {"Allow": ", ".join((*_READS, *_WRITES))})
        is_page = scope["raw_path"].count(b"/") < 3 and scope["raw_path"].endswith(b"/")
        if not self._is_from_here(headers, scope["method"] in _WRITES, is_page or self._is_opening(scope["raw_path"])):
            return PlainTextResponse(REFUSED, 403)
        return None

    def _has_key(self, path: bytes) -> bool:
        """Return whether a path, as it was sent, begins with the key; however much of it is right takes as long."""
        if len(path) > _LONGEST_PATH:
            return False
        if self._is_opening(path):
            return True
        first, slash, _ = path[1:].partition(b"/")
        return hmac.compare_digest(first, self._key) and bool(slash)

    def _is_opening(self, path: bytes) -> bool:
        first = path[1:].partition(b"/")[0]
        return any(first == opening.encode() for opening in self._openings)

    def _is_from_here(self, headers: Headers, writes: bool, is_page: bool) -> bool:
        """Return whether a request comes from the preview's own page, as far as the browser tells.

        The page itself comes from a click or from the address bar («none»), and is shown in no frame.
        """
        origins, sites = headers.getlist("origin"), set(headers.getlist("sec-fetch-site"))
        if any(origin != self.origin for origin in origins) or (writes and len(origins) != 1):
            return False
        if is_page and not writes:
            return sites <= {"same-origin", "none"} and set(headers.getlist("sec-fetch-dest")) <= {"document"}
        is_opened = headers.get("sec-fetch-mode") == "navigate" and not writes  # as a PDF is, anew in its own tab
        return sites <= ({"same-origin", "none"} if is_opened else {"same-origin"})

    async def _read_body(self, scope: Scope, receive: Receive) -> Response | Receive:
        """Return what gives a request's body, read whole within its bounds; a request that reads has none."""
        if scope["method"] not in _WRITES:
            return receive
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or len(length) > 12 or int(length) > self._longest_body:
            return PlainTextResponse(TOO_LARGE, 413)
        try:
            body = await asyncio.wait_for(_body(receive, self._longest_body), _BODY_SECONDS)
        except TimeoutError:
            return PlainTextResponse(_TOO_SLOW, 408)
        if body is None:
            return PlainTextResponse(TOO_LARGE, 413)
        return _giving(body, receive)

    def _without_key(self, scope: Scope) -> Scope:
        """Return a scope whose path is below the key; it is matched as it was sent, so that «..» leads nowhere."""
        raw = scope["raw_path"]
        if not self._is_opening(raw):
            raw = raw[1 + len(self._key) :]
        return {**scope, "path": raw.decode("latin-1"), "raw_path": raw, "root_path": ""}


async def _body(receive: Receive, longest: int) -> bytes | None:
    """Return a request's body; None when it is longer than that, whatever its length was said to be."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > longest:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _giving(body: bytes, receive: Receive) -> Receive:
    is_given = False

    async def give() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


def _with_headers(send: Send) -> Send:
    """Return a ``send`` that has every answer say what all of them say, and allow nothing that it does not name."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers.update(SAFE_HEADERS)
            headers.setdefault("Content-Security-Policy", NOTHING_ALLOWED)
        await send(message)

    return sending
