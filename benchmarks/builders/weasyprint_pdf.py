"""WeasyPrint: from JSON by a Jinja2 page to a PDF that it makes as PDF/UA-1."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jinja2
from weasyprint import HTML


@cache
def _page() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("minutes.html")


def build(source: Path, target: Path) -> None:
    """Write the PDF."""
    page = _page().render(m=json.loads(source.read_text("utf-8")))
    HTML(string=page).write_pdf(target.with_suffix(".pdf"), pdf_variant="pdf/ua-1")
