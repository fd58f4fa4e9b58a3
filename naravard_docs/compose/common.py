"""What the kinds of document share: letterhead, what is on every page, the body's decision, appendix lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from markdown_it.common.normalize_url import normalizeLink

from naravard_docs.compose.markdown import MarkupRefused, Setting, blocks_from
from naravard_docs.compose.tokens import may_be_markup
from naravard_docs.document.blocks import (
    Block,
    Figure,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Role,
    numbered,
)
from naravard_docs.document.document import RunningLine
from naravard_docs.document.inlines import Inline, LineBreak, Link, PageCount, PageNumber, Span, Text, strong, text
from naravard_docs.meeting.body import Body, DecisionStyle
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.decision import Decision
from naravard_docs.meeting.house import AttachedText, House
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import Attachment
from naravard_docs.meeting.register import clause_words, opening_words
from naravard_docs.meeting.values import LANGUAGE_TAG
from naravard_docs.swedish import capitalised, shortened

AttachedTexts = Mapping[str, AttachedText]
"""The Markdown attachments by their path in the meeting file."""

_IN_LANGUAGE = re.compile(rf"\[([^\[\]]+)\]\{{lang=({LANGUAGE_TAG})\}}")
DRAFT_MARK = "UTKAST – ej justerat"
LONGEST_RUNNING = 95
"""Letters of a header's two parts together that fit on one line."""

PAGE_OF_PAGES: tuple[Inline, ...] = (Text("Sida "), PageNumber(), Text(" ("), PageCount(), Text(")"))


class TextRefused(ValueError):
    """A CommonMark text of the input has a form that the documents do not.

    ``path`` is the text's path in the meeting file, or ``file`` names the file that the text is the whole of;
    ``line`` counts from 1 within the text.
    """

    def __init__(self, refused: MarkupRefused, path: tuple[str | int, ...] = (), file: str = "") -> None:
        super().__init__(refused.message)
        self.message, self.remedy, self.line = refused.message, refused.remedy, refused.line
        self.path, self.file = path, file


def prose(text: str, setting: Setting, path: tuple[str | int, ...]) -> tuple[Block, ...]:
    """Give a text of the meeting file as blocks.

    Raises:
        TextRefused: for what the documents have no form for, with the text's path.
    """
    try:
        return blocks_from(text, setting)
    except MarkupRefused as error:
        raise TextRefused(error, path=path) from error


def text_faults(meeting: Meeting) -> list[TextRefused]:
    """Give the first fault of each of the meeting's texts, so that all texts with faults are told at once."""
    texts: list[tuple[str, tuple[str | int, ...]]] = []
    for number, item in enumerate(meeting.agenda_items):
        texts.append((item.text, ("ärenden", number, "text")))
        if item.recommendation is not None:
            texts.append((item.recommendation.background, ("ärenden", number, "rekommendation", "bakgrund")))
    faults: list[TextRefused] = []
    for text_, path in texts:
        if not may_be_markup(text_):
            continue
        try:
            prose(text_, Setting("text"), path)
        except TextRefused as error:
            faults.append(error)
    return faults


def letterhead(house: House) -> tuple[Block, ...]:
    """Give the organisation's name, with its logo when it has one."""
    name = Paragraph("brevhuvud.namn", text(house.organisation.name), Role.LETTERHEAD)
    if house.logo is None:
        return (name,)
    return (Figure("brevhuvud.logotyp", house.logo.data, house.logo.alt_text, house.logo.width_mm), name)


def sender_lines(house: House) -> tuple[tuple[Inline, ...], ...]:
    """Give the letterhead's lines: where the organisation is, and how it is reached."""
    organisation = house.organisation
    where = _labelled(("Postadress", organisation.postal_address), ("Besöksadress", organisation.visiting_address))
    how = (*_labelled(("Växel", organisation.switchboard)), *(web_link(site) for site in organisation.websites))
    return tuple(line for line in (where, how) if line)


def _labelled(*pairs: tuple[str, str | None]) -> tuple[Inline, ...]:
    return tuple(Text(f"{label}: {value}") for label, value in pairs if value is not None)


def words(written: str) -> tuple[Inline, ...]:
    """Give a one-line text as it stands, but for words marked as another language: «[Ubmeje]{lang=sju}»."""
    content: list[Inline] = []
    at = 0
    for found in _IN_LANGUAGE.finditer(written):
        if found.start() > at:
            content.append(Text(written[at : found.start()]))
        content.append(Span(text(found[1]), found[2]))
        at = found.end()
    if at < len(written):
        content.append(Text(written[at:]))
    return tuple(content)


def joined(parts: Iterable[Inline], between: str) -> tuple[Inline, ...]:
    """Give inlines with a text between each two."""
    content: list[Inline] = []
    for part in parts:
        content += [*([Text(between)] if content else []), part]
    return tuple(content)


def lined(lines: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Give lines of inline content with a line break between each two."""
    content: list[Inline] = []
    for line in lines:
        content += [*([LineBreak()] if content else []), *line]
    return tuple(content)


def privacy_line(house: House) -> tuple[Inline, ...]:
    """Give the line on personal data, or nothing."""
    organisation = house.organisation
    words: list[Inline] = [Text(organisation.privacy_text)] if organisation.privacy_text else []
    if organisation.privacy_link:
        words += [Text(" "), web_link(organisation.privacy_link)] if words else [web_link(organisation.privacy_link)]
    return tuple(words)


def web_link(address: str) -> Link:
    """Give a link whose text is the address without its scheme."""
    url = normalizeLink(address if "://" in address else f"https://{address}")
    return Link(text(address.split("://")[-1]), url)


def named(recipient: Recipient) -> tuple[Inline, ...]:
    """Give a recipient's name, marked with its language where that is not Swedish, so that it is read aloud right."""
    name = text(recipient.name)
    return (Span(name, recipient.language),) if recipient.language else name


def mail_link(address: str) -> Link:
    """Give an e-mail address as a link that opens a letter."""
    return Link(text(address), f"mailto:{address}")


def running(is_draft: bool, left: str, right: str) -> tuple[RunningLine, ...]:
    """Give a page header; a draft says so first in it."""
    mark: tuple[Inline, ...] = (strong(DRAFT_MARK), Text(" · ")) if is_draft else ()
    right = shortened(right, LONGEST_RUNNING // 2)
    room = LONGEST_RUNNING - len(right) - (len(DRAFT_MARK) if mark else 0)
    return (RunningLine((*mark, *text(shortened(left, room))), text(right)),)


def first_running(is_draft: bool) -> tuple[RunningLine, ...]:
    """Give page one's header: nothing, since the letterhead stands there, or the draft's mark."""
    return (RunningLine((strong(DRAFT_MARK),)),) if is_draft else ()


def footer(identity: str) -> tuple[RunningLine, ...]:
    """Give a page footer: whose document it is, and «Sida X (Y)»."""
    return (RunningLine(text(identity), PAGE_OF_PAGES),)


def decision_blocks(decision: Decision, body: Body, name: str, when: str = "") -> tuple[Block, ...]:
    """Give a decision: the sentence as it stands, or «Systemledningen beslutade:» with its clauses.

    ``when`` comes after «beslutade», as in «beslutade vid sitt sammanträde den 19 mars 2021».
    """
    if decision.sentence is not None:
        return (Paragraph(name, words(decision.sentence), Role.DECISION),)
    opening = words(f"{opening_words(decision, body, when)}:")
    first = Paragraph(name, opening, Role.DECISION, keeps_with_next=True)
    kind = ListKind.DASH if body.wording.decision_style is DecisionStyle.CLAUSES else ListKind.NUMBER
    contents = [
        (Paragraph(f"{name}.sats-{n}", words(clause_words(clause, body)), Role.DECISION),)
        for n, clause in enumerate(decision.clauses, 1)
    ]
    items = numbered(contents) if kind is ListKind.NUMBER else tuple(map(ListItem, contents))
    return (first, List(f"{name}.satser", kind, items, Role.DECISION))


def attachment_title(attachment: Attachment, attached_texts: Mapping[str, AttachedText]) -> str:
    """Give what lists call an attachment: its own title, its text's first heading, or its file's name as words."""
    attached = attached_texts.get(attachment.path)
    plain = capitalised(PurePosixPath(attachment.path).stem.replace("-", " "))
    title = attachment.title or (attached.title if attached else plain)
    return f"{title} (skickas separat)" if attachment.sent_separately else title


def attachment_list(titles: Iterable[str], name: str, level: int) -> tuple[Block, ...]:
    """Give «Bilagor» with the titles numbered; nothing when there are none."""
    items = numbered((Paragraph(f"{name}.{n}", text(title), Role.ATTACHMENTS),) for n, title in enumerate(titles, 1))
    if not items:
        return ()
    heading = Heading(f"{name}.rubrik", level, text("Bilagor"), Role.ATTACHMENTS)
    return (heading, List(name, ListKind.NUMBER, items, Role.ATTACHMENTS))
