"""The letters that were sent, as the archive has them, and whether they say what would be built now.

Letters are compared by their words and the PDF files beside them. What is the organisation's on every letter, and who
else is on its list, is no matter of the letter's: an address that is corrected makes no other letter of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.archive.archive import Archive, archive_of
from naravard_docs.archive.register import ArchivedFile
from naravard_docs.builder.manifest import sha256
from naravard_docs.builder.plan import errors_as_problems, meeting_letters
from naravard_docs.compose.mail import attachments_beside
from naravard_docs.compose.recommendation import Letter, compose_recommendation
from naravard_docs.compose.status_sentences import MOST_NAMED
from naravard_docs.document.document import document_texts
from naravard_docs.errors import FileAccessError, InvalidInputError, Level, Place, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.recommendation import LetterCorrection, Recommendation
from naravard_docs.responses.deliveries import is_told_of, log_of
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.send.mode import Mode
from naravard_docs.send.occasions import correction_occasion
from naravard_docs.swedish import enumeration, in_words, long_date, quote, shorten
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written

MAIL, LETTER, WORDS = "mejl", "brev", "brevets ord"
"""What files of the archive are stored as: a mail as the server got it, the letter in it, and that letter's words."""

DEADLINE = "svar_senast"
"""What a mail's details in the archive say that the letter in it has as its last day to answer."""

_NOT_OF_THE_LETTER = ("brevhuvud", "brevslut", "sändlista")
_LONGEST_SHOWN = 60
_WORDS_AROUND = 3
"""How many equal words stand before and after what differs in an excerpt."""


class SentLetter(Struct, frozen=True):
    """The last letter that a recipient got, by the log, with the archive's files of it where it has them."""

    key: str
    entry: LogEntry
    pdf: ArchivedFile | None = None
    words: ArchivedFile | None = None
    answer_by: date | None = None

    def is_last_of(self, letter: Recommendation) -> bool:
        """Return whether it is the last letter that its recipient is to have, with its words known."""
        correction = letter.last_correction_to(self.key)
        occasion = correction_occasion(*correction) if correction else self.entry.occasion
        return self.words is not None and self.entry.occasion == occasion

    @property
    def own_key(self) -> str | None:
        """Whose letter it is; None when it was one to all."""
        return None if self.entry.mode in (Mode.JOINT, Mode.HIDDEN) else self.key


def sent_letters(asked: LoadedRecommendation) -> dict[str, SentLetter]:
    """Return the last letter that each recipient has got, by key.

    Raises:
        FileAccessError: if the log cannot be read, or the archive's register is damaged.
        InvalidInputError: if a line of the log cannot be understood.
    """
    last = log_of(asked).last_letters()
    files = archive_of(asked.meeting).files() if any(entry.archived for entry in last.values()) else ()
    mails = {(file.path, file.sha256[:16]): file for file in files if file.kind == MAIL}
    by_kind = {(file.kind, file.path): file for file in files}
    found = {}
    for key, entry in last.items():
        mail = mails.get(entry.archived_mail or ("", ""))
        held = mail.details if mail else {}
        pdf, words = by_kind.get((LETTER, held.get(LETTER, ""))), by_kind.get((WORDS, held.get(WORDS, "")))
        deadline = held.get(DEADLINE)
        found[key] = SentLetter(key, entry, pdf, words, date.fromisoformat(deadline) if deadline else None)
    return found


def deadline_sent(asked: LoadedRecommendation) -> date | None:
    """Return the last day to answer in the letter that was sent last; None where the archive does not tell.

    Raises:
        FileAccessError, InvalidInputError: as ``sent_letters``.
    """
    told = [each for each in sent_letters(asked).values() if each.answer_by]
    return max(told, key=lambda each: each.entry.when).answer_by if told else None


def letter_words(asked: LoadedRecommendation, key: str | None) -> str:
    """Return what a letter says, line by line, and the PDF files that go with it.

    It is the same for all who get the same corrections: ``key`` is whose letter it is, None for one to all.

    Raises:
        TemplateError, TextError: if it cannot be composed.
        FileAccessError: if a PDF beside it cannot be read.
    """
    letter = _letter_of(asked, key)
    texts = document_texts(compose_recommendation(letter))
    said = [words for block, words in texts if block.split(".")[0] not in _NOT_OF_THE_LETTER]
    loaded = asked.meeting
    paths = {name: loaded.attachment_path(each) for name, each in attachments_beside(letter).items()}
    beside = [f"{name} {sha256(loaded.workspace.read_attachment(path))[:16]}" for name, path in paths.items()]
    return "".join(f"{line}\n" for text in (*said, *beside) for line in text.split("\n"))


def _letter_of(asked: LoadedRecommendation, key: str | None) -> Letter:
    """Return the letter to all, with the corrections that one of them gets."""
    letter = next(each for each in meeting_letters(asked.meeting) if each.recommendation == asked.recommendation)
    if key is None:
        return letter
    written = letter.recommendation.letter
    own = written.model_copy(update={"corrections": written.corrections_to(key)})
    return replace(letter, recommendation=replace(letter.recommendation, letter=own))


def changed_letters(asked: LoadedRecommendation) -> tuple[Problem, ...]:
    """Return a warning when letters that were sent say something else than they would now, or what cannot be read.

    Of a letter that an older version sent nothing can be told: its words are not in the archive.
    """
    if not is_there(archive_of(asked.meeting).folder):
        return ()
    try:
        letter = asked.recommendation.letter
        sent = {key: each for key, each in sent_letters(asked).items() if each.is_last_of(letter)}
        if not sent:
            return ()
        with errors_as_problems(asked.meeting):
            return tuple(_changed(asked, sent))
    except InvalidInputError as error:
        return error.problems
    except FileAccessError as error:
        return (Problem(error.message, error.remedy),)


def who_had_it(asked: LoadedRecommendation) -> tuple[str, ...]:
    """Return the keys of those who have had the letter, or may have, by the log or the answers; in the list's order.

    Raises:
        FileAccessError, InvalidInputError: if the log cannot be read.
    """
    log = log_of(asked)
    got = {*log.last_letters(), *(key for key, entry in log.last(LETTER).items() if entry.is_uncertain)}
    got |= {each.recipient for each in asked.responses if is_told_of(each)}
    return tuple(recipient.slug for recipient in asked.recommendation.recipients if recipient.slug in got)


def unfinished_correction(asked: LoadedRecommendation) -> tuple[Problem, ...]:
    """Return a warning when the letter's last correction has not come to all whom it is for.

    Raises:
        FileAccessError, InvalidInputError: if the log cannot be read.
    """
    letter = asked.recommendation.letter
    if not letter.corrections:
        return ()
    last, had, log = letter.corrections[-1], who_had_it(asked), log_of(asked)
    sent = log.sent(_last_occasion(letter))
    left = [
        recipient.name
        for recipient in asked.recommendation.recipients
        if recipient.slug in had and last.concerns(recipient.slug) and recipient.slug not in sent
    ]
    if not left:
        return ()
    message = f"{asked.reference}: rättelsen av den {long_date(last.date)} är inte skickad till {enumeration(left)}"
    remedy = f"skicka den med: {_command(asked, last.reason)}"
    return (Problem(message, remedy, level=Level.WARNING),)


def _command(asked: LoadedRecommendation, reason: str) -> str:
    """Return the command that sends a correction, as the user writes it."""
    matter = f" --ärende {asked.recommendation.letter.slug}" if len(asked.meeting.recommendations) > 1 else ""
    return f'naravard utskick {shown_path(asked.meeting.path)}{matter} --rättelse "{reason}"'


def letter_remarks(asked: LoadedRecommendation) -> tuple[Problem, ...]:
    """Return what differs between the letter as it was sent and as it is now, and what of it is not sent yet."""
    try:
        return (*changed_letters(asked), *unfinished_correction(asked))
    except InvalidInputError:
        return ()  # what is wrong with the log is told as that


def remarks_of_letters(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what differs between a meeting's letters as they were sent and as they are now."""
    try:
        return tuple(problem for each in load_recommendations(loaded) for problem in letter_remarks(each))
    except InvalidInputError:
        return ()  # what is wrong with the answers is told as that


def problems_told_of(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what is told of a meeting, but those of the time to answer a letter that is sent: it is too late."""
    about_time = {place: each for each in loaded.recommendations for place in _places_of_time(loaded, each)}
    if not any(problem.place in about_time for problem in loaded.problems):
        return loaded.problems
    try:
        sent = {each.reference for each in load_recommendations(loaded) if _is_sent(each)}
    except (InvalidInputError, FileAccessError):  # told as what it is
        return loaded.problems
    settled = {place for place, each in about_time.items() if each.reference in sent}
    return tuple(problem for problem in loaded.problems if problem.place not in settled)


def _places_of_time(loaded: LoadedMeeting, each: MeetingRecommendation) -> Iterator[Place]:
    """Yield where the meeting file says until when to answer a letter, and since when."""
    last = len(each.letter.corrections) - 1
    for loc in (("svar_senast",), *([("rättelser", last, "datum")] if last >= 0 else [])):
        yield loaded.source.place_of(as_written(Meeting, (*each.path, *loc), loaded.source.root))


def _is_sent(asked: LoadedRecommendation) -> bool:
    """Return whether the letter as it is now has gone to anyone, by the log or, of the first, by the answers."""
    letter, log = asked.recommendation.letter, log_of(asked)
    if letter.corrections:
        return bool(log.sent(_last_occasion(letter)))
    return bool(log.sent(LETTER)) or any(is_told_of(each) for each in asked.responses)


def _last_occasion(letter: Recommendation) -> str:
    days = [each.date for each in letter.corrections]
    return correction_occasion(days[-1], days.count(days[-1]))


def _changed(asked: LoadedRecommendation, sent: Mapping[str, SentLetter]) -> Iterator[Problem]:
    """Yield a warning for each other wording that was sent."""
    listed = {recipient.slug for recipient in asked.recommendation.recipients}
    now: dict[tuple[LetterCorrection, ...] | None, str] = {}
    groups: dict[tuple[str, str], list[SentLetter]] = {}
    for key, each in sent.items():
        if each.words is None or key not in listed:
            continue
        own = each.own_key
        corrections = asked.recommendation.letter.corrections_to(own) if own else None
        if corrections not in now:
            now[corrections] = letter_words(asked, own)
        if (then := archive_of(asked.meeting).read(each.words).decode("utf-8")) != now[corrections]:
            groups.setdefault((then, now[corrections]), []).append(each)
    for (then, words), changed in groups.items():
        yield _told(asked, changed, then, words)


def _told(asked: LoadedRecommendation, changed: Sequence[SentLetter], then: str, now: str) -> Problem:
    names = {recipient.slug: recipient.name for recipient in asked.recommendation.recipients}
    days = enumeration([long_date(day) for day in sorted({each.entry.when.date() for each in changed})])
    whole = len(changed) == len(names) > MOST_NAMED
    to_whom = f"alla {in_words(len(names))}" if whole else enumeration([names[each.key] for each in changed])
    return Problem(
        f"{asked.reference}: brevet som skickades den {days} till {to_whom} är ett annat än det som byggs nu; "
        f"{_first_difference(then.splitlines(), now.splitlines())}",
        f"ska ändringen gälla, skicka en rättelse: {_command(asked, 'skälet')}; annars ställ tillbaka det som ändrats",
        level=Level.WARNING,
    )


def _first_difference(then: Sequence[str], now: Sequence[str]) -> str:
    """Return what stood and what stands at the first place that differs, and how many more there are."""
    from difflib import SequenceMatcher  # asked of what was changed only

    places = [
        _excerpts(then[a:b], now[c:d])
        for kind, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    stood, stands = (enumeration(list(map(_shown, lines))) for lines in places[0])
    more = f", och på {len(places) - 1} ställen till" if len(places) > 2 else ", och på ett ställe till"
    said = f"där stod {stood or 'inget'}, nu {stands or 'inget'}"
    return said + (more if len(places) > 1 else "")


def _excerpts(then: Sequence[str], now: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the lines as they are, or of two long ones what differs with some words before and after it."""
    if not len(then) == len(now) == 1 or max(len(then[0]), len(now[0])) <= _LONGEST_SHOWN:
        return then, now
    stood, stands = then[0].split(), now[0].split()
    same = _equal_at_start(stood, stands)
    after = _equal_at_start(stood[same:][::-1], stands[same:][::-1])
    return (_excerpt(stood, same, after),), (_excerpt(stands, same, after),)


def _equal_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts begin with alike."""
    differ = (number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def _excerpt(words: Sequence[str], before: int, after: int) -> str:
    """Return words without most of those that are equal at their start and end."""
    first, last = max(before - _WORDS_AROUND, 0), min(len(words) - after + _WORDS_AROUND, len(words))
    shown = " ".join(words[first:last])
    return f"{'… ' if first else ''}{shown}{' …' if last < len(words) else ''}"


def _shown(line: str) -> str:
    return quote(shorten(line, _LONGEST_SHOWN))


def archive_faults(asked: LoadedRecommendation) -> Iterator[Problem]:
    """Yield what is wrong with the mails that the log says are in the archive: missing, or not what was sent.

    Raises:
        FileAccessError, InvalidInputError: if the log or the archive's register cannot be read.
    """
    yield from missing_mails(log_of(asked, knows_recipients=False), archive_of(asked.meeting))


def missing_mails(log: Log, archive: Archive, kind: str = MAIL) -> Iterator[Problem]:
    """Yield the mails that a log says are in an archive, as a kind, and that are not there as they were sent.

    Raises:
        FileAccessError: if the archive's register cannot be read.
    """
    kept = dict.fromkeys(mail for entry in log.entries if (mail := entry.archived_mail))
    files = {file.path: file for file in archive.files(kind)} if kept else {}
    for path, digest in kept:
        file = files.get(path)
        if file is None or not file.sha256.startswith(digest):
            yield Problem(
                f"{shown_path(log.path)} nämner mejlet {PurePosixPath(path)} ({digest}), och det finns inte i "
                f"{shown_path(archive.folder)}",
                "har mötesfilen bytt namn, byt namn på mappen i arkiv/ också; annars lägg tillbaka den",
            )
