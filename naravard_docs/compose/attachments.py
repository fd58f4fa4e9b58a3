"""Attachments as documents list them: what each is called, and «Bilagor» with their titles numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from naravard_docs.compose.texts import inline_content
from naravard_docs.document.blocks import Block, Heading, List, ListKind, Paragraph, Role, number_items
from naravard_docs.document.inlines import text
from naravard_docs.meeting.recommendation import Attachment
from naravard_docs.meeting.shared_templates import AttachedText
from naravard_docs.swedish import capitalise

AttachedTexts = Mapping[str, AttachedText]
"""The Markdown attachments by their path in the meeting file."""


def attachment_title(attachment: Attachment, attached_texts: Mapping[str, AttachedText]) -> str:
    """Return what lists call an attachment: its own title, its text's first heading, or its file's name as words."""
    attached = attached_texts.get(attachment.path)
    plain = capitalise(PurePosixPath(attachment.path).stem.replace("-", " "))
    title = attachment.title or (attached.title if attached else plain)
    return f"{title} (skickas separat)" if attachment.sent_separately else title


def attachment_list(titles: Iterable[str], name: str, level: int) -> tuple[Block, ...]:
    """Return «Bilagor» with the titles numbered; nothing when there are none."""
    items = number_items(
        (Paragraph(f"{name}.{n}", inline_content(title), Role.ATTACHMENTS),) for n, title in enumerate(titles, 1)
    )
    if not items:
        return ()
    heading = Heading(f"{name}.rubrik", level, text("Bilagor"), Role.ATTACHMENTS)
    return (heading, List(name, ListKind.NUMBER, items, Role.ATTACHMENTS))
