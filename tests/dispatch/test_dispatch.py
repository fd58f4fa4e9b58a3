"""naravard utskick: drafts, previews, and letters that a real server on loopback receives exactly once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from command import PROGRAM
from conftest import REPOSITORY
from made import LETTER_STEM
from office import ANSWERS, ASELE, LIST, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def test_drafts_and_a_preview_and_nothing_sent(office: Office) -> None:
    """Without --skicka there is a draft for each recipient and a table of them all, and the server hears nothing."""
    answer = office.dispatch()
    assert answer.code == ExitCode.DONE
    drafts = office.drafts()
    assert list(drafts) == ["asele", "mala", "umea"]
    assert all(draft["X-Unsent"] == "1" for draft in drafts.values())
    assert [line.split()[0] for line in answer.lines[-3:]] == ["Umeå", "Malå", "Åsele"]
    assert all(line.endswith("ska skickas") for line in answer.lines[-3:])
    assert "inget skickades nu; skicka det första, till Umeå kommun, med --skicka" in answer.err
    assert office.server.connections == 0
    assert not (office.root / "meetings" / "svar").exists()


def test_one_first_and_then_the_rest(office: Office) -> None:
    """--skicka sends one and stops, again and again; --fortsätt sends the rest, once, whatever is run after it."""
    assert office.dispatch("--skicka").code == ExitCode.DONE
    assert office.server.addresses == [UMEA]
    again = office.dispatch("--skicka")
    assert office.server.addresses == [UMEA]
    assert "skicka resten (2) med --fortsätt" in again.err
    assert "inget mer att skicka" not in again.err
    assert "inget skickades nu; skicka resten (2) med --fortsätt" in office.dispatch().err
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    for option in ("--skicka", "--fortsätt"):
        assert office.dispatch(option).code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.dispatch().err.rstrip().endswith("inget skickades nu")
    assert office.log == [(key, event) for key in ("umea", "mala", "asele") for event in ("påbörjat", "skickat")]


def test_the_message_is_the_draft_that_is_no_draft(office: Office) -> None:
    """What is received has the draft's words, letter and addresses, a date and an id, and no mark of a draft."""
    office.dispatch("--skicka")
    received = office.server.received[0].message
    draft = office.drafts()["umea"]
    assert {name: received[name] for name in ("From", "To", "Subject")} == {
        name: draft[name] for name in ("From", "To", "Subject")
    }
    assert [part.get_content() for part in received.walk() if not part.is_multipart()] == [
        part.get_content() for part in draft.walk() if not part.is_multipart()
    ]
    assert received["X-Unsent"] is None
    assert received["Date"] is not None
    assert received["Message-ID"].endswith("@regionvasterbotten.se>")


def test_the_rest_needs_a_first(office: Office) -> None:
    """--fortsätt before anything is sent is refused: nobody has looked at one yet."""
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.USAGE
    assert "börja med --skicka" in answer.err
    assert office.server.connections == 0


@pytest.mark.parametrize("where", ["till", "hemlig-kopia"])
def test_all_in_one(office: Office, where: str) -> None:
    """A joint message is one message with one id, first to one and then to the rest; hidden addresses stay hidden."""
    options = ("--gemensamt", "--adresser", where)
    office.dispatch(*options, "--skicka")
    office.dispatch(*options, "--fortsätt")
    assert [received.to for received in office.server.received] == [(UMEA,), (MALA, ASELE)]
    assert len({received.message["Message-ID"] for received in office.server.received}) == 1
    for received in office.server.received:
        assert received.message["Bcc"] is None
        shown = [one.addr_spec for one in received.message["To"].addresses]
        assert shown == ([UMEA, MALA, ASELE] if where == "till" else [])
        assert (UMEA.encode() in received.data) is (where == "till")
        if where == "hemlig-kopia":
            assert received.message["To"].groups[0].display_name == "dolda mottagare"


@pytest.mark.parametrize(
    ("begun", "other"),
    [("--gemensamt --adresser hemlig-kopia", ""), ("--gemensamt", "--en-och-en"), ("", "--gemensamt")],
)
def test_the_rest_goes_as_the_first_did(office: Office, begun: str, other: str) -> None:
    """The tip names the flags that it was begun with, and the rest is not sent in another way."""
    tip = f"{begun} --fortsätt".strip()
    assert f"skicka resten (2) med {tip}" in office.dispatch(*begun.split(), "--skicka").err
    answer = office.dispatch(*other.split(), "--fortsätt")
    assert answer.code == ExitCode.USAGE
    assert f"påbörjat med {begun or '--en-och-en'}, " in answer.err
    assert f"samma flaggor: {begun or '--en-och-en'} --fortsätt" in answer.err
    assert "skicka resten" not in office.dispatch(*other.split()).err
    assert office.server.addresses == [UMEA]
    assert office.dispatch(*begun.split(), "--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_the_rest_goes_as_an_uncertain_first_did(office: Office) -> None:
    """When nobody knows whether the first arrived, the way it was sent is known all the same."""
    office.server.script.drops = ("efter DATA", 0)
    office.dispatch("--gemensamt", "--skicka")
    assert "påbörjat med --gemensamt, " in office.dispatch("--fortsätt").err
    assert office.server.addresses == [UMEA]


@pytest.mark.parametrize("begun", [("--gemensamt",), ("--gemensamt", "--adresser", "hemlig-kopia"), ("--en-och-en",)])
def test_the_log_says_in_which_way_it_was_sent(office: Office, begun: tuple[str, ...]) -> None:
    """Each line about a letter has the way of sending, in the words of the flags, before the archive's file."""
    office.dispatch(*begun, "--skicka")
    heading, *lines = office.text(LOG).splitlines()
    assert heading.endswith("\tsätt\tarkiv")
    assert [line.split("\t")[9] for line in lines] == [begun[-1].removeprefix("--")] * 2


def test_of_a_log_that_does_not_say_the_way_nothing_is_guessed(office: Office) -> None:
    """A log of an older version is not asked for the way: it is told that the rest would get another letter."""
    office.dispatch("--gemensamt", "--skicka")
    lines = office.text(LOG).splitlines()
    office.write(LOG, "".join("\t".join(line.split("\t")[:9]) + "\n" for line in lines))
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.USAGE
    assert "inte längre det som skickades till Umeå kommun" in answer.err
    assert "eller --gemensamt" in answer.err
    assert "påbörjat med" not in answer.err
    assert office.dispatch("--gemensamt", "--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_two_ways_of_sending_are_no_way(office: Office) -> None:
    """Where some have got it in one way and some in another, no flags are named as those that it was begun with."""
    office.dispatch("--gemensamt", "--skicka")
    office.dispatch("--på-nytt", "mala")
    for flags in ((), ("--gemensamt",)):
        assert "påbörjat med" not in office.dispatch(*flags, "--fortsätt").err
    assert office.server.addresses == [UMEA, MALA]


def test_a_hidden_draft_has_its_addresses_and_is_verified(office: Office) -> None:
    """The draft with Bcc keeps its addresses for whoever sends it by hand, and builds again to the same bytes."""
    office.dispatch("--gemensamt", "--adresser", "hemlig-kopia")
    (path,) = (office.root / "output" / LETTER_STEM / "mejl").rglob("*-hemlig-kopia.eml")
    draft = message_from_bytes(path.read_bytes(), policy=default)
    assert [one.addr_spec for one in draft["Bcc"].addresses] == [UMEA, MALA, ASELE]
    assert draft["To"] is None
    office.dispatch()
    assert office.run("verifiera", MEETING).code == ExitCode.DONE


@pytest.mark.parametrize(
    ("hidden", "field"), [((), "Till-fältet"), (("--adresser", "hemlig-kopia"), "fältet Hemlig kopia")]
)
def test_where_a_missing_address_is_to_be_put(office: Office, hidden: tuple[str, ...], field: str) -> None:
    """A draft says where: an address put in To shows to all."""
    office.write("templates/sandlistor.yaml", LIST.replace(f", e-post: {MALA}", ""))
    office.dispatch("--gemensamt", *hidden)
    (draft,) = office.drafts().values()
    text = draft.get_body(("plain",))
    assert text is not None
    assert f"Lägg till adresserna i {field}" in text.get_content()


def test_hidden_addresses_are_for_a_joint_message(office: Office) -> None:
    """Asked for with a message to each, it is told that it does not hang together."""
    assert office.dispatch("--adresser", "hemlig-kopia").code == ExitCode.USAGE


def test_one_is_refused_and_the_address_mended(office: Office) -> None:
    """A refused address is named with the server's words and not tried again until it is another."""
    office.server.script.refused = {MALA: "550 5.1.1 No such user"}
    office.dispatch("--skicka")
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert f"Malå kommun <{MALA}> avvisades; servern svarade: 550 5.1.1 No such user" in answer.err
    assert "--på-nytt mala" in answer.err
    office.dispatch("--fortsätt")
    assert office.server.asked[MALA] == 1
    office.change("templates/sandlistor.yaml", MALA, "ks@mala.se")
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, ASELE, "ks@mala.se"]


def test_greylisting_that_lasts(office: Office) -> None:
    """What the server puts off is left for the next run, which the exit code tells, and then sent once."""
    office.server.script.greylisted = {MALA: 4}
    office.dispatch("--skicka")
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.SERVER
    assert "mejlet till Malå kommun kom inte iväg: 451" in answer.err
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, ASELE, MALA]


def test_a_lost_connection_and_a_restart(office: Office) -> None:
    """When nobody knows whether a message went, it is not sent again by itself, and the rest is."""
    office.dispatch("--skicka")
    office.server.script.drops = ("efter DATA", 1)
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.SERVER
    assert f"Malå kommun <{MALA}> har kanske fått mejlet" in answer.err
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert "osäkert" in next(line for line in office.dispatch().lines if "Malå" in line)
    assert office.dispatch("--fortsätt", "--på-nytt", "mala").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE, MALA]


def test_again_is_only_for_those_named(office: Office) -> None:
    """--på-nytt sends to the one named though it is sent, and to nobody else."""
    office.dispatch("--skicka")
    office.dispatch("--på-nytt", "umea")
    assert office.server.addresses == [UMEA, UMEA]
    answer = office.dispatch("--på-nytt", "umeo")
    assert answer.code == ExitCode.USAGE
    assert "menade du «umea»?" in answer.err


def test_killed_with_a_message_on_its_way(office: Office) -> None:
    """A process that is killed leaves no lock and a message that is uncertain; the rest goes once."""
    office.dispatch("--skicka")
    office.server.script.holds_after = 1
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [*PROGRAM, "utskick", MEETING, "--fortsätt"], cwd=office.root, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        assert office.server.has_message.wait(60)
        process.send_signal(signal.SIGKILL)
    office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.log[2:] == [("mala", "påbörjat"), ("asele", "påbörjat"), ("asele", "skickat")]


def test_a_draft_of_minutes_is_not_sent(office: Office) -> None:
    """Minutes not approved give drafts marked so, and none of them is sent."""
    office.change(MEETING, "status: justerat", "status: utskickat")
    preview = office.dispatch()
    assert preview.code == ExitCode.DONE
    assert "--skicka" not in preview.err
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert "är inte justerat" in answer.err
    assert "status: utskickat" in answer.err
    assert office.server.connections == 0


def test_a_letter_is_not_sent_before_its_day(office: Office) -> None:
    """The letter's date is told where it stands; what is sent earlier would seem to be sent before it was written."""
    office.is_day(2021, 4, 22)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.CORRECTION
    assert "daterat 23 april 2021, och den dagen har inte kommit" in answer.err
    office.is_day(2021, 4, 23)
    assert office.dispatch("--skicka").code == ExitCode.DONE


def test_who_has_it_by_the_answer_file_gets_none(office: Office) -> None:
    """A letter that was sent by hand, or answered, is not sent by the program, unless that is asked for."""
    answers = "svar:\n  - {mottagare: umea, skickat: 2021-04-26}\n  - {mottagare: mala, utlovat: 2021-09-20}\n"
    office.write(ANSWERS, answers)
    lines = office.dispatch().lines[-3:]
    assert lines[0].endswith("skickat 2021-04-26 enligt svarsfilen")
    assert lines[1].endswith(" skickat enligt svarsfilen")
    office.dispatch("--skicka")
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [ASELE]
    office.dispatch("--på-nytt", "Umeå kommun")
    assert office.server.addresses == [ASELE, UMEA]


def test_what_is_sent_is_written_into_the_answer_file(office: Office) -> None:
    """Each recipient's day of sending is recorded beside what stands there, and again when a crash has kept it out."""
    office.server.script.refused = {MALA: "550 No such user"}
    office.dispatch("--skicka")
    assert "  - mottagare: umea\n    skickat: 2021-04-26\n" in office.text(ANSWERS)
    office.write(ANSWERS, "# Egna ord.\nsvar:\n  - mottagare: asele  # ring\n    anteckning: ny\n")
    office.is_day(2021, 4, 27)
    office.dispatch("--fortsätt")
    assert office.text(ANSWERS) == (
        "# Egna ord.\nsvar:\n  - mottagare: asele  # ring\n    skickat: 2021-04-27\n    anteckning: ny\n"
        "  - mottagare: umea\n    skickat: 2021-04-26\n"
    )


def test_one_of_several_letters(office: Office) -> None:
    """A letter is chosen by its short name; a name that none has is told with what may have been meant."""
    assert office.dispatch("--ärende", "systemledning-och-framtidsbild").code == ExitCode.DONE
    answer = office.dispatch("--ärende", "systemledning-och-framtid")
    assert answer.code == ExitCode.USAGE
    assert "menade du «systemledning-och-framtidsbild»?" in answer.err


def test_letters_are_sent_one_by_one(office: Office) -> None:
    """Each letter has a first of its own, so which one has to be said; only that one's drafts are then made."""
    head, first = office.text(MEETING).split("ärenden:\n")
    second = first.replace("kortnamn: systemledning och framtidsbild", "kortnamn: mobila")
    office.write(MEETING, f"{head}ärenden:\n{first.rstrip()}\n{second}")
    for option in ("--skicka", "--fortsätt", "--på-nytt=umea"):
        answer = office.dispatch(option)
        assert answer.code == ExitCode.USAGE
        assert "skriv också --ärende systemledning-och-framtidsbild eller mobila" in answer.err
    assert office.server.connections == 0
    assert "till Umeå kommun, med --ärende mobila --skicka" in office.dispatch().err
    shutil.rmtree(office.root / "output")
    assert "skicka resten (2) med --ärende mobila --fortsätt" in office.dispatch("--ärende", "mobila", "--skicka").err
    assert office.server.addresses == [UMEA]
    drafts = [path.name for path in (office.root / "output").rglob("*.eml")]
    assert len(drafts) == 3
    assert all("mobila" in name for name in drafts)
    assert office.run("verifiera", MEETING).code == ExitCode.DONE


def test_a_draft_changed_by_hand_stops_the_sending_once(office: Office) -> None:
    """The change would not be sent, so it is kept and told, and sending without it has to be asked for again."""
    office.dispatch()
    path = next((office.root / "output" / LETTER_STEM / "mejl").rglob("*-umea.eml"))
    path.write_bytes(path.read_bytes() + b"egen rad\r\n")
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.USAGE
    assert "-andrad.eml" in answer.err
    assert office.server.connections == 0
    assert office.dispatch("--skicka").code == ExitCode.DONE


@pytest.mark.parametrize("options", [(), ("--gemensamt",)])
def test_those_without_address_are_named(office: Office, options: tuple[str, ...]) -> None:
    """They are told every time, and no note to the sender goes out; --tillåt-utan-adress makes it a warning."""
    office.change("templates/sandlistor.yaml", f", e-post: {ASELE}", "")
    office.dispatch(*options, "--skicka")
    answer = office.dispatch(*options, "--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert "templates/sandlistor.yaml:6:7: fel" in answer.err
    assert "Åsele kommun saknar e-postadress" in answer.err
    assert office.server.addresses == [UMEA, MALA]
    for received in office.server.received:
        assert all("Att åtgärda" not in str(part.get_payload(decode=True), "utf-8", "ignore")
                   for part in received.message.walk() if not part.is_multipart())  # fmt: skip
    assert office.dispatch(*options, "--fortsätt", "--tillåt-utan-adress").code == ExitCode.DONE


def test_a_log_that_was_edited_wrongly_stops_everything(office: Office) -> None:
    """A line that is not the log's own is told with its place, and nothing is sent until it is mended."""
    office.dispatch("--skicka")
    office.change(LOG, "\tskickat\t", "\tskikcat\t")
    for options in ((), ("--fortsätt",)):
        answer = office.dispatch(*options)
        assert answer.code == ExitCode.CORRECTION
        assert f"{LOG}:3:1" in answer.err
    assert office.server.addresses == [UMEA]


def test_the_same_as_json(office: Office) -> None:
    """Other programs get each recipient's standing, before and after."""
    before = json.loads(office.dispatch("--json").out)
    after = json.loads(office.dispatch("--skicka", "--json").out)
    assert [row["läge"] for row in before["utskick"][0]["mottagare"]] == ["ska skickas"] * 3
    assert [row["läge"] for row in after["utskick"][0]["mottagare"]] == ["skickat", "ska skickas", "ska skickas"]
    assert after["utskick"][0]["mottagare"][0]["svar"] == "250 OK: taget"
    assert before["filer"] == after["filer"]


def test_a_meeting_without_letters(office: Office) -> None:
    """There is nothing to send, which is said and no error."""
    answer = office.run("utskick", "meetings/2023-03-24-systemledning.yaml", "--skicka")
    assert answer.code == ExitCode.DONE
    assert "inga rekommendationer" in answer.err


def test_a_decision_that_is_another_than_adopted_is_not_sent(office: Office) -> None:
    """A letter quotes the decision as it was adopted, or is not sent."""
    meeting = office.root / "meetings" / f"{LETTER_STEM}.yaml"
    build_meeting(meeting, BuildOptions(frozenset({DocumentKind.MINUTES})))
    office.change(f"meetings/{LETTER_STEM}.yaml", "utgör systemledning", "utgör ingen ledning")
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.CORRECTION and "det skulle bli" in answer.err
    assert office.server.connections == 0
