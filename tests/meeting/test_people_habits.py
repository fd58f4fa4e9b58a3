"""How minutes of real bodies write people on one line, in other orders than the handbook's."""

from __future__ import annotations

import pytest

from naravard_docs.meeting.people import Person

HABITS = (
    ("Niclas Burvall (S) tjänstgörande", {"party": "S", "role": "tjänstgörande"}),
    ("Gabriel Barjosef (S) ledamot", {"party": "S", "role": "ledamot"}),
    (
        "Ida Ek (S) tjänstgörande ersättare, Umeå kommun",
        {"organisation": "Umeå kommun", "role": "tjänstgörande ersättare"},
    ),
    ("Åsa Ulander, ordförande (S)", {"party": "S", "role": "ordförande"}),
    ("Pirjo Jonsson, vice ordförande (S) §33-37", {"party": "S", "role": "vice ordförande"}),
    ("Bo Ek, chef för hälso- och sjukvård (HSF)", {"party": None, "role": "chef för hälso- och sjukvård (HSF)"}),
    ("Bo Ek, Region Västerbotten (RV)", {"party": None, "organisation": "Region Västerbotten (RV)"}),
)
"""How minutes of real bodies write a party and a role without the comma or in another order."""


@pytest.mark.parametrize(("line", "known"), HABITS)
def test_a_role_may_stand_beside_the_party(line: str, known: dict[str, str | None]) -> None:
    """A role that only follows the party, or that the party follows, is a role; an abbreviation is no party."""
    person = Person.model_validate(line)
    assert {name: getattr(person, name) for name in known} == known


def test_a_semicolon_is_in_no_name() -> None:
    """What was meant as a comma does not become a part of the name."""
    with pytest.raises(ValueError, match="no name"):
        Person.model_validate("Per Ek; Skyddsombud")
