"""Whatever changes of what an answer is made of, the command says the same with what is kept as without it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from command import Run, apart, set_day
from kept import COMMANDS, NUMBERED, REFERENCE, STEM, answers, keep_in, make_workspace, set_usual_day, without_cache

MEETING, OTHER = f"meetings/{STEM}.yaml", "meetings/2023-03-24-systemledning.yaml"
ANSWERS, LOG = f"meetings/svar/{REFERENCE}.yaml", f"meetings/svar/{REFERENCE}.utskick.tsv"
LOGGED = "2021-04-26T09:00:00+02:00\tskickat\tbrev\tumea\ta@b.se\t<1@b.se>\t250 ok\n"
HEADING = "tid\thändelse\tutskick\tmottagare\tadress\tmeddelande-id\tserverns svar\n"
Change = Callable[[Path], object]


def edit(name: str, old: str, new: str) -> Change:
    """Return what writes something else in a file, once."""

    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def write(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return change


def append(name: str, text: str) -> Change:
    return lambda root: (root / name).write_text((root / name).read_text("utf-8") + text, "utf-8")


def take_away(name: str) -> Change:
    return lambda root: shutil.rmtree(root / name) if (root / name).is_dir() else (root / name).unlink()


def move(name: str, new: str) -> Change:
    return lambda root: (root / name).rename(root / new)


def swap(root: Path) -> None:
    """Write as many bytes, with the same time of change."""
    path = root / OTHER
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("Västerbotten", "Vesterbotten"), "utf-8")
    data = path.read_bytes()
    path.write_bytes(data[: before.st_size] if len(data) > before.st_size else data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def lead_there(name: str, target: str) -> Change:
    def change(root: Path) -> None:
        shutil.move(root / name, root / target)
        (root / name).symlink_to(root / target)

    return change


def archived(ending: str) -> Callable[[Path], Path]:
    return lambda root: next((root / "arkiv" / STEM).rglob(f"*{ending}"))


CHANGES: dict[str, Change] = {
    "a meeting's words": edit(MEETING, "fastställa Framtidsbild", "fastställa en Framtidsbild"),
    "a meeting's status": edit(OTHER, "status: justerat", "status: utkast"),
    "a fault in a meeting": edit(OTHER, "organ: systemledning", "organ: ingen-sådan"),
    "as many bytes": swap,
    "time alone": lambda root: os.utime(root / MEETING),
    "a meeting is new": write("meetings/2023-04-04-ny.yaml", NUMBERED.format(day="2023-04-04", first=9)),
    "a meeting is gone": take_away(OTHER),
    "a meeting is called otherwise": move(OTHER, "meetings/2023-03-24-annat.yaml"),
    "a meeting before it has other sections": edit("meetings/2023-01-10-namnden.yaml", "paragraf: 1", "paragraf: 7"),
    "a letter has another short name": edit(MEETING, "kortnamn: systemledning", "kortnamn: ledning"),
    "a meeting with the same reference": write(
        f"meetings/{STEM}-systemledning.yaml", (Path(__file__).parents[2] / MEETING).read_text("utf-8")
    ),
    "organisation.yaml": edit("templates/organisation.yaml", "namn:", "namn: Nya"),
    "bounds of sizes": append("templates/organisation.yaml", "\ngränser:\n  bilaga_mb: 1\n"),
    "organ.yaml": edit("templates/organ.yaml", "namn: Nämnden", "namn: Den andra nämnden"),
    "a body's form": edit("templates/organ.yaml", "profil: nämnd", "profil: förening"),
    "personer.yaml": edit("templates/personer.yaml", "katarina-lindahl", "katarina"),
    "sandlistor.yaml": edit("templates/sandlistor.yaml", "asele", "aasele"),
    "rekommendation.md": append("templates/rekommendation.md", "\nOch mer därtill.\n"),
    "mejl.txt": append("templates/mejl.txt", "\n{{ ingenting_sådant }}\n"),
    "kallelse or påminnelse": append("templates/paminnelse.txt", "\n{% fel %}\n"),
    "a Word template": write("templates/bas.docx", "ingen Word-fil"),
    "a typeface of one's own": append(
        "templates/organisation.yaml", "\nutseende:\n  typsnitt:\n    namn: Eget\n    normal: eget.ttf\n"
    ),
    "all templates": take_away("templates"),
    "an attachment": append("meetings/bilagor/framtidsbild-nara-vard-2030.md", "\nEn rad till.\n"),
    "an attachment is empty": write("meetings/bilagor/framtidsbild-nara-vard-2030.md", ""),
    "an attachment is gone": take_away("meetings/bilagor/framtidsbild-nara-vard-2030.md"),
    "answers": edit(ANSWERS, "datum: 2021-06-21", "datum: 2021-06-23"),
    "answers of a later day": edit(ANSWERS, "datum: 2021-06-21", "datum: 2031-06-21"),
    "answers with a fault": edit(ANSWERS, "mottagare: umea", "mottagare: ingen"),
    "answers are gone": take_away(ANSWERS),
    "answers of nobody": write("meetings/svar/2020-01-01-ingen.yaml", "svar: []\n"),
    "a file that came": take_away("meetings/svar/exempel-umea-kf-87.txt"),
    "a log": write(LOG, HEADING + LOGGED),
    "a log with a fault": write(LOG, HEADING + "slarv\n"),
    "a log of nobody": write("meetings/svar/2020-01-01-ingen.utskick.tsv", HEADING),
    "an adopted file is other": lambda root: archived(".txt")(root).write_bytes(b"andra ord\n"),
    "an adopted file is gone": lambda root: archived(".txt")(root).unlink(),
    "a damaged register": write(f"arkiv/{STEM}/arkiv.json", "{"),
    "an archive is gone": take_away(f"arkiv/{STEM}"),
    "an archive is called otherwise": move(f"arkiv/{STEM}", "arkiv/annat"),
    "an archive of nobody": write("arkiv/2020-01-01-ingen/arkiv.json", '{"filer": []}'),
    "no archives": take_away("arkiv"),
    "a built file": lambda root: next((root / "output" / STEM).glob("*.docx")).write_bytes(b"annat"),
    "a manifest": take_away(f"output/{STEM}/manifest.json"),
    "no built files": take_away("output"),
    "a meeting file is a link": lead_there(OTHER, "annanstans.yaml"),
    "a folder is a link": lead_there("meetings/bilagor", "bilagor"),
    "all archives are a link": lead_there("arkiv", "arkivet"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hållet") / "arbetsyta"
    make_workspace(root)
    return root


@pytest.fixture
def root(made: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Path]:
    """Give the workspace, of which all is kept; it is as it was again afterwards."""
    keep_in(made.parent, monkeypatch)
    set_usual_day(monkeypatch)
    monkeypatch.chdir(made)
    answers(run)
    saved = made.parent / "sparat"
    shutil.copytree(made, saved, symlinks=True)
    yield made
    for each in made.iterdir():
        shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    shutil.copytree(saved, made, symlinks=True, dirs_exist_ok=True)
    shutil.rmtree(saved)


def forbid_work(patch: pytest.MonkeyPatch) -> None:
    """Let nobody read a meeting, or ask anything of one."""

    def refused(*arguments: object, **named: object) -> None:
        raise AssertionError(arguments)

    for name in (
        "naravard_docs.builder.cached_checks.check_on",
        "naravard_docs.builder.adopted_words._told",
        "naravard_docs.reports.decision_register._readings",
        "naravard_docs.cli.status._answer",
    ):
        patch.setattr(name, refused)


def test_unchanged_meetings_are_not_read(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is as it was is answered without a meeting being read, and the answer is the same."""
    expected = without_cache(run)
    forbid_work(monkeypatch)
    assert answers(run) == expected


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_answered_as_without_cache(root: Path, run: Run, what: str) -> None:
    """Every kind of change gives the answer that there is without anything kept, and so does what comes after it."""
    CHANGES[what](root)
    now = answers(run)
    assert now == without_cache(run)
    assert answers(run) == now


def test_changes_are_noticed(root: Path, run: Run) -> None:
    """The comparison has teeth: most of the changes change an answer."""
    before = answers(run)
    CHANGES["a meeting's words"](root)
    assert all(one != other for one, other in zip(answers(run), before, strict=True))


@pytest.mark.parametrize("day", [date(2021, 5, 1), date(2023, 2, 10), date(2031, 1, 1)])
def test_another_day(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """What is told on another day is told, whether the clock or an option says so."""
    as_of = (("kontrollera", "--per", day.isoformat()), ("läge", "--per", day.isoformat()))
    with_cache = [run(*command) for command in as_of for _ in range(2)]
    set_day(monkeypatch, day)
    now = answers(run)
    assert now == without_cache(run)
    monkeypatch.setenv("NARAVARD_CACHE", "nej")
    set_usual_day(monkeypatch)
    assert with_cache == [run(*command) for command in as_of for _ in range(2)]


@pytest.mark.parametrize(
    "command",
    [
        ("beslut", "framtidsbild"),
        ("beslut", "--organ", "systemledning", "--csv", "-"),
        ("beslut", "--ej-klara", "--typ", "rekommendation"),
        ("läge", "--försenade", "--ordna", "försening"),
        ("läge", "--mottagare", "umea", "--json"),
        ("läge", MEETING),
        ("läge", "--tyst"),
        ("läge", "--csv", "-"),
        ("kontrollera", MEETING),
        ("kontrollera", "--strikt"),
        ("kontrollera", "--format", "sarif"),
        ("kontrollera", "--utförligt"),
    ],
)
def test_options(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    """Each option gives what it gives without anything kept, when it is asked for first and again."""
    told = [run(*command), run(*command)]
    monkeypatch.setenv("NARAVARD_CACHE", "nej")
    expected = run(*command)
    assert [(each.code, each.out) for each in told] == [(expected.code, expected.out)] * 2
    if "--utförligt" not in command:  # which tells how long it took
        assert {each.err for each in told} == {expected.err}


def test_where_one_stands(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are told from where the user stands."""
    monkeypatch.chdir(root / "meetings")
    assert answers(run) == without_cache(run)
    assert answers(run) != [run(*command, "--tyst") for command in COMMANDS]


@pytest.mark.slow
def test_where_it_is_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that lacks the bar's signs gets plain ones, and one that has them gets them, whichever asked first."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "för sig"))
    bars = []
    for encoding in ("ascii:replace", "utf-8", "ascii:replace"):
        monkeypatch.setenv("PYTHONIOENCODING", encoding)
        bars.append(apart(root, "läge").lines[4][:1])
    assert bars == ["#", "█", "#"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("naravard_docs.cache.program.__version__", "0.0.1"),
        ("naravard_docs.cache.program.installed_versions", lambda: {"pydantic": "0"}),
    ],
)
def test_another_version(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    """Another program, or another library, answers anew."""
    monkeypatch.setattr(name, value)
    forbid_work(monkeypatch)
    assert [each.code for each in answers(run)] == [70, 70, 70]


def test_what_has_just_been_written_is_known_by_its_hash(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may change again without another time of change: as long as that may be, what it says is compared."""
    monkeypatch.setattr("naravard_docs.cache.sources._RACY_NS", 3_000_000_000)
    os.utime(root / MEETING)
    answers(run)
    monkeypatch.setattr("naravard_docs.cache.sources._state_of", lambda found: (found.st_size, 1, 1, 1, found.st_mode))
    swap(root)
    assert answers(run) == without_cache(run)
