"""Lists as other programs write them: workbooks part by part, with each one's habits, and files of other kinds.

All that can be read say the same, ``ROW`` below ``HEADINGS``, unless another row is given with them.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from msgspec import Struct

HEADINGS = ("Mottagare", "Datum", "§", "Anteckning")
ROW = ("Umeå", "2021-06-21", "87", "ett två")
DAY = 44368
"""The day of the row, counted from 1900."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


class Habits(Struct, frozen=True):
    """How a program writes a workbook of one sheet; each field is what one or another does otherwise."""

    cells: str = ""
    """The second row's markup; empty for the row that all lists have."""
    styles: str = '<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    code: str = "0000"
    namespace: str = MAIN
    office: str = _OFFICE
    prefix: str = ""
    sheet_target: str = "worksheets/sheet1.xml"
    workbook: str = "xl/workbook.xml"
    workbook_target: str = ""
    properties: str = ""
    around: tuple[str, str] = ("", "")
    shared: str | None = None
    lacks: tuple[str, ...] = ()
    encoding: str = "utf-8"
    declared: str = ""
    rename: Callable[[str], str] = lambda name: name
    pack: Callable[[zipfile.ZipFile, str, bytes], None] = lambda package, name, data: package.writestr(name, data)


def text_cell(letter: str, text: str, more: str = "") -> str:
    return f'<c r="{letter}2" t="inlineStr"{more}><is><t xml:space="preserve">{text}</t></is></c>'


def number_cell(letter: str, value: object, style: int = 0) -> str:
    return f'<c r="{letter}2" s="{style}"><v>{value}</v></c>'


PLAIN = "".join(text_cell(letter, text) for letter, text in zip("ABCD", ROW, strict=True))


def with_cell(letter: str, cell: str) -> str:
    """Return the usual row with another cell in one of its columns."""
    return "".join(cell if each == letter else text_cell(each, text) for each, text in zip("ABCD", ROW, strict=True))


def made(habits: Habits) -> bytes:
    """Return a workbook as a program with such habits writes it."""
    folder, _, file = habits.workbook.rpartition("/")
    headings = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in HEADINGS)
    rows = f"<row>{headings}</row><row>{habits.cells or PLAIN}</row>"
    head = f'xmlns="{habits.namespace}" xmlns:r="{habits.office}"'
    listed = '<sheets><sheet name="Svar" sheetId="1" r:id="rId1"/></sheets>'
    styles = habits.styles.replace("{code}", habits.code)
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
    relations = {
        **{"rId1": ("worksheet", habits.sheet_target), "rId2": ("styles", "styles.xml")},
        **{"rId3": ("sharedStrings", "sharedStrings.xml")},
    }
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _related({"rId1": ("officeDocument", habits.workbook_target or habits.workbook)}, habits.office),
        habits.workbook: f"<workbook {head}>{habits.properties}{listed}</workbook>",
        f"{folder}/_rels/{file}.rels": _related(
            {**relations, "rId3": ("sharedStrings", "sharedStrings.xml")}, habits.office
        ),
        f"{folder}/styles.xml": f"<styleSheet {head}>{styles}{formats}</styleSheet>",
        f"{folder}/worksheets/sheet1.xml": (
            f"<worksheet {head}>{habits.around[0]}<sheetData>{rows}</sheetData>{habits.around[1]}</worksheet>"
        ),
        f"{folder}/sharedStrings.xml": f"<sst {head}>{habits.shared or ''}</sst>",
    }
    return _packed({name: part for name, part in parts.items() if name not in habits.lacks}, habits)


def _related(relations: Mapping[str, tuple[str, str]], office: str) -> str:
    listed = (
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{to}"/>' for key, (kind, to) in relations.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(listed)}</Relationships>'


def _packed(parts: Mapping[str, str], habits: Habits) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            declared = (
                f'<?xml version="1.0" encoding="{habits.encoding}"?>\n{habits.declared}{_prefixed(part, habits.prefix)}'
            )
            habits.pack(package, habits.rename(name), declared.encode(habits.encoding))
    return out.getvalue()


def _prefixed(part: str, prefix: str) -> str:
    if not prefix:
        return part
    opened = part.replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:")
    return opened.replace("xmlns=", f"xmlns:{prefix}=")


def _with_descriptor(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write a part as a stream does: its size comes after it (APPNOTE.TXT, 4.3.9)."""
    with package.open(name, "w", force_zip64=True) as part:
        part.write(data)


def _stored(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    package.writestr(name, data, zipfile.ZIP_STORED)


class _Unseekable(io.RawIOBase):
    """A stream that cannot be gone back in, as what a web server writes to."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.written += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def streamed() -> bytes:
    """Return a workbook whose parts tell their sizes afterwards only."""
    out = _Unseekable()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        zipfile.ZipFile(io.BytesIO(made(Habits()))) as whole,
    ):  # type: ignore[arg-type]
        for name in whole.namelist():
            package.writestr(name, whole.read(name))
    return bytes(out.written)


FROM_1904 = '<workbookPr date1904="true"/>'
FIRST_SHARED = '<c r="D2" t="s"><v>0</v></c>'
SHARED = "".join(f"<si><t>{text}</t></si>" for text in ("x", *ROW))
PHONETIC = (
    "<si><r><t>ett </t></r><r><rPr><b/></rPr><t>två</t></r>"
    '<rPh sb="0" eb="1"><t>FURIGANA</t></rPh><phoneticPr fontId="1"/></si>'
)


def formula_texts() -> str:
    """Return the row as programs write it that know no shared texts."""
    return "".join(f'<c r="{letter}2" t="str"><v>{text}</v></c>' for letter, text in zip("ABCD", ROW, strict=True))


def _shared_cells() -> str:
    return "".join(f'<c r="{letter}2" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCD", 1))


def _backwards(name: str) -> str:
    return name.replace("/", "\\")


def _upper(name: str) -> str:
    return name if name.startswith("[") else name.replace("sharedStrings", "SharedStrings").replace("xl/", "XL/")


WORKBOOKS: dict[str, Habits] = {
    "det vanliga": Habits(),
    "sökvägar från roten": Habits(sheet_target="/xl/worksheets/sheet1.xml", workbook_target="/xl/workbook.xml"),
    "sökvägar med omvända snedstreck": Habits(
        sheet_target="worksheets\\sheet1.xml", rename=lambda n: n.replace("/", "\\")
    ),
    "andra versaler i namnen": Habits(rename=_upper),
    "snedstreck före namnen": Habits(rename=lambda name: f"/{name}"),
    "arbetsboken någon annanstans": Habits(workbook="ark/bok2.xml"),
    "utan förteckning i roten": Habits(lacks=("_rels/.rels",)),
    "utan stilar": Habits(lacks=("xl/styles.xml",), cells=with_cell("C", number_cell("C", 87, 7))),
    "utan delade texter": Habits(lacks=("xl/sharedStrings.xml",)),
    "utan innehållstyper": Habits(lacks=("[Content_Types].xml",)),
    "med prefix (x:worksheet)": Habits(prefix="x", cells=formula_texts()),
    "strikt OOXML": Habits(namespace=STRICT, office=_STRICT_OFFICE),
    "strikt OOXML med dag som ISO 8601": Habits(
        namespace=STRICT,
        office=_STRICT_OFFICE,
        cells=with_cell("B", '<c r="B2" s="2" t="d"><v>2021-06-21T00:00:00</v></c>'),
    ),
    "UTF-16 i delarna": Habits(encoding="utf-16"),
    "opackade delar": Habits(pack=_stored),
    "ZIP64": Habits(pack=_with_descriptor),
    "delade texter": Habits(shared=SHARED, cells=_shared_cells()),
    "delad text med furigana och fetstil": Habits(
        shared=PHONETIC, cells=with_cell("D", '<c r="D2" t="s"><v>0</v></c>')
    ),
    "celler utan beteckning": Habits(cells=formula_texts().replace(' r="', ' x="')),
    "rader utan nummer, med en tom emellan": Habits(
        cells=PLAIN.replace('2" t=', '5" t='),
    ),
    "små bokstäver i beteckningen": Habits(cells=PLAIN.replace('r="A2"', 'r="a2"').replace('r="C2"', 'r="c2"')),
    "tal med radbrytning omkring": Habits(cells=with_cell("C", number_cell("C", "\n  87\n  "))),
    "tal med decimaler som är noll": Habits(cells=with_cell("C", number_cell("C", "87.0"))),
    "tal med tiopotens": Habits(cells=with_cell("C", number_cell("C", "8.7E1"))),
    "dag som tal": Habits(cells=with_cell("B", number_cell("B", DAY, 2))),
    "dag från 1904": Habits(
        properties='<workbookPr date1904="true"/>', cells=with_cell("B", number_cell("B", DAY - 1462, 2))
    ),
    "formel med värde": Habits(cells=with_cell("C", '<c r="C2"><f>80+7</f><v>87</v></c>')),
    "delad formel med värde": Habits(cells=with_cell("C", '<c r="C2"><f t="shared" si="0"/><v>87</v></c>')),
    "formel med text": Habits(cells=with_cell("D", '<c r="D2" t="str"><f>A1</f><v>ett två</v></c>')),
    "apostrof före (quotePrefix)": Habits(cells=with_cell("C", text_cell("C", "87", ' s="1"'))),
    "blanktecken efter, även hårda": Habits(cells=with_cell("C", text_cell("C", " \u00a087 \u00a0 "))),
    "hårda blanktecken i dagen": Habits(cells=with_cell("B", text_cell("B", "\u00a02021-06-21\u202f"))),
    "osynliga tecken omkring": Habits(cells=with_cell("C", text_cell("C", "\u200e87\u200b\ufeff"))),
    "storleken saknas eller ljuger": Habits(around=('<dimension ref="A1"/>', "")),
    "en cell sammanslagen med sig själv": Habits(around=("", '<mergeCells><mergeCell ref="A2"/></mergeCells>')),
    "tabell, filter och tillägg": Habits(
        around=(
            '<sheetPr filterMode="0"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>',
            '<autoFilter ref="A1:D2"/><extLst><ext uri="x"><y xmlns="urn:y"><c r="A9"/></y></ext></extLst>',
        )
    ),
}
"""Workbooks that say the same as all lists."""

_Row = tuple[str, str, str, str]


def shown_numbers() -> Iterator[tuple[str, Habits, str]]:
    """Yield numbers under a number format, and what Excel shows of them."""
    for value, code, seen in (
        (12, "0000", "0012"),
        (12, "0000;-0000", "0012"),
        (12, "0000;@", "0012"),
        (12, "0000;-0000;0;@", "0012"),
        (12, "[$-41D]0000", "0012"),
        (12, "&quot;KS &quot;0000", "KS 0012"),
        (87, "&quot;§ &quot;0", "§ 87"),
        (210045, "0000\\-00", "2100-45"),
        (90187, "000\\ 00", "901 87"),
        (5, "[Red]000", "005"),
        (0.45, "0%", "45%"),
        (0.455, "0%", "46%"),
        (45, "0.00%", "4500,00%"),
        (0.1234, "0.0\\ %", "12,3 %"),
        (1500, "#,##0\\ &quot;kr&quot;", "1\u00a0500 kr"),
        (1500, "[$kr-41D]\\ #,##0", "kr 1\u00a0500"),
        (-1500, "#,##0;[Red]-#,##0", "-1\u00a0500"),
        (1234567.891, "#,##0.00", "1\u00a0234\u00a0567,89"),
        (1.005, "0.00", "1,01"),
        (5.1, "0.00", "5,10"),
        (2.5, "0.0##", "2,5"),
        (2.6, "0", "3"),
        (12, "0.00", "12,00"),
        (999, "#,##0", "999"),
        (7, "#,##0\\ _k_r", "7"),
    ):
        yield f"{value} med {code}", Habits(code=code, cells=with_cell("C", number_cell("C", value, 1))), seen


def faults() -> Iterator[tuple[str, Habits, str]]:
    """Yield cells whose look cannot be recorded for certain, and what is said of them."""
    for value, code, words in (
        (0.45, "General", "decimaltalet 0,45"),
        (0.45, "#.##", "decimaltalet 0,45"),
        (2, "0.##", "visas med talformatet"),
        (0.001, "0.00", "decimaltalet 0,001"),
        (-0.001, "0.00", "decimaltalet -0,001"),
        (1500000, "#,##0,", "visas med talformatet"),
        (0.45, "0%%", "decimaltalet 0,45"),
        (1.5, "00\\-00", "decimaltalet 1,5"),
        (1500, "0.00E+00", "visas med talformatet"),
        (DAY, "yyyy-mm-dd", "ett datum (2021-06-21)"),
        (DAY, "mmm\\-yy", "ett datum"),
        (0.5, "h:mm", "ett klockslag (12:00)"),
        (0.5, "# ?/?", "decimaltalet 0,5"),
        (0, "0;-0;&quot;noll&quot;", "visas med talformatet"),
    ):
        yield f"{value} med {code}", Habits(code=code, cells=with_cell("C", number_cell("C", value, 1))), words
    for name, cell, words in (
        ("SANT", '<c r="C2" t="b"><v>1</v></c>', "sanningsvärde (SANT)"),
        ("sant som ord", '<c r="C2" t="b"><v>true</v></c>', "sanningsvärde (SANT)"),
        ("fel", '<c r="C2" t="e"><v>#N/A</v></c>', "visar felet #N/A"),
        ("formel utan värde", '<c r="C2"><f>80+7</f></c>', "formel utan uträknat värde"),
        ("delad text som inte finns", '<c r="C2" t="s"><v>99</v></c>', "går inte att läsa"),
        ("tid som ISO 8601", '<c r="C2" t="d"><v>T09:00:00</v></c>', "går inte att läsa"),
        ("okänt slag av cell", '<c r="C2" t="xyz"><v>1</v></c>', "går inte att läsa"),
        ("inget tal", '<c r="C2"><v>NaN</v></c>', "går inte att läsa"),
        ("för många siffror", '<c r="C2"><v>197001011234567890</v></c>', "fler än 15 siffror"),
    ):
        yield name, Habits(cells=with_cell("C", cell)), words
    yield "dold kolumn", Habits(around=('<cols><col min="3" max="3" hidden="1"/></cols>', "")), "Kolumnen är dold"
    merged = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    yield "sammanslagna celler", Habits(around=("", merged)), "A2:B2 är sammanslagna"


def _zip(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, mimetype if name == "mimetype" else "x")
    return out.getvalue()


def _ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)


def locked() -> bytes:
    """Return a workbook whose parts say that they are locked."""
    data = bytearray(made(Habits()))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


FODS = b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@cache
def refused() -> dict[str, tuple[bytes, str]]:
    """Return files that are no list to read, and what is said of them."""
    listed = ";".join(HEADINGS) + "\r\n" + ";".join(ROW) + "\r\n"
    whole = made(Habits())
    return {
        "ods": (_zip("mimetype", "content.xml", mimetype=ODS), "är ett OpenDocument-kalkylblad (.ods)"),
        "fods": (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            "(.fods)",
        ),
        "xlsb": (_zip("[Content_Types].xml", "xl/workbook.bin"), "är en binär Excel-arbetsbok (.xlsb)"),
        "numbers som en Mac packat": (_zip("Lista.numbers/Index.zip"), "är ett kalkylblad från Numbers"),
        "numbers": (_zip("Index/Document.iwa", "Metadata/Properties.plist"), "är ett kalkylblad från Numbers"),
        "docx": (_zip("[Content_Types].xml", "word/document.xml"), "är ett Word-dokument (.docx)"),
        "zip": (_zip("svar.csv"), "är en zip-fil"),
        "tom zip": (_zip(), "är en zip-fil"),
        "xls": (_ole("Workbook"), "är i Excels gamla format (.xls)"),
        "xls från 1993": (bytes((9, 4, 6, 0, 0, 0, 16, 0)), "är i Excels gamla format (.xls)"),
        "lösenord": (_ole("EncryptionInfo", "EncryptedPackage"), "är skyddad med lösenord"),
        "zip med lösenord": (locked(), "är skyddad med lösenord"),
        "doc": (_ole("WordDocument"), "är ett äldre Word-dokument (.doc)"),
        "msg": (_ole("__substg1.0_0037001F"), "är ett mejl från Outlook (.msg)"),
        "HTML som .xls": (b"<html><table><tr><td>Mottagare</td></tr></table></html>", "är en webbsida (HTML)"),
        "XML från 2003": (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "är ett Excel-kalkylblad i XML från 2003",
        ),
        "MHTML": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "(MHTML)"),
        "genväg till Google": (b'{"url": "https://docs.google.com/open?id=1"}', "är en genväg till Google Kalkylark"),
        "PDF": (b"%PDF-1.7\n", "är en PDF"),
        "gzip": (gzip.compress(listed.encode()), "är packad (gzip)"),
        "bild": (b"\x89PNG\r\n\x1a\n", "är en bild (PNG)"),
        "avklippt": (whole[: len(whole) // 2], "är skadad"),
        "något annat än ett blad": (made(Habits(lacks=("xl/worksheets/sheet1.xml",))), "går inte att läsa in"),
        "trasig XML": (made(Habits(around=("", "</row>"))), "är skadad"),
        "DTD": (made(Habits(declared="<!DOCTYPE x [<!ENTITY a 'b'>]>")), "har definitioner (DTD)"),
        "MacRoman": (listed.encode("mac_roman"), "MacRoman (äldre Mac)"),
        "cp850": (listed.encode("cp850"), "DOS (cp850 eller cp437)"),
        "cp437": (listed.replace("§", "paragraf").encode("cp437"), "DOS (cp850 eller cp437)"),
        "UTF-32": (listed.encode("utf-32"), "UTF-32"),
    }


def texts() -> dict[str, bytes]:
    """Return lists as text that say the same, in every encoding that proves itself."""
    listed = ";".join(HEADINGS) + "\r\n" + ";".join(ROW) + "\r\n"
    return {
        **{f"csv i {name}": listed.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")},
        "UTF-16 utan märke": listed.encode("utf-16-le"),
        "UTF-16 utan märke, andra hållet": listed.encode("utf-16-be"),
        "UTF-16 utan märke, med andra tecken": listed.replace("ett två", "ett två ✓ 😀").encode("utf-16-le"),
        "tabbar (Unicode-text)": listed.replace(";", "\t").encode("utf-16"),
        "radslut från Mac": listed.replace("\r\n", "\r").encode(),
        "sep=": f"sep=;\r\n{listed}".encode("cp1252"),
        "citattecken": "\r\n".join(";".join(f'"{one}"' for one in row) for row in (HEADINGS, ROW)).encode(),
    }
