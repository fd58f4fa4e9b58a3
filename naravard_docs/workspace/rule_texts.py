"""What is told of each rule to those who ask: why it is there, what to do, its source, a bad and a good example.

The texts are files beside this one, under the rules' ids; no meeting is checked by them, so they do not slow that.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import plain_values, read_tree

_FOLDER = Path(__file__).resolve().parent / "rules"


class RuleText(Struct, frozen=True):
    """The texts of a rule (Swedish) and its examples, each a part of a meeting file.

    ``files`` are other files of the workspace that the examples need, by path, and ``bad_files`` those of the bad one
    only; ``name`` is how the meeting file is called where that matters; ``left_out`` are keys that the bad example is
    to lack; ``pdfs`` are attachments that claim nothing of themselves; ``day`` is when the examples are looked at, if
    that matters.
    """

    why: str
    remedy: str
    source: str
    bad: str
    good: str
    files: Mapping[str, str] = {}
    bad_files: Mapping[str, str] = {}
    name: str = ""
    left_out: tuple[str, ...] = ()
    pdfs: tuple[str, ...] = ()
    day: str = ""


_KEYS = {
    "varför": "why",
    "gör": "remedy",
    "källa": "source",
    "fel": "bad",
    "rätt": "good",
    "filer": "files",
    "filer_fel": "bad_files",
    "filnamn": "name",
    "utan": "left_out",
    "pdf_filer": "pdfs",
    "dag": "day",
}


@cache
def rule_texts() -> Mapping[str, RuleText]:
    """Return the texts of every rule, by id."""
    found: dict[str, RuleText] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        found |= {key: _text(value) for key, value in plain_values(read_tree(read_text_file(path), path).root).items()}
    return found


def _text(written: Mapping[str, Any]) -> RuleText:
    values: dict[str, Any] = {
        _KEYS[key]: tuple(value) if isinstance(value, list) else value for key, value in written.items()
    }
    return RuleText(**values)
