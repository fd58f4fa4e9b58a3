"""What tagging costs: the same pages drawn tagged and untagged, in turn, in one process.

Run: python benchmarks/tagging.py [ROUNDS]. Prints medians of process time and their ratio; nothing is asserted.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.plan import plan_build
from naravard_docs.document.document import Document
from naravard_docs.pdf import finish as finishing
from naravard_docs.pdf import writer
from naravard_docs.pdf.marking import Marker
from naravard_docs.pdf.structure import Element, plan_structure
from naravard_docs.style.theme import Theme
from naravard_docs.workspace.load import load_meeting

MEETING = Path(__file__).resolve().parent.parent / "meetings" / "2023-03-24-systemledning.yaml"


class UntaggedMarker(Marker):
    """Paints the same operators without any marked content, and lets links belong to nothing."""

    def _sequence(self, element: Element) -> str:
        return ""

    def _close(self) -> None:
        if self._open is not None:
            self._out.append("ET")
            self._open = None

    def _decorate(self, operators: str) -> None:
        self._close()
        self._out.append(f"q {operators} Q")


def untagged_bytes(document: Document, theme: Theme) -> bytes:
    """Return the document as a PDF with no marks and no tree; the plan, which layout walks along, is made as well."""
    kept = writer.Marker, finishing._structure
    writer.Marker, finishing._structure = UntaggedMarker, _no_structure
    try:
        return writer.pdf_bytes(document, theme)
    finally:
        writer.Marker, finishing._structure = kept


def _no_structure(*_: object) -> None:
    return None


def measured(work: Callable[[], object]) -> float:
    """Return the process time of one run, in milliseconds."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main(rounds: int = 40) -> None:
    """Print the table."""
    loaded = load_meeting(MEETING)
    (piece,) = plan_build(loaded, BuildOptions(frozenset({DocumentKind.MINUTES}))).pieces
    theme = loaded.workspace.theme
    ways = {
        "tagged": lambda: writer.pdf_bytes(piece.document, theme),
        "untagged": lambda: untagged_bytes(piece.document, theme),
        "the plan": lambda: plan_structure(piece.document),
    }
    for work in ways.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            times[name].append(measured(work))
    ratios = [a / b for a, b in zip(times["tagged"], times["untagged"], strict=True)]
    out = io.StringIO()
    for name, found in times.items():
        print(f"{name:9} median {statistics.median(found):6.1f} ms  (least {min(found):.1f})", file=out)
    bare = [b - c for b, c in zip(times["untagged"], times["the plan"], strict=True)]
    with_plan = [a / b for a, b in zip(times["tagged"], bare, strict=True)]
    print(f"tagged / untagged, pair by pair: median {statistics.median(ratios):.2f}", file=out)
    print(f"the same, with the plan counted as tagging: median {statistics.median(with_plan):.2f}", file=out)
    sys.stdout.write(out.getvalue())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
