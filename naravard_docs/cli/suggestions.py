"""What Tab fills in: keys, files, numbers and names, from the workspace that the user stands in.

Nothing is said of what is wrong: a file that cannot be read has nothing to suggest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naravard_docs.workspace.file_names import in_nfc
from naravard_docs.workspace.folders import EXAMPLES, root_containing, yaml_files

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    Suggest = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]

_MOST_FILES = 200
_YAML = (".yaml", ".yml")


def _silent(find: Callable[[click.Context, str], Iterable[CompletionItem[str]]]) -> Suggest:
    """Return a function for click that suggests what another finds, and nothing where that fails."""

    @wraps(find)
    def suggest(context: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem[str]]:
        try:
            return list(find(context, begun))
        except Exception:  # whatever it is: the shell's line is no place to tell of it
            return []

    return suggest


def among(words: Mapping[str, str], begun: str, may_be_several: bool = False) -> Iterator[CompletionItem[str]]:
    """Yield the words that begin as the user has begun, with what each means; after a comma comes another."""
    from click.shell_completion import CompletionItem

    before, comma, last = begun.rpartition(",") if may_be_several else ("", "", begun)
    chosen = before.split(",")
    for word, means in words.items():
        if _begins(word, last) and word not in chosen:
            yield CompletionItem(f"{before}{comma}{word}", help=means or None)


def _begins(word: str, begun: str) -> bool:
    return in_nfc(word).casefold().startswith(in_nfc(begun).casefold())


@_silent
def bodies(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the keys of the workspace's bodies."""
    from naravard_docs.workspace.listed_keys import body_names

    yield from among(body_names(root_containing(Path.cwd())), begun)


@_silent
def recipients(context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the keys of those who get the letters of the meeting that is named, else of all on the lists."""
    yield from among(_recipients(context), begun, may_be_several=True)


@_silent
def recipients_or_all(context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest recipients, and the word for all of them."""
    yield from among({"alla": "alla mottagare", **_recipients(context)}, begun, may_be_several=True)


@_silent
def one_recipient(context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest recipients, each an argument of its own; one that is named already is not suggested again."""
    named = context.params.get("mottagare") or ()
    yield from among({key: name for key, name in _recipients(context).items() if key not in named}, begun)


def _recipients(context: click.Context) -> dict[str, str]:
    from naravard_docs.workspace.listed_keys import recipient_names

    given = context.params.get("mötesfil") or context.params.get("fil")
    meeting = Path(given) if given else None
    is_file = meeting is not None and meeting.suffix in _YAML and meeting.is_file()
    return recipient_names(root_containing(Path.cwd()), meeting if is_file else None)


@_silent
def meetings(context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the workspace's meeting files; where none fits, the YAML files of the folder that is written."""
    named = {str(path) for value in context.params.values() for path in (value if isinstance(value, tuple) else ())}
    listed = (each for each in yaml_files(root_containing(Path.cwd()) / "meetings"))
    ours = [each for each in map(_from_here, listed) if each not in named]
    yield from _files(ours, _written_folder(begun, _YAML), begun)


def files_ending(*suffixes: str) -> Suggest:
    """Return a function that suggests files by how their names end: those that lie here, and what is built."""

    @_silent
    def suggest(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
        output = root_containing(Path.cwd()) / "output"
        built = sorted(path for path in output.rglob("*") if path.suffix.lower() in suffixes)[:_MOST_FILES]
        files = [*_written_folder(begun, suffixes), *map(_from_here, built)]
        yield from _files(list(dict.fromkeys(files)), [], begun)

    return suggest


def _from_here(path: Path) -> str:
    return Path(os.path.relpath(path, os.path.realpath(Path.cwd()))).as_posix()


def _written_folder(begun: str, suffixes: tuple[str, ...]) -> list[str]:
    """Return the files of the folder that the user has begun to write, as they begin to write it."""
    begun = begun.replace(os.sep, "/")
    folder = begun[: begun.rfind("/") + 1]
    try:
        names = sorted(each.name for each in os.scandir(folder or ".") if each.is_file())
    except OSError:
        return []
    fitting = [name for name in names if Path(name).suffix.lower() in suffixes and not name.startswith((".", "~"))]
    return [f"{folder}{name}" for name in fitting[:_MOST_FILES]]


def _files(ours: list[str], others: list[str], begun: str) -> Iterator[CompletionItem[str]]:
    """Yield the files that begin as is written; by their names alone too; else let the shell go on with folders."""
    from click.shell_completion import CompletionItem

    begun = begun.replace(os.sep, "/")
    fitting = [each for each in ours if _begins(each, begun)] or [each for each in others if _begins(each, begun)]
    fitting = fitting or [each for each in ours if begun and _begins(Path(each).name, begun)]
    yield from (CompletionItem(each) for each in fitting)
    if not fitting:
        yield CompletionItem(begun, type="dir")


@_silent
def rule_numbers(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the ids of rules, with their titles."""
    from naravard_docs.meeting.rule_table import CHECK_RULES

    yield from among({rule.id: rule.title for rule in CHECK_RULES.values()}, begun)


@_silent
def chapters(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the chapters of the handbook, with their titles."""
    from naravard_docs.handbook.chapters import read_chapters

    yield from among({each.name: each.title for each in read_chapters()[1:]}, begun)


@_silent
def examples(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the example workspaces, with what each shows."""
    yield from among(EXAMPLES, begun)


@_silent
def profiles(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the kinds of body that rules know."""
    from naravard_docs.meeting.body import Profile

    yield from among(dict.fromkeys(Profile, ""), begun)


@_silent
def commands(context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the program's commands, with what each does."""
    entries: Mapping[str, Any] = getattr(context.find_root().command, "entries", {})
    yield from among({name: entry.summary for name, entry in entries.items()}, begun)


@_silent
def shells(_context: click.Context, begun: str) -> Iterator[CompletionItem[str]]:
    """Suggest the shells that commands can be filled in by."""
    from naravard_docs.cli.completion import SHELLS

    yield from among(dict.fromkeys(SHELLS, ""), begun)
