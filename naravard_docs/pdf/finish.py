"""What the file needs once all pages are drawn: structure, catalog, metadata, output intent, identity.

reportlab writes the objects; where it cannot write what the standards ask, its classes are extended here and only
here. Observed behaviour is that of reportlab 5.1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from naravard_docs import __version__
from naravard_docs.document.document import Meta
from naravard_docs.pdf.marking import FIRST_ANNOTATION_KEY, Marker
from naravard_docs.pdf.ready import Ready
from naravard_docs.pdf.structure import Element, Mark, pdf_text
from naravard_docs.pdf.xmp import xmp_packet

PRODUCER = f"naravard_docs {__version__}"
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and the bytes over 127 that say that the file is no text (ISO 19005-2, 6.1.2)."""

_KEPT_WHEN_EMPTY = ("TD", "TH")


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    """The catalog with the keys that reportlab leaves out."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents", "AF", "AcroForm"]
    __Refs__ = [key for key in pdfdoc.PDFCatalog.__Refs__ if key not in ("MarkInfo", "ViewerPreferences")]


class _Page(pdfdoc.PDFPage):  # type: ignore[misc]
    """A page that says where its content belongs and that tabbing follows the structure (ISO 14289-1, 7.18.3)."""

    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]


def new_canvas(size: tuple[float, float], meta: Meta, font_name: str) -> Canvas:
    """Give an empty canvas whose file will be PDF 1.7 (ISO 19005-2, 6.1.2).

    The initial font is an embedded one: reportlab would else name Helvetica in every page.
    """
    rl_config.useA85 = 0
    canvas = Canvas(
        None, size, pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=meta.language, initialFontName=font_name
    )
    document = canvas._doc
    document.Catalog.__class__ = _Catalog
    pages = iter(range(1_000_000))

    def add_page(page: Any) -> None:
        page.__class__ = _Page
        page.StructParents, page.Tabs = next(pages), "/S"
        pdfdoc.PDFDocument.addPage(document, page)

    document.addPage = add_page
    return canvas


@dataclass(frozen=True, slots=True)
class EmbeddedSource:
    """The file that a document was made of, carried within it: its name and bytes."""

    name: str
    data: bytes


def finish(canvas: Canvas, tree: Element, marker: Marker, meta: Meta, source: EmbeddedSource | None = None) -> None:
    """Put into the document everything that can be known only when all pages are drawn.

    With an embedded source the file is PDF/A-3a, which allows any file within it; else PDF/A-2a.
    """
    document, catalog = canvas._doc, canvas._doc.Catalog
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _set_dates(document, meta)
    _set_info(document, meta)
    metadata = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    catalog.Metadata = pdfdoc.PDFStream(metadata, xmp_packet(meta, PRODUCER, pdfa_part=3 if source else 2))
    if source is not None:
        _embed(document, source, meta)
    catalog.OutputIntents = _output_intents(document)
    catalog.StructTreeRoot = _structure(document, tree, marker)
    if marker.fields:
        # ISO 32000-1, 12.7.2: the form lists its fields; 1 = signatures exist or may come
        catalog.AcroForm = pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray(marker.fields), "SigFlags": 1})
    marker.embed_fonts()


def _set_dates(document: Any, meta: Meta) -> None:
    """Make the document's day that of its meeting, at noon; no clock enters the file."""
    moment = datetime.combine(meta.date, time(12)).timetuple()
    document._timeStamp.lt = moment
    document._timeStamp.YMDhms = tuple(moment)[:6]


def _set_info(document: Any, meta: Meta) -> None:
    facts = {
        "Title": meta.title,
        "Author": meta.author,
        "Subject": meta.subject,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    # reportlab 5.1 writes «anonymous», «unspecified» and empty entries; XMP has none of them
    entries: dict[str, Any] = {key: Ready(pdf_text(value).encode("ascii")) for key, value in facts.items() if value}

    def format_info(target: Any) -> bytes:
        stamp = pdfdoc.PDFDate(ts=target._timeStamp)
        data: bytes = pdfdoc.PDFDictionary({**entries, "CreationDate": stamp, "ModDate": stamp}).format(target)
        return data

    document.info.title = meta.title
    document.info.format = format_info


def _embed(document: Any, source: EmbeddedSource, meta: Meta) -> None:
    """Embed the source as an associated file (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4)."""
    name, moment = Ready(pdf_text(source.name).encode("ascii")), meta.date.strftime("D:%Y%m%d120000Z")
    facts = {
        "Size": len(source.data),
        "ModDate": pdfdoc.PDFString(moment),
        "CheckSum": Ready(f"<{hashlib.md5(source.data, usedforsecurity=False).hexdigest()}>".encode()),
    }
    # reportlab 5.1 does not escape «/» in names
    entries = {"Type": "/EmbeddedFile", "Subtype": "/application#2Fyaml", "Params": pdfdoc.PDFDictionary(facts)}
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), source.data, [pdfdoc.PDFZCompress])
    reference = document.Reference(stream)
    specification = {
        "Type": "/Filespec",
        "F": name,
        "UF": name,
        "Desc": Ready(pdf_text("Mötesfilen som dokumentet är byggt av").encode("ascii")),
        "AFRelationship": "/Source",
        "EF": pdfdoc.PDFDictionary({"F": reference, "UF": reference}),
    }
    held = document.Reference(pdfdoc.PDFDictionary(specification))
    document.Catalog.AF = pdfdoc.PDFArray([held])
    files = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, held])})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": files})


def _output_intents(document: Any) -> Any:
    """Give the sRGB output intent (ISO 19005-2, 6.2.3)."""
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), _srgb_profile(), [pdfdoc.PDFZCompress])
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


@cache
def _srgb_profile() -> bytes:
    """Give Pillow's sRGB profile with its clock (bytes 24-35) set and its profile id (84-99) empty."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    profile[84:100] = bytes(16)
    return bytes(profile)


def _structure(document: Any, tree: Element, marker: Marker) -> Any:
    """Give the structure tree root, with all elements and the parent tree written (ISO 32000-1, 14.7)."""
    numbers = document.idToObjectNumberAndVersion

    def register(data: bytes = b"null") -> tuple[Ready, int]:
        raw = Ready(data)
        return raw, numbers[document.Reference(raw).name][0]

    _prune(tree)
    page_numbers = [numbers[page.__InternalName__][0] for page in document.Pages.pages]
    root, root_number = register()
    objects = {element: register() for element in _all_elements(tree)}
    for element, (raw, _) in objects.items():
        parent = objects[element.parent][1] if element.parent else root_number
        kids = [_kid(kid, _first_page(element), objects, page_numbers, numbers) for kid in element.kids]
        raw.data = _structure_element(element, parent, kids, page_numbers)
    entries = []
    for key, owners in enumerate(marker.owners[: len(page_numbers)]):
        _, number = register(f"[{' '.join(f'{objects[owner][1]} 0 R' for owner in owners)}]".encode())
        entries.append(f"{key} {number} 0 R")
    for key, owner in enumerate(marker.annotation_owners, FIRST_ANNOTATION_KEY):
        entries.append(f"{key} {objects[owner][1]} 0 R")
    _, parents = register(f"<</Nums[{' '.join(entries)}]>>".encode())
    names = sorted((element.id.encode("utf-8").hex().upper(), objects[element][1]) for element in objects if element.id)
    _, ids = register(_name_tree(names))
    next_key = FIRST_ANNOTATION_KEY + len(marker.annotation_owners)
    root.data = (
        f"<</Type/StructTreeRoot/K {objects[tree][1]} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {next_key}/IDTree {ids} 0 R>>"
    ).encode()
    return root


def _name_tree(names: list[tuple[str, int]]) -> bytes:
    if not names:
        return b"<</Names[]>>"
    pairs = " ".join(f"<{name}> {number} 0 R" for name, number in names)
    return f"<</Names[{pairs}]>>".encode()


def _prune(element: Element) -> bool:
    """Drop elements that nothing was drawn for; empty cells stay, since a table is regular."""
    element.kids = [kid for kid in element.kids if isinstance(kid, Mark) or _prune(kid)]
    return bool(element.kids) or element.tag in _KEPT_WHEN_EMPTY or element.parent is None


def _all_elements(tree: Element) -> list[Element]:
    order: list[Element] = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting.extend(reversed(element.elements))
    return order


def _first_page(element: Element) -> int | None:
    return next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)


def _kid(kid: Element | Mark, first_page: int | None, objects: Any, pages: list[int], numbers: Any) -> str:
    if isinstance(kid, Element):
        return f"{objects[kid][1]} 0 R"
    if kid.mcid is None:
        return f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {numbers[kid.annotation.name][0]} 0 R>>"
    if kid.page == first_page:
        return str(kid.mcid)
    return f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>"


def _structure_element(element: Element, parent: int, kids: list[str], pages: list[int]) -> bytes:
    parts = [f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"]
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    if (first := _first_page(element)) is not None:
        parts.append(f"/Pg {pages[first]} 0 R")
    if element.id:
        parts.append(f"/ID <{element.id.encode('utf-8').hex().upper()}>")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    if element.alternative and element.tag == "Figure":
        parts.append(f"/Alt {pdf_text(element.alternative)}")
    if element.language:
        parts.append(f"/Lang ({element.language})")
    if element.title:
        parts.append(f"/T {pdf_text(element.title)}")
    return ("".join(parts) + ">>").encode("latin-1")


def written(canvas: Canvas) -> bytes:
    """Give the file: header, objects, cross-reference table and trailer (ISO 32000-1, 7.5).

    In place of the canvas's own ``save``: most objects are structure elements, which are ready bytes here. The file's
    identifier is made from all that is in it (14.4).
    """
    document = canvas._doc
    catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    parts, at = [_HEAD], len(_HEAD)
    offsets: list[int] = []
    # writing an object may add others at the end
    while (name := document.numberToId.get(len(offsets) + 1)) is not None:
        held = document.idToObject[name]
        data = held.data if isinstance(held, Ready) else pdfdoc.format(held, document, toplevel=1)
        part = b"%d 0 obj\n%b\nendobj\n" % (len(offsets) + 1, data.removesuffix(b"\n"))
        offsets.append(at)
        at += len(part)
        parts.append(part)
    count = len(offsets) + 1
    table = "".join(["0000000000 65535 f \n", *(f"{offset:010d} 00000 n \n" for offset in offsets)])
    parts.append(f"xref\n0 {count}\n{table}".encode())
    body = b"".join(parts)
    identifier = hashlib.sha256(body).hexdigest()[:32].upper()
    root, facts = (reference.format(document).decode() for reference in (catalog, info))
    trailer = f"<</Size {count}/Root {root}/Info {facts}/ID [<{identifier}><{identifier}>]>>"
    return body + f"trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n".encode()


def _stream_with_line_end(self: Any, document: Any) -> bytes:
    """Write a stream with an end of line before «endstream» (ISO 19005-2, 6.1.7.1)."""
    written: bytes = _format_stream(self, document)
    return written.removesuffix(b"endstream\n") + b"\nendstream\n"


_format_stream = pdfdoc.PDFStream.format
pdfdoc.PDFStream.format = _stream_with_line_end
