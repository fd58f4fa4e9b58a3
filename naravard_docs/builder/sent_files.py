"""Which built files belong to letters that were sent: what was sent stands in the archive, and is not built anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.options import HIDDEN, LETTERS, MAILS, READING_COPY
from naravard_docs.builder.sent_letters import archive_faults, changed_letters
from naravard_docs.errors import FileAccessError, InvalidInputError, Level, Problem, shown_path
from naravard_docs.responses.deliveries import is_told_of, log_of
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations, recommendations
from naravard_docs.swedish import enumeration, long_date, with_noun
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.load import LoadedMeeting

_ENDS = (READING_COPY.removesuffix(".pdf"), HIDDEN.removesuffix(".eml"))


class SentRecommendation(Struct, frozen=True):
    """A recommendation whose letter was sent, on which days, as far as that is known."""

    asked: LoadedRecommendation
    days: tuple[date, ...]

    def has(self, name: str) -> bool:
        """Return whether a built file, by its name below the meeting's folder, is its letter or a mail with it."""
        letter = self.asked.recommendation
        own = f"{letter.stem}-rekommendation-{letter.letter.slug}"
        pure = PurePosixPath(name)
        if not name.startswith((LETTERS, MAILS, own)) or not pure.name.startswith(own):
            return False
        rest = pure.stem[len(own) :]
        for end in _ENDS:
            rest = rest.removesuffix(end)
        known = (*letter.recipients, *self.asked.no_longer_listed)
        return not rest or rest.removeprefix("-") in {recipient.slug for recipient in known}


def sent_recommendations(loaded: LoadedMeeting) -> tuple[SentRecommendation, ...]:
    """Return those of a meeting's recommendations whose letters were sent, by the log or the answers.

    Where those cannot be read, what can be is asked: what is wrong with them is told as that.
    """
    if not loaded.recommendations or not is_there(loaded.workspace.answers):
        return ()
    try:
        asked = load_recommendations(loaded)
    except (InvalidInputError, FileAccessError):
        asked = recommendations(loaded)
    found = ((each, _days(each)) for each in asked)
    return tuple(SentRecommendation(each, days) for each, days in found if days is not None)


def _days(asked: LoadedRecommendation) -> tuple[date, ...] | None:
    """Return the days on which a letter was sent; None when it was not."""
    try:
        entries = tuple(log_of(asked, knows_recipients=False).last_letters().values())
    except (InvalidInputError, FileAccessError):
        entries = ()
    if entries:
        return tuple(sorted({entry.when.date() for entry in entries}))
    if not any(is_told_of(response) for response in asked.responses):
        return None
    return tuple(sorted({day for response in asked.responses for day in response.sent}))


def is_of_sent(name: str, sent: Collection[SentRecommendation]) -> bool:
    """Return whether a built file belongs to what was sent."""
    return any(each.has(name) for each in sent)


def other_than_sent_files(sent: Collection[SentRecommendation], names: Collection[str]) -> Iterator[Problem]:
    """Yield one remark for each letter that was sent, of whose files some, by name, would come out otherwise now."""
    for each in sent:
        own = [name for name in names if each.has(name)]
        if own:
            yield _remark(each, own)


def _remark(sent: SentRecommendation, names: list[str]) -> Problem:
    days = f" den {enumeration(list(map(long_date, sent.days)))}" if sent.days else ""
    archive = archive_of(sent.asked.meeting).folder
    number = with_noun(len(names), "fil", "filer")
    if is_there(archive) and not changed_letters(sent.asked):
        said = f"brevet som skickades{days} säger detsamma som det som byggs nu, men {number} i output/ blir andra"
    else:
        said = f"brevet som skickades{days} är ett annat än det som byggs nu; {number} i output/ hör till det"
    remedy = f"det som skickades finns i {shown_path(archive)}" if is_there(archive) else "spara filerna"
    return Problem(f"{sent.asked.reference}: {said}", f"inget behöver göras: {remedy}", level=Level.WARNING)


def faults_of_sent(sent: Collection[SentRecommendation]) -> Iterator[Problem]:
    """Yield what is wrong with the mails that the log says are in the archive."""
    try:
        for each in sent:
            yield from archive_faults(each.asked)
    except InvalidInputError as error:
        yield from error.problems
    except FileAccessError as error:
        yield Problem(error.message, error.remedy)
