"""What a PDF says of itself: catalog, fonts, output intent, and metadata in XMP and the information dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree
from pypdf.generic import DictionaryObject

from naravard_docs.check.findings import Fault
from naravard_docs.check.pdf import PdfFile, plain

_A, _UA = "ISO 19005-2", "ISO 14289-1"
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
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

_SAME_DATES = (("creation_date", "xmp:CreateDate"), ("modification_date", "xmp:ModifyDate"))


def catalog_faults(file: PdfFile) -> Iterator[Fault]:
    """Give what the catalog does not tell a screen reader, and what the trailer lacks."""
    root: Any = file.reader.root_object
    if not str(plain(root.get("/Lang")) or "").strip():
        yield Fault("språk", f"{_UA}, 7.2", "dokumentets språk saknas (Lang)")
    mark = plain(root.get("/MarkInfo"))
    if not _is_true(mark, "/Marked"):
        yield Fault("märkt", f"{_UA}, 7.1", "filen säger inte att den är märkt (MarkInfo)")
    if _is_true(mark, "/Suspects"):
        yield Fault("märkt", f"{_UA}, 7.1", "märkningen anges som osäker (Suspects)")
    if not _is_true(plain(root.get("/ViewerPreferences")), "/DisplayDocTitle"):
        yield Fault("titel", f"{_UA}, 7.1", "filen visar inte sin titel (DisplayDocTitle)")
    if "/StructTreeRoot" not in root:
        yield Fault("träd", f"{_UA}, 7.1", "filen saknar strukturträd")
    identity = plain(file.reader.trailer.get("/ID"))
    if not isinstance(identity, list) or len(identity) != 2 or not all(identity):
        yield Fault("identitet", f"{_A}, 6.1.3", "filen saknar identitet (ID)")


def intent_faults(file: PdfFile) -> Iterator[Fault]:
    """Give whether the output intent with its colour profile is missing."""
    intents = plain(file.reader.root_object.get("/OutputIntents")) or ()
    wanted = [plain(one) for one in intents if plain(one).get("/S") == "/GTS_PDFA1"]
    if not wanted:
        yield Fault("färg", f"{_A}, 6.2.3", "utskriftsavsikt saknas (OutputIntent)")
    for intent in wanted:
        profile = plain(intent.get("/DestOutputProfile"))
        if profile is None or profile.get_data()[36:40] != b"acsp":
            yield Fault("färg", f"{_A}, 6.2.3", "utskriftsavsikten saknar färgprofil (ICC)")


def font_faults(file: PdfFile) -> Iterator[Fault]:
    """Give the fonts that are not in the file, or whose text cannot be read out."""
    for font in file.fonts.values():
        name = str(font.get("/BaseFont", "")).split("+")[-1]
        inner = plain(plain(font.get("/DescendantFonts") or [font])[0])
        descriptor = plain(inner.get("/FontDescriptor"))
        if not isinstance(descriptor, DictionaryObject) or not any(key in descriptor for key in _FONT_FILES):
            yield Fault("typsnitt", f"{_A}, 6.2.11.4", f"typsnittet {name} är inte inbäddat")
        if "/ToUnicode" not in font:
            yield Fault("typsnitt", f"{_A}, 6.2.11.7", f"typsnittet {name} saknar ToUnicode")


def metadata_faults(file: PdfFile) -> Iterator[Fault]:
    """Give what the metadata packet lacks, and where it and the information dictionary differ."""
    metadata = plain(file.reader.root_object.get("/Metadata"))
    if metadata is None:
        yield Fault("metadata", f"{_A}, 6.6.2", "filen saknar metadata (XMP)")
        return
    packet = etree.fromstring(metadata.get_data(), etree.XMLParser(resolve_entities=False, no_network=True))
    if not xmp_value(packet, "dc:title").strip():
        yield Fault("titel", f"{_UA}, 7.1", "titeln saknas i metadata (dc:title)")
    yield from _claim_faults(file, packet)
    yield from _differences(file, packet)


def xmp_value(packet: Any, name: str) -> str:
    """Give a property's value, the first or default one of several; empty when it is not there."""
    found = packet.find(f".//{name}", _XMP)
    if found is None:
        short = name.split(":")
        key = f"{{{_XMP[short[0]]}}}{short[1]}"
        return next((str(d.get(key)) for d in packet.iter(f"{{{_XMP['rdf']}}}Description") if d.get(key)), "")
    item = found.find(".//rdf:li", _XMP)
    return (found if item is None else item).text or ""


def _claim_faults(file: PdfFile, packet: Any) -> Iterator[Fault]:
    """Judge which standards the file says that it follows."""
    if xmp_value(packet, "pdfuaid:part") != "1":
        yield Fault("anspråk", f"{_UA}, 5", "filen säger inte att den är PDF/UA-1 (pdfuaid)")
    has_source = "/EmbeddedFiles" in (plain(file.reader.root_object.get("/Names")) or {})
    part, wanted = xmp_value(packet, "pdfaid:part"), "3" if has_source else "2"
    if part != wanted:
        yield Fault("anspråk", f"{_A}, 6.6.4", f"filen säger PDF/A-{part or '?'} men ska vara PDF/A-{wanted} (pdfaid)")
    if (level := xmp_value(packet, "pdfaid:conformance")) != "A":
        yield Fault("anspråk", f"{_A}, 6.6.4", f"filen säger nivå {level or '?'} men ska ha nivå A (pdfaid)")
    if has_source:
        yield from _source_faults(file)


def _source_faults(file: PdfFile) -> Iterator[Fault]:
    listed = [plain(one) for one in plain(file.reader.root_object.get("/AF")) or ()]
    if not listed or any("/AFRelationship" not in one for one in listed):
        yield Fault("källa", "ISO 19005-3, 6.8", "en inbäddad fil är inte knuten till dokumentet (AF)")


def _differences(file: PdfFile, packet: Any) -> Iterator[Fault]:
    info: Any = file.reader.metadata
    for key, name in _SAME:
        said, other = str((info or {}).get(key, "")), xmp_value(packet, name)
        if said != other:
            yield Fault("metadata", f"{_A}, 6.6.3", f"{key} är «{said}» i Info men «{other}» i XMP")
    for attribute, name in _SAME_DATES:
        moment = getattr(info, attribute, None)
        stamp = xmp_value(packet, name).replace("Z", "+00:00")
        if (moment is None) != (not stamp) or (moment is not None and moment != datetime.fromisoformat(stamp)):
            yield Fault("metadata", f"{_A}, 6.6.3", f"{name} är «{stamp}» i XMP men {moment} i Info")


def _is_true(dictionary: Any, key: str) -> bool:
    return isinstance(dictionary, DictionaryObject) and bool(getattr(plain(dictionary.get(key)), "value", False))
