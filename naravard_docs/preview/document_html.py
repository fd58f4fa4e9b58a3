"""A document as the page shows it."""

from __future__ import annotations

from naravard_docs.builder.plan import BuildPlan
from naravard_docs.html.writer import html_bytes


def document_html(plan: BuildPlan, index: int) -> bytes:
    """Return a document of a plan as a page."""
    return html_bytes(plan.pieces[index].document, plan.loaded.workspace.theme)
