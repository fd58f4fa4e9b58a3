"""jämför: what a secretary sees, what scripts get, and what is told of files that are no Word documents."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from command import Run
from conftest import REPOSITORY
from edited_words import EditedFile, edited, remove, replace, tracked
from made import MINUTES_STEM

from naravard_docs.cli import compare
from naravard_docs.libraries.zip_package import pack_zip

NAME = f"{MINUTES_STEM}-protokoll.docx"


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files that came by mail, seen from the workspace."""
    monkeypatch.chdir(built)
    return tmp_path


def minutes(built: Path) -> bytes:
    return (built / "output" / MINUTES_STEM / NAME).read_bytes()


def test_the_same_words_answer_0(built: Path, run: Run, folder: Path) -> None:
    """An untouched file has nothing to tell."""
    answer = run("jämför", f"output/{MINUTES_STEM}/{NAME}")
    assert (answer.code, answer.lines[-1]) == (0, "inga skillnader i ord")


def test_a_difference_is_plain_to_read(built: Path, run: Run, folder: Path) -> None:
    """What stands in Word, what the meeting file says, and the very line, in this order, as the handbook has it."""
    (folder / NAME).write_bytes(edited(minutes(built), replace("Carin Nilsson", "Karin Nilsson")))
    answer = run("jämför", folder / NAME)
    handbook = (REPOSITORY / "docs/handbok/sekreteraren.md").read_text("utf-8")
    assert "\n".join(answer.lines[1:]) in handbook
    assert answer.code == 1
    assert answer.lines[2:] == [
        "1 skillnad i ord",
        "",
        "1. tabellrad, ändrad – Förtroendevalda Samråd vård och omsorg",
        "   i Word:       {+Karin+} Nilsson (s) | Umeå kommun | vice ordförande",
        "   i mötesfilen: [-Carin-] Nilsson (s) | Umeå kommun | vice ordförande",
        f"   meetings/{MINUTES_STEM}.yaml:12:9",
        "     12 |       - Carin Nilsson (s), Umeå kommun, vice ordförande",
        "        |         ^^^^^",
    ]


def test_a_terminal_shows_what_differs_in_colour(
    built: Path, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is colour there are no marks."""
    monkeypatch.setattr(compare, "has_colour", lambda: True)
    monkeypatch.setattr(compare, "colour_text", lambda text, colour: f"<{colour}>{text}</>" if colour else text)
    (folder / NAME).write_bytes(edited(minutes(built), replace("Carin Nilsson", "Karin Nilsson")))
    answer = run("jämför", folder / NAME)
    assert "<green>Karin</> Nilsson" in answer.out and "<red>Carin</> Nilsson" in answer.out


def test_tracked_changes_and_the_alias(built: Path, run: Run, folder: Path) -> None:
    """Who suggests what is told; rejected changes are no differences."""
    (folder / NAME).write_bytes(edited(minutes(built), tracked("20230901", "20231001")))
    answer = run("compare", folder / NAME)
    assert "filen har 2 föreslagna ändringar av Anna Ek" in answer.out
    assert "   föreslagen ändring av Anna Ek: infogat «20231001»" in answer.lines
    assert run("jämför", folder / NAME, "--utan-ändringar").code == 0


def test_json_has_all_that_is_told(built: Path, run: Run, folder: Path) -> None:
    """A script gets file, line, column and both texts."""
    changes = (replace("Carin Nilsson", "Karin Nilsson"), remove("Inga övriga frågor"))
    (folder / NAME).write_bytes(edited(minutes(built), *changes))
    answer = run("jämför", folder / NAME, f"meetings/{MINUTES_STEM}.yaml", "--json")
    told = json.loads(answer.out)
    first, second = told["skillnader"]
    assert (answer.code, told["lika"]) == (1, False)
    assert (first["rad"], first["kolumn"], first["slag"]) == (12, 9, "ändrat")
    assert (second["slag"], second["i_mötesfilen"]) == ("borttaget", "[-Inga övriga frågor lyftes.-]")


def test_nothing_is_written(built: Path, run: Run, folder: Path) -> None:
    """The command only reads."""
    (folder / NAME).write_bytes(edited(minutes(built), replace("Carin Nilsson", "Karin Nilsson")))
    before = {path: path.read_bytes() for root in (built, folder) for path in root.rglob("*") if path.is_file()}
    run("jämför", folder / NAME)
    after = {path: path.read_bytes() for root in (built, folder) for path in root.rglob("*") if path.is_file()}
    assert after == before


def encrypted() -> bytes:
    names = "EncryptionInfo".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"".join(names)


def deep() -> bytes:
    body = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    return word_of(f"<w:body>{body}</w:body>")


def word_of(body: str, head: str = "") -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    related = "http://schemas.openxmlformats.org/package/2006/relationships"
    one = f'<Relationship Id="a" Type="{kind}" Target="word/document.xml"/>'
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{related}">{one}</Relationships>'.encode(),
        "word/document.xml": f'{head}<w:document xmlns:w="{word}">{body}</w:document>'.encode(),
    }
    return pack_zip(parts)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))
    return word_of("<w:body><w:p><w:r><w:t>&e8;</w:t></w:r></w:p></w:body>", f"<!DOCTYPE d [{entities}]>")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(201_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n...", "filen är en PDF"),
        (rb"{\rtf1 text}", "filen är RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "äldre sorten (.doc)"),
        (pack_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument (.odt)"),
        (encrypted(), "är skyddad med lösenord"),
        (pack_zip({"xl/workbook.xml": b"<a/>"}), "filen är en Excel-fil"),
        (b"PK\x03\x04 avhuggen", "avhuggen eller skadad"),
        (b"", "filen är tom"),
        (deep(), "en del av den är skadad"),
        (laughs(), "en del av den är skadad"),
        (word_of("<w:body><w:p>"), "en del av den är skadad"),
        (word_of(""), "en del av den är skadad"),
        (word_of(f"<w:body>{'<w:p/>' * 20_001}</w:body>"), "fler än 20000 stycken"),
        (bomb(), "packas upp till 201 MB"),
    ],
)
def test_what_is_no_word_document_is_refused(built: Path, run: Run, folder: Path, content: bytes, said: str) -> None:
    """It is said what the file is and what to do; nothing is taken for the same or for different."""
    (folder / NAME).write_bytes(content)
    answer = run("jämför", folder / NAME, f"meetings/{MINUTES_STEM}.yaml")
    assert (answer.code, said in answer.err, "tips: " in answer.err) == (3, True, True), answer.err


def test_a_file_of_no_known_meeting_lists_those_there_are(built: Path, run: Run, folder: Path) -> None:
    """Wrong usage: which meeting it is must be told."""
    (folder / "x.docx").write_bytes(word_of("<w:body><w:p><w:r><w:t>Hej</w:t></w:r></w:p></w:body>"))
    answer = run("jämför", folder / "x.docx")
    assert answer.code == 2
    assert f"meetings/{MINUTES_STEM}.yaml" in answer.err


def test_signs_that_steer_a_terminal_are_shown(built: Path, run: Run, folder: Path) -> None:
    """Control characters of the file do not reach the terminal."""

    def change(file: EditedFile) -> None:
        replace("Carin Nilsson", "Karin\u009b31m\u202e Nilsson")(file)

    (folder / NAME).write_bytes(edited(minutes(built), change))
    answer = run("jämför", folder / NAME)
    assert answer.code == 1 and not {"\u009b", "\u202e", "\x1b"} & set(answer.out)
