"""docxtpl and LibreOffice: from JSON to a Word file, and from that to a tagged PDF/A-2 with PDF/UA asked for."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.builders import docxtpl_word

_EXPORT = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
}


def build(source: Path, target: Path) -> None:
    """Write the Word file and its PDF."""
    build_many([(source, target)])


def build_many(jobs: Sequence[tuple[Path, Path]]) -> None:
    """Write all Word files, and let one LibreOffice make PDFs of them, each process with a profile of its own."""
    for source, target in jobs:
        docxtpl_word.build(source, target)
    folder = jobs[0][1].parent
    profile = Path(os.environ["BENCH_WORK"], "libreoffice", multiprocessing.current_process().name).resolve()
    made = [str(target.with_suffix(".docx")) for _, target in jobs]
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, f"pdf:writer_pdf_Export:{json.dumps(_EXPORT)}", "--outdir", str(folder), *made],
        check=True,
        capture_output=True,
    )
    if not all(target.with_suffix(".pdf").exists() for _, target in jobs):
        raise RuntimeError("soffice wrote no PDF")
