"""What is told of a kallelse: what differs from what was issued, when it is to be out, who cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from naravard_docs.builder.issued_notices import issued_words
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.compose.texts import plain_line
from naravard_docs.errors import Level, Place, Problem
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.correction import CorrectedLine
from naravard_docs.meeting.issued_notice import IS_CANCELLED
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_time import is_whole_day, read_meeting_time
from naravard_docs.meeting.notice_times import LAW_OF_CONTENT, LAW_OF_URGENT, notice_time
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.people_called import CalledPerson
from naravard_docs.swedish import enumeration, long_date, quote, shorten, with_noun
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import Loc, Node, find_node, read_tree

_EACH_TOLD = 5
"""So many without an address are told of one by one; more, together."""

_LINES_TOLD = 20
"""So many lines that differ are told of."""

_LONGEST_LINE = 90
"""Letters of a line that a message shows."""

_OF_NOTICES = "NV81"
"""How the ids of the rules for kallelser begin."""


def notice_remarks(
    loaded: LoadedMeeting, source: NoticeSource, changes: Sequence[CorrectedLine], today: date | None
) -> tuple[Problem, ...]:
    """Return all that is told of a kallelse; ``changes`` are what differs from what was issued."""
    return (
        *(problem for problem in loaded.problems if problem.rule.startswith(_OF_NOTICES)),
        *_past(loaded, today),
        *_not_issued(loaded, source, today),
        *differing_lines(loaded, changes, Level.WARNING),
        *_not_stored(loaded, source),
        *_urgent(loaded, source),
        *_of_time(loaded, source),
        *_secret(loaded, source),
        *_unreachable(loaded, source),
    )


def differing_lines(loaded: LoadedMeeting, changes: Sequence[CorrectedLine], level: Level) -> tuple[Problem, ...]:
    """Return what differs from the kallelse that was issued, line by line, and how an update of it is issued."""
    if not changes:
        return ()
    issued, file = loaded.meeting.notices_issued[-1].date, loaded.source.file
    number = with_noun(len(changes), "rad är en annan", "rader är andra")
    message = f"{file} säger annat än kallelsen som gick ut den {long_date(issued)}; {number}"
    remedy = f"skicka ut ändringen: naravard kallelse {file} --ändrad 'vad som är ändrat'"
    told = [Problem(_difference(line), level=level) for line in changes[:_LINES_TOLD]]
    if len(changes) > _LINES_TOLD:
        told.append(Problem(f"och {with_noun(len(changes) - _LINES_TOLD, 'rad', 'rader')} till skiljer", level=level))
    return (Problem(message, remedy, level=level), *told)


def _difference(line: CorrectedLine) -> str:
    said, says = (f"«{shorten(words, _LONGEST_LINE)}»" for words in (line.said, line.says))
    if not line.said:
        return f"det har kommit till: {says}"
    return f"i kallelsen står {said}; i mötesfilen står {says}" if line.says else f"det är borttaget: {said}"


def _past(loaded: LoadedMeeting, today: date | None) -> Iterator[Problem]:
    day = loaded.meeting.end_date or loaded.meeting.date
    if today is not None and day < today:
        message = f"mötet var den {long_date(day)}, som redan har varit"
        yield Problem(message, "rätta «datum», om mötet ska hållas", _place(loaded, "datum"), Level.WARNING)


def _not_issued(loaded: LoadedMeeting, source: NoticeSource, today: date | None) -> Iterator[Problem]:
    """Yield how a kallelse is issued that is not, until when it can be, and what it lacks."""
    meeting, file = loaded.meeting, loaded.source.file
    if meeting.cancelled is not None and (
        not meeting.notices_issued or meeting.notices_issued[-1].change != IS_CANCELLED
    ):
        message = "det är inte antecknat att beskedet om det inställda mötet har gått ut"
        remedy = "anteckna det under «kallelse:» i mötesfilen, med dagen"
        yield Problem(message, remedy, _place(loaded, "inställt"), Level.HINT)
    if meeting.notices_issued or meeting.cancelled is not None:
        return
    remedy = f"när den skickas ut, anteckna det: naravard kallelse {file} --datum idag"
    yield Problem("kallelsen är ett utkast", remedy, level=Level.HINT)
    if (wanted := notice_time(source.body)) is not None:
        last = wanted.last_day(meeting)
        is_late = today is not None and today > last
        message = f"kallelsen {'skulle' if is_late else 'ska'} vara ute senast den {long_date(last)} ({wanted.source})"
        by_law = f"; bara brådskande ärenden får kungöras senare ({LAW_OF_URGENT})"
        late = f"flytta mötet{by_law if source.body.profile is Profile.COUNCIL else ''}"
        yield Problem(message, late if is_late else "", level=Level.WARNING if is_late else Level.HINT)
    lacking = [
        quote(key) for key, told in (("tid", meeting.time), ("plats", meeting.place or meeting.link)) if not told
    ]
    if lacking:
        law = f" ({LAW_OF_CONTENT})" if source.body.profile is Profile.COUNCIL else ""
        message = f"kallelsen saknar {enumeration(lacking)}{law}"
        yield Problem(message, "skriv det i mötesfilen", _place(loaded, "datum"), Level.WARNING)


def _not_stored(loaded: LoadedMeeting, source: NoticeSource) -> Iterator[Problem]:
    if source.meeting.notices_issued and issued_words(loaded) is None:
        day = long_date(source.meeting.notices_issued[-1].date)
        message = f"det som gick ut den {day} finns inte i arkivet, så det går inte att se om något är ändrat"
        remedy = "låt programmet anteckna: naravard kallelse FIL --datum DAG"
        yield Problem(message, remedy, _place(loaded, "kallelse"), Level.HINT)


def _urgent(loaded: LoadedMeeting, source: NoticeSource) -> Iterator[Problem]:
    """Yield what the law has of items that are added when it is too late for a kungörelse of them."""
    wanted = notice_time(source.body)
    if source.body.profile is not Profile.COUNCIL or wanted is None or not source.changes:
        return
    if source.meeting.cancelled is None and source.date > wanted.last_day(source.meeting):
        message = f"ändringen kommer mindre än {with_noun(wanted.days, 'dag', 'dagar')} före mötet ({wanted.source})"
        remedy = f"bara brådskande ärenden får läggas till så sent ({LAW_OF_URGENT})"
        yield Problem(message, remedy, _place(loaded, "kallelse"), Level.WARNING)


def _of_time(loaded: LoadedMeeting, source: NoticeSource) -> Iterator[Problem]:
    """Yield that the calendar has no hours, or no end, since the time cannot be read."""
    time = source.meeting.time
    if time is None or is_whole_day(time):
        return
    hours = read_meeting_time(plain_line(time))
    if hours is None:
        message = f"det går inte att läsa ut klockslagen ur {quote(time)}, så mötet ligger som heldag i kalenderfilen"
        yield Problem(message, "skriv dem så: 09.00–12.00", _place(loaded, "tid"), Level.HINT)
    elif hours.end is None:
        message = f"{quote(time)} säger inte när mötet slutar, så kalenderfilen gör det inte heller"
        yield Problem(message, "skriv slutet också: 09.00–12.00", _place(loaded, "tid"), Level.HINT)


def _secret(loaded: LoadedMeeting, source: NoticeSource) -> Iterator[Problem]:
    secret = [each for each in loaded.meeting.all_items if each.item.secrecy is not None]
    if not secret or source.meeting.cancelled is not None:
        return
    labels = enumeration([section_label(each.number, source.body.wording, " ") for each in secret])
    if source.reveals_secrets:
        message = f"{labels} omfattas av sekretess och står i klartext i kallelsen, kalenderfilen och mejlutkasten"
        yield Problem(message, "skicka dem bara på ett säkert sätt, till dem som får läsa det", level=Level.WARNING)
    else:
        message = f"{labels} omfattas av sekretess, så kallelsen har varken rubrik, text eller handlingar"
        yield Problem(message, "för en kallelse med det också, lägg till --med-sekretess", level=Level.WARNING)


def _unreachable(loaded: LoadedMeeting, source: NoticeSource) -> Iterator[Problem]:
    """Yield those who are called and have no address, each with their place in organ.yaml."""
    without = [each for each in source.called if each.email is None]
    if not source.called:
        message = f"varken {source.body.name} eller mötet har några ledamöter, så det finns ingen att kalla"
        yield Problem(message, "skriv dem under «grupper:» i templates/organ.yaml", level=Level.WARNING)
    elif without:
        places = _places(loaded, without)
        remedy = "skriv den sist på raden, eller som «e-post:», i templates/organ.yaml"
        if not source.body.groups:
            remedy = "skriv organets ledamöter med sina adresser under «grupper:» i templates/organ.yaml"
        for called, place in places if len(without) <= _EACH_TOLD else places[:0]:
            message = f"{called.name} har ingen e-postadress, och får inget mejl"
            yield Problem(message, remedy, place, Level.WARNING)
        if len(without) > _EACH_TOLD:
            named = enumeration([*(each.name for each in without[:3]), f"{len(without) - 3} till"])
            message = f"{len(without)} av {len(source.called)} kallade har ingen e-postadress: {named}"
            yield Problem(message, remedy, places[0][1], Level.WARNING)


def _places(loaded: LoadedMeeting, people: Sequence[CalledPerson]) -> list[tuple[CalledPerson, Place | None]]:
    """Return where the workspace's organ.yaml has people, who may stand there with others who are not in office."""
    path = loaded.workspace.template("organ.yaml")
    every = Workspace(loaded.workspace.root).known_house.bodies[loaded.meeting.body]
    tree = read_tree(read_text_file(path), path)
    found: list[tuple[CalledPerson, Place | None]] = []
    for called in people:
        steps = _steps_to(called, every)
        found.append((called, tree.place_of(_written_steps(loaded.meeting.body, steps, tree.root)) if steps else None))
    return found


def _written_steps(key: str, steps: Loc, root: Node) -> Loc:
    """Return a path below a body as the file has it, which may have the English names."""
    below = find_node(root, (key,))[1]
    return (key, *as_written(Body, steps, below))


def _steps_to(called: CalledPerson, body: Body) -> Loc:
    for g, group in enumerate(body.groups):
        for p, each in enumerate(group.people):
            if each == called.person:
                return ("grupper", g, "personer", p)
    return ("ordförande",) if called.person in body.chair else ()


def _place(loaded: LoadedMeeting, *path: str | int) -> Place:
    return loaded.source.place_of(as_written(Meeting, path, loaded.source.root))
