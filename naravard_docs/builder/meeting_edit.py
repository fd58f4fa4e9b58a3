"""Writing into a meeting file: a value or an entry is put where it belongs, and all other lines stay byte for byte.

What is changed is read again: the file must say what it said, but for that value, and be a meeting that can be read.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from ruamel.yaml.error import YAMLError

from naravard_docs.errors import FileAccessError
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.swedish import quote
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.locks import exclusive_write
from naravard_docs.yaml.edit import NotEntriesError, with_entry
from naravard_docs.yaml.edit_mapping import with_entry_below, with_path_below
from naravard_docs.yaml.keys import as_written, model_at, swedish_keys
from naravard_docs.yaml.round_trip import KeyPath, YamlValue, mapping_lines
from naravard_docs.yaml.text import normalise_text, read_bytes
from naravard_docs.yaml.tree import NO_FILE, Loc, Node, plain_values, read_tree
from naravard_docs.yaml.validate import validate_file

_BESIDE = {"justering": "justerare", "anslag": "justering"}
"""Keys of a meeting that stand after another one, wherever the model has them."""

_LINE_END = re.compile(r"(\r\n|\r|\n)")


def meeting_bytes(loaded: LoadedMeeting) -> bytes:
    """Return what a meeting's file has, which is what was loaded of it.

    Raises:
        FileAccessError: if it cannot be read, or says something else by now.
    """
    data = read_bytes(loaded.path)
    if _plain(_text(data)) != plain_values(loaded.source.root):
        raise _is_changed_by_others(loaded)
    return data


def with_value_in_meeting(loaded: LoadedMeeting, before: bytes, path: KeyPath, value: YamlValue) -> bytes:
    """Return a meeting file with a value under a path of Swedish keys; a step into a list is a number from 0.

    What is missing of the path is made, each key at its place among those beside it; a mapping that stands there
    becomes the value.

    Raises:
        FileAccessError: if the file cannot be changed without changing something else in it.
        InvalidInputError: if it would need correction then.
    """
    text, rank = _text(before), _rank
    root = _root(text)
    written = _as_written(path, root)

    def change(lines: str) -> str:
        return with_path_below(lines, written, value, rank)

    said = _with_said(plain_values(root), written, value)
    return _changed(loaded, before, change, said, _by_hand(path, value))


def with_entry_in_meeting(
    loaded: LoadedMeeting, before: bytes, key: str, entry: dict[str, YamlValue] | Sequence[str]
) -> bytes:
    """Return a meeting file with an entry put last in the list under a Swedish key, as values or as lines of YAML.

    What stands there alone, a mapping or a line, becomes the first of two.

    Raises:
        FileAccessError: if the file cannot be changed without changing something else in it.
        InvalidInputError: if it would need correction then.
    """
    root = _root(_text(before))
    (name,) = _as_written((key,), root)
    lines = mapping_lines(entry) if isinstance(entry, dict) else [*entry]

    def change(text: str) -> str:
        if isinstance(entry, dict):
            return with_entry_below(text, name, entry, _rank)
        return with_entry(text, (name,), lines)

    said = plain_values(root)
    held, new = said.get(name), _plain("\n".join(lines))
    is_alone = held is None and isinstance(entry, dict)
    listed = held if isinstance(held, list) else [] if held is None else [held]
    said[name] = new if is_alone else [*listed, new]
    return _changed(loaded, before, change, said, f"skriv «{key}:» för hand")


def write_meeting(loaded: LoadedMeeting, before: bytes, after: bytes) -> None:
    """Write a meeting's file, unless somebody else has written it meanwhile.

    Raises:
        FileAccessError: if somebody has, or it cannot be written.
    """
    with exclusive_write(loaded.path):
        if read_bytes(loaded.path) != before:
            raise _is_changed_by_others(loaded)
        write_inside(loaded.workspace.meetings, loaded.path, after, is_irreplaceable=True)


def _is_changed_by_others(loaded: LoadedMeeting) -> FileAccessError:
    return FileAccessError(f"{loaded.source.file} ändras av någon annan", "vänta en stund och kör kommandot igen")


def _changed(loaded: LoadedMeeting, before: bytes, change: Callable[[str], str], said: Any, remedy: str) -> bytes:
    """Return the file's bytes after a change of its text, which has to say what is expected and nothing else."""
    text, file = _text(before), loaded.source.file
    try:
        changed = with_own_lines(text, change(normalise_text(text)))
    except (NotEntriesError, YAMLError) as error:
        raise FileAccessError(
            f"{file} är skriven på ett sätt som programmet inte kan ändra i", f"{remedy}; ingenting är skrivet"
        ) from error
    now = read_tree(normalise_text(changed), loaded.path)
    if plain_values(now.root) != said:
        message = f"{file} går inte att ändra utan att annat i den blir ett annat"
        raise FileAccessError(message, f"{remedy}; ingenting är skrivet")
    validate_file(Meeting, now, loaded.workspace.references(loaded.path))
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + changed.encode()


def _by_hand(path: KeyPath, value: YamlValue) -> str:
    written = quote(f"{path[-1]}: {value}") if isinstance(value, str) else quote(f"{path[-1]}:")
    under = f" under {quote(path[0])}" if len(path) > 1 else ""
    return f"skriv {written} för hand{under}"


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _root(text: str) -> Node:
    return read_tree(normalise_text(text), NO_FILE).root


def _plain(text: str) -> Any:
    return plain_values(_root(text))


def _as_written(path: KeyPath, root: Node) -> KeyPath:
    """Return a path of Swedish keys as the file has it, which may have the English names."""
    steps: Loc = tuple(int(step) if step.isdecimal() else step for step in path)
    return tuple(map(str, as_written(Meeting, steps, root)))


def _with_said(said: Any, path: KeyPath, value: YamlValue) -> Any:
    """Return plain values with another one under a path."""
    if not path:
        return _plain_value(value)
    step, *rest = path
    if isinstance(said, list):
        n = int(step)
        return [*said[:n], _with_said(said[n], tuple(rest), value), *said[n + 1 :]]
    held = said if isinstance(said, dict) else {}
    return {**held, step: _with_said(held.get(step), tuple(rest), value)}


def _plain_value(value: YamlValue) -> Any:
    return _plain("\n".join(mapping_lines({"v": value})))["v"]


def _rank(path: KeyPath) -> int:
    """Return where a key belongs among those beside it: as the model has them."""
    steps: Loc = tuple(int(step) if step.isdecimal() else step for step in path[:-1])
    model = model_at(Meeting, steps) or model_at(Meeting, (*steps, 0))
    names = swedish_keys(model) if model else {}
    order = list(names.values())
    for key, after in _BESIDE.items() if model is Meeting else ():
        order.remove(key)
        order.insert(order.index(after) + 1, key)
    key = names.get(path[-1], path[-1])
    return order.index(key) if key in order else len(order)


def with_own_lines(before: str, changed: str) -> str:
    """Return a changed text whose other lines are as the file has them, with their ends and ways to write letters."""
    parts = _LINE_END.split(before)
    own, ends = parts[::2], [*parts[1::2], ""]
    usual = next(iter(Counter(parts[1::2]).most_common(1)), ("\n", 0))[0]
    old, new = normalise_text(before).split("\n"), changed.split("\n")
    first = _equal_lines(old, new)
    last = _equal_lines(old[first:][::-1], new[first:][::-1])
    kept = list(zip(own, ends, strict=True))
    middle = [(line, usual) for line in new[first : len(new) - last]]
    lines = [*kept[:first], *middle, *kept[len(kept) - last :]]
    text = "".join(line + (end or usual) for line, end in lines[:-1])
    return text + lines[-1][0]


def _equal_lines(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines two texts begin with that are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
