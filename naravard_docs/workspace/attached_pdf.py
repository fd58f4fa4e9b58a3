"""PDF attachments: whether one can be read at all, and whether it claims to be PDF/A."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naravard_docs.errors import FileAccessError
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.limits import HIGHEST, LIMITS, MEGABYTE
from naravard_docs.swedish import with_blanks
from naravard_docs.yaml.text import read_bytes

if TYPE_CHECKING:
    from pypdf import PdfReader

_HEADER_WITHIN = 1024
"""Where readers look for «%PDF-» (ISO 32000-1, Annex H, implementation note 13)."""

_PDFA_PART = lazy_pattern(r"""pdfaid:part\s*(?:>|=\s*["'])\s*(\d)""")
_PDFA_CONFORMANCE = lazy_pattern(r"""pdfaid:conformance\s*(?:>|=\s*["'])\s*([A-Za-z])""")
_EMPTY = ("är tom (0 byte)", "spara om filen från programmet som den gjordes i, eller ta bort raden")
_UNREADABLE = ("går inte att läsa", "kontrollera filens behörighet")
_NO_PDF = ("är ingen PDF, fast namnet slutar på .pdf", "öppna den i programmet som den gjordes i och spara som PDF")
_ENCRYPTED = (
    "är krypterad eller lösenordsskyddad",
    "spara en kopia utan lösenord och skydd, helst som PDF/A, och bifoga den",
)
_DAMAGED = ("är skadad: den går inte att läsa som PDF", "hämta eller spara filen på nytt och öppna den som prov")
_NOT_READ_HERE = "går inte att läsa här"
_PRINT = "öppna filen i ett visningsprogram, skriv ut den till en ny PDF och bifoga den i stället"
_PART = "kontrollera att rätt fil är bifogad, eller dela den i flera"
_NO_PAGES = ("är en PDF utan sidor", "spara om filen från programmet som den gjordes i")


@without_remarks()
def pdf_fault(path: Path) -> tuple[str, str] | None:
    """Return why a PDF file cannot be attached and what to do (Swedish, after its name), or None when it can."""
    try:
        data = read_bytes(path, HIGHEST.attachment_mb)
    except FileAccessError:
        return _UNREADABLE
    if not data:
        return _EMPTY
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        return _NO_PDF
    return _fault_within(data)


@without_remarks()
def claims_pdfa(data: bytes) -> str | None:
    """Return the PDF/A that a file's metadata claims, as «2a» or «1b»; None when it claims none or cannot be read.

    Why only the claim: whether the file keeps it is veraPDF's to say.
    """
    try:
        packet = _metadata(_opened(data))
    except Exception:  # as in _fault_within
        return None
    part, conformance = _PDFA_PART.search(packet), _PDFA_CONFORMANCE.search(packet)
    if part is None:
        return None
    return part[1] + (conformance[1].lower() if conformance else "")


def _fault_within(data: bytes) -> tuple[str, str] | None:
    from pypdf.errors import DependencyError

    try:
        reader = _opened(data)
        if reader.is_encrypted:
            return _ENCRYPTED
        return _fault_of_pages(reader)
    except DependencyError:  # pypdf 7.1: AES wants a library of its own already when the file is opened
        return _ENCRYPTED
    except Exception:  # whatever pypdf raises over a broken file: its own errors, KeyError, RecursionError …
        return _not_read(data)


def _not_read(data: bytes) -> tuple[str, str]:
    """Return why a file cannot be read: it is damaged when what all readers begin with is missing (7.5.5)."""
    if b"/Root" not in data:
        return _DAMAGED
    return _ENCRYPTED if b"/Encrypt" in data else (_NOT_READ_HERE, _PRINT)


def _opened(data: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))


def _fault_of_pages(reader: PdfReader) -> tuple[str, str] | None:
    """Walk every page and unpack what it draws: pypdf mends much of a broken file without a word."""
    promised: Any = reader.root_object["/Pages"]
    if (count := len(reader.pages)) > LIMITS.pdf_pages:
        return f"har {with_blanks(count)} sidor, och gränsen är {with_blanks(LIMITS.pdf_pages)}", _PART
    unpacked, seen = 0, set[tuple[int, int]]()
    for page in reader.pages:
        for stream in _contents(page, seen):
            unpacked += len(stream.get_data())
            if unpacked > LIMITS.pdf_unpacked_mb * MEGABYTE:
                return f"blir större än {LIMITS.pdf_unpacked_mb} MB när den packas upp", _PART
    pages = int(promised.get("/Count", 0))
    if count < pages:
        return f"{_NOT_READ_HERE}: den säger sig ha {pages} sidor, och här syns {count}", _PRINT
    return None if count else _NO_PAGES


def _contents(page: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield the streams that a page draws by; what several pages share comes once.

    Raises:
        ValueError: when a page names what it draws by and it is not found: another reader may find it.
    """
    contents: Any = page.raw_get("/Contents") if "/Contents" in page else None
    held = contents.get_object() if contents is not None else None
    if contents is not None and (held is None or not hasattr(held, "__len__")):
        raise ValueError("a page whose drawing is not found")
    for stream in held if isinstance(held, list) else [held] if held is not None else []:
        found = stream.get_object()
        reference = getattr(found, "indirect_reference", None)
        number = (reference.idnum, reference.generation) if reference is not None else None
        if number is not None and number in seen:
            continue
        seen.update({number} if number is not None else ())
        yield found


def _metadata(reader: PdfReader) -> str:
    stream: Any = reader.root_object.get("/Metadata")
    return stream.get_object().get_data().decode("utf-8", "replace") if stream is not None else ""
