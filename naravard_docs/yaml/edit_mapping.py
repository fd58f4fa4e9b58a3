"""Changing one value in a YAML file that a person writes: only the lines of what is changed are touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from naravard_docs.yaml.edit import AnswerEntry, NotEntriesError, Rank
from naravard_docs.yaml.round_trip import KeyPath, YamlValue
from naravard_docs.yaml.tree import NO_FILE, MapNode, read_tree, scalars


def with_path_below(text: str, path: KeyPath, value: YamlValue, rank: Rank) -> str:
    """Return a file's text with a value put under a path of keys from its root; those that are missing are made.

    Raises:
        InvalidInputError: if the text is no YAML that the program reads.
        NotEntriesError: if the file is no mapping, or written in a way that its lines cannot be told from others.
    """
    return _changed(text, lambda entry: entry.put(path, value, rank))


def with_entry_below(text: str, key: str, value: dict[str, YamlValue], rank: Rank) -> str:
    """Return a file's text with a mapping put last in the list under a key of its root.

    Raises:
        InvalidInputError, NotEntriesError: as ``with_path_below``.
    """
    return _changed(text, lambda entry: entry.append(key, value, rank))


def _changed(text: str, change: Callable[[AnswerEntry], None]) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    node = read_tree("\n".join(lines), NO_FILE).root
    if not isinstance(node, MapNode):
        raise NotEntriesError
    start, stop = node.line - 1, _end(lines, node)
    entry = AnswerEntry(lines[start:stop], node.column - 1)
    before = entry.lines[0][: entry.column]  # of a mapping in braces: the key that it is the value of
    change(entry)
    entry.lines[0] = before + entry.lines[0][entry.column :]
    return line_end.join([*lines[:start], *entry.lines, *lines[stop:]])


def _end(lines: Sequence[str], node: MapNode) -> int:
    """Return where the lines of a mapping end, comments after it left out."""
    end = max(_ends(node))
    if lines[node.line - 1][node.column - 1] == "{":
        while lines[end - 1 :] and "}" not in lines[end - 1]:
            end += 1
    return end


def _ends(node: MapNode) -> list[int]:
    keys = [key.line for key, _ in node.entries.values()]
    return [*keys, *(scalar.end_line for scalar in scalars(node))]
