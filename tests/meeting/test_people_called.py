"""Who is called to a meeting: members in office that day, each once, replacements for information."""

from __future__ import annotations

from typing import Any

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people_called import people_called

MEETING = Meeting.model_validate({"organ": "n", "datum": "2027-02-12"})


def body(*groups: dict[str, Any], **more: Any) -> Body:
    """Return a body as it is on the meeting's day."""
    return Body.model_validate({"namn": "Nämnden", "grupper": list(groups), **more}).on(MEETING.date)


def group(heading: str, *people: str, **more: str) -> dict[str, Any]:
    return {"grupp": heading, "personer": list(people), **more}


def test_nobody_is_called_twice() -> None:
    """One who is a member and a replacement, or stands in two groups, is called once, as a member."""
    members = group("Ledamöter", "Bo Al (S), bo@a.example", "Cia Dal (C)", ställning="tjänstgörande")
    found = people_called(
        MEETING, body(group("Ersättare", "Bo Al (S)", ställning="ersättare"), members, group("Utskottet", "Cia Dal"))
    )
    assert [(each.name, each.is_for_information) for each in found] == [("Bo Al (S)", False), ("Cia Dal (C)", False)]


def test_only_those_in_office_are_called() -> None:
    """Days in office are heeded."""
    found = people_called(MEETING, body(group("Ledamöter", "Bo Al, till 2027-02-11", "Cia Dal, från 2027-02-12")))
    assert [each.name for each in found] == ["Cia Dal"]


def test_replacements_are_told_for_information_unless_they_serve() -> None:
    """A replacement is known by the group's standing, else by the words; one who serves is called as a member."""
    serving = {"grupp": "Tjänstgörande", "ställning": "tjänstgörande", "personer": ["Fia Berg"]}
    meeting = MEETING.model_copy(update=vars(Meeting.model_validate({**_head(), "närvarande": [serving]})))
    found = people_called(
        meeting, body(group("Ledamöter", "Bo Al, ordförande"), group("Ersättare", "Eva Alm", "Fia Berg", "Gun Ek"))
    )
    assert [(each.name, each.is_for_information, each.heading) for each in found] == [
        ("Bo Al", False, "Ledamöter"),
        ("Fia Berg", False, "Tjänstgörande ersättare"),
        ("Eva Alm", True, "Ersättare"),
        ("Gun Ek", True, "Ersättare"),
    ]


def test_addresses_are_found_wherever_they_stand() -> None:
    """An address stands with the member, in another group, with the chair, or on a contact card."""
    cards = {"dan": Contact.model_validate({"namn": "Dan Ek", "e-post": "dan@a.example"})}
    of_body = body(
        group("Ledamöter", "Anna Ek", "Bo Al", "Dan Ek", "Eva Alm"),
        group("Utskottet", "Bo Al, bo@a.example"),
        ordförande="Anna Ek, anna@a.example",
    )
    found = people_called(MEETING, of_body, cards)
    assert [each.email for each in found] == ["anna@a.example", "bo@a.example", "dan@a.example", None]


def test_the_chair_is_called_who_stands_in_no_group() -> None:
    """A chair whom only «ordförande» names is called, too."""
    found = people_called(MEETING, body(group("Ledamöter", "Bo Al"), ordförande="Anna Ek (M)"))
    assert [each.name for each in found] == ["Anna Ek (M)", "Bo Al"]


def test_namesakes_have_keys_of_their_own() -> None:
    """Two of one name are told apart by party and mark, in the names of their files too."""
    found = people_called(MEETING, body(group("Ledamöter", "Bo Al (S)", "Bo Al (M)", "Bo Al (M), Ersmark")))
    assert [each.key for each in found][:2] == ["bo-al", "bo-al-m"]
    assert len({each.key for each in found}) == len(found)


def test_without_members_those_whom_the_meeting_names_are_called() -> None:
    """A body without members in organ.yaml has those of the meeting file."""
    meeting = Meeting.model_validate({**_head(), "närvarande": [group("Alla", "Bo Al")]})
    assert [each.name for each in people_called(meeting, body())] == ["Bo Al"]


def _head() -> dict[str, str]:
    return {"organ": "n", "datum": "2027-02-12"}
