"""Documents are made without a change to libraries that others in the process use."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from pypdf import PdfReader
from small_pdfs import plain_pdf

from naravard_docs.check.embedded import MissingSourceError, embedded_source
from naravard_docs.pdf.reading_losses import losses
from naravard_docs.workspace.attached_pdf import claims_pdfa

pytestmark = pytest.mark.slow

SCRIPT = """
import io, sys
sys.path.insert(0, sys.argv[1])
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

def plain_canvas():
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.drawString(72, 720, "Hej")
    canvas.drawImage(ImageReader(Image.new("RGB", (2, 2), "red")), 72, 600)
    canvas.linkURL("https://exempel.se", (72, 72, 90, 90))
    canvas.save()
    return out.getvalue()

def kept(value):
    return {"dict": dict, "list": list, "set": set}.get(type(value).__name__, lambda same: same)(value)

def state(module):
    owners = {"": module, **{name: one for name, one in vars(module).items() if isinstance(one, type)}}
    return {(name, key): kept(held) for name, owner in owners.items() for key, held in vars(owner).items()}

before = plain_canvas()
libraries = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "reportlab"}
states = {name: state(module) for name, module in libraries.items()}

from forms import every_form
from naravard_docs.pdf.finish import EmbeddedSource
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.theme import Theme

pdf_bytes(every_form(), Theme(), EmbeddedSource("a.yaml", b"a"))
exec(sys.argv[2])
changed = {f"{name}:{owner}.{key}" for name, module in libraries.items()
           for (owner, key), value in state(module).items() if states[name].get((owner, key)) != value}
print(*sorted(changed), "same" if plain_canvas() == before else "other", sep="\\n")
"""


def changed(and_then: str = "") -> list[str]:
    """Return what a build changes of reportlab, and at last if its own canvas still gives the same bytes."""
    command = [sys.executable, "-c", SCRIPT, str(Path(__file__).parent), and_then]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout.split()


def test_reportlab_is_left_as_it_was() -> None:
    """What is imported and built changes no module or class of reportlab, and its own canvas gives the same bytes."""
    assert changed() == ["same"]


def test_what_is_changed_of_reportlab_is_found() -> None:
    """A class, a setting and a list that somebody changes are seen, and the bytes that come of it."""
    patched = (
        "from reportlab import rl_config; from reportlab.pdfbase import pdfdoc, pdfmetrics\n"
        "rl_config.useA85 = 0; pdfmetrics._fonts['X'] = None; pdfdoc.PDFPage.__Refs__.append('Annots')\n"
        "pdfdoc.PDFStream.format = lambda stream, document: b'<<>>'"
    )
    *found, bytes_are = changed(patched)
    assert {one.split(":")[1] for one in found} >= {".useA85", "PDFStream.format", "PDFPage.__Refs__", "._fonts"}
    assert bytes_are == "other"


def test_pypdf_remarks_nothing_and_may_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    """Reading keeps pypdf's remarks back, whether it succeeds or not, and leaves its logger as it was."""
    logger, broken = logging.getLogger("pypdf"), plain_pdf().replace(b"startxref\n", b"startxref\n1")
    before = logger.level
    assert not losses(broken)
    assert claims_pdfa(broken) is None
    with pytest.raises(MissingSourceError):
        embedded_source(broken)
    assert not caplog.records
    assert logger.level == before
    PdfReader(io.BytesIO(broken))
    assert caplog.records
