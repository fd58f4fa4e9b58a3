"""No key of an item is lost: each is filled with a value of its own, and found in the PDF and in the Word file."""

from __future__ import annotations

from datetime import date

import pytest
from every_key import NOT_FILLED, EveryKey
from made import THEME, squeezed
from test_written_texts import records

from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word import word_texts
from naravard_docs.check.word_rules import word_faults
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.document import Document
from naravard_docs.document.labels import document_labels
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes

STYLES = {
    "förval": {},
    "löpande": {"omröstning": "löpande", "beslutsstil": "meningar", "beslut": "först", "delärenden": "bokstav"},
    "bilaga": {"omröstning": "bilaga", "diarienummer": {"ord": "Dnr", "plats": "rubrik"}, "beslutsrubrik": "Beslut"},
    "egen ordning": {
        "ordning": ["skickas_till", "bilagor", "beslut", "delärenden", "text"],
        "beslutsstil": "strecksatser",
    },
    "utan rubriker": {"rubriker": {"yrkanden": "nej", "reservationer": "nej", "anteckningar": "Annat"}},
}


def minutes_of(item: AgendaItem, wording: dict[str, object]) -> Document:
    body = Body.model_validate({"namn": "Nämnden", "ordval": wording})
    following = {"datum": "2031-12-31"}
    meeting = Meeting.model_validate(
        {"organ": "n", "datum": date(2031, 1, 1), "status": "justerat", "nästa_möte": following, "ärenden": [item]}
    )
    return compose_minutes(meeting, SharedTemplates(Organisation(name="Orten"), {"n": body}))


@pytest.mark.parametrize(
    ("style", "each"), [("förval", 2), ("löpande", 1), ("bilaga", 2), ("egen ordning", 1), ("utan rubriker", 1)]
)
def test_every_key_is_in_both_files(style: str, each: int) -> None:
    """Whatever the body's wording, and with one or two of each, both files say everything and pass their checks."""
    filled = EveryKey(each)
    document = minutes_of(filled.item(), STYLES[style])
    pdf, word = pdf_bytes(document, THEME), word_bytes(document, THEME)
    labels = " ".join(label for _, label, _ in document_labels(document.blocks))
    for said in (squeezed(PdfFile(pdf).texts()), squeezed(word_texts(word))):
        written = f"{said} {labels}".casefold()
        lost = [(key, value) for key, value in filled.expected if value.casefold() not in written]
        assert lost == []
    assert list(pdf_faults(pdf, document)) == []
    assert list(word_faults(word, document)) == []


def test_every_field_is_filled_or_has_its_reason() -> None:
    """A new field of an item or what it holds is filled by its type, or is told why it is not."""
    filled = EveryKey()
    filled.item()
    told = {key for key, _ in filled.expected} | NOT_FILLED.keys()
    below = {
        one for one in records(AgendaItem) if one.__name__ not in ("Recommendation", "FollowedUp", "LetterCorrection")
    }
    leaves = {
        f"{model.__name__}.{name}"
        for model in below
        for name, of_field in model.model_fields.items()
        if not any(isinstance(one, type) for one in records_in(of_field.annotation))
    }
    assert sorted(leaves - told - {"Attachment.path"}) == []


def records_in(annotation: object) -> list[type]:
    from test_written_texts import Record

    found: list[type] = []
    waiting = [annotation]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and hasattr(one, "model_fields") and issubclass(one, Record):
            found.append(one)
        waiting += getattr(one, "__args__", ())
    return found


def test_the_test_finds_what_is_lost() -> None:
    """What the minutes do not say is told: here, the motions."""
    filled = EveryKey()
    document = minutes_of(filled.item().model_copy(update={"motions": ()}), {})
    said = squeezed(PdfFile(pdf_bytes(document, THEME)).texts())
    assert {key for key, value in filled.expected if value not in said} >= {"Motion.asks"}
