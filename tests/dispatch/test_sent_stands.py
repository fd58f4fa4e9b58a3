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
    assert len(archived(office, "brevets ord")) == (1 if flags else 3)
    assert len({file["fil"] for file in archived(office, "brevets ord")}) == 1


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
