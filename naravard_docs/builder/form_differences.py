"""What differs only in how a passage looks, in words: levels, numbers, bold and italics, where paragraphs end."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.builder.compared_words import words_of
from naravard_docs.check.passages import Passage
from naravard_docs.swedish import shorten

LONGEST_TOLD = 60


def divided(ours: int, others: int) -> Iterator[str]:
    """Yield that so many passages of ours are so many in Word, where they are not as many."""
    if others > ours:
        yield f"delat i {others} stycken i Word"
    elif others < ours:
        yield f"{ours} stycken är ett i Word"


def form_changes(own: Passage, other: Passage) -> Iterator[str]:
    """Yield how one passage looks another way in Word."""
    one, two = own.form, other.form
    if (own.kind, one.level) != (other.kind, two.level):
        yield f"{_kind_in_words(other)} i Word, {_kind_in_words(own)} i mötesfilen"
    elif one.label != two.label and not (one.is_bullet and two.is_bullet):
        yield f"numret är {two.label or 'borta'} i Word, {one.label} i mötesfilen"
    for name, ours, theirs in (("fetstil", one.bold, two.bold), ("kursiv", one.italic, two.italic)):
        if words_of(ours) != words_of(theirs):
            yield f"{name} i Word: {quoted(theirs)}; i mötesfilen: {quoted(ours)}"


def _kind_in_words(passage: Passage) -> str:
    return f"rubrik på nivå {passage.form.level}" if passage.form.level else str(passage.kind)


def quoted(text: str) -> str:
    """Return the beginning of a text in guillemets, or that there is none."""
    return f"«{shorten(text, LONGEST_TOLD)}»" if text else "inget"
