"""Broken references: keys of shared files, attachments, files that cannot be read, faults in templates/."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bad_case import Bad, BadWhole, assert_said, each
from conftest import HEAD, WorkspaceFolder
from test_bad_meeting import letter_with

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.workspace.load import load_meeting

KEYS = (
    BadWhole(
        "body",
        "organ: systemledningen\ndatum: 2023-03-24\n",
        "1:8",
        "finns inte i templates/organ.yaml",
        "menade du «systemledning»?",
    ),
    BadWhole("body-like-none", "organ: qqq\ndatum: 2023-03-24\n", "1:8", "«qqq» finns inte", "samrad-vard-och-omsorg"),
    Bad(
        "answer-to",
        letter_with("svar_till: katarina-lindahl", "svar_till: katarina-lindal"),
        "11:18",
        "finns inte i templates/personer.yaml",
        "menade du «katarina-lindahl»?",
    ),
    Bad(
        "signed-by",
        letter_with("undertecknas_av: katarina-lindahl", "undertecknas_av: [britta-edstrom, brita-edstrom]"),
        "12:41",
        "«brita-edstrom» finns inte",
        "menade du «britta-edstrom»?",
    ),
    Bad(
        "signed-by-one",
        letter_with("undertecknas_av: katarina-lindahl", "undertecknas_av: kata"),
        "12:24",
        "«kata» finns inte",
        "nycklar som finns där: britta-edstrom, katarina-lindahl",
    ),
    Bad(
        "questions-to",
        letter_with("      svar_till", "      frågor_till: x\n      svar_till"),
        "11:20",
        "«x» finns inte",
        "katarina-lindahl",
    ),
    Bad(
        "list",
        letter_with("lanets-huvudman", "länets-huvudmän"),
        "9:18",
        "templates/sandlistor.yaml",
        "menade du «lanets-huvudman»?",
    ),
)

ATTACHMENTS = tuple(
    Bad(name, f"bilagor:\n  - {path}\n", "4:5", message, remedy)
    for name, path, message, remedy in (
        ("missing", "bilagor/annan.md", "«bilagor/annan.md» finns inte i meetings/", "räknas från mötesfilens mapp"),
        ("outside", "../../annan.md", "«../../annan.md» ligger utanför arbetsytan", "skriv bilagor/annan.md"),
        ("absolute", "/etc/annan.md", "ligger utanför arbetsytan", "lägg filen i meetings/bilagor"),
        ("folder", "bilagor", "«bilagor» är en mapp, inte en fil", "en fil i mappen"),
        ("suffix", "bilagor/bild.png", "är varken Markdown (.md) eller PDF (.pdf)", "spara bilagan som PDF"),
        ("no-suffix", "bilagor/bild", "är varken Markdown (.md) eller PDF (.pdf)", "spara bilagan som PDF"),
        ("backslash", "bilagor\\bilaga.md", "omvänt snedstreck i sökvägen", "skriv bilagor/bilaga.md"),
        ("too-long", "x" * 5000 + ".md", "har ett namn som inte går att använda", "byt namn på filen"),
        ("nul", '"bilaga\\0.md"', "U+0000", "ta bort tecknet"),
        ("empty", '""', "posten under «bilagor» är tom", "ta bort raden"),
    )
)

TEMPLATES = (
    ("body-unknown-key", "organ.yaml", "systemledning:\n  namn: S\n  nman: T\n", "3:3", "«nman»", "menade du «namn»?"),
    ("body-without-name", "organ.yaml", "systemledning:\n  profil: nämnd\n", "1:1", "«namn» saknas", "«namn:»"),
    ("body-without-value", "organ.yaml", "systemledning:\n", "1:1", "«systemledning» har inget", "fyll i"),
    ("body-as-text", "organ.yaml", "systemledning: S\n", "1:16", "«systemledning» har fel form", "«namn»"),
    ("body-wording", "organ.yaml", "a:\n  namn: A\n  ordval: {beslut: sits}\n", "3:20", "«sits»", "menade du «sist»?"),
    ("bodies-as-list", "organ.yaml", "- namn: S\n", "1:1", "nycklar och värden", "nyckel och kolon"),
    ("bodies-twice", "organ.yaml", "a:\n  namn: A\na:\n  namn: B\n", "3:1", "«a» står två gånger", "behåll den ena"),
    (
        "letter-template",
        "organ.yaml",
        "a:\n  namn: A\n  brevmall: eget.md\n",
        "3:13",
        "«eget.md» finns inte",
        "lägg filen",
    ),
    ("mail-template", "organ.yaml", "a:\n  namn: A\n  mejlmall: eget.txt\n", "3:13", "«eget.txt» finns inte", "rätta"),
    ("letter-template-long", "organ.yaml", f"a:\n  namn: A\n  brevmall: {'x' * 5000}\n", "3:13", "finns inte", "rätta"),
    ("contact-without-mail", "personer.yaml", "a:\n  namn: A\n", "1:1", "«e-post» saknas", "«e-post:»"),
    (
        "contact-mail",
        "personer.yaml",
        "a:\n  namn: A\n  e-post: a@b\n",
        "3:11",
        "«a@b» är ingen e-post",
        "kommun@umea.se",
    ),
    ("contacts-empty", "personer.yaml", "", "1:1", "Filen är tom", "nycklar och värden"),
    (
        "list-mail",
        "sandlistor.yaml",
        "l:\n  namn: L\n  mottagare:\n    - namn: A\n      e-post: a.se\n",
        "5:15",
        "«a.se» är ingen e-postadress",
        "skriv till exempel",
    ),
    (
        "list-one-key-twice",
        "sandlistor.yaml",
        "l:\n  namn: L\n  mottagare:\n    - namn: Mala\n    - namn: Malå\n",
        "5:7",
        "«Mala» och «Malå» får samma korta namn",
        "egen «nyckel»",
    ),
    ("list-empty", "sandlistor.yaml", "l:\n  namn: L\n  mottagare: []\n", "3:3", "«mottagare» är tom", "minst en post"),
    ("colour", "organisation.yaml", "namn: R\nutseende: {accentfärg: blå}\n", "2:24", "«blå» är ingen färg", "1F4E79"),
    ("decimal-comma", "organisation.yaml", "namn: R\nutseende:\n  brödtext_pt: 11,5\n", "3:16", "«11,5»", "med punkt"),
    (
        "size-too-small",
        "organisation.yaml",
        "namn: R\nutseende:\n  småtext_pt: 2\n",
        "3:15",
        "minst 5, inte «2»",
        "ett tal",
    ),
    (
        "size-no-number",
        "organisation.yaml",
        "namn: R\nutseende:\n  radavstånd_pt: nan\n",
        "3:18",
        "inte «nan»",
        "ett tal",
    ),
    (
        "sizes-too-few",
        "organisation.yaml",
        "namn: R\nutseende:\n  rubriker_pt: [21, 14]\n",
        "3:3",
        "fel antal",
        "tre tal",
    ),
    (
        "sizes-too-many",
        "organisation.yaml",
        "namn: R\nutseende:\n  rubriker_pt: [9, 9, 9, 9]\n",
        "3:3",
        "fel antal",
        "tre tal",
    ),
    (
        "logo-missing",
        "organisation.yaml",
        "namn: R\nlogotyp: {fil: l.png, alternativtext: L}\n",
        "2:16",
        "«l.png» finns inte i templates/",
        "lägg filen där",
    ),
    (
        "logo-no-picture",
        "organisation.yaml",
        "namn: R\nlogotyp: {fil: bas.docx, alternativtext: L}\n",
        "2:16",
        "varken PNG eller JPEG",
        "spara om bilden",
    ),
)


@each(KEYS)
def test_key_of_shared_file(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A key that the shared file lacks is pointed at, with the likeliest one or all that there are."""
    assert_said(workspace.problems(bad.text), bad)


@each(ATTACHMENTS)
def test_attachment(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A file that cannot be attached is named with the reason and what to write or do."""
    assert_said(workspace.problems(bad.text), bad)


@pytest.mark.parametrize(
    ("name", "content", "where", "message", "remedy"), [t[1:] for t in TEMPLATES], ids=[t[0] for t in TEMPLATES]
)
def test_template(name: str, content: str, where: str, message: str, remedy: str, workspace: WorkspaceFolder) -> None:
    """A fault in a shared file is told at its place in that file."""
    workspace.write_template("bas.docx", b"PK")
    workspace.write_template(name, content)
    problems = workspace.problems(HEAD)
    assert_said(
        [p for p in problems if p.place and Path(p.place.file).name == name], Bad("", "", where, message, remedy)
    )


def test_all_templates_at_once(workspace: WorkspaceFolder) -> None:
    """The faults of several shared files are told together, and with those of the meeting."""
    workspace.write_template("organ.yaml", "a:\n  nman: A\n  namn: A\n")
    workspace.write_template("personer.yaml", "a: [\n")
    files = {Path(p.place.file).name for p in workspace.problems(HEAD) if p.place}
    assert files == {"organ.yaml", "personer.yaml", "2023-03-24-systemledning.yaml"}


def test_attached_text_that_is_not_utf8(workspace: WorkspaceFolder) -> None:
    """A letter's Markdown attachment in another encoding is told at its place in the attachment."""
    workspace.write("meetings/bilagor/brev.md", "# Rubrik\n\nUmeå\n".encode("cp1252"))
    problems = workspace.problems(HEAD + letter_with("svar_senast", "bilagor: bilagor/brev.md\n      svar_senast"))
    assert_said(problems, Bad("", "", "3:4", "inte UTF-8", "spara om"))


def test_missing_file(tmp_path: Path) -> None:
    """A meeting file that is not there is a trouble of files, named."""
    with pytest.raises(FileAccessError, match=r"saknas\.yaml finns inte") as caught:
        load_meeting(tmp_path / "saknas.yaml")
    assert caught.value.remedy == "kontrollera namnet och mappen"


def test_folder_as_file(tmp_path: Path) -> None:
    """A folder given as a meeting file is told as one."""
    with pytest.raises(FileAccessError, match="är en mapp, inte en fil") as caught:
        load_meeting(tmp_path)
    assert "ange en fil" in caught.value.remedy


def test_name_that_no_file_can_have(tmp_path: Path) -> None:
    """A name too long for the file system is a trouble of files."""
    with pytest.raises(FileAccessError, match="går inte att läsa") as caught:
        load_meeting(tmp_path / ("x" * 5000 + ".yaml"))
    assert "filens namn" in caught.value.remedy


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_as_file(tmp_path: Path) -> None:
    """What is neither file nor folder is refused, so that reading never waits for ever."""
    os.mkfifo(tmp_path / "ström.yaml")
    with pytest.raises(FileAccessError, match="ingen vanlig fil") as caught:
        load_meeting(tmp_path / "ström.yaml")
    assert "vanlig fil" in caught.value.remedy


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_unreadable_file(workspace: WorkspaceFolder) -> None:
    """A file without permission to read is a trouble of files."""
    path = workspace.write_meeting(HEAD)
    path.chmod(0)
    with pytest.raises(FileAccessError, match="du får inte läsa") as caught:
        load_meeting(path)
    assert "behörighet" in caught.value.remedy


def test_the_exception_holds_every_problem(workspace: WorkspaceFolder) -> None:
    """The message of the exception holds every problem, for logs that show nothing else."""
    with pytest.raises(InvalidInputError, match="Okänd nyckel «plast»; Okänd nyckel «tidd»"):
        workspace.load(HEAD + "plast: A\ntidd: B\n")
