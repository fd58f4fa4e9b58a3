"""An identity provider on loopback that the tests script (OpenID Connect over real TLS), and a browser to go there."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
import ssl
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mail_server import HOST, self_made

USER, CLIENT, TENANT = (
    "anna@regionen.se",
    "22222222-2222-4222-8222-222222222222",
    "11111111-1111-4111-8111-111111111111",
)
SECRET_MARK = "hemligstampel"
"""What every token and code has in it, so that a test can look for it where none must be."""


@dataclass
class Plan:
    """What the provider does other than grant, by step: upptäckt, svar, byte, förnyelse, begäran, kod."""

    errors: dict[str, tuple[int, object]] = field(default_factory=dict)
    drops: set[str] = field(default_factory=set)
    seconds: object = 3600
    claims: dict[str, object] = field(default_factory=dict)
    gives_refresh: bool = True
    rotates: bool = True
    polls_before_grant: int = 1
    discovery: dict[str, object] = field(default_factory=dict)


@dataclass
class IdentityProvider:
    """The provider: where it is, what it has been asked, and which tokens of its are good."""

    plan: Plan
    certificate: Path
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    refresh_tokens: set[str] = field(default_factory=set)
    access_tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    made: int = 0

    @property
    def issuer(self) -> str:
        return f"https://{HOST}:{self.port}/{TENANT}/v2.0"

    def takes(self, user: str, token: str) -> bool:
        """Whether an access token is good for a user, as a mail server asks."""
        return self.access_tokens.get(token) == user

    def revoke(self) -> None:
        """Take every log-in back."""
        self.refresh_tokens.clear()
        self.access_tokens.clear()

    def new(self, kind: str) -> str:
        self.made += 1
        return f"{kind}-{SECRET_MARK}-{self.made}-{'x' * 1500}"  # as long as Microsoft's, so that no entry holds it

    # the steps

    def discover(self) -> tuple[int, object]:
        base = f"https://{HOST}:{self.port}"
        return 200, {
            "issuer": self.issuer,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "device_authorization_endpoint": f"{base}/devicecode",
            **self.plan.discovery,
        }

    def authorize(self, query: dict[str, str]) -> tuple[int, object]:
        """Return the page that sends the browser back with a code; the user has logged in at once."""
        assert query["code_challenge_method"] == "S256"
        assert query["response_mode"] == "form_post"
        assert query["login_hint"] == USER
        assert "offline_access" in query["scope"].split()
        code = self.new("kod")
        self.codes[code] = query
        return 200, {"code": code, "state": query["state"]}

    def token(self, form: dict[str, str]) -> tuple[int, object]:
        assert form["client_id"] == CLIENT
        grant = form["grant_type"]
        if grant == "authorization_code":
            asked = self.codes.pop(form["code"])
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
            return 200, self._granted(asked.get("nonce"))
        if grant == "refresh_token":
            if form["refresh_token"] not in self.refresh_tokens:
                return 400, {"error": "invalid_grant", "error_description": f"AADSTS50173: {form['refresh_token']}"}
            if self.plan.rotates:
                self.refresh_tokens.discard(form["refresh_token"])
            return 200, self._granted(None)
        if self.asked["kod"] <= self.plan.polls_before_grant:
            return 400, {"error": "authorization_pending"}
        return 200, self._granted(None)

    def device_code(self) -> tuple[int, object]:
        page = f"https://{HOST}:{self.port}/device"
        told = {"device_code": self.new("apparat"), "user_code": "ABCD-EFGH", "verification_uri": page}
        return 200, {**told, "expires_in": 900, "interval": 0}

    def _granted(self, nonce: str | None) -> dict[str, Any]:
        access, refresh = self.new("access"), self.new("refresh")
        self.access_tokens[access] = USER
        self.refresh_tokens.add(refresh)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 3600, "nonce": nonce, "tid": TENANT}
        claims |= {"preferred_username": USER, **self.plan.claims}
        granted = {"token_type": "Bearer", "access_token": access, "id_token": _unsigned(claims)}
        granted["expires_in"] = self.plan.seconds
        return {**granted, **({"refresh_token": refresh} if self.plan.gives_refresh else {})}


def _unsigned(claims: dict[str, object]) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join((*(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), "x"))


_STEPS = {"authorization_code": "byte", "refresh_token": "förnyelse"}


class _Handler(BaseHTTPRequestHandler):
    provider: IdentityProvider

    def do_GET(self) -> None:
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        if address.path.endswith("/.well-known/openid-configuration"):
            self._answer("upptäckt", self.provider.discover)
        elif address.path == "/authorize":
            self._answer("svar", lambda: self.provider.authorize(query))

    def do_POST(self) -> None:
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.path == "/devicecode":
            self._answer("begäran", self.provider.device_code)
        else:
            self._answer(_STEPS.get(form["grant_type"], "kod"), lambda: self.provider.token(form))

    def _answer(self, step: str, make: Callable[[], tuple[int, object]]) -> None:
        plan = self.provider.plan
        self.provider.asked[step] += 1
        if step in plan.drops:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        status, told = plan.errors[step] if step in plan.errors else make()
        data = told.encode() if isinstance(told, str) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        return  # connections that the plan breaks


@contextmanager
def providing(folder: Path, certificate: tuple[Path, Path] | None = None) -> Iterator[IdentityProvider]:
    """Run a provider in a thread; ``certificate`` is its file and its key's, made anew when not given."""
    public, key = certificate or self_made(folder)
    provider = IdentityProvider(Plan(), public)
    server = _Server((HOST, 0), type("Handler", (_Handler,), {"provider": provider}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Browser:
    """A browser that goes where it is sent and posts back what it gets; it keeps the pages that it showed."""

    certificate: Path
    pages: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    opens: bool = True
    never_returns: bool = False

    def open(self, address: str, *_: object, **__: object) -> bool:
        """Stand in for ``webbrowser.open``."""
        self.opened.append(address)
        if self.opens and not self.never_returns:
            threading.Thread(target=self.visit, args=(address,), daemon=True).start()
        return self.opens

    def visit(self, address: str) -> None:
        """Log in, and let the page send its form to the program."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        with suppress(OSError), urllib.request.urlopen(address, context=context) as response:
            form = json.loads(response.read())
            back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))["redirect_uri"]
            assert re.fullmatch(r"http://localhost:\d+", back)
            data = urllib.parse.urlencode(form).encode()
            with urllib.request.urlopen(back.replace("localhost", HOST), data) as page:
                self.pages.append(page.read().decode())
