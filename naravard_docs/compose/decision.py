"""Decisions as the documents have them: the sentence as it stands, or an opening with its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_docs.compose.texts import CLAUSE, inline_content, read_clause
from naravard_docs.document.blocks import Block, Heading, List, ListItem, ListKind, Paragraph, Role, number_items
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, Span, Strong, Text, plain_text, text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.decision import Clause, Decision, DecisionBlock
from naravard_docs.meeting.registered_item import sub_point_label
from naravard_docs.meeting.wording import DecisionStyle
from naravard_docs.swedish import capitalise, enumeration, long_date


def minuted_decision(decision: Decision, body: Body, name: str, has_heading: bool = False) -> tuple[Block, ...]:
    """Return a decision as minutes have it, with who is to do what is told to be done, and when.

    Below the body's own heading for decisions, which stands in place of «Systemledningen beslutade», it has no opening.
    """
    return tuple(_parts(decision, body, name, has_heading=has_heading, is_minuted=True))


def decision_blocks(
    decision: Decision, body: Body, name: str, when: str = "", is_numbered: bool = False
) -> tuple[Block, ...]:
    """Return a decision: the sentence as it stands, or «Systemledningen beslutade:» with its clauses, block by block.

    ``when`` comes after «beslutade», as in «beslutade vid sitt sammanträde den 19 mars 2021»; several clauses are
    numbered where they are to be cited by number, whatever the body's style.
    """
    return tuple(_parts(decision, body, name, when, is_numbered))


def _parts(
    decision: Decision,
    body: Body,
    name: str,
    when: str = "",
    is_numbered: bool = False,
    has_heading: bool = False,
    is_minuted: bool = False,
) -> Iterator[Block]:
    """Yield the blocks of a decision, whose clauses are counted through all of them."""
    first, is_cited = 1, is_numbered and len(decision.all_clauses) > 1
    for n, part in enumerate(decision.parts, 1):
        of_part = name if n == 1 else f"{name}-{n}"
        if part.heading is not None:
            yield Heading(f"{of_part}.underrubrik", 3, inline_content(part.heading), Role.DECISION)
        if part.sentence is not None:
            yield Paragraph(of_part, inline_content(part.sentence), Role.DECISION)
            continue
        yield from _led(part, of_part) if has_heading and part.verb is None else (opening(part, body, of_part, when),)
        contents = [
            clause_blocks(clause, body, f"{name}.sats-{n}", is_minuted, has_att=part.ends_with_att)
            for n, clause in enumerate(part.clauses, first)
        ]
        yield _clauses(contents, body, of_part, first, is_cited)
        first += len(part.clauses)


def _clauses(contents: Sequence[tuple[Block, ...]], body: Body, of_part: str, first: int, is_cited: bool) -> List:
    is_numbered = is_cited or body.wording.decision_style is DecisionStyle.SENTENCES
    items = number_items(contents, first if is_cited else 1) if is_numbered else tuple(map(ListItem, contents))
    return List(f"{of_part}.satser", ListKind.NUMBER if is_numbered else ListKind.DASH, items, Role.DECISION)


def _led(part: DecisionBlock, name: str) -> Iterator[Paragraph]:
    """Yield what comes before the clauses as a sentence of its own: «Att rekommendera kommunerna besluta:»."""
    if part.leads:
        content = (*_capitalised(_joined(list(map(inline_content, part.leads)))), Text(":"))
        yield Paragraph(name, content, Role.DECISION, keeps_with_next=True)


def opening(part: DecisionBlock, body: Body, name: str, when: str = "") -> Paragraph:
    """Return what comes before the clauses: «Systemledningen beslutade att rekommendera kommunerna:»."""
    does = f"{body.name_in_decisions} {part.verb or body.wording.decision_verb}"
    words = [text(" ".join(filter(None, (does, when)))), *map(inline_content, part.leads)]
    content = (*_joined(words), Text(":"))
    return Paragraph(name, content, Role.DECISION, keeps_with_next=True)


def _joined(words: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return what is not empty with blanks between."""
    told = [each for each in words if plain_text(each)]
    return tuple(one for n, each in enumerate(told) for one in ((Text(" "), *each) if n else each))


def clause_blocks(
    clause: Clause, body: Body, name: str, is_minuted: bool = False, has_att: bool = False
) -> tuple[Block, ...]:
    """Return a clause with «Att», or as a sentence, in the form it was written, and its points below.

    In minutes those who are to do it, and by when, stand below it. After words that have its «att» it has none.
    """
    if "\n" in clause.text:
        first, *others = read_clause(clause.text, replace(CLAUSE, id=name)).blocks
    else:
        first, others = Paragraph(name, inline_content(clause.text), Role.DECISION), []
    if not isinstance(first, Paragraph):  # read_clause refuses others
        raise AssertionError(first)
    told = _assignment(clause) if is_minuted else ()
    has_more = bool(others or clause.sub_points)
    begun = replace(first, id=name, content=_begun(first.content, body, has_att), keeps_with_next=has_more)
    if told and not has_more:
        return (replace(begun, content=(*begun.content, LineBreak(), *told)),)
    below = (Paragraph(f"{name}.uppdrag", told, Role.DECISION),) if told else ()
    return (begun, *others, *_sub_points(clause.sub_points, name), *below)


def _assignment(clause: Clause) -> tuple[Inline, ...]:
    """Return who is to do what a clause says, and by when; an uppdrag has all that was told of it at the meeting.

    What a recommendation tells of its recipients, its level and its days stands in the letter. The day it was done
    comes after the minutes, which are not to change for it: the register has it.
    """
    facts = [
        ("Ansvarig", clause.responsible),
        ("Klart senast", long_date(clause.due) if clause.due else None),
    ]
    if clause.clause_type is ClauseType.ASSIGNMENT:
        facts[1:1] = [("Riktas till", enumeration(clause.to)), ("Nivå", clause.level.value if clause.level else None)]
        facts += [
            ("Svar senast", long_date(clause.answer_by) if clause.answer_by else None),
            ("Gäller från", long_date(clause.valid_from) if clause.valid_from else None),
        ]
    told = " ".join(f"{label}: {value}." for label, value in facts if value)
    return (Emphasis(text(told)),) if told else ()


def _sub_points(points: Sequence[str], name: str) -> tuple[Block, ...]:
    items = tuple(
        ListItem((Paragraph(f"{name}.punkt-{n}", inline_content(point), Role.DECISION),), sub_point_label(n))
        for n, point in enumerate(points, 1)
    )
    return (List(f"{name}.underpunkter", ListKind.NUMBER, items, Role.DECISION),) if items else ()


def _begun(content: tuple[Inline, ...], body: Body, has_att: bool) -> tuple[Inline, ...]:
    if body.wording.decision_style is DecisionStyle.CLAUSES and has_att:
        return content
    if body.wording.decision_style is DecisionStyle.CLAUSES:
        return (Text("Att "), *content)
    return _capitalised(content)


def _capitalised(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inline content with its first letter as a capital."""
    first, *others = content or (Text(""),)
    match first:
        case Text():
            begun: Inline = Text(capitalise(first.text))
        case Strong() | Emphasis() | Link() | Span():
            begun = replace(first, children=_capitalised(first.children))
        case _:
            begun = first
    return (begun, *others)
