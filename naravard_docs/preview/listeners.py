"""Pages that are open, each told of every renewal by server-sent events (HTML, 9.2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

PING_S = 20
"""How often a page is told that the program is still there."""

MOST_PAGES = 20


class Listeners:
    """The open pages; ``publish`` may be called in any thread, all else in the server's."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()
        self._is_closed = False

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= MOST_PAGES

    def publish(self) -> None:
        """Have every page told of what is shown now."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """Let go of all pages, so that the server can end."""
        self._is_closed = True
        self.publish()

    async def events(self, value: Callable[[], str]) -> AsyncIterator[bytes]:
        """Yield what is shown as an event: now, and each time that it is renewed."""
        self._loop = asyncio.get_running_loop()
        renewed = asyncio.Event()
        self._waiting.add(renewed)
        try:
            yield b"retry: 1000\n" + _event(value())
            while not self._is_closed:
                try:
                    await asyncio.wait_for(renewed.wait(), PING_S)
                except TimeoutError:
                    yield b": kvar\n\n"
                    continue
                renewed.clear()
                if not self._is_closed:
                    yield _event(value())
        finally:
            self._waiting.discard(renewed)

    def _wake(self) -> None:
        for each in self._waiting:
            each.set()


def _event(value: str) -> bytes:
    """Return an event with a value that has no line feed in it, as JSON has none."""
    return f"event: state\ndata: {value}\n\n".encode()
