"""svar: what is known of a recipient's answer, recorded in the answer file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import Day, FilePath, OneOf, SwedishCommand, SwedishUsageError
from naravard_docs.errors import shown_path
from naravard_docs.swedish import with_noun

if TYPE_CHECKING:
    from naravard_docs.responses.entry import Change
    from naravard_docs.responses.load import LoadedRecommendation
    from naravard_docs.responses.record import FieldChange, RecordingResult

F = TypeVar("F", bound=Callable[..., Any])
_DAYS = {
    "skickat": "Dag då brevet skickades.",
    "mottaget": "Dag då mottagaren registrerade brevet.",
    "utlovat": "Dag då ett svar är utlovat.",
    "datum": "Dag då beslutet fattades.",
}
_TEXTS = {
    "diarienummer": ("NR", "Mottagarens diarienummer."),
    "instans": ("INSTANS", "Vem som beslutade: KF, KS, RF, RS eller nämnd."),
    "nämnd": ("NAMN", "Nämndens namn, när instansen är nämnd."),
    "paragraf": ("§", "Paragraf i protokollet: 87 eller 87a."),
    "fil": ("FIL", "Svarets fil, i meetings/svar/."),
    "anteckning": ("ORD", "Egen anteckning."),
}
_WHOLE = "allt"
_REMOVABLE = (*_DAYS, *_TEXTS, "beslut", "satser", "påmint", _WHOLE)
_EXAMPLES = {
    "instans": "--instans KF",
    "nämnd": "--nämnd Socialnämnden",
    "datum": "--datum 2021-06-21",
    "satser": "--alla antagen, eller --punkt 1=antagen för varje punkt",
}
_OUTCOME = re.compile(r"([1-9]\d{0,2})\s*=\s*(\S.*)", re.DOTALL | re.ASCII)


class _ClauseOutcomeParam(click.ParamType):  # type: ignore[type-arg]
    """What was decided about a clause: «1=antagen», «2=antagen med ändring: …»."""

    name = "punkt"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        if isinstance(value, tuple):
            return value
        if (found := _OUTCOME.fullmatch(str(value).strip())) is None:
            raise SwedishUsageError(
                f"«{value}» är inget utfall för en punkt", "skriv punktens nummer och utfallet: --punkt 1=antagen", ctx
            )
        return int(found[1]), found[2]


def _keys_of_an_answer(command: F) -> F:
    """Return a command an option for each key of an answer file."""
    options = [
        *(
            click.option(f"--{key}", key, type=Day(knows_today=True), metavar="DATUM", help=said)
            for key, said in list(_DAYS.items())[:3]
        ),
        *_text_options("diarienummer", "instans", "nämnd"),
        click.option("--datum", "datum", type=Day(knows_today=True), metavar="DATUM", help=_DAYS["datum"]),
        *_text_options("paragraf"),
        click.option("--alla", "every", metavar="UTFALL", help="Utfall för alla punkter: --alla antagen."),
        click.option(
            "--punkt",
            "--sats",  # as it was called before
            "outcomes",
            type=_ClauseOutcomeParam(),
            multiple=True,
            metavar="NR=UTFALL",
            help='Utfall för en punkt: --punkt 1=antagen --punkt "2=antagen med ändring: texten".',
        ),
        *_text_options("fil", "anteckning"),
        click.option(
            "--påmint",
            "reminded",
            type=Day(knows_today=True),
            multiple=True,
            metavar="DATUM",
            help="Dag då en påminnelse skickades; läggs till.",
        ),
        click.option(
            "--ta-bort",
            "removed",
            type=OneOf(_REMOVABLE),
            multiple=True,
            metavar="NYCKEL",
            help=f"Ta bort en uppgift, eller med «{_WHOLE}» hela posten.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _text_options(*keys: str) -> list[Callable[[F], F]]:
    return [click.option(f"--{key}", key, metavar=_TEXTS[key][0], help=_TEXTS[key][1]) for key in keys]


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard svar meetings/2021-03-19-samrad-vard-och-omsorg.yaml mala --mottaget 2021-04-27",
        "naravard svar MÖTESFIL mala --instans KF --datum 2021-06-21 --paragraf 87 --alla antagen",
        "naravard svar MÖTESFIL --från svar.csv --prova",
    ],
)
@click.argument("mötesfil", type=FilePath(), metavar="FIL")
@click.argument("mottagare", nargs=-1, metavar="[MOTTAGARE]…")
@_keys_of_an_answer
@click.option("--från", "listed", type=FilePath(), metavar="LISTA", help="Läs en hel lista, .csv eller .xlsx.")
@click.option("--ärende", "matter", metavar="NAMN", help="Vilken rekommendation, när mötet har flera.")
@click.option("--prova", "is_rehearsal", is_flag=True, help="Visa vad som skulle ändras, och skriv inget.")
@click.option("--json", "wants_json", is_flag=True, help="Skriv ändringarna som JSON på standard ut.")
@click.option("--tyst", "--quiet", "is_quiet", is_flag=True, help="Säg bara det som är fel.")
def svar(
    mötesfil: Path,
    mottagare: tuple[str, ...],
    every: str | None,
    outcomes: tuple[tuple[int, str], ...],
    reminded: tuple[date, ...],
    removed: tuple[tuple[str, ...], ...],
    listed: Path | None,
    matter: str | None,
    is_rehearsal: bool,
    wants_json: bool,
    is_quiet: bool,
    **given: date | str | None,
) -> None:
    """Anteckna vad en mottagare har svarat på en rekommendation.

    FIL är mötesfilen eller svarsfilen, MOTTAGARE nyckeln eller namnet på sändlistan. Svarsfilen i meetings/svar/ görs
    om den saknas; kommentarer och ordning i den står kvar. Hela filen kontrolleras innan något skrivs. Datum kan
    skrivas idag.
    """
    from naravard_docs.responses.import_list import find_recommendation, record_list, refuse_future
    from naravard_docs.responses.record import record_changes, rehearse

    keys = tuple(dict.fromkeys(key for words in removed for key in words))
    is_told = bool(every or outcomes or reminded or any(value is not None for value in given.values()))
    _refuse_unclear(mottagare, is_told, keys, listed, outcomes)
    asked, today = find_recommendation(mötesfil, matter), date.today()
    if listed is not None:
        result = record_list(listed, asked, today, is_rehearsal)
    else:
        changes = [_change(asked, word, given, every, outcomes, reminded, keys) for word in mottagare]
        refuse_future(changes, today)
        result = (rehearse if is_rehearsal else record_changes)(asked, changes)
    _tell(result, is_rehearsal, wants_json, Messenger(is_quiet))


def _refuse_unclear(
    recipients: Sequence[str],
    is_told: bool,
    removed: Sequence[str],
    listed: Path | None,
    outcomes: Sequence[tuple[int, str]],
) -> None:
    """Refuse what does not hang together, before any file is read."""
    is_said = is_told or bool(removed)
    numbers = [number for number, _ in outcomes]
    if listed is not None and (recipients or is_said):
        raise SwedishUsageError("--från gäller en hel lista", "ange bara filen, eller en mottagare utan --från")
    if listed is None and not recipients:
        raise SwedishUsageError("MOTTAGARE saknas", "skriv mottagarens nyckel, till exempel umea, eller --från LISTA")
    if listed is None and not is_said:
        raise SwedishUsageError("inget att anteckna är angivet", "skriv till exempel --mottaget 2021-04-27")
    if _WHOLE in removed and (is_told or len(removed) > 1):
        remedy = f"ta först bort posten med --ta-bort {_WHOLE}, och anteckna sedan det nya i ett kommando till"
        raise SwedishUsageError(f"--ta-bort {_WHOLE} tar bort hela posten, också det som anges bredvid", remedy)
    for number in numbers:
        if numbers.count(number) > 1:
            raise SwedishUsageError(f"punkt {number} är angiven flera gånger", "ange --punkt en gång för varje punkt")


def _change(
    asked: LoadedRecommendation,
    word: str,
    given: Mapping[str, date | str | None],
    every: str | None,
    outcomes: Sequence[tuple[int, str]],
    reminded: Sequence[date],
    removed: Sequence[str],
) -> Change:
    """Return what is to be recorded of one recipient, named by key or name."""
    from naravard_docs.meeting.response import EVERY_CLAUSE
    from naravard_docs.responses.columns import PATHS
    from naravard_docs.responses.entry import Change
    from naravard_docs.responses.import_list import as_recorded, file_recorded, outcome_written

    values: dict[tuple[str, ...], Any] = {PATHS.get(key, (key,)): None for key in removed if key != _WHOLE}
    for key, value in given.items():
        if isinstance(value, date):
            values[PATHS[key]] = value.isoformat()
        elif value is not None:
            values[PATHS[key]] = file_recorded(asked, value) if key == "fil" else as_recorded(PATHS[key], value)
    decided = {number: outcome_written(text) for number, text in outcomes}
    if every is not None:
        decided[EVERY_CLAUSE] = outcome_written(every)
    recipient = asked.recipient_named(word).slug
    return Change(recipient, values, decided, reminded, removes_entry=_WHOLE in removed, to_add=_to_add)


def _to_add(key: str) -> str:
    """Return the option by which a key that is missing is told."""
    if key == "text":
        return 'skriv texten efter ett kolon, inom citattecken: "antagen med ändring: texten"'
    if key.startswith("punkt "):
        return f"ange också --punkt {key.removeprefix('punkt ')}=antagen, eller --alla med utfallet för alla punkter"
    return f"ange också {_EXAMPLES[key]}" if key in _EXAMPLES else ""


def _tell(result: RecordingResult, is_rehearsal: bool, wants_json: bool, talk: Messenger) -> None:
    told = result.told()
    if wants_json:
        rows = [{"mottagare": t.recipient, "nyckel": t.key, "före": t.before, "efter": t.after} for t in told]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not talk.is_quiet:
        for each in told:
            click.echo(_line(each))
    talk.problems(result.after.warnings)
    number = with_noun(len(told), "uppgift", "uppgifter")
    about = with_noun(len({each.recipient for each in told}), "mottagare", "mottagare")
    if not told:
        talk.say(f"inget att ändra: {shown_path(result.after.path)} säger det redan")
    elif is_rehearsal:
        talk.say(f"på prov: {number} om {about} skulle ändras i {shown_path(result.after.path)}; inget är skrivet")
    else:
        talk.say(f"klart: {shown_path(result.after.path)} – {number} om {about}")


def _line(told: FieldChange) -> str:
    key = told.key.removeprefix("beslut ").replace("satser ", "punkt ").removesuffix(" utfall")
    if key == "mottagare":
        return f"{told.recipient}: {'ny post' if told.after else 'posten är borttagen'}"
    if not told.after:
        return f"{told.recipient}: {key} borttaget (förut {told.before})"
    return f"{told.recipient}: {key} {told.after}" + (f" (förut {told.before})" if told.before else "")
