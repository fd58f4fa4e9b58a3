"""From a save to the page of «naravard förhandsgranska» that shows it: python -m benchmarks.page FILE times some saves.

The program runs as a user starts it, with a page open. A save by another program counts from the moment that the file
is renamed, a save on the page from the moment that it is sent; both until the new document is here, which is when the
browser begins to draw it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.entrants import REPOSITORY, environment

SAVES, UNCOUNTED, PAUSE_S = 12, 2, 0.3


def main() -> None:
    """Print how long saves of a draft of a meeting file take, in a copy of its workspace."""
    (named,) = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(named).resolve().parents[1]
        for each in ("meetings", "templates"):
            shutil.copytree(workspace / each, Path(folder) / each)
        source = Path(folder) / "meetings" / Path(named).name
        text = source.read_bytes().replace(b"status: justerat", b"status: utkast")
        source.write_bytes(text)
        texts = [text + f"# {number}\n".encode() for number in range(4)]
        for way, taken in (("in an editor", seconds_to_page), ("on the page", seconds_from_page)):
            times = list(taken(source, texts))
            sys.stdout.write(f"saved {way}: {statistics.median(times):.3f} s, best {min(times):.3f} s\n")


def seconds_to_page(source: Path, texts: Sequence[bytes]) -> Iterator[float]:
    """Yield the seconds from each save of a meeting file, as editors save, until a page has its document."""

    def save(_page: OpenPage, text: bytes) -> None:
        other = source.with_name(f".{source.name}.new")
        other.write_bytes(text)
        other.replace(source)

    return _seconds(source, texts, save)


def seconds_from_page(source: Path, texts: Sequence[bytes]) -> Iterator[float]:
    """Yield the seconds from each save on the page, on the disk first, until the page has the document."""
    return _seconds(source, texts, lambda page, text: page.save(text))


def _seconds(source: Path, texts: Sequence[bytes], save: Callable[[OpenPage, bytes], None]) -> Iterator[float]:
    source.write_bytes(texts[0])
    with _open_page(source) as page:
        for number in range(1, SAVES + 1):
            text = texts[number % len(texts)]
            time.sleep(PAUSE_S)
            started = time.perf_counter()
            save(page, text)
            page.wait_for(text)
            taken = time.perf_counter() - started
            if number > UNCOUNTED:
                yield taken


@contextmanager
def _open_page(source: Path) -> Iterator[OpenPage]:
    command = [sys.executable, "-m", "naravard_docs.cli.main", "förhandsgranska", str(source), "--utan-webbläsare"]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment(), stdout=pipe, stderr=quiet, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield OpenPage(process.stdout.readline().strip(), source.read_bytes())
        finally:
            process.send_signal(signal.SIGINT)


class OpenPage:
    """What a page does: it hears of renewals, fetches the document, and saves."""

    def __init__(self, address: str, text: bytes) -> None:
        parts = urlsplit(address)
        self._base, self._port = parts.path, parts.port or 0
        self._asked = HTTPConnection("127.0.0.1", self._port, timeout=60)
        events = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        events.sendall(f"GET {self._base}handelser HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n\r\n".encode())
        self._events, self._digest = events.makefile("rb"), ""
        self.wait_for(text)

    def wait_for(self, text: bytes) -> None:
        """Return when the page is told that it shows a text, and has fetched the document of it."""
        wanted = hashlib.sha256(text).hexdigest()
        while self._digest != wanted:
            state = self._next_state()
            self._digest = state["digest"] if not state["isOld"] else ""
            self._number = state["number"]
        self._asked.request("GET", f"{self._base}dokument/0?{self._number}")
        self._asked.getresponse().read()

    def save(self, text: bytes) -> None:
        """Save as the page does."""
        order = json.dumps({"text": text.decode(), "digest": self._digest}).encode()
        headers = {"Origin": f"http://127.0.0.1:{self._port}", "Content-Type": "application/json"}
        self._asked.request("PUT", f"{self._base}kalla", order, headers)
        self._asked.getresponse().read()

    def _next_state(self) -> dict[str, Any]:
        while True:
            line = self._events.readline()
            if line.startswith(b"data: "):
                return dict(json.loads(line.removeprefix(b"data: ")))


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main()
