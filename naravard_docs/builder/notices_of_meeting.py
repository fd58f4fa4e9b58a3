"""The kallelse of a meeting that is to come: as Word, PDF, calendar file, and a mail to each who is called."""

from __future__ import annotations

import glob
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path

from msgspec import Struct, field

from naravard_docs.builder.build import load_cached
from naravard_docs.builder.issued_notices import (
    NoticeRecord,
    changed_since_issued,
    issued_words,
    record_notice,
    store_notice,
)
from naravard_docs.builder.meeting_identities import new_identity, refuse_shared_identity
from naravard_docs.builder.notice_remarks import differing_lines, notice_remarks
from naravard_docs.builder.options import MAILS, NOTICES_OF_MEETING, READING_COPY, BuildOptions, Format
from naravard_docs.builder.other_files import OtherFiles, rendered_files, write_other_files
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import errors_as_problems, render_document
from naravard_docs.builder.private_texts import PERSONAL_NUMBER
from naravard_docs.builder.reading_copies import (
    attached_bytes,
    enclosed_pdfs,
    losses_in,
    losses_told,
    render_reading_copy,
)
from naravard_docs.builder.text_problems import text_hints
from naravard_docs.compose.notice_calendar import compose_notice_calendar
from naravard_docs.compose.notice_mail import NoticeMail, compose_notice_mail
from naravard_docs.compose.notice_of_meeting import compose_board_notice, compose_notice
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.compose.texts import plain_line
from naravard_docs.document.calendar import Calendar
from naravard_docs.document.document import Document
from naravard_docs.errors import InvalidInputError, Level, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.mail.draft import Envelope, as_text, draft_bytes, message_bytes
from naravard_docs.mail.frame import AttachedFile
from naravard_docs.mail.ics import ics_bytes
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.correction import CorrectedLine
from naravard_docs.meeting.people_called import CalledPerson
from naravard_docs.meeting.personal_number import personal_numbers
from naravard_docs.swedish import uncapitalise, with_noun
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.load import LoadedMeeting


class NoticeOptions(Struct, frozen=True):
    """What to make of a kallelse.

    ``record`` is what is written into the meeting file first; without one it is a preview. ``reveals_secrets`` has
    items under secrecy in full, in mails too; ``has_documents`` lets the documents go along. ``today`` is the day that
    it is, for telling whether a kallelse can still be in time.
    """

    record: NoticeRecord | None = None
    reveals_secrets: bool = False
    has_documents: bool = False
    build: BuildOptions = field(default_factory=BuildOptions)
    today: date | None = None


class MemberMail(Struct, frozen=True):
    """The mail to somebody who is called, as a server is to have it, but for date and id; ``key`` is their name's slug.

    Whoever has no address has no mail: ``data`` is empty then.
    """

    key: str
    name: str
    address: str | None
    data: bytes


def build_notice(path: Path, options: NoticeOptions) -> OtherFiles:
    """Make the kallelse of a meeting, its calendar file and a draft to each who is called and has an address.

    Raises:
        WrongUsageError: if what is to be recorded does not follow on what is.
        InvalidInputError, FileAccessError, OutputCheckError: as building does; the meeting file is as it was then.
    """
    loaded = load_cached(path)
    refuse_shared_identity(loaded)
    if options.record is None:
        source = notice_source(loaded, options)
        changes = changed_since_issued(source, issued_words(loaded))
        return _written(_made(loaded, replace(source, is_draft=bool(changes)), options), options, changes)
    before = record_notice(loaded, options.record)
    try:
        recorded = load_cached(path)
        made = _made(recorded, notice_source(recorded, options), options)
        store_notice(recorded, made.source, made.files)
    except BaseException:
        write_inside(loaded.workspace.meetings, path, before, is_irreplaceable=True)
        raise
    return _written(made, options, ())


def member_mails(
    loaded: LoadedMeeting,
    options: NoticeOptions,
    first: Collection[str] = (),
    more: Sequence[CalledPerson] = (),
    is_preview: bool = False,
) -> tuple[MemberMail, ...]:
    """Return the mail to each who is called, members first, in the order of the body; nobody has two.

    What is mailed is the last entry under «kallelse» in the meeting file, or that the meeting is cancelled. Those who
    have got nothing before (``first``, by key) are told as if nothing had changed; ``more`` are no longer called. In a
    preview, what says something else than was issued is marked as a draft.

    Raises:
        InvalidInputError: if a text or template cannot be set, or what was issued says something else than the file.
        FileAccessError, OutputCheckError: as building does.
    """
    source = notice_source(loaded, options)
    changes = changed_since_issued(source, issued_words(loaded))
    if changes and not is_preview:
        raise InvalidInputError(differing_lines(loaded, changes, Level.ERROR))
    source = replace(source, is_draft=bool(changes))
    made = _made(loaded, source, options)
    with errors_as_problems(loaded):
        own = {each.key: compose_notice_mail(_as_first(source), each) for each in source.called if each.key in first}
        own |= {each.key: compose_notice_mail(source, each) for each in more}
    made = replace(made, mails={**made.mails, **own})
    return tuple(_member_mail(made, called) for called in (*source.called, *more))


def _as_first(source: NoticeSource) -> NoticeSource:
    """Return a kallelse as it is told to those who have not heard of the meeting: nothing has changed to them."""
    issued = source.as_written.notices_issued
    return replace(source, as_written=source.as_written.model_copy(update={"notices_issued": issued[-1:]}))


def notice_source(loaded: LoadedMeeting, options: NoticeOptions) -> NoticeSource:
    """Return what a meeting's kallelse is made of."""
    return NoticeSource(
        loaded.meeting,
        loaded.workspace.house,
        loaded.attached_texts,
        loaded.pictures,
        options.reveals_secrets,
        options.has_documents,
    )


def planned_notices(loaded: LoadedMeeting) -> tuple[PlannedDocument, ...]:
    """Return the kallelse of a meeting as it can be made: with and without what is secret, and the documents.

    Raises:
        InvalidInputError: if a text or template cannot be set.
    """
    made: dict[Document, PlannedDocument] = {}
    for reveals_secrets, has_documents in product((False, True), repeat=2):
        source = notice_source(loaded, NoticeOptions(None, reveals_secrets, has_documents))
        source = replace(source, is_draft=bool(changed_since_issued(source, issued_words(loaded))))
        with errors_as_problems(loaded):
            piece = PlannedDocument(_notice_name(loaded), compose_notice(source))
        made.setdefault(piece.document, piece)
    return tuple(made.values())


def _notice_name(loaded: LoadedMeeting) -> str:
    return f"{NOTICES_OF_MEETING}{loaded.stem}-kallelse"


class _MadeNotice(Struct, frozen=True):
    """A kallelse with its files by name, checked, and the mails with it."""

    loaded: LoadedMeeting
    source: NoticeSource
    piece: PlannedDocument
    pdf: bytes
    calendar: bytes
    mails: Mapping[str, NoticeMail]
    files: Mapping[str, bytes]

    def attached(self, mail: NoticeMail) -> tuple[AttachedFile, ...]:
        """Return what goes with a mail: the kallelse, the calendar file, and documents where they are to."""
        method = notice_calendar(self.source, self.loaded).method
        own = (AttachedFile(mail.attachment_name, self.pdf), AttachedFile("kallelse.ics", self.calendar, method))
        beside = mail.attachments.items()
        return (*own, *(AttachedFile(name, attached_bytes(self.loaded, each)) for name, each in beside))


def _made(loaded: LoadedMeeting, source: NoticeSource, options: NoticeOptions) -> _MadeNotice:
    text_hints(loaded)
    name = _notice_name(loaded)
    with errors_as_problems(loaded):
        pdfs = enclosed_pdfs([each for each in source.listed if not each.attachment.is_markdown])
        piece = PlannedDocument(name, compose_notice(source), pdfs if source.has_documents else ())
        mails = {each.key: compose_notice_mail(source, each) for each in source.called}
        board = as_text(compose_board_notice(source))
    files = rendered_files(loaded, [piece], options.build)
    pdf = files.get(f"{name}.{Format.PDF}") or render_document(piece.document, loaded.workspace, Format.PDF)
    calendar = ics_bytes(notice_calendar(source, loaded))
    more = {f"{name}.ics": calendar}
    if source.body.profile is Profile.COUNCIL:
        _refuse_personal_numbers(board)
        more[f"{NOTICES_OF_MEETING}{loaded.stem}-kungorelse.txt"] = board.encode()
    return _MadeNotice(loaded, source, piece, pdf, calendar, mails, {**files, **more})


def _refuse_personal_numbers(board: str) -> None:
    """Refuse a text for the notice board that has a personnummer: the board is on the web."""
    lines = [line for line in board.split("\n") if any(personal_numbers(line))]
    message = "Ett personnummer skulle stå i kungörelsen, och får inte publiceras"
    remedy = "ta bort det ur rubriken, eller skriv «offentlig_rubrik» på ärendet"
    if lines:
        raise InvalidInputError(tuple(Problem(message, remedy, rule=PERSONAL_NUMBER) for _ in lines))


def notice_calendar(source: NoticeSource, loaded: LoadedMeeting) -> Calendar:
    """Return a meeting's entry for calendars."""
    return compose_notice_calendar(source, loaded.stem if source.meeting.notices_issued else new_identity(loaded))


def _written(made: _MadeNotice, options: NoticeOptions, changes: Sequence[CorrectedLine]) -> OtherFiles:
    loaded, source, piece = made.loaded, made.source, made.piece
    drafts = {_draft_name(loaded, each): _draft(made, each) for each in source.called if each.email is not None}
    copies: dict[str, bytes] = {}
    if piece.pdfs:
        copies[f"{piece.name}{READING_COPY}"] = render_reading_copy(loaded, piece.document, made.pdf, piece.pdfs)
    every = {**made.files, **copies, **drafts}
    gone = _earlier_drafts(loaded, options) - drafts.keys()
    written, told = write_other_files(loaded, every, options.build, gone, source.date)
    losses = losses_told(loaded, piece.pdfs, losses_in(loaded, piece.pdfs)) if copies else ()
    remarks = notice_remarks(loaded, source, changes, options.today)
    return OtherFiles(written, (_said(source, len(drafts)),), (*told, *losses, *remarks))


def _draft_name(loaded: LoadedMeeting, called: CalledPerson) -> str:
    return f"{MAILS}{loaded.stem}-kallelse-{called.key}.eml"


def _earlier_drafts(loaded: LoadedMeeting, options: NoticeOptions) -> set[str]:
    """Return the drafts that an earlier kallelse made, by their names below the meeting's folder."""
    folder = (options.build.target or loaded.workspace.output) / loaded.stem / MAILS
    return {f"{MAILS}{path.name}" for path in folder.glob(f"{glob.escape(loaded.stem)}-kallelse-*.eml")}


def _draft(made: _MadeNotice, called: CalledPerson) -> bytes:
    mail = made.mails[called.key]
    return draft_bytes(mail.draft_text, _envelope(mail, called), made.attached(mail))


def _member_mail(made: _MadeNotice, called: CalledPerson) -> MemberMail:
    mail = made.mails[called.key]
    data = message_bytes(mail.text, _envelope(mail, called), made.attached(mail)) if called.email else b""
    return MemberMail(called.key, called.name, called.email, data)


def _envelope(mail: NoticeMail, called: CalledPerson) -> Envelope:
    addresses = [(plain_line(called.person.name), called.email)] if called.email else []
    return Envelope(mail.sender, addresses, mail.subject)


def _said(source: NoticeSource, number_of_drafts: int) -> str:
    items = f", {with_noun(len(source.meeting.agenda_items), 'ärende', 'ärenden')}"
    drafts = f", {with_noun(number_of_drafts, 'mejlutkast', 'mejlutkast')}" if number_of_drafts else ""
    if source.meeting.cancelled is not None:
        return f"klart: besked om inställt möte med {source.body.name} {source.days}{drafts}"
    return f"klart: {uncapitalise(source.title)} till {source.body.name} {source.days}{items}{drafts}"
