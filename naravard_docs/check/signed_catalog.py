"""What a signed file says of itself and carries within it, beside what was built: claims, title, files, scripts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from naravard_docs.check.object_digest import ObjectDigests
from naravard_docs.check.pdf_entries import dictionary_in, entry, list_in, resolved, text_in
from naravard_docs.check.signed_report import PdfClaims, SignedFinding
from naravard_docs.errors import Level
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import quote

_PART = re.compile(r"""pdfaid:part\s*(?:>|=\s*["'])\s*(\d)""")
_CONFORMANCE = re.compile(r"""pdfaid:conformance\s*(?:>|=\s*["'])\s*([A-Za-z])""")
_ACCESSIBLE = re.compile(r"""pdfuaid:part\s*(?:>|=\s*["'])\s*(\d)""")
_SCRIPT = ("/OpenAction", "/AA")
_KEEP_BUILT = "spara den byggda filen bredvid den undertecknade: den är arkivfilen"
_ALTERED = "det är inte den fil som byggdes som är undertecknad; skriv under den byggda filen på nytt"


def claims_of(reader: PdfReader) -> PdfClaims:
    """Return the standards that a file's metadata says it follows."""
    stream = entry(reader.root_object, "/Metadata")
    packet = stream.get_data().decode("utf-8", "replace") if hasattr(stream, "get_data") else ""
    part, level, accessible = _PART.search(packet), _CONFORMANCE.search(packet), _ACCESSIBLE.search(packet)
    pdfa = part[1] + (level[1].lower() if level else "") if part else ""
    return PdfClaims(pdfa, accessible[1] if accessible else "")


def catalog_findings(built: PdfReader, now: PdfReader) -> Iterator[SignedFinding]:
    """Yield what is other about what the file says of itself."""
    yield from _lost_claims(claims_of(built), claims_of(now))
    was, is_now = title_of(built), title_of(now)
    if was != is_now:
        yield SignedFinding(Level.WARNING, f"filens titel är {quote(is_now)} men var {quote(was)}", _KEEP_BUILT)
    if "/StructTreeRoot" in built.root_object and "/StructTreeRoot" not in now.root_object:
        said = "märkningen för skärmläsare är borttagen"
        yield SignedFinding(Level.WARNING, said, "publicera den byggda filen, som är tillgänglig")
    else:
        yield from _reading_findings(_told_aloud(built), _told_aloud(now))
    if any(key in now.root_object and key not in built.root_object for key in _SCRIPT) or _has_scripts(now):
        yield SignedFinding(Level.WARNING, "filen har fått något som körs när den öppnas", _KEEP_BUILT)
    if "/XFA" in dictionary_in(now.root_object, "/AcroForm"):
        said = "filen har fått ett formulär (XFA) som visas i stället för sidorna"
        yield SignedFinding(Level.ERROR, said, _ALTERED)
    if "/OCProperties" in now.root_object and "/OCProperties" not in built.root_object:
        yield SignedFinding(Level.WARNING, "filen har fått lager, som kan visas och döljas", _KEEP_BUILT)


def _reading_findings(built: list[tuple[str, ...]], now: list[tuple[str, ...]]) -> Iterator[SignedFinding]:
    """Yield what is other about the tags: all of ours must be there in order; words that came to them are named."""
    added, left = [], iter(now)
    for own in built:
        for each in left:
            if each == own:
                break
            added.append(each)
        else:
            said = "märkningen för skärmläsare är ändrad: det som läses upp är inte det som byggdes"
            yield SignedFinding(Level.ERROR, said, _ALTERED)
            return
    words = [text for _, *texts, _ in (each for each in (*added, *left) if len(each) > 1) for text in texts[:3] if text]
    if words:
        said = f"märkningen för skärmläsare har fått orden {quote(' '.join(words))}"
        yield SignedFinding(Level.WARNING, said, "läs dem; de är tillagda efter att filen byggdes")


def _lost_claims(was: PdfClaims, now: PdfClaims) -> Iterator[SignedFinding]:
    if was.pdfa != now.pdfa:
        uppger = f"PDF/A-{now.pdfa}" if now.pdfa else "inte att den följer PDF/A"
        said = f"filen uppger {uppger}; den som byggdes uppger PDF/A-{was.pdfa or '–'}"
        yield SignedFinding(Level.WARNING, said, _KEEP_BUILT)
    if was.pdfua and not now.pdfua:
        said = "filen uppger inte längre att den är tillgänglig (PDF/UA-1)"
        yield SignedFinding(Level.WARNING, said, "publicera den byggda filen, som är tillgänglig")


def title_of(reader: PdfReader) -> str:
    """Return the title that a file says it has."""
    info = reader.metadata
    return str(info.title or "") if info is not None else ""


def _has_scripts(reader: PdfReader) -> bool:
    return "/JavaScript" in dictionary_in(reader.root_object, "/Names")


def attachment_findings(built: PdfReader, now: PdfReader) -> Iterator[SignedFinding]:
    """Yield what is other about the files within the file: the meeting file that was embedded must be the same."""
    ours, found = embedded_files(built), embedded_files(now)
    for name, digest in ours.items():
        if name not in found:
            yield SignedFinding(Level.ERROR, f"den inbäddade filen {quote(name)} är borttagen", _ALTERED)
        elif found[name] != digest:
            yield SignedFinding(
                Level.ERROR, f"den inbäddade filen {quote(name)} är en annan än den som byggdes", _ALTERED
            )
    for name in found.keys() - ours.keys():
        yield SignedFinding(
            Level.WARNING,
            f"filen {quote(name)} har bäddats in efter att PDF-filen byggdes",
            "se efter vad den är; den hör till underskriftstjänsten eller till någon annan",
        )


def embedded_files(reader: PdfReader) -> dict[str, str]:
    """Return the digests of the files within a file, by name; two may have one name."""
    found: dict[str, set[str]] = {}
    for name, digest in _embedded(reader):
        found.setdefault(name, set()).add(digest)
    return {name: " ".join(sorted(digests)) for name, digests in found.items()}


def signature_fields(reader: PdfReader) -> dict[str, str]:
    """Return a file's empty signature fields by name, each with what it says it is for."""
    fields = map(resolved, list_in(dictionary_in(reader.root_object, "/AcroForm"), "/Fields"))
    signing = [each for each in fields if text_in(each, "/FT") == "/Sig"]
    return {text_in(each, "/T"): text_in(each, "/TU") or text_in(each, "/T") for each in signing}


def _embedded(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Yield the name and digest of each embedded file, found by name and by the document (ISO 32000-1, 7.11.4)."""
    tree = dictionary_in(dictionary_in(reader.root_object, "/Names"), "/EmbeddedFiles")
    specifications = [*_values(tree), *list_in(reader.root_object, "/AF")]
    digests = ObjectDigests()
    for each in specifications[: LIMITS.pdf_names]:
        held = resolved(each)
        stream = entry(dictionary_in(held, "/EF"), "/F")
        if hasattr(stream, "get_data"):
            name = text_in(held, "/UF") or text_in(held, "/F")
            yield name, hashlib.sha256(digests.data(stream)).hexdigest()


def _values(tree: Any) -> Iterator[Any]:
    """Yield the values of a name tree (ISO 32000-1, 7.9.6)."""
    waiting, seen = [tree], 0
    while waiting and seen < LIMITS.pdf_names:
        seen += 1
        node = resolved(waiting.pop())
        yield from list_in(node, "/Names")[1::2]
        waiting += list_in(node, "/Kids")


def _told_aloud(reader: PdfReader) -> list[tuple[str, ...]]:
    """Return what a screen reader is told: each element's type and the texts that stand for what it holds."""
    waiting: list[Any] = [entry(reader.root_object, "/StructTreeRoot")]
    told: list[tuple[str, ...]] = []
    while waiting:
        node = resolved(waiting.pop())
        if not hasattr(node, "raw_get"):
            told.append((str(node),))
            continue
        texts = tuple(text_in(node, key) for key in ("/S", "/Alt", "/ActualText", "/E", "/Lang"))
        told.append((*texts, str(entry(node, "/MCID"))))
        kids = entry(node, "/K")
        waiting += reversed(kids) if isinstance(kids, list) else [] if kids is None else [kids]
        if len(told) > LIMITS.pdf_values:
            raise ValueError("too many elements")
    return told
