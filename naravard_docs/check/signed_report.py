"""What is found out about a signed file: plain records, which the reading process hands over as JSON."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from naravard_docs.errors import Level


class UnreadableReason(StrEnum):
    """Why a file cannot be looked at."""

    NOT_PDF = "not pdf"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_MUCH = "too much"
    NOTHING_TO_COMPARE = "nothing to compare"


class SignedFinding(Struct, frozen=True):
    """One thing that is other than it was built (Swedish), and what to do about it."""

    level: Level
    message: str
    remedy: str = ""


class Coverage(StrEnum):
    """How much of the file a signature covers."""

    FILE = "hela filen"
    REVISION = "en tidigare version"
    PART = "en del"


class LaterChange(StrEnum):
    """What was done to the file after a signature."""

    NONE = "ingen"
    ARCHIVING = "uppgifter för lång bevaring"
    FORMS = "ifyllda fält"
    OTHER = "annat"


class SignatureFacts(Struct, frozen=True):
    """A signature, or a document time stamp: whose it is, when, and what it holds.

    ``signed_at`` is what the signer's computer said; ``stamped_at`` what a time stamp says. ``is_trusted`` is None
    where no certificates to trust were given.
    """

    field_name: str
    is_timestamp: bool
    signer: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    is_readable: bool = True
    is_intact: bool = False
    coverage: Coverage = Coverage.PART
    revision: int = 0
    later: LaterChange = LaterChange.OTHER
    is_allowed: bool = True
    is_trusted: bool | None = None


class PdfClaims(Struct, frozen=True):
    """The standards that a file says it follows: PDF/A as «2a» and PDF/UA as «1», empty where it says none."""

    pdfa: str = ""
    pdfua: str = ""


class SignedReport(Struct, frozen=True):
    """All of it; ``is_grown`` says that the file begins with every byte of the built one.

    ``fields`` are the built file's signature fields by name, each with what it is for.
    """

    built_name: str
    is_grown: bool
    built_pages: int
    pages: int
    revisions: int
    claims: PdfClaims
    built_claims: PdfClaims
    fields: dict[str, str]
    findings: tuple[SignedFinding, ...] = ()
    signatures: tuple[SignatureFacts, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether all that was built is there as it was."""
        return not any(finding.level is Level.ERROR for finding in self.findings)


class BuiltPdf(Struct, frozen=True):
    """A PDF that was built, and its name in messages."""

    name: str
    data: bytes


class SignedRequest(Struct, frozen=True):
    """What is to be looked at: the signed file, those it may have been made of, and certificates to trust (DER).

    ``is_certain`` says that it is meant to be one of those, however little of them is left.
    """

    signed: bytes
    built: tuple[BuiltPdf, ...]
    moment: datetime
    is_certain: bool = False
    trusted: tuple[bytes, ...] = field(default_factory=tuple)


class SignedAnswer(Struct, frozen=True):
    """A report, or why there is none."""

    report: SignedReport | None = None
    error: UnreadableReason | None = None
