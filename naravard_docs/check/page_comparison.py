"""A page as it was built and as it is now: the same drawing, the same with something added, or another.

Programs that stamp pages put what they add before or after the page's own drawing, which stays as it is. What comes
before must leave nothing behind that changes how the page's own drawing looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from msgspec import Struct
from pypdf import PageObject

from naravard_docs.check.content_tokens import SPACE, normalised_content
from naravard_docs.check.object_digest import ObjectDigests
from naravard_docs.check.page_layout import IDENTITY, DrawnItem, Matrix, PageArea, drawn_items, multiplied, overlaps
from naravard_docs.check.pdf_entries import dictionary_in, entry, resolved

_KINDS = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties")
_SETS_STATE = frozenset(
    b"cm w J j M d ri i gs CS cs SC SCN sc scn G g RG rg K k W W* Tc Tw Tz TL Tf Tr Ts d0 d1".split()
)
_BUILDS_PATH = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_ENDS_PATH = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"))
_OPENS, _CLOSES = frozenset((b"BT", b"BMC", b"BDC", b"BX")), frozenset((b"ET", b"EMC", b"EX"))
_WORDS_SHOWN = 40


class PageAddition(Struct, frozen=True):
    """What was drawn on a page of ours: its words, the words of ours that lie under it, and if any cannot be seen."""

    words: str
    covered: str = ""
    is_unseen: bool = False


class ReadPage:
    """A page of a file: its size, its drawing, what it draws with, and its words."""

    def __init__(self, page: PageObject, digests: ObjectDigests) -> None:
        self.page = page
        self._digests = digests
        self.content = normalised_content(b"\n".join(_streams(page, digests)))

    @cached_property
    def resources(self) -> Any:
        return dictionary_in(self.page, "/Resources")

    @cached_property
    def resource_digests(self) -> dict[str, str]:
        """The digest of each thing that the drawing may use, by its kind and name."""
        return {
            f"{kind} {name}": self._digests.digest(value.raw_get(name))
            for kind in _KINDS
            for value in [dictionary_in(self.resources, kind)]
            for name in value
        }

    @cached_property
    def box(self) -> tuple[float, ...]:
        """What of the page is seen (ISO 32000-1, 14.11.2)."""
        return tuple(round(float(number), 2) for number in self.page.cropbox)

    @property
    def rotation(self) -> int:
        return int(self.page.rotation) % 360

    @property
    def unit(self) -> float:
        return float(entry(self.page, "/UserUnit") or 1)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.page.extract_text().split())

    @cached_property
    def items(self) -> tuple[DrawnItem, ...]:
        return drawn_items(self.content, self.resources)


def _streams(page: PageObject, digests: ObjectDigests) -> Iterator[bytes]:
    held = entry(page, "/Contents")
    for stream in map(resolved, held if isinstance(held, list) else [held]):
        if hasattr(stream, "get_data"):
            yield digests.data(stream)


def has_drawing_of(now: ReadPage, built: ReadPage) -> bool:
    """Return whether a page draws all that another does, with the same things, whatever else it draws."""
    return built.content in now.content and not _other_resources(now, built)


def _other_resources(now: ReadPage, built: ReadPage) -> list[str]:
    found = now.resource_digests
    return [name for name, digest in built.resource_digests.items() if found.get(name) != digest]


def changes_of_look(now: ReadPage, built: ReadPage) -> Iterator[str]:
    """Yield how a page with the same drawing looks other than it did (Swedish, after «sida 3»)."""
    if now.rotation != built.rotation:
        yield f"är vriden {(now.rotation - built.rotation) % 360} grader"
    if now.box != built.box or now.unit != built.unit:
        yield "har fått en annan storlek eller är beskuren"
    before = now.content[: now.content.index(built.content)]
    if not _leaves_nothing(before):
        yield "är ritad på annat sätt: det som har lagts in före vår text flyttar, döljer eller färgar den"
    elif set(_default_colours(now)) - set(_default_colours(built)):
        yield "är ritad på annat sätt: sidans färger är omdefinierade"


def _default_colours(page: ReadPage) -> list[str]:
    """Return the colour spaces that stand in for those that drawings name (ISO 32000-1, 8.6.5.6)."""
    return [name for name in page.resource_digests if name.startswith("/ColorSpace /Default")]


def _leaves_nothing(content: bytes) -> bool:
    """Return whether what is drawn first leaves the graphics state, path and marked content as they were."""
    levels: list[list[bytes]] = [[]]
    opened, has_path, operands = 0, False, list[bytes]()
    for token in content.split(SPACE):
        if token == b"q":
            levels.append([])
        elif token == b"Q":
            levels.pop() if len(levels) > 1 else None
        elif token in _OPENS or token in _CLOSES:
            opened += 1 if token in _OPENS else -1
        elif token in _SETS_STATE and not (token == b"cm" and _is_identity(operands[-6:])):
            levels[-1].append(token)
        has_path = token in _BUILDS_PATH or (has_path and token not in _ENDS_PATH)
        operands = [] if token[:1].isalpha() else [*operands[-6:], token]
    return opened == 0 and not has_path and not any(levels)


def _is_identity(operands: list[bytes]) -> bool:
    return operands == [b"%d" % number for number in IDENTITY]


def addition_to(now: ReadPage, built: ReadPage) -> PageAddition | None:
    """Return what a page with the same drawing draws beside it, None where it draws nothing more."""
    at = now.content.index(built.content)
    before, after = now.content[:at], now.content[at + len(built.content) :]
    added = [*drawn_items(before + SPACE, now.resources), *drawn_items(SPACE + after, now.resources, _left_by(before))]
    if not added:
        return None
    words = added_words(built.words, now.words)
    is_unseen = any(item.is_unseen for item in added)
    return PageAddition(words, covered_words(built, [item.box for item in added]), is_unseen)


def _left_by(before: bytes) -> Matrix:
    """Return the matrix that applies after our drawing, which may stand within one."""
    saved, matrix, operands = list[Matrix](), IDENTITY, list[bytes]()
    for token in before.split(SPACE):
        if token == b"q":
            saved.append(matrix)
        elif token == b"Q" and saved:
            matrix = saved.pop()
        elif token == b"cm" and len(operands) >= 6:
            a, b, c, d, e, f = map(float, operands[-6:])
            matrix = multiplied((a, b, c, d, e, f), matrix)
        operands = [] if token[:1].isalpha() else [*operands[-6:], token]
    return matrix


def added_words(before: tuple[str, ...], now: tuple[str, ...]) -> str:
    """Return the words that came to a page, shortened."""
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    added = [word for tag, _, _, start, end in matcher.get_opcodes() if tag != "equal" for word in now[start:end]]
    return shortened(added)


def shortened(words: list[str]) -> str:
    """Return words as a text that fits into a message."""
    more = " …" if len(words) > _WORDS_SHOWN else ""
    return " ".join(words[:_WORDS_SHOWN]) + more


def covered_words(page: ReadPage, boxes: list[PageArea]) -> str:
    """Return the words of a page that lie under boxes, «en bild» for a picture; empty where none does."""
    under = [item for item in page.items if (item.text.strip() or item.is_picture)]
    texts = [item.text or "(en bild)" for item in under if any(overlaps(item.box, box) for box in boxes)]
    return shortened("".join(texts).split()) if texts else ""
