"""What is sent stands: the very mails and letters are kept before they leave, and nothing overwrites them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import LETTER_STEM
from office import ASELE, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow

ARCHIVE = f"arkiv/{LETTER_STEM}"


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def send(office: Office, *flags: str) -> None:
    for step in ("--skicka", "--fortsätt"):
        assert office.dispatch(*flags, step).code == ExitCode.DONE


def archived(office: Office, kind: str) -> list[dict[str, str]]:
    listed = json.loads(office.text(f"{ARCHIVE}/arkiv.json"))["filer"]
    return [file for file in listed if file["sort"] == kind]


def kept_by_key(office: Office, event: str = "skickat") -> dict[str, tuple[str, str]]:
    """Return path and first letters of the hash that the log has for each recipient."""
    lines = [line.split("\t") for line in office.text(LOG).splitlines()[1:]]
    return {values[3]: (values[10].split(" ")[0], values[10].split(" ")[1]) for values in lines if values[1] == event}


@pytest.mark.parametrize("flags", [(), ("--gemensamt",), ("--gemensamt", "--adresser", "hemlig-kopia")])
def test_sent_bytes_are_archived_bytes(office: Office, flags: tuple[str, ...]) -> None:
    """Each mail that the server took lies in the archive byte for byte, as the log says, and the letter beside it."""
    send(office, *flags)
    kept = kept_by_key(office)
    by_address = {"umea": UMEA, "mala": MALA, "asele": ASELE}
    for key, (path, digest) in kept.items():
        data = (office.root / ARCHIVE / path).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(digest)
        (received,) = [one for one in office.server.received if by_address[key] in one.to]
        assert received.data == data
        (letter,) = received.message.iter_attachments()
        pdfs = {(office.root / ARCHIVE / file["fil"]).read_bytes() for file in archived(office, "brev")}
        assert letter.get_content() in pdfs
    assert len(archived(office, "brev")) == (1 if flags else 3)
    assert len(archived(office, "brevets ord")) == 1


def test_it_is_kept_before_the_server_has_it(office: Office) -> None:
    """When the server is given the message, it lies in the archive already."""
    seen: list[bool] = []
    office.server.script.witness = lambda: seen.append(bool(list((office.root / ARCHIVE).rglob("*.eml"))))
    office.dispatch("--skicka")
    assert seen == [True]


def test_what_cannot_be_kept_is_not_sent(office: Office) -> None:
    """Where the archive cannot be written, nothing leaves, and the log says nothing of it."""
    office.write("arkiv", "en fil i vägen")
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.FILES
    assert office.server.received == []
    assert not (office.root / LOG).exists()
    (office.root / "arkiv").unlink()
    send(office)
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_what_is_tried_again_is_the_same_mail(office: Office) -> None:
    """A server that puts a message off gets the same bytes the next time, and the archive has them once."""
    office.server.script.greylisted = {UMEA: 2}
    assert office.dispatch("--skicka").code == ExitCode.DONE
    assert office.server.asked[UMEA] == 3
    assert len(archived(office, "mejl")) == 1


@pytest.mark.parametrize("columns", [7, 9, 10])
def test_older_logs_go_on(office: Office, columns: int) -> None:
    """A log without the archive's column is read, gone on with, and nothing is told of what nobody kept."""
    office.dispatch("--skicka")
    office.write(LOG, "".join("\t".join(line.split("\t")[:columns]) + "\n" for line in office.text(LOG).splitlines()))
    shutil.rmtree(office.root / "arkiv")
    assert office.dispatch("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert list(kept_by_key(office, "påbörjat")) == ["mala", "asele"] if columns > 10 else True
    assert "är ett annat" not in office.run("kontrollera", MEETING).err


def test_one_corrected_address_makes_nothing_old(office: Office) -> None:
    """After sending, another address is no error, and nobody is told to build or remove what was sent."""
    office.run("bygg", MEETING)
    send(office)
    office.change("templates/sandlistor.yaml", MALA, "ks@mala.se")
    answer = office.run("verifiera", MEETING)
    assert answer.code == ExitCode.DONE, answer.err
    assert answer.err.count("brevet som skickades den 26 april 2021 säger detsamma") == 1
    for text in (answer.err, office.run("bygg", MEETING).err):
        assert "ta bort" not in text
        assert "bygg den igen" not in text


def test_a_letter_changed_after_it_was_sent_is_one_remark(office: Office) -> None:
    """verifiera tells it once; what else has become another is an error as before."""
    send(office)
    office.change(MEETING, "svar_senast: 2021-09-30", "svar_senast: 2021-10-29")
    answer = office.run("verifiera", MEETING)
    assert answer.code == ExitCode.DONE, answer.err
    assert answer.err.count("brevet som skickades den 26 april 2021 är ett annat än det som byggs nu; 3 filer") == 1
    office.run("bygg", MEETING, "--bara", "protokoll")
    office.change(MEETING, "datum: 2021-03-19", "datum: 2021-03-20")
    assert office.run("verifiera", MEETING).code == ExitCode.CHECK


@pytest.mark.parametrize("damage", ["ändrad", "borta", "registret", "mappen"])
def test_a_damaged_archive_is_told(office: Office, damage: str) -> None:
    """verifiera compares the archived mails with the log and the register."""
    send(office)
    assert office.run("verifiera", MEETING).code == ExitCode.DONE
    path, _ = kept_by_key(office)["mala"]
    mail, register = office.root / ARCHIVE / path, office.root / ARCHIVE / "arkiv.json"
    if damage == "ändrad":
        mail.write_bytes(mail.read_bytes().replace(b"Date:", b"Dato:"))
    elif damage == "borta":
        mail.unlink()
    elif damage == "registret":
        register.write_text("{")
    else:
        shutil.rmtree(office.root / ARCHIVE)
    answer = office.run("verifiera", MEETING)
    assert answer.code == (ExitCode.FILES if damage == "registret" else ExitCode.CHECK)
    assert "arkiv" in answer.err


def test_nothing_overwrites_what_was_sent(office: Office) -> None:
    """Whatever is built or sent afterwards, the archive's files are the same."""
    send(office)
    before = {path: path.read_bytes() for path in (office.root / ARCHIVE).rglob("*.*") if path.suffix != ".json"}
    office.change(MEETING, "svar_senast: 2021-09-30", "svar_senast: 2021-10-29")
    office.run("bygg", MEETING)
    office.dispatch("--på-nytt", "alla", "--trots-ändring")
    shutil.rmtree(office.root / "output")
    assert {path: path.read_bytes() for path in before} == before
    assert len(archived(office, "mejl")) == 6


def rename(office: Office, *, with_answers: bool = False) -> str:
    """Give the meeting file another name, and its answers and archive too if told so; return the name."""
    stem = f"{LETTER_STEM}-omdopt"
    (office.root / MEETING).rename(office.root / "meetings" / f"{stem}.yaml")
    if with_answers:
        for path in (office.root / "meetings" / "svar").iterdir():
            path.rename(path.with_name(path.name.replace(LETTER_STEM, stem)))
        (office.root / ARCHIVE).rename(office.root / "arkiv" / stem)
    return f"meetings/{stem}.yaml"


def test_a_renamed_meeting_has_orphans(office: Office) -> None:
    """Nobody says that none is to be reminded, or that nothing was sent, when what tells it has another name."""
    send(office)
    office.is_day(2021, 10, 12)
    meeting = rename(office)
    answer = office.run("påminn", meeting)
    assert answer.code == ExitCode.CORRECTION
    assert "ingen ska påminnas" not in answer.err
    for command in (("påminn", meeting), ("läge", meeting), ("utskick", meeting), ("läge",), ("kontrollera",)):
        assert "Loggen hör inte till någon rekommendation" in office.run(*command).err, command


def test_a_meeting_renamed_with_all_that_is_its_own(office: Office) -> None:
    """With answers, log and archive under the new name all is as it was."""
    send(office)
    office.is_day(2021, 10, 12)
    meeting = rename(office, with_answers=True)
    office.run("bygg", meeting)
    assert office.run("verifiera", meeting).code == ExitCode.DONE
    answer = office.run("påminn", meeting)
    assert answer.code == ExitCode.DONE
    assert "hör inte till" not in answer.err


def test_reminders_attach_what_was_sent(office: Office) -> None:
    """After a change, a reminder still carries the letter that its recipient got, and says that it has changed."""
    send(office, "--gemensamt")
    office.change(MEETING, "svar_senast: 2021-09-30", "svar_senast: 2021-09-29")
    office.is_day(2021, 10, 12)
    answer = office.remind("--skicka")
    assert "är ett annat än det som byggs nu" in answer.err
    first, *_, last = (next(one.message.iter_attachments()).get_content() for one in office.server.received)
    assert first == last
    assert len(archived(office, "brev")) == 1


def test_reminders_after_a_correction_attach_that(office: Office) -> None:
    """The last letter sent is the one that is reminded of, and nothing is wrong with it."""
    send(office)
    office.is_day(2021, 6, 1)
    for step in ("--skicka", "--fortsätt"):
        office.dispatch("--rättelse", "Fel dag.", step)
    corrected = next(office.server.received[3].message.iter_attachments()).get_content()
    office.is_day(2021, 10, 12)
    answer = office.remind("--skicka")
    assert "annat" not in answer.err
    assert next(office.server.received[-1].message.iter_attachments()).get_content() == corrected


@pytest.mark.parametrize(("day", "says"), [((2021, 4, 29), False), ((2021, 8, 30), True), ((2021, 10, 1), True)])
def test_who_is_to_be_reminded_when_it_is_time(office: Office, day: tuple[int, int, int], says: bool) -> None:
    """Three days after sending, with months left, läge does not ask for reminders."""
    send(office)
    answer = office.run("läge", MEETING, "--per", "{}-{:02}-{:02}".format(*day))
    assert ("bör påminnas" in answer.err) is says


def test_drafts_of_another_matter_are_no_leftovers(office: Office) -> None:
    """Reminders of one matter say nothing of the day's reminders of another."""
    send(office)
    office.is_day(2021, 10, 12)
    office.remind()
    folder = office.root / "output" / LETTER_STEM / "paminnelser"
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_text("utf-8"))
    other = dict(data["filer"][0], fil="2021-10-12/ett-annat-arende-umea.eml")
    data["filer"].append(other)
    manifest.write_text(json.dumps(data), encoding="utf-8")
    (folder / other["fil"]).write_bytes(b"x")
    assert "inte längre ska påminnas" not in office.remind().err
