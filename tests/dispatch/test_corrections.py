"""utskick --rättelse: a corrected letter to those who had the first, logged as what it is, and to nobody twice."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from made import LETTER_STEM
from office import ANSWERS, ASELE, LIST, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode
from naravard_docs.send import run

pytestmark = pytest.mark.slow

REASON = "Sista svarsdag var fel."
BACKGROUND = "svar_senast: 2021-09-30"


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office that has sent the letter to all three on 26 April, and whose deadline was wrong."""
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        for step in ("--skicka", "--fortsätt"):
            made.dispatch(step)
        made.server.received.clear()
        made.is_day(2021, 6, 1)
        yield made


def correct(office: Office, *flags: str, reason: str = REASON) -> None:
    for step in ("--skicka", "--fortsätt"):
        answer = office.dispatch("--rättelse", reason, *flags, step)
        assert answer.code == ExitCode.DONE, answer.err


def words(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def occasions(office: Office) -> list[tuple[str, str]]:
    """Return occasion and recipient of each line «skickat»."""
    lines = [line.split("\t") for line in office.text(LOG).splitlines()[1:]]
    return [(values[2], values[3]) for values in lines if values[1] == "skickat"]


def test_a_corrected_letter_goes_to_all_who_had_it(office: Office) -> None:
    """It says what it replaces and why, under its own subject and day, and is logged as a correction."""
    office.change(MEETING, BACKGROUND, "svar_senast: 2021-10-29")
    correct(office)
    assert office.server.addresses == [UMEA, MALA, ASELE]
    for received in office.server.received:
        assert received.message["Subject"].startswith("Rättelse: Rekommendation till beslut om")
        assert words(received.message).startswith(
            "Ersätter brev av den 23 april 2021.\r\nSkäl: Sista svarsdag var fel."
        )
        assert "2021-10-29" in words(received.message)
        (letter,) = received.message.iter_attachments()
        assert letter.get_filename().startswith("Rättelse – Rekommendation")
    assert occasions(office)[3:] == [("rättelse 2021-06-01", key) for key in ("umea", "mala", "asele")]
    said = f"rättelser: [{{datum: 2021-06-01, skäl: {REASON}, svar_senast_förut: 2021-09-30}}]"
    assert said in office.text(MEETING)
    assert office.text(ANSWERS).count("skickat: [2021-04-26, 2021-06-01]") == 3
    assert "är ett annat" not in office.run("kontrollera", MEETING).err


def test_only_its_own_lines_of_the_meeting_become_others(office: Office) -> None:
    """All else in the meeting file stays byte for byte."""
    before = office.text(MEETING).splitlines()
    office.dispatch("--rättelse", REASON)
    after = office.text(MEETING).splitlines()
    assert [line for line in after if "rättelser" not in line] == before


def test_nobody_gets_it_twice(office: Office) -> None:
    """Whatever is run afterwards, with another day or none, each has the letter and the correction once."""
    correct(office)
    office.is_day(2021, 6, 3)
    for flags in (
        ("--skicka",),
        ("--fortsätt",),
        ("--rättelse", REASON, "--skicka"),
        ("--rättelse", REASON, "--fortsätt"),
    ):
        assert office.dispatch(*flags).code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.text(MEETING).count("datum: 2021-06-01") == 1


def test_cut_off_and_gone_on_with(office: Office) -> None:
    """What is left is told until it is sent, and goes on another day as the same correction."""
    office.dispatch("--rättelse", REASON, "--skicka")
    office.is_day(2021, 6, 2)
    answer = office.dispatch()
    assert "rättelsen av den 1 juni 2021 är inte skickad till Malå kommun och Åsele kommun" in answer.err
    answer = office.dispatch("--rättelse", REASON)
    assert f'skicka resten (2) med --rättelse "{REASON}" --fortsätt' in answer.err
    assert office.dispatch("--rättelse", REASON, "--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert {occasion for occasion, _ in occasions(office)[3:]} == {"rättelse 2021-06-01"}
    assert "är inte skickad" not in office.dispatch().err


def test_an_uncertain_one_is_not_sent_again_by_itself(office: Office) -> None:
    """When nobody knows whether a correction went, it is as uncertain as a letter."""
    office.server.script.drops = ("efter DATA", 1)
    office.dispatch("--rättelse", REASON, "--skicka")
    office.dispatch("--rättelse", REASON, "--fortsätt")
    office.dispatch("--rättelse", REASON, "--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.dispatch("--rättelse", REASON, "--på-nytt", "mala").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE, MALA]


@pytest.mark.parametrize("day", [1, 9], ids=["the same day", "another day"])
def test_a_second_correction(office: Office, day: int) -> None:
    """It replaces the letters before it, all named, and is an occasion of its own."""
    correct(office)
    office.is_day(2021, 6, day)
    correct(office, reason="Paragrafen var fel.")
    assert office.server.addresses == [UMEA, MALA, ASELE] * 2
    said = words(office.server.received[-1].message)
    assert said.startswith("Ersätter brev av den 23 april 2021 och 1 juni 2021.\r\nSkäl: Paragrafen var fel.")
    assert occasions(office)[-1][0] == ("rättelse 2021-06-01 (2)" if day == 1 else "rättelse 2021-06-09")


def test_a_correction_that_nobody_got_is_written_anew(office: Office) -> None:
    """Looking at it first with other words leaves no trace of those."""
    office.dispatch("--rättelse", "Först så.")
    office.is_day(2021, 6, 2)
    correct(office)
    assert "Först så" not in office.text(MEETING)
    assert "datum: 2021-06-02" in office.text(MEETING)


@pytest.mark.parametrize("flags", [("--fortsätt",), ("--på-nytt", "alla")])
def test_a_reason_that_is_not_the_same_begins_nothing(office: Office, flags: tuple[str, ...]) -> None:
    """To go on, or to send again, is about a correction that was sent: a slip of the pen makes no other of it."""
    office.dispatch("--rättelse", REASON, "--skicka")
    before = office.text(MEETING)
    answer = office.dispatch("--rättelse", "Sista svarsdag var fel", *flags)
    assert answer.code == ExitCode.USAGE
    assert f"den senaste som är skickad har skälet «{REASON}»" in answer.err
    assert (office.text(MEETING), office.server.addresses) == (before, [UMEA])


def test_looking_at_another_one_begins_none_of_the_same_reason(office: Office) -> None:
    """Who looks at a second correction and then goes on with the first sends nobody the first anew."""
    office.dispatch("--rättelse", REASON, "--skicka")
    office.dispatch("--rättelse", "Sista svarsdag var fel")
    for flag in ("--skicka", "--fortsätt"):
        assert office.dispatch("--rättelse", REASON, flag).code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.text(MEETING).count("datum: 2021-06-01, skäl") == 1


def test_a_correction_that_is_replaced_is_not_begun_again(office: Office) -> None:
    """The command of an earlier one, out of the shell's history, sends nothing unless another day is given."""
    correct(office)
    correct(office, reason="Paragrafen var fel.")
    answer = office.dispatch("--rättelse", REASON, "--skicka")
    assert answer.code == ExitCode.USAGE
    assert "har samma skäl, och den är ersatt av en senare" in answer.err
    assert len(office.server.addresses) == 6
    office.is_day(2021, 6, 9)
    assert office.dispatch("--rättelse", REASON, "--datum", "2021-06-09", "--skicka").code == ExitCode.DONE


def test_days_of_corrections_are_in_the_answers(office: Office) -> None:
    """A corrected letter is sent and received again: the answer file has both days, and takes a second receipt."""
    correct(office)
    assert office.text(ANSWERS).count("skickat: [2021-04-26, 2021-06-01]") == 3
    assert office.run("svar", MEETING, "umea", "--mottaget", "2021-04-28").code == ExitCode.DONE
    office.is_day(2021, 6, 2)
    assert office.run("svar", MEETING, "umea", "--mottaget", "2021-06-02").code == ExitCode.DONE
    before = office.text(ANSWERS)
    office.dispatch("--rättelse", REASON, "--fortsätt")
    assert office.text(ANSWERS) == before


def test_to_some(office: Office) -> None:
    """Only those named get it; the letters to the others say nothing of it."""
    correct(office, "--mottagare", "umea, Malå kommun")
    assert office.server.addresses == [UMEA, MALA]
    assert "mottagare: [umea, mala]" in office.text(MEETING)
    drafts = office.drafts()
    assert drafts["asele"]["Subject"].startswith("Rekommendation")
    assert drafts["umea"]["Subject"].startswith("Rättelse")


@pytest.mark.parametrize("flags", [("--gemensamt",), ("--gemensamt", "--adresser", "hemlig-kopia")])
def test_in_one_mail(office: Office, flags: tuple[str, ...]) -> None:
    """A joint correction to some has only them in sight."""
    correct(office, *flags, "--mottagare", "umea,mala")
    assert [received.to for received in office.server.received] == [(UMEA,), (MALA,)]
    assert ASELE.encode() not in office.server.received[0].data


def test_who_never_had_the_letter_gets_no_correction(office: Office) -> None:
    """One whose address came late gets the letter as it is now, as a letter."""
    office.write(
        "templates/sandlistor.yaml", LIST + "    - {nyckel: lycksele, namn: Lycksele, e-post: k@lycksele.se}\n"
    )
    correct(office)
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert "mottagare: [umea, mala, asele]" in office.text(MEETING)
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses[3:] == ["k@lycksele.se"]
    assert office.server.received[-1].message["Subject"].startswith("Rekommendation")
    answer = office.dispatch("--rättelse", REASON, "--mottagare", "lycksele")
    assert answer.code == ExitCode.DONE  # now it has had one


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--rättelse", " "), "--rättelse saknar skäl"),
        (("--datum", "2021-06-01"), "gäller en rättelse"),
        (("--mottagare", "umea"), "gäller en rättelse"),
        (("--rättelse", "x", "--datum", "2021-04-22"), "före brevet som den ersätter, 23 april 2021"),
        (("--rättelse", "x", "--mottagare", "umeo"), "menade du «umea»?"),
    ],
)
def test_what_does_not_hang_together(office: Office, flags: tuple[str, ...], message: str) -> None:
    """It is told, and the meeting file is as it was."""
    before = office.text(MEETING)
    answer = office.dispatch(*flags)
    assert answer.code == ExitCode.USAGE
    assert message in answer.err
    assert office.text(MEETING) == before


def test_a_day_that_has_not_come(office: Office) -> None:
    """A correction can be looked at before its day, and is not sent."""
    answer = office.dispatch("--rättelse", REASON, "--datum", "2021-06-08", "--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert "daterat 8 juni 2021, och den dagen har inte kommit" in answer.err
    assert office.server.received == []


def test_nothing_to_correct(office: Office) -> None:
    """A letter that nobody has had is changed, not corrected."""
    (office.root / LOG).unlink()
    (office.root / ANSWERS).unlink()
    answer = office.dispatch("--rättelse", REASON)
    assert answer.code == ExitCode.USAGE
    assert "inget att rätta" in answer.err


def test_a_short_time_to_answer_is_told(office: Office) -> None:
    """The time counts from the correction, not from the letter."""
    told = "Svarstiden från rättelsen är 3 dagar"
    office.change(MEETING, BACKGROUND, "svar_senast: 2021-06-04")
    assert told in office.dispatch("--rättelse", REASON).err
    correct(office)
    for command in ("utskick", "kontrollera"):
        assert told not in office.run(command, MEETING).err  # it is too late to say so


def test_a_changed_letter_is_told_until_it_is_corrected(office: Office) -> None:
    """utskick, läge and kontrollera say what stood and what stands; an address alone is no change of the letter."""
    office.change("templates/sandlistor.yaml", MALA, "ks@mala.se")
    told = "brevet som skickades den 26 april 2021 till Umeå kommun, Malå kommun och Åsele kommun är ett annat än"
    commands = (("utskick", MEETING), ("läge", MEETING), ("kontrollera", MEETING))
    for command in commands:
        assert "är ett annat än" not in office.run(*command).err
    office.change(MEETING, BACKGROUND, "svar_senast: 2021-10-29")
    for command in commands:
        answer = office.run(*command)
        assert told in answer.err, command
        assert "2021-09-30" in answer.err
        assert "--rättelse" in answer.err
    correct(office)
    for command in commands:
        assert "är ett annat än" not in office.run(*command).err


def test_again_after_a_correction_is_the_correction(office: Office) -> None:
    """--på-nytt without --rättelse does not send a corrected letter as if it were the first."""
    correct(office)
    answer = office.dispatch("--på-nytt", "umea")
    assert answer.code == ExitCode.USAGE
    assert f'--rättelse "{REASON}" --på-nytt' in answer.err
    office.dispatch("--rättelse", REASON, "--på-nytt", "umea,Malå kommun")
    assert office.server.addresses == [UMEA, MALA, ASELE, UMEA, MALA]
    office.dispatch("--rättelse", REASON, "--på-nytt", "alla")
    assert office.server.addresses[5:] == [UMEA, MALA, ASELE]


def test_stopped_midway(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C tells how to go on with the correction."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    office.dispatch("--rättelse", REASON, "--skicka")
    with monkeypatch.context() as patched:
        patched.setattr(run, "hand_over", stop)
        answer = office.dispatch("--rättelse", REASON, "--fortsätt")
    assert answer.code == ExitCode.INTERRUPTED
    assert f'--rättelse "{REASON}" --fortsätt' in answer.err


def test_the_same_bytes_whenever_it_is_built(office: Office) -> None:
    """The corrected letter comes of the meeting file: bygg gives it, and verifiera finds it the same."""
    correct(office)
    office.run("brev", MEETING, "--per-mottagare")
    letter = (
        office.root
        / "output"
        / LETTER_STEM
        / "brev"
        / f"{LETTER_STEM}-rekommendation-systemledning-och-framtidsbild-umea.pdf"
    )
    (sent,) = office.server.received[0].message.iter_attachments()
    assert letter.read_bytes() == sent.get_content()


def test_an_answer_stands_and_says_which_letter_it_met(office: Office) -> None:
    """Who decided before the correction answered the first letter, in läge and in the follow-up; who did after, not."""
    office.run("svar", MEETING, "umea", "--instans", "KF", "--datum", "2021-05-24", "--alla", "antagen")
    correct(office)
    office.is_day(2021, 6, 22)
    office.run("svar", MEETING, "mala", "--instans", "KF", "--datum", "2021-06-21", "--alla", "antagen")
    answer = office.run("läge", MEETING, "--per", "2021-07-01")
    assert "Svar på brevet av den 23 april 2021, före rättelsen: Umeå kommun" in " ".join(answer.out.split())
    assert "rättat 2021-06-01" in answer.out
    before = office.run("läge", MEETING, "--per", "2021-05-31")
    assert "rättat" not in before.out
    assert "före rättelsen" not in before.out
    told = office.run("läge", MEETING, "--per", "2021-07-01", "--json").out
    assert told.count('"svar_på_brev": "2021-04-23"') == told.count('"svar_på_brev": "2021-06-01"') == 1
    assert office.run("uppföljning", MEETING, "--per", "2021-07-01").code == ExitCode.DONE
