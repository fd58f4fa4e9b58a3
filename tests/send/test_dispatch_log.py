"""The log of a dispatch: what is written comes back, what is broken is told with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.send.event import Event
from naravard_docs.send.log import COLUMNS, HEADING, Log, LogEntry, read_log
from naravard_docs.send.mode import Mode
from naravard_docs.send.occasions import correction_occasion

NOW = datetime(2021, 4, 26, 9, 15, tzinfo=UTC)
GOOD = f"{NOW.isoformat()}\tskickat\tbrev\tumea\ta@umea.se\t<1@region.se>\t250 OK"
NAME = "svar/brev.utskick.tsv"
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
named = words.filter(lambda text: bool("".join(text.split())))


def read(text: str, recipients: Sequence[str] | None = None) -> Log:
    return read_log(Path(NAME), text, recipients)


def entry(event: Event, key: str = "umea", occasion: str = "brev") -> LogEntry:
    return LogEntry(NOW, event, occasion, key, "a@umea.se", "<1@region.se>")


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.sampled_from(Event), named, named, named, words, st.sampled_from((None, *Mode))), max_size=4)
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[Event, str, str, str, str, Mode | None]]
) -> None:
    """Whatever a server says, a line of the log stays one line with its columns."""
    path = tmp_path_factory.mktemp("logg") / "svar" / "a.utskick.tsv"
    entries = [
        LogEntry(NOW, event, "brev", key, to, name, said, mode=mode) for event, key, to, name, said, mode in lines
    ]
    for one in entries:
        Log(path).append([one])
    text = path.read_bytes().decode() if entries else ""
    assert text.count("\n") == (len(entries) + 1 if entries else 0)
    assert [str(one) for one in read(text).entries] == [str(one) for one in entries]
    assert [one.mode for one in read(text).entries] == [one.mode for one in entries]


@pytest.mark.parametrize(
    ("heading", "more", "mode"),
    [
        (HEADING, "\tcafe\t3\tgemensamt\tmejl/brev/å b.eml 0123456789abcdef", Mode.JOINT),
        (HEADING.removesuffix("\tarkiv"), "\tcafe\t3\tgemensamt", Mode.JOINT),
        (HEADING, "\tcafe\t\ten-och-en", Mode.ONE_EACH),
        (HEADING.removesuffix("\tsätt\tarkiv"), "\tcafe\t3", None),
        (HEADING.removesuffix("\tsätt\tarkiv"), "\tcafe\t3\themlig-kopia", Mode.HIDDEN),
        ("\t".join(COLUMNS), "", None),
    ],
)
def test_logs_of_every_version_are_read(heading: str, more: str, mode: Mode | None) -> None:
    """The way of sending, and where the mail is kept, are the last columns; a log begun without is read."""
    (one,) = read(f"{heading}\n{GOOD}{more}\n").entries
    assert one.mode is mode
    assert str(one) == f"{GOOD}{more}"


def test_the_last_word_about_each_recipient_on_each_occasion() -> None:
    """A letter's reminder is another occasion than the letter, and an attempt again comes after the first."""
    entries = (
        entry(Event.STARTED),
        entry(Event.SENT),
        entry(Event.STARTED, occasion="påminnelse 2021-09-01"),
        entry(Event.STARTED, "mala"),
    )
    log = Log(Path(NAME), entries)
    assert {key: one.event for key, one in log.last("brev").items()} == {"umea": Event.SENT, "mala": Event.STARTED}
    assert log.last("brev")["mala"].is_uncertain
    assert log.last("påminnelse 2021-09-01")["umea"].is_uncertain
    assert list(log.sent("brev")) == ["umea"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("skickat umea", "har 1 kolumner i stället för 7"),
        (GOOD.replace("\tbrev", ""), "har 6 kolumner"),
        (GOOD.replace("skickat", "skikcat"), "menade du «skickat»?"),
        (GOOD.replace("2021-04-26", "26 april"), "ingen tid"),
        (GOOD.replace("umea\t", "\t"), "saknar mottagare"),
        (GOOD.replace("\tbrev", "\tBrev"), "«Brev» är inget utskick"),
        (GOOD.replace("\tbrev", "\tpåminnelse 2021-10-32"), "är inget utskick"),
        (GOOD.replace("\tbrev", "\tpåminnelse  2021-10-12"), "är inget utskick"),
        (GOOD.replace("umea\t", "umeo\t"), "menade du «umea»?"),
        (GOOD.replace("<1@region.se>", ""), "saknar meddelande-id"),
        ("", "har 1 kolumner"),
        (f"{GOOD}\tcafe\t3\tgemensant", "menade du «gemensamt»?"),
        (f"{GOOD}\tcafe\t3\tgemensamt\tmer", "«mer» är ingen fil i arkivet"),
        (f"{GOOD}\tcafe\t3\tgemensamt\t\tmer", "den kan ha högst 11"),
        (GOOD.replace("\tbrev", "\trättelse 2021-06-31"), "är inget utskick"),
        (GOOD.replace("\tbrev", "\trättelse 2021-06-01 (1)"), "är inget utskick"),
    ],
)
def test_a_line_that_is_not_the_logs(line: str, message: str) -> None:
    """It is told where it stands, with what to do, since what is not understood could be sent twice."""
    with pytest.raises(InvalidInputError) as caught:
        read(f"{HEADING}\n{GOOD}\n{line}\n{GOOD}\n", ["umea", "mala"])
    (problem,) = caught.value.problems
    assert message in problem.message
    assert str(problem.place) == f"{NAME}:3:1"
    assert "säkerhetskopia" in problem.remedy


@pytest.mark.parametrize("number", [2, 9, 10, 27])
def test_many_corrections_of_one_day(number: int) -> None:
    """What the log calls a correction it can read again, however many there are of a day."""
    occasion = correction_occasion(date(2021, 6, 1), number)
    assert read(f"{HEADING}\n{GOOD.replace('brev', occasion)}\n").entries[0].occasion == occasion


def test_a_line_cut_off_by_a_crash() -> None:
    """A last line without its end is not taken for a whole one, even when its columns are all there."""
    with pytest.raises(InvalidInputError, match="inte färdigskriven"):
        read(f"{HEADING}\n{GOOD}")


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    """The trouble is told, so that nothing goes unlogged."""
    (tmp_path / "a.utskick.tsv").mkdir()
    with pytest.raises(FileAccessError, match="inget mer skickas"):
        Log(tmp_path / "a.utskick.tsv").append([entry(Event.STARTED)])
