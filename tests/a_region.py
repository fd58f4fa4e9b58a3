"""A made-up region with eight kommuner, whose year is played by commands: files, a clock, and all that is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from command import Answer, Run, runner, set_clock
from conftest import WorkspaceFolder
from mail_server import PASSWORD, MailServer, Script, serving

KOMMUNER = {
    "almnas": "Almnäs kommun",
    "bergvik": "Bergviks kommun",
    "dalfors": "Dalfors kommun",
    "ekholm": "Ekholms kommun",
    "forsa": "Forsa kommun",
    "granas": "Granås kommun",
    "hede": "Hede kommun",
    "islinge": "Islinge kommun",
}
ORGANISATION = "namn: Region Mellanfjäll\npostadress: 800 00 Mellanstad\n"
BODY = """\
lansrad:
  namn: Länsrådet för god vård
  benämning: Länsrådet
  sekreterare: Eva Ek
  huvudmän: lanets-kommuner
  ordval: {beslutsstil: att_satser}
"""
RENAMED_BODY = """\
lansrad:
  namn:
    - {namn: Länsrådet för god vård, till: 2026-09-30}
    - {namn: Vårdrådet i Mellanfjäll, från: 2026-10-01}
  benämning:
    - {benämning: Länsrådet, till: 2026-09-30}
    - {benämning: Vårdrådet, från: 2026-10-01}
  sekreterare: Eva Ek
  huvudmän: lanets-kommuner
  ordval: {beslutsstil: att_satser}
"""
PEOPLE = """\
eva-ek:
  namn: Eva Ek
  titel: Samordnare
  organisation: Region Mellanfjäll
  e-post: eva.ek@mellanfjall.example
  telefon: 070-123 45 67
"""
LIST = "lanets-kommuner:\n  namn: Länets kommuner\n  mottagare:\n" + "".join(
    f"    - {{nyckel: {key}, namn: {name}, typ: kommun, e-post: kommun@{key}.example}}\n"
    for key, name in KOMMUNER.items()
)
PRESENT = """\
närvarande:
  - grupp: Rådet
    personer: ["Eva Ek, Region Mellanfjäll", "Bo Ask (s), Almnäs kommun, ordförande"]
"""


def letter(matter: str, name: str, day: str, answer_by: str) -> str:
    return f"""\
    rekommendation:
      ärende: {matter}
      kortnamn: {name}
      datum: {day}
      sändlista: lanets-kommuner
      svar_senast: {answer_by}
      svar_till: eva-ek
      frågor_till: eva-ek
      undertecknas_av: eva-ek
"""


FEBRUARY, JUNE, OCTOBER = (f"{day}-lansrad" for day in ("2026-02-12", "2026-06-11", "2026-10-08"))
PLAN, ROUTINE, CARDS = f"{FEBRUARY}-plan", f"{FEBRUARY}-rutin", f"{OCTOBER}-kort"
"""The references of the three recommendations."""
MEETINGS = {
    FEBRUARY: f"""\
organ: lansrad
datum: 2026-02-12
status: justerat
{PRESENT}
ärenden:
  - rubrik: Plan för god vård
    typ: beslutsärende
    text: Eva Ek redogör för planen.
    beslut:
      inledning: att rekommendera länets kommuner att besluta
      satser:
        - anta Plan för god vård 2027–2030
        - följa upp planen varje år
{letter("plan för god vård", "plan", "2026-03-02", "2026-09-30")}
  - rubrik: Rutin för utskrivning
    typ: beslutsärende
    text: Bo Ask redogör för rutinen.
    beslut:
      inledning: att rekommendera länets kommuner att besluta
      satser:
        - införa rutinen för utskrivning
{letter("rutin för utskrivning", "rutin", "2026-03-02", "2026-09-15")}""",
    JUNE: f"""\
organ: lansrad
datum: 2026-06-11
status: justerat
{PRESENT}
ärenden:
  - rubrik: Hur det går med planen
    typ: beslutsärende
    text: Eva Ek går igenom svaren.
    uppföljning_av: {PLAN}
    beslut: Informationen lades till handlingarna.
""",
    OCTOBER: f"""\
organ: lansrad
datum: 2026-10-08
status: justerat
{PRESENT}
ärenden:
  - rubrik: Läget för planen
    typ: beslutsärende
    uppföljning_av: {{rekommendation: {PLAN}, form: kort}}
    beslut: Informationen lades till handlingarna.
  - rubrik: Kort för anhöriga
    typ: beslutsärende
    text: Eva Eck visar kortet.
    beslut:
      inledning: att rekommendera länets kommuner att besluta
      satser:
        - dela ut kortet till anhöriga
{letter("kort för anhöriga", "kort", "2026-10-20", "2027-02-26")}""",
}


class _Clock:
    """What the year says the time is."""

    now = datetime(2026, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """One command of the year: the day, its words, and what it answered."""

    day: date
    words: tuple[str, ...]
    answer: Answer

    def __str__(self) -> str:
        said = f"== {self.day} naravard {' '.join(self.words)} → {self.answer.code}\n"
        return said + self.answer.out + "--\n" + self.answer.err


@dataclass
class Region:
    """The workspace, its mail server and its clock, and all that the commands have said."""

    root: Path
    server: MailServer
    _run: Run
    said: list[Said] = field(default_factory=list)

    @property
    def day(self) -> date:
        return _Clock.now.date()

    def is_day(self, month: int, day: int) -> None:
        _Clock.now = datetime(2026, month, day, 9, tzinfo=UTC)

    def run(self, *words: str, code: int = 0) -> Answer:
        """Run a command, a minute after the last one, that answers with an exit code."""
        _Clock.now += timedelta(minutes=1)
        answer = self._run(*words)
        self.said.append(Said(_Clock.now.date(), words, answer))
        assert answer.code == code, str(self.said[-1])
        return answer

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write_meeting(self, stem: str) -> str:
        path = self.root / "meetings" / f"{stem}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(MEETINGS[stem], encoding="utf-8")
        return f"meetings/{stem}.yaml"

    def files(self, folder: str) -> dict[str, bytes]:
        """Return the files below a folder, by their names from it."""
        top = self.root / folder
        return {str(each.relative_to(top)): each.read_bytes() for each in sorted(top.rglob("*")) if each.is_file()}


@contextmanager
def a_region(folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Region]:
    """Provide a region on New Year's Day, with a list of recipients and no meetings."""
    workspace = WorkspaceFolder(folder / "arbetsyta")
    for name, text in {"organisation": ORGANISATION, "organ": BODY, "personer": PEOPLE, "sandlistor": LIST}.items():
        workspace.write_template(f"{name}.yaml", text)
    set_clock(patch, lambda: _Clock.now)
    patch.chdir(workspace.root)
    with serving(folder / "server", Script()) as server:
        account = folder / "post.yaml"
        account.write_text(server.account(), encoding="utf-8")
        patch.setenv("SSL_CERT_FILE", str(folder / "inga.pem"))
        patch.setenv("NARAVARD_POST", str(account))
        patch.setenv("NARAVARD_SMTP_PASSWORD", PASSWORD)
        yield Region(workspace.root, server, runner(capsys))
