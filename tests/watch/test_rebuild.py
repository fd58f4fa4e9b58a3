"""While somebody writes: what changes is built, what is wrong is told and cleared, and nothing stops the watch."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from forms import PICTURES
from june import archive_of, change, minutes
from watching import ORDER, save, watched

from naravard_docs.builder.build import build_meeting, check_meeting
from naravard_docs.builder.options import BuildOptions, BuildOutcome
from naravard_docs.watch import rebuild
from naravard_docs.watch.rebuild import NewsKind

MEETING = "organ: systemledning\ndatum: 2023-03-{day}\närenden:\n  - rubrik: {title}\n    text: Ord.\n"


def write(workspace: WorkspaceFolder, day: int, title: str = "Ett", more: str = "", name: str = "") -> Path:
    content = MEETING.format(day=day, title=title) + more
    return workspace.write_meeting(content, name or f"2023-03-{day}-systemledning.yaml")


def pdf_of(path: Path) -> bytes:
    stem = path.stem
    return (path.parents[1] / "output" / stem / f"{stem}-protokoll.pdf").read_bytes()


def is_as_built_now(path: Path) -> bool:
    """Return whether a meeting's PDF is what a build of its own gives; the folder of that goes away again."""
    target = path.parents[1] / "annan"
    assert build_meeting(path, BuildOptions(ORDER.kinds, ORDER.formats, target, is_forced=True)).exit_code == 0
    fresh = (target / path.stem / f"{path.stem}-protokoll.pdf").read_bytes()
    shutil.rmtree(target)
    return fresh == pdf_of(path)


def test_what_is_saved_is_built(workspace: WorkspaceFolder) -> None:
    """The meeting that was saved is built, and no other; its file is what a build of its own gives."""
    first, second = write(workspace, 10), write(workspace, 11)
    with watched(workspace.root) as watch:
        before = pdf_of(second)
        save(first, MEETING.format(day=10, title="Två"))
        assert watch.next().path.name == first.name
        save(second, MEETING.format(day=11, title="Tre"))
        news = watch.next()
        assert (news.kind, news.path.name) == (NewsKind.BUILT, second.name)
        assert pdf_of(second) != before
    assert is_as_built_now(first)
    assert is_as_built_now(second)


def test_a_fault_is_told_as_by_kontrollera_and_cleared(workspace: WorkspaceFolder) -> None:
    """Old files stay while something is wrong; when it is mended that is told, and they are new."""
    path = write(workspace, 10)
    with watched(workspace.root, path) as watch:
        before = pdf_of(path)
        save(path, MEETING.format(day=10, title="Två") + "felnyckel: 1\n")
        news = watch.next()
        assert news.kind is NewsKind.FAULTY
        assert news.outcome is not None
        assert news.outcome.problems == check_meeting(path).problems
        assert pdf_of(path) == before
        save(path, MEETING.format(day=10, title="Två"))
        assert watch.next().is_mended
    assert pdf_of(path) != before


def test_a_file_that_is_being_written_is_not_wrong_yet(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that empties the file and then writes it is not told of what it has not written."""
    path = write(workspace, 10)
    whole = MEETING.format(day=10, title="Hel")
    real = rebuild.build_meeting

    def built(path: Path, order: BuildOptions) -> BuildOutcome:
        outcome = real(path, order)
        if outcome.exit_code:
            path.write_text(whole, "utf-8")  # the rest comes now
        return outcome

    with watched(workspace.root, path) as watch:
        monkeypatch.setattr(rebuild, "build_meeting", built)
        path.write_text(whole[:30], "utf-8")
        assert watch.next().kind is NewsKind.BUILT
    assert is_as_built_now(path)


def test_what_is_saved_while_it_is_built_is_built_again(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is saved when it has been read, but nothing is written yet, is not taken for built."""
    path = write(workspace, 10)
    newer = [MEETING.format(day=10, title=title) for title in ("Fyra", "Trea")]
    real = rebuild.build_meeting

    def built(path: Path, order: BuildOptions) -> BuildOutcome:
        from naravard_docs.builder import plan

        render = plan.render

        def rendered(*arguments: object) -> object:
            if newer:
                save(path, newer.pop())
            return render(*arguments)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(plan, "render", rendered)
            return real(path, order)

    with watched(workspace.root, path) as watch:
        monkeypatch.setattr(rebuild, "build_meeting", built)
        save(path, MEETING.format(day=10, title="Två"))
        for _ in range(3):
            assert watch.next().kind is NewsKind.BUILT
    assert is_as_built_now(path)
    assert b"Fyra" in path.read_bytes()


def test_meetings_come_go_and_are_renamed(workspace: WorkspaceFolder) -> None:
    """A new file is built, one that is taken away is told of, and a renamed one is both."""
    write(workspace, 10)
    with watched(workspace.root) as watch:
        new = write(workspace, 11)
        assert watch.next().path.name == new.name
        new.rename(new.with_name("2023-03-11-annat.yaml"))
        kinds = {watch.next().path.name: watch.told[-1].kind for _ in range(2)}
        assert kinds == {"2023-03-11-annat.yaml": NewsKind.BUILT, new.name: NewsKind.GONE}
        assert (workspace.root / "output" / new.stem).is_dir()


def test_a_file_that_is_away_for_a_moment_is_not_gone(workspace: WorkspaceFolder) -> None:
    """A program that takes the file away before it writes it has saved it, and no more."""
    path = write(workspace, 10)
    with watched(workspace.root, path) as watch:
        content = path.read_text("utf-8").replace("Ett", "Två")
        path.unlink()
        watch.rebuild._note(watch.rebuild._watch.changed(5))
        path.write_text(content, "utf-8")
        assert watch.next().kind is NewsKind.BUILT
        assert NewsKind.GONE not in {news.kind for news in watch.told}


def test_a_file_that_another_program_has_open_is_written_when_it_lets_go(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once, other meetings are built meanwhile, and nobody has to save again."""
    path, other = write(workspace, 10), write(workspace, 11)
    real, tried = Path.replace, list[str]()

    def held(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".pdf" and path.stem in str(target) and len(tried) < 2:
            tried.append(str(target))
            raise PermissionError(target)
        return real(self, target)

    monkeypatch.setattr(rebuild, "AGAIN_S", 0.3)
    with watched(workspace.root) as watch:
        monkeypatch.setattr(Path, "replace", held)
        content = path.read_text("utf-8").replace("Ett", "Två")
        path.write_text(content, "utf-8")
        news = watch.next()
        assert news.kind is NewsKind.WAITING
        assert news.outcome is not None
        assert "öppen i ett annat program" in news.outcome.problems[0].message
        other.write_text(other.read_text("utf-8").replace("Ett", "Tre"), "utf-8")
        found = [watch.next(), watch.next()]
        assert {news.path.name for news in found} == {path.name, other.name}
        assert {news.kind for news in found} == {NewsKind.BUILT}
        assert len(tried) == 2
    monkeypatch.undo()
    assert is_as_built_now(path)


def test_templates_are_of_all_meetings(workspace: WorkspaceFolder) -> None:
    """A template that is saved has every meeting built, also when it lies in a folder below."""
    workspace.write_template("bilder/logotyp.png", PICTURES["PNG"])
    workspace.write_template("organisation.yaml", "namn: R\nlogotyp:\n  fil: bilder/logotyp.png\n  alt_text: R\n")
    paths = write(workspace, 10), write(workspace, 11)
    with watched(workspace.root) as watch:
        before = [pdf_of(path) for path in paths]
        save(workspace.root / "templates" / "bilder" / "logotyp.png", PICTURES["PNG med palett"])
        assert {watch.next().path.name, watch.next().path.name} == {path.name for path in paths}
        assert all(pdf_of(path) != old for path, old in zip(paths, before, strict=True))


def test_attachments_and_pictures_are_of_those_that_use_them(workspace: WorkspaceFolder) -> None:
    """One that is saved has its own meeting built; an attachment that a meeting lacked mends that."""
    workspace.write("bilagor-annanstans/delad.md", "# Delad\n\nEtt.\n")
    shown, picture = "    text: |\n      Ord.\n\n      ![En bild](bilagor/bild.png)\n", "meetings/bilagor/bild.png"
    write(workspace, 10)
    listed = "bilagor: [bilagor/ny.md, ../bilagor-annanstans/delad.md]\n"
    second = workspace.write_meeting(
        f"{MEETING.format(day=11, title='Ett')}{listed}".replace("    text: Ord.\n", shown)
    )
    with watched(workspace.root) as watch:
        save(workspace.root / picture, PICTURES["PNG"])
        assert watch.next().kind is NewsKind.FAULTY  # the attachment is still not there
        workspace.write("meetings/bilagor/ny.md", "# Ny\n\nText.\n")
        assert watch.next().is_mended
        before = pdf_of(second)
        save(workspace.root / picture, PICTURES["PNG med palett"])
        assert watch.next().kind is NewsKind.BUILT
        assert pdf_of(second) != before
        workspace.write("bilagor-annanstans/delad.md", "# Delad\n\nTvå.\n")
        assert watch.next().kind is NewsKind.BUILT
        assert {news.path.name for news in watch.told[-4:]} == {second.name}
    assert is_as_built_now(second)


def test_two_meetings_of_one_folder_are_told_of(workspace: WorkspaceFolder) -> None:
    """A file that would be built over another's documents is not built, and the others are still watched."""
    path = write(workspace, 10)
    with watched(workspace.root) as watch:
        write(workspace, 10, name="2023-03-10-systemledning.yml")
        news = watch.until(NewsKind.DOUBT)
        assert news.doubt is not None
        assert "samma mapp" in news.doubt.message
        save(path, MEETING.format(day=10, title="Två"))
        assert watch.until(NewsKind.BUILT).path.name == path.name


def test_adopted_minutes_stay(june: Path) -> None:
    """What would become of adopted minutes is told, and neither they nor the archive are changed."""
    root = june.parents[1]
    kept = minutes(archive_of(june))
    with watched(root, june) as watch:
        change(june, "Rådet talar", "Rådet sjunger")
        news = watch.next()
        assert news.kind is NewsKind.FAULTY
        assert news.outcome is not None
        assert any("justera" in problem.remedy for problem in news.outcome.problems)
        change(june, "Rådet sjunger", "Rådet talar")
        assert watch.next().is_mended
    assert minutes(archive_of(june)) == kept


def test_what_is_saved_and_does_not_change_is_no_news(workspace: WorkspaceFolder) -> None:
    """A file that is saved as it was, or touched, is left alone without a word."""
    path = write(workspace, 10)
    with watched(workspace.root) as watch:
        save(path, path.read_bytes())
        os.utime(path)
        write(workspace, 11)
        assert watch.next().path.name == "2023-03-11-systemledning.yaml"


def test_a_meeting_elsewhere_is_watched_with_its_workspace(
    workspace: WorkspaceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is named is watched from wherever the user stands, and another's templates are not asked."""
    path = write(workspace, 10)
    monkeypatch.chdir(tmp_path)
    with watched(tmp_path, path.relative_to(tmp_path)) as watch:
        workspace.write_template("organisation.yaml", "namn: Nya Region Exempel\n")
        assert watch.next().kind is NewsKind.BUILT
    assert is_as_built_now(path)


def test_a_workspace_that_goes_away_comes_back(workspace: WorkspaceFolder) -> None:
    """A disk that is lost for a while has its meetings told of, and built again when they change."""
    path = write(workspace, 10)
    aside = workspace.root.with_name("undan")
    with watched(workspace.root) as watch:
        workspace.root.rename(aside)
        assert watch.next().kind is NewsKind.GONE
        aside.rename(workspace.root)
        assert watch.next().kind is NewsKind.BUILT
        save(path, MEETING.format(day=10, title="Två"))
        assert watch.next().kind is NewsKind.BUILT
    assert is_as_built_now(path)
