"""The letter of recommendation: the body's decision, quoted from the item it was made in, sent to the principals."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from msgspec import Struct, field

from naravard_docs.compose import inlines, letterhead
from naravard_docs.compose.attachments import ListedAttachment, attachment_list, listed_among
from naravard_docs.compose.decision import decision_blocks
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.template import TemplateError, VerbatimText
from naravard_docs.compose.texts import prose_blocks, refuse_steering, setting_of, whole_file
from naravard_docs.document.blocks import (
    Block,
    Heading,
    List,
    ListItem,
    ListKind,
    PageBreak,
    Paragraph,
    Role,
    Section,
)
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, LineBreak, Text, strong, text
from naravard_docs.libraries.records import replace
from naravard_docs.markup.protect import placeholder, protect
from naravard_docs.markup.setting import NO_PICTURES, Pictures, Setting, pictures_of
from naravard_docs.meeting.contacts import Contact, Recipient
from naravard_docs.meeting.letter_number import letter_number
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.recommendation import LetterCorrection
from naravard_docs.meeting.shared_templates import LETTER_TEMPLATE, AttachedText, SharedTemplates, TextTemplate
from naravard_docs.swedish import capitalise, enumeration, is_empty, long_date, uncapitalise


class Letter(Struct, frozen=True):
    """A recommendation with all that its letter and e-mail say, looked up once.

    ``recipient`` and ``ordinal``, its place on the list from 1, are set in a letter to one of them; ``sent_as`` are the
    numbers that letters have been sent under, by recipient.
    """

    recommendation: MeetingRecommendation
    house: SharedTemplates
    attached_texts: Mapping[str, AttachedText]
    pictures: Pictures = NO_PICTURES
    recipient: Recipient | None = None
    ordinal: int = 0
    sent_as: Mapping[str, int] = field(default_factory=dict)

    def to_each(self) -> tuple[Letter, ...]:
        """Return the letter addressed to each recipient on its list.

        A letter that has been sent keeps its number, and no other gets it: the others are numbered past it.
        """
        taken = set(self.sent_as.values())
        free = (number for number in count(1) if number not in taken)
        numbered = (
            (recipient, self.sent_as.get(recipient.slug) or next(free)) for recipient in self.recommendation.recipients
        )
        return tuple(replace(self, recipient=recipient, ordinal=ordinal) for recipient, ordinal in numbered)

    @property
    def corrections(self) -> tuple[LetterCorrection, ...]:
        """The corrections that have made it what it is: those that its recipient gets, or all."""
        letter = self.recommendation.letter
        return letter.corrections_to(self.recipient.slug) if self.recipient else letter.corrections

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Those whom it goes to: its one recipient, else all on its list, or whom its last correction is for."""
        if self.recipient is not None:
            return (self.recipient,)
        last = self.corrections[-1:]
        return tuple(each for each in self.recommendation.recipients if all(c.concerns(each.slug) for c in last))

    @property
    def date(self) -> datetime.date:
        return self.corrections[-1].date if self.corrections else self.recommendation.letter.date

    @property
    def title(self) -> str:
        return f"Rättelse: {self.recommendation.title}" if self.corrections else self.recommendation.title

    @property
    def reference_number(self) -> str:
        """The recommendation's own, or of it the number of the letter to one; empty when it has none."""
        reference, pattern = self.recommendation.letter.reference_number or "", self.house.organisation.letter_number
        if self.recipient is None or pattern is None or not reference:
            return reference
        return letter_number(pattern, reference, self.ordinal, self.recipient.slug)

    @property
    def addressee(self) -> str:
        """The name of the one that it is to, or of its list."""
        return self.recipient.name if self.recipient else self.recommendation.distribution_list.name

    @property
    def signatories(self) -> tuple[Contact, ...]:
        return tuple(self.house.contacts[key] for key in self.recommendation.letter.signed_by)

    @property
    def answer_to(self) -> Contact:
        return self.house.contacts[self.recommendation.letter.answer_to]

    @property
    def attachments(self) -> tuple[ListedAttachment, ...]:
        """What the letter attaches, by the numbers that the minutes give it."""
        asked = self.recommendation
        return listed_among(asked.letter.attachments, asked.meeting, self.attached_texts)


def compose_recommendation(letter: Letter) -> Document:
    """Return the letter, to all on its list or to ``letter.recipient``, as a document with its appendices.

    Raises:
        TemplateError: if the standing text, or an appendix, cannot be filled in.
        TextError: if a text has a form that documents do not have.
    """
    mark = letterhead.status_mark(letter.recommendation.meeting.status)
    return Document(
        meta=_meta(letter),
        header=letterhead.page_header(mark, letter.title, long_date(letter.date)),
        first_header=letterhead.first_page_header(mark),
        footer=letterhead.footer(letter.house.organisation.name),
        blocks=normalise_blocks(
            (
                *letterhead.letterhead(letter.house),
                *_addresses(letter.house),
                *_date_and_addressee(letter),
                *correction_note(letter),
                *_standing_text(letter),
                *_recipients(letter),
                *attachment_list(letter.attachments, "bilagor", 2),
                *_privacy_and_vision(letter.house),
                *_appendices(letter),
            )
        ),
    )


def template_values(letter: Letter) -> dict[str, Any]:
    """Return the names that the standing texts may use, with their values.

    Names of single values are Swedish; ``beslut``, ``kontakter`` … are places where the program puts blocks.
    """
    asked, written = letter.recommendation, letter.recommendation.letter
    return {
        "rubrik": letter.title,
        "ärende": written.matter,
        "organ": asked.body.name,
        "organ_beskrivning": asked.body.description or "",
        "möte_datum": asked.meeting.date,
        "brev_datum": letter.date,
        "svar_senast": written.answer_by,
        "svar_till": VerbatimText(_mail_markdown(letter.answer_to)),
        "mottagare": letter.addressee,
        "frågor_titel": _shared_title(tuple(letter.house.contacts[k] for k in written.questions_to)),
        "undertecknare_namn": enumeration([contact.name for contact in letter.signatories]),
        "organisation": letter.house.organisation.name,
        "till_alla": letter.recipient is None,
        "har_bakgrund": not is_empty(written.background),
        "har_frågor_till": bool(written.questions_to),
        **{name: VerbatimText(placeholder(name)) for name in _LETTER_PLACES},
    }


_LETTER_PLACES = ("bakgrund", "beslut", "kontakter", "kontaktadresser", "undertecknare")


def _meta(letter: Letter) -> Meta:
    asked = letter.recommendation
    return Meta(
        title=letter.title,
        author=asked.body.name,
        date=letter.date,
        subject=f"Rekommendation från {asked.body.name} till {letter.addressee}",
        identifier=letter.reference_number,
        publisher=letter.house.organisation.name,
    )


def _addresses(house: SharedTemplates) -> Iterator[Block]:
    if lines := letterhead.sender_lines(house):
        content = inlines.join_lines(inlines.join_inlines(line, " · ") for line in lines)
        yield Paragraph("brevhuvud.adresser", content, Role.ADDRESS)


def _date_and_addressee(letter: Letter) -> Iterator[Block]:
    facts = [("Datum", long_date(letter.date)), ("Diarienummer", letter.reference_number)]
    lines = [(strong(f"{label}:"), Text(f" {value}")) for label, value in facts if value]
    yield Paragraph("datum", inlines.join_lines(lines), Role.FACTS)
    if letter.recipient is not None:
        yield Paragraph("mottagare", (Text("Till "), *inlines.recipient_name(letter.recipient)), Role.ADDRESSEE)
    if mark := letterhead.status_mark(letter.recommendation.meeting.status):
        yield Paragraph("status", text(mark), Role.STATUS)


def correction_note(letter: Letter) -> tuple[Block, ...]:
    """Return what a corrected letter, and its e-mail, says first: which letters it takes the place of, and why."""
    if not letter.corrections:
        return ()
    earlier = (letter.recommendation.letter.date, *(each.date for each in letter.corrections[:-1]))
    days = enumeration([long_date(day) for day in dict.fromkeys(earlier)])
    lines = (text(f"Ersätter brev av den {days}."), text(f"Skäl: {letter.corrections[-1].reason}"))
    return (Paragraph("rättelse", inlines.join_lines(lines)),)


def _standing_text(letter: Letter) -> tuple[Block, ...]:
    template = letter.house.texts[letter.recommendation.body.letter_template or LETTER_TEMPLATE]
    inserted = {
        "bakgrund": _background(letter),
        "beslut": _decision(letter.recommendation, "beslut"),
        **contact_blocks(letter),
        "undertecknare": (_signed(letter),),
    }
    blocks = _set(template, letter, Setting("brev", top_level=1, inserted=inserted))
    if inserted["beslut"][0] not in blocks:
        remedy = "skriv {{ beslut }} på en egen rad där beslutet ska stå"
        raise TemplateError(template.file, 1, "brevmallen saknar {{ beslut }}, det som brevet rekommenderar", remedy)
    return blocks


def _set(template: TextTemplate, letter: Letter, setting: Setting) -> tuple[Block, ...]:
    from naravard_docs.compose.fill import fill_template

    refuse_steering(template.text, template.file)
    return whole_file(fill_template(template, template_values(letter)), setting, template.file)


def _background(letter: Letter) -> tuple[Block, ...]:
    path = (*letter.recommendation.path, "bakgrund")
    return prose_blocks(letter.recommendation.letter.background, setting_of(path, letter.pictures), path)


def _decision(asked: MeetingRecommendation, name: str) -> tuple[Block, ...]:
    decision, body = asked.decision, asked.body
    if decision.sentence is None:
        return decision_blocks(decision, body, name, asked.decided_when, is_numbered=True)
    quoted = f"Ur protokollet från {body.name} den {long_date(asked.meeting.date)}:"
    return (
        Paragraph(f"{name}.hänvisning", text(quoted), keeps_with_next=True),
        *decision_blocks(decision, body, name),
    )


def contact_blocks(letter: Letter) -> dict[str, tuple[Block, ...]]:
    """Return whom to ask, as standing texts may have it: with name, title and telephone, or as addresses alone."""
    if not (contacts := [letter.house.contacts[key] for key in letter.recommendation.letter.questions_to]):
        return {"kontakter": (), "kontaktadresser": ()}
    links: list[tuple[Inline, ...]] = [(inlines.mail_link(contact.email),) for contact in contacts]
    return {
        "kontakter": (Paragraph("kontakter", inlines.join_lines(map(_contact, contacts)), Role.CONTACTS),),
        "kontaktadresser": (Paragraph("kontakter", inlines.enumerate_inlines(links, "eller"), Role.CONTACTS),),
    }


def _contact(contact: Contact) -> tuple[Inline, ...]:
    """Return «Anna Berg, samverkanskoordinator, 063-10 10 11, anna.berg@norradalen.se»."""
    known = (contact.name, uncapitalise(contact.title or ""), contact.telephone or "")
    return (Text("".join(f"{each}, " for each in known if each)), inlines.mail_link(contact.email))


def _signed(letter: Letter) -> Paragraph:
    names = enumeration([contact.name for contact in letter.signatories])
    title = capitalise(_shared_title(letter.signatories))
    if title:
        return Paragraph("undertecknare", (Text(names), LineBreak(), Text(title)), Role.SIGNED)
    each = [text(f"{c.name}, {uncapitalise(c.title)}" if c.title else c.name) for c in letter.signatories]
    return Paragraph("undertecknare", inlines.join_lines(each), Role.SIGNED)


def _shared_title(contacts: tuple[Contact, ...]) -> str:
    """Return the title that all have in common, in the number they are; empty when they differ."""
    titles = {contact.title_plural if len(contacts) > 1 else contact.title for contact in contacts}
    only = titles.pop() if len(titles) == 1 else None
    return uncapitalise(only or "")


def _recipients(letter: Letter) -> tuple[Block, ...]:
    if letter.recipient is not None:
        return ()
    items = tuple(
        ListItem((Paragraph(f"sändlista.{recipient.slug}", inlines.recipient_name(recipient), Role.RECIPIENTS),))
        for recipient in letter.recipients
    )
    heading = Heading("sändlista.rubrik", 2, text("Sändlista"), Role.RECIPIENTS)
    return (heading, List("sändlista", ListKind.BULLET, items, Role.RECIPIENTS))


def _privacy_and_vision(house: SharedTemplates) -> Iterator[Block]:
    content = list(letterhead.privacy_line(house))
    if house.organisation.vision:
        content += [*([LineBreak()] if content else []), Text(house.organisation.vision)]
    if content:
        yield Paragraph("brevslut", tuple(content), Role.CLOSING)


def _appendices(letter: Letter) -> Iterator[Block]:
    """Yield each Markdown attachment, from a new page; PDF attachments go beside the letter."""
    for listed in letter.attachments:
        attached = letter.attached_texts.get(listed.attachment.path)
        if attached is None or listed.attachment.sent_separately:
            continue
        name = f"bilaga-{listed.place}"
        inserted = {"beslut": _decision(letter.recommendation, f"{name}.beslut")}
        setting = Setting(name, top_level=1, inserted=inserted, picture=pictures_of(attached.pictures).of)
        blocks = _set(TextTemplate(attached.file, attached.text), letter, setting)
        label = Paragraph(f"{name}.nummer", text(listed.label), Role.APPENDIX_NUMBER, keeps_with_next=True)
        yield PageBreak(f"{name}.ny-sida")
        yield Section(name, (label, *blocks), Role.APPENDIX, attached.title)


def _mail_markdown(contact: Contact) -> str:
    return f"[{protect(contact.email)}](mailto:{contact.email})"
