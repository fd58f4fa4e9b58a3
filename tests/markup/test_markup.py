"""The text dialect: what is read as a mark, what stands as it is, and what is told."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from naravard_docs.document.blocks import Figure, Heading, List, ListKind, Paragraph, Table
from naravard_docs.document.inlines import Link, plain_text
from naravard_docs.markup.faults import MarkupError
from naravard_docs.markup.plain import plain_words
from naravard_docs.markup.printed import print_blocks, print_line
from naravard_docs.markup.protect import placeholder, protect
from naravard_docs.markup.read import read_line, read_markup
from naravard_docs.markup.rules import RULES, Example
from naravard_docs.markup.setting import Pictures, Setting

PICTURES = Pictures({"bilagor/karta.png": b"x"})
SETTING = Setting("ärende-1", picture=PICTURES.of)
EXAMPLES = [example for rule in RULES for example in rule.examples]


def shown(text: str, setting: Setting = SETTING) -> str:
    return print_blocks(read_markup(text, setting).blocks)


def hints(text: str) -> list[tuple[int, int]]:
    """Return where the hints of a text are: line and column."""
    return [(hint.line, hint.column) for hint in read_markup(text, SETTING).hints]


def fault(text: str) -> tuple[int, int, str]:
    with pytest.raises(MarkupError) as caught:
        read_markup(text, SETTING)
    first = caught.value.faults[0]
    assert first.remedy
    return first.line, first.column, first.message


@pytest.mark.parametrize("example", EXAMPLES, ids=[repr(example.written) for example in EXAMPLES])
def test_examples_of_the_rules(example: Example) -> None:
    """Every example of the table prints what the table says, and tells what it says."""
    try:
        read = read_markup(example.written, SETTING)
    except MarkupError as error:
        assert (f"fel: {error.faults[0].message}", "") == (example.told, example.printed)
        return
    assert print_blocks(read.blocks) == example.printed
    assert [f"råd: {hint.message}" for hint in read.hints][:1] == ([example.told] if example.told else [])


def test_the_handbook_is_made_of_the_table() -> None:
    """The chapter in the repository is the one that the table gives, and the table is long enough to learn from."""
    maker = _maker()
    assert maker.CHAPTER.read_text("utf-8") == maker.chapter()
    assert len(EXAMPLES) >= 80
    assert len(RULES) == 17


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_text_chapter", REPOSITORY / "docs" / "make_text_chapter.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "line",
    [
        "1999. Avtalet sägs upp.",
        "5*3*2",
        "\\\\server\\_x",
        "Fil_namn_2.docx",
        "a < b > c",
        "&copy; 2024 &nbsp;",
        "~50 procent",
        "100 % * 3",
        "[1] och [S]",
        "C++ och #3",
        "x_1, x_2",
        "kl. 09.00-12.00",
        "2*(3+4)*5",
        "**",
        "Not*) gäller",
        "p=2^3",
        "/var/log/*.txt",
        "50 $ + 3 €",
        "ja/nej|kanske",
        "“citat” och ”citat”",
        "§§ 3-5, 7 och 9",
        "(s), (m)",
        "e-post: namn(at)x.se",
        "A/B-test",
        "1/2 och 3/4",
        "-5 grader",
        "–5 grader",
        "+46 90 123 45",
        "e. dyl. och o. s. v.",
        "Dnr 2023:45-1*",
        "=SUMMA(A1)",
        "^ v",
        "fi ﬁ",
    ],
)
def test_ordinary_lines_stand_as_they_are(line: str) -> None:
    """What secretaries paste and write is printed sign by sign, alone, in a paragraph, in an item and in a heading."""
    assert shown(line) == line
    assert shown(f"Text före\n{line}") == f"Text före {line}"
    assert shown(f"• {line}") == f"• {line}"
    assert print_line(read_line(line).content) == line


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("Ett.\n\n- a\n  - b\n    - c\n      - d", 6, 7, "fler än tre nivåer"),
        ("Ett.\n\n---\n\nTvå.", 3, 1, "bara tecken"),
        ("Ett\ntvå ![bild](b.png)", 2, 5, "ensam på sin rad"),
        ("Ett  \ntvå\n[länk](sida.html)", 3, 1, "«sida.html» kan inte följas"),
        ("- a\n- b [länk](javascript:alert)", 2, 5, "kan inte följas"),
        ("> a\n>\n> x [länk](/rot)", 3, 5, "kan inte följas"),
        ("# a [länk](#b)", 1, 5, "kan inte följas"),
        ("text [^not] mer", 1, 6, "fotnoter"),
        ("[a]{lang=SVENSKA}", 1, 1, "«SVENSKA» är ingen språkkod"),
        ("[](https://x.se)", 1, 1, "saknar ord"),
        ("en \ue123 sak", 1, 4, "U+E123"),
        ("text \uf0b7 mitt i", 1, 6, "U+F0B7"),
        ("![Karta](bilagor/annan.png)", 1, 1, "«bilagor/annan.png»"),
        ("Text:\n- 500", 2, 1, "belopp"),
        ("Text:\n− 3,5 mnkr.", 2, 1, "belopp"),
        ("- ett\n- 5 %", 2, 1, "belopp"),
        ("- 1 000 000 kronor", 1, 1, "belopp"),
        ("|a|b|", 1, 1, "|---|"),
        ("| a |\n|---|", 1, 1, "inga rader"),
        ("|  |\n|---|\n| x |", 1, 1, "huvud är tomt"),
        (">", 1, 1, "citat saknar text"),
        ("- - -", 1, 1, "bara tecken"),
    ],
)
def test_refused_at_its_place(text: str, line: int, column: int, message: str) -> None:
    """What the documents have no form for is refused with line and column, and says what to do."""
    at_line, at_column, said = fault(text)
    assert (at_line, at_column) == (line, column)
    assert message in said


def test_all_faults_at_once() -> None:
    """A text with several faults has them all told, in its order."""
    with pytest.raises(MarkupError) as caught:
        read_markup("[a](b)\n\n----\n\nnot [^1]", SETTING)
    assert [each.line for each in caught.value.faults] == [1, 3, 5]


@pytest.mark.parametrize(
    ("text", "printed_as"),
    [
        ("1. ett resultat om\n- 3,5 mnkr enligt bilaga\n2. ge", "1. ett resultat om - 3,5 mnkr enligt bilaga\n2. ge"),
        ("[www.umea.se](https://www.umea.se)", "länk‹www.umea.se https://www.umea.se›"),
        ("S:\\*a och S:\\*", "S:\\*a och S:\\*"),
        ("- ett\n– ensam\n- två", "• ett – ensam\n• två"),
        ("1. 10.15 Mötet öppnas\n2. 11.00 Lunch", "1. 10.15 Mötet öppnas\n2. 11.00 Lunch"),
        ("\\[a\\](b)", "[a](b)"),
        ("Text:\n1\\. x\n2\\. y", "Text: 1. x 2. y"),
        ("**9.00**–**12.00**", "**9.00**–**12.00**"),
        ("> text\n>>\n> mer", "    text > mer"),
        (">\t\\- a", "    - a"),
        ("1. a\na. b\ni. c\nii. d\nb. e\n2. f", "1. a\n   a. b\n      i. c\n      ii. d\n   b. e\n2. f"),
        ("Se https://umea.se…", "Se länk‹https://umea.se https://umea.se›…"),
    ],
)
def test_what_is_pasted_comes_out_right(text: str, printed_as: str) -> None:
    """Texts as people have written and pasted them are read as they were meant, or stand."""
    assert shown(text) == printed_as


def test_labels_are_as_written() -> None:
    """Numbers, letters and Roman numerals keep their form in the list's labels."""
    for labels in (
        ["4.", "5."],
        ["1)", "2)"],
        ["a)", "b)"],
        ["iv.", "v."],
        ["A.", "B."],
        ["II)", "III)"],
        ["å.", "ä."],
    ):
        (made,) = read_markup("\n".join(f"{label} x" for label in labels), SETTING).blocks
        assert isinstance(made, List) and made.kind is ListKind.NUMBER
        assert [made.label(n) for n in range(2)] == labels


def test_headings_skip_no_level() -> None:
    """A text's headings come below the item's own, skip no level and go no lower than the third."""
    for text, top, levels in (("# a\n## b", 2, [2, 3]), ("#### a", 2, [2]), ("# a\n## b\n### c", 1, [1, 2, 3])):
        found = read_markup(text, Setting("x", top_level=top)).blocks
        assert [block.level for block in found if isinstance(block, Heading)] == levels


def test_tables_tell_numbers_by_their_content() -> None:
    """A column of amounts is to the right, one with words is not; a dash stands for nothing."""
    text = "| Ort | 2023 | Not |\n|---|---|---|\n| Umeå | 1 000 | 5 |\n| Åsele | – | se 5 |"
    (table,) = read_markup(text, SETTING).blocks
    assert isinstance(table, Table)
    assert [column.is_numeric for column in table.columns] == [False, True, False]
    assert table.summary == "Tabell: Ort, 2023, Not"


def test_figures_have_their_picture() -> None:
    """A figure holds the picture's bytes, its alternative text and its path as written."""
    (figure,) = read_markup("![En karta](bilagor/karta.png)", SETTING).blocks
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt_text, figure.path) == (b"x", "En karta", "bilagor/karta.png")


def test_hints_have_their_place() -> None:
    """A hint tells the line and the column of what it is about."""
    assert hints("Text\n  + 2 mnkr i tillägg för verksamheten i hela länet under året") == [(2, 3)]
    assert hints("3. a\n7. b") == [(2, 1)]
    assert hints("Ett **ord och _två_ till") == [(1, 15), (1, 5)]
    assert hints("En text utan något särskilt.") == []


def test_wrapped_lines_are_no_hint() -> None:
    """Lines that are as long as they can be are one paragraph without a word; a short one gets one hint a text."""
    wrapped = (
        "Utredningen visar att kommunernas kostnader för hälso- och sjukvård\nökade under hela perioden, och mest."
    )
    assert hints(wrapped) == []
    assert hints("Anna Ek\nBo Al\n\nCia Dal\nEva Ask") == [(1, 1)]


def test_link_addresses_are_ascii() -> None:
    """A link's address has its host as the name system writes it and its path in percent signs; its words stand."""
    (paragraph,) = read_markup("Se https://åre.se/å_b?x=1&y=2.", SETTING).blocks
    assert isinstance(paragraph, Paragraph)
    (_, link, _) = paragraph.content
    assert isinstance(link, Link)
    assert (link.url, plain_text((link,))) == ("https://xn--re-xia.se/%C3%A5_b?x=1&y=2", "https://åre.se/å_b?x=1&y=2")


def test_plain_lines() -> None:
    """Where only text can stand, marks are gone and every item has a line with its label."""
    assert plain_words("anta **mål** för [ord]{lang=en}:\n- ett\n- två") == "anta mål för ord:\n• ett\n• två"
    assert plain_words("[fel](länk)") == "[fel](länk)"


SIGNS = st.text("\\`*_{}[]()<>#+-.!|~=&;:/\"'1234567890 \t•–§ab@xåé\uf0b7", max_size=40)


@given(SIGNS)
def test_protected_values_stand_as_they_are(value: str) -> None:
    """A value put into a template is printed sign by sign, whatever it looks like and wherever it stands."""
    for template in ("{}", "Till {}.", "- {}\n- slut", "# x {}", "**x {}** y", "1. {}"):
        if not value.strip():
            continue
        read = read_markup(template.replace("{}", protect(value)), SETTING)
        assert "".join(value.split()) in "".join(print_blocks(read.blocks).split())


PLACE = Setting("x", inserted={"beslut": (Paragraph("beslut", read_line("Att anta.").content),)})


def test_places_are_filled() -> None:
    """A place that the program fills gives way to its blocks; it must stand alone, and be one that there is."""
    assert shown(f"Ett.\n\n{placeholder('beslut')}\n\nTvå.", PLACE) == "Ett.\n\nAtt anta.\n\nTvå."
    for text, message in ((f"Se {placeholder('beslut')}.", "ensam på sin rad"), (placeholder("annat"), "annat")):
        with pytest.raises(MarkupError, match=message):
            read_markup(text, PLACE)


_SHARED = st.lists(
    st.sampled_from(["ord", "**fet**", "*kursiv*", "[länk](https://x.se)", "två ord", "ord 12 kr", "a, b", "slut."]),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(st.lists(_SHARED, min_size=1, max_size=4), st.sampled_from(["\n\n", "\n"]), st.sampled_from(["", "- ", "> "]))
def test_what_both_dialects_mean_is_read_alike(lines: list[str], between: str, mark: str) -> None:
    """Paragraphs, bullets, quotations, emphasis and links are what CommonMark's own parser makes of them."""
    if mark == "> ":
        between = "\n"
    text = between.join(f"{mark}{line}" for line in lines)
    ours = "".join(plain_text(block.content) for block in _paragraphs(text))
    theirs = "".join(
        (child.content if child.type == "text" else " " if child.type == "softbreak" else "")
        for token in MarkdownIt("commonmark").parse(text)
        for child in token.children or ()
    )
    assert ours.split() == theirs.split()


def _paragraphs(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    waiting = list(read_markup(text, SETTING).blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, List):
            waiting[:0] = [inner for item in block.items for inner in item.blocks]
        else:
            waiting[:0] = list(getattr(block, "blocks", ()))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "*a " * 20_000, "\\" * 50_001, "> " * 9_000, "- a\n" * 9_000, "1. a\n" * 2_000, "[a](" * 9_000],
    ids=["brackets", "stars", "backslashes", "quotes", "items", "ones", "links"],
)
def test_endless_texts_end(text: str) -> None:
    """Marks without end give text or a refusal; time grows with length, since these would else take hours."""
    try:
        read_markup(text, Setting("x"))
    except MarkupError as error:
        assert error.faults[0].line == 1
