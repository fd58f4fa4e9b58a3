"""Our own file, broken on purpose in one way each: what every judge must refuse.

One document has every form that tags are made for. Most variants change its bytes without moving any; the others are
rewritten by pypdf, which also gives the control that rewriting alone breaks nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from made import THEME, document_of
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from random_documents import picture

from naravard_docs.document.blocks import (
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Section,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document, RunningLine
from naravard_docs.document.inlines import Link, PageNumber, Span, Strong, Text, text
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes


@cache
def whole() -> Document:
    """Return a document with every form that has tags of its own."""
    linked = (Text("Läs "), Link(text("mer om vården"), "https://exempel.se"), Text(" på webben."))
    spoken = (Text("Möte i "), Span(text("Ubmeje"), "sju"), Text(" och "), Strong(text("Umeå")))
    items = (ListItem((Paragraph("l1", text("ett")),), "1."), ListItem((Paragraph("l2", text("två")),), "2."))
    table = Table(
        "t", (Column(text("Namn"), 1), Column(text("Roll"), 1)), ((text("Eva"), text("chef")), (text("Bo"), ()))
    )
    written = document_of(
        Figure("logotyp", picture(), "Kommunens vapen", 20),
        Heading("titel", 1, text("Protokoll")),
        Heading("innehåll.rubrik", 2, text("Innehåll")),
        Contents("innehåll", (ContentsEntry("Ärende", "a"),)),
        Section("s", (Heading("a", 2, text("Ärende")), Paragraph("p", linked), Heading("b", 3, text("Detalj")))),
        Paragraph("q", spoken),
        List("l", ListKind.NUMBER, items),
        table,
        Quote("c", (Paragraph("c1", text("Citerat.")),)),
        Heading("u", 2, text("Underskrifter")),
        SignatureBlock("underskrifter", (Signatory("Eva Berg", "Ordförande"),), has_fields=True),
        title="Ett helt dokument",
    )
    line = (RunningLine(text("Sidhuvud"), (PageNumber(),)),)
    return Document(written.meta, written.blocks, header=line, first_header=line, footer=line)


@cache
def whole_pdf() -> bytes:
    return pdf_bytes(whole(), THEME)


@cache
def whole_word() -> bytes:
    return word_bytes(whole(), THEME)


@dataclass(frozen=True)
class Variant:
    """A way to break the file; ``unseen`` is why veraPDF has nothing to say of it."""

    make: Callable[[], bytes]
    unseen: str = ""


def rewritten(change: Callable[[PdfWriter], None] = lambda writer: None) -> bytes:
    """Return the file as pypdf writes it again after a change."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(whole_pdf())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def patched(old: bytes, new: bytes, count: int = 1) -> bytes:
    """Return the file with some bytes as others, equally many."""
    assert len(old) == len(new), (old, new)
    assert old in whole_pdf(), old
    return whole_pdf().replace(old, new, count)


def blanked(pattern: bytes) -> bytes:
    """Return the file with what a pattern matches as spaces."""
    found = re.search(pattern, whole_pdf(), re.DOTALL)
    assert found is not None, pattern
    return whole_pdf().replace(found[0], b" " * len(found[0]), 1)


def drawing(pattern: bytes, replacement: bytes) -> bytes:
    """Return the file with something else in its first page's content."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        contents = page.get_contents()
        assert contents is not None
        data, count = re.subn(pattern, replacement, contents.get_data(), count=1, flags=re.DOTALL)
        assert count == 1, pattern
        stream = DecodedStreamObject()
        stream.set_data(data)
        page[NameObject("/Contents")] = writer._add_object(stream)

    return rewritten(change)


def element(tag: str, change: Callable[[DictionaryObject], None], number: int = 0) -> bytes:
    """Return the file with a structure element changed, the ``number``-th of its tag."""

    def find(writer: PdfWriter) -> None:
        found = [one for one in _elements(writer.root_object["/StructTreeRoot"]["/K"]) if one["/S"] == tag]
        change(found[number])

    return rewritten(find)


def _elements(node: Any) -> list[Any]:
    held = node.get_object()
    if not isinstance(held, DictionaryObject) or "/S" not in held:
        return []
    kids = held.get("/K", ArrayObject())
    inner = kids if isinstance(kids, ArrayObject) else ArrayObject([held.raw_get("/K")])
    return [held, *(one for kid in inner for one in _elements(kid))]


def _drop(key: str) -> Callable[[DictionaryObject], None]:
    return lambda held: held.__delitem__(NameObject(key))


def _drop_last_kid(held: DictionaryObject) -> None:
    held["/K"].pop()


def _twice(held: DictionaryObject) -> None:
    """Claim the first mark of the element's page besides its own."""
    kids = held["/K"]
    own = kids if isinstance(kids, ArrayObject) else ArrayObject([held.raw_get("/K")])
    held[NameObject("/K")] = ArrayObject([*own, own[0]])


def _encrypt(writer: PdfWriter) -> None:
    writer.encrypt(user_password="", owner_password="hemligt", algorithm="RC4-128")


def _retitle(writer: PdfWriter) -> None:
    info = writer._info
    assert info is not None
    info.get_object()[NameObject("/Title")] = TextStringObject("En annan titel")


def _forget_pages(writer: PdfWriter) -> None:
    for page in writer.pages:
        del page[NameObject("/StructParents")]


def _with_font(change: Callable[[DictionaryObject], None]) -> bytes:
    """Return the file with a change to the font that its first paragraph is set in."""
    return rewritten(lambda writer: change(writer.pages[0]["/Resources"]["/Font"]["/F1+0"].get_object()))


def _widths(change: Callable[[ArrayObject], None]) -> bytes:
    return _with_font(lambda font: change(font["/Widths"].get_object()))


def _widen(widths: ArrayObject) -> None:
    widths[:] = [NumberObject(int(width) + 2) for width in widths]


def _program(change: Callable[[TTFont], None], cut: int = 0) -> bytes:
    """Return the file with a change to the program of that font, and as many bytes of it cut away."""

    def change_stream(font: DictionaryObject) -> None:
        descriptor = font["/FontDescriptor"].get_object()
        program, out = TTFont(io.BytesIO(descriptor["/FontFile2"].get_data())), io.BytesIO()
        change(program)
        program.save(out)
        descriptor["/FontFile2"].get_object().set_data(out.getvalue()[: len(out.getvalue()) - cut])

    return _with_font(change_stream)


def _advances_of_another_size(program: TTFont) -> None:
    """Give the last half of the glyphs the width of one, as a subset with a shared last width that is wrong has."""
    metrics, names = program["hmtx"].metrics, program.getGlyphOrder()
    metrics.update({name: (488, metrics[name][1]) for name in names[len(names) // 2 :]})


def _codes_to_nothing(program: TTFont) -> None:
    for table in program["cmap"].tables:
        table.cmap = dict.fromkeys(table.cmap, ".notdef")


def _empty_outlines(program: TTFont) -> None:
    for name in program.getGlyphOrder()[1:]:
        program["glyf"][name] = Glyph()


def _whiten(writer: PdfWriter) -> None:
    """Make all dots of the page's picture white, as when sixteen bits are unpacked as eight, or a mask is lost."""
    held = next(iter(writer.pages[0]["/Resources"]["/XObject"].values())).get_object()
    held._data = zlib.compress(b"\xff" * (held["/Width"] * held["/Height"] * 3))


_FIRST_P = rb"/P <</MCID \d+>> BDC\nBT\n"
PDF: dict[str, Variant] = {
    "inget språk": Variant(lambda: patched(b"/Lang (sv-SE)", b"/Lxng (sv-SE)")),
    "ej sagt märkt": Variant(lambda: patched(b"/MarkInfo", b"/MxrkInfo")),
    "titeln visas inte": Variant(lambda: patched(b"/DisplayDocTitle true", b"/DisplayDxcTitle true")),
    "titel saknas i XMP": Variant(lambda: blanked(rb"<dc:title>.*?</dc:title>")),
    "inget pdfuaid": Variant(lambda: blanked(rb"<pdfuaid:part>1</pdfuaid:part>")),
    "fel pdfaid": Variant(lambda: patched(b"<pdfaid:part>2", b"<pdfaid:part>1")),
    "fel nivå": Variant(lambda: patched(b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")),
    "ingen utskriftsavsikt": Variant(lambda: patched(b"/OutputIntents", b"/OxtputIntents")),
    "ingen metadata": Variant(lambda: patched(b"/Metadata ", b"/Mxtadata ")),
    "typsnitt ej inbäddat": Variant(lambda: patched(b"/FontFile2", b"/FxntFile2")),
    "inget ToUnicode": Variant(lambda: patched(b"/ToUnicode", b"/TxUnicode")),
    "bredder som inte stämmer": Variant(lambda: _widths(_widen)),
    "bredder som saknas": Variant(lambda: _widths(lambda widths: widths.__delitem__(slice(9, None)))),
    "andra bredder i typsnittet": Variant(lambda: _program(_advances_of_another_size)),
    "koder utan glyfer": Variant(lambda: _program(_codes_to_nothing)),
    "glyfer utan form": Variant(lambda: _program(_empty_outlines), "no rule of veraPDF looks at outlines"),
    "avkortat typsnitt": Variant(lambda: _program(lambda program: None, 6000)),
    "ingen tabbordning": Variant(lambda: patched(b"/Tabs /S", b"/Txbs /S")),
    "överhoppad rubriknivå": Variant(lambda: patched(b"/S/H2/", b"/S/H3/", 9)),
    "länk utan beskrivning": Variant(lambda: blanked(rb"/Contents \(mer om v.*?\)|/Contents <FEFF[0-9A-F]*>")),
    "länk skrivs inte ut": Variant(lambda: patched(b"/F 4", b"/F 0", 9)),
    "länk utanför Link": Variant(lambda: patched(b"/S/Link/", b"/S/Span/", 9)),
    "rubrikcell utan Scope": Variant(lambda: patched(b"/Scope/Column", b"/Sxope/Column", 9)),
    "ojämn tabell": Variant(lambda: element("/TR", _drop_last_kid, 1)),
    "bild utan Alt": Variant(lambda: patched(b"/Alt ", b"/Axt ")),
    "tom bild": Variant(lambda: rewritten(_whiten), "no rule of veraPDF looks at a picture's dots"),
    "fält utan ledtext": Variant(lambda: patched(b"/TU ", b"/TX ")),
    "fält utanför Form": Variant(lambda: patched(b"/S/Form/", b"/S/Span/")),
    "listpunkt utanför lista": Variant(lambda: patched(b"/S/L/", b"/S/P/")),
    "okänd typ": Variant(lambda: patched(b"/S/BlockQuote", b"/S/BxockQuote")),
    "omärkt text": Variant(lambda: drawing(_FIRST_P, rb"BT /F1+0 9 Tf 1 0 0 1 50 50 Tm (\\002) Tj ET\n\g<0>")),
    "omärkt linje": Variant(lambda: drawing(_FIRST_P, rb"10 10 m 90 10 l S\n\g<0>")),
    "märkt blir omärkt": Variant(lambda: drawing(rb"/P <</MCID \d+>> BDC", rb"/P BMC")),
    "fel märke": Variant(lambda: drawing(rb"/P <</MCID \d+>> BDC", rb"/P <</MCID 999>> BDC")),
    "artefakt i märkt": Variant(lambda: drawing(_FIRST_P, rb"\g<0>/Artifact BMC 1 0 0 1 9 9 Tm (\\002) Tj EMC\n")),
    "märkt i artefakt": Variant(lambda: drawing(rb"(/P <</MCID \d+>> BDC.*?EMC)", rb"/Artifact BMC \1 EMC")),
    "notdef visas": Variant(lambda: drawing(rb"> Tj", rb"00> Tj")),
    "krypterad": Variant(lambda: rewritten(_encrypt)),
    "ingen identitet": Variant(lambda: blanked(rb"/ID\s*%?[^\[]*\[<[0-9A-F]+><[0-9A-F]+>\]")),
    "sidor utan StructParents": Variant(lambda: rewritten(_forget_pages)),
    "inget ParentTree": Variant(lambda: patched(b"/ParentTree ", b"/PxrentTree ")),
    "element utan sitt märke": Variant(
        lambda: element("/P", _drop("/K")), "veraPDF goes by the parent tree, which still names the element"
    ),
    "märke med två ägare": Variant(
        lambda: element("/P", _twice), "no rule of veraPDF counts how often a mark is claimed"
    ),
    "annan tagg på sidan": Variant(
        lambda: drawing(rb"/P (<</MCID \d+>> BDC)", rb"/Span \1"), "no rule of veraPDF compares the page's tag"
    ),
    "EMC för mycket": Variant(lambda: drawing(rb"EMC", rb"EMC EMC"), "veraPDF logs a warning and judges nothing"),
    "Info och XMP skiljer sig": Variant(
        lambda: rewritten(_retitle), "PDF/A-2 dropped PDF/A-1's rule that the two agree; readers show one or the other"
    ),
}
"""The broken PDF files by what is wrong with them."""


def repacked(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return the Word file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(whole_word())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    before = dict(parts)
    change(parts)
    assert parts != before
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def reworded(pattern: bytes, replacement: bytes, part: str = "word/document.xml") -> Callable[[], bytes]:
    """Return a maker of the Word file with what a pattern matches in a part replaced, the first time it does."""

    def change(parts: dict[str, bytes]) -> None:
        parts[part] = re.sub(pattern, replacement, parts[part], count=1, flags=re.DOTALL)

    return lambda: repacked(change)


def _without(part: str) -> Callable[[], bytes]:
    return lambda: repacked(lambda parts: parts.pop(part))


def _clear_pictures(parts: dict[str, bytes]) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (9, 9), (200, 0, 0, 0)).save(out, "PNG")
    parts.update({name: out.getvalue() for name in parts if name.startswith("word/media/")})


_SETTINGS, _STYLES, _NUMBERING = "word/settings.xml", "word/styles.xml", "word/numbering.xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_START = b"<w:startOverride w:val="
_NUMBERED = b'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_BOX = b"<w:p><w:r><w:t>Ruta</w:t><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'/></w:pict></w:r></w:p>"
WORD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "del saknas": ("delar", _without(_SETTINGS)),
    "del som hänvisas till saknas": ("delar", _without("word/footer2.xml")),
    "del är ingen XML": ("oläsbar", reworded(b"</w:ftr>", b"", "word/footer1.xml")),
    "inget språk": ("språk", reworded(b"<w:lang [^>]*/>", b"", _STYLES)),
    "annat språk": ("språk", reworded(b'<w:lang w:val="sv-SE"', b'<w:lang w:val="en-US"', _STYLES)),
    "ingen titel": ("titel", reworded(b"<dc:title>.*?</dc:title>", b"", "docProps/core.xml")),
    "överhoppad rubriknivå": ("rubriker", reworded(b'w:val="Heading2"', b'w:val="Heading3"')),
    "ingen rubrikrad": ("tabell", reworded(b"<w:tblHeader/>", b"")),
    "sammanslagna celler": ("tabell", reworded(b"</w:tcPr>", b'<w:gridSpan w:val="2"/></w:tcPr>')),
    "ojämn tabell": ("tabell", reworded(b"<w:tc>.*?</w:tc>", b"")),
    "textruta": ("textruta", reworded(b"<w:body>", b"<w:body>" + _BOX)),
    "tomt stycke": ("tomt", reworded(b"<w:sectPr>", b"<w:p/><w:sectPr>")),
    "bild utan ord": ("bild", reworded(b'(<wp:docPr [^>]*)descr="[^"]*"', rb'\1descr=""')),
    "tom bild": ("bild", lambda: repacked(_clear_pictures)),
    "länk utan text": (
        "länk",
        reworded(b'(<w:hyperlink r:id="rIdLink1"[^>]*>).*?</w:hyperlink>', rb"\1</w:hyperlink>"),
    ),
    "länk utan mål": ("länk", reworded(b'<Relationship Id="rIdLink1"[^>]*/>', b"", _RELATIONSHIPS)),
    "bokmärke två gånger": ("bokmärke", reworded(b'w:id="3" w:name="[^"]*"', b'w:id="3" w:name="titel"')),
    "bokmärke utan slut": ("bokmärke", reworded(b"<w:bookmarkEnd [^>]*/>", b"")),
    "sidhänvisning utan mål": ("bokmärke", reworded(b"PAGEREF a ", b"PAGEREF x ")),
    "numrering som saknas": ("numrering", reworded(b'<w:numId w:val="[0-9]+"/>', b'<w:numId w:val="999"/>')),
    "numrering utan definition": ("numrering", reworded(b'<w:abstractNumId w:val="[0-9]+"/>', b"", _NUMBERING)),
    "stil som saknas": ("stil", reworded(b'<w:pStyle w:val="[^"]*"/>', b'<w:pStyle w:val="Fel"/>')),
    "kompatibilitetsläge": ("läge", reworded(b'w:val="15"', b'w:val="12"', _SETTINGS)),
    "lista som börjar fel": (
        "etikett",
        reworded(b'<w:startOverride w:val="1"/>', b'<w:startOverride w:val="2"/>', _NUMBERING),
    ),
    "bokstäver i stället för nummer": (
        "etikett",
        reworded(b'<w:numFmt w:val="decimal"/>', b'<w:numFmt w:val="lowerLetter"/>', _NUMBERING),
    ),
    "parentes i stället för punkt": ("etikett", reworded(b'"%1[.]"', b'"%1)"', _NUMBERING)),
    "listpunkt utan nummer": (
        "etikett",
        reworded(b"<w:numPr>.*?</w:numPr>", b'<w:numPr><w:numId w:val="0"/></w:numPr>'),
    ),
    "stycke med nummer": ("etikett", reworded(b"<w:p>(<w:r><w:t [^>]*>M)", b"<w:p>" + _NUMBERED + rb"\1")),
    "tabeller kant i kant": ("tabell", reworded(b"(<w:tbl>.*?</w:tbl>)", rb"\1\1")),
    "annan text": ("text", reworded(b"Citerat", b"Citerad")),
    "rubrik med ett nummer till": (
        "rubriknummer",
        reworded(
            b'(w:styleId="Heading2">.*?<w:pPr>.*?)(<w:spacing)',
            rb'\1<w:numPr><w:numId w:val="3"/></w:numPr>\2',
            _STYLES,
        ),
    ),
    "skrivskydd": (
        "skydd",
        reworded(b"<w:defaultTabStop", b'<w:documentProtection w:edit="forms"/><w:defaultTabStop', _SETTINGS),
    ),
    "spårad ändring": ("ändring", reworded(b"<w:body><w:p>", b'<w:body><w:p><w:ins w:id="1" w:author="A"/>')),
    "dold text": ("dolt", reworded(b"<w:r><w:t", b"<w:r><w:rPr><w:vanish/></w:rPr><w:t")),
    "dold stil": ("dolt", reworded(b'(w:styleId="Normal">.*?<w:rPr>)', rb"\1<w:vanish/>", _STYLES)),
    "bred tabell": ("bredd", reworded(b'<w:gridCol w:w="[0-9]+"/>', b'<w:gridCol w:w="9999"/>')),
    "sidnummer mitt på sidan": (
        "tabb",
        reworded(
            b'(w:styleId="Footer">.*?)(<w:tab w:val="right")', rb'\1<w:tab w:val="center" w:pos="4000"/>\2', _STYLES
        ),
    ),
    "tom sidfot": ("sidhuvud", reworded(b"<w:p>.*</w:p>", b"<w:p/>", "word/footer1.xml")),
}
"""The broken Word files by what is wrong with them, with the rule that must tell."""
