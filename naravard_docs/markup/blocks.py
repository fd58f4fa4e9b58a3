"""The reader of blocks: paragraphs, lists, quotations, headings, tables and figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from naravard_docs.document.blocks import (
    Block,
    Figure,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
)
from naravard_docs.document.inlines import Inline, plain_text
from naravard_docs.markup import marks
from naravard_docs.markup.inlines import InlineReader
from naravard_docs.markup.lines import REMOVED, SourceLine
from naravard_docs.markup.lists import (
    ItemLines,
    ListLines,
    amount_fault,
    begins_list,
    begins_table,
    read_list_lines,
)
from naravard_docs.markup.protect import place_in, placeholder, unprotect
from naravard_docs.markup.remarks import Remarks
from naravard_docs.markup.setting import Setting
from naravard_docs.markup.tables import read_table
from naravard_docs.markup.wraps import remark_on_breaks
from naravard_docs.swedish import enumeration, slug

LOWEST_HEADING = 3
DEEPEST_QUOTE = 3
FIGURE_WIDTH_MM, TALLEST_FIGURE_MM = 150.0, 200.0
_COUNTED = ("stycke", "lista", "citat", "tabell", "bild")


class BlockReader:
    """Reads lines to blocks, and gathers what is told of them in ``remarks``."""

    def __init__(self, setting: Setting, remarks: Remarks) -> None:
        self.setting, self.remarks = setting, remarks
        self.counts: dict[str, int] = {}
        self.level = setting.top_level - 1
        self.quote_depth = 0

    def blocks(self, lines: Sequence[SourceLine], is_open: bool = True, list_depth: int = 0) -> tuple[Block, ...]:
        """Return lines as blocks; ``is_open`` says that the first of them may begin any."""
        return tuple(_LineRun(self, lines, is_open, list_depth).read())

    def inlines(self, lines: Sequence[SourceLine]) -> tuple[Inline, ...]:
        """Return the content of a paragraph's lines."""
        return InlineReader(lines, self.remarks, self.setting.breaks_lines).read()

    def cell(self, line: SourceLine) -> tuple[Inline, ...]:
        """Return the content of a table's cell."""
        return InlineReader((line,), self.remarks, is_cell=True).read()

    def name(self, kind: str) -> str:
        """Return the next id of a kind: «….stycke-2»."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        number = self.counts[kind]
        return f"{self.setting.id}.{kind}-{number}" if number > 1 or kind in _COUNTED else f"{self.setting.id}.{kind}"


class _LineRun:
    """Goes through lines that stand under one another; ``paragraph`` has those of the paragraph that is begun."""

    def __init__(self, reader: BlockReader, lines: Sequence[SourceLine], is_open: bool, list_depth: int) -> None:
        self.reader, self.lines, self.list_depth = reader, lines, list_depth
        self.remarks = reader.remarks
        self.is_open = is_open
        self.begins_item = not is_open
        self.at = 0
        self.paragraph: list[SourceLine] = []
        self.made: list[Block] = []

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.is_blank:
                self._end_paragraph()
                self.is_open = True
                self.at += 1
            elif marks.is_words(line):
                self._add_words(line)
            elif not (self._anywhere(line) or (self.is_open and self._where_blocks_begin(line))):
                self._add(line)
        self._end_paragraph()
        return self.made

    def _anywhere(self, line: SourceLine) -> bool:
        """Read what begins a block wherever it stands; say if the line does."""
        mark = marks.mark_of(line)
        if mark is not None and mark.is_certain:
            self._list()
        elif marks.is_rule(line):
            self._end_paragraph()
            self.remarks.fault(line, f"raden «{line.bare[:20]}» är bara tecken", _RULE)
            self.at += 1
        elif begins_table(self.lines, self.at):
            self._end_paragraph()
            name = self.reader.name("tabell")
            table, self.at = read_table(name, self.lines, self.at, self.remarks, self.reader.cell)
            self.made += [table] if table else []
            self.is_open = True
        elif figure := marks.figure_in(line):
            self._end_paragraph()
            self._figure(line, *figure)
            self.at += 1
            self.is_open = True
        else:
            return False
        return True

    def _where_blocks_begin(self, line: SourceLine) -> bool:
        mark = marks.mark_of(line)
        if mark is not None and begins_list(self.lines, self.at, mark):
            self._list()
        elif marks.is_amount(line):
            return self._refuse_amounts()
        elif marks.begins_quote(line):
            self._end_paragraph()
            self._quote()
        elif depth := marks.heading_depth(line):
            self._end_paragraph()
            self._heading(line, depth)
        elif marks.has_cells(line):
            self.remarks.fault(line, "en rad som börjar med | är ingen tabell utan |---| på nästa rad", _TABLE)
            return False
        else:
            return False
        return True

    def _refuse_amounts(self) -> bool:
        """Refuse all amounts with a sign that stand under one another; say that they have been read."""
        while self.at < len(self.lines) and marks.is_amount(self.lines[self.at]):
            self.remarks.faults.append(amount_fault(self.lines[self.at]))
            self.at += 1
        return True

    def _add_words(self, line: SourceLine) -> None:
        self.paragraph.append(line)
        self.is_open = line.ends_in_colon
        self.at += 1

    def _add(self, line: SourceLine) -> None:
        """Let a line go on with the paragraph."""
        self._tell_signs(line)
        self.paragraph.append(self._without_escape(line))
        self.is_open = line.ends_in_colon
        self.at += 1

    def _without_escape(self, line: SourceLine) -> SourceLine:
        """Return a line without the backslash before its first mark; an item's own words can begin with none."""
        if self.begins_item and self.at == 0:
            return line
        follows_one = bool(self.paragraph) and REMOVED in self.paragraph[-1].text
        return marks.without_escape(line, may_be_label=self.is_open or bool(self.list_depth) or follows_one)

    def _tell_signs(self, line: SourceLine) -> None:
        if not self.is_open and marks.is_sign_in_text(line):
            told = f"raden börjar med «{line.bare[:1]}» men står inne i ett stycke, så tecknet skrivs ut"
            never = line.bare.startswith("+") or (marks.is_quoted(line) and not marks.begins_quote(line))
            self.remarks.hint(line, told, _AS_MEANT if never else _IN_PARAGRAPH)
        elif not self.is_open and (mark := marks.mark_of(line)) and mark.label and mark.label.is_first:
            told = f"raden börjar med «{mark.glyph}» men står inne i ett stycke, så den fortsätter stycket"
            self.remarks.hint(line, told, _IN_PARAGRAPH)
        elif not self.is_open and line.bare.startswith("|") and line.bare.endswith("|") and len(line.bare) > 1:
            self.remarks.fault(line, "en rad som börjar med | är ingen tabell utan |---| på nästa rad", _TABLE)
        elif self.is_open and marks.is_quoted(line) and not marks.begins_quote(line):
            told = "«>» före en siffra läses som «större än» och skrivs ut"
            self.remarks.hint(line, told, "börja citatet med ett ord om det är ett citat")

    def _end_paragraph(self) -> None:
        lines, self.paragraph = self.paragraph, []
        if not lines:
            return
        content = self.reader.inlines(lines)
        remark_on_breaks(lines, self.remarks)
        words = plain_text(content)
        name = place_in(words)
        if name is not None:
            self.made += self._inserted(name, words, lines[0])
        elif words.strip():
            self.made.append(Paragraph(self.reader.name("stycke"), content, self.reader.setting.role))

    def _inserted(self, name: str, words: str, line: SourceLine) -> tuple[Block, ...]:
        """Return what stands for the blocks that go into a place, until they are put in (see ``finish``)."""
        known = self.reader.setting.inserted
        if name in known and words.strip() == placeholder(name):
            return (Section(placeholder(name), ()),)
        self._refuse_place(name, known, line)
        return ()

    def _refuse_place(self, name: str, known: Collection[str], line: SourceLine) -> None:
        if name in known:
            self.remarks.fault(line, f"{{{{ {name} }}}} måste stå ensam på sin rad", "lägg en tom rad före och efter")
            return
        listed = enumeration([f"{{{{ {other} }}}}" for other in known], "eller")
        remedy = f"ta bort den, eller skriv {listed}" if listed else "ta bort den"
        self.remarks.fault(line, f"{{{{ {name} }}}} kan inte stå i den här filen", remedy)

    def _heading(self, line: SourceLine, depth: int) -> None:
        rest = line.unindented.after(depth)
        self.at += 1
        self.is_open = True
        if rest.is_blank:
            self.remarks.fault(line, "en rubrik saknar text", "skriv rubriken efter #, eller ta bort raden")
            return
        content = self.reader.inlines((rest.unindented,))
        words = plain_text(content)
        if (name := place_in(words)) is not None:
            self._refuse_place(name, self.reader.setting.inserted, line)
        top = self.reader.setting.top_level
        level = min(top + depth - 1, self.reader.level + 1, LOWEST_HEADING)
        self.reader.level = max(level, top - 1)
        name = self.reader.name(slug(unprotect(words), 30) or "rubrik")
        self.made.append(Heading(name, level, content, self.reader.setting.role))

    def _quote(self) -> None:
        first = self.at
        while self.at < len(self.lines) and marks.is_quoted(self.lines[self.at]):
            self.at += 1
        inner = [line.unindented.after(1) for line in self.lines[first : self.at]]
        self.is_open = False
        self.reader.quote_depth += 1
        if self.reader.quote_depth > DEEPEST_QUOTE:
            told = "citatet har fler än tre nivåer"
            self.remarks.fault(self.lines[first], told, "ta bort ett eller flera > först på raden")
        elif all(line.is_blank for line in inner):
            self.remarks.fault(self.lines[first], "ett citat saknar text", "skriv texten efter >, eller ta bort raden")
        else:
            name = self.reader.name("citat")
            self.made.append(Quote(name, self.reader.blocks([_closer(line) for line in inner])))
        self.reader.quote_depth -= 1

    def _figure(self, line: SourceLine, alternative: str, path: str) -> None:
        if not alternative:
            told = "bilden saknar alternativtext, så den som inte ser får inte veta vad den visar"
            self.remarks.fault(line, told, "skriv vad bilden visar: ![Karta över kommunerna](bilagor/karta.png)")
            return
        data = self.reader.setting.picture(path)
        if isinstance(data, tuple):
            message, remedy = data
            self.remarks.fault(line, f"bilden «{path}» {message}", remedy)
            return
        name = self.reader.name("bild")
        self.made.append(Figure(name, data, alternative, FIGURE_WIDTH_MM, TALLEST_FIGURE_MM, path))

    def _list(self) -> None:
        self._end_paragraph()
        lines, self.at = read_list_lines(self.lines, self.at, self.remarks)
        self.made.append(self._made_list(lines, self.list_depth + 1))
        self.is_open = False

    def _made_list(self, lines: ListLines, depth: int) -> List:
        name = self.reader.name("lista")
        items = tuple(ListItem(self._item(item, depth), item.mark.printed) for item in lines.items)
        is_tight = not (lines.is_loose or any(item.is_loose for item in lines.items))
        return List(name, lines.mark.list_kind, items, self.reader.setting.role, is_tight)

    def _item(self, item: ItemLines, depth: int) -> tuple[Block, ...]:
        made: list[Block] = []
        for part in item.parts:
            if isinstance(part, ListLines):
                made.append(self._made_list(part, depth + 1))
            else:
                made += self.reader.blocks(part, is_open=False, list_depth=depth)
        return tuple(made)


def _closer(line: SourceLine) -> SourceLine:
    """Return a line of a quotation without the one blank after its mark; what is more is its own indentation."""
    return line.after(1) if line.text.startswith((" ", "\u00a0")) else line


_RULE = "ta bort raden; en rubrik skrivs med # och ett mellanslag först på raden, en rad att fylla i med ____"
_TABLE = "skriv |---| under tabellens huvud, med lika många fält, eller sätt \\ före | om det inte är en tabell"
_AS_MEANT = "låt det vara så om det är menat"
_IN_PARAGRAPH = "menar du en lista, ett citat eller en rubrik? lägg en tom rad före"
