"""New lines of YAML read back as what was to be written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.yaml.new_lines import flow_mapping, new_mapping, yaml_scalar
from naravard_docs.yaml.text import normalise_text
from naravard_docs.yaml.tree import NO_FILE, plain_values, read_tree

SIGNS = st.sampled_from("abåÖ 0:-#'\"\\{}[],&*!|>%@`?~=.\n\t😀§–«»\u00a0")
TEXT = st.text(SIGNS, min_size=1, max_size=30).map(normalise_text)
ODD = [
    "null",
    "~",
    "- a",
    "a: b",
    "a #b",
    "? a",
    "yes",
    "12",
    "'",
    '"',
    "|",
    " a ",
    "a\nb",
    "- a\n- b",
    "\n",
    "a:",
    "{a",
    "😀",
]


def keyed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from("abc"), inner, max_size=3)


VALUES = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=3) | keyed(inner), max_leaves=6)


def as_read(value: Any) -> Any:
    """Return a value without the line end that a block of text ends with."""
    if isinstance(value, dict):
        return {key: as_read(held) for key, held in value.items()}
    return [as_read(each) for each in value] if isinstance(value, list) else value.removesuffix("\n")


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(text: str) -> None:
    """What YAML would take for something else is quoted."""
    assert plain_values(read_tree(f"k: {yaml_scalar(text)}\nl:\n  - {yaml_scalar(text)}\n", NO_FILE).root) == {
        "k": text,
        "l": [text],
    }


@given(st.dictionaries(st.sampled_from("klm"), VALUES, min_size=1, max_size=3))
def test_what_is_written_reads_back(mapping: dict[str, Any]) -> None:
    """Any texts in mappings and lists, deep in each other, are the same when the file is read."""
    written = "\n".join(("å:", *new_mapping(mapping, 2))) + "\n"
    assert as_read(plain_values(read_tree(written, NO_FILE).root)) == {"å": as_read(mapping)}
    in_braces = plain_values(read_tree(f"- {flow_mapping(mapping)}", NO_FILE).root)
    assert in_braces == [mapping]
