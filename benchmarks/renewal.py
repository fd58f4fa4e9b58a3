"""How long after a save a page of «naravard förhandsgranska» has the new document: python -m benchmarks.renewal.

The server runs in this process, as it does for a user, and is asked over a socket: a save by another program counts
from the moment that the file is renamed, a save on the page from the moment that it is sent, on the disk before the
document is. What the browser then draws is not counted.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from benchmarks.content import meeting_of, new_workspace
from naravard_docs.preview.serve import RunningPreview

TODAY = date(2026, 1, 1)
ROUNDS, WARM_UP = 20, 3
_STEM = "2023-03-24-systemledning"


def main() -> None:
    """Print the median and the best of some saves."""
    with tempfile.TemporaryDirectory() as folder:
        for way, times in renewal_times(a_meeting(Path(folder))).items():
            told = f"{statistics.median(times):.3f} s, best {min(times):.3f} s"
            sys.stdout.write(f"{way}: {told} ({len(times)} saves)\n")


def a_meeting(folder: Path, items: int = 9) -> Path:
    """Return the file of a meeting that is not adopted, with so many items, in a workspace of its own."""
    path = new_workspace(folder) / f"{_STEM}.yaml"
    path.write_text(meeting_of(items).replace("status: justerat", "status: utkast"), "utf-8")
    return path


def renewal_times(path: Path, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Return how many seconds pass from a save until the new document has been fetched, by the way of saving."""
    with running(path) as page:
        found = {}
        for way, save in (("saved in another editor", page.save_as_editors_do), ("saved on the page", page.save_here)):
            found[way] = [page.renewed_after(save) for _ in range(WARM_UP + rounds)][WARM_UP:]
    return found


@contextmanager
def running(path: Path) -> Iterator[OpenPage]:
    """Run a preview of a meeting, with a page open."""
    preview, is_open = RunningPreview(path, lambda: TODAY), threading.Event()
    thread = threading.Thread(target=preview.run, args=(is_open.set,), daemon=True)
    thread.start()
    is_open.wait(30)
    try:
        yield OpenPage(preview.address, path)
    finally:
        preview.stop()
        thread.join(10)


class OpenPage:
    """What a page does: it hears of renewals, fetches the document, and saves."""

    def __init__(self, address: str, path: Path) -> None:
        parts = urlsplit(address)
        self._path, self._base, self._port = path, parts.path, parts.port or 0
        self._asked = HTTPConnection("127.0.0.1", self._port, timeout=60)
        self._events = self._listening()
        self._text, self._turn = path.read_text("utf-8"), 0
        while self._state()["isOld"]:
            pass

    def renewed_after(self, save: Callable[[str], None]) -> float:
        """Return the seconds from a save until the document that has its word is here."""
        self._turn += 1
        word = f"Ordet{self._turn:04}"
        text = self._text.replace("\närenden:\n", f"\nplats: {word}\närenden:\n", 1)
        started = time.perf_counter()
        save(text)
        while True:
            number = self._state()["number"]
            if word in self._get(f"dokument/0?{number}"):
                return time.perf_counter() - started

    def save_as_editors_do(self, text: str) -> None:
        """Write a file beside the meeting's and rename it, as editors do."""
        beside = self._path.with_name(f".{self._path.name}.tmp")
        beside.write_text(text, "utf-8")
        os.replace(beside, self._path)  # noqa: PTH105 - the same call as editors make

    def save_here(self, text: str) -> None:
        """Save as the page does, without reading the answer before the event."""
        order = json.dumps({"text": text, "digest": json.loads(self._get("kalla"))["digest"]})
        origin = f"http://127.0.0.1:{self._port}"
        headers = {"Origin": origin, "Content-Type": "application/json"}
        self._asked.request("PUT", f"{self._base}kalla", order.encode(), headers)
        self._asked.getresponse().read()

    def _get(self, below: str) -> str:
        self._asked.request("GET", f"{self._base}{below}")
        return self._asked.getresponse().read().decode()

    def _listening(self) -> BinaryIO:
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        connection.sendall(f"GET {self._base}handelser HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n\r\n".encode())
        return connection.makefile("rb")

    def _state(self) -> dict[str, object]:
        """Return what the next event tells."""
        while True:
            line = self._events.readline()
            if line.startswith(b"data: "):
                return dict(json.loads(line.removeprefix(b"data: ")))


if __name__ == "__main__":
    main()
