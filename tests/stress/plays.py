"""The plays: each command killed, on a full disk, all at once, and with a mail server that lets it down."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.stress.desk import (
    ANSWERS,
    LETTER_DAY,
    MEETING,
    REMINDER_DAY,
    STUCK,
    Command,
    Desk,
    log,
    mails_amiss,
    make_workspace,
    manifest_amiss,
    output,
    recipients,
)
from tests.stress.fault import KILLED

COUNT = 3
FIRST, REST = ("utskick", MEETING, "--skicka"), ("utskick", MEETING, "--fortsätt")
ALL_RIGHT = (0, 1)
"""A recipient of whom nothing is known is told as something to correct."""


@dataclass
class Tally:
    """What a play came to: how many points or runs, and what was found amiss."""

    name: str
    points: int = 0
    killed: int = 0
    amiss: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, where: str, found: list[str]) -> None:
        self.amiss += [f"{self.name}, {where}: {each}" for each in found]


@dataclass(frozen=True)
class Play:
    """A command to be killed, what is there before it, and how what it leaves is judged."""

    name: str
    command: Command
    prepare: Callable[[Desk, Path], None]
    judge: Callable[[Desk, Path, Path, Path], list[str]]


def _prepare_build(desk: Desk, root: Path) -> None:
    assert desk.run(root, Command(("bygg", MEETING, "--tyst"))) == 0
    path = root / MEETING
    path.write_text(path.read_text("utf-8").replace("svar_senast: 2021-09-30", "svar_senast: 2021-10-29"), "utf-8")


def _judge_build(desk: Desk, root: Path, before: Path, after: Path) -> list[str]:
    old, new, now = output(before), output(after), output(root)
    amiss = [n for n, d in now.items() if not n.endswith(".tmp") and d not in (old.get(n), new.get(n))]
    found = [f"half-written: {name}" for name in amiss] + [f"lost: {name}" for name in old if name not in now]
    code = desk.run(root, Command(("bygg", MEETING, "--tyst")))
    again = output(root)
    found += [f"the next run answers {code}"] if code else []
    found += [f"the next run gives others: {sorted(n for n in {*again, *new} if again.get(n) != new.get(n))}"] * (
        again != new
    )
    return found


def _prepare_answers(desk: Desk, root: Path) -> None:
    for key in ("ort1", "ort2"):
        assert desk.run(root, Command(("svar", MEETING, key, "--skickat", "2021-04-26", "--tyst"))) == 0
    (root / ANSWERS).chmod(0o600)


RECORD = Command(("svar", MEETING, "ort2", "--mottaget", "2021-04-28", "--tyst"), (2021, 4, 28))


def _judge_answers(desk: Desk, root: Path, before: Path, after: Path) -> list[str]:
    now, new = (root / ANSWERS).read_bytes(), (after / ANSWERS).read_bytes()
    found = [] if now in ((before / ANSWERS).read_bytes(), new) else ["the answers are neither the old nor the new"]
    found += [f"the next run answers {code}"] if (code := desk.run(root, RECORD)) else []
    found += [] if (root / ANSWERS).read_bytes() == new else ["the next run does not record the answer"]
    found += [f"left behind: {p.name}" for p in (root / ANSWERS).parent.iterdir() if p.name.endswith(".tmp")]
    return found + ([] if (root / ANSWERS).stat().st_mode & 0o777 == 0o600 else ["the permissions are others"])


def _prepare_letters(desk: Desk, root: Path) -> None:
    assert desk.run(root, Command(FIRST)) == 0


def _prepare_reminders(desk: Desk, root: Path) -> None:
    _prepare_letters(desk, root)
    assert desk.run(root, Command(REST)) == 0
    assert desk.run(root, Command(("påminn", MEETING, "--skicka"), REMINDER_DAY)) == 0


def _judging_mails(command: Command, occasion: str) -> Callable[[Desk, Path, Path, Path], list[str]]:
    def judge(desk: Desk, root: Path, before: Path, after: Path) -> list[str]:
        code = desk.run(root, command)
        left = dict(list(recipients(COUNT).items())[1:])  # the first has got it before
        found = mails_amiss(root, desk.server, occasion, left)
        found += [f"{a} got one more" for r in desk.server.received for a in r.to if a not in left.values()]
        found += [] if code in ALL_RIGHT else [f"the next run answers {code}"]
        text = (root / ANSWERS).read_text("utf-8")
        key = "skickat: 2021-04-26" if occasion == "brev" else "2021-10-12"
        sent = log(root).sent(occasion)
        found += [] if text.count(key) == len(sent) else ["the answers do not tell what the log does"]
        return found

    return judge


LETTERS = Command(REST)
REMINDERS = Command(("påminn", MEETING, "--fortsätt"), REMINDER_DAY)
PLAYS = (
    Play("bygg", Command(("bygg", MEETING, "--tyst")), _prepare_build, _judge_build),
    Play("svar", RECORD, _prepare_answers, _judge_answers),
    Play("utskick", LETTERS, _prepare_letters, _judging_mails(LETTERS, "brev")),
    Play("påminn", REMINDERS, _prepare_reminders, _judging_mails(REMINDERS, "påminnelse 2021-10-12")),
)


def _stage(desk: Desk, play: Play, folder: Path) -> tuple[Path, Path]:
    """Make the workspace before the command and after it, undisturbed."""
    before = make_workspace(folder / f"{play.name}-fore", COUNT)
    desk.forget()
    play.prepare(desk, before)
    after = _copied(before, folder / f"{play.name}-efter")
    desk.forget()
    assert desk.run(after, play.command) == 0
    return before, after


def _copied(source: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    return target


def killed(desk: Desk, play: Play, folder: Path, points: int) -> Tally:
    """Kill a command at so many points: first those where it touches files or the server, then between its calls."""
    tally = Tally(f"{play.name}, killed")
    before, after = _stage(desk, play, folder)
    work = folder / f"{play.name}-nu"
    steps = desk.count(_copied(before, work), play.command, "steps")
    desk.forget()
    chosen = [("steps", at) for at in _spread(steps, min(points, steps))]
    if left := points - len(chosen):
        calls = desk.count(_copied(before, work), play.command, "calls")
        chosen += [("calls", at) for at in _spread(calls, left)]
    tally.notes["steps that touch files or the server"] = steps
    for fault in chosen:
        desk.forget()
        code = desk.run(_copied(before, work), play.command, fault)
        tally.points += 1
        tally.killed += code == KILLED
        found = ["stuck"] if code == STUCK else [f"an internal error ({code})"] if code == 70 else []
        tally.add(f"{fault[0]} {fault[1]}", found + play.judge(desk, work, before, after))
    return tally


def _spread(total: int, count: int) -> list[int]:
    """Return so many numbers from 1 to a total, evenly."""
    return sorted({1 + n * total // count for n in range(count)}) if count else []


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[Path | None]:
    """Provide a disk of its own, None where none can be had."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        is_mounted = subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        is_mounted = False
    try:
        yield folder if is_mounted else None
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], capture_output=True)


def full_disk(desk: Desk, play: Play, folder: Path, points: int) -> Tally:
    """Run a command on a disk that is full at once or soon, then again when there is room."""
    tally = Tally(f"{play.name}, full disk")
    before, after = _stage(desk, play, folder)
    with _small_disk(folder / f"{play.name}-disk", "24m") as disk:
        work = (disk or folder) / "yta"
        steps = desk.count(_copied(before, work), play.command, "full")
        for n, at in enumerate(_spread(steps, points)):
            desk.forget()
            filler = _copied(before, work).parent / "fyllnad"
            if disk is not None:
                _fill(filler, leaves=n * n * 4096 * 4)
            code = desk.run(work, play.command, None if disk is not None else ("full", at))
            filler.unlink(missing_ok=True)
            tally.points += 1
            tally.notes["refused (3)"] += code == 3
            found = [] if code in (0, 1, 3) else [f"answers {code}"]
            tally.add(f"point {n}", found + play.judge(desk, work, before, after))
        tally.notes["on a tmpfs" if disk else "injected"] += 1
    return tally


def _fill(path: Path, leaves: int) -> None:
    """Fill a disk but for so many bytes."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            pass
        file.truncate(max(0, file.seek(0, 2) - leaves))


def at_once(desk: Desk, folder: Path, rounds: int) -> Tally:
    """Run twenty commands at once on one workspace, some of them sending, and look for what is missing."""
    tally = Tally("20 at once")
    everyone = recipients(8)
    base = make_workspace(folder / "samtidigt-fore", len(everyone))
    desk.forget()
    assert desk.run(base, Command(FIRST)) == 0
    for number in range(rounds):
        desk.forget()
        root = _copied(base, folder / "samtidigt-nu")
        commands = [
            *(Command(("svar", MEETING, key, "--diarienummer", f"D-{number}-{key}", "--tyst")) for key in everyone),
            *(Command(("bygg", MEETING, "--bara", kind)) for kind in ("protokoll", "rekommendation", "mejl")),
            *[Command(REST)] * 4,
            *[Command(("påminn", MEETING), REMINDER_DAY)] * 2,
            Command(("läge", MEETING)),
            Command(("kontrollera", MEETING)),
            Command(("utskick", MEETING, "--gemensamt")),
        ]
        running = [desk.start(root, command) for command in commands]
        codes = [desk.wait(process) for process in running]
        tally.points += len(commands)
        tally.notes["told that another sends (3)"] += codes.count(3)
        found = [
            f"«{' '.join(c.words)}» answers {code}"
            for c, code in zip(commands, codes, strict=True)
            if code not in (0, 3)
        ]
        found += [
            f"svar was refused: {c.words[2]}"
            for c, k in zip(commands, codes, strict=True)
            if k and c.words[0] == "svar"
        ]
        code = desk.run(root, Command(REST))
        found += [f"the last run answers {code}"] * (code != 0)
        found += mails_amiss(root, desk.server, "brev", dict(list(everyone.items())[1:]))
        text = (root / ANSWERS).read_text("utf-8")
        found += [f"the answer of {key} is lost" for key in everyone if f"D-{number}-{key}" not in text]
        found += [] if text.count("skickat:") == len(everyone) else ["days are missing in the answers"]
        found += manifest_amiss(root)
        tally.add(f"round {number + 1}", found)
    return tally


def mail_faults(desk: Desk, folder: Path) -> Tally:
    """Have the server break off, refuse and put off at each place, send again until all is settled, and count."""
    tally = Tally("mail faults")
    base = make_workspace(folder / "mejl-fore", COUNT)
    everyone = recipients(COUNT)
    scripts: list[dict[str, object]] = [
        *({"drops": (stage, n)} for stage in ("vid MAIL", "i DATA", "efter DATA") for n in range(COUNT)),
        *({"refused": {address: "550 5.1.1 No such user"}} for address in everyone.values()),
        *({"greylisted": {address: times}} for address in everyone.values() for times in (1, 9)),
        *({"answer_to_data": said} for said in ("451 4.3.0 Later", "552 5.3.4 Too big", "421 4.3.2 Closing")),
        {"refused_sender": "553 5.7.1 Not yours"},
    ]
    for options in ((), ("--gemensamt",)):
        for script in scripts:
            desk.forget()
            root = _copied(base, folder / "mejl-nu")
            desk.server.script.__dict__.update(script)
            codes = [desk.run(root, Command((*words, *options))) for words in (FIRST, REST)]
            desk.server.script.__dict__.update(
                {"answer_to_data": "", "refused_sender": "", "greylisted": {}, "drops": None}
            )
            codes += [desk.run(root, Command((*words, *options))) for words in (FIRST, REST)]
            tally.points += 1
            found = [f"answers {code}" for code in codes if code in (STUCK, 70)]
            tally.add(f"{script} {options}", found + mails_amiss(root, desk.server, "brev", everyone))
            tally.notes["left uncertain"] += sum(e.is_uncertain for e in log(root).last("brev").values())
    return tally


__all__ = ["LETTER_DAY", "PLAYS", "Tally", "at_once", "full_disk", "killed", "mail_faults"]
