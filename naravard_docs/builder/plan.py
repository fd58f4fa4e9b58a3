"""A build plan: everything a meeting asks for, composed and rendered in memory before anything is written.

What is wrong with the input is so told while the old files still stand, and what is built can be compared with what
was built before.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from naravard_docs.builder.not_held import no_minutes_of
from naravard_docs.builder.options import ATTACHMENTS, HIDDEN, LETTERS, READING_COPY, BuildOptions, DocumentKind, Format
from naravard_docs.builder.outgoing import Draft, EnclosedAttachments, Enclosures, Outgoing, PlannedDocument, draft_file
from naravard_docs.builder.publication import Publication, is_for_publication, publication_of, refuse_leftovers
from naravard_docs.builder.reading_copies import (
    enclosed_pdfs,
    losses_in,
    losses_told,
    render_reading_copy,
)
from naravard_docs.builder.text_problems import place_in_file, place_of_table, problems_of, text_hints
from naravard_docs.compose.attached_pdfs import pdfs_of_letter, pdfs_of_minutes
from naravard_docs.compose.calendar import compose_calendar
from naravard_docs.compose.mail import compose_mail, with_shared_text
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.recommendation import Letter, compose_recommendation
from naravard_docs.compose.shared_blocks import with_shared_blocks
from naravard_docs.compose.template import TemplateError
from naravard_docs.compose.texts import TextError
from naravard_docs.document.calendar import Calendar
from naravard_docs.document.document import Document
from naravard_docs.errors import (
    InvalidInputError,
    Level,
    Place,
    Problem,
    in_file_order,
    of_rule,
)
from naravard_docs.libraries.records import replace
from naravard_docs.libraries.stored_files import StoredFiles
from naravard_docs.mail.ics import ics_bytes
from naravard_docs.meeting.organisation import ArchiveFormat
from naravard_docs.meeting.rule_table import TEMPLATES
from naravard_docs.responses.deliveries import letter_numbers
from naravard_docs.style.missing_glyphs import missing_characters
from naravard_docs.style.text_widths import too_wide
from naravard_docs.style.theme import Theme
from naravard_docs.swedish import capitalise, quote
from naravard_docs.workspace.file_names import in_nfc, stem_of
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes

TOO_WIDE = "Tabellen är bredare än sidan, så att ord måste delas mitt i"
TOO_WIDE_REMEDY = "dela upp tabellen i flera med färre kolumner, eller byt långa ord mot kortare"
if TYPE_CHECKING:
    from naravard_docs.pdf.copied_annotations import Loss
    from naravard_docs.pdf.finish import EmbeddedSource
    from naravard_docs.pdf.series import PdfSeries


class BuildPlan(Struct, frozen=True):
    """All that an order asks of a meeting, composed: documents, e-mails, and calendars by the names of their files."""

    loaded: LoadedMeeting
    order: BuildOptions
    pieces: tuple[PlannedDocument, ...]
    drafts: tuple[Draft, ...]
    calendars: Mapping[str, Calendar]
    hints: tuple[Problem, ...] = ()
    publication: Publication | None = None

    @property
    def has_source(self) -> bool:
        """Whether the meeting file is embedded in the PDFs; what is not to be published is in no published file."""
        if self.publication is not None or self.loaded.meeting.is_published:
            return False
        archive_format = self.loaded.workspace.house.organisation.archive_format
        return self.order.with_source or archive_format is ArchiveFormat.PDFA_3A

    @property
    def source(self) -> Path | None:
        """The file to embed in the PDFs."""
        return self.loaded.path if self.has_source else None

    @property
    def public_pieces(self) -> tuple[PlannedDocument, ...]:
        """The minutes that are to be published."""
        name = minutes_name(self.loaded, is_public=True)
        return tuple(piece for piece in self.pieces if self.publication is not None and piece.name == name)

    @property
    def documents(self) -> tuple[PlannedDocument, ...]:
        """The documents to write and those that only go with an e-mail, once each."""
        listed = (*self.pieces, *(draft.letter for draft in self.drafts if draft.sent_letter is None))
        return tuple({piece.name: piece for piece in listed}.values())


def plan_build(loaded: LoadedMeeting, order: BuildOptions) -> BuildPlan:
    """Compose what an order asks of a meeting.

    Raises:
        InvalidInputError: with the place of a text or template that cannot be set, or a character that the font lacks,
            or of what may not be published.
    """
    hints = text_hints(loaded)
    if loaded.meeting.cancelled is not None:
        return BuildPlan(loaded, order, (), (), {}, (*hints, Problem(*no_minutes_of(loaded), level=Level.HINT)))
    publication = publication_of(loaded) if is_for_publication(loaded, order) else None
    pieces, drafts = _composed(loaded, order, publication)
    calendars = _calendars(loaded, order)
    hints += publication.problems if publication else ()
    production = BuildPlan(loaded, order, tuple(pieces), tuple(drafts), calendars, hints, publication)
    if publication is not None:
        for piece in production.public_pieces:
            refuse_leftovers(publication, piece.document)
    refuse_unprintable(production.documents, loaded.workspace.theme, loaded.places_of_character)
    refuse_too_wide(production.documents, loaded.workspace.theme, partial(place_of_table, loaded))
    return production


class RenderedFiles(Struct, frozen=True):
    """A production's bytes: ``files`` by name below the meeting's folder, and letters that are only ``mailed``."""

    files: StoredFiles
    mailed: StoredFiles
    warnings: tuple[Problem, ...] = ()
    """What the reading copies do not show of the attachments in them."""
    lost: Mapping[str, tuple[Loss, ...]] = {}
    """The same by the attachments' paths."""


def render(production: BuildPlan, ready: Mapping[str, bytes] | None = None) -> RenderedFiles:
    """Return every file of a production, not written; those that are ``ready``, by name, are taken as they are."""
    loaded, order, ready = production.loaded, production.order, ready or {}
    files, mailed = StoredFiles(), StoredFiles()
    attachments, series = EnclosedAttachments(loaded), _series_of(production)
    for piece in production.pieces:
        for format_ in order.formats:
            name = f"{piece.name}.{format_}"
            files.put(name, ready[name] if name in ready else _rendered(production, piece, format_, series))
    for draft in production.drafts:
        name = f"{draft.letter.name}.{Format.PDF}"
        if draft.sent_letter is None and name not in files:
            mailed.put(name, _rendered(production, draft.letter, Format.PDF, series))
        attached = Enclosures(draft, files if name in files else mailed, attachments)
        files.put_made(draft.name, partial(draft_file, draft, order, attached))
    files.put_all({name: ics_bytes(calendar) for name, calendar in production.calendars.items()})
    lost: Mapping[str, tuple[Loss, ...]] = {}
    listed = tuple(pdf for piece in production.pieces for pdf in piece.pdfs)
    if order.merges:
        files.put_all(_reading_copies(production, ChainMap({**ready}, files)))  # type: ignore[arg-type]
        lost = losses_in(loaded, listed)
    files.put_all({**_attached_pdfs(production), **ready})
    return RenderedFiles(files, mailed, losses_told(loaded, listed, lost), lost)


def files_of_document(production: BuildPlan, piece: PlannedDocument, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of a production's files that one of its documents has become, with the PDFs that it lists."""
    own = {*(f"{piece.name}.{format_}" for format_ in Format), f"{piece.name}{READING_COPY}"}
    own |= _attached_pdfs(replace(production, pieces=(piece,))).keys()
    return {name: files[name] for name in files if name in own}


def outgoing(production: BuildPlan, rendered: RenderedFiles) -> tuple[Outgoing, ...]:
    """Return the e-mails of a production to be sent: the words of the drafts without what they say to the sender."""
    made, attachments = [], EnclosedAttachments(production.loaded)
    for draft in production.drafts:
        files = rendered.files if f"{draft.letter.name}.{Format.PDF}" in rendered.files else rendered.mailed
        made.append(Outgoing(draft, production.order, Enclosures(draft, files, attachments)))
    return tuple(made)


def _composed(
    loaded: LoadedMeeting, order: BuildOptions, publication: Publication | None
) -> tuple[list[PlannedDocument], list[Draft]]:
    """Compose everything an order asks of a meeting.

    Raises:
        InvalidInputError: with the place of a text or template that cannot be set.
    """
    pieces: list[PlannedDocument] = []
    drafts: list[Draft] = []
    with errors_as_problems(loaded):
        if DocumentKind.MINUTES in order.kinds:
            pieces.append(_minutes(publication.loaded if publication else loaded))
        for joint in numbered_letters(loaded):
            if order.matter not in (None, joint.recommendation.letter.slug):
                continue
            piece = mail = None
            for letter in _addressed(joint, order):
                piece = letter_piece(letter, piece)
                if DocumentKind.RECOMMENDATION in order.kinds:
                    pieces.append(piece)
                if DocumentKind.MAIL in order.kinds:
                    mail = with_shared_text(compose_mail(letter, order.hides_addresses), mail)
                    drafts.append(Draft(_mail_name(piece, order), mail, piece, letter.recommendation, letter.ordinal))
    return pieces, drafts


def _minutes(loaded: LoadedMeeting) -> PlannedDocument:
    meeting, texts = loaded.meeting, loaded.attached_texts
    minutes = compose_minutes(meeting, loaded.workspace.house, texts, loaded.follow_ups, loaded.pictures)
    return PlannedDocument(minutes_name(loaded, meeting.is_public), minutes, pdfs_of_minutes(meeting, texts))


def minutes_name(loaded: LoadedMeeting, is_public: bool = False) -> str:
    """Return the file name of a meeting's minutes; those that are made to be published have a name of their own."""
    return f"{loaded.stem}-protokoll{'-publicerat' if is_public else ''}"


def numbered_letters(loaded: LoadedMeeting) -> tuple[Letter, ...]:
    """Return the letters of a meeting's recommendations; those that have been sent keep the number that they had.

    Raises:
        FileAccessError, InvalidInputError: if the log that tells the number cannot be read.
    """
    return meeting_letters(loaded, letter_numbers(loaded))


def meeting_letters(
    loaded: LoadedMeeting, sent_as: Mapping[str, Mapping[str, int]] | None = None
) -> tuple[Letter, ...]:
    """Return the letters of a meeting, in agenda order; ``sent_as`` are their numbers by reference and recipient."""
    house, numbers = loaded.workspace.house, sent_as or {}
    return tuple(
        Letter(each, house, loaded.attached_texts, loaded.pictures, sent_as=numbers.get(each.reference, {}))
        for each in loaded.recommendations
    )


def letter_piece(letter: Letter, other: PlannedDocument | None = None) -> PlannedDocument:
    """Return a letter, to all or to one, as a document to be written, with what is as in the ``other`` held once."""
    document = with_shared_blocks(compose_recommendation(letter), other.document if other else None)
    return PlannedDocument(_letter_name(letter), document, pdfs_of_letter(letter))


@contextmanager
def errors_as_problems(loaded: LoadedMeeting) -> Iterator[None]:
    """Provide what composing refuses as a problem with its place.

    Raises:
        InvalidInputError: with the place of the text or template that cannot be set.
    """
    try:
        yield
    except TextError as error:
        raise InvalidInputError(tuple(problems_of(loaded, error))) from error
    except TemplateError as error:
        place = place_in_file(loaded, error.file, error.line)
        raise InvalidInputError((Problem(capitalise(error.message), error.remedy, place, rule=TEMPLATES),)) from error


def _calendars(loaded: LoadedMeeting, order: BuildOptions) -> dict[str, Calendar]:
    """Compose the days of each recommendation, once however many letters it gives."""
    if DocumentKind.RECOMMENDATION not in order.kinds:
        return {}
    named = ((_letter_name(letter), letter) for letter in meeting_letters(loaded))
    return {f"{LETTERS}{name}.ics": compose_calendar(letter, name) for name, letter in named}


def _addressed(letter: Letter, order: BuildOptions) -> tuple[Letter, ...]:
    return letter.to_each() if order.per_recipient else (letter,)


def _letter_name(letter: Letter) -> str:
    asked = letter.recommendation
    name = f"{asked.stem}-rekommendation-{asked.letter.slug}"
    return f"{LETTERS}{name}-{letter.recipient.slug}" if letter.recipient else name


def _mail_name(letter: PlannedDocument, order: BuildOptions) -> str:
    return f"{order.mail_folder}{Path(letter.name).name}{HIDDEN if order.hides_addresses else '.eml'}"


def refuse_unprintable(
    pieces: Sequence[PlannedDocument], theme: Theme, places_of: Callable[[str], Sequence[Place]]
) -> None:
    """Refuse characters that the font lacks: they would print as empty boxes.

    ``places_of`` gives where a character stands in what the user wrote.

    Raises:
        InvalidInputError: naming each character at each place where it stands.
    """
    problems: list[Problem] = []
    for piece in pieces:
        for block, character in missing_characters(piece.document, theme):
            message = f"Typsnittet {theme.font_name} saknar tecknet «{character}» (U+{ord(character):04X})"
            remedy = "skriv något annat, eller ange ett typsnitt som har tecknet i templates/organisation.yaml"
            places = places_of(character)
            problems += [Problem(message, remedy, place) for place in places]
            if not places:
                problems.append(Problem(f"{message}; det står i {quote(block)} och kommer från templates/", remedy))
    if problems:
        raise InvalidInputError(in_file_order([*of_rule("NV908", problems)]))


def refuse_too_wide(
    pieces: Sequence[PlannedDocument], theme: Theme, place_of: Callable[[str], Place | None] = lambda _: None
) -> None:
    """Refuse tables whose words cannot stand unbroken beside each other on the page.

    ``place_of`` gives where a table of a block's id is written.

    Raises:
        InvalidInputError: with the place of each such table, or else the block that it stands in.
    """
    problems: list[Problem] = []
    for block in dict.fromkeys(block for piece in pieces for block in too_wide(piece.document, theme)):
        place = place_of(block)
        message = TOO_WIDE if place else f"{TOO_WIDE}; den står i {quote(block)}"
        problems.append(Problem(message, TOO_WIDE_REMEDY, place))
    if problems:
        raise InvalidInputError(in_file_order([*of_rule("NV909", problems)]))


def render_document(document: Document, workspace: Workspace, format_: Format, source: Path | None = None) -> bytes:
    """Return a document as a file, with the meeting file ``source`` embedded in a PDF.

    Raises:
        FileAccessError: if a font file, a Word template or the meeting file cannot be used.
    """
    if format_ is Format.WORD:
        from naravard_docs.word.writer import word_bytes

        return word_bytes(document, workspace.theme, workspace.word_base)
    if format_ is Format.HTML:
        from naravard_docs.html.writer import html_bytes

        return html_bytes(document, workspace.theme)
    from naravard_docs.pdf.writer import pdf_bytes

    return pdf_bytes(document, workspace.theme, _embedded(source))


def _embedded(source: Path | None) -> EmbeddedSource | None:
    from naravard_docs.pdf.finish import EmbeddedSource

    return EmbeddedSource(in_nfc(source.name), read_bytes(source)) if source else None


def _rendered(production: BuildPlan, piece: PlannedDocument, format_: Format, series: PdfSeries | None = None) -> bytes:
    if series is not None and format_ is Format.PDF:
        return series.pdf_bytes(piece.document)
    return render_document(piece.document, production.loaded.workspace, format_, production.source)


def _series_of(production: BuildPlan) -> PdfSeries | None:
    """Return what makes the PDF files of letters to each recipient."""
    if not production.order.per_recipient:
        return None
    from naravard_docs.pdf.series import PdfSeries

    return PdfSeries(production.loaded.workspace.theme, _embedded(production.source))


def _reading_copies(production: BuildPlan, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a copy for reading of each document that has PDF attachments, those sent separately left out.

    Raises:
        FileAccessError: if an attachment cannot be put into it.
    """
    copies: dict[str, bytes] = {}
    for piece in production.pieces:
        name, pdfs = f"{piece.name}{READING_COPY}", enclosed_pdfs(piece.pdfs)
        if pdfs and name not in files:
            original = files.get(f"{piece.name}.{Format.PDF}") or _rendered(production, piece, Format.PDF)
            copies[name] = render_reading_copy(production.loaded, piece.document, original, pdfs)
    return copies


def _attached_pdfs(production: BuildPlan) -> dict[str, bytes]:
    """Return the PDF attachments that the documents list, unchanged, for whoever sends or archives them."""
    loaded = production.loaded
    wanted = {real_path(loaded.attachment_path(pdf.attachment)) for piece in production.pieces for pdf in piece.pdfs}
    return {
        f"{ATTACHMENTS}{name}": loaded.workspace.read_attachment(path)
        for path, name in _attachment_names(loaded).items()
        if path in wanted
    }


def _attachment_names(loaded: LoadedMeeting) -> dict[Path, str]:
    """Return each of the meeting's PDF attachments a name of its own, the same whichever documents are built."""
    names: dict[Path, str] = {}
    for attachment in loaded.meeting.all_attachments:
        path = loaded.attachment_path(attachment)
        if attachment.is_markdown or real_path(path) in names:
            continue
        taken = {name.casefold() for name in names.values()}  # Windows and macOS hold «A.pdf» and «a.pdf» for one
        own = in_nfc(path.name)
        others = (f"{stem_of(path)}-{number}{path.suffix}" for number in count(2))
        names[real_path(path)] = next(name for name in chain((own,), others) if name.casefold() not in taken)
    return names
