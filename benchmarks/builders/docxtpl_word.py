"""docxtpl: from JSON by a Word template with Jinja2 tags to a Word file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from docxtpl import DocxTemplate


def build(source: Path, target: Path) -> None:
    """Write the Word file."""
    template = DocxTemplate(os.environ["BENCH_WORD_TEMPLATE"])
    template.render({"m": json.loads(source.read_text("utf-8"))}, autoescape=True)
    template.save(target.with_suffix(".docx"))
