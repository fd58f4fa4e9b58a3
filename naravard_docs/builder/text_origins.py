"""Where a text of a document comes from: a line of the meeting file, of an attachment, of a template, or the program.

A block's id says which value it is made of («ärende-4.beslut.sats-2»); the words are then looked for in that value, and
only where they are not there in what is around it, and in the files that all meetings share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.source_words import FoundWords, SourceWords, TextWord, text_words
from naravard_docs.compose.texts import block_name
from naravard_docs.errors import InvalidInputError, Place
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.shared_templates import LETTER_TEMPLATE
from naravard_docs.swedish import fold
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import Loc, MapNode, find_node, read_tree_with_faults

SHARED = "texten finns i en mall som alla möten delar"
_ATTACHED = "texten finns i en bilaga till mötet"
_BODY_FILE = "templates/organ.yaml"
_ENOUGH, _ENOUGH_SHARED = 3, 2
"""So many words in order tell where a text stands, outside the value that it is made of."""

_LABEL = re.compile(r"([^\W\d][\w ]{1,40}):\s")
_MADE: tuple[tuple[str, str], ...] = (
    (
        r"ärende-[0-9-]+\.rubrik",
        "numret räknar programmet av ärendenas ordning, och av «start_paragraf» eller «nummer»",
    ),
    (r"(?:.*\.)?beslut(?:-[0-9]+)?", f"inledningen gör programmet av organets «benämning» och «ordval» i {_BODY_FILE}"),
    (r".*\.sats-[0-9]+", "«Att» sätter programmet före varje sats, och ansvarig och dag tar det ur satsens nycklar"),
    (r"titel", "dokumentets namn gör programmet; mötets nyckel «titel» ger ett annat"),
    (r"organ", f"organets namn står i {_BODY_FILE}"),
    (r"status", "märkningen gör programmet av mötets nyckel «status»"),
    (r"(?:när|från)varande.*", "rubrik och kolumner gör programmet av dem som mötet räknar upp"),
    (r"anslag.*", "orden gör programmet av nyckeln «anslag»; dagar som inte står där räknar det ut"),
    (r"underskrifter.*", "raderna gör programmet av «ordförande», «sekreterare» och «justerare»"),
    (r"innehåll.*", "innehållsförteckningen gör programmet av ärendenas rubriker"),
    (r"sändlista.*", "sändlistan gör programmet av templates/sandlistor.yaml"),
    (r"bilagor.*", "listan gör programmet av mötets bilagor"),
    (r"sidhuvud", f"sidhuvud och sidfot gör programmet av dokumentets namn, organisationens namn och {_BODY_FILE}"),
    (r"brevhuvud.*", "brevhuvudet gör programmet av templates/organisation.yaml"),
)
"""Texts that the program makes, by the id of their block, and what decides them."""


class TextOrigin(Struct, frozen=True):
    """Where a text is to be changed; ``remark`` says what is to be known of it (Swedish)."""

    place: Place | None
    remark: str = ""


class PassageSource(Struct, frozen=True):
    """What a document is made of besides the meeting: the path of its recommendation, for a letter."""

    loaded: LoadedMeeting
    recommendation: Loc = ()
    letter_template: str = ""


class TextOrigins:
    """Finds where the texts of one document come from."""

    def __init__(self, source: PassageSource) -> None:
        self.source, self.loaded = source, source.loaded
        self._words: dict[Loc, SourceWords] = {}

    def origin(self, block: str, text: str, start: int, end: int) -> TextOrigin:
        """Return where the words of a shown text, from and to, come from; a place between words is the one before."""
        words = text_words(text)
        if not words:
            return self._made_by_program(block)
        first, last = _range(words, start, end)
        own = self._own_value(block, text)
        if found := _found_in(own, words, first, last):
            return TextOrigin(found.place)
        needed = max(1, len(words) - len(text_words((_LABEL.match(text) or [""])[0])))
        for enough, remark, sources in self._around(block, has_own=own is not None):
            for each in sources:
                found = _found_in(each, words, first, last)
                if found is not None and found.run >= min(enough, needed):
                    return TextOrigin(found.place, remark)
        return self._made_by_program(block)

    def _own_value(self, block: str, text: str) -> SourceWords | None:
        """Return the words of the very value that a block is made of; None where that is not known."""
        if path := self._labelled_key(block, text) or self._value_of(block):
            return self._of_meeting(path)
        number = re.match(r"bilaga-([0-9]+)\b", block)
        return self._attached_at(int(number[1])) if number else None

    def _around(self, block: str, has_own: bool) -> Iterator[tuple[int, str, Sequence[SourceWords]]]:
        """Yield the files to look in, from the likeliest, with how many words must be found and what is told.

        What is not in the value that its block is made of stands in no other value of the meeting.
        """
        if block.startswith("brev."):
            yield _ENOUGH_SHARED, SHARED, self._templates[:1]
        if item := self._item_of(block):
            yield _ENOUGH, "", (self._of_meeting(item),)
        if not has_own:
            yield _ENOUGH, "", (self._of_meeting(()),)
            yield _ENOUGH, _ATTACHED, tuple(self._attached.values())
        yield _ENOUGH_SHARED, SHARED, self._templates

    def _made_by_program(self, block: str) -> TextOrigin:
        path = self._value_of(block) or self._item_of(block)
        place = self.loaded.source.place_of(self._written(path)) if path else None
        said = next((said for pattern, said in _MADE if re.fullmatch(pattern, block)), "")
        if not said:
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            said = f"orden gör programmet av nyckeln «{key}»" if key else "orden gör programmet"
        if _BODY_FILE in said and place is None:
            place = self._place_of_body()
        return TextOrigin(place, said)

    def _value_of(self, block: str) -> Loc:
        """Return the path of the value that a block is made of, where the file has it; empty where it has not."""
        for path, name in self._paths:
            rest = block.removeprefix(name)
            if rest != block and rest[:1] in ("", ".", "-"):
                longer = self._key_below(path, rest)
                return longer if longer != path or not self._is_item(path) else ()
        return ()

    def _key_below(self, path: Loc, rest: str) -> Loc:
        """Return a path with the key that the rest of an id begins with, and the index that follows, if it is there."""
        steps = [int(step) - 1 if step.isdecimal() else step for step in re.split(r"[.-]", rest) if step]
        if not steps or not isinstance(steps[0], str):
            return path
        node = find_node(self.loaded.source.root, self._written(path))[1]
        written = self._written((*path, steps[0]))
        if not isinstance(node, MapNode) or written[-1] not in node.entries:
            return path
        return (*path, steps[0])

    @cached_property
    def _paths(self) -> tuple[tuple[Loc, str], ...]:
        """Every part of the meeting that blocks are named after, the innermost first."""
        meeting, asked = self.loaded.meeting, self.source.recommendation
        items = [(placed.path, block_name(placed.path)) for placed in meeting.all_items]
        paths: list[tuple[Loc, str]] = [*reversed(items)]
        if asked:
            item = asked[:2]
            paths = [((*asked, "bakgrund"), "bakgrund"), ((*item, "beslut"), "beslut")]
        for key in ("närvarande", "frånvarande", "rättelser", "röstlängd", "bilagor", "anslag", "så_överklagar_man"):
            count = range(len(self._entries(key)), 0, -1)
            paths += [*(((key, n - 1), f"{key}-{n}") for n in count), ((key,), key)]
        return tuple(paths)

    def _entries(self, key: str) -> Sequence[object]:
        node = find_node(self.loaded.source.root, self._written((key,)))[1]
        return getattr(node, "items", ()) if not isinstance(node, MapNode) else ()

    def _is_item(self, path: Loc) -> bool:
        return path[:1] == ("ärenden",) and isinstance(path[-1], int)

    def _item_of(self, block: str) -> Loc:
        if self.source.recommendation:
            return self.source.recommendation
        found = (path for path, name in self._paths if block == name or block.startswith(f"{name}."))
        return next(found, ())

    def _labelled_key(self, block: str, text: str) -> Loc:
        """Return the key of the meeting that a line of facts is about, by its label: «Plats: Umeå»."""
        root = self.loaded.source.root
        label = _LABEL.match(text) if block in ("uppgifter", "datum") else None
        if label is None or not isinstance(root, MapNode):
            return ()
        return next(((key,) for key in root.entries if fold(key) == fold(label[1]).replace(" ", "_")), ())

    def _of_meeting(self, path: Loc) -> SourceWords:
        if path not in self._words:
            self._words[path] = SourceWords.of_yaml(self.loaded.source, self._written(path))
        return self._words[path]

    def _written(self, path: Loc) -> Loc:
        return as_written(Meeting, path, self.loaded.source.root)

    @cached_property
    def _attached(self) -> Mapping[str, SourceWords]:
        texts = self.loaded.attached_texts.items()
        return {path: SourceWords.of_file(each.file, each.text) for path, each in texts}

    def _attached_at(self, place: int) -> SourceWords | None:
        """Return the text of an attachment by its place among the meeting's."""
        paths = list(dict.fromkeys(each.path for each in self.loaded.meeting.all_attachments))
        return self._attached.get(paths[place - 1]) if 0 < place <= len(paths) else None

    @cached_property
    def _templates(self) -> tuple[SourceWords, ...]:
        """The files that meetings share: the letter's standing text first."""
        workspace, key = self.loaded.workspace, self.loaded.meeting.body
        letter = self.source.letter_template or LETTER_TEMPLATE
        found = [SourceWords.of_file(each, text) for each, text in _read([workspace.template(letter)])]
        for name, below in (("organ.yaml", (key,)), ("organisation.yaml", ()), ("personer.yaml", ()), _LISTS):
            for path, text in _read([workspace.template(name)]):
                found.append(SourceWords.of_yaml(read_tree_with_faults(text, path), below))
        return tuple(found)

    def _place_of_body(self) -> Place | None:
        for path, text in _read([self.loaded.workspace.template("organ.yaml")]):
            return read_tree_with_faults(text, path).place_of((self.loaded.meeting.body,))
        return None


_LISTS: tuple[str, Loc] = ("sandlistor.yaml", ())


def _read(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield the files that can be read, each with its text."""
    for path in paths:
        if path.is_file():
            try:
                yield path, read_text_file(path)
            except InvalidInputError:
                continue


def _found_in(source: SourceWords | None, words: Sequence[TextWord], first: int, last: int) -> FoundWords | None:
    """Return where some words of a text stand in a file; of those that the program put before them, nothing stands."""
    found = (source.find(words, at, last) for at in range(first, last + 1)) if source else ()
    return next((one for one in found if one is not None), None)


def _range(words: Sequence[TextWord], start: int, end: int) -> tuple[int, int]:
    """Return the first and the last of the words that stand between two places; where none does, the one before."""
    inside = [n for n, word in enumerate(words) if word.start < end and word.end > start]
    if inside:
        return inside[0], inside[-1]
    before = [n for n, word in enumerate(words) if word.end <= start]
    at = before[-1] if before else 0
    return at, at
