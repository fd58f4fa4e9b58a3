"""Dispatch: the letters of a meeting on their way to their recipients, and where each of them stands by the log.

The drafts are built as always; what is sent is the same words without what a draft says to its sender. Nothing here
decides to send: ``cli`` asks for the messages it has been told to send, and hands them over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from naravard_docs.build import Built, build_loaded, load
from naravard_docs.errors import InputInvalid, Problem, WrongUsage
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.order import Order
from naravard_docs.produce import Outgoing, outgoing
from naravard_docs.send.lock import SUFFIX as LOCK_SUFFIX
from naravard_docs.send.lock import locked
from naravard_docs.send.log import SUFFIX as LOG_SUFFIX
from naravard_docs.send.log import Entry, Event, Log, read_log
from naravard_docs.send.message import Addressee, Message
from naravard_docs.send.server import Server
from naravard_docs.source.account import Encryption, account_file, certificate_file, read_account
from naravard_docs.source.keys import as_written
from naravard_docs.source.load import LoadedMeeting
from naravard_docs.source.text import read_text
from naravard_docs.swedish import did_you_mean, enumeration

LETTER = "brev"
"""The occasion of a letter's own dispatch, in the log."""

ANSWERS = "svar"
"""The folder beside the meeting files where answers and logs lie."""


class Status(StrEnum):
    """Where a message to one recipient stands, as the preview says it."""

    WAITING = "ska skickas"
    SENT = "skickat"
    REFUSED = "avvisat"
    DEFERRED = "uppskjutet"
    UNCERTAIN = "osäkert"
    UNREACHABLE = "saknar e-postadress"


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient of a dispatch; ``entry`` is the log's last word about it."""

    key: str
    name: str
    address: str | None
    outgoing: Outgoing
    message: Message
    status: Status
    entry: Entry | None = None

    @property
    def is_to_be_sent(self) -> bool:
        return self.status in (Status.WAITING, Status.DEFERRED)


@dataclass(frozen=True)
class Dispatch:
    """One recommendation's messages on one occasion, with the log as it was last read."""

    reference: str
    occasion: str
    outgoing: tuple[Outgoing, ...]
    folder: Path
    shown: Callable[[Path], str]

    @property
    def log_path(self) -> Path:
        return self.folder / f"{self.reference}{LOG_SUFFIX}"

    @cached_property
    def log(self) -> Log:
        """The log as it is now.

        Raises:
            InputInvalid: if a line of it cannot be understood.
        """
        path, shown = self.log_path, self.shown(self.log_path)
        return read_log(path, shown, read_text(path, shown) if path.exists() else "")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every recipient, in the list's order."""
        return tuple(row for one in self.outgoing for row in self._rows(one))

    def as_it_is_now(self) -> Dispatch:
        """Give the dispatch with its log read anew."""
        return replace(self)

    def refuse_unknown(self, keys: Iterable[str]) -> None:
        """Refuse keys that are no recipients of this letter.

        Raises:
            WrongUsage: with the first of them, and what may have been meant.
        """
        known = [row.key for row in self.rows]
        for key in keys:
            if key not in known:
                raise WrongUsage(
                    f"«{key}» är ingen mottagare av {self.reference}",
                    did_you_mean(key, known) or f"mottagarna är {enumeration(known)}",
                )

    def messages(self, goes_on: bool, again: Collection[str] = ()) -> tuple[Message, ...]:
        """Give what is to be sent now.

        That is one message to one recipient, the first time; with ``goes_on`` all that are left; and those to the
        recipients that are named ``again``, whatever has been sent to them.
        """
        left = [row.key for row in self.rows if row.is_to_be_sent]
        keys = {*again, *(left if goes_on else () if again or self.has_begun else left[:1])}
        return _joined(row for row in self.rows if row.key in keys)

    @property
    def has_begun(self) -> bool:
        """Whether anyone has got the message."""
        return bool(self.log.sent(self.occasion))

    def _rows(self, one: Outgoing) -> Iterator[Row]:
        addressees = tuple(Addressee(r.slug, r.name, address) for r, address in one.draft.mail.reachable)
        message = Message(one.draft.mail.sender[1], addressees, one.data)
        last = self.log.last(self.occasion)
        for recipient in one.draft.mail.recipients:
            entry = last.get(recipient.slug)
            status = _status(entry, recipient.email, message)
            yield Row(recipient.slug, recipient.name, recipient.email, one, message, status, entry)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting's letters, built and ready to be looked at."""

    loaded: LoadedMeeting
    built: Built
    dispatches: tuple[Dispatch, ...]

    @property
    def drafts_in(self) -> str:
        """The folder that the drafts lie in, as messages show it."""
        files = self.built.outcome.files
        return str(Path(files[0]).parent) if files else ""


def prepare(path: Path, order: Order) -> Prepared:
    """Build the drafts of a meeting's letters and find where each stands.

    Raises:
        InputInvalid, FileTrouble, CheckFailed: as building does.
    """
    loaded = load(path)
    built = build_loaded(loaded, order)
    by_reference: dict[str, list[Outgoing]] = {}
    for one in outgoing(built.production, built.rendered):
        by_reference.setdefault(one.draft.reference, []).append(one)
    folder = loaded.path.resolve().parent / ANSWERS
    dispatches = tuple(
        Dispatch(reference, LETTER, tuple(held), folder, loaded.workspace.shown)
        for reference, held in by_reference.items()
    )
    return Prepared(loaded, built, dispatches)


def refuse_unready(prepared: Prepared) -> None:
    """Refuse to send what is not finished.

    Raises:
        InputInvalid: if the minutes are not approved.
        WrongUsage: if a draft was changed by hand, since the change would not be sent.
    """
    loaded = prepared.loaded
    if loaded.meeting.is_draft:
        place = loaded.source.place_of(as_written(Meeting, ("status",), loaded.source.root))
        message = "Protokollet är inte justerat, så brevet är ett utkast och skickas inte"
        remedy = "när det är justerat, skriv «status: justerat» och kör kommandot igen"
        raise InputInvalid((Problem(message, remedy, place),))
    if prepared.built.put_aside:
        kept = "; ".join(problem.message for problem in prepared.built.put_aside)
        raise WrongUsage(
            f"inget är skickat, eftersom utkast var ändrade för hand: {kept}",
            "det som skickas byggs av mötesfilen: ändra där eller i templates/, eller kör igen för att skicka det utan "
            "ändringen",
        )


@contextlib.contextmanager
def held(dispatch: Dispatch, when: datetime) -> Iterator[Dispatch]:
    """Keep others from sending the same letter meanwhile, and give the dispatch as its log says now.

    Raises:
        FileTrouble: if somebody else is sending it.
    """
    path = dispatch.folder / f"{dispatch.reference}{LOCK_SUFFIX}"
    with locked(path, dispatch.shown(path), when):
        yield dispatch.as_it_is_now()


def server_of(named: str | None, workspace_root: Path, password: Callable[[str, str], str]) -> Server:
    """Give the user's mail server; ``password`` gives the password of a user at a host.

    Raises:
        FileTrouble, InputInvalid, WrongUsage: as the file about it says.
    """
    path = account_file(named)
    account = read_account(path, workspace_root)
    return Server(
        host=account.server,
        port=account.port,
        is_tls_at_once=account.encryption is Encryption.TLS,
        user=account.user,
        password=password(account.user, account.server) if account.user else None,
        ca_file=certificate_file(account, path),
        pause_seconds=account.pause_seconds,
        retries=account.retries,
        retry_after_seconds=account.retry_after_seconds,
    )


def _status(entry: Entry | None, address: str | None, message: Message) -> Status:
    if entry is not None and entry.event is Event.SENT:
        return Status.SENT
    if entry is not None and entry.is_uncertain:
        return Status.UNCERTAIN
    if address is None:
        return Status.UNREACHABLE
    if entry is None:
        return Status.WAITING
    is_same = entry.address == address and entry.message_id == message.id
    if entry.event is Event.REFUSED and is_same:
        return Status.REFUSED
    return Status.WAITING if entry.event is Event.REFUSED else Status.DEFERRED


def _joined(rows: Iterable[Row]) -> tuple[Message, ...]:
    """Give the rows' messages, once for all rows that share one."""
    shared: dict[str, Message] = {}
    for row in rows:
        if row.address is not None:
            message = shared.setdefault(row.message.id, row.message.to(()))
            addressee = Addressee(row.key, row.name, row.address)
            shared[message.id] = message.to((*message.addressees, addressee))
    return tuple(shared.values())
