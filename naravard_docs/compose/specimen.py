"""A made-up meeting with a made-up letter, to see what is wrong with standing texts and appendices by themselves.

Why: they are judged in the same round as a meeting that has faults, of which no document is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from naravard_docs.compose.recommendation import Letter
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList, Recipient
from naravard_docs.meeting.decision import Clause, Decision
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.shared_templates import (
    LETTER_TEMPLATE,
    MAIL_TEMPLATE,
    AttachedText,
    SharedTemplates,
    TextTemplate,
)

_KEY, _DAY, _OTHER = "x", date(2000, 1, 3), Attachment(path="x.pdf")
_CONTACT, _RECIPIENT = Contact(name="X", email="x@x.se"), Recipient(name="X")
_TEMPLATES = ("letter_template", "mail_template")
_PLAIN_TEMPLATE = TextTemplate(Path("x"), "{{ beslut }}\n")


def specimen_letters(
    meeting: Meeting, house: SharedTemplates, body: Body, texts: Mapping[str, AttachedText]
) -> Iterator[Letter]:
    """Yield a letter for each Markdown attachment to a meeting's letters, with that one only, in its place."""
    bare = _letter(house, body, {body.known("letter_template") or LETTER_TEMPLATE: _PLAIN_TEMPLATE})
    for _, _, recommendation in meeting.known_letters:
        attachments: tuple[Attachment, ...] = recommendation.known("attachments", ())
        for number, attachment in enumerate(attachments):
            if attachment.known("path") in texts and not attachment.known("sent_separately", True):
                only = (*[_OTHER] * number, Attachment(path=attachment.path))
                letter = bare.recommendation.letter.model_copy(update={"attachments": only})
                yield replace(bare, recommendation=replace(bare.recommendation, letter=letter), attached_texts=texts)


def specimen_letter(house: SharedTemplates, body: Body) -> Letter | None:
    """Return a letter that says nothing of its own, by the standing texts of a body; None when they are not there."""
    wanted = (body.known("letter_template") or LETTER_TEMPLATE, body.known("mail_template") or MAIL_TEMPLATE)
    return _letter(house, body, house.texts) if all(name in house.texts for name in wanted) else None


def _letter(house: SharedTemplates, body: Body, texts: Mapping[str, TextTemplate]) -> Letter:
    own = body if body.is_whole else Body(name="X", **{name: body.known(name) for name in _TEMPLATES})
    letter = Recommendation(
        matter="x",
        date=_DAY,
        distribution_list=_KEY,
        answer_by=_DAY,
        answer_to=_KEY,
        questions_to=(_KEY,),
        signed_by=(_KEY,),
        background="X.",
    )
    meeting = Meeting(body=_KEY, date=_DAY, agenda_items=(AgendaItem(heading="X"),))
    decision, listed = Decision(clauses=(Clause(text="x"),)), DistributionList(name="X", recipients=(_RECIPIENT,))
    organisation = house.organisation if house.organisation.is_whole else Organisation(name="X")
    shared = SharedTemplates(organisation, contacts={_KEY: _CONTACT}, texts=texts)
    return Letter(MeetingRecommendation(_KEY, meeting, own, 1, decision, letter, listed), shared, {})
