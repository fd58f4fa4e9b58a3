"""Parts of an item that are lines, lists and tables: numbers, presenters, basis, elections, notices, recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from naravard_docs.compose import inlines
from naravard_docs.compose.answer_tables import follow_up_parts, owing_parts
from naravard_docs.compose.inlines import recipient_name
from naravard_docs.compose.printed_item import PrintedItem, person_content
from naravard_docs.compose.status_sentences import status_summary
from naravard_docs.compose.texts import inline_content
from naravard_docs.document.blocks import Block, Column, List, ListItem, ListKind, Paragraph, Role, Table
from naravard_docs.document.inlines import Inline, Text, strong, text
from naravard_docs.meeting.agenda_item import AgendaItem, FollowUpForm
from naravard_docs.meeting.attachment import BasisDocument
from naravard_docs.meeting.disposal import disposal_sentence
from naravard_docs.meeting.election import Election
from naravard_docs.meeting.meeting import NextMeeting
from naravard_docs.meeting.notice import Notice
from naravard_docs.meeting.people import PersonReference, Presenter
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.meeting.wording import ItemPart, ReferencePosition
from naravard_docs.swedish import long_date

_Columns = Sequence[tuple[str, Sequence[tuple[Inline, ...]]]]
"""The columns of a table: heading and cells."""


def meeting_lines(printed: PrintedItem) -> Iterator[Block]:
    """Yield what is told of an item's place in the meeting: where the notice had it, and who led it."""
    item = printed.item
    if item.place_in_notice is not None:
        told = text(f"Plats i kallelsen: {item.place_in_notice}")
        yield Paragraph(printed.id_of("plats_i_kallelsen"), told, Role.PRESENTERS)
    if isinstance(item, AgendaItem) and item.chair is not None:
        party = f" ({item.chair.party})" if item.chair.party else ""
        led = (Text("Ordförande under ärendet: "), *inline_content(item.chair.name), *((Text(party),) if party else ()))
        yield Paragraph(printed.id_of("ordförande"), led, Role.PRESENTERS)


_LONGEST_ON_ONE_LINE = 40
"""Characters of a reference number that fit beside the end of a heading."""


def reference_in_heading(printed: PrintedItem) -> tuple[Inline, ...]:
    """Return what an item's heading ends with: its reference number, where the body has it there."""
    style, number = printed.wording.reference_number_style, printed.item.reference_number
    if number is None or style.position is not ReferencePosition.IN_HEADING:
        return ()
    word = f"{style.word} " if "word" in style.model_fields_set else ""
    return (Text(f" ({_on_one_line(f'{word}{number}')})"),)


def _on_one_line(reference: str) -> str:
    """Return a reference number whose parts stay together where a heading is broken, unless it is long."""
    return reference.replace(" ", "\u00a0") if len(reference) <= _LONGEST_ON_ONE_LINE else reference


def reference_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield the reference number on a line of its own: «Diarienummer: KS 2023/14»."""
    style, number = printed.wording.reference_number_style, printed.item.reference_number
    if number is not None and style.position is ReferencePosition.ON_LINE:
        label = "" if printed.wording.headings.get(ItemPart.REFERENCE_NUMBER) else f"{style.word}: "
        yield Paragraph(printed.id_of("diarienummer"), text(f"{label}{number}"), Role.PRESENTERS)


def presenter_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield who presented an item: several one per line, since names and titles have commas between them."""
    if not (presenters := printed.item.presenters):
        return
    lines = [_presenter(presenter) for presenter in presenters]
    if printed.wording.headings.get(ItemPart.PRESENTERS):
        content = inlines.join_lines(lines)
    elif len(lines) > 1:
        content = inlines.join_lines((text("Föredragande:"), *lines))
    else:
        content = (Text("Föredragande: "), *lines[0])
    yield Paragraph(printed.id_of("föredragande"), content, Role.PRESENTERS)


def _presenter(presenter: Presenter) -> tuple[Inline, ...]:
    title = (Text(", "), *inline_content(presenter.title)) if presenter.title else ()
    return (*inline_content(presenter.name), *title)


def follow_up_of(printed: PrintedItem) -> Iterator[Block]:
    """Yield where a recommendation stood on the day of the meeting, in full or in short."""
    followed = printed.item.follows_up if isinstance(printed.item, AgendaItem) else None
    if followed is None:
        return
    standing, name = printed.minutes.follow_ups[followed.reference], f"{printed.name}.uppföljning"
    when = f"{standing.recommendation.title}, läget den {long_date(standing.as_of)}:"
    yield Paragraph(name, (strong(when),), keeps_with_next=True)
    yield Paragraph(f"{name}.sammanfattning", text(status_summary(standing)))
    yield from (owing_parts if followed.form is FollowUpForm.SHORT else follow_up_parts)(standing, name, 3)


def basis_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield the documents that the body had before it, each with what the minutes call its file."""
    contents = [_basis(document, printed) for document in printed.item.basis]
    yield from listed_lines(printed.id_of("underlag"), contents)


def _basis(document: BasisDocument, printed: PrintedItem) -> tuple[Inline, ...]:
    if document.attachment is None:
        return inline_content(document.text or "")
    listed = printed.named(document.attachment)
    return (*inline_content(document.text or listed.title), Text(f", {listed.in_text}"))


def attachment_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield the item's attachments, where the body wants them here too, and not only at the end of the minutes."""
    asked = (*printed.item.order, *printed.wording.order, *printed.wording.headings)
    if ItemPart.ATTACHMENTS in asked:
        listed = [printed.named(attachment) for attachment in printed.item.attachments]
        contents = [(Text(f"{each.label}: "), *inline_content(each.title)) for each in listed]
        yield from listed_lines(printed.id_of("bilagor"), contents)


def listed_lines(name: str, contents: Sequence[tuple[Inline, ...]]) -> Iterator[Block]:
    """Yield a list of lines, or nothing."""
    items = tuple(ListItem((Paragraph(f"{name}-{n}", content),)) for n, content in enumerate(contents, 1))
    if items:
        yield List(name, ListKind.BULLET, items)


def disposal_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield how an item ended that was not decided in substance, and on which day it comes up again."""
    if words := disposal_sentence(printed.item, printed.wording):
        yield Paragraph(printed.id_of("utgång"), text(words), Role.DECISION)


def election_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield who was elected to what: a table where there is more to tell of several, else a list."""
    elections, name = printed.item.elections, printed.id_of("val")
    if not elections:
        return
    if printed.item.decision is None:
        does = f"{printed.minutes.body.name_in_decisions} {printed.wording.decision_verb} att välja:"
        yield Paragraph(name, text(does), Role.DECISION, keeps_with_next=True)
    if len(elections) > 1 and any(each.after or each.until or each.term or each.nominated for each in elections):
        yield _elected(elections, printed, f"{name}.tabell")
    else:
        contents = [_election(each, printed) for each in elections]
        yield from listed_lines(f"{name}.valda", contents)


def _election(election: Election, printed: PrintedItem) -> tuple[Inline, ...]:
    """Return «Bo Al (S) till ledamot i socialnämnden efter Cia Dal (C), till och med den 31 december 2026»."""
    after = (Text(" efter "), *person_content(election.after)) if election.after else ()
    told = inline_content(election.term) if election.term else ()
    term = (Text(" på " if _TIME.search(election.term or "") else ", "), *told) if told else ()
    until = (Text(f", till och med den {long_date(election.until)}"),) if election.until else ()
    elected, assignment = printed.people(election.people), inline_content(election.assignment)
    among = printed.people(election.nominated)
    nominated = (Text(" (nominerade: "), *among, Text(")")) if among else ()
    return (*elected, Text(" till "), *assignment, *after, *term, *until, *nominated)


_TIME = re.compile(r"\b(?:år|månader)$")
"""How a term ends that is a length of time: «på två år»."""


def _elected(elections: Sequence[Election], printed: PrintedItem, name: str) -> Table:
    columns: _Columns = (
        ("Uppdrag", [inline_content(each.assignment) for each in elections]),
        ("Vald", [_lines(each.people, printed) for each in elections]),
        ("Nominerade", [_lines(each.nominated, printed) for each in elections]),
        ("Efter", [person_content(each.after) if each.after else () for each in elections]),
        ("Mandattid", [inline_content(each.term) if each.term else () for each in elections]),
        ("Till och med", [text(long_date(each.until)) if each.until else () for each in elections]),
    )
    return _table_of(columns, name, "Valda till uppdrag")


def _lines(people: Sequence[PersonReference], printed: PrintedItem) -> tuple[Inline, ...]:
    return inlines.join_lines(map(person_content, printed.each_of(people)))


def _table_of(columns: _Columns, name: str, summary: str) -> Table:
    """Return a table of the columns that have something in them."""
    told = [(heading, cells) for heading, cells in columns if any(cells)]
    rows = tuple(zip(*(cells for _, cells in told), strict=True))
    return Table(name, tuple(Column(text(heading)) for heading, _ in told), rows, summary=summary)


def notice_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield what was brought to the body's notice: a table, or a list where there are no days and numbers."""
    notices, name = printed.item.notices, printed.id_of("anmälningar")
    if notices and any(each.date or each.reference_number for each in notices):
        yield _reported(notices, printed, f"{name}.tabell")
    else:
        yield from listed_lines(name, [inline_content(each.text) for each in notices])


def _reported(notices: Sequence[Notice], printed: PrintedItem, name: str) -> Table:
    number = printed.wording.reference_number_style.word
    columns: _Columns = (
        ("Datum", [text(long_date(each.date)) if each.date else () for each in notices]),
        (number, [text(each.reference_number) if each.reference_number else () for each in notices]),
        ("Anmälan", [inline_content(each.text) for each in notices]),
    )
    return _table_of(columns, name, "Anmälningar")


def recipient_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield those who get the decision; keys in the distribution lists and of contact cards become names."""
    contents = [_addressed(word, printed.minutes.house) for word in printed.item.sent_to]
    yield from listed_lines(printed.id_of("skickas_till"), contents)


def _addressed(word: str, house: SharedTemplates) -> tuple[Inline, ...]:
    lists = house.distribution_lists
    if word in lists:
        return text(lists[word].name)
    recipients = (each for one in lists.values() for each in one.recipients)
    found = next((each for each in recipients if each.slug == word), None)
    if found is not None:
        return recipient_name(found)
    return text(str(house.contacts[word].name)) if word in house.contacts else text(word)


def next_meeting_line(following: NextMeeting) -> tuple[Inline, ...]:
    """Return when the body meets next, and what else is told of it."""
    return (Text(long_date(following.date)), *((Text(" "), *inline_content(following.text)) if following.text else ()))
