"""What keeps a kallelse from being sent: it is not issued, its day is wrong, or another log may tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from naravard_docs.builder.meeting_identities import shared_identity
from naravard_docs.builder.notice_logs import notice_log_path, orphaned_notice_logs
from naravard_docs.errors import Place, Problem
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.swedish import long_date
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written


def unready_notice(loaded: LoadedMeeting, today: date) -> Iterator[Problem]:
    """Yield what keeps a meeting's kallelse from being sent on a day."""
    yield from _sent_by_another_name(loaded)
    yield from unissued(loaded)
    yield from _after_the_meeting(loaded, today)
    yield from _before_its_day(loaded, today)


def unready_to_record(loaded: LoadedMeeting, today: date) -> Iterator[Problem]:
    """Yield what would keep it from being sent on a day whatever is recorded of it then."""
    yield from _sent_by_another_name(loaded)
    yield from _after_the_meeting(loaded, today)


def unissued(loaded: LoadedMeeting) -> Iterator[Problem]:
    """Yield that a kallelse is a preview, which is not sent."""
    if not loaded.meeting.notices_issued:
        yield Problem(
            "Kallelsen är inte antecknad som utskickad, så den är ett utkast och skickas inte",
            f"anteckna och skicka den: naravard kallelse {loaded.source.file} --datum idag --skicka",
            _place(loaded, "datum"),
        )


def _after_the_meeting(loaded: LoadedMeeting, today: date) -> Iterator[Problem]:
    meeting = loaded.meeting
    last, key = meeting.end_date or meeting.date, "slutdatum" if meeting.end_date else "datum"
    if last < today:
        message = f"Mötet var den {long_date(last)}, och den dagen har varit, så inget om det skickas"
        yield Problem(message, "rätta dagen, om mötet ska hållas", _place(loaded, key))


def _before_its_day(loaded: LoadedMeeting, today: date) -> Iterator[Problem]:
    issued = loaded.meeting.notices_issued
    if issued and (day := issued[-1].date) > today:
        message = f"Kallelsen är antecknad som utskickad den {long_date(day)}, och den dagen har inte kommit"
        yield Problem(message, "skicka den då, eller rätta dagen", _place(loaded, "kallelse"))


def _sent_by_another_name(loaded: LoadedMeeting) -> Iterator[Problem]:
    """Yield logs that may be this meeting's by another name, and meetings that share its log."""
    if not is_there(notice_log_path(loaded)):
        yield from orphaned_notice_logs(loaded.workspace)
    yield from shared_identity(loaded) if loaded.meeting.notices_issued else ()


def _place(loaded: LoadedMeeting, *path: str | int) -> Place:
    return loaded.source.place_of(as_written(Meeting, path, loaded.source.root))
