"""Figures: every form of PNG and JPEG is upright and in its colours in both files, within the page, with its words."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

import pytest
from forms import PICTURES, figure, item, photograph, said
from lxml import etree
from made import THEME, document_of
from pdf_marks import elements
from PIL import Image, ImageCms
from pypdf import PdfReader

from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import Block, List, ListKind, Quote
from naravard_docs.libraries.records import replace
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.pictures import upright
from naravard_docs.style.theme import POINTS_PER_MM
from naravard_docs.word.writer import word_bytes

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ROOM_MM = THEME.measure_mm
EMU_PER_MM = 36000


def in_pdf(*blocks: Block) -> Any:
    """Return the one picture of a PDF as pypdf reads it, and its object."""
    (page,) = PdfReader(io.BytesIO(pdf_bytes(document_of(*blocks), THEME))).pages
    (held,) = page.images
    return held


def in_word(*blocks: Block) -> Image.Image:
    with zipfile.ZipFile(io.BytesIO(word_bytes(document_of(*blocks), THEME))) as package:
        (name,) = [one for one in package.namelist() if one.startswith("word/media/")]
        picture = Image.open(io.BytesIO(package.read(name)))
        assert name.endswith("jpeg" if picture.format == "JPEG" else "png")
        return picture


def size_mm(*blocks: Block) -> tuple[float, float]:
    """Return a figure's width and height: in PDF, where they are seen to be Word's."""
    reader = PdfReader(io.BytesIO(pdf_bytes(document_of(*blocks), THEME)))
    (shown,) = [one for one in elements(reader) if one["/S"] == "/Figure"]
    left, low, right, high = (float(edge) / POINTS_PER_MM for edge in shown["/A"]["/BBox"])
    data = word_bytes(document_of(*blocks), THEME)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (extent,) = etree.fromstring(package.read("word/document.xml")).iter(f"{WP}extent")
    assert int(extent.get("cx")) / EMU_PER_MM == pytest.approx(right - left, abs=0.1)
    assert int(extent.get("cy")) / EMU_PER_MM == pytest.approx(high - low, abs=0.1)
    return right - left, high - low


def brightness(picture: Image.Image) -> tuple[float, float]:
    """Return the mean of the left half and of the right."""
    seen = picture.convert("RGB").convert("L")
    width, height = seen.size
    halves = (seen.crop((0, 0, width // 2, height)), seen.crop((width // 2, 0, width, height)))
    left, right = (half.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) for half in halves)
    return float(left), float(right)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PICTURES)
def test_every_form_of_picture_comes_out_right(name: str) -> None:
    """Whatever its form, a picture is twice as wide as high, dark to the left and light to the right, in both files."""
    shown = figure("f", PICTURES[name])
    for picture in (in_pdf(shown).image, in_word(shown)):
        assert picture.size == (80, 40)
        left, right = brightness(picture)
        assert left == pytest.approx(55, abs=12)
        assert right == pytest.approx(220, abs=12)
    assert size_mm(shown) == pytest.approx((60, 30), abs=0.1)
    document = document_of(shown)
    assert pdf_faults(pdf_bytes(document, THEME), document) == word_faults(word_bytes(document, THEME), document) == ()


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_needs_inks(name: str) -> None:
    """No picture in a PDF is in printing inks, which its colour profile does not describe (ISO 19005-2, 6.2.4.3)."""
    held = in_pdf(figure("f", PICTURES[name])).indirect_reference.get_object()
    assert held["/ColorSpace"] in ("/DeviceRGB", "/DeviceGray")
    assert "/SMask" not in held
    assert in_word(figure("f", PICTURES[name])).mode != "CMYK"


def test_an_ordinary_picture_is_not_made_anew() -> None:
    """A picture that needs no turning goes into the Word file byte for byte, and a photograph into the PDF too."""
    for name in ("PNG", "JPEG", "PNG med palett", "PNG med genomskinlighet", "grå JPEG"):
        assert upright(PICTURES[name]).data == PICTURES[name]
    held = in_pdf(figure("f", PICTURES["JPEG"])).indirect_reference.get_object()
    assert held["/Filter"] in ("/DCTDecode", ["/DCTDecode"])
    assert held._data == PICTURES["JPEG"]


def test_transparency_is_white_paper() -> None:
    """What is transparent in a picture is white in the PDF."""
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert in_pdf(figure("f", out.getvalue())).image.getpixel((1, 1)) == (255, 255, 255)


def test_an_interlaced_picture_is_read() -> None:
    """A PNG that is stored in seven passes comes out whole in both files."""
    shown = figure("f", interlaced())
    for picture in (in_pdf(shown).image, in_word(shown)):
        assert brightness(picture) == (pytest.approx(55, abs=3), pytest.approx(220, abs=3))


def interlaced() -> bytes:
    """Return a grey PNG of 16 by 8, dark to the left, in the seven passes of Adam7 (ISO/IEC 15948, 8.2)."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = (
        b"\0" + bytes(55 if x < 8 else 220 for x in range(left, 16, across))
        for left, top, across, down in passes
        for _ in range(top, 8, down)
    )
    header = (16).to_bytes(4, "big") + (8).to_bytes(4, "big") + bytes((8, 0, 0, 0, 1))
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    chunks = (
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_palette_with_transparent_colours_is_read() -> None:
    """A PNG with a palette in which a colour is transparent comes out whole, that colour as paper."""
    out = io.BytesIO()
    Image.open(io.BytesIO(PICTURES["PNG"])).quantize(8).save(out, "PNG", transparency=0)
    assert in_pdf(figure("f", out.getvalue())).image.size == (80, 40)


def test_a_colour_profile_is_followed() -> None:
    """A picture with a colour profile of its own is in the file's colours; a broken profile is as none."""
    picture = Image.open(io.BytesIO(PICTURES["JPEG"]))
    for profile in (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"trasig"):
        out = io.BytesIO()
        picture.save(out, "JPEG", icc_profile=profile, quality=95)
        left, right = brightness(in_pdf(figure("f", out.getvalue())).image)
        assert (left, right) == (pytest.approx(55, abs=12), pytest.approx(220, abs=12))


@pytest.mark.parametrize(
    ("wide", "high", "wanted"),
    [(500, 900, (ROOM_MM, ROOM_MM / 2)), (60, 10, (20, 10)), (40, 900, (40, 20))],
)
def test_a_figure_is_within_the_measure(wide: float, high: float, wanted: tuple[float, float]) -> None:
    """A figure is never wider than the text nor higher than it may be, in proportion."""
    assert size_mm(figure("f", width_mm=wide, tallest_mm=high)) == pytest.approx(wanted, abs=0.1)


def test_a_high_figure_is_within_the_page() -> None:
    """A picture that is much higher than wide leaves room for a line on its page, however wide it was asked for."""
    out = io.BytesIO()
    Image.new("RGB", (20, 400)).save(out, "PNG")
    width, height = size_mm(figure("f", out.getvalue(), 200, 2000))
    assert height == pytest.approx(THEME.text_height_mm - 30, abs=0.2)
    assert width == pytest.approx(height / 20, abs=0.1)


@pytest.mark.parametrize("form", ["item", "after", "quote"])
def test_a_figure_in_a_list_or_a_quotation_is_within_its_text(form: str) -> None:
    """A figure in an item or a quotation is no wider than the text there, and both files pass our check."""
    shown = figure("f", width_mm=500, tallest_mm=900)
    blocks: dict[str, Block] = {
        "item": List("l", ListKind.NUMBER, (item("1.", shown), item("2.", said("p")))),
        "after": List("l", ListKind.NUMBER, (item("1.", said("p"), shown),)),
        "quote": Quote("q", (shown,)),
    }
    left_pt = 20 if form == "quote" else 18
    assert size_mm(blocks[form])[0] == pytest.approx(ROOM_MM - left_pt / POINTS_PER_MM, abs=0.1)
    document = document_of(blocks[form])
    assert pdf_faults(pdf_bytes(document, THEME), document) == word_faults(word_bytes(document, THEME), document) == ()


def test_a_figure_has_its_words() -> None:
    """The alternative text is said of the figure in PDF, with its place on the page, and in Word."""
    shown = replace(figure("f"), alt_text="Väntetider – vår & höst")
    reader = PdfReader(io.BytesIO(pdf_bytes(document_of(shown), THEME)))
    (held,) = [one for one in elements(reader) if one["/S"] == "/Figure"]
    assert held["/Alt"] == shown.alt_text
    assert len(held["/A"]["/BBox"]) == 4
    with zipfile.ZipFile(io.BytesIO(word_bytes(document_of(shown), THEME))) as package:
        assert 'descr="Väntetider – vår &amp; höst"'.encode() in package.read("word/document.xml")


def test_a_turned_photograph_is_turned_in_size_too() -> None:
    """A photograph that its camera held upright is as wide as it is seen, not as it is stored."""
    assert upright(photograph("RGB", "JPEG", 6)).pixels == (80, 40)
    assert Image.open(io.BytesIO(photograph("RGB", "JPEG", 6))).size == (40, 80)
