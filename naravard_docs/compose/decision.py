"""Decisions as the documents have them: the sentence as it stands, or an opening with its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from naravard_docs.compose.texts import CLAUSE, inline_content, read_clause
from naravard_docs.document.blocks import Block, Heading, List, ListItem, ListKind, Paragraph, Role, number_items
from naravard_docs.document.inlines import Emphasis, Inline, Link, Span, Strong, Text, text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.body import Body, DecisionStyle
from naravard_docs.meeting.decision import Clause, Decision
from naravard_docs.meeting.registered_decision import sub_point_label
from naravard_docs.swedish import capitalise


def minuted_decision(decision: Decision, body: Body, name: str) -> tuple[Block, ...]:
    """Return a decision as minutes have it: below the body's own heading for decisions, where it has one.

    The heading stands in place of «Systemledningen beslutade».
    """
    if (word := body.wording.decision_heading) is None:
        return decision_blocks(decision, body, name)
    heading = Heading(f"{name}.rubrik", 3, text(word), Role.DECISION)
    if decision.sentence is not None:
        return (heading, *decision_blocks(decision, body, name))
    led = (Paragraph(name, _led(decision.opening), Role.DECISION, keeps_with_next=True),) if decision.opening else ()
    return (heading, *led, _clauses(decision, body, name, is_numbered=False))


def decision_blocks(
    decision: Decision, body: Body, name: str, when: str = "", is_numbered: bool = False
) -> tuple[Block, ...]:
    """Return a decision: the sentence as it stands, or «Systemledningen beslutade:» with its clauses.

    ``when`` comes after «beslutade», as in «beslutade vid sitt sammanträde den 19 mars 2021»; several clauses are
    numbered where they are to be cited by number, whatever the body's style.
    """
    if decision.sentence is not None:
        return (Paragraph(name, inline_content(decision.sentence), Role.DECISION),)
    return (opening(decision, body, name, when), _clauses(decision, body, name, is_numbered))


def _clauses(decision: Decision, body: Body, name: str, is_numbered: bool) -> List:
    contents = [clause_blocks(clause, body, f"{name}.sats-{n}") for n, clause in enumerate(decision.clauses, 1)]
    is_numbered = (is_numbered and len(contents) > 1) or body.wording.decision_style is DecisionStyle.SENTENCES
    items = number_items(contents) if is_numbered else tuple(map(ListItem, contents))
    return List(f"{name}.satser", ListKind.NUMBER if is_numbered else ListKind.DASH, items, Role.DECISION)


def _led(words: str) -> tuple[Inline, ...]:
    """Return what comes before the clauses as a sentence of its own: «Att rekommendera kommunerna besluta:»."""
    return (*_capitalised(inline_content(words)), Text(":"))


def opening(decision: Decision, body: Body, name: str, when: str = "") -> Paragraph:
    """Return what comes before the clauses: «Systemledningen beslutade att rekommendera kommunerna:»."""
    words = " ".join(filter(None, (f"{body.name_in_decisions} beslutade", when)))
    led = (Text(" "), *inline_content(decision.opening)) if decision.opening else ()
    return Paragraph(name, (Text(words), *led, Text(":")), Role.DECISION, keeps_with_next=True)


def clause_blocks(clause: Clause, body: Body, name: str) -> tuple[Block, ...]:
    """Return a clause with «Att», or as a sentence, in the form it was written, and its points below."""
    if "\n" in clause.text:
        first, *others = read_clause(clause.text, replace(CLAUSE, id=name)).blocks
    else:
        first, others = Paragraph(name, inline_content(clause.text), Role.DECISION), []
    if not isinstance(first, Paragraph):  # read_clause refuses others
        raise AssertionError(first)
    has_more = bool(others or clause.sub_points)
    begun = replace(first, id=name, content=_begun(first.content, body), keeps_with_next=has_more)
    return (begun, *others, *_sub_points(clause.sub_points, name))


def _sub_points(points: Sequence[str], name: str) -> tuple[Block, ...]:
    items = tuple(
        ListItem((Paragraph(f"{name}.punkt-{n}", inline_content(point), Role.DECISION),), sub_point_label(n))
        for n, point in enumerate(points, 1)
    )
    return (List(f"{name}.underpunkter", ListKind.NUMBER, items, Role.DECISION),) if items else ()


def _begun(content: tuple[Inline, ...], body: Body) -> tuple[Inline, ...]:
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
