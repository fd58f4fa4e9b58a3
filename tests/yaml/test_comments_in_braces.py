"""Comments within braces survive what is written back: they come above, or below, what they stood in."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from answering import answered
from conftest import WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.errors import InvalidInputError
from naravard_docs.responses.entry import Change
from naravard_docs.responses.record import record_changes
from naravard_docs.yaml.edit import read_entries
from naravard_docs.yaml.flow_comments import without_comments_in_braces
from naravard_docs.yaml.tree import plain_values, read_tree

COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
FILES = {
    "after": "svar:\n  - {mottagare: umea, skickat: 2021-04-26}  # efter\n",
    "between": (
        "svar:\n  - {mottagare: umea,  # namnet\n     skickat: 2021-04-26,  # dagen\n     # en rad\n"
        "     anteckning: 'a # b'}  # slut\n"
    ),
    "spread": (
        "svar:\n  - {\n      # först\n      mottagare: umea,  # namnet\n      skickat: 2021-04-26 # dagen\n"
        "      # sist\n    } # efter\n  # mellan\n  - mottagare: mala\n"
    ),
    "list": "svar: [{mottagare: umea, # a\n  skickat: 2021-04-26}, # b\n  # c\n  {mottagare: mala} # d\n  ] # e\n# f\n",
    "inner": (
        "svar:\n  - mottagare: umea\n    skickat: 2021-04-26\n    beslut: {datum: 2021-06-01, # a\n      # b\n"
        "      instans: kf,\n      satser: {1: antagen, # c\n        2: avslagen} # d\n      # d2\n      } # e\n"
        "    anteckning: x # f\n"
    ),
    "list-of-days": (
        "svar:\n  - mottagare: umea\n    skickat: 2021-04-26\n"
        "    påmint: [2021-05-01, # a\n      2021-05-02 # b\n      ] # c\n"
    ),
}
CHANGES = {
    "a new key": (("mottaget",), "2021-05-01"),
    "a value": (("skickat",), "2021-05-05"),
    "a text with a sign": (("anteckning",), "nr # 5"),
    "a mapping": (("beslut", "satser"), {"1": "antagen", "2": "bordlagd"}),
    "a list": (("påmint",), ["2021-05-01", "2021-06-01"]),
}


def comments(text: str) -> Counter[str]:
    bare = text.replace("'a # b'", "x").replace("nr # 5", "x")
    return Counter(found.rstrip() for line in bare.split("\n") for found in COMMENT.findall(line))


def rank(path: tuple[str, ...]) -> int:
    return {"mottagare": 0, "skickat": 1, "mottaget": 2, "beslut": 3}.get(path[0], 9)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("change", CHANGES)
def test_comments_stay_when_something_is_put_in(file: str, change: str) -> None:
    """Whatever is put where, every comment is there once, and the file says what it was to say."""
    path, value = CHANGES[change]
    entries = read_entries(FILES[file], ("svar",))
    entries.entries[0].put(path, value, rank)
    assert comments(entries.text) == comments(FILES[file])
    held = plain_values(read_tree(entries.text, Path("x")).root)["svar"][0]
    for step in path:
        held = held[step]
    assert held == value


@pytest.mark.parametrize("file", ["between", "spread", "list"])
def test_comments_stay_when_something_is_taken_out(file: str) -> None:
    """A key that is taken out of an entry in braces takes no comment along."""
    entries = read_entries(FILES[file], ("svar",))
    entries.entries[0].drop(("skickat",))
    assert comments(entries.text) == comments(FILES[file])
    assert "skickat" not in plain_values(read_tree(entries.text, Path("x")).root)["svar"][0]


def test_what_is_not_touched_is_left_as_it_stands() -> None:
    """Comments of other entries keep their lines, byte for byte."""
    text = FILES["spread"].replace("mala", "norsjo") + "    anteckning: {a: b, # inne\n      c: d} # ute\n"
    entries = read_entries(text, ("svar",))
    entries.entries[0].put(("mottaget",), "2021-05-01", rank)
    assert entries.text.endswith(text[text.index("  # mellan") :])


@given(
    st.lists(
        st.sampled_from(["{", "}", "[", "]", "a: b", ", ", "'x # y'", " # z\n", "\n  ", '"#"', "a#b"]), max_size=12
    )
)
def test_taking_comments_out_changes_nothing_else(pieces: list[str]) -> None:
    """Of any lines that are YAML, what is left says the same."""
    text = "k: " + "".join(pieces) + "\n"
    try:
        before = plain_values(read_tree(text, Path("x")).root)
    except InvalidInputError:
        return
    lines, taken = without_comments_in_braces(text.split("\n"))
    assert plain_values(read_tree("\n".join(lines), Path("x")).root) == before
    assert len(taken) <= text.count("#")


def test_the_command_keeps_them(workspace: WorkspaceFolder) -> None:
    """An answer that is recorded in an entry in braces leaves the file's comments."""
    asked = answered(workspace, "svar:\n  - {mottagare: umea, # frågade Anna\n     skickat: 2023-04-01} # efter\n")
    record_changes(asked, [Change("umea", {("mottaget",): "2023-04-02"})])
    text = Path(asked.path).read_text("utf-8")
    assert "# frågade Anna" in text
    assert "# efter" in text
    assert "mottaget: 2023-04-02" in text
