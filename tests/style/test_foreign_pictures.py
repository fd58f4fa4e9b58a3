"""Pictures that other programs made come out as they are to be seen, alike in Word and PDF, or are refused by name."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import verapdf
from conftest import REPOSITORY, TESTS
from foreign_pictures import Shown, distance, refused, shown
from forms import figure
from libreoffice import printed
from made import THEME, document_of, require_tool
from PIL import Image, ImageChops
from test_figures import in_pdf

from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.document import Document
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.picture_check import picture_fault

SHOWN, REFUSED = shown(), refused()
DPI, SIZE_MM = 100, (48, 24)
AT_EDGES = 40
"""How far colours are drawn from their own where two of them meet within a dot."""

SIZE = round(SIZE_MM[0] / 25.4 * DPI), round(SIZE_MM[1] / 25.4 * DPI)


def in_word(document: Document) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(word_bytes(document, THEME))) as package:
        yield from (package.read(name) for name in package.namelist() if name.startswith("word/media/"))


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_comes_out_as_it_is_to_be_seen(name: str) -> None:
    """The PDF has the picture's own pixels, upright and in their colours; Word has its file, or one that is so too."""
    wanted = SHOWN[name]
    assert picture_fault(wanted.data) is None
    document = document_of(figure("f", wanted.data))
    assert distance(in_pdf(*document.blocks).image, wanted.seen) <= wanted.tolerance
    (placed,) = in_word(document)
    if placed != wanted.data:
        assert distance(as_it_stands(placed), wanted.seen) <= wanted.tolerance
    assert pdf_faults(pdf_bytes(document, THEME), document) == word_faults(word_bytes(document, THEME), document) == ()


def as_it_stands(data: bytes) -> Image.Image:
    """Return a picture on white that needs no turning, no other colours and has one frame only."""
    with Image.open(io.BytesIO(data)) as held:
        assert not getattr(held, "is_animated", False)
        assert not held.getexif()
        assert "icc_profile" not in held.info
        layer = held.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_named(name: str) -> None:
    """A file of another kind, a broken one and one that shows nothing are told for what they are, with a way out."""
    data, said = REFUSED[name]
    fault = picture_fault(data)
    assert fault is not None
    assert said in fault[0]
    assert fault[1]


@cache
def pdfs() -> dict[str, bytes]:
    return {name: pdf_bytes(document_of(figure("f", each.data)), THEME) for name, each in SHOWN.items()}


verapdf.hand_in(pdfs)


@pytest.mark.slow
def test_every_pdf_with_such_a_picture_is_archivable_and_accessible() -> None:
    """VeraPDF finds no fault in any of the files, by PDF/A-2a and PDF/UA-1."""
    judged = verapdf.judged(pdfs())
    assert all(len(rules) == 2 for rules in judged.values())
    assert {name: rules for name, rules in judged.items() if any(rules.values())} == {}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["Word", "PDF"])
def test_pages_show_the_pictures(form: str, tmp_path: Path) -> None:
    """Poppler draws each picture as it is to be seen, from our PDF and from LibreOffice's of the Word file."""
    blocks = [figure(f"f{n}", each.data, *map(float, SIZE_MM)) for n, each in enumerate(SHOWN.values())]
    document = document_of(*blocks)
    data = pdf_bytes(document, THEME) if form == "PDF" else printed(word_bytes(document, THEME))
    found = list(drawn(data, tmp_path))
    assert len(found) == len(SHOWN)
    wrong = {name: far for (name, each), one in zip(SHOWN.items(), found, strict=True) if (far := off(one, each))}
    assert wrong == {}


def off(found: Image.Image, wanted: Shown) -> float:
    far = distance(found, wanted.seen)
    return far if far > AT_EDGES else 0


def drawn(data: bytes, folder: Path) -> Iterator[Image.Image]:
    """Yield what is drawn where pictures are on pages, from the top: below each white band, where it is high enough."""
    (folder / "a.pdf").write_bytes(data)
    command = [require_tool("pdftoppm"), "-r", str(DPI), "-png", folder / "a.pdf", folder / "s"]
    subprocess.run(command, check=True, capture_output=True)
    for file in sorted(folder.glob("s-*.png")):
        page = Image.open(file).convert("RGB")
        inked = ImageChops.invert(page).convert("L").point([255 * (level > 3) for level in range(256)])
        left = inked.getbbox()[0]  # type: ignore[index]
        rows = [bool(inked.crop((0, y, page.width, y + 1)).getbbox()) for y in range(page.height)]
        tops = [y for y in range(1, page.height - SIZE[1]) if not rows[y - 1] and all(rows[y : y + SIZE[1] // 3])]
        yield from (page.crop((left, y, left + SIZE[0], y + SIZE[1])) for y in tops)


HUGE = """
import sys
sys.path[:0] = sys.argv[1:]
from foreign_pictures import huge
from forms import figure
from made import THEME, document_of
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.pictures import upright
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.picture_check import picture_fault
data = huge()
document = document_of(figure("f", data))
assert picture_fault(data) is None
print(len(pdf_bytes(document, THEME)) + len(word_bytes(document, THEME)), *upright(data).pixels)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak) // 1024)  # of this process alone: ru_maxrss is handed on from the one that started it
"""


@pytest.mark.slow
def test_a_huge_logo_is_bounded() -> None:
    """A logo of 36 million dots is made as small as print can show, in little more memory than its own dots take."""
    command = [sys.executable, "-c", HUGE, str(TESTS), str(REPOSITORY)]
    size, width, height, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert int(size) < 3_000_000
    assert (width, height) == ("2000", "2000")
    assert int(megabytes) < 350
