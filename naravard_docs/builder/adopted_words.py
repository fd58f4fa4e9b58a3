"""Whether meetings that others are told of say what was adopted: for commands that build none of their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from naravard_docs.archive.archive import Archive
from naravard_docs.builder.build import load_cached
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.up_to_date import MINUTES, outcome_if_up_to_date
from naravard_docs.cache.answers import Answers, Dated
from naravard_docs.errors import NaravardError, Problem, shown_path
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.folders import root_around

_FINGERPRINT_KEYS = (b"fingeravtryck", b"fingerprint")


def other_than_adopted(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return an error for each meeting whose words are not those that were adopted.

    What is built and unchanged since then is not composed again, nor what was asked about before and is as it was.
    What cannot be read is told by whoever reads it.
    """
    answers: dict[Path, Answers[tuple[Problem, ...]]] = {}
    found: list[Problem] = []
    for path in paths:
        if (root := root_around(path)) not in answers:
            answers[root] = Answers("justerat", root, tuple[Problem, ...])
        with suppress(NaravardError, OSError):
            found += answers[root].made(str(path), partial(_answer, path), stem_of(path))
    for each in answers.values():
        each.save()
    return tuple(found)


def _answer(path: Path) -> Dated[tuple[Problem, ...]]:
    return Dated(tuple(_told(path)))


def _told(path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the words of a meeting.

    Raises:
        NaravardError, OSError: if that cannot be known.
    """
    if not _is_adopted(path) or outcome_if_up_to_date(path, BuildOptions()) is not None:
        return
    from naravard_docs.builder.adoption import compare_with_archive
    from naravard_docs.builder.plan import plan_build

    found = compare_with_archive(plan_build(load_cached(path), BuildOptions(frozenset({DocumentKind.MINUTES}))))
    if found.is_refused and found.text is None:  # the file was renamed, or its status set back
        yield from (problem for problem in found.problems if problem.is_error)
    elif found.is_refused:
        file = shown_path(path)
        message = f"{file} säger något annat än det som justerades, så uppgifterna ur det är inte säkra"
        yield Problem(message, f"se vad som skiljer: naravard kontrollera {file}")


def _is_adopted(path: Path) -> bool:
    """Return whether a meeting file has a fingerprint, or its archive has minutes."""
    data = path.read_bytes()
    return any(key in data for key in _FINGERPRINT_KEYS) or bool(
        Archive(root_around(path), stem_of(path)).files(MINUTES)
    )
