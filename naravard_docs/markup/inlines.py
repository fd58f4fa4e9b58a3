"""The reader of inline content: bold and italic, links, words in another language, line breaks."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, Span, Strong, Text
from naravard_docs.markup import marks
from naravard_docs.markup.addresses import addresses_in
from naravard_docs.markup.brackets import LINK_SCHEMES, Bracket, Brackets, language_of
from naravard_docs.markup.faults import Remark
from naravard_docs.markup.lines import REMOVED, SourceLine
from naravard_docs.markup.oddities import odd_signs, underlined_words
from naravard_docs.markup.remarks import Remarks
from naravard_docs.markup.stars import pair_stars

_MAY_BE_MARKED = re.compile(r"[\\*\[_@\x00\t\ue000-\uf8ff]|www\.|://", re.IGNORECASE)
"""What any mark has; most names, headings and paragraphs have nothing of it."""

_READ = re.compile(r"[\\*\[\n\t\x00]")
"""Signs at which something may begin, besides addresses."""


class InlineReader:
    """Reads a paragraph's lines; what is told of them is gathered in ``remarks``."""

    def __init__(
        self, lines: Sequence[SourceLine], remarks: Remarks, breaks_lines: bool = False, is_cell: bool = False
    ) -> None:
        self.lines, self.remarks = lines, remarks
        self.breaks_lines, self.is_cell = breaks_lines, is_cell
        ends = [*(_trimmed(line, n < len(lines) - 1) for n, line in enumerate(lines))]
        self.text = "\n".join(text for text, _ in ends)
        self.ends = [found.start() for found in re.finditer("\n", self.text)] if len(lines) > 1 else []
        self.run_end, self.run_escapes = 0, False
        to_fill_in = [*map(marks.is_to_fill_in, lines)]
        self.hard = [is_hard or any(to_fill_in[n : n + 2]) for n, (_, is_hard) in enumerate(ends)]

    def read(self) -> tuple[Inline, ...]:
        """Return the content."""
        if not (_MAY_BE_MARKED.search(self.text) or self.breaks_lines or any(self.hard)):
            return (Text(self.text.replace("\n", " ")),) if self.text else ()
        self._tell_oddities()
        self.brackets = Brackets(self.text)
        linked = self.brackets.links()
        self.addresses = {
            at: each for at, each in addresses_in(self.text).items() if not any(a < at < b for a, b in linked)
        }
        self.address_starts = sorted(self.addresses)
        bare = ((address.start, address.end) for address in self.addresses.values())
        self.stars = pair_stars(self.text, [*bare, *self.brackets.hidden()])
        self._tell_lone_stars()
        return self._content(0, len(self.text))

    def _content(self, start: int, end: int) -> tuple[Inline, ...]:
        """Return what stands between two places of the text."""
        made: list[Inline] = []
        letters: list[str] = []
        at = start
        while at < end:
            plain_end = self._plain_end(at, end)
            if plain_end > at:
                letters.append(self.text[at:plain_end])
                at = plain_end
                continue
            inline, length = self._at(at, end)
            if isinstance(inline, str):
                letters.append(inline)
            else:
                made += [*_text(letters), inline]
                letters = []
            at += length
        return (*made, *_text(letters))

    def _plain_end(self, at: int, end: int) -> int:
        """Return where the text that begins at a place ends in which nothing can be read."""
        found = _READ.search(self.text, at, end)
        following = bisect(self.address_starts, at - 1)
        ends = [found.start() if found else end]
        if following < len(self.address_starts):
            ends.append(self.address_starts[following])
        return min(ends)

    def _at(self, at: int, end: int) -> tuple[Inline | str, int]:
        """Return what begins at a place, and how many characters it takes."""
        sign = self.text[at]
        if sign == "\n":
            return self._line_end(at)
        if sign == "\t":
            return " ", 1
        if sign == REMOVED:
            return "", 1
        if sign == "\\":
            return (self.text[at + 1], 2) if self._is_escape(at) else (sign, 1)
        if sign == "*" and (pair := self.stars.opened_at(at)) is not None and pair.close < end:
            children = self._content(at + pair.size, pair.close)
            length = pair.close + pair.size - at
            return (Strong(children) if pair.size == 2 else Emphasis(children)), length
        if sign == "[" and (found := self._bracket(at, end)) is not None:
            return found
        if (address := self.addresses.get(at)) is not None and address.end <= end:
            return Link((Text(self.text[at : address.end]),), address.url), address.end - at
        return sign, 1

    def _line_end(self, at: int) -> tuple[Inline | str, int]:
        is_hard = self.hard[bisect(self.ends, at - 1)]
        return (LineBreak() if is_hard or self.breaks_lines else " "), 1

    def _is_escape(self, at: int) -> bool:
        """Return whether a backslash takes away the meaning of the sign after it: only where that has one."""
        if at >= self.run_end:
            self.run_end = at + 1
            while self.text[self.run_end : self.run_end + 1] == "\\":
                self.run_end += 1
            self.run_escapes = self._takes_meaning_away(self.run_end - 1)
        return self.run_escapes

    def _takes_meaning_away(self, at: int) -> bool:
        """Return whether the last of some backslashes stands before what would be a mark; others stand before it."""
        following = self.text[at + 1 : at + 2]
        if following == "*":
            return self.stars.would_be_read(at + 1)
        if following in ("[", "!"):
            return self.brackets.is_read_at(at + (1 if following == "[" else 2))
        if following == "]":
            return self.brackets.ends_words(at + 1)
        if following in ("(", "{"):
            return self.brackets.begins_rest(at + 1)
        return following == "|" and self.is_cell

    def _bracket(self, at: int, end: int) -> tuple[Inline, int] | None:
        if note := self.brackets.footnote_at(at):
            self._fault(at, f"fotnoter ({note}) finns inte i dokumenten", _FOOTNOTE, len(note))
            return None
        link, span = self.brackets.link_at(at), self.brackets.span_at(at)
        if link is not None and link.end <= end:
            return self._link(at, link)
        if span is not None and span.end <= end:
            return self._span(at, span)
        return None

    def _link(self, at: int, found: Bracket) -> tuple[Inline, int]:
        target = self.text[found.inner_start : found.inner_end]
        is_picture = self.text[max(0, at - 1) : at] == "!" and self.text[max(0, at - 2) : at - 1] != "\\"
        if is_picture:
            told = "en bild måste stå ensam på sin rad"
            self._fault(at - 1, told, "lägg bilden på en egen rad, eller sätt \\ före [", found.end - at + 1)
        elif not target.lower().startswith(LINK_SCHEMES) or " " in target or "\n" in target:
            told = f"länken till «{target}» kan inte följas"
            remedy = (
                "skriv hela adressen, med https:// eller mailto: först, eller sätt \\ före [ om det inte är en länk"
            )
            self._fault(at, told, remedy, found.end - at)
        elif not self.text[at + 1 : found.words_end].strip():
            self._fault(at, "länken saknar ord att klicka på", "skriv orden inom [ ]", found.end - at)
        return Link(self._content(at + 1, found.words_end), target), found.end - at

    def _span(self, at: int, found: Bracket) -> tuple[Inline, int]:
        language = language_of(self.text[found.inner_start : found.inner_end])
        if language is None:
            said = self.text[found.inner_start : found.inner_end].partition("=")[2].strip()
            told = f"«{said}» är ingen språkkod" if said else "text inom [ ] med { } efter ska ange ett språk"
            remedy = "skriv till exempel [Ubmeje]{lang=sju}, eller sätt \\ före hakparentesen"
            self._fault(at, told, remedy, found.end - at)
        elif not self.text[at + 1 : found.words_end].strip():
            self._fault(at, "språkmärket saknar ord", "skriv orden inom [ ]", found.end - at)
        return Span(self._content(at + 1, found.words_end), language or ""), found.end - at

    def _tell_oddities(self) -> None:
        for at, sign in odd_signs(self.text):
            told = f"tecknet U+{ord(sign):04X} hör till ett annat program och syns inte i dokumenten"
            self._fault(at, told, "ta bort tecknet, eller skriv det som det ska se ut")
        for at, word in underlined_words(self.text):
            self._hint(at, f"«{word}» skrivs ut som det står", f"skriv *{word.strip('_')}* om det ska vara kursivt")

    def _tell_lone_stars(self) -> None:
        for at in self.stars.lone:
            told = "«**» utan sitt par skrivs ut som det står"
            self._hint(at, told, "skriv ** både före och efter orden, utan mellanslag innanför")

    def _fault(self, at: int, message: str, remedy: str, length: int = 1) -> None:
        line, column = self._place(at)
        self.remarks.faults.append(Remark(line, column, message, remedy, length))

    def _hint(self, at: int, message: str, remedy: str) -> None:
        line, column = self._place(at)
        self.remarks.hints.append(Remark(line, column, message, remedy))

    def _place(self, at: int) -> tuple[int, int]:
        line = self.lines[bisect(self.ends, at - 1)].unindented
        return line.number, line.column + at - (self.text.rfind("\n", 0, at) + 1)


def _trimmed(line: SourceLine, has_next: bool) -> tuple[str, bool]:
    """Return a line's text without blanks around it, and whether the writer asked for a line break after it."""
    text = line.text.strip()
    if has_next and text.endswith("\\") and text[:-1].endswith((" ", "\t", "\u00a0")):
        return text[:-1].rstrip(), True
    return text, has_next and line.text.endswith("  ")


def _text(letters: list[str]) -> tuple[Inline, ...]:
    words = "".join(letters)
    return (Text(words),) if words else ()


_FOOTNOTE = "skriv det inom parentes i texten, eller sätt \\ före [ om det ska stå så"
