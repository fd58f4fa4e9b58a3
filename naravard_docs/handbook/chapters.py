"""The chapters of the handbook: where they are, what they are called, and which one somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import FileAccessError, WrongUsageError
from naravard_docs.swedish import did_you_mean, enumeration, fold, slug, system_reason

_PACKAGED = Path(__file__).resolve().parent.parent / "docs"
_CHECKOUT = Path(__file__).resolve().parent.parent.parent / "docs"
_FIRST = "README"


class Chapter(Struct, frozen=True):
    """A chapter: the name of its file without ``.md``, its title, and its text in Markdown."""

    name: str
    title: str
    text: str

    @property
    def page_name(self) -> str:
        """The name of its page; the first chapter's is where a browser looks first."""
        return "index.html" if self.name == _FIRST else f"{self.name}.html"


def documentation_folder() -> Path:
    """Return the folder that has ``handbok/`` and ``pictures/``: the package's, else the repository's."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def read_chapters() -> tuple[Chapter, ...]:
    """Return the chapters, the table of contents first and then by title.

    Raises:
        FileAccessError: if they are not there.
    """
    folder = documentation_folder() / "handbok"
    try:
        texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    except OSError as error:
        raise FileAccessError(f"handboken går inte att läsa ({system_reason(error)})", _REINSTALL) from error
    if _FIRST not in texts:
        raise FileAccessError(f"handboken finns inte i {folder}", _REINSTALL)
    listed = (Chapter(name, _title(text, name), text) for name, text in texts.items())
    return tuple(sorted(listed, key=lambda each: (each.name != _FIRST, fold(each.title))))


_REINSTALL = "installera programmet på nytt"


def chapter_named(word: str, chapters: Sequence[Chapter]) -> Chapter:
    """Return the chapter that a word means: its name or title, or the beginning of one of them, however written.

    Raises:
        WrongUsageError: if it means none, or several.
    """
    meant = fold(word.strip().removesuffix(".md"))
    exact = [each for each in chapters if meant in (fold(each.name), fold(each.title), slug(each.title))]
    begun = [each for each in chapters if fold(each.title).startswith(meant) or each.name.startswith(slug(word))]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    names = [each.name for each in found or chapters if each.name != _FIRST]
    if found:
        raise WrongUsageError(f"«{word}» är flera kapitel", f"skriv {enumeration(names, 'eller')}")
    remedy = did_you_mean(word, [*names, *(each.title for each in chapters)]) or f"kapitlen är {enumeration(names)}"
    raise WrongUsageError(f"kapitlet «{word}» finns inte", remedy)


def _title(text: str, name: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return first.removeprefix("# ").strip() if first.startswith("# ") else name
