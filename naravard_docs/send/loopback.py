"""Where a browser brings the answer of a log-in: a page on this machine, open until it has come (RFC 8252, 7.3).

Why not msal's own: it tells a terminal of every connection that breaks, waits for one that says nothing, and listens on
all networks where it takes the machine for a container.
"""

from __future__ import annotations

import contextlib
import hmac
import queue
import threading
import time
import urllib.parse
import webbrowser
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar

ADDRESS = "127.0.0.1"
_LONGEST_FORM = 100_000
_IDLE_SECONDS = 10
_OPENING_SECONDS = 5
_TURN_SECONDS = 0.5


class LoopbackPage:
    """A page on loopback, which stands in for msal's ``auth_code_receiver``; leaving it closes it.

    ``seconds`` is how long a person has, and ``pages`` what they are shown when it went well and when it did not.
    """

    def __init__(self, seconds: float, pages: tuple[str, str]) -> None:
        self._seconds, self._pages = seconds, pages
        self._answers: queue.Queue[dict[str, str]] = queue.Queue()
        self._state = ""
        self._server = _Server((ADDRESS, 0), type("_Page", (_Handler,), {"page": self}))

    def __enter__(self) -> LoopbackPage:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """What the provider sends the browser back to; «localhost», since Entra takes no number."""
        return f"http://localhost:{self._server.server_address[1]}"

    def get_auth_response(
        self, auth_uri: str, state: str, auth_uri_callback: Callable[[str, bool], None], **_: Any
    ) -> dict[str, str] | None:
        """Open a browser and return what it brings back; None if that takes too long.

        ``auth_uri_callback`` is called with the address and whether a browser has opened.
        """
        self._state = state
        auth_uri_callback(auth_uri, _opens(auth_uri))
        ends = time.monotonic() + self._seconds
        while time.monotonic() < ends:
            with contextlib.suppress(queue.Empty):  # in short turns: on Windows one who waits hears no Ctrl-C
                return self._answers.get(timeout=_TURN_SECONDS)
        return None

    def take(self, form: dict[str, str]) -> str | None:
        """Take what was brought, and return the page to show; None if it is not the answer that is waited for."""
        if not self._state or not hmac.compare_digest(form.get("state", "").encode(), self._state.encode()):
            return None
        self._answers.put(form)
        return self._pages[0 if form.get("code") else 1]


def _opens(address: str) -> bool:
    """Return whether a browser opens; one that stays in the foreground until it is closed counts as open."""
    said: queue.Queue[bool] = queue.Queue()

    def open_it() -> None:
        try:
            said.put(webbrowser.open(address))
        except (webbrowser.Error, OSError):
            said.put(False)

    threading.Thread(target=open_it, daemon=True).start()
    try:
        return said.get(timeout=_OPENING_SECONDS)
    except queue.Empty:
        return True


class _Handler(BaseHTTPRequestHandler):
    page: ClassVar[LoopbackPage]
    timeout = _IDLE_SECONDS

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() and len(length) < 7 else 0
        data = self.rfile.read(min(size, _LONGEST_FORM)).decode("utf-8", "replace")
        shown = self.page.take(dict(urllib.parse.parse_qsl(data)))
        self._show(200 if shown else 400, shown or "")

    def do_GET(self) -> None:
        self._show(404, "")

    def _show(self, status: int, page: str) -> None:
        data = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False  # on Windows it would let another program listen on the same port

    def handle_error(self, *_: object) -> None:
        return
