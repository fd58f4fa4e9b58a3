"""A coordinator's workspace with three recipients, a mail server on loopback, and the commands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from command import Answer, Run, runner, set_day
from made import LETTER_STEM
from mail_server import PASSWORD, MailServer, Script, serving

from naravard_docs.workspace.files import write_whole

MEETING = f"meetings/{LETTER_STEM}.yaml"
REFERENCE = f"{LETTER_STEM}-systemledning-och-framtidsbild"
LOG = f"meetings/svar/{REFERENCE}.utskick.tsv"
ANSWERS = f"meetings/svar/{REFERENCE}.yaml"
UMEA, MALA, ASELE = "umea.kommun@umea.se", "kommunstyrelsen@mala.se", "kommun@asele.se"
LIST = f"""lanets-huvudman:
  namn: Länets huvudmän
  mottagare:
    - {{nyckel: umea, namn: Umeå kommun, e-post: {UMEA}}}
    - {{nyckel: mala, namn: Malå kommun, e-post: {MALA}}}
    - {{nyckel: asele, namn: Åsele kommun, e-post: {ASELE}}}
"""


@dataclass
class Office:
    """What a test has: the workspace, the server, and the user's file about it."""

    root: Path
    server: MailServer
    account: Path
    run: Run
    patch: pytest.MonkeyPatch

    def dispatch(self, *options: str) -> Answer:
        return self.run("utskick", MEETING, *options)

    def remind(self, *options: str) -> Answer:
        return self.run("påminn", MEETING, *options)

    def is_day(self, year: int, month: int, day: int) -> None:
        """Have the clock say that it is nine in the morning of a day."""
        set_day(self.patch, date(year, month, day))

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        write_whole(self.root / name, text.encode())

    def text(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    @property
    def log(self) -> list[tuple[str, str]]:
        """What the log says: recipient and event, in order."""
        lines = self.text(LOG).splitlines()[1:]
        return [(line.split("\t")[3], line.split("\t")[1]) for line in lines]

    def drafts(self, folder: str = "mejl") -> dict[str, EmailMessage]:
        """Return the drafts of a folder, by the last word of their names."""
        paths = sorted((self.root / "output" / LETTER_STEM / folder).rglob("*.eml"))
        return {path.stem.rsplit("-", 1)[1]: message_from_bytes(path.read_bytes(), policy=default) for path in paths}


def shorten_letter(meeting: Path) -> None:
    """Take the appendices from the example's letter: to render them at every dispatch takes most of a test's time."""
    text = meeting.read_text("utf-8")
    assert text.count("      bilagor:") == 1
    meeting.write_text(text.split("      bilagor:")[0], encoding="utf-8")


def _answers_later(run: Run, patch: pytest.MonkeyPatch) -> Run:
    """Return what runs commands so that answers are recorded long after the day that the office has."""

    def on_its_day(*arguments: str | Path) -> Answer:
        if arguments[0] != "svar":
            return run(*arguments)
        with patch.context() as later:
            set_day(later, date(2026, 1, 7))
            return run(*arguments)

    return on_its_day


@contextmanager
def an_office(
    examples: Path,
    folder: Path,
    patch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lists: str = LIST,
) -> Iterator[Office]:
    """Provide an office where nothing has been sent and the day is that of the letter; ``lists`` is sandlistor.yaml."""
    write_whole(examples / "templates" / "sandlistor.yaml", lists.encode())
    shutil.rmtree(examples / "meetings" / "svar")
    shorten_letter(examples / MEETING)
    with serving(folder / "server", Script()) as server:
        account = folder / "post.yaml"
        account.write_text(server.account(), encoding="utf-8")
        # no authority of the machine is needed, and to read them all takes longer than to build a letter
        patch.setenv("SSL_CERT_FILE", str(folder / "inga.pem"))
        patch.setenv("NARAVARD_POST", str(account))
        patch.setenv("NARAVARD_SMTP_PASSWORD", PASSWORD)
        office = Office(examples, server, account, _answers_later(runner(capsys), patch), patch)
        office.is_day(2021, 4, 26)
        yield office
