"""A signed PDF beside the one that was built, read in a process of its own.

Anyone may have made the file: it may loop, or unpack to more than the machine has. So whoever asks starts this module
as a program, hands it a ``SignedRequest`` on standard in, gives it some time, and reads a ``SignedAnswer``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import suppress

import msgspec
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from naravard_docs.check.object_digest import ObjectDigests
from naravard_docs.check.page_comparison import ReadPage
from naravard_docs.check.signatures import read_signatures
from naravard_docs.check.signed_annotations import annotation_findings
from naravard_docs.check.signed_catalog import (
    attachment_findings,
    catalog_findings,
    claims_of,
    embedded_files,
    signature_fields,
    title_of,
)
from naravard_docs.check.signed_pages import page_findings, pages_in_place
from naravard_docs.check.signed_report import (
    BuiltPdf,
    SignedAnswer,
    SignedFinding,
    SignedReport,
    SignedRequest,
    UnreadableReason,
)
from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.limits import LIMITS, MEGABYTE


class _OpenFile:
    """A PDF whose pages are read, with the digests of its objects."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        self.digests = ObjectDigests()
        if len(self.reader.pages) > LIMITS.pdf_pages:
            raise MemoryError("too many pages")
        self.pages = tuple(ReadPage(page, self.digests) for page in self.reader.pages)


@without_remarks()
def answer_about(request: SignedRequest) -> SignedAnswer:
    """Return what there is to say of a signed file; a file that cannot be read gives the reason."""
    if b"%PDF-" not in request.signed[:1024]:
        return SignedAnswer(error=UnreadableReason.NOT_PDF)
    try:
        if PdfReader(io.BytesIO(request.signed)).is_encrypted:
            return SignedAnswer(error=UnreadableReason.ENCRYPTED)
        return _answer(request, _OpenFile(request.signed))
    except (DependencyError, FileNotDecryptedError):
        return SignedAnswer(error=UnreadableReason.ENCRYPTED)
    except MemoryError:
        return SignedAnswer(error=UnreadableReason.TOO_MUCH)
    except Exception:  # whatever the libraries raise over a broken file: their own errors, KeyError, RecursionError …
        return SignedAnswer(error=UnreadableReason.DAMAGED)


def _answer(request: SignedRequest, now: _OpenFile) -> SignedAnswer:
    if not now.pages:
        return SignedAnswer(error=UnreadableReason.DAMAGED)
    built = _nearest(request, now)
    if built is None:
        return SignedAnswer(error=UnreadableReason.NOTHING_TO_COMPARE)
    own = _OpenFile(built.data)
    signatures, revisions = read_signatures(request.signed, request.trusted, request.moment)
    report = SignedReport(
        built.name,
        request.signed.startswith(built.data),
        len(own.pages),
        len(now.pages),
        revisions,
        claims_of(now.reader),
        claims_of(own.reader),
        signature_fields(own.reader),
        tuple(dict.fromkeys(_findings(own, now))),
        signatures,
    )
    return SignedAnswer(report)


def _nearest(request: SignedRequest, now: _OpenFile) -> BuiltPdf | None:
    """Return the built file that the signed one is made of: by its bytes, else by most pages, else by title."""
    grown = [built for built in request.built if request.signed.startswith(built.data)]
    if grown:
        return max(grown, key=lambda built: len(built.data))
    opened = [(built, _OpenFile(built.data)) for built in request.built]
    of_title = [(built, own) for built, own in opened if title_of(own.reader) == title_of(now.reader) != ""]
    ranked = [(*_likeness(own, now), -number, built) for number, (built, own) in enumerate(of_title or opened)]
    best = max(ranked, key=lambda each: each[:3], default=None)
    return best[3] if best is not None and (request.is_certain or of_title or best[0]) else None


def _likeness(own: _OpenFile, now: _OpenFile) -> tuple[int, bool]:
    """Return how many pages are the same, and if the files within are."""
    is_same_within = embedded_files(own.reader) == embedded_files(now.reader)
    return len(pages_in_place(own.pages, now.pages)), is_same_within


def _findings(own: _OpenFile, now: _OpenFile) -> Iterator[SignedFinding]:
    yield from page_findings(own.pages, now.pages)
    for number, place in sorted(pages_in_place(own.pages, now.pages).items()):
        yield from annotation_findings(own.pages[number], now.pages[place], number + 1, (own.digests, now.digests))
    yield from attachment_findings(own.reader, now.reader)
    yield from catalog_findings(own.reader, now.reader)


def _bound_resources() -> None:
    """Let this process have no more time and memory than a file of ours can need, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    bounds = {resource.RLIMIT_AS: LIMITS.signed_memory_mb * MEGABYTE, resource.RLIMIT_CPU: LIMITS.signed_seconds}
    for kind, most in bounds.items():
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):  # a system that knows the bound and does not let it be set
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def answer_request() -> None:
    """Answer one request on standard in."""
    _bound_resources()
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=SignedRequest)
    sys.stdout.buffer.write(msgspec.json.encode(answer_about(request)))


if __name__ == "__main__":
    answer_request()
