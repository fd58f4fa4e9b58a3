"""What a PDF says of itself: catalog, output intent, and metadata in XMP and the information dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from naravard_docs.check.findings import Violation
from naravard_docs.check.objects import Stream
from naravard_docs.check.pdf import PdfFile
from naravard_docs.swedish import is_empty

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'(\d\d)'?)")
_A, _UA = "ISO 19005-2", "ISO 14289-1"
_XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_SAME = (
    ("/Title", "dc:title"),
    ("/Author", "dc:creator"),
    ("/Subject", "dc:description"),
    ("/Creator", "xmp:CreatorTool"),
    ("/Producer", "pdf:Producer"),
)
"""What the information dictionary and XMP both say (ISO 19005-1, 6.7.3, which PDF/A-2 readers still go by)."""

_SAME_DATES = (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate"))


def catalog_faults(file: PdfFile) -> Iterator[Violation]:
    """Yield what the catalog does not tell a screen reader, and what the trailer lacks."""
    root = file.objects.root
    if is_empty(str(file.plain(root.get("/Lang")) or "")):
        yield Violation("språk", f"{_UA}, 7.2", "dokumentets språk saknas (Lang)")
    mark = root.get("/MarkInfo")
    if not _is_true(file, mark, "/Marked"):
        yield Violation("märkt", f"{_UA}, 7.1", "filen säger inte att den är märkt (MarkInfo)")
    if _is_true(file, mark, "/Suspects"):
        yield Violation("märkt", f"{_UA}, 7.1", "märkningen anges som osäker (Suspects)")
    if not _is_true(file, root.get("/ViewerPreferences"), "/DisplayDocTitle"):
        yield Violation("titel", f"{_UA}, 7.1", "filen visar inte sin titel (DisplayDocTitle)")
    if "/StructTreeRoot" not in root:
        yield Violation("träd", f"{_UA}, 7.1", "filen saknar strukturträd")
    identity = file.plain(file.objects.trailer.get("/ID"))
    if not isinstance(identity, list) or len(identity) != 2 or not all(identity):
        yield Violation("identitet", f"{_A}, 6.1.3", "filen saknar identitet (ID)")


def intent_faults(file: PdfFile) -> Iterator[Violation]:
    """Yield whether the output intent with its colour profile is missing."""
    intents = file.plain(file.objects.root.get("/OutputIntents")) or ()
    wanted = [file.plain(one) for one in intents if file.plain(one).get("/S") == "/GTS_PDFA1"]
    if not wanted:
        yield Violation("färg", f"{_A}, 6.2.3", "utskriftsavsikt saknas (OutputIntent)")
    for intent in wanted:
        profile = file.plain(intent.get("/DestOutputProfile"))
        if not isinstance(profile, Stream) or profile.data[36:40] != b"acsp":
            yield Violation("färg", f"{_A}, 6.2.3", "utskriftsavsikten saknar färgprofil (ICC)")


def metadata_faults(file: PdfFile) -> Iterator[Violation]:
    """Yield what the metadata packet lacks, and where it and the information dictionary differ."""
    metadata = file.plain(file.objects.root.get("/Metadata"))
    if metadata is None:
        yield Violation("metadata", f"{_A}, 6.6.2", "filen saknar metadata (XMP)")
        return
    packet = ElementTree.fromstring(metadata.data)  # noqa: S314
    if is_empty(xmp_value(packet, "dc:title")):
        yield Violation("titel", f"{_UA}, 7.1", "titeln saknas i metadata (dc:title)")
    yield from _claim_faults(file, packet)
    yield from _differences(file, packet)


def xmp_value(packet: Element, name: str) -> str:
    """Return a property's value, the first or default one of several; empty when it is not there."""
    found = packet.find(f".//{name}", _XMP)
    if found is None:
        short = name.split(":")
        key = f"{{{_XMP[short[0]]}}}{short[1]}"
        return next((str(d.get(key)) for d in packet.iter(f"{{{_XMP['rdf']}}}Description") if d.get(key)), "")
    item = found.find(".//rdf:li", _XMP)
    return (found if item is None else item).text or ""


def _claim_faults(file: PdfFile, packet: Element) -> Iterator[Violation]:
    """Judge which standards the file says that it follows."""
    if xmp_value(packet, "pdfuaid:part") != "1":
        yield Violation("anspråk", f"{_UA}, 5", "filen säger inte att den är PDF/UA-1 (pdfuaid)")
    has_source = "/EmbeddedFiles" in (file.plain(file.objects.root.get("/Names")) or {})
    part, wanted = xmp_value(packet, "pdfaid:part"), "3" if has_source else "2"
    if part != wanted:
        yield Violation(
            "anspråk", f"{_A}, 6.6.4", f"filen säger PDF/A-{part or '?'} men ska vara PDF/A-{wanted} (pdfaid)"
        )
    if (level := xmp_value(packet, "pdfaid:conformance")) != "A":
        yield Violation("anspråk", f"{_A}, 6.6.4", f"filen säger nivå {level or '?'} men ska ha nivå A (pdfaid)")
    if has_source:
        yield from _source_faults(file)


def _source_faults(file: PdfFile) -> Iterator[Violation]:
    listed = [file.plain(one) for one in file.plain(file.objects.root.get("/AF")) or ()]
    if not listed or any("/AFRelationship" not in one for one in listed):
        yield Violation("källa", "ISO 19005-3, 6.8", "en inbäddad fil är inte knuten till dokumentet (AF)")


def _differences(file: PdfFile, packet: Element) -> Iterator[Violation]:
    info = file.objects.info
    for key, name in _SAME:
        said, other = str(info.get(key, "")), xmp_value(packet, name)
        if said != other:
            yield Violation("metadata", f"{_A}, 6.6.3", f"{key} är «{said}» i Info men «{other}» i XMP")
    for key, name in _SAME_DATES:
        written, stamp = str(info.get(key, "")), xmp_value(packet, name)
        if _moment(written) != (datetime.fromisoformat(stamp) if stamp else None):
            yield Violation("metadata", f"{_A}, 6.6.3", f"{name} är «{stamp}» i XMP men «{written}» i Info")


def _moment(written: str) -> datetime | None:
    """Return the moment that a date says (ISO 32000-1, 7.9.4), None where it says none."""
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone, more = found.groups()
    return datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone or '+00'}:{more or '00'}")


def _is_true(file: PdfFile, reference: Any, key: str) -> bool:
    dictionary = file.plain(reference)
    return isinstance(dictionary, dict) and file.plain(dictionary.get(key)) is True
