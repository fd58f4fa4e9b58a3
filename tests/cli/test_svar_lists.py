"""«naravard svar --från»: whole lists of answers, as spreadsheets give them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from answering import MEETING, REFERENCE
from command import Run
from conftest import WorkspaceFolder
from test_svar import ANSWERS, FILE, entry, refused


@pytest.fixture
def asked(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    """A workspace with a meeting that has asked, where the user stands."""
    workspace.write_meeting(MEETING)
    monkeypatch.chdir(workspace.root)
    return workspace


LIST = """\
mottagare;skickat;mottaget;instans;nämnd;datum;paragraf;satser;sats 1;sats 2;påmint;anteckning
umea;2023-04-03;4 april 2023;KF;;2023-06-21;§ 87;antagen;;;;
Malå kommun;2023-04-03;;nämnd;Vård- och omsorgsnämnden;2023-06-22;12;;avslagen;antagen med ändring: vart annat;;Ändrad
storuman;2023-04-03;;;;;;;;;2023-09-01, 2023-09-15;
region-vasterbotten;;;rf;;2023-06-20;99;bordlagd;;;;
"""


def xlsx(text: str, merged: str = "") -> bytes:
    """Return a semicolon-separated text as a workbook, dates as dates."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for line in text.splitlines():
        sheet.append(
            [
                date.fromisoformat(cell) if cell.startswith("2023-") and len(cell) == 10 else cell
                for cell in line.split(";")
            ]
        )
    if merged:
        sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf-8.csv", LIST.encode()),
        ("utf-8-bom.csv", b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode()),
        ("cp1252.csv", LIST.replace("\n", "\r\n").encode("cp1252")),
        ("bok.xlsx", xlsx(LIST)),
    ],
)
def test_a_whole_list_is_recorded(asked: WorkspaceFolder, run: Run, name: str, data: bytes) -> None:
    """A list says the same in every kind of file that comes out of a spreadsheet."""
    asked.write(name, data)
    answer = run("svar", FILE, "--från", name)
    assert (answer.code, answer.err) == (0, f"klart: {ANSWERS} – 25 uppgifter om 4 mottagare\n")
    assert entry(asked) == (
        "svar:\n  - mottagare: umea\n    skickat: 2023-04-03\n    mottaget: 2023-04-04\n    beslut:\n"
        "      instans: KF\n      datum: 2023-06-21\n      paragraf: § 87\n      satser: antagen\n"
        "  - mottagare: mala\n    skickat: 2023-04-03\n    beslut:\n      instans: nämnd\n"
        "      nämnd: Vård- och omsorgsnämnden\n      datum: 2023-06-22\n      paragraf: § 12\n      satser:\n"
        "        1: avslagen\n        2: {utfall: antagen med ändring, text: vart annat}\n"
        f"    anteckning: {{den: {date.today()}, text: Ändrad}}\n"
        "  - mottagare: storuman\n    skickat: 2023-04-03\n    påmint: [2023-09-01, 2023-09-15]\n"
        "  - mottagare: region-vasterbotten\n    beslut:\n      instans: RF\n      datum: 2023-06-20\n"
        "      paragraf: § 99\n      satser: bordlagd\n"
    )
    assert run("svar", FILE, "--från", name).err == f"inget att ändra: {ANSWERS} säger det redan\n"


def test_an_empty_cell_changes_nothing(asked: WorkspaceFolder, run: Run) -> None:
    """A list adds to what is known; what it says nothing about stays."""
    run("svar", FILE, "umea", "--skickat", "2023-04-03", "--anteckning", "Ringde.")
    asked.write("a.csv", "mottagare;skickat;mottaget;anteckning\numea;;2023-04-04;\n")
    assert run("svar", FILE, "--från", "a.csv").lines == ["umea: mottaget 2023-04-04"]


BAD_LIST = """\
mottagare;mottaget;instans;datum;paragraf;punkt 1;punkt 2;påmint;fil
ume;2023-04-04;;;;;;;
mala;i går;;;;;;;
storuman;2023-03-01;;;;;;2023-09-0l;
;2023-04-04;;;;;;;
norsjo;;KF;2023-06-21;femte;antagen;;;
lycksele;;KF;2023-06-21;87;antagn;antagen med ändring;;
umea;;;;;;avslagen;;
mala;2023-04-04;;;;;;;x.pdf
vindeln;2023-04-04;RF;2023-06-21;87;antagen;antagen;;
asele;2923-04-04;;;;;;;
"""


def test_every_bad_row_is_told(asked: WorkspaceFolder, run: Run) -> None:
    """Each fault of each row is told by row and column, all at once, and the good rows are not recorded either."""
    asked.write("a.csv", BAD_LIST.encode("cp1252"))
    said = refused(run("svar", FILE, "--från", "a.csv"), 1)
    told = [line.split(": fel: ") for line in said if ": fel: " in line]
    assert [(where.removeprefix("a.csv, "), message.split(":")[0][:44]) for where, message in told] == [
        ("rad 2, kolumn A («mottagare»)", "«ume» finns inte på brevets sändlista «Länet"),
        ("rad 3, kolumn B («mottaget»)", "«i går» går inte att läsa som ett datum"),
        ("rad 4, kolumn B («mottaget»)", "Brevet är mottaget 1 mars 2023, men brevet är daterat 1 april 2023"[:44]),
        ("rad 4, kolumn H («påmint»)", "«2023-09-0l» går inte att läsa som ett datum"),
        ("rad 5, kolumn A («mottagare»)", "Mottagare saknas på raden"),
        ("rad 6, kolumn E («paragraf»)", "«femte» är ingen paragraf"),
        ("rad 7, kolumn F («punkt 1»)", "«antagn» är inget av de ord som punkt 1 kan "),
        ("rad 7, kolumn G («punkt 2»)", "Ändringen saknas"),
        ("rad 8, kolumn G («punkt 2»)", "Nyckeln «instans» saknas"),
        ("rad 8, kolumn G («punkt 2»)", "Nyckeln «datum» saknas"),
        ("rad 9, kolumn A («mottagare»)", "«mala» står på två rader; den första är rad "),
        ("rad 9, kolumn I («fil»)", "Filen «x.pdf» finns inte i meetings/svar/"),
        ("rad 10, kolumn C («instans»)", "«Vindelns kommun» är en kommun och har ingen "[:44]),
        ("rad 11, kolumn B («mottaget»)", "«mottaget» är 4 april 2923, och den dagen ha"),
    ]


def test_a_remedy_is_for_the_list(asked: WorkspaceFolder, run: Run) -> None:
    """What a row lacks is to be filled in in its column, not written in an answer file."""
    asked.write(
        "a.csv",
        "mottagare;instans;nämnd;datum;satser;sats 1;sats 2\numea;;;;;antagen;antagen\n"
        "mala;KF;;2023-06-21;;;\nasele;nämnd;;2023-06-21;antagen;;\n"
        "dorotea;KF;;2023-06-21;antagen med ändring;;\n",
    )
    said = refused(run("svar", FILE, "--från", "a.csv"), 1)
    assert [line.removeprefix("  tips: ") for line in said if line.startswith("  tips: ")] == [
        "fyll i kolumnen «instans»",
        "fyll i kolumnen «datum»",
        "fyll i kolumnen «punkter»",
        "fyll i kolumnen «nämnd»",
        "skriv texten efter ett kolon: antagen med ändring: texten",
    ]


def test_faults_of_cells_come_with_those_of_answers(asked: WorkspaceFolder, run: Run) -> None:
    """A cell beyond the headings does not hide what else is wrong, in its own row or in others."""
    asked.write("a.csv", "mottagare;mottaget;anteckning\nume;2023-04-04;\nmala;i går;Ringde; hon var ute\n")
    said = refused(run("svar", FILE, "--från", "a.csv"), 1)
    assert [line.split(": ")[0] for line in said if ": fel: " in line] == [
        "a.csv, rad 2, kolumn A («mottagare»)",
        "a.csv, rad 3, kolumn B («mottaget»)",
        "a.csv, rad 3, kolumn D",
    ]


@pytest.mark.parametrize("name", ["lage.csv", "lage.xlsx"])
def test_an_overview_can_be_read_back(asked: WorkspaceFolder, run: Run, name: str) -> None:
    """What «läge» writes changes nothing when read back, and a day that is filled in there is recorded."""
    asked.write("a.csv", LIST)
    run("svar", FILE, "--från", "a.csv")
    assert run("läge", FILE, f"--{name[-4:].strip('.')}", name).code == 0
    assert run("svar", FILE, "--från", name).err == f"inget att ändra: {ANSWERS} säger det redan\n"


def test_rows_of_another_recommendation_are_refused(asked: WorkspaceFolder, run: Run) -> None:
    """A list with several recommendations is not taken for one."""
    asked.write("a.csv", f"rekommendation;mottagare;skickat\n{REFERENCE};umea;2023-04-03\nannan;mala;2023-04-03\n")
    said = refused(run("svar", FILE, "--från", "a.csv"), 1)
    assert said[0] == "a.csv, rad 3, kolumn A («Rekommendation»): fel: Raden gäller en annan rekommendation, «annan»"


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("a.xlsx", xlsx(LIST, merged="B1:C1"), 1, "Cellerna B1:C1 är sammanslagna"),
        ("a.csv", b"mottagare;motaget\numea;2023-04-04\n", 1, "Okänd kolumn «motaget»"),
        ("a.csv", b"mottagare;punkt 3\numea;antagen\n", 1, "Okänd kolumn «punkt 3»"),
        ("a.csv", b"skickat\n2023-04-03\n", 1, "Kolumnen «mottagare» saknas"),
        ("a.csv", b"", 1, "Filen är tom"),
        ("a.csv", b"mottagare;mottaget\r\n", 1, "Listan har rubriker men inga rader"),
        ("a.xlsx", b"PK\x03\x04", 3, "a.xlsx"),
    ],
)
def test_a_list_that_cannot_be_read(
    asked: WorkspaceFolder, run: Run, name: str, data: bytes, code: int, message: str
) -> None:
    """A list whose headings or form are amiss is told, and nothing of it is recorded."""
    asked.write(name, data)
    assert any(message in line for line in refused(run("svar", FILE, "--från", name), code))


def book(*rows: tuple[object, ...], formats: dict[str, str]) -> bytes:
    """Return a workbook whose cells have number formats."""
    from openpyxl import Workbook

    made = Workbook()
    for row in rows:
        made.active.append(row)
    for cell, code in formats.items():
        made.active[cell].number_format = code
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_number_that_excel_made_a_day_is_told(asked: WorkspaceFolder, run: Run) -> None:
    """A diarienummer that became a day or a fraction is told at its cell, and nothing of the list is recorded."""
    rows = (
        ("mottagare", "skickat", "diarienummer"),
        ("mala", date(2023, 4, 3), date(2021, 5, 12)),
        ("umea", date(2023, 4, 3), 2021.1),
    )
    asked.write("svar.xlsx", book(*rows, formats={}))
    said = refused(run("svar", FILE, "--från", "svar.xlsx", "--prova"), 1)
    assert [line for line in said if ": fel: " in line] == [
        "svar.xlsx, rad 2, kolumn C («diarienummer»): fel: Cellen är ett datum (2021-05-12)",
        "svar.xlsx, rad 3, kolumn C («diarienummer»): fel: Cellen är decimaltalet 2021,1",
    ]
    assert sum("skriv numret som text" in line for line in said) == 2


@pytest.mark.parametrize(
    "heading", ["diarienummer", "nämnd", "paragraf", "anteckning", "punkter", "punkt 1", "fil", "instans", "mottagare"]
)
def test_every_column_of_words_refuses_a_day(asked: WorkspaceFolder, run: Run, heading: str) -> None:
    """Whatever the column, a day in it is told once, and not also for what it would be as words."""
    rows = (("mottagare", heading), ("mala", date(2021, 5, 12)))
    if heading == "mottagare":
        rows = (("skickat", heading), (date(2023, 4, 3), date(2021, 5, 12)))
    asked.write("svar.xlsx", book(*rows, formats={}))
    said = refused(run("svar", FILE, "--från", "svar.xlsx"), 1)
    at_the_cell = [line for line in said if line.startswith(f"svar.xlsx, rad 2, kolumn B («{heading}»)")]
    assert [line.partition(": fel: ")[2] for line in at_the_cell] == ["Cellen är ett datum (2021-05-12)"]


@pytest.mark.parametrize("heading", ["skickat", "mottaget", "utlovat", "datum", "påmint"])
def test_every_column_of_days_refuses_a_number(asked: WorkspaceFolder, run: Run, heading: str) -> None:
    """A number without a date's format is no day."""
    asked.write("svar.xlsx", book(("mottagare", heading), ("mala", 45000), formats={}))
    said = refused(run("svar", FILE, "--från", "svar.xlsx"), 1)
    assert f"svar.xlsx, rad 2, kolumn B («{heading}»): fel: Cellen är talet 45000 och inget datum" in said


def test_a_rehearsal_shows_what_will_be_recorded(asked: WorkspaceFolder, run: Run) -> None:
    """Numbers are shown, and then recorded, as the spreadsheet shows them."""
    rows = (("mottagare", "diarienummer", "anteckning", "påmint"), ("mala", 45, 12, date(2023, 9, 1)))
    asked.write("svar.xlsx", book(*rows, formats={"B2": '"KS 2023-"0000', "C2": "0000"}))
    shown = ["mala: ny post", "mala: diarienummer KS 2023-0045", "mala: påmint 2023-09-01", "mala: anteckning 0012"]
    assert run("svar", FILE, "--från", "svar.xlsx", "--prova").lines == shown
    assert run("svar", FILE, "--från", "svar.xlsx").lines == shown
    assert f"    diarienummer: {{den: {date.today()}, text: KS 2023-0045}}\n" in entry(asked)
    assert run("svar", FILE, "--från", "svar.xlsx").err == f"inget att ändra: {ANSWERS} säger det redan\n"


def test_a_list_of_an_old_mac_is_refused_by_name(asked: WorkspaceFolder, run: Run) -> None:
    """MacRoman is not read as Windows: the encoding is named, with the way out."""
    asked.write(
        "svar.csv", "mottagare;skickat;anteckning\r\nmala;2023-04-26;Återkommer på hösten\r\n".encode("mac_roman")
    )
    said = refused(run("svar", FILE, "--från", "svar.csv"), 3)
    assert "MacRoman" in said[0]
    assert "CSV UTF-8" in said[1]


def test_a_list_far_longer_than_the_recipients_is_refused(asked: WorkspaceFolder, run: Run) -> None:
    """A list of something else is told at once, instead of row by row."""
    asked.write("a.csv", "mottagare;anteckning\n" + "".join(f"x{n};hej\n" for n in range(4_000)))
    said = refused(run("svar", FILE, "--från", "a.csv"), 1)
    assert "Listan har 4000 rader, men brevet går bara till" in said[0]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["=1+1", "+46 90", "-1", "@a", "'=1", "'citat'"])
@pytest.mark.parametrize("name", ["lage.csv", "lage.xlsx"])
def test_a_note_like_a_formula_comes_back(asked: WorkspaceFolder, run: Run, name: str, text: str) -> None:
    """What «läge» writes for a text that looks like a formula, reading recognises as the text that is recorded."""
    assert run("svar", FILE, "mala", f"--anteckning={text}", "--skickat", "2023-04-03").code == 0
    assert run("läge", FILE, f"--{name[-4:].strip('.')}", name).code == 0
    assert run("svar", FILE, "--från", name).err == f"inget att ändra: {ANSWERS} säger det redan\n"
