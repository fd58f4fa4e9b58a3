"""Whether meetings that others are told of say what was adopted: for commands that build none of their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from naravard_docs.archive.archive import Archive
from naravard_docs.builder.adoption import compare_with_archive
from naravard_docs.builder.build import load_cached
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.plan import plan_build
from naravard_docs.builder.up_to_date import MINUTES, outcome_if_up_to_date
from naravard_docs.errors import NaravardError, Problem, shown_path
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.folders import root_around

_FINGERPRINT_KEYS = (b"fingeravtryck", b"fingerprint")


def other_than_adopted(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return an error for each meeting whose words are not those that were adopted.

    What is built and unchanged since then is not composed again. What cannot be read is told by whoever reads it.
    """
    return tuple(problem for path in paths for problem in _told(path))


def _told(path: Path) -> Iterator[Problem]:
    try:
        if not _is_adopted(path) or outcome_if_up_to_date(path, BuildOptions()) is not None:
            return
        found = compare_with_archive(plan_build(load_cached(path), BuildOptions(frozenset({DocumentKind.MINUTES}))))
    except (NaravardError, OSError):
        return
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
