"""Lists: which lines of a run begin items, and of which list, told by marks, labels and indentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from naravard_docs.markup import marks
from naravard_docs.markup.faults import Remark
from naravard_docs.markup.labels import WrittenLabel
from naravard_docs.markup.lines import SourceLine, last_written, lines_of
from naravard_docs.markup.marks import ItemMark, MarkKind
from naravard_docs.markup.remarks import Remarks

DEEPEST_LIST = 3
INDENT = 2
"""Blanks from which on a line stands a level further in."""


class ItemLines(Struct):
    """An item as its lines: ``parts`` are runs of lines, and the lists below it, in order."""

    mark: ItemMark
    parts: list[list[SourceLine] | ListLines]
    is_loose: bool = False

    def add(self, lines: Sequence[SourceLine]) -> None:
        if isinstance(self.parts[-1], ListLines):
            self.parts.append([])
        part = self.parts[-1]
        if isinstance(part, list):
            part += lines


class ListLines(Struct):
    """A list as its items' lines; ``indent`` is that of its first item."""

    indent: int
    items: list[ItemLines] = field(default_factory=list)
    is_loose: bool = False
    has_only_ones: bool | None = None

    @property
    def mark(self) -> ItemMark:
        return self.items[0].mark


def read_list_lines(lines: Sequence[SourceLine], at: int, remarks: Remarks) -> tuple[ListLines, int]:
    """Return the list that begins with a line, and the number of the line that comes after it."""
    return _ListReader(lines, at, remarks).read()


class _ListReader:
    """Goes through the lines of a list; ``open`` has the list and those below it that the next item may belong to."""

    def __init__(self, lines: Sequence[SourceLine], at: int, remarks: Remarks) -> None:
        self.lines, self.at, self.remarks = lines, at, remarks
        self.open: list[ListLines] = []

    def read(self) -> tuple[ListLines, int]:
        first = self.lines[self.at]
        whole = ListLines(first.indent)
        self.open = [whole]
        if (mark := marks.mark_of(first)) is not None:
            self._begin(mark, first, after_blank=False)
        self.at += 1
        end = self.at
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.is_blank:
                if not self._take(line, after_blank=end < self.at, blanks=self.lines[end : self.at]):
                    break
                end = self.at + 1
            self.at += 1
        return whole, end

    def _take(self, line: SourceLine, after_blank: bool, blanks: Sequence[SourceLine]) -> bool:
        """Take a line into the list; say if it belongs to it."""
        is_outside = line.indent < self.open[0].indent + INDENT
        if is_outside and stands_alone(self.lines, self.at):
            return False
        mark = marks.mark_of(line)
        if mark is None and marks.is_amount(line):
            self._refuse_amount(line)
        if mark is not None:
            place = self._place_of(mark, line, after_blank)
            if place is not None:
                self.open = self.open[: place + 1] if place < len(self.open) else [*self.open, self._below(line)]
                self._begin(mark, line, after_blank)
                return True
            if after_blank and is_outside:
                return False
            self._tell_unread(mark, line)
        elif after_blank and is_outside:
            return False
        self._go_on(line, blanks)
        return True

    def _begin(self, mark: ItemMark, line: SourceLine, after_blank: bool) -> None:
        here = self.open[-1]
        if after_blank:
            here.is_loose = True
        if here.items:
            self._tell_step(here.items[-1].mark, mark, line)
        rest = line.unindented.after(mark.length)
        if mark.sign is not MarkKind.LABEL and marks.begins_with_amount(line):
            told = f"«{line.bare[:30]}» läses som en punkt i en lista, inte som ett belopp med minus"
            self.remarks.hints.append(Remark(line.number, line.unindented.column, told, "skriv \\- om det är minus"))
        if rest.is_blank:
            told = f"punkten «{line.bare}» saknar text"
            self.remarks.faults.append(Remark(line.number, line.unindented.column, told, _EMPTY_ITEM))
        here.items.append(ItemLines(mark, [[rest]]))
        if len(self.open) > DEEPEST_LIST:
            told = "listan har fler än tre nivåer"
            remedy = "skriv om den innersta nivån som text"
            self.remarks.faults.append(Remark(line.number, line.unindented.column, told, remedy))

    def _go_on(self, line: SourceLine, blanks: Sequence[SourceLine]) -> None:
        """Let a line go on with the last item, or after a blank line with the deepest item that it stands under."""
        if blanks:
            while len(self.open) > 1 and line.indent < self.open[-1].indent + INDENT:
                self.open.pop()
            self.open[-1].items[-1].is_loose = True
        self.open[-1].items[-1].add((*blanks, line) if blanks else (line,))

    def _below(self, line: SourceLine) -> ListLines:
        below = ListLines(line.indent)
        self.open[-1].items[-1].parts.append(below)
        return below

    def _place_of(self, mark: ItemMark, line: SourceLine, after_blank: bool) -> int | None:
        """Return which of the open lists a mark begins an item of, by number; the number after the last is a new one.

        None where the mark is not read.
        """
        anew = after_blank or self._after_colon()
        under = max((n for n, each in enumerate(self.open) if each.indent <= line.indent), default=0)
        if line.indent >= self.open[under].indent + INDENT:
            return self._place_further_in(mark, under, anew)
        near = [n for n, each in enumerate(self.open) if abs(each.indent - line.indent) < INDENT or n == under]
        for n in reversed(near):
            if self.open[n].mark.is_of_a_kind_with(mark) and self._follows(n, mark):
                return n
        same = [n for n in near if self.open[n].mark.is_of_a_kind_with(mark)]
        if same:
            return self._place_anew(mark, near, after_blank)
        return self._place_of_new_kind(mark, near[-1], after_blank, anew)

    def _place_further_in(self, mark: ItemMark, under: int, anew: bool) -> int | None:
        deeper = under + 1
        if deeper < len(self.open) and self.open[deeper].mark.is_of_a_kind_with(mark) and self._follows(deeper, mark):
            return deeper
        if not self._opens(mark, anew):
            return None
        self.open = self.open[: under + 1]
        return deeper

    def _place_anew(self, mark: ItemMark, near: Sequence[int], after_blank: bool) -> int | None:
        """Return the place of a label that does not follow: after a colon, or as the first Roman one, it goes down."""
        is_other = mark.label is not None and len(mark.label.values) > 1
        is_other = is_other and any(_is_next(mark, line) for line in self._rest())
        if not (self._after_colon() or is_other) or after_blank or not self._opens(mark, anew=True):
            return None
        self.open = self.open[: near[-1] + 1]
        return len(self.open)

    def _place_of_new_kind(self, mark: ItemMark, last: int, after_blank: bool, anew: bool) -> int | None:
        if not self._opens(mark, anew):
            return None
        if after_blank and not mark.is_certain and not self._goes_down_after_blank(mark):
            return None
        self.open = self.open[: last + 1]
        return len(self.open)

    def _goes_down_after_blank(self, mark: ItemMark) -> bool:
        """Return whether a new kind after a blank line is a level down: letters below numbers, or where one returns."""
        under = self.open[-1].mark
        if mark.label and under.label and not mark.label.is_number and under.label.is_number:
            return True
        return any(self._returns(line) for line in self._rest())

    def _returns(self, line: SourceLine) -> bool:
        later = marks.mark_of(line)
        return later is not None and any(
            each.mark.is_of_a_kind_with(later) and later.label is not None and self._follows(n, later)
            for n, each in enumerate(self.open)
        )

    def _rest(self) -> Iterator[SourceLine]:
        """Return the lines near by that may still belong to the list."""
        return _run_after(self.lines, self.at, self.open[0].indent)

    def _after_colon(self) -> bool:
        before = last_written(self.lines, self.at)
        return before is not None and before.ends_in_colon

    def _follows(self, n: int, mark: ItemMark) -> bool:
        """Return whether an item of an open list may come next: a higher number, the next letter, a bullet always."""
        here = self.open[n]
        last = here.items[-1].mark
        if mark.label is None or last.label is None:
            return mark.sign is not MarkKind.DASH or not self._is_lone(mark)
        if mark.label.is_number:
            return mark.label.is_higher_than(last.label) or self._are_all_ones(here, mark.label)
        return bool(mark.label.after(last.label))

    def _is_lone(self, mark: ItemMark) -> bool:
        """Dashes in an open list follow one another; there is always one before."""
        return not any(each.mark.is_of_a_kind_with(mark) for each in self.open)

    def _are_all_ones(self, here: ListLines, label: WrittenLabel) -> bool:
        """Return whether a list is numbered with nothing but ones."""
        if not label.is_first or here.mark.glyph != label.written:
            return False
        if here.has_only_ones is None:
            here.has_only_ones = self._has_only_ones(here, label)
        return here.has_only_ones

    def _has_only_ones(self, here: ListLines, label: WrittenLabel) -> bool:
        """Return whether the labels of a list of one item, and those to come, are the same."""
        if len(here.items) > 1:
            return False
        later = (marks.mark_of(line) for line in self._rest() if abs(line.indent - here.indent) < INDENT)
        return all(
            each.glyph == label.written for each in later if each and each.label and each.label.is_of_a_kind_with(label)
        )

    def _opens(self, mark: ItemMark, anew: bool) -> bool:
        """Return whether a mark may begin a list below an item.

        A label must be the first of its series, stand where lists begin, or have its neighbour after it, since hard
        line breaks leave «12. » and «p. » at the beginning of lines.
        """
        if mark.sign is MarkKind.BULLET:
            return anew or not marks.begins_with_amount(self.lines[self.at])
        if mark.label is None:
            return _is_next_mark(mark, self.lines[self.at], self._rest())
        has_neighbour = any(_is_next(mark, line) for line in self._rest())
        if has_neighbour:
            return True
        if mark.label.is_number:
            return mark.label.is_first or anew
        is_safe = mark.label.end == ")" or not mark.label.is_capital
        return is_safe and (mark.label.is_first or (anew and mark.label.end == ")"))

    def _refuse_amount(self, line: SourceLine) -> None:
        self.remarks.faults.append(amount_fault(line, in_list=True))

    def _tell_step(self, last: ItemMark, mark: ItemMark, line: SourceLine) -> None:
        """Tell of a number left out or repeated."""
        if last.label is None or mark.label is None or mark.label.after(last.label):
            return
        column = line.unindented.column
        if last.glyph == mark.glyph:
            told = f"«{mark.glyph}» står flera gånger i listan och skrivs ut som det står"
        else:
            told = f"efter «{last.glyph}» kommer «{mark.glyph}» i listan; båda skrivs ut som de står"
        self.remarks.hints.append(Remark(line.number, column, told, "låt det vara så, eller rätta numret"))

    def _tell_unread(self, mark: ItemMark, line: SourceLine) -> None:
        """Tell of a label that goes on with the text though the list has others of its kind."""
        if not any(each.mark.is_of_a_kind_with(mark) for each in self.open):
            return
        column = line.unindented.column
        told = f"«{mark.glyph}» börjar ingen ny punkt här; raden fortsätter punkten ovanför"
        remedy = "låt det vara så, eller rätta numret om det ska vara en egen punkt"
        self.remarks.hints.append(Remark(line.number, column, told, remedy))


def stands_alone(lines: Sequence[SourceLine], at: int) -> bool:
    """Return whether a line is a table's first, a figure or a rule, which no text runs into."""
    return marks.is_rule(lines[at]) or marks.is_figure(lines[at]) or begins_table(lines, at)


def begins_table(lines: Sequence[SourceLine], at: int) -> bool:
    """Return whether a line and the next are the head of a table."""
    return marks.has_cells(lines[at]) and at + 1 < len(lines) and marks.is_below_head(lines[at + 1])


def line_of_table(text: str, number: int) -> int:
    """Return the line, from 1, on which a text's table of a number, from 1, begins; 0 where there is none."""
    lines = lines_of(text)
    heads = [n + 1 for n in range(len(lines)) if begins_table(lines, n)]
    return heads[number - 1] if number <= len(heads) else 0


_EMPTY_ITEM = "skriv texten på samma rad som tecknet, eller ta bort raden"


def amount_fault(line: SourceLine, in_list: bool = False) -> Remark:
    """Return the fault of a line that is either a negative amount or an item."""
    bare = line.bare
    amount = bare[1:].strip()
    as_item = "eller ett ord före talet om det är en punkt" if in_list else f"• {amount} om det är en punkt"
    return Remark(
        line.number,
        line.unindented.column,
        f"«{bare}» kan vara ett belopp med minus eller en punkt i en lista",
        f"skriv \\{bare} om det är minus, {as_item}",
        len(bare),
    )


def begins_list(lines: Sequence[SourceLine], at: int, mark: ItemMark) -> bool:
    """Return whether a mark where blocks begin starts a list.

    A dash needs another after it, and so does a letter; a bullet or a number does not.
    """
    if mark.sign is MarkKind.BULLET or (mark.label and mark.label.is_number):
        return True
    rest = _run_after(lines, at, lines[at].indent)
    if mark.sign is MarkKind.DASH:
        return _is_next_mark(mark, lines[at], rest)
    return any(_is_next(mark, line) for line in rest)


def _is_next_mark(mark: ItemMark, line: SourceLine, rest: Iterator[SourceLine]) -> bool:
    """Return whether the next line with a mark, not further in, has the same one: two in a row."""
    marked = ((marks.mark_of(each), each) for each in rest)
    near = (found for found, each in marked if found and each.indent < line.indent + INDENT)
    following = next(near, None)
    return following is not None and mark.is_of_a_kind_with(following)


NEAR = 40
"""Lines within which a label's neighbour stands: what is looked further for costs more than it finds."""


def _run_after(lines: Sequence[SourceLine], at: int, indent: int) -> Iterator[SourceLine]:
    """Yield the lines of the run that a list may be: until a line after a blank one that goes on with no item."""
    is_after_blank = False
    for n in range(at + 1, min(at + NEAR, len(lines))):
        line = lines[n]
        if line.is_blank:
            is_after_blank = True
            continue
        if is_after_blank and line.indent < indent + INDENT and marks.mark_of(line) is None:
            return
        is_after_blank = False
        yield line


def _is_next(mark: ItemMark, line: SourceLine) -> bool:
    other = marks.mark_of(line)
    if other is None:
        return False
    if mark.label is None or other.label is None:
        return mark.is_of_a_kind_with(other)
    return mark.label.end == other.label.end and bool(other.label.after(mark.label))
