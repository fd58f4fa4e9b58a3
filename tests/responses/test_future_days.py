"""Days that have not come: told at their place, and not believed, in the log and in the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from command import Run
from made import LETTER_STEM
from office import ANSWERS, ASELE, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow

KEYS = ("umea", "mala", "asele")
REFERENCE = Path(ANSWERS).stem
FAR = "2099-01-01"
TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def line(key: str, event: str = "skickat", occasion: str = f"påminnelse {FAR}", day: str = FAR) -> str:
    return f"{day}T09:00:00+00:00\t{event}\t{occasion}\t{key}\ta@b.se\t<1@b.se>\t250 OK\n"


def sent(**more: str) -> str:
    each = (f"  - mottagare: {key}\n    skickat: 2021-04-26\n{more.get(key, '')}" for key in KEYS)
    return "svar:\n" + "".join(each)


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office where all three have had the letter, and it is past the day for answers."""
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        made.write(ANSWERS, sent())
        made.is_day(2021, 10, 12)
        yield made


@pytest.mark.parametrize(
    "lines",
    [
        line("umea"),
        line("umea") + line("mala", "påbörjat"),
        line("umea", occasion=f"påminnelse {FAR}", day="2021-05-01"),
        line("umea", occasion="påminnelse 2021-05-01"),
        line("umea", occasion="påminnelse 2021-10-13", day="2021-10-13"),
    ],
    ids=["a round", "two lines", "a round of the future", "a line of the future", "tomorrow"],
)
def test_a_line_of_the_future_captures_no_round(office: Office, lines: str) -> None:
    """All are reminded in today's round, and the line is told with its place."""
    office.write(LOG, "" + lines)
    told = office.remind().err
    assert f"{LOG}:1:1: varning: Raden är daterad efter den 12 oktober 2021" in told
    office.remind("--skicka")
    office.remind("--fortsätt")
    assert sorted(office.server.addresses) == sorted([UMEA, MALA, ASELE])
    assert "påminnelse 2021-10-12" in office.text(LOG)
    assert FAR not in office.text(ANSWERS)


def test_a_letter_sent_on_a_day_of_the_future_has_been_sent(office: Office) -> None:
    """A clock that went wrong sends no letter twice; its day is not written into the answers."""
    office.write(ANSWERS, "svar:\n  - mottagare: mala\n    skickat: 2021-04-26\n")
    office.write(LOG, line("umea", occasion="brev"))
    assert "Raden är daterad efter" in office.dispatch("--fortsätt").err
    assert UMEA not in office.server.addresses
    assert FAR not in office.text(ANSWERS)


def test_a_line_of_today_is_no_matter(office: Office) -> None:
    """Nothing is told of what is dated today, or before."""
    office.write(LOG, line("umea", occasion="påminnelse 2021-10-12", day="2021-10-12"))
    assert "daterad efter" not in office.remind().err


def test_a_reminder_by_hand_of_the_future(office: Office) -> None:
    """It is told where it stands, and the one is reminded."""
    office.write(ANSWERS, sent(umea=f"    påmint: {FAR}\n"))
    told = office.remind().err
    assert f"{ANSWERS}:4:13: varning: Det som är daterat efter den 12 oktober 2021 räknas inte: påmint {FAR}" in told
    office.remind("--skicka")
    assert office.server.addresses == [UMEA]


DECIDED = "    beslut: {instans: KF, datum: DAY, paragraf: 1, satser: antagen}\n"


@pytest.mark.parametrize("more", [f"    mottaget: {FAR}\n", DECIDED.replace("DAY", FAR), f"    påmint: [{TOMORROW}]\n"])
def test_the_follow_up_keeps_its_day(office: Office, more: str) -> None:
    """It tells of the last day that has come, and of the one that has not, with its place."""
    office.write(ANSWERS, sent(mala="    mottaget: 2021-04-28\n", umea=more))
    answer = office.run("uppföljning", MEETING, "--format", "docx")
    assert answer.code == ExitCode.DONE
    assert "läget den 28 april 2021" in answer.err
    assert f"{ANSWERS}:4:" in answer.err
    assert "räknas inte" in answer.err


def test_the_follow_up_of_a_year_keeps_its_day(office: Office) -> None:
    """Not even one answer of the future moves the year's."""
    office.write(ANSWERS, sent(mala="    mottaget: 2021-04-28\n", umea=f"    mottaget: {FAR}\n"))
    answer = office.run("uppföljning", "--år", "2021", "--format", "docx")
    assert FAR not in answer.out and "2099" not in answer.err.split("räknas inte")[0]


@pytest.mark.parametrize("command", [("läge", MEETING), ("kontrollera", MEETING)])
def test_commands_tell(office: Office, command: tuple[str, ...]) -> None:
    """A reminder, a receipt and a decision of the future are told, with their places."""
    office.write(ANSWERS, sent(umea=f"    mottaget: {FAR}\n", mala=DECIDED.replace("DAY", FAR)))
    office.write(LOG, line("umea"))
    answer = office.run(*command)
    assert answer.code == ExitCode.DONE
    assert f"{ANSWERS}:4:15: varning: Det som är daterat efter" in answer.err
    assert f"{ANSWERS}:7:34: varning:" in answer.err
    assert f"{LOG}:1:1: varning: Raden är daterad efter" in answer.err


def test_a_day_in_words_is_told(office: Office) -> None:
    """A day of the future that is written in words is seen too."""
    office.write(ANSWERS, sent(umea="    mottaget: 1 januari 2099\n"))
    assert f"{ANSWERS}:4:15: varning: Det som är daterat efter" in office.run("kontrollera", MEETING).err


def test_what_is_in_time_is_not_remarked_on(office: Office) -> None:
    """Answers and log of days that have come, and a promise of one that has not, give no remark."""
    office.write(ANSWERS, sent(umea=f"    mottaget: 2021-04-27\n    utlovat: {FAR}\n"))
    office.write(LOG, line("umea", occasion="brev", day="2021-04-26"))
    for command in ("läge", "kontrollera", "uppföljning"):
        assert "daterat efter" not in office.run(command, MEETING).err


def test_documents_ask_no_clock(examples: Path, run: Run) -> None:
    """A meeting that lies ahead is built as any other."""
    text = (examples / MEETING).read_text("utf-8")
    (examples / "meetings" / f"{FAR}-framtid.yaml").write_text(
        text.replace("2021-03-19", FAR).split("ärenden:")[0], encoding="utf-8"
    )
    answer = run("kontrollera", f"meetings/{FAR}-framtid.yaml")
    assert "har inte kommit" not in answer.err and "daterat efter" not in answer.err
    assert LETTER_STEM not in answer.err
