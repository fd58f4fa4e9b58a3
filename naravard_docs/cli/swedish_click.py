"""click in Swedish: headings of the help, names with aliases, and its own errors in our words."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from naravard_docs.cli.suggestions import among
from naravard_docs.cli.today import current_day
from naravard_docs.cli.verbose import asks_for_more, telling_more
from naravard_docs.errors import STANDARD_INPUT
from naravard_docs.swedish import did_you_mean, enumeration, read_date
from naravard_docs.workspace.file_names import as_on_disk

USAGE, OPTIONS, COMMANDS = "Användning: ", "Flaggor", "Kommandon"
HELP_OPTIONS = ["--hjälp", "--help", "-h"]
STDIN = STDOUT = "-"
"""What stands for standard input, or output, where a file is named."""


class FilePath(click.Path):
    """A file that the user names: found however the disk writes its å, ä and ö; - is standard input if it may be."""

    def __init__(self, allows_stdin: bool = False) -> None:
        super().__init__(path_type=Path)
        self.allows_stdin = allows_stdin

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == STDIN:
            if self.allows_stdin:
                return STANDARD_INPUT
            raise SwedishUsageError(f"{_of(param)}här läses inget från standard in", "ange en fil", ctx)
        return as_on_disk(Path(os.fsdecode(super().convert(value, param, ctx))))


class SwedishCommand(click.Command):
    """A command whose help is Swedish and ends with examples."""

    def __init__(self, *args: Any, examples: Iterable[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {}).setdefault("help_option_names", HELP_OPTIONS)
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # an option without its value does not know whose it is
            raise

    def invoke(self, ctx: click.Context) -> Any:
        if not asks_for_more():
            return super().invoke(ctx)
        if ctx.params.get("is_quiet"):
            raise SwedishUsageError("--tyst och --utförligt går inte att förena", "välj en av dem", ctx)
        with telling_more(ctx):
            return super().invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _swedish_help(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [{"[OPTIONS]": "[FLAGGOR]"}.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section("Exempel"):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")  # never wrapped: to be copied


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command as the list of commands shows it, and the module that has it under its Swedish name."""

    module: str
    summary: str
    alias: str = ""


class SwedishGroup(click.Group):
    """Commands under Swedish names, each with its English alias; a command's module is imported when it is used."""

    def __init__(self, *args: Any, entries: Mapping[str, CommandEntry], **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {}).setdefault("help_option_names", HELP_OPTIONS)
        super().__init__(*args, **kwargs)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for name, entry in self.entries.items():
            if cmd_name in (name, entry.alias):
                command: click.Command = getattr(importlib.import_module(entry.module), name)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = [*self.entries, *(entry.alias for entry in self.entries.values() if entry.alias)]
        if args and args[0] not in names and not args[0].startswith("-"):
            remedy = did_you_mean(args[0], names) or "se alla kommandon med: naravard --hjälp"
            raise SwedishUsageError(f"okänt kommando «{args[0]}»", remedy, ctx)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _swedish_help(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[FLAGGOR] KOMMANDO …", prefix=USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        rows = [
            (f"{name}, {entry.alias}" if entry.alias else name, entry.summary) for name, entry in self.entries.items()
        ]
        with formatter.section(COMMANDS):
            formatter.write_dl(rows)


class SwedishUsageError(click.UsageError):
    """Wrong usage, in Swedish already, with a remedy."""

    def __init__(self, message: str, remedy: str, ctx: click.Context | None = None) -> None:
        super().__init__(message, ctx)
        self.remedy = remedy


def _of(param: click.Parameter | None) -> str:
    """Return what begins a message about an option's value: the option's name."""
    return f"{param.opts[0]}: " if isinstance(param, click.Option) else ""


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """Words from a list, several with commas between."""

    name = "ord"
    takes_several = True

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        chosen = tuple(dict.fromkeys(word.strip().lower() for word in str(value).split(",") if word.strip()))
        for word in chosen:
            if word not in self.words:
                listed = enumeration([f"«{known}»" for known in self.words], "eller")
                raise SwedishUsageError(
                    f"{_of(param)}«{word}» kan inte väljas här",
                    did_you_mean(word, self.words) or f"skriv {listed}",
                    ctx,
                )
        if not chosen:
            raise SwedishUsageError(
                f"{_of(param)}inget är valt", f"skriv ett eller flera av: {', '.join(self.words)}", ctx
            )
        return chosen

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        return list(among(dict.fromkeys(self.words, ""), incomplete, may_be_several=self.takes_several))


class SingleOf(OneOf):
    """One word from a list."""

    takes_several = False

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        chosen = super().convert(value, param, ctx)
        if len(chosen) > 1:
            raise SwedishUsageError(f"{_of(param)}bara ett kan väljas", f"skriv bara {chosen[0]}", ctx)
        return chosen


class Number(click.ParamType):  # type: ignore[type-arg]
    """A whole number within limits."""

    name = "tal"

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if str(value).isdecimal() and self.lowest <= int(value) <= self.highest:
            return int(value)
        raise SwedishUsageError(
            f"{_of(param)}«{value}» går inte att använda", f"skriv ett heltal {self.lowest}–{self.highest}", ctx
        )


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day: 2021-09-30, «30 september 2021» or, where the clock may be asked, idag."""

    name = "datum"

    def __init__(self, knows_today: bool = False) -> None:
        self.knows_today = knows_today

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if self.knows_today and str(value).strip().lower() in ("idag", "today"):
            return current_day()
        if (day := read_date(str(value))) is None:
            also = " eller idag" if self.knows_today else ""
            raise SwedishUsageError(
                f"{_of(param)}«{value}» är inget datum", f"skriv till exempel 2021-09-30{also}", ctx
            )
        return day


class OutputFile(click.ParamType):  # type: ignore[type-arg]
    """A file to write, told by how its name ends; - is stdout where that is allowed."""

    name = "fil"

    def __init__(self, *suffixes: str, allows_stdout: bool = False) -> None:
        self.suffixes, self.allows_stdout = suffixes, allows_stdout

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.suffix.lower() in self.suffixes or (self.allows_stdout and str(path) == STDOUT):
            return path
        listed = enumeration([f"fil{suffix}" for suffix in self.suffixes], "eller")
        option = param.opts[0] if param else ""
        raise SwedishUsageError(
            f"«{value}» kan inte vara filen för {option}", f"skriv ett namn som slutar rätt: {option} {listed}", ctx
        )


def usage_message(error: click.UsageError) -> tuple[str, str]:
    """Return click's own usage errors as a Swedish message with a remedy, by their kind."""
    help_hint = f"se hjälpen: {error.ctx.command_path if error.ctx else 'naravard'} --hjälp"
    match error:
        case SwedishUsageError():
            return error.message, error.remedy or help_hint
        case click.NoSuchOption():
            close = did_you_mean(error.option_name, error.possibilities or ())
            return f"okänd flagga {error.option_name}", close or help_hint
        case click.MissingParameter():
            name = error.param.human_readable_name.upper() if error.param else ""
            return f"{name} saknas", help_hint
        case click.BadOptionUsage():
            message = f"flaggan {error.option_name} är fel använd (den vill kanske ha ett värde)"
            return message, _help_of(error) or help_hint
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"värdet för {name} går inte att använda", help_hint
        case _:
            return "för många eller fel argument", help_hint


def _help_of(error: click.BadOptionUsage) -> str:
    """Return what the command's own help says of an option; an empty text when there is nothing."""
    known = error.ctx.command.params if error.ctx else ()
    option = next((each for each in known if isinstance(each, click.Option) and error.option_name in each.opts), None)
    return f"{option.opts[0]} {option.metavar} – {option.help}" if option and option.metavar and option.help else ""


def _swedish_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Visa hjälpen."
    return option


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(ctx)) is not None]
    if rows:
        with formatter.section(OPTIONS):
            formatter.write_dl(rows)
