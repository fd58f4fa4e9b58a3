"""The log of a meeting's kallelse, beside the answers: who has got it, or an update of it, and who may have.

It has the name that the meeting is known by in calendars, so that it is found when the meeting's file has another name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_docs.archive.register import ArchivedFile
from naravard_docs.builder.issued_notices import NOTICES, archive_of_notices
from naravard_docs.builder.mail_heads import read_mail_head
from naravard_docs.builder.meeting_identities import meetings_known_as
from naravard_docs.builder.sent_letters import missing_mails
from naravard_docs.compose.notice_calendar import identity_of
from naravard_docs.errors import FileAccessError, InvalidInputError, Level, Place, Problem
from naravard_docs.responses.log_files import log_at
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.send.occasions import LogKind
from naravard_docs.swedish import capitalise
from naravard_docs.workspace.file_names import in_nfc, path_on_disk
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace

NOTICE_LOG_SUFFIX = "-kallelse.log"


def notice_log_path(loaded: LoadedMeeting) -> Path:
    """Return where it is logged to whom a meeting's kallelse was sent."""
    name = f"{identity_of(loaded.meeting, loaded.stem)}{NOTICE_LOG_SUFFIX}"
    return path_on_disk(loaded.workspace.answers, name)


def notice_log(loaded: LoadedMeeting) -> Log:
    """Return what has been sent of a meeting's kallelse, to those who were called then.

    Raises:
        FileAccessError: if the log cannot be read.
        InvalidInputError: if a line of it cannot be understood.
    """
    return log_at(notice_log_path(loaded), loaded.workspace, None, LogKind.NOTICE)


def notice_log_remarks(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what the log tells of a meeting's kallelse that the user should know, or what is wrong with it."""
    try:
        log = notice_log(loaded)
    except InvalidInputError as error:
        return error.problems
    except FileAccessError as error:
        return (Problem(error.message, error.remedy),)
    occasions = dict.fromkeys(entry.occasion for entry in log.valid)
    told = (problem for occasion in occasions for problem in _undelivered(log, occasion))
    return (*log.warnings, *told)


def _undelivered(log: Log, occasion: str) -> Iterator[Problem]:
    """Yield whom a kallelse has not reached, or perhaps not."""
    sent = log.sent(occasion)
    for key, entry in log.last(occasion).items():
        if key in sent:
            continue
        if entry.is_uncertain:
            message = f"{capitalise(occasion)}: om {key} har fått den är osäkert; den lämnades, men inget svar kom"
            remedy = f"fråga {entry.address}; har den inte kommit fram, skicka igen med --på-nytt {key}"
            yield Problem(message, remedy, entry.place, Level.WARNING)
        elif entry.event is Event.REFUSED:
            message = f"{capitalise(occasion)}: {key} har inte fått den: {entry.address} avvisades ({entry.words})"
            remedy = "rätta adressen i templates/organ.yaml och skicka med --fortsätt"
            yield Problem(message, remedy, entry.place, Level.WARNING)


def faults_of_sent_notices(loaded: LoadedMeeting) -> Iterator[Problem]:
    """Yield what is wrong with the mails of a kallelse that the log says are in the archive."""
    try:
        yield from missing_mails(notice_log(loaded), archive_of_notices(loaded), NOTICES)
    except InvalidInputError as error:
        yield from error.problems
    except FileAccessError as error:
        yield Problem(error.message, error.remedy)


def name_in_archive(loaded: LoadedMeeting, entry: LogEntry) -> str | None:
    """Return the name of somebody whom a mail was sent to, as that mail has it; None where the archive lacks it.

    Raises:
        FileAccessError: if the archive is damaged.
    """
    path, digest = entry.archived_mail or ("", "")
    archive = archive_of_notices(loaded)
    found = (file for file in archive.files(NOTICES) if _is(file, path, digest))
    mail = next(found, None)
    recipients = read_mail_head(archive.read(mail)).recipients if mail else ()
    return next((name for name, _ in recipients), None)


def _is(file: ArchivedFile, path: str, digest: str) -> bool:
    return bool(path) and file.path == path and file.sha256.startswith(digest)


def orphaned_notice_logs(workspace: Workspace) -> tuple[Problem, ...]:
    """Return the logs of kallelser that belong to no meeting, as problems, by name."""
    logs = sorted(workspace.answers.glob(f"*{NOTICE_LOG_SUFFIX}"))
    return tuple(
        Problem(
            "Loggen hör inte till något möte, så vem som har fått kallelsen är okänt",
            "har mötesfilen bytt namn, byt namn på loggen och på mappen i arkiv/ också, eller skriv det gamla namnet "
            "som «id» under «kallelse:»; hör den till inget, flytta den",
            Place(path, 1, 1),
        )
        for path in logs
        if not meetings_known_as(workspace, in_nfc(path.name.removesuffix(NOTICE_LOG_SUFFIX)))
    )
