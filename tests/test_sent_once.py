"""What keeps a letter from going out twice, or in two versions, when files change between the first and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import ANSWERS, LIST, LOG, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode

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
