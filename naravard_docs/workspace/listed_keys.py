"""What templates and meeting files list by key, with names, read from the YAML alone and as far as it can be read.

Why not by the models: a shell asks each time somebody presses Tab, and waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_docs.swedish import slug
from naravard_docs.workspace.folders import default_templates, is_there
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import ListNode, MapNode, Node, Scalar, read_tree_with_faults

_LISTS, _RECIPIENTS, _INCLUDED = ("sändlista", "distribution_list"), ("mottagare", "recipients"), ("ingår", "includes")
_KEY, _NAME = ("nyckel", "key"), ("namn", "name")


def body_names(root: Path) -> dict[str, str]:
    """Return the keys of a workspace's bodies, with their names."""
    return {key: _name(entry) for key, entry in _entries(_template(root, "organ.yaml"))}


def recipient_names(root: Path, meeting: Path | None = None) -> dict[str, str]:
    """Return the keys of those on a workspace's lists, with their names: on a meeting's lists, if it names any."""
    lists = dict(_entries(_template(root, "sandlistor.yaml")))
    named = [text for text in _texts(_tree(meeting), _LISTS) if text in lists] if meeting is not None else []
    found: dict[str, str] = {}
    for key in _with_included(named, lists) if named else lists:
        found |= _members(lists[key]) if key in lists else _single(key, lists)
    return found


def _with_included(named: list[str], lists: dict[str, Node]) -> list[str]:
    """Return the lists, and what they include, by key; a list that includes itself comes once."""
    found = list(dict.fromkeys(named))
    for key in found:  # grows while it is gone through
        included = _texts(lists.get(key), _INCLUDED)
        found += [each for each in included if each not in found]
    return found


def _members(entry: Node) -> dict[str, str]:
    listed = _value(entry, _RECIPIENTS)
    members = listed.items if isinstance(listed, ListNode) else []
    keyed = ((slug(_text(_value(each, _KEY)) or _name(each)), _name(each)) for each in members)
    return {key: name for key, name in keyed if key}


def _single(key: str, lists: dict[str, Node]) -> dict[str, str]:
    """Return a recipient that a list takes from another."""
    listed = (_members(entry) for entry in lists.values())
    return next(({key: members[key]} for members in listed if key in members), {})


def _template(root: Path, name: str) -> Node | None:
    own = root / "templates" / name
    return _tree(own if is_there(own) else default_templates() / name)


def _tree(path: Path) -> Node | None:
    return read_tree_with_faults(read_text_file(path), path).root


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MapNode):
        yield from ((key, value) for key, (_, value) in node.entries.items())


def _value(node: Node | None, names: tuple[str, ...]) -> Node | None:
    return next((value for key, value in _entries(node) if key in names), None)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _name(entry: Node) -> str:
    """Return the name of an entry: as it is, or the last one that it has had."""
    named = _value(entry, _NAME)
    while isinstance(named, ListNode) and named.items:
        named = named.items[-1]
    return _text(_value(named, _NAME) if isinstance(named, MapNode) else named)


def _texts(node: Node | None, names: tuple[str, ...]) -> list[str]:
    """Return the texts that keys by some names have, anywhere below a node."""
    if isinstance(node, ListNode):
        return [text for each in node.items for text in _texts(each, names)]
    found: list[str] = []
    for key, value in _entries(node):
        named = value.items if isinstance(value, ListNode) else [value]
        found += [text for each in named if (text := _text(each))] if key in names else _texts(value, names)
    return found
