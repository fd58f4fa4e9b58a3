"""Typefaces of the organisation's own: judged when the look is read, each file and the four together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import HEAD, WorkspaceFolder
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from own_fonts import (
    as_flavour,
    assembled,
    changed,
    collection,
    face,
    in_itself,
    lacking,
    licensed,
    named,
    same,
    shorter,
    spaced,
    symbols,
    tables_of,
    to_notdef,
    undrawn,
    use,
    whole,
    without,
    without_width,
)

from naravard_docs.builder.build import build_meeting, check_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.errors import Level, Problem
from naravard_docs.style.font_names import FACES, FaceKey
from naravard_docs.workspace.workspace import Workspace

TRUETYPE = "TrueType"
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "är tom", "hämta"),
    "text": (lambda: b"ingen font", "är inget typsnitt", TRUETYPE),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), "är inget typsnitt", TRUETYPE),
    "OpenType with PostScript outlines": (lambda: b"OTTO" + bytes(60), "PostScript-kurvor (.otf)", TRUETYPE),
    "PostScript outlines in another coat": (
        lambda: without("glyf", "loca", CFF=bytes(60)),
        "PostScript-kurvor (.otf)",
        TRUETYPE,
    ),
    "a collection": (collection, "är en samling av flera typsnitt (.ttc)", "ta ut de fyra"),
    "web font": (lambda: as_flavour("woff"), "är ett webbtypsnitt (.woff)", TRUETYPE),
    "web font 2": (lambda: b"wOF2" + face()[4:], "är ett webbtypsnitt (.woff2)", TRUETYPE),
    "old web font": (lambda: bytes(34) + b"LP" + bytes(60), "är ett webbtypsnitt (.eot)", TRUETYPE),
    "Type 1": (lambda: b"%!PS-AdobeFont-1.0: A\n" + bytes(60), "är ett Type 1-typsnitt", TRUETYPE),
    "Type 1, binary": (lambda: b"\x80\x01" + bytes(60), "är ett Type 1-typsnitt (.pfb)", TRUETYPE),
    "bitmaps as text": (lambda: b"STARTFONT 2.1\n" + bytes(60), "är ett punkttypsnitt", TRUETYPE),
    "zipped": (lambda: b"PK\x03\x04" + bytes(60), "är en zip-fil", "packa upp"),
    "gzipped": (lambda: b"\x1f\x8b\x08" + bytes(60), "är en gzip-fil", "packa upp"),
    "not fetched": (lambda: b"version https://git-lfs.github.com/spec/v1\n", "Git LFS", "git lfs pull"),
    "variable": (lambda: without(fvar=bytes(16)), "är ett variabelt typsnitt", "statiska"),
    **{
        f"no {table}": (lambda table=table: without(table), f"tabellen {table} saknas", "hämta")  # type: ignore[misc]
        for table in ("head", "hhea", "maxp", "hmtx", "cmap", "name", "OS/2", "post", "loca", "glyf")
    },
    "several tables missing": (lambda: without("OS/2", "name"), "tabellerna name och OS/2 saknas", "hämta"),
    "bitmaps only": (lambda: without("glyf", "loca", EBDT=bytes(8)), "har bara bilder av bokstäverna", TRUETYPE),
    "colour pictures only": (lambda: without("glyf", "loca", CBDT=bytes(8)), "har bara bilder", TRUETYPE),
    "cut short": (lambda: face()[: len(face()) * 2 // 3], "är skadad eller avkortad", "hämta"),
    "widths cut short": (lambda: shorter("hmtx", 400), "är skadad", "hämta"),
    "outlines cut short": (lambda: shorter("glyf", 400), "är skadad", "hämta"),
    "places of outlines cut short": (lambda: shorter("loca", 40), "är skadad", "hämta"),
    "table of characters cut short": (lambda: shorter("cmap", 300), "är skadad", "hämta"),
    "no units": (lambda: _patched("head", 18, b"\0\0"), "är skadad", "hämta"),
    "no widths": (lambda: _patched("hhea", 34, b"\0\0"), "är skadad", "hämta"),
    "more widths than there are": (lambda: _patched("hhea", 34, b"\xff\xff"), "är skadad", "hämta"),
    "more glyphs than there are": (lambda: _patched("maxp", 4, b"\xff\xff"), "är skadad", "hämta"),
    "restricted": (lambda: licensed(2), "får inte bäddas in", "leverantören"),
    "whole only": (lambda: licensed(0x108), "bara bäddas in med alla sina tecken", "leverantören"),
    "bitmaps may be embedded": (lambda: licensed(0x208), "bara bäddas in som punktbilder", "leverantören"),
    "symbols": (symbols, "är ett symboltypsnitt", TRUETYPE),
    "no Swedish letters": (lambda: lacking("åäöÅÄÖ"), "visar tomt: å, ä, ö, Å, Ä och Ö", "svenska"),
    "no space": (lambda: lacking(" \u00a0"), "visar tomt: mellanslag", "svenska"),
    "digits that are not drawn": (lambda: undrawn("0123456789"), "visar tomt: 0, 1", "svenska"),
    "letters as boxes": (lambda: to_notdef("åä"), "visar tomt: å och ä", "svenska"),
    "letters without width": (lambda: without_width("åij"), "visar tomt: i, j och å", "svenska"),
    "one letter for another": (lambda: same("å", "ä"), "visar «ä» och «å» som samma tecken", "svenska"),
    "letters without their dots": (lambda: same("Ö", "O"), "visar «Ö» och «O» som samma tecken", "svenska"),
    "one digit for all": (lambda: same("7", "1"), "visar «7» och «1» som samma tecken", "svenska"),
    "a letter made of itself": (lambda: in_itself("é"), "är skadad", "hämta"),
    "few letters": (
        lambda: lacking("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
        "saknar vanliga bokstäver",
        "löpande",
    ),
}


def _patched(table: str, at: int, value: bytes) -> bytes:
    tables = tables_of(face())
    data = tables[table]
    return assembled({**tables, table: data[:at] + value + data[at + len(value) :]})


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used_is_told_by_name(workspace: WorkspaceFolder, name: str) -> None:
    """It is an error at its key, with what kind of file it is or what it lacks, and what to do instead."""
    make, message, remedy = REFUSED[name]
    use(workspace, {**whole(), "fet": make()})
    (problem,) = workspace.problems(HEAD)
    assert problem.place is not None and (problem.place.line, problem.place.column) == (6, 10)
    assert problem.message.startswith("Typsnittsfilen «fet.ttf» ")
    assert message in problem.message
    assert remedy in problem.remedy


def warned(workspace: WorkspaceFolder) -> list[Problem]:
    """Return what is remarked on in the look; that the meeting has nobody present is not of it."""
    problems = [p for p in workspace.load(HEAD).problems if p.place and p.place.path.name == "organisation.yaml"]
    assert all(problem.remedy for problem in problems)
    return problems


def test_all_files_are_judged_at_once(workspace: WorkspaceFolder) -> None:
    """Each of the four has its own error, at its own line."""
    use(workspace, {"normal": b"", "fet": b"OTTO", "kursiv": collection(), "fet_kursiv": licensed(2)})
    assert [problem.place and problem.place.line for problem in workspace.problems(HEAD)] == [5, 6, 7, 8]


def test_a_whole_family_is_used(workspace: WorkspaceFolder) -> None:
    """Four faces of one family give no word."""
    use(workspace, whole())
    assert warned(workspace) == []


@pytest.mark.parametrize(
    ("faces", "said"),
    [
        ({"fet": face()}, ["fet.ttf» är samma snitt som «normal»"]),
        ({"fet": face(), "kursiv": face(), "fet_kursiv": face()}, ["fet", "kursiv", "fet_kursiv"]),
        ({"fet_kursiv": face(FACES[2])}, ["fet_kursiv.ttf» är samma snitt som «kursiv»"]),
        ({"fet": changed(lambda font: setattr(font["OS/2"], "usWeightClass", 700))}, ["är samma snitt som «normal»"]),
        ({"kursiv": named("Annat Serif", FACES[2])}, ["hör till «Annat Serif» men «normal» till «Source Sans 3»"]),
        ({"normal": named("Annat Serif")}, ["fet.ttf» hör till", "kursiv.ttf» hör till", "fet_kursiv.ttf» hör till"]),
    ],
)
def test_a_mixed_set_is_refused(workspace: WorkspaceFolder, faces: dict[str, bytes], said: list[str]) -> None:
    """One face twice, whatever its file says of itself, and faces of several families are errors at their keys."""
    use(workspace, {**whole(), **faces})
    problems = workspace.problems(HEAD)
    assert len(problems) == len(said)
    assert all(words in problem.message for words, problem in zip(said, problems, strict=True))


def of_one_width(key: FaceKey) -> bytes:
    def even(font: TTFont) -> None:
        font["hmtx"].metrics = {name: (600, bearing) for name, (_, bearing) in font["hmtx"].metrics.items()}

    return changed(even, key)


def test_faces_of_one_width_beside_others(workspace: WorkspaceFolder) -> None:
    """A typewriter's face does not stand for one of a family that has other widths."""
    use(workspace, {**whole(), "kursiv": of_one_width(FACES[2])})
    (problem,) = workspace.problems(HEAD)
    assert "lika breda bokstäver" in problem.message


@pytest.mark.parametrize(
    "names",
    [
        ("Husets Sans", "Husets Sans", "Husets Sans", "Husets Sans"),
        ("Husets Sans", "Husets Sans Black", "Husets Sans Light", "Husets Sans SemiBold"),
        ("Husets Std 55 Roman", "Husets Std 75 Bold", "Husets Std 56", "Husets Std 76 Bold"),
        ("HUSETS", "husets-Bold", "Husets_It", "Husets ExtraBold Italic"),
    ],
)
def test_words_for_style_are_no_other_family(workspace: WorkspaceFolder, names: tuple[str, ...]) -> None:
    """Families whose names have weight or slope in them, in words or numbers, are one family."""
    faces = {key: named(name, one) for key, name, one in zip(whole(), names, FACES, strict=True)}
    use(workspace, faces)
    assert warned(workspace) == []


def test_a_bold_face_that_is_not_bold_is_warned_of(workspace: WorkspaceFolder) -> None:
    """Faces that are given for each other are told by how they look, not by what they say they are."""
    faces = whole()
    use(workspace, {**faces, "normal": faces["fet"], "fet": faces["normal"]})
    (problem,) = warned(workspace)
    assert problem.level is Level.WARNING
    assert "fet.ttf» är inte fetare än «normal»" in problem.message
    assert "förväxlade" in problem.remedy


def test_faces_that_slope_and_that_do_not(workspace: WorkspaceFolder) -> None:
    """An upright file for italic is warned of, and so is an italic one for upright."""
    faces = whole()
    use(workspace, {**faces, "normal": faces["kursiv"], "kursiv": faces["normal"]})
    assert ["lutar som en kursiv" in one.message or "lutar inte" in one.message for one in warned(workspace)] == [
        True
    ] * 2


def test_an_odd_width_is_warned_of(workspace: WorkspaceFolder) -> None:
    """A face that its file calls condensed beside others that are not is told."""
    use(workspace, {**whole(), "fet": changed(lambda font: setattr(font["OS/2"], "usWidthClass", 3), FACES[1])})
    (problem,) = warned(workspace)
    assert "smalare än «normal»" in problem.message


@pytest.mark.parametrize(
    ("key", "unit", "said"),
    [("head", 3000, "ovanligt små"), ("head", 450, "ovanligt stora"), ("hmtx", 0.6, "går in i varandra")],
)
def test_letters_of_another_size_than_the_file_says(
    workspace: WorkspaceFolder, key: str, unit: float, said: str
) -> None:
    """Letters that are far too small, large or close are warned of in each face."""
    use(workspace, {name: spaced(key, unit, one) for name, one in zip(whole(), FACES, strict=True)})
    messages = [problem.message for problem in warned(workspace) if said in problem.message]
    assert len(messages) == 4


def test_a_space_without_width(workspace: WorkspaceFolder) -> None:
    """A font that runs words together is warned of."""
    use(workspace, {**whole(), "fet": changed(lambda font: font["hmtx"].metrics.update(space=(40, 0)), FACES[1])})
    (problem,) = warned(workspace)
    assert "ord går ihop" in problem.message


def test_a_name_that_word_cannot_take(workspace: WorkspaceFolder) -> None:
    """A name of more than 31 characters is warned of, since Windows knows no such font."""
    use(workspace, whole(), name="Husets alldeles egna typsnitt 2024")
    (problem,) = warned(workspace)
    assert "Word klarar 31" in problem.message


@pytest.mark.parametrize("more", ["  brödtext_pt: 14\n  radavstånd_pt: 14\n", "  radavstånd_pt: 12\n"])
def test_lines_that_would_meet_are_warned_of(workspace: WorkspaceFolder, more: str) -> None:
    """A distance of lines that is less than the letters are high is told, with the least that is enough."""
    use(workspace, whole(), more=more)
    (problem,) = warned(workspace)
    assert "raderna går in i varandra" in problem.message
    least = problem.remedy.split("minst ")[1].split(", eller")[0]
    use(workspace, whole(), more=f"{more.split('  radavstånd')[0]}  radavstånd_pt: {least.replace(',', '.')}\n")
    assert warned(workspace) == []


def test_a_font_for_print_only_is_told_and_left_out_of_word(workspace: WorkspaceFolder) -> None:
    """A licence that allows PDF and forbids what can be edited is advice, with the name that Word knows the font by."""
    use(workspace, {**whole(), "normal": licensed(4)})
    (problem,) = warned(workspace)
    assert problem.level is Level.HINT
    assert "inte i Word-filer" in problem.message
    assert "«Source Sans 3»" in problem.remedy


@pytest.mark.parametrize("fs_type", [0, 8, 12, 6])
def test_wider_rights_hold(workspace: WorkspaceFolder, fs_type: int) -> None:
    """A font that may be edited is embedded without a word; of several rights the widest holds."""
    use(workspace, {**whole(), "normal": licensed(fs_type)})
    assert [problem.level for problem in warned(workspace)] == [Level.HINT] * (fs_type == 6)


def test_check_and_build_say_the_same(workspace: WorkspaceFolder) -> None:
    """«kontrollera» tells what «bygg» would, before anything is built."""
    use(workspace, {**whole(), "kursiv": b"OTTO"})
    file = workspace.write_meeting(HEAD)
    assert check_meeting(file).problems == build_meeting(file, BuildOptions()).problems
    assert [problem.message for problem in check_meeting(file).problems if problem.is_error] == [
        "Typsnittsfilen «kursiv.ttf» är OpenType med PostScript-kurvor (.otf)"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("units", [512, 2048])
def test_any_unit_will_do(workspace: WorkspaceFolder, units: int) -> None:
    """What a font divides its size into changes neither what is measured nor what is said."""
    faces = {key: changed(lambda font: scale_upem(font, units), one) for key, one in zip(whole(), FACES, strict=True)}
    use(workspace, faces)
    assert warned(workspace) == []


def test_no_library_says_a_word(workspace: WorkspaceFolder, capfd: pytest.CaptureFixture[str]) -> None:
    """fontTools' remarks on a font's dates, in English, are not for the terminal."""

    def old(font: TTFont) -> None:
        font["head"].created = 1

    use(workspace, {**whole(), "fet": changed(old, FACES[1])})
    capfd.readouterr()
    workspace.load(HEAD)
    Workspace(workspace.root)
    assert capfd.readouterr() == ("", "")
