"""A few lines of YAML through ruamel.yaml's round trip: changed, with comments, quotes and style kept.

Nothing is resolved: a plain scalar is the text that it is (compare ``tree``). The lines are those of one mapping, whose
keys begin in column 0.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import BaseResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import CommentToken

from naravard_docs.yaml.flow_comments import without_comments_in_braces
from naravard_docs.yaml.text import LINE_SEPARATORS
from naravard_docs.yaml.tree import Scalar, plain_values

YamlValue = str | list[Any] | dict[str, Any]
"""What a key can be set to: a text, a list (written in brackets) or a mapping of such values."""

KeyPath = tuple[str, ...]
_WIDEST = 1_000_000
_HOLDER = "k: "


class FlowMapping(dict[str, Any]):
    """A mapping that is to be written on one line."""


def as_flow(value: Any) -> YamlValue:
    """Return a value as it is written on one line."""
    return FlowMapping(value) if isinstance(value, dict) else str(value)


def mapping_lines(values: dict[str, YamlValue]) -> list[str]:
    """Return the lines of a new mapping."""
    return _dump(CommentedMap({key: _node(value) for key, value in values.items()}))


def with_value(lines: Sequence[str], path: KeyPath, value: YamlValue) -> list[str]:
    """Return the lines with a value put under a path of keys; those that are missing are made.

    Comments within what the value takes the place of, or within braces, go above it, or below a mapping in braces.
    """
    lines, within = without_comments_in_braces(lines)
    changed = _changed(lines, lambda data: _assign(data, path, value))
    kept = list((Counter(_comments(lines)) - Counter(_comments(changed))).elements())
    return _beside(changed, [*within, *kept])


def without_key(lines: Sequence[str], path: KeyPath) -> list[str]:
    """Return the lines without a key, and without the mapping around it when that becomes empty."""
    lines, within = without_comments_in_braces(lines)
    return _beside(_changed(lines, lambda data: _delete(data, path)), within)


def _beside(lines: Sequence[str], comments: Sequence[str]) -> list[str]:
    """Return the lines with comments above them, or below a mapping in braces, with a dash before its first line."""
    return [*lines, *comments] if lines[0].startswith("{") else [*comments, *lines]


def with_entries_below(lines: Sequence[str], key: str) -> list[str]:
    """Return the lines with the list under a key written out, entry below entry; without value when it is empty."""

    def change(data: CommentedMap) -> None:
        data.fa.set_block_style()
        if data[key] and isinstance(data[key], CommentedSeq):
            data[key].fa.set_block_style()
        else:
            data[key] = ""

    lines, within = without_comments_in_braces(lines)
    first, *rest = _dumped_after(lines, change)
    return [first, *(f"  {comment}" for comment in within), *rest]


def _changed(lines: Sequence[str], change: Callable[[CommentedMap], None]) -> list[str]:
    if not lines[0].startswith("{"):
        return _dumped_after(lines, change)
    # ruamel.yaml 0.19 keeps the comment after a mapping in braces only when it is the value of a key
    held = [_HOLDER + lines[0], *(" " * len(_HOLDER) + line for line in lines[1:])]
    first, *rest = _dumped_after(held, lambda data: change(data[_HOLDER[0]]))
    return [first.removeprefix(_HOLDER), *rest]


def _dumped_after(lines: Sequence[str], change: Callable[[CommentedMap], None]) -> list[str]:
    data = _loaded(lines)
    change(data)
    return _dump(data)


def _loaded(lines: Sequence[str]) -> CommentedMap:
    data: CommentedMap = _yaml().load(LINE_SEPARATORS.sub(" ", "\n".join([*lines, ""])))
    return data


def _comments(lines: Sequence[str]) -> list[str]:
    """Return the comments among lines, each line by itself."""
    # ruamel.yaml hangs a comment on the mapping around it, on the one that begins there, or on both
    tokens = {id(token): token for token in _comment_tokens(_loaded(lines))}
    return [line.strip() for token in tokens.values() for line in token.value.split("\n") if line.strip()]


def _comment_tokens(held: Any) -> Iterator[CommentToken]:
    if isinstance(held, CommentToken):
        yield held
    elif isinstance(held, CommentedMap | CommentedSeq):
        yield from _comment_tokens([held.ca.comment, *held.ca.items.values(), held.ca.end])
        yield from _comment_tokens(list(held.values() if isinstance(held, CommentedMap) else held))
    elif isinstance(held, list):
        for each in held:
            yield from _comment_tokens(each)


class _NothingResolved(BaseResolver):
    """Leaves every plain scalar a text, so that it is written back as it stood."""

    processing_version = (1, 2)

    def __init__(self, version: object = None, loader: Any = None, loadumper: Any = None) -> None:
        super().__init__(loadumper=loader or loadumper)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _NothingResolved
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dump(data: CommentedMap) -> list[str]:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return stream.getvalue().removesuffix("\n").split("\n")


def _node(value: YamlValue) -> Any:
    if isinstance(value, list):
        listed = CommentedSeq(_node(item) for item in value)
        listed.fa.set_flow_style()
        return listed
    if isinstance(value, dict):
        mapped = CommentedMap({key: _node(held) for key, held in value.items()})
        if isinstance(value, FlowMapping):
            mapped.fa.set_flow_style()
        return mapped
    is_taken_for_nothing = plain_values(Scalar(value, 1, 1, 1, is_plain=True)) is None
    # ruamel.yaml 0.19 leaves «:x» plain within braces, as YAML 1.2 (7.3.3) has it; libyaml 0.2 does not read it
    is_in_doubt = ":" in value or value.startswith(("?", "-"))
    return DoubleQuotedScalarString(value) if is_taken_for_nothing or is_in_doubt else value


def _assign(data: CommentedMap, path: KeyPath, value: YamlValue) -> None:
    for step in path[:-1]:
        if isinstance(data, CommentedSeq):
            data = data[int(step)]
            continue
        if not isinstance(data.get(step), CommentedMap | CommentedSeq):
            data[step] = CommentedMap()
        data = data[step]
    key = path[-1]
    had, new = data.get(key), _node(value)
    if isinstance(had, CommentedSeq) and isinstance(new, CommentedSeq) and new[: len(had)] == list(had):
        had.extend(new[len(had) :])  # a list that only grows keeps its form and comments
    else:
        data[key] = new  # ruamel.yaml quotes a text as the one before it was


def _delete(data: CommentedMap, path: KeyPath) -> None:
    *above, key = path
    holder = data
    for step in above:
        holder = holder[int(step) if isinstance(holder, CommentedSeq) else step]
    del holder[int(key) if isinstance(holder, CommentedSeq) else key]
    if above and not holder:
        _delete(data, tuple(above))
