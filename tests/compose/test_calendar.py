"""The calendar beside a letter: its days, that calendar programs can read it, and that it is the same every time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from conftest import HEAD, WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st
from made import LETTER_STEM, copy_examples, letter, letter_name

from naravard_docs.builder.build import build_meeting, verify_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.builder.plan import meeting_letters
from naravard_docs.compose.calendar import compose_calendar
from naravard_docs.compose.recommendation import Letter
from naravard_docs.document.calendar import Calendar, CalendarEntry
from naravard_docs.errors import ExitCode
from naravard_docs.libraries.records import replace
from naravard_docs.mail.ics import ics_bytes

KINDS = frozenset({DocumentKind.RECOMMENDATION, DocumentKind.MAIL})
MATTER = "systemledning och framtidsbild för Nära vård 2030 i Västerbotten"
MEETING = """ärenden:
  - rubrik: A
    beslut: [anta]
    rekommendation:
      ärende: planen
      datum: 2026-11-02
      diarienummer: RV 12-2026
      sändlista: lanets-huvudman
      svar_senast: %s
      svar_till: katarina-lindahl
      undertecknas_av: katarina-lindahl
"""
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=200)


def example() -> bytes:
    return ics_bytes(compose_calendar(letter(), letter_name()))


def events(data: bytes) -> list[icalendar.Event]:
    """Return the events of a file as a calendar program reads them."""
    return [event for event in icalendar.Calendar.from_ical(data).walk("VEVENT") if isinstance(event, icalendar.Event)]


def days(data: bytes) -> list[date]:
    return [event.decoded("dtstart") for event in events(data)]


def only_letter(workspace: WorkspaceFolder, answer_by: str, organisation: str = "") -> Letter:
    workspace.write_template("organisation.yaml", f"namn: R\n{organisation}")
    loaded = workspace.load(HEAD + MEETING % answer_by)
    (joint,) = meeting_letters(loaded)
    return joint


def test_the_days_of_the_example() -> None:
    """The letter of 2021 has two reminders, eight and four weeks before, and its deadline."""
    read = events(example())
    assert [(event.decoded("dtstart"), str(event["summary"])) for event in read] == [
        (date(2021, 8, 5), f"Påminn om svar: {MATTER}"),
        (date(2021, 9, 2), f"Påminn om svar: {MATTER}"),
        (date(2021, 9, 30), f"Sista dag för svar: {MATTER}"),
    ]
    said = str(read[0]["description"]).split("\n")
    assert said[0] == f"Rekommendation till beslut om {MATTER}"
    assert said[1].endswith("23 april 2021 till: Länets 15 kommuner och Region Västerbotten")
    assert said[-1].endswith("Sista dag för svar är torsdag 30 september 2021.")
    assert "katarina.a.lindahl@regionvasterbotten.se" in str(read[2]["description"])


def test_every_entry_is_a_whole_day_that_takes_no_time() -> None:
    """Entries are all-day, free, stamped with the letter's date, and call attention to themselves at nine."""
    for event in events(example()):
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event.duration == timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"
        assert event.decoded("dtstamp") == datetime(2021, 4, 23, tzinfo=UTC)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(hours=9)


def test_the_calendar_is_named() -> None:
    """The calendar has the version and maker that RFC 5545 asks for, and the letter's title as its name."""
    calendar = icalendar.Calendar.from_ical(example())
    assert isinstance(calendar, icalendar.Calendar)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert "naravard_docs" in calendar["prodid"]
    assert calendar["x-wr-calname"] == f"Rekommendation till beslut om {MATTER}"


@given(WORDS, WORDS)
def test_any_words_come_back(title: str, text: str) -> None:
    """Lines end with CRLF and are folded to 75 octets without cutting a letter; the words come back unchanged."""
    entry = CalendarEntry("a", date(2026, 1, 2), title, text)
    data = ics_bytes(Calendar("x", title, date(2026, 1, 1), (entry,)))
    lines = data.split(b"\r\n")
    assert data.endswith(b"\r\n") and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert b"".join(lines) == "".join(line.decode("utf-8") for line in lines).encode("utf-8")
    (event,) = events(data)
    assert (str(event["summary"]), str(event["description"])) == (title, text)


def test_the_same_letter_gives_the_same_bytes() -> None:
    """Nothing of the machine, the clock or chance is in the file."""
    assert example() == example()
    assert b"CREATED" not in example()


def test_identifiers_belong_to_the_entry() -> None:
    """An entry keeps its identifier when its day moves, and shares it with none, in this letter or another's."""
    asked = letter().recommendation
    later = asked.letter.model_copy(update={"answer_by": date(2021, 10, 7)})
    moved = replace(letter(), recommendation=replace(asked, letter=later))
    before, after = (events(ics_bytes(compose_calendar(one, "a"))) for one in (letter(), moved))
    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert days(ics_bytes(compose_calendar(moved, "a"))) != days(ics_bytes(compose_calendar(letter(), "a")))
    others = events(ics_bytes(compose_calendar(letter(), "b")))
    assert len({event["uid"] for event in (*before, *others)}) == 6


@pytest.mark.parametrize(
    ("answer_by", "organisation", "expected"),
    [
        ("2027-02-26", "", ["2026-12-30", "2027-01-29", "2027-02-26"]),  # New Year's Day and its eve are free
        ("2027-02-26", "påminn_veckor_före: 2\n", ["2027-02-12", "2027-02-26"]),
        ("2027-02-26", "påminn_veckor_före: []\n", ["2027-02-26"]),
        ("2026-11-27", "", ["2026-11-27"]),
        ("2026-12-27", "påminn_veckor_före: [1]\n", ["2026-12-18", "2026-12-27"]),
    ],
    ids=["default", "own", "none", "too-short", "from-a-sunday"],
)
def test_reminder_days(workspace: WorkspaceFolder, answer_by: str, organisation: str, expected: list[str]) -> None:
    """Reminders are where the organisation wants them, on working days after the letter's; the deadline is as it is."""
    told = days(ics_bytes(compose_calendar(only_letter(workspace, answer_by, organisation), "a")))
    assert [str(day) for day in told] == expected


def test_a_draft_says_so(workspace: WorkspaceFolder) -> None:
    """The days of a letter that is not approved say UTKAST, as the letter and its e-mail do; the number is told."""
    calendar = compose_calendar(only_letter(workspace, "2027-02-26"), "a")
    assert all(words.startswith("UTKAST: ") for words in (calendar.name, *(e.title for e in calendar.entries)))
    assert "Diarienummer: RV 12-2026\n" in calendar.entries[0].text
    assert not compose_calendar(letter(), "a").name.startswith("UTKAST")


@pytest.mark.slow
@pytest.mark.parametrize("per_recipient", [False, True])
def test_it_lies_beside_the_letters(tmp_path: Path, per_recipient: bool) -> None:
    """One calendar is written for the letter, joint or to each; it is in the manifest, and verified like all else."""
    meeting = copy_examples(tmp_path) / f"meetings/{LETTER_STEM}.yaml"
    order = BuildOptions(KINDS, (Format.PDF,), per_recipient=per_recipient, with_source=True, is_checked=False)
    assert build_meeting(meeting, order).exit_code is ExitCode.DONE
    folder = tmp_path / "output" / LETTER_STEM
    assert [path.read_bytes() for path in folder.rglob("*.ics")] == [example()]
    listed = json.loads((folder / "manifest.json").read_bytes())["filer"]
    (entry,) = [entry for entry in listed if entry["fil"] == f"brev/{letter_name()}.ics"]
    assert "med_källa" not in entry
    assert verify_meeting(meeting).exit_code is ExitCode.DONE
    (folder / entry["fil"]).write_bytes(example().replace(b"20210930", b"20211001"))
    assert verify_meeting(meeting).exit_code is ExitCode.CHECK


def test_no_calendar_without_letters(tmp_path: Path) -> None:
    """Who asks for the minutes only, or the e-mail only, gets no calendar."""
    meeting = copy_examples(tmp_path) / f"meetings/{LETTER_STEM}.yaml"
    for kind in (DocumentKind.MINUTES, DocumentKind.MAIL):
        build_meeting(meeting, BuildOptions(frozenset({kind}), (Format.PDF,), is_checked=False))
    assert list((tmp_path / "output").rglob("*.ics")) == []
