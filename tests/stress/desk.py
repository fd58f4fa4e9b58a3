"""A coordinator's workspace for stress: commands run in processes forked from one that has it all imported."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
for folder in (TESTS, TESTS.parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from made import LETTER_STEM, copy_examples  # noqa: E402
from mail_server import PASSWORD, MailServer, Script  # noqa: E402

from naravard_docs.send.event import Event  # noqa: E402
from naravard_docs.send.log import Log, read_log  # noqa: E402
from tests.stress.fault import KINDS  # noqa: E402

MEETING = f"meetings/{LETTER_STEM}.yaml"
REFERENCE = f"{LETTER_STEM}-systemledning-och-framtidsbild"
LOG, ANSWERS = f"meetings/svar/{REFERENCE}.utskick.tsv", f"meetings/svar/{REFERENCE}.yaml"
LETTER_DAY, REMINDER_DAY = (2021, 4, 26), (2021, 10, 12)
PATIENCE_S = 120
STUCK = -1
PRELOADED = [
    *(
        "naravard_docs.cli.main",
        "naravard_docs.builder.build",
        "naravard_docs.builder.output_check",
        "naravard_docs.pdf.writer",
    ),
    *("naravard_docs.word.writer", "naravard_docs.check.pdf_rules", "naravard_docs.check.word_rules"),
    *("naravard_docs.dispatch.letters", "naravard_docs.dispatch.reminders", "naravard_docs.dispatch.server"),
    *("naravard_docs.send.run", "naravard_docs.responses.record", "naravard_docs.responses.import_list", "filelock"),
    *("naravard_docs.cli.build", "naravard_docs.cli.answers", "naravard_docs.cli.dispatch", "tests.stress.desk"),
]


@dataclass(frozen=True)
class Command:
    """A command with the day on which it is run."""

    words: tuple[str, ...]
    day: tuple[int, int, int] = LETTER_DAY


def recipients(count: int) -> dict[str, str]:
    """Return keys with addresses of a list."""
    return {f"ort{n}": f"registrator@ort{n}.se" for n in range(1, count + 1)}


def make_workspace(folder: Path, count: int) -> Path:
    """Make a workspace with one meeting, whose letter goes to so many."""
    shutil.rmtree(folder, ignore_errors=True)
    root = copy_examples(folder)
    for path in (root / "meetings").glob("*.yaml"):
        if path.stem != LETTER_STEM:
            path.unlink()
    shutil.rmtree(root / "meetings" / "svar", ignore_errors=True)
    listed = "".join(f"    - {{nyckel: {k}, namn: {k} kommun, e-post: {a}}}\n" for k, a in recipients(count).items())
    text = f"lanets-huvudman:\n  namn: Länets huvudmän\n  mottagare:\n{listed}"
    (root / "templates" / "sandlistor.yaml").write_text(text, encoding="utf-8")
    return root


class Desk:
    """Starts commands and waits for them; the mail server is this process's own."""

    def __init__(self, server: MailServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.account = folder / "post.yaml"
        self.account.write_text(server.account(), encoding="utf-8")
        self.context: ForkServerContext = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(PRELOADED)
        self.runs = 0

    def start(self, root: Path, command: Command, fault: tuple[str, int] | None = None) -> BaseProcess:
        self.runs += 1
        said = self.folder / f"sagt-{root.name}-{self.runs}.txt"
        arguments = (str(root), command, fault, str(self.account), str(said))
        process = self.context.Process(target=play, args=arguments)
        process.start()
        process.said = said  # type: ignore[attr-defined]
        return process

    def run(self, root: Path, command: Command, fault: tuple[str, int] | None = None) -> int:
        """Return the exit code of a command, or that it was stuck."""
        return self.wait(self.start(root, command, fault))

    def wait(self, process: BaseProcess) -> int:
        process.join(PATIENCE_S)
        if process.exitcode is None:
            process.kill()
            process.join()
            return STUCK
        return process.exitcode

    def count(self, root: Path, command: Command, kind: str) -> int:
        """Return how many points of a kind a command has, by running it to its end."""
        counted = self.folder / "antal.txt"
        counted.unlink(missing_ok=True)
        self.run(root, command, (f"{kind}:{counted}", -1))
        return int(counted.read_text("utf-8"))

    def forget(self) -> None:
        """Have the server begin anew."""
        self.server.received.clear()
        self.server.asked.clear()
        fresh = Script()
        self.server.script.__dict__.update(fresh.__dict__)


def play(root: str, command: Command, fault: tuple[str, int] | None, account: str, said: str) -> None:
    """Run a command in this process, which was forked for it."""
    from naravard_docs.cli import today
    from naravard_docs.cli.main import main

    os.chdir(root)
    os.environ.update(NARAVARD_POST=account, NARAVARD_SMTP_PASSWORD=PASSWORD)
    today._asked = lambda: datetime(*command.day, 9, tzinfo=UTC)  # type: ignore[assignment]
    with open(said, "w", encoding="utf-8") as file, contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):  # noqa: PTH123 - before faults
        kind, at = fault or ("", 0)
        kind, _, counted = kind.partition(":")
        injected = KINDS[kind](at) if kind else None
        if injected is not None:
            injected.install()
        code = 0
        try:
            main(list(command.words))
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        if counted and injected is not None:
            sys.setprofile(None)
            Path(counted).write_text(str(injected.count), encoding="utf-8")
        file.flush()
    os._exit(code)


def output(root: Path) -> dict[str, bytes]:
    """Return what is built, by name."""
    folder = root / "output"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def log(root: Path) -> Log:
    """Return the log, or an empty one; a line that cannot be read is an error."""
    path = root / LOG
    data = path.read_bytes() if path.exists() else b""
    whole = data[: data.rfind(b"\n") + 1]
    return read_log(path, whole.decode()).with_torn(data[len(whole) :])


def mails_amiss(root: Path, server: MailServer, occasion: str, expected: dict[str, str]) -> list[str]:
    """Return what is wrong with the mails to those expected: lost, doubled, or told otherwise than it was."""
    amiss: list[str] = []
    told = log(root)
    last, sent = told.last(occasion), told.sent(occasion)
    got = [address for received in server.received for address in received.to]
    for key, address in expected.items():
        times = got.count(address)
        entry = last.get(key)
        if times > 1:
            amiss.append(f"{key} got {times}")
        if key in sent and times == 0:
            amiss.append(f"{key} is «skickat» and got none")
        settled = key in sent or (entry is not None and (entry.is_uncertain or entry.event is Event.REFUSED))
        if not settled:
            amiss.append(f"{key} is lost: {entry}")
    return amiss


def manifest_amiss(root: Path) -> list[str]:
    """Return what the manifest lists and is not there, or the other way round."""
    folder = root / "output" / LETTER_STEM
    listed = {e["fil"] for e in json.loads((folder / "manifest.json").read_text("utf-8"))["filer"]}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    there = {n for n in there if not n.startswith("paminnelser/")} - {"manifest.json"}
    return [f"the manifest and the folder differ: {sorted(listed ^ there)}"] if listed != there else []
