"""A preview that runs while a test asks it over real sockets, in whatever words the test chooses."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from naravard_docs.preview.serve import RunningPreview

TODAY = date(2023, 3, 27)
WAIT_S = 20


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Asked:
    """A running preview, with what a test needs to ask it."""

    running: RunningPreview
    path: Path
    port: int
    key: str = field(repr=False)

    @property
    def address(self) -> str:
        return self.running.address

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def ask(
        self,
        below: str = "",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        path: str | None = None,
        host: str | None = None,
    ) -> Reply:
        """Ask for a path below the key, or for ``path`` as it stands."""
        target = path if path is not None else f"/{self.key}/{below}"
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host if host is not None else self.host}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body is not None and not any(line.lower().startswith(("content-length", "transfer")) for line in lines):
            lines.append(f"Content-Length: {len(body)}")
        return self.send("\r\n".join((*lines, "", "")).encode("latin-1") + (body or b""))

    def send(self, data: bytes) -> Reply:
        """Send bytes as they are and return what is answered."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_S) as connection:
            connection.sendall(data)
            response = HTTPResponse(connection)
            response.begin()
            return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())

    def write(self, below: str, value: object, method: str = "POST", **headers: str) -> Reply:
        """Write as the page's own script does, with other headers in place of its own."""
        own = {"Origin": self.origin, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.ask(below, method, {**own, **named}, json.dumps(value).encode())

    def save(self, text: str, digest: str, keeps_other: bool = False) -> Reply:
        return self.write("kalla", {"text": text, "digest": digest, "keeps_other": keeps_other}, "PUT")

    def source(self) -> Any:
        return self.ask("kalla").json

    def wait_for(self, number: int) -> None:
        """Wait until the meeting has been shown so many times."""
        until = time.monotonic() + WAIT_S
        while self.running.preview.meeting.state.number < number:
            assert time.monotonic() < until, "the preview is not renewed"
            time.sleep(0.005)


@contextmanager
def previewed(path: Path, today: date = TODAY) -> Iterator[Asked]:
    """Run a preview of a meeting file for as long as a test asks it."""
    running, is_open = RunningPreview(path, lambda: today), threading.Event()
    thread = threading.Thread(target=running.run, args=(is_open.set,), daemon=True)
    thread.start()
    assert is_open.wait(WAIT_S)
    parts = urlsplit(running.address)
    asked = Asked(running, path, parts.port or 0, parts.path.strip("/"))
    try:
        asked.wait_for(1)
        yield asked
    finally:
        running.stop()
        thread.join(WAIT_S)
        assert not thread.is_alive(), "the preview does not end"
