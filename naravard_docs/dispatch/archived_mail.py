"""What is about to be sent is put into the meeting's archive first: the mail, the letter in it, and what that says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from naravard_docs.builder.plan import Outgoing
from naravard_docs.builder.sent_letters import LETTER, MAIL, WORDS, archive_of, letter_words
from naravard_docs.dispatch.dispatch import Dispatch
from naravard_docs.send.message import Message
from naravard_docs.send.mode import Mode
from naravard_docs.swedish import slug


def mail_keeper(dispatch: Dispatch) -> Callable[[Message, bytes], str]:
    """Return what keeps a message of a dispatch, and gives its place in the archive as the log says it.

    What it is given is on the disk when it returns; it raises FileAccessError when that cannot be.
    """
    by_id = {row.message.id: row.outgoing for row in dispatch.rows}

    def keep(message: Message, data: bytes) -> str:
        outgoing = by_id[message.id]
        details = {"utskick": str(dispatch.occasion), "meddelande-id": message.id, **_kept_letter(dispatch, outgoing)}
        name = f"{MAIL}/{slug(str(dispatch.occasion))}/{PurePosixPath(outgoing.draft.name).name}"
        file = archive_of(dispatch.loaded).store(MAIL, name, data, details)
        return f"{file.path} {file.sha256[:16]}"

    return keep


def _kept_letter(dispatch: Dispatch, outgoing: Outgoing) -> dict[str, str]:
    """Keep the letter that a message carries, with its words, and return where, by kind.

    A reminder carries a letter that is kept already, unless an older version sent it: then nobody knows its words.
    """
    asked, draft = dispatch.loaded, outgoing.draft
    archive, name = archive_of(asked), PurePosixPath(draft.letter.name).name
    pdf = archive.store(LETTER, f"{LETTER}/{name}.pdf", outgoing.attached[0].data)
    if dispatch.occasion.round_day is not None:
        return {LETTER: pdf.path}
    recipient = draft.mail.recipients[0].slug if dispatch.plan.mode is Mode.ONE_EACH else None
    words = letter_words(asked, recipient).encode()
    return {LETTER: pdf.path, WORDS: archive.store(WORDS, f"{LETTER}/{name}.txt", words).path}
