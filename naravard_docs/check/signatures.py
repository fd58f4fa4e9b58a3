"""The signatures of a PDF as pyHanko reads them: whose, when, what they cover, and what was done after them.

pyHanko is an extra of the package; where it is missing, ``has_signature_library`` says so.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from naravard_docs.check.signed_report import Coverage, LaterChange, SignatureFacts
from naravard_docs.limits import LIMITS

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature, ModificationInfo

    _Found = list[tuple[str, EmbeddedPdfSignature | None]]


def has_signature_library() -> bool:
    """Return whether signatures can be read here."""
    return find_spec("pyhanko") is not None


def read_signatures(data: bytes, trusted: Sequence[bytes], moment: datetime) -> tuple[tuple[SignatureFacts, ...], int]:
    """Return a file's signatures and time stamps in the order they were made, and how many versions the file has.

    ``moment`` is when certificates are judged, where a signature says no time of its own.
    """
    reader, found = _opened(data)
    if len(found) > LIMITS.pdf_signatures:
        raise ValueError("too many signatures")
    facts = (_facts(name, embedded, trusted, moment) for name, embedded in found)
    return tuple(sorted(facts, key=lambda each: each.revision or sys.maxsize)), reader.xrefs.total_revisions


def _opened(data: bytes) -> tuple[PdfFileReader, _Found]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(data))
        return reader, _embedded(reader)
    except PdfError:  # written not quite as the standard has it, which readers pass over
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        return reader, _embedded(reader)


def _embedded(reader: PdfFileReader) -> _Found:
    """Return the signatures by the names of their fields; None for one that cannot be read.

    Why not the reader's own list: one container that is broken leaves nothing of it, and kinds that pyHanko does not
    know are left out.
    """
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation import EmbeddedPdfSignature

    found: _Found = []
    for name, _, field in enumerate_sig_fields(reader, filled_status=True):
        try:
            found.append((str(name), EmbeddedPdfSignature(reader, field, name)))
        except Exception:  # whatever is raised over bytes that anyone may have put there
            found.append((str(name), None))
    return found


def _facts(
    name: str, embedded: EmbeddedPdfSignature | None, trusted: Sequence[bytes], moment: datetime
) -> SignatureFacts:
    if embedded is None:
        return SignatureFacts(name, is_timestamp=False, is_readable=False)
    is_timestamp = str(embedded.sig_object.get("/Type", "/Sig")) == "/DocTimeStamp"
    try:
        return _read(embedded, name, is_timestamp, trusted, moment)
    except Exception:  # as above: each layer of a signature has errors of its own
        return SignatureFacts(name, is_timestamp, is_readable=False, revision=embedded.signed_revision + 1)


def _read(
    embedded: EmbeddedPdfSignature, name: str, is_timestamp: bool, trusted: Sequence[bytes], moment: datetime
) -> SignatureFacts:
    status: Any = asyncio.run(_validated(embedded, is_timestamp, trusted, moment))
    stamp = status if is_timestamp else status.timestamp_validity
    certificate = status.signing_cert
    return SignatureFacts(
        name,
        is_timestamp,
        signer=_name_in(certificate.subject),
        issuer=_name_in(certificate.issuer),
        signed_at=None if is_timestamp else status.signer_reported_dt,
        stamped_at=stamp.timestamp if stamp is not None and stamp.intact and stamp.valid else None,
        is_intact=bool(status.intact and status.valid),
        coverage=_coverage(status),
        revision=embedded.signed_revision + 1,
        later=_later(status),
        is_allowed=is_timestamp or status.docmdp_ok is not False,
        is_trusted=bool(status.trusted) if trusted else None,
    )


async def _validated(
    embedded: EmbeddedPdfSignature, is_timestamp: bool, trusted: Sequence[bytes], moment: datetime
) -> Any:
    """Return pyHanko's status; certificates are judged at the time that the signature says, and nothing is fetched."""
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[Certificate.load(each) for each in trusted],
        allow_fetching=False,
        moment=embedded.self_reported_timestamp or moment,
    )
    if is_timestamp:
        return await async_validate_pdf_timestamp(embedded, context)
    return await async_validate_pdf_signature(embedded, context)


def _name_in(name: Any) -> str:
    """Return a person's or an authority's name in a certificate: the common name, else the whole."""
    known = name.native
    found = known.get("common_name") or name.human_friendly
    return " ".join(found) if isinstance(found, list) else str(found)


def _coverage(status: ModificationInfo) -> Coverage:
    from pyhanko.sign.validation import SignatureCoverageLevel

    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.FILE
    return Coverage.REVISION if status.coverage is SignatureCoverageLevel.ENTIRE_REVISION else Coverage.PART


def _later(status: ModificationInfo) -> LaterChange:
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    known = {
        ModificationLevel.NONE: LaterChange.NONE,
        ModificationLevel.LTA_UPDATES: LaterChange.ARCHIVING,
        ModificationLevel.FORM_FILLING: LaterChange.FORMS,
    }
    return LaterChange.OTHER if level is None else known.get(level, LaterChange.OTHER)


def certificates_in(data: bytes) -> Iterator[bytes]:
    """Yield the certificates of a file, as DER; it may be PEM with several, or DER.

    Raises:
        ValueError: if it holds none.
    """
    from asn1crypto import pem
    from asn1crypto.x509 import Certificate

    blocks = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
    for der in blocks:
        Certificate.load(der).subject.native  # noqa: B018 - asn1crypto reads when it is asked
        yield der
