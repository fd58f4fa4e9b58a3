"""Uppdrag that are not done, as a list in an item of the next meeting: each with its §, its day, who and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from naravard_docs.agenda.draft_item import HEADING, DraftItem
from naravard_docs.agenda.earlier_meetings import EarlierMeeting, EarlierMeetings
from naravard_docs.markup.faults import MarkupError
from naravard_docs.markup.plain import plain_words
from naravard_docs.markup.read import read_markup
from naravard_docs.markup.setting import Setting
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.decision import Clause
from naravard_docs.meeting.numbering import PlacedItem
from naravard_docs.meeting.registered_item import sub_point_label
from naravard_docs.swedish import fold, long_date

FOLLOW_UP_OF_TASKS = "Uppföljning av uppdrag"
_ABOUT_TASKS = re.compile(
    r"(uppfoljning|bevakning|genomgang|redovisning|aterrapportering)( av)?( \w+)? uppdrag(en)?|"
    r"(pagaende|oppna|givna|beslutade) uppdrag|uppdrags?(lista|listan|bevakning|uppfoljning)|uppdrag(en)?"
)


def is_about_tasks(heading: str) -> bool:
    """Return whether an item follows up tasks, by its heading."""
    return _ABOUT_TASKS.fullmatch(" ".join(fold(heading).split())) is not None


class OpenTask(Struct, frozen=True):
    """A clause that somebody has left to do, and the item that it was decided under."""

    meeting: EarlierMeeting
    placed: PlacedItem
    clause: Clause

    @property
    def secrecy(self) -> str | None:
        """The provision that its item is secret by, or the item that it is below."""
        index = self.placed.path[1]
        above: AgendaItem | None = self.meeting.items[index] if isinstance(index, int) else None
        return self.placed.item.secrecy or (above.secrecy if above else None)

    @property
    def line(self) -> str:
        """The task as an entry of a list; of one under secrecy, only that it is there."""
        words = f"uppdrag i ett ärende under sekretess ({self.secrecy})" if self.secrecy else _words(self.clause)
        head = f"- {self.meeting.place_of(self.placed.number)}{self._who_and_when}:"
        written = f"{head}\n\n{_indented(words)}\n" if "\n" in words else f"{head} {words}"
        return written if _can_be_read(written) else f"{head} {' '.join(plain_words(words).split())}"

    @property
    def _who_and_when(self) -> str:
        due = f"senast den {long_date(self.clause.due)}" if self.clause.due else ""
        told = ", ".join(filter(None, (self.clause.responsible, due)))
        return f" ({told})" if told else ""


def open_tasks(earlier: EarlierMeetings) -> tuple[OpenTask, ...]:
    """Return what clauses of earlier meetings leave somebody to do, the oldest first."""
    return tuple(each for meeting in earlier.held for each in _tasks_of(meeting))


def task_item(tasks: tuple[OpenTask, ...]) -> DraftItem | None:
    """Return the item that follows up tasks; None where there are none."""
    if not tasks:
        return None
    comment = "När ett uppdrag är klart: skriv «klart:» och dagen vid beslutet i det mötets fil."
    return DraftItem({HEADING: FOLLOW_UP_OF_TASKS, "text": _listed(tasks)}, comment)


def _listed(tasks: tuple[OpenTask, ...]) -> str:
    text = ""
    for task in tasks:
        line = task.line
        if not _can_be_read(line):  # even as plain words, it has no form in a list
            line = f"- {task.meeting.place_of(task.placed.number)}"
        text += f"{line}\n"
    return text.strip("\n")


def _tasks_of(meeting: EarlierMeeting) -> Iterator[OpenTask]:
    for placed in meeting.meeting.all_items:
        for clause in placed.item.decision.all_clauses if placed.item.decision else ():
            if clause.is_to_be_done:
                yield OpenTask(meeting, placed, clause)


def _words(clause: Clause) -> str:
    points = (f"{sub_point_label(n)} {point}" for n, point in enumerate(clause.sub_points, 1))
    return "\n".join((clause.text.strip(), *points))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line.strip() else "" for line in text.split("\n"))


def _can_be_read(text: str) -> bool:
    try:
        read_markup(text, Setting("text"))
    except MarkupError:
        return False
    return True
