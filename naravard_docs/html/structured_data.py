"""The meeting of a page as JSON-LD, in the words of schema.org, for programs that gather meetings."""

from __future__ import annotations

import json
from typing import Any

from naravard_docs.document.document import Document
from naravard_docs.document.event import MeetingEvent

_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end the element that the data stands in, or is no sign of JavaScript (HTML, 4.12.1.3)."""


def structured_data(document: Document, address: str = "") -> str:
    """Return the data as the content of its element, empty for a document that is of no meeting.

    ``address`` is where the page stands, if it is known.
    """
    if document.event is None:
        return ""
    told = {"@context": "https://schema.org", **_event(document, document.event, address)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _event(document: Document, event: MeetingEvent, address: str) -> dict[str, Any]:
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    return _told(
        {
            "@type": "Event",
            "name": event.name,
            "startDate": event.start,
            "endDate": event.end,
            "eventStatus": f"https://schema.org/{status}",
            "location": {"@type": "Place", "name": event.place} if event.place else "",
            "organizer": _organiser(event),
            "inLanguage": document.meta.language,
            "url": address,
            "subjectOf": _document(document),
        }
    )


def _organiser(event: MeetingEvent) -> dict[str, Any]:
    kind = "GovernmentOrganization" if event.is_of_authority else "Organization"
    parent = {"@type": kind, "name": event.organisation}
    return {"@type": kind, "name": event.body, "parentOrganization": parent}


def _document(document: Document) -> dict[str, Any]:
    meta = document.meta
    return _told(
        {
            "@type": "DigitalDocument",
            "name": meta.title,
            "dateCreated": meta.date.isoformat(),
            "identifier": meta.identifier,
            "encodingFormat": "text/html",
        }
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of some values."""
    return {name: value for name, value in values.items() if value}
