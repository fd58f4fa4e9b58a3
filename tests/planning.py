"""Workspaces with made-up years of meetings, for what a new meeting takes along from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command import Answer, Run, set_day
from conftest import WorkspaceFolder

from naravard_docs.meeting.meeting import Meeting
from naravard_docs.workspace.load import load_meeting

TODAY = date(2027, 1, 11)
BODIES = """bun:
  namn: Barn- och utbildningsnämnden
  benämning: Nämnden
  profil: nämnd
  ordval: {numrering: paragraf}
  ordförande:
    - {namn: Ada Ek, parti: S, till: 2027-03-31, e-post: ada@example.se}
    - {namn: Bo Al, parti: M, från: 2027-04-01}
  sekreterare: Eva Ö
  grupper:
    - grupp: Ledamöter
      ställning: tjänstgörande
      personer:
        - Ada Ek (S), ordförande, ada@example.se, till 2027-03-31
        - Bo Al (M), bo@example.se, från 2027-01-01
        - Cia Dal (C), ersättare, cia@example.se
  stående_ärenden:
    - Val av justerare
    - Godkännande av dagordningen
    - Anmälan av delegationsbeslut
    - Övriga frågor
  sammanträden:
    - 2027-02-12 09.00–12.00 Nämndsalen
    - 2027-03-12 13.00–15.00 Digitalt
samrad:
  namn: Samråd vård och omsorg
  benämning: Samrådet
  stående_ärenden:
    - {rubrik: Godkännande av föredragningslistan, typ: beslutsärende}
    - {rubrik: Föregående protokoll, typ: beslutsärende}
    - {rubrik: Nästa möte, visa: nästa_möte}
direktionen:
  namn: Direktionen
  profil: styrelse
  ordval: {numrering: paragraf, paragrafform: efter}
"""


class Planner:
    """A workspace with bodies, the clock standing on a day, and the command."""

    def __init__(self, folder: WorkspaceFolder, run: Run, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.run, self.patch = folder, run, patch
        folder.write_template("organ.yaml", BODIES)
        (folder.root / "meetings").mkdir(exist_ok=True)
        patch.chdir(folder.root)
        self.is_day(TODAY)

    def is_day(self, day: date) -> None:
        set_day(self.patch, day)

    def held(self, name: str, content: str, head: str = "status: justerat\n") -> Path:
        """Write a meeting file by its name, «2027-01-08-bun», with a body and a day like it."""
        day, body = name[:10], name[11:].removesuffix("-2")
        return self.folder.write_meeting(f"organ: {body}\ndatum: {day}\n{head}{content}", f"{name}.yaml")

    def ny(self, *words: str) -> Answer:
        return self.run("ny", *words)

    def made(self, *words: str) -> Meeting:
        """Return the meeting that the command makes; it has no errors."""
        answer = self.ny(*words)
        assert answer.code == 0, answer.err
        return load_meeting(Path(answer.lines[0])).meeting

    def text(self, *words: str) -> str:
        return Path(self.ny(*words).lines[0]).read_text("utf-8")


def headings(meeting: Meeting) -> list[str]:
    return [item.heading for item in meeting.agenda_items]
