"""The last look before a file is written: each is read again, as from outside, and must be what was composed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from naravard_docs.builder.options import Format
from naravard_docs.builder.plan import BuildPlan, PlannedDocument, RenderedFiles
from naravard_docs.document.document import Document
from naravard_docs.errors import CommandError, ExitCode
from naravard_docs.workspace.workspace import Workspace


class OutputCheckError(CommandError):
    """A produced file did not pass its check; nothing is written."""

    exit_code = ExitCode.CHECK


def refuse_faulty(production: BuildPlan, rendered: RenderedFiles, ready: Collection[str] = ()) -> None:
    """Check every Word and PDF file of the production's documents, those that only go with an e-mail too.

    Those that were ``ready``, by name, were checked when they were stored.

    Raises:
        OutputCheckError: with the first file that has faults, and what they are.
    """
    files = {name: data for name, data in {**rendered.files, **rendered.mailed}.items() if name not in ready}
    refuse_faulty_files(files, production.documents, production.loaded.workspace)


def refuse_faulty_files(files: Mapping[str, bytes], pieces: Iterable[PlannedDocument], workspace: Workspace) -> None:
    """Check the Word and PDF files of some documents.

    Raises:
        OutputCheckError: with the first file that has faults, and what they are.
    """
    for piece in pieces:
        for format_ in Format:
            name = f"{piece.name}.{format_}"
            if name in files and (faults := _faults(files[name], format_, piece.document)):
                told = "; ".join(faults[:3])
                remedy = _remedy(format_, has_own_base=workspace.word_base is not None)
                raise OutputCheckError(f"{name} klarade inte kontrollen och inget är skrivet: {told}", remedy)


def _remedy(format_: Format, has_own_base: bool) -> str:
    if format_ is Format.WORD and has_own_base:
        return "felet kan ligga i templates/bas.docx: rätta den, eller bygg med --utan-kontroll"
    return "rapportera felet; --utan-kontroll skriver filen ändå"


def _faults(data: bytes, format_: Format, document: Document) -> list[str]:
    if format_ is Format.PDF:
        from naravard_docs.check.pdf_rules import pdf_faults

        return [fault.message for fault in pdf_faults(data, document)]
    from naravard_docs.check.word_rules import word_faults

    return [fault.message for fault in word_faults(data, document)]
