"""What stops minutes from being published, and what is taken out of them: found in each text, with its place.

A personnummer stops them wherever it stands. Telephone numbers and private addresses are replaced by a mark, and each
is told; in a decision nothing is replaced, for that is what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from naravard_docs.errors import Level, Place, Problem
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.every_text import PlacedText, every_text
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.personal_number import personal_numbers
from naravard_docs.meeting.private_details import (
    MASK,
    DetailKind,
    PrivateDetail,
    address_known_as,
    is_public_address,
    number_known_as,
    private_details,
)
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.meeting.text_places import TextSpan
from naravard_docs.swedish import quote
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.tree import Scalar, find_node

PERSONAL_NUMBER, TELEPHONE, ADDRESS = "NV801", "NV802", "NV803"
RULES = {DetailKind.TELEPHONE: TELEPHONE, DetailKind.EMAIL: ADDRESS, DetailKind.HOME: ADDRESS}

_NO_WORDS = frozenset({"Attachment.path", "Meeting.body", "FollowedUp.reference"})
"""Fields that name files and other things by keys: a mark in them would name nothing."""

_NUMBERS = frozenset({"ItemBasics.reference_number", "Meeting.reference_number", "Notice.reference_number"})
"""Fields with reference numbers, which may have the form of a telephone number."""

_LINK = lazy_pattern(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_PICTURE = lazy_pattern(r"!\[[^\[\]]*\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


class OwnDetails(Struct, frozen=True):
    """How the organisation itself is reached, which is public: as ``known_as`` knows it, and domains of addresses."""

    known: frozenset[str]
    domains: frozenset[str]

    def in_text(self, written: str) -> tuple[PrivateDetail, ...]:
        """Return what a text tells of how people are reached, but for what is the organisation's own."""
        return tuple(each for each in private_details(written, self.domains) if not self.has(each))

    def has(self, detail: PrivateDetail) -> bool:
        if detail.kind is DetailKind.HOME:
            return any(detail.known_as in each or each in detail.known_as for each in self.known if len(each) > _SHORT)
        return detail.known_as in self.known


_SHORT = 12
"""Letters of an address that are too few to know it by."""


def own_details(house: SharedTemplates) -> OwnDetails:
    """Return how the organisation is reached: its letterhead, and the domains of those who get its letters."""
    organisation = house.organisation
    addresses = (organisation.postal_address, organisation.visiting_address)
    known = {address_known_as(each) for each in addresses if each}
    known |= {number_known_as(organisation.switchboard)} if organisation.switchboard else set()
    recipients = (each for one in house.distribution_lists.values() for each in one.recipients)
    sites = (_host(site) for site in organisation.websites)
    mails = (each.email.rpartition("@")[2].casefold() for each in recipients if each.email)
    domains = {each for each in (*sites, *mails) if is_public_address(f"info@{each}")}
    return OwnDetails(frozenset(known), frozenset(domains))


def _host(site: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?([^/:]*).*$", r"\1", site.casefold())


class MaskedText(Struct, frozen=True):
    """What became of one text: the text to publish, what was told of it, and the words that were taken out."""

    placed: PlacedText
    text: str
    problems: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """What stays, as it is known: the file says why."""


def masked_texts(loaded: LoadedMeeting, meeting: Meeting, own: OwnDetails) -> Iterator[MaskedText]:
    """Yield each text of a meeting in which something is found that is not to be published."""
    for placed in every_text(meeting):
        if is_printed(placed.path) and (made := _masked(loaded, placed, own)).problems:
            yield made


def is_printed(path: FieldPath) -> bool:
    """Return whether the minutes print a text: of letters they only list the attachments."""
    return "rekommendation" not in path[:3] or "bilagor" in path


def _masked(loaded: LoadedMeeting, placed: PlacedText, own: OwnDetails) -> MaskedText:
    text = placed.text
    details = own.in_text(text) if placed.field not in _NUMBERS else ()
    numbers = tuple(
        span for span in personal_numbers(text) if not any(_is_called(text, span, each) for each in details)
    )
    if not numbers and not details:
        return MaskedText(placed, text)
    found = [_of_number(place_of(loaded, placed, span)) for span in numbers]
    chosen: list[PrivateDetail] = []
    allowed: list[str] = []
    for each in details:
        if any(_overlap(each.span, span) for span in numbers):
            continue
        problem = _of_detail(placed, each, place_of(loaded, placed, each.span))
        (heeded,) = loaded.silences.heed((problem,))
        found.append(heeded)
        if heeded.level is Level.WARNING:
            chosen.append(each)
        elif heeded.level is Level.NOTE:
            allowed.append(each.known_as)
    masked = mask(text, [each.span for each in chosen])
    return MaskedText(placed, masked, tuple(found), tuple(each.words for each in chosen), tuple(allowed))


def _overlap(one: TextSpan, other: TextSpan) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_called(text: str, span: TextSpan, detail: PrivateDetail) -> bool:
    """Return whether what has the form of a personnummer is said to be a telephone number, right before it."""
    words = re.search(r"(?:tel\w*|tfn|mobil\w*|sms|fax)[.:]?\s*$", text[: span[0]], re.IGNORECASE)
    return words is not None and _overlap(span, detail.span) and detail.kind is DetailKind.TELEPHONE


def _of_number(place: Place | None) -> Problem:
    remedy = "ta bort numret; gäller sekretess för ärendet, skriv «sekretess» på det, så publiceras inget av innehållet"
    return Problem("Ett personnummer får inte publiceras", remedy, place, rule=PERSONAL_NUMBER)


def _of_detail(placed: PlacedText, detail: PrivateDetail, place: Place) -> Problem:
    rule, words = RULES[detail.kind], " ".join(detail.words.split())
    name = f"{detail.kind.value[0].upper()}{detail.kind.value[1:]} {quote(words)}"
    allow = f"# naravard: tillåt {rule} och skälet"
    if "beslut" in placed.path:
        message = f"{name} står i ett beslut, och ett beslut ändras inte när det publiceras"
        remedy = f"sätt «sekretess» på ärendet, eller tillåt uppgiften ovanför nyckeln: {allow}"
        return Problem(message, remedy, place, rule=rule)
    if placed.field in _NO_WORDS or _is_in_picture(placed.text, detail.span) or _is_key(placed):
        message = f"{name} går inte att ersätta här"
        return Problem(message, f"skriv något annat, eller tillåt det ovanför nyckeln: {allow}", place, rule=rule)
    message = f"{name} ersätts med {MASK} i den publicerade versionen"
    remedy = f"inget behöver göras; ska det publiceras, skriv ovanför nyckeln: {allow}"
    return Problem(message, remedy, place, Level.WARNING, rule=rule)


def _is_key(placed: PlacedText) -> bool:
    return bool(placed.path) and placed.path[-1] == placed.text


def _is_in_picture(text: str, span: TextSpan) -> bool:
    """Return whether something is the name of a picture's file."""
    return any(_overlap(span, found.span(1)) for found in _PICTURE.finditer(text))


def mask(text: str, spans: list[TextSpan]) -> str:
    """Return a text with the mark in the place of some parts; a link that leads to one has its words left.

    Signs of emphasis within a part stay where they have no match there.
    """
    changes = dict.fromkeys(_masked_link(text, found, spans) for found in _LINK.finditer(text))
    links = [each for each in changes if each is not None]
    rest = [span for span in spans if not any(_overlap(span, (start, end)) for start, end, _ in links)]
    for start, end, words in sorted((*links, *((*span, _mark(text[slice(*span)])) for span in rest)), reverse=True):
        gap = " " if words.endswith("]") and text[end : end + 1] in ("(", "{") else ""
        text = f"{text[:start]}{words}{gap}{text[end:]}"
    return text


def _masked_link(text: str, found: re.Match[str], spans: list[TextSpan]) -> tuple[int, int, str] | None:
    if not any(_overlap(span, found.span(2)) for span in spans):
        return None
    start, end = found.span(1)
    own = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
    return found.start(), found.end(), mask(text[start:end], own)


def _mark(written: str) -> str:
    left: list[str] = []
    for sign in re.findall(r"\*+", written):
        if left and left[-1] == sign:
            left.pop()
        else:
            left.append(sign)
    return MASK + "".join(left)


def place_of(loaded: LoadedMeeting, placed: PlacedText, span: TextSpan) -> Place:
    """Return where a part of a text stands in the meeting file."""
    path = as_written(Meeting, _written_at(loaded, placed), loaded.source.root)
    node = find_node(loaded.source.root, path)[1]
    words = placed.text[slice(*span)].split("\n")[0].strip()
    if isinstance(node, Scalar):
        for wanted in (words, words.split()[0] if words else ""):
            if wanted and (place := _place_in(loaded, node, wanted, placed.text[: span[0]].count(wanted))):
                return place
    return loaded.source.place_of(path, words)


def _written_at(loaded: LoadedMeeting, placed: PlacedText) -> FieldPath:
    """Return the path that a text has in the meeting file: a public heading has another there."""
    *above, key = placed.path
    items = (each.item for each in loaded.meeting.all_items if each.path == tuple(above))
    is_public = any(item.public_heading == placed.text for item in items)
    return (*above, "offentlig_rubrik") if key == "rubrik" and is_public else placed.path


def _place_in(loaded: LoadedMeeting, node: Scalar, words: str, before: int) -> Place | None:
    """Return where words stand in a value for the time that comes after some ``before``."""
    source, found = loaded.source, None
    for number in range(node.line, min(max(node.end_line, node.line), len(source.lines)) + 1):
        line = source.lines[number - 1]
        at = line.find(words, node.column - 1 if number == node.line else 0)
        while at >= 0:
            found = source.place(number, at + 1, len(words))
            if before <= 0:
                return found
            before -= 1
            at = line.find(words, at + len(words))
    return found
