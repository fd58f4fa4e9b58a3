"""A document as HTML."""

from __future__ import annotations

import html

from naravard_docs.builder.plan import BuildPlan
from naravard_docs.document.words import word_lines


def document_html(plan: BuildPlan, index: int) -> bytes:
    """Return a document of a plan as a page."""
    document = plan.pieces[index].document
    lines = "".join(f"<p id='r{n}'>{html.escape(line)}</p>" for n, line in enumerate(word_lines(document)))
    return (
        f"<!DOCTYPE html><html lang='sv'><title>{html.escape(document.meta.title)}</title><main>{lines}</main>".encode()
    )
