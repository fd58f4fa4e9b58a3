"""Changing a list of entries in a YAML file that a person writes: only the lines of what is changed are touched.

A value that stands in the file is changed by ruamel.yaml's round trip of its own lines (``round_trip``), which keeps
comments, quotes and style; a new key comes after those that its kind has before it; what is taken away goes line by
line. All other lines stay byte for byte.

Lines are counted from 0 here. A *block* is lines that make up one mapping, whose keys begin in column 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from naravard_docs.yaml.round_trip import (
    KeyPath,
    YamlValue,
    as_flow,
    mapping_lines,
    with_entries_below,
    with_value,
    without_key,
)
from naravard_docs.yaml.text import LINE_SEPARATORS
from naravard_docs.yaml.tree import NO_FILE, ListNode, MapNode, Node, Scalar, plain_values, read_tree, scalars

Rank = Callable[[KeyPath], int]
"""Gives where a key, by its path, belongs among those beside it."""

_FIRST_PREFIX = "  - "


class _Splice(Struct, frozen=True):
    """The lines from ``start`` up to ``stop`` are to become ``lines``."""

    start: int
    stop: int
    lines: list[str]


class NotEntriesError(Exception):
    """The file is not a list of mappings under one key, or is written in a way that lines cannot be told apart."""


@dataclass(slots=True)
class AnswerEntry:
    """One entry of the list: its lines as they stand in the file, and the column in which its keys begin."""

    lines: list[str]
    column: int

    @property
    def node(self) -> MapNode:
        return _read(self._block)

    @property
    def prefix(self) -> str:
        """What stands before the first key: «  - »."""
        return self.lines[0][: self.column].ljust(self.column)

    def put(self, path: KeyPath, value: YamlValue, rank: Rank) -> None:
        """Put a value under a path of keys, making those that are missing."""
        self._apply(_putting(self._block, path, value, rank))

    def append(self, key: str, value: dict[str, YamlValue], rank: Rank) -> None:
        """Put a mapping last in the list under a key; a mapping that stands there alone becomes the first of two."""
        block = self._block
        root = _read(block)
        held = root.entries[key][1] if key in root.entries else None
        if held is None or plain_values(held) is None:
            self.put((key,), value, rank)
        elif _is_in_brackets(block, root) or isinstance(held, Scalar) or _is_in_brackets(block, held):
            listed = held.items if isinstance(held, ListNode) else [held]
            self.put((key,), [*(as_flow(plain_values(each)) for each in listed), as_flow(value)], rank)
        else:
            start, stop = _span(block, root, key)
            lines = block[start:stop] if isinstance(held, ListNode) else _as_first_item(block, held, start, stop)
            column = _first_item_column(lines)
            self._apply(_Splice(start, stop, [*lines, *_indented(_item(mapping_lines(value)), column)]))

    def drop(self, path: KeyPath) -> None:
        """Take a key away with what stands under it, and the mapping around it when that becomes empty."""
        self._apply(_dropping(self._block, path))

    @property
    def _block(self) -> list[str]:
        first, *rest = self.lines
        return [first[self.column :], *_dedented(rest, self.column)]

    def _apply(self, splice: _Splice) -> None:
        prefix = self.prefix
        self.lines[splice.start : splice.stop] = _indented(splice.lines, self.column)
        if splice.start == 0:
            self.lines[0] = prefix + self.lines[0][self.column :]


@dataclass(slots=True)
class EntryFile:
    """A file with a list of entries under its one key; what stands around the entries is kept as it is.

    ``gaps`` has what follows each entry, up to the next.
    """

    head: list[str]
    entries: list[AnswerEntry] = field(default_factory=list)
    gaps: list[list[str]] = field(default_factory=list)
    line_end: str = "\n"

    @property
    def text(self) -> str:
        lines = [*self.head]
        for entry, gap in zip(self.entries, self.gaps, strict=True):
            lines += [*entry.lines, *gap]
        return self.line_end.join(lines)

    def add(self, values: dict[str, YamlValue]) -> AnswerEntry:
        """Put an entry last, indented as the one before it, and return it."""
        return self.add_lines(mapping_lines(values))

    def add_lines(self, lines: Sequence[str]) -> AnswerEntry:
        """Put an entry last that is written already, as lines whose keys begin in column 0, and return it."""
        prefix = self.entries[-1].prefix if self.entries else _FIRST_PREFIX
        prefix = prefix if prefix.endswith(" ") else f"{prefix} "  # a dash on a line of its own
        first, *rest = lines
        entry = AnswerEntry([prefix + first, *_indented(rest, len(prefix))], len(prefix))
        before = self.gaps[-1] if self.gaps else self.head
        end = 0 if self.gaps else _filled_end(before)
        self.entries.append(entry)
        self.gaps.append(before[end:] or [""])
        del before[end:]
        return entry

    def remove(self, entry: AnswerEntry) -> None:
        """Take an entry away; comments around it stay."""
        index = self.entries.index(entry)
        del self.entries[index]
        gap = self.gaps.pop(index)
        (self.gaps[index - 1] if index else self.head).extend(gap)
        if not self.entries:
            at = next(n for n, line in enumerate(self.head) if _is_content(line))
            (key,) = _read([self.head[at]]).entries
            self.head[at : at + 1] = with_value([self.head[at]], (key,), [])


def read_entries(text: str, keys: Sequence[str]) -> EntryFile:
    """Return a file's entries; ``keys`` are the names that the key of its list can have, the first for a new one.

    A file of nothing but comments gets the key. A list in brackets is written out, one entry below the other.

    Raises:
        InvalidInputError: if the text is no YAML that the program reads.
        NotEntriesError: if it is something else than such a list.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if has_no_content(text):
        end = _filled_end(lines)
        return EntryFile([*lines[:end], f"{keys[0]}:", *(lines[end:] or [""])], line_end=line_end)
    root = _read(lines)
    key = next(iter(root.entries), "")
    node = root.entries[key][1] if key in keys and len(root.entries) == 1 else root
    if not _is_list_of_mappings(node) or _has_marked_keys(lines, root):
        raise NotEntriesError
    if not isinstance(node, ListNode) or not node.items or _is_in_brackets(lines, node):
        start = root.line - 1
        stop = _content_end(lines, root, start, len(lines))
        lines[start:stop] = with_entries_below(lines[start:stop], key)
        node = _read(lines).entries[key][1]
    return _split(lines, node.items if isinstance(node, ListNode) else [], line_end)


def with_entry(text: str, keys: Sequence[str], entry: Sequence[str]) -> str:
    """Return a file's text with an entry put last in the list under a key, which can be one of many in the file.

    ``keys`` are the names that the key can have; where none of them is, the first comes last in the file.

    Raises:
        InvalidInputError: if the text is no YAML that the program reads.
        NotEntriesError: if there is something else under the key, or the file's keys do not begin their lines.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    root = _read(lines)
    if root.column != 1 or _is_in_brackets(lines, root):
        raise NotEntriesError
    key = next((key for key in keys if key in root.entries), None)
    start = stop = _filled_end(lines)
    if key is not None:
        start, stop = _span(lines, root, key)
    list_ = read_entries("\n".join(lines[start:stop]), (key or keys[0],))
    list_.add_lines(entry)
    lines[start:stop] = list_.text.rstrip("\n").split("\n")
    return line_end.join(lines if lines[-1] == "" else [*lines, ""])


def _is_list_of_mappings(node: Node) -> bool:
    if isinstance(node, ListNode):
        return all(isinstance(item, MapNode) for item in node.items)
    return isinstance(node, Scalar) and plain_values(node) is None


def _has_marked_keys(lines: Sequence[str], node: Node) -> bool:
    """Return whether a key has YAML's «? » before it, and so its value on lines that begin with «: »."""
    if isinstance(node, ListNode):
        return any(_has_marked_keys(lines, item) for item in node.items)
    if isinstance(node, MapNode):
        keys = (lines[key.line - 1][: key.column - 1] for key, _ in node.entries.values())
        return any(before.rstrip().endswith("?") for before in keys) or any(
            _has_marked_keys(lines, value) for _, value in node.entries.values()
        )
    return False


def _split(lines: list[str], items: Sequence[Node], line_end: str) -> EntryFile:
    """Take a file apart at the entries of its list."""
    starts = [_dash_line(lines, item.line - 1) for item in items]
    file = EntryFile(lines[: starts[0]] if starts else lines, line_end=line_end)
    for item, (start, following) in zip(items, pairwise([*starts, len(lines)]), strict=True):
        stop = _content_end(lines, item, start, following)
        file.entries.append(AnswerEntry(lines[start:stop], item.column - 1))
        file.gaps.append(lines[stop:following])
    return file


def _putting(block: list[str], path: KeyPath, value: YamlValue, rank: Rank, above: KeyPath = ()) -> _Splice:
    root = _read(block)
    if _is_in_brackets(block, root):
        return _Splice(0, len(block), with_value(block, path, value))
    key, *rest = path
    if key not in root.entries:
        for step in reversed(rest):
            value = {step: value}
        own = rank((*above, key))
        before = [name for name in root.entries if rank((*above, name)) < own]
        at = _span(block, root, before[-1])[1] if before else _span(block, root, next(iter(root.entries)))[0]
        return _Splice(at, at, mapping_lines({key: value}))
    start, stop = _span(block, root, key)
    node = root.entries[key][1]
    if rest and isinstance(node, ListNode) and (item := _item_block(block, node, rest[0], stop)):
        return item.splice(_putting(item.lines, tuple(rest[1:]), value, rank, (*above, key)))
    if rest and isinstance(node, MapNode) and not _is_in_brackets(block, node):
        inner = _dedented(block[start + 1 : stop], node.column - 1)
        return _shifted(_putting(inner, tuple(rest), value, rank, (*above, key)), start + 1, node.column - 1)
    return _Splice(start, stop, with_value(block[start:stop], path, value))


def _dropping(block: list[str], path: KeyPath) -> _Splice:
    root = _read(block)
    if _is_in_brackets(block, root):
        return _Splice(0, len(block), without_key(block, path))
    key, *rest = path
    start, stop = _span(block, root, key)
    node = root.entries[key][1]
    if rest and isinstance(node, ListNode) and (item := _item_block(block, node, rest[0], stop)):
        if len(rest) > 1:
            return item.splice(_dropping(item.lines, tuple(rest[1:])))
        return _Splice(item.start, item.stop, []) if len(node.items) > 1 else _Splice(start, stop, [])
    if not rest or (isinstance(node, MapNode) and len(node.entries) == 1 and len(rest) == 1):
        return _Splice(start, stop, [])
    if isinstance(node, MapNode) and not _is_in_brackets(block, node):
        inner = _dedented(block[start + 1 : stop], node.column - 1)
        return _shifted(_dropping(inner, tuple(rest)), start + 1, node.column - 1)
    return _Splice(start, stop, without_key(block[start:stop], path))


class _ItemBlock(Struct, frozen=True):
    """The lines of one mapping of a list, from its dash on, with the column in which its keys begin."""

    start: int
    stop: int
    prefix: str
    lines: list[str]

    def splice(self, inner: _Splice) -> _Splice:
        """Return a splice of these lines as one of the lines around them."""
        lines = _indented(inner.lines, len(self.prefix))
        if inner.start == 0 and lines:
            lines[0] = self.prefix + lines[0][len(self.prefix) :]
        return _Splice(self.start + inner.start, self.start + inner.stop, lines)


def _item_block(block: Sequence[str], listed: ListNode, step: str, stop: int) -> _ItemBlock | None:
    """Return the item of a list whose number from 0 is a step; None when the list is in brackets, or has no such."""
    number = int(step) if step.isdecimal() else len(listed.items)
    if _is_in_brackets(block, listed) or number >= len(listed.items):
        return None
    node = listed.items[number]
    start = node.line - 1
    if not isinstance(node, MapNode) or not block[start].lstrip().startswith("-"):
        return None
    following = [item.line - 1 for item in listed.items[number + 1 :]]
    end = _content_end(block, node, start, following[0] if following else stop)
    column = node.column - 1
    first, *rest = block[start:end]
    return _ItemBlock(start, end, first[:column], [first[column:], *_dedented(rest, column)])


def _as_first_item(block: Sequence[str], node: Node, start: int, stop: int) -> list[str]:
    """Return the lines of a key with a mapping below it as those of a key with a list that has the mapping."""
    first, column = node.line - 1, node.column - 1
    above, below = block[start:first], [f"  {line}" if line else line for line in block[first:stop]]
    return [*above, f"{' ' * column}- {below[0][column + 2 :]}", *below[1:]]


def _first_item_column(lines: Sequence[str]) -> int:
    """Return the column of the dashes of a list, whose key is on the first of some lines."""
    return next(len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip().startswith("-"))


def _item(lines: Sequence[str]) -> list[str]:
    first, *rest = lines
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _shifted(splice: _Splice, lines: int, columns: int) -> _Splice:
    return _Splice(splice.start + lines, splice.stop + lines, _indented(splice.lines, columns))


def _span(lines: Sequence[str], root: MapNode, key: str) -> tuple[int, int]:
    """Return the lines that a key and its value take, comments and blank lines after them left out."""
    starts = [name.line - 1 for name, _ in root.entries.values()]
    name, node = root.entries[key]
    start = name.line - 1
    following = min((other for other in starts if other > start), default=len(lines))
    return start, _content_end(lines, node, start, following)


def _content_end(lines: Sequence[str], node: Node, start: int, following: int) -> int:
    """Return where a value's lines end, of those up to ``following``."""
    least = max((scalar.end_line for scalar in scalars(node)), default=0)
    end = following
    while end > start + 1 and (not lines[end - 1].strip() or (end > least and not _is_content(lines[end - 1]))):
        end -= 1
    return end


def has_no_content(text: str) -> bool:
    """Return whether there is nothing in a file but blank lines and comments."""
    return not any(map(_is_content, text.split("\n")))


def _is_content(line: str) -> bool:
    bare = line.strip()
    return bool(bare) and not bare.startswith("#") and bare not in ("---", "...")


def _filled_end(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and lines[end - 1].strip() in ("", "..."):
        end -= 1
    return end


def _dash_line(lines: Sequence[str], line: int) -> int:
    """Return the line with the dash of an entry, which can stand on a line of its own above the keys."""
    while not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _is_in_brackets(lines: Sequence[str], node: Node) -> bool:
    return lines[node.line - 1][node.column - 1 : node.column] in ("{", "[")


def _dedented(lines: Sequence[str], columns: int) -> list[str]:
    return [line[columns:] if not line[:columns].strip() else line.lstrip() for line in lines]


def _indented(lines: Sequence[str], columns: int) -> list[str]:
    return [" " * columns + line if line else line for line in lines]


def _read(lines: Sequence[str]) -> MapNode:
    return _read_text("\n".join([*lines, ""]))


@lru_cache(maxsize=5_000)
def _read_text(text: str) -> MapNode:
    """Return what lines say. Why kept: whoever looks for an entry asks all of them, once for each change."""
    root = read_tree(LINE_SEPARATORS.sub(" ", text), NO_FILE).root
    if not isinstance(root, MapNode):
        raise NotEntriesError
    return root
