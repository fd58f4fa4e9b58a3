"""What the kinds of document share: letterhead, what is on every page, the body's decision, appendix lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from naravard_docs.compose.texts import inline
from naravard_docs.document.blocks import (
    Block,
    Figure,
    Heading,
    List,
    ListKind,
    Paragraph,
    Role,
    numbered,
)
from naravard_docs.document.document import RunningLine
from naravard_docs.document.inlines import Inline, LineBreak, Link, PageCount, PageNumber, Span, Text, strong, text
from naravard_docs.markup.finish import link_address
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.recommendation import Attachment
from naravard_docs.meeting.shared_templates import AttachedText, House
from naravard_docs.swedish import capitalised, shortened

AttachedTexts = Mapping[str, AttachedText]
"""The Markdown attachments by their path in the meeting file."""

DRAFT_MARK = "UTKAST – ej justerat"
LONGEST_RUNNING = 95
"""Letters of a header's two parts together that fit on one line."""

PAGE_OF_PAGES: tuple[Inline, ...] = (Text("Sida "), PageNumber(), Text(" ("), PageCount(), Text(")"))


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


def enumerated(parts: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Give inline contents as running text does: «A», «A och B», «A, B och C»."""
    content: list[Inline] = []
    for number, part in enumerate(parts):
        joint = "" if number == 0 else " och " if number == len(parts) - 1 else ", "
        content += [*([Text(joint)] if joint else []), *part]
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
    url = link_address(address if "://" in address else f"https://{address}")
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


def attachment_title(attachment: Attachment, attached_texts: Mapping[str, AttachedText]) -> str:
    """Give what lists call an attachment: its own title, its text's first heading, or its file's name as words."""
    attached = attached_texts.get(attachment.path)
    plain = capitalised(PurePosixPath(attachment.path).stem.replace("-", " "))
    title = attachment.title or (attached.title if attached else plain)
    return f"{title} (skickas separat)" if attachment.sent_separately else title


def attachment_list(titles: Iterable[str], name: str, level: int) -> tuple[Block, ...]:
    """Give «Bilagor» with the titles numbered; nothing when there are none."""
    items = numbered((Paragraph(f"{name}.{n}", inline(title), Role.ATTACHMENTS),) for n, title in enumerate(titles, 1))
    if not items:
        return ()
    heading = Heading(f"{name}.rubrik", level, text("Bilagor"), Role.ATTACHMENTS)
    return (heading, List(name, ListKind.NUMBER, items, Role.ATTACHMENTS))
