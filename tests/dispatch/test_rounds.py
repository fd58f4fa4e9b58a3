"""Rounds of reminders: who is reminded when, whatever was sent before, by the program or by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import ANSWERS, ASELE, LOG, MALA, UMEA, Office, an_office

from naravard_docs.errors import ExitCode
from naravard_docs.send import run

pytestmark = pytest.mark.slow

KEYS = ("umea", "mala", "asele")


def sent(**more: str) -> str:
    """Return the answer file where all three have had the letter, with one more line about some of them."""
    each = (
        f"  - mottagare: {key}\n    skickat: 2021-04-26\n" + f"    {more.get(key, 'anteckning: –')}\n" for key in KEYS
    )
    return "svar:\n" + "".join(each)


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office where all three have had the letter since the spring, and it is past the day for answers."""
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        made.write(ANSWERS, sent())
        made.is_day(2021, 10, 12)
        yield made


def remind_all(office: Office) -> list[str]:
    """Remind one and then the rest; return the addresses that got one."""
    before = len(office.server.addresses)
    office.remind("--skicka")
    office.remind("--fortsätt")
    return office.server.addresses[before:]


def test_a_promise_that_lapses_does_not_hold_an_old_round(office: Office) -> None:
    """Who could not be reminded in the autumn's round is reminded in the winter's, with the others, and once."""
    office.write(ANSWERS, sent(asele="utlovat: 2021-11-30"))
    assert remind_all(office) == [UMEA, MALA]
    office.is_day(2021, 12, 15)
    assert remind_all(office) == [UMEA, MALA, ASELE]
    office.is_day(2021, 12, 16)
    assert remind_all(office) == []


def test_an_address_that_is_refused_is_not_asked_every_day(office: Office) -> None:
    """The words count days and are others tomorrow, but the server refused the address, which is the same."""
    office.server.script.refused = {MALA: "550 No such user"}
    assert remind_all(office) == [UMEA, ASELE]
    office.is_day(2021, 10, 13)
    assert remind_all(office) == []
    assert office.server.asked[MALA] == 1
    office.is_day(2021, 12, 15)
    assert remind_all(office) == [UMEA, ASELE]


def test_a_reminder_by_hand_counts_in_the_next_round(office: Office) -> None:
    """Who was reminded by hand less than a week ago is not reminded by the program, until the week has gone."""
    office.write(ANSWERS, sent(umea="påmint: 2021-10-11"))
    assert "skickat 2021-10-11 enligt svarsfilen" in office.remind().out
    assert remind_all(office) == [MALA, ASELE]
    office.is_day(2021, 10, 18)
    assert remind_all(office) == [UMEA]


def test_who_got_it_late_in_a_round_does_not_get_the_next_at_once(office: Office) -> None:
    """A round ends after a week, but not the time that each is left alone, nor that of which nobody knows."""
    office.remind("--skicka")
    office.is_day(2021, 10, 18)
    office.server.script.drops = ("efter DATA", 1)
    office.remind("--fortsätt")
    office.remind("--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]
    office.is_day(2021, 10, 19)
    assert "Malå kommun <kommunstyrelsen@mala.se> har kanske fått mejlet" in office.remind("--skicka").err
    assert office.remind("--fortsätt").code == ExitCode.CORRECTION
    assert office.server.addresses == [UMEA, MALA, ASELE, UMEA]


def test_a_round_that_was_asked_for_goes_on(office: Office) -> None:
    """--ny-omgång reminds again those who were reminded lately; the next day the rest of them follow."""
    assert remind_all(office) == [UMEA, MALA, ASELE]
    office.is_day(2021, 10, 14)
    office.remind("--skicka", "--ny-omgång")
    office.is_day(2021, 10, 15)
    assert remind_all(office) == [MALA, ASELE]


def test_reminders_after_the_day_asked_about_do_not_count(office: Office) -> None:
    """The preview counts as the reminder's own words do."""
    office.write(ANSWERS, sent(umea="påmint: [2021-10-01, 2021-10-11]"))
    assert "påmint 1 gång" in office.remind("--per", "2021-10-05").out
    assert "påmint 2 gånger" in office.remind().out


@pytest.mark.parametrize("command", ["utskick", "påminn"])
def test_stopped_in_a_pause(office: Office, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """What has gone when the user stops it is in the answer file."""

    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    if command == "utskick":
        (office.root / ANSWERS).unlink()
    command_of = office.dispatch if command == "utskick" else office.remind
    command_of("--skicka")
    monkeypatch.setattr(time, "sleep", stop)
    answer = command_of("--fortsätt")
    assert answer.code == ExitCode.INTERRUPTED
    assert f"utskicket är avbrutet; det som hann skickas står i loggen, {LOG}" in answer.err
    assert "2 av 3 skickade" in answer.err
    assert "fortsätt med --fortsätt; ingen får mejlet två gånger" in answer.err
    assert office.server.addresses == [UMEA, MALA]
    key = "skickat: 2021-10-12" if command == "utskick" else "påmint: [2021-10-12]"
    assert office.text(ANSWERS).replace("'", "").count(key) == 2


def test_stopped_with_a_message_on_its_way(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may have got it is named as uncertain."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    (office.root / ANSWERS).unlink()
    monkeypatch.setattr(run, "hand_over", stop)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.INTERRUPTED
    assert "och för Umeå kommun är det osäkert" in answer.err
    assert f"Umeå kommun <{UMEA}> har kanske fått mejlet" in answer.err


def test_what_an_interrupted_reminder_left_is_recorded_by_the_next_run(office: Office) -> None:
    """Also when it is about another thing, and when the one reminded is not to be reminded any more."""
    office.remind("--skicka")
    (office.root / ANSWERS).unlink()
    office.write(ANSWERS, sent(umea="utlovat: 2021-12-01"))
    office.remind("--fortsätt")
    assert office.text(ANSWERS).count("påmint:") == 3
    office.write(ANSWERS, sent())
    office.dispatch("--skicka")
    assert office.text(ANSWERS).count("påmint:") == 3
    office.write(ANSWERS, sent(**dict.fromkeys(KEYS, "utlovat: 2021-12-01")))
    assert "ingen ska påminnas" in office.remind("--skicka").err
    assert office.text(ANSWERS).count("påmint:") == 3


def test_who_has_got_it_and_is_refused_one_more_has_got_it(office: Office) -> None:
    """A letter sent again that the server puts off is told, and is not sent to who has it by the next run."""
    (office.root / ANSWERS).unlink()
    office.dispatch("--skicka")
    office.server.script.greylisted = {UMEA: 5}
    (office.root / ANSWERS).unlink()
    answer = office.dispatch("--på-nytt", "umea")
    assert answer.code == ExitCode.CORRECTION
    assert "Umeå kommun <umea.kommun@umea.se> har fått mejlet förut, men inte på nytt (uppskjutet): 451" in answer.err
    (office.root / ANSWERS).unlink()
    assert next(line for line in office.dispatch().lines if "Umeå" in line).endswith("skickat 2021-10-12 09.00")
    office.server.script.greylisted = {}
    office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_the_rest_after_a_first_of_which_nobody_knows(office: Office) -> None:
    """What the trouble says can be done: the rest goes, and the uncertain one stays so."""
    (office.root / ANSWERS).unlink()
    office.server.script.drops = ("efter DATA", 0)
    assert "resten skickas med --fortsätt" in office.dispatch("--skicka").err
    office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.text(LOG).count("skickat\tbrev") == 2


def test_each_draft_changed_by_hand_is_kept(office: Office) -> None:
    """One change by hand does not take the place of another, and what the program's own words changed is not kept."""

    def drafts() -> list[Path]:
        return sorted((office.root / "output").rglob("*-umea*.eml"))

    office.remind()
    (path,) = drafts()
    office.change("templates/paminnelse.txt", "för ", "för cirka ")
    office.remind()
    assert drafts() == [path]
    for words in (b"ett\r\n", b"tva\r\n"):
        path.write_bytes(path.read_bytes() + words)
        office.remind()
    kept = {draft.stem.rpartition("-umea")[2]: draft.read_bytes() for draft in drafts()}
    assert sorted(kept) == ["", "-andrad", "-andrad-2"]
    assert kept["-andrad"].endswith(b"ett\r\n")
    assert kept["-andrad-2"].endswith(b"tva\r\n")
    office.write(ANSWERS, sent(umea="utlovat: 2021-12-01"))
    told = [line for line in office.remind().err.splitlines() if "inte längre ska påminnas" in line]
    assert len(told) == 1
