"""The e-mail, as a draft or to be sent: plain text and HTML of one document, with the letter attached. No clock."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from naravard_docs.document.blocks import (
    Block,
    Column,
    Contents,
    Figure,
    Heading,
    List,
    ListKind,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import (
    Emphasis,
    Inline,
    LineBreak,
    Link,
    PageCount,
    PageNumber,
    Span,
    Strong,
    Text,
    plain_text,
)
from naravard_docs.document.labels import NumberFormat, label_numbers

if TYPE_CHECKING:  # most commands import this room and write no e-mail
    from email.message import EmailMessage
    from email.policy import Policy


class AttachedFile(Struct, frozen=True):
    """A file that goes with the mail, under the name its receivers see: a PDF, or a calendar where it has a method."""

    name: str
    data: bytes
    calendar_method: str = ""


class Envelope(Struct, frozen=True):
    """Who writes to whom, as (name, address); with ``hides_addresses`` those who get it do not see each other.

    A draft without a sender is sent by whoever opens it.
    """

    sender: tuple[str, str] | None
    addresses: Sequence[tuple[str, str]]
    subject: str
    hides_addresses: bool = False


def draft_bytes(document: Document, envelope: Envelope, attached: Sequence[AttachedFile]) -> bytes:
    """Return the draft as a file, with hidden addresses in Bcc.

    X-Unsent makes Outlook and Thunderbird open it for sending, as long as no byte-order mark stands before it.
    """
    return _bytes(document, envelope, attached, is_draft=True)


def message_bytes(document: Document, envelope: Envelope, attached: Sequence[AttachedFile]) -> bytes:
    """Return what a server is to have, but for date and id; hidden addresses are not in it (RFC 5322, 3.6.3)."""
    return _bytes(document, envelope, attached, is_draft=False)


def _bytes(document: Document, envelope: Envelope, attached: Sequence[AttachedFile], is_draft: bool) -> bytes:
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP.clone(max_line_length=78))
    if is_draft:
        message["X-Unsent"] = "1"
    if envelope.sender is not None:
        message["From"] = _header("From", _mailbox(*envelope.sender))
    if envelope.addresses:
        addresses = ",\r\n ".join(_mailbox(name, address) for name, address in envelope.addresses)
        if not envelope.hides_addresses:
            message["To"] = _header("To", addresses)
        elif is_draft:
            message["Bcc"] = _header("Bcc", addresses)
        else:
            message["To"] = _header("To", _UNDISCLOSED)
    message["Subject"] = _header("Subject", _encoded(envelope.subject, taken=len("Subject: ")))
    message["Content-Language"] = "sv"
    message.set_content(as_text(document), subtype="plain", charset="utf-8", cte="quoted-printable")
    message.add_alternative(as_html(document), subtype="html", charset="utf-8", cte="quoted-printable")
    for file in attached:
        _attach(message, file)
    _set_boundaries(message)
    return message.as_bytes()


def _attach(message: EmailMessage, file: AttachedFile) -> None:
    if not file.calendar_method:
        message.add_attachment(file.data, maintype="application", subtype="pdf", filename=file.name)
        return
    # RFC 6047, 2.4: the part says the method that the calendar in it has
    parameters = {"method": file.calendar_method}
    words = file.data.decode()
    message.add_attachment(
        words, subtype="calendar", charset="utf-8", filename=file.name, params=parameters, cte="base64"
    )


def as_text(document: Document) -> str:
    """Return the document as plain text, an empty line between blocks."""
    return "\n\n".join(_text_blocks(document.blocks)) + "\n"


def as_html(document: Document) -> str:
    """Return the document as a page of HTML with its language and title."""
    language = html.escape(document.meta.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(document.meta.title)}</title>\n</head>\n"
        '<body style="font-family: Calibri, Arial, sans-serif; font-size: 11pt">\n'
        + "\n".join(_html_blocks(document.blocks))
        + "\n</body>\n</html>\n"
    )


_UNDISCLOSED = "dolda mottagare:;"
"""An empty group in place of hidden addresses (RFC 5322, 3.4 and A.1.3): many servers want a To."""


class _Header(str):
    """A header encoded and folded already, which the library writes as it stands.

    Why: Python 3.11 itself writes «för Nära vård» as three encoded words, between which receivers see no space
    (RFC 2047, 6.2), and other versions do it otherwise.
    """

    name: str

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _header(name: str, text: str) -> _Header:
    header = _Header(text)
    header.name = name
    return header


def _encoded(words: str, taken: int = 1) -> str:
    """Return a text for a header, folded; ``taken`` is how much of the first line has been used."""
    from email.header import Header

    return Header(words, "us-ascii" if _is_plain(words) else "utf-8", 76 - taken).encode(linesep="\r\n")


def _mailbox(name: str, address: str) -> str:
    """Return «name <address>», with the domain as the name system writes it (RFC 5891)."""
    from email.utils import formataddr

    local, domain = address.rsplit("@", 1)
    plain_address = f"{local}@{domain.encode('idna').decode('ascii')}"
    return formataddr((name, plain_address)) if _is_plain(name) else f"{_encoded(name)} <{plain_address}>"


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words


def _set_boundaries(message: EmailMessage) -> None:
    """Give each multipart a boundary made from its content; the library's own would be random."""
    digest = hashlib.sha256()
    for part in message.walk():
        if not part.is_multipart():
            digest.update(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_naravard_{number}_{digest.hexdigest()[:24]}")


def _text_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _text(block.content)
            case List():
                items = (_text_item(block.label(n), item.blocks) for n, item in enumerate(block.items))
                yield ("\n" if block.is_tight else "\n\n").join(items)
            case Table():
                rows = [tuple(column.heading for column in block.columns), *block.rows]
                yield "\n".join("\t".join(" ".join(_text(cell).split("\n")) for cell in row) for row in rows)
            case Quote() | Section():
                yield from _text_blocks(block.blocks)
            case SignatureBlock():
                yield "\n".join(", ".join(signatory.texts) for signatory in block.signatories)
            case Contents():
                yield "\n".join(entry.text for entry in block.entries)
            case Figure():
                yield f"[{block.alt_text}]"
            case PageBreak():
                pass
            case _:
                assert_never(block)


def _text_item(label: str, blocks: tuple[Block, ...]) -> str:
    """Return an item with its label, and all below its first line as far in as its text.

    A list follows the line above it at once, as in the source; another block has an empty line before it.
    """
    lines: list[str] = []
    for n, block in enumerate(blocks):
        parts = "\n\n".join(_text_blocks((block,))).split("\n")
        lines += parts if n == 0 or isinstance(block, List) else ["", *parts]
    inner = " " * (len(label) + 1)
    return "\n".join(f"{inner if n else f'{label} '}{line}".rstrip() for n, line in enumerate(lines or [""]))


def _text(inlines: tuple[Inline, ...]) -> str:
    """Return inline content as text, with line breaks as they are and a link's address where its text hides it."""
    pieces: list[str] = []
    for inline in inlines:
        match inline:
            case LineBreak():
                pieces.append("\n")
            case Link():
                words = plain_text(inline.children)
                shown = inline.url.split(":", 1)[1].lstrip("/")
                pieces.append(words if words == shown else f"{words} ({inline.url})")
            case Strong() | Emphasis() | Span():
                pieces.append(_text(inline.children))
            case Text():
                pieces.append(inline.text)
            case PageNumber() | PageCount():
                pass
            case _:
                assert_never(inline)
    return "".join(pieces)


def _html_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"<h{block.level}>{_html(block.content)}</h{block.level}>"
            case Paragraph():
                yield f"<p>{_html(block.content)}</p>"
            case List():
                yield _html_list(block)
            case Table():
                yield _html_table(block)
            case Quote():
                yield f"<blockquote>{''.join(_html_blocks(block.blocks))}</blockquote>"
            case Section():
                yield from _html_blocks(block.blocks)
            case SignatureBlock():
                lines = ("<br>".join(map(html.escape, s.texts)) for s in block.signatories)
                yield "".join(f"<p>{line}</p>" for line in lines)
            case Contents():
                items = "".join(f"<li>{html.escape(entry.text)}</li>" for entry in block.entries)
                yield f"<ul>{items}</ul>"
            case Figure():
                yield f"<p>[{html.escape(block.alt_text, quote=False)}]</p>"
            case PageBreak():
                pass
            case _:
                assert_never(block)


_TYPES = {
    NumberFormat.DECIMAL: "",
    NumberFormat.LOWER_LETTER: ' type="a"',
    NumberFormat.UPPER_LETTER: ' type="A"',
    NumberFormat.LOWER_ROMAN: ' type="i"',
    NumberFormat.UPPER_ROMAN: ' type="I"',
}


def _html_list(block: List) -> str:
    """Return a list whose labels are those written: HTML's own where they are such, else as text.

    HTML writes a full stop after every number, and dashes not at all.
    """
    labels = [block.label(n) for n in range(len(block.items))]
    if block.kind is ListKind.BULLET and set(labels) <= {block.kind.value}:
        return f"<ul>{''.join(f'<li>{_item_html(item.blocks)}</li>' for item in block.items)}</ul>"
    numbers = [one for one in label_numbers(labels) if one is not None and one.delimiter == "."]
    if len(numbers) != len(labels) or len({one.format for one in numbers}) != 1:
        items = "".join(
            f"<li>{_labelled(label, item.blocks)}</li>" for label, item in zip(labels, block.items, strict=True)
        )
        return f'<ul style="list-style-type: none; padding-left: 1.5em">{items}</ul>'
    first = numbers[0]
    start = f' start="{first.number}"' if first.number != 1 else ""
    follows = [True, *(after == before.next for before, after in pairwise(numbers))]
    values = ("" if follows[n] else f' value="{one.number}"' for n, one in enumerate(numbers))
    items = "".join(
        f"<li{value}>{_item_html(item.blocks)}</li>" for value, item in zip(values, block.items, strict=True)
    )
    return f"<ol{_TYPES[first.format]}{start}>{items}</ol>"


def _item_html(blocks: tuple[Block, ...]) -> str:
    return "".join(_html_blocks(blocks))


def _labelled(label: str, blocks: tuple[Block, ...]) -> str:
    """Return an item whose label stands as text before its first paragraph."""
    shown = html.escape(label, quote=False).replace(" ", "&nbsp;")
    match blocks:
        case (Paragraph() as first, *_):
            return f"<p>{shown} {_html(first.content)}</p>{_item_html(blocks[1:])}"
        case _:
            return f"<p>{shown}</p>{_item_html(blocks)}"


def _html_table(block: Table) -> str:
    heads = "".join(f'<th scope="col"{_side(c)}>{_html(c.heading)}</th>' for c in block.columns)
    rows = (
        "".join(f"<td{_side(column)}>{_html(cell)}</td>" for column, cell in zip(block.columns, row, strict=True))
        for row in block.rows
    )
    body = "".join(f"<tr>{cells}</tr>" for cells in rows)
    head = f'<thead><tr style="text-align: left">{heads}</tr></thead>'
    return f'<table cellpadding="3" style="border-collapse: collapse">{head}<tbody>{body}</tbody></table>'


def _side(column: Column) -> str:
    return ' style="text-align: right"' if column.is_numeric else ""


def _html(inlines: tuple[Inline, ...]) -> str:
    pieces: list[str] = []
    for inline in inlines:
        match inline:
            case Text():
                pieces.append(html.escape(inline.text, quote=False))
            case Strong():
                pieces.append(f"<strong>{_html(inline.children)}</strong>")
            case Emphasis():
                pieces.append(f"<em>{_html(inline.children)}</em>")
            case Link():
                pieces.append(f'<a href="{html.escape(inline.url)}">{_html(inline.children)}</a>')
            case Span():
                pieces.append(f'<span lang="{inline.language}">{_html(inline.children)}</span>')
            case LineBreak():
                pieces.append("<br>\n")
            case PageNumber() | PageCount():
                pass
            case _:
                assert_never(inline)
    return "".join(pieces)
