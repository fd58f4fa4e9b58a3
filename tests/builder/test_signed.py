"""verifiera --signerad: what is told of a PDF that was signed elsewhere, and of one that is not what was built."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from made import require_tool
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from signing import (
    FIELDS,
    MOMENT,
    STEM,
    Authority,
    authority,
    minutes_file,
    rewritten,
    signed,
    time_stamped,
    time_stamper,
    updated,
    with_annotation,
    with_drawing,
)
from small_pdfs import encrypted_pdf, plain_pdf, strongly_encrypted_pdf

from naravard_docs.builder import signed as signed_module
from naravard_docs.builder.signed import SignedOptions, SignedOutcome, verify_signed
from naravard_docs.check.signed_file import answer_about
from naravard_docs.errors import ExitCode, FileAccessError, Level, WrongUsageError
from naravard_docs.libraries.records import replace
from naravard_docs.limits import LIMITS

__all__ = ["minutes_file"]
pytestmark = pytest.mark.slow
NAMES = "Tove Lindh", "Ingela Norrby", "Rolf Hed"
BLANK_CORNER = (4, 4, 60, 16)
OVER_TEXT = (60, 200, 500, 760)
TEXT_PAGE = 3
"""A page of the minutes that is full of text, from 0."""

ASKED = signed_module._asked
Look = Callable[..., SignedOutcome]


@pytest.fixture
def look(minutes_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Return what there is to say of a file, read in this process and without veraPDF."""
    monkeypatch.chdir(minutes_file.parents[2])
    monkeypatch.setenv("NARAVARD_VERAPDF", str(tmp_path / "nothing"))
    monkeypatch.setattr(signed_module, "_asked", answer_about)

    def looked(data: bytes, name: str = "undertecknat.pdf", **options: Path) -> SignedOutcome:
        path = tmp_path / name
        path.write_bytes(data)
        return verify_signed(path, SignedOptions(MOMENT, **options))

    return looked


@pytest.fixture(scope="module")
def built(minutes_file: Path) -> bytes:
    return minutes_file.read_bytes()


@pytest.fixture(scope="module")
def once_signed(built: bytes) -> bytes:
    return signed(built, NAMES[0])


def told(outcome: SignedOutcome, level: Level = Level.ERROR) -> str:
    return "\n".join(problem.message for problem in outcome.problems if problem.level is level)


def test_signed_in_turn_is_unchanged(look: Look, built: bytes) -> None:
    """Three who sign in our fields one after the other: all is as it was built, and each signature is whole."""
    outcome = look(signed(built, *NAMES))
    report = outcome.report
    assert (outcome.exit_code, told(outcome), told(outcome, Level.WARNING)) == (ExitCode.DONE, "", "")
    assert (report.is_unchanged, report.is_grown, report.pages, report.revisions) == (True, True, report.built_pages, 4)
    assert [facts.signer for facts in report.signatures] == list(NAMES)
    assert [facts.field_name for facts in report.signatures] == list(FIELDS)
    assert [facts.coverage.value for facts in report.signatures] == ["en tidigare version"] * 2 + ["hela filen"]
    assert all(facts.is_intact and facts.is_trusted is None and facts.signed_at for facts in report.signatures)
    assert "utfärdaren är inte kontrollerad" in told(outcome, Level.HINT)
    assert (report.claims.pdfa, report.claims.pdfua) == ("3a", "1")


def test_those_who_have_not_signed_are_named(look: Look, once_signed: bytes) -> None:
    """Who has a field and has not signed is told, and it is no error: not all must."""
    outcome = look(once_signed)
    assert outcome.exit_code is ExitCode.DONE
    assert "1 av 3 underskrifter finns; saknas: Underskrift av Ingela Norrby, Ordförande och" in told(
        outcome, Level.WARNING
    )


def test_a_field_signed_by_another_is_told(look: Look, built: bytes) -> None:
    """The name in the certificate is compared with whom the field is for."""
    outcome = look(signed(built, "Åke Annan"))
    assert "Tove Lindh, Sekreterare» är underskrivet av Åke Annan" in told(outcome, Level.WARNING)


def test_trusted_issuers(look: Look, once_signed: bytes, tmp_path: Path) -> None:
    """A folder with the issuer's certificate makes its signatures trusted, and those of all others not."""
    for name, one in (("rätt", authority()), ("fel", Authority("En annan"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rot.pem").write_bytes(one.pem())
    right, wrong = (look(once_signed, trusted=tmp_path / name) for name in ("rätt", "fel"))
    assert (right.exit_code, right.report.signatures[0].is_trusted) == (ExitCode.DONE, True)
    assert "inte kontrollerad" not in told(right, Level.HINT)
    assert (wrong.exit_code, wrong.report.signatures[0].is_trusted) == (ExitCode.CHECK, False)
    assert "certifikatet för Tove Lindh är inte utfärdat av någon betrodd" in told(wrong)


def test_a_folder_without_certificates_is_refused(look: Look, once_signed: bytes, tmp_path: Path) -> None:
    """Trusting nothing is not what --betrodda means; nor is a file that only has the name of one."""
    (tmp_path / "mapp").mkdir()
    with pytest.raises(WrongUsageError, match="finns inga certifikat"):
        look(once_signed, trusted=tmp_path / "mapp")
    (tmp_path / "mapp" / "rot.pem").write_text("inget certifikat")
    with pytest.raises(FileAccessError, match="är inget certifikat"):
        look(once_signed, trusted=tmp_path / "mapp")


def test_time_stamps_are_told(look: Look, built: bytes) -> None:
    """A signature with a time stamp has its time of it; a stamp for the whole file is no signature and no change."""
    outcome = look(time_stamped(signed(built, NAMES[0], timestamper=time_stamper())))
    signature, stamp = outcome.report.signatures
    assert (signature.stamped_at, stamp.stamped_at, stamp.signed_at) == (MOMENT, MOMENT, None)
    assert (signature.is_timestamp, stamp.is_timestamp, stamp.is_intact, told(outcome)) == (False, True, True, "")
    assert (signature.later.value, stamp.coverage.value) == ("uppgifter för lång bevaring", "hela filen")
    assert "bara en tidsstämpel, ingen underskrift" in told(look(time_stamped(built)))


def test_qpdf_writes_the_same_pages(look: Look, built: bytes, tmp_path: Path) -> None:
    """A file that qpdf has written anew, with its objects in streams and its numbers in other forms, is the same."""
    (tmp_path / "in.pdf").write_bytes(built)
    options = ["--object-streams=generate", "--normalize-content=y", "--linearize"]
    subprocess.run([require_tool("qpdf"), *options, tmp_path / "in.pdf", tmp_path / "ut.pdf"], check=True)
    outcome = look(signed((tmp_path / "ut.pdf").read_bytes(), *NAMES))
    assert (told(outcome), outcome.report.is_grown) == ("", False)


def test_a_page_drawn_anew_cannot_be_compared(look: Look, built: bytes, minutes_file: Path, tmp_path: Path) -> None:
    """What prints the file to another PDF leaves the words; that all else is the same, nobody can say."""
    (tmp_path / "in.pdf").write_bytes(built)
    subprocess.run([require_tool("pdftocairo"), "-pdf", tmp_path / "in.pdf", tmp_path / "ut.pdf"], check=True)
    meeting = minutes_file.parents[2] / "meetings" / f"{STEM}.yaml"
    outcome = look((tmp_path / "ut.pdf").read_bytes(), meeting=meeting)
    assert outcome.exit_code is not ExitCode.DONE
    # pypdf before 6 finds blanks where another program draws none, so that the words are others to it
    is_old = int(version("pypdf").split(".")[0]) < 6
    assert ("sida 1 är ändrad" if is_old else "sida 4 är ritad på ett annat sätt; orden är desamma") in told(outcome)


def test_rewritten_files_are_compared_page_by_page(look: Look, built: bytes) -> None:
    """A service that writes the whole file anew and then signs: nothing of ours is lost, and that is told."""
    outcome = look(signed(rewritten(built), *NAMES))
    assert (told(outcome), outcome.report.is_grown, outcome.report.is_unchanged) == ("", False, True)
    assert [facts.is_intact for facts in outcome.report.signatures] == [True] * 3


def test_a_rewritten_signed_file_has_no_whole_signature(look: Look, once_signed: bytes) -> None:
    """Saving a signed file anew breaks its signature, although no word is another."""
    outcome = look(rewritten(once_signed))
    assert outcome.report.is_unchanged
    assert "underskrift 1 (Tove Lindh) stämmer inte" in told(outcome)


def _pages(order: Callable[[list[int]], list[int]]) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
        for number in order(list(range(len(reader.pages)))):
            writer.add_page(reader.pages[number])
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return change


def _with(change: Callable[[PdfWriter], None]) -> Callable[[bytes], bytes]:
    return lambda data: rewritten(data, change)


def _rotated(writer: PdfWriter) -> None:
    writer.pages[TEXT_PAGE].rotate(90)


def _cropped(writer: PdfWriter) -> None:
    writer.pages[TEXT_PAGE].cropbox.upper_right = (300, 400)


def _as_picture(writer: PdfWriter) -> None:
    """Put a picture in place of all that a page draws."""
    page = writer.pages[TEXT_PAGE]
    pixels = DecodedStreamObject()
    pixels.set_data(b"\x80" * 4)
    sizes = {"/Width": 2, "/Height": 2, "/BitsPerComponent": 8}
    pixels.update({NameObject(key): NumberObject(value) for key, value in sizes.items()})
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}
    pixels.update({NameObject(key): NameObject(value) for key, value in names.items()})
    drawing = DecodedStreamObject()
    drawing.set_data(b"q 500 0 0 700 40 40 cm /Bild Do Q")
    page[NameObject("/Contents")] = writer._add_object(drawing)
    held = DictionaryObject({NameObject("/Bild"): writer._add_object(pixels)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})


def _with_other_words(writer: PdfWriter) -> None:
    """Change a letter of what a page says: a code of its font."""
    page = writer.pages[TEXT_PAGE]
    data = page.get_contents().get_data()  # type: ignore[union-attr]
    at = data.index(b"> Tj", len(data) // 2)
    drawing = DecodedStreamObject()
    drawing.set_data(data[: at - 4] + data[at - 2 : at] + data[at - 4 : at - 2] + data[at:])
    page[NameObject("/Contents")] = writer._add_object(drawing)


def _with_other_letters(writer: PdfWriter) -> None:
    """Have a page's codes be drawn by another font."""
    fonts = writer.pages[TEXT_PAGE]["/Resources"]["/Font"].get_object()
    first, second = list(fonts)[:2]
    one, two = fonts.raw_get(first), fonts.raw_get(second)
    fonts[NameObject(first)], fonts[NameObject(second)] = two, one


def _with_other_source(writer: PdfWriter) -> None:
    (specification,) = writer.root_object["/AF"]
    specification.get_object()["/EF"]["/F"].get_object().set_data(b"organ: ett annat\n")


def _without_source(writer: PdfWriter) -> None:
    del writer.root_object["/AF"], writer.root_object["/Names"]


def _with_other_reading(writer: PdfWriter) -> None:
    """Have screen readers say something else than the page does."""
    held = writer.root_object["/StructTreeRoot"]["/K"]
    root = held[0].get_object() if isinstance(held, ArrayObject) else held
    root["/K"][0].get_object()[NameObject("/ActualText")] = TextStringObject("Nämnden avslår förslaget.")


def _with_other_colours(writer: PdfWriter) -> None:
    """Have all colours of a page be taken for others."""
    spaces = DictionaryObject({NameObject("/DefaultRGB"): NameObject("/DeviceRGB")})
    writer.pages[TEXT_PAGE]["/Resources"][NameObject("/ColorSpace")] = spaces


def _with_text_field(writer: PdfWriter) -> None:
    """Lay a filled-in field without a picture over a page, which viewers draw by themselves."""
    with_annotation(3, "/Widget", OVER_TEXT, "Avslag")(writer)
    field = writer.pages[TEXT_PAGE]["/Annots"][-1].get_object()
    field.update({NameObject("/FT"): NameObject("/Tx"), NameObject("/V"): TextStringObject("Avslag")})


CHANGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "words": (_with(_with_other_words), "sida 4 är ändrad: där stod «"),
    "letters": (_with(_with_other_letters), "sida 4"),
    "removed": (_pages(lambda pages: pages[:3] + pages[4:]), "sida 4 saknas; där stod «"),
    "removed last": (_pages(lambda pages: pages[:-1]), "sida 7 saknas; där stod «"),
    "removed first": (_pages(lambda pages: pages[1:]), "sida 1 saknas; där stod «"),
    "swapped": (_pages(lambda pages: [0, 1, 3, 2, *pages[4:]]), "sida 4 har flyttats"),
    "doubled": (_pages(lambda pages: [0, 1, 1, *pages[2:]]), "en sida har lagts in mellan våra, som sida 3"),
    "picture": (_with(_as_picture), "sida 4 är utbytt mot en sida utan text"),
    "rotated": (_with(_rotated), "sida 4 är vriden 90 grader"),
    "cropped": (_with(_cropped), "sida 4 har fått en annan storlek eller är beskuren"),
    "white text": (
        _with(with_drawing(3, "BT 1 g /Stamp 8 Tf 1 0 0 1 8 8 Tm (Hemligt beslut) Tj ET")),
        "sida 4 har fått text som inte syns: «Hemligt beslut»",
    ),
    "invisible text": (
        _with(with_drawing(3, "BT 3 Tr /Stamp 8 Tf 1 0 0 1 8 8 Tm (Hemligt beslut) Tj ET")),
        "sida 4 har fått text som inte syns: «Hemligt beslut»",
    ),
    "covered": (
        _with(with_drawing(3, "1 g 60 200 440 560 re f BT 0 g /Stamp 12 Tf 80 500 Td (Avslag) Tj ET")),
        "sida 4: det tillagda, «Avslag», ligger på samma plats som orden «",
    ),
    "moved away": (_with(with_drawing(3, "1 0 0 1 5000 0 cm", before=True)), "sida 4 är ritad på annat sätt"),
    "clipped": (_with(with_drawing(3, "q 0 0 1 1 re W n", before=True)), "sida 4 är ritad på annat sätt"),
    "pending path": (_with(with_drawing(3, "60 200 440 560 re", before=True)), "sida 4 är ritad på annat sätt"),
    "colours": (_with(_with_other_colours), "sida 4 är ritad på annat sätt: sidans färger"),
    "field": (_with(_with_text_field), "sida 4 har fått ett fält: «Avslag»; den ligger över orden «"),
    "in a hidden layer": (_with(with_drawing(3, "/OC /Dold BDC", before=True)), "sida 4 är ritad på annat sätt"),
    "text box": (
        _with(with_annotation(3, "/FreeText", OVER_TEXT, "Nämnden avslår förslaget.")),
        "sida 4 har fått en textruta: «Nämnden avslår förslaget.»; den ligger över orden «",
    ),
    "struck out": (_with(with_annotation(3, "/StrikeOut", OVER_TEXT, "Stryks")), "en genomstrykning: «Stryks»"),
    "other source": (_with(_with_other_source), f"den inbäddade filen «{STEM}.yaml» är en annan"),
    "no source": (_with(_without_source), f"den inbäddade filen «{STEM}.yaml» är borttagen"),
    "read aloud": (_with(_with_other_reading), "det som läses upp är inte det som byggdes"),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_what_is_not_as_it_was_built_is_an_error(look: Look, built: bytes, kind: str) -> None:
    """Each way in which pages, files or tags are others is told with the page and its words, whole signature or not."""
    change, words = CHANGED[kind]
    outcome = look(signed(change(built), NAMES[0], fields_=("Ny",)))
    assert words in told(outcome)
    assert (outcome.exit_code, outcome.report.is_unchanged) == (ExitCode.CHECK, False)
    assert outcome.report.signatures[0].is_intact


NAMED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "stamp": (
        _with(with_drawing(3, "q BT /Stamp 6 Tf 1 0 0 1 8 8 Tm (Signed by T Lindh, BankID) Tj ET Q")),
        "sida 4 har fått en stämpel: «Signed by T Lindh, BankID»",
    ),
    "stamp below": (
        _with(with_drawing(3, "q BT /Stamp 6 Tf 1 0 0 1 8 8 Tm (Penneo) Tj ET Q", before=True)),
        "sida 4 har fått en stämpel: «Penneo",
    ),
    "note": (
        _with(with_annotation(3, "/FreeText", BLANK_CORNER, "Diariefört")),
        "sida 4 har fått en textruta: «Diariefört»",
    ),
    "highlight": (_with(with_annotation(3, "/Highlight", OVER_TEXT, "Viktigt")), "en överstrykning: «Viktigt»"),
}


def _with_page(words: str, first: bool = False) -> Callable[[bytes], bytes]:
    """Return a change that has a page of a signing service come first or last."""

    def change(writer: PdfWriter) -> None:
        number = 0 if first else len(writer.pages)
        writer.insert_blank_page(595, 842, number)
        page = writer.pages[number]
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject()})
        page[NameObject("/Contents")] = DecodedStreamObject()
        with_drawing(number, f"BT /Stamp 12 Tf 60 700 Td ({words}) Tj ET")(writer)

    return _with(change)


NAMED |= {
    "appended page": (
        _with_page("Underskrifter: BankID"),
        "en sida har lagts till sist i filen: «Underskrifter: BankID»",
    ),
    "cover": (_with_page("Försättsblad", first=True), "en sida har lagts till först i filen: «Försättsblad»"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_a_service_adds_is_named(look: Look, built: bytes, kind: str) -> None:
    """A page or a stamp that leaves our words to be read is named with its words, and is no error."""
    change, words = NAMED[kind]
    outcome = look(signed(change(built), NAMES[0], fields_=("Ny",)))
    assert (told(outcome), outcome.exit_code, outcome.report.is_unchanged) == ("", ExitCode.DONE, True)
    assert words in told(outcome, Level.WARNING)


def test_a_stamp_on_every_page_is_told_once(look: Look, built: bytes) -> None:
    """Services stamp all pages alike: one warning tells which, and one more what another page got."""

    def change(writer: PdfWriter) -> None:
        for page in range(7):
            words = "Annat" if page == 5 else "Signerat"
            with_drawing(page, f"q BT /Stamp 6 Tf 1 0 0 1 8 8 Tm ({words}) Tj ET Q")(writer)

    stamped = told(look(signed(rewritten(built, change), *NAMES)), Level.WARNING)
    assert "sida 1, 2, 3, 4, 5 och 7 har fått en stämpel: «Signerat»" in stamped
    assert "sida 6 har fått en stämpel: «Annat»" in stamped
    assert stamped.count("stämpel") == 2


@pytest.mark.parametrize("kind", ["text box", "covered", "rotated"])
def test_changed_after_the_signature(look: Look, once_signed: bytes, kind: str) -> None:
    """An update after the signature, which covers the first revision only, is told beside what it changed."""
    change = {
        "text box": with_annotation(3, "/FreeText", OVER_TEXT, "Avslag"),
        "covered": with_drawing(3, "1 g 60 200 440 560 re f"),
        "rotated": _rotated,
    }[kind]
    outcome = look(updated(once_signed, change))
    assert "filen är ändrad efter underskrift 1 (Tove Lindh)" in told(outcome)
    assert "sida 4" in told(outcome)
    (facts,) = outcome.report.signatures
    assert (facts.is_intact, facts.coverage.value, outcome.report.is_grown) == (True, "en tidigare version", True)


def test_a_broken_container_is_told(look: Look, once_signed: bytes) -> None:
    """A signature whose bytes were overwritten cannot be read, or does not hold."""
    at = once_signed.index(b"/Contents <3") + len(b"/Contents <")
    for at_byte, junk in ((at, b"00" * 40), (at + 400, b"ff" * 20)):
        broken = once_signed[:at_byte] + junk + once_signed[at_byte + len(junk) :]
        outcome = look(broken)
        assert outcome.exit_code is ExitCode.CHECK
        assert "underskrift 1" in told(outcome)


def test_an_altered_byte_is_told(look: Look, once_signed: bytes) -> None:
    """One byte of the signed revision that is another breaks the signature, whatever pages say."""
    at = once_signed.index(b"/Producer")
    outcome = look(once_signed[:at] + b"/Producor" + once_signed[at + 9 :])
    assert "underskrift 1 (Tove Lindh) stämmer inte" in told(outcome)


def test_an_unsigned_file_is_told(look: Look, built: bytes) -> None:
    """The built file itself, or one with a stamp for a signature, is not signed."""
    outcome = look(built)
    assert "filen har ingen elektronisk underskrift som går att kontrollera" in told(outcome)
    assert (outcome.exit_code, outcome.report.is_unchanged) == (ExitCode.CHECK, True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"inget", "är ingen PDF"),
        (b"", "är ingen PDF"),
        (b"%PDF-1.7\n\x00\x01", "är skadad"),
        (plain_pdf()[:300], "är skadad"),
        (encrypted_pdf(), "är krypterad"),
        (encrypted_pdf(""), "är krypterad"),
        (strongly_encrypted_pdf(), "är krypterad"),
        (plain_pdf(), "det finns ingen byggd fil att jämföra"),
    ],
)
def test_what_cannot_be_read(look: Look, data: bytes, words: str) -> None:
    """A file that is no PDF, damaged, encrypted, or of none of ours is refused with the reason."""
    with pytest.raises(FileAccessError, match=words) as caught:
        look(data)
    assert caught.value.remedy


def test_a_missing_file_is_told(minutes_file: Path) -> None:
    """A name that leads nowhere is told as everywhere."""
    with pytest.raises(FileAccessError, match="finns inte"):
        verify_signed(Path("saknas.pdf"), SignedOptions(MOMENT))


def test_a_reader_that_does_not_end_is_ended(look: Look, built: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer than a protokoll can is told so."""
    monkeypatch.setattr(signed_module, "_asked", ASKED)
    monkeypatch.setattr(signed_module, "LIMITS", replace(LIMITS, signed_seconds=0))
    with pytest.raises(FileAccessError, match="är inte läst"):
        look(built)
