"""The same document gives the same bytes, whatever the process has made before it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from conftest import REPOSITORY
from made import documents

from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document, Meta, RunningLine
from naravard_docs.document.inlines import PageNumber, Text
from naravard_docs.libraries.records import replace
from naravard_docs.pdf.fonts import load_face
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.font_names import FACES
from naravard_docs.style.fonts import common_characters, face_file
from naravard_docs.style.theme import FontFiles, Theme
from naravard_docs.word.writer import word_bytes

NAME = "protokoll-2023"
_ASKED = (
    "import hashlib, sys\n"
    "from made import documents\n"
    "from naravard_docs.pdf.writer import pdf_bytes\n"
    "from naravard_docs.style.theme import Theme\n"
    "from naravard_docs.word.writer import word_bytes\n"
    f"document = documents()['{NAME}']\n"
    "for write in (pdf_bytes, word_bytes): print(hashlib.sha256(write(document, Theme())).hexdigest())\n"
)


def digests(document: Document, theme: Theme) -> list[str]:
    return [hashlib.sha256(write(document, theme)).hexdigest() for write in (pdf_bytes, word_bytes)]


def odd_document(number: int, like: Document) -> Document:
    """Return a document with letters of its own and, on every page, the lines of another."""
    known = sorted(each for each in common_characters(Theme()) if each.isalpha())
    letters = "".join(known[100 + 7 * number :][:7])
    running = RunningLine((Text(f"Sida {letters}"),), (PageNumber(),))
    blocks = tuple(Paragraph(f"s-{n}", (Text(f"{letters} {n}"),)) for n in range(120))
    return replace(like, meta=Meta(f"Udda {number}", "Ingen", like.meta.date), blocks=blocks, footer=(running,))


def in_new_process() -> list[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests")))}
    command = [sys.executable, "-c", _ASKED]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_documents_before_it_leave_no_trace() -> None:
    """Other letters, more fonts than are kept, other lines on the pages, another look, faces loaded anew."""
    document, theme = documents()[NAME], Theme()
    first = digests(document, theme)
    for number in range(20):
        digests(odd_document(number, document), theme)
    digests(document, replace(theme, body_size_pt=12, accent_colour="7A1F4E"))
    assert digests(document, theme) == first
    load_face.cache_clear()
    assert digests(document, theme) == first == in_new_process()


def test_a_look_whose_files_have_changed_is_another(tmp_path: Path) -> None:
    """A font that is put in another's place, by the same name, is what pages are set in from then on."""
    document, files = documents()[NAME], [tmp_path / f"{key.style}.ttf" for key in FACES]
    regular = face_file(Theme(), FACES[0]).read_bytes()

    def made(of: tuple[int, int, int, int], digest: str) -> str:
        for file, number in zip(files, of, strict=True):
            file.write_bytes(regular if number == 0 else face_file(Theme(), FACES[number]).read_bytes())
        look = Theme(font_name="Egen", font_files=FontFiles(*files, digest=digest))
        return hashlib.sha256(pdf_bytes(document, look)).hexdigest()

    usual, turned = made((0, 1, 2, 3), "a"), made((1, 0, 3, 2), "b")
    assert usual != turned
    assert made((0, 1, 2, 3), "a") == usual
