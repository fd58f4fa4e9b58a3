"""The last look at a site: its pages hold what they are to, and no layer of any of its files what is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from naravard_docs.builder.output_check import OutputCheckError
from naravard_docs.builder.publication import public_words
from naravard_docs.builder.withheld_check import empty_document, faults_of_layers
from naravard_docs.check.layers import file_layers
from naravard_docs.check.withheld import WithheldWords
from naravard_docs.html.page import PageContext
from naravard_docs.html.writer import html_bytes
from naravard_docs.site.minutes_pages import SitePage
from naravard_docs.site.site_meetings import SiteMeeting
from naravard_docs.style.theme import Theme

_REMEDY_OF_PAGE = "rapportera felet; ingenting är skrivet"
_REMEDY = "rapportera felet; publicera ingenting från mötet innan det är rättat"


def refuse_faulty_pages(pages: Iterable[SitePage], files: Mapping[str, bytes]) -> None:
    """Refuse pages that, read again, do not have the words that they were made of.

    Raises:
        OutputCheckError: naming the page and what is wrong.
    """
    from naravard_docs.check.html_rules import html_faults

    for page in pages:
        if faults := [fault.message for fault in html_faults(files[page.name], page.document)]:
            raise OutputCheckError(f"{page.name} klarade inte kontrollen: {'; '.join(faults[:3])}", _REMEDY_OF_PAGE)


def refuse_withheld_pages(
    meeting: SiteMeeting, pages: Sequence[SitePage], files: Mapping[str, bytes], theme: Theme
) -> None:
    """Refuse pages of a meeting that have something of it that is withheld.

    Raises:
        OutputCheckError: naming the page and the layers.
    """
    told = (*public_words(meeting.document), *_own_words(meeting))
    for page in pages:
        hidden = WithheldWords.of(meeting.minutes.publication.withheld, told, _technical(page, theme))
        _refuse(page.name, files[page.name], hidden)


def refuse_withheld_lists(
    meetings: Sequence[SiteMeeting], files: Mapping[str, bytes], empty: Mapping[str, bytes]
) -> None:
    """Refuse what is made of several meetings and has something that is withheld of any; ``empty`` are such of none.

    What one meeting withholds may be public in another.

    Raises:
        OutputCheckError: naming the file and the layers.
    """
    withheld = [words for each in meetings for words in each.minutes.publication.withheld]
    told = [words for each in meetings for words in (*public_words(each.document), *_own_words(each))]
    technical = [layer.text for data in empty.values() for layer in file_layers(data)]
    hidden = WithheldWords.of(withheld, told, technical)
    for name, data in files.items():
        _refuse(name, data, hidden)


def _refuse(name: str, data: bytes, hidden: WithheldWords) -> None:
    if faults := faults_of_layers(data, hidden):
        raise OutputCheckError(f"{name} klarade inte kontrollen och inget är skrivet: {'; '.join(faults[:3])}", _REMEDY)


def _technical(page: SitePage, theme: Theme) -> Iterator[str]:
    """Yield what a page says whatever its document does: its markup, and where its links lead."""
    context = PageContext(page.context.trail, page.context.files, page.context.links)
    empty = html_bytes(empty_document(page.document), theme, context)
    yield from (layer.text for layer in file_layers(empty))


def _own_words(meeting: SiteMeeting) -> Iterator[str]:
    """Yield what a site says of minutes besides their words: names of the meeting file, of files and of addresses."""
    yield from (meeting.stem, meeting.meeting.body, meeting.body_name, meeting.name)
    yield from (item.page for item in meeting.decided if item.page is not None)
    yield from meeting.minutes.files
