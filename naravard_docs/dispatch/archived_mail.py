"""What is about to be sent is put into the meeting's archive first: the mail, the letter in it, and what that says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct, field

from naravard_docs.archive.additions import ArchiveWriter, Keeps
from naravard_docs.builder.outgoing import Outgoing
from naravard_docs.builder.sent_letters import DEADLINE, LETTER, MAIL, WORDS, letter_words
from naravard_docs.meeting.recommendation import LetterCorrection
from naravard_docs.responses.load import LoadedRecommendation
from naravard_docs.send.message import Message
from naravard_docs.send.mode import Mode
from naravard_docs.swedish import slug


def kept_mail(
    archive: Keeps,
    name: str,
    occasion: str,
    message: Message,
    data: bytes,
    more: Mapping[str, str] | None = None,
    kind: str = MAIL,
) -> str:
    """Put a mail into an archive as a kind, and return where, as the log says it; ``more`` are details of it.

    It is on the disk and listed when the writer's batch is left.

    Raises:
        FileAccessError: if it cannot be kept.
    """
    details = {"utskick": occasion, "meddelande-id": message.id, **(more or {})}
    file = archive.store(kind, f"{MAIL}/{slug(occasion)}/{PurePosixPath(name).name}", data, details)
    return f"{file.path} {file.sha256[:16]}"


class LetterKeeper(Struct, frozen=True):
    """Keeps the messages of a letter, or of its reminders, which have no ``deadline``, in an archive.

    ``words`` are the paths of letters' words that are kept, by corrections.
    """

    asked: LoadedRecommendation
    occasion: str
    mode: Mode | None
    deadline: date | None
    writer: ArchiveWriter
    words: dict[tuple[LetterCorrection, ...] | None, str] = field(default_factory=dict)

    def keep(self, outgoing: Outgoing, message: Message, data: bytes) -> str:
        """Keep a message with what it carries, and return where the message is, as ``kept_mail``."""
        with self.writer.together() as archive:
            details = self._kept_letter(outgoing, archive)
            if self.deadline is not None:
                details[DEADLINE] = self.deadline.isoformat()
            return kept_mail(archive, outgoing.draft.name, self.occasion, message, data, details)

    def _kept_letter(self, outgoing: Outgoing, archive: Keeps) -> dict[str, str]:
        """Keep the letter that a message carries, with its words, and return where, by kind.

        A reminder carries a letter that is kept already, unless an older version sent it: then nobody knows its words.
        """
        name = PurePosixPath(outgoing.draft.letter.name).name
        held = {LETTER: archive.store(LETTER, f"{LETTER}/{name}.pdf", outgoing.enclosed.letter).path}
        return held if self.deadline is None else {**held, WORDS: self._kept_words(outgoing, archive)}

    def _kept_words(self, outgoing: Outgoing, archive: Keeps) -> str:
        """Keep what a letter says, once for all who get the same, and return where."""
        asked = self.asked
        key = outgoing.draft.mail.recipients[0].slug if self.mode is Mode.ONE_EACH else None
        corrections = asked.recommendation.letter.corrections_to(key) if key else None
        if corrections not in self.words:
            letter = asked.recommendation
            name = f"{LETTER}/{letter.stem}-rekommendation-{letter.letter.slug}.txt"
            self.words[corrections] = archive.store(WORDS, name, letter_words(asked, key).encode()).path
        return self.words[corrections]
