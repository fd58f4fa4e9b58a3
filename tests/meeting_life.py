"""One meeting from its first draft to the posted minutes, by commands alone: what is done on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from a_secretary import Secretary
from command import Answer
from edited_words import edited, replace
from signing import signed

from naravard_docs.errors import ExitCode

Edit = tuple[str, str]
"""Words that stand once in a meeting file, and what the secretary writes instead."""


@dataclass(frozen=True)
class Notice:
    """A kallelse that goes out on a day: the first, a changed one, or that the meeting is cancelled."""

    day: str
    edits: tuple[Edit, ...] = ()
    changed: str = ""
    cancelled: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        if self.cancelled:
            return "--inställt", self.cancelled
        return ("--ändrad", self.changed) if self.changed else ("--datum", "idag")


@dataclass(frozen=True)
class MeetingLife:
    """What happens to a meeting, and when."""

    name: str
    drafted_on: str
    new: tuple[str, ...]
    agenda: str
    prepared: tuple[Edit, ...]
    notices: tuple[Notice, ...]
    day: str
    events: tuple[Edit, ...] = ()
    at_once: str = ""
    adopted_on: str = ""
    adopted: tuple[str, ...] = ()
    extracts: tuple[str, ...] = ()
    is_posted: bool = False

    @property
    def file(self) -> str:
        return f"meetings/{self.name}.yaml"


def live(secretary: Secretary, meeting: MeetingLife) -> None:
    """Lead a meeting through its whole life."""
    draft(secretary, meeting)
    for notice in meeting.notices:
        issue(secretary, meeting, notice)
    if meeting.notices[-1].cancelled:
        assert "inställt" in secretary.run("bygg", meeting.file).err
        return
    write_minutes(secretary, meeting)
    adopt(secretary, meeting)
    tell(secretary, meeting)


def draft(secretary: Secretary, meeting: MeetingLife) -> None:
    """Have the file made, with the list of headings, and prepare the items."""
    secretary.is_day(meeting.drafted_on)
    assert secretary.new(*meeting.new, agenda=meeting.agenda) == meeting.file
    edit(secretary, meeting, meeting.prepared)
    answer = secretary.run("kontrollera", meeting.file)
    assert no_remarks(answer), answer.err


def issue(secretary: Secretary, meeting: MeetingLife, notice: Notice) -> None:
    """Look at the kallelse before it goes out, and record that it does; the preview changes nothing in the file."""
    secretary.is_day(notice.day)
    edit(secretary, meeting, notice.edits)
    before = secretary.text(meeting.file)
    preview = secretary.run("kallelse", meeting.file)
    assert secretary.text(meeting.file) == before
    assert bool(notice.edits) == ("säger annat än kallelsen" in preview.err), preview.err
    assert {Path(name).suffix for name in _files(preview)} >= {".docx", ".pdf", ".ics", ".eml"}
    secretary.run("kallelse", meeting.file, *notice.options)
    again = secretary.run("kallelse", meeting.file)
    assert _files(again) == _files(preview)
    assert "säger annat" not in again.err


def write_minutes(secretary: Secretary, meeting: MeetingLife) -> None:
    """Write down what happened, and build the minutes: they are a draft."""
    secretary.is_day(meeting.day)
    edit(secretary, meeting, meeting.events)
    answer = secretary.run("kontrollera", meeting.file)
    assert no_remarks(answer), answer.err
    assert secretary.run("bygg", meeting.file).lines
    if meeting.at_once:
        secretary.run("justera", meeting.file, "--datum", "idag", "--paragrafer", meeting.at_once)
        secretary.run("utdrag", meeting.file, "--omedelbart")


def adopt(secretary: Secretary, meeting: MeetingLife) -> None:
    """Have the minutes adopted, and all that was built be what the file says."""
    secretary.is_day(meeting.adopted_on)
    secretary.run("justera", meeting.file, "--datum", "idag", *meeting.adopted)
    secretary.run("kontrollera", meeting.file)
    secretary.run("bygg", meeting.file)
    if meeting.at_once:
        secretary.run("utdrag", meeting.file, "--omedelbart")
    secretary.run("verifiera", meeting.file)


def tell(secretary: Secretary, meeting: MeetingLife) -> None:
    """Give extracts, have the adjustment posted, and publish."""
    secretary.run("utdrag", meeting.file, *meeting.extracts)
    if meeting.is_posted:
        secretary.run("utdrag", meeting.file, "--till-alla")
    posting = ("anslag", meeting.file, "--uppsatt", "idag")
    secretary.run(*posting, code=ExitCode.DONE if meeting.is_posted else ExitCode.USAGE)
    secretary.run("bygg", meeting.file, "--publicering")
    secretary.run("verifiera", meeting.file)


def _files(answer: Answer) -> list[str]:
    return [line for line in answer.lines if line.startswith("output/")]


def edit(secretary: Secretary, meeting: MeetingLife, edits: Sequence[Edit]) -> None:
    for old, new in edits:
        secretary.change(meeting.file, old, new)


def no_remarks(answer: Answer) -> bool:
    return not any(word in answer.err for word in ("fel: ", "varning: "))


def compare(secretary: Secretary, meeting: MeetingLife, old: str, new: str) -> None:
    """Have words changed in Word by somebody, and be told which, and where they stand in the meeting file."""
    built = (secretary.root / f"output/{meeting.name}/{meeting.name}-protokoll.docx").read_bytes()
    copy = secretary.root / "Kopia av protokoll.docx"
    copy.write_bytes(edited(built, replace(old, new)))
    told = secretary.run("jämför", copy.name, code=ExitCode.CORRECTION).out
    assert "1 skillnad i ord" in told, told
    assert f"{meeting.file}:" in told
    copy.unlink()


def verify_signed(secretary: Secretary, meeting: MeetingLife) -> None:
    """Have the minutes signed elsewhere, and be told that they are the same, and by how many."""
    built = (secretary.root / f"output/{meeting.name}/{meeting.name}-protokoll.pdf").read_bytes()
    copy = secretary.root / "undertecknat.pdf"
    copy.write_bytes(signed(built, "Tove Lindh", "Ingela Norrby", "Rolf Hed"))
    answer = secretary.run("verifiera", "--signerad", copy.name, meeting.file)
    assert "oförändrad: " in answer.err, answer.err
    assert answer.err.count(", hel, ") == 3, answer.err
    copy.unlink()


def correct(secretary: Secretary, meeting: MeetingLife, old: str, new: str) -> None:
    """Change a word of adopted minutes: it is an error everywhere until it is recorded as a correction."""
    adopted = (secretary.root / f"output/{meeting.name}/{meeting.name}-protokoll.pdf").read_bytes()
    secretary.change(meeting.file, old, new)
    for command in ("kontrollera", "bygg"):
        told = secretary.run(command, meeting.file, code=ExitCode.CORRECTION).err
        assert old in told, told
        assert new in told, told
    secretary.run("justera", meeting.file, "--rätta", "fel ord")
    secretary.run("kontrollera", meeting.file)
    secretary.run("verifiera", meeting.file, code=ExitCode.CHECK)  # extracts and the published minutes say the old word
    secretary.run("utdrag", meeting.file, *meeting.extracts)
    kept = [path.read_bytes() for path in (secretary.root / "arkiv" / meeting.name).rglob("*.pdf")]
    assert adopted in kept, "what was adopted is kept"


def look_back(secretary: Secretary, body: str, year: str, word: str) -> None:
    """Ask for the year's calendar, its decisions and where its recommendations stand."""
    secretary.is_day(f"{year}-12-20")
    assert "inställt" in secretary.run("kalender", body, "--år", year).out
    files = secretary.run("kalender", body, "--år", year, "--format", "csv,xlsx,ics,docx,pdf").lines
    assert {Path(name).suffix for name in files} == {".csv", ".xlsx", ".ics", ".docx", ".pdf"}
    assert word in secretary.run("beslut", word).out.lower()
    secretary.run("kontrollera")
