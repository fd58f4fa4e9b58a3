"""The claim that each message has in the log: of runs that no lock keeps apart, only the first sends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from office import ANSWERS, ASELE, LOG, MALA, UMEA, Office, an_office

from naravard_docs.dispatch import dispatch as dispatch_module
from naravard_docs.errors import ExitCode
from naravard_docs.send.event import Event
from naravard_docs.send.log import COLUMNS, Log, LogEntry, read_log

pytestmark = pytest.mark.slow

NOW = datetime(2021, 4, 26, 9, tzinfo=UTC)
OLD_HEADING = "\t".join(COLUMNS)


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office on a disk whose locks keep nobody apart."""

    @contextmanager
    def no_lock(*_: object) -> Iterator[None]:
        yield

    monkeypatch.setattr(dispatch_module, "file_lock", no_lock)
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def line(event: Event, key: str = "mala", run: str = "annan", seconds: int = 0) -> LogEntry:
    return LogEntry(NOW + timedelta(seconds=seconds), event, "brev", key, MALA, "<1@region.se>", "", run)


def meddling(office: Office, *lines: LogEntry) -> None:
    """Have another run write lines into the log just before this one claims its next message."""
    append, left = Log.append, list(lines)

    def with_others(log: Log, entries: list[LogEntry]) -> None:
        others, left[:] = list(left), []
        if others:
            append(log, others)
        append(log, entries)

    office.patch.setattr(Log, "append", with_others)


@pytest.mark.parametrize("run", ["annan", ""], ids=["a run", "an older version"])
@pytest.mark.parametrize("last", [Event.STARTED, Event.SENT, Event.UNCERTAIN])
def test_the_first_claim_sends(office: Office, last: Event, run: str) -> None:
    """Whom another run has begun with since the log was read is left to that run, and the others get theirs."""
    office.dispatch("--skicka")
    meddling(office, line(Event.STARTED, run=run), *([line(last, run=run)] if last is not Event.STARTED else []))
    answer = office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, ASELE]
    assert "avstått: Malå kommun" in answer.err
    office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, ASELE]


@pytest.mark.parametrize("last", [Event.REFUSED, Event.DEFERRED, Event.BROKEN, Event.YIELDED])
def test_a_claim_that_came_to_nothing_hinders_nobody(office: Office, last: Event) -> None:
    """Another run that did not get it delivered leaves it to this one."""
    office.dispatch("--skicka")
    meddling(office, line(Event.STARTED), line(last))
    office.dispatch("--fortsätt")
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_a_claim_after_ones_own_is_the_others_to_take_back(office: Office) -> None:
    """Of two, the one whose line stands first sends."""
    append = Log.append

    def with_others(log: Log, entries: list[LogEntry]) -> None:
        append(log, entries)
        if entries[0].event is Event.STARTED:
            append(log, [line(Event.STARTED, "umea")])

    office.patch.setattr(Log, "append", with_others)
    assert office.dispatch("--skicka").code == ExitCode.DONE
    assert office.server.addresses == [UMEA]


def test_who_yields_leaves_no_doubt(office: Office) -> None:
    """A claim that is taken back makes nothing uncertain, whoever wrote last."""
    own, others = line(Event.STARTED, run="a"), line(Event.STARTED, run="b")
    taken_back = line(Event.YIELDED, run="b")
    for entries in ((own, others, line(Event.SENT, run="a"), taken_back), (own, others, taken_back)):
        log = Log(Path("x"), entries)
        assert taken_back not in log.valid and others not in log.valid
    assert log.last("brev")["mala"] == own
    assert Log(Path("x"), (others, taken_back)).last("brev") == {}


def test_a_known_doubt_can_be_sent_again(office: Office) -> None:
    """What was uncertain when the run began is the user's to judge: --på-nytt sends, once."""
    office.server.script.drops = ("efter DATA", 0)
    office.dispatch("--skicka")
    office.dispatch("--på-nytt", "umea")
    assert office.server.addresses == [UMEA, UMEA]


def test_the_log_loses_the_claim(office: Office) -> None:
    """On a disk that does not keep what was written, nothing is handed over."""
    append = Log.append

    def lost(log: Log, entries: list[LogEntry]) -> None:
        append(log, entries)
        log.path.write_text("\n".join(log.path.read_text("utf-8").splitlines()[:1]) + "\n", encoding="utf-8")

    office.patch.setattr(Log, "append", lost)
    answer = office.dispatch("--skicka")
    assert answer.code == ExitCode.FILES
    assert "har inte kvar det som nyss skrevs" in answer.err
    assert office.server.received == []


def test_one_message_to_several_goes_to_those_who_are_left(office: Office) -> None:
    """Of one message to all, the one whom another run has begun with is left out."""
    office.dispatch("--gemensamt", "--skicka")
    meddling(office, line(Event.STARTED))
    office.dispatch("--gemensamt", "--fortsätt")
    assert sorted(to for received in office.server.received for to in received.to) == sorted([UMEA, ASELE])


def test_lines_have_the_name_of_their_run(office: Office) -> None:
    """Each run has a name of its own, on all its lines."""
    office.dispatch("--skicka")
    office.dispatch("--fortsätt")
    runs = [line.split("\t")[7] for line in office.text(LOG).splitlines()[1:]]
    assert len(set(runs[:2])) == 1 and len(set(runs[2:])) == 1
    assert runs[0] != runs[2] and all(runs)


def test_an_old_log_is_read_and_gone_on_with(office: Office) -> None:
    """Lines without a run, under the heading of older versions, count as before, and new ones come after them."""
    office.write(LOG, f"{OLD_HEADING}\n{NOW.isoformat()}\tskickat\tbrev\tumea\t{UMEA}\t<1@region.se>\t250 OK\n")
    office.dispatch("--fortsätt", "--trots-ändring")
    assert office.server.addresses == [MALA, ASELE]
    assert office.text(ANSWERS).count("skickat:") == 3
    assert len(read_log(Path(LOG), office.text(LOG)).entries) == 5
    assert office.text(LOG).startswith(OLD_HEADING + "\n")
