"""Writing back: comments, order, quotes and indentation stay, and nothing but what is changed is touched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.yaml.edit import EntryFile, NotEntriesError, read_entries
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue
from naravard_docs.yaml.tree import NO_FILE, ListNode, MapNode, plain_values, read_tree

KEYS = ("mottagare", "skickat", "mottaget", "diarienummer", "utlovat", "beslut", "fil", "påmint", "anteckning")
IN_DECISION = ("instans", "nämnd", "datum", "paragraf", "satser")
UMEA, KF = "  - mottagare: {}registrator: Ada", "      instans: {}      # kommunfullmäktige"
FILE = """\
# yaml-language-server: $schema=../../templates/schema/svar.schema.json
# Svaren på brevet.

svar:
  # de stora först
  - mottagare: umea   # registrator: Ada
    skickat:   2021-04-26
    # kvittot kom med post
    mottaget: '2021-04-27'

    beslut:
      # protokollet är justerat
      instans: KF      # kommunfullmäktige
      datum: 2021-06-21
      satser:
        1: antagen     # enhälligt
        # den andra var svår
        2: {utfall: antagen med ändring,text: "så, här"}
    anteckning: |
      Ringde.
      # ingen kommentar

  - mottagare: mala
    påmint:
    - 2021-09-01   # per telefon
    # nu återstår en

  -   diarienummer: "KS-1"
      mottagare: asele
# slut
"""


def rank(path: KeyPath) -> int:
    if path[:-1] == ("beslut", "satser"):
        return int(path[-1])
    return (IN_DECISION if path[:-1] == ("beslut",) else KEYS).index(path[-1])


def read(text: str) -> EntryFile:
    return read_entries(text, ("svar", "responses"))


def put(text: str, index: int, path: KeyPath, value: YamlValue) -> str:
    file = read(text)
    file.entries[index].put(path, value, rank)
    return file.text


def drop(text: str, index: int, *path: str) -> str:
    file = read(text)
    file.entries[index].drop(path)
    return file.text


def difference(before: str, after: str) -> list[str]:
    """Return the lines that went and came, as «-line» and «+line»."""
    import difflib

    compared = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line[0] + line[2:] for line in compared if line[0] in "-+"]


def values(text: str) -> Any:
    return plain_values(read_tree(text, NO_FILE).root)


@pytest.mark.parametrize("text", [FILE, FILE.replace("\n", "\r\n"), FILE.removesuffix("\n"), "svar:\n- mottagare: a\n"])
def test_what_is_not_changed_is_the_same(text: str) -> None:
    """A file that is read and written is byte for byte what it was."""
    assert read(text).text == text


@pytest.mark.parametrize(
    ("index", "path", "value", "lines"),
    [
        (0, ("skickat",), "2021-04-25", ["-    skickat:   2021-04-26", "+    skickat: 2021-04-25"]),
        (0, ("mottaget",), "2021-04-28", ["-    mottaget: '2021-04-27'", "+    mottaget: '2021-04-28'"]),
        (0, ("diarienummer",), "KS 1", ["+    diarienummer: KS 1"]),
        (0, ("fil",), "a.pdf", ["+    fil: a.pdf"]),
        (0, ("mottagare",), "vindeln", ["-" + UMEA.format("umea   # "), "+" + UMEA.format("vindeln # ")]),
        (0, ("beslut", "instans"), "KS", ["-" + KF.format("KF"), "+" + KF.format("KS")]),
        (0, ("beslut", "paragraf"), "§ 87", ["+      paragraf: § 87"]),
        (0, ("beslut", "satser", "1"), "avslagen",
         ["-        1: antagen     # enhälligt", "+        1: avslagen    # enhälligt"]),
        (0, ("beslut", "satser", "2", "text"), "annat",
         ['-        2: {utfall: antagen med ändring,text: "så, här"}',
          '+        2: {utfall: antagen med ändring, text: "annat"}']),
        (0, ("beslut", "satser", "3"), FlowMapping(utfall="antagen med ändring", text="a, b: c"),
         ['+        3: {utfall: antagen med ändring, text: "a, b: c"}']),
        (0, ("anteckning",), "kort",
         ["-    anteckning: |", "+    anteckning: |-", "+      kort", "-      Ringde.", "-      # ingen kommentar"]),
        (1, ("påmint",), ["2021-09-01", "2021-10-01"],
         ["-    - 2021-09-01   # per telefon", "+      - 2021-09-01 # per telefon", "+      - 2021-10-01"]),
        (1, ("beslut", "datum"), "2021-06-01", ["+    beslut:", "+      datum: 2021-06-01"]),
        (1, ("skickat",), "2021-04-26", ["+    skickat: 2021-04-26"]),
        (2, ("skickat",), "2021-04-26", ["+      skickat: 2021-04-26"]),
        (2, ("diarienummer",), "null", ['-  -   diarienummer: "KS-1"', '+  -   diarienummer: "null"']),
        (2, ("anteckning",), "~", ['+      anteckning: "~"']),
        (2, ("anteckning",), "# a: *b", ['+      anteckning: "# a: *b"']),
        (2, ("påmint",), ["2021-09-01"], ["+      påmint: [2021-09-01]"]),
    ],
)  # fmt: skip
def test_a_value_is_put(index: int, path: KeyPath, value: YamlValue, lines: list[str]) -> None:
    """Only the value's own lines change, or its line comes in where its kind stands; comments and quotes stay."""
    after = put(FILE, index, path, value)
    assert difference(FILE, after) == lines


def test_a_new_key_comes_before_the_comment_of_the_next() -> None:
    """A comment above a key stays with that key when another is put before it."""
    text = "svar:\n  - mottagare: a\n    # om beslutet\n    beslut: {instans: KF}\n"
    assert put(text, 0, ("skickat",), "2021-04-26").split("\n")[1:4] == [
        "  - mottagare: a",
        "    skickat: 2021-04-26",
        "    # om beslutet",
    ]


@pytest.mark.parametrize(
    ("index", "path", "lines"),
    [
        (0, ("skickat",), ["-    skickat:   2021-04-26"]),
        (0, ("beslut", "instans"), ["-      instans: KF      # kommunfullmäktige"]),
        (0, ("beslut", "satser", "1"), ["-        1: antagen     # enhälligt"]),
        (0, ("anteckning",), ["-    anteckning: |", "-      Ringde.", "-      # ingen kommentar"]),
        (1, ("påmint",), ["-    påmint:", "-    - 2021-09-01   # per telefon"]),
        (2, ("diarienummer",), ['-  -   diarienummer: "KS-1"', "-      mottagare: asele", "+  -   mottagare: asele"]),
    ],
)
def test_a_key_is_dropped(index: int, path: KeyPath, lines: list[str]) -> None:
    """A key goes with its value and the comment on its line; comments on lines of their own stay."""
    assert difference(FILE, drop(FILE, index, *path)) == lines


@pytest.mark.parametrize(
    "text",
    ["svar:\n  - mottagare: a\n    beslut:\n      instans: KF\n", "svar: [{mottagare: a, beslut: {instans: KF}}]\n"],
)
def test_a_mapping_that_becomes_empty_goes_too(text: str) -> None:
    """The last key takes the mapping around it along."""
    assert values(drop(text, 0, "beslut", "instans")) == {"svar": [{"mottagare": "a"}]}


def test_entries_in_braces_are_changed() -> None:
    """An entry on one line stays on its line, with its comment."""
    text = "svar:\n  - {mottagare: a, skickat: 2021-04-26} # ett\n  - {mottagare: b}\n"
    after = put(text, 0, ("skickat",), "2021-04-27")
    assert after == text.replace("26", "27")
    assert put(after, 1, ("beslut", "instans"), "KF").endswith("  - {mottagare: b, beslut: {instans: KF}}\n")
    assert " ".join(drop(text, 0, "skickat").split()) == "svar: - {mottagare: a} # ett - {mottagare: b}"


def test_an_entry_whose_dash_stands_alone() -> None:
    """The dash of an entry can stand on a line above it, and goes with it."""
    text = "svar:\n  -\n    # ett\n    mottagare: a\n  -\n    mottagare: b\n"
    assert put(text, 0, ("skickat",), "2021-04-26") == text.replace("a\n", "a\n    skickat: 2021-04-26\n")
    file = read(text)
    file.remove(file.entries[0])
    assert file.text == "svar:\n  -\n    mottagare: b\n"


def test_an_entry_is_added_last() -> None:
    """A new entry comes below the others, indented as the last, before what ends the file."""
    file = read(FILE)
    file.add({"mottagare": "sorsele", "beslut": {"instans": "KF", "satser": {"1": FlowMapping(utfall="antagen")}}})
    assert difference(FILE, file.text) == [
        "+  -   mottagare: sorsele",
        "+      beslut:",
        "+        instans: KF",
        "+        satser:",
        "+          1: {utfall: antagen}",
    ]
    assert file.text.endswith("          1: {utfall: antagen}\n# slut\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("svar: []\n", "svar:\n  - mottagare: a\n"),
        ("svar:\n", "svar:\n  - mottagare: a\n"),
        ("svar: ~\n\n", "svar:\n  - mottagare: a\n\n"),
        ("svar: [ ]  # ett\n# två\n", "svar:      # ett\n# två\n  - mottagare: a\n"),
        ("responses:\n", "responses:\n  - mottagare: a\n"),
        ("# bara rad\n", "# bara rad\nsvar:\n  - mottagare: a\n"),
        ("", "svar:\n  - mottagare: a\n"),
        ("svar: [{mottagare: b}]\n", "svar:\n  - {mottagare: b}\n  - mottagare: a\n"),
        ("{svar: [{mottagare: b}]}\n", "svar:\n  - {mottagare: b}\n  - mottagare: a\n"),
        ("{\n  svar: [\n    {mottagare: b}\n  ]\n}\n", "svar:\n  - {mottagare: b}\n  - mottagare: a\n"),
        ("---\nsvar: []\n...\n", "---\nsvar:\n  - mottagare: a\n...\n"),
        ("svar:\n-\n mottagare: b\n", "svar:\n-\n mottagare: b\n- mottagare: a\n"),
        ("svar:\n- mottagare: b", "svar:\n- mottagare: b\n- mottagare: a\n"),
    ],
)
def test_the_first_entry(text: str, expected: str) -> None:
    """An empty list, however it is written, takes an entry; one in brackets is written out first."""
    file = read(text)
    file.add({"mottagare": "a"})
    assert file.text == expected


@pytest.mark.parametrize("text", ["- a\n", "svar: a\n", "svar: {a: b}\n", "svar: [a]\n", "svar: []\nx: y\n", "x: []\n"])
def test_what_is_no_list_of_entries_is_let_be(text: str) -> None:
    """A file of another form is not changed: it would lose what it has."""
    with pytest.raises(NotEntriesError):
        read(text)


def test_an_entry_is_removed() -> None:
    """An entry goes with its lines, and comments around it stay."""
    file = read(FILE)
    file.remove(file.entries[1])
    gone = ["-  - mottagare: mala", "-    påmint:", "-    - 2021-09-01   # per telefon"]
    assert difference(FILE, file.text) == gone


def test_the_last_entry_leaves_an_empty_list() -> None:
    """A file whose last entry goes has an empty list, with its comments, and can take entries again."""
    file = read("# ett\nsvar:  # två\n  # tre\n  - mottagare: a\n# fyra\n")
    file.remove(file.entries[0])
    assert file.text == "# ett\nsvar: [] # två\n  # tre\n# fyra\n"
    again = read(file.text)
    again.add({"mottagare": "b"})
    assert values(again.text) == {"svar": [{"mottagare": "b"}]}


def test_old_line_ends_stay() -> None:
    """A file with Windows' line ends gets them in its new lines too."""
    after = put(FILE.replace("\n", "\r\n"), 0, ("fil",), "a.pdf")
    assert after.count("\r\n") == after.count("\n") == FILE.count("\n") + 1


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12).map(str.strip)
texts = words | st.sampled_from(
    ["~", "null", "2021-04-26", "007", "ja: nej", "- a", "# a", "'a'", '"', "[", "{a", "a #b", ":0", "-1", "?x", "a:b"]
)
outcomes = st.sampled_from(["antagen", "avslagen"]) | texts.map(lambda word: FlowMapping(utfall="x", text=word))
days = st.dates().map(str)
changes = st.one_of(
    st.tuples(st.sampled_from([("skickat",), ("mottaget",), ("beslut", "datum")]), days),
    st.tuples(st.sampled_from([("diarienummer",), ("anteckning",), ("fil",), ("beslut", "paragraf")]), texts),
    st.tuples(st.just(("påmint",)), st.lists(days, max_size=3)),
    st.tuples(st.sampled_from([("beslut", "satser", "1"), ("beslut", "satser", "2")]), outcomes),
    st.tuples(st.just(("beslut", "satser")), st.dictionaries(st.sampled_from(["1", "2", "3"]), outcomes, min_size=1)),
)


def told(values: Any, path: KeyPath, value: YamlValue) -> None:
    for step in path[:-1]:
        values = values.setdefault(step, {})
    values[path[-1]] = value


@pytest.mark.slow
@given(st.integers(0, 2), st.lists(changes, max_size=4))
def test_only_the_entrys_lines_change(index: int, made: list[tuple[KeyPath, YamlValue]]) -> None:
    """Whatever is put into an entry, it says just that, and no line outside the entry is another."""
    expected = values(FILE)
    after = FILE
    for path, value in made:
        after = put(after, index, path, value)
        told(expected["svar"][index], path, value)
    assert values(after) == expected
    before_parts, after_parts = read(FILE), read(after)
    assert (before_parts.head, before_parts.gaps) == (after_parts.head, after_parts.gaps)
    for number, entry in enumerate(before_parts.entries):
        if number != index:
            assert after_parts.entries[number].lines == entry.lines


@pytest.mark.slow
@given(st.integers(0, 2), st.lists(changes, max_size=3), st.data())
def test_what_is_put_can_be_dropped(index: int, made: list[tuple[KeyPath, YamlValue]], data: st.DataObject) -> None:
    """Whatever key is dropped, the rest says what it said."""
    after = FILE
    for path, value in made:
        after = put(after, index, path, value)
    expected = values(after)
    key = data.draw(st.sampled_from(sorted(expected["svar"][index].keys() - {"mottagare"})))
    del expected["svar"][index][key]
    assert values(drop(after, index, key)) == expected


def test_the_nodes_are_those_of_the_file() -> None:
    """An entry knows its keys, however it is indented."""
    root = read_tree(FILE, NO_FILE).root
    assert isinstance(root, MapNode)
    listed = root.entries["svar"][1]
    assert isinstance(listed, ListNode)
    assert [plain_values(entry.node) for entry in read(FILE).entries] == [plain_values(item) for item in listed.items]
