"""The parts of the measuring: each takes every entrant in turn, round by round, so that what disturbs disturbs all."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.entrants import OTHERS, OURS, PROGRAM, REPOSITORY, TYPST, WORD_TEMPLATE, WORK, Entrant, environment
from benchmarks.mail import mail_server
from benchmarks.processes import MeasuringError, Ran, run
from benchmarks.results import Row
from benchmarks.saving import rows_of
from benchmarks.worker import WARM_UP

SLOW_SECONDS = 15.0
"""What takes longer is measured once."""

BUILT, MANY, SAVED, RECIPIENTS = WORK / "built", WORK / "många", WORK / "sparat", WORK / "mottagare"
LETTER = "meetings/2021-03-19-samrad-vard-och-omsorg.yaml"
MEETING = "meetings/2023-03-24-systemledning.yaml"
FRESH = {"XDG_CACHE_HOME": str(WORK / "cache"), "NARAVARD_CACHE": "ja"}
"""Where what is kept of meetings lies while searches are measured: there is nothing of it at first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    rounds: int
    documents: int
    meetings: tuple[int, ...]
    items: tuple[int, ...]
    many: int
    recipients: int


FULL = Plan(rounds=5, documents=50, meetings=(25, 50, 100, 200), items=(1, 10, 100, 1000), many=1000, recipients=2000)
QUICK = Plan(rounds=1, documents=8, meetings=(10, 20), items=(1, 10, 100), many=50, recipients=50)
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: its row without measures, what is done before each run, and the run."""

    row: Row
    prepare: Callable[[], None]
    measure: Callable[[], Ran]


def cold(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """One meeting, from the start of the process to the files; the first round is not counted."""
    yield from in_turn([_cold(entrant) for entrant in entrants], plan.rounds + 2, uncounted=1)


def warm(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """Meetings one after the other in one process on one core; seconds are the median document's."""
    yield from in_turn([_warm(entrant, plan.documents) for entrant in entrants if not entrant.tool], plan.rounds)


def batch(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """Many meetings, the start included: growing numbers on two workers, the largest on one and on more."""
    cores = os.cpu_count() or 1
    most = plan.meetings[-1]
    growing = [(size, WORKERS) for size in plan.meetings[:-1]] + [
        (most, count) for count in sorted({1, cores} - {WORKERS})
    ]
    works = [_batch(entrant, *size) for size in growing for entrant in entrants if entrant in (OURS, TYPST)]
    works += [_batch(entrant, most, WORKERS) for entrant in entrants]
    yield from in_turn(works, min(plan.rounds, 3))


def items(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """One meeting of so many items, in a process that has built small ones already; the peak is the process's."""
    chosen = [entrant for entrant in entrants if not entrant.tool]
    yield from in_turn([_items(entrant, size) for size in plan.items for entrant in chosen], min(plan.rounds, 3))


def commands(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """The commands for which nobody else has a counterpart: help, completion, checking, building what is unchanged."""
    if OURS not in entrants:
        return
    completing = {"_NARAVARD_COMPLETE": "bash_complete", "COMP_WORDS": "naravard by", "COMP_CWORD": "1"}
    yield from in_turn(
        [
            _command("help", ["--help"], REPOSITORY),
            _command("completion", [], REPOSITORY, more=completing),
        ],
        2 * plan.rounds,
        uncounted=1,
    )
    yield from in_turn([_command("check", ["kontrollera", "--tyst"], MANY, plan.many)], min(plan.rounds, 3))
    yield from in_turn([_command("unchanged", ["bygg", "--tyst"], MANY, plan.many, _built)], min(plan.rounds, 3))


def saving(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """From a save to what a process that stays makes of it: files, and the page in the browser."""

    def prepare() -> None:
        shutil.rmtree(SAVED, ignore_errors=True)

    works = [Work(row, prepare, measure(SAVED)) for row, measure in rows_of(entrants)]
    yield from in_turn(works, min(plan.rounds, 3))


def html(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """The page for the web: cold, and one after the other in one process."""
    if OURS not in entrants:
        return
    source = OURS.source("mote-0001")
    command = [PROGRAM, "bygg", str(source), "--bara", "protokoll", "--format", "html", "--till", str(BUILT)]
    once = Work(Row("html cold", OURS.name), _emptied, lambda: run(command, REPOSITORY, environment()))
    page = replace(OURS, module="naravard_html")
    works = [once, _warm(page, plan.documents, "html warm")]
    yield from in_turn(works, plan.rounds)


def search(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """Commands over many meetings: the first time, with nothing kept of them, and again when nothing has changed."""
    if OURS not in entrants:
        return
    rounds = min(plan.rounds, 3)
    for name, words in (("check", ["kontrollera", "--tyst"]), ("decisions", ["beslut"]), ("status", ["läge"])):
        first = _command(f"{name} first", words, MANY, plan.many, _forget, more=FRESH)
        again = _command(f"{name} again", words, MANY, plan.many, more=FRESH)
        yield from in_turn([first, again], rounds)


def recipients(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """A letter to many recipients: checked, told of, made for all, and sent to each by a server on this machine."""
    if OURS not in entrants:
        return
    words = (
        ("recipients check", ["kontrollera", LETTER]),
        ("recipients status", ["läge", LETTER]),
        ("recipients letter", ["brev", LETTER, "--tyst"]),
    )
    works = [_command(name, command, RECIPIENTS, plan.recipients) for name, command in words]
    yield from in_turn(works, min(plan.rounds, 3))
    with mail_server(WORK / "mail") as account:
        send = ["utskick", LETTER, "--fortsätt", "--tyst"]

        def begun() -> None:
            _anew(RECIPIENTS)
            run([PROGRAM, "utskick", LETTER, "--skicka", "--tyst"], RECIPIENTS, {**environment(), **account})

        yield from in_turn([_command("dispatch", send, RECIPIENTS, plan.recipients, begun, account)], 1)


def start(plan: Plan, entrants: Sequence[Entrant]) -> Iterator[Row]:
    """Commands about one meeting, the start of the process included."""
    if OURS not in entrants:
        return
    words = (
        ("start check", ["kontrollera", MEETING]),
        ("start status", ["läge", LETTER]),
        ("start answer", ["svar", LETTER, "mala", "--mottaget", "2021-04-27", "--prova"]),
        ("start decisions", ["beslut"]),
    )
    works = [_command(name, command, REPOSITORY) for name, command in words]
    yield from in_turn(works, plan.rounds + 1, uncounted=1)


PARTS: Mapping[str, Callable[[Plan, Sequence[Entrant]], Iterator[Row]]] = {
    "cold": cold,
    "warm": warm,
    "batch": batch,
    "items": items,
    "commands": commands,
    "saving": saving,
    "html": html,
    "search": search,
    "recipients": recipients,
    "start": start,
}


def in_turn(works: Sequence[Work], rounds: int, uncounted: int = 0) -> Iterator[Row]:
    """Measure works in turn, round by round, and yield their rows when all rounds are done.

    One that fails is noted and left out of later rounds, one that is slow is measured once.
    """
    taking_part = list(works)
    for number in range(rounds):
        for work in tuple(taking_part):
            row = work.row
            _say(f"{row.part} · {row.entrant} · {row.size} · {number + 1}/{rounds}")
            try:
                work.prepare()
                ran = work.measure()
            except MeasuringError as error:
                row.note = str(error)
                taking_part.remove(work)
                continue
            is_slow = ran.seconds > SLOW_SECONDS
            if is_slow:
                taking_part.remove(work)
            if is_slow or number >= uncounted:
                _take(row, ran)
    _say("")
    yield from (work.row for work in works)


def prepare_content(plan: Plan) -> None:
    """Make what is built, the Word template and everybody's bytecode.

    Raises:
        MeasuringError: if this program cannot compose its own meetings.
    """
    _say("preparing")
    numbers = [plan.meetings[-1], plan.many, plan.recipients, *plan.items]
    run([sys.executable, "-m", "benchmarks.content", str(WORK), *map(str, numbers)], REPOSITORY, environment())
    compiling = "import compileall, sys, sysconfig\n"
    compiling += "for folder in (sysconfig.get_path('purelib'), *sys.argv[1:]): compileall.compile_dir(folder, quiet=2)"
    for python in (Path(sys.executable), OTHERS):
        if python.exists():
            run([str(python), "-c", compiling, "naravard_docs", "benchmarks"], REPOSITORY, environment())
    with suppress(MeasuringError, OSError):  # without docxtpl there is no template, and its rows say so
        run([str(OTHERS), "-m", "benchmarks.builders.word_template", str(WORD_TEMPLATE)], REPOSITORY, environment())


def _take(row: Row, ran: Ran) -> None:
    """Add one run's measures; a warm process tells the seconds of each document itself."""
    told = json.loads(ran.out) if row.part in ("warm", "html warm", "items") else []
    row.seconds.append(statistics.median(told) if told else ran.seconds)
    row.cpu_seconds.append(ran.cpu_seconds)
    row.peak_mib.append(ran.peak_mib)
    if told:
        row.each.append(told)


def _cold(entrant: Entrant) -> Work:
    source = entrant.source("mote-0001")
    command = entrant.command("once", source, BUILT)
    if entrant.is_ours:
        command = [PROGRAM, "bygg", str(source), "--bara", "protokoll", "--till", str(BUILT)]
    return Work(Row("cold", entrant.name), _emptied, lambda: run(command, REPOSITORY, environment()))


def _warm(entrant: Entrant, documents: int, part: str = "warm") -> Work:
    sources = [entrant.source(f"mote-{number:04}") for number in range(1, documents + WARM_UP + 1)]
    command = entrant.command("warm", BUILT, *sources)
    row = Row(part, entrant.name, size=documents)
    return Work(row, _emptied, lambda: run(command, REPOSITORY, environment(), is_pinned=True))


def _batch(entrant: Entrant, size: int, workers: int) -> Work:
    sources = [entrant.source(f"mote-{number:04}") for number in range(1, size + 1)]
    command = entrant.command("batch", BUILT, str(workers), *sources)
    if entrant.is_ours:
        chosen = [str(source) for source in sources]
        command = [PROGRAM, "bygg", *chosen, "--bara", "protokoll", "--jobb", str(workers), "--till", str(BUILT)]

    def prepare() -> None:
        _emptied()
        if entrant.tool:  # it makes a profile for each worker, the first time
            run(entrant.command("batch", BUILT, str(workers), *sources[:workers]), REPOSITORY, environment())

    row = Row("batch", entrant.name, size=size, workers=workers)
    return Work(row, prepare, lambda: run(command, REPOSITORY, environment()))


def _items(entrant: Entrant, size: int) -> Work:
    small = [entrant.source(f"mote-{number:04}") for number in range(1, WARM_UP + 1)]
    command = entrant.command("warm", BUILT, *small, entrant.source(f"arenden-{size}"))
    row = Row("items", entrant.name, size=size)
    return Work(row, _emptied, lambda: run(command, REPOSITORY, environment(), is_pinned=True))


def _command(
    part: str,
    arguments: Sequence[str],
    folder: Path,
    size: int = 1,
    prepare: Callable[[], None] = lambda: None,
    more: Mapping[str, str] | None = None,
) -> Work:
    def measure() -> Ran:
        return run([PROGRAM, *arguments], folder, {**environment(), **(more or {})}, is_pinned=size > 1)

    return Work(Row(part, OURS.name, size=size), prepare, measure)


def _built() -> None:
    """Build the many meetings once, so that there is something unchanged."""
    if not (MANY / "output").exists():
        run([PROGRAM, "bygg", "--tyst", "--jobb", str(os.cpu_count() or 1)], MANY, environment())


def _forget() -> None:
    """Have nothing kept of the meetings, but the fonts, which are cut once for all."""
    shutil.rmtree(FRESH["XDG_CACHE_HOME"], ignore_errors=True)


def _anew(workspace: Path) -> None:
    """Have nothing sent, answered or built in a workspace."""
    for name in ("arkiv", "output", "meetings/svar"):
        shutil.rmtree(workspace / name, ignore_errors=True)


def _emptied() -> None:
    """Let nothing stand where is built, nor in the archive: what is there is taken as it is, and no longer measured.

    The meetings are adopted, so that the first build of each stores its minutes, and a later one takes them from there.
    """
    for folder in (BUILT, *(WORK / "möten" / name for name in ("arkiv", ".las"))):
        shutil.rmtree(folder, ignore_errors=True)
    BUILT.mkdir(parents=True)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    elif text:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
