"""A file is found by the name that people see, whichever way the disk or the text puts its letters together."""

from __future__ import annotations

import json
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from command import Run
from conftest import HEAD, WorkspaceFolder
from made import copy_examples
from PIL import Image
from small_pdfs import plain_pdf

from naravard_docs.style.font_names import FACES
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import Theme
from naravard_docs.workspace.file_names import NameClashError, as_on_disk, path_on_disk
from naravard_docs.workspace.load import load_meeting

FORMS = ("NFC", "NFD")
BOTH_WAYS = pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
MEETING = "organ: systemledning\ndatum: 2023-05-12\nnärvarande: [{grupp: G, personer: [Bo Ek]}]\närenden: [A]\n"


def form(how: str, text: str) -> str:
    """Return a text composed or taken apart."""
    return unicodedata.normalize("NFD" if how == "NFD" else "NFC", text)


@BOTH_WAYS
def test_path_with_folders(on_disk: str, written: str, tmp_path: Path) -> None:
    """Each part of a path is compared by its letters, and the path is given as the disk has it."""
    file = tmp_path / form(on_disk, "bilagor på ö") / form(on_disk, "målbild é.md")
    file.parent.mkdir()
    file.write_text("x")
    assert path_on_disk(tmp_path, form(written, "bilagor på ö/målbild é.md")).read_text() == "x"
    assert as_on_disk(Path(form(written, str(file)))) == file


def test_what_is_not_there_is_as_written(tmp_path: Path) -> None:
    """A name that no file has is given back, and names of one meaning only are left alone."""
    assert path_on_disk(tmp_path, "målbild.md") == tmp_path / "målbild.md"
    assert path_on_disk(tmp_path, "../a.md") == tmp_path / "../a.md"


def test_two_files_of_one_name_are_told(workspace: WorkspaceFolder) -> None:
    """Two files that look the same are told rather than one of them taken."""
    for how in FORMS:
        workspace.write(f"meetings/bilagor/{form(how, 'målbild.md')}", "# M\n")
    if len(list((workspace.root / "meetings/bilagor").glob("m*.md"))) < 2:
        pytest.skip("the disk holds the two for one")
    (problem,) = workspace.problems(f"{HEAD}bilagor: [bilagor/målbild.md]\n")
    assert "finns två gånger" in problem.message and "byt namn" in problem.remedy
    assert str(problem.place).endswith(":3:11")
    with pytest.raises(NameClashError):
        path_on_disk(workspace.root, "meetings/bilagor/målbild.md")


@BOTH_WAYS
def test_attachments(on_disk: str, written: str, workspace: WorkspaceFolder, run: Run) -> None:
    """Markdown and PDF attachments are found, and what is written of them has composed names."""
    workspace.write(f"meetings/{form(on_disk, 'bilagor på ö/målbild.md')}", "# Målbild\n")
    workspace.write(f"meetings/{form(on_disk, 'bilagor på ö/färdplan.pdf')}", plain_pdf())
    listed = "[bilagor på ö/målbild.md, bilagor på ö/färdplan.pdf]"
    path = workspace.write_meeting(form(written, f"{MEETING}bilagor: {listed}\n"), "2023-05-12-x.yaml")
    assert run("bygg", path, "--tyst", "--sammanfoga").code == 0
    folder = workspace.root / "output" / "2023-05-12-x"
    assert (folder / "bilagor" / "färdplan.pdf").read_bytes() == plain_pdf()
    sources = [source["fil"] for source in json.loads((folder / "manifest.json").read_text("utf-8"))["källor"]]
    assert {"meetings/bilagor på ö/målbild.md", "meetings/bilagor på ö/färdplan.pdf"} <= set(sources)
    again = run("bygg", path, "--sammanfoga")
    assert "oförändrat" in again.err or "inget" in again.err.lower() or again.code == 0
    assert run("verifiera", path).code == 0


@BOTH_WAYS
def test_meeting_named_on_the_command_line(on_disk: str, written: str, workspace: WorkspaceFolder, run: Run) -> None:
    """A meeting file is found however its name is typed, and its documents have composed names."""
    workspace.write_meeting(MEETING, form(on_disk, "2023-05-12-målbild.yaml"))
    typed = workspace.root / "meetings" / form(written, "2023-05-12-målbild.yaml")
    for command in ("kontrollera", "bygg", "bygg", "verifiera"):
        assert run(command, typed, "--tyst").code == 0
    folder = workspace.root / "output" / "2023-05-12-målbild"
    assert (folder / "2023-05-12-målbild-protokoll.pdf").is_file()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["möte"] == "2023-05-12-målbild.yaml"


def test_unchanged_whichever_way_the_disk_has_it(workspace: WorkspaceFolder, run: Run) -> None:
    """A meeting with a decomposed name and attachment is left as it is when nothing has changed."""
    workspace.write(f"meetings/bilagor/{form('NFD', 'målbild.md')}", "# M\n")
    name = form("NFD", "2023-05-12-målbild.yaml")
    path = workspace.write_meeting(f"{MEETING}bilagor: [bilagor/målbild.md]\n", name)
    assert run("bygg", path).code == 0
    built = workspace.root / "output" / "2023-05-12-målbild" / "2023-05-12-målbild-protokoll.pdf"
    before = built.stat().st_mtime_ns
    assert run("bygg", path).code == 0
    assert built.stat().st_mtime_ns == before
    workspace.write(f"meetings/bilagor/{form('NFD', 'målbild.md')}", "# N\n")
    assert run("bygg", path).code == 0
    assert built.stat().st_mtime_ns != before


@BOTH_WAYS
def test_logo_and_templates(on_disk: str, written: str, workspace: WorkspaceFolder) -> None:
    """A picture named in organisation.yaml and a template named in organ.yaml are found."""
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    workspace.write_template(form(on_disk, "märke.png"), picture.getvalue())
    workspace.write_template(form(on_disk, "påbrev.md"), "{{ beslut }}\n")
    logo = "namn: O\nlogotyp: {fil: märke.png, alternativtext: M}\n"
    workspace.write_template("organisation.yaml", form(written, logo))
    workspace.write_template("organ.yaml", form(written, "systemledning: {namn: S, brevmall: påbrev.md}\n"))
    house = workspace.load(MEETING).workspace.house
    assert house.logo is not None and "påbrev.md" in house.texts
    files = workspace.load(MEETING).sources
    assert {"templates/märke.png", "templates/påbrev.md"} <= set(files)


@BOTH_WAYS
def test_fonts(on_disk: str, written: str, workspace: WorkspaceFolder) -> None:
    """Font files are found by the names that organisation.yaml gives them."""
    faces = dict(zip(FACES, ("Å-rak", "Å-fet", "Å-kursiv", "Å-fetkursiv"), strict=True))
    for key, face in faces.items():
        workspace.write_template(form(on_disk, f"{face}.ttf"), face_file(Theme(), key).read_bytes())
    fonts = "{namn: Å, normal: Å-rak.ttf, fet: Å-fet.ttf, kursiv: Å-kursiv.ttf, fet_kursiv: Å-fetkursiv.ttf}"
    workspace.write_template("organisation.yaml", form(written, f"namn: O\nutseende: {{typsnitt: {fonts}}}\n"))
    theme = workspace.load(MEETING).workspace.theme
    assert theme.font_files is not None and theme.font_files.bold.is_file()


@BOTH_WAYS
def test_answers_and_what_follows_them_up(on_disk: str, written: str, tmp_path: Path, run: Run) -> None:
    """Answer files, the files that they name and what follows them up are found in a meeting with any name."""
    root = copy_examples(tmp_path / "arbetsyta")
    old, new = "2021-03-19-samrad-vard-och-omsorg", "2021-03-19-samråd"
    (root / "meetings" / f"{old}.yaml").rename(root / "meetings" / form(on_disk, f"{new}.yaml"))
    (answers,) = (root / "meetings" / "svar").glob(f"{old}*.yaml")
    matter = answers.name.removeprefix(f"{old}-").removesuffix(".yaml")
    (root / "meetings" / "svar" / form(on_disk, "från umeå.pdf")).write_bytes(plain_pdf())
    lines = answers.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.lstrip(" -").startswith("mottagare:"))
    indent = " " * (len(lines[at]) - len(lines[at].lstrip(" -")))

    end = next((n for n, line in enumerate(lines[at + 1 :], at + 1) if "mottagare:" in line), len(lines))
    if not any(line.startswith(f"{indent}fil:") for line in lines[at:end]):
        lines.insert(at + 1, f"{indent}fil: {form(written, 'från umeå.pdf')}")
    answers.unlink()
    (root / "meetings" / "svar" / form(written, f"{new}-{matter}.yaml")).write_text("\n".join(lines), "utf-8")
    following = root / "meetings" / "2023-05-12-uppföljning.yaml"
    item = f"  - rubrik: B\n    uppföljning_av: {form(written, new)}-{matter}\n"
    following.write_text(MEETING.replace(" [A]", "") + item, "utf-8")
    assert run("kontrollera", following).code == 0
    told = run("läge", root / "meetings" / form(written, f"{new}.yaml"))
    assert told.code == 0, told.err
    assert load_meeting(root / "meetings" / form(on_disk, f"{new}.yaml")).stem == new


def test_case_07_target(workspace: WorkspaceFolder) -> None:
    """The attachment of case 07, whose name a Mac has taken apart, is found."""
    workspace.write(f"meetings/bilagor/{form('NFD', 'målbild.md')}", "# Målbild\n")
    loaded = workspace.load("organ: systemledning\ndatum: 2023-05-12\nbilagor: [bilagor/målbild.md]\n")
    assert [text.title for text in loaded.attached_texts.values()] == ["Målbild"]


def test_two_meetings_of_one_name_are_not_built_into_one_folder(workspace: WorkspaceFolder, run: Run) -> None:
    """Two meeting files that look the same would share a folder, and are told."""
    paths = [workspace.write_meeting(MEETING, form(how, "2023-05-12-möte.yaml")) for how in FORMS]
    if paths[0].samefile(paths[1]):
        pytest.skip("the disk holds the two for one")
    answer = run("bygg", *paths)
    assert answer.code != 0 and "finns två gånger" in answer.err
