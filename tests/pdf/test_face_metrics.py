"""What is kept of a face is what its file says, and the font is read only for letters that not all documents have."""

from __future__ import annotations

from pathlib import Path

import pytest

from naravard_docs.pdf.face_metrics import font_program
from naravard_docs.pdf.fonts import Face
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import Theme


def test_a_face_that_is_kept_is_the_one_that_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(face_file(Theme(), FaceKey()))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path)
    read, kept = Face("Prov", file), Face("Prov", file)
    assert "font" in vars(read) and "font" not in vars(kept)
    assert (kept.described, kept.alphabet) == (read.described, read.alphabet)
    assert kept.program(kept.alphabet) == font_program(read.font.face, read.alphabet)
    assert {code: kept.width(chr(code), 1) for code in read.font.face.charWidths} == {
        code: width / 1000 for code, width in read.font.face.charWidths.items()
    }
    assert "font" not in vars(kept)
    odd = (*kept.alphabet, ord("Ŋ"))
    assert kept.program(odd) == read.program(odd) != kept.program(kept.alphabet)


def test_a_font_with_other_bytes_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regular, bold = (face_file(Theme(), FaceKey(is_bold)) for is_bold in (False, True))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path)
    file = tmp_path / "a.ttf"
    widths = []
    for each in (regular, bold):
        file.write_bytes(each.read_bytes())
        widths.append(Face("Prov", str(file)).width("Bredd", 10))
    assert widths[0] != widths[1]
