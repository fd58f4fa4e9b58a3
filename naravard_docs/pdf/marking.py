"""Drawing with marks: the only place that writes BDC, BMC and EMC.

Everything painted is either content of one structure element or an artifact (ISO 14289-1, 7.1). Text of one element
stays in one marked-content sequence, and in one text object, for as long as nothing else comes between; a text object
always lies inside its sequence, so that the two nest.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.pdf.fonts import Codes, Face
from naravard_docs.pdf.lines import Run, RunPart, TextLine
from naravard_docs.pdf.strips import FieldPaint, FillPaint, PageOfPaint, Paint, PicturePaint, RulePaint, TextPaint
from naravard_docs.pdf.structure import ARTIFACT, Element, MarkedContent, pdf_text
from naravard_docs.style.pictures import on_paper
from naravard_docs.style.text_styles import RULE_WIDTH_PT

FIRST_ANNOTATION_KEY = 100_000
"""Parent-tree keys of annotations come after those of the pages (ISO 32000-1, 14.7.4.4)."""

_COLOUR_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


class Marker:
    """Paints on a canvas, page after page, and notes which element owns what.

    ``owners`` has, for each page, the element of each marked-content id; ``annotation_owners`` those of the links and
    fields; ``page_of`` tells which page each heading is on, by its id; ``fields`` are references to the fields made.
    """

    def __init__(self, canvas: Canvas, page_of: Mapping[str, int] | None = None) -> None:
        self.canvas = canvas
        self.page_of = page_of or {}
        self.fields: list[Any] = []
        self.owners: list[list[Element]] = [[]]
        self.annotation_owners: list[Element] = []
        self._codes: dict[Face, Codes] = {}
        self._open: Element | None = None
        self._is_running = False
        self._state: tuple[str, float] | None = None
        self._colour = ""
        self._underlines: list[str] = []

    @property
    def _out(self) -> list[str]:
        """The page's operators so far; reportlab makes a new list for each page."""
        code: list[str] = self.canvas._code
        return code

    def paint(self, paint: Paint, left: float, top: float) -> None:
        """Paint at the place where a strip's upper left corner is, in points from the page's lower left."""
        match paint:
            case TextPaint():
                self._text(paint, left + paint.x, top - paint.down)
            case PageOfPaint():
                self._page_of(paint, left, top)
            case FieldPaint():
                self._field(paint, left + paint.x, top - paint.down - paint.height)
            case RulePaint():
                y = top - paint.down
                self._decorate(
                    f"{RULE_WIDTH_PT} w {_rgb(paint.colour)} RG {_n(left + paint.x)} {_n(y)} m"
                    f" {_n(left + paint.x + paint.length)} {_n(y)} l S"
                )
            case FillPaint():
                y = top - paint.down - paint.height
                box = f"{_n(left + paint.x)} {_n(y)} {_n(paint.width)} {_n(paint.height)}"
                self._decorate(f"{_rgb(paint.colour)} rg {box} re f")
            case PicturePaint():
                self._picture(paint, left + paint.x, top - paint.height)

    def begin_running(self) -> None:
        """Begin what is on every page; it is a pagination artifact (ISO 32000-1, 14.8.2.2)."""
        self._close()
        self._is_running = True

    def end_running(self) -> None:
        self._close()
        self._is_running = False

    def end_page(self) -> None:
        """Hand the page to the canvas and begin the next."""
        self._close()
        if self._underlines:
            self._decorate(" ".join(self._underlines))
            self._underlines = []
        self.canvas.showPage()
        self._state, self._colour = None, ""
        self.owners.append([])

    def beginning_anew(self, canvas: Canvas) -> Marker:
        """Return what paints on an empty canvas with the codes that letters have here."""
        other = Marker(canvas, self.page_of)
        other._codes = self._codes
        return other

    def embed_fonts(self) -> None:
        """Put the fonts of all that is drawn into the document."""
        for codes in self._codes.values():
            codes.embed(self.canvas._doc)

    @property
    def _page(self) -> int:
        return len(self.owners) - 1

    def _text(self, paint: TextPaint, x: float, y: float) -> None:
        pieces = paint.line.pieces
        for n, piece in enumerate(pieces):
            shown = piece.text
            if n == len(pieces) - 1 and paint.line.ends_word and not shown.endswith(" "):
                shown += " "  # ISO 32000-1, 14.8.2.5: words are told apart by spaces, at a line's end too
            run = piece.run
            if run.element is not self._open:
                self._enter(run.element)
            out = self._out
            colour = paint.link_colour if run.url else paint.colour
            if colour != self._colour:
                out.append(f"{_rgb(colour)} rg")
                self._colour = colour
            out.append(f"1 0 0 1 {x + piece.x:.2f} {y:.2f} Tm")
            for resource, codes in self._codes_of(run.face).shows(shown):
                if (resource, paint.size) != self._state:
                    out.append(f"{resource} {_n(paint.size)} Tf")
                    self._state = resource, paint.size
                out.append(f"<{codes}> Tj")
            if run.url:
                self._link(piece, paint, x + piece.x, y)

    def _page_of(self, paint: PageOfPaint, left: float, top: float) -> None:
        shown = str(self.page_of[paint.target])
        width = paint.face.width(shown, paint.size)
        line = TextLine((RunPart(shown, 0, width, Run(shown, paint.face, paint.element)),), width)
        x = left + paint.right - width
        self._text(TextPaint(line, 0, 0, paint.size, paint.colour, paint.colour), x, top - paint.down)

    def _codes_of(self, face: Face) -> Codes:
        codes = self._codes.get(face)
        if codes is None:
            codes = self._codes[face] = Codes(face, len(self._codes) + 1)
        return codes

    def _enter(self, element: Element) -> None:
        """Begin text of an element."""
        self._close()
        self._open = element
        self._out.extend((self._sequence(element), "BT"))
        self._state, self._colour = None, ""

    def _sequence(self, element: Element) -> str:
        if element is ARTIFACT:
            return "/Artifact <</Type/Pagination>> BDC" if self._is_running else "/Artifact BMC"
        element.place()
        owners = self.owners[-1]
        element.kids.append(MarkedContent(self._page, len(owners)))
        owners.append(element)
        return f"/{element.tag} <</MCID {len(owners) - 1}>> BDC"

    def _close(self) -> None:
        if self._open is not None:
            self._out.extend(("ET", "EMC"))
            self._open = None

    def _decorate(self, operators: str) -> None:
        self._close()
        self._out.append(f"/Artifact BMC q {operators} Q EMC")

    def _picture(self, paint: PicturePaint, x: float, y: float) -> None:
        self._close()
        self._out.append(self._sequence(paint.element))
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.scale(paint.width, paint.height)
        self.canvas.doForm(self._picture_name(_printable(paint.image)))
        self.canvas.restoreState()
        self._out.append("EMC")
        box = f"[{_n(x)} {_n(y)} {_n(x + paint.width)} {_n(y + paint.height)}]"
        paint.element.attributes = f"<</O/Layout/Placement/Block/BBox {box}>>"

    def _picture_name(self, picture: ImageReader) -> str:
        """Return the name of a picture in the document, where it is put once however often it is drawn."""
        document, pixels = self.canvas._doc, picture.getRGBData()
        # as reportlab names a picture without a mask
        name = hashlib.md5(pixels + b"None", usedforsecurity=False).hexdigest()
        if not document.hasForm(name):
            document.Reference(_picture_object(picture), document.getXObjectName(name))
        return name

    def _link(self, piece: RunPart, paint: TextPaint, x: float, y: float) -> None:
        """Put a link annotation over a piece of text (ISO 14289-1, 7.18.5: tagged, with Contents)."""
        url, size = piece.run.url, paint.size
        element = _link_around(piece.run.element)
        width = piece.run.face.width(piece.text.rstrip(" "), size)
        key = FIRST_ANNOTATION_KEY + len(self.annotation_owners)
        rectangle = (x, y - size * 0.25, x + width, y + size * 0.85)
        known = {"F": 4, "StructParent": key, "Contents": _TextString(element.alternative or url)}
        if url.startswith("#"):
            self._link_within(url[1:], rectangle, known)
        else:
            self._underline(x, y, width, paint.link_colour)
            self.canvas.linkURL(url, rectangle, **known)
        element.kids.append(MarkedContent(self._page, annotation=self.canvas._annotationrefs[-1]))
        self.annotation_owners.append(element)

    def _underline(self, x: float, y: float, width: float, colour: str) -> None:
        """Note a link's underline, drawn when the page ends so that it does not break the text's marks."""
        stroke = f"{_n(x)} {_n(y - 1.6)} m {_n(x + width)} {_n(y - 1.6)} l S"
        self._underlines.append(f"0.4 w {_rgb(colour)} RG {stroke}")

    def _link_within(self, target: str, rectangle: tuple[float, float, float, float], known: dict[str, Any]) -> None:
        link = {
            **known,
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": pdfdoc.PDFArray(list(rectangle)),
            "Border": "[0 0 0]",
            "Dest": self.canvas._bookmarkReference(target),
        }
        self.canvas._addAnnotation(pdfdoc.PDFDictionary(link))

    def _field(self, paint: FieldPaint, x: float, y: float) -> None:
        """Put an empty signature field on the page (ISO 32000-1, 12.7.4.5), with what a screen reader says of it.

        Its appearance is an empty form, since ISO 19005-2, 6.3.3 wants every widget to have one.
        """
        self._close()
        key = FIRST_ANNOTATION_KEY + len(self.annotation_owners)
        document = self.canvas._doc
        form = {"Type": "/XObject", "Subtype": "/Form", "BBox": pdfdoc.PDFArray([0, 0, paint.width, paint.height])}
        appearance = pdfdoc.PDFStream(pdfdoc.PDFDictionary(form), b"")
        widget = {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "F": 4,
            "T": _TextString(paint.name),
            "TU": _TextString(paint.element.alternative),
            "Rect": pdfdoc.PDFArray([x, y, x + paint.width, y + paint.height]),
            "StructParent": key,
            "AP": pdfdoc.PDFDictionary({"N": document.Reference(appearance)}),
        }
        self.canvas._addAnnotation(pdfdoc.PDFDictionary(widget))
        reference = self.canvas._annotationrefs[-1]
        self.fields.append(reference)
        paint.element.kids.append(MarkedContent(self._page, annotation=reference))
        self.annotation_owners.append(paint.element)


def _link_around(element: Element) -> Element:
    """Return the Link that an element is or stands in."""
    while element.tag != "Link" and element.parent is not None:
        element = element.parent
    return element


@lru_cache(maxsize=16)
@without_remarks()
def _printable(image: bytes) -> ImageReader:
    """Return a picture without transparency, on white, as PDF/A-1 readers and old printers want it."""
    return ImageReader(on_paper(image))


def _picture_object(picture: ImageReader) -> Any:
    """Return a picture as a file has it: a JPEG as it is, the pixels of any other deflated.

    In place of reportlab's own, which would be in ASCII85 (``rl_config.useA85``).
    """
    pixels, file, (width, height) = picture.getRGBData(), picture.jpeg_fh(), picture.getSize()
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": width,
        "Height": height,
        "BitsPerComponent": 8,
        "ColorSpace": _COLOUR_SPACES[picture.mode],
        "Filter": pdfdoc.PDFArray(["/DCTDecode" if file else "/FlateDecode"]),
    }
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), file.read() if file else zlib.compress(pixels))


class _TextString(pdfdoc.PDFObject):  # type: ignore[misc]
    """A text string in an annotation, written as UTF-16 when it is not ASCII."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        return pdf_text(self.text).encode("ascii")


@cache
def _rgb(colour: str) -> str:
    return " ".join(_n(int(colour[i : i + 2], 16) / 255, 4) for i in (0, 2, 4))


def _n(number: float, decimals: int = 2) -> str:
    """Return a number as PDF wants it: no exponent, no superfluous zeros."""
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
