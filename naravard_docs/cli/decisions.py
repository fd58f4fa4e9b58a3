"""beslut: the register of decisions, searched and listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_docs.cli import suggestions
from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.files import write_table
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import STDOUT, Day, OneOf, OutputFile, SwedishCommand, SwedishUsageError
from naravard_docs.cli.terminal import bold, has_colour, terminal_width, wrap_text
from naravard_docs.errors import ExitCode, Problem, shown_path
from naravard_docs.meeting.clause_type import RegisteredKind
from naravard_docs.swedish import enumeration, has_word, search_form, with_noun

if TYPE_CHECKING:
    from naravard_docs.meeting.registered_decision import RegisteredDecision
    from naravard_docs.reports.decision_register import Register

_INDENT = "  "
_MOST_NAMES = 5
"""So many are shown of those who reserved themselves; the table and the JSON have all."""


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard beslut färdplan",
        "naravard beslut --ej-klara --ansvarig lindahl --från 2023-01-01",
        "naravard beslut --organ systemledning --xlsx beslut.xlsx",
    ],
)
@click.argument("sökord", nargs=-1, metavar="[SÖKORD]…")
@click.option(
    "--typ",
    "kinds",
    type=OneOf(RegisteredKind),
    metavar="TYPER",
    help="Bara beslut, rekommendation, uppdrag eller val.",
)
@click.option(
    "--organ",
    "bodies",
    multiple=True,
    metavar="ORGAN",
    shell_complete=suggestions.bodies,
    help="Bara ett organs beslut; nyckel i organ.yaml.",
)
@click.option("--från", "first", type=Day(), metavar="DATUM", help="Bara möten från och med en dag.")
@click.option("--till", "last", type=Day(), metavar="DATUM", help="Bara möten till och med en dag.")
@click.option("--ansvarig", "responsible", default="", metavar="NAMN", help="Bara uppdrag till den som heter så.")
@click.option("--ej-klara", "is_to_be_done", is_flag=True, help="Bara det som någon har kvar att göra.")
@click.option("--json", "wants_json", is_flag=True, help="Skriv besluten som JSON på standard ut.")
@click.option(
    "--csv",
    "csv",
    type=OutputFile(".csv", allows_stdout=True),
    is_flag=False,
    flag_value=STDOUT,
    metavar="[FIL.csv]",
    help="Skriv besluten som CSV, till en fil eller standard ut.",
)
@click.option("--xlsx", type=OutputFile(".xlsx"), metavar="FIL.xlsx", help="Skriv besluten till en Excel-arbetsbok.")
@quiet
def beslut(
    sökord: tuple[str, ...],
    kinds: tuple[str, ...] | None,
    bodies: tuple[str, ...],
    first: date | None,
    last: date | None,
    responsible: str,
    is_to_be_done: bool,
    wants_json: bool,
    csv: Path | None,
    xlsx: Path | None,
    is_quiet: bool,
) -> int:
    """Sök bland besluten i alla möten i meetings/, och visa dem med sin beteckning.

    Flera SÖKORD ska alla finnas i beslutet, rubriken eller beteckningen. Stora och små bokstäver är lika, men å, ä
    och ö är egna bokstäver. Utan SÖKORD visas alla beslut.
    """
    from naravard_docs.reports import decision_register
    from naravard_docs.reports.register_json import register_json

    if wants_json and csv == Path(STDOUT):
        raise SwedishUsageError("JSON och CSV kan inte båda skrivas på standard ut", "ange en fil: --csv beslut.csv")
    here, talk = Path.cwd(), Messenger(is_quiet)
    decision_register.refuse_unknown_bodies(here, bodies)
    words = decision_register.search_words(sökord)
    wanted = decision_register.DecisionFilter(
        words, frozenset(map(RegisteredKind, kinds or ())), frozenset(bodies), first, last, responsible, is_to_be_done
    )
    whole = decision_register.read_register(here)
    found = [one for one in whole.decisions if wanted.fits(one)]
    if wants_json:
        click.echo(register_json(found))
    written = write_table(decision_register.register_sheet(found), csv, xlsx) if csv or xlsx else ()
    for path in written:
        click.echo(path)
    if not (wants_json or csv or xlsx):
        for line in _listed(found, words):
            click.echo(line)
    return _told(whole, found, words, talk) or _other_than_adopted(found, here, talk)


def _other_than_adopted(found: Sequence[RegisteredDecision], here: Path, talk: Messenger) -> int:
    """Say of which meetings the words are not those that were adopted; return the exit code."""
    from naravard_docs.builder.adopted_words import other_than_adopted
    from naravard_docs.workspace.file_names import in_nfc
    from naravard_docs.workspace.workspace import Workspace

    files = {one.item.file for one in found}
    changed = other_than_adopted(
        path for path in Workspace.containing(here).meeting_files() if in_nfc(path.name) in files
    )
    talk.problems(changed)
    return int(ExitCode.CORRECTION) if changed else 0


def _listed(found: Sequence[RegisteredDecision], words: tuple[str, ...]) -> Iterator[str]:
    width = terminal_width()
    for number, one in enumerate(found):
        if number:
            yield ""
        yield from (bold(line) for line in wrap_text(one.reference, width))
        opening = f"{one.opening}:" if one.has_own_opening else ""
        facts = (" · ".join(_facts(one)), " · ".join(_facts_of_item(one)))
        for text in (one.item.title, opening, *one.text.splitlines(), *facts):
            if text:
                yield from (f"{_INDENT}{_marked(line, words)}" for line in wrap_text(text, width - len(_INDENT)))


def _facts(one: RegisteredDecision) -> Iterator[str]:
    """Yield what is known of a decision besides its words: «uppdrag», «ansvarig Eva Ek», «klart senast 2023-12-01»."""
    if one.kind is not RegisteredKind.DECISION:
        yield one.kind.value
    if one.to:
        yield f"till {enumeration(one.to)}"
    if one.level is not None:
        yield f"nivå {one.level.value}"
    if one.responsible is not None:
        yield f"ansvarig {one.responsible}"
    done = (("klart senast", one.due), ("klart", one.done))
    days = (*done, ("svar senast", one.answer_by), ("gäller från", one.valid_from))
    yield from (f"{label} {day.isoformat()}" for label, day in days if day is not None)
    if one.item.status.is_draft:
        yield "ej justerat"


def _facts_of_item(one: RegisteredDecision) -> Iterator[str]:
    """Yield what is known of its item: «omröstning: 4 ja, 3 nej», «reservation: Bo Al (S)», «skickas till KS»."""
    item = one.item
    yield from (f"omröstning: {vote.summary}" for vote in item.votes if vote.summary)
    if item.reserved:
        others = len(item.reserved) - _MOST_NAMES
        more = (f"{others} till",) if others > 0 else ()
        yield f"reservation: {enumeration((*item.reserved[:_MOST_NAMES], *more))}"
    if item.sent_to:
        yield f"skickas till {enumeration(item.sent_to)}"
    if item.is_secret:
        yield "sekretess"


def _marked(line: str, words: tuple[str, ...]) -> str:
    """Return a line with the words that were searched for in bold."""

    def is_sought(shown: str) -> bool:
        return any(has_word(search_form(shown), word) for word in words)

    if not has_colour():
        return line
    return " ".join(bold(shown) if is_sought(shown) else shown for shown in line.split(" "))


def _told(whole: Register, found: Sequence[RegisteredDecision], words: tuple[str, ...], talk: Messenger) -> int:
    """Say how much was found and what could not be read; return the exit code, that of the first meeting not read."""
    for each in whole.unread:
        talk.problems(each.problems)
    if whole.unread:
        named = enumeration([shown_path(each.path) for each in whole.unread])
        number = with_noun(len(whole.unread), "möte", "möten")
        talk.problems([Problem(f"besluten i {number} är inte med: {named}", "rätta det som är fel och sök igen")])
    meetings = len({one.item.file for one in found})
    if found:
        talk.say(f"{with_noun(len(found), 'beslut', 'beslut')} i {with_noun(meetings, 'möte', 'möten')}")
    else:
        talk.say("inget beslut passar" if whole.decisions else "det finns inga beslut")
    if not found and (tip := whole.meant_by(words)):
        talk.say(f"  tips: {tip}")
    return int(whole.unread[0].exit_code) if whole.unread else 0
