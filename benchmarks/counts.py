"""What was won, held by counts: calls, parses, files opened, modules imported, bytes. None depends on the machine.

Run: python -m benchmarks.counts prints every count with its limit; tests/test_counts.py asserts them.
A count that falls is a gain to hold: lower its limit in the same commit.
"""

from __future__ import annotations

import cProfile
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree

import lxml.etree
import pypdf
from ruamel.yaml import YAML

from benchmarks.content import (
    MEETING,
    REPOSITORY,
    letter_workspace,
    meeting_of,
    new_workspace,
    pattern_of_meeting,
    varied,
)
from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.plan import plan_build
from naravard_docs.check.objects import Objects
from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.workspace import Workspace

MINUTES = BuildOptions(frozenset({DocumentKind.MINUTES}))
RENDERERS = ("reportlab", "PIL", "docx", "pypdf", "lxml", "fontTools", "jinja2")
MAKERS = (*RENDERERS, "pydantic", "ruamel", "markdown_it")
HEAVY = (*RENDERERS, "pydantic", "msgspec", "ruamel", "markdown_it")
UNUSED = (
    *("PIL.Image", "email.message", "importlib.metadata", "holidays", "holidays.countries", "markdown_it", "lxml"),
    *("traceback", "difflib", "html.entities", "email.utils", "encodings.idna"),
)
"""What commands that make no documents imported once, and need not."""

FEW, MANY = 50, 100
FEW_RECIPIENTS, MANY_RECIPIENTS = 20, 60
CALLS_PER_ITEM: Mapping[str, int] = {
    "read": 1_920,
    "compose": 820,
    "PDF": 4_950,
    "PDF check": 2_950,
    "Word": 690,
    "Word check": 500,
}
"""How many function calls each stage may make for one more item: what it made when last measured, and a little more.

The check of a PDF makes two more for each object than it did: it looks up whether it has read the same bytes before.
"""

_OPENED: list[str] = []


@dataclass(frozen=True, slots=True)
class Count:
    """A count that must not pass its limit."""

    name: str
    value: float
    limit: float

    @property
    def is_held(self) -> bool:
        return self.value <= self.limit


def all_counts() -> Iterator[Count]:
    """Yield every count."""
    yield from import_counts()
    yield from build_counts()
    yield from unchanged_counts()
    yield from file_counts()
    yield from growth_counts()
    yield from recipient_counts()


def import_counts() -> Iterator[Count]:
    """Count the libraries that a command has imported when it is done."""
    yield Count("heavy libraries imported for --help", _imported(HEAVY, "--help"), 0)
    for command in ("bygg", "utskick", "läge", "beslut"):
        yield Count(f"heavy libraries imported for {command} --help", _imported(HEAVY, command, "--help"), 0)
    meeting = str(MEETING.relative_to(REPOSITORY))
    with tempfile.TemporaryDirectory() as folder:  # where nothing is in an archive, so that no words are compared
        for name in ("meetings", "templates"):
            shutil.copytree(REPOSITORY / name, Path(folder) / name)
        for command, arguments in (("kontrollera", [meeting]), ("läge", []), ("beslut", [])):
            count = _imported(UNUSED, command, *arguments, root=Path(folder))
            yield Count(f"what {command} has no use for, imported", count, 0)
    yield Count("what a command has no use for, imported for --help", _imported((*UNUSED, "string"), "--help"), 0)
    yield Count("renderers' libraries imported for kontrollera", _imported(RENDERERS, "kontrollera", meeting), 0)


def build_counts() -> Iterator[Count]:
    """Count what «bygg» reads for one more meeting, when it has built one."""
    with tempfile.TemporaryDirectory() as folder:
        meetings = new_workspace(Path(folder) / "arbetsyta")
        pattern = pattern_of_meeting()
        first, second = (meetings / f"mote-{number}.yaml" for number in (1, 2))
        for number, path in enumerate((first, second)):
            path.write_text(varied(number, pattern), "utf-8")
        _build(first)
        with _counted() as counts:
            _build(second)
        yield Count("YAML files parsed for one more meeting", counts["yaml"], 1)
        own = [name for name in _OPENED[counts["before"] :] if Path(name).is_relative_to(folder)]
        yield Count("files of the workspace opened for one more meeting", len(own), 14)
        # the lock of its folder is one; what is adopted is stored: three files, the register and its lock
        with _counted() as counts:
            _build(second)
        yield Count("YAML files parsed for an unchanged meeting", counts["yaml"], 0)
        own = [name for name in _OPENED[counts["before"] :] if Path(name).is_relative_to(folder)]
        yield Count("files of the workspace opened for an unchanged meeting", len(own), 5)
        imported = _imported(MAKERS, "bygg", str(second), "--bara", "protokoll", root=meetings.parent)
        yield Count("libraries of models and documents imported for an unchanged meeting", imported, 0)


def unchanged_counts() -> Iterator[Count]:
    """Count what «kontrollera» and «beslut» read of a meeting that is as it was when it was asked about before."""
    with tempfile.TemporaryDirectory() as folder:
        for what, number in zip(("few", "many"), (5, 15), strict=True):
            meetings = new_workspace(Path(folder) / what)
            for each in range(number):
                (meetings / f"mote-{each:03}.yaml").write_text(varied(each, MEETING_IN_BRIEF), "utf-8")
        for command in ("kontrollera", "beslut"):
            few, many = (_opened(Path(folder) / what, folder, command) for what in ("few", "many"))
            yield Count(f"{command}: files opened for one more unchanged meeting", (many - few) / 10, 0)


MEETING_IN_BRIEF = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Ett (¤)\n    beslut: att göra så\n"


def _opened(root: Path, cache: str, command: str) -> int:
    """Return how many files of a workspace a command opens that has been given before."""
    asked = (
        "import os, sys\nfrom pathlib import Path\nfrom naravard_docs.cache import program, sources, store\n"
        "from naravard_docs.cli.main import main\n"
        "sources._RACY_NS, root, opened = 0, sys.argv[1], []\n"
        "store.cache_folder = program.cache_folder = lambda: Path(sys.argv[2], 'cache', 'moten')\n"
        "sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == 'open' else None)\n"
        "for _ in 'ab':\n    opened.clear()\n    try: main(sys.argv[3:])\n    except SystemExit: pass\n"
        "print(sum(os.path.abspath(name).startswith(root) for name in opened), file=sys.stderr)"
    )
    called = [sys.executable, "-c", asked, str(root), cache, command, "--tyst"]
    environment = {**os.environ, "NARAVARD_CACHE": "ja", "PYTHONPATH": str(REPOSITORY)}
    told = subprocess.run(
        called, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return int(told.stderr.splitlines()[-1])


def file_counts() -> Iterator[Count]:
    """Count what it takes to write and check the example meeting's minutes, the second time, and their bytes."""
    loaded = load_meeting(MEETING)
    document, theme = plan_build(loaded, MINUTES).pieces[0].document, loaded.workspace.theme
    word_faults(word_bytes(document, theme), document)
    pdf_faults(pdf_bytes(document, theme), document)
    with _counted() as counts:
        word = word_bytes(document, theme)
        word_faults(word, document)
    yield Count("XML parts parsed for a Word file", counts["xml"], 3)
    yield Count("zip archives opened for a Word file", counts["zip"], 2)
    with _counted() as counts:
        pdf = pdf_bytes(document, theme)
        pdf_faults(pdf, document)
    yield Count("times that a PDF file is read", counts["pdf"], 1)
    yield Count("files opened for a PDF file", len(_OPENED) - counts["before"], 0)
    yield Count("bytes of a Word file", len(word), 100_000)
    yield Count("bytes of a PDF file", len(pdf), 78_000)


def growth_counts() -> Iterator[Count]:
    """Count function calls, stage by stage, for a meeting of 50 items and one of 100: cost grows as items do."""
    with tempfile.TemporaryDirectory() as folder:
        path = new_workspace(Path(folder) / "arbetsyta") / "mote.yaml"
        workspace = Workspace.around(path)
        _, few, many = (_calls(path, items, workspace) for items in (1, FEW, MANY))
    for stage, limit in CALLS_PER_ITEM.items():
        yield Count(f"{stage}: calls for {MANY} items against {FEW}", many[stage] / few[stage], 2.2)
        yield Count(f"{stage}: calls for one more item", (many[stage] - few[stage]) / (MANY - FEW), limit)


def recipient_counts() -> Iterator[Count]:
    """Count function calls, command by command, for one more recipient of a letter: cost grows as recipients do."""
    for command, (words, limit) in CALLS_PER_RECIPIENT.items():
        yield Count(f"{command}: calls for one more recipient", calls_per_recipient(words), limit)


CALLS_PER_RECIPIENT: Mapping[str, tuple[tuple[str, ...], float]] = {
    "kontrollera": (("kontrollera", "FIL"), 500),
    "svar --från": (("svar", "FIL", "--från", "svar.csv"), 5_000),
    "läge": (("läge", "FIL"), 750),
    "brev": (("brev", "FIL"), 1_600),
    "utskick": (("utskick", "FIL"), 25_000),
}
"""The commands about a letter, and how many function calls each may make for one more recipient.

Were anything done for each pair of recipients, it would be done for so many as there are at the least.
"""


def calls_per_recipient(words: Sequence[str], first: str = "") -> float:
    """Return the calls that a command makes for one more recipient; ``first`` is run in its process before it."""
    few, many = FEW_RECIPIENTS, MANY_RECIPIENTS
    with tempfile.TemporaryDirectory() as folder:
        made = [_calls_of_command(Path(folder) / str(count), count, words, first) for count in (few, many)]
    return (made[1] - made[0]) / (many - few)


def _calls_of_command(workspace: Path, recipients: int, words: Sequence[str], first: str) -> int:
    """Return the number of calls in a command about a letter, in a process of its own."""
    letter = letter_workspace(workspace, recipients)
    answers = "".join(f"ort{number};2021-04-26\n" for number in range(1, recipients + 1))
    (workspace / "svar.csv").write_text(f"mottagare;skickat\n{answers}", "utf-8")
    arguments = [str(letter) if word == "FIL" else word for word in words]
    paths = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", f"{first}\n{_COUNTED_COMMAND}", *arguments],
        cwd=workspace,
        env={**os.environ, "PYTHONPATH": paths, "NARAVARD_CACHE": "nej"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return int(done.stderr.splitlines()[-1])


_COUNTED_COMMAND = (
    "import cProfile, sys\nfrom naravard_docs.cli.main import main\nprofile = cProfile.Profile()\n"
    "try: profile.runcall(main, sys.argv[1:])\nexcept SystemExit as left: assert left.code == 0, left.code\n"
    "profile.disable()\n"
    "print(sum(entry.callcount for entry in profile.getstats()), file=sys.stderr)"
)


def _imported(modules: tuple[str, ...], *arguments: str, root: Path = REPOSITORY) -> int:
    asked = (
        "import sys\nfrom naravard_docs.cli.main import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit as left: assert left.code == 0, left.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", asked, *arguments]
    environment = {**os.environ, "NARAVARD_CACHE": "nej", "PYTHONPATH": str(REPOSITORY)}
    told = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    ).stderr
    return len(set(told.splitlines()[-1].split()) & set(modules))


def _build(path: Path) -> None:
    outcome = build_meeting(path, MINUTES)
    if len(outcome.files) != 2:
        raise RuntimeError(outcome.problems)


def _calls(path: Path, items: int, workspace: Workspace) -> dict[str, int]:
    """Return the number of calls in each stage between a meeting file of so many items and its checked files."""
    path.write_text(meeting_of(items), "utf-8")
    calls: dict[str, int] = {}

    def profiled(stage: str, work: Callable[[], Any]) -> Any:
        profile = cProfile.Profile()
        result = profile.runcall(work)
        calls[stage] = sum(entry.callcount for entry in profile.getstats())
        return result

    loaded = profiled("read", lambda: load_meeting(path, workspace))
    document = profiled("compose", lambda: plan_build(loaded, MINUTES)).pieces[0].document
    pdf = profiled("PDF", lambda: pdf_bytes(document, workspace.theme))
    profiled("PDF check", lambda: pdf_faults(pdf, document))
    word = profiled("Word", lambda: word_bytes(document, workspace.theme))
    profiled("Word check", lambda: word_faults(word, document))
    return calls


@contextmanager
def _counted() -> Iterator[Counter[str]]:
    """Count, while inside, what is parsed; ``before`` is how many files had been opened until then."""
    _listen()
    counts: Counter[str] = Counter(before=len(_OPENED))
    counted = (
        ("yaml", YAML, "parse"),
        ("xml", lxml.etree, "fromstring"),
        ("xml", lxml.etree, "XML"),
        ("xml", lxml.etree, "parse"),
        ("xml", lxml.etree, "iterparse"),
        ("xml", ElementTree, "fromstring"),
        ("zip", zipfile.ZipFile, "__init__"),
        ("pdf", pypdf.PdfReader, "__init__"),
        ("pdf", Objects, "__init__"),
    )
    with ExitStack() as stack:
        for kind, owner, name in counted:
            stack.enter_context(mock.patch.object(owner, name, _counting(getattr(owner, name), kind, counts)))
        yield counts


def _counting(work: Callable[..., Any], kind: str, counts: Counter[str]) -> Callable[..., Any]:
    def counting(*arguments: Any, **named: Any) -> Any:
        counts[kind] += 1
        return work(*arguments, **named)

    return counting


@cache
def _listen() -> None:
    """Have Python note every file that is opened; it is told once, since it never stops (PEP 578)."""
    sys.addaudithook(lambda event, arguments: _OPENED.append(str(arguments[0])) if event == "open" else None)


if __name__ == "__main__":
    for count in all_counts():
        print(f"{'✓' if count.is_held else '✗'} {count.value:10.6g} ≤ {count.limit:<8g} {count.name}")
