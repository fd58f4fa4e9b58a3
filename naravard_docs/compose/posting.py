"""The notice that minutes are adjusted, and the proof of it (anslag/bevis): one for the meeting, or one for some items.

Days that are not given are worked out of the law's (``meeting.approval``) where the body follows it, and marked as a
proposal: whoever posts the notice sees the law's limits, and fills in the day it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from naravard_docs.compose.meeting_facts import Fact, handled_numbers, items_fact, labelled_lines, meeting_days
from naravard_docs.compose.texts import inline_content
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Role,
    Section,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.inlines import Emphasis, Inline, Text, text
from naravard_docs.meeting.approval import (
    Posting,
    day_of_adjustment,
    first_day_of_removal,
    latest_day_of_posting,
    posted_on_all_boards,
)
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.swedish import long_date

POSTING_SECTION, POSTING_TITLE = "anslag", "Anslag/bevis"
POSTING_SIGNATURE = "Underskrift av den som anslår"
"""The notice's section, how it begins, and how it ends where the law is followed."""


def posting_blocks(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield the notice, where one is told of or the body's front page is to have it."""
    follows_law = body.profile.follows_local_government_act
    has_one = body.wording.has_front_page and follows_law
    postings = meeting.postings or ((Posting(),) if has_one else ())
    if not postings:
        return
    blocks: list[Block] = [Heading("anslag.rubrik", 2, text(POSTING_TITLE), Role.CLOSING)]
    if follows_law:
        blocks.append(
            Paragraph(
                "anslag.inledning", text("Justeringen av protokollet tillkännages genom anslag."), keeps_with_next=True
            )
        )
    blocks += _one(postings[0], meeting, body) if len(postings) == 1 else _several(postings, meeting, body)
    if follows_law:
        signed = (Signatory("", POSTING_SIGNATURE),)
        blocks.append(SignatureBlock("anslag-underskrift", signed, body.wording.signature_fields))
    yield Section(POSTING_SECTION, tuple(blocks), Role.CLOSING, POSTING_TITLE)


def _one(posting: Posting, meeting: Meeting, body: Body) -> Iterator[Block]:
    facts = (*_about(meeting, body), *_facts(posting, meeting, body))
    yield Paragraph("anslag.uppgifter", labelled_lines(iter(facts)), Role.SIGNED, keeps_with_next=True)


def _several(postings: tuple[Posting, ...], meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield a table with a row for each notice, and the columns that one of them has something for."""
    yield Paragraph("anslag.uppgifter", labelled_lines(_about(meeting, body)), keeps_with_next=True)
    listed = [dict(_facts(posting, meeting, body)) for posting in postings]
    labels = list(dict.fromkeys(label for facts in listed for label, value in facts.items() if value))
    rows = tuple(tuple(facts.get(label, ()) for label in labels) for facts in listed)
    yield Table("anslag.tabell", tuple(Column(text(label)) for label in labels), rows, summary=POSTING_TITLE)


def _about(meeting: Meeting, body: Body) -> Iterator[Fact]:
    yield "Organ", text(body.name)
    yield "Sammanträdesdatum", text(meeting_days(meeting))


def _facts(posting: Posting, meeting: Meeting, body: Body) -> Iterator[Fact]:
    """Yield what is told of a notice, and the days that the law gives where they are not."""
    sections = posting.sections or (handled_numbers(meeting) if len(meeting.postings) < 2 else None)
    posted, removed = _days(posting, meeting, body)
    yield "Anslagstavla", text(posting.board) if posting.board else ()
    if sections:
        yield items_fact(sections, body)
    yield "Anslaget sätts upp", posted
    yield "Anslaget tas ned", removed
    yield "Protokollet förvaras", inline_content(posting.kept_at) if posting.kept_at else ()


def _days(posting: Posting, meeting: Meeting, body: Body) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return when the notice is put up and taken down: as given, else as proposed to those who follow the law."""
    proposes = body.profile.follows_local_government_act
    adjusted = day_of_adjustment(meeting.approvals, posting.sections)
    latest = posted_on_all_boards(posting, meeting.postings) or (latest_day_of_posting(adjusted) if adjusted else None)
    posted = _given(posting.posted) or (_proposed_posting(latest) if proposes else ())
    return posted, _given(posting.removed) or (_proposed_removal(latest) if proposes else ())


def _given(day: date | None) -> tuple[Inline, ...]:
    return text(long_date(day)) if day else ()


def _proposed_posting(latest: date | None) -> tuple[Inline, ...]:
    # kommunallagen (2017:725) 8 kap. 12 §
    when = _unbroken(latest) if latest else "andra dagen efter justeringen"
    return _proposal(f"senast {when}")


def _proposed_removal(posted: date | None) -> tuple[Inline, ...]:
    # kommunallagen (2017:725) 8 kap. 12 § and 13 kap. 5 §
    when = _unbroken(first_day_of_removal(posted)) if posted else "när tiden för överklagande har gått ut"
    return _proposal(f"tidigast {when}")


def _unbroken(day: date) -> str:
    return f"den {long_date(day)}".replace(" ", "\u00a0")


def _proposal(words: str) -> tuple[Inline, ...]:
    return (Emphasis(text("Förslag: ")), Text(words))
