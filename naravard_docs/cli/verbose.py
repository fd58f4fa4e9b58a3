"""--utförligt: what is done, by what and with what, told on stderr before and after a command does it."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from naravard_docs import __version__
from naravard_docs.swedish import with_noun
from naravard_docs.workspace.folders import default_templates, root_around, root_containing

_ASKED = "naravard.utförligt"


def ask_for_more(context: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    """Note that a command is to tell more of what it does."""
    if is_asked:
        context.meta[_ASKED] = True


def asks_for_more() -> bool:
    """Return whether the command that runs is to tell more of what it does."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_ASKED))


@contextmanager
def telling_more(context: click.Context) -> Iterator[None]:
    """Tell the version, the workspace and its templates before a command works, and how long it took after it."""
    started = time.monotonic()
    for line in _surroundings(_folder_of(context)):
        click.echo(line, err=True)
    try:
        yield
    finally:
        click.echo(f"tid: {seconds(time.monotonic() - started)}", err=True)


def seconds(duration: float) -> str:
    """Return «1,2 s»."""
    return f"{duration:.1f} s".replace(".", ",")


def _folder_of(context: click.Context) -> Path:
    """Return the workspace of the first meeting file that is named, else the one that the user stands in."""
    given = (each for value in context.params.values() for each in (value if isinstance(value, tuple) else (value,)))
    named = (each for each in given if isinstance(each, Path) and each.suffix in (".yaml", ".yml"))
    first = next(named, None)
    return root_containing(Path.cwd()) if first is None else root_around(first)


def _surroundings(root: Path) -> Iterator[str]:
    yield f"program: naravard {__version__}, Python {platform.python_version()}"
    if not any((root / name).is_dir() for name in ("meetings", "templates")):
        yield f"arbetsyta: ingen i {root}"
        return
    yield f"arbetsyta: {root}"
    names = sorted(path.name for path in default_templates().iterdir() if path.is_file())
    own = [name for name in names if (root / "templates" / name).is_file()]
    lacking = ", ".join(name for name in names if name not in own)
    ours = f"; programmets egna: {lacking}" if lacking else ""
    yield f"mallar: {with_noun(len(own), 'fil', 'filer')} i {root / 'templates'}{ours}"
