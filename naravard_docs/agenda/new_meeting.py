"""A new meeting file, filled in from what is known of the body, of its plans and of its earlier meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.agenda.draft_item import HEADING, DraftItem, standing_draft
from naravard_docs.agenda.earlier_meetings import EarlierMeetings, earlier_meetings, next_section
from naravard_docs.agenda.heading_list import HeadingList, ListedItem
from naravard_docs.agenda.item_order import in_order, listed_drafts, opening_length
from naravard_docs.agenda.meeting_file import MeetingDraft, meeting_text
from naravard_docs.agenda.open_recommendations import open_recommendations, recommendation_draft
from naravard_docs.agenda.previous_minutes import previous_meetings, with_previous_minutes
from naravard_docs.agenda.tabled_items import tabled_draft, tabled_items
from naravard_docs.agenda.tasks import open_tasks, task_item
from naravard_docs.errors import FileAccessError, Level, Problem, WrongUsageError, shown_path
from naravard_docs.meeting.agenda_item import ItemType
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.deadlines import weekday, why_free
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.periods import text_on
from naravard_docs.meeting.wording import Numbering
from naravard_docs.style.fonts import common_characters
from naravard_docs.swedish import enumeration, long_date, quote, with_noun
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.tree import read_tree
from naravard_docs.yaml.validate import validate_file

_MOST_FILES_OF_A_DAY = 99
NO_LIST = HeadingList()
"""Where no list of headings is given."""


class NewMeeting(Struct, frozen=True):
    """The file that was made, what was taken along from other meetings, and what is doubtful."""

    path: Path
    said: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def workspace_of(folder: Path) -> Workspace:
    """Return the workspace around a folder.

    Raises:
        WrongUsageError: if there is none.
    """
    workspace = Workspace.containing(folder)
    if not any((workspace.root / name).is_dir() for name in ("meetings", "templates")):
        raise WrongUsageError(
            f"här finns ingen arbetsyta: varken meetings/ eller templates/ i {shown_path(folder)} eller ovanför",
            "gå till mappen med meetings/, eller gör en arbetsyta: naravard starta",
        )
    return workspace


def next_planned_day(workspace: Workspace, key: str, today: date) -> date:
    """Return the day of a body's next planned meeting: after today, and after its last meeting file.

    Raises:
        WrongUsageError: if none is planned.
    """
    body = workspace.house.bodies[key]
    known = earlier_meetings(workspace, key, date.max)
    last = known.last.meeting if known.last else None
    after = max(today, max((each.meeting.date for each in known.meetings), default=today))
    if days := sorted(each.date for each in body.planned_meetings if each.date > after):
        return days[0]
    message = f"DATUM saknas, och inga sammanträden efter den {long_date(after)} är planerade för {key}"
    remedy = f"ange dagen: naravard ny {key} 2027-02-12, eller skriv «sammanträden:» för organet i templates/organ.yaml"
    if last and last.next_meeting:
        remedy += f" (protokollet den {long_date(last.date)} säger nästa möte {last.next_meeting.date.isoformat()})"
    raise WrongUsageError(message, remedy)


def new_meeting(
    folder: Path, key: str, day: date, today: date, headings: HeadingList = NO_LIST, is_another: bool = False
) -> NewMeeting:
    """Write the file of a body's meeting on a day; ``is_another`` when the body has one that day already.

    Raises:
        WrongUsageError: if the body had no name that day, or ``folder`` is in no workspace.
        FileAccessError: if the file exists already or cannot be written; nothing is changed then.
        InvalidInputError: if what the meetings share needs correction.
    """
    workspace = workspace_of(folder)
    body = workspace.house.bodies[key]
    if text_on(body.name, day) is None:
        message = f"organet «{key}» har inget namn den {long_date(day)}"
        raise WrongUsageError(message, "skriv vad det heter då i templates/organ.yaml, i listan under «namn»")
    target = _target(workspace, key, day, is_another)
    drafting = _Drafting(workspace, key, day, today)
    text = meeting_text(drafting.draft(headings))
    validate_file(Meeting, read_tree(text, target), workspace.references(target))
    if not (schema := workspace.root / "templates" / "schema" / "mote.schema.json").exists():
        write_schemas(schema.parent, workspace.root / "templates")
    write_inside(workspace.meetings, target, text.encode("utf-8"))
    return NewMeeting(target, tuple(drafting.said), (*drafting.problems, *drafting.doubts()))


def has_types(body: Body, earlier: EarlierMeetings) -> bool:
    """Return whether a body's minutes tell what type an item is: as the last did, or its standing items do."""
    if earlier.last is not None and earlier.last.items:
        return any(item.item_type is not None for item in earlier.last.items)
    return not body.standing_items or any(item.item_type is not None for item in body.standing_items)


def _target(workspace: Workspace, key: str, day: date, is_another: bool) -> Path:
    name = f"{day.isoformat()}-{key}"
    paths = [workspace.meetings / f"{name}{suffix}" for suffix in (".yaml", ".yml")]
    there = next((path for path in paths if path.exists() or path.is_symlink()), None)
    if there is None:
        return paths[0]
    if not is_another:
        raise FileAccessError(
            f"{shown_path(there)} finns redan och lämnas orörd",
            "ändra i filen, ange ett annat datum, eller lägg till --ett-till om organet möts två gånger den dagen",
        )
    numbered = (workspace.meetings / f"{name}-{n}.yaml" for n in range(2, _MOST_FILES_OF_A_DAY))
    return next(path for path in numbered if not path.exists())


class _Drafting:
    """Gathers what is known, and what is to be said of it."""

    def __init__(self, workspace: Workspace, key: str, day: date, today: date) -> None:
        self.workspace, self.key, self.day, self.today = workspace, key, day, today
        self.body: Body = workspace.house.bodies[key].on(day)
        self.earlier: EarlierMeetings = earlier_meetings(workspace, key, day)
        self.has_types = has_types(self.body, self.earlier)
        self.said: list[str] = []
        self.problems: list[Problem] = list(self.earlier.problems)

    def draft(self, headings: HeadingList) -> MeetingDraft:
        """Return all that the file is to have."""
        listed = headings.items
        if headings.has_rare_signs:
            self.problems += headings.without_form(common_characters(self.workspace.theme))
        carried = (*self._tasks(), *self._recommendations(), *self._tabled())
        items = in_order(self._standing(has_list=bool(listed)), carried, listed_drafts(listed))
        first, why = None, ""
        if self.body.wording.numbering is Numbering.SECTIONS:
            first, why = next_section(self.earlier, self.day)
        draft = MeetingDraft(self.key, self.body, self.day, self._with_previous(items), self.earlier, first, why)
        self._tell_of_numbers(draft, listed)
        return draft

    def _standing(self, has_list: bool) -> tuple[DraftItem, ...]:
        standing = tuple(map(standing_draft, self.body.standing_items))
        if standing or has_list:
            return standing
        return (self._typed(DraftItem({HEADING: "Godkännande av föredragningslistan"}), ItemType.DECISION),)

    def _typed(self, item: DraftItem, item_type: ItemType) -> DraftItem:
        return item.with_values({"typ": item_type.value}) if self.has_types else item

    def _with_previous(self, items: tuple[DraftItem, ...]) -> tuple[DraftItem, ...]:
        previous = previous_meetings(self.earlier, self.day)
        items, own = with_previous_minutes(items, previous, self.body, self.today)
        if own is not None:
            place = opening_length(items[: opening_length(items)])
            items = (*items[:place], self._typed(own, ItemType.DECISION), *items[place:])
        return items

    def _tasks(self) -> Iterator[DraftItem]:
        tasks = open_tasks(self.earlier)
        if item := task_item(tasks):
            secret = sum(task.secrecy is not None for task in tasks)
            unseen = f", varav {secret} under sekretess, utan sin text" if secret else ""
            self.said.append(f"tog med: {len(tasks)} uppdrag som inte är klara{unseen}")
            yield self._typed(item, ItemType.INFORMATION)

    def _recommendations(self) -> Iterator[DraftItem]:
        found, problems = open_recommendations(self.earlier, self.workspace, self.day)
        self.problems += [each for each in problems if each not in self.problems]
        for each in found:
            of = f"{each.waiting} av {each.recipients} har inte svarat"
            self.said.append(f"tog med: rekommendationen {each.reference}, {of}")
            yield self._typed(recommendation_draft(each, self.earlier), ItemType.INFORMATION)

    def _tabled(self) -> Iterator[DraftItem]:
        fault = self.workspace.references(self.workspace.meetings / "nytt").attachment_fault
        for each in tabled_items(self.earlier, self.day):
            item, left_out = tabled_draft(each, self.day, fault)
            words = each.told.removeprefix("Ärendet ").rstrip(".")
            self.said.append(f"tog med: {quote(each.heading)}, som {words}")
            for key in left_out:
                message = f"«{key}» i ärendet {quote(each.heading)} kunde inte tas med i sin helhet"
                place = f"se efter i {shown_path(each.meeting.path)} och för in det som saknas"
                self.problems.append(Problem(message, place, None, Level.WARNING))
            yield item

    def _tell_of_numbers(self, draft: MeetingDraft, listed: Sequence[ListedItem]) -> None:
        """Tell that sections in the list are not those that the items get."""
        given = {each.line: each.section for each in listed if each.section}
        first = draft.first_section or 1
        own = {item.line: str(first + n) for n, item in enumerate(draft.items)}
        if any(own[line] != number for line, number in given.items()):
            named = "–".join(dict.fromkeys((next(iter(given.values())), [*given.values()][-1])))
            told = f"ärendena numreras om från {first}; numren i listan (§ {named}) följer inte med"
            self._hint(told, "ska de ha numren i listan, skriv «start_paragraf» eller ett ärendes «nummer»")

    def _hint(self, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, remedy, None, Level.HINT))

    def doubts(self) -> Iterator[Problem]:
        """Yield what is odd about the day."""
        named = f"{weekday(self.day)} {long_date(self.day)}"
        told: list[tuple[str, str]] = []
        if self.day < self.today:
            told.append((f"{named} har redan varit", "är det fel, ta bort filen och ange rätt dag"))
        if why := why_free(self.day):
            told.append((f"{long_date(self.day)} är {why}", "är det fel, ta bort filen och ange rätt dag"))
        planned = sorted(each.date for each in self.body.planned_meetings)
        if planned and self.day not in planned:
            near = sorted(sorted(planned, key=lambda each: abs((each - self.day).days))[:3])
            message = f"{named} är inget av de planerade sammanträdena i templates/organ.yaml"
            told.append((message, f"närmast är {enumeration([long_date(each) for each in near])}"))
        if later := [each for each in self.earlier.later if each.year == self.day.year]:
            many = with_noun(len(later), "senare möte", "senare möten")
            message = f"organet har redan {many} samma år; det som hör till dem ändras inte"
            told.append((message, "se efter att paragrafnummer och föregående protokoll stämmer där"))
        yield from (Problem(message, remedy, None, Level.HINT) for message, remedy in told)
