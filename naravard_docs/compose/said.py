"""What was proposed and said under an item: proposals, motions, jäv, reservations and statements, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from naravard_docs.compose.printed_item import PrintedItem, lead_in, sentence
from naravard_docs.compose.texts import CLAUSE, inline_content, read_clause
from naravard_docs.document.blocks import Block, Heading, List, ListItem, ListKind, Paragraph, Role, number_items
from naravard_docs.document.inlines import Emphasis, Inline, Text, text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.motion import Motion, Proposal, ProposedClause
from naravard_docs.meeting.statement import Reservation, Statement, StatementKind
from naravard_docs.meeting.wording import DecisionStyle, ItemPart

_HEADINGS = {
    StatementKind.REMARK: ("Protokollsanteckning", "Protokollsanteckningar"),
    StatementKind.STATEMENT: ("Särskilt yttrande", "Särskilda yttranden"),
    StatementKind.EXPLANATION: ("Röstförklaring", "Röstförklaringar"),
}
_HANDED_IN = {
    StatementKind.REMARK: "en protokollsanteckning",
    StatementKind.STATEMENT: "ett särskilt yttrande",
    StatementKind.EXPLANATION: "en röstförklaring",
}


def proposal_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield the proposals that lay before the body: whose each is, and its clauses as they were written."""
    heading = printed.wording.headings.get(ItemPart.PROPOSALS, "") if len(printed.item.proposals) == 1 else ""
    for n, proposal in enumerate(printed.item.proposals):
        name = printed.id_of("förslag", n)
        if proposal.by is not None and not heading.casefold().startswith(proposal.by.casefold()):
            who = inline_content(proposal.by[:1].upper() + proposal.by[1:])
            yield lead_in(f"{name}.av", who, f" {printed.tense('föreslår', 'föreslog')}")
        yield _proposed(proposal, printed, name)


def _proposed(proposal: Proposal, printed: PrintedItem, name: str) -> List:
    contents = [_clause(clause, f"{name}.sats-{n}") for n, clause in enumerate(proposal.clauses, 1)]
    is_numbered = printed.wording.decision_style is DecisionStyle.SENTENCES
    items = number_items(contents) if is_numbered else tuple(map(ListItem, contents))
    return List(f"{name}.satser", ListKind.NUMBER if is_numbered else ListKind.DASH, items)


def _clause(clause: ProposedClause, name: str) -> tuple[Block, ...]:
    """Return a clause as it was proposed, and what became of it: «godkänna planen (bifall)»."""
    first, *others = _lines(clause.text, name)
    if clause.outcome is None:
        return (first, *others)
    outcome = Emphasis(text(f"({clause.outcome.value})"))
    if others or not isinstance(first, Paragraph):
        return (first, *others, Paragraph(f"{name}.utfall", (outcome,)))
    return (replace(first, content=(*first.content, Text(" "), outcome)),)


def _lines(written: str, name: str) -> tuple[Block, ...]:
    """Return a text that is a line, or paragraphs and lists, as blocks."""
    if "\n" in written:
        return read_clause(written, replace(CLAUSE, id=name, role=Role.BODY)).blocks
    return (Paragraph(name, inline_content(written)),)


def motion_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield the motions put at the meeting: «Anna Ek (M) yrkade bifall till förvaltningens förslag.»."""
    for n, motion in enumerate(printed.item.motions):
        yield from _motion(motion, printed, printed.id_of("yrkanden", n))


def _motion(motion: Motion, printed: PrintedItem, name: str) -> Iterator[Block]:
    does = (*printed.people(motion.by), Text(f" {printed.tense('yrkar', 'yrkade')}")) if motion.by else ()
    after = _after_motion(motion, printed)
    if len(motion.asks) == 1 and "\n" not in motion.asks[0]:
        asked = sentence(does, " " if does else "", inline_content(motion.asks[0]))
        yield Paragraph(name, (*asked, *((Text(" "), *after) if after else ())))
        return
    if does:
        yield lead_in(name, does)
    asks = tuple(ListItem(_lines(each, f"{name}.yrkar-{n}")) for n, each in enumerate(motion.asks, 1))
    yield List(f"{name}.yrkar", ListKind.DASH, asks)
    if after:
        yield Paragraph(f"{name}.efter", after)


def _after_motion(motion: Motion, printed: PrintedItem) -> tuple[Inline, ...]:
    """Return who seconded a motion, and that it was withdrawn: «Cia Dal (C) instämde. Yrkandet togs tillbaka.»."""
    seconds = f" {printed.tense('instämmer', 'instämde')}"
    seconded = sentence(printed.people(motion.seconded_by), seconds) if motion.seconded_by else ()
    withdrawn = text(f"Yrkandet {printed.tense('tas', 'togs')} tillbaka.") if motion.withdrawn else ()
    return (*seconded, Text(" "), *withdrawn) if seconded and withdrawn else seconded or withdrawn


def recusal_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield who had to leave (jäv); kommunallagen (2017:725) 6 kap. 30 §: neither taking part nor present."""
    if printed.item.recused:
        took_part, was = printed.tense("deltar", "deltog"), printed.tense("är", "var")
        why = Text(f"På grund av jäv {took_part} ")
        rest = f" inte i handläggningen och {was} inte närvarande"
        yield Paragraph(printed.id_of("jäv"), sentence((why, *printed.people(printed.item.recused)), rest))


def not_taking_part(printed: PrintedItem) -> Iterator[Block]:
    """Yield who abstained from deciding; kommunallagen (2017:725) 4 kap. 25 §."""
    if printed.item.not_taking_part:
        does = f" {printed.tense('deltar', 'deltog')} inte i beslutet"
        yield Paragraph(printed.id_of("deltar_inte"), sentence(printed.people(printed.item.not_taking_part), does))


def reservation_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield the reservations; those alike after one another, with neither text nor attachment, are one sentence."""
    numbered = enumerate(printed.item.reservations)
    for (is_bare, favoured), group in groupby(numbered, lambda each: _kind(each[1])):
        listed = list(group)
        if is_bare:
            who = tuple(one for _, reservation in listed for one in reservation.by)
            words = (Text(f"Mot beslutet {_reserves(printed)} "), *printed.people(who), *_in_favour_of(favoured))
            yield Paragraph(printed.id_of("reservationer", listed[0][0]), sentence(words))
            continue
        for n, reservation in listed:
            yield from _reservation(reservation, printed, n)


def _kind(reservation: Reservation) -> tuple[bool, str | None]:
    return not (reservation.text or reservation.attachment), reservation.in_favour_of


def _in_favour_of(favoured: str | None) -> tuple[Inline, ...]:
    return (Text(" till förmån för "), *inline_content(favoured)) if favoured else ()


def _reserves(printed: PrintedItem) -> str:
    return printed.tense("reserverar sig", "reserverade sig")


def _reservation(reservation: Reservation, printed: PrintedItem, n: int) -> Iterator[Block]:
    name = printed.id_of("reservationer", n)
    does = (*printed.people(reservation.by), Text(f" {_reserves(printed)} mot beslutet"))
    does = (*does, *_in_favour_of(reservation.in_favour_of))
    see = _see(reservation.attachment, printed)
    if not reservation.text:
        yield Paragraph(name, sentence(does, see))
        return
    yield lead_in(name, does, see, " med följande text")
    yield from printed.prose(reservation.text, "reservationer", n, "text")


def _see(attachment: Attachment | None, printed: PrintedItem) -> str:
    return f" (se {printed.named(attachment).in_text})" if attachment is not None else ""


def statement_parts(printed: PrintedItem) -> Iterator[Block]:
    """Yield what members had written into the minutes, kind by kind, each kind under its heading."""
    told = list(enumerate(printed.item.statements))
    has_own_heading = ItemPart.STATEMENTS in printed.wording.headings
    for kind in dict.fromkeys(statement.kind for _, statement in told):
        of_kind = [(n, statement) for n, statement in told if statement.kind is kind]
        if not has_own_heading:
            heading = _HEADINGS[kind][len(of_kind) > 1]
            yield Heading(f"{printed.name}.anteckningar.{kind.value.replace(' ', '-')}.rubrik", 3, text(heading))
        for n, statement in of_kind:
            yield from _statement(statement, printed, n)


def _statement(statement: Statement, printed: PrintedItem, n: int) -> Iterator[Block]:
    name = printed.id_of("anteckningar", n)
    handed_in = f" {printed.tense('lämnar', 'lämnade')} {_HANDED_IN[statement.kind]}"
    see = _see(statement.attachment, printed)
    who = printed.people(statement.by)
    begins = (who, handed_in, see) if who else (_HEADINGS[statement.kind][0], see)
    if not statement.text:
        yield Paragraph(name, sentence(*begins))
    elif who or see:
        yield lead_in(name, *begins)
    yield from printed.prose(statement.text, "anteckningar", n, "text")
