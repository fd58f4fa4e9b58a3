"""«menade du …?»: the right key for slips, English words and other words for the same; no opposite for another."""

from __future__ import annotations

import pytest
from command import Run
from conftest import HEAD, WorkspaceFolder

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import AttendanceGroup, Person
from naravard_docs.meeting.values import Record
from naravard_docs.swedish import closest, did_you_mean, differ
from naravard_docs.yaml.key_suggestions import _OTHER_WORDS, meant_key
from naravard_docs.yaml.keys import swedish_keys

MEANT: tuple[tuple[type[Record], str, str], ...] = (
    (Meeting, "items", "ärenden"),
    (Meeting, "agenda", "ärenden"),
    (Meeting, "agenda_item", "ärenden"),
    (Meeting, "agenda-items", "ärenden"),
    (Meeting, "dagordning", "ärenden"),
    (Meeting, "paragrafer", "ärenden"),
    (Meeting, "punkter", "ärenden"),
    (Meeting, "minutes", "ärenden"),
    (Meeting, "attendees", "närvarande"),
    (Meeting, "attendence", "närvarande"),
    (Meeting, "deltagare", "närvarande"),
    (Meeting, "Närvarande", "närvarande"),
    (Meeting, "narvarnade", "närvarande"),
    (Meeting, "dates", "datum"),
    (Meeting, "Datum", "datum"),
    (Meeting, "plase", "plats"),
    (Meeting, "location", "plats"),
    (Meeting, "secretery", "sekreterare"),
    (Meeting, "ordf", "ordförande"),
    (Meeting, "rdförande", "ordförande"),
    (Meeting, "next_meting", "nästa_möte"),
    (Meeting, "ej_närvarande", "frånvarande"),
    (Meeting, "franvarande", "frånvarande"),
    (Meeting, "slutdag", "slutdatum"),
    (AgendaItem, "votering", "omröstningar"),
    (AgendaItem, "protokollsanteckning", "anteckningar"),
    (AgendaItem, "beslutsunderlag", "underlag"),
    (AgendaItem, "decisions", "beslut"),
    (AgendaItem, "decison", "beslut"),
    (AgendaItem, "title", "rubrik"),
    (AgendaItem, "dnr", "diarienummer"),
    (AgendaItem, "föredragare", "föredragande"),
    (AttendanceGroup, "members", "personer"),
    (Person, "name_", "namn"),
    (Person, "titel", "roll"),
    (Person, "kommun", "organisation"),
)


@pytest.mark.parametrize(("model", "key", "meant"), MEANT)
def test_the_right_key_is_meant(model: type[Record], key: str, meant: str) -> None:
    """A slip, an English word or another word gives the Swedish key that holds the same."""
    assert meant_key(key, swedish_keys(model)) == meant


@pytest.mark.parametrize("key", ["förra_möte", "qqqq", "körschema"])
def test_no_key_is_meant(key: str) -> None:
    """A word that means the opposite of a key, or nothing like it, gives none."""
    assert meant_key(key, swedish_keys(Meeting)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("known", [swedish_keys(Meeting), swedish_keys(AgendaItem), swedish_keys(Person)])
def test_only_keys_that_are_there_are_meant(known: dict[str, str]) -> None:
    """Whatever the word, what is meant is a Swedish key of the place where it stands."""
    words = {word for listed in _OTHER_WORDS.values() for word in listed.split()}
    assert {meant_key(word, known) for word in words} <= {*known.values(), ""}


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("vice_ordförande: Bo Ek", "under «närvarande» med sin roll"),
    ],
)
def test_what_no_key_holds_yet(key: str, remedy: str, workspace: WorkspaceFolder) -> None:
    """What many write and no key holds is told with what to do instead, never with another key."""
    (problem,) = workspace.problems(f"{HEAD}{key}\n")
    assert "känd nyckel" in problem.message and remedy in problem.remedy and "menade du" not in problem.remedy
    assert str(problem.place).endswith(":3:1")


@pytest.mark.parametrize(
    ("one", "other"),
    [("frånvarande", "närvarande"), ("utgång", "ingång"), ("slutdatum", "datum"), ("vice_ordförande", "ordförande")],
)
def test_opposites_are_not_meant_for_each_other(one: str, other: str) -> None:
    """Words that look alike and mean something else are never suggested, in either direction."""
    assert differ(one, other) and differ(other, one)
    assert closest(one, [other]) == "" and did_you_mean(other, [one]) == ""


@pytest.mark.parametrize(("one", "other"), [("närvrande", "närvarande"), ("rgan", "organ"), ("satser_", "satser")])
def test_slips_are_meant(one: str, other: str) -> None:
    """A slip at the beginning or within a word is no other word."""
    assert closest(one, [other]) == other


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("12–13 maj 2023", "2023-05-12"),
        ("12-13 maj 2023", "2023-05-12"),
        ("den 12 och 13 maj 2023", "2023-05-12"),
        ("2023-05-12–13", "2023-05-12"),
        ("2023-05-12 - 2023-05-13", "2023-05-12"),
        ("2023-05-12/2023-05-13", "2023-05-12"),
        ("12 maj – 2 juni 2023", "2023-05-12"),
        ("30 december 2022 – 2 januari 2023", "2022-12-30"),
        ("12, 13 och 14 maj 2023", "2023-05-12"),
        ("fredag 12 – lördag 13 maj 2023", "2023-05-12"),
        ("12 t.o.m. 13 maj 2023", "2023-05-12"),
        ("[2023-05-12, 2023-05-13]", "2023-05-12"),
    ],
)
def test_a_meeting_over_several_days(written: str, first: str, workspace: WorkspaceFolder) -> None:
    """Several days as «datum» are called so, with the first as the remedy."""
    (problem,) = workspace.problems(f"organ: systemledning\ndatum: {written}\n")
    assert "är flera dagar" in problem.message
    assert f"skriv första dagen här, datum: {first}, och mötets sista dag" in problem.remedy
    assert problem.place is not None and problem.place.line == 2


@pytest.mark.parametrize("written", ["12 maj 23", "2023-5-12", "20230512", "maj 2023", "2023-13-45", "12/5 2023"])
def test_a_date_that_cannot_be_read_is_not_several(written: str, workspace: WorkspaceFolder) -> None:
    """One day, wrongly written, is told as before."""
    (problem,) = workspace.problems(f"organ: systemledning\ndatum: {written}\n")
    assert "flera dagar" not in problem.message


@pytest.mark.parametrize("written", ["12–13 maj 2023 Systemledningen", "2023-05-12–13 Systemledningen"])
def test_next_meeting_over_several_days(written: str, workspace: WorkspaceFolder) -> None:
    """A next meeting over several days is not cut in two after its first day."""
    (problem,) = workspace.problems(f"{HEAD}nästa_möte: {written}\n")
    assert "börjar med flera dagar" in problem.message and "2023-05-12 Systemledningen" in problem.remedy


def test_a_new_meeting_over_several_days(workspace: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that makes a meeting file says the same, and makes none."""
    monkeypatch.chdir(workspace.root)
    answer = run("ny", "systemledning", "12–13", "maj", "2023")
    assert answer.code == 2 and "är flera dagar" in answer.err and "skriv den första: 2023-05-12" in answer.err
