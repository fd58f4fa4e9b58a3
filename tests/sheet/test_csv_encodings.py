"""The encodings of lists: right letters, or a refusal that names what the file may be; never other letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_filled_in_lists import read, trouble

from naravard_docs.errors import FileAccessError
from naravard_docs.sheet.encodings import decode_text

MAC, DOS, WINDOWS = "MacRoman (äldre Mac)", "DOS (cp850 eller cp437)", "Windows (cp1252)"
WORDS = [
    "Återkommer på hösten",
    "Umeå",
    "här",
    "höst",
    "Åsele",
    "Ärendet",
    "Örnsköldsvik",
    "Norsjö",
    "PÅ HÖSTEN",
    "öppet",
]


def note(data: bytes) -> str:
    (row,) = read(data)
    return row.cell("anteckning").text


def listed(text: str) -> str:
    return f"mottagare;datum;anteckning\r\nmala;2021-04-26;{text}\r\n"


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_what_is_certain_is_read(text: str, encoding: str) -> None:
    """UTF-8, UTF-16 with and without a mark, and Windows give the letters that were written."""
    assert note(listed(text).encode(encoding)) == text


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize(("encoding", "named"), [("mac_roman", MAC), ("cp850", DOS), ("cp437", DOS)])
def test_what_older_machines_wrote_is_named(text: str, encoding: str, named: str) -> None:
    """A file of an old Mac or of DOS is refused by the name of its encoding, with the way out."""
    said = trouble(listed(text).encode(encoding), "svar.csv")
    assert named in said
    assert "CSV UTF-8" in said


def test_a_list_of_an_old_mac_is_not_read_as_windows() -> None:
    """The bytes that Excel on a Mac wrote are named, instead of giving «Œterkommer pŒ hšsten»."""
    said = trouble(b"mottagare;skickat;anteckning\r\nmala;2021-04-26;\x8cterkommer p\x8c h\x9asten\r\n", "svar.csv")
    assert said.startswith(f"svar.csv är ingen textfil i UTF-8, utan ser ut att vara kodad som {MAC}")


@pytest.mark.parametrize(
    "text",
    [
        "§ 87",
        "§§ 33–37",
        "ja – nej",
        "KF–KS",
        "sa “ja” till",
        "Anna’s",
        "‘ja’",
        "Ringde…",
        "500 €",
        "Linné",
        "Müller",
        "Sørensen",
        "Umeå, Saša",
        "sa ”ja” på mötet",
        "Håller “på” – ‘så’ … 50 € för É",
        "KS\u00a02021",
        "«ja»",
        "½ dag",
    ],
)
def test_signs_of_windows_are_read(text: str) -> None:
    """Dashes, quotation marks and other letters of Windows are read when they can be nothing else."""
    assert note(listed(text).encode("cp1252")) == text


@pytest.mark.parametrize(("text", "other"), [("sa ”ja” till", "cp850"), ("öppen halvö", "cp1252")])
def test_what_may_be_two_is_refused(text: str, other: str) -> None:
    """The same bytes can be quotation marks in Windows or «ö» in DOS: both are named, none is chosen."""
    data = listed(text).encode("cp1252" if other == "cp850" else "cp850")
    said = trouble(data, "svar.csv")
    assert "går inte att avgöra" in said
    assert WINDOWS in said
    assert DOS in said


def test_broken_utf_8_is_named() -> None:
    """A file that is UTF-8 but for one bad byte is said to be that, with the line, and not read as Windows."""
    data = listed("Återkommer på hösten").encode().replace("ö".encode(), b"\xc3")
    assert "är ingen textfil i hel UTF-8: rad 2 har ett tecken som är trasigt" in trouble(data, "svar.csv")


def test_utf_32_is_named() -> None:
    """A file of four bytes a letter is refused by name."""
    assert "är kodad som UTF-32" in trouble(listed("å").encode("utf-32"), "svar.csv")


def test_bytes_that_are_no_text_in_any_encoding() -> None:
    """A file that is no text at all is said to be none."""
    assert "är ingen textfil" in trouble(bytes(range(256)), "svar.csv")
    assert "är ingen textfil" in trouble(b"Mottagare\n\x8d\x8f\x90", "svar.csv")


SWEDISH = st.lists(st.text("abdefghiklmnoprstuvyåäö", min_size=1, max_size=12), min_size=1, max_size=6)


@given(SWEDISH, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850", "cp437"]))
def test_letters_are_right_or_refused(words: list[str], encoding: str) -> None:
    """Whatever Swedish words a file has, in whichever encoding, they are read as they are or not at all."""
    text = listed(" ".join(words))
    try:
        assert decode_text(text.encode(encoding), Path("svar.csv")) == text
    except FileAccessError as error:
        assert encoding in ("mac_roman", "cp850", "cp437", "cp1252")
        assert "UTF-8" in f"{error.message}{error.remedy}"


@pytest.mark.parametrize(("codec", "origin"), [("cp850", "850:"), ("mac_roman", "10000:")])
def test_a_file_of_another_system_is_told_how_to_open(codec: str, origin: str) -> None:
    """Excel opens such a file with wrong letters unless it is told where it comes from, so the message says how."""
    with pytest.raises(FileAccessError) as refused:
        decode_text("mottagare;svar\nMalå kommun;ja\n".encode(codec), Path("svar.csv"))
    assert f"filens ursprung «{origin}" in refused.value.remedy
