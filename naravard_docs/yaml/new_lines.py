"""New lines of YAML: values as this program reads them back, plain where that says the same, else in double quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from naravard_docs.errors import InvalidInputError
from naravard_docs.yaml.tree import NO_FILE, ListNode, MapNode, Node, plain_values, read_tree

NewValue = str | bool | int | Sequence["NewValue"] | Mapping[str, "NewValue"] | None
"""What a key can have: None leaves it without a value, to be filled in."""

_TO_BE_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Signs that JSON leaves as they are and that YAML takes for line ends or does not take."""


@lru_cache(maxsize=4_096)
def yaml_scalar(text: str) -> str:
    """Return a text as YAML: plain where that reads back the same as a value and in a list, else in double quotes."""
    if text and "#" not in text and _reads_back(f"k: {text}", text) and _reads_back(f"- {text}", text):
        return text
    return in_quotes(text)


def in_quotes(text: str) -> str:
    """Return a text in double quotes, every sign of which reads back."""
    return _TO_BE_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def new_mapping(mapping: Mapping[str, NewValue], indent: int = 0) -> Iterator[str]:
    """Yield the lines of a mapping, each key on a line of its own."""
    for key, value in mapping.items():
        yield from _under(f"{' ' * indent}{yaml_scalar(key)}:", value, indent)


def flow_mapping(mapping: Mapping[str, NewValue]) -> str:
    """Return a mapping on one line, its texts in quotes."""
    return "{" + ", ".join(f"{key}: {_in_flow(value)}" for key, value in mapping.items()) + "}"


def _under(head: str, value: NewValue, indent: int) -> Iterator[str]:
    """Yield what stands before a value, and the value: on the same line when it is a text, else on those below."""
    inner = indent + 2
    match value:
        case None:
            yield head
        case str() if "\n" in value or value.startswith("- "):
            yield from _block(head, value, inner)
        case bool() | int() | str():
            yield f"{head} {_scalar(value)}"
        case Mapping() if value:
            yield head
            yield from new_mapping(value, inner)
        case Sequence() if value:
            yield head
            yield from _list_lines(value, inner)
        case _:
            yield f"{head} {_in_flow(value)}"


def _list_lines(listed: Sequence[NewValue], indent: int) -> Iterator[str]:
    for value in listed:
        dash = " " * indent + "-"
        if isinstance(value, Mapping) and value:
            first, *others = new_mapping(value, indent + 2)
            yield f"{dash} {first.lstrip(' ')}"
            yield from others
        else:
            yield from _under(dash, value, indent)


def _block(head: str, text: str, indent: int) -> Iterator[str]:
    """Yield a text of several lines, or a list, as it stands, where that reads back the same but for a last line end.

    Texts of several lines have none, so that it is the same text to the models.
    """
    lines = [f"  {line}" if line else "" for line in text.split("\n")]
    if text == text.rstrip() and _reads_back("\n".join(("k: |", *lines, "")), f"{text}\n"):
        yield f"{head} |"
        yield from (f"{' ' * (indent - 2)}{line}" if line else "" for line in lines)
    else:
        yield f"{head} {in_quotes(text)}"


def _scalar(value: str | bool | int) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return yaml_scalar(value) if isinstance(value, str) else str(value)


def _in_flow(value: NewValue) -> str:
    match value:
        case None:
            return ""
        case str():
            return in_quotes(value)
        case bool() | int():
            return _scalar(value)
        case Mapping():
            return flow_mapping(value)
        case _:
            return f"[{', '.join(map(_in_flow, value))}]"


def _reads_back(written: str, text: str) -> bool:
    """Return whether the one value of a mapping or a list is a text, as the program reads it."""
    try:
        root: Node = read_tree(written, NO_FILE).root
    except InvalidInputError:
        return False
    if isinstance(root, MapNode):
        return list(map(str, root.entries)) == ["k"] and plain_values(root) == {"k": text}
    return isinstance(root, ListNode) and plain_values(root) == [text]
