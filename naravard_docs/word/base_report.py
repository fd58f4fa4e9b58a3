"""What is told of an organisation's own Word document: what of it is used, what is not, and what is then lacking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from naravard_docs.errors import Level, Problem
from naravard_docs.swedish import enumeration, quote, with_noun
from naravard_docs.word.base_document import BaseDocument
from naravard_docs.word.base_names import SWEDISH_NAMES, shown_name
from naravard_docs.word.base_running import is_carried
from naravard_docs.word.package import W, parsed
from naravard_docs.word.running import REGIONS
from naravard_docs.word.styles import BODY

_NAME = "templates/bas.docx"
_SHOWN = {"header": "sidhuvud", "footer": "sidfot"}
_ON_PAGES = {"default": "", "first": " på första sidan", "even": " på jämna sidor"}
_QUIET = ("Normal", "Default Paragraph Font", "Normal Table", "List Bullet 3", "List Number 3", "List Continue 3")
"""Styles that nobody misses by name."""

_TOLD = 6
_NARROW_MM = 110
_SETTINGS = {
    "documentProtection": "skrivskyddet",
    "writeProtection": "skrivskyddet",
    "trackRevisions": "att ändringar spåras",
    "mailMerge": "kopplingen till en adresslista",
}
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")
_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\$\{.*?\}|«[^«»]+»|\[[^\[\]]*[^\W\d_]{3}[^\[\]]*\]|<[^<>]*[^\W\d_]{3}[^<>]*>"
    r"|#[^\W\d_]{4,}#|(?:klicka|skriv) här[^.]*",
    re.IGNORECASE,
)
"""Words that somebody, or another program, was to put others in place of."""

_FIELDS_HELP = (
    "lägg in fältet PAGE för sidnummer och TITLE för dokumentets namn i mallen (Infoga – Snabbdelar – Fält), eller töm "
    "mallens sidhuvud eller sidfot så skrivs programmets"
)


def base_remarks(base: BaseDocument) -> tuple[Problem, ...]:
    """Return what a person who has made a template wants to know of it; warnings are what is likely wrong."""
    remarks = [Problem(f"{_NAME}: {_used(base)}", level=Level.HINT)]
    if left := list(_not_used(base)):
        remarks.append(
            Problem(f"{_NAME}: det här i mallen används inte som det är: {'; '.join(left)}", level=Level.HINT)
        )
    if lost := list(_lost(base)):
        level = Level.HINT if _has_page_number(base, "default") else Level.WARNING
        told = f"{_NAME}: mallens {_regions(base)} står i stället för programmets, så att {enumeration(lost)} saknas"
        remarks.append(Problem(told, _FIELDS_HELP, level=level))
    return (*remarks, *_likely_wrong(base))


def _used(base: BaseDocument) -> str:
    """Return what of the template is used, and whose the rest is."""
    missing = [shown_name(name) for name in SWEDISH_NAMES if name not in base.styles.ids and name not in _QUIET]
    found = len([name for name in SWEDISH_NAMES if name in base.styles.ids])
    used = [f"formatmallar ({found} av {len(SWEDISH_NAMES)})"] if base.has_styles else []
    used += [f"sida ({base.page.words})"] if base.page else []
    used += [f"{_SHOWN[region]}{_ON_PAGES[occasion]}" for region, occasion in _filled(base)]
    said = f"Word-filerna får mallens {enumeration(used)}" if used else "inget i mallen används"
    rest = ([] if base.has_styles else ["alla formatmallar"]) + ([] if base.page else ["sida"])
    rest += [_SHOWN[region] for region in REGIONS if (region, "default") not in base.running]
    rest += _shortened(missing) if base.has_styles else []
    return f"{said}; programmets egna är {enumeration(rest)}" if rest else said


def _filled(base: BaseDocument) -> list[tuple[str, str]]:
    """Return the headers and footers that show something, without those that repeat another."""
    own = [key for key, part in base.running.items() if part.shows]
    return [key for key in own if key[1] != "first" or base.section.is_title_page]


def _shortened(names: Sequence[str]) -> list[str]:
    return [*names[:_TOLD], f"{len(names) - _TOLD} till"] if len(names) > _TOLD + 1 else list(names)


def _not_used(base: BaseDocument) -> Iterator[str]:
    yield from _own_text(base)
    if len(base.sections) > 1:
        number = base.sections.index(base.section) + 1
        yield f"{len(base.sections)} avsnitt, där avsnitt {number} ger sidorna"
    if base.section.page(base.theme_on_page) is not None and base.page is None:
        yield "sidans mått, som inte lämnar plats för text"
    if base.other_numbers:
        yield "sidnummer med romerska siffror eller bokstäver"
    yield from _changed_styles(base)
    yield from dict.fromkeys(what for tag, what in _SETTINGS.items() if base.settings.find(W + tag) is not None)
    kinds = {one.kind for one in base.package.related(base.package.main)}
    if "vbaProject" in kinds:
        yield "makron"
    if "comments" in kinds:
        yield "kommentarer"
    if any(part.fields.asks for part in base.running.values()):
        yield "det som ska fyllas i för hand i sidhuvud och sidfot"
    yield from _outside(base)


def _changed_styles(base: BaseDocument) -> Iterator[str]:
    for what, names in base.styles.told.items():
        shown = (
            "Normal och de som bygger på den" if BODY in names else enumeration(_shortened([*map(shown_name, names)]))
        )
        yield f"{what} i {shown}" if what else f"listor utan punkter ({shown} får programmets)"


def _own_text(base: BaseDocument) -> Iterator[str]:
    body = base.main.find(f"{W}body")
    if body is None:
        return
    written = [p for p in body.iter(f"{W}p") if any((t.text or "").strip() for t in p.iter(f"{W}t"))]
    pictures = sum(1 for _ in body.iter(f"{W}drawing", f"{W}pict"))
    counts = ((len(written), "stycke", "stycken"), (len(body.findall(f".//{W}tbl")), "tabell", "tabeller"))
    said = [with_noun(*count) for count in (*counts, (pictures, "bild", "bilder")) if count[0]]
    if said:
        yield f"mallens egen text ({enumeration(said)})"


def _outside(base: BaseDocument) -> Iterator[str]:
    settings = base.package.part_of("settings")
    if settings and any(one.kind == "attachedTemplate" for one in base.package.related(settings[0])):
        yield "den kopplade mallen"
    names = base.running_sources
    roots = [parsed(base.package.parts[name]) for name in names]
    if any(root.find(f".//{W}{tag}") is not None for root in roots for tag in _REVISIONS):
        yield "spårade ändringar i sidhuvud och sidfot, som räknas som godkända"
    if any(not is_carried(one) for name in names for one in base.package.related(name)):
        yield "bilder och program utanför mallen som sidhuvud eller sidfot länkar till"


def _lost(base: BaseDocument) -> Iterator[str]:
    """Yield what the program's headers and footers would have said, and the template's do not."""
    facts = {fact for part in base.running.values() for fact in part.fields.facts}
    if ("header", "default") in base.running and "title" not in facts:
        yield "organ, dokument och datum i sidhuvudet"
    if ("footer", "default") in base.running and "publisher" not in facts:
        yield "organisationens namn i sidfoten"
    without = [occasion for occasion in base.occasions if not _has_page_number(base, occasion)]
    if "default" in without:
        yield "sidnummer"
    else:
        yield from (f"sidnummer{_ON_PAGES[occasion]}" for occasion in without)


def _has_page_number(base: BaseDocument, occasion: str) -> bool:
    parts = [base.running.get((region, occasion)) for region in REGIONS]
    return parts[1] is None or any(part is not None and part.fields.has_page for part in parts)


def _regions(base: BaseDocument) -> str:
    return enumeration([_SHOWN[region] for region in REGIONS if any(key[0] == region for key in base.running)])


def _likely_wrong(base: BaseDocument) -> Iterator[Problem]:
    if asked := [found[0] for part in base.running.values() if (found := _PLACEHOLDER.search(part.words))]:
        message = f"{_NAME}: {quote(asked[0][:60])} står i mallens sidhuvud eller sidfot, och skrivs som det står"
        yield Problem(message, _FIELDS_HELP, None, Level.WARNING)
    if any(part.lacks_description for part in base.running.values()):
        message = f"{_NAME}: en bild i mallens sidhuvud eller sidfot saknar alternativtext"
        yield Problem(
            message, "skriv en i Word: högerklicka på bilden och välj «Visa alternativtext»", None, Level.WARNING
        )
    if base.page and base.page.is_letter:
        message = f"{_NAME}: mallens papper är {base.page.words}, och PDF-filerna är A4"
        yield Problem(message, "välj A4 i mallen under «Layout – Storlek», och spara den", None, Level.WARNING)
    if base.page and base.page.column_mm < _NARROW_MM:
        message = f"{_NAME}: mallens textyta är {base.page.column_mm:.0f} mm bred, så ord i tabeller kan delas mitt i"
        yield Problem(message, "gör marginalerna smalare eller spalterna färre i mallen", None, Level.WARNING)
