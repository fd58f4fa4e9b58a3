"""One recipient's entry of an answer file: what is to be recorded of it, put into its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from naravard_docs.errors import InvalidInputError, Place, Problem
from naravard_docs.meeting.response import EVERY_CLAUSE, Response
from naravard_docs.swedish import is_empty, quote
from naravard_docs.yaml.edit import AnswerEntry, EntryFile
from naravard_docs.yaml.keys import as_written, model_at, swedish_keys
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue
from naravard_docs.yaml.tree import Loc, MapNode, Node, Scalar, plain_values, scalars

_CLAUSES: KeyPath = ("beslut", "satser")
_ONE_OUTCOME = ("utfall", "outcome")


def _nowhere(_path: KeyPath) -> Place | None:
    return None


def _as_the_file_says(_key: str) -> str:
    return ""


class Change(Struct, frozen=True):
    """What is to be recorded of one recipient.

    ``values`` are by path of Swedish keys, None takes a key away; ``outcomes`` are by clause number (``EVERY_CLAUSE``
    for all) and are added to those recorded already; ``reminded`` are days to add. ``place`` gives where a value, by
    its path, was read from, when it was read from a file; ``to_add`` what to do, where the change was told, about a
    key that is missing, with an empty text where what the answer file says of it fits.
    """

    recipient: str
    values: Mapping[KeyPath, YamlValue | None] = field(default_factory=dict)
    outcomes: Mapping[int, YamlValue] = field(default_factory=dict)
    reminded: Sequence[date] = ()
    removes_entry: bool = False
    place: Callable[[KeyPath], Place | None] = _nowhere
    to_add: Callable[[str], str] = _as_the_file_says


def apply_change(file: EntryFile, change: Change, clause_count: int) -> MapNode | None:
    """Put a change into its recipient's entry, made when it is missing; return the entry, None when it is gone.

    Raises:
        InvalidInputError: if a text has a character that no file may have, or shows nothing.
    """
    entry = next((each for each in file.entries if recipient_of(each.node) == change.recipient), None)
    if change.removes_entry:
        if entry is not None:
            file.remove(entry)
        return None
    if entry is None:
        entry = file.add({"mottagare": change.recipient})
    for path, value in change.values.items():
        if isinstance(value, str) and is_empty(value):
            raise InvalidInputError(
                (Problem(f"{quote(path[-1])} är tom", "skriv en text; med --ta-bort tas uppgiften bort"),)
            )
        if value is not None:
            entry.put(_as_in(entry.node, path), value, _rank)
        elif _held(entry.node, path) is not None:
            entry.drop(_as_in(entry.node, path))
    if change.outcomes:
        _put_outcomes(entry, change.outcomes, clause_count)
    if change.reminded:
        _add_reminders(entry, [day.isoformat() for day in change.reminded])
    return entry.node


def _add_reminders(entry: AnswerEntry, days: Sequence[str]) -> None:
    path = ("påmint",)
    held = _held(entry.node, path)
    known = [item.text for item in scalars(held)] if held else []
    entry.put(_as_in(entry.node, path), [*known, *(day for day in days if day not in known)], _rank)


def _put_outcomes(entry: AnswerEntry, outcomes: Mapping[int, YamlValue], clause_count: int) -> None:
    held = _held(entry.node, _CLAUSES)
    path = _as_in(entry.node, _CLAUSES)
    is_one = isinstance(held, Scalar) or (isinstance(held, MapNode) and held.entries.keys() & set(_ONE_OUTCOME))
    common = outcomes.get(EVERY_CLAUSE) or (_value(held) if is_one and held else None)
    each = {
        str(number): value
        for number, value in sorted(outcomes.items())
        if number != EVERY_CLAUSE and (value != common or number > clause_count)
    }
    if common is None and isinstance(held, MapNode):
        for number, value in each.items():
            entry.put((*path, number), value, _rank)
    elif common is not None and not each:
        entry.put(path, common, _rank)
    else:
        numbers = range(1, clause_count + 1) if common is not None else ()
        entry.put(path, {**{str(number): common for number in numbers if common is not None}, **each}, _rank)


def _value(node: Node) -> YamlValue:
    said = plain_values(node)
    return FlowMapping(said) if isinstance(said, dict) else str(said)


def _rank(path: KeyPath) -> int:
    if path[:-1] == _CLAUSES:
        return int(path[-1]) if path[-1].isdecimal() else 0
    model = model_at(Response, path[:-1]) or Response
    known = [name for pair in swedish_keys(model).items() for name in pair]
    return known.index(path[-1]) // 2 if path[-1] in known else len(known)


def _as_in(node: Node, path: KeyPath) -> KeyPath:
    """Return a path as the entry has it, where it may use the English names."""
    return tuple(map(str, as_written(Response, path, node)))


def _held(node: Node, path: KeyPath) -> Node | None:
    """Return what stands under a path; None when there is nothing."""
    at: Node = node
    for step in _as_in(node, path):
        if not isinstance(at, MapNode) or step not in at.entries:
            return None
        at = at.entries[step][1]
    return at


def recipient_of(node: Node) -> str:
    """Return the key of the recipient whose entry it is; an empty text when it has none."""
    held = _held(node, ("mottagare",))
    return held.text if isinstance(held, Scalar) else ""


def in_swedish(path: Loc) -> KeyPath:
    """Return a path below an entry by Swedish keys."""
    swedish: KeyPath = ()
    for step in map(str, path):
        model = model_at(Response, swedish)
        swedish = (*swedish, swedish_keys(model).get(step, step) if model else step)
    return swedish
