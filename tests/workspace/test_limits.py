"""Bounds: what is too much is told with the limit, before it is read or unpacked, and quickly."""

from __future__ import annotations

import io
import json
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from command import Run, apart
from conftest import HEAD, WorkspaceFolder
from made import LETTER_STEM, MINUTES_STEM
from PIL import Image

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.limits import HIGHEST, LIMITS, MEGABYTE
from naravard_docs.style.theme import Theme
from naravard_docs.word.base_document import BaseDocument
from naravard_docs.word.package import W
from naravard_docs.workspace.account import read_account
from naravard_docs.workspace.picture_check import picture_fault
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes, read_text_file
from naravard_docs.yaml.tree import read_tree

MEETING = f"meetings/{MINUTES_STEM}.yaml"
LETTER = f"meetings/{LETTER_STEM}.yaml"
BOUND_S = 20
"""For a machine that is busy; each takes less than a second."""


def sparse(path: Path, size: int) -> Path:
    """Make a file that says it is large and takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    return path


def quickly(work: Callable[[], object]) -> None:
    """Ensure that something ends soon and in less than 200 MB."""
    tracemalloc.start()
    began = time.monotonic()
    try:
        work()
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < BOUND_S


def png(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many dots, and little more."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def word_bomb() -> bytes:
    """Return a small Word document with a part that unpacks to 230 MB."""
    out = io.BytesIO()
    docx.Document().save(out)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/media/image1.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(230):
            part.write(bytes(1_000_000))
    return out.getvalue()


@pytest.mark.parametrize("size", [LIMITS.attachment_mb * MEGABYTE + 1, 6_000_000_000])
def test_a_large_attachment(examples: Path, run: Run, size: int) -> None:
    """An attachment over the limit is told at its place in the meeting file, unread."""
    sparse(examples / "meetings/bilagor/stor.pdf", size)
    path = examples / MEETING
    path.write_text(path.read_text("utf-8") + "\nbilagor: [bilagor/stor.pdf]\n", "utf-8")
    quickly(lambda: run("kontrollera", MEETING))
    answer = run("bygg", MEETING)
    assert answer.code == 1
    assert "gränsen är 100 MB" in answer.err
    assert "bilaga_mb" in answer.err


def test_the_limit_of_attachments_can_be_raised(examples: Path, run: Run) -> None:
    """With «gränser» a larger one is read, and then told of for what it is."""
    sparse(examples / "meetings/bilagor/stor.pdf", LIMITS.attachment_mb * MEGABYTE + 1)
    path, organisation = examples / MEETING, examples / "templates/organisation.yaml"
    path.write_text(path.read_text("utf-8") + "\nbilagor: [bilagor/stor.pdf]\n", "utf-8")
    organisation.write_text(organisation.read_text("utf-8") + "gränser: {bilaga_mb: 101}\n", "utf-8")
    assert "är ingen PDF" in run("kontrollera", MEETING).err


@pytest.mark.parametrize(
    "written", ["bilaga_mb: 0", "bilaga_mb: 99999", "mall_mb: x", "bild_megapixel: 81", "okänd: 1"]
)
def test_limits_are_raised_within_reason(workspace: WorkspaceFolder, written: str) -> None:
    """A limit that is no number, or above what the program can hold, is a fault of the file."""
    workspace.write_template("organisation.yaml", f"namn: A\ngränser: {{{written}}}\n")
    with pytest.raises(InvalidInputError) as caught:
        _ = Workspace(workspace.root).house
    assert caught.value.problems[0].place is not None


@pytest.mark.parametrize("name", ["film.mp4", "undermapp/stor.bin", "organ.yaml", "rekommendation.md", "bas.docx"])
@pytest.mark.parametrize("command", ["kontrollera", "bygg"])
def test_a_large_file_among_the_templates(examples: Path, run: Run, name: str, command: str) -> None:
    """Templates are hashed, so that a file of 5 GB among them is told with its name and the limit, unread."""
    sparse(examples / "templates" / name, 5_000_000_000)
    began = time.monotonic()
    answer = run(command, MEETING)
    assert time.monotonic() - began < BOUND_S
    assert answer.code == 1
    assert f"templates/{name}" in answer.err
    assert "gränsen är" in answer.err


def test_a_large_logo(examples: Path, run: Run) -> None:
    """A logotype over the limit is told as any file of templates/."""
    sparse(examples / "templates/l.png", LIMITS.template_mb * MEGABYTE + 1)
    path = examples / "templates/organisation.yaml"
    path.write_text(path.read_text("utf-8") + "logotyp: {fil: l.png, alternativtext: L}\n", "utf-8")
    answer = run("kontrollera", MEETING)
    assert (answer.code, "gränsen är 50 MB" in answer.err) == (1, True)


@pytest.mark.parametrize("size", [(60_000, 60_000), (7_000, 7_000), (2**31 - 1, 2**31 - 1), (40_000_001, 1)])
def test_a_picture_of_too_many_dots(size: tuple[int, int]) -> None:
    """A picture is judged by what its header says, before anything is unpacked."""
    quickly(lambda: picture_fault(png(*size)))
    fault, remedy = picture_fault(png(*size)) or ("", "")
    assert "gränsen är 40 miljoner" in fault
    assert "bild_megapixel" in remedy


def test_a_picture_of_few_dots() -> None:
    """An ordinary picture has no fault, in either form."""
    for kind in ("PNG", "JPEG"):
        out = io.BytesIO()
        Image.new("RGB", (40, 20)).save(out, kind)
        assert picture_fault(out.getvalue()) is None
        assert picture_fault(out.getvalue()[:-30]) is not None


@pytest.mark.slow
def test_no_library_speaks_of_the_picture(examples: Path) -> None:
    """What Pillow thinks of a large picture, in English and with its path, does not reach the user."""
    (examples / "templates/l.png").write_bytes(png(12_000, 12_000))
    path = examples / "templates/organisation.yaml"
    path.write_text(path.read_text("utf-8") + "logotyp: {fil: l.png, alternativtext: L}\n", "utf-8")
    answer = apart(examples, "kontrollera", MEETING)
    assert answer.code == 1
    assert "12000 × 12000" in answer.err
    assert "Warning" not in answer.err
    assert "site-packages" not in answer.err


def test_a_word_bomb() -> None:
    """A Word document is judged by what its parts say they unpack to."""
    data = word_bomb()
    with pytest.raises(FileAccessError, match="gränsen är 200 MB"):
        quickly(lambda: BaseDocument(data, Theme()))


BROKEN_WORD = {
    "content-types": ("[Content_Types].xml", "<x/>"),
    "empty-types": ("[Content_Types].xml", ""),
    "entity": ("word/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><w:styles xmlns:w="x">&b;</w:styles>'),
    "unknown-entity": ("word/styles.xml", "<styles>&b;</styles>"),
    "styles-of-another-kind": ("word/styles.xml", "<x/>"),
    "relationships": ("_rels/.rels", "<x/>"),
    "numbers": (
        "word/numbering.xml",
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:num w:numId="x"/></w:numbering>',
    ),
    "nul": ("word/document.xml", "\0"),
}


@pytest.mark.parametrize("name", BROKEN_WORD)
def test_a_broken_base_document(examples: Path, run: Run, name: str) -> None:
    """Whatever is wrong within bas.docx is the file's fault, told in Swedish."""
    part, held = BROKEN_WORD[name]
    empty, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(out, "w") as new:
        for each in {*old.namelist(), part}:
            new.writestr(each, held if each == part else old.read(each))
    (examples / "templates/bas.docx").write_bytes(out.getvalue())
    answer = run("bygg", MEETING, "--format", "docx", "--till", "ut")
    assert answer.code in (0, 3), answer.err
    assert "internt fel" not in answer.err


def manifest(**changed: object) -> str:
    """Return a manifest that is whole but for what is changed."""
    return json.dumps({"filer": [], "källor": [], "versioner": {}, "möte": "m", **changed})


MANIFESTS = {
    "brackets": "[" * 100_000,
    "braces": '{"a":' * 100_000,
    "numbers": manifest(källor=[{"fil": 1, "sha256": 2}, {"fil": "a", "sha256": "b"}]),
    "number-for-a-list": manifest(filer=5),
    "number-for-a-name": manifest(möte=3),
    "number-for-a-version": manifest(versioner={"a": 1}),
    "long-number": '{"filer": [], "källor": [], "versioner": {}, "möte": ' + "9" * 10_000 + "}",
    "nul": manifest(källor=[{"fil": "a\0b", "sha256": ""}]),
    "name-that-leads-out": manifest(filer=[{"fil": "..\\x", "byte": 1, "sha256": "", "underlag": ""}]),
    "name-of-a-drive": manifest(filer=[{"fil": "C:x", "byte": 1, "sha256": "", "underlag": ""}]),
    "size-in-words": manifest(filer=[{"fil": "x", "byte": "1", "sha256": "", "underlag": ""}]),
    "nothing": "",
    "null": "null",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MANIFESTS)
@pytest.mark.parametrize("command", ["bygg", "verifiera"])
def test_a_broken_manifest(examples: Path, run: Run, name: str, command: str) -> None:
    """A manifest that is none is told as damaged, with what to do."""
    path = examples / "output" / MINUTES_STEM / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(MANIFESTS[name], "utf-8")
    answer = run(command, MEETING)
    assert (answer.code, "är skadad" in answer.err) == (3, True), answer.err


def test_a_large_manifest(examples: Path, run: Run) -> None:
    """A manifest of gigabytes is not read."""
    sparse(examples / "output" / MINUTES_STEM / "manifest.json", 3_000_000_000)
    quickly(lambda: run("verifiera", MEETING))
    assert "gränsen är 50 MB" in run("verifiera", MEETING).err


def test_a_built_file_that_has_become_large(examples: Path, run: Run) -> None:
    """What lies in the way of a build is put aside by its size, not read."""
    assert run("bygg", MEETING, "--format", "pdf").code == 0
    sparse(examples / "output" / MINUTES_STEM / f"{MINUTES_STEM}-protokoll.pdf", 5_000_000_000)
    began = time.monotonic()
    answer = run("bygg", MEETING, "--format", "pdf")
    assert time.monotonic() - began < BOUND_S
    assert (answer.code, "andrad" in answer.err) == (0, True)


@pytest.mark.parametrize("command", [("hämta",), ("granska",)])
def test_a_large_pdf_that_is_named(tmp_path: Path, run: Run, command: tuple[str, ...]) -> None:
    """A PDF of gigabytes that a command is given is told by its size."""
    path = sparse(tmp_path / "stor.pdf", 6_000_000_000)
    answer = run(*command, path)
    assert (answer.code, "gränsen är 100 MB" in answer.err) == (3, True)


def test_a_large_account(tmp_path: Path) -> None:
    """The file about the mail server has a limit of its own."""
    path = sparse(tmp_path / "post.yaml", 2_000_000)
    with pytest.raises(InvalidInputError) as caught:
        read_account(path, tmp_path / "annan")
    assert "gränsen är 1 MB" in caught.value.problems[0].remedy


def test_files_are_read_up_to_the_limit(tmp_path: Path) -> None:
    """The limit itself is within it."""
    path = sparse(tmp_path / "a", MEGABYTE)
    assert len(read_bytes(path, 1)) == MEGABYTE
    with pytest.raises(FileAccessError, match="är 2 MB stor, och gränsen är 1 MB"):
        read_bytes(sparse(path, MEGABYTE + 1), 1)


def test_a_link_that_leads_to_itself(workspace: WorkspaceFolder) -> None:
    """A ring of links is a file that cannot be read, as an attachment and as any other."""
    ring = workspace.root / "meetings/bilagor/ring.pdf"
    ring.symlink_to(ring.name)
    (problem,) = [p for p in workspace.problems(HEAD + "bilagor: [bilagor/ring.pdf]\n") if p.is_error]
    assert "ring.pdf" in problem.message
    assert (problem.place.line, problem.remedy != "") == (3, True)  # type: ignore[union-attr]
    with pytest.raises(FileAccessError):
        read_text_file(ring)


@pytest.mark.parametrize("name", ["meetings/x.yaml", "templates/organ.yaml", "templates/bas.docx", "output"])
def test_rings_of_links_anywhere(examples: Path, run: Run, name: str) -> None:
    """A ring in the place of any file is told or passed over, and is no fault of the program."""
    path = examples / name
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)
    for command in (("kontrollera",), ("bygg", MEETING), ("kontrollera", name)):
        assert run(*command).code in range(7)


ESCAPES = {
    '"\\U00110000"': "Unicode slutar",
    '"\\UFFFFFFFF"': "Unicode slutar",
    '"a \\U0011FFFF b"': "Unicode slutar",
    '"\\uD800"': "U+D800",
    '"\\uDFFF\\uD800"': "U+D",
    '"\\U0000D800"': "U+D800",
}


@pytest.mark.parametrize(("written", "said"), ESCAPES.items())
def test_escapes_that_name_no_character(workspace: WorkspaceFolder, written: str, said: str) -> None:
    """An escape can write any number; one that is no character is told where it stands."""
    problem = workspace.problems(f"{HEAD}titel: {written}\n")[0]
    assert said in problem.message
    assert problem.place.line == 3  # type: ignore[union-attr]


LONG = {
    "brackets": ("organ: " + "[" * 100_000, "för många nivåer"),
    "braces": ("organ: " + "{a: " * 100_000, "för många nivåer"),
    "dashes": ("organ: " + "\n  " + "- " * 100_000, "för många nivåer"),
    "keys": ("".join(f"k{n}: 1\n" for n in range(100_000)), "gränsen"),
    "values": ("a: [" + "x, " * 200_000 + "]", "gränsen"),
    "twice": ("a: 1\n" * 40_000, "fler fel"),
    "anchors": ("a: [" + "&b x, " * 40_000 + "]", "fler fel"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_endless_files(name: str) -> None:
    """What is too deep, too long or all wrong is told once, and soon."""
    text, said = LONG[name]
    began = time.monotonic()
    with pytest.raises(InvalidInputError) as caught:
        read_tree(text, Path("x.yaml"))
    assert time.monotonic() - began < BOUND_S
    assert any(said in problem.message.lower() for problem in caught.value.problems)
    assert len(caught.value.problems) <= LIMITS.problems + 1


LATE = {
    "bracket": "k: [\n",
    "quote": 'k: "a\n',
    "indent": "k: a\n b: c\n",
    "tab": "\tk: a\n",
    "escape": 'k: "\\U00110000"\n',
    "no-such-escape": 'k: "\\q"\n',
}


@pytest.mark.parametrize("name", LATE)
def test_a_slip_at_the_end_of_a_long_file(name: str) -> None:
    """A fault of form is told at its line and soon, however much stands before it."""
    text = "a: |\n" + "  ord ord ord\n" * 100_000 + LATE[name]
    began = time.monotonic()
    with pytest.raises(InvalidInputError) as caught:
        read_tree(text, Path("x.yaml"))
    assert time.monotonic() - began < BOUND_S
    problem = caught.value.problems[0]
    assert 100_002 <= problem.place.line <= 100_004  # type: ignore[union-attr]
    assert problem.remedy


def test_many_unknown_keys(workspace: WorkspaceFolder) -> None:
    """Of very many faults in one file the first are told, and that there are more."""
    problems = workspace.problems(HEAD + "".join(f"k{n}: x\n" for n in range(3_000)))
    assert len(problems) == LIMITS.problems + 1
    assert any("fler fel än de 200" in problem.message for problem in problems)


TOO_LONG = {
    "items": "ärenden:\n" + "".join(f"  - Ärende {n}\n" for n in range(LIMITS.agenda_items + 1)),
    "clauses": "ärenden:\n  - rubrik: A\n    beslut:\n" + "".join(f"      - anta {n}\n" for n in range(501)),
    "text": "ärenden:\n  - rubrik: A\n    text: " + "ord " * 130_000 + "\n",
    "heading": "ärenden:\n  - rubrik: " + "ord " * 3_000 + "\n",
}


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_meeting_that_is_too_long(workspace: WorkspaceFolder, name: str) -> None:
    """More items, clauses or letters than any meeting has are refused with the limit and the place."""
    (problem,) = [p for p in workspace.problems(HEAD + TOO_LONG[name]) if p.is_error]
    assert "gränsen" in problem.message
    assert problem.place is not None
    assert problem.remedy


def test_a_long_attachment_of_text(workspace: WorkspaceFolder) -> None:
    """A Markdown attachment has the same limit as a text."""
    workspace.write("meetings/bilagor/lang.md", "ord " * 130_000)
    (problem,) = [p for p in workspace.problems(HEAD + "bilagor: [bilagor/lang.md]\n") if p.is_error]
    assert "gränsen är 500000" in problem.message


def test_a_word_written_twice_very_often(workspace: WorkspaceFolder) -> None:
    """A slip that is all over a text is told some times, not once for each word."""
    loaded = workspace.load(HEAD + "ärenden:\n  - rubrik: A\n    text: " + "ord " * 20_000 + "\n")
    assert 1 <= sum("två gånger i följd" in warning.message for warning in loaded.problems) <= 20


def test_two_thousand_recipients(workspace: WorkspaceFolder) -> None:
    """Lists that include each other's recipients are put together in time that grows with them only."""
    keys = [f"k{n}" for n in range(2_000)]
    members = "".join(f"    - {{nyckel: {key}, namn: Kommun {key}}}\n" for key in keys)
    others = "".join(f"l{n}:\n  namn: L\n  ingår: [{', '.join(keys)}]\n" for n in range(3))
    workspace.write_template("sandlistor.yaml", f"alla:\n  namn: A\n  mottagare:\n{members}{others}")
    began = time.monotonic()
    lists = Workspace(workspace.root).distribution
    assert lists.doubts(["l0", "l1", "l2", "alla"]) == ()
    assert time.monotonic() - began < 3 * BOUND_S
    assert len(lists.distribution.members["l2"]) == 2_000


def test_limits_are_above_anything_real() -> None:
    """What can be raised can be raised: the program's own limits are below the highest."""
    assert LIMITS.attachment_mb < HIGHEST.attachment_mb
    assert LIMITS.template_mb < HIGHEST.template_mb
    assert LIMITS.picture_megapixels < HIGHEST.picture_megapixels
    assert HIGHEST.picture_megapixels * 1_000_000 < Image.MAX_IMAGE_PIXELS  # type: ignore[operator]
