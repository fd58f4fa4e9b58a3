"""The preview as a process: a server on a port of the system's choosing, and a watch of the meeting's files.

It ends when it is told to (Ctrl-C): open pages are let go, and a text that is being saved is saved first.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

from naravard_docs.preview.application import Preview
from naravard_docs.preview.guard import ADDRESS, new_key
from naravard_docs.preview.live_meeting import LiveMeeting
from naravard_docs.watch.changes import FileWatch
from naravard_docs.watch.concerns import watched_paths
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.workspace import Workspace

_MOST_CONNECTIONS = 100
_GRACE_S = 3
_IDLE_S = 30
_TICK_S = 0.2
_LONGEST_WORK_S = 10


class RunningPreview:
    """A server of a meeting's preview; ``address`` is open once it runs."""

    def __init__(self, path: Path, today: Callable[[], date]) -> None:
        self._socket = _loopback_socket()
        where = real_path(path.parent) / path.name
        meeting = LiveMeeting(where, today)
        self.preview = Preview(meeting, lambda: _schema(where), self._socket.getsockname()[1], new_key())
        self._server = _Server(self.preview)
        self._stop = threading.Event()

    @property
    def address(self) -> str:
        return self.preview.address

    def run(self, when_open: Callable[[], None] = lambda: None) -> None:
        """Answer until told to stop; ``when_open`` is called when the page can be opened."""
        self._server.when_open = when_open
        watching = threading.Thread(target=self._watch, daemon=True)
        watching.start()
        try:
            with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again when it has ended
                self._server.run([self._socket])
        finally:
            self._stop.set()
            self.preview.close()
            watching.join(_LONGEST_WORK_S)  # a thread within a library when Python ends would abort the process
            self._socket.close()

    def stop(self) -> None:
        """Have it end, from another thread."""
        self._server.handle_exit(2, None)

    def _watch(self) -> None:
        """Look at the meeting anew each time that something in its workspace changes, as long as the server runs."""
        path = self.preview.meeting.path
        files = FileWatch(watched_paths((path,), self._used), self._stop)
        self.preview.refresh()
        with contextlib.closing(files):
            while not files.is_stopped:
                if (changed := files.changed(_TICK_S)) and not self.preview.meeting.is_known(changed):
                    self.preview.refresh()
                    files.watch_instead(watched_paths((path,), self._used))

    def _used(self, _path: Path) -> frozenset[Path]:
        return self.preview.meeting.state.used


class _Server(uvicorn.Server):
    """uvicorn, which tells when it is open, and lets go of open pages when it is to end."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(_config(preview))
        self._preview = preview
        self.when_open: Callable[[], None] = lambda: None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.when_open()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._preview.listeners.close()
        super().handle_exit(sig, frame)


def _config(preview: Preview) -> uvicorn.Config:
    """Return how the server runs: HTTP only, and no word of what is asked in any log, since paths have the key."""
    return uvicorn.Config(
        preview.guard,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_GRACE_S,
    )


def _loopback_socket() -> socket.socket:
    """Return a socket that listens on this machine only, on a port that nobody else has."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where others could else listen on the same port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    made.bind((ADDRESS, 0))
    made.listen(_MOST_CONNECTIONS)
    return made


def _schema(path: Path) -> dict[str, Any]:
    from naravard_docs.workspace.schema import schemas_with
    from naravard_docs.workspace.schema_suggestions import suggestions_of

    return schemas_with(suggestions_of(Workspace.around(path)))["mote.schema.json"]
