"""The kallelse of a meeting, ready to be sent: to whom it goes now, by what the log says that they have got."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from naravard_docs.builder.issued_notices import NoticeRecord, issued_words
from naravard_docs.builder.mail_heads import MailHead, read_mail_head
from naravard_docs.builder.manifest import read_manifest
from naravard_docs.builder.notice_logs import name_in_archive, notice_log
from naravard_docs.builder.notices_of_meeting import MemberMail, NoticeOptions, member_mails, notice_source
from naravard_docs.builder.options import MAILS, Format
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.dispatch.dispatch import PlannedMail
from naravard_docs.dispatch.notice_dispatch import NoticeDispatch, NoticeOccasion, who_got
from naravard_docs.dispatch.notice_hindrances import unissued, unready_to_record
from naravard_docs.dispatch.prepared import PreparedDispatches
from naravard_docs.errors import InvalidInputError, Level, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.people_called import CalledPerson
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.swedish import enumeration, long_date
from naravard_docs.workspace.folders import digest_of
from naravard_docs.workspace.load import LoadedMeeting

_NO_SENDER = "Det är inte känt vem kallelsen kommer från, så den kan inte skickas"
_HOW_SENDER = "skriv sekreterarens «e-post» i templates/organ.yaml, eller ett kort i templates/personer.yaml"


def refuse_to_record(loaded: LoadedMeeting, options: NoticeOptions, record: NoticeRecord, today: date) -> None:
    """Refuse to record as issued what could not be sent, as far as can be told before it is.

    Raises:
        InvalidInputError: if nobody is known to send it, its day has not come, or another log may tell of it.
    """
    problems = [*unready_to_record(loaded, today)]
    if notice_source(loaded, options).sender is None:
        problems.append(Problem(_NO_SENDER, _HOW_SENDER))
    if record.date > today:
        message = f"Dagen, {long_date(record.date)}, har inte kommit, så inget skickas och inget är antecknat"
        problems.append(Problem(message, "skicka då, eller anteckna dagen nu utan --skicka"))
    if problems:
        raise InvalidInputError(tuple(problems))


def prepare_notice(
    loaded: LoadedMeeting,
    options: NoticeOptions,
    is_preview: bool = False,
) -> PreparedDispatches[NoticeDispatch]:
    """Return what is to be sent of a meeting's kallelse as it was issued last, and what is to be said of that.

    A preview may say something else than what was issued. Its files are not built here, and so not checked either.

    Raises:
        InvalidInputError: if it is not issued, if what was issued says something else, or if the log is not readable.
        FileAccessError: if something that goes along cannot be read.
    """
    if problems := tuple(unissued(loaded)):
        raise InvalidInputError(problems)
    source, log = notice_source(loaded, options), notice_log(loaded)
    same_as = _same_as(log, source.called)
    known = _by_todays_keys(log, same_as)
    occasion = NoticeOccasion.of(loaded, known)
    got = who_got(known, occasion)
    called = {each.key for each in source.called}
    gone = {key: e for key, e in got.items() if not any(key == c.key or _has_address(c, e) for c in source.called)}
    former = tuple(_former(loaded, key, entry) for key, entry in gone.items())
    first = called - got.keys() if occasion.number else frozenset[str]()
    members = member_mails(loaded, _mailed(options), first, former if occasion.cancelled else (), is_preview)
    mails = _mails(each for each in members if not occasion.cancelled or each.key in got)
    plan = NoticeDispatch(
        loaded,
        occasion,
        mails,
        tuple(map(_recipient, members)),
        same_as,
        tuple(_hindering(loaded, options, occasion, mails)),
        _secret(loaded, source) if options.reveals_secrets else "",
    )
    told = (
        *_told(source, occasion, got, first),
        *_told_of_former(former, occasion),
        *_told_of_names(source, log, same_as),
    )
    return PreparedDispatches(loaded, (plan,), (), told)


def _mailed(options: NoticeOptions) -> NoticeOptions:
    """Return what is asked for as it goes with mails: the PDF alone."""
    return replace(options, build=replace(options.build, formats=(Format.PDF,), is_checked=False))


def changed_drafts(loaded: LoadedMeeting, target: Path | None = None) -> tuple[Problem, ...]:
    """Return the drafts of a kallelse that were changed by hand after they were built, as problems."""
    folder = (target or loaded.workspace.output) / loaded.stem
    manifest = read_manifest(folder)
    built = {each.name: each.sha256 for each in manifest.files} if manifest else {}
    own = {name: folder / name for name in built if name.startswith(f"{MAILS}{loaded.stem}-kallelse-")}
    return tuple(
        Problem(f"{shown_path(path)} var ändrad efter att den byggdes", level=Level.WARNING)
        for name, path in own.items()
        if path.is_file() and digest_of(path) != built[name]
    )


def _same_as(log: Log, called: Sequence[CalledPerson]) -> dict[str, str]:
    """Return keys in the log of nobody who is called now, each with that of whoever is called by the same address.

    Why: who is written in another way now must not get the kallelse again for that.
    """
    keys = {each.key for each in called}
    found: dict[str, str] = {}
    for entry in log.valid:
        alike = [each.key for each in called if _has_address(each, entry)]
        if entry.key not in keys and len(alike) == 1:
            found[entry.key] = alike[0]
    return found


def _has_address(called: CalledPerson, entry: LogEntry) -> bool:
    return called.email is not None and called.email.casefold() == entry.address.casefold()


def _by_todays_keys(log: Log, same_as: Mapping[str, str]) -> Log:
    entries = (replace(entry, key=same_as.get(entry.key, entry.key)) for entry in log.entries)
    return replace(log, entries=tuple(entries))


def _former(loaded: LoadedMeeting, key: str, entry: LogEntry) -> CalledPerson:
    """Return somebody who has got something of the meeting and is no longer called, by the name on that mail."""
    person = Person.model_construct(name=name_in_archive(loaded, entry) or key)
    return CalledPerson(person, key, entry.address, is_for_information=False, heading="")


def _recipient(member: MemberMail) -> Recipient:
    return Recipient.model_construct(name=member.name, key=member.key, email=member.address)


def _mails(members: Iterator[MemberMail]) -> tuple[PlannedMail, ...]:
    """Return the mails to those who are called; whoever has no address has an empty one."""
    listed = tuple(members)
    heads = {each.key: read_mail_head(each.data) for each in listed if each.data}
    known = next(iter(heads.values()), MailHead(None, (), "", ()))
    return tuple(_mail(each, heads.get(each.key, known)) for each in listed)


def _mail(member: MemberMail, head: MailHead) -> PlannedMail:
    recipients = (_recipient(member),)
    return PlannedMail(head.sender or ("", ""), head.subject, member.data, recipients, recipients, head.attached)


def _hindering(
    loaded: LoadedMeeting, options: NoticeOptions, occasion: NoticeOccasion, mails: Sequence[PlannedMail]
) -> Iterator[Problem]:
    if any(mail.data and not mail.sender[1] for mail in mails):
        yield Problem(_NO_SENDER, _HOW_SENDER)
    if occasion.cancelled and not mails:
        message = "Ingen har fått kallelsen enligt loggen, så det finns ingen att skicka till att mötet är inställt"
        yield Problem(message, "gick den ut på annat sätt, skicka mejlutkasten på samma sätt")
    issued = issued_words(loaded)
    if issued is not None and issued.reveals_secrets and not options.reveals_secrets:
        message = "Kallelsen som är antecknad har det som är sekretess i klartext, så den skickas inte oombedd"
        yield Problem(message, "om det får skickas med e-post, lägg till --med-sekretess också när du skickar")


def _secret(loaded: LoadedMeeting, source: NoticeSource) -> str:
    """Return the items under secrecy, as they are numbered; empty where there are none."""
    secret = [each.number for each in loaded.meeting.all_items if each.item.secrecy is not None]
    return enumeration([section_label(number, source.body.wording, " ") for number in secret])


def _told(
    source: NoticeSource, occasion: NoticeOccasion, got: Mapping[str, LogEntry], first: Collection[str]
) -> Iterator[Problem]:
    """Yield who has not got the kallelse before, and what comes of that."""
    new = [each.name for each in source.called if each.key in first]
    if new and not got:
        message = (
            "enligt loggen har programmet inte skickat kallelsen till någon; med --skicka får alla den i sin helhet"
        )
        yield Problem(message, "utkasten är till dem som redan har fått den på annat sätt", level=Level.HINT)
    elif new:
        message = f"{enumeration(new)} har inte fått kallelsen förut enligt loggen, och får den i sin helhet"
        yield Problem(message, level=Level.HINT)
    if occasion.cancelled and not got:
        message = "enligt loggen har programmet inte skickat kallelsen till någon, så --skicka skickar inget"
        yield Problem(message, "har du skickat den själv, skicka beskedet själv också", level=Level.HINT)
    elif occasion.cancelled:
        without = [each.name for each in source.called if each.key not in got]
        if without:
            message = f"{enumeration(without)} har inte fått kallelsen enligt loggen, och får inget nu heller"
            yield Problem(message, level=Level.HINT)


def _told_of_former(former: Sequence[CalledPerson], occasion: NoticeOccasion) -> Iterator[Problem]:
    names = enumeration([each.name for each in former])
    if former and occasion.cancelled:
        message = f"{names} kallas inte längre, men har fått kallelsen och får veta att mötet är inställt"
        yield Problem(message, level=Level.HINT)
    elif former:
        message = f"{names} har fått kallelsen enligt loggen, men kallas inte längre och får inget mer"
        yield Problem(message, "säg till själv, om det behövs", level=Level.WARNING)


def _told_of_names(source: NoticeSource, log: Log, same_as: Mapping[str, str]) -> Iterator[Problem]:
    names, known = {each.key: each.name for each in source.called}, {entry.key for entry in log.entries}
    for key, now in same_as.items():
        if now in known:
            continue
        message = f"{names[now]} har samma adress som {key} i loggen, och räknas som samma person"
        yield Problem(message, f"är det en annan, skicka med --på-nytt {now}", level=Level.HINT)
