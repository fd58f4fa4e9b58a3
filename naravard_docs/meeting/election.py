"""Elections (val): who was elected to what, in whose place and until when."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from naravard_docs.meeting.people import PersonReference, PersonReferences
from naravard_docs.meeting.values import MarkedLine, Record, SwedishDate, entries_by_name


class Election(Record):
    """An election to one assignment; as an entry of a mapping: «ledamot i nämnden: Bo Al (S)»."""

    written_by_name: ClassVar[tuple[str, str]] = ("uppdrag", "person")

    assignment: MarkedLine = Field(alias="uppdrag", description="Uppdraget: ledamot i socialnämnden.")
    people: PersonReferences = Field(alias="person", min_length=1, description="Den eller de som valdes: Bo Al (S).")
    nominated: PersonReferences = Field((), alias="nominerade", description="De som nominerades, om flera eller andra.")
    after: PersonReference | None = Field(None, alias="efter", description="Den som hade uppdraget förut.")
    term: MarkedLine | None = Field(None, alias="mandattid", description="Hur länge uppdraget varar: två år.")
    until: SwedishDate | None = Field(None, alias="till_och_med", description="Sista dagen för uppdraget.")


Elections = Annotated[tuple[Election, ...], entries_by_name(Election)]
