"""A secretary's workspace with a meeting to come, four who are called, a mail server on loopback, and the command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from command import Answer, Run, runner, set_day
from mail_server import PASSWORD, MailServer, Script, serving

from naravard_docs.workspace.files import write_whole

STEM = "2027-02-12-bun"
MEETING = f"meetings/{STEM}.yaml"
LOG = f"meetings/svar/{STEM}-kallelse.log"
INGELA, ROLF, TOVE, GORAN = "ingela@granasa.se", "rolf@granasa.se", "tove@granasa.se", "goran@granasa.se"
BODY = f"""bun:
  namn: Barn- och utbildningsnämnden
  profil: nämnd
  ordförande: Ingela Norrby (S), {INGELA}
  sekreterare: Tove Lindh, {TOVE}
  förhinder: Ring nämndsekreteraren.
  grupper:
    - grupp: Ledamöter
      ställning: tjänstgörande
      personer:
        - Ingela Norrby (S), ordförande, {INGELA}
        - Rolf Hed (M), {ROLF}
    - grupp: Ersättare
      ställning: ersättare
      personer:
        - Göran Viklund (S), {GORAN}
    - grupp: Tjänstepersoner
      ställning: övriga
      personer:
        - Tove Lindh, nämndsekreterare, {TOVE}
"""
AGENDA = """organ: bun
datum: 2027-02-12
tid: 09.00–12.00
plats: Stora salen
ärenden:
  - rubrik: Budget för 2028
    text: Förvaltningen har tagit fram ett förslag.
    förslag: {Förvaltningen: [godkänna budgeten]}
"""
SECRET = """  - rubrik: Placering av Kalle Anka
    sekretess: 26 kap. 1 § OSL
    text: Kalle behöver ett hem.
"""
ISSUED = "--datum", "2027-02-03"


@dataclass
class NoticeOffice:
    """What a test has: the workspace, the server, and the command."""

    root: Path
    server: MailServer
    run: Run
    patch: pytest.MonkeyPatch

    def call(self, *options: str, stem: str = STEM) -> Answer:
        return self.run("kallelse", self.root / "meetings" / f"{stem}.yaml", "--format", "pdf", *options)

    def call_all(self) -> None:
        """Issue the kallelse and send it to all."""
        assert self.call(*ISSUED, "--skicka").code == 0
        assert self.call("--fortsätt").code == 0
        assert self.server.addresses == [INGELA, ROLF, TOVE, GORAN]
        self.server.received.clear()

    def check_all(self) -> Answer:
        self.patch.chdir(self.root)
        return self.run("kontrollera")

    def uid(self, address: str) -> str:
        """Return what the meeting is known by in the calendar of somebody."""
        return next(line for line in self.calendar(address).splitlines() if line.startswith("UID:"))

    def is_day(self, year: int, month: int, day: int) -> None:
        """Have the clock say that it is nine in the morning of a day."""
        set_day(self.patch, date(year, month, day))

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def text(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    @property
    def log(self) -> list[tuple[str, str, str]]:
        """What the log says: occasion, recipient and event, in order."""
        lines = [line.split("\t") for line in self.text(LOG).splitlines()[1:]]
        return [(line[2], line[3], line[1]) for line in lines]

    @property
    def messages(self) -> dict[str, EmailMessage]:
        return {received.to[0]: received.message for received in self.server.received}

    def calendar(self, address: str) -> str:
        """Return the calendar file that somebody got."""
        parts = list(self.messages[address].walk())
        (calendar,) = [part.get_content() for part in parts if part.get_content_type() == "text/calendar"]
        text = calendar if isinstance(calendar, str) else calendar.decode("utf-8")
        return text.replace("\r\n ", "")


@contextmanager
def a_notice_office(
    folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], agenda: str = AGENDA
) -> Iterator[NoticeOffice]:
    """Provide an office where no kallelse is issued, nine days before the meeting."""
    root = folder / "arbetsyta"
    for name, text in {
        "templates/organisation.yaml": "namn: Granåsa kommun\n",
        "templates/organ.yaml": BODY,
        MEETING: agenda,
    }.items():
        write_whole(root / name, text.encode())
    with serving(folder / "server", Script()) as server:
        account = folder / "post.yaml"
        account.write_text(server.account(), encoding="utf-8")
        # no authority of the machine is needed, and to read them all takes longer than to build a kallelse
        patch.setenv("SSL_CERT_FILE", str(folder / "inga.pem"))
        patch.setenv("NARAVARD_POST", str(account))
        patch.setenv("NARAVARD_SMTP_PASSWORD", PASSWORD)
        office = NoticeOffice(root, server, runner(capsys), patch)
        office.is_day(2027, 2, 3)
        yield office
