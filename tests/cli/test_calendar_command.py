"""naravard kalender: the year on the terminal and as files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from command import Run, set_day
from conftest import WorkspaceFolder

ORGAN = """\
namnden:
  namn: Socialnämnden
  profil: nämnd
  tider: {handlingar: 14}
  sammanträden:
  - 2027-02-12 09.00–12.00 Kommunhuset, sammanträdesrum Stora Björnen, Storgatan 12, Lycksele
  - 2027-12-13 09.00–12.00 Umeå
tyst:
  namn: Ett råd utan möten
"""


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    """Return a workspace that the command stands in, on the first of March 2027."""
    folder = WorkspaceFolder(tmp_path)
    folder.write_template("organ.yaml", ORGAN)
    folder.write_template("organisation.yaml", "namn: Exempelkommunen\n")
    folder.write("meetings/2027-02-12-namnden.yaml", "organ: namnden\ndatum: 2027-02-12\n")
    monkeypatch.chdir(tmp_path)
    set_day(monkeypatch, date(2027, 3, 1))
    return folder


def test_the_table(year: WorkspaceFolder, run: Run) -> None:
    """Each meeting has a row with its days; what is past is marked, what moved explained, and no line is too wide."""
    answer = run("kalender")
    assert answer.code == 0
    assert max(map(len, answer.lines)) <= 120
    assert answer.lines[0] == "Socialnämnden 2027"
    assert "fre 12 feb*  09.00–12.00" in answer.out and "fre 29 jan*" in answer.out
    assert "mån 27 dec" in answer.out and "mån 29 nov" in answer.out
    assert "* har passerat" in answer.out and "utan möten" not in answer.out
    assert "2 möten 2027, 1 kvar" in answer.err
    assert "inga möten" in run("kalender", "tyst").out


def test_a_table_over_a_new_year_is_a_table_still(year: WorkspaceFolder, run: Run) -> None:
    """Days of two years do not make the table fall apart into a list: it is no wider than it may be."""
    year.write_template("organ.yaml", ORGAN.replace("nämnd\n", "fullmäktige\n").replace("2027-02-12", "2028-01-12"))
    answer = run("kalender", "--år", "2027")
    assert answer.lines[1].split() == [
        *("Möte", "Tid", "Plats", "Handlingar", "Kallelse", "Justeras", "Anslås", "Överklagas")
    ]
    assert max(map(len, answer.lines)) <= 120 and "ons\u00a012" not in answer.out and "ons 12 jan" in answer.out


def test_json(year: WorkspaceFolder, run: Run) -> None:
    """--json is data on stdout, with a stable name for each day."""
    listed = json.loads(run("kalender", "namnden", "--json").out)
    assert listed[0]["beteckning"] == "namnden/2027-02-12/handlingar"
    assert [each["sort"] for each in listed[:3]] == ["handlingar", "möte", "justering"]


def test_a_file_is_what_its_name_says(year: WorkspaceFolder, run: Run) -> None:
    """--till with a file's name writes that one; a name that says nothing known, or another format, is refused."""
    assert run("kalender", "--till", "k.ics").lines == ["k.ics"]
    assert (year.root / "k.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert run("kalender", "--till", "k.CSV").code == 0
    assert (year.root / "k.CSV").read_text("utf-8-sig").startswith("Datum;Veckodag;Organ")
    assert run("kalender", "--till", "k.odt").code == 2
    assert run("kalender", "--till", "k.ics", "--format", "csv").code == 2
    assert run("kalender", "nämden").code == 2


def test_a_folder_gets_what_is_asked_for(year: WorkspaceFolder, run: Run) -> None:
    """--format writes into a folder of the year, with a manifest; again it is the same bytes."""
    answer = run("kalender", "--format", "csv,ics,xlsx,docx,pdf,html")
    assert answer.lines == [
        "output/kalender-2027/kalender-2027.csv",
        "output/kalender-2027/kalender-2027.xlsx",
        "output/kalender-2027/kalender-2027.ics",
        "output/kalender-2027/sammantradestider-2027.docx",
        "output/kalender-2027/sammantradestider-2027.pdf",
        "output/kalender-2027/sammantradestider-2027.html",
    ]
    before = {path.name: path.read_bytes() for path in (year.root / "output/kalender-2027").iterdir()}
    run("kalender", "--format", "csv,ics,xlsx,docx,pdf,html")
    assert {path.name: path.read_bytes() for path in (year.root / "output/kalender-2027").iterdir()} == before
    assert run("kalender", "namnden", "--till", "ut", "--format", "ics").lines == [
        "ut/kalender-2027/kalender-2027-namnden.ics"
    ]


def test_documents_do_not_depend_on_the_day(year: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The published document and the calendar's entries are the same on every day that they are made."""
    made = []
    for month in (1, 12):
        set_day(monkeypatch, date(2027, month, 1))
        for name in ("k.docx", "k.pdf", "k.html", "k.ics"):
            assert run("kalender", "--år", "2027", "--till", name).code == 0
        made.append([(year.root / name).read_bytes() for name in ("k.docx", "k.pdf", "k.html", "k.ics")])
    assert made[0] == made[1]


def test_a_meeting_that_cannot_be_read_is_told(year: WorkspaceFolder, run: Run) -> None:
    """The calendar is shown without it, and the command answers that something is wrong."""
    year.write("meetings/2027-04-01-namnden.yaml", "organ: namnden\ndatum: x\n")
    answer = run("kalender")
    assert answer.code == 1 and "kalendern är inte hel" in answer.err and "Socialnämnden 2027" in answer.out


def test_without_bodies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """A workspace that plans nothing says how meetings are planned."""
    WorkspaceFolder(tmp_path).write_template("organ.yaml", "g:\n  namn: Gruppen\n")
    monkeypatch.chdir(tmp_path)
    answer = run("kalender")
    assert answer.code == 0 and "sammanträden" in answer.err


def test_a_year_without_meetings_is_no_document(year: WorkspaceFolder, run: Run) -> None:
    """No empty page of times is written; it is told where meetings are put."""
    answer = run("kalender", "--år", "2031", "--format", "docx")
    assert answer.code == 2 and not answer.out
    assert "inga möten 2031" in answer.err and "«sammanträden»" in answer.err
