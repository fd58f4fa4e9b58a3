"""A watch over a workspace, in this process: what it tells is waited for, and files are saved as programs save them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.errors import ExitCode
from naravard_docs.watch.rebuild import News, NewsKind, Rebuild

ORDER = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.PDF,))
ORDER_OF_ALL = BuildOptions()
PATIENCE_S = 60


class Watched:
    """Meetings that are watched; ``told`` is all that was told of them."""

    def __init__(self, rebuild: Rebuild) -> None:
        self.rebuild, self.told = rebuild, list[News]()
        self._news = rebuild.news()

    def next(self) -> News:
        """Return what is told next; nothing for long is a failure."""
        news = next(self._news, None)
        assert news is not None, f"nothing was told after {self.told}"
        self.told.append(news)
        return news

    def until(self, kind: NewsKind, path: Path | None = None) -> News:
        """Return the next news of a kind, of a meeting if one is named."""
        while True:
            news = self.next()
            if news.kind is kind and path in (None, news.path):
                return news

    def catch_up(self) -> None:
        """Build what has changed since last, and what that makes change."""
        self.rebuild._note(self.rebuild._watch.changed(PATIENCE_S))
        while self.rebuild._due:
            self.told += self.rebuild._work()
            self.rebuild._note(self.rebuild._watch.changed(0.1))


@contextmanager
def watched(root: Path, *chosen: Path, order: BuildOptions = ORDER, polls: bool = False) -> Iterator[Watched]:
    """Provide a watch over meetings, all of a workspace if none is named, that has built what there was."""
    stop = threading.Event()
    timer = threading.Timer(PATIENCE_S, stop.set)
    timer.start()
    rebuild = Rebuild(chosen, root / "meetings", lambda: order, stop, polls)
    try:
        watch = Watched(rebuild)
        watch.until(NewsKind.READY)
        yield watch
    finally:
        timer.cancel()
        rebuild.close()


def outputs(root: Path) -> dict[str, bytes]:
    """Return all documents that are built in a workspace, by name."""
    folder = root / "output"
    files = [file for file in sorted(folder.rglob("*.*")) if file.is_file() and file.name != "manifest.json"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def built_afresh(root: Path) -> dict[str, bytes]:
    """Return what a build of all meetings of a workspace gives; to be asked for in a process that has built nothing."""
    for path in sorted((root / "meetings").glob("*.yaml")):
        outcome = build_meeting(path, ORDER_OF_ALL)
        assert outcome.exit_code is ExitCode.DONE, outcome.problems
    return outputs(root)


def save(path: Path, content: str | bytes) -> None:
    """Save a file as most programs do: beside it, and then renamed."""
    other = path.with_name(f".{path.name}.ny")
    other.write_bytes(content if isinstance(content, bytes) else content.encode())
    other.replace(path)
