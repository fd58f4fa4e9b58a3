"""The wall around the preview, attacked over real sockets: nobody else reads, writes, frames or finds anything."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import WorkspaceFolder, known_workspace
from previewing import Asked, previewed

from naravard_docs.preview.guard import SAFE_HEADERS

TEXT = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Hemligheten\n    text: Ordet är xylofon.\n"
SECRETS = ("xylofon", "Hemligheten")
READS = ("", "kalla", "schema", "dokument/0", "pdf/0", "word/0", "sidor/0", "sida/0/0", "handelser", "preview.js")
WRITES = (("PUT", "kalla"), ("POST", "kopia"), ("POST", "kontrollera"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> WorkspaceFolder:
    return known_workspace(tmp_path_factory.mktemp("skydd"))


@pytest.fixture(scope="module")
def asked(folder: WorkspaceFolder) -> Iterator[Asked]:
    """A preview that runs for all tests here; each leaves the meeting as it was."""
    with previewed(folder.write_meeting(TEXT)) as asked:
        yield asked


def is_refused(asked: Asked, status: int, text: str, expected: int = 403) -> bool:
    """Return whether an answer has the status of a refusal and gives nothing away."""
    return status == expected and asked.key not in text and not any(each in text for each in SECRETS)


def test_the_page_is_there_for_its_own_user(asked: Asked) -> None:
    """With the key, the right host and no other origin the page and the text can be read."""
    assert asked.ask().status == 200
    assert "xylofon" in asked.source()["text"]


@pytest.mark.parametrize(
    "host",
    [
        "localhost:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]:{port}",
        "ond.example:{port}",
        "127.0.0.1.ond.example:{port}",
        "127.0.0.1:{port}.",
        "127.0.0.1:{port}@ond.example",
        "2130706433:{port}",
        "",
    ],
)
@pytest.mark.parametrize("below", ["", "kalla"])
def test_other_hosts_are_refused(asked: Asked, host: str, below: str) -> None:
    """A name that leads here by someone's DNS, or the address written otherwise, opens nothing, even with the key."""
    reply = asked.ask(below, host=host.format(port=asked.port))
    assert is_refused(asked, reply.status, reply.text)


def test_two_hosts_are_refused(asked: Asked) -> None:
    """A request that names the right host and another one is not answered."""
    lines = f"GET /{asked.key}/kalla HTTP/1.1\r\nHost: {asked.host}\r\nHost: ond.example\r\nConnection: close\r\n\r\n"
    assert asked.send(lines.encode()).status in (400, 403)


def test_no_host_is_refused(asked: Asked) -> None:
    """A request without a host is not answered, in either version of HTTP."""
    for version in ("1.0", "1.1"):
        reply = asked.send(f"GET /{asked.key}/kalla HTTP/{version}\r\nConnection: close\r\n\r\n".encode())
        assert reply.status in (400, 403)


def test_an_address_in_the_request_line_is_refused(asked: Asked) -> None:
    """A request as to a proxy, with an address of another host before the path, opens nothing."""
    reply = asked.ask(path=f"http://ond.example/{asked.key}/kalla")
    assert is_refused(asked, reply.status, reply.text)


def wrong_keys(key: str) -> list[str]:
    """Return keys that are nearly right."""
    other = ("B" if key[-1] == "A" else "A",)
    return ["", key[:-1], key + "A", key[:-1] + other[0], key.swapcase(), "%00" + key, key.replace(key[0], "%41", 1)]


@pytest.mark.parametrize("below", READS)
def test_nothing_is_read_without_the_key(asked: Asked, below: str) -> None:
    """No path is answered without the key, whatever is put in its place, and where it is put."""
    for key in wrong_keys(asked.key):
        reply = asked.ask(path=f"/{key}/{below}")
        assert is_refused(asked, reply.status, reply.text), key
    for path in (f"/{below}", f"/{below}?key={asked.key}", f"/x/{asked.key}/{below}", f"//{asked.key}/{below}"):
        reply = asked.ask(path=path)
        assert is_refused(asked, reply.status, reply.text), path
    cookie = {"Cookie": f"key={asked.key}", "Authorization": f"Bearer {asked.key}"}
    assert is_refused(asked, (reply := asked.ask(path=f"/{below}", headers=cookie)).status, reply.text)


@pytest.mark.parametrize(
    "origin", ["http://ond.example", "null", "http://localhost:{port}", "https://127.0.0.1:{port}"]
)
@pytest.mark.parametrize("below", READS)
def test_other_origins_read_nothing(asked: Asked, below: str, origin: str) -> None:
    """A request that a page of another origin makes is refused, even when that page knows the key."""
    reply = asked.ask(below, headers={"Origin": origin.format(port=asked.port)})
    assert is_refused(asked, reply.status, reply.text)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("below", READS)
def test_other_sites_read_nothing(asked: Asked, below: str, site: str) -> None:
    """A request that the browser says comes from another site, or another port, is refused, also as a link."""
    for mode, dest in (("navigate", "document"), ("no-cors", "image"), ("no-cors", "script"), ("cors", "empty")):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        reply = asked.ask(below, headers=headers)
        assert is_refused(asked, reply.status, reply.text)


@pytest.mark.parametrize("dest", ["iframe", "frame", "object", "embed", "image", "script", "empty"])
def test_the_page_is_shown_in_a_window_only(asked: Asked, dest: str) -> None:
    """The page itself is given to a window and to nothing else, whoever asks."""
    reply = asked.ask(headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": dest})
    assert is_refused(asked, reply.status, reply.text)


@pytest.mark.parametrize(("method", "below"), WRITES)
def test_nothing_is_written_from_elsewhere(asked: Asked, method: str, below: str) -> None:
    """What writes must say that it comes from the preview's own page: no origin, or another, does nothing."""
    body = json.dumps({"text": "skräp", "digest": asked.source()["digest"]}).encode()
    own = {"Origin": asked.origin, "Content-Type": "application/json"}
    for changed in (
        {"Origin": "http://ond.example"},
        {"Origin": "null"},
        {"Origin": asked.origin + "/"},
        {"Origin": f"http://127.0.0.1:{asked.port + 1}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ):
        reply = asked.ask(below, method, {**own, **changed}, body)
        assert is_refused(asked, reply.status, reply.text), changed
    reply = asked.ask(below, method, {"Content-Type": "application/json"}, body)
    assert is_refused(asked, reply.status, reply.text)
    assert asked.path.read_text("utf-8") == TEXT
    assert [each.name for each in asked.path.parent.iterdir()] == [asked.path.name]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@pytest.mark.parametrize(("method", "below"), WRITES)
def test_forms_write_nothing(asked: Asked, method: str, below: str, kind: str) -> None:
    """What a form of another page could send is not taken, even with all else right."""
    body = json.dumps({"text": "skräp", "digest": asked.source()["digest"]}).encode()
    reply = asked.ask(below, method, {"Origin": asked.origin, "Content-Type": kind}, body)
    assert is_refused(asked, reply.status, reply.text, 415)
    assert asked.path.read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    "below",
    [
        "../kalla/..",
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..\\..\\etc\\passwd",
        "page.html",
        "vendor/",
        "vendor/../page.html",
        "vendor/../../serve.py",
        "./kalla",
        "kalla/",
        "kalla%00",
        "/kalla",
        "//ond.example/",
        "dokument/-1",
        "dokument/99",
        "dokument/0/",
        "dokument/0%2f..%2f..%2fkalla",
        f"dokument/{'9' * 900}",
        "sida/0/999999999999999999999",
        "meetings/2023-03-24-systemledning.yaml",
    ],
)
def test_only_fixed_paths_are_there(asked: Asked, below: str) -> None:
    """A path that is none of the preview's own gives 404, however it is written; none of them names a file."""
    reply = asked.ask(below)
    assert is_refused(asked, reply.status, reply.text, 404)


def test_a_long_path_is_refused(asked: Asked) -> None:
    """A path that is longer than any of the preview's is not looked at."""
    assert asked.ask("a" * 5_000).status == 403


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(asked: Asked, method: str) -> None:
    """No other method is answered; asked for leave to write from elsewhere (CORS preflight), none is given."""
    reply = asked.ask("kalla", method, {"Origin": asked.origin, "Access-Control-Request-Method": "PUT"})
    assert reply.status == 405
    assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize("below", [*READS[:-2], "finns-inte"])
def test_every_answer_is_guarded(asked: Asked, below: str) -> None:
    """Every answer, also one that refuses, says what the browser may do with it: next to nothing."""
    for reply in (asked.ask(below), asked.ask(below, host="ond.example"), asked.ask(below, "DELETE")):
        assert {name: reply.headers.get(name.lower()) for name in SAFE_HEADERS} == SAFE_HEADERS
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'self'" in policy or "frame-ancestors 'none'" in policy
        assert not [name for name in reply.headers if name.startswith(("access-control", "set-cookie", "server"))]


def test_a_length_that_is_too_large_is_refused_unread(asked: Asked) -> None:
    """A text that is said to be too large is refused before any of it is sent."""
    headers = {"Origin": asked.origin, "Content-Type": "application/json", "Content-Length": str(10**9)}
    assert asked.ask("kalla", "PUT", headers, b"").status == 413


def test_a_body_without_end_is_cut(asked: Asked) -> None:
    """A text that grows past the bound without saying how long it is, is refused and not gathered."""
    head = (
        f"PUT /{asked.key}/kalla HTTP/1.1\r\nHost: {asked.host}\r\nOrigin: {asked.origin}\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", asked.port), timeout=20) as connection:
        connection.sendall(head.encode())
        try:
            for _ in range(60):
                connection.sendall(chunk)
        except OSError:  # the server has hung up
            pass
        try:
            answer = connection.recv(100)
        except ConnectionResetError:
            answer = b"HTTP/1.1 413"
    assert answer.startswith(b"HTTP/1.1 413")
    assert asked.source()["text"] == TEXT


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"text": 1, "digest": "x"}',
        b'{"text": "x"}',
        b'{"text": "x", "digest": "x", "path": "/etc/passwd"}',
        b'{"text": "\\ud800", "digest": "x"}',
        b'{"text": "\xff", "digest": "x"}',
        b"[" * 100_000,
    ],
)
def test_broken_bodies_are_refused(asked: Asked, body: bytes) -> None:
    """What is no order to save a text is refused in Swedish, and nothing is written."""
    headers = {"Origin": asked.origin, "Content-Type": "application/json"}
    reply = asked.ask("kalla", "PUT", headers, body)
    assert (reply.status, reply.text) == (400, "Det som skickades går inte att läsa.")
    assert asked.path.read_text("utf-8") == TEXT


def test_no_broken_request_stops_it(asked: Asked) -> None:
    """Bytes that are no request at all are refused, and the next request is answered."""
    for data in (
        b"\x00\xff\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", asked.port), timeout=5) as connection:
            connection.sendall(data)
            assert b"xylofon" not in connection.recv(1000)
    assert asked.ask().status == 200


def test_nobody_else_can_connect(asked: Asked) -> None:
    """It listens on 127.0.0.1 and on no other address of the machine, nor on the next of loopback."""
    assert asked.running._socket.getsockname()[0] == "127.0.0.1"
    for address in ("127.0.0.2", socket.gethostbyname(socket.gethostname())):
        if address != "127.0.0.1":
            with pytest.raises(OSError):
                socket.create_connection((address, asked.port), timeout=2)


def test_the_code_that_opens_the_browser_works_once(folder: WorkspaceFolder) -> None:
    """What the browser is started with leads to the page once: whoever sees it later gets nothing."""
    with previewed(folder.write_meeting(TEXT, "2023-03-25-systemledning.yaml")) as other:
        path = other.running.preview.opening_address.removeprefix(other.origin)
        assert other.key not in path
        wrong = other.ask(path=path[:-1])
        assert is_refused(other, wrong.status, wrong.text)
        first = other.ask(path=path)
        assert (first.status, first.headers["location"]) == (303, f"/{other.key}/")
        again = other.ask(path=path)
        assert is_refused(other, again.status, again.text)
        assert "location" not in again.headers


def test_the_key_is_in_no_log(
    folder: WorkspaceFolder,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever is asked, and even when the program itself fails, neither log nor terminal has the key or the text."""
    with (
        caplog.at_level(logging.DEBUG),
        previewed(folder.write_meeting(TEXT, "2023-03-26-systemledning.yaml")) as other,
    ):
        monkeypatch.setattr(other.running.preview, "_schema", lambda: 1 / 0)
        assert other.ask("schema").status == 500
        for below in ("", "kalla", "finns-inte", "pdf/0"):
            other.ask(below)
        other.ask("kalla", host="ond.example")
        other.send(b"skr\xc3p\r\n\r\n")
    shown = capfd.readouterr()
    said = "".join((caplog.text, shown.out, shown.err))
    assert other.key not in said
    assert "xylofon" not in said


def test_keys_are_long_and_differ(folder: WorkspaceFolder) -> None:
    """Each preview has a key and a port of its own; the key has 256 bits."""
    path: Path = folder.write_meeting(TEXT)
    with previewed(path) as one, previewed(path) as other:
        assert one.key != other.key
        assert one.port != other.port
        assert len(one.key) == 43
