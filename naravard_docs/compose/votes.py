"""Votes: what yes and no meant, the numbers, and who voted how, in the item or in lists at the end of the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from naravard_docs.compose.printed_item import PrintedItem, person_content, sentence, without_end
from naravard_docs.compose.texts import inline_content, plain_line
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    List,
    ListItem,
    ListKind,
    PageBreak,
    Paragraph,
    Role,
    Section,
    Table,
)
from naravard_docs.document.inlines import Inline, Text, strong, text
from naravard_docs.meeting.people import PersonReference
from naravard_docs.meeting.vote import DecidedBy, Vote, VoteSide
from naravard_docs.meeting.wording import VoteForm

APPENDIX = "Omröstningslistor"
_SUM = "Summa"
_CROSS = "X"
_DECIDED_BY = {
    DecidedBy.CASTING_VOTE: ("Ordförandens utslagsröst avgör.", "Ordförandens utslagsröst avgjorde."),
    DecidedBy.LOT: ("Lotten avgör.", "Lotten avgjorde."),
}


class _Side(Struct, frozen=True):
    """Those who voted alike: the word for how, how many, and their names as far as they are told."""

    word: str
    count: int
    people: tuple[PersonReference, ...]


def vote_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield an item's votes in order."""
    for n, vote in enumerate(printed.item.votes):
        if heading := _heading(vote, n, printed):
            yield Heading(f"{printed.id_of('omröstningar', n)}.rubrik", 3, heading)
        yield from _vote(vote, printed, n)


def has_vote_list(printed: PrintedItem) -> bool:
    """Return whether names of an item's votes stand in lists at the end of the minutes."""
    is_apart = printed.wording.vote_form is VoteForm.APPENDIX and not printed.is_withheld
    return is_apart and any(vote.has_names for vote in printed.item.votes)


def vote_lists(printed_items: Sequence[tuple[PrintedItem, str]]) -> Iterator[Block]:
    """Yield the votes by name that stand at the end, from a new page; each item has its label beside it."""
    told = [(printed, label) for printed, label in printed_items if has_vote_list(printed)]
    if not told:
        return
    name = "omröstningslistor"
    blocks: list[Block] = [Heading(f"{name}.rubrik", 2, text(APPENDIX))]
    for printed, label in told:
        blocks += _lists_of_item(printed, label)
    yield PageBreak(f"{name}.ny-sida")
    yield Section(name, tuple(blocks), Role.BODY, APPENDIX)


def _lists_of_item(printed: PrintedItem, label: str) -> Iterator[Block]:
    for n, vote in enumerate(printed.item.votes):
        if vote.has_names:
            name = f"{printed.id_of('omröstningar', n)}.lista"
            which = _heading(vote, n, printed)
            item = (Text(f"{label} "), *inline_content(printed.item.heading))
            yield Heading(f"{name}.rubrik", 3, (*item, *((Text(": "), *which) if which else ())))
            yield _table(vote, printed, name)


def _heading(vote: Vote, n: int, printed: PrintedItem) -> tuple[Inline, ...]:
    """Return a vote's own heading, or its number where there are several; nothing for the only one."""
    if vote.heading is not None:
        return inline_content(vote.heading)
    return text(f"Omröstning {n + 1}") if len(printed.item.votes) > 1 else ()


def _vote(vote: Vote, printed: PrintedItem, n: int) -> Iterator[Block]:
    name = printed.id_of("omröstningar", n)
    if meant := _meaning(vote):
        yield Paragraph(f"{name}.innebörd", sentence(meant), keeps_with_next=True)
    if told := _result(vote, printed):
        yield Paragraph(f"{name}.resultat", _spaced(told))
    if vote.candidates:
        yield _candidates(vote, f"{name}.röster")
    if vote.has_names:
        yield from _names(vote, printed, name)
    if after := _outcome(vote, printed):
        yield Paragraph(f"{name}.utfall", _spaced(after))


def _meaning(vote: Vote) -> tuple[Inline, ...]:
    """Return «Ja för Anna Eks yrkande, nej för Bo Als yrkande»."""
    told = [(word, what) for word, what in (("ja", vote.yes_for), ("nej", vote.no_for)) if what is not None]
    content: list[Inline] = []
    for word, what in told:
        begins = f", {word} för " if content else f"{word.capitalize()} för "
        content += [Text(begins), *inline_content(without_end(what))]
    return tuple(content)


def _result(vote: Vote, printed: PrintedItem) -> tuple[tuple[Inline, ...], ...]:
    """Return how the vote went, sentence by sentence."""
    numbers = ", ".join(f"{side.count} {side.word}" for side in _sides(vote, printed))
    secret = f"Omröstningen {printed.tense('är', 'var')} sluten."
    return tuple(
        text(one) for one in (secret if vote.is_secret else "", f"Resultat: {numbers}." if numbers else "") if one
    )


def _outcome(vote: Vote, printed: PrintedItem) -> tuple[tuple[Inline, ...], ...]:
    """Return what decided, what came of it, and where the names are, sentence by sentence."""
    told: list[tuple[Inline, ...]] = []
    if vote.decided_by is not None:
        told.append(text(printed.tense(*_DECIDED_BY[vote.decided_by])))
    if vote.outcome is not None:
        told.append(sentence(inline_content(vote.outcome)))
    if vote.attachment is not None:
        told.append(text(f"Rösterna redovisas i {printed.named(vote.attachment).in_text}."))
    return tuple(told)


def _spaced(sentences: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    return tuple(one for n, each in enumerate(sentences) for one in ((Text(" "), *each) if n else each))


def _candidates(vote: Vote, name: str) -> Table:
    rows = [(text(who), text(str(count))) for who, count in vote.candidates.items()]
    total = ((strong(_SUM),), (strong(str(sum(vote.candidates.values()))),))
    columns = (Column(text("Röster på")), Column(text("Antal"), is_numeric=True))
    return Table(name, columns, (*rows, total), summary="Röster på var och en")


def _names(vote: Vote, printed: PrintedItem, name: str) -> Iterator[Block]:
    match printed.wording.vote_form:
        case VoteForm.TABLE:
            yield _table(vote, printed, f"{name}.namn")
        case VoteForm.RUNNING:
            yield _running(vote, printed, f"{name}.namn")
        case VoteForm.APPENDIX:
            told = f"Hur var och en röstade står under rubriken {APPENDIX}, sist i protokollet."
            yield Paragraph(f"{name}.namn", text(told))


def _table(vote: Vote, printed: PrintedItem, name: str) -> Table:
    """Return who voted how: name, party, and a cross in one of the columns; the last row has the sums."""
    sides = _sides(vote, printed)
    columns = [Column(text(word)) for word in ("Namn", "Parti", *(side.word.capitalize() for side in sides))]
    rows = [
        (_name(one), text(one.party or "–"), *(text(_CROSS) if at == n else () for at in range(len(sides))))
        for n, side in enumerate(sides)
        for one in side.people
    ]
    total = ((strong(_SUM),), (), *((strong(str(side.count)),) for side in sides))
    what = plain_line(vote.heading) if vote.heading else ""
    summary = f"Hur var och en röstade: {what}" if what else "Hur var och en röstade"
    return Table(name, tuple(columns), (*rows, total), summary=summary)


def _name(one: PersonReference) -> tuple[Inline, ...]:
    """Return a name without its party, which has a column of its own."""
    if one.name is None:
        return text(one.party or "")
    return (*inline_content(one.name), *((Text(f", {one.mark}"),) if one.mark else ()))


def _running(vote: Vote, printed: PrintedItem, name: str) -> List:
    """Return who voted how in running text, side by side: «Ja (2): Anna Ek (M), Di Fors (KD)»."""
    items = []
    for side in _sides(vote, printed):
        content: list[Inline] = [Text(f"{side.word.capitalize()} ({side.count}){':' if side.people else ''}")]
        for n, one in enumerate(side.people):
            content += [Text(", " if n else " "), *person_content(one)]
        items.append(ListItem((Paragraph(f"{name}.{side.word}", tuple(content)),)))
    return List(name, ListKind.BULLET, tuple(items))


def _sides(vote: Vote, printed: PrintedItem) -> tuple[_Side, ...]:
    """Return the sides of a vote with all who are named one by one, a party's members too."""
    return tuple(_side(word, side, printed) for word, side in vote.sides)


def _side(word: str, side: VoteSide, printed: PrintedItem) -> _Side:
    people = printed.with_parties(printed.each_of(side.names))
    return _Side(word, len(people) if side.number is None else side.number, people)
