"""Lists, tables and figures of every form that a text can have: what the renderers and the judges are tried on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from made import document_of
from PIL import Image, ImageDraw

from naravard_docs.document.blocks import (
    Block,
    Column,
    Figure,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Section,
    Table,
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, LineBreak, Link, Strong, Text, text

SENTENCE = "Nämnden har berett frågan under våren och lämnar sitt förslag till huvudmännen i länet."
LABELS: dict[str, tuple[str, ...]] = {
    "nummer": ("1.", "2.", "3."),
    "nummer med parentes": ("1)", "2)"),
    "börjar senare": ("7.", "8.", "9.", "10."),
    "med luckor": ("3.", "7.", "9."),
    "upprepade": ("1.", "1.", "1."),
    "börjar om": ("1.", "2.", "1.", "2."),
    "från noll": ("0.", "1."),
    "breda": ("99.", "100.", "120."),
    "bokstäver": ("a.", "b.", "c."),
    "bokstäver med parentes": ("b)", "c)"),
    "stora bokstäver": ("A.", "B."),
    "sena bokstäver": ("h.", "i.", "j."),
    "stora sena bokstäver": ("U)", "V)", "X)"),
    "romerska": ("i.", "ii.", "iii.", "iv."),
    "breda romerska": ("vii.", "viii.", "ix."),
    "stora romerska": ("IV)", "V)", "VI)"),
    "med nolla": ("01.", "02.", "10."),
    "sammansatta": ("12 a.", "12 b."),
    "efter z": ("z.", "aa.", "ab."),
    "blandade": ("1.", "a)", "II.", "2.", "01."),
    "olika tecken": ("1.", "2)", "3."),
}
"""Labels of lists as they are written, by what is odd about them."""

DASHES = ("–", "−", "—")


def of_labels(name: str, labels: Sequence[str], kind: ListKind = ListKind.NUMBER, is_tight: bool = True) -> List:
    """Return a list whose items have some labels."""
    items = (ListItem((Paragraph(f"{name}.{n}", text(f"{name} {n}")),), label) for n, label in enumerate(labels, 1))
    return List(name, kind, tuple(items), is_tight=is_tight)


def item(label: str, *blocks: Block) -> ListItem:
    return ListItem(blocks, label)


def said(name: str, words: str = "") -> Paragraph:
    return Paragraph(name, text(words or f"Stycket {name}."))


def nested() -> List:
    """Return a list of three levels that goes on after each inner one, and after further paragraphs of an item."""
    deepest = List("djup", ListKind.NUMBER, (item("i)", said("djup1")), item("ii)", said("djup2"))))
    again = List("djup-igen", ListKind.NUMBER, (item("iii)", said("djup3")),))
    inner = (item("a.", said("inre1"), deepest), item("b.", said("inre2"), again, said("inre2b")))
    numbers = List("inre-tal", ListKind.NUMBER, (item("1.", said("tal1")), item("2.", said("tal2"))))
    dashes = List("streck", ListKind.DASH, (item("−", said("streck1")), item("−", said("streck2"))))
    return List(
        "yttre",
        ListKind.NUMBER,
        (
            item("1.", said("yttre1"), List("inre", ListKind.NUMBER, inner)),
            item("2.", said("yttre2"), said("yttre2b"), numbers, said("yttre2c")),
            item("3.", said("yttre3"), dashes),
            item("4.", List("inre-först", ListKind.NUMBER, (item("a.", said("först1")),))),
            item("6.", Quote("citat", (said("citat1"), List("cl", ListKind.NUMBER, (item("1.", said("c1")),))))),
            item("7.", said("yttre7"), numbered_table("t-i-lista"), said("yttre7b")),
            item("8.", figure("f-i-lista")),
            item("9.", numbered_table("t-först")),
        ),
    )


def numbered_table(name: str, rows: int = 3) -> Table:
    """Return a table whose widths go by its content: words, a long text with marks, and amounts."""
    columns = (
        Column(text("Kommun")),
        Column((Text("Vad som "), Strong(text("beslutats")))),
        Column(text("Kostnad i tkr"), is_numeric=True),
        Column(()),
    )
    long = (Emphasis(text("Beslut: ")), Text(SENTENCE), LineBreak(), Link(text("handlingen"), "https://exempel.se"))
    cells = tuple(
        (text(f"Ort {n}"), long if n % 2 else text("Nej"), text(f"{n} 017,5"), ()) for n in range(1, rows + 1)
    )
    return Table(name, columns, cells)


def figure(name: str, image: bytes | None = None, width_mm: float = 60, tallest_mm: float = 60) -> Figure:
    return Figure(name, image or photograph("RGB", "PNG"), "Ett diagram över väntetider", width_mm, tallest_mm)


@cache
def photograph(mode: str, form: str, orientation: int = 1, interlaced: bool = False) -> bytes:
    """Return a picture, twice as wide as high when seen upright: dark left half, light right half."""
    picture = Image.new("RGB", (80, 40), (230, 220, 200))
    ImageDraw.Draw(picture).rectangle((0, 0, 39, 39), fill=(20, 60, 120))
    turned = {1: picture, 3: picture.rotate(180), 6: picture.rotate(90, expand=True)}[orientation]
    if mode == "I;16":
        levels = turned.convert("L").tobytes()
        made = Image.frombytes("I;16", turned.size, bytes(byte for level in levels for byte in (level, level)))
    else:
        made = turned.convert(mode)
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    made.save(out, form, exif=exif, **({"quality": 95} if form == "JPEG" else {}))
    return out.getvalue()


PICTURES: dict[str, bytes] = {
    "PNG": photograph("RGB", "PNG"),
    "PNG med palett": photograph("P", "PNG"),
    "PNG med genomskinlighet": photograph("RGBA", "PNG"),
    "grå PNG": photograph("L", "PNG"),
    "svartvit PNG": photograph("1", "PNG"),
    "grå PNG med 16 bitar": photograph("I;16", "PNG"),
    "liggande PNG": photograph("RGB", "PNG", 6),
    "JPEG": photograph("RGB", "JPEG"),
    "grå JPEG": photograph("L", "JPEG"),
    "JPEG i tryckfärger": photograph("CMYK", "JPEG"),
    "liggande JPEG": photograph("RGB", "JPEG", 6),
    "upp och ned i tryckfärger": photograph("CMYK", "JPEG", 3),
}
"""The same picture, dark to the left and light to the right, in every form of file."""


@cache
def every_form() -> Document:
    """Return a document with odd lists, nested ones, tables beside each other, in lists and quotations, and figures."""
    lists = [of_labels(name, labels) for name, labels in LABELS.items()]
    dashes = [of_labels(f"streck {sign}", (sign, sign), ListKind.DASH) for sign in DASHES]
    house = List("punkter", ListKind.BULLET, (ListItem((said("p1"),)), ListItem((said("p2"),))))
    narrow = Table("smal", (Column(text("A")), Column(text("B"), is_numeric=True)), ((text("ja"), text("1")),))
    empty = Table("tom", (Column(()), Column(text("Kryss"))), (((), ()), (text("x"), ())))
    pictures = [figure(name, data) for name, data in PICTURES.items()]
    return document_of(
        Heading("titel", 1, text("Former")),
        *lists,
        *dashes,
        house,
        Heading("h2", 2, text("Nivåer")),
        nested(),
        Heading("h3", 2, text("Tabeller")),
        numbered_table("lång", rows=40),
        narrow,
        empty,
        said("efter"),
        Quote("q", (said("q1"), numbered_table("i-citat"), of_labels("i citat", ("3.", "4.")))),
        Section("s", (Heading("h4", 2, text("Bilder")), *pictures, figure("hög", PICTURES["liggande JPEG"], 500, 900))),
        numbered_table("sist"),
    )
