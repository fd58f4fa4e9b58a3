"""What keeps a letter from going out twice, or in two versions, when files change between the first and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import ANSWERS, ASELE, LIST, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow

OTHER_NAME = "meetings/2021-03-20-annat.yaml"


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office where the first has got the letter."""
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        made.dispatch("--skicka")
        yield made


@pytest.mark.parametrize("lost", [(), (ANSWERS,), (LOG,)])
def test_a_meeting_that_got_another_name(office: Office, lost: tuple[str, ...]) -> None:
    """The log and answers of the old name tell who has the letter, so nothing goes until they have the new one."""
    for name in lost:
        (office.root / name).unlink()
    (office.root / MEETING).rename(office.root / OTHER_NAME)
    answer = office.run("utskick", OTHER_NAME, "--skicka")
    assert answer.code == ExitCode.CORRECTION
    for name in {ANSWERS, LOG} - set(lost):
        assert f"{name}:1:1" in answer.err
    assert "2021-03-20-annat-systemledning-och-framtidsbild.yaml" in answer.err
    assert office.server.addresses == [UMEA]
    for name in {ANSWERS, LOG} - set(lost):
        path = office.root / name
        path.rename(path.with_name(path.name.replace("2021-03-19-samrad-vard-och-omsorg", "2021-03-20-annat")))
    office.run("utskick", OTHER_NAME, "--skicka")
    assert office.server.addresses.count(UMEA) == 1


def test_the_answers_of_other_meetings_do_not_hinder(office: Office) -> None:
    """A file that belongs to a recommendation of another meeting is in its place; one that only begins so is not."""
    office.write(OTHER_NAME, office.text(MEETING).replace("2021-03-19", "2021-03-20"))
    assert office.run("utskick", OTHER_NAME, "--skicka").code == ExitCode.DONE
    office.write(LOG.replace("systemledning-och", "systemledning-eller"), office.text(LOG))
    answer = office.run("utskick", OTHER_NAME, "--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert answer.err.count("Loggen hör inte till någon rekommendation") == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("\tbrev\t", "\tBrev\t", "«Brev» är inget utskick i loggen"), ("\tumea\t", "\tumeo\t", "menade du «umea»?")],
)
def test_a_log_that_tells_of_something_else(office: Office, old: str, new: str, message: str) -> None:
    """A line whose recipient or letter is not known might be one that is about to be sent again."""
    (office.root / ANSWERS).unlink()
    office.change(LOG, old, new)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert message in answer.err
    assert f"{LOG}:2:1" in answer.err
    assert office.server.addresses == [UMEA]


def test_a_recipient_whose_key_is_changed(office: Office) -> None:
    """The log has the old key; without the answer file too nobody is taken for new."""
    (office.root / ANSWERS).unlink()
    office.write("templates/sandlistor.yaml", LIST.replace("nyckel: umea", "nyckel: umea-kommun"))
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert "finns inte på brevets sändlista" in answer.err
    assert office.server.addresses == [UMEA]


CHANGES = {
    "the letter": (MEETING, "svar_senast: 2021-09-30", "svar_senast: 2021-10-29"),
    "the mail": ("templates/mejl.txt", "Enligt uppdrag", "På uppdrag"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_letter_that_was_changed_after_the_first(office: Office, change: tuple[str, str, str]) -> None:
    """The rest is not sent in another version unless that is asked for, and nobody gets two."""
    office.change(*change)
    assert "inte längre det som skickades till Umeå kommun" in office.dispatch().err
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.USAGE
    assert "--trots-ändring" in answer.err
    assert office.server.addresses == [UMEA]
    assert office.dispatch("--fortsätt", "--trots-ändring").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert "inte längre" not in office.dispatch().err


def test_a_changed_letter_sent_again_to_the_first(office: Office) -> None:
    """When the first has got the new version too, the rest follow as they would have."""
    office.change(*CHANGES["the letter"])
    assert office.dispatch("--på-nytt", "umea").code == ExitCode.DONE
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, UMEA, MALA, ASELE]


def test_an_address_mended_is_no_other_letter(office: Office) -> None:
    """The first's address may become another without the rest being asked about."""
    office.change("templates/sandlistor.yaml", UMEA, "ks@umea.se")
    assert office.dispatch("--fortsätt").code == ExitCode.DONE


@pytest.mark.parametrize("options", [(), ("--gemensamt",), ("--gemensamt", "--adresser", "hemlig-kopia")])
def test_a_reminder_tells_that_its_letter_is_another(office: Office, options: tuple[str, ...]) -> None:
    """Of a letter that an older version sent, one of today is attached, and told when it is not the one that went."""
    for name in (ANSWERS, LOG):
        (office.root / name).unlink()
    office.dispatch(*options, "--skicka")
    office.dispatch(*options, "--fortsätt")
    lines = office.text(LOG).splitlines()
    office.write(LOG, "".join("\t".join(line.split("\t")[:10]) + "\n" for line in lines))
    office.is_day(2021, 11, 12)
    assert "är ett annat än det som skickades" not in office.remind().err
    office.change(*CHANGES["the letter"])
    told = "är ett annat än det som skickades till Umeå kommun, Malå kommun och Åsele kommun"
    assert told in office.remind().err
    office.change("templates/sandlistor.yaml", UMEA, "ks@umea.se")
    told = "är ett annat än det som skickades till Malå kommun och Åsele kommun"
    assert (told in office.remind().err) is (not options)


@pytest.mark.parametrize(("day", "when"), [(29, "är om 1 dag,"), (30, "är i dag,")])
def test_a_reminder_before_the_day_for_answers(office: Office, day: int, when: str) -> None:
    """Reminding those who still have time is warned about, and can be done; a day later it is no matter."""
    office.is_day(2021, 9, day)
    answer = office.remind()
    assert answer.code == ExitCode.DONE
    assert f"sista svarsdag, 30 september 2021, {when}" in answer.err
    office.is_day(2021, 10, 1)
    assert "sista svarsdag" not in office.remind().err
