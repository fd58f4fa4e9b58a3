"""The days of a recommendation: when to remind of it and when it is to be answered."""

from __future__ import annotations

from naravard_docs.compose.letterhead import subject_with_mark
from naravard_docs.compose.recommendation import Letter
from naravard_docs.document.calendar import Calendar, CalendarEntry
from naravard_docs.meeting.deadlines import reminder_days, weekday
from naravard_docs.swedish import long_date


def compose_calendar(letter: Letter, reference: str) -> Calendar:
    """Return the reminder days and the deadline of a letter; ``reference`` is the name of its files.

    Entries are told apart by reference and kind, not by day, so that a calendar moves them when the letter is changed.
    """
    house, asked, written = letter.house, letter.recommendation, letter.recommendation.letter
    mark = subject_with_mark(asked.meeting.status, "")
    answer_by = written.answer_by
    days = reminder_days(written.date, answer_by, house.organisation.remind_weeks_before)
    remind = f"Påminn dem som inte har svarat. Sista dag för svar är {weekday(answer_by)} {long_date(answer_by)}."
    answer = f"Svaren går till {letter.answer_to.name}, {letter.answer_to.email}."
    return Calendar(
        f"{house.organisation.name}/{reference}",
        f"{mark}{asked.title}",
        letter.date,
        (
            *(
                CalendarEntry(
                    f"påminnelse-{weeks}", day, f"{mark}Påminn om svar: {written.matter}", _text(letter, remind)
                )
                for weeks, day in days
            ),
            CalendarEntry(
                "svar-senast", answer_by, f"{mark}Sista dag för svar: {written.matter}", _text(letter, answer)
            ),
        ),
    )


def _text(letter: Letter, what_to_do: str) -> str:
    """Return what an entry says of the letter, and below it what to do."""
    asked = letter.recommendation
    sent = f"Brev från {asked.body.name} {long_date(letter.date)} till: {asked.distribution_list.name}"
    number = f"Diarienummer: {letter.reference_number}" if letter.reference_number else ""
    return "\n".join(line for line in (asked.title, sent, number, what_to_do) if line)
