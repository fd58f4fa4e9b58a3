"""PDF files as other programs make them, each with its right outcome; made when tests run."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from annotated_pdfs import annotated
from msgspec import Struct
from pypdf import PdfReader, PdfWriter
from small_pdfs import written

QUADS = [60, 520, 190, 520, 60, 505, 190, 505]
COUNTERCLOCKWISE = [60, 505, 190, 505, 190, 520, 60, 520]
UPRIGHT = [60, 400, 60, 560, 75, 400, 75, 560]
"""Text that runs upwards, as on a page that is turned."""

WORDS = b"BT /F 24 Tf 30 300 Td (Beslut) Tj ET 30 290 80 3 re f"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
FORM: dict[str, Any] = {
    "/DA": "/Helv 0 Tf 0 g",
    "/DR": {"/Font": {"/Helv": {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}}},
}
FIELD: dict[str, Any] = {"/Subtype": "/Widget", "/DA": "/Helv 12 Tf 0 g", "/T": "svar"}
LOOK: dict[str, Any] = {"/BC": [1, 0, 0], "/BG": [0.8, 0.8, 0.8]}


class ForeignPdf(Struct, frozen=True):
    """A file and what is right: words of a ``refusal``, or ``told`` of what its reading copy lacks.

    ``is_equal`` says that its pages look exactly as in the original, not only that nothing is missing.
    """

    data: bytes
    told: tuple[str, ...] = ()
    refusal: str = ""
    is_equal: bool = False


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file of objects as they are written, the catalog first."""
    parts, at, places = [b"%PDF-1.7\n"], 9, {}
    for number, held in sorted(objects.items()):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, held)
        places[number] = at
        at += len(part)
        parts.append(part)
    size = max(objects) + 1
    lines = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(1, size))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(lines)))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at))
    return b"".join(parts)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream as an object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def one_page(page: bytes = b"", catalog: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """Return a page with words on it; ``page`` and ``catalog`` are further entries."""
    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>"
            % page,
            4: stream(WORDS),
            5: FONT,
            **(more or {}),
        }
    )


def drawn_by_viewers() -> Iterator[tuple[str, ForeignPdf]]:
    """Yield notes, marks and fields without pictures, which viewers draw themselves."""
    yield from ((name, ForeignPdf(annotated(note))) for name, note in NOTES.items())
    yield from ((name, ForeignPdf(annotated(note), told=(said,))) for name, (note, said) in SIGNS.items())
    for name, field in FIELDS.items():
        yield name, ForeignPdf(annotated({**FIELD, **field}, form=FORM))
    yield (
        "field, all pictures old",
        ForeignPdf(
            annotated({**FIELD, "/FT": "/Tx", "/V": "Ny", "picture": True}, form={**FORM, "/NeedAppearances": True})
        ),
    )
    yield "note on a turned page", ForeignPdf(annotated(NOTES["highlight"], NOTES["free text"], rotate=90))
    yield "direct notes", ForeignPdf(one_page(b"/Annots[<</Subtype/Square/Rect[50 50 90 90]/C[1 0 0]>>]"))
    yield (
        "list of notes elsewhere",
        ForeignPdf(one_page(b"/Annots 6 0 R", more={6: b"[7 0 R]", 7: b"<</Subtype/Circle/Rect[50 50 90 90]>>"})),
    )


NOTES: dict[str, dict[str, Any]] = {
    "highlight": {"/Subtype": "/Highlight", "/C": [1, 1, 0], "/QuadPoints": QUADS},
    "highlight, corners counterclockwise": {
        "/Subtype": "/Highlight",
        "/C": [1, 0.5, 0],
        "/QuadPoints": COUNTERCLOCKWISE,
    },
    "underline": {"/Subtype": "/Underline", "/QuadPoints": QUADS},
    "squiggly": {"/Subtype": "/Squiggly", "/QuadPoints": QUADS, "/C": [1, 0, 0]},
    "strike-out": {"/Subtype": "/StrikeOut", "/QuadPoints": QUADS},
    "strike-out, corners counterclockwise": {"/Subtype": "/StrikeOut", "/QuadPoints": COUNTERCLOCKWISE},
    "strike-out of upright text": {"/Subtype": "/StrikeOut", "/QuadPoints": UPRIGHT, "/Rect": [55, 395, 80, 565]},
    "line": {"/Subtype": "/Line", "/L": [60, 505, 190, 520]},
    "line with arrows": {"/Subtype": "/Line", "/L": [60, 505, 190, 520], "/LE": ["/OpenArrow", "/ClosedArrow"]},
    "line with words": {"/Subtype": "/Line", "/L": [60, 505, 190, 520], "/Cap": True, "/Contents": "12 m", "/LL": 10},
    "lines": {"/Subtype": "/PolyLine", "/Vertices": [60, 505, 90, 520, 150, 510], "/LE": ["/Circle", "/Diamond"]},
    "polygon": {"/Subtype": "/Polygon", "/Vertices": [60, 505, 90, 520, 150, 510], "/IC": [0, 1, 0]},
    "ink": {"/Subtype": "/Ink", "/InkList": [[60, 505, 90, 520, 150, 510], [70, 510]], "/BS": {"/W": 2}},
    "square, dashed": {"/Subtype": "/Square", "/BS": {"/W": 2, "/S": "/D", "/D": [4, 2]}},
    "circle": {"/Subtype": "/Circle", "/C": [0, 0, 1], "/CA": 0.5},
    "free text": {"/Subtype": "/FreeText", "/Contents": "Kommunen avstår", "/DA": "/Helv 12 Tf 1 0 0 rg"},
    "free text without style": {"/Subtype": "/FreeText", "/Contents": "Kommunen avstår"},
    "free text, only its frame": {"/Subtype": "/FreeText", "/BS": {"/W": 2}},
    "free text with a line": {
        "/Subtype": "/FreeText",
        "/Contents": "Hit",
        "/CL": [60, 505, 100, 510, 150, 520],
        "/RD": [90, 5, 5, 5],
    },
    "redaction": {"/Subtype": "/Redact", "/QuadPoints": QUADS},
    "caret without words": {"/Subtype": "/Caret", "/Rect": [60, 505, 75, 520]},
    "stamp without words": {"/Subtype": "/Stamp", "/Name": "/Approved"},
    "note without words": {"/Subtype": "/Text", "/Rect": [60, 500, 80, 520]},
    "link with a frame": {"/Subtype": "/Link", "/Border": [0, 0, 2], "/C": [1, 0, 0]},
    "link to another file, with a frame": {"/Subtype": "/Link", "/A": {"/S": "/GoToR", "/F": "annan.pdf"}},
    "unknown kind with a picture": {"/Subtype": "/Ny", "picture": True},
    "printer's mark": {"/Subtype": "/PrinterMark", "picture": True},
    "link with a picture": {"/Subtype": "/Link", "/Border": [0, 0, 0], "picture": True},
    "hidden note": {"/Subtype": "/Square", "/F": 2},
    "note for the printer alone": {"/Subtype": "/Square", "/F": 4 | 32},
    "note that is not printed": {"/Subtype": "/Square", "/F": 0},
}

SIGNS: dict[str, tuple[dict[str, Any], str]] = {
    "note": (
        {"/Subtype": "/Text", "/Contents": "Fel årtal", "/Rect": [60, 500, 80, 520]},
        "sida 1: anteckning «Fel årtal»",
    ),
    "stamp": ({"/Subtype": "/Stamp", "/Contents": "Kopia"}, "sida 1: stämpel «Kopia»"),
    "caret": ({"/Subtype": "/Caret", "/Contents": "och"}, "sida 1: infogningstecken «och»"),
    "attached file": (
        {"/Subtype": "/FileAttachment", "/FS": {"/F": "a.xlsx"}, "/Rect": [60, 500, 74, 520]},
        "sida 1: bifogad fil «a.xlsx»",
    ),
    "sound": ({"/Subtype": "/Sound", "/Rect": [60, 500, 80, 520]}, "sida 1: ljud"),
    "film with a picture": ({"/Subtype": "/Screen", "picture": True}, "sida 1: film eller ljud"),
    "rich media with a picture": ({"/Subtype": "/RichMedia", "picture": True}, "sida 1: film eller ljud"),
    "three dimensions": ({"/Subtype": "/3D", "picture": True}, "sida 1: tredimensionell bild"),
}

FIELDS: dict[str, dict[str, Any]] = {
    "text": {"/FT": "/Tx", "/V": "Bifalles"},
    "text on several lines": {
        "/FT": "/Tx",
        "/Ff": 1 << 12,
        "/V": "ett två tre fyra fem sex sju åtta nio tio elva tolv",
    },
    "text in places": {"/FT": "/Tx", "/Ff": 1 << 24, "/MaxLen": 12, "/V": "191212121212"},
    "text to the right": {"/FT": "/Tx", "/Q": 2, "/V": "1 234 kr"},
    "text, turned": {"/FT": "/Tx", "/V": "Uppåt", "/MK": {"/R": 90}, "/Rect": [50, 400, 70, 560]},
    "password": {"/FT": "/Tx", "/Ff": 1 << 13, "/V": "hemligt"},
    "empty field with a frame": {"/FT": "/Tx", "/MK": LOOK},
    "choice": {"/FT": "/Ch", "/Ff": 1 << 17, "/V": "b", "/Opt": [["a", "Avslag"], ["b", "Bifall"]]},
    "list": {"/FT": "/Ch", "/V": "b", "/Opt": [["a", "Avslag"], ["b", "Bifall"]]},
    "list with nothing chosen": {"/FT": "/Ch", "/Opt": ["Avslag", "Bifall"]},
    "list from its second row": {"/FT": "/Ch", "/TI": 1, "/V": "c", "/Opt": ["a", "b", "c"]},
    "ticked box": {"/FT": "/Btn", "/AS": "/Ja", "/V": "/Ja", "/Rect": [50, 500, 70, 520]},
    "crossed box": {"/FT": "/Btn", "/AS": "/Ja", "/V": "/Ja", "/MK": {"/CA": "8"}, "/Rect": [50, 500, 70, 520]},
    "box that is not ticked": {"/FT": "/Btn", "/AS": "/Off", "/MK": LOOK, "/Rect": [50, 500, 70, 520]},
    "chosen radio button": {"/FT": "/Btn", "/Ff": 1 << 15, "/AS": "/Ja", "/V": "/Ja", "/Rect": [50, 500, 70, 520]},
    "button": {"/FT": "/Btn", "/Ff": 1 << 16, "/MK": {"/CA": "Skicka", **LOOK}},
    "signature field, not signed": {"/FT": "/Sig", "/MK": LOOK},
}


def with_other_pages() -> Iterator[tuple[str, ForeignPdf]]:
    """Yield pages of every shape and trees of every depth: the copy's look the same."""
    yield "plain page", ForeignPdf(one_page(), is_equal=True)
    for angle in (90, 180, 270, -90, 450):
        yield f"page turned by {angle}", ForeignPdf(one_page(b"/Rotate %d" % angle), is_equal=True)
    yield "large unit", ForeignPdf(one_page(b"/UserUnit 2"), is_equal=True)
    yield "crop box", ForeignPdf(one_page(b"/CropBox[20 250 200 400]"), is_equal=True)
    yield "crop box beyond the page", ForeignPdf(one_page(b"/CropBox[-50 250 900 400]"), is_equal=True)
    yield "corners the other way", ForeignPdf(one_page().replace(b"[0 0 400 600]", b"[400 600 0 0]"), is_equal=True)
    yield (
        "page that begins elsewhere",
        ForeignPdf(one_page().replace(b"[0 0 400 600]", b"[-50 100 350 700]"), is_equal=True),
    )
    yield "no size told", ForeignPdf(one_page().replace(b"/MediaBox[0 0 400 600]", b""), is_equal=True)
    yield "all inherited", ForeignPdf(_inherited(), is_equal=True)
    yield "deep tree", ForeignPdf(_deep_tree(60), is_equal=True)
    yield (
        "page listed twice",
        ForeignPdf(one_page().replace(b"[3 0 R]/Count 1", b"[3 0 R 3 0 R]/Count 2"), is_equal=True),
    )
    yield "page without a kind", ForeignPdf(one_page().replace(b"/Type/Page/", b"/"), is_equal=True)
    yield "drawn in parts", ForeignPdf(one_page().replace(b"/Contents 4 0 R", b"/Contents[4 0 R 4 0 R]"), is_equal=True)
    rubbish = stream(b"\x00rubbish", b"/Filter/FlateDecode")
    yield "drawing that does not unpack", ForeignPdf(one_page(more={4: rubbish}), is_equal=True)
    yield "tree with a hole", ForeignPdf(one_page().replace(b"[3 0 R]", b"[3 0 R null]"), is_equal=True)
    hidden = one_page(
        b"/Annots[<</Subtype/Square/Rect[50 50 90 90]/OC 6 0 R>>]",
        b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
        {6: b"<</Type/OCG/Name(x)>>"},
    )
    yield "note on a hidden layer", ForeignPdf(hidden, is_equal=True)
    others = one_page(
        b"",
        b"/OCProperties<</OCGs[6 0 R]/D<</BaseState/OFF>>>>",
        {4: stream(b"/OC /L BDC %s EMC" % WORDS), 6: b"<</Type/OCG/Name(x)>>"},
    )
    yield (
        "layer hidden as all are",
        ForeignPdf(others.replace(b"/Resources<<", b"/Resources<</Properties<</L 6 0 R>>"), is_equal=True),
    )
    yield (
        "broken bookmarks",
        ForeignPdf(
            one_page(b"", b"/Outlines 6 0 R", {6: b"<</First 7 0 R>>", 7: b"<</Title(x)/Next 7 0 R/Dest 5>>"}),
            is_equal=True,
        ),
    )
    yield (
        "broken names",
        ForeignPdf(
            one_page(b"", b"/Names<</Dests<</Kids[1 0 R 6 0 R]/Names[1]>>>>", {6: b"<</Kids[6 0 R]>>"}), is_equal=True
        ),
    )
    yield "broken form", ForeignPdf(one_page(b"", b"/AcroForm 77 0 R/Names 5/Dests[1]"), is_equal=True)
    yield "broken notes", ForeignPdf(one_page(b"/Annots[null 5 77 0 R (x) <<>> <</Subtype 5>> [1]]"), is_equal=True)


def _inherited() -> bytes:
    page = b"/MediaBox[0 0 400 600]", b"/Resources<</Font<</F 5 0 R>>>>"
    data = one_page()
    for part in page:
        data = data.replace(part, b"")
    return data.replace(b"/Type/Pages", b"/Type/Pages/Rotate 90/CropBox[10 10 390 590]" + b"".join(page))


def _deep_tree(depth: int) -> bytes:
    nodes = {10 + n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (11 + n if n < depth - 1 else 3) for n in range(depth)}
    return one_page(more={2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **nodes})


def with_more_than_pages() -> Iterator[tuple[str, ForeignPdf]]:
    """Yield files whose reading copy cannot have all, which is told, and files that would run something."""
    dynamic = "blankett av sorten XFA"
    yield "XFA", ForeignPdf(one_page(b"", b"/NeedsRendering true/AcroForm<</Fields[]/XFA(x)>>"), (dynamic,))
    yield (
        "XFA without fields on pages",
        ForeignPdf(one_page(b"", b"/AcroForm<</Fields[<</T(a)>>]/XFA(x)>>"), (dynamic,)),
    )
    file = {6: b"<</F(a.xlsx)/EF<</F 7 0 R>>>>", 7: stream(b"x", b"/Type/EmbeddedFile")}
    names = b"/Names<</EmbeddedFiles<</Names[(a.xlsx)6 0 R]>>>>"
    yield "file within", ForeignPdf(one_page(b"", names, file), ("filer som ligger inuti bilagan «a.xlsx»",))
    yield "portfolio", ForeignPdf(one_page(b"", names + b"/Collection<</View/T>>", file), ("portfölj", "a.xlsx"))
    script = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(x.exe)>>>>"
    yield (
        "script",
        ForeignPdf(one_page(b"/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>/AF[6 0 R]", script, file), is_equal=True),
    )
    launch = b"/Annots[<</Subtype/Link/Rect[1 1 9 9]/Border[0 0 0]/A<</S/Launch/F(x.exe)>>>>]"
    picture = {
        **file,
        8: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/AF[6 0 R]/Resources<</XObject<</I 9 0 R>>>>"),
        9: stream(b"\0", b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/AF[6 0 R]"),
    }
    used = b"/Resources<</XObject<</X 8 0 R/I 9 0 R>>"
    with_files = one_page(more=picture).replace(b"/Resources<<", used)
    yield "files of pictures", ForeignPdf(with_files, is_equal=True)
    yield "launch", ForeignPdf(one_page(launch), is_equal=True)
    signed = {**FIELD, "/FT": "/Sig", "/V": {"/Type": "/Sig"}, "picture": True}
    yield "signed", ForeignPdf(annotated(signed, form=FORM), ("elektronisk underskrift",))
    yield (
        "words that Helvetica lacks",
        ForeignPdf(annotated({**FIELD, "/FT": "/Tx", "/V": "日本"}, form=FORM), ("sida 1: fältet «svar» «日本»",)),
    )
    yield (
        "radio button without a state",
        ForeignPdf(annotated({**FIELD, "/FT": "/Btn", "/V": "/Ja"}, form=FORM), ("sida 1: fältet «svar» «Ja»",)),
    )
    yield (
        "too many bookmarks",
        ForeignPdf(one_page(b"", b"/Outlines 6 0 R", _bookmarks(10_100)), ("bokmärken efter de 10\xa0000 första",)),
    )


def _bookmarks(count: int) -> dict[int, bytes]:
    following = (b"/Next %d 0 R" % (n + 1) if n < count + 6 else b"" for n in range(7, count + 7))
    items = {n: b"<</Title(x)/Dest[3 0 R/Fit]%s>>" % after for n, after in enumerate(following, 7)}
    return {6: b"<</First 7 0 R>>", **items}


def refused() -> Iterator[tuple[str, ForeignPdf]]:
    """Yield files that cannot be attached: what is said of each."""
    here, damaged, locked = "går inte att läsa här", "är skadad", "är krypterad eller lösenordsskyddad"
    yield "first half", ForeignPdf(one_page()[:400], refusal=damaged)
    yield "only a header", ForeignPdf(b"%PDF-1.7\n", refusal=damaged)
    yield "without its last line", ForeignPdf(one_page()[:-12], refusal=here)
    yield "fewer pages than it says", ForeignPdf(one_page().replace(b"/Count 1", b"/Count 3"), refusal=here)
    yield "circle of pages", ForeignPdf(one_page().replace(b"[3 0 R]", b"[3 0 R 2 0 R]"), refusal=here)
    yield "too deep a tree", ForeignPdf(_deep_tree(400), refusal=here)
    yield "lists within lists", ForeignPdf(one_page(b"/Contents " + b"[" * 20_000 + b"]" * 20_000), refusal=here)
    yield "drawing that is not found", ForeignPdf(one_page().replace(b"/Contents 4", b"/Contents 77"), refusal=here)
    yield "no pages", ForeignPdf(one_page().replace(b"[3 0 R]/Count 1", b"[]/Count 0"), refusal="är en PDF utan sidor")
    yield (
        "locked by a certificate",
        ForeignPdf(
            one_page().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Adobe.PubSec/V 4>>"), refusal=locked
        ),
    )
    yield "a password", ForeignPdf(_encrypted("hemligt"), refusal=locked)
    yield "protected from changes", ForeignPdf(_encrypted(""), refusal=locked)
    yield "unpacks to too much", ForeignPdf(_bomb(), refusal="går inte att läsa här")
    yield "unpacks to too much, in parts", ForeignPdf(_bombs(5), refusal="blir större än 300 MB när den packas upp")
    yield "too many pages", ForeignPdf(_pages(14), refusal="har 16\xa0384 sidor, och gränsen är 10\xa0000")


def _encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(one_page())))
    writer.encrypt(password, "ägarens", algorithm="RC4-128")
    return written(writer)


def _packed(size: int) -> bytes:
    packing = zlib.compressobj(9)
    data = b"".join(packing.compress(b" " * 1_000_000) for _ in range(size)) + packing.flush()
    return stream(data, b"/Filter/FlateDecode")


def _bomb() -> bytes:
    return one_page(more={4: _packed(100)})


def _bombs(count: int) -> bytes:
    packed = _packed(70)
    data = one_page(more={20 + n: packed for n in range(count)})
    return data.replace(b"/Contents 4 0 R", b"/Contents[%s]" % b" ".join(b"%d 0 R" % (20 + n) for n in range(count)))


def _pages(doublings: int) -> bytes:
    nodes = {
        20 + n: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (21 + n, 21 + n, 2 ** (doublings - n))
        for n in range(doublings)
    }
    leaf = b"<</Type/Page/MediaBox[0 0 9 9]>>"
    return one_page(more={2: b"<</Type/Pages/Kids[20 0 R]/Count %d>>" % 2**doublings, **nodes, 20 + doublings: leaf})


def not_put_together() -> Iterator[tuple[str, ForeignPdf]]:
    """Yield files that can be attached but have more than a reading copy takes in."""
    link = b"<</Subtype/Link/Rect[1 1 9 9]/Dest[3 0 R/Fit]>>"
    yield (
        "too many links",
        ForeignPdf(
            one_page(b"/Annots[%s]" % (link * 20_001)), refusal="har fler än 20\xa0000 länkar, fält och anteckningar"
        ),
    )
    places = [b" ".join(b"(n%d)[3 0 R/Fit]" % n for n in range(start, 50_001, 2)) for start in (0, 1)]
    nodes = {6 + n: b"<</Names[%s]>>" % each for n, each in enumerate(places)}
    named = one_page(b"", b"/Names<</Dests<</Kids[6 0 R 7 0 R]>>>>", nodes)
    yield "too many names", ForeignPdf(named, refusal="har fler än 50\xa0000 namn på ställen")
    ink = b"<</Subtype/Ink/Rect[1 1 9 9]/InkList[6 0 R]>>"
    long_line = {6: b"[%s]" % (b"1 2 " * 5_000)}
    yield (
        "the same long line again and again",
        ForeignPdf(one_page(b"/Annots[%s]" % (ink * 60), more=long_line), refusal="värden"),
    )


def many_links(count: int) -> bytes:
    """Return a page with links, each an object of its own."""
    links = {6 + n: b"<</Subtype/Link/Rect[1 1 9 9]/Dest[3 0 R/Fit]>>" for n in range(count)}
    return one_page(b"/Annots[%s]" % b" ".join(b"%d 0 R" % number for number in links), more=links)


def whole() -> dict[str, ForeignPdf]:
    """Return all that can be put into a reading copy."""
    return dict([*drawn_by_viewers(), *with_other_pages(), *with_more_than_pages()])
