"""The follow-up of recommendations: how far they have come on a day, one alone or all of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from naravard_docs.compose import inlines, letterhead
from naravard_docs.compose.answer_tables import follow_up_parts
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.status_sentences import status_summary, summary_of_all
from naravard_docs.document.blocks import (
    Block,
    Column,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Section,
    Table,
)
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import plain_text, strong, text
from naravard_docs.meeting.shared_templates import Illustration, SharedTemplates
from naravard_docs.meeting.state import State
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.swedish import enumeration, long_date

TALLEST_CHART_MM = 200


class YearFollowUp(Struct, frozen=True):
    """The recommendations whose letters are of a year, with a chart of them all."""

    number: int
    as_of: date
    standings: tuple[RecommendationStatus, ...]
    chart: Illustration


def compose_follow_up(standing: RecommendationStatus, chart: Illustration, house: SharedTemplates) -> Document:
    """Return the follow-up of one recommendation as a document."""
    asked = standing.recommendation
    matter = asked.letter.matter
    meta = Meta(
        title=f"Uppföljning av rekommendation till beslut om {matter}",
        author=asked.body.name,
        date=standing.as_of,
        subject=f"Läget den {long_date(standing.as_of)}",
        identifier=asked.letter.reference_number or "",
        publisher=house.organisation.name,
    )
    blocks = (
        Heading("titel", 1, text("Uppföljning"), Role.TITLE),
        Paragraph("rekommendation", text(asked.title), Role.SUBTITLE),
        _facts("uppgifter", [("Läget", long_date(standing.as_of)), *_about(standing)]),
        Heading("sammanfattning.rubrik", 2, text("Sammanfattning")),
        Paragraph("sammanfattning", text(status_summary(standing))),
        _figure("diagram", chart),
        *follow_up_parts(standing, "uppföljning", 2),
    )
    return _document(meta, letterhead.status_mark(asked.meeting.status), f"Uppföljning: {matter}", blocks, house)


def compose_year(year: YearFollowUp, house: SharedTemplates) -> Document:
    """Return the follow-up of a year's recommendations as a document, with a summary over them all first."""
    standings, as_of = year.standings, year.as_of
    bodies = list(dict.fromkeys(each.recommendation.body.name for each in standings))
    title = f"Uppföljning av rekommendationer {year.number}"
    meta = Meta(
        title=title,
        author=enumeration(bodies),
        date=as_of,
        subject=f"Läget den {long_date(as_of)}",
        publisher=house.organisation.name,
    )
    blocks = (
        Heading("titel", 1, text(title), Role.TITLE),
        _facts("uppgifter", [("Läget", long_date(as_of)), ("Beslutade av", enumeration(bodies))]),
        Heading("sammanfattning.rubrik", 2, text("Sammanfattning")),
        Paragraph("sammanfattning", text(summary_of_all(standings))),
        _table_of_all(standings),
        _figure("diagram", year.chart),
        *(block for standing in standings for block in _one_of_many(standing)),
    )
    mark = letterhead.status_mark(*(each.recommendation.meeting.status for each in standings))
    return _document(meta, mark, title, blocks, house)


def _document(meta: Meta, mark: str, running: str, blocks: Iterable[Block], house: SharedTemplates) -> Document:
    return Document(
        meta=meta,
        header=letterhead.page_header(mark, running, long_date(meta.date)),
        first_header=letterhead.first_page_header(mark),
        footer=letterhead.footer(house.organisation.name),
        blocks=normalise_blocks((*letterhead.letterhead(house), *blocks)),
    )


def _one_of_many(standing: RecommendationStatus) -> Iterator[Block]:
    """Yield a recommendation's part of a year, on a page of its own."""
    asked = standing.recommendation
    name, title = asked.reference, text(asked.heading)
    yield PageBreak(f"{name}.ny-sida")
    yield Section(
        name,
        (
            Heading(f"{name}.rubrik", 2, title),
            _facts(f"{name}.uppgifter", list(_about(standing))),
            Paragraph(f"{name}.sammanfattning", text(status_summary(standing))),
            *follow_up_parts(standing, name, 3),
        ),
        title=plain_text(title),
    )


def _table_of_all(standings: Sequence[RecommendationStatus]) -> Table:
    """Return a row for each recommendation, with how many have answered it."""
    columns = (
        Column(text("Rekommendation"), 49),
        Column(text("Svar senast"), 30),
        Column(text("Mottagare"), 20),
        Column(text("Besvarat"), 18),
        Column(text("Svar saknas"), 16),
        Column(text("Inte skickat"), 17),
    )
    rows = tuple(tuple(text(cell) for cell in _row(standing)) for standing in standings)
    return Table("alla", columns, rows, summary="Rekommendationerna och hur många som har svarat")


def _row(standing: RecommendationStatus) -> Iterator[str]:
    asked, states = standing.recommendation, standing.by_state
    owing = [each for each in standing.recipients if each.owes]
    yield asked.heading
    yield long_date(asked.letter.answer_by)
    yield from map(str, (len(standing.recipients), states[State.ANSWERED], len(owing), states[State.NOT_SENT]))


def _figure(name: str, chart: Illustration) -> Figure:
    return Figure(name, chart.data, chart.alt_text, chart.width_mm, TALLEST_CHART_MM)


def _facts(name: str, facts: Sequence[tuple[str, str]]) -> Paragraph:
    lines = [(strong(f"{label}:"), *text(f" {value}")) for label, value in facts]
    return Paragraph(name, inlines.join_lines(lines), Role.FACTS)


def _about(standing: RecommendationStatus) -> Iterator[tuple[str, str]]:
    asked = standing.recommendation
    letter = asked.letter
    corrected = [long_date(each.date) for each in letter.corrections if each.date <= standing.as_of]
    yield "Beslutad av", f"{asked.body.name} den {long_date(asked.meeting.date)}"
    yield "Brevets datum", long_date(letter.date)
    if corrected:
        yield "Rättat", enumeration(corrected)
    yield "Svar senast", long_date(letter.answer_by)
    yield "Mottagare", asked.distribution_list.name
    if letter.reference_number is not None:
        yield "Diarienummer", letter.reference_number
