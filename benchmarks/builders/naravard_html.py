"""This program's page for the web: from YAML to HTML, read again before it is written."""

from __future__ import annotations

import gc
from pathlib import Path

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.cli.main import GARBAGE_THRESHOLD

gc.set_threshold(*GARBAGE_THRESHOLD)


def build(source: Path, target: Path) -> None:
    """Build the page of a meeting's minutes.

    Raises:
        RuntimeError: if it is not built.
    """
    order = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format("html"),), target=target.parent)
    outcome = build_meeting(source, order)
    if len(outcome.files) != 1:
        raise RuntimeError(outcome.problems)
