"""Rules for who was there and for which items: replacements, intervals, those who sign, adjustment and its notice.

Kommunallagen (2017:725) 5 kap. 65-69 §§, 8 kap. 12 § and 13 kap. 5 §; the last day of each goes on to the next working
day by lag (1930:173) om beräkning av lagstadgad tid, 2 §.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_docs.errors import Level
from naravard_docs.meeting.approval import (
    LONGEST_UNTIL_ADJUSTED,
    day_of_adjustment,
    last_day_of_appeal,
    later_day,
    latest_day_of_posting,
    posted_on_all_boards,
)
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.deadlines import working_day_from
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import section_label, sections_label
from naravard_docs.meeting.numbers import ItemNumber, NumberSet
from naravard_docs.meeting.participation import Participation, fits, is_same_person, takes_part_in
from naravard_docs.meeting.people import Person, PersonReference
from naravard_docs.swedish import long_date, quote, with_noun

_Placed = tuple[FieldPath, Person]


def attendance_findings(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield what does not hang together in who was there, who signs, and when the minutes were adjusted and posted."""
    yield from as_far_as_known(
        _signatories(meeting),
        _both_absent_and_present(meeting),
        _replacements(meeting),
        _outside(meeting, body),
        _approvers(meeting, body),
        _adjustment(meeting),
        _postings(meeting),
    )


def _placed(meeting: Meeting) -> tuple[_Placed, ...]:
    return tuple(
        (("närvarande", g, "personer", p), person)
        for g, group in enumerate(meeting.attendance)
        for p, person in enumerate(group.people)
    )


def _signatories(meeting: Meeting) -> Iterator[Finding]:
    people = meeting.people
    for rule, key, called, signing in (
        ("NV108", "ordförande", "ordföranden", meeting.chair),
        ("NV125", "sekreterare", "sekreteraren", meeting.secretary),
    ):
        for n, person in enumerate(signing if people else ()):
            if not any(is_same_person(person, each) for each in people):
                told = f"{called} {quote(person.name)} finns inte bland de närvarande"
                yield Finding(rule, (key, n), told, "lägg till personen under «närvarande», eller rätta namnet")


def _both_absent_and_present(meeting: Meeting) -> Iterator[Finding]:
    for n, person in enumerate(meeting.absent):
        for each in meeting.people:
            if is_same_person(person, each) and each.sections is None and not each.hours and not person.sections:
                told = f"{quote(person.name)} står både som närvarande och som frånvarande"
                yield Finding("NV111", ("frånvarande", n), told, "ta bort den ena, eller skriv «paragrafer»")


def _replacements(meeting: Meeting) -> Iterator[Finding]:
    numbers = meeting.numbers
    placed = _placed(meeting)
    serving: list[tuple[Person, PersonReference]] = []
    for path, person in placed:
        if (replaced := person.replaces) is None:
            continue
        yield from _beside(path, person, replaced, placed, numbers)
        if not any(fits(replaced, each) for each in (*meeting.absent, *meeting.people)):
            who = f"{quote(person.name)} tjänstgör för {quote(str(replaced))}"
            told = f"{who}, som varken är närvarande eller frånvarande"
            remedy = "lägg till den som ersätts under «frånvarande», eller rätta namnet"
            yield Finding("NV113", path, told, remedy, None if meeting.absent else Level.HINT)
        for other, same in serving:
            if _is_of_same(replaced, same) and not is_same_person(person, other) and _meet(person, other, numbers):
                told = f"{quote(person.name)} och {quote(other.name)} tjänstgör för {quote(str(replaced))} samtidigt"
                yield Finding("NV114", path, told, "rätta «paragrafer», så att de inte överlappar")
        serving.append((person, replaced))


def _beside(
    path: FieldPath, person: Person, replaced: PersonReference, placed: Sequence[_Placed], numbers: Sequence[ItemNumber]
) -> Iterator[Finding]:
    for _, other in placed:
        if fits(replaced, other) and replaced.name is not None and _meet(person, other, numbers):
            if is_same_person(person, other):
                told = f"{quote(person.name)} tjänstgör för sig själv"
            elif person.hours or other.hours:
                continue  # hours say nothing of items
            else:
                told = f"{quote(person.name)} tjänstgör för {quote(str(replaced))}, som själv är närvarande då"
            yield Finding("NV112", path, told, "skriv «paragrafer» hos dem, så att de inte överlappar")
            return


def _meet(one: Person, other: Person, numbers: Sequence[ItemNumber]) -> bool:
    return not (one.hours or other.hours) and any(takes_part_in(one, n) and takes_part_in(other, n) for n in numbers)


def _is_of_same(one: PersonReference, other: PersonReference) -> bool:
    return (one.name or "").casefold() == (other.name or "").casefold() and one.mark == other.mark


def _outside(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield intervals that name items that the meeting has not."""
    parts = [number.parts[0] for number in meeting.numbers]
    if not parts:
        return
    named: list[tuple[FieldPath, NumberSet | None]] = []
    for path, person in _placed(meeting):
        named += [((*path, "paragrafer"), person.sections), ((*path, "utom"), person.except_sections)]
    named += [(("justering", n, "paragrafer"), each.sections) for n, each in enumerate(meeting.approvals)]
    named += [(("anslag", n, "paragrafer"), each.sections) for n, each in enumerate(meeting.postings)]
    for key, people in (
        ("ordförande", meeting.chair),
        ("sekreterare", meeting.secretary),
        ("justerare", meeting.approvers),
    ):
        named += [((key, n, "paragrafer"), each.sections) for n, each in enumerate(people)]
    for path, numbers in named:
        limits = [each for pair in (numbers.ranges if numbers is not None else ()) for each in pair if each is not None]
        if any(not min(parts) <= each.parts[0] <= max(parts) for each in limits):
            whole = sections_label(
                NumberSet(((ItemNumber((min(parts),)), ItemNumber((max(parts),))),)), body.wording, " "
            )
            told = f"{quote(str(numbers))} ligger utanför mötet, som har {whole}"
            yield Finding("NV115", path, told, "rätta numren, eller «start_paragraf»")


def _approvers(meeting: Meeting, body: Body) -> Iterator[Finding]:
    if not meeting.approvers and meeting.status is not Status.DRAFT:
        remedy = "skriv «justerare:» med dem som justerar"
        yield Finding("NV117", ("justerare",), "protokollet har inga justerare", remedy)
    participation = Participation(meeting)
    if not any(group.standing is not None for group in meeting.attendance):
        return
    for n, approver in enumerate(meeting.approvers):
        if not any(is_same_person(approver, each) for each in participation.people):
            continue
        at = [number for number in meeting.numbers if takes_part_in(approver, number)]
        serves = [any(is_same_person(approver, p) for p in participation.serving_at(number)) for number in at]
        if at and not (all(serves) if approver.sections is not None else any(serves)):
            told = f"justeraren {quote(approver.name)} tjänstgjorde inte vid {_sections(approver, at, serves, body)}"
            yield Finding("NV109", ("justerare", n), told, "byt justerare, eller rätta «paragrafer» och «ställning»")


def _sections(approver: Person, at: Sequence[ItemNumber], serves: Sequence[bool], body: Body) -> str:
    missed = [number for number, is_there in zip(at, serves, strict=True) if not is_there]
    return section_label(missed[0], body.wording, " ") if approver.sections is not None else "något ärende"


def _adjustment(meeting: Meeting) -> Iterator[Finding]:
    held = meeting.end_date or meeting.date
    for n, approval in enumerate(meeting.approvals):
        if approval.date is None:
            continue
        if approval.date < meeting.date:
            told = f"justeringen, {long_date(approval.date)}, är före mötet den {long_date(meeting.date)}"
            yield Finding("NV121", ("justering", n), told, "rätta det ena datumet")
        elif approval.date > (latest := working_day_from(later_day(held, LONGEST_UNTIL_ADJUSTED))):
            days = with_noun((approval.date - held).days, "dag", "dagar")
            told = (
                f"protokollet justeras {days} efter mötet, men ska justeras inom 14 dagar (5 kap. 69 § kommunallagen)"
            )
            yield Finding("NV118", ("justering", n), told, f"justera senast {long_date(latest)}")


def _postings(meeting: Meeting) -> Iterator[Finding]:
    for n, posting in enumerate(meeting.postings):
        posted, adjusted = posting.posted, day_of_adjustment(meeting.approvals, posting.sections)
        first = adjusted or meeting.date
        if posted is not None and posted < first:
            told = f"anslaget sätts upp {long_date(posted)}, innan protokollet justeras {long_date(first)}"
            yield Finding("NV119", ("anslag", n, "uppsatt"), told, "rätta den ena dagen")
        last = working_day_from(latest_day_of_posting(adjusted)) if adjusted else None
        if posted is not None and last is not None and posted > last:
            latest = long_date(last)
            told = f"anslaget sätts upp {long_date(posted)}, men justeringen ska tillkännages senast {latest}"
            yield Finding("NV119", ("anslag", n, "uppsatt"), told, f"sätt upp det senast {latest}")
        if (posted := posted_on_all_boards(posting, meeting.postings)) is None or posting.removed is None:
            continue
        if posting.removed < (last_of_appeal := last_day_of_appeal(posted)):
            told = f"anslaget tas ned {long_date(posting.removed)}, innan tiden att överklaga har gått ut"
            yield Finding(
                "NV120", ("anslag", n, "nedtas"), told, f"låt det sitta till och med {long_date(last_of_appeal)}"
            )
