"""What every page of the organisation's documents has: letterhead, running lines, the line on personal data."""

from __future__ import annotations

from naravard_docs.compose.inlines import web_link
from naravard_docs.document.blocks import Block, Figure, Paragraph, Role
from naravard_docs.document.document import RunningLine
from naravard_docs.document.inlines import Inline, PageCount, PageNumber, Text, strong, text
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.swedish import shorten

DRAFT_MARK = "UTKAST – ej justerat"
CIRCULATED_MARK = "Utskickat – ej justerat"
PUBLIC_MARK = "Publicerad version"
PUBLIC_TITLE = ", publicerad version"
PUBLIC_NOTE = f"{PUBLIC_MARK}. Det som omfattas av sekretess och enskildas kontaktuppgifter är inte med."
LONGEST_RUNNING = 95
"""Letters of a header's two parts together that fit on one line."""

PAGE_OF_PAGES: tuple[Inline, ...] = (Text("Sida "), PageNumber(), Text(" ("), PageCount(), Text(")"))


def letterhead(house: SharedTemplates) -> tuple[Block, ...]:
    """Return the organisation's name, with its logo when it has one."""
    name = Paragraph("brevhuvud.namn", text(house.organisation.name), Role.LETTERHEAD)
    if house.logo is None:
        return (name,)
    return (Figure("brevhuvud.logotyp", house.logo.data, house.logo.alt_text, house.logo.width_mm), name)


def sender_lines(house: SharedTemplates) -> tuple[tuple[Inline, ...], ...]:
    """Return the letterhead's lines: where the organisation is, and how it is reached."""
    organisation = house.organisation
    where = _labelled(("Postadress", organisation.postal_address), ("Besöksadress", organisation.visiting_address))
    how = (*_labelled(("Växel", organisation.switchboard)), *(web_link(site) for site in organisation.websites))
    return tuple(line for line in (where, how) if line)


def _labelled(*pairs: tuple[str, str | None]) -> tuple[Inline, ...]:
    return tuple(Text(f"{label}: {value}") for label, value in pairs if value is not None)


def privacy_line(house: SharedTemplates) -> tuple[Inline, ...]:
    """Return the line on personal data, or nothing."""
    organisation = house.organisation
    words: list[Inline] = [Text(organisation.privacy_text)] if organisation.privacy_text else []
    if organisation.privacy_link:
        words += [Text(" "), web_link(organisation.privacy_link)] if words else [web_link(organisation.privacy_link)]
    return tuple(words)


def status_mark(*statuses: Status) -> str:
    """Return how a document is marked that comes of minutes which are not approved, by the least ready of them."""
    if Status.DRAFT in statuses:
        return DRAFT_MARK
    return CIRCULATED_MARK if Status.CIRCULATED in statuses else ""


def minutes_mark(meeting: Meeting) -> str:
    """Return how minutes are marked: those that are not approved, and those that are made to be published."""
    return PUBLIC_MARK if meeting.is_public else status_mark(meeting.status)


def subject_with_mark(status: Status, subject: str) -> str:
    """Return the subject of a mail or the title of an entry, which says first if the minutes are not approved."""
    mark = {Status.DRAFT: "UTKAST: ", Status.CIRCULATED: "Ej justerat: "}.get(status, "")
    return f"{mark}{subject}"


def page_header(mark: str, left: str, right: str) -> tuple[RunningLine, ...]:
    """Return a page header; one of minutes that are not approved says so first in it."""
    marked: tuple[Inline, ...] = (strong(mark), Text(" · ")) if mark else ()
    right = shorten(right, LONGEST_RUNNING // 2)
    room = LONGEST_RUNNING - len(right) - len(mark)
    return (RunningLine((*marked, *text(shorten(left, room))), text(right)),)


def first_page_header(mark: str) -> tuple[RunningLine, ...]:
    """Return page one's header: nothing, since the letterhead stands there, or how the document is marked."""
    return (RunningLine((strong(mark),)),) if mark else ()


def footer(identity: str, to_sign: str = "", signatures: int = 1) -> tuple[RunningLine, ...]:
    """Return a page footer: whose document it is, and «Sida X (Y)»; above it blanks to sign each page on, if asked."""
    signed = (RunningLine(text(to_sign), blanks=signatures),) if to_sign else ()
    return (*signed, RunningLine(text(identity), PAGE_OF_PAGES))
