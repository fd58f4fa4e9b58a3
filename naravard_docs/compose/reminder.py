"""The reminder of a recommendation, to one recipient who owes an answer: its words, and what it counts."""

from __future__ import annotations

from datetime import date

from naravard_docs.compose.letterhead import subject_with_mark
from naravard_docs.compose.mail import Mail, attachment_name, attachments_beside, notes_to_sender, template_blocks
from naravard_docs.compose.recommendation import Letter
from naravard_docs.document.document import Document, Meta
from naravard_docs.meeting.known_facts import facts_of
from naravard_docs.meeting.response import Outcome
from naravard_docs.meeting.shared_templates import REMINDER_TEMPLATE
from naravard_docs.meeting.status import RecipientStatus
from naravard_docs.swedish import with_noun


def compose_reminder(letter: Letter, standing: RecipientStatus, as_of: date) -> Mail:
    """Return the reminder to the recipient whose standing on a day is given, with the letter attached.

    Raises:
        TemplateError: if the standing text cannot be filled in.
        TextError: if it has a form that documents do not have.
    """
    asked, recipients = letter.recommendation, (standing.recipient,)
    template, title = asked.body.reminder_template or REMINDER_TEMPLATE, f"Påminnelse: {asked.title}"
    return Mail(
        sender=(letter.answer_to.display_name or letter.answer_to.name, letter.answer_to.email),
        recipients=recipients,
        subject=subject_with_mark(asked.meeting.status, title),
        text=Document(
            meta=Meta(title, asked.body.name, as_of),
            blocks=template_blocks(letter, recipients, template, reminder_values(letter, standing, as_of)),
        ),
        attachment_name=attachment_name(letter),
        attachments=attachments_beside(letter),
        notes=notes_to_sender(letter, recipients),
    )


def reminder_values(letter: Letter, standing: RecipientStatus, as_of: date) -> dict[str, object]:
    """Return the names that only the reminder's text has; days that are not known are None, times not there are empty.

    «skickat» is the day on which the letter really was sent; where that is not told, the letter's own.
    """
    response, written = standing.response, letter.recommendation.letter
    sent = facts_of(response, as_of).sent or written.date
    late = (as_of - written.answer_by).days
    tabled = [clause.decision.date for clause in standing.clauses if clause and clause.outcome is Outcome.TABLED]
    return {
        "skickat": sent,
        "sedan_skickat": _days((as_of - sent).days),
        "försening": _days(late) if late > 0 else "",
        "tid_kvar": _days(-late) if late < 0 else "",
        "utlovat": standing.promised,
        "bordlagt": max(tabled, default=None),
        "mottagarens_diarienummer": facts_of(response, as_of).reference_number,
        "påminnelse_nummer": earlier_reminders(standing, as_of) + 1,
    }


def earlier_reminders(standing: RecipientStatus, as_of: date) -> int:
    """Return how many reminders a recipient had got before a day."""
    return len([day for day in standing.response.reminded if day < as_of]) if standing.response else 0


def _days(number: int) -> str:
    return with_noun(number, "dag", "dagar")
