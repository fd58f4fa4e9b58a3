"""Make the README's picture from the program's own output: build, then render page one with Poppler's pdftoppm."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEETING = "2023-03-24-systemledning"


def main() -> None:
    """Build the 2023 minutes and keep their first page as docs/pictures/protokoll.png."""
    with tempfile.TemporaryDirectory() as folder:
        source = ROOT / "meetings" / f"{MEETING}.yaml"
        program = [sys.executable, "-m", "naravard_docs.cli.main"]
        subprocess.run([*program, "bygg", str(source), "--till", folder, "--tyst"], check=True)
        pdf = Path(folder) / MEETING / f"{MEETING}-protokoll.pdf"
        target = ROOT / "docs" / "pictures" / "protokoll"
        options = ["-png", "-singlefile", "-f", "1", "-l", "1", "-r", "72"]
        subprocess.run(["pdftoppm", *options, str(pdf), str(target)], check=True)


if __name__ == "__main__":
    main()
