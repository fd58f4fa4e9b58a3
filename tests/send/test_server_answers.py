"""A mail server that goes on answering is left, and told of with the limit."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from naravard_docs.errors import FileAccessError, InvalidInputError, SendingError
from naravard_docs.limits import LIMITS
from naravard_docs.send.log import COLUMNS, HEADING, read_log
from naravard_docs.send.server import Server, connect

Talk = Callable[[socket.socket], None]


@contextmanager
def talking(talk: Talk) -> Iterator[Server]:
    """Provide a server on loopback that does nothing but talk to whoever comes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            held, _ = listener.accept()
            with held:
                talk(held)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield Server("127.0.0.1", listener.getsockname()[1], is_tls_at_once=False)
    finally:
        listener.close()
        thread.join(10)


def endless_line(held: socket.socket) -> None:
    while True:
        held.sendall(b"2" * 65_536)


def endless_lines(held: socket.socket) -> None:
    while True:
        held.sendall(b"220-hej\r\n" * 1_000)


def endless_answer(held: socket.socket) -> None:
    held.sendall(b"220 hej\r\n")
    held.recv(1_000)
    while True:
        held.sendall(b"250-X\r\n" * 1_000)


def endless_blanks(held: socket.socket) -> None:
    while True:
        held.sendall(b"\r\n220-" * 1_000)


@pytest.mark.parametrize("talk", [endless_line, endless_lines, endless_answer])
def test_an_endless_answer(talk: Talk) -> None:
    """Whether in one line or many, a server has no more to say than the limit."""
    with talking(talk) as server, pytest.raises(SendingError) as caught, connect(server):
        pass
    assert f"mer än {LIMITS.answer_bytes // 1000} kB" in caught.value.message
    assert caught.value.remedy


def test_an_answer_that_is_none() -> None:
    """A server of something else is told of as one that does not take mail."""
    with talking(endless_blanks) as server, pytest.raises(SendingError), connect(server):
        pass


def test_a_large_certificate(tmp_path: Path) -> None:
    """A certificate of gigabytes is not read."""
    path = tmp_path / "rot.pem"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    server = Server("127.0.0.1", 1, is_tls_at_once=True, ca_file=path)
    with pytest.raises(FileAccessError, match="gränsen"), connect(server):
        pass


def test_a_log_of_junk() -> None:
    """Of a log that is no log the first lines are told, and that there are more."""
    with pytest.raises(InvalidInputError) as caught:
        read_log(Path("x"), HEADING + "\n" + "skräp\n" * 100_000, ["umea"])
    assert len(caught.value.problems) == LIMITS.problems + 1
    with pytest.raises(InvalidInputError) as caught:
        read_log(Path("x"), HEADING + "\n" + "\t".join("x" * len(COLUMNS)) + "\n")
    assert len(caught.value.problems) == 1
