"""Keep the tables of the handbook's chapter «Nycklar» in step with the models: ``python docs/make_keys_chapter.py``.

A key's words in the table are kept as they were written there; a new key gets those of its field, and one that is no
more is taken away. The order is that of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic.fields import FieldInfo

from naravard_docs.meeting.agenda_item import AgendaItem, FollowedUp, SubItem
from naravard_docs.meeting.approval import Approval, Posting
from naravard_docs.meeting.attachment import Attachment, BasisDocument
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList, Recipient
from naravard_docs.meeting.correction import CorrectedLine, MinutesCorrection
from naravard_docs.meeting.decision import Clause, Decision, DecisionBlock
from naravard_docs.meeting.election import Election
from naravard_docs.meeting.issued_notice import IssuedNotice
from naravard_docs.meeting.meeting import Adjournment, Meeting, NextMeeting
from naravard_docs.meeting.member import Member, MemberGroup
from naravard_docs.meeting.motion import Motion, Proposal, ProposedClause
from naravard_docs.meeting.notice import Notice
from naravard_docs.meeting.people import AbsentPerson, AttendanceGroup, Person, PersonReference, Presenter
from naravard_docs.meeting.planned_meeting import PlannedMeeting, Schedule
from naravard_docs.meeting.recommendation import LetterCorrection, Recommendation
from naravard_docs.meeting.statement import Reservation, Statement
from naravard_docs.meeting.values import EntriesByName, OneOrMore, Reading, Record
from naravard_docs.meeting.vote import Vote, VoteSide, VotingRoll
from naravard_docs.meeting.wording import ReferenceNumberStyle, Wording

CHAPTER = Path(__file__).parent / "handbok" / "nycklar.md"
TABLES: dict[str, type[Record]] = {
    "Mötet": Meeting,
    "Utskickad kallelse": IssuedNotice,
    "Person": Person,
    "Frånvarande": AbsentPerson,
    "Hänvisning till en person": PersonReference,
    "Grupp av närvarande": AttendanceGroup,
    "Avbrott": Adjournment,
    "Justering": Approval,
    "Anslag": Posting,
    "Röstlängd": VotingRoll,
    "Ärende": AgendaItem,
    "Delärende": SubItem,
    "Det som följs upp": FollowedUp,
    "Föredragande": Presenter,
    "Handling": BasisDocument,
    "Förslag": Proposal,
    "Förslagets punkt": ProposedClause,
    "Yrkande": Motion,
    "Omröstning": Vote,
    "Röster": VoteSide,
    "Beslut": Decision,
    "Beslutsblock": DecisionBlock,
    "Att-sats": Clause,
    "Reservation": Reservation,
    "Anteckning": Statement,
    "Val": Election,
    "Anmälning": Notice,
    "Rekommendation": Recommendation,
    "Bilaga": Attachment,
    "Nästa möte": NextMeeting,
    "Organ": Body,
    "Grupp av ledamöter": MemberGroup,
    "Ledamot": Member,
    "Planerat möte": PlannedMeeting,
    "Tider": Schedule,
    "Ordval": Wording,
    "Diarienumrets skrivsätt": ReferenceNumberStyle,
    "Personkort": Contact,
    "Sändlista": DistributionList,
    "Mottagare": Recipient,
}
"""The model of each table that is kept in step, by the heading above it."""

OTHERS = (MinutesCorrection, CorrectedLine, LetterCorrection)
"""Models whose tables share a heading with another, and are written by hand."""

_TABLE = re.compile(
    r"(?<=\n)### (?P<heading>[^\n]+)\n(?P<lead>(?:(?!\n#|\n\| Nyckel).)*)\n(?P<table>\| Nyckel.*?)\n\n", re.S
)
_ROW = re.compile(r"\| `(?P<key>[^`]+)` \| `[^`]+` \| (?P<told>.*?) \| (?P<needed>[^|]*) \|")
HEAD = "| Nyckel | Engelskt namn | Vad | Krävs |\n|---|---|---|---|"


def chapter(text: str) -> str:
    """Return the chapter with its tables in step."""
    return _TABLE.sub(_in_step, text)


def _in_step(found: re.Match[str]) -> str:
    model = TABLES.get(found["heading"])
    if model is None:
        return found[0]
    told = {row["key"]: (row["told"], row["needed"]) for row in _ROW.finditer(found["table"])}
    rows = (_row(name, field, told) for name, field in model.model_fields.items())
    return f"### {found['heading']}\n{found['lead']}\n{HEAD}\n" + "\n".join(rows) + "\n\n"


def _row(name: str, field: FieldInfo, told: dict[str, tuple[str, str]]) -> str:
    key = field.alias or name
    words, needed = told.get(key) or (" ".join(_words(field)), "")
    needed = "ja" if field.is_required() else needed if needed not in ("", "ja") else "nej"
    return f"| `{key}` | `{name}` | {words} | {needed} |"


def _words(field: FieldInfo) -> Iterator[str]:
    """Yield what a table says of a field: its description, whether it is a list, and where its keys are told."""
    yield field.description or ""
    is_short = OneOrMore in field.metadata or any(map(_is_by_name, field.metadata))
    if _is_list(field.annotation):
        yield "En eller flera." if is_short else "Lista."
    if {Reading.BLOCKS, Reading.LINE_OR_BLOCKS} & set(field.metadata):
        yield "Se [Så skriver du text](text.md)."
    yield from (f"Se [{heading}](#{_anchor(heading)})." for heading in _headings(field.annotation))


def _is_by_name(validator: object) -> bool:
    return isinstance(getattr(getattr(validator, "func", None), "__self__", None), EntriesByName)


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is tuple or any(map(_is_list, get_args(annotation)))


def _headings(annotation: Any) -> Iterator[str]:
    """Yield the heading of the table of a model that a field has."""
    yield from (heading for heading, model in TABLES.items() if model is annotation)
    for inner in get_args(annotation):
        yield from _headings(inner)


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


if __name__ == "__main__":
    CHAPTER.write_text(chapter(CHAPTER.read_text("utf-8")), encoding="utf-8", newline="\n")
