"""What is shown while meetings are watched: a line for each that is built, what is wrong, and how it all stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from naravard_docs.builder.options import BuildOutcome
from naravard_docs.cli.show import Messenger, counts_text
from naravard_docs.cli.today import now
from naravard_docs.cli.verbose import asks_for_more
from naravard_docs.errors import Problem, shown_path
from naravard_docs.swedish import with_noun
from naravard_docs.watch.rebuild import News, NewsKind

_KIND_COLOURS: Mapping[NewsKind, str] = {
    NewsKind.BUILT: "green",
    NewsKind.FAULTY: "red",
    NewsKind.WAITING: "yellow",
    NewsKind.GONE: "yellow",
}


class WatchScreen:
    """Tells on stderr what comes of meetings; on a terminal the last line says how all of them stand.

    Errors are told each time; warnings when they are new.
    """

    def __init__(self, is_quiet: bool = False) -> None:
        self._talk = Messenger(is_quiet)
        self._has_status = sys.stderr.isatty() and not is_quiet
        self._status = ""
        self._told: dict[Path, frozenset[Problem]] = {}
        self._standing: dict[Path, NewsKind] = {}
        self._is_ready = False

    def tell(self, news: News, number: int) -> None:
        """Tell what has come of a meeting, and how the meetings, so many of them, stand now."""
        self._clear()
        if news.kind is NewsKind.READY:
            self._is_ready = True
            if not self._has_status:
                self._talk.say(f"{self._standing_text(number)}; avsluta med Ctrl-C")
        elif news.doubt is not None:
            Messenger(self._talk.is_quiet).problems([news.doubt])
        else:
            self._tell_of_meeting(news)
        if self._is_ready and self._has_status:
            self._status = f"{self._standing_text(number)} – avsluta med Ctrl-C"
            click.echo(self._status, nl=False, err=True)

    def end(self) -> None:
        """Tell that nothing is watched any more."""
        self._clear()
        self._talk.say("bevakar inte längre")

    def _tell_of_meeting(self, news: News) -> None:
        self._standing[news.path] = news.kind
        if news.outcome is not None:
            self._tell_problems(news.path, news.outcome)
        for line in _lines(news):
            self._talk.say(f"{_time()} {self._coloured(line, news.kind)}")
        if news.outcome is not None and asks_for_more():
            for file in news.outcome.files:
                self._talk.say(f"  {file}")

    def _tell_problems(self, path: Path, outcome: BuildOutcome) -> None:
        before = self._told.get(path, frozenset())
        known = {(problem.level, problem.message) for problem in before}
        new = [each for each in outcome.problems if each.is_error or (each.level, each.message) not in known]
        Messenger(self._talk.is_quiet).problems(new)  # each time one of its own: it tells nothing twice
        self._told[path] = frozenset(outcome.problems)

    def _standing_text(self, number: int) -> str:
        wrong = sum(kind in (NewsKind.FAULTY, NewsKind.WAITING) for kind in self._standing.values())
        return f"bevakar {with_noun(number, 'möte', 'möten')}" + (f", {wrong} med fel" if wrong else "")

    def _coloured(self, line: str, kind: NewsKind) -> str:
        word, colon, rest = line.partition(":")
        return f"{click.style(word, fg=_KIND_COLOURS[kind])}{colon}{rest}" if self._talk.has_colour else line

    def _clear(self) -> None:
        if self._status:
            click.echo(f"\r{' ' * len(self._status)}\r", nl=False, err=True)
            self._status = ""


def _lines(news: News) -> Iterator[str]:
    """Yield what is said of a meeting, after its problems."""
    path, took = shown_path(news.path), f"{news.seconds:.2f} s".replace(".", ",")
    counts = counts_text(news.outcome.counts) if news.outcome and news.outcome.counts else ""
    if news.kind is NewsKind.BUILT and news.outcome:
        word = "oförändrat" if news.outcome.is_unchanged else "klart"
        yield f"{'nu stämmer allt igen' if news.is_mended else word}: {path} – {counts} ({took})"
    elif news.kind is NewsKind.FAULTY and news.outcome:
        faults = sum(problem.is_error for problem in news.outcome.problems)
        yield f"fel: {path} har {with_noun(faults, 'fel', 'fel')}; det byggs när de är rättade"
    elif news.kind is NewsKind.WAITING:
        yield f"väntar: {path} byggs så snart det går; kommandot behöver inte köras igen"
    elif news.kind is NewsKind.GONE:
        yield f"borta: {path} finns inte längre; det som är byggt av filen ligger kvar"


def _time() -> str:
    return now().strftime("%H:%M:%S")
