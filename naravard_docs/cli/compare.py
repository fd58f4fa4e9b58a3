"""jämför: what somebody has changed in a Word file, in words, and where in the meeting file it belongs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import harmless_text
from naravard_docs.cli.suggestions import files_ending, meetings
from naravard_docs.cli.swedish_click import FilePath, SwedishCommand
from naravard_docs.cli.terminal import bold, colour_text, has_colour
from naravard_docs.errors import ExitCode, excerpt, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.swedish import enumeration, shorten, with_noun

if TYPE_CHECKING:
    from naravard_docs.builder.word_comparison import PlacedDifference, WordComparison
    from naravard_docs.builder.word_differences import Segment, WordDifference
    from naravard_docs.check.passages import Revision

_INDENT = "   "
_MOST_FORMS = 30
_KNOWN_BY = 160
_NEUTER = ("stycke", "sidhuvud")
_COMMON = {"ändrat": "ändrad", "tillagt": "tillagd", "borttaget": "borttagen", "flyttat": "flyttad"}
_MOVED = "flyttat"
_WORD, _MEETING = "i Word:       ", "i mötesfilen: "


@click.command(
    "jämför",
    cls=SwedishCommand,
    examples=[
        "naravard jämför 2023-03-24-systemledning-protokoll.docx",
        "naravard jämför 'Kopia av protokoll.docx' meetings/2023-03-24-systemledning.yaml",
        "naravard jämför protokoll.docx --utan-ändringar",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL.docx", shell_complete=files_ending(".docx"))
@click.argument("mötesfil", type=FilePath(), required=False, metavar="[MÖTESFIL]", shell_complete=meetings)
@click.option(
    "--utan-ändringar", "rejects", is_flag=True, help="Läs föreslagna ändringar som om de avvisas, inte godtas."
)
@click.option("--json", "wants_json", is_flag=True, help="Skriv resultatet som JSON på standard ut.")
@quiet
def jämför(fil: Path, mötesfil: Path | None, rejects: bool, wants_json: bool, is_quiet: bool) -> int:
    """Visa vad någon har ändrat i en Word-fil som är byggd här, och var i mötesfilen det hör hemma.

    FIL är protokollet, ett brev, ett utdrag eller ett annat dokument. Utan MÖTESFIL letas mötet upp av vad
    filen säger om sig själv, och av dess namn. Ingenting skrivs: du rättar själv mötesfilen. Svarar 0 om
    orden är desamma, 1 om de skiljer.
    """
    from naravard_docs.builder.word_comparison import compare_word

    found = compare_word(fil, mötesfil, accepts=not rejects)
    if wants_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    elif not is_quiet:
        for line in _told(found):
            click.echo(line)
    return int(ExitCode.DONE if found.is_same else ExitCode.CORRECTION)


def _told(found: WordComparison) -> Iterator[str]:
    """Yield what a person reads: what is compared, each difference, then what is no difference in words."""
    meeting = found.document.loaded.source.file
    yield harmless_text(f"{shown_path(found.file)} jämförd med {meeting}: {found.document.title}")
    yield from _revisions_told(found)
    yield ""
    number = len(found.differences)
    counted = with_noun(number, "skillnad i ord", "skillnader i ord")
    yield bold(counted if number else "inga skillnader i ord")
    for n, placed in enumerate(found.differences, 1):
        yield ""
        yield from _difference(n, placed)
    yield from _comments(found)
    yield from _forms(found)
    yield from _hints(found)


def _revisions_told(found: WordComparison) -> Iterator[str]:
    if not found.revisions:
        return
    number = with_noun(len(found.revisions), "föreslagen ändring", "föreslagna ändringar")
    names = harmless_text(enumeration(_authors(found.revisions)))
    how = "godtas (--utan-ändringar: som om de avvisas)" if found.accepts else "avvisas"
    yield f"filen har {number} av {names}; texten läses som om de {how}"


def _difference(number: int, placed: PlacedDifference) -> Iterator[str]:
    difference = placed.difference
    under = f" – {difference.heading}" if difference.heading else ""
    yield harmless_text(f"{number}. {difference.what}, {_kind(difference)}{under}")
    if difference.theirs:
        yield f"{_INDENT}{_WORD}{_marked(difference.theirs, '{+', '+}', 'green')}"
    if difference.ours:
        yield f"{_INDENT}{_MEETING}{_marked(_shortened(difference.ours), '[-', '-]', 'red')}"
    lines = [difference.remark] if difference.kind == _MOVED else []
    lines += [f"föreslagen ändring av {_author(each)}: {_revision(each)}" for each in difference.revisions]
    yield from (f"{_INDENT}{harmless_text(line)}" for line in (*lines, *_origin(placed)))


def _kind(difference: WordDifference) -> str:
    """Return the kind of a difference in the gender of what differs: «stycke, ändrat» but «rubrik, ändrad»."""
    return str(difference.kind) if difference.what in _NEUTER else _COMMON[difference.kind]


def _shortened(parts: Sequence[Segment]) -> Sequence[Segment]:
    """Return what stands in ours; of a whole passage that is gone, as much as it is known by."""
    return [replace(each, text=shorten(each.text, _KNOWN_BY)) for each in parts] if len(parts) == 1 else parts


def _origin(placed: PlacedDifference) -> Iterator[str]:
    place, remark = placed.origin.place, placed.origin.remark
    if place is None:
        yield from [remark] if remark else []
        return
    yield f"{place}{f' ({remark})' if remark else ''}"
    if place.source_line.strip():
        yield from excerpt(place)


def _marked(parts: Sequence[Segment], before: str, after: str, colour: str) -> str:
    """Return a text with what differs in colour, or between marks where there is none."""
    if has_colour():
        shown = ((harmless_text(each.text), colour if each.differs else "") for each in parts)
        return "".join(colour_text(text, chosen) for text, chosen in shown)
    return harmless_text(_marked_plain(parts, before, after))


def _comments(found: WordComparison) -> Iterator[str]:
    if found.comments:
        yield from ("", bold(with_noun(len(found.comments), "kommentar", "kommentarer")))
    for each in found.comments:
        about = f" om «{each.about}»" if each.about else ""
        yield harmless_text(f"{_INDENT}{each.author or 'någon'}{about}: {each.text}")


def _forms(found: WordComparison) -> Iterator[str]:
    if found.forms:
        yield from ("", bold(f"bara formen: {with_noun(len(found.forms), 'skillnad', 'skillnader')}"))
    for each in found.forms[:_MOST_FORMS]:
        yield harmless_text(f"{_INDENT}«{each.text}»: {each.said}")
    if len(found.forms) > _MOST_FORMS:
        yield f"{_INDENT}och {len(found.forms) - _MOST_FORMS} till; --json visar alla"


def _hints(found: WordComparison) -> Iterator[str]:
    if found.hidden:
        yield ""
        yield from (harmless_text(f"råd: dold text i Word räknas inte: «{text}»") for text in found.hidden)
    if found.own_changes:
        kinds = ", ".join(f"{kind} {number}" for kind, number in found.own_changes.items())
        number = with_noun(sum(found.own_changes.values()), "ställe", "ställen")
        yield ""
        yield f"råd: {number} skiljer bara i tecken som Word byter av sig självt ({kinds}); de räknas inte"


def _authors(revisions: Iterable[Revision]) -> list[str]:
    return list(dict.fromkeys(map(_author, revisions)))


def _author(revision: Revision) -> str:
    return revision.author or "någon"


def _revision(revision: Revision) -> str:
    return f"{revision.kind} «{shorten(revision.text, _KNOWN_BY // 2)}»"


def _as_json(found: WordComparison) -> dict[str, Any]:
    return {
        "fil": str(found.file),
        "mötesfil": found.document.loaded.source.file,
        "dokument": found.document.title,
        "lika": found.is_same,
        "ändringar": "godtagna" if found.accepts else "avvisade",
        "skillnader": [_difference_json(n, each) for n, each in enumerate(found.differences, 1)],
        "bara_formen": [{"rubrik": each.heading, "text": each.text, "skillnad": each.said} for each in found.forms],
        "bara_tecken": dict(found.own_changes),
        "föreslagna_ändringar": list(map(_revision_json, found.revisions)),
        "kommentarer": [{"av": each.author, "om": each.about, "text": each.text} for each in found.comments],
        "dold_text": list(found.hidden),
    }


def _difference_json(number: int, placed: PlacedDifference) -> dict[str, Any]:
    difference, place = placed.difference, placed.origin.place
    where = {
        "fil": place.file if place else None,
        "rad": place.line if place else None,
        "kolumn": place.column if place else None,
        "källrad": place.source_line if place else None,
    }
    return {
        "nummer": number,
        "slag": str(difference.kind),
        "vad": str(difference.what),
        "rubrik": difference.heading,
        "i_word": _marked_plain(difference.theirs, "{+", "+}"),
        "i_mötesfilen": _marked_plain(difference.ours, "[-", "-]"),
        "anmärkning": "; ".join(dict.fromkeys(filter(None, (difference.remark, placed.origin.remark)))),
        "föreslagna_ändringar": list(map(_revision_json, difference.revisions)),
        **where,
    }


def _marked_plain(parts: Sequence[Segment], before: str, after: str) -> str:
    return "".join(f"{before}{each.text}{after}" if each.differs else each.text for each in parts)


def _revision_json(revision: Revision) -> dict[str, str]:
    return {"av": revision.author, "slag": str(revision.kind), "text": revision.text}
