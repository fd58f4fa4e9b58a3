"""Judging a PDF: what stands in the way of it being the tagged PDF/A and PDF/UA-1 that it says it is.

This is no validator of the whole standards, which veraPDF is: it asks again, of the file alone, for what the writer
must have done, and for more than veraPDF does where the marks and the text are concerned.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from naravard_docs.check.findings import UNREADABLE, Violation, run_rule
from naravard_docs.check.font_rules import font_faults
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.pdf_claims import claim_faults
from naravard_docs.check.pdf_facts import catalog_faults, intent_faults, metadata_faults
from naravard_docs.check.pdf_tree import tree_faults
from naravard_docs.check.picture_rules import pdf_picture_faults
from naravard_docs.check.text_rules import label_faults, text_faults, title_faults
from naravard_docs.document.document import Document


def pdf_faults(data: bytes, expected: Document | None = None) -> tuple[Violation, ...]:
    """Return everything that is wrong with a PDF, once each.

    With the document that it was made of, its text and title must be the document's, too. A file that cannot be read
    gives a fault, never an exception.
    """
    return tuple(dict.fromkeys(run_rule("filen", lambda: _faults(data, expected))))


def _faults(data: bytes, expected: Document | None) -> Iterator[Violation]:
    if not data.startswith(b"%PDF-1."):
        yield Violation(UNREADABLE, "ISO 19005-2, 6.1.2", "filen är ingen PDF av version 1")
        return
    file = PdfFile(data)
    if file.is_encrypted:
        yield Violation("kryptering", "ISO 19005-2, 6.1.3", "filen är krypterad")
        return
    if not file.pages:
        yield Violation(UNREADABLE, "ISO 32000-1, 7.7.3", "filen har inga sidor")
    yield from run_rule("katalogen", partial(catalog_faults, file))
    yield from run_rule("utskriftsavsikten", partial(intent_faults, file))
    yield from run_rule("typsnitten", partial(font_faults, file))
    yield from run_rule("metadata", partial(metadata_faults, file))
    yield from run_rule("bilderna", partial(pdf_picture_faults, file, expected))
    yield from run_rule("strukturträdet", partial(_structure_faults, file, expected))
    yield from file.faults


def _structure_faults(file: PdfFile, expected: Document | None) -> Iterator[Violation]:
    tree = file.tree
    yield from tree_faults(tree)
    yield from claim_faults(file, tree)
    if expected is not None:
        differing = tuple(text_faults(expected, file.texts()))
        yield from differing or label_faults(expected, [(label, False) for label in file.labels()])
        yield from _meta_faults(file, expected)


def _meta_faults(file: PdfFile, expected: Document) -> Iterator[Violation]:
    yield from title_faults(expected, str(file.objects.info.get("/Title", "")))
    language = str(file.plain(file.objects.root.get("/Lang")))
    if language != expected.meta.language:
        yield Violation("språk", "ISO 14289-1, 7.2", f"språket är «{language}» men ska vara «{expected.meta.language}»")
