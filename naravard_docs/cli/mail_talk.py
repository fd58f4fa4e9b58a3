"""What the terminal shows of a dispatch: who is to get it, who has got it, and what the server said of the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from naravard_docs.cli.show import Messenger
from naravard_docs.cli.terminal import TableHead, table, terminal_width
from naravard_docs.dispatch.message_status import MessageStatus
from naravard_docs.errors import ExitCode, Level, Problem
from naravard_docs.send.event import Event
from naravard_docs.send.mode import Mode
from naravard_docs.send.occasions import round_day
from naravard_docs.swedish import enumeration, with_noun

if TYPE_CHECKING:
    from naravard_docs.dispatch.dispatch import Dispatch, DispatchRow
    from naravard_docs.send.run import Pause, SendResult

HEADS = (
    TableHead("Mottagare", 10),
    TableHead("Adress", 12),
    TableHead("Storlek", is_number=True),
    TableHead("Läge", 12),
)
ANSWER = TableHead("Svar", 12)
NOTHING_SENT = "inget skickades nu"


def flags(mode: Mode | None, matter: str | None = None, correction: str | None = None) -> str:
    """Return the flags that ask for a way of sending, a matter, a correction: «--gemensamt --rättelse "skäl"»."""
    joint = "--gemensamt" if mode in (Mode.JOINT, Mode.HIDDEN) else ""
    hidden = "--adresser hemlig-kopia" if mode is Mode.HIDDEN else ""
    mark = "'" if '"' in (correction or "") else '"'
    corrected = f"--rättelse {mark}{correction}{mark}" if correction else ""
    return " ".join(filter(None, (joint, hidden, f"--ärende {matter}" if matter else "", corrected)))


def _asking(option: str, flags: str) -> str:
    return f"{flags} {option}".strip()


def preview(dispatch: Dispatch, mailbox: str | None = None) -> str:
    """Return subject, sender and attachments, and a line for each recipient; ``mailbox`` is what they are sent from."""
    mails = [row.mail for row in dispatch.rows]
    subjects = dict.fromkeys(mail.subject for mail in mails)
    senders = dict.fromkeys(mail.sender for mail in mails)
    files = dict.fromkeys(name for mail in mails for name in mail.attached)
    return "\n".join(
        (
            *(f"Ämne: {subject}" for subject in subjects),
            *(line for name, address in senders for line in _sender(name, address, mailbox)),
            *(f"Bilaga: {name}" for name in files),
            "",
            *_rows(dispatch),
        )
    )


def _sender(name: str, address: str, mailbox: str | None) -> tuple[str, ...]:
    if not address:
        return ("Från: – (ingen adress är känd)",)
    if mailbox in (None, address):
        return (f"Från: {name} <{address}>",)
    return f"Från: {name} <{mailbox}>", f"Svar till: {name} <{address}>"


def _rows(dispatch: Dispatch) -> Iterator[str]:
    """Return the table of recipients; one of reminders has a column for what their answers lack."""
    remarks = dispatch.plan.remarks
    cells = [(*_cells(row), *([remarks.get(row.key, "")] if remarks else ())) for row in dispatch.rows]
    return table([*HEADS, *([ANSWER] if remarks else ())], cells, terminal_width())


def _cells(row: DispatchRow) -> tuple[str, ...]:
    size = f"{max(1, round(len(row.mail.data) / 1000))} kB" if row.address else "–"
    return row.name, row.address or "–", size, message_status(row)


def message_status(row: DispatchRow) -> str:
    """Return where a message stands: «skickat 2021-04-26 09.15», «avvisat: 550 No such user»."""
    entry = row.entry
    if entry is not None and row.status in (MessageStatus.REFUSED, MessageStatus.DEFERRED):
        return f"{entry.event}: {entry.words}"
    if entry is not None and (row.status is MessageStatus.UNCERTAIN or entry.event.value == row.status.value):
        return f"{row.status} {entry.when:%Y-%m-%d %H.%M}"
    day = f" {row.told}" if row.told else ""
    return f"{row.status}{day} enligt svarsfilen" if row.status is MessageStatus.SENT else row.status


def event_text(event: SendResult | Pause) -> str:
    """Return one thing that happened while sending."""
    from naravard_docs.send.run import Pause

    if isinstance(event, Pause):
        number = with_noun(event.waiting, "mejl", "mejl")
        return f"{number} kvar; nytt försök om {_seconds(event.seconds)}"
    return f"{event.event}: {event.addressee.name} <{event.addressee.address}> – {event.words}"


def _seconds(number: float) -> str:
    """Return «1 sekund», «2,5 sekunder»."""
    return f"{number:g} {'sekund' if number == 1 else 'sekunder'}".replace(".", ",")


def dispatch_summary(dispatch: Dispatch, flags: str, is_stopped: bool = False) -> str:
    """Return how many have got the message, and what to do about the others unless what stopped it says that."""
    sent = len([row for row in dispatch.rows if row.status is MessageStatus.SENT])
    left = _left(dispatch)
    said = f"{dispatch.occasion}: {sent} av {len(dispatch.rows)} skickade; loggen är {dispatch.log_shown}"
    if left and dispatch.has_begun and not is_stopped:
        return f"{said}\nkontrollera det som är skickat, och skicka resten ({left}) med {_asking('--fortsätt', flags)}"
    return said


def _left(dispatch: Dispatch) -> int:
    return len([row for row in dispatch.rows if row.is_to_be_sent])


def next_step(dispatches: Sequence[Dispatch], flags: str) -> str:
    """Return what a preview ends with: that nothing went, and how to send what is left of each letter."""
    return "; ".join((NOTHING_SENT, *(step for each in dispatches for step in _steps(each, flags, len(dispatches)))))


def _steps(dispatch: Dispatch, flags: str, letters: int) -> Iterator[str]:
    first = next((row.name for row in dispatch.rows if row.is_to_be_sent), None)
    if first is None or dispatch.changed:  # of a change it is told what to do
        return
    own = _asking(dispatch.plan.option, flags) if letters > 1 else flags
    if dispatch.has_begun:
        yield f"skicka resten ({_left(dispatch)}) med {_asking('--fortsätt', own)}"
    else:
        yield f"skicka det första, till {first}, med {_asking('--skicka', own)}"


def nothing_more(dispatch: Dispatch, today: date) -> str:
    """Return why nothing was sent."""
    if _left(dispatch):
        return "--skicka skickar bara det första, och det är gjort"
    begun = round_day(str(dispatch.occasion))
    if begun is None:
        return "inget mer att skicka nu"
    when = "en ny kan börja tidigast i morgon, med" if begun == today else "en ny börjar med"
    return f"inget mer att skicka i {dispatch.occasion}; {when} --ny-omgång"


def stopped_message(dispatch: Dispatch, flags: str) -> tuple[str, str]:
    """Return that the user stopped the sending, and how to go on."""
    option = "--fortsätt" if dispatch.has_begun else "--skicka"
    doubtful = [row for row in dispatch.rows if row.status is MessageStatus.UNCERTAIN]
    about = f", och för {_named(doubtful)} är det osäkert" if doubtful else ""
    return (
        f"utskicket är avbrutet; det som hann skickas står i loggen, {dispatch.log_shown}{about}",
        f"fortsätt med {_asking(option, flags)}; ingen får mejlet två gånger" if _left(dispatch) else "",
    )


def tell_faults(
    dispatch: Dispatch, allows_missing: bool, has_tried: bool, talk: Messenger, has_sent_again: bool = False
) -> ExitCode:
    """Tell which recipients need something done, each with what, and return the exit code."""
    problems = [*_faults(dispatch, allows_missing, has_tried), *(_failed_again(dispatch) if has_sent_again else ())]
    talk.problems(problems)
    if any(problem.is_error for problem in problems):
        return ExitCode.CORRECTION
    is_behind = any(row.status is MessageStatus.DEFERRED for row in dispatch.rows)
    return ExitCode.SERVER if has_tried and is_behind else ExitCode.DONE


def another_message(dispatch: Dispatch) -> tuple[str, str]:
    """Return that the rest would get another message than the first, and what to do."""
    if dispatch.begun_as not in (None, dispatch.plan.mode):
        begun = flags(dispatch.begun_as) or "--en-och-en"
        return (
            f"utskicket är påbörjat med {begun}, och nu skulle resten få ett annat mejl",
            f"skriv om kommandot med samma flaggor: {_asking('--fortsätt', begun)}",
        )
    words = dispatch.plan.words
    return words.changed.format(names=_named(dispatch.changed)), words.restored


def _faults(dispatch: Dispatch, allows_missing: bool, has_tried: bool) -> Iterator[Problem]:
    from naravard_docs.send.refusals import refusal_of_sender

    if dispatch.changed and any(row.is_to_be_sent for row in dispatch.rows):
        yield Problem(*another_message(dispatch), level=Level.WARNING)

    def having(status: MessageStatus) -> list[DispatchRow]:
        return [row for row in dispatch.rows if row.status is status]

    missing = having(MessageStatus.UNREACHABLE)
    if missing and (has_tried or not dispatch.plan.words.remarks_unreachable):
        places = [place for row in missing if (place := dispatch.plan.place_of_address(row.key))]
        lines = f", rad {enumeration([str(place.line) for place in places])}" if places else ""
        yield Problem(
            f"{dispatch.plan.reference}: {_named(missing)} saknar e-postadress",
            f"lägg till e-post i {dispatch.plan.words.addresses}{lines}",
            next(iter(places), None),
            level=Level.WARNING if allows_missing else Level.ERROR,
        )
    for row in having(MessageStatus.REFUSED):
        yield Problem(
            f"{row.name} <{row.address}> avvisades; servern svarade: {row.entry.words if row.entry else ''}",
            f"rätta adressen i {dispatch.plan.words.addresses} och kör igen, eller försök igen med --på-nytt {row.key}",
        )
    for row in having(MessageStatus.UNCERTAIN):
        yield Problem(
            f"{row.name} <{row.address}> har kanske fått mejlet: det lämnades till servern, men inget svar kom",
            f"fråga mottagaren; har det inte kommit fram, skicka igen med --på-nytt {row.key}",
        )
    deferred = having(MessageStatus.DEFERRED)
    of_sender = [row for row in deferred if row.entry and refusal_of_sender(row.entry.words)]
    if of_sender and not has_tried:  # else it is what stopped the sending, and is told as that
        yield _refused_sender(of_sender)
    if deferred := [row for row in deferred if row not in of_sender]:
        words = deferred[-1].entry.words if deferred[-1].entry else ""
        yield Problem(
            f"mejlet till {_named(deferred)} kom inte iväg: {words}",
            "kör igen om en stund; ingen får mejlet två gånger",
            level=Level.WARNING,
        )


def _refused_sender(rows: Sequence[DispatchRow]) -> Problem:
    """Return that the server took nothing from the sender the last time, and what to do about that."""
    from naravard_docs.send.refusals import refusal_of_sender

    words = rows[-1].entry.words if rows[-1].entry else ""
    known = refusal_of_sender(words)
    message = f"mejlet till {_named(rows)} kom inte iväg: {known.meaning if known else words} ({words})"
    return Problem(message, known.remedy if known else "", level=Level.WARNING)


def _failed_again(dispatch: Dispatch) -> Iterator[Problem]:
    """Tell of what was sent again to who had it already, and did not get there."""
    last = dispatch.log.last(str(dispatch.occasion))
    for row in dispatch.rows:
        entry = last.get(row.key)
        if row.status is MessageStatus.SENT and entry is not None and entry.event is not Event.SENT:
            yield Problem(
                f"{row.name} <{entry.address}> har fått mejlet förut, men inte på nytt ({entry.event}): {entry.words}",
                f"försök igen med --på-nytt {row.key}",
            )


def _named(rows: Iterable[DispatchRow]) -> str:
    return enumeration([row.name for row in rows])


def dispatches_json(dispatches: Sequence[Dispatch], files: Sequence[str]) -> str:
    """Return every dispatch with every recipient's standing as JSON."""
    told = {"utskick": [_json(dispatch) for dispatch in dispatches], "filer": list(files)}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _json(dispatch: Dispatch) -> dict[str, Any]:
    rows = [
        {
            "mottagare": row.key,
            "namn": row.name,
            "e-post": row.address,
            "läge": row.status,
            "tid": row.entry.when.isoformat(timespec="seconds") if row.entry else None,
            "svar": row.entry.words if row.entry else None,
            "meddelande-id": row.message.id,
            "byte": len(row.mail.data),
        }
        for row in dispatch.rows
    ]
    return {
        "ärende": dispatch.plan.reference,
        "utskick": str(dispatch.occasion),
        "logg": dispatch.log_shown,
        "mottagare": rows,
    }
