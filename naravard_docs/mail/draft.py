"""The e-mail, as a draft or to be sent: plain text and HTML of one document, with the letter attached. No clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

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
from naravard_docs.mail.frame import AttachedFile, MailFrame


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
    is_hidden = envelope.hides_addresses
    frame = MailFrame(
        subject=envelope.subject,
        sender=envelope.sender,
        addresses_in=("Bcc" if is_hidden and is_draft else "To") if envelope.addresses else "",
        hides_all=is_hidden and not is_draft,
        attached=tuple(file if file.calendar_method else AttachedFile(file.name, b"") for file in attached),
        is_draft=is_draft,
    )
    pdfs = [file.data for file in attached if not file.calendar_method]
    return frame.filled(as_text(document), as_html(document), envelope.addresses, pdfs)


def as_text(document: Document) -> str:
    """Return the document as plain text, an empty line between blocks."""
    return "\n\n".join(_text_blocks(document.blocks)) + "\n"


def as_html(document: Document) -> str:
    """Return the document as a page of HTML with its language and title."""
    language = _escape(document.meta.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_escape(document.meta.title)}</title>\n</head>\n"
        '<body style="font-family: Calibri, Arial, sans-serif; font-size: 11pt">\n'
        + "\n".join(_html_blocks(document.blocks))
        + "\n</body>\n</html>\n"
    )


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
                lines = ("<br>".join(map(_escape, s.texts)) for s in block.signatories)
                yield "".join(f"<p>{line}</p>" for line in lines)
            case Contents():
                items = "".join(f"<li>{_escape(entry.text)}</li>" for entry in block.entries)
                yield f"<ul>{items}</ul>"
            case Figure():
                yield f"<p>[{_escape(block.alt_text, quote=False)}]</p>"
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
    shown = _escape(label, quote=False).replace(" ", "&nbsp;")
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
                pieces.append(_escape(inline.text, quote=False))
            case Strong():
                pieces.append(f"<strong>{_html(inline.children)}</strong>")
            case Emphasis():
                pieces.append(f"<em>{_html(inline.children)}</em>")
            case Link():
                pieces.append(f'<a href="{_escape(inline.url)}">{_html(inline.children)}</a>')
            case Span():
                pieces.append(f'<span lang="{inline.language}">{_html(inline.children)}</span>')
            case LineBreak():
                pieces.append("<br>\n")
            case PageNumber() | PageCount():
                pass
            case _:
                assert_never(inline)
    return "".join(pieces)


def _escape(text: str, quote: bool = True) -> str:
    from html import escape  # its table of names is large, and what makes a draft is imported by many commands

    return escape(text, quote)
