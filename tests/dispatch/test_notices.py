"""naravard kallelse --skicka: a kallelse that a real server on loopback receives once, one first and then the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from notice_office import (
    AGENDA,
    GORAN,
    INGELA,
    ISSUED,
    LOG,
    MEETING,
    ROLF,
    SECRET,
    STEM,
    TOVE,
    NoticeOffice,
    a_notice_office,
)

from naravard_docs.dispatch import dispatch
from naravard_docs.errors import ExitCode
from naravard_docs.send.log import Log, LogEntry

pytestmark = pytest.mark.slow


@pytest.fixture
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[NoticeOffice]:
    with a_notice_office(tmp_path, monkeypatch, capsys) as made:
        yield made


def test_one_first_and_then_the_rest(office: NoticeOffice) -> None:
    """--skicka sends one and stops; --fortsätt the rest, once, whatever is run after it; log and arkiv/ have it."""
    first = office.call(*ISSUED, "--skicka")
    assert first.code == ExitCode.DONE
    assert office.server.addresses == [INGELA]
    assert "kallelse: 1 av 4 skickade" in first.err
    assert "skicka resten (3) med --fortsätt" in office.call("--skicka").err
    assert office.server.addresses == [INGELA]
    assert office.call("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [INGELA, ROLF, TOVE, GORAN]
    for option in ("--skicka", "--fortsätt"):
        assert office.call(option).code == ExitCode.DONE
    assert len(office.server.received) == 4
    people = ("ingela-norrby", "rolf-hed", "tove-lindh", "goran-viklund")
    assert office.log == [("kallelse", key, event) for key in people for event in ("påbörjat", "skickat")]
    for received, key in zip(office.server.received, people, strict=True):
        kept = office.root / "arkiv" / STEM / "mejl" / "kallelse" / f"{STEM}-kallelse-{key}.eml"
        assert kept.read_bytes() == received.data
        assert received.message["X-Unsent"] is None
    assert "\nSEQUENCE:0" in office.calendar(ROLF).replace("\r", "")


def test_a_preview_tells_who_has_got_it(office: NoticeOffice) -> None:
    """Of an issued kallelse, the table has who got it and when; nothing is sent, and the drafts are told as before."""
    office.call(*ISSUED, "--skicka")
    answer = office.call()
    rows = {line.split()[0]: line for line in answer.lines if "@granasa.se" in line and "Från" not in line}
    assert rows["Ingela"].endswith("skickat 2027-02-03 09.00")
    assert all(rows[name].endswith("ska skickas") for name in ("Rolf", "Tove", "Göran"))
    assert "inget skickades nu; skicka resten (3) med --fortsätt" in answer.err
    assert any(line.endswith(f"{STEM}-kallelse.pdf") for line in answer.lines)
    told = json.loads(office.call("--json").out)
    assert [row["läge"] for row in told["utskick"][0]["mottagare"]] == ["skickat", *["ska skickas"] * 3]
    assert office.server.addresses == [INGELA]


def test_a_preview_is_not_sent(office: NoticeOffice) -> None:
    """What is not recorded as issued is refused, with the command that records and sends it; nothing is built."""
    answer = office.call("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert f"{MEETING}:2:" in answer.err
    assert "--datum idag --skicka" in answer.err
    assert office.server.connections == 0
    assert not (office.root / "output").exists()


def test_a_meeting_with_errors_is_not_sent(office: NoticeOffice) -> None:
    """A meeting file at fault stops it, as it stops the building."""
    office.call(*ISSUED)
    office.change(MEETING, "datum: 2027-02-12", "datum: 2027-02-31")
    assert office.call("--skicka").code == ExitCode.CORRECTION
    assert office.server.connections == 0


def test_not_after_the_meeting(office: NoticeOffice) -> None:
    """On the meeting's day it can be sent, the day after not, and not before the day that it is recorded for."""
    office.call("--datum", "2027-02-04")
    early = office.call("--skicka")
    assert early.code == ExitCode.CORRECTION and "den dagen har inte kommit" in early.err
    office.is_day(2027, 2, 13)
    late = office.call("--skicka")
    assert late.code == ExitCode.CORRECTION and "Mötet var den 12 februari 2027" in late.err
    assert office.server.connections == 0
    office.is_day(2027, 2, 12)
    assert office.call("--skicka").code == ExitCode.DONE


def test_a_crash_after_the_message_leaves_a_doubt(office: NoticeOffice) -> None:
    """Of whom nobody knows whether they got it, they are not sent it again unasked, and kontrollera tells."""
    office.server.script.drops = ("efter DATA", 1)
    office.call(*ISSUED, "--skicka")
    office.call("--fortsätt")
    office.call("--fortsätt")
    assert office.server.addresses.count(ROLF) <= 1
    answer = office.call("--fortsätt")
    assert "Rolf Hed (M) <rolf@granasa.se> har kanske fått mejlet" in answer.err
    checked = office.run("kontrollera", office.root / MEETING)
    assert "om rolf-hed har fått den är osäkert" in checked.err
    taken = office.server.addresses.count(ROLF)
    assert office.call("--på-nytt", "rolf-hed").code == ExitCode.DONE
    assert office.server.addresses.count(ROLF) == taken + 1
    assert sorted(set(office.server.addresses)) == sorted((INGELA, ROLF, TOVE, GORAN))


def test_a_refused_address(office: NoticeOffice) -> None:
    """Who was refused is told, with where the address is put right; the others get theirs."""
    office.server.script.refused = {ROLF: "550 5.1.1 No such user"}
    office.call(*ISSUED, "--skicka")
    answer = office.call("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert "Rolf Hed (M) <rolf@granasa.se> avvisades" in answer.err
    assert "rätta adressen i templates/organ.yaml" in answer.err
    assert office.server.addresses == [INGELA, TOVE, GORAN]
    office.change("templates/organ.yaml", ROLF, "rolf.hed@granasa.se")
    assert office.call("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses[3:] == ["rolf.hed@granasa.se"]


def test_the_agenda_is_changed_after_the_first(office: NoticeOffice) -> None:
    """The rest is not sent what was not issued; when the change is, all get it, and who got nothing gets the whole."""
    office.call(*ISSUED, "--skicka")
    uid = office.uid(INGELA)
    office.change(MEETING, "plats: Stora salen", "plats: Lilla salen")
    answer = office.call("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert "Lilla salen" in answer.err and "--ändrad" in answer.err
    assert office.server.addresses == [INGELA]
    assert "skickat 2027-02-03 09.00" in office.call().out
    told = office.call("--ändrad", "ny lokal, Lilla salen", *ISSUED, "--skicka").err
    assert "Rolf Hed (M), Tove Lindh och Göran Viklund (S) har inte fått kallelsen förut" in told
    assert office.call("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [INGELA, INGELA, ROLF, TOVE, GORAN]
    assert office.messages[INGELA]["Subject"].startswith("Ändrad kallelse: ")
    assert office.messages[ROLF]["Subject"].startswith("Kallelse: ")
    assert "Lilla salen" in office.messages[ROLF].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    for address in (INGELA, ROLF):
        assert "SEQUENCE:1" in office.calendar(address)
        assert uid in office.calendar(address)
    assert [each[0] for each in office.log if each[2] == "skickat"] == ["kallelse", *["kallelse ändring 1"] * 4]


def test_the_mail_is_changed_after_the_first(office: NoticeOffice) -> None:
    """Other words of the mail hinder the rest, until that is asked for; the same flags as the first are in the tip."""
    assert "--med-handlingar --fortsätt" in office.call(*ISSUED, "--med-handlingar", "--skicka").err
    template = "Hej!\n\n{{ tid_och_plats }}\n\n{{ föredragningslista }}\n"
    (office.root / "templates" / "kallelse.txt").write_text(template, encoding="utf-8")
    answer = office.call("--med-handlingar", "--fortsätt")
    assert answer.code == ExitCode.USAGE
    assert "--trots-ändring" in answer.err
    assert office.call("--med-handlingar", "--fortsätt", "--trots-ändring").code == ExitCode.DONE
    assert office.server.addresses == [INGELA, ROLF, TOVE, GORAN]


def test_two_runs_at_once(office: NoticeOffice) -> None:
    """A second run is refused while a first one holds the log."""
    from naravard_docs.workspace.locks import file_lock

    office.call(*ISSUED)
    with file_lock(office.root / LOG):
        answer = office.call("--skicka")
    assert answer.code == ExitCode.FILES
    assert "ett annat utskick av samma kallelse pågår" in answer.err
    assert office.server.connections == 0


def test_two_runs_that_no_lock_keeps_apart(office: NoticeOffice) -> None:
    """Whom another run has begun with since the log was read is left to that run."""

    @contextmanager
    def no_lock(*_: object) -> Iterator[None]:
        yield

    office.call(*ISSUED, "--skicka")
    office.patch.setattr(dispatch, "file_lock", no_lock)
    append, left = Log.append, [f"{datetime(2027, 2, 3, tzinfo=UTC).isoformat()}\tpåbörjat\tkallelse\trolf-hed"]

    def with_others(log: Log, entries: list[LogEntry]) -> None:
        if left:
            with log.path.open("a", encoding="utf-8") as file:
                file.write(f"{left.pop()}\t{ROLF}\t<1@granasa.se>\t\tannan\n")
        append(log, entries)

    office.patch.setattr(Log, "append", with_others)
    answer = office.call("--fortsätt")
    assert "avstått: Rolf Hed" in answer.err
    assert office.server.addresses == [INGELA, TOVE, GORAN]


def test_a_cancelled_meeting(office: NoticeOffice) -> None:
    """All who got anything are told, once, and nobody else; their calendars take the meeting away."""
    office.call(*ISSUED, "--skicka")
    answer = office.call("--inställt", "för få kan komma", *ISSUED, "--skicka")
    assert answer.code == ExitCode.DONE
    assert office.server.addresses == [INGELA, INGELA]
    assert "Rolf Hed (M), Tove Lindh och Göran Viklund (S) har inte fått kallelsen enligt loggen" in answer.err
    assert office.messages[INGELA]["Subject"].startswith("Inställt möte: ")
    assert "METHOD:CANCEL" in office.calendar(INGELA) and "SEQUENCE:1" in office.calendar(INGELA)
    office.call("--fortsätt")
    assert office.server.addresses == [INGELA, INGELA]
    assert office.log[-1] == ("kallelse inställt", "ingela-norrby", "skickat")


def test_a_cancelled_meeting_that_nobody_was_called_to(office: NoticeOffice) -> None:
    """Where the log knows of nobody, it is said that there is nobody to tell."""
    office.call(*ISSUED)
    answer = office.call("--inställt", "för få kan komma", *ISSUED, "--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert "Ingen har fått kallelsen enligt loggen" in answer.err
    assert office.server.connections == 0


def test_called_off_twice(office: NoticeOffice) -> None:
    """A meeting that is called again after it was off can be called off once more, and all hear of it."""
    office.call_all()
    office.call("--inställt", "för få kan komma", *ISSUED, "--skicka")
    office.call("--fortsätt")
    office.change(MEETING, "inställt: för få kan komma\n", "")
    office.call("--ändrad", "mötet hålls ändå", *ISSUED, "--skicka")
    office.call("--fortsätt")
    office.call("--inställt", "för få kan ändå komma", *ISSUED, "--skicka")
    office.call("--fortsätt")
    occasions = [each[0] for each in office.log if each[2] == "skickat" and each[1] == "rolf-hed"]
    assert occasions == ["kallelse", "kallelse inställt", "kallelse ändring 2", "kallelse inställt (2)"]
    office.call("--fortsätt")
    assert len(office.server.received) == 12


def test_who_has_left_is_told_that_it_is_off(office: NoticeOffice) -> None:
    """Somebody who got the kallelse and is no longer called hears, by name, that the meeting is not held."""
    office.call_all()
    office.change("templates/organ.yaml", f"        - Rolf Hed (M), {ROLF}\n", "")
    office.change(MEETING, "plats: Stora salen", "plats: Lilla salen")
    changed = office.call("--ändrad", "ny lokal", *ISSUED, "--skicka")
    office.call("--fortsätt")
    assert "Rolf Hed har fått kallelsen enligt loggen, men kallas inte längre" in changed.err
    assert ROLF not in office.server.addresses
    office.call("--inställt", "för få kan komma", *ISSUED, "--skicka")
    assert office.call("--fortsätt").code == ExitCode.DONE
    assert office.messages[ROLF]["To"] == "Rolf Hed <rolf@granasa.se>"


def test_a_name_put_right_gets_nothing_twice(office: NoticeOffice) -> None:
    """Who is written in another way now and has the same address is the same person: to them it is an update."""
    office.call_all()
    office.change("templates/organ.yaml", "Rolf Hed", "Rolf Hedh")
    answer = office.call("--ändrad", "ett namn", *ISSUED, "--skicka")
    office.call("--fortsätt")
    assert "Rolf Hedh (M) har samma adress som rolf-hed i loggen" in answer.err
    assert office.messages[ROLF]["Subject"].startswith("Ändrad kallelse: ")
    assert office.server.addresses.count(ROLF) == 1
    office.call("--inställt", "för få kan komma", *ISSUED, "--skicka")
    office.call("--fortsätt")
    assert office.server.addresses.count(ROLF) == 2


def test_two_with_one_address(office: NoticeOffice) -> None:
    """Each of two who share an address gets a mail in their own name there."""
    office.change("templates/organ.yaml", f"Rolf Hed (M), {ROLF}", f"Rolf Hed (M), {INGELA}")
    office.call(*ISSUED, "--skicka")
    office.call("--fortsätt")
    assert [str(each.message["To"]).split("<")[0].strip() for each in office.server.received[:2]] == [
        "Ingela Norrby",
        "Rolf Hed",
    ]
    assert office.server.addresses == [INGELA, INGELA, TOVE, GORAN]


def test_who_has_no_address_is_told(office: NoticeOffice) -> None:
    """Whoever cannot be sent it is named, and the answer is not 0 unless that is allowed; the others get theirs."""
    office.change("templates/organ.yaml", f"Rolf Hed (M), {ROLF}", "Rolf Hed (M)")
    assert office.call(*ISSUED).code == ExitCode.DONE
    answer = office.call("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert f"{STEM}: Rolf Hed (M) saknar e-postadress" in answer.err
    assert office.call("--fortsätt", "--tillåt-utan-adress").code == ExitCode.DONE
    assert office.server.addresses == [INGELA, TOVE, GORAN]


def test_nothing_is_recorded_that_cannot_be_sent(office: NoticeOffice) -> None:
    """Without a server, or before the day that is to be recorded, the meeting file stays as it is."""
    before = office.text(MEETING)
    early = office.call("--datum", "2027-02-04", "--skicka")
    assert early.code == ExitCode.CORRECTION and "4 februari 2027, har inte kommit" in early.err
    office.is_day(2027, 2, 13)
    assert office.call(*ISSUED, "--skicka").code == ExitCode.CORRECTION
    office.is_day(2027, 2, 3)
    office.patch.setenv("NARAVARD_POST", str(office.root / "ingen.yaml"))
    assert office.call(*ISSUED, "--skicka").code != ExitCode.DONE
    assert office.text(MEETING) == before
    assert office.server.connections == 0


def test_nobody_sends_it(office: NoticeOffice) -> None:
    """Without an address to send from nothing goes, and it is said where to write one."""
    for address in (TOVE, INGELA):
        office.change("templates/organ.yaml", f", {address}", "")
    office.call(*ISSUED)
    answer = office.call("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert "inte känt vem kallelsen kommer från" in answer.err
    assert office.server.connections == 0


def test_a_draft_changed_by_hand(office: NoticeOffice) -> None:
    """A draft that somebody has written in is not sent without that: nothing is, and it is told where it lies."""
    office.call(*ISSUED)
    name = f"output/{STEM}/mejl/{STEM}-kallelse-rolf-hed.eml"
    office.change(name, "Hej", "Tjena")
    answer = office.call("--skicka")
    assert answer.code == ExitCode.USAGE
    assert "ändrade för hand" in answer.err and f"{STEM}-kallelse-rolf-hed.eml" in answer.err
    assert office.server.connections == 0
    assert office.call("--skicka").code == ExitCode.DONE


def test_a_meeting_that_was_moved(office: NoticeOffice) -> None:
    """A file that gets another name has its log still: who got the kallelse gets the change, and none of it again."""
    office.call(*ISSUED, "--skicka")
    uid = office.uid(INGELA)
    office.call("--fortsätt")
    office.server.received.clear()
    (office.root / MEETING).rename(office.root / "meetings/2027-02-19-bun.yaml")
    office.change("meetings/2027-02-19-bun.yaml", "datum: 2027-02-12", "datum: 2027-02-19")
    assert office.call("--ändrad", "ny dag", *ISSUED, "--skicka", stem="2027-02-19-bun").code == ExitCode.DONE
    office.call("--fortsätt", stem="2027-02-19-bun")
    assert office.server.addresses == [INGELA, ROLF, TOVE, GORAN]
    assert uid in office.calendar(ROLF) and "SEQUENCE:1" in office.calendar(ROLF)
    assert "ändring 1" in office.text(LOG)
    checked = office.check_all()
    assert "hör inte till" not in checked.err and "ingen mötesfil" not in checked.err


def test_a_log_that_no_meeting_has(office: NoticeOffice) -> None:
    """A log by another name may be this meeting's, so nothing goes until it is in its place; kontrollera tells it."""
    office.call(*ISSUED, "--skicka")
    other = "meetings/svar/2027-02-11-bun-kallelse.log"
    (office.root / LOG).rename(office.root / other)
    answer = office.call("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert f"{other}:1:1" in answer.err
    assert office.server.addresses == [INGELA]
    assert "Loggen hör inte till något möte" in office.check_all().err


def test_a_copy_shares_no_log(office: NoticeOffice) -> None:
    """A meeting file that was copied with what it says of its kallelse is told, and nothing goes for it."""
    office.call_all()
    copied = office.text(MEETING).replace("datum: 2027-02-12", "datum: 2027-03-12")
    (office.root / "meetings/2027-03-12-bun.yaml").write_text(copied, encoding="utf-8")
    answer = office.call("--skicka", stem="2027-03-12-bun")
    assert answer.code == ExitCode.CORRECTION
    assert office.server.addresses == []


@pytest.mark.parametrize("line", ["skickat\tbrev\t", "skickat\tKallelse\t", "skickat\tkallelse ändring 0\t"])
def test_a_log_of_something_else(office: NoticeOffice, line: str) -> None:
    """A line that is no occasion of a kallelse stops the sending, at its place."""
    office.call(*ISSUED, "--skicka")
    office.change(LOG, "skickat\tkallelse\t", line)
    answer = office.call("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert "är inget utskick i loggen («kallelse», «kallelse ändring 1» eller «kallelse inställt»)" in answer.err
    assert office.server.addresses == [INGELA]


def test_an_old_log_is_read_and_gone_on_with(office: NoticeOffice) -> None:
    """Lines of an older version, with fewer columns, count as before."""
    office.call(*ISSUED, "--skicka")
    lines = office.text(LOG).splitlines()
    (office.root / LOG).write_text("".join("\t".join(line.split("\t")[:7]) + "\n" for line in lines), encoding="utf-8")
    assert office.call("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [INGELA, ROLF, TOVE, GORAN]


def test_a_mail_that_the_archive_lost(office: NoticeOffice) -> None:
    """A mail that the log says is kept, and that the archive's register does not have, is told by verifiera."""
    office.call_all()
    register = f"arkiv/{STEM}/arkiv.json"
    office.change(register, "mejl/kallelse/", "mejl/annat/")
    office.run("bygg", office.root / MEETING)
    assert "och det finns inte i" in office.run("verifiera", office.root / MEETING).err


class TestSecrets:
    """Items under secrecy go by mail only when that is asked for, in each run, and each such mail is named first."""

    @pytest.fixture
    def office(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Iterator[NoticeOffice]:
        with a_notice_office(tmp_path, monkeypatch, capsys, AGENDA + SECRET) as made:
            yield made

    def test_they_stay_at_home(self, office: NoticeOffice) -> None:
        """Unasked nothing of them is in any part of a mail."""
        office.call_all()
        kept = sorted((office.root / "arkiv" / STEM / "mejl").rglob("*.eml"))
        assert len(kept) == 4
        for path in kept:
            for part in message_from_bytes(path.read_bytes()).walk():
                assert b"Placering" not in (part.get_payload(decode=True) or b"")

    def test_they_are_asked_for_again(self, office: NoticeOffice) -> None:
        """A kallelse issued with them is not sent unless the sending says so too, and then each mail is named."""
        office.call(*ISSUED, "--med-sekretess")
        answer = office.call("--skicka")
        assert answer.code == ExitCode.CORRECTION
        assert "--med-sekretess också när du skickar" in answer.err
        assert office.server.connections == 0
        answer = office.call("--med-sekretess", "--skicka")
        assert answer.code == ExitCode.DONE
        warned = "mejlet till Ingela Norrby (S) <ingela@granasa.se> har med det som är sekretess"
        assert answer.err.index(warned) < answer.err.index("skickat: Ingela")
        assert "--med-sekretess --fortsätt" in answer.err
        assert office.server.addresses == [INGELA]
        assert office.call("--fortsätt").code == ExitCode.CORRECTION
        answer = office.call("--med-sekretess", "--fortsätt", "--tyst")
        assert answer.err.count("har med det som är sekretess") == 3
        assert office.server.addresses == [INGELA, ROLF, TOVE, GORAN]
