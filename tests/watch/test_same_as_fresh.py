"""What is kept in memory between two builds is never of a file that has changed since."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import own_fonts
import pytest
from answering import REFERENCE, STEM
from conftest import WorkspaceFolder
from fontTools.ttLib import TTFont
from forms import PICTURES
from house_templates import TEMPLATES
from made import REPOSITORY
from test_follows_up import following
from watching import ORDER_OF_ALL as ORDER
from watching import built_afresh, outputs, watched

from naravard_docs.style.font_names import FACES

LOOK = """\
namn: {name}
logotyp: {{fil: bilder/logotyp.png, alt_text: R}}
utseende:
  accentfärg: {colour}
  typsnitt:
    namn: Husets
"""
FACES_NAMED = "".join(f"    {key}: {key}.ttf\n" for key in own_fonts.KEYS)
SHOWN = "    text: |\n      Ord.\n\n      ![En bild](bilagor/bild.png)\n    bilagor: [bilagor/bilaga.md]\n"


def look(name: str = "Region Ett", colour: str = "1F4E79") -> str:
    return LOOK.format(name=name, colour=colour) + FACES_NAMED


def narrower(font: TTFont) -> None:
    """Make every letter narrower, which moves all that is set."""
    metrics = font["hmtx"].metrics
    for name, (width, bearing) in list(metrics.items()):
        metrics[name] = (max(width - 20, 1), bearing)


@pytest.fixture
def office(workspace: WorkspaceFolder) -> WorkspaceFolder:
    """A workspace whose meetings use every kind of file."""
    for name in ("rekommendation.md", "mejl.txt"):
        workspace.write_template(name, (REPOSITORY / "templates" / name).read_bytes())
    workspace.write_template("bilder/logotyp.png", PICTURES["PNG"])
    for key, data in own_fonts.whole().items():
        workspace.write_template(f"{key}.ttf", data)
    workspace.write_template("organisation.yaml", look())
    workspace.write_template("bas.docx", TEMPLATES["swedish_names"]())
    workspace.write("meetings/bilagor/bild.png", PICTURES["PNG"])
    path = following(workspace)
    path.write_text(path.read_text("utf-8") + "  - rubrik: Bilden\n" + SHOWN, "utf-8")
    return workspace


def replaced(name: str, old: str, new: str) -> Callable[[WorkspaceFolder], None]:
    def change(office: WorkspaceFolder) -> None:
        path = office.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def added(name: str, more: str) -> Callable[[WorkspaceFolder], None]:
    return lambda office: replaced(name, text := (office.root / name).read_text("utf-8"), text + more)(office)


def written(name: str, content: Callable[[], bytes]) -> Callable[[WorkspaceFolder], None]:
    return lambda office: (office.root / name).write_bytes(content()) and None


def same_time_and_size(office: WorkspaceFolder) -> None:
    """Change a template so that neither its time nor its size tells."""
    path = office.root / "templates" / "organisation.yaml"
    known = path.stat()
    replaced("templates/organisation.yaml", "Region", "Länets")(office)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert path.stat().st_size != 0


CHANGES: dict[str, Callable[[WorkspaceFolder], None]] = {
    "organisation": written("templates/organisation.yaml", lambda: look("Region Två").encode()),
    "organisation at the same time": same_time_and_size,
    "colour": written("templates/organisation.yaml", lambda: look(colour="7F1E79").encode()),
    "logotype in a folder below": written("templates/bilder/logotyp.png", lambda: PICTURES["PNG med palett"]),
    "typeface": written("templates/normal.ttf", lambda: own_fonts.changed(narrower, FACES[0])),
    "Word base": written("templates/bas.docx", lambda: TEMPLATES["english"]()),
    "no Word base": lambda office: (office.root / "templates" / "bas.docx").unlink(),
    "bodies": replaced("templates/organ.yaml", "Systemledning", "Styrgruppen"),
    "people": replaced("templates/personer.yaml", "Katarina", "Karin"),
    "lists": replaced("templates/sandlistor.yaml", "Umeå", "Stor-Umeå"),
    "letter": added("templates/rekommendation.md", "\n\nVälkommen med ert svar.\n"),
    "mail": lambda office: (office.root / "templates" / "mejl.txt").write_text("Hej!\n", "utf-8") and None,
    "attachment": written("meetings/bilagor/bilaga.md", "# En annan bilaga\n\nAnnan text.\n".encode),
    "picture": written("meetings/bilagor/bild.png", lambda: PICTURES["JPEG"]),
    "answers": replaced(f"meetings/svar/{REFERENCE}.yaml", "paragraf: 87", "paragraf: 88"),
    "recommendation": replaced(f"meetings/{STEM}.yaml", "svar_senast: 2023-09-30", "svar_senast: 2023-09-29"),
}
MAKES_NO_OTHERS: frozenset[str] = frozenset()


@pytest.mark.slow
def test_whatever_changes_is_built_as_in_a_process_of_its_own(office: WorkspaceFolder, tmp_path: Path) -> None:
    """After each change of each kind of file, what the watch wrote is what a new process writes, byte for byte."""
    held: dict[str, dict[str, bytes]] = {}
    with watched(office.root, order=ORDER) as watch:
        before = outputs(office.root)
        for name, change in CHANGES.items():
            change(office)
            watch.catch_up()
            held[name] = outputs(office.root)
            assert (held[name] == before) == (name in MAKES_NO_OTHERS), name
            before = held[name]
            shutil.copytree(office.root, tmp_path / name, ignore=shutil.ignore_patterns("output", ".las"))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["watching", "naravard_docs.pdf.writer", "naravard_docs.word.writer"])
    with processes.Pool(2, maxtasksperchild=1) as pool:
        fresh = pool.map(built_afresh, [tmp_path / name for name in CHANGES], chunksize=1)
    for name, files in zip(CHANGES, fresh, strict=True):
        assert [file for file in files if files[file] != held[name].get(file)] == [], name
