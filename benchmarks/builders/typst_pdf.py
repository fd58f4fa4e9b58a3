"""Typst: from JSON to a PDF that it makes as PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import typst


@cache
def _compiler() -> typst.Compiler:
    """Return one compiler for the whole process, as its template and fonts are the same for all."""
    template = Path(__file__).with_name("minutes.typ")
    return typst.Compiler(template, root="/", font_paths=[os.environ["BENCH_FONTS"]], ignore_system_fonts=True)


def build(source: Path, target: Path) -> None:
    """Write the PDF."""
    pdf = _compiler().compile(
        format="pdf", sys_inputs={"meeting": str(source.resolve())}, pdf_standards=["a-2a", "ua-1"]
    )
    target.with_suffix(".pdf").write_bytes(pdf)
