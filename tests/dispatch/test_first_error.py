"""The first error is told, not what follows of it: a disk that is full at a line of the log, and lines cut off."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import ANSWERS, ASELE, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode, FileAccessError
from naravard_docs.libraries.line_file import torn_end
from naravard_docs.send.event import Event
from naravard_docs.send.log import HEADING, Log, LogEntry, read_log

pytestmark = pytest.mark.slow

GOOD = "2021-04-26T09:00:00+00:00\tpåbörjat\tbrev\tumea\tumea.kommun@umea.se\t<1@region.se>\t"
REASONS = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "din del av disken är full",
    errno.EIO: "disken svarar inte som den ska",
}


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def full_disk(office: Office, line: int, number: int = errno.ENOSPC, step: str = "write", also_answers: bool = False):
    """Have the disk be full when the log's line is written, after half of it."""
    real, seen = getattr(os, step), [0]

    def failing(descriptor: int, *data: bytes) -> object:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        if name.endswith(".tsv"):
            seen[0] += 1
            if seen[0] >= line:
                if data:
                    real(descriptor, bytes(data[0])[: len(data[0]) // 2])
                raise OSError(number, os.strerror(number))
        if also_answers and seen[0] >= line and ".yaml" in name:
            raise OSError(number, os.strerror(number))
        return real(descriptor, *data)

    office.patch.setattr(os, step, failing)
    return lambda: office.patch.setattr(os, step, real)


proc = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names of open files are asked of /proc")


@proc
@pytest.mark.parametrize("number", REASONS)
@pytest.mark.parametrize("step", ["write", "fsync"])
def test_the_claim_cannot_be_written(office: Office, number: int, step: str) -> None:
    """The disk's error is told with its reason, nothing of the line is left, and nobody got anything."""
    mend = full_disk(office, 1, number, step)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.FILES
    assert re.search(rf"loggen {LOG} går inte att skriva \({REASONS[number]}", answer.err)
    assert "kolumner" not in answer.err and "färdigskriven" not in answer.err
    assert office.server.received == []
    assert office.text(LOG) == ""
    mend()
    assert office.dispatch("--skicka").code == ExitCode.DONE
    assert office.server.addresses == [UMEA]
    assert office.text(LOG).startswith(HEADING)


@proc
@pytest.mark.parametrize("also_answers", [False, True])
def test_what_the_server_said_cannot_be_written(office: Office, also_answers: bool) -> None:
    """It is told what the server said, and the message is uncertain; the next run goes on without it."""
    mend = full_disk(office, 2, also_answers=also_answers)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.FILES
    assert "går inte att skriva (disken är full)" in answer.err
    assert "servern hade redan svarat (Umeå kommun: skickat, 250 OK" in answer.err
    assert "kolumner" not in answer.err
    assert office.log == [("umea", "påbörjat")]
    mend()
    office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_a_log_without_permission(office: Office) -> None:
    """A folder where the log should be is told as that."""
    (office.root / LOG).mkdir(parents=True)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.FILES
    assert "är en mapp" in answer.err
    assert office.server.received == []


def test_answers_that_cannot_be_written_hide_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the server breaks off and the answer file fails too, both are told, and the exit code is the first's."""
    from naravard_docs.responses import record

    def refused(*_: object, **__: object) -> None:
        raise FileAccessError("svarsfilen går inte att skriva (disken är full)", "")

    office.dispatch("--skicka")
    monkeypatch.setattr(record, "write_whole", refused)
    office.server.script.drops = ("efter DATA", 2)
    answer = office.dispatch("--fortsätt")
    assert answer.code == ExitCode.SERVER
    assert "innan servern svarat" in answer.err
    assert "har inte fått de dagar som loggen har: svarsfilen går inte att skriva" in answer.err
    monkeypatch.undo()


def cut(line: str) -> list[bytes]:
    data = line.encode()
    return [data[:length] for length in range(1, len(data) + 1)]


@pytest.mark.parametrize("event", ["påbörjat", "skickat", "avbrutet", "avvisat"])
def test_a_line_cut_anywhere(event: str) -> None:
    """It never counts as sent, it makes uncertain at most its own recipient, and it is told."""
    whole = f"{HEADING}\n{GOOD}\n"
    for end in cut(GOOD.replace("påbörjat", event).replace("umea\t", "mala\t")):
        assert torn_end(whole.encode() + end) == end
        log = read_log(Path("x"), whole).with_torn(end, ["umea", "mala"])
        said = {key: entry.event for key, entry in log.last("brev").items()}
        assert said in ({"umea": Event.STARTED}, {"umea": Event.STARTED, "mala": Event.UNCERTAIN})
        assert ("mala" in said) is (b"mala\t" in end)
        assert len(log.warnings) == 1 and str(log.warnings[0].place) == "x:3:1"


@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.97])
def test_a_real_line_cut_off_keeps_no_one_from_the_letter(office: Office, share: float) -> None:
    """What was cut from an address or an id is not known, and no reason to say that the letter is another."""
    office.dispatch("--skicka")
    log = office.root / LOG
    first = log.read_bytes()
    answers = {path: path.read_bytes() for path in log.parent.glob("*.yaml")}
    office.dispatch("--fortsätt")
    (line,) = [each for each in log.read_bytes()[len(first) :].splitlines() if b"\tmala\t" in each][:1]
    log.write_bytes(first + line[: int(share * len(line))])
    for path, data in answers.items():
        path.write_bytes(data)
    del office.server.received[1:]
    answer = office.dispatch("--fortsätt")
    assert "är inte längre det som skickades" not in answer.err
    assert office.server.addresses == [UMEA, ASELE]
    assert ("mala", "osäkert") in office.log


@pytest.mark.parametrize("length", [3, 30, 38, 45, 60, 75, 93])
def test_a_log_cut_off_is_mended(office: Office, length: int) -> None:
    """A run tells of the line, writes its own lines after a whole one, and sends nothing twice."""
    office.dispatch("--skicka")
    cut_line = GOOD.replace("umea\t", "mala\t").encode()[:length]
    with (office.root / LOG).open("ab") as file:
        file.write(cut_line)
    assert "sista rad är inte färdigskriven" in office.dispatch().err
    answer = office.dispatch("--fortsätt")
    assert "sista rad är inte färdigskriven" in answer.err
    is_known = b"mala\t" in cut_line
    assert office.server.addresses == ([UMEA, ASELE] if is_known else [UMEA, MALA, ASELE])
    assert "sista rad" not in office.dispatch().err
    assert read_log(Path(LOG), office.text(LOG)).warnings == ()
    assert (("mala", "osäkert") in office.log) is is_known


def test_a_heading_cut_off(tmp_path: Path) -> None:
    """A log whose first line was cut off gets its heading."""
    path = tmp_path / "a.tsv"
    path.write_bytes(HEADING.encode()[:11])
    entry = LogEntry(read_log(path, f"{GOOD}\n").entries[0].when, Event.SENT, "brev", "umea", "a@b.se", "<1@b.se>")
    Log(path).append([entry])
    assert path.read_text("utf-8") == f"{HEADING}\n{entry}\n"


def test_a_svar_on_a_full_disk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is told, and the answers are as they were."""
    office.run("svar", MEETING, "umea", "--skickat", "2021-04-26")
    office.is_day(2021, 4, 28)
    before = office.text(ANSWERS)
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) > 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", full)
    answer = office.run("svar", MEETING, "umea", "--mottaget", "2021-04-27")
    monkeypatch.undo()
    assert answer.code == ExitCode.FILES
    assert "disken är full" in answer.err
    assert office.text(ANSWERS) == before
