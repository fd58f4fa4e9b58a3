"""An extract, minutes adjusted at once, a proof of posting and minutes to publish, all of the example of a nämnd."""

from __future__ import annotations

from functools import cache

from conftest import REPOSITORY

from naravard_docs.compose.extract import ExtractSource, compose_extract, compose_partial_minutes
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.posting_proof import compose_board_text, compose_posting_proof
from naravard_docs.document.document import Document
from naravard_docs.meeting.addressees import addressees_of
from naravard_docs.meeting.item_choice import adjusted_at_once, choose_items
from naravard_docs.meeting.numbers import read_number_set
from naravard_docs.meeting.posting_days import notices_of
from naravard_docs.meeting.public_meeting import public_meeting
from naravard_docs.workspace.load import LoadedMeeting, load_meeting

EXAMPLE = REPOSITORY / "naravard_docs" / "workspace" / "examples" / "namnd"
STEM = "2024-03-20-bun"
PARTS = ("utdrag-nämnd", "omedelbart-nämnd", "anslag-nämnd", "publicerat-nämnd")


@cache
def committee() -> LoadedMeeting:
    return load_meeting(EXAMPLE / "meetings" / f"{STEM}.yaml")


@cache
def parts_of_minutes() -> dict[str, Document]:
    """Return the documents by short names."""
    loaded = committee()
    meeting, house = loaded.meeting, loaded.workspace.house
    extract = ExtractSource(choose_items(meeting, read_number_set("23, 25")), house)
    at_once = ExtractSource(adjusted_at_once(choose_items(meeting)), house)
    (addressee,) = addressees_of(["Kommunfullmäktige"], house)
    return {
        "utdrag-nämnd": compose_extract(extract, addressee),
        "omedelbart-nämnd": compose_partial_minutes(at_once),
        "anslag-nämnd": compose_posting_proof(notices_of(meeting)[1], meeting.postings, house),
        "publicerat-nämnd": compose_minutes(public_meeting(meeting), house),
    }


def board_text() -> Document:
    """Return what the example's last notice says on the web."""
    loaded = committee()
    return compose_board_text(notices_of(loaded.meeting)[1], loaded.meeting.postings, loaded.workspace.house)
