"""That a file says what the document says, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_docs.check.findings import Violation
from naravard_docs.document.document import Document, document_texts
from naravard_docs.document.labels import document_labels
from naravard_docs.swedish import is_empty


def text_faults(expected: Document, found: Sequence[str]) -> Iterator[Violation]:
    """Yield the first place where a file's text is not the document's, white space apart."""
    texts = [words for _, words in document_texts(expected)]
    wanted, read = ([" ".join(text.split()) for text in given if not is_empty(text)] for given in (texts, found))
    for number, (one, other) in enumerate(zip(wanted, read, strict=False), 1):
        if one != other:
            said = f"stycke {number} är «{other[:60]}» i filen men «{one[:60]}» i dokumentet"
            yield Violation("text", "ISO 14289-1, 7.1", said)
            return
    if len(wanted) != len(read):
        yield Violation("text", "ISO 14289-1, 7.1", f"filen har {len(read)} stycken men dokumentet {len(wanted)}")


def label_faults(expected: Document, found: Sequence[tuple[str, bool]]) -> Iterator[Violation]:
    """Yield the first place where an item of a list has another label in a file than in the document.

    ``found`` has each label, with whether it is a bullet that a template may have chosen in place of the house's.
    """
    wanted = tuple(document_labels(expected.blocks))
    for number, ((_, one, is_written), (other, is_free)) in enumerate(zip(wanted, found, strict=False), 1):
        if one != other and (is_written or not is_free):
            said = f"listpunkt {number} har «{other[:20]}» i filen men «{one[:20]}» i dokumentet"
            yield Violation("etikett", "ISO 14289-1, 7.6", said)
            return
    if len(wanted) != len(found):
        said = f"filen har {len(found)} listpunkter men dokumentet {len(wanted)}"
        yield Violation("etikett", "ISO 14289-1, 7.6", said)


def title_faults(expected: Document, title: str | None) -> Iterator[Violation]:
    """Yield whether a file has another title than the document."""
    if title != expected.meta.title:
        yield Violation("titel", "WCAG 2.1, 2.4.2", f"titeln är «{title or ''}» men ska vara «{expected.meta.title}»")
