"""Inlines put together: as running text, on lines, as links, as names in their language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from naravard_docs.document.inlines import Inline, LineBreak, Link, Span, Text, text
from naravard_docs.markup.finish import link_address
from naravard_docs.meeting.addressees import DecisionAddressee
from naravard_docs.meeting.contacts import Recipient


def enumerate_inlines(parts: Sequence[tuple[Inline, ...]], conjunction: str = "och") -> tuple[Inline, ...]:
    """Return inline contents as running text does: «A», «A och B», «A, B och C»."""
    content: list[Inline] = []
    for number, part in enumerate(parts):
        joint = "" if number == 0 else f" {conjunction} " if number == len(parts) - 1 else ", "
        content += [*([Text(joint)] if joint else []), *part]
    return tuple(content)


def join_inlines(parts: Iterable[Inline], between: str) -> tuple[Inline, ...]:
    """Return inlines with a text between each two."""
    content: list[Inline] = []
    for part in parts:
        content += [*([Text(between)] if content else []), part]
    return tuple(content)


def join_parts(*parts: tuple[Inline, ...], between: str = ", ") -> tuple[Inline, ...]:
    """Return contents one after the other, with a comma between each two that there are."""
    content: list[Inline] = []
    for part in parts:
        content += [*([Text(between)] if content and part else []), *part]
    return tuple(content)


def join_lines(lines: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return lines of inline content with a line break between each two."""
    content: list[Inline] = []
    for line in lines:
        content += [*([LineBreak()] if content else []), *line]
    return tuple(content)


def web_link(address: str) -> Link:
    """Return a link whose text is the address without its scheme."""
    url = link_address(address if "://" in address else f"https://{address}")
    return Link(text(address.split("://")[-1]), url)


def recipient_name(recipient: Recipient | DecisionAddressee) -> tuple[Inline, ...]:
    """Return a recipient's name, marked with its language where that is not Swedish, so that it is read aloud right."""
    name = text(recipient.name)
    return (Span(name, recipient.language),) if recipient.language else name


def mail_link(address: str) -> Link:
    """Return an e-mail address as a link that opens a letter."""
    return Link(text(address), f"mailto:{address}")
