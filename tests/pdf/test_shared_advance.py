"""Fonts whose «hmtx» has fewer records than glyphs: those beyond the last are as wide as that one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from made import documents

from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.pdf import fonts
from naravard_docs.pdf.fonts import load_face
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.font_names import FACES
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import FontFiles, Theme

pytestmark = pytest.mark.slow

DOCUMENT = documents()["protokoll-2023"]


def theme_of_one_width(folder: Path, units: int) -> Theme:
    """Return a look in four faces that have one width each, written once for all their glyphs."""
    paths = []
    for style, key in zip(("n", "f", "k", "fk"), FACES, strict=True):
        font = TTFont(face_file(Theme(), key))
        scale_upem(font, units)
        metrics = font["hmtx"].metrics
        metrics.update({name: (units * 3 // 5 + len(style), bearing) for name, (_, bearing) in metrics.items()})
        font.save(io.BytesIO())  # counts the records
        assert font["hhea"].numberOfHMetrics == 1 < len(metrics)
        paths.append(folder / f"{style}-{units}.ttf")
        font.save(paths[-1])
    return Theme(font_name=f"Smal {units}", font_files=FontFiles(*paths))


@pytest.mark.parametrize("units", [512, 1000, 1024, 2048])
def test_they_are_as_wide_as_they_are_drawn(tmp_path: Path, units: int) -> None:
    """Whatever the font's unit is, the embedded font has the widths that the file says and lines were broken by."""
    assert pdf_faults(pdf_bytes(DOCUMENT, theme_of_one_width(tmp_path, units)), DOCUMENT) == ()


def test_the_check_sees_what_the_library_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The faces as the library alone gives them are refused, each of them."""
    monkeypatch.setattr(fonts, "_mend_shared_advance", lambda face: None)
    load_face.cache_clear()
    faults = pdf_faults(pdf_bytes(DOCUMENT, theme_of_one_width(tmp_path, 2048)), DOCUMENT)
    assert {fault.clause for fault in faults} == {"ISO 19005-2, 6.2.11.5"}
