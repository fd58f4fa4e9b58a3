"""The year of bodies, gathered: meetings that are planned and those that have files, answers and tasks that are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import CommandError, ExitCode, InvalidInputError, Problem, WrongUsageError, shown_path
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.approval import day_of_adjustment
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_days import DayKind, KnownDays, days_of_meeting
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.planned_meeting import PlannedMeeting
from naravard_docs.meeting.registered_decision import RegisteredDecision, registered_decisions
from naravard_docs.meeting.state import State
from naravard_docs.meeting.year_calendar import DueMatter, MeetingOfYear, YearCalendar
from naravard_docs.responses.deliveries import deliveries, log_of
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.swedish import did_you_mean, fold, quote, with_noun
from naravard_docs.workspace.file_names import in_nfc
from naravard_docs.workspace.known_recommendations import may_recommend
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.unreadable_file import UnreadableFile, as_unreadable_file
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import read_tree
from naravard_docs.yaml.validate import validate_file


class MeetingCalendar(Struct, frozen=True):
    """A calendar with the workspace that it is of, and the meeting files that could not be read."""

    calendar: YearCalendar
    workspace: Workspace
    unread: tuple[UnreadableFile, ...] = ()


class _MeetingFile(Struct, frozen=True):
    """A meeting as its file tells of it."""

    path: Path
    text: str
    meeting: Meeting

    @property
    def name(self) -> str:
        return in_nfc(self.path.name)


def read_calendar(folder: Path, named: str | None, year: int | None, today: date) -> MeetingCalendar:
    """Return the calendar of a body, or of all, in the workspace around a folder.

    Where no year is asked for it is that of the day, with the next one if no meeting of the year is left.

    Raises:
        WrongUsageError: if there is no such body.
        InvalidInputError: if what meetings share needs correction.
    """
    workspace = Workspace.containing(folder)
    bodies = _bodies(workspace, named)
    files, unread = _meeting_files(workspace, frozenset(key for key, _ in bodies))
    matters, unread_answers = _matters(workspace, files, today)
    found = sorted(_meetings(bodies, files), key=lambda each: (each.day, each.body.name, each.file))
    years = (year,) if year is not None else _years(found, today)
    calendar = YearCalendar(
        years,
        bodies,
        tuple(each for each in found if each.day.year in years),
        tuple(each for each in matters if each.day.year in years),
        today,
        tuple(each for each in found if _is_prepared_in(each, years)),
    )
    return MeetingCalendar(
        calendar, workspace, tuple({each.path: each for each in (*unread, *unread_answers)}.values())
    )


def _is_prepared_in(meeting: MeetingOfYear, years: Sequence[int]) -> bool:
    """Return whether a meeting of the year after the last of some has something to be done in them."""
    is_next = meeting.day.year == max(years) + 1
    return is_next and any(each.day.year in years and each.day < meeting.day for each in meeting.days)


def _years(meetings: Sequence[MeetingOfYear], today: date) -> tuple[int, ...]:
    """Return the year of a day, and the next one when it has meetings and none of this year's is left."""
    is_left = any(each.day >= today and each.day.year == today.year for each in meetings)
    has_next = any(each.day.year == today.year + 1 for each in meetings)
    return (today.year, today.year + 1) if has_next and not is_left else (today.year,)


def _bodies(workspace: Workspace, named: str | None) -> tuple[tuple[str, Body], ...]:
    """Return the bodies asked for, by their keys: the one named by key or name, whatever capitals, or all."""
    bodies: Mapping[str, Body] = workspace.house.bodies
    if named is None:
        return tuple(bodies.items())
    names = {key: (key, body.name, body.short_name or body.name) for key, body in bodies.items()}
    if found := [key for key, each in names.items() if fold(named.strip()) in map(fold, each)]:
        return ((found[0], bodies[found[0]]),)
    listed = f"organ som finns: {', '.join(bodies)}" if bodies else "lägg till organet där"
    remedy = did_you_mean(named, [name for each in names.values() for name in each]) or listed
    raise WrongUsageError(f"organet «{named}» finns inte i templates/organ.yaml", remedy)


def _meeting_files(workspace: Workspace, keys: frozenset[str]) -> tuple[list[_MeetingFile], list[UnreadableFile]]:
    """Return the meeting files of some bodies, and those that cannot be read, whose bodies nobody knows."""
    found: list[_MeetingFile] = []
    unread: list[UnreadableFile] = []
    for path in workspace.meeting_files():
        try:
            text = read_text_file(path)
            meeting = validate_file(Meeting, read_tree(text, path))
        except (InvalidInputError, CommandError) as error:
            unread.append(as_unreadable_file(path, error))
        else:
            if meeting.body not in workspace.house.bodies:
                unread.append(_of_unknown_body(path, meeting.body, workspace))
            found += [_MeetingFile(path, text, meeting)] if meeting.body in keys else []
    return found, unread


def _of_unknown_body(path: Path, key: str, workspace: Workspace) -> UnreadableFile:
    message = f"{shown_path(path)}: organet {quote(key)} finns inte i templates/organ.yaml"
    remedy = did_you_mean(key, workspace.house.bodies) or "rätta «organ» i filen, eller lägg till organet där"
    return UnreadableFile(path, (Problem(message, remedy),), ExitCode.CORRECTION)


def _meetings(bodies: Iterable[tuple[str, Body]], files: Sequence[_MeetingFile]) -> Iterator[MeetingOfYear]:
    for key, body in bodies:
        own = [each for each in files if each.meeting.body == key]
        planned = {each.date: each for each in body.planned_meetings}
        for each in own:
            yield _of_file(key, body, each, planned.get(each.meeting.date))
        held = {each.meeting.date for each in own}
        yield from (_of_plan(key, body, each) for each in body.planned_meetings if each.date not in held)
        yield from _announced(key, body, own, held | planned.keys())


def _of_plan(key: str, body: Body, planned: PlannedMeeting) -> MeetingOfYear:
    body = body.on(planned.date)
    days = days_of_meeting(body, planned.date, KnownDays(documents_due=planned.documents_due))
    time, place = _words(planned.time), _words(planned.place)
    return MeetingOfYear(key, body, planned.date, time, place, is_planned=True, days=tuple(days))


def _of_file(key: str, body: Body, file: _MeetingFile, planned: PlannedMeeting | None) -> MeetingOfYear:
    meeting, body = file.meeting, body.on(file.meeting.date)
    known = KnownDays(
        end=meeting.end_date,
        documents_due=planned.documents_due if planned else None,
        adjusted=day_of_adjustment(meeting.approvals, None),
        posted=max((each.posted for each in meeting.postings if each.posted), default=None),
    )
    is_cancelled = bool(meeting.known("cancelled"))
    return MeetingOfYear(
        key,
        body,
        meeting.date,
        _words(meeting.time or (planned.time if planned else None)),
        _words(meeting.place or (planned.place if planned else None)),
        file.name,
        is_planned=planned is not None,
        is_cancelled=is_cancelled,
        days=() if is_cancelled else tuple(days_of_meeting(body, meeting.date, known)),
    )


def _announced(
    key: str, body: Body, own: Sequence[_MeetingFile], known: frozenset[date] | set[date]
) -> Iterator[MeetingOfYear]:
    """Yield the next meeting that the last one's minutes announce, if it is neither planned nor has a file."""
    last = max(own, key=lambda each: each.meeting.date, default=None)
    following = last.meeting.next_meeting if last else None
    if last is not None and following is not None and following.date not in known:
        at_that_time = body.on(following.date)
        days = tuple(days_of_meeting(at_that_time, following.date))
        announced, place = last.meeting.date, _words(following.text)
        yield MeetingOfYear(key, at_that_time, following.date, place=place, announced=announced, days=days)


def _words(marked: str | None) -> str:
    return plain_words(marked) if marked else ""


def _matters(
    workspace: Workspace, files: Sequence[_MeetingFile], today: date
) -> tuple[list[DueMatter], list[UnreadableFile]]:
    """Return the answers and the tasks that the meetings of some files have, and whose answers cannot be read."""
    found: list[DueMatter] = []
    unread: list[UnreadableFile] = []
    for file in files:
        body = workspace.house.bodies[file.meeting.body].on(file.meeting.date)
        decisions = registered_decisions(file.meeting, body, file.name, plain_words)
        found += [_task(each, each.due) for each in decisions if each.is_to_be_done and each.due is not None]
        try:
            if may_recommend(file.text.encode()):
                asked = load_recommendations(load_meeting(file.path, workspace, today))
                found += [_answer(each, file, today) for each in asked]
        except (InvalidInputError, CommandError) as error:
            unread.append(as_unreadable_file(file.path, error))
    return found, unread


def _task(decision: RegisteredDecision, due: date) -> DueMatter:
    """Return a task; what is under secrecy is named by its number alone."""
    item = decision.item
    title = item.number if item.is_secret else f"{item.title}: {decision.text}"
    told = (f"ansvarig {decision.responsible}" if decision.responsible else "", "" if item.is_secret else item.number)
    note = ", ".join(filter(None, told))
    return DueMatter(DayKind.TASK, item.body_key, item.body, due, title, note, decision.identifier, item.file)


def _answer(asked: LoadedRecommendation, file: _MeetingFile, today: date) -> DueMatter:
    """Return an answer that is due; of a recommendation under secrecy, its item is named by its number alone."""
    asked_for, body = asked.recommendation, asked.recommendation.body
    title = plain_words(asked_for.letter.matter)
    if asked_for.item.secrecy is not None:
        title = section_label(asked_for.meeting.numbers[asked_for.number - 1], body.wording, " ")
    due, key = asked_for.letter.answer_by, file.meeting.body
    return DueMatter(DayKind.ANSWER, key, body.name, due, title, _answered(asked, today), asked.reference, file.name)


def _answered(asked: LoadedRecommendation, today: date) -> str:
    """Return how many have not answered, by the answers and what the log tells of the letters."""
    standing = asked.status(max(today, asked.recommendation.letter.date), deliveries(log_of(asked)))
    owing, all_of_them = sum(each.owes for each in standing.recipients), len(standing.recipients)
    if not owing and any(each.state is State.NOT_SENT for each in standing.recipients):
        return "brevet är inte skickat till alla"
    of_all = f"{owing} av {with_noun(all_of_them, 'mottagare', 'mottagare')}"
    return f"{of_all} har inte svarat" if owing else "alla har svarat"
