"""Minutes as they are published on the web: nothing of what is under secrecy, and no way to reach private persons.

Why they are another document: the adopted minutes stay as they are in the archive, and what is published is made of
them. Tryckfrihetsförordningen 2 kap. 10 §: before minutes are adjusted they are no public document, so a draft is
never published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.private_texts import (
    ADDRESS,
    PERSONAL_NUMBER,
    RULES,
    TELEPHONE,
    MaskedText,
    OwnDetails,
    masked_texts,
    own_details,
)
from naravard_docs.builder.published_files import problems_of_attachments, problems_of_templates
from naravard_docs.document.document import Document, document_texts, running_texts
from naravard_docs.document.labels import document_labels
from naravard_docs.document.outline import outline
from naravard_docs.errors import InvalidInputError, Level, Place, Problem, in_file_order
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.every_text import all_words, with_texts
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.personal_number import personal_numbers
from naravard_docs.meeting.private_details import MASK
from naravard_docs.meeting.public_meeting import PublicMeeting, public_meeting, withheld_items
from naravard_docs.swedish import enumeration, fold, quote, with_noun
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.tree import MapNode


class Publication(Struct, frozen=True):
    """What is published of a meeting, and what is told of it.

    ``loaded`` has only that; ``withheld`` are the texts that no file of it may have, and ``allowed`` the telephone
    numbers and addresses that stay, as they are known. ``summary`` is for whoever builds it.
    """

    loaded: LoadedMeeting
    problems: tuple[Problem, ...]
    withheld: tuple[str, ...]
    allowed: frozenset[str]
    own: OwnDetails
    summary: Problem


def is_for_publication(loaded: LoadedMeeting, order: BuildOptions) -> bool:
    """Return whether the minutes of an order are those to be published: it says so, or the meeting does.

    A meeting that is published has its adopted minutes published as they are, if nothing has to be left out of them.
    """
    if DocumentKind.MINUTES not in order.kinds:
        return False
    if order.is_publication or loaded.meeting.is_published:
        return True
    if loaded.meeting.status is not Status.PUBLISHED:
        return False
    own = own_details(loaded.workspace.house)
    return any(True for _ in masked_texts(loaded, public_meeting(loaded.meeting), own))


def refuse_draft(loaded: LoadedMeeting) -> None:
    """Refuse to publish minutes that are not adjusted.

    Raises:
        InvalidInputError: at the status of the meeting.
    """
    if not loaded.meeting.is_draft:
        return
    message = (
        f"Protokollet är inte justerat («status: {loaded.meeting.status}»), så det publiceras inte: det blir en "
        "upprättad handling först när det justeras (2 kap. 10 § tryckfrihetsförordningen)"
    )
    remedy = f"publicera det när det är justerat och har «status: {Status.APPROVED}»"
    raise InvalidInputError((Problem(message, remedy, _status_place(loaded)),))


def _status_place(loaded: LoadedMeeting) -> Place:
    root = loaded.source.root
    path = as_written(Meeting, ("status",), root)
    is_written = isinstance(root, MapNode) and path[0] in root.entries
    return loaded.source.place_of(path if is_written else as_written(Meeting, ("datum",), root))


def publication_of(loaded: LoadedMeeting) -> Publication:
    """Return what is published of a meeting.

    Raises:
        InvalidInputError: with the place of each personnummer, and of what cannot be taken out.
    """
    own = own_details(loaded.workspace.house)
    without_secrets, dropped = _without_secret_follow_ups(loaded, public_meeting(loaded.meeting))
    masked = tuple(masked_texts(loaded, without_secrets, own))
    meeting = with_texts(without_secrets, {each.placed.path: each.text for each in masked})
    told = _told_of(loaded, meeting, masked, own)
    if any(problem.is_error for problem in told):
        raise InvalidInputError(in_file_order([*told]))
    paths = {attachment.path for attachment in meeting.all_attachments}
    texts = {path: text for path, text in loaded.attached_texts.items() if path in paths}
    public = replace(loaded, meeting=meeting, recommendations=(), attached_texts=texts, problems=())
    removed = tuple(words for each in masked for words in each.removed)
    allowed = frozenset(known for each in masked for known in each.allowed)
    return Publication(
        public,
        (*told, *dropped),
        (*_withheld(loaded, meeting), *removed),
        allowed,
        own,
        _summary(loaded, meeting, removed),
    )


def _told_of(
    loaded: LoadedMeeting, meeting: PublicMeeting, masked: tuple[MaskedText, ...], own: OwnDetails
) -> tuple[Problem, ...]:
    found = (
        *(problem for each in masked for problem in each.problems),
        *problems_of_attachments(loaded, meeting, own),
        *problems_of_templates(loaded),
    )
    return (*found, *loaded.silences.unused(found, {TELEPHONE, ADDRESS}))


def _without_secret_follow_ups(
    loaded: LoadedMeeting, meeting: PublicMeeting
) -> tuple[PublicMeeting, tuple[Problem, ...]]:
    """Return a meeting whose items follow up no recommendation of an item under secrecy, with what is told of those."""
    items: list[AgendaItem] = []
    told: list[Problem] = []
    for number, item in enumerate(meeting.agenda_items):
        if _follows_up_secret(loaded, item):
            path = as_written(Meeting, ("ärenden", number, "uppföljning_av"), loaded.source.root)
            message = (
                "Det som följs upp omfattas av sekretess, så uppföljningen är inte med i den publicerade versionen"
            )
            remedy = "har ärendet annat som inte får publiceras, skriv «sekretess» på det"
            told.append(Problem(message, remedy, loaded.source.place_of(path), Level.WARNING))
            item = item.model_copy(update={"follows_up": None})
        items.append(item)
    return meeting.model_copy(update={"agenda_items": tuple(items)}), tuple(told)


def _follows_up_secret(loaded: LoadedMeeting, item: AgendaItem) -> bool:
    if item.follows_up is None or (standing := loaded.follow_ups.get(item.follows_up.reference)) is None:
        return False
    return standing.recommendation.item.secrecy is not None


def _withheld(loaded: LoadedMeeting, public: PublicMeeting) -> Iterator[str]:
    """Yield every text that the whole meeting has and the public one has not, with those of its attachments."""
    left = Counter(all_words(loaded.meeting))
    left.subtract(Counter(all_words(public)))
    yield from (words for words, count in left.items() if count > 0)
    paths = {PurePosixPath(each.path) for each in public.all_attachments}
    for path, attached in loaded.attached_texts.items():
        if PurePosixPath(path) not in paths:
            yield from (PurePosixPath(path).stem, attached.title, *attached.text.split("\n"))
    followed = {item.follows_up.reference for item in public.agenda_items if item.follows_up}
    for reference, standing in loaded.follow_ups.items():
        if reference not in followed:
            yield from (standing.recommendation.title, *standing.recommendation.clauses)


def _summary(loaded: LoadedMeeting, public: PublicMeeting, removed: tuple[str, ...]) -> Problem:
    """Return what was left out, by provision, and how much was replaced."""
    paths = {PurePosixPath(each.path) for each in loaded.meeting.all_attachments}
    gone = len(paths - {PurePosixPath(each.path) for each in public.all_attachments})
    parts = [
        *_items_left_out(loaded),
        *([f"{with_noun(gone, 'bilaga', 'bilagor')} är inte med"] if gone else []),
        *([f"{with_noun(len(removed), 'uppgift är ersatt', 'uppgifter är ersatta')} med {MASK}"] if removed else []),
    ]
    said = "; ".join(parts) or "inget är utelämnat eller ersatt"
    return Problem(f"{loaded.source.file}: i den publicerade versionen: {said}", level=Level.HINT)


def _items_left_out(loaded: LoadedMeeting) -> Iterator[str]:
    """Yield which items have no content in what is published, by provision, and which only another heading."""
    provisions: dict[str, list[str]] = {}
    replaced: list[str] = []
    for placed in withheld_items(loaded.meeting):
        label = section_label(placed.number, loaded.body.wording, " ")
        if placed.item.secrecy is None:
            replaced.append(label)
        else:
            provisions.setdefault(placed.item.secrecy, []).append(label)
    if secret := sum(map(len, provisions.values())):
        by = enumeration([f"{enumeration(labels)} ({provision})" for provision, labels in provisions.items()])
        yield f"innehållet i {with_noun(secret, 'ärende', 'ärenden')} är utelämnat: {by}"
    if replaced:
        yield f"{with_noun(len(replaced), 'rubrik är utbytt', 'rubriker är utbytta')}: {enumeration(replaced)}"


def refuse_leftovers(publication: Publication, document: Document) -> None:
    """Refuse a composed document that still has a personnummer or tells how somebody is reached.

    Why again: words of templates and of answers come into it too, and what is split over several values meets there.

    Raises:
        InvalidInputError: naming each, with its place where it is known.
    """
    problems: list[Problem] = []
    for words in dict.fromkeys(public_words(document)):
        for start, end in personal_numbers(words):
            problems.append(_leftover(publication, words[start:end], "Ett personnummer", PERSONAL_NUMBER))
        for each in publication.own.in_text(words):
            if each.known_as not in publication.allowed and not _is_reference(publication, each.words):
                name = f"{each.kind.value[0].upper()}{each.kind.value[1:]} {quote(each.words)}"
                problems.append(_leftover(publication, each.words, name, RULES[each.kind]))
    if problems:
        raise InvalidInputError(in_file_order(list(dict.fromkeys(problems))))


def public_words(document: Document) -> Iterator[str]:
    """Yield all that a document says: its words, ids, labels, running lines and properties."""
    shown = outline(document)
    yield from (shown, fold(shown))  # ids become names without accents in Word
    yield from (words for _, words in document_texts(document))
    yield from running_texts(document)
    yield from (label for _, label, _ in document_labels(document.blocks))
    meta = document.meta
    yield from (meta.title, meta.author, meta.subject, meta.identifier, meta.publisher)
    yield from document.event.words if document.event else ()


def _is_reference(publication: Publication, words: str) -> bool:
    """Return whether digits stand in a reference number."""
    meeting = publication.loaded.meeting
    numbers = [each.item.reference_number for each in meeting.all_items]
    numbers += [notice.reference_number for each in meeting.all_items for notice in each.item.notices]
    return any(number is not None and words in number for number in (meeting.reference_number, *numbers))


def _leftover(publication: Publication, words: str, name: str, rule: str) -> Problem:
    message = f"{name} skulle stå i det som publiceras, och går inte att ersätta där"
    return Problem(message, "ta bort uppgiften där den är skriven", _place_of_words(publication, words), rule=rule)


def _place_of_words(publication: Publication, words: str) -> Place | None:
    """Return where words are written: in the meeting file, its attachments, the answers, or a template."""
    loaded, first = publication.loaded, words.split("\n")[0].strip()
    texts: Mapping[str, str] = {each.file.as_posix(): each.text for each in loaded.attached_texts.values()}
    sources = [loaded.source, *(file for file in loaded.followed.values() if file is not None)]
    for source in sources:
        for number, line in enumerate(source.lines, 1):
            if (at := line.find(first)) >= 0:
                return source.place(number, at + 1, len(first))
    for attached in loaded.attached_texts.values():
        for number, line in enumerate(texts[attached.file.as_posix()].split("\n"), 1):
            if (at := line.find(first)) >= 0:
                return Place(attached.file, number, at + 1, line, len(first))
    return None
