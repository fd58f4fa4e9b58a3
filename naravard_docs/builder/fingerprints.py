"""Fingerprints in meeting files: which words were adopted, whatever becomes of the archive.

An adjustment that names items has the fingerprint of their words, or of the whole minutes where it was the last of
them; one that names none, and each correction, of the whole minutes as they stood then.
"""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.adopted import (
    AdoptedVersion,
    MinutesText,
    all_versions,
    attachment_lines,
    changed_lines,
    fingerprints_in,
    minutes_text,
)
from naravard_docs.builder.line_differences import told_lines
from naravard_docs.compose.extract import ExtractSource, compose_items
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.words import word_lines
from naravard_docs.errors import Place, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.approval import Approval
from naravard_docs.meeting.item_choice import choose_items
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import NumberSet
from naravard_docs.swedish import quote
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written

ITEMS = "omedelbart justerat"
"""The kind that archives have the words of items as that were adjusted before the others."""

_ITEMS_OF = "fingeravtryck"
_UNDO_ITEMS = "ta tillbaka ändringen; det som är omedelbart justerat ändras först när hela protokollet rättas"


def items_text(loaded: LoadedMeeting, sections: NumberSet) -> MinutesText:
    """Return the words that items of some numbers have now, with those of their attachments.

    What an item follows up is left out: answers come after it was adjusted. What is under secrecy is not.
    """
    items = tuple(each.model_copy(update={"follows_up": None}) for each in loaded.meeting.agenda_items)
    meeting = loaded.meeting.model_copy(update={"agenda_items": items, "status": Status.APPROVED})
    choice = choose_items(meeting, sections)
    source = ExtractSource(choice, loaded.workspace.house, loaded.attached_texts, {}, loaded.pictures)
    paths = [each.path for each in choice.chosen]
    listed = (each for at, each in meeting.placed_attachments() if any(at[: len(path)] == path for path in paths))
    return MinutesText((*word_lines(compose_items(source)), *attachment_lines(loaded, listed)))


def items_details(sections: NumberSet, text: MinutesText) -> dict[str, str]:
    """Return what the archive's register says of the words of items that are adjusted."""
    return {"paragrafer": str(sections), _ITEMS_OF: text.fingerprint}


def fingerprint_problems(
    loaded: LoadedMeeting, version: AdoptedVersion | None, text: MinutesText
) -> tuple[Problem, ...]:
    """Return what is wrong with a meeting file's fingerprints; ``text`` are the words of its minutes now."""
    if not fingerprints_in(loaded.meeting) and (version is None or not version.fingerprints):
        return ()
    return tuple(_by_archive(loaded, version, text) if version else _without_archive(loaded, text))


def _by_archive(loaded: LoadedMeeting, version: AdoptedVersion, text: MinutesText) -> Iterator[Problem]:
    """Yield the fingerprints that are not of the minutes in the archive, and those that are gone."""
    meeting, versions = loaded.meeting, all_versions(version.archive)
    first, listed = versions[0].text.fingerprint, fingerprints_in(meeting)
    gone = [each for each in version.fingerprints if each not in listed]
    for n, approval in enumerate(meeting.approvals):
        if approval.fingerprint not in (None, first) and not _is_of_items(loaded, approval):
            yield _not_as_written(loaded, ("justering", n), approval.fingerprint, text, version, (*gone, first))
    for n, (correction, after) in enumerate(zip(meeting.corrections, versions[1:], strict=False)):
        expected = after.text.fingerprint
        if correction.fingerprint not in (None, expected):
            yield _not_as_written(loaded, ("rättelser", n), correction.fingerprint, text, version, (expected,))
    if len(listed) < len(version.fingerprints) and gone:
        message = "Ett fingeravtryck av det som justerades är borttaget"
        yield Problem(message, f"skriv tillbaka raden «fingeravtryck: {gone[0]}»", _place(loaded, ("justering",)))


def _is_of_items(loaded: LoadedMeeting, approval: Approval) -> bool:
    """Return whether a fingerprint is of its items' words, as the archive has them or, before a correction, as now."""
    if approval.sections is None:
        return False
    if any(file.details.get(_ITEMS_OF) == approval.fingerprint for file in archive_of(loaded).files(ITEMS)):
        return True
    return not loaded.meeting.corrections and approval.fingerprint == items_text(loaded, approval.sections).fingerprint


def _not_as_written(
    loaded: LoadedMeeting,
    at: tuple[str | int, ...],
    written: str | None,
    now: MinutesText,
    version: AdoptedVersion,
    expected: tuple[str, ...],
) -> Problem:
    if written == now.fingerprint or written in version.fingerprints:
        message = "Arkivets protokoll är inte det som justerades: fingeravtrycket i mötesfilen är av andra ord"
        remedy = f"lägg tillbaka {shown_path(version.archive.folder)} ur säkerhetskopian eller Git"
    else:
        message = "Fingeravtrycket är inte av det protokoll som justerades; det ändras aldrig för hand"
        remedy = f"skriv tillbaka det: fingeravtryck: {expected[0]}"
    return Problem(message, remedy, _place(loaded, (*at, "fingeravtryck")))


def _without_archive(loaded: LoadedMeeting, text: MinutesText) -> Iterator[Problem]:
    """Yield what is wrong where no minutes are in the archive: they are gone, or items are others than adjusted."""
    meeting = loaded.meeting
    if meeting.corrections and meeting.corrections[-1].fingerprint:
        is_same = meeting.corrections[-1].fingerprint == text.fingerprint
        yield _gone(loaded, ("rättelser", len(meeting.corrections) - 1, "fingeravtryck"), is_same)
        return
    placed = [(n, each) for n, each in enumerate(meeting.approvals) if each.fingerprint is not None]
    of_all = [(n, each) for n, each in placed if each.sections is None or each.fingerprint == text.fingerprint]
    if of_all and not meeting.is_draft:
        n, approval = of_all[-1]
        yield _gone(loaded, ("justering", n, "fingeravtryck"), approval.fingerprint == text.fingerprint)
        return
    for n, approval in placed:
        at = ("justering", n, "fingeravtryck")
        if approval.sections is None:
            yield _set_back(loaded, at)
        elif (now := items_text(loaded, approval.sections)).fingerprint != approval.fingerprint:
            if not meeting.is_draft and not any(archive_of(loaded).files(ITEMS)):
                yield _gone(loaded, at, is_same=False)
                return
            if meeting.is_draft and approval.fingerprint == adopted_words(loaded).fingerprint:
                yield _set_back(loaded, at)
            else:
                yield from _other_items(loaded, approval, approval.sections, now, at)


def adopted_words(loaded: LoadedMeeting) -> MinutesText:
    """Return the words of a meeting's minutes as they are when they are adopted and nothing of them is withheld.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    whole = approved(loaded)
    house, texts = whole.workspace.house, whole.attached_texts
    return minutes_text(whole, compose_minutes(whole.meeting, house, texts, whole.follow_ups, whole.pictures))


def _gone(loaded: LoadedMeeting, at: tuple[str | int, ...], is_same: bool) -> Problem:
    folder = shown_path(archive_of(loaded).folder)
    if not is_same:
        message = f"Orden är andra än de som justerades, och det justerade protokollet saknas i {folder}"
        return Problem(message, f"lägg tillbaka {folder} ur säkerhetskopian eller Git", _place(loaded, at))
    message = f"Protokollet är justerat, men det saknas i {folder}; orden är desamma som justerades"
    remedy = f"lägg tillbaka mappen ur säkerhetskopian, eller spara det igen: naravard justera {loaded.source.file}"
    day = max((each.date for each in loaded.meeting.approvals if each.date), default=None)
    return Problem(message, f"{remedy} --datum {day}" if day else remedy, _place(loaded, at))


def _set_back(loaded: LoadedMeeting, at: tuple[str | int, ...]) -> Problem:
    message = f"Protokollet är justerat, men «status» är {quote(loaded.meeting.status)}"
    return Problem(message, f"skriv «status: {Status.APPROVED}» igen", _place(loaded, at))


def _other_items(
    loaded: LoadedMeeting, approval: Approval, sections: NumberSet, now: MinutesText, at: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Yield that items are others than those adjusted, with both versions where the archive has the first."""
    label = sections_label(sections, loaded.body.wording, " ")
    yield Problem(f"Det som är justerat i förväg, {label}, har ändrats", _UNDO_ITEMS, _place(loaded, at))
    archive = archive_of(loaded)
    for file in archive.files(ITEMS):
        if file.details.get(_ITEMS_OF) == approval.fingerprint:
            yield from told_lines(changed_lines(MinutesText.read(archive.read(file)), now))
            return


def _place(loaded: LoadedMeeting, path: tuple[str | int, ...]) -> Place:
    return loaded.source.place_of(as_written(Meeting, path, loaded.source.root))


def approved(loaded: LoadedMeeting) -> LoadedMeeting:
    """Return a meeting as it is when it is adopted and nothing of it is withheld."""
    return replace(loaded, meeting=loaded.meeting.model_copy(update={"status": Status.APPROVED}))
