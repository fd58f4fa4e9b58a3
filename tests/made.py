"""The documents of the two example meetings, made once per process, and ways to make others."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from conftest import REPOSITORY
from kallelser import kallelser
from minutes_of_kinds import minutes_of_kinds
from parts_of_minutes import parts_of_minutes
from year_of_bodies import year_document

from naravard_docs.builder.follow_up import document_of_one, document_of_year
from naravard_docs.builder.plan import meeting_letters
from naravard_docs.check.pdf import PdfFile
from naravard_docs.compose.mail import Mail, compose_mail
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.recommendation import Letter, compose_recommendation
from naravard_docs.compose.reminder import compose_reminder
from naravard_docs.document.blocks import Block, Heading, List, Quote, Section
from naravard_docs.document.document import Document, Meta
from naravard_docs.html.writer import html_bytes
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.style.theme import Theme
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.load import LoadedMeeting, load_meeting

LETTER_STEM, MINUTES_STEM = "2021-03-19-samrad-vard-och-omsorg", "2023-03-24-systemledning"
FOLLOWED_UP_ON = date(2021, 11, 15)
THEME = Theme()


@cache
def loaded(stem: str) -> LoadedMeeting:
    return load_meeting(REPOSITORY / "meetings" / f"{stem}.yaml")


@cache
def letter() -> Letter:
    """Return the one recommendation of the examples."""
    (only,) = meeting_letters(loaded(LETTER_STEM))
    return only


@cache
def example_recommendation() -> LoadedRecommendation:
    """Return the recommendation with the answers that the examples have."""
    (only,) = load_recommendations(loaded(LETTER_STEM))
    return only


def example_reminder() -> Mail:
    """Return the reminder to one that has been reminded before, on the day that the examples are made for."""
    (standing,) = (
        s for s in example_recommendation().status(FOLLOWED_UP_ON).recipients if s.recipient.slug == "sorsele"
    )
    (own,) = (each for each in letter().to_each() if each.recipient == standing.recipient)
    return compose_reminder(own, standing, FOLLOWED_UP_ON)


def letter_name() -> str:
    """Return the file name of the examples' recommendation, without suffix."""
    return f"{LETTER_STEM}-rekommendation-{letter().recommendation.letter.slug}"


@cache
def documents() -> dict[str, Document]:
    """Return every kind of document that the examples have, and minutes of other kinds of body, by short names."""
    return {
        "protokoll-2021": _minutes(LETTER_STEM),
        "protokoll-2023": _minutes(MINUTES_STEM),
        "rekommendation-2021": compose_recommendation(letter()),
        "brev-umea": compose_recommendation(letter().to_each()[0]),
        "uppföljning-2021": document_of_one(example_recommendation(), FOLLOWED_UP_ON),
        "uppföljning-år": document_of_year(2021, [example_recommendation()], FOLLOWED_UP_ON),
        "sammanträdestider": year_document(),
        **minutes_of_kinds(),
        **parts_of_minutes(),
        **kallelser(),
    }


@cache
def example_mail() -> Mail:
    return compose_mail(letter())


@cache
def example_pdf(name: str) -> bytes:
    return pdf_bytes(documents()[name], THEME)


@cache
def example_word(name: str) -> bytes:
    return word_bytes(documents()[name], THEME)


@cache
def example_html(name: str) -> bytes:
    return html_bytes(documents()[name], THEME)


@cache
def example_pdf_file(name: str) -> PdfFile:
    return PdfFile(example_pdf(name))


def document_of(*blocks: Block, title: str = "Ett dokument") -> Document:
    """Return a document of some blocks, with nothing on every page."""
    return Document(Meta(title, "Ett organ", date(2026, 1, 2)), blocks)


def copy_examples(root: Path) -> Path:
    """Copy the example meetings and templates to a folder, as a workspace."""
    for folder in ("meetings", "templates"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return root


def headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    """Yield every heading below some blocks, in order."""
    for block in blocks:
        match block:
            case Heading():
                yield block
            case Section() | Quote():
                yield from headings(block.blocks)
            case List():
                for item in block.items:
                    yield from headings(item.blocks)


def squeezed(texts: Sequence[str]) -> str:
    """Return texts as one, with every run of white space as one space."""
    return " ".join(" ".join(texts).split())


def require_tool(name: str) -> str:
    """Return a program's path; skip the test where it is missing, or fail where the environment demands it."""
    found = shutil.which(name)
    return missing_tool(f"{name} is not installed") if found is None else found


def missing_tool(reason: str) -> NoReturn:
    """Skip the test since a tool is missing, or fail where the environment demands all tools."""
    said = f"{reason}, so this is not checked"
    if os.environ.get("NARAVARD_REQUIRE_TOOLS") == "1":
        pytest.fail(said)
    pytest.skip(said)


def _minutes(stem: str) -> Document:
    meeting = loaded(stem)
    return compose_minutes(meeting.meeting, meeting.workspace.house, meeting.attached_texts)
