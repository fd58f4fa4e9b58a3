"""CommonMark to blocks: what the documents have a form for, and what is refused with its line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.token import Token

from naravard_docs.compose.commonmark import parser
from naravard_docs.compose.markdown import MarkupRefused, Setting, blocks_from, escaped, placeholder
from naravard_docs.compose.tokens import DEEPEST_MARKUP, tokens_of
from naravard_docs.document.blocks import Block, Heading, List, ListKind, Paragraph, Quote
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, Strong, Text, plain_text

SETTING = Setting("ärende-1")


def blocks(text: str, setting: Setting = SETTING) -> tuple[Block, ...]:
    return blocks_from(text, setting)


def inlines(text: str) -> tuple[Inline, ...]:
    """Give what a text of one paragraph holds."""
    (block,) = blocks(text)
    assert isinstance(block, Paragraph)
    return block.content


def only_list(text: str) -> List:
    (block,) = blocks(text)
    assert isinstance(block, List)
    return block


def words(found: tuple[Block, ...]) -> str:
    """Give the text of blocks, one line for each paragraph, with a list's signs."""
    lines: list[str] = []
    for block in found:
        match block:
            case Paragraph() | Heading():
                lines.append(plain_text(block.content))
            case List():
                lines += [f"{block.label(n)} {words(entry.blocks)}" for n, entry in enumerate(block.items)]
            case Quote():
                lines.append(f"> {words(block.blocks)}")
            case _:
                raise AssertionError(block)
    return "\n".join(lines)


def refused(text: str) -> MarkupRefused:
    with pytest.raises(MarkupRefused) as caught:
        blocks(text)
    assert caught.value.remedy
    return caught.value


def test_paragraphs() -> None:
    """An empty line parts paragraphs; a line end within one is a blank."""
    assert words(blocks("Ett\ntvå.\n\nTre.")) == "Ett två.\nTre."


def test_ids_count_within_the_text() -> None:
    """Blocks are named after the text they come from, each kind counted."""
    ids = [block.id for block in blocks("# Mål\n\nEtt.\n\nTvå.\n\n- tre")]
    assert ids == ["ärende-1.mal", "ärende-1.stycke-1", "ärende-1.stycke-2", "ärende-1.lista-1"]


def test_empty_text() -> None:
    """A text of blanks alone gives nothing."""
    assert blocks(" \n\n ") == ()


def test_lists_to_three_levels() -> None:
    """Lists may stand in lists to the third level."""
    assert words(blocks("- ett\n  - två\n    - tre")) == "• ett\n• två\n• tre"


def test_number_starts_where_the_writer_starts() -> None:
    """A numbered list keeps its first number."""
    found = only_list("4. fyra\n5. fem")
    assert (found.kind, found.label(0), found.label(1)) == (ListKind.NUMBER, "4.", "5.")


def test_number_with_parenthesis() -> None:
    """A numbered list keeps its sign after the number."""
    assert only_list("1) ett\n2) två").label(1) == "2)"


def test_tight_list() -> None:
    """A list without empty lines is tight."""
    assert only_list("- ett\n- två").is_tight


def test_loose_list() -> None:
    """A list with empty lines between its entries is loose."""
    assert not only_list("- ett\n\n- två").is_tight


def test_entry_of_several_paragraphs() -> None:
    """An entry may have more than one paragraph."""
    assert len(only_list("- ett\n\n  två").items[0].blocks) == 2


@pytest.mark.parametrize("mark", ["*", "_"])
def test_emphasis(mark: str) -> None:
    """One mark on either side is emphasis, two are strong."""
    assert inlines(f"{mark}a{mark} {mark * 2}b{mark * 2}") == (
        Emphasis((Text("a"),)),
        Text(" "),
        Strong((Text("b"),)),
    )


def test_link() -> None:
    """A link has its text and its address, with emphasis inside the text."""
    assert inlines("[a *b*](https://x.se/å)") == (Link((Text("a "), Emphasis((Text("b"),))), "https://x.se/%C3%A5"),)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("<https://x.se>", "https://x.se"),
        ("<a@x.se>", "mailto:a@x.se"),
        ("[a](tel:+46901234)", "tel:+46901234"),
        ("[a](HTTP://x.se)", "HTTP://x.se"),
    ],
)
def test_addresses_that_can_be_followed(written: str, url: str) -> None:
    """Web pages, letters and telephone numbers can be linked to."""
    (link,) = inlines(written)
    assert isinstance(link, Link) and link.url == url


def test_link_without_text_shows_its_address() -> None:
    """A link without text is read as its address."""
    assert inlines("[](https://x.se)") == (Link((Text("https://x.se"),), "https://x.se"),)


@pytest.mark.parametrize("written", ["ett  \ntvå", "ett\\\ntvå"])
def test_hard_break(written: str) -> None:
    """Two blanks or a backslash at a line's end break the line."""
    assert inlines(written) == (Text("ett"), LineBreak(), Text("två"))


def test_kept_line_breaks() -> None:
    """A setting can keep every line break of the writer."""
    (paragraph,) = blocks("ett\ntvå", Setting("x", breaks_lines=True))
    assert isinstance(paragraph, Paragraph) and LineBreak() in paragraph.content


def test_quotation() -> None:
    """A quotation holds blocks of its own."""
    (quote,) = blocks("> ett\n>\n> två")
    assert isinstance(quote, Quote) and len(quote.blocks) == 2


@pytest.mark.parametrize(
    ("text", "top", "levels"),
    [
        ("# a\n## b", 2, [2, 3]),
        ("## a\n### b", 2, [2, 3]),
        ("#### a", 2, [2]),
        ("# a\n### b\n# c\n###### d", 2, [2, 3, 2, 3]),
        ("# a\n## b\n### c", 1, [1, 2, 3]),
        ("# a\n## b\n### c", 3, [3, 3, 3]),
        ("a\n===\nb\n---", 2, [2, 3]),
    ],
)
def test_heading_levels(text: str, top: int, levels: list[int]) -> None:
    """A text's headings come below the item's own, skip no level and go no lower than the third."""
    found = [block.level for block in blocks(text, Setting("x", top_level=top)) if isinstance(block, Heading)]
    assert found == levels


def test_inline_code_is_text() -> None:
    """Words in back quotes are words."""
    assert inlines("kör `naravard`") == (Text("kör naravard"),)


def test_html_is_text() -> None:
    """HTML has no meaning: its signs are shown."""
    assert words(blocks("<b>fet</b>\n\n<div>")) == "<b>fet</b>\n<div>"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Ett.\n\n- a\n  - b\n    - c\n      - d", 6, "fler än tre nivåer"),
        ("Ett.\n\n```\nkod\n```", 3, "kodblock"),
        ("Ett.\n\n~~~\nkod", 3, "kodblock"),
        ("Ett.\n\n---\n\nTvå.", 3, "vågrät linje"),
        ("Ett.\n\n***", 3, "vågrät linje"),
        ("Ett.\n\n![bild](b.png)", 3, "bilder"),
        ("Ett\ntvå ![bild](b.png)", 2, "bilder"),
        ("Ett  \ntvå\n[länk](sida.html)", 3, "«sida.html» kan inte följas"),
        ("- a\n- [länk](javascript:alert(1))", 2, "kan inte följas"),
        ("> a\n>\n> [länk](/rot)", 3, "kan inte följas"),
        ("# a [länk](#b)", 1, "kan inte följas"),
        ("Ett.\n\n" + "**" * 400 + "a" + "**" * 400, 3, "betonad"),
    ],
)
def test_refused(text: str, line: int, message: str) -> None:
    """What the documents have no form for is refused with its line."""
    found = refused(text)
    assert (found.line, message in found.message) == (line, True), found.message


@pytest.mark.parametrize("text", ["> " * 200 + "a", "[" * 3000 + "a", "*a " * 3000, "<" * 3000, "\\" * 3001])
def test_hostile_texts_end(text: str) -> None:
    """Endlessly nested marks give text or a refusal, never a crash."""
    try:
        blocks(text)
    except MarkupRefused as error:
        assert error.line == 1


PLACE = Setting("x", inserted={"beslut": (Paragraph("beslut", (Text("Att anta."),)),)})


def test_placeholder_is_replaced() -> None:
    """A place that the program fills gives way to its blocks."""
    assert words(blocks(f"Ett.\n\n{placeholder('beslut')}\n\nTvå.", PLACE)) == "Ett.\nAtt anta.\nTvå."


@pytest.mark.parametrize("text", ["Se {}.", "{} {}", "Ett\n{}"])
def test_placeholder_among_words(text: str) -> None:
    """A place for blocks must be a paragraph of its own."""
    with pytest.raises(MarkupRefused, match=r"beslut.*ensam på sin rad"):
        blocks(text.replace("{}", placeholder("beslut")), PLACE)


def test_placeholder_unknown() -> None:
    """A place that the program does not know is refused, not dropped."""
    with pytest.raises(MarkupRefused, match="annat"):
        blocks(placeholder("annat"), PLACE)


SIGNS = st.text("\\`*_{}[]()<>#+-.!|~=&;:/\"'1234567890 \t\n\rab@xåé", max_size=60)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(st.one_of(SIGNS, ANY))
@example("~~~\nkod")
@example("1) a\r- b")
@example("a\n===")
@example("&amp; &#65;")
@example("[a]: http://x.se")
@example(f"a {placeholder('beslut')}")
def test_escaped_text_is_shown_as_it_stands(text: str) -> None:
    """Escaped text is read back as its own words, whatever signs it has."""
    shown = words(blocks(escaped(text), PLACE))
    for mark in placeholder(""):
        text = text.replace(mark, "")
    assert shown.split() == text.split()


@given(SIGNS)
def test_any_text_is_set_or_refused(text: str) -> None:
    """Any text gives blocks, or a refusal with a line within it."""
    try:
        blocks(text)
    except MarkupRefused as error:
        assert 1 <= error.line <= len(text.splitlines())


def test_table_is_refused() -> None:
    """A pipe table has no form in the documents and is told as such, not set as running text."""
    with pytest.raises(MarkupRefused, match="tabeller") as caught:
        blocks_from("Text.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", Setting("t"))
    assert caught.value.line == 3


@pytest.mark.parametrize("text", ["- \n- a\n", "- > citat\n", "1. # Rubrik\n"])
def test_item_without_words_of_its_own_is_refused(text: str) -> None:
    """A list item begins with text: an empty one, or one that begins with something else, is told."""
    with pytest.raises(MarkupRefused, match="listpunkt"):
        blocks_from(text, Setting("t"))


_WORDS = st.text(st.sampled_from("abåö .,:;-–=+1)(»”'\"/%?\n\n\u00a0\u2003\x0c^$@"), max_size=60)


@given(_WORDS)
def test_text_without_signs_is_read_as_the_parser_reads_it(written: str) -> None:
    """The tokens made for text without signs are those that CommonMark's parser gives."""

    def told(tokens: Sequence[Token]) -> list[object]:
        return [(t.type, t.map, t.content, [(c.type, c.content) for c in t.children or ()]) for t in tokens]

    assert told(tokens_of(written)) == told(parser(DEEPEST_MARKUP).parse(written))
