"""Lists, tables and figures in mails: labels as written in plain text and HTML, levels, amounts, a figure's words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from forms import DASHES, LABELS, figure, item, nested, of_labels, said
from made import document_of

from naravard_docs.document.blocks import Block, Column, List, ListItem, ListKind, Table
from naravard_docs.document.inlines import LineBreak, Text, text
from naravard_docs.document.labels import NumberFormat, document_labels
from naravard_docs.mail.draft import as_html, as_text

EVERY = {name: (ListKind.NUMBER, labels) for name, labels in LABELS.items()}
EVERY |= {f"streck {sign}": (ListKind.DASH, (sign, sign)) for sign in DASHES}
FORMATS = {
    "1": NumberFormat.DECIMAL,
    "a": NumberFormat.LOWER_LETTER,
    "A": NumberFormat.UPPER_LETTER,
    "i": NumberFormat.LOWER_ROMAN,
    "I": NumberFormat.UPPER_ROMAN,
}


class _Reader(HTMLParser):
    """Reads what stands before each item as a mail program shows it (HTML, 4.4.5 and 4.4.8)."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: list[tuple[NumberFormat | None, bool, int]] = []
        self.labels: list[str] = []
        self.awaits_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "ol":
            self.lists.append((FORMATS[known.get("type", "1")], True, int(known.get("start", "1"))))
        elif tag == "ul":
            self.lists.append((None, "none" not in known.get("style", ""), 0))
        elif tag == "li":
            format_, is_marked, number = self.lists.pop()
            number = int(known.get("value", str(number)))
            self.labels.append(f"{format_.written(number)}." if format_ else "•" if is_marked else "")
            self.awaits_text = not format_ and not is_marked
            self.lists.append((format_, is_marked, number + 1))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if self.awaits_text:
            self.labels[-1] = re.split(" ", data)[0].replace("\u00a0", " ")
            self.awaits_text = False


def html_labels(*blocks: Block) -> list[str]:
    reader = _Reader()
    reader.feed(as_html(document_of(*blocks)))
    return reader.labels


@pytest.mark.parametrize("name", EVERY)
def test_mails_show_labels_as_written(name: str) -> None:
    """Both forms of a mail show the labels that a list was written with."""
    kind, labels = EVERY[name]
    made = of_labels(name, labels, kind)
    assert html_labels(made) == list(labels)
    lines = as_text(document_of(made)).splitlines()
    assert lines == [f"{label} {name} {n}" for n, label in enumerate(labels, 1)]


def test_nested_lists_keep_their_labels_and_levels() -> None:
    """Every level of a nested list is as written, further in for each level in plain text."""
    assert html_labels(nested()) == [label for _, label, _ in document_labels((nested(),))]
    assert as_text(document_of(nested())).splitlines()[:10] == [
        "1. Stycket yttre1.",
        "   a. Stycket inre1.",
        "      i) Stycket djup1.",
        "      ii) Stycket djup2.",
        "   b. Stycket inre2.",
        "      iii) Stycket djup3.",
        "",
        "      Stycket inre2b.",
        "2. Stycket yttre2.",
        "",
    ]


def test_a_bullet_that_no_one_wrote_is_the_mail_programs() -> None:
    """A list of the house's own bullets is a plain list; loose lists have air between items in plain text."""
    bullets = List("l", ListKind.BULLET, (ListItem((said("a"),)), ListItem((said("b"),))), is_tight=False)
    assert "<ul><li><p>Stycket a.</p></li><li><p>Stycket b.</p></li></ul>" in as_html(document_of(bullets))
    assert as_text(document_of(bullets)) == "• Stycket a.\n\n• Stycket b.\n"


def test_amounts_stand_to_the_right_and_rows_stay_rows() -> None:
    """Amounts and their heading are set right in HTML; a line break in a cell breaks no row in plain text."""
    columns = (Column(text("Ort")), Column(text("Tkr"), is_numeric=True))
    made = document_of(Table("t", columns, (((Text("Umeå"), LineBreak(), Text("stad")), text("5")),)))
    assert as_text(made) == "Ort\tTkr\nUmeå stad\t5\n"
    assert '<th scope="col" style="text-align: right">Tkr</th>' in as_html(made)
    assert '<td>Umeå<br>\nstad</td><td style="text-align: right">5</td>' in as_html(made)


def test_a_figure_is_its_words() -> None:
    """A mail has no pictures: the figure's alternative text stands in brackets, in an item too."""
    made = document_of(List("l", ListKind.NUMBER, (item("7)", figure("f")),)))
    assert as_text(made) == "7) [Ett diagram över väntetider]\n"
    assert "<p>7)</p><p>[Ett diagram över väntetider]</p>" in as_html(made)
