"""utdrag: extracts of the minutes, as Word, PDF and e-mail drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
from pydantic_core import PydanticCustomError

from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.cli.document_options import in_formats, opened, quiet, to_folder, unchecked
from naravard_docs.cli.open_built import open_built
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import FilePath, SwedishCommand, SwedishUsageError
from naravard_docs.meeting.numbers import NumberSet, read_number_set
from naravard_docs.swedish import quote

_HOW = "skriv numren som de står i protokollet: 4 7, 21–24, 5.1 eller '33 a'"
_LETTER = re.compile(r"[a-zåäö]", re.IGNORECASE)


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard utdrag meetings/2023-03-24-systemledning.yaml 4 7",
        "naravard utdrag meetings/2024-03-20-bun.yaml 23-25",
        "naravard utdrag meetings/2024-03-20-bun.yaml --till-alla",
        "naravard utdrag meetings/2024-03-20-bun.yaml --omedelbart",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.argument("ärenden", nargs=-1, metavar="[NUMMER]…")
@click.option("--till-alla", "to_all", is_flag=True, help="Ett utdrag och ett mejlutkast till var och en som får det.")
@click.option("--omedelbart", "at_once", is_flag=True, help="Protokoll över det som är omedelbart justerat.")
@click.option("--med-sekretess", "mails_secrets", is_flag=True, help="Mejlutkast även med det som är sekretess.")
@in_formats
@to_folder
@unchecked
@opened
@quiet
def utdrag(
    fil: Path,
    ärenden: Sequence[str],
    to_all: bool,
    at_once: bool,
    mails_secrets: bool,
    formats: tuple[str, ...],
    target: Path | None,
    is_unchecked: bool,
    is_opened: bool,
    is_quiet: bool,
) -> None:
    """Gör ett protokollsutdrag av ett eller flera ärenden, som Word och PDF.

    NUMMER är ärendenas nummer som de står i protokollet: § där organet räknar med §. Utdraget har mötets
    huvud, ärendena, vilka som undertecknar protokollet, och en rad för den som intygar att det är rätt
    utdraget. Var och en under skickas_till kan få ett eget utdrag, med det som de ska ha.
    """
    if to_all and at_once:
        raise SwedishUsageError("--till-alla och --omedelbart går inte att förena", "kör kommandot två gånger")
    if not ärenden and not to_all and not at_once:
        raise SwedishUsageError("det framgår inte vilka ärenden som ska vara med", f"{_HOW}; eller --till-alla")
    wanted = item_numbers(ärenden) if ärenden else None
    from naravard_docs.builder.extracts import ExtractOptions, build_extracts

    order = BuildOptions(formats=tuple(map(Format, formats)), target=target, is_checked=not is_unchecked)
    made = build_extracts(fil, ExtractOptions(wanted, to_all, at_once, mails_secrets, order))
    talk = Messenger(is_quiet)
    talk.problems(made.problems)
    for line in made.said:
        talk.say(line)
    for file in made.files:
        click.echo(file)
    if is_opened:
        open_built(made.files, formats, talk)


def item_numbers(words: Sequence[str]) -> NumberSet:
    """Return the numbers that arguments name; «33 a» may be two of them, and one named twice counts once."""
    listed: list[str] = []
    for word in words:
        last = listed[-1] if listed else ""
        ends = last[-1:].isdecimal() and (word == "§" or bool(_LETTER.fullmatch(word)))
        if ends or last in ("§", "§§"):
            listed[-1] = f"{last} {word}"
        elif word not in ("och", "samt", ","):
            listed.append(word.strip(" ,"))
    text = ", ".join(dict.fromkeys(filter(None, listed)))
    try:
        return read_number_set(text)
    except PydanticCustomError as error:
        raise SwedishUsageError(_refused(error, text), _HOW) from error


def _refused(error: PydanticCustomError, text: str) -> str:
    context = error.context or {}
    if error.type == "numbers_backwards":
        return f"{quote(text)} slutar före sin början: {context['first']} kommer efter {context['last']}"
    if error.type == "numbers_overlap":
        return f"{context['one']} och {context['other']} överlappar varandra"
    return f"{quote(text)} är inga nummer på ärenden"
