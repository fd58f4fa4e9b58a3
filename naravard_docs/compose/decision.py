"""Decisions as the documents have them: the sentence as it stands, or an opening with its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from naravard_docs.compose.texts import CLAUSE, inline_content, read_clause
from naravard_docs.document.blocks import Block, List, ListItem, ListKind, Paragraph, Role, number_items
from naravard_docs.document.inlines import Emphasis, Inline, Link, Span, Strong, Text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.body import Body, DecisionStyle
from naravard_docs.meeting.decision import Clause, Decision
from naravard_docs.meeting.registered_decision import sub_point_label
from naravard_docs.swedish import capitalise


def decision_blocks(decision: Decision, body: Body, name: str, when: str = "") -> tuple[Block, ...]:
    """Return a decision: the sentence as it stands, or «Systemledningen beslutade:» with its clauses.

    ``when`` comes after «beslutade», as in «beslutade vid sitt sammanträde den 19 mars 2021».
    """
    if decision.sentence is not None:
        return (Paragraph(name, inline_content(decision.sentence), Role.DECISION),)
    contents = [clause_blocks(clause, body, f"{name}.sats-{n}") for n, clause in enumerate(decision.clauses, 1)]
    kind = ListKind.DASH if body.wording.decision_style is DecisionStyle.CLAUSES else ListKind.NUMBER
    items = number_items(contents) if kind is ListKind.NUMBER else tuple(map(ListItem, contents))
    return (opening(decision, body, name, when), List(f"{name}.satser", kind, items, Role.DECISION))


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
    begun = replace(first, id=name, content=_begun(first.content, body))
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
