"""What the file needs once all pages are drawn: structure, catalog, metadata, output intent, identity.

reportlab writes the objects; where it cannot write what the standards ask, one document's objects are given more, here
and only here: nothing of reportlab changes for others in the process. Observed behaviour is that of reportlab 5.1.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, time
from typing import Any

from msgspec import Struct
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from naravard_docs import __version__
from naravard_docs.document.document import Meta
from naravard_docs.pdf.marking import Marker
from naravard_docs.pdf.ready import RawObject
from naravard_docs.pdf.srgb import srgb_profile
from naravard_docs.pdf.structure import pdf_text
from naravard_docs.pdf.xmp import xmp_packet

PRODUCER = f"naravard_docs {__version__}"


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages begin without a font: reportlab would name Helvetica in each, which is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm "


def new_canvas(size: tuple[float, float], meta: Meta) -> Canvas:
    """Return an empty canvas for pages of a size in points."""
    return _Canvas(None, size, invariant=1, lang=meta.language)


class EmbeddedSource(Struct, frozen=True):
    """The file that a document was made of, carried within it: its name and bytes."""

    name: str
    data: bytes


def finish_document(canvas: Canvas, marker: Marker, meta: Meta, source: EmbeddedSource | None = None) -> RawObject:
    """Put into the document everything that can be known only when all pages are drawn.

    With an embedded source the file is PDF/A-3a, which allows any file within it; else PDF/A-2a. Gives the object that
    is to be the root of the structure tree, still empty.
    """
    document, catalog = canvas._doc, canvas._doc.Catalog
    _tag_pages(document)
    _let_have(catalog, "OutputIntents", "AF")
    # reportlab 5.1 makes objects of their own of these
    catalog.__Refs__ = [key for key in catalog.__Refs__ if key not in ("MarkInfo", "ViewerPreferences")]
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _set_dates(document, meta)
    document.info = info_of(document, meta)
    catalog.Metadata = metadata_of(meta, has_source=source is not None)
    if source is not None:
        _embed(document, source, meta)
    catalog.OutputIntents = _output_intents(document)
    catalog.StructTreeRoot = root = RawObject()
    if marker.fields:
        # ISO 32000-1, 12.7.2: the form lists its fields; 1 = signatures exist or may come
        catalog.AcroForm = pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray(marker.fields), "SigFlags": 1})
    marker.embed_fonts()
    return root


def _tag_pages(document: Any) -> None:
    """Say of each page where its content belongs and that tabbing follows the structure (ISO 14289-1, 7.18.3).

    Their streams are given here, since reportlab would write them in ASCII85 (``rl_config.useA85``).
    """
    for number, page in enumerate(document.Pages.pages):
        _let_have(page, "StructParents", "Tabs")
        page.StructParents, page.Tabs = number, "/S"
        page.Contents = content_of(page)


def content_of(page: Any) -> Any:
    """Return the stream of what a page draws."""
    return pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])


def metadata_of(meta: Meta, has_source: bool) -> Any:
    """Return the stream of what the file says of itself in XMP."""
    entries = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    return pdfdoc.PDFStream(entries, xmp_packet(meta, PRODUCER, pdfa_part=3 if has_source else 2))


def _let_have(one: Any, *keys: str) -> None:
    """Let one object have keys that reportlab leaves out of all of its kind: it writes those that the object lists."""
    one.__NoDefault__ = [*one.__NoDefault__, *keys]


def _set_dates(document: Any, meta: Meta) -> None:
    """Make the document's day that of its meeting, at noon; no clock enters the file."""
    moment = datetime.combine(meta.date, time(12)).timetuple()
    document._timeStamp.lt = moment
    document._timeStamp.YMDhms = tuple(moment)[:6]


def info_of(document: Any, meta: Meta) -> Any:
    """Return what the file says of itself, and no more than XMP: reportlab's own has «anonymous» and empty entries."""
    facts = {
        "Title": meta.title,
        "Author": meta.author,
        "Subject": meta.subject,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    entries: dict[str, Any] = {key: RawObject(pdf_text(value).encode("ascii")) for key, value in facts.items() if value}
    stamp = pdfdoc.PDFDate(ts=document._timeStamp)
    return pdfdoc.PDFDictionary({**entries, "CreationDate": stamp, "ModDate": stamp})


def _embed(document: Any, source: EmbeddedSource, meta: Meta) -> None:
    """Embed the source as an associated file (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4)."""
    name, moment = RawObject(pdf_text(source.name).encode("ascii")), meta.date.strftime("D:%Y%m%d120000Z")
    facts = {
        "Size": len(source.data),
        "ModDate": pdfdoc.PDFString(moment),
        "CheckSum": RawObject(f"<{hashlib.md5(source.data, usedforsecurity=False).hexdigest()}>".encode()),
    }
    # reportlab 5.1 does not escape «/» in names
    entries = {"Type": "/EmbeddedFile", "Subtype": "/application#2Fyaml", "Params": pdfdoc.PDFDictionary(facts)}
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), source.data, [pdfdoc.PDFZCompress])
    reference = document.Reference(stream)
    specification = {
        "Type": "/Filespec",
        "F": name,
        "UF": name,
        "Desc": RawObject(pdf_text("Mötesfilen som dokumentet är byggt av").encode("ascii")),
        "AFRelationship": "/Source",
        "EF": pdfdoc.PDFDictionary({"F": reference, "UF": reference}),
    }
    held = document.Reference(pdfdoc.PDFDictionary(specification))
    document.Catalog.AF = pdfdoc.PDFArray([held])
    files = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, held])})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": files})


def _output_intents(document: Any) -> Any:
    """Return the sRGB output intent (ISO 19005-2, 6.2.3)."""
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), srgb_profile(), [pdfdoc.PDFZCompress])
    name = pdfdoc.PDFString("sRGB IEC61966-2.1")
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": name,
        "Info": name,
        "RegistryName": pdfdoc.PDFString("http://www.color.org"),
        "DestOutputProfile": document.Reference(profile),
    }
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
