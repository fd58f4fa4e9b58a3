"""The kallelse: when and where a body meets, what is to be dealt with, who is called and what to do if one cannot come.

The same document tells of what has changed since it was issued, and that the meeting will not be held.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from naravard_docs.compose import attachments, letterhead
from naravard_docs.compose.inlines import enumerate_inlines, join_lines, join_parts, mail_link, web_link
from naravard_docs.compose.item_parts import next_meeting_line
from naravard_docs.compose.meeting_event import meeting_event
from naravard_docs.compose.meeting_facts import Fact, approval_facts, labelled_lines
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.notice_agenda import agenda_details, agenda_items, agenda_table
from naravard_docs.compose.notice_source import NoticeKind, NoticeSource
from naravard_docs.compose.person import person_name
from naravard_docs.compose.printed_item import sentence
from naravard_docs.compose.texts import inline_content, plain_line, whole_file
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
from naravard_docs.document.inlines import Inline, Link, Text, strong, text
from naravard_docs.libraries.records import replace
from naravard_docs.markup.setting import Setting, pictures_of
from naravard_docs.meeting.issued_notice import IssuedNotice
from naravard_docs.meeting.meeting_days import DayKind, KnownDays, days_of_meeting
from naravard_docs.meeting.people import Person
from naravard_docs.swedish import capitalise, long_date

_LONGEST_SHOWN = 60
"""Letters of a web address that are shown; a longer one is shown by its server's name."""


def compose_notice(source: NoticeSource) -> Document:
    """Return the kallelse as a document.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    body, mark = source.body, source.mark
    return Document(
        meta=_meta(source, f"{source.title} {body.name} {source.days}"),
        header=letterhead.page_header(mark, body.name, f"{source.title} {source.days}"),
        first_header=letterhead.first_page_header(mark),
        footer=letterhead.footer(source.house.organisation.name),
        event=meeting_event(source.meeting, body, source.house),
        blocks=normalise_blocks((*letterhead.letterhead(source.house), *_title(source), *notice_blocks(source))),
    )


def notice_blocks(source: NoticeSource) -> Iterator[Block]:
    """Yield all that a kallelse says but for its title and what has changed: what is compared with what was issued."""
    if source.kind is NoticeKind.CANCELLED:
        yield Paragraph("inställt", (strong("Mötet är inställt."), Text(" Skäl: "), *_sentence(source)))
    yield Paragraph("uppgifter", labelled_lines(_facts(source)), Role.FACTS)
    is_held = source.kind is not NoticeKind.CANCELLED
    yield from (*agenda_table(source), *_prevented(source)) if is_held else ()
    yield from (*_called(source), *_signed(source))
    yield from (*agenda_details(source), *_attachments(source), *_appendices(source)) if is_held else ()


def compose_board_notice(source: NoticeSource) -> Document:
    """Return the kungörelse of a meeting of fullmäktige, as text for the notice board.

    It has nothing that is secret, whatever the kallelse itself reveals: the board is read by all.
    Kommunallagen (2017:725) 5 kap. 13-14 §§ and 8 kap. 9-10 §§.
    """
    source = replace(source, is_for_anybody=True)
    title = f"{'Inställt sammanträde' if source.meeting.cancelled else 'Kungörelse'}: {source.body.name} {source.days}"
    blocks: list[Block] = [
        Heading("titel", 1, text(title), Role.TITLE),
        Paragraph("uppgifter", labelled_lines(when_and_where(source)), Role.FACTS),
    ]
    if source.meeting.cancelled is not None:
        blocks.append(Paragraph("inställt", (Text("Sammanträdet är inställt. Skäl: "), *_sentence(source))))
    else:
        blocks += agenda_list(source, "Ärenden")
    blocks += _signed(source)
    return Document(_meta(source, title), normalise_blocks(tuple(blocks)))


def agenda_list(source: NoticeSource, title: str = "") -> Iterator[Block]:
    """Yield the items as a list of lines, for where a table does not fit."""
    items: list[ListItem] = []
    for printed, label in agenda_items(source):
        heading: Block = Paragraph(f"{printed.name}.rubrik", inline_content(printed.item.heading))
        if printed.is_sub_item:
            above = items.pop()
            below = above.blocks[1].items if len(above.blocks) > 1 and isinstance(above.blocks[1], List) else ()
            listed = List(f"{printed.name}.lista", ListKind.NUMBER, (*below, ListItem((heading,), label)))
            items.append(ListItem((above.blocks[0], listed), above.label))
        else:
            items.append(ListItem((heading,), label))
    if items:
        if title:
            yield Heading("föredragningslista.rubrik", 2, text(title))
        yield List("föredragningslista", ListKind.NUMBER, tuple(items))


def when_and_where(source: NoticeSource) -> Iterator[Fact]:
    """Yield the day, the time, the place and the link of the meeting."""
    meeting = source.meeting
    yield "Dag", text(capitalise(source.days_of_week))
    yield "Tid", inline_content(meeting.time or "")
    yield "Plats", inline_content(meeting.place or "")
    yield "Delta digitalt", (meeting_link(meeting.link),) if meeting.link else ()


def meeting_link(address: str) -> Link:
    """Return the way into a digital meeting; a long address is shown by its server's name."""
    link = web_link(address)
    shown = address.split("://")[-1]
    return link if len(shown) <= _LONGEST_SHOWN else Link(text(f"Anslut till mötet ({shown.split('/')[0]})"), link.url)


def if_prevented(source: NoticeSource) -> tuple[Inline, ...]:
    """Return what somebody does who cannot come: what the body says, else whom to tell and how to reach them."""
    if source.body.if_prevented is not None:
        return sentence(inline_content(source.body.if_prevented))
    card, address = source.secretary_card, source.secretary_address
    name = person_name(source.secretary)[:1] if source.secretary else ()
    who = (Text("sekreteraren "), *name) if source.secretary else text("sekreteraren")
    email = (mail_link(address),) if address else ()
    telephone = text(f"telefon {card.telephone}") if card and card.telephone else ()
    return sentence("Den som inte kan komma meddelar ", join_parts(who, email, telephone))


def _meta(source: NoticeSource, title: str) -> Meta:
    body = source.body
    return Meta(
        title=title,
        author=body.name,
        date=source.date,
        subject=f"{body.name}, sammanträde den {source.days}",
        identifier=source.meeting.reference_number or "",
        publisher=source.house.organisation.name,
    )


def _title(source: NoticeSource) -> Iterator[Block]:
    yield Heading("titel", 1, text(source.title), Role.TITLE)
    yield Paragraph("organ", text(source.body.name), Role.SUBTITLE)
    if source.mark:
        yield Paragraph("status", text(source.mark), Role.STATUS)
    if source.kind is NoticeKind.CHANGED:
        yield from _changes(source)


def _changes(source: NoticeSource) -> Iterator[Block]:
    """Yield what has changed since the kallelse, each time that something has."""
    first = source.meeting.notices_issued[0].date
    heading = Heading("ändringar.rubrik", 2, text(f"Ändrat sedan kallelsen den {long_date(first)}"))
    lines = [ListItem((Paragraph(f"ändring-{n}", _change(each)),)) for n, each in enumerate(source.changes, 1)]
    yield Section("ändringar", (heading, List("ändringar.lista", ListKind.BULLET, tuple(lines))), title="Ändrat")


def _change(each: IssuedNotice) -> tuple[Inline, ...]:
    words = inline_content(each.change or "kallelsen är ändrad")
    return (strong(f"{long_date(each.date)}:"), Text(" "), *words)


def _sentence(source: NoticeSource) -> tuple[Inline, ...]:
    return sentence(inline_content(source.meeting.cancelled or ""))


def _facts(source: NoticeSource) -> Iterator[Fact]:
    meeting = source.meeting
    yield from when_and_where(source)
    yield "Diarienummer", text(meeting.reference_number or "")
    yield "Kallelsen utskickad", text(long_date(meeting.notices_issued[0].date) if meeting.notices_issued else "")
    if source.kind is not NoticeKind.CANCELLED:
        yield "Förslag till justerare", enumerate_inlines([person_name(each) for each in meeting.approvers])
        yield "Justering", _adjustment(source)
    yield "Nästa möte", next_meeting_line(meeting.next_meeting) if meeting.next_meeting else ()


def _adjustment(source: NoticeSource) -> tuple[Inline, ...]:
    """Return when the minutes are to be adjusted: as planned, else by the last day that law or body has for it."""
    meeting, body = source.meeting, source.body
    planned = next((said for _, said in approval_facts(meeting, body) if said), ())
    if planned:
        return planned
    days = days_of_meeting(body, meeting.date, KnownDays(end=meeting.end_date))
    last = next((each.day for each in days if each.kind is DayKind.ADJUSTMENT), None)
    return text(f"senast den {long_date(last)}") if last else ()


def _attachments(source: NoticeSource) -> tuple[Block, ...]:
    listed = attachments.titles_with_items(source.listed, source.setting.numbers, source.body)
    return attachments.attachment_list(listed, "bilagor", 2)


def _prevented(source: NoticeSource) -> Iterator[Block]:
    heading = Heading("förhinder.rubrik", 2, text("Förhinder"))
    yield Section("förhinder", (heading, Paragraph("förhinder.text", if_prevented(source))), title="Förhinder")


def _called(source: NoticeSource) -> Iterator[Block]:
    """Yield who is called, group after group: those who are to come, and those who are told for information."""
    if not source.called:
        return
    heading = Heading("kallade.rubrik", 2, text("Kallade"))
    lines: list[tuple[Inline, ...]] = []
    for (heading_of_group, for_information), group in groupby(
        source.called, lambda each: (each.heading, each.is_for_information)
    ):
        label = f"{plain_line(heading_of_group)}{', för kännedom' if for_information else ''}:"
        names = [person_name(each.person) for each in group]
        lines.append((strong(label), Text(" "), *enumerate_inlines(names)))
    yield Section("kallade", (heading, Paragraph("kallade.namn", join_lines(lines))), title="Kallade")


def _signed(source: NoticeSource) -> Iterator[Block]:
    """Yield in whose name the meeting is called, and who does it."""
    lines = []
    if source.chair is not None:
        lines.append((strong("Ordförande:"), Text(" "), *person_name(source.chair)))
    if source.secretary is not None:
        label = "På ordförandens uppdrag:" if source.chair is not None else "Sekreterare:"
        lines.append((strong(label), Text(" "), *_officer(source.secretary)))
    if lines:
        yield Paragraph("undertecknare", join_lines(lines), Role.SIGNED)


def _officer(person: Person) -> tuple[Inline, ...]:
    return join_parts(person_name(person), inline_content(person.role or "sekreterare"))


def _appendices(source: NoticeSource) -> Iterator[Block]:
    """Yield the attachments that are texts, each from a new page, where they are to go along."""
    for listed in source.listed if source.has_documents else ():
        attached = source.attached_texts.get(listed.attachment.path)
        if attached is None or listed.attachment.sent_separately:
            continue
        name = f"bilaga-{listed.place}"
        setting = Setting(name, top_level=1, picture=pictures_of(attached.pictures).of)
        label = Paragraph(f"{name}.nummer", text(listed.label), Role.APPENDIX_NUMBER, keeps_with_next=True)
        yield PageBreak(f"{name}.ny-sida")
        blocks = whole_file(attached.text, setting, attached.file)
        yield Section(name, (label, *blocks), Role.APPENDIX, attached.title)
