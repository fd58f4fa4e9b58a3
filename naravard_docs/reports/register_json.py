"""The register of decisions as JSON; docs/handbok/register.md says which names are OParl's, Popolo's and our own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from naravard_docs.meeting.registered_decision import RegisteredDecision
from naravard_docs.meeting.registered_item import (
    RegisteredItem,
    RegisteredMotion,
    RegisteredPerson,
    RegisteredReservation,
    RegisteredVote,
)

_OPTIONS: Mapping[str, str] = {"ja": "yes", "nej": "no", "avstår": "abstain", "frånvarande": "absent"}
"""Popolo's words for how one voted, by the meeting file's."""


def register_json(decisions: Iterable[RegisteredDecision]) -> str:
    """Return decisions as JSON, an object for each."""
    return json.dumps([_as_json(one) for one in decisions], ensure_ascii=False, indent=2, default=date.isoformat)


def _as_json(one: RegisteredDecision) -> dict[str, Any]:
    item = one.item
    return {
        "id": one.identifier,
        "reference": one.reference,
        "text": one.text,  # Popolo, Motion
        "classification": one.kind.value,  # Popolo, Motion
        "date": item.date,  # Popolo, Motion
        "organization_id": item.body_key,  # Popolo, Motion
        "meeting": {  # OParl 1.1, Meeting
            "id": item.meeting,
            "name": f"{item.body} {item.date.isoformat()}",
            "meetingState": item.status.value,
            "organization": [item.body],
        },
        "agendaItem": _agenda_item(item),
        "vote_events": [_vote_event(vote, n, item) for n, vote in enumerate(item.votes, 1)],  # Popolo, Motion
        "opening": one.opening or None,
        "point": one.point,
        "to": one.to,
        "level": one.level,
        "answer_by": one.answer_by,
        "valid_from": one.valid_from,
        "responsible": one.responsible,
        "due": one.due,
        "done": one.done,
        "sources": [{"url": f"meetings/{item.file}"}],  # Popolo, Link
    }


def _agenda_item(item: RegisteredItem) -> dict[str, Any]:
    return {  # OParl 1.1, AgendaItem
        "id": item.identifier,
        "number": item.number.removeprefix("ärende "),
        "order": item.order,
        "name": item.heading,
        "public": not item.is_secret,
        "result": item.disposal,
        "resolutionText": item.decision,
        "under": item.above or None,
        "reference_number": item.reference_number,
        "motions": [_motion(motion) for motion in item.motions],
        "reservations": [_reservation(each) for each in item.reservations],
        "sent_to": item.sent_to,
    }


def _motion(motion: RegisteredMotion) -> dict[str, Any]:
    return {  # Popolo, Motion
        "text": motion.text,
        "classification": "yrkande",
        "creators": [_person(one) for one in motion.by],
        "result": "återtaget" if motion.is_withdrawn else None,
    }


def _reservation(reservation: RegisteredReservation) -> dict[str, Any]:
    return {"by": [_person(one) for one in reservation.by], "text": reservation.text or None}


def _vote_event(vote: RegisteredVote, number: int, item: RegisteredItem) -> dict[str, Any]:
    """Return a vote as Popolo has it; what yes and no meant, and what decided, are our own names."""
    sides = [{"option": _OPTIONS[side.option], "value": side.count} for side in vote.sides]
    candidates = [{"option": who, "value": count} for who, count in vote.candidates]
    return {  # Popolo, VoteEvent
        "identifier": f"{item.identifier}.omröstningar-{number}",
        "organization_id": item.body_key,
        "start_date": item.date,
        "result": vote.outcome or None,
        "counts": sides + candidates,  # Popolo, Count
        "votes": [  # Popolo, Vote
            {"option": _OPTIONS[side.option], **_voter(one)} for side in vote.sides for one in side.people
        ],
        "heading": vote.heading or None,
        "yes_for": vote.yes_for or None,
        "no_for": vote.no_for or None,
        "decided_by": vote.decided_by,
        "is_secret": vote.is_secret,
    }


def _voter(one: RegisteredPerson) -> dict[str, Any]:
    """Return who voted: a person with the group, or a party alone as the group."""
    name = f"{one.name}, {one.mark}" if one.name and one.mark else one.name
    return {"voter": {"name": name} if name else None, "group": {"name": one.party} if one.party else None}


def _person(one: RegisteredPerson) -> dict[str, Any]:
    return {"name": f"{one.name}, {one.mark}" if one.name and one.mark else one.name, "group": one.party}
