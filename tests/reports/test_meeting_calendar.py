"""The year of bodies, gathered from what is planned and from meeting files, and what is told of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from made import LETTER_STEM, copy_examples
from year_of_bodies import calendar_of_bodies

from naravard_docs.compose.meeting_calendar import compose_meeting_calendar, compose_year_entries
from naravard_docs.document.document import document_texts
from naravard_docs.errors import Level, WrongUsageError
from naravard_docs.mail.ics import ics_bytes
from naravard_docs.meeting.meeting_days import DayKind
from naravard_docs.reports.calendar_remarks import calendar_remarks
from naravard_docs.reports.calendar_table import calendar_json, calendar_sheet
from naravard_docs.reports.meeting_calendar import MeetingCalendar, read_calendar
from naravard_docs.workspace.workspace import Workspace

ORGAN = """\
namnden:
  namn: Socialnämnden
  profil: nämnd
  ordval: {numrering: paragraf}
  grupper: [{grupp: Ledamöter, personer: [Bo Al (S), Cia Ek (C)]}]
  sammanträden: [2027-02-12 09.00–12.00 Umeå, 2027-03-12, datum: 2027-06-04]
utskottet:
  namn: Arbetsutskottet
  benämning: Utskottet
  grupper: [{grupp: Ledamöter, personer: [bo al (S), Di Fors (M)]}]
  sammanträden: [2027-02-12 kl. 10.00, 2027-03-12 13.00–14.00 Umeå]
"""
HELD = "organ: namnden\ndatum: 2027-02-12\ntid: 10.00–12.00\nstatus: justerat\njustering: 2027-02-16\n"
ITEMS = """\
nästa_möte: 2027-04-09 Nämnden i Lycksele
ärenden:
- rubrik: Planen
  beslut:
  - {text: uppdra åt chefen att ta fram en plan, typ: uppdrag, ansvarig: Eva Ek, klart_senast: 2027-05-01}
  - {text: uppdra åt chefen att skriva, typ: uppdrag, ansvarig: Eva Ek, klart_senast: 2027-05-02, klart: 2027-03-01}
- rubrik: En person
  sekretess: OSL 26:1
  beslut:
  - {text: hemlig sak, typ: uppdrag, ansvarig: Eva Ek, klart_senast: 2027-05-03}
"""


@pytest.fixture
def planned(tmp_path: Path) -> WorkspaceFolder:
    folder = WorkspaceFolder(tmp_path)
    folder.write_template(
        "organ.yaml", ORGAN.replace("datum: 2027-06-04", "{datum: 2027-06-04, handlingar_senast: 2027-06-10}")
    )
    folder.write("meetings/.keep", "")
    return folder


def read(folder: WorkspaceFolder, today: date, named: str | None = None, year: int | None = None) -> MeetingCalendar:
    return read_calendar(folder.root, named, year, today)


def told(found: MeetingCalendar) -> list[str]:
    return [problem.message for problem in calendar_remarks(found.calendar)]


def test_files_take_the_place_of_plans(planned: WorkspaceFolder) -> None:
    """A meeting file of a planned day is that meeting; the last one's next meeting is added, if nobody planned it."""
    planned.write("meetings/2027-02-12-namnden.yaml", HELD + ITEMS)
    meetings = read(planned, date(2027, 3, 1), "socialnämnden").calendar.meetings
    assert [(each.day.isoformat(), each.time, each.place, each.file) for each in meetings] == [
        ("2027-02-12", "10.00–12.00", "Umeå", "2027-02-12-namnden.yaml"),
        ("2027-03-12", "", "", ""),
        ("2027-04-09", "", "Nämnden i Lycksele", ""),
        ("2027-06-04", "", "", ""),
    ]
    assert meetings[2].announced == date(2027, 2, 12)
    adjusted = meetings[0].day_of(DayKind.ADJUSTMENT)
    assert adjusted is not None and adjusted.is_done and adjusted.day == date(2027, 2, 16)


def test_tasks_that_are_done_are_left_out_and_secrets_are_not_told(planned: WorkspaceFolder) -> None:
    """A task that is done is not due; one under secrecy is named by its number alone, in every form."""
    planned.write("meetings/2027-02-12-namnden.yaml", HELD + ITEMS)
    calendar = read(planned, date(2027, 3, 1)).calendar
    tasks = [(each.day.isoformat(), each.title) for each in calendar.matters]
    assert tasks == [("2027-05-01", "Planen: Att uppdra åt chefen att ta fram en plan"), ("2027-05-03", "§ 2")]
    house = Workspace.containing(planned.root).house
    assert "hemlig" not in calendar_json(calendar)
    assert b"hemlig" not in ics_bytes(compose_year_entries(calendar, house))


def test_answers_are_due(tmp_path: Path) -> None:
    """A recommendation's answers stand on their day, with how many are still owed; the file tells nothing of today."""
    root = copy_examples(tmp_path / "yta")
    calendar = read_calendar(root, "Samråd vård och omsorg", 2021, date(2021, 5, 1)).calendar
    (answer,) = calendar.matters
    assert (answer.kind, answer.day) == (DayKind.ANSWER, date(2021, 9, 30)) and answer.note.startswith("15 av 16")
    house = Workspace.containing(root).house
    later = read_calendar(root, "Samråd vård och omsorg", 2021, date(2026, 5, 1)).calendar
    assert later.matters[0].note != answer.note
    assert ics_bytes(compose_year_entries(calendar, house)) == ics_bytes(compose_year_entries(later, house))


def test_an_answer_about_a_secret_is_named_by_its_number(tmp_path: Path) -> None:
    """What a recommendation under secrecy is about stands in no calendar; a letter that is not sent is not answered."""
    root = copy_examples(tmp_path / "yta")
    path = root / "meetings" / f"{LETTER_STEM}.yaml"
    text = path.read_text("utf-8").replace("    typ: beslutsärende\n", "    sekretess: OSL 19:3\n", 1)
    path.write_text(text, "utf-8")
    for answers in (root / "meetings" / "svar").glob("*"):
        answers.unlink()
    (answer,) = read_calendar(root, "Samråd vård och omsorg", 2021, date(2021, 5, 1)).calendar.matters
    assert (answer.title, answer.note) == ("ärende 1", "brevet är inte skickat till alla")


def test_what_deviates_is_told(planned: WorkspaceFolder) -> None:
    """No time, no place, one time for two with a member in common, documents after the meeting."""
    found = read(planned, date(2027, 2, 1))
    assert told(found) == [
        "«Arbetsutskottet» den 12 februari 2027 har ingen plats",
        "«Socialnämnden» den 12 mars 2027 har ingen tid och ingen plats",
        "«Socialnämnden» den 4 juni 2027 har ingen tid och ingen plats",
        "sista dag för handlingar till «Socialnämnden» den 4 juni 2027 är först 10 juni 2027",
        "«Arbetsutskottet» den 12 februari 2027 och «Socialnämnden» möts samtidigt, och båda har bo al",
    ]
    levels = {problem.level for problem in calendar_remarks(found.calendar)}
    assert levels == {Level.HINT, Level.WARNING}


def test_meetings_without_files_are_missed_after_a_while(planned: WorkspaceFolder) -> None:
    """A planned meeting long past without a meeting file is warned of, with the command that makes it."""
    assert not [each for each in told(read(planned, date(2027, 2, 26))) if "mötesfil" in each]
    warnings = [
        each for each in calendar_remarks(read(planned, date(2027, 2, 27)).calendar) if "mötesfil" in each.message
    ]
    assert [each.remedy.split(", ")[0] for each in warnings] == [
        "gör den: naravard ny utskottet 2027-02-12",
        "gör den: naravard ny namnden 2027-02-12",
    ]
    planned.write("meetings/2027-02-12-namnden.yaml", HELD)
    assert len([each for each in told(read(planned, date(2027, 3, 1))) if "mötesfil" in each]) == 1


def test_a_free_day_is_told(tmp_path: Path) -> None:
    """A planned meeting on a holiday is a hint, with the working days near it."""
    folder = WorkspaceFolder(tmp_path)
    folder.write_template("organ.yaml", "g:\n  namn: Gruppen\n  sammanträden: 2027-06-25 09.00 Umeå\n")
    (hint,) = calendar_remarks(read(folder, date(2027, 1, 1)).calendar)
    assert hint.message == "«Gruppen» den 25 juni 2027 är midsommarafton"
    assert "torsdag 24 juni 2027 och måndag 28 juni 2027" in hint.remedy


@pytest.mark.parametrize(
    ("today", "year", "years"),
    [
        (date(2027, 6, 4), None, (2027,)),
        (date(2026, 11, 1), None, (2026, 2027)),
        (date(2028, 1, 1), None, (2028,)),
        (date(2026, 11, 1), 2026, (2026,)),
    ],
)
def test_the_year(planned: WorkspaceFolder, today: date, year: int | None, years: tuple[int, ...]) -> None:
    """It is this year's calendar, with next year's when nothing is left of this, or the year that is asked for."""
    assert read(planned, today, year=year).calendar.years == years


def test_what_is_to_be_done_before_the_new_year(tmp_path: Path) -> None:
    """A meeting in January whose documents are due in the year before is shown there too, but not published there."""
    folder = WorkspaceFolder(tmp_path)
    own = "g:\n  namn: Gruppen\n  tider: {handlingar: 21}\n  sammanträden: [2026-12-01 09.00 X, 2027-01-13 09.00 X]\n"
    folder.write_template("organ.yaml", own)
    calendar = read(folder, date(2026, 11, 1)).calendar
    assert [row.day.isoformat() for row in calendar.rows()] == ["2026-11-10", "2026-12-01", "2026-12-23"]
    assert [each.day.year for each in calendar.coming] == [2027]
    document = compose_meeting_calendar(calendar, Workspace.containing(tmp_path).house)
    assert "13 januari" not in str(document_texts(document))


def test_two_meetings_of_a_day_are_told_apart(planned: WorkspaceFolder) -> None:
    """A body that meets twice on one day has each meeting, and no two days have one name."""
    for n in (1, 2):
        planned.write(f"meetings/2027-02-12-namnden-{n}.yaml", f"organ: namnden\ndatum: 2027-02-12\ntid: {n}0.00\n")
    rows = read(planned, date(2027, 1, 1), "namnden").calendar.rows()
    assert len([row for row in rows if row.day == date(2027, 2, 12)]) == 2
    assert len({row.identifier for row in rows}) == len(rows)


def test_a_file_of_an_unknown_body_is_told(planned: WorkspaceFolder) -> None:
    """A meeting whose body organ.yaml has not is missing from the calendar, and that is said."""
    planned.write("meetings/2027-02-12-x.yaml", "organ: nämden\ndatum: 2027-02-12\n")
    (unread,) = read(planned, date(2027, 1, 1)).unread
    assert "organet «nämden» finns inte" in unread.problems[0].message


def test_a_body_is_known_by_key_and_names(planned: WorkspaceFolder) -> None:
    """A body is named as it is written, by key, name or short name; one that is near is told."""
    for named in ("utskottet", "Utskottet", "arbetsutskottet", "ARBETSUTSKOTTET"):
        assert [key for key, _ in read(planned, date(2027, 1, 1), named).calendar.bodies] == ["utskottet"]
    with pytest.raises(WrongUsageError) as caught:
        read(planned, date(2027, 1, 1), "nämden")
    assert "menade du «namnden»" in caught.value.remedy


def test_a_file_that_cannot_be_read_hides_nothing(planned: WorkspaceFolder) -> None:
    """A meeting file with faults is told, and the others are shown."""
    planned.write("meetings/2027-03-12-namnden.yaml", "organ: namnden\ndatum: x\n")
    found = read(planned, date(2027, 2, 1))
    assert len(found.unread) == 1 and len(found.calendar.meetings) == 5


def test_rows_are_in_order_and_say_what_moved() -> None:
    """Every form has the same rows, by day; what is past is marked, and what moved says from where and why."""
    calendar = calendar_of_bodies(date(2027, 3, 1))
    rows = calendar.rows()
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert len({row.identifier for row in rows}) == len(rows)
    sheet, listed = calendar_sheet(calendar), json.loads(calendar_json(calendar))
    assert len(sheet.rows) == len(listed) == len(rows)
    assert [each["passerat"] for each in listed] == [row.day < calendar.today for row in rows]
    moved = {row.identifier: row.moved for row in rows if row.moved}
    assert moved["kommunfullmaktige/2027-01-13/kallelse"] == (
        "flyttad från onsdag 6 januari 2027, som är trettondedag jul"
    )
    assert moved["foreningen/2027-02-12/handlingar"] == "flyttad från söndag 24 januari 2027"


def test_entries_keep_their_identifiers(tmp_path: Path) -> None:
    """An entry has the same UID in the calendar of all bodies and in that of one, and when its words change."""
    folder = WorkspaceFolder(tmp_path)
    folder.write_template("organ.yaml", ORGAN)
    uids = []
    for named in (None, "namnden"):
        house = Workspace.containing(tmp_path).house
        data = ics_bytes(compose_year_entries(read(folder, date(2027, 1, 1), named).calendar, house)).decode()
        assert "DTSTART;VALUE=DATE:20270212" in data
        uids.append({line for line in data.splitlines() if line.startswith("UID:")})
    assert uids[1] < uids[0]
    folder.write_template("organ.yaml", ORGAN.replace("Umeå", "Skellefteå"))
    data = ics_bytes(
        compose_year_entries(read(folder, date(2027, 1, 1)).calendar, Workspace.containing(tmp_path).house)
    )
    assert {line for line in data.decode().splitlines() if line.startswith("UID:")} == uids[0]
