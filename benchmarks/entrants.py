"""Who takes part: this program and others that make minutes from data, with what each of them delivers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
OTHERS = REPOSITORY / ".venv-bench" / "bin" / "python"
WORK = REPOSITORY / "output" / "bench" / "work"
WORD_TEMPLATE = WORK / "minutes-template.docx"
PROGRAM = str(Path(sys.executable).with_name("naravard"))


@dataclass(frozen=True, slots=True)
class Entrant:
    """One that is measured: its module among the builders, its packages, and the program that it needs besides."""

    name: str
    makes: str
    module: str
    packages: tuple[str, ...] = ()
    tool: str | None = None

    @property
    def is_ours(self) -> bool:
        return not self.packages

    @property
    def python(self) -> str:
        return sys.executable if self.is_ours else str(OTHERS)

    def source(self, stem: str) -> Path:
        """Return the file that it builds a meeting from."""
        if not self.is_ours:
            return WORK / "json" / f"{stem}.json"
        return WORK / "möten" / "meetings" / f"{stem}.yaml"

    def command(self, mode: str, *arguments: str | Path) -> list[str]:
        """Return the command of a measured process that uses its library."""
        return [
            self.python,
            "-m",
            "benchmarks.worker",
            f"benchmarks.builders.{self.module}",
            mode,
            *map(str, arguments),
        ]


OURS = Entrant("naravard", "PDF/A-2a + PDF/UA-1 and Word, both read again", "naravard")
TYPST = Entrant("Typst", "PDF/A-2a + PDF/UA-1", "typst_pdf", ("typst",))
WEASYPRINT = Entrant("WeasyPrint", "PDF/UA-1", "weasyprint_pdf", ("weasyprint", "jinja2"))
DOCXTPL = Entrant("docxtpl", "Word", "docxtpl_word", ("docxtpl",))
LIBREOFFICE = Entrant("LibreOffice", "docxtpl's Word, tagged PDF of it", "libreoffice_pdf", ("docxtpl",), "soffice")
ENTRANTS = (OURS, TYPST, WEASYPRINT, DOCXTPL, LIBREOFFICE)


def environment() -> dict[str, str]:
    """Return the environment of measured processes: bytecode is kept, and all set with the same faces.

    What they import of this program is what lies here, wherever the program that is installed has its own from.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    return {
        **kept,
        "PYTHONPATH": str(REPOSITORY),
        "NARAVARD_CACHE": "nej",  # what is measured as done the first time is done; a row of «again» says otherwise
        "BENCH_WORK": str(WORK),
        "BENCH_FONTS": str(WORK / "fonts"),
        "BENCH_WORD_TEMPLATE": str(WORD_TEMPLATE),
        "FONTCONFIG_FILE": str(WORK / "fonts" / "fonts.conf"),
    }


def versions() -> dict[str, str]:
    """Return the version of each package and program of the others; one that is not there is left out."""
    names = sorted({package for entrant in ENTRANTS for package in entrant.packages})
    asked = (
        "import sys\nfrom importlib.metadata import PackageNotFoundError, version\n"
        "for name in sys.argv[1:]:\n  try: print(name, version(name))\n  except PackageNotFoundError: pass"
    )
    found = dict(line.split() for line in _said([str(OTHERS), "-c", asked, *names]).splitlines())
    if said := _said(["soffice", "--version"]).split():
        found["soffice"] = said[1]
    return found


def missing(entrant: Entrant, found: Mapping[str, str]) -> str:
    """Say what an entrant lacks here; nothing when it can take part."""
    needed = (*entrant.packages, *([entrant.tool] if entrant.tool else []))
    lacking = [name for name in needed if name not in found]
    return f"{' and '.join(lacking)} not installed" if lacking else ""


def _said(command: list[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
