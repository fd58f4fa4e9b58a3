"""One key of one mapping deep in a file: only its own lines become others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.yaml.edit import NotEntriesError
from naravard_docs.yaml.edit_mapping import with_path_below
from naravard_docs.yaml.round_trip import FlowMapping
from naravard_docs.yaml.tree import NO_FILE, plain_values, read_tree

PATH = ("ärenden", "0", "rekommendation", "rättelser")
BLOCK = """# överst
organ: x
ärenden:
  - rubrik: A   # kommentar
    rekommendation:
      ärende: "x"  # kvar
      datum: 2021-04-23
      bakgrund: |
        En text
          - med indrag

      # efter
    beslut: [a]
  - rubrik: B
"""
BRACES = """organ: x
ärenden:
  - rubrik: A
    rekommendation: {ärende: x, datum: 2021-04-23,
      bakgrund: y
      }   # kvar
    beslut: [a]
"""
VALUE = [FlowMapping({"datum": "2021-06-01", "skäl": "Fel: [dag] # inte"})]


def put(text: str, value: list[FlowMapping]) -> str:
    return with_path_below(text, PATH, value, lambda path: 9 if path[-1] == "rättelser" else 1)


def said(text: str) -> dict:
    return plain_values(read_tree(text.replace("\r\n", "\n"), NO_FILE).root)


@pytest.mark.parametrize("text", [BLOCK, BRACES, BLOCK.replace("\n", "\r\n"), BLOCK.rstrip("\n")])
def test_a_key_is_added_and_nothing_else_changes(text: str) -> None:
    """All that was said is said still, and comments stand."""
    after = put(text, VALUE)
    assert said(after)["ärenden"][0]["rekommendation"].pop("rättelser") == [dict(VALUE[0])]
    kept = said(after)
    del kept["ärenden"][0]["rekommendation"]["rättelser"]
    assert kept == said(text)
    assert "# kvar" in after
    assert after.count("\r\n") in (0, after.count("\n"))


def test_in_a_block_only_one_line_is_new() -> None:
    new = [line for line in put(BLOCK, VALUE).split("\n") if "rättelser" not in line]
    assert new == BLOCK.split("\n")


def test_a_list_that_grows_keeps_its_form() -> None:
    """A list that somebody wrote line by line, with comments, goes on as it was."""
    text = BLOCK.replace(
        "      bakgrund",
        "      rättelser:\n        # varför\n        - datum: 2021-05-01\n          skäl: ett\n      bakgrund",
    )
    after = put(text, [FlowMapping({"datum": "2021-05-01", "skäl": "ett"}), *VALUE])
    assert "        # varför\n        - datum: 2021-05-01\n          skäl: ett\n        - {datum: 2021-06-01" in after


def test_what_is_no_mapping_is_refused() -> None:
    with pytest.raises(NotEntriesError):
        put("- rekommendation: x\n", VALUE)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40))
def test_any_reason_comes_back(reason: str) -> None:
    """Whatever the reason has of signs, the file says it and nothing else."""
    reason = " ".join(reason.split()) or "x"
    after = put(BLOCK, [FlowMapping({"datum": "2021-06-01", "skäl": reason})])
    assert said(after)["ärenden"][0]["rekommendation"]["rättelser"][0]["skäl"] == reason
