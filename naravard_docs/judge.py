"""The last look before a file is written: each is read again by others' readers and must be what was composed."""

from __future__ import annotations

from naravard_docs.document.document import Document
from naravard_docs.errors import CommandTrouble, ExitCode
from naravard_docs.order import Format
from naravard_docs.produce import Production, Rendered


class CheckFailed(CommandTrouble):
    """A produced file did not pass its check; nothing is written."""

    exit_code = ExitCode.CHECK


def refuse_faulty(production: Production, rendered: Rendered) -> None:
    """Check every Word and PDF file of the production's documents, those that only go with an e-mail too.

    Raises:
        CheckFailed: with the first file that has faults, and what they are.
    """
    files = {**rendered.files, **rendered.mailed}
    for piece in production.documents:
        for format_ in Format:
            name = f"{piece.name}.{format_}"
            if name in files and (faults := _faults(files[name], format_, piece.document)):
                told = "; ".join(faults[:3])
                raise CheckFailed(
                    f"{name} klarade inte kontrollen och inget är skrivet: {told}", _remedy(production, format_)
                )


def _remedy(production: Production, format_: Format) -> str:
    own_base = format_ is Format.WORD and production.loaded.workspace.word_base is not None
    if own_base:
        return "felet kan ligga i templates/bas.docx: rätta den, eller bygg med --utan-kontroll"
    return "rapportera felet; --utan-kontroll skriver filen ändå"


def _faults(data: bytes, format_: Format, document: Document) -> list[str]:
    if format_ is Format.PDF:
        from naravard_docs.check.pdf_rules import pdf_faults

        return [fault.message for fault in pdf_faults(data, document)]
    from naravard_docs.check.word_rules import word_faults

    return [fault.message for fault in word_faults(data, document)]
