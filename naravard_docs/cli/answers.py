"""svar: what is known of a recipient's answer, recorded in the answer file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import files_ending, meetings, one_recipient
from naravard_docs.cli.swedish_click import Day, FilePath, OneOf, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day
from naravard_docs.errors import shown_path
from naravard_docs.swedish import is_empty, with_noun

if TYPE_CHECKING:
    from naravard_docs.responses.entry import Change
    from naravard_docs.responses.load import LoadedRecommendation
    from naravard_docs.responses.record import FieldChange, RecordingResult

F = TypeVar("F", bound=Callable[..., Any])
_DAYS = {
    "skickat": "Dag då brevet skickades.",
    "mottaget": "Dag då mottagaren registrerade brevet.",
    "utlovat": "Dag då ett svar är utlovat.",
    "lovat": "Dag då löftet gavs; förval är idag.",
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
_REMOVABLE = (*(key for key in _DAYS if key != "lovat"), *_TEXTS, "beslut", "satser", "påmint", _WHOLE)
_EXAMPLES = {
    "instans": "--instans KF",
    "nämnd": "--nämnd Socialnämnden",
    "datum": "--datum 2021-06-21",
    "lovat": "--lovat 2021-06-01, dagen då löftet gavs",
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
            for key, said in list(_DAYS.items())[:4]
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
            help=f"Ta bort en uppgift, eller med «{_WHOLE}» alla; bara med --rätta.",
        ),
        click.option(
            "--rätta",
            "reason",
            metavar="SKÄL",
            help='Ersätt det som står, och behåll det med skälet: --rätta "fel dag".',
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
        'naravard svar MÖTESFIL mala --mottaget 2021-04-28 --rätta "fel dag"',
        "naravard svar MÖTESFIL --från svar.csv --prova",
    ],
)
@click.argument("mötesfil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.argument("mottagare", nargs=-1, metavar="[MOTTAGARE]…", shell_complete=one_recipient)
@_keys_of_an_answer
@click.option(
    "--från",
    "listed",
    type=FilePath(),
    metavar="LISTA",
    shell_complete=files_ending(".csv", ".xlsx"),
    help="Läs en hel lista, .csv eller .xlsx.",
)
@click.option(
    "--ärende",
    "matters",
    multiple=True,
    metavar="NAMN",
    help="Vilken rekommendation, när mötet har flera; kan anges flera gånger när svaret gäller flera.",
)
@click.option("--prova", "is_rehearsal", is_flag=True, help="Visa vad som skulle ändras, och skriv inget.")
@click.option("--json", "wants_json", is_flag=True, help="Skriv ändringarna som JSON på standard ut.")
@quiet
def svar(
    mötesfil: Path,
    mottagare: tuple[str, ...],
    every: str | None,
    outcomes: tuple[tuple[int, str], ...],
    reminded: tuple[date, ...],
    removed: tuple[tuple[str, ...], ...],
    reason: str | None,
    listed: Path | None,
    matters: tuple[str, ...],
    is_rehearsal: bool,
    wants_json: bool,
    is_quiet: bool,
    **given: date | str | None,
) -> None:
    """Anteckna vad en mottagare har svarat på en rekommendation.

    FIL är mötesfilen eller svarsfilen, MOTTAGARE nyckeln eller namnet på sändlistan. Svarsfilen i meetings/svar/ görs
    om den saknas; kommentarer och ordning i den står kvar. Hela filen kontrolleras innan något skrivs. Datum kan
    skrivas idag.

    Det som antecknas läggs till det som står: ett nytt beslut eller löfte blir ett till, och samma sak en gång till
    ändrar inget. Det som står byts ut eller tas bort bara med --rätta.
    """
    from naravard_docs.responses.import_list import find_recommendation, record_list, refuse_future
    from naravard_docs.responses.record import Recording, record_together, rehearse_together

    keys = tuple(dict.fromkeys(key for words in removed for key in words))
    is_told = bool(every or outcomes or reminded or any(value is not None for value in given.values()))
    _refuse_unclear(mottagare, is_told, keys, listed, outcomes)
    _refuse_unclear_history(given, keys, reason, listed, matters)
    today = current_day()
    asked = {each.reference: each for each in (find_recommendation(mötesfil, name) for name in matters or (None,))}
    if listed is not None:
        results: tuple[RecordingResult, ...] = (record_list(listed, next(iter(asked.values())), today, is_rehearsal),)
    else:
        told = _Told(given, every, outcomes, reminded, keys, reason or "", today)
        recordings = [Recording(each, [_change(each, word, told) for word in mottagare]) for each in asked.values()]
        refuse_future(recordings[0].changes, today)
        results = (rehearse_together if is_rehearsal else record_together)(recordings)
    _tell(results, is_rehearsal, wants_json, Messenger(is_quiet))


def _refuse_unclear_history(
    given: Mapping[str, date | str | None],
    removed: Sequence[str],
    reason: str | None,
    listed: Path | None,
    matters: Sequence[str],
) -> None:
    """Refuse what would change what stands without a reason, and days and reasons that belong to nothing."""
    if reason is not None and listed is not None:
        raise SwedishUsageError("--rätta gäller inte en hel lista", "rätta en mottagare i taget, utan --från")
    if reason is not None and is_empty(reason):
        raise SwedishUsageError("skälet är tomt", 'skriv varför: --rätta "fel dag"')
    if removed and reason is None:
        remedy = f'skriv varför: --ta-bort {removed[0]} --rätta "skälet"; det som stod sparas med skälet'
        raise SwedishUsageError("det som är antecknat tas inte bort utan skäl", remedy)
    if given.get("lovat") is not None and given.get("utlovat") is None:
        raise SwedishUsageError("--lovat är dagen då ett löfte gavs", "ange också --utlovat med den utlovade dagen")
    if listed is not None and len(matters) > 1:
        raise SwedishUsageError("en lista gäller en rekommendation", "läs in den en gång för varje --ärende")


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


class _Told(NamedTuple):
    """What the options tell, the same of each recipient."""

    given: Mapping[str, date | str | None]
    every: str | None
    outcomes: Sequence[tuple[int, str]]
    reminded: Sequence[date]
    removed: Sequence[str]
    reason: str
    today: date


def _change(asked: LoadedRecommendation, word: str, told: _Told) -> Change:
    """Return what is to be recorded of one recipient, named by key or name."""
    from naravard_docs.meeting.response import EVERY_CLAUSE
    from naravard_docs.responses.columns import PATHS
    from naravard_docs.responses.entry import Change
    from naravard_docs.responses.import_list import as_recorded, file_recorded, outcome_written

    values: dict[tuple[str, ...], Any] = {PATHS.get(key, (key,)): None for key in told.removed if key != _WHOLE}
    for key, value in told.given.items():
        if isinstance(value, date):
            values[PATHS[key]] = value.isoformat()
        elif value is not None:
            values[PATHS[key]] = file_recorded(asked, value) if key == "fil" else as_recorded(PATHS[key], value)
    decided = {number: outcome_written(text) for number, text in told.outcomes}
    if told.every is not None:
        decided[EVERY_CLAUSE] = outcome_written(told.every)
    return Change(
        asked.recipient_named(word).slug,
        values,
        decided,
        told.reminded,
        today=told.today,
        replaces=bool(told.reason),
        reason=told.reason,
        removes_entry=_WHOLE in told.removed,
        to_add=_to_add,
    )


def _to_add(key: str) -> str:
    """Return the option by which a key that is missing is told."""
    if key in ("text", "ord"):
        outcome = "eget beslut" if key.startswith("ord") else "antagen med ändring"
        return f'skriv texten efter ett kolon, inom citattecken: "{outcome}: texten"'
    if key.startswith("punkt "):
        return f"ange också --punkt {key.removeprefix('punkt ')}=antagen, eller --alla med utfallet för alla punkter"
    return f"ange också {_EXAMPLES[key]}" if key in _EXAMPLES else ""


def _tell(results: Sequence[RecordingResult], is_rehearsal: bool, wants_json: bool, talk: Messenger) -> None:
    if wants_json:
        rows = [_row(result, told, len(results) > 1) for result in results for told in result.told()]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for result in results:
        if not wants_json and not talk.is_quiet:
            if len(results) > 1 and result.told():
                click.echo(f"{result.after.reference}:")
            for told in result.told():
                click.echo(_line(told))
        _tell_one(result, is_rehearsal, talk)


def _row(result: RecordingResult, told: FieldChange, is_of_several: bool) -> dict[str, str]:
    row = {"mottagare": told.recipient, "nyckel": told.key, "före": told.before, "efter": told.after}
    return {"rekommendation": result.after.reference, **row} if is_of_several else row


def _tell_one(result: RecordingResult, is_rehearsal: bool, talk: Messenger) -> None:
    told = result.told()
    talk.problems(result.after.warnings)
    number = with_noun(len(told), "uppgift", "uppgifter")
    about = with_noun(len({each.recipient for each in told}), "mottagare", "mottagare")
    if not told:
        talk.say(f"inget att ändra: {shown_path(result.after.path)} säger det redan")
    elif is_rehearsal:
        talk.say(f"på prov: {number} om {about} skulle ändras i {shown_path(result.after.path)}; inget är skrivet")
    else:
        talk.say(f"klart: {shown_path(result.after.path)} – {number} om {about}")


def _key_shown(key: str) -> str:
    """Return a key without what it stands in: «datum» for «beslut 2 datum», «punkt 1» for «beslut satser 1 utfall»."""
    head, *rest = key.split()
    if rest and rest[0].isdecimal():
        del rest[0]
    shown = " ".join(rest) if rest and head in ("beslut", "utlovat", "rättat") else " ".join((head, *rest))
    of_all = re.sub(r"^satser(?! \d)", "alla punkter", shown)
    return of_all.replace("satser ", "punkt ").removesuffix(" utfall")


def _line(told: FieldChange) -> str:
    key = _key_shown(told.key)
    if key == "mottagare":
        return f"{told.recipient}: {'ny post' if told.after else 'posten är borttagen'}"
    if not told.after:
        return f"{told.recipient}: {key} borttaget (förut {told.before})"
    return f"{told.recipient}: {key} {told.after}" + (f" (förut {told.before})" if told.before else "")
