"""The last look before a file is written: each is read again, as from outside, and must be what was composed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from naravard_docs.builder.options import READING_COPY, Format
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import BuildPlan, RenderedFiles
from naravard_docs.builder.reading_copies import attached_bytes, enclosed_pdfs
from naravard_docs.document.document import Document
from naravard_docs.errors import CommandError, ExitCode
from naravard_docs.swedish import quote
from naravard_docs.workspace.workspace import Workspace

_REMEDY_OF_COPY = "öppna bilagan, skriv ut den till en ny PDF och bifoga den, eller bygg utan --sammanfoga"


class OutputCheckError(CommandError):
    """A produced file did not pass its check; nothing is written."""

    exit_code = ExitCode.CHECK


def refuse_faulty(production: BuildPlan, rendered: RenderedFiles, ready: Collection[str] = ()) -> None:
    """Check every file of the production's documents, those that only go with an e-mail too, and copies.

    Those that were ``ready``, by name, were checked when they were stored.

    Raises:
        OutputCheckError: with the first file that has faults, and what they are.
    """
    for files in (rendered.files, rendered.mailed):
        refuse_faulty_files(files, production.documents, production.loaded.workspace, ready)
    for piece in production.pieces:
        name = f"{piece.name}{READING_COPY}"
        is_new = name in rendered.files and name not in ready
        if is_new and (faults := _faults_of_copy(rendered.files[name], production, piece, rendered)):
            raise _error(name, faults, _REMEDY_OF_COPY)


def refuse_faulty_files(
    files: Mapping[str, bytes], pieces: Iterable[PlannedDocument], workspace: Workspace, ready: Collection[str] = ()
) -> None:
    """Check the files of some documents, but for those that are ``ready``.

    Raises:
        OutputCheckError: with the first file that has faults, and what they are.
    """
    for piece in pieces:
        for format_ in Format:
            name = f"{piece.name}.{format_}"
            is_new = name in files and name not in ready
            if is_new and (faults := _faults(files[name], format_, piece.document)):
                raise _error(name, faults, _remedy(format_, has_own_base=workspace.word_base is not None))


def _error(name: str, faults: Sequence[str], remedy: str) -> OutputCheckError:
    return OutputCheckError(f"{name} klarade inte kontrollen och inget är skrivet: {'; '.join(faults[:3])}", remedy)


def _faults_of_copy(copy: bytes, production: BuildPlan, piece: PlannedDocument, rendered: RenderedFiles) -> list[str]:
    """Return what a reading copy lacks of its attachments without a word."""
    from naravard_docs.check.copy_rules import CheckedAttachment, copy_faults

    attachments = [pdf.attachment for pdf in enclosed_pdfs(piece.pdfs)]
    checked = [
        CheckedAttachment(
            quote(each.path),
            attached_bytes(production.loaded, each),
            Counter(loss.page for loss in rendered.lost.get(each.path, ())),
        )
        for each in attachments
    ]
    return [fault.message for fault in copy_faults(copy, checked)]


def _remedy(format_: Format, has_own_base: bool) -> str:
    if format_ is Format.WORD and has_own_base:
        return "felet kan ligga i templates/bas.docx: rätta den, eller bygg med --utan-kontroll"
    return "rapportera felet; --utan-kontroll skriver filen ändå"


def _faults(data: bytes, format_: Format, document: Document) -> list[str]:
    if format_ is Format.PDF:
        from naravard_docs.check.pdf_rules import pdf_faults

        return [fault.message for fault in pdf_faults(data, document)]
    if format_ is Format.HTML:
        from naravard_docs.check.html_rules import html_faults

        return [fault.message for fault in html_faults(data, document)]
    from naravard_docs.check.word_rules import word_faults

    return [fault.message for fault in word_faults(data, document)]
