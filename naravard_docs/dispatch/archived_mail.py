"""What is about to be sent is put into the meeting's archive first: the mail, the letter in it, and what that says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from msgspec import Struct, field

from naravard_docs.archive.archive import Archive, archive_of
from naravard_docs.builder.plan import Outgoing
from naravard_docs.builder.sent_letters import DEADLINE, LETTER, MAIL, WORDS, letter_words
from naravard_docs.dispatch.dispatch import Dispatch
from naravard_docs.meeting.recommendation import LetterCorrection
from naravard_docs.send.message import Message
from naravard_docs.send.mode import Mode
from naravard_docs.swedish import slug


def mail_keeper(dispatch: Dispatch) -> Callable[[Message, bytes], str]:
    """Return what keeps a message of a dispatch, and gives its place in the archive as the log says it.

    What it is given is on the disk when it returns; it raises FileAccessError when that cannot be.
    """
    by_id = {row.message.id: row.outgoing for row in dispatch.rows}
    return _Keeper(dispatch, archive_of(dispatch.loaded.meeting), by_id).keep


class _Keeper(Struct, frozen=True):
    """Keeps the messages of a dispatch; ``words`` are the paths of letters' words that are kept, by corrections."""

    dispatch: Dispatch
    archive: Archive
    by_id: dict[str, Outgoing]
    words: dict[tuple[LetterCorrection, ...] | None, str] = field(default_factory=dict)

    def keep(self, message: Message, data: bytes) -> str:
        outgoing, occasion = self.by_id[message.id], str(self.dispatch.occasion)
        deadline = self.dispatch.loaded.recommendation.letter.answer_by.isoformat()
        details = {"utskick": occasion, "meddelande-id": message.id, **self._kept_letter(outgoing)}
        if self.dispatch.occasion.round_day is None:
            details[DEADLINE] = deadline
        name = f"{MAIL}/{slug(occasion)}/{PurePosixPath(outgoing.draft.name).name}"
        file = self.archive.store(MAIL, name, data, details)
        return f"{file.path} {file.sha256[:16]}"

    def _kept_letter(self, outgoing: Outgoing) -> dict[str, str]:
        """Keep the letter that a message carries, with its words, and return where, by kind.

        A reminder carries a letter that is kept already, unless an older version sent it: then nobody knows its words.
        """
        name = PurePosixPath(outgoing.draft.letter.name).name
        pdf = self.archive.store(LETTER, f"{LETTER}/{name}.pdf", outgoing.attached[0].data)
        held = {LETTER: pdf.path}
        return held if self.dispatch.occasion.round_day else {**held, WORDS: self._kept_words(outgoing)}

    def _kept_words(self, outgoing: Outgoing) -> str:
        """Keep what a letter says, once for all who get the same, and return where."""
        asked = self.dispatch.loaded
        is_to_one = self.dispatch.plan.mode is Mode.ONE_EACH
        key = outgoing.draft.mail.recipients[0].slug if is_to_one else None
        corrections = asked.recommendation.letter.corrections_to(key) if key else None
        if corrections not in self.words:
            letter = asked.recommendation
            name = f"{LETTER}/{letter.stem}-rekommendation-{letter.letter.slug}.txt"
            words = letter_words(asked, key).encode()
            self.words[corrections] = self.archive.store(WORDS, name, words).path
        return self.words[corrections]
