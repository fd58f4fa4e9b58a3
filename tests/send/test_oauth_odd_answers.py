"""Providers, key rings and browsers that do what nobody would: it is told in Swedish, and no traceback is shown."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import pytest
from identity_provider import SECRET_MARK
from oauth_office import PASSWORDS_OFF, Setup
from office import UMEA

from naravard_docs.errors import ExitCode
from naravard_docs.send import key_ring
from naravard_docs.send.loopback import LoopbackPage

pytestmark = pytest.mark.slow

GRANT = {"access_token": "x", "refresh_token": "y", "token_type": "Bearer", "expires_in": 3600}
ODD_TOKENS: list[object] = [
    {**GRANT, "expires_in": 10**400},
    {**GRANT, "expires_in": "9" * 5_000},
    {**GRANT, "expires_in": -5},
    {**GRANT, "expires_in": [1]},
    {**GRANT, "access_token": "\ud800"},
    {**GRANT, "access_token": "rad\nrad"},
    {**GRANT, "access_token": ""},
    {**GRANT, "access_token": 7},
    {**GRANT, "refresh_token": "z" * 30_000},
    {**GRANT, "refresh_token": ["y"]},
    {**GRANT, "id_token": "ett.WyJsaXN0YSJd.tre"},
    {**GRANT, "id_token": 5},
    {**GRANT, "id_token_claims": "hej"},
    {"error": 5, "error_description": ["AADSTS50076"]},
    {"error": "\x1b[2J", "error_description": "\x1b]0;"},
    None,
    "text",
]


@pytest.mark.parametrize("told", ODD_TOKENS, ids=range(len(ODD_TOKENS)))
@pytest.mark.parametrize("step", ["byte", "förnyelse", "kod"])
def test_tokens_of_wrong_forms(oauth: Setup, step: str, told: object) -> None:
    """Each is either understood or told; a terminal is given no sign that it would obey."""
    if step == "förnyelse":
        oauth.log_in()
    oauth.provider.plan.errors[step] = (200, told)
    by_code = ["--med-kod"] if step == "kod" else []
    answer = oauth.send("--skicka") if step == "förnyelse" else oauth.log_in(*by_code)
    assert answer.code == ExitCode.SERVER
    assert "\x1b" not in answer.err


@pytest.mark.parametrize(
    "told",
    [
        {"user_code": "\x1b[2J", "device_code": "d", "verification_uri": "https://x.se"},
        {"user_code": "A\nklart: allt är skickat", "device_code": "d", "verification_uri": "https://x.se"},
        {"user_code": "A" * 50_000, "device_code": "d", "verification_uri": "https://x.se"},
        {"user_code": "A", "device_code": "d"},
        {"user_code": "A", "device_code": "d", "verification_uri": "https://x.se", "interval": "snart"},
        {"user_code": "A", "device_code": "d", "verification_uri": "https://x.se", "expires_in": [1]},
        {"user_code": "A", "verification_uri": "https://x.se"},
        {"error": "unauthorized_client"},
        [1],
        "text",
    ],
)
def test_codes_of_wrong_forms(oauth: Setup, told: object) -> None:
    """A code that nobody can type, or a page that is none, is not shown."""
    oauth.provider.plan.errors["begäran"] = (200, told)
    answer = oauth.log_in("--med-kod")
    assert answer.code == ExitCode.SERVER
    assert "klart" not in answer.err
    assert "\x1b" not in answer.err
    assert len(answer.err) < 1_000


@pytest.mark.parametrize(
    "issuer",
    [
        "https://[",
        "https://exa\u2100mple.se",
        "https://id.se:abc",
        "https://id.se:99999",
        "https://id.se/å",
        "https://a..b/x",
    ],
)
def test_issuers_that_are_none(oauth: Setup, issuer: str) -> None:
    """They are faults of the file, with their place."""
    oauth.write_account(utfärdare=f'"{issuer}"')
    answer = oauth.run("konto")
    assert answer.code == ExitCode.CORRECTION
    assert "ingen säker webbadress" in answer.err


@pytest.mark.parametrize("jump", [-3 * 365 * 86_400, 3 * 365 * 86_400])
def test_a_clock_that_is_wrong_at_the_log_in(oauth: Setup, monkeypatch: pytest.MonkeyPatch, jump: int) -> None:
    """The times in the provider's answers play no part."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + jump)
    assert oauth.log_in().code == ExitCode.DONE
    assert oauth.log_in("--med-kod").code == ExitCode.DONE
    assert oauth.send("--skicka").code == ExitCode.DONE


def test_an_answer_of_another_log_in(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token whose nonce is of another log-in is not taken."""
    oauth.provider.plan.claims = {"nonce": "en annans"}
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert oauth.ring.entries == {}


def test_a_password_where_only_tokens_are_taken(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told that this server wants another way to log in."""
    monkeypatch.setenv("NARAVARD_SMTP_PASSWORD", "hemligt")
    oauth.office.account.write_text(oauth.office.server.account(), encoding="utf-8")
    oauth.office.server.script.without_login = ("LOGIN", "PLAIN")
    oauth.office.server.script.refuses_passwords = ""
    answer = oauth.send("--skicka")
    assert answer.code == ExitCode.SERVER
    assert "tar inte emot inloggning med lösenord" in answer.err
    assert "inloggning: microsoft" in answer.err
    assert PASSWORDS_OFF not in answer.err


def test_a_refresh_that_cannot_be_kept(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter goes with what was got; the old log-in stands as it was."""
    oauth.log_in()
    before = dict(oauth.ring.entries)

    def full(*_: str) -> None:
        raise OSError(28, SECRET_MARK)

    monkeypatch.setattr("keyring.set_password", full)
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA]
    assert oauth.ring.entries == before


def test_what_is_left_of_a_log_in_that_was_cut_off(oauth: Setup) -> None:
    """It is forgotten too when asked for."""
    oauth.log_in()
    del oauth.ring.entries[key_ring._HEAD, next(iter(oauth.ring.entries))[1]]
    assert "glömd" in oauth.run("konto", "--logga-ut").err
    assert oauth.ring.entries == {}


def test_two_at_once(oauth: Setup) -> None:
    """A token that may be used once is used once, and both get theirs."""
    oauth.log_in()
    from naravard_docs.dispatch.server import token_source
    from naravard_docs.workspace.account import read_account

    account = read_account(oauth.office.account, oauth.office.root)
    sources = [token_source(account, oauth.office.account, {}) for _ in range(6)]
    got: list[str] = []
    threads = [threading.Thread(target=lambda s=source: got.append(s.token())) for source in sources]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(got)) == len(sources)
    assert oauth.provider.asked["förnyelse"] == len(sources)


NOISE = [
    b"",
    b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n\xff\xfe\xff\xfe",
    b"POST / HTTP/1.1\r\nContent-Length: 13\r\n\r\nstate=x&code=y",
    b"\x16\x03\x01\x02\x00",
    b"GET /?code=x&state=r HTTP/1.1\r\n\r\n",
]


def test_noise_on_loopback(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever else connects is not the answer, holds nothing up, and puts nothing on the terminal."""
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    with LoopbackPage(10, ("bra", "dåligt")) as page:
        port = urllib.parse.urlsplit(page.address).port
        silent = socket.create_connection(("127.0.0.1", port))
        answers: list[object] = []
        waiting = threading.Thread(
            target=lambda: answers.append(page.get_auth_response("u", "rätt", lambda address, is_open: None))
        )
        waiting.start()
        for data in NOISE:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(data)
        body = urllib.parse.urlencode({"state": "rätt", "code": "c"}).encode()
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            assert b"bra" in connection.makefile("rb").read()
        waiting.join(5)
        silent.close()
    assert answers == [{"state": "rätt", "code": "c"}]
    assert capfd.readouterr() == ("", "")


def test_nothing_of_it_is_loaded_by_other_commands(tmp_path: Path) -> None:
    """Neither msal nor the key ring is read by those who do not send."""
    code = (
        "import sys, naravard_docs.cli.main as m\n"
        "try: m.main(['kontrollera'])\nexcept SystemExit: pass\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('msal', 'keyring', 'requests')])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert result.stdout.strip().endswith("[]")


def test_an_interrupted_log_in(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that nothing is kept."""
    oauth.browser.never_returns = True

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("queue.Queue.get", interrupt)
    answer = oauth.office.run("konto", "--logga-in")
    assert answer.code == ExitCode.INTERRUPTED
    assert "ingen ny är sparad" in answer.err
    assert oauth.ring.entries == {}


def test_an_account_outside_every_workspace(oauth: Setup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who stands beside their own file, and in no workspace, may use it."""
    home = tmp_path / "hemma"
    home.mkdir()
    (home / "post2.yaml").write_text(oauth.office.account.read_text("utf-8"), encoding="utf-8")
    monkeypatch.setenv("NARAVARD_POST", str(home / "post2.yaml"))
    monkeypatch.chdir(home)
    assert oauth.log_in().code == ExitCode.DONE


def test_a_preview_after_a_refused_sender(oauth: Setup) -> None:
    """It says what the refusal means, and not only to try again."""
    oauth.log_in()
    oauth.office.server.script.answer_to_data = "554 5.2.252 SendAsDenied; not allowed to send as"
    answer = oauth.send("--skicka")
    assert "kör igen om en stund" not in answer.err
    answer = oauth.send()
    assert "inte rätt att skicka som avsändaren" in answer.err
    assert "kör igen om en stund" not in answer.err
