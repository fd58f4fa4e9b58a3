"""Labels of lists: printed as written in Word, LibreOffice and PDF, and refused by our own check where they are not."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from broken import element, whole
from forms import DASHES, LABELS, every_form, item, nested, of_labels, said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libreoffice import hand_in, printed
from lxml import etree
from made import THEME, document_of, require_tool

from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_numbers import word_labels
from naravard_docs.check.word_package import WordFile
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import Block, List, ListKind, Paragraph, Quote
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import text
from naravard_docs.document.labels import LabelNumber, NumberFormat, document_labels, label_numbers, possible_numbers
from naravard_docs.pdf.structure import plan_structure, tree_text
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.missing_glyphs import missing_characters
from naravard_docs.word.writer import word_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVERY = {**{name: (ListKind.NUMBER, labels) for name, labels in LABELS.items()}}
EVERY |= {f"streck {sign}": (ListKind.DASH, (sign, sign)) for sign in DASHES}


def written(document: Document) -> list[str]:
    return [label for _, label, _ in document_labels(document.blocks)]


def in_word(data: bytes) -> list[str]:
    return [label.text for label in word_labels(WordFile(data))]


def in_pdf(document: Document) -> list[str]:
    return list(PdfFile(pdf_bytes(document, THEME)).labels())


def base() -> bytes:
    """Return a base with styles and numberings of its own, as python-docx's empty document has."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def numbering(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/numbering.xml"))


@pytest.mark.parametrize("name", EVERY)
def test_labels_are_as_written(name: str) -> None:
    """Whatever labels a list has, Word counts out and the PDF prints exactly those, and both pass our check."""
    kind, labels = EVERY[name]
    document = document_of(of_labels(name, labels, kind))
    assert in_word(word_bytes(document, THEME)) == in_pdf(document) == list(labels)
    assert word_faults(word_bytes(document, THEME), document) == ()
    assert pdf_faults(pdf_bytes(document, THEME), document) == ()


def test_labels_are_as_written_beside_a_base() -> None:
    """With the organisation's own base, which has numberings of its own, every label is as written."""
    data = word_bytes(every_form(), THEME, base())
    shown, wanted = in_word(data), list(document_labels(every_form().blocks))
    assert [one for one, (_, _, is_own) in zip(shown, wanted, strict=True) if is_own] == [
        label for _, label, is_own in wanted if is_own
    ]
    assert word_faults(data, every_form()) == ()


def in_either_base() -> dict[str, bytes]:
    """Return Word files of every form, by our own base and by an organisation's."""
    return {name: word_bytes(every_form(), THEME, own) for name, own in (("hus", None), ("bas", base()))}


hand_in(lambda: in_either_base().values())


@pytest.mark.slow
def test_libreoffice_shows_the_labels(tmp_path: Path) -> None:
    """LibreOffice, which counts in its own way, shows every label before the words that it belongs to."""
    pdftotext = require_tool("pdftotext")
    for name, word in in_either_base().items():
        (tmp_path / f"{name}.pdf").write_bytes(printed(word))
        shown = subprocess.run(
            [pdftotext, "-layout", str(tmp_path / f"{name}.pdf"), "-"], check=True, capture_output=True
        )
        lines = ["".join(line.split()) for line in shown.stdout.decode("utf-8").splitlines()]
        wanted = [
            "".join(f"{label}{list_name}{n}".split())
            for list_name, (_, labels) in EVERY.items()
            for n, label in enumerate(labels, 1)
        ]
        assert [line for line in wanted if line not in lines] == []
        inner = ["1.Stycketyttre1.", "ii)Stycketdjup2.", "iii)Stycketdjup3.", "b.Stycketinre2.", "2.Styckettal2."]
        assert [line for line in (*inner, "7.Stycketyttre7.", "−Stycketstreck2.") if line not in lines] == []


def test_a_new_start_has_an_instance_of_its_own() -> None:
    """A gap and a repeat begin a new numbering with its start; items that follow each other share one."""
    data = word_bytes(document_of(of_labels("l", ("3.", "4.", "7.", "7.", "8."))), THEME)
    overrides = [
        (n.find(f"{W}lvlOverride").get(f"{W}ilvl"), n.find(f".//{W}startOverride").get(f"{W}val"))
        for n in numbering(data).iter(f"{W}num")
        if n.find(f"{W}lvlOverride") is not None
    ]
    assert overrides == [("0", "3"), ("0", "7"), ("0", "7")]


def test_a_label_that_nothing_counts_is_a_text() -> None:
    """«01.» and «12 a.» stand as texts in the numbering, since no format of Word's gives them."""
    data = word_bytes(document_of(of_labels("l", ("01.", "12 a.", "01."))), THEME)
    texts = [t.get(f"{W}val") for t in numbering(data).iter(f"{W}lvlText")]
    assert texts.count("01.") == texts.count("12 a.") == 3
    assert in_word(data) == ["01.", "12 a.", "01."]


def test_nested_lists_go_on_where_they_were() -> None:
    """After an inner list, a quotation's list or a table, the outer list goes on with its own numbers."""
    document = document_of(nested())
    assert in_word(word_bytes(document, THEME)) == in_pdf(document) == written(document)
    assert written(document)[:9] == ["1.", "a.", "i)", "ii)", "b.", "iii)", "2.", "1.", "2."]


def test_a_list_goes_on_after_another_of_its_kind_and_level() -> None:
    """Where a quotation's list counts in between, on the same level, the outer one is right however one counts."""
    quoted = Quote("q", (of_labels("inre", ("1.", "2.", "3.")),))
    document = document_of(List("l", ListKind.NUMBER, (item("1.", said("a"), quoted), item("2.", said("b")))))
    data = word_bytes(document, THEME)
    assert in_word(data) == ["1.", "1.", "2.", "3.", "2."]
    numbers = [n.get(f"{W}val") for n in etree.fromstring(_main(data)).iter(f"{W}numId")]
    assert len(set(numbers)) == 3


def _main(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml")


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        (("1.", "2."), "Decimal"),
        (("a)", "b)"), "LowerAlpha"),
        (("h.", "i."), "LowerAlpha"),
        (("i.", "ii."), "LowerRoman"),
        (("i.",), "LowerRoman"),
        (("I)", "II)"), "UpperRoman"),
        (("B.", "C."), "UpperAlpha"),
        (("01.",), "Decimal"),
        (("aa.", "ab."), "LowerAlpha"),
    ],
)
def test_a_pdf_tells_what_kind_its_labels_are(labels: tuple[str, ...], wanted: str) -> None:
    """A list's ListNumbering is that of its labels (ISO 32000-1, 14.8.5.5)."""
    assert f"/ListNumbering/{wanted}>>" in tree_text(plan_structure(document_of(of_labels("l", labels))))


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("7.", [(NumberFormat.DECIMAL, 7)]),
        ("0)", [(NumberFormat.DECIMAL, 0)]),
        ("c.", [(NumberFormat.LOWER_LETTER, 3), (NumberFormat.LOWER_ROMAN, 100)]),
        ("XIV)", [(NumberFormat.UPPER_ROMAN, 14)]),
        ("iiii.", []),
        ("01.", []),
        ("aa.", []),
        ("12 a.", []),
        ("7", []),
        (".", []),
        ("", []),
        ("Iv.", []),
        ("99999.", []),
        ("²)", []),
    ],
)
def test_a_label_is_a_number_only_where_it_is_written_so(label: str, wanted: list[tuple[NumberFormat, int]]) -> None:
    """A label is read as a number in a format only if the format writes that number exactly so."""
    assert [(one.format, one.number) for one in possible_numbers(label)] == wanted


def test_neighbours_decide_what_a_letter_is() -> None:
    """«i.» after «h.» is a letter, before «ii.» a Roman numeral."""

    def formats(*labels: str) -> list[NumberFormat | None]:
        return [one.format if one else None for one in label_numbers(labels)]

    assert formats("h.", "i.") == [NumberFormat.LOWER_LETTER] * 2
    assert formats("i.", "ii.") == [NumberFormat.LOWER_ROMAN] * 2
    assert formats("v.", "vi.") == [NumberFormat.LOWER_ROMAN] * 2
    assert formats("c.", "d.") == [NumberFormat.LOWER_LETTER] * 2
    assert formats("01.", "1.") == [None, NumberFormat.DECIMAL]
    assert label_numbers(()) == ()
    assert label_numbers(("4)",)) == (LabelNumber(NumberFormat.DECIMAL, 4, ")"),)


label = st.one_of(
    st.integers(0, 130).map(str),
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCIVXYZ"),
    st.sampled_from(("ii", "iv", "viii", "ix", "XIV", "aa", "01", "12 a", "IIX")),
).flatmap(lambda name: st.sampled_from((f"{name}.", f"{name})")))


@st.composite
def lists(draw: st.DrawFn, depth: int = 0) -> List:
    name = f"l{draw(st.integers(0, 10**9))}"
    kind = draw(st.sampled_from((ListKind.NUMBER, ListKind.NUMBER, ListKind.DASH, ListKind.BULLET)))
    labels = (
        label if kind is ListKind.NUMBER else st.sampled_from(("", *DASHES)) if kind is ListKind.DASH else st.just("")
    )
    count = draw(st.integers(1, 4))
    if kind is ListKind.NUMBER and draw(st.booleans()):
        start = draw(st.integers(0, 12))
        chosen = [f"{start + n}." for n in range(count)]
    else:
        chosen = [draw(labels) for _ in range(count)]
    inner: list[tuple[Block, ...]] = []
    for _ in range(count):
        blocks: tuple[Block, ...] = (Paragraph("p", text("Ord.")),) if draw(st.booleans()) else ()
        if depth < 3 and draw(st.booleans()):
            deeper: Block = draw(lists(depth + 1))
            blocks += (Quote("q", (deeper,)),) if draw(st.booleans()) else (deeper,)
        inner.append((*blocks, Paragraph("e", text("Efter."))) if draw(st.booleans()) else blocks)
    return List(name, kind, tuple(item(one, *blocks) for one, blocks in zip(chosen, inner, strict=True)))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(lists(), min_size=1, max_size=3))
def test_whatever_is_nested_has_its_labels(drawn: list[List]) -> None:
    """However lists of any labels are nested, Word's own counting and the PDF give the labels of the document."""
    document = document_of(*drawn)
    assert in_word(word_bytes(document, THEME)) == in_pdf(document) == written(document)


def _counted_apart(data: bytes) -> list[str]:
    """Return the labels as a program counts that keeps a counter for each instance, as LibreOffice does."""
    root = numbering(data)
    kinds = {a.get(f"{W}abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
    counts: dict[tuple[str, str], int] = {}
    shown = []
    for paragraph in etree.fromstring(_main(data)).iter(f"{W}numPr"):
        number, at = (paragraph.find(f"{W}{tag}").get(f"{W}val") for tag in ("numId", "ilvl"))
        (instance,) = (n for n in root.iter(f"{W}num") if n.get(f"{W}numId") == number)
        (level,) = (
            one
            for one in kinds[instance.find(f"{W}abstractNumId").get(f"{W}val")].iter(f"{W}lvl")
            if one.get(f"{W}ilvl") == at
        )
        start = instance.find(f".//{W}startOverride")
        first = int(start.get(f"{W}val")) if start is not None else 1
        counts[number, at] = counts.get((number, at), first - 1) + 1
        format_ = level.find(f"{W}numFmt").get(f"{W}val")
        sign = level.find(f"{W}lvlText").get(f"{W}val")
        known = {one.value: one for one in NumberFormat}
        shown.append(re.sub("%[1-9]", known[format_].written(counts[number, at]), sign) if format_ in known else sign)
    return shown


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(lists(), min_size=1, max_size=3))
def test_labels_hold_where_each_instance_counts_for_itself(drawn: list[List]) -> None:
    """Programs that let each instance count for itself, and not each definition, give the same labels."""
    document = document_of(*drawn)
    own = [one for _, one, is_own in document_labels(document.blocks) if is_own]
    assert _counted_apart(word_bytes(document, THEME)) == own


SHIFTED: Mapping[str, tuple[str, ...]] = {
    "ett högre": ("2.", "3.", "4."),
    "ett för lite": ("1.", "2.", "4."),
    "annat tecken": ("1)", "2)", "3)"),
    "bokstäver": ("a.", "b.", "c."),
}


@pytest.mark.parametrize("name", SHIFTED)
def test_a_shifted_label_is_refused(name: str) -> None:
    """Files whose labels are others than the document's are refused, with both labels told."""
    document = document_of(of_labels("l", ("1.", "2.", "3.")))
    other = document_of(of_labels("l", SHIFTED[name]))
    for faults in (pdf_faults(pdf_bytes(other, THEME), document), word_faults(word_bytes(other, THEME), document)):
        assert [fault.rule for fault in faults] == ["etikett"]
        assert re.search(r"«.+» i filen men «\d\.» i dokumentet", faults[0].message)


def test_a_list_that_goes_on_from_another_is_refused() -> None:
    """A Word file whose second list lost its own start goes on counting from the first, and is refused."""
    document = document_of(of_labels("l", ("1.", "2.")), said("p"), of_labels("m", ("1.", "2.")))
    parts = {}
    with zipfile.ZipFile(io.BytesIO(word_bytes(document, THEME))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    part = "word/numbering.xml"
    parts[part] = re.sub(rb"<w:lvlOverride .*?</w:lvlOverride>", b"", parts[part])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    (fault,) = word_faults(out.getvalue(), document)
    assert fault.message == "listpunkt 3 har «3.» i filen men «1.» i dokumentet"


def test_a_missing_label_is_refused() -> None:
    """A PDF in which an item of a list has lost its label is refused."""

    def lose(entry: Any) -> None:
        entry["/K"].pop(0)

    assert "etikett" in {fault.rule for fault in pdf_faults(element("/LI", lose), whole())}


def test_the_houses_bullets_may_be_the_templates() -> None:
    """A bullet that no one wrote may be another in the organisation's base; a written dash may not."""
    bullets = document_of(List("l", ListKind.BULLET, (item("", said("a")),)))
    assert word_faults(word_bytes(bullets, THEME, base()), bullets) == ()
    dashes = document_of(of_labels("l", ("−",), ListKind.DASH))
    others = document_of(of_labels("l", ("—",), ListKind.DASH))
    assert [fault.rule for fault in word_faults(word_bytes(others, THEME), dashes)] == ["etikett"]


def test_a_label_that_the_font_lacks_is_told() -> None:
    """A character of a label that has no glyph is told with its list, before anything is drawn."""
    assert missing_characters(document_of(of_labels("l", ("①.",))), THEME) == (("l", "①"),)
    assert missing_characters(every_form(), THEME) == ()
