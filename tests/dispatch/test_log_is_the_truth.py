"""The log is the truth of what was sent: läge and kontrollera ask it, numbers hold by it, and drafts are kept apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import LETTER_STEM
from office import ANSWERS, ASELE, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow

VINDELN = "{nyckel: vindeln, namn: Vindelns kommun, e-post: kommun@vindeln.se}"
KOMMUN = "kommun@vindeln.se"


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def state(office: Office, name: str) -> str:
    listed = json.loads(office.run("läge", MEETING, "--json").out)[0]["mottagare"]
    return str(next(each["läge"] for each in listed if each["namn"].startswith(name)))


def test_what_the_log_knows_is_shown(office: Office) -> None:
    """A letter that was refused, and one of which nobody knows, are no «inte skickat»; what is not tried is."""
    office.server.script.refused = {UMEA: "550 5.1.1 No such user"}
    office.dispatch("--skicka")
    office.server.script.drops = ("efter DATA", 0)
    office.dispatch("--skicka")
    assert [state(office, name) for name in ("Umeå", "Malå", "Åsele")] == ["avvisat", "osäkert", "inte skickat"]
    listed = office.run("läge", MEETING)
    assert "3 inte skickat, varav 1 avvisat och 1 osäkert" in listed.out
    told = office.run("kontrollera", MEETING).err
    assert f"Umeå kommun har inte fått brevet: servern avvisade {UMEA} (550 5.1.1 No such user)" in told
    assert "Om Malå kommun har fått brevet är osäkert" in told
    assert f"{LOG}:3:1: varning" in told
    assert "Åsele" not in told


def test_a_letter_that_the_answers_have_missed(office: Office) -> None:
    """Who has got it by the log has it, also when the answer file was not written; and is reminded."""
    office.dispatch("--skicka")
    (office.root / ANSWERS).unlink()
    assert state(office, "Umeå") == "inget livstecken"
    told = office.run("kontrollera", MEETING)
    assert told.code == ExitCode.DONE
    assert "Umeå kommun har fått brevet enligt loggen, men svarsfilen säger inget om det" in told.err
    office.is_day(2021, 10, 12)
    assert "Umeå kommun" in office.remind().out
    assert "Malå kommun" not in office.remind().out


@pytest.mark.parametrize("known", ["skickat: 2021-04-26", "mottaget: 2021-04-27", "utlovat: 2099-04-27"])
def test_the_answers_come_first(office: Office, known: str) -> None:
    """What a person has noted outranks a log that says uncertain or refused."""
    office.server.script.refused = {UMEA: "550 No such user"}
    office.dispatch("--skicka")
    office.write(ANSWERS, f"svar:\n  - mottagare: umea\n    {known}\n")
    office.is_day(2021, 4, 28)
    assert state(office, "Umeå") not in ("avvisat", "inte skickat")
    assert "avvisade" not in office.run("kontrollera", MEETING).err


def test_before_it_was_sent_it_was_not(office: Office) -> None:
    """A day asked about that comes before the log's has nothing of it."""
    office.dispatch("--skicka")
    (office.root / ANSWERS).unlink()
    listed = json.loads(office.run("läge", MEETING, "--json", "--per", "2021-04-25").out)[0]["mottagare"]
    assert {each["läge"] for each in listed} == {"inte skickat"}


def test_a_log_that_cannot_be_read_is_told(office: Office) -> None:
    """The answers are shown all the same, with the exit code of what needs correction."""
    office.dispatch("--skicka")
    office.change(LOG, "\tskickat\t", "\tskikcat\t")
    for command in ("läge", "kontrollera"):
        answer = office.run(command, MEETING)
        assert answer.code == ExitCode.CORRECTION
        assert f"{LOG}:3:1: fel: «skikcat» är ingen händelse" in answer.err
    assert "Umeå kommun" in office.run("läge", MEETING).out


def numbered(office: Office) -> None:
    """Have the letters be numbered by their places on the list."""
    organisation = office.text("templates/organisation.yaml")
    office.write("templates/organisation.yaml", f'{organisation}\nbrevnummer: "{{diarienummer}}-{{löpnummer}}"\n')
    deadline = "      svar_senast: 2021-09-30\n"
    office.change(MEETING, deadline, f"{deadline}      diarienummer: RS 1-2021\n")


def numbers(office: Office) -> dict[str, str]:
    """Return the number that the log has of each recipient's letter."""
    lines = [line.split("\t") for line in office.text(LOG).splitlines()[1:]]
    return {line[3]: line[8] for line in lines}


def put_first(office: Office) -> None:
    office.change("templates/sandlistor.yaml", "    - {nyckel: umea", f"    - {VINDELN}\n    - {{nyckel: umea")


def test_numbers_hold_when_the_list_changes(office: Office) -> None:
    """Someone put first on the list gets a number of its own, and the letter that was sent is still the same."""
    numbered(office)
    office.dispatch("--skicka")
    put_first(office)
    assert "inte längre det som skickades" not in office.dispatch().err
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, KOMMUN, MALA, ASELE]
    assert numbers(office) == {"umea": "1", "vindeln": "2", "mala": "3", "asele": "4"}


def test_a_number_is_not_given_anew(office: Office) -> None:
    """Who is taken off the list keeps the number that it got; nobody else gets it."""
    numbered(office)
    office.dispatch("--skicka")
    office.write(LOG, office.text(LOG).replace("\tumea\t", "\tmala\t").replace(UMEA, MALA))
    (office.root / ANSWERS).unlink()
    office.dispatch("--fortsätt", "--trots-ändring")
    assert numbers(office) == {"mala": "1", "umea": "2", "asele": "3"}


def test_sent_again_and_reminded_under_its_number(office: Office) -> None:
    """A letter that is sent again, and one that goes with a reminder, has the number that it went under."""
    numbered(office)
    office.dispatch("--skicka")
    put_first(office)
    office.dispatch("--på-nytt", "umea")
    assert len({received.data.split(b"\r\n\r\n", 1)[1] for received in office.server.received}) == 1
    office.is_day(2021, 10, 12)
    assert "är ett annat än det som skickades" not in office.remind().err


def test_without_numbers_in_letters_the_list_is_free(office: Office) -> None:
    """An old log without numbers, and one for letters to all, say nothing of numbers."""
    office.dispatch("--gemensamt", "--skicka")
    assert office.text(LOG).splitlines()[-1].split("\t")[8:10] == ["", "gemensamt"]


def drafts(office: Office) -> dict[str, list[str]]:
    folder = office.root / "output" / LETTER_STEM / "mejl"
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.eml")):
        found.setdefault(path.parent.relative_to(folder).as_posix(), []).append(path.stem.rsplit("-", 1)[1])
    return found


@pytest.mark.parametrize("first", [(), ("--gemensamt",)])
def test_drafts_of_each_way_lie_apart(office: Office, first: tuple[str, ...]) -> None:
    """Whichever way is tried first, a folder has the drafts of one way only."""
    for options in (first, (), ("--gemensamt",), ("--gemensamt", "--adresser", "hemlig-kopia")):
        office.dispatch(*options)
    assert drafts(office) == {"en-och-en": ["asele", "mala", "umea"], "gemensamt": ["kopia", "framtidsbild"]}
    office.run("bygg", MEETING)
    assert drafts(office)["."] == ["framtidsbild"]
    assert office.run("verifiera", MEETING).code == ExitCode.DONE


def test_drafts_of_older_versions_are_taken_away(office: Office) -> None:
    """A draft in the old place goes when its new one is made; one changed by hand stays, and is told of."""
    office.run("brev", MEETING, "--per-mottagare")
    folder = office.root / "output" / LETTER_STEM / "mejl"
    changed = next(folder.glob("*-mala.eml"))
    changed.write_bytes(changed.read_bytes() + b"eget\r\n")
    told = office.dispatch().err
    assert drafts(office) == {".": ["mala"], "en-och-en": ["asele", "mala", "umea"]}
    assert changed.read_bytes().endswith(b"eget\r\n")
    assert f"{changed.name} är ett äldre utkast som är ändrat för hand" in told
