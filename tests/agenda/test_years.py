"""Years of meetings made one after the other: of the real Systemledning and of the made-up bodies."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from command import Run, set_day
from made import MINUTES_STEM, copy_examples

from naravard_docs.meeting.meeting import Meeting
from naravard_docs.workspace.folders import EXAMPLES, REAL_EXAMPLE
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.start import start_workspace

PLANNED = """  sammanträden:
    - 2023-05-12 09.00–12.00 Digitalt
    - 2023-09-15 Umeå, Länssamverkan
    - 2023-12-01 kl. 13.00–15.00
"""
DECIDED = """    beslut:
      - godkänna planen
      - text: ta fram ett förslag
        typ: uppdrag
        ansvarig: beredningsgruppen
        klart_senast: 2023-12-01
"""


def stand(folder: Path, patch: pytest.MonkeyPatch, day: date) -> None:
    patch.chdir(folder)
    set_day(patch, day)


def made(run: Run, *words: str) -> tuple[Path, Meeting]:
    """Make the next meeting; it has no errors, and no doubt about its sections."""
    answer = run("ny", *words)
    assert answer.code == 0, answer.err
    path = Path(answer.lines[0])
    checked = run("kontrollera", path)
    assert checked.code == 0 and "fel:" not in checked.err and "NV60" not in checked.err, checked.err
    return path, load_meeting(path).meeting


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_year_of_systemledningen(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the real meeting come three: minutes approved, tasks until they are done, a matter until it is taken up."""
    root = copy_examples(tmp_path / "arbetsyta")
    stand(root, monkeypatch, date(2023, 4, 1))
    change(root / "templates" / "organ.yaml", "  huvudmän: lanets-huvudman", f"{PLANNED}  huvudmän: lanets-huvudman")
    may, meeting = made(run, "Systemledningen")
    assert (meeting.date, meeting.time, meeting.place) == (date(2023, 5, 12), "09.00–12.00", "Digitalt")
    number = len(load_meeting(Path(f"meetings/{MINUTES_STEM}.yaml")).meeting.agenda_items)
    assert meeting.agenda_items[1].text == f"Protokollet från den 24 mars 2023, ärendena 1–{number}."
    assert str(meeting.next_meeting) == "15 september 2023 Umeå, Länssamverkan"
    tabled = "  - rubrik: Ledningsseminariet\n    typ: beslutsärende\n    utgång: bordläggs\n\n"
    change(
        may, "  - rubrik: Övriga frågor\n", f"  - rubrik: Färdplanen\n{DECIDED}\n{tabled}  - rubrik: Övriga frågor\n"
    )
    september, meeting = made(run, "systemledning")
    assert [each.heading for each in meeting.agenda_items] == [
        *("Godkännande av föredragningslistan", "Föregående protokoll", "Uppföljning av uppdrag", "Ledningsseminariet"),
        *("Övriga frågor", "Mötet för systemledningen avslutas", "Nästa möte"),
    ]
    assert meeting.agenda_items[2].text == (
        "- ärende 3 den 12 maj 2023 (beredningsgruppen, senast den 1 december 2023): ta fram ett förslag"
    )
    change(may, "        klart_senast: 2023-12-01\n", "        klart_senast: 2023-12-01\n        klart: 2023-09-01\n")
    change(september, "Ledningsseminariet\n    typ: beslutsärende\n", "Ledningsseminariet\n    utgång: utgår\n")
    december, meeting = made(run, "systemledning")
    assert [each.heading for each in meeting.agenda_items][2] == "Övriga frågor"
    assert "nästa_möte:         #" in december.read_text("utf-8")


def test_a_year_of_a_committee(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sections run on through the year and begin anew; what is put off again comes again; the uppdrag stays."""
    start_workspace(tmp_path / "n", "nämnd")
    stand(tmp_path / "n", monkeypatch, date(2024, 4, 1))
    last = 28
    for day in ("2024-04-24", "2024-05-22", "2024-09-25"):
        path, meeting = made(run, "bun", day)
        assert meeting.first_section == last + 1
        last = meeting.numbers[-1].parts[0]
        (again,) = [each for each in meeting.agenda_items if each.reference_number == "BUN 2024/33"]
        assert again.earlier_handling.startswith("Ärendet bordlades den 20 mars 2024, § 27.")
        change(path, "    diarienummer: BUN 2024/33\n", "    diarienummer: BUN 2024/33\n    utgång: återremitteras\n")
    assert again.earlier_handling.endswith("§ 32.\n\nÄrendet återremitterades den 22 maj 2024, § 37."), again
    _, meeting = made(run, "Barn- och utbildningsnämnden", "22 januari 2025")
    assert meeting.first_section == 1
    assert "förvaltningschefen, senast den 31 oktober 2024" in meeting.agenda_items[2].text


@pytest.mark.parametrize("name", [each for each in EXAMPLES if each != REAL_EXAMPLE])
def test_the_next_meeting_of_each_example(name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example bodies' next meetings have no errors, and neither have the ones after them, or documents of them."""
    start_workspace(tmp_path / "n", name)
    stand(tmp_path / "n", monkeypatch, date(2025, 1, 1))
    (path,) = Path("meetings").glob("*.yaml")
    key = re.sub(r"^\d{4}-\d\d-\d\d-", "", path.stem)
    made(run, key, "2025-03-13")
    path, _ = made(run, key, "2025-06-12")
    assert run("bygg", path, "--format", "pdf").code == 0
