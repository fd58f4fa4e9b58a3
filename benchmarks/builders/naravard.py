"""This program: from YAML to Word and PDF, both read again before they are written."""

from __future__ import annotations

import gc
from pathlib import Path

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.cli.main import GARBAGE_THRESHOLD

gc.set_threshold(*GARBAGE_THRESHOLD)


def build(source: Path, target: Path) -> None:
    """Build a meeting's minutes below the folder of ``target``, with the call that «naravard bygg» makes per meeting.

    Raises:
        RuntimeError: if the files are not built.
    """
    outcome = build_meeting(source, BuildOptions(frozenset({DocumentKind.MINUTES}), target=target.parent))
    if len(outcome.files) != 2:
        raise RuntimeError(outcome.trouble or outcome.problems)
