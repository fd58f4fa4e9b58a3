"""Which characters of a document a typeface lacks; told before anything is drawn."""

from __future__ import annotations

from naravard_docs.document.blocks import ListKind
from naravard_docs.document.document import Document, document_texts, running_texts
from naravard_docs.document.labels import document_labels
from naravard_docs.style.fonts import common_characters
from naravard_docs.style.theme import Theme


def missing_characters(document: Document, theme: Theme) -> tuple[tuple[str, str], ...]:
    """Return the characters that any of the font's four faces lacks, as pairs of block id and character, once each."""
    texts = [*document_texts(document), *(("sidhuvud", words) for words in running_texts(document))]
    texts += [("listor", kind.value) for kind in ListKind]
    texts += [(name, label) for name, label, _ in document_labels(document.blocks)]
    lacking = set().union(*(words for _, words in texts)) - common_characters(theme)
    if not lacking:
        return ()
    return tuple(dict.fromkeys((name, c) for name, words in texts for c in words if c in lacking))
