"""An office whose mail server knows no passwords, with the provider that vouches for its user and her browser."""

from __future__ import annotations

import base64
import logging
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from command import Answer
from identity_provider import CLIENT, SECRET_MARK, TENANT, USER, Browser, IdentityProvider, providing
from key_rings import MemoryRing, a_ring
from office import Office, an_office

from naravard_docs.check import pdf_rules
from naravard_docs.errors import ExitCode
from naravard_docs.pdf import writer

SHARED = "samverkan@regionen.se"
PASSWORDS_OFF = "550 5.7.30 Basic authentication is not supported for Client Submission."

_pdf_bytes, _pdf_faults = lru_cache(writer.pdf_bytes), lru_cache(pdf_rules.pdf_faults)


@dataclass
class Setup:
    """An office whose mail server knows no passwords, the provider that vouches for Anna, and her browser."""

    office: Office
    provider: IdentityProvider
    browser: Browser
    ring: MemoryRing
    caplog: pytest.LogCaptureFixture
    told: list[str]

    def run(self, *words: str) -> Answer:
        answer = self.office.run(*words)
        self.told += [answer.out, answer.err]
        assert answer.code not in (ExitCode.INTERNAL, ExitCode.INTERRUPTED)
        return answer

    def log_in(self, *more: str) -> Answer:
        return self.run("konto", "--logga-in", *more)

    def send(self, *more: str) -> Answer:
        answer = self.office.dispatch(*more)
        self.told += [answer.out, answer.err]
        assert answer.code not in (ExitCode.INTERNAL, ExitCode.INTERRUPTED)
        return answer

    def write_account(self, **more: object) -> None:
        held = {
            "inloggning": "microsoft",
            "katalog_id": TENANT,
            "program_id": CLIENT,
            "utfärdare": self.provider.issuer,
        }
        text = self.office.server.account(**{"användare": USER, "omförsök": 1, **held, **more})
        self.office.account.write_text(text, encoding="utf-8")


@contextmanager
def a_passwordless_office(
    examples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Setup]:
    """Provide a setup in which nobody has logged in; when it is left, no secret may be in anything that it shows."""
    ring = a_ring(monkeypatch)
    caplog.set_level(logging.DEBUG)
    with an_office(examples, tmp_path, monkeypatch, capsys) as office:
        monkeypatch.delenv("NARAVARD_SMTP_PASSWORD")
        # the letter is the same in every test: it is rendered and checked once
        monkeypatch.setattr(writer, "pdf_bytes", _pdf_bytes)
        monkeypatch.setattr(pdf_rules, "pdf_faults", _pdf_faults)
        certificate = office.server.certificate
        with providing(tmp_path, (certificate, certificate.with_name("nyckel.pem"))) as provider:
            script = office.server.script
            script.without_login, script.refuses_passwords = (), PASSWORDS_OFF
            script.takes_token = provider.takes
            browser = Browser(certificate)
            monkeypatch.setattr(webbrowser, "open", browser.open)
            made = Setup(office, provider, browser, ring, caplog, [])
            made.write_account()
            yield made
        refuse_secrets(made)


def refuse_secrets(setup: Setup) -> None:
    """No token and no code is in anything shown, in any log, or in any file of the workspace or beside the account."""
    files = [path for path in (setup.office.root, setup.office.account.parent) for path in path.rglob("*")]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in files if path.is_file()]
    marks = (SECRET_MARK, *(base64.b64encode(b"x" * n + SECRET_MARK.encode()).decode()[4:-4] for n in range(3)))
    assert not [text for text in (*setup.told, *texts, *setup.browser.pages) if any(mark in text for mark in marks)]
    own = [record for record in setup.caplog.records if not record.name.startswith(("mail.log", "asyncio"))]
    assert not [record for record in own if SECRET_MARK in record.getMessage()]
