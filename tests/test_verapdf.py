"""Outside judges over everything: veraPDF, qpdf and poppler find nothing wrong in any example or hard document.

And they judge: veraPDF refuses what is broken on purpose.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from broken import PDF, rewritten, whole_pdf
from hard import Built, hard_documents
from kallelser import KALLELSER
from made import example_pdf, require_tool
from parts_of_minutes import PARTS
from verapdf import Rules, hand_in, judged

from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults

pytestmark = pytest.mark.slow

EXAMPLES = (
    *("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea", "uppföljning-2021", "sammanträdestider"),
    *("protokoll-nämnd", "protokoll-fullmäktige", "protokoll-förening"),
    *PARTS,
    *KALLELSER,
)
SOUND = ("hel", "omskriven")
ALL_MET: Rules = {"PDF/A-2A": [], "PDF/UA-1": []}
PROFILES = {"2a": "PDF/A-2A", "3a": "PDF/A-3A"}
LABEL_KINDS = ("Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman", "Disc")
GOLDEN = Path(__file__).parent / "golden"
_TAG = re.compile(r"( *)(?!Object )([A-Z]\w*)(?: |:|$)")
"""How poppler begins a line that is an element; words are in quotes, attributes begin with a slash."""


def variants() -> dict[str, bytes]:
    """Return a sound file, written by us and by pypdf, and every way to break it."""
    return {"hel": whole_pdf(), "omskriven": rewritten(), **{name: one.make() for name, one in PDF.items()}}


hand_in(lambda: {one.name: one.pdf for one in hard_documents()})
hand_in(variants)


@pytest.fixture(scope="session")
def built() -> Mapping[str, Built]:
    """Every document of the examples and every hard one, by name."""
    found = {one.name: one for one in hard_documents()}
    assert len(found) == len(hard_documents()) > 30
    return found


@pytest.fixture(scope="session")
def refused() -> set[str]:
    """The variants of the sound file that are not both PDF/A-2a and PDF/UA-1, as veraPDF has it."""
    return {name for name, rules in judged(variants()).items() if rules != ALL_MET}


def test_verapdf_finds_nothing_wrong(built: Mapping[str, Built]) -> None:
    """Every PDF has zero failed checks, as PDF/A-2a or, with its source embedded, 3a, and as PDF/UA-1."""
    found = judged({name: one.pdf for name, one in built.items()})
    assert found == {name: {PROFILES[one.flavour]: [], "PDF/UA-1": []} for name, one in built.items()}
    assert {one.flavour for one in built.values()} == set(PROFILES)


@pytest.mark.parametrize("name", PDF)
def test_verapdf_refuses_a_broken_pdf(refused: set[str], name: str) -> None:
    """veraPDF refuses each variant, but for those where it is said why it sees nothing."""
    assert (name in refused) != bool(PDF[name].unseen)


def test_verapdf_accepts_the_sound_file(refused: set[str]) -> None:
    """The unbroken file passes, written by us and by pypdf, so it is the breaking that is refused."""
    assert refused.isdisjoint(SOUND)


def test_our_own_checks_find_nothing_wrong(built: Mapping[str, Built]) -> None:
    """No hard document has a fault in PDF or Word, and both say what the document says."""
    faulty = {
        name: (*pdf_faults(one.pdf, one.document), *word_faults(one.word, one.document)) for name, one in built.items()
    }
    assert {name: faults for name, faults in faulty.items() if faults} == {}


def test_qpdf_finds_nothing_wrong(built: Mapping[str, Built], tmp_path: Path) -> None:
    """qpdf reads every object of every PDF without an error or a warning."""
    qpdf = require_tool("qpdf")
    told = {}
    for name, one in built.items():
        (tmp_path / "a.pdf").write_bytes(one.pdf)
        result = subprocess.run([qpdf, "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True)
        if result.returncode or "WARNING" in result.stdout + result.stderr:
            told[name] = result.stdout + result.stderr
    assert told == {}


def test_the_hard_documents_are_hard(built: Mapping[str, Built]) -> None:
    """The corpus has what it is there for: tables over pages, long items, contents, fields, sources and logotypes."""
    pdf = {name: one.pdf for name, one in built.items()}
    pages = {name: data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") for name, data in pdf.items()}
    assert pages["2023-03-24-stor-tabell-protokoll"] > 2
    assert pages["2023-03-24-långt-ärende-protokoll"] >= 40
    assert pdf["2023-03-24-tvåhundra-ärenden-protokoll"].count(b"/S/TOCI") == 200
    assert pdf["2023-03-24-fält-protokoll"].count(b"/S/Form") == 4
    assert pdf["2023-03-24-logotyp-protokoll"].count(b"/S/Figure") == 1
    assert b"/EmbeddedFiles" in pdf["2023-03-24-fält-protokoll med källa"]
    assert pdf["2023-03-24-språk-protokoll"].count(b"/Lang (en)") == 2
    assert pdf["former"].count(b"/S/Figure") > 12
    assert all(pdf["former"].count(f"/ListNumbering/{kind}>>".encode()) for kind in LABEL_KINDS)


@pytest.mark.parametrize("name", [*EXAMPLES, "alla-former"])
def test_poppler_sees_the_golden_tags(tmp_path: Path, name: str) -> None:
    """Poppler's reading of the structure has the golden's tags, in the same order and at the same depth."""
    (tmp_path / "a.pdf").write_bytes(example_pdf(name) if name in EXAMPLES else whole_pdf())
    command = [require_tool("pdfinfo"), "-struct-text", str(tmp_path / "a.pdf")]
    shown = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")
    seen = [(len(found[1]) // 2, found[2]) for line in shown.splitlines() if (found := _TAG.match(line))]
    golden = (GOLDEN / f"{name}.tags.txt").read_text("utf-8").splitlines()
    assert seen == [((len(line) - len(line.lstrip())) // 2, line.split()[0]) for line in golden]
