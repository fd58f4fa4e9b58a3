"""The user's own file about the mail server, and where the password comes from."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from conftest import WorkspaceFolder
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from naravard_docs.errors import FileAccessError, InvalidInputError, Problem, SendingError, WrongUsageError, shown_path
from naravard_docs.send.password import password_of
from naravard_docs.workspace.account import Account, Encryption, read_account

GOOD = "server: smtp.exempel.se\nkryptering: starttls\nanvändare: anna\n"
VARIABLES = ("NARAVARD_SMTP_LÖSENORD", "NARAVARD_SMTP_PASSWORD")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hemma" / "post.yaml"


def read(file: Path, text: str) -> Account:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return read_account(file, file.parent.parent / "arbetsyta")


def problems(file: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInputError) as caught:
        read(file, text)
    return caught.value.problems


@pytest.mark.parametrize(("word", "encryption", "port"), [("starttls", "STARTTLS", 587), ("TLS", "TLS", 465)])
def test_the_port_follows_the_encryption(file: Path, word: str, encryption: str, port: int) -> None:
    """Without «port» the usual one is used, and what is written wins."""
    account = read(file, GOOD.replace("starttls", word))
    assert (account.encryption, account.port) == (Encryption[encryption], port)
    assert read(file, f"{GOOD}port: 2525\n").port == 2525


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("server: smtp.exempel.se\n", "1:1", "nyckeln «kryptering» saknas"),
        (GOOD.replace("starttls", "ingen"), "2:13", "«ingen» är inget av de ord"),
        (GOOD.replace("smtp.exempel.se", "http://smtp.exempel.se/"), "1:9", "inget namn på en server"),
        (GOOD.replace("smtp.exempel.se", "smtp..exempel.se"), "1:9", "inget namn på en server"),
        (GOOD.replace("smtp.exempel.se", f"{'a' * 64}.se"), "1:9", "inget namn på en server"),
        (GOOD.replace("smtp.exempel.se", f"{'åäö' * 14}.{'b.' * 110}se"), "1:9", "inget namn på en server"),
        (f"{GOOD}kopia_till: a@{'åäöéüáčđŋšŧž' * 3}abcd.se\n", "4:13", "ingen e-postadress"),
        (f"{GOOD}portt: 587\n", "4:1", "okänd nyckel «portt»"),
        (f"{GOOD}port: 70000\n", "4:7", "ska vara"),
        (f"{GOOD}paus_sekunder: snart\n", "4:16", "ska vara"),
        (f"{GOOD}certifikat: finns-inte.pem\n", "4:13", "finns inte"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(file: Path, text: str, where: str, message: str) -> None:
    """Each fault has line, column and remedy."""
    (problem,) = problems(file, text)
    assert str(problem.place) == f"{shown_path(file)}:{where}"
    assert message.lower() in problem.message.lower()
    assert problem.remedy


@pytest.mark.parametrize(
    "line",
    [
        "lösenord: hemligt",
        "password: hemligt",
        "smtp_lösenord: hemligt",
        'Lösenord : "hemligt: mycket',
        "extra: {lösenord: hemligt}",
        "- pass: hemligt",
    ],
)
def test_a_password_in_the_file_is_refused_and_not_shown(file: Path, line: str) -> None:
    """It is refused with the reason, before any other fault, and nothing of what is told has the password in it."""
    (problem,) = problems(file, f"{GOOD}{line}\nserver: två gånger\n")
    assert problem.place is not None
    assert problem.place.line == 4
    assert "sparas inte i klartext" in problem.message
    assert "nyckelring" in problem.remedy
    assert "hemligt" not in str(problem)


def test_a_comment_may_speak_of_the_password(file: Path) -> None:
    """Only keys are taken for passwords."""
    assert read(file, f"{GOOD}# lösenord: ligger i nyckelringen\n").user == "anna"


def test_a_file_in_the_workspace_is_refused(workspace: WorkspaceFolder) -> None:
    """What others read is no place for it."""
    path = workspace.write("post.yaml", GOOD)
    with pytest.raises(WrongUsageError, match="ligger i arbetsytan") as caught:
        read_account(path, workspace.root)
    assert "flytta filen till" in caught.value.remedy


def test_no_file_at_all(tmp_path: Path) -> None:
    """It is told where the file should be and what should stand in it."""
    with pytest.raises(FileAccessError, match="finns inte") as caught:
        read_account(tmp_path / "post.yaml", tmp_path / "arbetsyta")
    assert "kryptering: starttls" in caught.value.remedy


class _Ring(KeyringBackend):
    """A key ring in memory; it is closed when it has no entries."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, entries: dict[tuple[str, str], str] | None) -> None:
        super().__init__()
        self.entries = entries

    def get_password(self, service: str, username: str) -> str | None:
        if self.entries is None:
            raise NoKeyringError("No recommended backend was available")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> _Ring:
    held = _Ring({("naravard_docs", "anna@smtp.exempel.se"): "ur ringen"})
    monkeypatch.setattr(keyring, "get_password", held.get_password)
    return held


def test_the_password_is_the_environments_before_the_key_rings(ring: _Ring) -> None:
    """Either variable will do, and the key ring is asked when neither is set."""
    for variable in VARIABLES:
        assert password_of("anna", "smtp.exempel.se", {variable: "ur miljön"}, VARIABLES) == "ur miljön"
    assert password_of("anna", "smtp.exempel.se", {}, VARIABLES) == "ur ringen"


@pytest.mark.parametrize(("entries", "said"), [({}, "finns inte"), (None, "datorn har ingen nyckelring")])
def test_no_password(ring: _Ring, entries: dict[tuple[str, str], str] | None, said: str) -> None:
    """It is told for whom it is missing and where it can be put."""
    ring.entries = entries
    with pytest.raises(SendingError, match=said) as caught:
        password_of("anna", "smtp.exempel.se", {}, VARIABLES)
    assert "anna@smtp.exempel.se" in caught.value.message
    assert "NARAVARD_SMTP_PASSWORD" in caught.value.remedy


def test_no_key_ring_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program does without the library, and tells how to get it."""
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    with pytest.raises(SendingError) as caught:
        password_of("anna", "smtp.exempel.se", {}, VARIABLES)
    assert "pip install keyring" in caught.value.remedy
