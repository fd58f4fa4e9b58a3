"""CommonMark to blocks: paragraphs, lists to three levels, emphasis, links, quotations and headings.

What the documents have no form for (tables, pictures, code, raw HTML) is refused with its line, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from naravard_docs.compose.tokens import tokens_of
from naravard_docs.document.blocks import Block, Heading, List, ListItem, ListKind, Paragraph, Quote, Role
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, Span, Strong, Text, plain_text
from naravard_docs.meeting.values import LANGUAGE_TAG
from naravard_docs.swedish import enumeration, slug

DEEPEST_LIST = 3
DEEPEST_EMPHASIS = 10
LOWEST_HEADING = 3
DEEPEST_QUOTE = 3

_LANGUAGE = re.compile(LANGUAGE_TAG)

LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class MarkupRefused(ValueError):
    """The text has a form that the documents do not; ``line`` counts from 1 within the text."""

    def __init__(self, line: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set into a document.

    ``top_level`` is the level that the text's «#» becomes; ``inserted`` maps the names of places that the program
    fills (see ``placeholder``) to the blocks that go there; ``breaks_lines`` keeps the writer's line breaks.
    """

    id: str
    top_level: int = 2
    role: Role = Role.BODY
    inserted: dict[str, tuple[Block, ...]] | None = None
    breaks_lines: bool = False


_OPEN, _CLOSE = "\ue000", "\ue001"


def placeholder(name: str) -> str:
    """Give the text that stands for blocks which the program puts in; it must be a paragraph of its own."""
    return f"{_OPEN}{name}{_CLOSE}"


def escaped(text: str) -> str:
    """Give text that CommonMark shows as it stands, whatever signs it has."""
    marked = "".join(f"\\{c}" if c in _SIGNS else c for c in text if c not in (_OPEN, _CLOSE))
    return "\n".join(_escaped_start(line) for line in re.split(r"\r\n|\r|\n", marked))


_SIGNS = frozenset("\\`*_[]{}<>&#~|")


def _escaped_start(line: str) -> str:
    bare = line.lstrip()
    digits = len(bare) - len(bare.lstrip("0123456789"))
    if bare[:1] in ("-", "+", "="):
        return line.replace(bare[0], "\\" + bare[0], 1)
    if digits and bare[digits : digits + 1] in (".", ")"):
        return line.replace(bare[: digits + 1], f"{bare[:digits]}\\{bare[digits]}", 1)
    return line


def blocks_from(text: str, setting: Setting) -> tuple[Block, ...]:
    """Give a CommonMark text as blocks.

    Raises:
        MarkupRefused: for what the documents have no form for, with the line in the text.
    """
    return _Reader(tokens_of(text), setting).blocks(None)


class _Reader:
    """Goes through markdown-it's flat tokens once."""

    def __init__(self, tokens: Sequence[Token], setting: Setting) -> None:
        self.tokens, self.setting = tokens, setting
        self.at = 0
        self.counts: dict[str, int] = {}
        self.line = 1
        self.list_depth = 0
        self.quote_depth = 0
        self.level = setting.top_level - 1

    def blocks(self, until: str | None) -> tuple[Block, ...]:
        gathered: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            if token.map:
                self.line = token.map[0] + 1
            gathered += self._block(token)
        return tuple(gathered)

    def _block(self, token: Token) -> tuple[Block, ...]:
        match token.type:
            case "paragraph_open":
                return self._paragraph(self._inline())
            case "heading_open":
                return (self._heading(int(token.tag[1:])),)
            case "bullet_list_open" | "ordered_list_open":
                return (self._list(token),)
            case "blockquote_open":
                return (self._quote(),)
            case "table_open":
                raise self._refused(
                    "tabeller har ingen form i dokumentet", "skriv innehållet som en lista, eller som en PDF-bilaga"
                )
            case "hr":
                raise self._refused("en vågrät linje (---) har ingen form i dokumentet", "ta bort raden")
            case "fence" | "code_block":
                raise self._refused("kodblock har ingen form i dokumentet", "ta bort ``` eller indraget")
            case other:  # pragma: no cover - the parser's rules give no other token
                raise self._refused(f"formen {other} känns inte igen", "skriv vanlig text")

    def _paragraph(self, content: tuple[Inline, ...]) -> tuple[Block, ...]:
        words = plain_text(content)
        if _OPEN not in words:
            return (Paragraph(self._id("stycke"), content, self.setting.role),) if words.strip() else ()
        name = words.strip()[1:-1]
        known = self.setting.inserted or {}
        if placeholder(name) == words.strip() and name in known:
            return known[name]
        raise self._refused_placeholder(words, known)

    def _refused_placeholder(self, words: str, known: Collection[str]) -> MarkupRefused:
        shown = words[words.index(_OPEN) + 1 :].split(_CLOSE)[0]
        if shown not in known:
            listed = enumeration([f"{{{{ {other} }}}}" for other in known], "eller")
            remedy = f"ta bort den, eller skriv {listed}" if listed else "ta bort den"
            return self._refused(f"{{{{ {shown} }}}} kan inte stå i den här filen", remedy)
        return self._refused(f"{{{{ {shown} }}}} måste stå ensam på sin rad", "lägg en tom rad före och efter")

    def _quote(self) -> Quote:
        self.quote_depth += 1
        if self.quote_depth > DEEPEST_QUOTE:
            raise self._refused("citatet har fler än tre nivåer", "ta bort ett eller flera > först på raden")
        quote = Quote(self._id("citat"), self.blocks("blockquote_close"))
        self.quote_depth -= 1
        return quote

    def _heading(self, depth: int) -> Heading:
        content = self._inline()
        words = plain_text(content)
        if not words.strip():
            raise self._refused("en rubrik saknar text", "skriv rubriken efter #, eller ta bort raden")
        if _OPEN in words:
            raise self._refused_placeholder(words, self.setting.inserted or {})
        level = min(self.setting.top_level + depth - 1, self.level + 1, LOWEST_HEADING)
        self.level = max(level, self.setting.top_level - 1)
        return Heading(self._id(slug(words, 30) or "rubrik"), level, content, self.setting.role)

    def _list(self, token: Token) -> List:
        self.list_depth += 1
        if self.list_depth > DEEPEST_LIST:
            raise self._refused("listan har fler än tre nivåer", "skriv om den innersta nivån som text")
        is_numbered = token.type == "ordered_list_open"
        name = self._id("lista")
        close = token.type.replace("open", "close")
        items: list[ListItem] = []
        is_tight = True
        while self.tokens[self.at].type != close:
            self.at += 1
            first = self.tokens[self.at]
            is_tight = is_tight and (first.type != "paragraph_open" or first.hidden)
            if first.type != "paragraph_open":
                raise self._refused("en listpunkt måste börja med text", "skriv texten på samma rad som - eller 1.")
            items.append(ListItem(self.blocks("list_item_close")))
        self.at += 1
        self.list_depth -= 1
        start = int(token.attrs.get("start", 1))
        kind = ListKind.NUMBER if is_numbered else ListKind.BULLET
        if is_numbered:
            items = [ListItem(item.blocks, f"{start + n}{token.markup}") for n, item in enumerate(items)]
        return List(name, kind, tuple(items), self.setting.role, is_tight)

    def _inline(self) -> tuple[Inline, ...]:
        """Read the inline token that follows an opening, and pass the closing one."""
        token = self.tokens[self.at]
        self.at += 2
        return _Inlines(token.children or [], self).until(None)

    def _id(self, name: str) -> str:
        """Give the next id of a kind: «….stycke-2»."""
        self.counts[name] = self.counts.get(name, 0) + 1
        number = self.counts[name]
        return f"{self.setting.id}.{name}-{number}" if number > 1 or name in _NUMBERED else f"{self.setting.id}.{name}"

    def _refused(self, message: str, remedy: str) -> MarkupRefused:
        return MarkupRefused(self.line, message, remedy)

    def softbreak(self) -> Inline:
        return LineBreak() if self.setting.breaks_lines else Text(" ")


_NUMBERED = ("stycke", "lista", "citat")
_MAKERS: dict[str, Callable[[tuple[Inline, ...]], Inline]] = {"strong_open": Strong, "em_open": Emphasis}


class _Inlines:
    """Goes through the tokens of one paragraph."""

    def __init__(self, tokens: Sequence[Token], reader: _Reader) -> None:
        self.tokens, self.reader, self.at = tokens, reader, 0
        self.line = reader.line
        self.depth = 0

    def until(self, close: str | None) -> tuple[Inline, ...]:
        self.depth += 1
        if self.depth > DEEPEST_EMPHASIS:
            raise self._refused("texten är betonad på för många sätt samtidigt", "ta bort några av * och _")
        gathered: list[Inline] = []
        words: list[str] = []  # of texts that follow one another, which become one
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == close:
                break
            inline = self._inline(token)
            if isinstance(inline, Text):
                words.append(inline.text)
            elif inline is not None:
                gathered += (*_joined(words), inline)
                words = []
        self.depth -= 1
        return (*gathered, *_joined(words))

    def _inline(self, token: Token) -> Inline | None:
        if token.type in ("softbreak", "hardbreak"):
            self.line += 1
        match token.type:
            case "text" | "text_special":
                return Text(token.content) if token.content else None
            case "softbreak":
                return self.reader.softbreak()
            case "hardbreak":
                return LineBreak()
            case "strong_open" | "em_open":
                return _MAKERS[token.type](self.until(token.type.replace("open", "close")))
            case "link_open":
                return self._link(str(token.attrs["href"]))
            case "span_open":
                return self._span(str(token.attrs.get("lang", "")))
            case "code_inline":
                return Text(token.content)
            case "image":
                raise self._refused("bilder kan inte stå i text", "lägg bilden i en PDF-bilaga")
            case other:  # pragma: no cover - the parser's rules give no other token
                raise self._refused(f"formen {other} känns inte igen", "skriv vanlig text")

    def _span(self, language: str) -> Inline:
        if not _LANGUAGE.fullmatch(language):
            remedy = "skriv till exempel [Ubmeje]{lang=sju}, eller sätt \\ före hakparentesen"
            said = f"«{language}» är ingen språkkod" if language else "text inom [ ] med { } efter ska ange ett språk"
            raise self._refused(said, remedy)
        return Span(self.until("span_close"), language)

    def _link(self, url: str) -> Inline:
        if not url.lower().startswith(LINK_SCHEMES):
            raise self._refused(
                f"länken till «{url}» kan inte följas", "skriv hela adressen, med https:// eller mailto: först"
            )
        return Link(self.until("link_close") or (Text(url),), url)

    def _refused(self, message: str, remedy: str) -> MarkupRefused:
        return MarkupRefused(self.line, message, remedy)


def _joined(words: Sequence[str]) -> tuple[Inline, ...]:
    return (Text("".join(words)),) if words else ()
