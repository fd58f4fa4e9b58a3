"""verifiera --signerad of files that are made to get stuck in: they end with a message."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject
from signing import MOMENT, minutes_file, rewritten, with_drawing
from small_pdfs import plain_pdf

from naravard_docs.builder.signed import SignedOptions, verify_signed
from naravard_docs.errors import FileAccessError

__all__ = ["minutes_file"]
pytestmark = pytest.mark.slow
TEXT_PAGE = 3


def _looping_pages() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf())))
    pages = writer.root_object["/Pages"].get_object()
    pages["/Kids"].append(pages.indirect_reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _forms_in_forms(writer: PdfWriter) -> None:
    """Have a page draw a form that draws itself, ten times over."""
    form = DecodedStreamObject()
    form.set_data(b"/Sig Do " * 10)
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    form[NameObject("/BBox")] = ArrayObject([NumberObject(each) for each in (0, 0, 9, 9)])
    own = writer._add_object(form)
    held = DictionaryObject({NameObject("/Sig"): own})
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    writer.pages[TEXT_PAGE]["/Resources"][NameObject("/XObject")] = held
    with_drawing(TEXT_PAGE, "/Sig Do")(writer)


def _bomb() -> bytes:
    """Return a page whose drawing unpacks to more than a protokoll can have."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 400)
    drawing = DecodedStreamObject()
    drawing.set_data(b" " * 60_000_000)
    packed = writer._add_object(drawing.flate_encode())
    page[NameObject("/Contents")] = ArrayObject([packed] * 50)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _many_annotations(writer: PdfWriter) -> None:
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Text")})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note] * 30_000)


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "pages in themselves": lambda _: _looping_pages(),
    "forms in themselves": lambda data: rewritten(data, _forms_in_forms),
    "bomb": lambda _: _bomb(),
    "cross-references in a loop": lambda data: data[: data.rindex(b"startxref")] + b"startxref\n9\n%%EOF\n",
    "many annotations": lambda data: rewritten(data, _many_annotations),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_with_a_message(
    minutes_file: Path, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loops, and files that unpack to more than there is room for, are ended in their own process."""
    monkeypatch.chdir(minutes_file.parents[2])
    path = tmp_path / "fientlig.pdf"
    path.write_bytes(HOSTILE[kind](minutes_file.read_bytes()))
    with pytest.raises(FileAccessError) as caught:
        verify_signed(path, SignedOptions(MOMENT))
    assert "är skadad" in caught.value.message or "är inte läst" in caught.value.message
